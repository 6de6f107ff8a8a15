"""Topics of French news: the 17 top topics of IPTC Media Topics, labels of your own, topics without labels.

Where to look:

- a keyword is missing or misleading: a line in ``analysis/lexicons/topics-<name>.tsv``;
- headline and body are told apart wrongly: :mod:`analysis.topics.articles`;
- what the model weighs against what: :mod:`analysis.topics.evidence`, :mod:`analysis.topics.softmax`.
"""

from analysis.topics.classifier import MediaTopicClassifier
from analysis.topics.storing import load_classifier
from analysis.topics.taxonomy import Topic, code_of, media_topics
from analysis.topics.training import train

__all__ = ["MediaTopicClassifier", "Topic", "code_of", "load_classifier", "media_topics", "train"]

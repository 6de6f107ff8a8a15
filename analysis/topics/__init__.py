"""Topics of French news: the 17 top topics of IPTC Media Topics, labels of your own, topics without labels.

Where to look:

- a keyword is missing or misleading: a line in ``analysis/lexicons/topics-<name>.tsv``;
- headline and body are told apart wrongly: :mod:`analysis.topics.articles`;
- what the model weighs against what: :mod:`analysis.topics.evidence`, :mod:`analysis.topics.softmax`;
- labels of your own: :mod:`analysis.topics.labels`; articles without labels: :mod:`analysis.topics.exploring`.
"""

from analysis.calibration import calibration_error
from analysis.topics.classifier import MediaTopicClassifier
from analysis.topics.explaining import explain, explain_label
from analysis.topics.exploring import FoundTopics, find_topics
from analysis.topics.labels import LabelReport, train_labels
from analysis.topics.measuring import confusion, coverage
from analysis.topics.news_classifier import NewsClassifier
from analysis.topics.storing import (
    load_classifier,
    load_news_classifier,
    save_classifier,
    save_news_classifier,
)
from analysis.topics.taxonomy import Topic, code_of, media_topics, topic_labels
from analysis.topics.training import train

__all__ = [
    "FoundTopics",
    "LabelReport",
    "MediaTopicClassifier",
    "NewsClassifier",
    "Topic",
    "calibration_error",
    "code_of",
    "confusion",
    "coverage",
    "explain",
    "explain_label",
    "find_topics",
    "load_classifier",
    "load_news_classifier",
    "media_topics",
    "save_classifier",
    "save_news_classifier",
    "topic_labels",
    "train",
    "train_labels",
]

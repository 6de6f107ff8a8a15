"""French tokens and sentences on nltk, in the convention of Universal Dependencies (French-GSD, French-Sequoia).

Every span is a pair of code-point offsets into the text as it stands; nothing is rewritten. Where to look:

- a token is cut wrongly: the named parts in :mod:`analysis.tokenising.patterns`;
- an abbreviation or title is missing: a line in ``analysis/lexicons/tokenising-*.tsv``;
- a sentence is cut wrongly: the rules in :mod:`analysis.tokenising.sentences`;
- a quotation is torn from the words that attribute it: :mod:`analysis.tokenising.joining`.

Vectorisers of scikit-learn over these tokens are in :mod:`analysis.tokenising.vectorising`.
"""

from analysis.tokenising.segmentation import Segmentation, segment
from analysis.tokenising.sentences import FrenchSentenceTokenizer
from analysis.tokenising.words import FrenchTokenizer

__all__ = ["FrenchSentenceTokenizer", "FrenchTokenizer", "Segmentation", "segment"]

"""Two corpora beside each other (two outlets, two periods): what differs, and by how much more than chance.

Both are annotated in one pass, so that a speaker has one id in both; the column ``corpus`` of the documents tells
them apart.
"""

from analysis.comparing.corpora import names_of, read_corpora
from analysis.comparing.differences import FEWEST_ARTICLES, differences
from analysis.comparing.measures import GROUPS
from analysis.comparing.words import telling_words_of_each

__all__ = ["FEWEST_ARTICLES", "GROUPS", "differences", "names_of", "read_corpora", "telling_words_of_each"]

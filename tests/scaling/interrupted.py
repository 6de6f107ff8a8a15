"""Annotates in parts of four articles; killed by the tests in the middle of it."""

import sys

from analysis.scaling import annotate_corpus, parts

if __name__ == "__main__":
    parts.ARTICLES_PER_PART = 4
    annotate_corpus(sys.argv[1], sys.argv[2], progress=False)

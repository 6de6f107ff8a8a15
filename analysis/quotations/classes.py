"""Classes of words and labels, read from ``analysis/lexicons/quotations-word-classes.tsv``."""

from functools import cache

from analysis.lexicons import read_lexicon

__all__ = ["members", "ordered"]


@cache
def ordered(name: str) -> tuple[str, ...]:
    """Members of a class in the order of the file.

    >>> ordered("que")
    ('que', "qu'")
    """
    return next(tuple(row[1].split()) for row in read_lexicon("quotations-word-classes") if row[0] == name)


@cache
def members(*names: str) -> frozenset[str]:
    """Members of one or more classes together.

    >>> ";" in members("stop", "dash")
    True
    """
    return frozenset(member for name in names for member in ordered(name))

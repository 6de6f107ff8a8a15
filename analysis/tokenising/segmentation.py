"""Tokens, sentences and stretches of a whole text in one pass."""

from __future__ import annotations

from typing import NamedTuple

from analysis.tokenising.patterns import token_pattern
from analysis.tokenising.sentences import FrenchSentenceTokenizer

__all__ = ["Segmentation", "segment"]


class Segmentation(NamedTuple):
    """A text cut into tokens, sentences and stretches.

    Attributes
    ----------
    tokens : list of (int, int)
        Code-point offsets of the tokens, end exclusive.
    sentences : list of (int, int)
        Ranges of tokens, end exclusive: sentences as treebanks cut them.
    stretches : list of (int, int)
        Ranges of tokens, end exclusive: one or more sentences each.
    """

    tokens: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    stretches: list[tuple[int, int]]


def segment(text: str) -> Segmentation:
    """Cut a text into tokens, sentences and stretches.

    Examples
    --------
    >>> parts = segment("Il pleut. On part.")
    >>> parts.tokens
    [(0, 2), (3, 8), (8, 9), (10, 12), (13, 17), (17, 18)]
    >>> parts.sentences
    [(0, 3), (3, 6)]
    """
    tokens: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    finditer = token_pattern().finditer
    for start, end in FrenchSentenceTokenizer().span_tokenize(text):
        first = len(tokens)
        tokens.extend([match.span() for match in finditer(text, start, end)])
        sentences.append((first, len(tokens)))
    return Segmentation(tokens, sentences, list(sentences))

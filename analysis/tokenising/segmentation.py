"""Tokens, sentences and stretches of a whole text in one pass: what every later stage works on."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from analysis.tokenising.patterns import token_pattern
from analysis.tokenising.sentences import lines, sentences_of_line
from analysis.tokenising.stretches import join_quoted

__all__ = ["Segmentation", "segment"]


class Segmentation(NamedTuple):
    """A text cut three times; every boundary of a coarser view is one of the finer.

    Attributes
    ----------
    tokens : list of (int, int)
        Code-point offsets, end exclusive.
    sentences : list of (int, int)
        Ranges of tokens, end exclusive: sentences as treebanks cut them.
    stretches : list of (int, int)
        Ranges of tokens, end exclusive: sentences, joined where a quotation stands in a longer one.
    """

    tokens: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    stretches: list[tuple[int, int]]


def segment(text: str) -> Segmentation:
    """Cut a text into tokens, sentences and stretches.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Segmentation
        The tokens and sentences that :class:`~analysis.tokenising.FrenchTokenizer` and
        :class:`~analysis.tokenising.FrenchSentenceTokenizer` find, and the stretches.

    Examples
    --------
    >>> parts = segment("« Non. Si. », dit-il. Fin.")
    >>> [len(tokens) for tokens in parts]
    [12, 3, 2]
    >>> parts.sentences
    [(0, 3), (3, 10), (10, 12)]
    >>> parts.stretches
    [(0, 10), (10, 12)]
    """
    tokens: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    stretches: list[tuple[int, int]] = []
    find_tokens = token_pattern().finditer
    for line in lines(text):
        spans = list(sentences_of_line(text, *line))
        first_tokens = []
        for start, end in spans:
            first_tokens.append(len(tokens))
            tokens += [match.span() for match in find_tokens(text, start, end)]
        first_tokens.append(len(tokens))
        sentences += pairwise(first_tokens)
        stretches += [(first_tokens[first], first_tokens[last]) for first, last in join_quoted(text, spans)]
    return Segmentation(tokens, sentences, stretches)

"""Tokens, sentences and stretches of a whole text in one pass: what every later stage works on."""

from __future__ import annotations

from typing import NamedTuple

from analysis.tokenising.joining import LONG, SHORT, join_quoted
from analysis.tokenising.patterns import token_pattern
from analysis.tokenising.sentences import lines, sentences_of_line

__all__ = ["Segmentation", "segment"]


class Segmentation(NamedTuple):
    """A text cut three times; every boundary of a coarser view is one of the finer.

    Attributes
    ----------
    tokens : list of (int, int)
        Code-point offsets, end exclusive.
    sentences : list of (int, int)
        Ranges of tokens, end exclusive: what is counted and annotated.
    stretches : list of (int, int)
        Ranges of tokens, end exclusive: what is read and parsed, a quotation together with the words that attribute it.
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
    >>> parts = segment("« Nous partirons demain. Personne ne passera ici cet hiver, pas même les bêtes. "
    ...                 "Croyez-moi. », a promis le berger. Fin.")
    >>> parts.sentences
    [(0, 5), (5, 17), (17, 27), (27, 29)]
    >>> parts.stretches
    [(0, 27), (27, 29)]
    """
    tokens: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    stretches: list[tuple[int, int]] = []
    find_tokens = token_pattern().finditer
    for line in lines(text):
        pieces = list(sentences_of_line(text, *line))
        # Index of the first token of each piece, and of the token after the last.
        bounds = [len(tokens)]
        for start, end in pieces:
            tokens += [match.span() for match in find_tokens(text, start, end)]
            bounds.append(len(tokens))
        for view, longest in ((sentences, SHORT), (stretches, LONG)):
            view += [(bounds[first], bounds[last]) for first, last in join_quoted(text, pieces, longest=longest)]
    return Segmentation(tokens, sentences, stretches)

"""Sentences joined where a quotation of several stands in a longer one.

« "Non. Jamais.", a-t-il dit. » is one sentence to its reader and two to a treebank, which cuts at every full stop. How
long the whole may be to count as one is a matter of purpose. The package has two answers, and every boundary of the
second is one of the first:

- *sentences*, for counting, concordances and annotation, are joined up to :data:`SHORT` code points: so short a
  quotation has no sentences of its own, and no treebank at hand cuts one (``benchmarks/tokenising.py`` shows what other
  limits cost);
- *stretches*, for reading and parsing, are joined up to :data:`LONG` code points, so that a quotation is seen together
  with the verb that introduces it. A longer one is a text of its own, whose last sentence still holds the attribution.
"""

from __future__ import annotations

from analysis.tokenising.marks import quotations

__all__ = ["LONG", "SHORT", "join_quoted"]

SHORT = 100
LONG = 1200  # about 200 words


def join_quoted(text: str, sentences: list[tuple[int, int]], *, longest: int) -> list[tuple[int, int]]:
    """Ranges of sentences that belong together.

    A quotation joins the sentences that it runs through if words stand before its opening mark in the first of them or
    after its closing mark in the last.

    Parameters
    ----------
    text : str
        The text.
    sentences : list of (int, int)
        Code-point offsets of the sentences of one line, in order.
    longest : int
        Code points that the joined sentences may have at most.

    Returns
    -------
    list of (int, int)
        Ranges of indices into `sentences`, end exclusive, which together hold all of them.

    Examples
    --------
    >>> join_quoted("« Non. Jamais. », a-t-il dit.", [(0, 6), (7, 29)], longest=100)
    [(0, 2)]
    >>> join_quoted("« Non. Jamais. »", [(0, 6), (7, 16)], longest=100)
    [(0, 1), (1, 2)]
    """
    size = len(sentences)
    if size < 2:
        return [(0, size)] if size else []
    # Whether sentence i belongs to sentence i - 1.
    joined = [False] * size
    first = 0
    for opening, closing in quotations(text, sentences[0][0], sentences[-1][1]):
        while sentences[first][1] <= opening:
            first += 1
        last = first
        while sentences[last][1] <= closing:
            last += 1
        start, end = sentences[first][0], sentences[last][1]
        if last > first and end - start <= longest and _stands_in_longer_sentence(text, start, opening, closing, end):
            joined[first + 1 : last + 1] = [True] * (last - first)
        first = last
    starts = [index for index in range(size) if not joined[index]]
    return list(zip(starts, [*starts[1:], size], strict=True))


def _stands_in_longer_sentence(text: str, start: int, opening: int, closing: int, end: int) -> bool:
    """« Il dit : "Non. Si." » and « "Non. Si.", dit-il. », but not « "Non. Si." »."""
    return _has_words(text[start:opening]) or _has_words(text[closing + 1 : end])


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)

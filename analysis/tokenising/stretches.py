"""Stretches: the sentences of a line, joined where a quotation of several sentences stands in a longer one.

Sentences and stretches answer two questions. Treebanks, counts and concordances want *sentences*: « "Non. Jamais.",
a-t-il dit. » has two. Whoever reads or parses wants to see the quotation and the words that attribute it together: the
same text is one *stretch*. A stretch is always a run of whole sentences, so that both views share their boundaries.
"""

from __future__ import annotations

from analysis.tokenising.marks import quotations

__all__ = ["LONGEST_STRETCH", "join_quoted"]

# Code points, about 200 words. A longer quotation is a text of its own: its last sentence still holds the attribution.
LONGEST_STRETCH = 1200


def join_quoted(text: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of sentences that make one stretch.

    A quotation joins the sentences it runs through if words stand before its opening mark in the first of them or after
    its closing mark in the last, and if they are no longer than :data:`LONGEST_STRETCH` together.

    Parameters
    ----------
    text : str
        The text.
    sentences : list of (int, int)
        Code-point offsets of the sentences of one line, in order.

    Returns
    -------
    list of (int, int)
        Ranges of indices into `sentences`, end exclusive, which together hold all of them.

    Examples
    --------
    >>> join_quoted("« Non. Jamais. », a-t-il dit.", [(0, 6), (7, 29)])
    [(0, 2)]
    >>> join_quoted("« Non. Jamais. »", [(0, 6), (7, 16)])
    [(0, 1), (1, 2)]
    """
    size = len(sentences)
    if size < 2:
        return [(0, size)] if size else []
    # glued[i]: whether sentence i belongs to the stretch of sentence i - 1.
    glued = [False] * size
    first = 0
    for opening, closing in quotations(text, sentences[0][0], sentences[-1][1]):
        while sentences[first][1] <= opening:
            first += 1
        last = first
        while sentences[last][1] <= closing:
            last += 1
        start, end = sentences[first][0], sentences[last][1]
        in_longer_sentence = _has_words(text[start:opening]) or _has_words(text[closing + 1 : end])
        if last > first and in_longer_sentence and end - start <= LONGEST_STRETCH:
            glued[first + 1 : last + 1] = [True] * (last - first)
        first = last
    starts = [index for index in range(size) if not glued[index]]
    return list(zip(starts, [*starts[1:], size], strict=True))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)

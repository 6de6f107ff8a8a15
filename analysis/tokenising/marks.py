"""Pairs of quotation marks within one line, as far as sentence boundaries need them.

Straight marks open and close with the same sign. A mark that touches what follows opens, one that touches what goes
before closes, one that stands free does what is needed next. A mark without a partner is in no pair.
"""

from __future__ import annotations

import re

__all__ = ["quotations"]

_MARK = re.compile('[«»“”„"]')
_CLOSING = {"«": "»", "“": "”", "„": "“”"}


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost pairs of quotation marks between two offsets.

    Parameters
    ----------
    text : str
        The text.
    start, end : int
        Code points between which to look, end exclusive.

    Returns
    -------
    list of (int, int)
        Offsets of the opening and the closing mark of each pair, in order.

    Examples
    --------
    >>> quotations('« Non », dit-il. "Oui."', 0, 23)
    [(0, 6), (17, 22)]
    """
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for found in _MARK.finditer(text, start, end):
        at, mark = found.start(), found[0]
        if opened is None:
            if mark in _CLOSING or (mark == '"' and not _touches_before(text, start, at)):
                opened = at
        elif mark == '"' == text[opened]:
            if _touches_before(text, start, at) or not _touches_after(text, at, end):
                pairs.append((opened, at))
                opened = None
            else:
                opened = at
        elif mark in _CLOSING.get(text[opened], ""):
            pairs.append((opened, at))
            opened = None
    return pairs


def _touches_before(text: str, start: int, at: int) -> bool:
    return at > start and not text[at - 1].isspace() and text[at - 1] not in "([{'’-–—«“"


def _touches_after(text: str, at: int, end: int) -> bool:
    return at + 1 < end and not text[at + 1].isspace()

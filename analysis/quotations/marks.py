"""Quotation marks: which stretches of a text stand in marks, however the marks are written, nested or forgotten.

Marks come in families that close one another: guillemets (« », << >>), single guillemets (‹ ›), double marks
(" “ ” „ '' ``) and single ones (' ‘ ’). Double and single marks are paired within a paragraph; a guillemet may stay
open over paragraphs, each of which may open it again. A mark that finds no partner costs no more than its own
segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analysis.quotations.classes import members

__all__ = ["Marked", "find_marked"]

# A forgotten mark must not swallow an article: a guillemet stays open over this many further paragraphs at most.
MOST_PARAGRAPHS = 4
# A single mark is an apostrophe far more often; its partner has to be near.
LONGEST_SINGLE = 300

# What a reading of straight marks costs: a mark against the spaces beside it, against a sentence that it starts, one
# inside others, a closing mark that was forgotten, a mark that should not stand there, or that may mean inches.
AGAINST_SPACES, AGAINST_SENTENCE, NESTING, FORGOTTEN, SLIP, INCH = 2.0, 3.5, 0.7, 1.5, 1.6, 0.3

_MARK = re.compile(r"<<|>>|''|``|[«»‹›\"“”„‟″'‘’]")
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
_DASH_LINE = re.compile(r"[ \t\u00a0\u202f]*([—–―]|--)[ \t\u00a0\u202f]*(?=\S)")
_FAMILIES = ("guillemet", "single-guillemet", "double", "single")
_FAMILY_OF = {glyph: family for family in _FAMILIES for glyph in members(family)}
_OPENING = members("opening-glyph")
_CLOSING = members("closing-glyph")
_ALSO_INCHES = frozenset(['"', "''", "″"])
_BEFORE_OPENING = frozenset("([{—–-:/")
_AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text in quotation marks.

    Attributes
    ----------
    start, end : int
        Code-point offsets with the marks, end exclusive.
    inner_start, inner_end : int
        The same without the marks and the spaces beside them.
    family : {"guillemet", "single-guillemet", "double", "single", "dash"}
        Kind of the marks.
    closed : bool
        Whether the closing mark is there; if not, `end` is a guess.
    depth : int
        How many other stretches stand around this one.
    """

    start: int
    inner_start: int
    inner_end: int
    end: int
    family: str
    closed: bool = True
    depth: int = 0


class _Mark(NamedTuple):
    start: int
    end: int
    family: str
    direction: str  # "open", "close" or "either"
    starts_sentence: bool = False
    after_digit: bool = False


class _Pair(NamedTuple):
    start: int
    inner_start: int
    inner_end: int
    end: int
    family: str
    closed: bool


def find_marked(text: str) -> list[Marked]:
    r"""Stretches in quotation marks, in text order, outer before inner.

    Parameters
    ----------
    text : str
        Any text; time is linear in its length.

    Returns
    -------
    list of Marked
        Stretches that hold something. Two of them are either apart or one inside the other.

    Examples
    --------
    >>> text = 'Le « petit “ grand ” homme » et l\'"autre", 5\' 11" de haut'
    >>> [(text[m.inner_start : m.inner_end], m.depth) for m in find_marked(text)]
    [('petit “ grand ” homme', 0), ('grand', 1), ('autre', 0)]
    """
    paragraphs = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]
    marks = [list(_marks(text, start, end)) for start, end in paragraphs]
    pairs = list(_guillemets(text, paragraphs, marks))
    for (start, end), here in zip(paragraphs, marks, strict=True):
        for family in ("single-guillemet", "double", "single"):
            own = [mark for mark in here if mark.family == family]
            pairs.extend(_paired(text, own, end) if own else ())
        pairs.extend(_dialogue(text, start, end, here))
    return list(_nested(text, pairs))


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    r"""The marks of a paragraph with their directions; apostrophes are left out.

    >>> [mark.direction for mark in _marks('l\'eau dit "non" ', 0, 16)]
    ['open', 'close']
    """
    for match in _MARK.finditer(text, start, end):
        glyph, family = match[0], _FAMILY_OF[match[0]]
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        direction = _direction(glyph, before, after)
        if family == "single" and not _is_single_mark(glyph, direction, before, after):
            continue
        starts = after.isupper() and text[max(match.start() - 3, start) : match.start()].rstrip()[-1:] in ".!?…"
        yield _Mark(match.start(), match.end(), family, direction, starts, glyph in _ALSO_INCHES and before.isdigit())


def _direction(glyph: str, before: str, after: str) -> str:
    """Whether a mark opens or closes, from its form and from the characters beside it.

    >>> _direction('"', " ", "a"), _direction('"', "a", ","), _direction('"', " ", " "), _direction("“", "e", ",")
    ('open', 'close', 'either', 'close')
    """
    free_before = before.isspace() or before in _BEFORE_OPENING
    free_after = after.isspace() or after in _AFTER_CLOSING
    if glyph in ("“", "”") and free_before != free_after:
        return "open" if free_before else "close"
    if glyph in _OPENING:
        return "open"
    if glyph in _CLOSING:
        return "close"
    if not free_after and (free_before or before in "'’"):
        return "open"
    return "close" if free_after and not free_before else "either"


def _is_single_mark(glyph: str, direction: str, before: str, after: str) -> bool:
    """Whether ' ‘ ’ is no apostrophe and no minute.

    >>> _is_single_mark("'", "either", "l", "e"), _is_single_mark("'", "open", " ", "l")
    (False, True)
    >>> _is_single_mark("'", "close", "5", " ")
    False
    """
    if direction == "either":
        return False
    if direction == "open":
        return not before.isalnum() and not after.isdigit() and (glyph != "’" or after.isupper())
    return not after.isalnum() and not before.isdigit() and glyph != "‘"


def _guillemets(text: str, paragraphs: list[tuple[int, int]], marks: list[list[_Mark]]) -> Iterator[_Pair]:
    """Pairs of « », which may stay open over several paragraphs."""
    pending: _Mark | None = None
    age = 0
    for number, (_, end) in enumerate(paragraphs):
        own = [mark for mark in marks[number] if mark.family == "guillemet"]
        if pending is not None:
            # The convention opens the marks again at each paragraph; that mark is none of its own.
            own = [pending, *(own[1:] if own[0].direction == "open" else own)]
        pairs, left = _stack(own)
        yield from (_Pair(a.start, a.end, b.start, b.end, a.family, True) for a, b in pairs)
        goes_on = bool(left) and age < MOST_PARAGRAPHS and _goes_on(text, paragraphs, marks, number + 1)
        age = age + 1 if goes_on else 0
        pending = left.pop() if goes_on else None
        yield from _leftovers(text, left, pairs, end)


def _goes_on(text: str, paragraphs: list[tuple[int, int]], marks: list[list[_Mark]], number: int) -> bool:
    """Whether a paragraph opens guillemets again at its start, or closes them before it opens others."""
    if number == len(paragraphs):
        return False
    first = next((mark for mark in marks[number] if mark.family == "guillemet"), None)
    if first is None:
        return False
    return first.direction == "close" or not text[paragraphs[number][0] : first.start].strip()


def _paired(text: str, marks: list[_Mark], end: int) -> Iterator[_Pair]:
    """Pairs of one family in a paragraph that ends at `end`."""
    family = marks[0].family
    pairs, left = _likeliest(marks) if family == "double" else _stack(marks)
    if family == "single":
        pairs, left = [(a, b) for a, b in pairs if b.start - a.end <= LONGEST_SINGLE], []
    for opening, closing in pairs:
        yield _Pair(opening.start, opening.end, closing.start, closing.end, family, True)
    yield from _leftovers(text, left, pairs, end)


def _likeliest(marks: list[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], list[_Mark]]:
    """Pairs in the cheapest reading of marks that look alike on both sides, and opening marks without partner.

    A reading says of each mark that it opens, closes, opens anew (what was open is never closed) or is a slip of the
    pen. Every step against the spaces around a mark costs something, so that a forgotten mark is repaired where it
    happened and does not turn all that follows inside out.
    """
    costs = [0.0, np.inf, np.inf]
    steps: list[list[tuple[int, str]]] = []
    for mark in marks:
        opens = AGAINST_SPACES * (mark.direction == "close")
        closes = (AGAINST_SENTENCE if mark.starts_sentence else AGAINST_SPACES) * (mark.direction == "open")
        slip = INCH if mark.after_digit else SLIP
        options: list[list[tuple[float, int, str]]] = [[], [], []]
        for depth, cost in enumerate(costs):
            options[depth].append((cost + slip, depth, "skip"))
            if depth + 1 < len(costs):
                options[depth + 1].append((cost + opens + NESTING * depth, depth, "open"))
            if depth:
                options[depth - 1].append((cost + closes, depth, "close"))
                options[1].append((cost + opens + FORGOTTEN * depth, depth, "anew"))
        best = [min(own, key=lambda option: option[0]) for own in options]
        costs = [cost for cost, _, _ in best]
        steps.append([(before, step) for _, before, step in best])
    depth = min(range(len(costs)), key=lambda place: costs[place] + FORGOTTEN * place)
    return _follow(marks, steps, depth)


def _follow(
    marks: list[_Mark], steps: list[list[tuple[int, str]]], depth: int
) -> tuple[list[tuple[_Mark, _Mark]], list[_Mark]]:
    """Pairs and leftovers of the reading that ends at a depth."""
    reading = []
    for options in reversed(steps):
        depth, step = options[depth]
        reading.append(step)
    pairs: list[tuple[_Mark, _Mark]] = []
    left: list[_Mark] = []
    open_marks: list[_Mark] = []
    for mark, step in zip(marks, reversed(reading), strict=True):
        if step == "close":
            pairs.append((open_marks.pop(), mark))
        elif step == "anew":
            left += open_marks
            open_marks = [mark]
        elif step == "open":
            open_marks.append(mark)
    return pairs, left + open_marks


def _stack(marks: list[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], list[_Mark]]:
    """Pairs by a stack, and the opening marks that are left without partner; a closing mark without one is dropped."""
    pairs: list[tuple[_Mark, _Mark]] = []
    open_marks: list[_Mark] = []
    for mark in marks:
        if mark.direction == "open" or (mark.direction == "either" and not open_marks):
            open_marks.append(mark)
        elif open_marks:
            pairs.append((open_marks.pop(), mark))
    return pairs, open_marks


def _leftovers(text: str, left: list[_Mark], pairs: list[tuple[_Mark, _Mark]], end: int) -> Iterator[_Pair]:
    """Segments of the opening marks without partner: each ends where the next one opens, at the latest."""
    openings = sorted([mark.start for mark in left] + [opening.start for opening, _ in pairs])
    following = dict(pairwise(openings))
    for mark in left:
        yield _unclosed(text, mark, following.get(mark.start, end))


def _unclosed(text: str, mark: _Mark, limit: int) -> _Pair:
    """A segment whose closing mark is missing: to the last end of a sentence before the limit, or to the limit.

    >>> _unclosed("« Non. Oui", _Mark(0, 1, "guillemet", "open"), 10)[2]
    10
    """
    if limit < len(text) and text[limit] != "\n":
        ends = [match.end() for match in _SENTENCE_END.finditer(text, mark.end, limit)]
        limit = ends[-1] if ends else limit
    return _Pair(mark.start, mark.end, limit, limit, mark.family, False)


def _dialogue(text: str, start: int, end: int, marks: list[_Mark]) -> Iterator[_Pair]:
    """A paragraph that a dialogue dash opens: « — Non, dit-elle. »."""
    dash = _DASH_LINE.match(text, start, end)
    if dash and not any(mark.family in ("guillemet", "double") for mark in marks):
        yield _Pair(dash.start(1), dash.end(), end, end, "dash", True)


def _nested(text: str, pairs: list[_Pair]) -> Iterator[Marked]:
    """The pairs in text order with their depth; one that crosses an earlier one is dropped."""
    around: list[int] = []
    for start, inner_start, inner_end, end, family, closed in sorted(pairs, key=lambda pair: (pair[0], -pair[3])):
        while around and around[-1] <= start:
            around.pop()
        if around and end > around[-1]:
            continue
        while inner_start < inner_end and text[inner_start].isspace():
            inner_start += 1
        while inner_end > inner_start and text[inner_end - 1].isspace():
            inner_end -= 1
        if inner_start < inner_end:
            yield Marked(start, inner_start, inner_end, end, family, closed, len(around))
            around.append(end)

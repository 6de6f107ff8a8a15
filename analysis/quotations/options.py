"""Which tokens may be the cue of a stretch in marks: behind it, before it, or of the quotation before it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.quotations.table import TokenTable

__all__ = ["PLACES", "CueOption", "cue_options"]

# Where a cue stands: behind the marks (« A », dit X), before them (X dit : « A »), behind the stretch in marks before
# (« A », dit X. « B »), or in the sentence before.
PLACES = ("behind", "before", "carried", "earlier")

FAR_BEHIND, FAR_BEFORE, FAR_EARLIER = 14, 40, 60
MOST_OPTIONS = 4


class CueOption(NamedTuple):
    """A token that may be the cue of a stretch in marks, its place (number in `PLACES`) and distance in tokens."""

    token: int
    place: int
    distance: int


def cue_options(table: TokenTable, number: int) -> list[CueOption]:
    """Possible cues of the stretch in marks `number` of a table, the likeliest places first.

    Examples
    --------
    >>> from analysis.syntax import parse_texts
    >>> table = TokenTable(list(parse_texts(["« Nous partons », a lancé Zoé."])))
    >>> [(table.forms[option.token], PLACES[option.place]) for option in cue_options(table, 0)]
    [('lancé', 'behind')]
    """
    first, stop = int(table.mark_first[number]), int(table.mark_stop[number])
    document, marked = table.marks[number]
    options: list[CueOption] = []
    behind = table.token_at(document, marked.end - 1) + 1 if marked.closed else stop
    behind = max(behind, stop)
    limit = min(_stretch_stop(table, stop - 1), _next_mark(table, number), behind + FAR_BEHIND)
    options += _cues(table, range(behind, limit), 0, behind)
    opening = first - 1 if first and table.start[first - 1] >= marked.start else first
    low = int(table.first[first])
    options += _cues(table, range(opening - 1, max(low, opening - FAR_BEFORE) - 1, -1), 1, opening)
    if not any(option.place == 0 and option.distance <= 4 for option in options):
        options += _carried(table, number, opening)
        floor = max(int(table.offsets[document]), low - FAR_EARLIER)
        seen = {option.token for option in options}
        options += [
            option for option in _cues(table, range(low - 1, floor - 1, -1), 3, opening) if option.token not in seen
        ]
    return options


def _cues(table: TokenTable, tokens: range, place: int, origin: int) -> list[CueOption]:
    """The first cues outside marks along a range of tokens."""
    found = []
    for token in tokens:
        if table.cue[token] >= 0 and table.mark[token] < 0:
            found.append(CueOption(token, place, abs(token - origin)))
            if len(found) == MOST_OPTIONS:
                break
    return found


def _carried(table: TokenTable, number: int, opening: int) -> list[CueOption]:
    """The cue behind the stretch in marks before this one."""
    if number == 0 or table.marks[number - 1][0] != table.marks[number][0]:
        return []
    before = int(table.mark_stop[number - 1])
    return _cues(table, range(before, min(opening, before + 8)), 2, opening)[:2]


def _stretch_stop(table: TokenTable, token: int) -> int:
    return int(table.stop[token])


def _next_mark(table: TokenTable, number: int) -> int:
    """The first token in the next marks of the same document."""
    following = number + 1
    if following < len(table.marks) and table.marks[following][0] == table.marks[number][0]:
        return int(table.mark_first[following])
    return int(np.iinfo(np.int32).max)

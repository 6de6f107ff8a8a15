"""Features of a token that may be the cue of a stretch in marks; one more row stands for "no cue"."""

from __future__ import annotations

import numpy as np

from analysis.quotations.candidates import KINDS
from analysis.quotations.cues import CONSTRUCTIONS
from analysis.quotations.features.columns import Columns
from analysis.quotations.features.context import ENTRY_KINDS, FAR, Context
from analysis.quotations.features.cue import group_first
from analysis.quotations.options import PLACES

__all__ = ["option_columns"]


def option_columns(
    context: Context, mark: np.ndarray, kind: np.ndarray, token: np.ndarray, place: np.ndarray, distance: np.ndarray
) -> Columns:
    """Features of possible cues of stretches in marks.

    Parameters
    ----------
    context : Context
        The batch, with cue probabilities filled in.
    mark, kind : ndarray of int, shape (n,)
        Stretch in marks, and kind of the block that was chosen for it.
    token, place, distance : ndarray of int, shape (n,)
        As in `CueOption`; -1 for no cue.
    """
    table = context.table
    columns = Columns(len(mark))
    none = token < 0
    first, stop = table.mark_first[mark], table.mark_stop[mark]
    cue = np.where(none, first, token)
    columns.category("block", kind, KINDS)
    columns.category("place", np.where(none, len(PLACES), place), [*PLACES, "none"])
    columns.number("distance", np.where(none, FAR, np.minimum(distance, FAR)))
    columns.number("probability", np.where(none, 0, context.cue_probability[cue]))
    best, total = np.zeros(len(table.marks)), np.zeros(len(table.marks))
    probability = np.where(none, 0, context.cue_probability[cue])
    np.maximum.at(best, mark, probability)
    np.add.at(total, mark, probability)
    columns.number("best of all", best[mark])
    columns.number("is best", ~none & (probability == best[mark]))
    columns.number("sum", total[mark])
    nearest_behind = np.full(len(table.marks), FAR)
    rows = place == 0
    np.minimum.at(nearest_behind, mark[rows], distance[rows])
    columns.number("nearest behind", nearest_behind[mark])
    for number, name in enumerate(PLACES):
        there = np.zeros(len(table.marks))
        np.maximum.at(there, mark[place == number], probability[place == number])
        columns.number(f"best {name}", there[mark])
    for number, construction in enumerate(CONSTRUCTIONS):
        columns.number(f"takes {construction}", np.where(none, 0, context.strength[cue, number]))
    columns.category("entry kind", np.where(none, -1, context.entry_kind[cue]), ENTRY_KINDS)
    low, high = np.minimum(cue + 1, first), np.maximum(first, np.minimum(cue + 1, first))
    behind = cue >= stop
    low, high = np.where(behind, stop, low), np.where(behind, cue, high)
    for flag in ("finite", "stop", "comma", "colon", "que", "marked", "cue", "noun"):
        columns.number(f"{flag} between", np.where(none, 0, np.minimum(context.count(flag, low, high), 9)))
    columns.number("same stretch", ~none & (table.first[cue] == table.first[first]))
    columns.number("same sentence", ~none & (table.sentence[cue] == table.sentence[first]))
    columns.number("size", np.minimum(stop - first, FAR))
    columns.number("finite in marks", np.minimum(context.count("finite", first, stop), 9))
    context.add_shape(columns, "before marks", first - 2, first)
    context.add_shape(columns, "behind marks", stop + 1, np.maximum(stop - 1, 0))
    context.add_shape(columns, "at-1", np.where(none, -1, cue - 1), cue)
    context.add_shape(columns, "at+1", np.where(none, -1, cue + 1), cue)
    group = group_first(context, cue)
    context.add_shape(columns, "before group", np.where(none, -1, group - 1), cue)
    gap_stop = np.zeros(len(table.marks))
    for number in range(1, len(table.marks)):
        gap = table.marks[number][1].start - table.marks[number - 1][1].end
        if table.mark_documents[number] == table.mark_documents[number - 1] and gap > 0:
            between = table.texts[table.mark_documents[number]][
                table.marks[number - 1][1].end : table.marks[number][1].start
            ]
            gap_stop[number] = 1 + (between.rstrip()[-1:] in ".!?") if gap < 120 else 0
    columns.category("gap", gap_stop[mark].astype(int), ["far", "clause", "stop"])
    return columns

"""Features of a block in marks: what is inside, what it hangs on, which cues are near."""

from __future__ import annotations

import numpy as np

from analysis.quotations.cues import CONSTRUCTIONS, lexicon_entries
from analysis.quotations.features.blocks import Blocks
from analysis.quotations.features.columns import Columns
from analysis.quotations.features.context import ENTRY_KINDS, FAR, Context
from analysis.quotations.options import PLACES, cue_options
from analysis.quotations.table import DEPENDENCIES, POS

__all__ = ["add_marked"]


def add_marked(context: Context, columns: Columns, blocks: Blocks) -> None:
    """For a stretch in marks: what is inside, what stands around it, which cues are near."""
    table = context.table
    rows = np.flatnonzero(blocks.mark >= 0)
    marks = blocks.mark[rows]
    first, stop = table.mark_first[marks], table.mark_stop[marks]
    inner = _mark_numbers(context)
    for name, values in inner.items():
        full = np.zeros(blocks.size, dtype=np.float32)
        full[rows] = values[marks]
        columns.number(f"marks {name}", full)
    before, behind = np.full(blocks.size, -1), np.full(blocks.size, -1)
    before[rows], behind[rows] = first - 2, stop + 1
    context.add_shape(columns, "before marks", before, blocks.first)
    context.add_shape(columns, "two before marks", np.where(before > 0, before - 1, -1), blocks.first)
    context.add_shape(columns, "behind marks", behind, blocks.first)
    context.add_shape(columns, "two behind marks", np.where(behind > 0, behind + 1, -1), blocks.first)
    last = np.full(blocks.size, -1)
    last[rows] = stop - 1
    context.add_shape(columns, "last in marks", last, blocks.first)
    _governor(context, columns, blocks, rows)
    top = np.full(blocks.size, -1)
    top[rows] = _tops(context)[marks]
    columns.category("marks top dep", np.where(top >= 0, table.dependency[top], -1).astype(int), DEPENDENCIES)
    columns.category("marks top pos", np.where(top >= 0, table.pos[top], -1).astype(int), POS)
    columns.number("marks top is root", (top >= 0) & (table.head[top] == top))
    columns.number("marks top finite", (top >= 0) & table.finite[top])
    outside = np.zeros(blocks.size, dtype=bool)
    outside[rows] = _subject_outside(context)[marks]
    columns.number("marks leave subject out", outside)
    options = _option_numbers(context)
    for name, values in options.items():
        full = np.zeros(blocks.size, dtype=np.float32)
        full[rows] = values[marks]
        columns.number(f"marks {name}", full)


def _governor(context: Context, columns: Columns, blocks: Blocks, rows: np.ndarray) -> None:
    """The cue that governs the marked words by the parse."""
    table = context.table
    governor = np.full(blocks.size, -1)
    governor[rows] = context.governor[blocks.mark[rows]]
    there = governor >= 0
    columns.number("governor probability", np.where(there, context.cue_probability[governor], 0))
    for number, construction in enumerate(CONSTRUCTIONS):
        columns.number(f"governor takes {construction}", np.where(there, context.strength[governor, number], 0))
    columns.number("governor distance", np.where(there, np.clip(blocks.first - governor, -FAR, FAR), 0))
    columns.category("governor kind", np.where(there, context.entry_kind[governor], -1), ENTRY_KINDS)
    columns.category("governor", np.where(there, table.cue[governor], -1), [entry.name for entry in lexicon_entries()])
    between = there & (governor < blocks.first)
    for flag in ("finite", "comma", "que", "comme", "marked", "noun", "relative"):
        count = context.count(flag, np.where(between, governor + 1, blocks.first), blocks.first)
        columns.number(f"{flag} to governor", np.minimum(count, 6))
    context.add_shape(
        columns, "governor subject", np.where(there, context.dependents["subject"][governor], -1), blocks.first
    )
    subject = np.where(there, context.dependents["subject"][governor], -1)
    columns.number("governor subject human", (subject >= 0) & context.flags["human"][subject])
    columns.number("governor sourceless", there & context.flags["sourceless"][governor])
    token = blocks.first
    columns.category("first dep", np.where(blocks.mark >= 0, table.dependency[token], -1).astype(int), DEPENDENCIES)


def _tops(context: Context) -> np.ndarray:
    """First token of each stretch in marks that hangs on nothing inside it (-1: none), shape (marks,)."""
    table = context.table
    token = np.arange(table.size)
    head = table.head
    hangs_out = (table.mark >= 0) & ((table.mark[head] != table.mark) | (head == token))
    tops = np.full(len(table.marks), table.size)
    np.minimum.at(tops, table.mark[hangs_out], token[hangs_out])
    return np.where(tops < table.size, tops, -1)


def _subject_outside(context: Context) -> np.ndarray:
    """Whether a verb in marks has its subject before them: Le climat « se dérègle », shape (marks,)."""
    table = context.table
    subject = np.isin(table.dependency, [DEPENDENCIES.index(label) for label in ("nsubj", "nsubj:pass", "expl:subj")])
    own = table.mark[table.head]
    rows = np.flatnonzero(subject & (own >= 0) & (table.mark != own) & (table.head > np.arange(table.size)))
    outside = np.zeros(len(table.marks), dtype=bool)
    outside[own[rows]] = True
    return outside


def _mark_numbers(context: Context) -> dict[str, np.ndarray]:
    """Numbers of all stretches in marks."""
    table = context.table
    first, stop = table.mark_first, table.mark_stop
    count = len(table.marks)
    texts = [(table.texts[document], marked) for document, marked in table.marks]
    last = np.array([text[marked.inner_end - 1] for text, marked in texts], dtype=str) if count else np.zeros(0, str)
    gaps = np.full(count, 300.0)
    for number in range(1, count):
        if table.mark_documents[number] == table.mark_documents[number - 1]:
            gaps[number] = min(table.marks[number][1].start - table.marks[number - 1][1].end, 300)
    safe = np.minimum(first, max(table.size - 1, 0))
    return {
        "size": np.minimum(stop - first, FAR),
        "finite": np.minimum(context.count("finite", first, stop), 9),
        "comma": np.minimum(context.count("comma", first, stop), 9),
        "capitals": context.count("capital", first, stop) / np.maximum(stop - first, 1),
        "noun": np.minimum(context.count("noun", first, stop), 9),
        "capital": np.array([text[marked.inner_start].isupper() for text, marked in texts], dtype=bool),
        "ends with stop": np.isin(last, list(".!?…")),
        "ends with comma": last == ",",
        "closed": np.array([marked.closed for _, marked in texts], dtype=bool),
        "single": np.array([marked.family == "single" for _, marked in texts], dtype=bool),
        "dash": np.array([marked.family == "dash" for _, marked in texts], dtype=bool),
        "opens line": np.array([text[: marked.start].rstrip(" \t")[-1:] in ("", "\n") for text, marked in texts]),
        "closes line": np.array([text[marked.end :].lstrip(" \t.")[:1] in ("", "\n") for text, marked in texts]),
        "opens sentence": table.sentence_first[safe] >= first - 1,
        "gap": gaps,
        "next gap": np.concatenate([gaps[1:], [300.0]]) if count else gaps,
        "person": context.count("pronoun", first, stop),
        "finite around": context.count("finite", table.sentence_first[safe], first)
        + context.count("finite", stop, np.maximum(table.sentence_stop[safe], stop)),
    }


def _option_numbers(context: Context) -> dict[str, np.ndarray]:
    """For each stretch in marks and place: nearest cue, its probability and what it takes."""
    table = context.table
    numbers = {}
    for place in PLACES:
        numbers[f"{place} distance"] = np.full(len(table.marks), float(FAR))
        numbers[f"{place} best"] = np.zeros(len(table.marks))
        numbers[f"{place} nearest"] = np.zeros(len(table.marks))
        for construction in ("direct", "np", "comme", "que", "source"):
            numbers[f"{place} takes {construction}"] = np.zeros(len(table.marks))
        for kind in ENTRY_KINDS:
            numbers[f"{place} is {kind}"] = np.zeros(len(table.marks))
    for number in range(len(table.marks)):
        for option in cue_options(table, number):
            place = PLACES[option.place]
            probability = context.cue_probability[option.token]
            if option.distance < numbers[f"{place} distance"][number]:
                numbers[f"{place} distance"][number] = option.distance
                numbers[f"{place} nearest"][number] = probability
            if probability >= numbers[f"{place} best"][number]:
                numbers[f"{place} best"][number] = probability
                for construction in ("direct", "np", "comme", "que", "source"):
                    strength = context.strength[option.token, CONSTRUCTIONS.index(construction)]
                    numbers[f"{place} takes {construction}"][number] = strength
                for code, kind in enumerate(ENTRY_KINDS):
                    numbers[f"{place} is {kind}"][number] = context.entry_kind[option.token] == code
    return numbers

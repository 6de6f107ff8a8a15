"""Features of a block: the construction, the way from its cue to its start, the clause or the marks that follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.quotations.candidates import KINDS, Block
from analysis.quotations.cues import CONSTRUCTIONS, lexicon_entries
from analysis.quotations.features.columns import Columns
from analysis.quotations.features.context import ENTRY_KINDS, FAR, Context
from analysis.quotations.features.cue import group_first
from analysis.quotations.options import PLACES, cue_options
from analysis.quotations.table import DEPENDENCIES, POS, TokenTable

__all__ = ["Blocks", "block_columns"]

# The construction of the lexicon that each kind of block asks for; infinitives ask for their preposition.
_ASKS = {
    "que": "que",
    "si": "si",
    "source-right": "source",
    "source-left": "source",
    "source-relative": "source",
    "incise-left": "direct",
    "incise-right": "direct",
    "colon": "direct",
    "marked-cut": "direct",
}
_BETWEEN = (
    "finite",
    "verb",
    "comma",
    "cue",
    "verb cue",
    "noun",
    "marked",
    "preposition",
    "relative",
    "colon",
    "et",
    "human",
    "document",
    "name",
    "par",
)
_CLAUSE_DEPTH = 10


class Blocks:
    """Blocks as parallel columns of ints, shape (n,) each, with the stretch limits of their starts."""

    def __init__(self, table: TokenTable, blocks: Sequence[Block]) -> None:
        rows = np.array(blocks, dtype=int).reshape(-1, 7)
        self.kind, self.cue, self.first, self.start, self.rank, self.complementiser, self.mark = rows.T
        self.has_cue = self.cue >= 0
        self.low, self.high = table.first[self.first], table.stop[self.first]
        # Rows without cue read the columns of their start; the features are then masked.
        self.anchor = np.where(self.has_cue, self.cue, self.first)
        self.size = len(rows)

    def is_kind(self, *names: str) -> np.ndarray:
        """Whether a block is of one of some kinds."""
        return np.isin(self.kind, [KINDS.index(name) for name in names])


def block_columns(context: Context, blocks: Blocks, rates: np.ndarray) -> Columns:
    """Features of blocks.

    Parameters
    ----------
    context : Context
        The batch, with cue probabilities filled in.
    blocks : Blocks
        The blocks.
    rates : ndarray of float, shape (n,)
        Share of the entry's blocks of the same kind that were quotations elsewhere.
    """
    columns = Columns(blocks.size)
    columns.category("kind", blocks.kind, KINDS)
    columns.number("rank", blocks.rank)
    columns.number("rate", rates)
    _cue(context, columns, blocks)
    _way(context, columns, blocks)
    _outer(context, columns, blocks)
    _start(context, columns, blocks)
    _left(context, columns, blocks)
    _marks(context, columns, blocks)
    return columns


def _cue(context: Context, columns: Columns, blocks: Blocks) -> None:
    """The cue's entry, grammar and probability, and whether it takes the construction."""
    table, anchor, has = context.table, blocks.anchor, blocks.has_cue
    columns.number("cue probability", np.where(has, context.cue_probability[anchor], 0))
    strength = context.strength[anchor] * has[:, None]
    for number, construction in enumerate(CONSTRUCTIONS):
        columns.number(f"takes {construction}", strength[:, number])
    columns.number("takes it", _asked(context, blocks))
    columns.category("entry kind", np.where(has, context.entry_kind[anchor], -1), ENTRY_KINDS)
    columns.category("entry", np.where(has, table.cue[anchor], -1), [entry.name for entry in lexicon_entries()])
    for name in ("participle", "infinitive", "finite", "marked"):
        columns.number(f"cue {name}", has & context.flags[name][anchor])
    columns.category("cue dep", np.where(has, table.dependency[anchor], -1).astype(int), DEPENDENCIES)
    columns.category("cue pos", np.where(has, table.pos[anchor], -1).astype(int), POS)
    for name in ("subject", "passive", "agent", "object", "copula"):
        columns.number(f"cue has {name}", has & (context.dependents[name][anchor] >= 0))
    subject = context.dependents["subject"][anchor]
    columns.number("subject behind", has & (subject > anchor))
    context.add_shape(columns, "subject", np.where(has, subject, -1), anchor)
    for flag in ("human", "document"):
        columns.number(f"subject {flag}", has & (subject >= 0) & context.flags[flag][subject])
    columns.number("sourceless", has & context.flags["sourceless"][anchor])
    columns.number("cue depth", has * context.depth[anchor])
    group = group_first(context, anchor)
    context.add_shape(columns, "before group", np.where(has, group - 1, -1), anchor)
    context.add_shape(columns, "behind cue", np.where(has, anchor + 1, -1), anchor)
    context.add_shape(columns, "two behind cue", np.where(has, anchor + 2, -1), anchor)
    columns.number("group starts", has & (group == table.sentence_first[anchor]))
    for flag in ("negation", "relative", "si"):
        before = context.count(flag, np.maximum(group - 3, table.first[anchor]), anchor) > 0
        columns.number(f"{flag} before", has & before)


def _asked(context: Context, blocks: Blocks) -> np.ndarray:
    """Strength of the construction that a block needs from its cue."""
    asked = np.zeros(blocks.size, dtype=np.float32)
    strength = context.strength[blocks.anchor]
    for kind, construction in _ASKS.items():
        rows = blocks.is_kind(kind)
        asked[rows] = strength[rows, CONSTRUCTIONS.index(construction)]
    infinitive = blocks.is_kind("infinitive")
    de, to = (context.table.is_word(name)[np.maximum(blocks.complementiser, 0)] for name in ("de", "à"))
    bare = blocks.complementiser < 0
    for rows, construction in ((bare, "inf"), (~bare & de, "de"), (~bare & to, "à")):
        here = infinitive & rows
        asked[here] = strength[here, CONSTRUCTIONS.index(construction)]
    return asked * blocks.has_cue


def _way(context: Context, columns: Columns, blocks: Blocks) -> None:
    """What stands between cue and start, and whether the parse hangs the start on the cue."""
    table = context.table
    right = blocks.has_cue & (blocks.cue < blocks.first)
    first = np.where(right, blocks.cue + 1, blocks.first)
    stop = np.where(right, blocks.first, blocks.anchor)
    columns.number("distance", np.where(blocks.has_cue, np.minimum(stop - first, FAR), 0))
    for flag in _BETWEEN:
        columns.number(f"{flag} between", np.where(blocks.has_cue, np.minimum(context.count(flag, first, stop), 9), 0))
    columns.number("best cue between", np.where(blocks.has_cue, context.max_cue(first, stop), 0))
    token = blocks.first
    depth = np.full(blocks.size, _CLAUSE_DEPTH)
    for step in range(_CLAUSE_DEPTH):
        reached = (table.head[token] == blocks.cue) & (depth == _CLAUSE_DEPTH)
        if step < 3:
            label = np.where(reached, table.dependency[token], -1).astype(int)
            columns.category(f"hangs as {step}", label, DEPENDENCIES)
        depth = np.where(reached, step, depth)
        token = table.head[token]
    columns.number("depth below cue", depth)
    comp = blocks.complementiser
    there = comp >= 0
    safe = np.maximum(comp, 0)
    context.add_shape(columns, "complementiser", comp, blocks.first)
    context.add_shape(columns, "before complementiser", np.where(there, comp - 1, -1), blocks.first)
    columns.category("complementiser dep", np.where(there, table.dependency[safe], -1).astype(int), DEPENDENCIES)
    columns.category("complementiser pos", np.where(there, table.pos[safe], -1).astype(int), POS)
    head = table.head[safe]
    columns.number("complementiser hangs", there & ((head == blocks.cue) | (table.head[head] == blocks.cue)))


def _outer(context: Context, columns: Columns, blocks: Blocks) -> None:
    """Whether the cue (or a cueless start) stands in the content of another cue.

    Clauses and *selon X* open at their start and last to the end of the stretch; the strongest one so far is read off.
    """
    table = context.table
    opening = blocks.is_kind("que", "infinitive", "source-right", "si") & (blocks.rank == 0)
    weight = context.cue_probability[blocks.anchor] * np.maximum(_asked(context, blocks), 0.1) * opening
    opened = np.zeros(table.size)
    np.maximum.at(opened, blocks.first, weight)
    outer = _running_maximum(opened, table.first)
    columns.number("outer", outer[blocks.anchor])
    inside = np.where(blocks.has_cue, context.cue_probability[blocks.anchor], 0)
    columns.number("outer beats cue", outer[blocks.anchor] - inside)
    columns.number("best cue in stretch", context.max_cue(blocks.low, blocks.high))
    limit = np.minimum(table.sentence_stop[blocks.first], blocks.high)
    columns.number("best cue inside", context.max_cue(blocks.first, limit))
    columns.number("best cue before", context.max_cue(table.sentence_first[blocks.anchor], blocks.anchor))


def _running_maximum(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Maximum of the values from the start of each token's stretch to the token.

    >>> _running_maximum(np.array([0.2, 0.9, 0.1, 0.0]), np.array([0, 0, 2, 2])).tolist()
    [0.2, 0.9, 0.1, 0.1]
    """
    # Values are below 2, so that an offset growing by 2 with each stretch keeps earlier stretches out.
    number = np.cumsum(np.concatenate([[0], np.diff(first) > 0])) * 2.0 if len(first) else first
    return np.maximum.accumulate(values + number) - number


def _start(context: Context, columns: Columns, blocks: Blocks) -> None:
    """The words at the start, and the clause that follows."""
    table, first = context.table, blocks.first
    for offset in (-2, -1, 0, 1, 2):
        context.add_shape(columns, f"start{offset:+d}", first + offset, first)
    columns.number("start capital", context.flags["capital"][first])
    columns.number("start misplaced", context.flags["misplaced"][first])
    columns.number("start in marks", table.mark[first] >= 0)
    columns.number("starts sentence", first == table.sentence_first[first])
    columns.number("starts stretch", first == blocks.low)
    columns.number("first sentence", table.sentence_first[first] == table.offsets[table.document[first]])
    limit = np.minimum(table.sentence_stop[first], blocks.high)
    columns.number("tokens to end", np.minimum(limit - first, FAR))
    to_finite = context.distance("finite", first, limit)
    to_comma = context.distance("comma", first, limit)
    columns.number("to finite", to_finite)
    columns.number("to comma", to_comma)
    columns.number("finite before comma", to_finite < to_comma)
    columns.number("to marks", context.distance("marked", first, blocks.high))
    columns.number("relative before finite", context.count("relative", first, np.minimum(first + to_finite, limit)) > 0)
    for flag in ("finite", "comma", "cue", "marked", "noun", "misplaced", "lire", "que"):
        columns.number(f"{flag} inside", np.minimum(context.count(flag, first, limit), 15))
    columns.number("lire before", context.count("lire", table.sentence_first[first], first) > 0)
    columns.number("question", context.count("question", first, np.minimum(limit + 1, blocks.high)) > 0)
    columns.number("selon in stretch", context.count("selon", blocks.low, blocks.high) > 0)
    columns.number("first finite conditional", _at_finite(context, first, limit, table.has("Mood=Cnd")))
    columns.number("first finite subjunctive", _at_finite(context, first, limit, table.has("Mood=Sub")))
    columns.number("first finite imperfect", _at_finite(context, first, limit, table.has("Tense=Imp")))


def _at_finite(context: Context, first: np.ndarray, limit: np.ndarray, flag: np.ndarray) -> np.ndarray:
    token = context.next("finite", first)
    return (token < limit) & flag[np.minimum(token, context.table.size - 1)]


def _left(context: Context, columns: Columns, blocks: Blocks) -> None:
    """For content before its cue: the clause up to the comma, what stands before it, what comes behind the incise."""
    table = context.table
    left = blocks.is_kind("incise-left", "source-left")
    stop = np.where(left, np.maximum(blocks.complementiser, blocks.first), blocks.first)
    for flag in ("finite", "comma", "cue", "root", "marked", "noun"):
        columns.number(f"{flag} left", np.minimum(context.count(flag, blocks.first, stop), 12))
        columns.number(
            f"{flag} left out", np.where(left, np.minimum(context.count(flag, blocks.low, blocks.first), 12), 0)
        )
    columns.number("size left", np.minimum(stop - blocks.first, FAR))
    tail = np.where(left, blocks.anchor + 1, blocks.high)
    columns.number("tail", np.where(left, np.minimum(blocks.high - tail, FAR), 0))
    columns.number("finite tail", np.where(left, context.count("finite", tail, blocks.high), 0))
    columns.number("comma tail", np.where(left, context.distance("comma", tail, blocks.high), 0))
    columns.number(
        "que behind cue", np.where(blocks.has_cue, context.distance("que", blocks.anchor + 1, blocks.high), 0)
    )
    columns.number(
        "colon behind cue", np.where(blocks.has_cue, context.distance("colon", blocks.anchor + 1, blocks.high), 0)
    )
    columns.number(
        "marks behind cue", np.where(blocks.has_cue, context.distance("marked", blocks.anchor + 1, blocks.high), 0)
    )
    columns.number("closed before comma", left & (table.mark[np.maximum(stop - 2, 0)] >= 0))


def _marks(context: Context, columns: Columns, blocks: Blocks) -> None:
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

"""Features of a block: the construction, the way from its cue to its start, the clause or the marks that follow."""

from __future__ import annotations

import numpy as np

from analysis.quotations.candidates import KINDS
from analysis.quotations.cues import CONSTRUCTIONS, lexicon_entries
from analysis.quotations.features.blocks import Blocks
from analysis.quotations.features.columns import Columns
from analysis.quotations.features.context import ENTRY_KINDS, FAR, Context
from analysis.quotations.features.cue import group_first
from analysis.quotations.features.marked import add_marked
from analysis.quotations.table import DEPENDENCIES, POS

__all__ = ["block_columns"]

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
    add_marked(context, columns, blocks)
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
    for flag in ("reflexive", "indefinite"):
        columns.number(f"{flag} in group", has & (context.count(flag, group, anchor) > 0))
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

    >>> _running_maximum(np.array([0.2, 0.9, 0.1, 0.0]), np.array([0, 0, 2, 2])).round(3).tolist()
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

"""Features of a token that may be a cue: its entry, its grammar and what surrounds it."""

from __future__ import annotations

import numpy as np

from analysis.quotations.cues import CONSTRUCTIONS, lexicon_entries
from analysis.quotations.features.columns import Columns
from analysis.quotations.features.context import ENTRY_KINDS, FAR, Context
from analysis.quotations.table import DEPENDENCIES, FLAGS, POS

__all__ = ["cue_columns", "group_first"]

_AHEAD = ("que", "si", "de", "à", "colon", "comma", "comme", "infinitive", "verb", "finite", "marked", "cue")


def cue_columns(context: Context, tokens: np.ndarray, rates: np.ndarray) -> Columns:
    """Features of tokens as cues.

    Parameters
    ----------
    context : Context
        The batch.
    tokens : ndarray of int, shape (n,)
        Tokens with an entry.
    rates : ndarray of float, shape (n,)
        Share of the entry's tokens that were cues elsewhere.
    """
    table = context.table
    columns = Columns(len(tokens))
    _entry(context, columns, tokens)
    columns.number("rate", rates)
    columns.category("pos", table.pos[tokens].astype(int), POS)
    columns.category("dep", table.dependency[tokens].astype(int), DEPENDENCIES)
    for flag in FLAGS:
        columns.number(flag, table.has(flag)[tokens])
    columns.number("participle", context.flags["participle"][tokens])
    for offset in (-2, -1, 1, 2):
        context.add_shape(columns, f"at{offset:+d}", tokens + offset, tokens)
    _group(context, columns, tokens)
    _dependents(context, columns, tokens)
    _surroundings(context, columns, tokens)
    return columns


def _entry(context: Context, columns: Columns, tokens: np.ndarray) -> None:
    table = context.table
    columns.category("kind", context.entry_kind[tokens], ENTRY_KINDS)
    columns.category("entry", table.cue[tokens], [entry.name for entry in lexicon_entries()])
    for number, construction in enumerate(CONSTRUCTIONS):
        columns.number(f"takes {construction}", context.strength[tokens, number])


def group_first(context: Context, tokens: np.ndarray) -> np.ndarray:
    """First token of the verb group of each cue: auxiliaries, clitics, negation and adverbs before it."""
    table = context.table
    in_group = np.isin(table.pos, [POS.index("AUX"), POS.index("PRON"), POS.index("ADV")]) | table.is_word(
        "a", "avait", "aurait", "ayant", "est", "était", "s'", "ne", "-t", "-il", "-on"
    )
    first = table.cue_first[tokens].copy()
    for _ in range(6):
        before = np.maximum(first - 1, 0)
        first = np.where((first > table.first[tokens]) & in_group[before], first - 1, first)
    return first


def _group(context: Context, columns: Columns, tokens: np.ndarray) -> None:
    """The verb group: where it starts, what stands before it, whether marks have just closed."""
    table = context.table
    first = group_first(context, tokens)
    columns.number("group starts", first == table.sentence_first[tokens])
    context.add_shape(columns, "before group", first - 1, tokens)
    context.add_shape(columns, "two before group", first - 2, tokens)
    context.add_shape(columns, "group", first, tokens)
    sizes = tokens - first
    columns.number("group size", sizes)
    for flag in ("reflexive", "indefinite"):
        columns.number(f"{flag} in group", context.count(flag, first, tokens) > 0)
    for flag in ("negation", "relative", "si", "pronoun"):
        columns.number(f"{flag} before", context.count(flag, np.maximum(first - 3, table.first[tokens]), tokens) > 0)
    columns.number("clitic behind", table.is_word("-il", "-on", "-je", "-t")[np.minimum(tokens + 1, table.size - 1)])
    marked = context.flags["marked"]
    near = np.zeros(len(tokens), dtype=bool)
    for back in (2, 3):
        near |= marked[np.maximum(first - back, 0)] & (first - back >= table.first[tokens])
    columns.number("marks closed before", near & ~marked[tokens])


def _dependents(context: Context, columns: Columns, tokens: np.ndarray) -> None:
    """Subject, auxiliaries and clause by the parse."""
    table = context.table
    for name, dependent in context.dependents.items():
        columns.number(f"has {name}", dependent[tokens] >= 0)
    subject = context.dependents["subject"][tokens]
    columns.number("subject behind", subject > tokens)
    columns.number("subject name", (subject >= 0) & context.flags["name"][subject])
    for flag in ("human", "document"):
        columns.number(f"subject {flag}", (subject >= 0) & context.flags[flag][subject])
        near = np.minimum(tokens + 7, table.stop[tokens])
        columns.number(f"{flag} behind", context.count(flag, tokens + 1, near) > 0)
    columns.number("sourceless", context.flags["sourceless"][tokens])
    columns.number("par behind", context.count("par", tokens + 1, table.stop[tokens]) > 0)
    columns.number("question", context.count("question", tokens, table.stop[tokens]) > 0)
    context.add_shape(columns, "subject", subject, tokens)
    context.add_shape(columns, "auxiliary", context.dependents["auxiliary"][tokens], tokens)
    head = table.head[tokens]
    columns.number("head is cue", (head != tokens) & (table.cue[head] >= 0))
    columns.number("root", head == tokens)
    columns.category("head pos", np.where(head == tokens, -1, table.pos[head]).astype(int), POS)


def _surroundings(context: Context, columns: Columns, tokens: np.ndarray) -> None:
    """What the sentence holds before and behind."""
    table = context.table
    low, high = table.first[tokens], table.stop[tokens]
    columns.number("tokens before", np.minimum(tokens - low, FAR))
    columns.number("tokens behind", np.minimum(high - tokens, FAR))
    for flag in _AHEAD:
        columns.number(f"to {flag}", context.distance(flag, tokens + 1, high))
    for flag in ("finite", "cue", "comma", "marked", "colon"):
        columns.number(f"{flag} count before", np.minimum(context.count(flag, low, tokens), 12))
        columns.number(f"{flag} count behind", np.minimum(context.count(flag, tokens + 1, high), 12))
    columns.number("in marks", table.mark[tokens] >= 0)
    que = np.minimum(context.next("que", tokens + 1), table.size - 1)
    columns.category("que dep", np.where(que < high, table.dependency[que], -1).astype(int), DEPENDENCIES)
    context.add_shape(columns, "before que", que - 1, tokens)
    columns.number("finite before que", context.count("finite", tokens + 1, np.minimum(que, high)))
    columns.number("que hangs on cue", (table.head[que] == tokens) | (table.head[table.head[que]] == tokens))
    infinitive = np.minimum(context.next("infinitive", tokens + 1), table.size - 1)
    columns.number("infinitive hangs on cue", table.head[infinitive] == tokens)
    context.add_shape(columns, "before infinitive", infinitive - 1, tokens)
    columns.number("first sentence", table.sentence_first[tokens] == table.offsets[table.document[tokens]])

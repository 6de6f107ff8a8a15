"""Features of a possible end of a block: what stops there, what would go on, and whether it agrees with the content."""

from __future__ import annotations

import numpy as np

from analysis.quotations.candidates import KINDS
from analysis.quotations.features.blocks import Blocks
from analysis.quotations.features.columns import Columns
from analysis.quotations.features.context import ENTRY_KINDS, FAR, Context
from analysis.quotations.table import DEPENDENCIES, POS

__all__ = ["end_columns"]


def end_columns(
    context: Context, blocks: Blocks, row: np.ndarray, end: np.ndarray, stop: np.ndarray, rank: np.ndarray
) -> Columns:
    """Features of ends.

    Parameters
    ----------
    context : Context
        The batch, with cue probabilities filled in.
    blocks : Blocks
        Blocks with more than one end.
    row : ndarray of int, shape (n,)
        The block of each end.
    end, stop : ndarray of int, shape (n,)
        Code point and token behind the last one (both exclusive).
    rank : ndarray of int, shape (n,)
        Place of the end among those of its block, from 0.
    """
    table = context.table
    columns = Columns(len(row))
    first, cue, has_cue = blocks.first[row], blocks.anchor[row], blocks.has_cue[row]
    stop = np.minimum(stop, table.offsets[table.document[first] + 1])
    high = np.maximum(table.stop[first], stop)
    sentence = np.maximum(table.sentence_stop[np.maximum(stop - 1, first)], stop)
    total = np.bincount(row, minlength=blocks.size)[row]
    columns.category("kind", blocks.kind[row], KINDS)
    columns.number("rank", rank)
    columns.number("rank from end", total - rank)
    columns.number("last", rank == total - 1)
    columns.number("tokens", np.minimum(stop - first, FAR))
    columns.number("tokens left", np.minimum(high - stop, FAR))
    columns.number("words left", np.minimum(context.count("core", stop, high), FAR))
    columns.number("words left in sentence", np.minimum(context.count("core", stop, sentence), FAR))
    for offset in range(4):
        context.add_shape(columns, f"next{offset:+d}", stop + offset, first)
    for offset in (1, 2):
        context.add_shape(columns, f"last{offset:+d}", np.maximum(stop - offset, first), first)
    for flag in ("finite", "comma", "cue", "dash", "misplaced", "et"):
        columns.number(f"{flag} inside", np.minimum(context.count(flag, first, stop), 12))
        columns.number(f"{flag} left", np.minimum(context.count(flag, stop, sentence), 12))
    columns.number("no finite", context.count("finite", first, stop) == 0)
    for flag in ("verb cue", "participle", "que", "lire", "misplaced", "human"):
        columns.number(f"to {flag}", context.distance(flag, stop, sentence))
    columns.number("next capital", (stop < high) & context.flags["capital"][np.minimum(stop, table.size - 1)])
    columns.number("sentence ends", context.count("core", stop, sentence) == 0)
    columns.number("sentences inside", table.sentence[stop - 1] - table.sentence[first])
    _other_cues(context, columns, first, stop, sentence, cue)
    _resumption(context, columns, blocks, row, first, stop, sentence)
    _arcs(context, columns, first, stop, sentence, cue, has_cue)
    _marks(context, columns, blocks, row, first, end, stop)
    columns.category("cue kind", np.where(has_cue, context.entry_kind[cue], -1), ENTRY_KINDS)
    columns.number("cue participle", has_cue & context.flags["participle"][cue])
    columns.number("cue relative", has_cue & (context.count("relative", np.maximum(cue - 4, 0), cue) > 0))
    columns.number("cue probability", np.where(has_cue, context.cue_probability[cue], 0))
    return columns


def _other_cues(
    context: Context, columns: Columns, first: np.ndarray, stop: np.ndarray, sentence: np.ndarray, cue: np.ndarray
) -> None:
    """The best other cue inside and behind."""
    columns.number("best cue inside", context.max_cue(first, stop))
    columns.number("best cue left", context.max_cue(stop, sentence))
    columns.number("best cue near", context.max_cue(stop, np.minimum(stop + 5, sentence)))
    columns.number("best cue late inside", context.max_cue(np.maximum(stop - 6, first), stop))


def _resumption(
    context: Context,
    columns: Columns,
    blocks: Blocks,
    row: np.ndarray,
    first: np.ndarray,
    stop: np.ndarray,
    sentence: np.ndarray,
) -> None:
    """A verb behind the end: whether it shares number and tense with the content or with the cue."""
    table = context.table
    lead = stop.copy()
    opening = table.is_word(",", "-", "et", "mais", "ou", "puis")
    for _ in range(3):
        lead = np.where((lead < sentence) & opening[np.minimum(lead, table.size - 1)], lead + 1, lead)
    context.add_shape(columns, "lead", lead, first)
    columns.number("lead size", lead - stop)
    verb = context.next("verb", lead)
    near = (verb < sentence) & (verb - lead < 6)
    safe = np.minimum(verb, table.size - 1)
    columns.number("verb near", near)
    columns.number("to verb", np.where(near, verb - lead, 9))
    columns.number("verb finite", near & table.finite[safe])
    columns.number("verb participle", near & context.flags["participle"][safe])
    columns.number("verb cue", np.where(near, context.max_cue(safe, np.minimum(safe + 3, sentence)), 0))
    subjects = context.count("noun", lead, safe) + context.count("pronoun", lead, safe)
    free = near & (subjects == 0)
    columns.number("verb without subject", free)
    content = np.minimum(context.next("finite", first), table.size - 1)
    has_content = content < stop
    cue = blocks.anchor[row]
    helper = np.minimum(context.next("finite", np.maximum(cue - 2, table.first[cue])), table.size - 1)
    has_helper = blocks.has_cue[row] & (helper <= cue)
    for name, other, there in (("content", content, has_content), ("cue", helper, has_helper)):
        clause = near & there & table.finite[safe]
        both = free & clause
        for feature, values in (
            ("number", ("Number=Plur", "Number=Sing")),
            ("tense", ("Tense=Past", "Tense=Pres", "Tense=Imp", "Tense=Fut")),
            ("mood", ("Mood=Ind", "Mood=Cnd", "Mood=Sub")),
        ):
            same = np.ones(len(stop), dtype=bool)
            for value in values:
                bit = table.has(value)
                same &= bit[safe] == bit[other]
            columns.number(f"{feature} as {name}", both & same)
            columns.number(f"clause {feature} as {name}", clause & same)
            columns.number(f"clause {feature} unlike {name}", clause & ~same)
            columns.number(f"{feature} unlike {name}", both & ~same)
    columns.number("verb hangs on cue", near & blocks.has_cue[row] & (table.head[safe] == cue))
    root = table.head[safe]
    columns.number("verb hangs inside", near & (root >= first) & (root < stop))
    columns.category("verb dep", np.where(near, table.dependency[safe], -1).astype(int), DEPENDENCIES)


def _arcs(
    context: Context,
    columns: Columns,
    first: np.ndarray,
    stop: np.ndarray,
    sentence: np.ndarray,
    cue: np.ndarray,
    has_cue: np.ndarray,
) -> None:
    """Dependency arcs that the end would cut."""
    table = context.table
    following = np.minimum(stop, table.size - 1)
    there = stop < sentence
    word = np.minimum(context.next("core", stop), table.size - 1)
    there &= word < sentence
    head = table.head[word]
    inside = (head >= first) & (head < stop)
    columns.number("next hangs inside", there & inside)
    columns.number("next hangs on cue", there & has_cue & (head == cue))
    columns.number("next hangs before", there & (head < first))
    columns.number("next is head", there & (head == word))
    columns.category("next dep", np.where(there, table.dependency[word], -1).astype(int), DEPENDENCIES)
    columns.number("arc length", np.where(there & inside, np.minimum(word - head, FAR), 0))
    columns.category("arc head pos", np.where(there & inside, table.pos[head], -1).astype(int), POS)
    last = table.head[stop - 1]
    columns.number("last hangs behind", (last >= stop))
    columns.number("subtree of start ends", table.right[table.head[first]] == stop - 1)
    columns.number("subtree of cue ends", has_cue & (table.right[cue] == stop - 1))
    depth = np.zeros(len(stop))
    token = word
    for step in range(6):
        token = table.head[token]
        depth = np.where((depth == 0) & there & (token >= first) & (token < stop), step + 1, depth)
    columns.number("depth to inside", depth)
    columns.number("punctuation next", ~context.flags["core"][following])


def _marks(
    context: Context,
    columns: Columns,
    blocks: Blocks,
    row: np.ndarray,
    first: np.ndarray,
    end: np.ndarray,
    stop: np.ndarray,
) -> None:
    """Where the end stands to quotation marks, brackets and dashes."""
    table = context.table
    marked = context.flags["marked"]
    columns.number("in marks", marked[stop - 1])
    columns.number("marks next", (context.distance("marked", stop, stop + 8)))
    closing = table.is_word('"', "»")
    columns.number("behind closing mark", closing[stop - 1])
    columns.number("before closing mark", closing[np.minimum(stop, table.size - 1)])
    columns.number("marked inside", np.minimum(context.count("marked", first, stop), FAR))
    brackets = np.concatenate([[0], np.cumsum(table.is_word("(").astype(int) - table.is_word(")"))])
    columns.number("open brackets", brackets[stop] - brackets[first])
    dashes = context.count("dash", table.sentence_first[first], first)
    columns.number("odd dashes before", dashes % 2)
    columns.number("odd dashes inside", context.count("dash", first, stop) % 2)
    mark = blocks.mark[row]
    has = mark >= 0
    safe = np.maximum(mark, 0)
    mark_stop = table.mark_stop[safe] if len(table.marks) else stop
    mark_first = table.mark_first[safe] if len(table.marks) else stop
    mark_end = np.array([marked.end for _, marked in table.marks] or [0])[safe]
    own_end = np.array([marked.inner_end for _, marked in table.marks] or [0])[safe]
    unclosed = np.array([not marked.closed for _, marked in table.marks] or [False])[safe]
    columns.number("at end of marks", has & (end == own_end))
    phrase = np.append(context.phrase_stop, 0)[np.where(has, mark, -1)]
    columns.number("phrase ends", has & (stop == phrase))
    columns.number("tokens to phrase end", np.where(has, np.clip(phrase - stop, -FAR, FAR), 0))
    columns.number("marks unclosed", has & unclosed)
    columns.number("over marks", np.where(has, np.clip(end - mark_end, -50, 200), 0))
    columns.number("tokens over marks", np.where(has, np.minimum(stop - mark_stop, FAR), 0))
    columns.number("tokens in marks", np.where(has, np.minimum(mark_stop - mark_first, FAR), 0))
    columns.number("finite over marks", np.where(has, context.count("finite", mark_stop, stop), 0))
    columns.number("prepositions over marks", np.where(has, context.count("preposition", mark_stop, stop), 0))
    columns.number("comma over marks", np.where(has, context.count("comma", mark_stop, stop), 0))
    columns.number("finite in marks", np.where(has, context.count("finite", mark_first, mark_stop), 0))
    context.add_shape(columns, "before marks", np.where(has, mark_first - 2, -1), first)
    context.add_shape(columns, "in marks first", np.where(has, mark_first, -1), first)
    context.add_shape(columns, "in marks last", np.where(has, mark_stop - 1, -1), first)

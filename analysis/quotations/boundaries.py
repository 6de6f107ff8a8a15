"""Where a quotation may end: the closing mark, the end of a phrase, or a boundary of the clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis.quotations.candidates import KINDS, Block
from analysis.quotations.classes import members
from analysis.quotations.table import TokenTable

__all__ = ["Boundaries", "End"]

_CLOSERS = members("closing-mark")
_STRIPPED = members("stop", "dash", "opening-bracket")
_SHUTTING = members("closing-mark", "closing-bracket")
_BEFORE_A_BOUNDARY = members("before-boundary")
_OPENING_POS = members("before-boundary-pos")
_NO_STOP_BETWEEN = re.compile(r"[.!?]\s*$|[.!?:] ")


class End(NamedTuple):
    """A possible end of a block: code point in the document and token behind the last one (both exclusive)."""

    end: int
    stop: int


class Boundaries:
    """Where in a table a quotation may end.

    Parameters
    ----------
    table : TokenTable
        Tokens of a batch.
    """

    def __init__(self, table: TokenTable) -> None:
        self._table = table
        size = table.size
        lowered = table.lowered
        opening = np.array(
            [
                word in _BEFORE_A_BOUNDARY or name in _OPENING_POS or (name == "VERB" and word.endswith("ant"))
                for word, name in zip(lowered, table.pos_names, strict=True)
            ],
            dtype=bool,
        )
        closing = np.array([word in _CLOSERS for word in lowered], dtype=bool)
        # A boundary stands before token j; a sentence may end before its successor opens.
        boundary = np.zeros(size + 1, dtype=bool)
        boundary[:size] = opening
        boundary[1:] |= closing
        boundary[table.sentence_stop] = True
        self._boundary = np.flatnonzero(boundary)
        kept = np.where([word not in _STRIPPED for word in lowered], np.arange(size), -1)
        self._last_kept = np.maximum.accumulate(kept) if size else kept
        self._shuts = np.array([*(word in _SHUTTING for word in lowered), False], dtype=bool)

    def ends(self, block: Block) -> list[End]:
        """Possible ends of a block, in text order.

        Parameters
        ----------
        block : Block
            A block of the same table.

        Returns
        -------
        list of End
            At least three characters behind the start; may be empty.
        """
        kind = KINDS[block.kind]
        if kind == "marked":
            ends = self._marked_ends(block)
        elif kind == "marked-cut":
            ends = self._cut_ends(block)
        elif kind == "fragment":
            ends = self._fragment_ends(block)
        elif kind in ("incise-left", "source-left"):
            ends = self._left_ends(block)
        else:
            ends = self._right_ends(block.first, block.start)
        return sorted({end for end in ends if end.end - block.start >= 3})

    def _marked_ends(self, block: Block) -> list[End]:
        """The closing mark, or one of the next marks if this one was placed wrongly."""
        table = self._table
        document, marked = table.marks[block.mark]
        text = table.texts[document]
        ends = [End(marked.inner_end, int(table.mark_stop[block.mark]))]
        for number in range(block.mark + 1, min(block.mark + 3, len(table.marks))):
            other, following = table.marks[number]
            between = text[marked.end : following.start]
            if other != document or "\n" in between or len(between) > 60:
                break
            if not _NO_STOP_BETWEEN.search(between):
                ends.append(End(following.inner_end, int(table.mark_stop[number])))
        if not marked.closed:
            ends.extend(self._sentence_ends(block, marked.inner_end))
        return ends

    def _sentence_ends(self, block: Block, limit: int) -> Iterator[End]:
        """Ends of the sentences inside a segment whose closing mark is missing."""
        table = self._table
        token, high = block.first, int(table.offsets[table.document[block.first] + 1])
        while token < high:
            stop = int(table.sentence_stop[token])
            if table.end[stop - 1] > limit:
                break
            yield End(int(table.end[stop - 1]), stop)
            token = stop

    def _cut_ends(self, block: Block) -> list[End]:
        """Before the incise for the left part, the closing mark for the right one."""
        table = self._table
        _, marked = table.marks[block.mark]
        if block.cue > block.first:
            return [self._stripped(block.complementiser, block.first)]
        return [End(marked.inner_end, int(table.mark_stop[block.mark]))]

    def _fragment_ends(self, block: Block) -> list[End]:
        """The closing mark, or the end of the phrase that it stands in."""
        table = self._table
        _, marked = table.marks[block.mark]
        first, stop = int(table.mark_first[block.mark]), int(table.mark_stop[block.mark])
        behind = table.token_at(int(table.document[first]), marked.end - 1) + 1
        behind = max(min(behind, int(table.stop[stop - 1])), stop)
        ends = [End(marked.end, behind)]
        ends += [end for end in self._right_ends(stop - 1, marked.start) if end.end >= marked.end]
        for last in set(table.right[first:stop].tolist()):
            if table.end[last] > marked.end and last < table.sentence_stop[stop - 1]:
                ends.append(End(int(table.end[last]), last + 1))
        return [end for end in ends if not self._has_verb(stop, end.stop)]

    def _has_verb(self, first: int, stop: int) -> bool:
        """Whether a finite verb outside marks stands in a range: a clause, and no longer a phrase."""
        table = self._table
        return bool((table.finite[first:stop] & (table.mark[first:stop] < 0)).any())

    def _left_ends(self, block: Block) -> list[End]:
        """Before the comma of the incise, with or without a closing mark."""
        table = self._table
        comma = block.complementiser
        ends = [self._stripped(comma, block.first)]
        for token in (comma, comma - 1):
            if block.first < token < table.size and table.lowered[token] in _CLOSERS:
                ends.append(End(int(table.end[token]), token + 1))
                if token - 1 > block.first:
                    ends.append(self._stripped(token, block.first))
        return [end for end in ends if not self._cuts(block.start, end, block.first)]

    def _right_ends(self, first: int, start: int) -> list[End]:
        """All boundaries of the stretch behind a start that do not cut through marks."""
        table = self._table
        high = int(table.stop[first])
        low, up = np.searchsorted(self._boundary, [first + 1, high], side="left")
        ends = []
        for boundary in [*self._boundary[low:up].tolist(), high]:
            ends.append(self._stripped(boundary, first))
            if boundary < high and self._shuts[boundary]:
                ends.append(End(int(table.end[boundary]), boundary + 1))
            if self._shuts[boundary - 1]:
                ends.append(End(int(table.end[boundary - 1]), boundary))
        return [end for end in set(ends) if not self._cuts(start, end, first)]

    def _stripped(self, boundary: int, first: int) -> End:
        """The end before a boundary without the punctuation that stands there."""
        last = max(int(self._last_kept[boundary - 1]), first)
        return End(int(self._table.end[last]), last + 1)

    def _cuts(self, start: int, end: End, first: int) -> bool:
        """Whether a span from `start` to `end` would hold one mark of a pair and leave the other outside."""
        table = self._table
        inner = int(table.mark[end.stop - 1])
        if inner >= 0:
            _, marked = table.marks[inner]
            if marked.closed and start <= marked.start and end.end <= marked.inner_end:
                return True
        outer = int(table.mark[first])
        if outer >= 0:
            _, marked = table.marks[outer]
            if marked.closed and marked.start < start and end.end > marked.inner_end:
                return True
        return False

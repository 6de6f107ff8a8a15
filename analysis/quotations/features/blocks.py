"""Blocks as columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.quotations.candidates import KINDS, Block
from analysis.quotations.table import TokenTable

__all__ = ["Blocks"]


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

"""The learned ranking of candidates: which tokens are cues, which blocks are quotations, with which ends and cues."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.quotations.boundaries import End
from analysis.quotations.calibration import calibrated
from analysis.quotations.candidates import Block
from analysis.quotations.features.block import block_columns
from analysis.quotations.features.blocks import Blocks
from analysis.quotations.features.columns import Columns
from analysis.quotations.features.context import Context
from analysis.quotations.features.cue import cue_columns
from analysis.quotations.features.end import end_columns
from analysis.quotations.features.option import option_columns
from analysis.quotations.options import CueOption, cue_options
from analysis.quotations.table import TokenTable
from analysis.quotations.weights import Weights

__all__ = ["Ranking", "block_entries", "end_rows", "option_rows", "possible"]

# A token below this probability is no cue, and its blocks are not looked at.
LEAST_CUE = 0.015


class Ranking:
    """Scores the candidates of one batch by learned weights; the interface is that of `Rules`.

    Parameters
    ----------
    table : TokenTable
        The batch.
    weights : Weights
        What was learned.
    threshold : float
        Expected gain that a quotation has to exceed.
    """

    def __init__(self, table: TokenTable, weights: Weights, *, threshold: float = 0.3) -> None:
        self.threshold = threshold
        self._context = Context(table)
        self._weights = weights
        tokens = np.flatnonzero(table.cue >= 0)
        rates = weights.cue_rates.share(table.cue[tokens], np.zeros(len(tokens), dtype=int))
        probability = np.zeros(table.size)
        probability[tokens] = weights.blends["cue"].predict(cue_columns(self._context, tokens, rates))
        self._context.cue_probability = probability

    def blocks(self, blocks: Sequence[Block]) -> np.ndarray:
        """Probability that each block starts a quotation, shape (len(blocks),)."""
        probability = np.zeros(len(blocks))
        kept = possible(self._context, blocks)
        columns = Blocks(self._context.table, [blocks[number] for number in kept.tolist()])
        rates = self._weights.block_rates.share(block_entries(self._context, columns), columns.kind)
        probability[kept] = self._weights.blends["block"].predict(block_columns(self._context, columns, rates))
        return probability

    def ends(self, blocks: Sequence[Block], ends: Sequence[Sequence[End]]) -> list[np.ndarray]:
        """Probabilities of the ends of each block; they add up to 1."""
        probability = self._weights.blends["end"].predict(end_rows(self._context, blocks, ends))
        limits = np.cumsum([len(options) for options in ends])[:-1]
        parts = np.split(np.maximum(probability, 1e-6), limits) if len(blocks) else []
        return [part / part.sum() for part in parts]

    def cues(self, marks: Sequence[int], kinds: Sequence[int]) -> list[CueOption | None]:
        """The cue of each stretch in marks."""
        options, columns = option_rows(self._context, marks, kinds)
        probability = self._weights.blends["option"].predict(columns)
        chosen: list[CueOption | None] = []
        row = 0
        for own in options:
            best = int(np.argmax(probability[row : row + len(own)]))
            chosen.append(own[best])
            row += len(own)
        return chosen

    def probabilities(self, gains: np.ndarray) -> np.ndarray:
        """Calibrated probabilities of expected gains."""
        return calibrated(self._weights.calibration, gains)


def end_rows(context: Context, blocks: Sequence[Block], ends: Sequence[Sequence[End]]) -> Columns:
    """Features of all ends of some blocks, one block's ends after the other's."""
    sizes = [len(options) for options in ends]
    row = np.repeat(np.arange(len(blocks)), sizes)
    flat = np.array([end for options in ends for end in options], dtype=int).reshape(-1, 2)
    rank = np.concatenate([np.arange(size) for size in sizes]) if sizes else np.zeros(0, dtype=int)
    return end_columns(context, Blocks(context.table, blocks), row, flat[:, 0], flat[:, 1], rank)


def option_rows(
    context: Context, marks: Sequence[int], kinds: Sequence[int]
) -> tuple[list[list[CueOption | None]], Columns]:
    """Possible cues of some stretches in marks, `None` (no cue) last, and the features of all of them."""
    options: list[list[CueOption | None]] = [[*cue_options(context.table, mark), None] for mark in marks]
    sizes = [len(own) for own in options]
    flat = [option or CueOption(-1, -1, -1) for own in options for option in own]
    rows = np.array(flat, dtype=int).reshape(-1, 3)
    mark, kind = (np.repeat(np.array(values, dtype=int), sizes) for values in (marks, kinds))
    return options, option_columns(context, mark, kind, rows[:, 0], rows[:, 1], rows[:, 2])


def possible(context: Context, blocks: Sequence[Block]) -> np.ndarray:
    """Indices of the blocks whose cue is not ruled out already."""
    cue = np.array([block.cue for block in blocks], dtype=int)
    return np.flatnonzero((cue < 0) | (context.cue_probability[cue] >= LEAST_CUE)) if len(cue) else cue


def block_entries(context: Context, blocks: Blocks) -> np.ndarray:
    """Lexicon entry of each block's cue, of the cue that governs it if it stands in marks, or -1."""
    table = context.table
    governor = np.append(context.governor, -1)[np.where(blocks.mark >= 0, blocks.mark, -1)]
    cue = np.where(blocks.has_cue, blocks.cue, governor)
    return np.where(cue >= 0, table.cue[cue], -1)

"""Learning the ranking of candidates from annotated articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.gold import GoldArticle, GoldQuotation
from analysis.quotations.blends import Blend, fit_blend
from analysis.quotations.boundaries import Boundaries, End
from analysis.quotations.calibration import fit_calibration
from analysis.quotations.candidates import KINDS, Block, find_blocks
from analysis.quotations.cues import lexicon_entries
from analysis.quotations.features.block import block_columns
from analysis.quotations.features.blocks import Blocks
from analysis.quotations.features.context import Context
from analysis.quotations.features.cue import cue_columns
from analysis.quotations.finding import find_quotations
from analysis.quotations.ranking import Ranking, block_entries, end_rows, option_rows, possible
from analysis.quotations.rates import Rates
from analysis.quotations.table import TokenTable
from analysis.quotations.weights import Weights
from analysis.syntax import ParsedText, parse_texts

__all__ = ["train"]

# A block is right if no other block fits the quotation better, and its best end overlaps the quotation by this share.
LEAST_OVERLAP = 0.5
# A found span is right, for its probability, if it overlaps a quotation by more than this share.
LEAST_RIGHT = 0.3
# Gains as they are.
UNCALIBRATED = np.array([[0.0, 2.0], [0.0, 2.0]])
# A block with the right cue is preferred to one that fits as well without.
CUE_BONUS = 0.2
# Cue probabilities of the training articles come from models that have not seen them.
FOLDS = 3


@dataclass
class Labelled:
    """Candidates of the training articles with the truth about them."""

    table: TokenTable
    blocks: list[Block]
    ends: list[list[End]]
    right: np.ndarray
    best: np.ndarray
    quotation: list[GoldQuotation | None]
    cue_tokens: np.ndarray


def train(articles: Sequence[GoldArticle], *, seed: int) -> Weights:
    """Learn the ranking.

    Parameters
    ----------
    articles : sequence of GoldArticle
        Annotated articles. Those that are not representative are left out: chosen since an earlier finder was unsure
        of them, they would teach wrong odds.
    seed : int
        Same articles, same seed, same weights.

    Returns
    -------
    Weights
        To be kept by :func:`analysis.quotations.weights.save_weights`.
    """
    articles = [article for article in articles if article.representative]
    parsed = list(parse_texts(article.text for article in articles))
    weights = train_parsed(articles, parsed, seed=seed)
    weights.calibration = _calibrate(articles, parsed, seed)
    return weights


def train_parsed(articles: Sequence[GoldArticle], parsed: Sequence[ParsedText], *, seed: int) -> Weights:
    """The same for articles that are parsed already, without calibration."""
    kept = [number for number, article in enumerate(articles) if article.representative]
    labelled = label([articles[number] for number in kept], [parsed[number] for number in kept])
    context = Context(labelled.table)
    cue, cue_rates = _learn_cues(context, labelled, seed)
    block, block_rates = _learn_blocks(context, labelled, seed)
    end = _learn_ends(context, labelled, seed)
    option = _learn_options(context, labelled, seed)
    return Weights({"cue": cue, "block": block, "end": end, "option": option}, cue_rates, block_rates, UNCALIBRATED)


def _calibrate(articles: Sequence[GoldArticle], parsed: Sequence[ParsedText], seed: int) -> np.ndarray:
    """Knots of the calibration, from quotations found in articles that the model has not seen."""
    gains: list[float] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        known = [number for number in range(len(articles)) if number % FOLDS != fold]
        unseen = [number for number in range(len(articles)) if number % FOLDS == fold]
        weights = train_parsed([articles[n] for n in known], [parsed[n] for n in known], seed=seed)
        scorer = partial(Ranking, weights=weights)
        for number, found in zip(unseen, find_quotations([parsed[n] for n in unseen], scorer=scorer), strict=True):
            gold = [quotation.span for quotation in articles[number].quotations]
            gains += [quotation.probability for quotation in found]
            right += [any(_overlap(span, (q.start, q.end)) > LEAST_RIGHT for span in gold) for q in found]
    return fit_calibration(np.array(gains), np.array(right))


def label(articles: Sequence[GoldArticle], parsed: Sequence[ParsedText]) -> Labelled:
    """All candidates of articles and which of them are right."""
    table = TokenTable(parsed)
    blocks = find_blocks(table)
    boundaries = Boundaries(table)
    ends = [boundaries.ends(block) for block in blocks]
    keep = [number for number, options in enumerate(ends) if options]
    blocks, ends = [blocks[number] for number in keep], [ends[number] for number in keep]
    overlap = np.zeros(len(blocks))
    best = np.zeros(len(blocks), dtype=int)
    quotation: list[GoldQuotation | None] = [None] * len(blocks)
    fit: dict[int, float] = {}
    value = np.zeros(len(blocks))
    for number, (block, options) in enumerate(zip(blocks, ends, strict=True)):
        for gold in articles[int(table.document[block.first])].quotations:
            for place, end in enumerate(options):
                share = _overlap(gold.span, (block.start, end.end))
                if share > overlap[number]:
                    overlap[number], best[number], quotation[number] = share, place, gold
        gold_here = quotation[number]
        if gold_here is not None:
            value[number] = overlap[number] + CUE_BONUS * _has_cue(table, block, gold_here)
            fit[id(gold_here)] = max(fit.get(id(gold_here), 0.0), value[number])
    right = np.array(
        [
            gold is not None and overlap[number] > LEAST_OVERLAP and value[number] >= fit[id(gold)] - 0.01
            for number, gold in enumerate(quotation)
        ],
        dtype=bool,
    )
    cue_tokens = np.zeros(table.size, dtype=bool)
    for document, article in enumerate(articles):
        for gold in article.quotations:
            if gold.cue:
                first, stop = table.token_range(document, *gold.cue)
                cue_tokens[first:stop] = True
    return Labelled(table, blocks, ends, right, best, quotation, cue_tokens)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Intersection over union of two spans.

    >>> _overlap((0, 4), (2, 4))
    0.5
    """
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared > 0 else 0.0


def _has_cue(table: TokenTable, block: Block, gold: GoldQuotation) -> bool:
    """Whether a block has the quotation's cue; one in marks gets its cue later and may have any."""
    if block.cue < 0:
        return gold.cue is None or block.mark >= 0
    return gold.cue is not None and gold.cue[0] < table.end[block.cue] and table.start[block.cue] < gold.cue[1]


def _learn_cues(context: Context, labelled: Labelled, seed: int) -> tuple[Blend, Rates]:
    """Learn which tokens are cues; leaves out-of-fold probabilities in the context."""
    table = labelled.table
    tokens = np.flatnonzero(table.cue >= 0)
    target = labelled.cue_tokens[tokens].astype(int)
    article = table.document[tokens]
    none = np.zeros(len(tokens), dtype=int)
    rates = Rates.of(table.cue[tokens], none, target, entries=len(lexicon_entries()), groups=1)
    columns = cue_columns(context, tokens, rates.share_without(table.cue[tokens], none, article, target))
    probability = np.zeros(table.size)
    for fold in range(FOLDS):
        out = article % FOLDS == fold
        inside, outside = columns.rows(~out), columns.rows(out)
        probability[tokens[out]] = fit_blend(inside, target[~out], seed=seed, rounds=100, leaves=24).predict(outside)
    context.cue_probability = probability
    return fit_blend(columns, target, seed=seed, rounds=100), rates


def _learn_blocks(context: Context, labelled: Labelled, seed: int) -> tuple[Blend, Rates]:
    """Learn which blocks are quotations."""
    kept = possible(context, labelled.blocks)
    blocks = Blocks(labelled.table, [labelled.blocks[number] for number in kept.tolist()])
    entries = block_entries(context, blocks)
    target = labelled.right[kept].astype(int)
    rates = Rates.of(entries, blocks.kind, target, entries=len(lexicon_entries()), groups=len(KINDS))
    article = labelled.table.document[blocks.first]
    shares = rates.share_without(entries, blocks.kind, article, target)
    return fit_blend(block_columns(context, blocks, shares), target, seed=seed), rates


def _learn_ends(context: Context, labelled: Labelled, seed: int) -> Blend:
    """Learn which end a block has that is a quotation."""
    rows = [number for number in np.flatnonzero(labelled.right).tolist() if len(labelled.ends[number]) > 1]
    ends = [labelled.ends[number] for number in rows]
    target = np.concatenate([np.arange(len(labelled.ends[number])) == labelled.best[number] for number in rows])
    columns = end_rows(context, [labelled.blocks[number] for number in rows], ends)
    return fit_blend(columns, target.astype(int), seed=seed)


def _learn_options(context: Context, labelled: Labelled, seed: int) -> Blend:
    """Learn which cue a quotation in marks has."""
    rows = [
        number
        for number in np.flatnonzero(labelled.right).tolist()
        if labelled.blocks[number].mark >= 0 and labelled.blocks[number].cue < 0
    ]
    options, columns = option_rows(
        context,
        [labelled.blocks[number].mark for number in rows],
        [labelled.blocks[number].kind for number in rows],
    )
    table = labelled.table
    target = []
    for number, own in zip(rows, options, strict=True):
        gold = labelled.quotation[number]
        assert gold is not None
        for option in own:
            if option is None:
                target.append(gold.cue is None)
            else:
                target.append(
                    gold.cue is not None
                    and gold.cue[0] < table.end[option.token]
                    and table.start[option.token] < gold.cue[1]
                )
    return fit_blend(columns, np.array(target, dtype=int), seed=seed, rounds=100)

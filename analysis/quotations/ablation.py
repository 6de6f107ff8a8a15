"""Which stage gains what: rules and learned weights exchanged stage by stage, cross-validated by article.

    python -m analysis.quotations.ablation ../shared

Real articles are left out in turn, fold by fold; our own dispatches serve for training alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from analysis.gold import GoldArticle, GoldQuotation, read_gold, read_training_gold
from analysis.quotations import Quotation
from analysis.quotations.boundaries import End
from analysis.quotations.candidates import Block
from analysis.quotations.choosing import THRESHOLDS
from analysis.quotations.finding import Scorer, find_quotations
from analysis.quotations.options import CueOption
from analysis.quotations.ranking import Ranking
from analysis.quotations.rules import Rules
from analysis.quotations.table import TokenTable
from analysis.quotations.training import train_parsed
from analysis.quotations.weights import Weights
from analysis.syntax import parse_texts

__all__ = ["compare", "figures"]

FOLDS = 4
COLUMNS = ("> 0.3", "> 0.8", "exact", "type", "cue", "direct", "indirect", "mixed")
TYPES = ("direct", "indirect", "mixed")


class _Mixed:
    """The learned ranking with one stage given back to the rules."""

    def __init__(self, table: TokenTable, weights: Weights, *, by_rules: str) -> None:
        learned, rules = Ranking(table, weights), Rules(table)
        self._of: dict[str, Scorer] = {
            stage: rules if stage == by_rules else learned for stage in ("blocks", "ends", "cues")
        }
        self.threshold = self._of["blocks"].threshold

    def blocks(self, blocks: Sequence[Block]) -> np.ndarray:
        return self._of["blocks"].blocks(blocks)

    def ends(self, blocks: Sequence[Block], ends: Sequence[Sequence[End]]) -> list[np.ndarray]:
        return self._of["ends"].ends(blocks, ends)

    def cues(self, marks: Sequence[int], kinds: Sequence[int]) -> Sequence[CueOption | None]:
        return self._of["cues"].cues(marks, kinds)

    def probabilities(self, gains: np.ndarray) -> np.ndarray:
        return gains


def compare(
    articles: Sequence[GoldArticle], more: Sequence[GoldArticle] = (), *, seed: int = 1
) -> dict[str, dict[str, float]]:
    """Figures of each system on articles that it has not seen.

    Parameters
    ----------
    articles : sequence of GoldArticle
        Articles to measure on, each by a model that was trained without it.
    more : sequence of GoldArticle
        Articles for training alone.
    seed : int
        Seed of the training.

    Returns
    -------
    dict of str to dict of str to float
        Figures named by `COLUMNS`, for each system.
    """
    parsed = list(parse_texts(article.text for article in articles))
    more_parsed = list(parse_texts(article.text for article in more))
    found: dict[str, list[list[Quotation]]] = {}
    for fold in range(FOLDS):
        known = [number for number in range(len(articles)) if number % FOLDS != fold]
        weights = train_parsed(
            [*(articles[n] for n in known), *more], [*(parsed[n] for n in known), *more_parsed], seed=seed
        )
        unseen = list(range(fold, len(articles), FOLDS))
        for name, scorer in _systems(weights).items():
            own = found.setdefault(name, [[] for _ in articles])
            for number, quotations in zip(
                unseen, find_quotations([parsed[n] for n in unseen], scorer=scorer), strict=True
            ):
                own[number] = quotations
    gold = [article.quotations for article in articles]
    return {name: figures(gold, quotations) for name, quotations in found.items()}


def _systems(weights: Weights) -> dict[str, Callable[[TokenTable], Scorer]]:
    return {
        "rules alone": Rules,
        "learned, blocks by rules": lambda table: _Mixed(table, weights, by_rules="blocks"),
        "learned, ends by rules": lambda table: _Mixed(table, weights, by_rules="ends"),
        "learned, cues of marks by rules": lambda table: _Mixed(table, weights, by_rules="cues"),
        "learned": lambda table: Ranking(table, weights),
    }


def figures(gold: Sequence[Sequence[GoldQuotation]], found: Sequence[Sequence[Quotation]]) -> dict[str, float]:
    """F1 of spans at three overlaps, shares of right types and cues among the matched, and recall of each type.

    Examples
    --------
    >>> truth = GoldQuotation(0, 9, "direct", None, None, None, None, "", "neutral")
    >>> figures([[truth]], [[Quotation(0, 9, "direct", None, "colon", 1.0)]])["exact"]
    1.0
    """
    total = sum(map(len, gold)) + sum(map(len, found))
    result = {}
    for name, threshold in zip(COLUMNS, THRESHOLDS, strict=False):
        hits = sum(len(_pairs(own, ours, threshold)) for own, ours in zip(gold, found, strict=True))
        result[name] = 2 * hits / total if total else 0.0
    matched = [pair for own, ours in zip(gold, found, strict=True) for pair in _pairs(own, ours, THRESHOLDS[0])]
    count = max(len(matched), 1)
    result["type"] = sum(truth.type == ours.type for truth, ours in matched) / count
    result["cue"] = sum(_same_cue(truth.cue, ours.cue) for truth, ours in matched) / count
    for kind in TYPES:
        every = sum(truth.type == kind for own in gold for truth in own)
        result[kind] = sum(truth.type == kind for truth, _ in matched) / max(every, 1)
    return result


def _pairs(
    gold: Sequence[GoldQuotation], found: Sequence[Quotation], threshold: float
) -> list[tuple[GoldQuotation, Quotation]]:
    """One-to-one pairs whose spans overlap above a threshold, best overlap first."""
    ranked = sorted(
        (
            (_overlap(truth.span, (ours.start, ours.end)), row, column)
            for row, truth in enumerate(gold)
            for column, ours in enumerate(found)
        ),
        reverse=True,
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for overlap, row, column in ranked:
        if overlap > threshold and row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((gold[row], found[column]))
    return pairs


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (a[1] - a[0] + b[1] - b[0] - shared)


def _same_cue(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    if a is None or b is None:
        return a is b
    return a[0] < b[1] and b[0] < a[1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the shared research data: gold/train, gold/dev, data/topics")
    parser.add_argument("--seeds", type=Path, default=Path("seeds"), help="our dispatches and stand-off annotations")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    invented = read_gold(options.seeds / "depeches")
    own = {article.document_id for article in invented}
    real = [a for a in read_training_gold(options.shared, options.seeds) if a.document_id not in own]
    table = compare(real, invented, seed=options.seed)
    print(f"{'':34}" + "".join(f"{name:>10}" for name in COLUMNS))
    for name, row in table.items():
        print(f"{name:34}" + "".join(f"{row[column]:10.3f}" for column in COLUMNS))


if __name__ == "__main__":
    main()

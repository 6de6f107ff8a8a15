"""Quotations and speakers of real articles, each found by models that have not seen the article.

The shipped models have learnt from all annotated articles, so figures on these say nothing; here the models are trained
again for each fold, on the other folds and on our own annotations. (The confidence is not: it has a cross-validation of
its own, see ``analysis/models/speakers.md``.)

Run ``python -m analysis.evaluation.cross_validation ../shared`` from the repository; it takes some minutes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from analysis.evaluation.intervals import bootstrap_interval
from analysis.evaluation.scores import FoundQuotation, count_agreement, figures_of_counts
from analysis.gold import GoldArticle, read_gold, read_training_gold
from analysis.quotations import find_quotations
from analysis.quotations.ranking import Ranking
from analysis.quotations.training import train_parsed as train_quotations
from analysis.speakers import attribute
from analysis.speakers.training import fit_rankers
from analysis.syntax import ParsedText, parse_texts

__all__ = ["cross_validate", "find_out_of_fold"]

FOLDS = 4


def find_out_of_fold(
    articles: Sequence[GoldArticle], others: Sequence[GoldArticle], *, folds: int = FOLDS, seed: int = 0
) -> list[list[FoundQuotation]]:
    """Quotations of each article by models trained on the other folds.

    Parameters
    ----------
    articles : sequence of GoldArticle
        Articles to be measured, divided into folds.
    others : sequence of GoldArticle
        Articles that are always learnt from.
    folds : int, default=4
        Number of folds.
    seed : int, default=0
        Seed of the division and of the training.

    Returns
    -------
    list of list of FoundQuotation
        For each of `articles`.
    """
    parsed = list(parse_texts(article.text for article in articles))
    parsed_others = list(parse_texts(article.text for article in others))
    fold_of = np.random.default_rng(seed).permutation(len(articles)) % folds
    found: list[list[FoundQuotation]] = [[] for _ in articles]
    for fold in range(folds):
        learn = [*np.flatnonzero(fold_of != fold)]
        apply = [*np.flatnonzero(fold_of == fold)]
        gold = [*(articles[k] for k in learn), *others]
        texts = [*(parsed[k] for k in learn), *parsed_others]
        results = _find(gold, texts, [parsed[k] for k in apply], seed)
        for k, result in zip(apply, results, strict=True):
            found[k] = result
    return found


def cross_validate(shared: Path | str, seeds: Path | str = "seeds", *, seed: int = 0) -> dict[str, Any]:
    """Figures of the real articles of ``gold/train`` and ``gold/dev``, all and by origin, with intervals."""
    articles = read_gold(Path(shared, "gold/train"), Path(shared, "gold/dev"))
    known = {article.document_id for article in articles}
    others = [article for article in read_training_gold(shared, seeds) if article.document_id not in known]
    found = find_out_of_fold(articles, others, seed=seed)
    origins = {
        "all": [*range(len(articles))],
        "train": [*range(len(read_gold(Path(shared, "gold/train"))))],
        "dev": [*range(len(read_gold(Path(shared, "gold/train"))), len(articles))],
        "wikinews": [k for k, article in enumerate(articles) if article.document_id.startswith("wikinews")],
    }
    return {
        name: _figures([articles[k] for k in chosen], [found[k] for k in chosen]) for name, chosen in origins.items()
    }


def _find(
    gold: Sequence[GoldArticle], texts: Sequence[ParsedText], unseen: Sequence[ParsedText], seed: int
) -> list[list[FoundQuotation]]:
    weights = train_quotations(gold, texts, seed=seed)
    rankers = fit_rankers(gold, texts, seed=seed)
    quotations = find_quotations(unseen, scorer=partial(Ranking, weights=weights))
    attributed = attribute(unseen, quotations, rankers=rankers)
    return [
        [
            FoundQuotation(
                span=(quotation.start, quotation.end),
                type=quotation.type,
                cue=quotation.cue,
                source=attribution.source,
                speaker=None if attribution.speaker is None else speakers[attribution.speaker].name,
            )
            for quotation, attribution in zip(own, attributions, strict=True)
        ]
        for own, (speakers, attributions) in zip(quotations, attributed, strict=True)
    ]


def _figures(articles: Sequence[GoldArticle], found: Sequence[Sequence[FoundQuotation]]) -> dict[str, Any]:
    compared = [count_agreement(article.quotations, own) for article, own in zip(articles, found, strict=True)]
    counts = np.array([count for count, _ in compared])
    values = figures_of_counts(counts.sum(axis=0))
    intervals = bootstrap_interval(counts, figures_of_counts)
    return {
        "articles": len(articles),
        "quotations": int(sum(len(article.quotations) for article in articles)),
        **{name: [round(float(x), 3) for x in (values[name], *intervals[name])] for name in values},
    }


if __name__ == "__main__":
    print(json.dumps(cross_validate(*sys.argv[1:]), indent=1))

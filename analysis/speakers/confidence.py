"""Confidence: the calibrated probability that a quotation is one and that its speaker is right.

A logistic regression on what the earlier stages are sure of. It is fitted on quotations that were *found* (not
annotated) in articles whose annotations shaped neither the finder nor the rankers of that fold, as it will be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from analysis.gold import GoldArticle
from analysis.quotations import Quotation
from analysis.speakers.article import Article
from analysis.speakers.choosing import Choice, choose
from analysis.speakers.ranking import Rankers
from analysis.speakers.resolution import source_kind
from analysis.syntax import ParsedText

__all__ = [
    "INPUTS",
    "confidences",
    "find_out_of_fold",
    "fit_confidence",
    "found_choices",
    "rightness",
]

INPUTS = (
    "quotation", "quotation_logit", "source", "source_lead", "speaker", "speaker_lead", "joint", "settled", "pronoun",
    "noun", "none", "no_cue", "direct", "indirect", "same_as_before",
)  # fmt: skip
# Overlap (intersection over union) above which a found quotation counts as an annotated one.
_SAME = 0.3
_EDGE = 1e-4
# Without learned weights nothing is calibrated; what the finder is sure of is halved in the middle.
_UNTRAINED = 0.75


def confidences(choice: Choice, rankers: Rankers | None) -> np.ndarray:
    """Probability of each quotation of an article that it and its speaker are right.

    Parameters
    ----------
    choice : Choice
    rankers : Rankers or None
        Without weights the probability of the quotation, reduced by a constant.

    Returns
    -------
    ndarray of float, shape (n quotations,)
    """
    if rankers is None or not len(rankers.confidence):
        return np.array([quotation.probability * _UNTRAINED for quotation in choice.article.quotations])
    values = _inputs(choice) @ rankers.confidence[:-1] + rankers.confidence[-1]
    return 1 / (1 + np.exp(-values))


def fit_confidence(
    articles: Sequence[GoldArticle],
    parsed: Sequence[ParsedText],
    folds: Sequence[Rankers],
    *,
    seed: int,
    found: Sequence[Sequence[Quotation]] | None = None,
) -> np.ndarray:
    """Weights of `INPUTS` and the intercept, from quotations found out of fold.

    Parameters
    ----------
    articles : sequence of GoldArticle
    parsed : sequence of ParsedText
        The same articles, parsed.
    folds : sequence of Rankers
        For each fold the rankers of the articles outside it.
    seed : int
    found : sequence of sequences of Quotation, optional
        Quotations found in each article by models that never saw it; by default such models are trained.

    Returns
    -------
    ndarray of float, shape (len(INPUTS) + 1,)
    """
    choices = found_choices(articles, parsed, folds, seed=seed, found=found)
    rows = np.concatenate([_inputs(choice) for choice in choices if choice is not None])
    right = np.concatenate(
        [rightness(gold, choice) for gold, choice in zip(articles, choices, strict=True) if choice is not None]
    )
    return fit_logistic(rows, right)


def fit_logistic(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights and intercept of a logistic regression on inputs as they are."""
    from sklearn.linear_model import LogisticRegression

    scale = rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=1000).fit(rows / scale, right)
    return np.append(model.coef_[0] / scale, model.intercept_[0])


def found_choices(
    articles: Sequence[GoldArticle],
    parsed: Sequence[ParsedText],
    folds: Sequence[Rankers],
    *,
    seed: int,
    found: Sequence[Sequence[Quotation]] | None = None,
) -> list[Choice | None]:
    """Sources and speakers of the quotations found in each article by models that never saw it; None where none is."""
    from analysis.speakers.training import folds_of

    quotations = find_out_of_fold(articles, parsed, seed=seed) if found is None else found
    choices: list[Choice | None] = [None] * len(articles)
    for rankers, (_, apply) in zip(folds, folds_of(len(articles)), strict=True):
        kept = [k for k in apply if quotations[k]]
        for k, choice in zip(kept, choose([Article(parsed[k], quotations[k]) for k in kept], rankers), strict=True):
            choices[k] = choice
    return choices


def find_out_of_fold(
    articles: Sequence[GoldArticle], parsed: Sequence[ParsedText], *, seed: int
) -> list[list[Quotation]]:
    """Quotations of each article by a finder that learned from the articles of other folds."""
    from analysis.quotations import find_quotations
    from analysis.quotations.ranking import Ranking
    from analysis.quotations.training import train_parsed
    from analysis.speakers.training import folds_of

    found: list[list[Quotation]] = [[] for _ in articles]
    for learn, apply in folds_of(len(articles)):
        weights = train_parsed([articles[k] for k in learn], [parsed[k] for k in learn], seed=seed)
        scorer = partial(Ranking, weights=weights)
        for k, own in zip(apply, find_quotations([parsed[k] for k in apply], scorer=scorer), strict=True):
            found[k] = list(own)
    return found


def rightness(gold: GoldArticle, choice: Choice) -> np.ndarray:
    """Whether each found quotation is an annotated one with the right speaker, shape (n quotations,)."""
    from analysis.speakers.training import is_speaker

    taken: set[int] = set()
    right = np.zeros(len(choice.sources), dtype=bool)
    pairs = sorted(
        ((_overlap(quotation, other.span), i, j))
        for i, quotation in enumerate(choice.article.quotations)
        for j, other in enumerate(gold.quotations)
    )
    matched: set[int] = set()
    for overlap, i, j in reversed(pairs):
        if overlap > _SAME and i not in matched and j not in taken:
            matched.add(i)
            taken.add(j)
            right[i] = is_speaker(choice.speakers[i], gold.quotations[j].speaker)
    return right


def _inputs(choice: Choice) -> np.ndarray:
    """Inputs of the regression for each quotation of an article, shape (n quotations, len(INPUTS))."""
    rows = np.zeros((len(choice.sources), len(INPUTS)))
    for number, (row, quotation) in enumerate(zip(rows, choice.article.quotations, strict=True)):
        kind = source_kind(choice.article, choice.sources[number])
        (source, source_lead), (speaker, speaker_lead) = choice.source_scores[number], choice.speaker_scores[number]
        probability = min(max(quotation.probability, _EDGE), 1 - _EDGE)
        row[:] = (
            probability,
            np.log(probability / (1 - probability)),
            source,
            source_lead,
            speaker,
            speaker_lead,
            probability * source * speaker,
            choice.settled[number],
            kind == "pronoun",
            kind == "noun",
            kind == "none",
            quotation.cue is None,
            quotation.type == "direct",
            quotation.type == "indirect",
            number > 0 and choice.speakers[number] is choice.speakers[number - 1],
        )
    return rows


def _overlap(quotation: Quotation, span: tuple[int, int]) -> float:
    shared = max(min(quotation.end, span[1]) - max(quotation.start, span[0]), 0)
    return shared / (max(quotation.end, span[1]) - min(quotation.start, span[0]))

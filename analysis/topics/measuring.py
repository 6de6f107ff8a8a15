"""How good probabilities of labels are: calibration, coverage against accuracy, intervals, confusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

__all__ = ["bootstrap_interval", "confusion", "coverage"]


def coverage(confidence: np.ndarray, right: np.ndarray) -> pd.DataFrame:
    """Accuracy among the articles that are kept when the least certain ones are set aside.

    Returns
    -------
    DataFrame
        Columns coverage (share of articles kept), threshold (smallest probability kept), accuracy.

    Examples
    --------
    >>> coverage(np.array([0.9, 0.5]), np.array([True, False]))["accuracy"].tolist()
    [1.0, 0.5]
    """
    order = np.argsort(-np.asarray(confidence), kind="stable")
    kept = np.arange(1, len(order) + 1)
    return pd.DataFrame(
        {
            "coverage": kept / len(order),
            "threshold": np.asarray(confidence)[order],
            "accuracy": np.cumsum(np.asarray(right, float)[order]) / kept,
        }
    )


def bootstrap_interval(
    score: Callable[[np.ndarray], float],
    n_articles: int,
    *,
    groups: Sequence[int] | np.ndarray | None = None,
    n_resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[float, float]:
    """Bootstrap interval of a score of articles.

    Parameters
    ----------
    score : callable
        Gives the score of the articles at the positions it is called with.
    n_articles : int
    groups : sequence of int, optional
        Articles of one group are drawn together.
    n_resamples : int
    level : float
        Share of the resampled scores between the limits.
    seed : int

    Returns
    -------
    (float, float)

    Examples
    --------
    >>> right = np.array([1, 1, 1, 0])
    >>> low, high = bootstrap_interval(lambda rows: right[rows].mean(), 4)
    >>> low < 0.75 < high
    True
    """
    labels = np.arange(n_articles) if groups is None else np.asarray(groups)
    members = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    draw = np.random.default_rng(seed)
    scores = [
        score(np.concatenate([members[number] for number in draw.integers(len(members), size=len(members))]))
        for _ in range(n_resamples)
    ]
    outside = (1 - level) / 2
    low, high = np.quantile(scores, [outside, 1 - outside])
    return float(low), float(high)


def confusion(truth: Sequence[str], predicted: Sequence[str]) -> pd.DataFrame:
    """How many articles of each label (rows) were given each label (columns).

    Examples
    --------
    >>> confusion(["sport", "sport"], ["sport", "argent"]).loc["sport"].to_dict()
    {'argent': 1, 'sport': 1}
    """
    labels = sorted({*truth, *predicted})
    table = pd.crosstab(pd.Series(truth, name="label"), pd.Series(predicted, name="predicted"))
    return table.reindex(index=labels, columns=labels, fill_value=0)

"""Choosing one candidate among several with learned weights: the model that sources and speakers share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

__all__ = ["Ranker", "load_ranker"]


class Ranker:
    """Gradient-boosted trees that score each candidate by itself; within a group the scores compete.

    Parameters
    ----------
    iterations : int
        Number of trees.

    Notes
    -----
    Pointwise boosting is as good here as pairwise ranking and gives scores that calibrate.
    """

    def __init__(self, *, iterations: int = 120) -> None:
        from sklearn.ensemble import HistGradientBoostingClassifier

        self.model = HistGradientBoostingClassifier(
            max_iter=iterations,
            learning_rate=0.07,
            max_leaf_nodes=12,
            min_samples_leaf=12,
            l2_regularization=3.0,
            early_stopping=False,
            random_state=0,
        )

    def fit(self, rows: np.ndarray, right: np.ndarray) -> Ranker:
        """Learn from candidates of shape (n, features) and whether each is right, shape (n,)."""
        self.model.fit(rows, right)
        return self

    def score(self, groups: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Score of each candidate of each group (0 to 1), all groups in one call of the model."""
        sizes = [len(group) for group in groups]
        if not sum(sizes):
            return [np.zeros(0) for _ in groups]
        scores = self.model.predict_proba(np.concatenate([group for group in groups if len(group)]))[:, 1]
        return np.split(scores, np.cumsum(sizes)[:-1])

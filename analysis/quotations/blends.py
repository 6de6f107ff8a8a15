"""Boosted trees and logistic regression, averaged, kept as plain arrays: a model file that cannot run code.

scikit-learn fits them; what is kept is what prediction needs, so that a file is read by any version.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.quotations.features.columns import Columns
from analysis.trees import flatten_trees, leaves_of

__all__ = ["Blend", "blend_of", "fit_blend"]

# Rows that go through the trees together: enough to amortise numpy, few enough to stay in the processor's cache.
ROWS_AT_ONCE = 512
# Rows whose matrix is built at once: an article of a hundred thousand characters may have a million candidates.
ROWS_OF_MATRIX = 8 * ROWS_AT_ONCE
# Indicators rarer than this in the training rows tell nothing; trees, which are slow to fit, want them more frequent.
LEAST_ROWS, LEAST_ROWS_OF_TREES = 8, 100
# Weight of the regression in the mean.
SHARE_OF_REGRESSION = 0.1
_ARRAYS = ("names", "scale", "weights", "bias", "feature", "threshold", "left", "value", "roots", "base")


class Blend:
    """The mean of the probabilities of a logistic regression and of boosted trees.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        `names` of the feature columns; `scale`, `weights`, `bias` of the regression; the trees as
        :func:`analysis.trees.flatten_trees` gives them, and their `base`.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self.arrays = {name: arrays[name] for name in _ARRAYS}
        self._names = arrays["names"].tolist()

    def predict(self, columns: Columns) -> np.ndarray:
        """Probability of each row, shape (columns.size,)."""
        probability = np.empty(columns.size)
        for start in range(0, columns.size, ROWS_OF_MATRIX):
            rows = slice(start, start + ROWS_OF_MATRIX)
            probability[rows] = self._probability(columns.rows(rows).matrix(self._names))
        return probability

    def _probability(self, matrix: np.ndarray) -> np.ndarray:
        """Probability of each row of a matrix."""
        linear = matrix @ (self.arrays["weights"] * self.arrays["scale"]) + self.arrays["bias"][0]
        boosted = _sigmoid(self._boosted(matrix))
        return SHARE_OF_REGRESSION * _sigmoid(linear) + (1 - SHARE_OF_REGRESSION) * boosted

    def _boosted(self, matrix: np.ndarray) -> np.ndarray:
        """Sum of the trees, a few rows at a time."""
        result = np.empty(len(matrix))
        for start in range(0, len(matrix), ROWS_AT_ONCE):
            leaves = leaves_of(self.arrays, matrix[start : start + ROWS_AT_ONCE])
            result[start : start + ROWS_AT_ONCE] = self.arrays["value"][leaves].sum(axis=1)
        return result + self.arrays["base"][0]


def blend_of(arrays: Mapping[str, np.ndarray], part: str) -> Blend:
    """The blend that stands in a file under the name of a part."""
    return Blend({name: arrays[f"{part}/{name}"] for name in _ARRAYS})


def fit_blend(
    columns: Columns,
    target: np.ndarray,
    *,
    seed: int,
    rounds: int = 150,
    leaves: int = 31,
    strength: float = 1.0,
    weight: np.ndarray | None = None,
) -> Blend:
    """Fit both models.

    Parameters
    ----------
    columns : Columns
        Features of the training rows.
    target : ndarray of int, shape (columns.size,)
        0 or 1.
    seed : int
        Seed of the column sampling.
    rounds, leaves : int
        Number of trees and of leaves of each.
    strength : float
        Inverse regularisation of the regression.
    weight : ndarray of float, shape (columns.size,), optional
        Weights of the rows.

    Returns
    -------
    Blend
    """
    from scipy.sparse import csr_matrix
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    # Columns of the trees come first, so that the trees' numbers of columns hold in the whole matrix.
    frequent = columns.names(least=LEAST_ROWS_OF_TREES)
    known = set(frequent)
    names = frequent + [name for name in columns.names(least=LEAST_ROWS) if name not in known]
    matrix = columns.matrix(names)
    spread = np.abs(matrix).max(axis=0)
    scale = np.where(spread > 0, 1 / np.maximum(spread, 1e-9), 0).astype(np.float32)
    regression = LogisticRegression(C=strength, max_iter=400, tol=1e-5)
    trees = HistGradientBoostingClassifier(
        learning_rate=0.1,
        max_iter=rounds,
        max_leaf_nodes=leaves,
        min_samples_leaf=8,
        l2_regularization=2.0,
        max_features=0.15,
        max_bins=63,
        early_stopping=False,
        random_state=seed,
    )
    # One thread: sums then have one order, and small data are fitted faster than threads can share them.
    with threadpool_limits(1):
        regression.fit(csr_matrix((matrix * scale).astype(float)), target, sample_weight=weight)
        trees.fit(matrix[:, : len(frequent)], target, sample_weight=weight)
    return Blend(
        {
            "names": np.array(names),
            "scale": scale,
            "weights": regression.coef_[0].astype(np.float32),
            "bias": regression.intercept_.astype(np.float32),
            "base": trees._baseline_prediction.ravel().astype(np.float32),
            **flatten_trees([predictor.nodes for [predictor] in trees._predictors]),
        }
    )


def _sigmoid(values: np.ndarray) -> np.ndarray:
    """Logistic function.

    >>> _sigmoid(np.array([0.0])).tolist()
    [0.5]
    """
    return 1 / (1 + np.exp(-np.clip(values, -30, 30)))

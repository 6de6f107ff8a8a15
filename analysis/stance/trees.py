"""Boosted trees for several classes, kept as plain arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.trees import flatten_trees, leaves_of

__all__ = ["TREE_ARRAYS", "fit_trees", "score_trees"]

TREE_ARRAYS = ("feature", "threshold", "left", "value", "roots", "base")
# Rows that go through the trees together: few enough to stay in the processor's cache.
ROWS_AT_ONCE = 256


def fit_trees(
    matrix: np.ndarray, labels: np.ndarray, *, rounds: int, leaves: int, seed: int, weight: np.ndarray | None = None
) -> dict[str, np.ndarray]:
    """Fit boosted trees.

    Parameters
    ----------
    matrix : ndarray of float32, shape (n_rows, n_features)
    labels : ndarray of str, shape (n_rows,)
        Two classes or more.
    rounds, leaves : int
        Number of boosting rounds (each has a tree for every class) and of leaves of a tree.
    seed : int
        Seed of the sampling of features.
    weight : ndarray, optional
        What each row counts.

    Returns
    -------
    dict of str to ndarray
        The arrays of :func:`analysis.trees.flatten_trees`, ``roots`` of shape (n_rounds, n_scores), and ``base`` of
        (n_scores,).
        There is one score for each class, of two classes one score for the second.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=rounds,
        max_leaf_nodes=leaves,
        l2_regularization=5.0,
        max_features=0.15,
        max_bins=63,
        class_weight="balanced",
        early_stopping=False,
        random_state=seed,
    ).fit(matrix, labels, sample_weight=weight)
    arrays = flatten_trees([tree.nodes for trees in model._predictors for tree in trees])
    base = np.asarray(model._baseline_prediction, dtype=np.float32).ravel()
    return arrays | {"roots": arrays["roots"].reshape(-1, len(base)), "base": base}


def score_trees(arrays: Mapping[str, np.ndarray], matrix: np.ndarray) -> np.ndarray:
    """Scores of rows, before the logistic function.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        As :func:`fit_trees` gives them.
    matrix : ndarray of float32, shape (n_rows, n_features)

    Returns
    -------
    ndarray of float, shape (n_rows, n_scores)
    """
    scores = np.empty((len(matrix), len(arrays["base"])))
    for start in range(0, len(matrix), ROWS_AT_ONCE):
        part = matrix[start : start + ROWS_AT_ONCE]
        scores[start : start + len(part)] = arrays["value"][leaves_of(arrays, part)].sum(axis=1)
    return scores + arrays["base"]

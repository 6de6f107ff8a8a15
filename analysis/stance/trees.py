"""Boosted trees for several classes, kept as plain arrays: a model file that cannot run code.

scikit-learn fits them; what is kept is what prediction needs, so that a file is read by any version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

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
        Nodes of all trees as parallel arrays ``feature``, ``threshold``, ``left`` (the right child is the next node;
        a leaf is its own child) and ``value``; ``roots`` of shape (n_rounds, n_scores) and ``base`` of (n_scores,).
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
    rounds_of_trees = [[tree.nodes for tree in trees] for trees in model._predictors]
    return {**_arrays(rounds_of_trees), "base": np.asarray(model._baseline_prediction, dtype=np.float32).ravel()}


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
        leaves = _leaves(arrays, part)
        scores[start : start + len(part)] = arrays["value"][leaves].sum(axis=1)
    return scores + arrays["base"]


def _leaves(arrays: Mapping[str, np.ndarray], matrix: np.ndarray) -> np.ndarray:
    """Leaf of each row in each tree, shape (n_rows, n_rounds, n_scores)."""
    feature, threshold, left = arrays["feature"], arrays["threshold"], arrays["left"]
    flat = np.ascontiguousarray(matrix).ravel()
    offset = (np.arange(len(matrix)) * matrix.shape[1])[:, None, None]
    node = np.broadcast_to(arrays["roots"], (len(matrix), *arrays["roots"].shape))
    while True:
        child = left[node] + (flat[offset + feature[node]] > threshold[node])
        if np.array_equal(child, node):
            return node
        node = child


def _arrays(rounds: Sequence[Sequence[np.ndarray]]) -> dict[str, np.ndarray]:
    """Nodes of all trees, each in breadth-first order, so that the two children of a node are neighbours."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    value: list[float] = []
    roots: list[list[int]] = []
    for trees in rounds:
        roots.append([])
        for nodes in trees:
            offset = len(feature)
            roots[-1].append(offset)
            queue = [0]
            for place, number in enumerate(queue):
                node = nodes[number]
                is_leaf = bool(node["is_leaf"])
                feature.append(0 if is_leaf else int(node["feature_idx"]))
                threshold.append(np.inf if is_leaf else float(node["num_threshold"]))
                left.append(offset + (place if is_leaf else len(queue)))
                value.append(float(node["value"]) if is_leaf else 0.0)
                if not is_leaf:
                    queue += [int(node["left"]), int(node["right"])]
    return {
        "feature": np.array(feature, dtype=np.int32),
        # Rounded up, so that a value on the border still goes to the left as it did in training.
        "threshold": np.nextafter(np.array(threshold, dtype=np.float32), np.float32(np.inf)),
        "left": np.array(left, dtype=np.int32),
        "value": np.array(value, dtype=np.float32),
        "roots": np.array(roots, dtype=np.int32),
    }

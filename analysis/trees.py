"""Boosted trees of scikit-learn as plain arrays: a model file that cannot run code and is read by any version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

__all__ = ["flatten_trees", "leaves_of"]


def flatten_trees(trees: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """Nodes of several trees, each in breadth-first order, so that the two children of a node are neighbours.

    Parameters
    ----------
    trees : sequence of structured ndarray
        The nodes of each tree, as scikit-learn's histogram boosting keeps them.

    Returns
    -------
    dict of str to ndarray
        Parallel arrays ``feature``, ``threshold``, ``left`` (the right child is the next node; a leaf is its own
        child) and ``value``, and the number of the first node of each tree, ``roots`` of shape (n_trees,).
    """
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    value: list[float] = []
    roots: list[int] = []
    for nodes in trees:
        offset = len(feature)
        roots.append(offset)
        queue = [0]
        for place, number in enumerate(queue):  # the queue grows while it is walked
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


def leaves_of(arrays: Mapping[str, np.ndarray], matrix: np.ndarray) -> np.ndarray:
    """Leaf of each row in each tree.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        As :func:`flatten_trees` gives them; ``roots`` may have any shape.
    matrix : ndarray of float32, shape (n_rows, n_features)
        Few rows at a time stay in the processor's cache.

    Returns
    -------
    ndarray of int32, shape (n_rows, *roots.shape)

    Raises
    ------
    ValueError
        If a tree runs in circles.
    """
    feature, threshold, left, roots = (arrays[name] for name in ("feature", "threshold", "left", "roots"))
    flat = np.ascontiguousarray(matrix).ravel()
    offset = (np.arange(len(matrix), dtype=np.int32) * matrix.shape[1]).reshape(-1, *[1] * roots.ndim)
    node = np.broadcast_to(roots, (len(matrix), *roots.shape))
    for _ in range(len(left)):  # no tree is deeper; a damaged one may run in circles
        # A leaf compares with infinity and so stays where it is.
        child = left[node] + (flat[offset + feature[node]] > threshold[node])
        if np.array_equal(child, node):
            return node
        node = child
    raise ValueError("trees without leaves")

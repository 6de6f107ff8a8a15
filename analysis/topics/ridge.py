"""Ridge regression from few articles with many features, with predictions for each article as if it had been left out.

With fewer articles than features the regression is solved between articles (in its dual form), which also gives the
held-out predictions in closed form: what an article, with its near-duplicates, would have been given by the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri
from scipy.sparse import csr_matrix

__all__ = ["Ridge", "fit_ridge"]

# Share of rows in which a column must be filled to be cheaper as a dense one.
FILLED = 0.25


@dataclass(frozen=True)
class Ridge:
    """Coefficients, shape (n_features, n_targets), and intercepts, shape (n_targets,)."""

    coefficients: np.ndarray
    intercepts: np.ndarray

    def predict(self, features: csr_matrix) -> np.ndarray:
        """Predicted targets, shape (n_articles, n_targets)."""
        return np.asarray(features @ self.coefficients, float) + self.intercepts


def fit_ridge(
    features: csr_matrix,
    targets: np.ndarray,
    *,
    sample_weight: np.ndarray | None = None,
    groups: np.ndarray | None = None,
    penalty: float = 1.0,
) -> tuple[Ridge, np.ndarray]:
    """Fit a ridge regression to several targets at once.

    Parameters
    ----------
    features : csr_matrix, shape (n_articles, n_features)
    targets : ndarray, shape (n_articles, n_targets)
    sample_weight : ndarray, shape (n_articles,), optional
        What each article counts.
    groups : ndarray, shape (n_articles,), optional
        Articles of one group are left out together.
    penalty : float
        Strength of the quadratic penalty.

    Returns
    -------
    Ridge
    held_out : ndarray, shape (n_articles, n_targets)
        Prediction for each article by the articles of other groups.

    Examples
    --------
    >>> features = csr_matrix(np.array([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]]))
    >>> ridge, held_out = fit_ridge(features, np.array([[1.0], [1.0], [0.0]]), penalty=0.1)
    >>> bool(ridge.predict(features)[0, 0] > 0.5 > ridge.predict(features)[2, 0])
    True
    """
    n_articles = features.shape[0]
    weights = np.ones(n_articles) if sample_weight is None else np.asarray(sample_weight, float)
    intercepts = weights @ targets / weights.sum()
    kernel = _products(features)
    kernel[np.diag_indices(n_articles)] += penalty / weights
    inverse = _inverse(kernel)
    duals = inverse @ (targets - intercepts)
    held_out = np.array(targets, float)
    for members in _members(np.arange(n_articles) if groups is None else groups):
        held_out[members] -= np.linalg.solve(inverse[np.ix_(members, members)], duals[members])
    return Ridge(np.asarray(features.T @ duals, np.float32), intercepts), held_out


def _products(features: csr_matrix) -> np.ndarray:
    """Inner products of all rows; columns that are mostly filled (vectors) go through the dense product."""
    filled = np.bincount(features.indices, minlength=features.shape[1]) > FILLED * features.shape[0]
    dense = features[:, np.flatnonzero(filled)].toarray().astype(np.float64)
    sparse = features[:, np.flatnonzero(~filled)].tocsr()
    return np.asarray((sparse @ sparse.T).todense(), np.float64) + dense @ dense.T


def _inverse(positive: np.ndarray) -> np.ndarray:
    """Inverse of a symmetric positive definite matrix, from its triangular factor."""
    factor, _ = dpotrf(positive, lower=True, overwrite_a=True)
    lower, _ = dpotri(factor, lower=True, overwrite_c=True)
    return np.tril(lower) + np.tril(lower, -1).T


def _members(groups: np.ndarray) -> Iterator[np.ndarray]:
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order])) + 1
    yield from np.split(order, starts)

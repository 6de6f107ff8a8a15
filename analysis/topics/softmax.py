"""A softmax over topics whose few weights are shared by all of them, so that a small gold can fit it.

The weight of a kind of evidence (keywords of the headline, of the body, …) is the same for every topic; beside it each
topic has a bias. Twenty numbers can be learned from two hundred articles, and a topic without one article still has
its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp

__all__ = ["SharedSoftmax", "fit_shared_softmax"]


@dataclass(frozen=True, slots=True)
class SharedSoftmax:
    """Weights of the kinds of evidence, shape (n_kinds,), and biases of the topics, shape (n_topics,)."""

    weights: np.ndarray
    biases: np.ndarray

    def scores(self, evidence: np.ndarray) -> np.ndarray:
        """Log-probabilities, shape (n_articles, n_topics), for evidence of shape (n_articles, n_topics, n_kinds)."""
        return log_softmax(evidence @ self.weights + self.biases, axis=1)


def fit_shared_softmax(
    evidence: np.ndarray,
    relevant: np.ndarray,
    *,
    sample_weight: np.ndarray | None = None,
    weight_penalty: float = 0.003,
    bias_penalty: float = 0.003,
) -> SharedSoftmax:
    """Fit weights and biases by penalised maximum likelihood.

    Parameters
    ----------
    evidence : ndarray, shape (n_articles, n_topics, n_kinds)
    relevant : ndarray of bool, shape (n_articles, n_topics)
        The topics of each article: the model is to give them its probability together.
    sample_weight : ndarray, shape (n_articles,), optional
    weight_penalty, bias_penalty : float
        Strength of the quadratic penalties.

    Returns
    -------
    SharedSoftmax

    Examples
    --------
    >>> evidence = np.array([[[2.0], [0.0]], [[0.0], [1.0]]])
    >>> model = fit_shared_softmax(evidence, np.array([[True, False], [False, True]]))
    >>> model.scores(evidence).argmax(axis=1)
    array([0, 1])
    """
    n_articles, n_topics, n_kinds = evidence.shape
    shares = np.full(n_articles, 1.0) if sample_weight is None else np.asarray(sample_weight, float)
    shares = shares / shares.sum()
    outside = np.where(relevant, 0.0, -np.inf)

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        weights, biases = parameters[:n_kinds], parameters[n_kinds:]
        scores = log_softmax(evidence @ weights + biases, axis=1)
        mass = logsumexp(scores + outside, axis=1)
        error = (np.exp(scores) - np.exp(scores + outside - mass[:, None])) * shares[:, None]
        value = -shares @ mass + weight_penalty * weights @ weights + bias_penalty * biases @ biases
        gradient = np.concatenate(
            [
                np.einsum("nt,ntk->k", error, evidence) + 2 * weight_penalty * weights,
                error.sum(axis=0) + 2 * bias_penalty * biases,
            ]
        )
        return value, gradient

    found = minimize(loss, np.zeros(n_kinds + n_topics), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return SharedSoftmax(found.x[:n_kinds], found.x[n_kinds:])

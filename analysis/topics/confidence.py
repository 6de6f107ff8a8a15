"""Probabilities that tell how often the best topic is right (Platt's scaling).

A softmax that is to give several annotated topics their probability together is less sure of its best topic than it
could be. The logit of that topic's probability is mapped by a straight line, fitted on held-out articles; the others
share what is left as they did before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

__all__ = ["Confidence", "fit_confidence"]

SMALLEST = 1e-6  # probability


@dataclass(frozen=True, slots=True)
class Confidence:
    """The line from the logit of the best probability to the logit of being right."""

    slope: float
    intercept: float

    def apply(self, chances: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, shape (n_articles, n_topics); the best topic stays the best.

        Examples
        --------
        >>> Confidence(1.0, 1.0).apply(np.array([[0.6, 0.3, 0.1]])).round(2)
        array([[0.8 , 0.15, 0.05]])
        """
        rows, best = np.arange(len(chances)), chances.argmax(axis=1)
        raw = np.clip(chances[rows, best], SMALLEST, 1 - SMALLEST)
        sure = np.maximum(raw, 1 / (1 + np.exp(-self.slope * _logit(raw) - self.intercept)))
        calibrated = chances * ((1 - sure) / (1 - raw))[:, None]
        calibrated[rows, best] = sure
        return calibrated / calibrated.sum(axis=1, keepdims=True)


def fit_confidence(chances: np.ndarray, relevant: np.ndarray, sample_weight: np.ndarray) -> Confidence:
    """Fit the line on held-out probabilities.

    Parameters
    ----------
    chances : ndarray, shape (n_articles, n_topics)
        Probabilities by a model that has not seen the articles.
    relevant : ndarray of bool, shape (n_articles, n_topics)
        Topics of each article.
    sample_weight : ndarray, shape (n_articles,)

    Returns
    -------
    Confidence
        The identity if the best topic is always right, or never: then there is nothing to learn from.
    """
    best = chances.argmax(axis=1)
    right = relevant[np.arange(len(best)), best]
    if right.all() or not right.any():
        return Confidence(1.0, 0.0)
    raw = np.clip(chances.max(axis=1), SMALLEST, 1 - SMALLEST)
    line = LogisticRegression(C=1.0).fit(_logit(raw)[:, None], right, sample_weight=sample_weight)
    return Confidence(float(line.coef_[0, 0]), float(line.intercept_[0]))


def _logit(chances: np.ndarray) -> np.ndarray:
    return np.log(chances) - np.log1p(-chances)

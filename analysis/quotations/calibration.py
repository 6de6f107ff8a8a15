"""From the expected gain of a span to the probability that it is a quotation."""

from __future__ import annotations

import numpy as np

__all__ = ["calibrated", "fit_calibration"]

# Too few spans in a bin make its share a matter of luck.
SPANS_PER_BIN = 60


def fit_calibration(gains: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Knots of a rising line from gains to shares of right spans.

    Parameters
    ----------
    gains : ndarray of float, shape (n,)
        Expected gains of spans that were found in articles unseen by the model.
    right : ndarray of bool, shape (n,)
        Whether each of them was a quotation.

    Returns
    -------
    ndarray of float, shape (2, k)
        Gains and probabilities, both rising.

    Examples
    --------
    >>> gains = np.repeat([0.4, 0.9], 60)
    >>> fit_calibration(gains, np.arange(120) >= 30).round(2).tolist()
    [[0.4, 0.9], [0.5, 0.98]]
    """
    from sklearn.isotonic import IsotonicRegression

    order = np.argsort(gains, kind="stable")
    bins = np.array_split(order, max(1, len(order) // SPANS_PER_BIN))
    centres = np.array([gains[rows].mean() for rows in bins])
    # One right and one wrong span more keep every probability off 0 and 1.
    shares = np.array([(right[rows].sum() + 1) / (len(rows) + 2) for rows in bins])
    rising = IsotonicRegression().fit(centres, shares, sample_weight=[len(rows) for rows in bins])
    return np.vstack([centres, rising.predict(centres)])


def calibrated(knots: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Probabilities of gains, by straight lines between the knots.

    >>> calibrated(np.array([[0.4, 0.9], [0.5, 1.0]]), np.array([0.65, 2.0])).tolist()
    [0.75, 1.0]
    """
    return np.interp(gains, knots[0], knots[1])

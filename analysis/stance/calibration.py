"""Whether probabilities can be believed, and how to make them so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis import calibration

__all__ = ["calibration_error", "fit_temperature", "heat"]

TEMPERATURES = np.arange(0.4, 2.01, 0.02)


def heat(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities made less certain by a temperature above one, more certain by one below.

    Parameters
    ----------
    probabilities : ndarray, shape (n_rows, n_classes)
    temperature : float

    Returns
    -------
    ndarray, shape (n_rows, n_classes)

    Examples
    --------
    >>> heat(np.array([[0.6, 0.4]]), 0.5).round(2)
    array([[0.69, 0.31]])
    """
    powers = probabilities ** (1 / temperature)
    return powers / powers.sum(axis=1, keepdims=True)


def fit_temperature(probabilities: np.ndarray, labels: Sequence[str], classes: Sequence[str]) -> float:
    """Temperature at which the probabilities are likeliest, from rows that the classifier has not learned from.

    Parameters
    ----------
    probabilities : ndarray, shape (n_rows, n_classes)
    labels : sequence of str, n_rows
    classes : sequence of str, n_classes

    Returns
    -------
    float
        To a fiftieth, between 0.4 and 2.

    References
    ----------
    Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017.
    """
    columns = [list(classes).index(label) for label in labels]
    rows = np.arange(len(columns))
    losses = [-np.log(heat(probabilities, value)[rows, columns] + 1e-12).mean() for value in TEMPERATURES]
    return round(float(TEMPERATURES[int(np.argmin(losses))]), 2)


def calibration_error(probabilities: np.ndarray, labels: Sequence[str], classes: Sequence[str]) -> float:
    """Expected calibration error: how far certainty and accuracy are apart, over ten bins of certainty.

    Parameters
    ----------
    probabilities : ndarray, shape (n_rows, n_classes)
    labels : sequence of str, n_rows
    classes : sequence of str, n_classes

    Returns
    -------
    float

    Examples
    --------
    >>> round(calibration_error(np.array([[0.8, 0.2]]), ["favour"], ["favour", "against"]), 2)
    0.2
    """
    certainty = probabilities.max(axis=1)
    right = np.asarray(classes)[probabilities.argmax(axis=1)] == np.asarray(labels)
    return calibration.calibration_error(certainty, right)

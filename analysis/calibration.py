"""Whether probabilities mean what they say: of answers at 0.8, eight in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["calibration_error", "reliability"]

BINS = 10


def reliability(
    probabilities: Sequence[float] | np.ndarray, right: Sequence[bool] | np.ndarray
) -> list[tuple[float, float, int]]:
    """Mean probability, share that is right, and number, of each of ten bins of equal width that is not empty."""
    values, truth = np.asarray(probabilities, dtype=float), np.asarray(right, dtype=float)
    bins = np.minimum((values * BINS).astype(int), BINS - 1)
    return [
        (float(values[bins == number].mean()), float(truth[bins == number].mean()), int((bins == number).sum()))
        for number in np.unique(bins)
    ]


def calibration_error(probabilities: Sequence[float] | np.ndarray, right: Sequence[bool] | np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015); 0 is best.

    Examples
    --------
    >>> round(calibration_error([0.9, 0.9, 0.1], [True, True, False]), 2)
    0.1
    """
    total = max(1, len(probabilities))
    return sum(size * abs(mean - share) for mean, share, size in reliability(probabilities, right)) / total

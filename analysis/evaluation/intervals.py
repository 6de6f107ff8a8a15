"""How far figures may be trusted: bootstrap over articles, differences between runs and corpora."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

__all__ = ["bootstrap_interval", "paired_difference", "unpaired_difference"]

SAMPLES = 2000
Figures = Callable[[np.ndarray], dict[str, np.ndarray]]


def bootstrap_interval(
    counts: np.ndarray, figures: Figures, *, level: float = 0.95, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """Intervals of figures, articles drawn with replacement (percentile bootstrap, Efron 1979).

    Parameters
    ----------
    counts : ndarray, shape (n_articles, n_counts)
        Counts of each article.
    figures : callable
        Figures of summed counts, vectorised over leading axes.
    level : float, default=0.95
        Share of the samples inside the interval.
    seed : int, default=0
        Seed of the draws.

    Returns
    -------
    dict of (float, float)
        Lower and upper end of each figure.
    """
    sampled = figures(_resampled(counts, seed))
    tail = (1 - level) / 2
    return {name: tuple(np.quantile(values, [tail, 1 - tail])) for name, values in sampled.items()}


def paired_difference(
    counts_a: np.ndarray, counts_b: np.ndarray, figures: Figures, *, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """Difference between two runs on the same articles, and how probable it is by chance.

    Parameters
    ----------
    counts_a, counts_b : ndarray, shape (n_articles, n_counts)
        Counts of both runs, articles in the same order.
    figures : callable
        Figures of summed counts.
    seed : int, default=0
        Seed of the permutations.

    Returns
    -------
    dict of (float, float)
        Difference (b - a) and two-sided p-value of an approximate permutation test that swaps whole articles
        (Noreen 1989).
    """
    rng = np.random.default_rng(seed)
    observed = _difference(figures, counts_a.sum(axis=0), counts_b.sum(axis=0))
    swap = rng.random((SAMPLES, len(counts_a), 1)) < 0.5
    drawn = _difference(
        figures,
        np.where(swap, counts_b, counts_a).sum(axis=1),
        np.where(swap, counts_a, counts_b).sum(axis=1),
    )
    return {
        name: (float(value), float((1 + (np.abs(drawn[name]) >= abs(value) - 1e-12).sum()) / (SAMPLES + 1)))
        for name, value in observed.items()
    }


def unpaired_difference(
    counts_a: np.ndarray,
    counts_b: np.ndarray,
    figures: Callable[[np.ndarray], np.ndarray],
    *,
    level: float = 0.95,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Intervals of the difference between two sets of articles, each drawn anew by itself (percentile bootstrap).

    Parameters
    ----------
    counts_a, counts_b : ndarray, shape (n_articles, n_counts)
        Counts of each article; the numbers of articles may differ.
    figures : callable
        Figures of summed counts as an array, vectorised over leading axes; null where a figure has no meaning.
    level : float, default=0.95
        Share of the samples inside the interval.
    seed : int, default=0
        Seed of the draws.

    Returns
    -------
    dict of ndarray, shape (n_figures,)
        ``low`` and ``high`` ends of b - a; null where a figure has a meaning in no sample.

    Examples
    --------
    >>> ends = unpaired_difference(np.full((9, 1), 2.0), np.full((7, 1), 3.0), lambda sums: sums)
    >>> float(ends["low"][0]), float(ends["high"][0])
    (3.0, 3.0)
    """
    drawn = figures(_resampled(counts_b, (seed, 1))) - figures(_resampled(counts_a, (seed, 0)))
    ends = np.full((2, drawn.shape[1]), np.nan)
    meant = ~np.isnan(drawn).all(axis=0)
    tail = (1 - level) / 2
    ends[:, meant] = np.nanquantile(drawn[:, meant], [tail, 1 - tail], axis=0)
    return {"low": ends[0], "high": ends[1]}


def _resampled(counts: np.ndarray, seed: int | tuple[int, int]) -> np.ndarray:
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=SAMPLES)
    return drawn @ counts


def _difference(figures: Figures, sums_a: np.ndarray, sums_b: np.ndarray) -> dict[str, np.ndarray]:
    a, b = figures(sums_a), figures(sums_b)
    return {name: b[name] - a[name] for name in a}

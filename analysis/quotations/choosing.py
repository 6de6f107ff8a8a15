"""From weighted hypotheses to the set of quotations: every hypothesis votes, and the spans that earn most are kept."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import numpy as np

__all__ = ["Hypothesis", "choose"]

# What a span earns if it overlaps the true one by more than these shares (intersection over union): the thresholds by
# which quotation spans are scored.
THRESHOLDS = (0.3, 0.8, 0.9999)
# A span that some hypothesis holds for right is preferred to one that only lies near.
BONUS = 0.1
# Hypotheses compared with their cluster at once: bounds the memory that hostile text can ask for.
ROWS_AT_ONCE = 256


class Hypothesis(NamedTuple):
    """A span of a document that may be a quotation: its block, limits, last token and probability."""

    block: int
    start: int
    end: int
    stop: int
    probability: float


def choose(hypotheses: list[Hypothesis], *, threshold: float) -> list[tuple[Hypothesis, float]]:
    """Spans without overlap that earn most in expectation.

    Minimum Bayes risk: a span earns the probabilities of all hypotheses near it, weighted by how near they are;
    weighted interval scheduling then finds the best set exactly.

    Parameters
    ----------
    hypotheses : list of Hypothesis
        Hypotheses of one document.
    threshold : float
        Expected gain that a span has to exceed.

    Returns
    -------
    list of (Hypothesis, float)
        The chosen hypotheses in text order and their expected gains.

    Examples
    --------
    >>> near = [Hypothesis(0, 0, 40, 9, 0.3), Hypothesis(1, 2, 40, 9, 0.35), Hypothesis(2, 30, 60, 12, 0.3)]
    >>> [(kept.block, round(gain, 2)) for kept, gain in choose(near, threshold=0.3)]
    [(1, 0.58)]
    """
    if not hypotheses:
        return []
    gains = _gains(hypotheses)
    best: dict[tuple[int, int], int] = {}
    for number, hypothesis in enumerate(hypotheses):
        span = hypothesis.start, hypothesis.end
        if gains[number] > threshold and (
            span not in best or hypothesis.probability > hypotheses[best[span]].probability
        ):
            best[span] = number
    items = sorted(best.values(), key=lambda number: (hypotheses[number].end, hypotheses[number].start))
    kept = _schedule([(hypotheses[n].start, hypotheses[n].end, gains[n] - threshold) for n in items])
    return [(hypotheses[items[place]], gains[items[place]]) for place in kept]


def _gains(hypotheses: list[Hypothesis]) -> list[float]:
    """Expected gain of each hypothesis's span; only hypotheses of one cluster can vote for each other."""
    starts, ends = np.array([(h.start, h.end) for h in hypotheses], dtype=float).T
    weights = np.array([h.probability for h in hypotheses])
    gains = np.empty(len(hypotheses))
    for cluster in _clusters(starts, ends):
        for first in range(0, len(cluster), ROWS_AT_ONCE):
            rows = cluster[first : first + ROWS_AT_ONCE]
            shared = np.minimum(ends[rows, None], ends[cluster]) - np.maximum(starts[rows, None], starts[cluster])
            shared = np.clip(shared, 0, None)
            union = (ends - starts)[rows, None] + (ends - starts)[cluster] - shared
            overlap = shared / union
            votes = sum((overlap > share).astype(float) for share in THRESHOLDS) / len(THRESHOLDS)
            same = np.where(overlap > THRESHOLDS[-1], weights[cluster], 0).max(axis=1)
            gains[rows] = np.minimum(votes @ weights[cluster], 1) + BONUS * same
    return gains.tolist()


def _clusters(starts: np.ndarray, ends: np.ndarray) -> list[np.ndarray]:
    """Indices of intervals that hang together by overlaps, in text order.

    >>> [cluster.tolist() for cluster in _clusters(np.array([8.0, 0, 3]), np.array([9.0, 4, 6]))]
    [[1, 2], [0]]
    """
    order = np.lexsort((ends, starts))
    reach = np.maximum.accumulate(ends[order])
    return np.split(order, np.flatnonzero(starts[order][1:] >= reach[:-1]) + 1)


def _schedule(items: list[tuple[int, int, float]]) -> list[int]:
    """Indices of the intervals (sorted by end) without overlap whose values add up to most, in order.

    >>> _schedule([(0, 5, 2.0), (4, 9, 3.0), (6, 12, 2.0)])
    [0, 2]
    """
    ends = [end for _, end, _ in items]
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    for number, (start, _, value) in enumerate(items):
        before = bisect_right(ends, start, 0, number)
        taken = best[before][0] + value
        best.append((taken, before, True) if taken > best[number][0] else (best[number][0], number, False))
    kept = []
    place = len(items)
    while place:
        _, before, taken_here = best[place]
        if taken_here:
            kept.append(place - 1)
        place = before
    return kept[::-1]

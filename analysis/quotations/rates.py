"""How often each lexicon entry's candidates were quotations: the memory of the training articles."""

from __future__ import annotations

import numpy as np

__all__ = ["Rates"]

# Candidates without entry evidence count as so many at the average rate.
PRIOR = 4.0


class Rates:
    """Smoothed shares of positive candidates for each entry and group (kind of block, or "is a cue").

    Parameters
    ----------
    seen, hit : ndarray of float, shape (entries, groups)
        Candidates and positive ones.

    Examples
    --------
    >>> rates = Rates.of(np.array([0, 0, 1]), np.array([0, 0, 0]), np.array([1, 1, 0]), entries=2, groups=1)
    >>> rates.share(np.array([0, 1]), np.array([0, 0])).round(2).tolist()
    [0.68, 0.42]
    """

    def __init__(self, seen: np.ndarray, hit: np.ndarray) -> None:
        self.seen, self.hit = seen, hit

    @classmethod
    def of(cls, entry: np.ndarray, group: np.ndarray, target: np.ndarray, *, entries: int, groups: int) -> Rates:
        """Count candidates; an entry of -1 stands for none and takes the last row."""
        seen, hit = np.zeros((entries + 1, groups)), np.zeros((entries + 1, groups))
        np.add.at(seen, (entry, group), 1)
        np.add.at(hit, (entry, group), target)
        return cls(seen, hit)

    def __sub__(self, other: Rates) -> Rates:
        """These counts without those of other articles."""
        return Rates(self.seen - other.seen, self.hit - other.hit)

    def share(self, entry: np.ndarray, group: np.ndarray) -> np.ndarray:
        """Smoothed share of positive candidates."""
        average = (self.hit.sum(axis=0) + 0.1) / (self.seen.sum(axis=0) + 1)
        return (self.hit[entry, group] + PRIOR * average[group]) / (self.seen[entry, group] + PRIOR)

    def share_without(
        self, entry: np.ndarray, group: np.ndarray, article: np.ndarray, target: np.ndarray
    ) -> np.ndarray:
        """The same for training rows, each without the rows of its own article."""
        shares = np.empty(len(entry))
        sizes = self.seen.shape
        for number in np.unique(article).tolist():
            rows = np.flatnonzero(article == number)
            own = Rates.of(entry[rows], group[rows], target[rows], entries=sizes[0] - 1, groups=sizes[1])
            shares[rows] = (self - own).share(entry[rows], group[rows])
        return shares

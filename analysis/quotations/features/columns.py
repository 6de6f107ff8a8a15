"""Named feature columns, numbers and categories, and the matrix that a model reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["Columns"]


class Columns:
    """Features of some rows, collected by name.

    Parameters
    ----------
    size : int
        Number of rows.

    Examples
    --------
    >>> columns = Columns(3)
    >>> columns.number("length", np.array([4, 7, 9]))
    >>> columns.category("next", np.array([0, 1, 1]), ["word", "comma"])
    >>> columns.names(least=2)
    ['length', 'next=comma']
    >>> columns.matrix(["next=comma", "length"]).tolist()
    [[0.0, 4.0], [1.0, 7.0], [1.0, 9.0]]
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._numbers: dict[str, np.ndarray] = {}
        self._categories: dict[str, tuple[np.ndarray, Sequence[str]]] = {}

    def number(self, name: str, values: np.ndarray) -> None:
        """Add a column of numbers or truth values, shape (size,)."""
        self._numbers[name] = values

    def category(self, name: str, codes: np.ndarray, values: Sequence[str]) -> None:
        """Add one indicator column for each value; `codes`, shape (size,), index `values`, negative ones mean none."""
        self._categories[name] = codes, values

    def names(self, *, least: int) -> list[str]:
        """Names of the columns; an indicator counts only if it is set in `least` rows."""
        names = list(self._numbers)
        for name, (codes, values) in self._categories.items():
            counts = np.bincount(codes[codes >= 0], minlength=len(values))
            names.extend(f"{name}={values[code]}" for code in np.flatnonzero(counts >= least).tolist())
        return names

    def matrix(self, names: Sequence[str]) -> np.ndarray:
        """The columns of some names as float32, shape (size, len(names)); an unknown name is a column of zeros."""
        place = {name: number for number, name in enumerate(names)}
        matrix = np.zeros((self.size, len(names)), dtype=np.float32)
        for name, values in self._numbers.items():
            if name in place:
                matrix[:, place[name]] = values
        for name, (codes, labels) in self._categories.items():
            column = np.array([place.get(f"{name}={label}", -1) for label in labels] + [-1])[codes]
            rows = np.flatnonzero((column >= 0) & (codes >= 0))
            matrix[rows, column[rows]] = 1.0
        return matrix

    def rows(self, keep: np.ndarray | slice) -> Columns:
        """The same features of some rows (a mask, indices or a slice)."""
        chosen = Columns(int(np.arange(self.size)[keep].size))
        chosen._numbers = {name: np.asarray(values)[keep] for name, values in self._numbers.items()}
        chosen._categories = {name: (codes[keep], values) for name, (codes, values) in self._categories.items()}
        return chosen

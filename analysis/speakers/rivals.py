"""Rivals: what the other candidates of a quotation offer, since a speaker is chosen among them.

Each candidate is scored by itself. That « la ministre » should stand for itself can only be seen where nobody else in
the text fits; these columns tell each candidate the best that the others have.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["RIVAL_FEATURES", "rivals"]

_BEST = (
    "role_overlap",
    "fit_role",
    "fit_context",
    "fit_stems",
    "known_noun",
    "previous",
    "next_settled",
    "share_of_mentions",
)
_LEAST = ("distance", "next_distance")
RIVAL_FEATURES = (
    *(f"rival_{name}" for name in (*_BEST, *_LEAST)),
    "rival_persons",
    "lead_in_fit",
    "lead_in_stems",
    "rival_kin",
    "rival_kin_distance",
)


def rivals(rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Values of `RIVAL_FEATURES` of candidates.

    Parameters
    ----------
    rows : ndarray, shape (n candidates, n names)
        Their own features.
    names : sequence of str
        Names of the columns.

    Returns
    -------
    ndarray of float, shape (n candidates, len(RIVAL_FEATURES))

    Examples
    --------
    >>> names = (*_BEST, *_LEAST, "gender_clash", "number_clash", "is_person", "seen_before", "own",
    ...          "same_kind_as_source")
    >>> rows = np.zeros((2, len(names)))
    >>> rows[0, 0], rows[1, 0] = 0.25, 0.75
    >>> rivals(rows, names)[:, 0].tolist()
    [0.75, 0.25]
    """
    place = {name: k for k, name in enumerate(names)}

    def column(name: str) -> np.ndarray:
        return rows[:, place[name]]

    # A phrase that may stand for itself is no rival to others: it is there in any case.
    fits = (column("gender_clash") == 0) & (column("number_clash") == 0) & (column("own") == 0)
    persons = fits & (column("is_person") > 0) & (column("seen_before") > 0)
    best = [_best_of_others(np.where(fits, column(name), 0.0)) for name in _BEST]
    least = [-_best_of_others(np.where(fits, -column(name), -600.0)) for name in _LEAST]
    kin = fits & (column("same_kind_as_source") > 0) & (column("seen_before") > 0)
    kin_distance = -_best_of_others(np.where(kin, -column("distance"), -600.0))
    count, kin_count = persons.sum() - persons, kin.sum() - kin
    return np.column_stack(
        [
            *best,
            *least,
            np.minimum(count, 6),
            column("fit_role") - best[1],
            column("fit_stems") - best[3],
            np.minimum(kin_count, 6),
            kin_distance,
        ]
    )


def _best_of_others(values: np.ndarray) -> np.ndarray:
    """For each value the greatest of the others.

    >>> _best_of_others(np.array([1.0, 3.0, 2.0])).tolist()
    [3.0, 2.0, 3.0]
    """
    if len(values) < 2:
        return values * 0.0 + values.min(initial=0.0)
    second, first = np.partition(values, -2)[-2:]
    result = np.full(len(values), first)
    result[np.argmax(values)] = second
    return result

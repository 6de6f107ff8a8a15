"""Measures of two corpora, their difference, and the interval in which it lies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.annotations import Annotations
from analysis.comparing.measures import measures_of
from analysis.evaluation.intervals import unpaired_difference

__all__ = ["FEWEST_ARTICLES", "differences"]

# Articles of a corpus below which draws from them tell nothing of other articles.
FEWEST_ARTICLES = 5


def differences(notes: Annotations, *, seed: int = 0) -> pd.DataFrame:
    """What differs between two corpora.

    Articles, not quotations, are drawn anew for the intervals: quotations of an article resemble each other.

    Parameters
    ----------
    notes : Annotations
        Both corpora, annotated in one pass; the column ``corpus`` of its documents has two values. The one that
        stands first is `a`.
    seed : int, default=0
        Seed of the draws.

    Returns
    -------
    DataFrame
        One row a measure: ``group`` (one of :data:`~analysis.comparing.measures.GROUPS`), ``name``, ``n_a``, ``of_a``,
        ``a`` (their ratio), ``n_b``, ``of_b``, ``b``, ``difference`` (b - a), ``low``, ``high`` (95 % interval;
        null where a corpus has fewer than :data:`FEWEST_ARTICLES` articles) and ``clear`` (whether the interval
        leaves out 0). Measures that one corpus does not have (no quotation, say) are left out.

    Raises
    ------
    ValueError
        If there are not two corpora.
    """
    names = list(dict.fromkeys(notes.documents["corpus"]))
    if len(names) != 2:
        raise ValueError(f"two corpora are compared, not {len(names)}")
    first = (notes.documents["corpus"] == names[0]).to_numpy(bool)
    measures = measures_of(notes)
    counts = np.column_stack([column for measure in measures for column in (measure.counts, measure.of)])
    keys = [(measure.group, measure.name) for measure in measures]
    table = pd.DataFrame(keys, columns=["group", "name"])
    for side, rows in (("a", counts[first]), ("b", counts[~first])):
        sums = rows.sum(axis=0)
        table[f"n_{side}"], table[f"of_{side}"] = sums[::2].astype(int), sums[1::2].astype(int)
        table[side] = table[f"n_{side}"] / table[f"of_{side}"].where(table[f"of_{side}"] > 0)
    intervals = unpaired_difference(counts[first], counts[~first], _ratios, seed=seed)
    table["difference"] = table["b"] - table["a"]
    table["low"], table["high"] = intervals["low"], intervals["high"]
    if min(first.sum(), (~first).sum()) < FEWEST_ARTICLES:
        table[["low", "high"]] = np.nan
    table["clear"] = (table["low"] > 0) | (table["high"] < 0)
    return table.dropna(subset=["difference"]).reset_index(drop=True)


def _ratios(sums: np.ndarray) -> np.ndarray:
    """Even columns divided by the odd ones that follow them; null where there is nothing to divide by."""
    counts, of = sums[..., ::2], sums[..., 1::2]
    return np.divide(counts, of, out=np.full(counts.shape, np.nan), where=of > 0)

"""A person's corrections: doubtful stances written to a table, read back, applied and counted."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.stance.judging import UNDECIDED

__all__ = ["Corrected", "apply_corrections", "doubtful_stances", "read_corrections"]

KEYS = ["document_id", "quote_id", "target"]
LABELS = ("against", "favour", "neutral", UNDECIDED)


@dataclass(frozen=True)
class Corrected:
    """Stances after a person has corrected them.

    Attributes
    ----------
    stances : DataFrame
        The stances with the corrections in them, their probability one, and a column ``corrected`` (bool).
    counts : DataFrame
        How many checked stances were what before (rows) and are what after (columns).
    """

    stances: pd.DataFrame
    counts: pd.DataFrame

    @property
    def checked(self) -> int:
        """Number of stances that the person checked."""
        return int(self.counts.to_numpy().sum())

    @property
    def confirmed(self) -> float:
        """Share of the checked stances that were right before (one if none was checked)."""
        square = self.counts.reindex(index=LABELS, columns=LABELS, fill_value=0).to_numpy()
        return float(square.trace() / square.sum()) if square.sum() else 1.0


def doubtful_stances(stances: pd.DataFrame, quotes: pd.DataFrame, *, limit: int = 50) -> pd.DataFrame:
    """Least certain stances, for a person to check.

    Parameters
    ----------
    stances, quotes : DataFrame
        Tables of one corpus.
    limit : int, default=50
        Most rows.

    Returns
    -------
    DataFrame
        ``document_id``, ``quote_id``, ``target``, ``speaker``, ``text``, ``stance``, ``probability`` and an empty
        ``correction``: save it as CSV, fill in that column, and give it to :func:`read_corrections`.
    """
    columns = ["document_id", "quote_id", "text", *(["speaker"] if "speaker" in quotes.columns else [])]
    table = stances.merge(quotes[columns], on=["document_id", "quote_id"], how="left", validate="m:1")
    order = [name for name in (*KEYS, "speaker", "text", "stance", "probability") if name in table.columns]
    table = table.sort_values(["probability", *KEYS], kind="stable")[order].head(limit).reset_index(drop=True)
    return table.assign(correction="")


def read_corrections(path: Path | str) -> pd.DataFrame:
    """Corrections that a person has written into a CSV file.

    Parameters
    ----------
    path : path
        Columns ``document_id``, ``quote_id``, ``target`` and ``correction`` (``favour``, ``against``, ``neutral`` or
        ``undecided``); a row whose correction is empty was not checked and is left out.

    Returns
    -------
    DataFrame
        The keys and ``correction``, the last one where a stance is corrected twice.

    Raises
    ------
    InputError
        If the file cannot be read, a column is missing, or a correction is no stance.
    """
    try:
        table = pd.read_csv(path, sep=None, engine="python", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(f"unreadable corrections ({error})", where=path) from error
    if missing := [name for name in (*KEYS, "correction") if name not in table.columns]:
        raise InputError(f"no column {missing[0]!r}", where=path, hint="keep the columns of the table to check")
    table["correction"] = table["correction"].str.strip().str.lower()
    table = table[table["correction"] != ""]
    if unknown := sorted(set(table["correction"]) - set(LABELS)):
        raise InputError(f"{unknown[0]!r} is no stance", where=path, hint=f"write one of {', '.join(LABELS)}")
    return table[[*KEYS, "correction"]].drop_duplicates(KEYS, keep="last").reset_index(drop=True)


def apply_corrections(stances: pd.DataFrame, corrections: pd.DataFrame) -> Corrected:
    """Put corrections into a table of stances and count what they change.

    Parameters
    ----------
    stances : DataFrame
        ``document_id``, ``quote_id``, ``target``, ``stance``, ``probability``.
    corrections : DataFrame
        As :func:`read_corrections` gives them. Those for stances that are not in the table are left out.

    Returns
    -------
    Corrected

    Examples
    --------
    >>> stances = pd.DataFrame(
    ...     {"document_id": ["a", "a"], "quote_id": [0, 1], "target": ["le port", "le port"],
    ...      "stance": ["favour", "neutral"], "probability": [0.5, 0.4]}
    ... )
    >>> corrections = stances[["document_id", "quote_id", "target"]].assign(correction=["against", "neutral"])
    >>> corrected = apply_corrections(stances, corrections)
    >>> corrected.stances["stance"].tolist(), corrected.confirmed
    (['against', 'neutral'], 0.5)
    """
    ours, theirs = (pd.MultiIndex.from_frame(table[KEYS].astype(str)) for table in (stances, corrections))
    by_key = pd.Series(corrections["correction"].tolist(), index=theirs, dtype=object)
    correction = by_key.reindex(ours).to_numpy()
    checked = pd.notna(correction)
    after = stances["stance"].astype(object).where(~checked, correction)
    counts = pd.crosstab(stances["stance"][checked], after[checked]).rename_axis(index="before", columns="after")
    table = stances.assign(stance=after, probability=stances["probability"].where(~checked, 1.0), corrected=checked)
    return Corrected(table, counts)

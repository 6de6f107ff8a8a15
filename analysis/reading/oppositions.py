"""Targets on which speakers take both sides."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.reading.speakers import named_speakers
from analysis.reading.table import KEY, ReaderTable

__all__ = ["oppositions"]

SIDES = ("favour", "against")


def oppositions(notes: Annotations, *, at_most: int = 5, threshold: float = 0.5) -> ReaderTable:
    """Targets with named speakers on both sides, those that meet in the same articles first.

    A target such as « la direction » means another thing in another article, so a side counts only in articles (of any
    outlet) that have the other side as well; targets whose two sides never meet in an article are left out.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=5
        How many targets.
    threshold : float, default=0.5
        Lowest probability at which a stance counts.

    Returns
    -------
    ReaderTable
        Columns ``target``, ``favour``, ``against`` (lists of names, the surest first) and ``articles`` (ids).
    """
    sided = notes.stances[notes.stances["stance"].isin(SIDES) & (notes.stances["probability"] >= threshold)]
    quotes = notes.quotes[[*KEY, "speaker_id", "speaker"]].dropna(subset=["speaker_id"])
    quotes = quotes[quotes["speaker_id"].isin(named_speakers(notes)["speaker_id"])]
    told = sided.merge(quotes, on=KEY, validate="m:1").sort_values("probability", ascending=False, kind="stable")
    rows = [
        row for target, of_target in told.groupby("target", sort=True) if (row := _opposition(str(target), of_target))
    ]
    rows.sort(key=lambda row: (-min(len(row["favour"]), len(row["against"])), -row["weight"], row["target"]))
    return ReaderTable(rows[:at_most], columns=["target", "favour", "against", "articles"])


def _opposition(target: str, told: pd.DataFrame) -> dict | None:
    """Who stands on each side where both sides meet; None where no two speakers do."""
    parts = [_sides(part) for _, part in told.groupby("document_id", sort=False)]
    meeting = [part for part in parts if part["favour"] and part["against"]]
    if not meeting:
        return None
    names = {side: list(dict.fromkeys(name for part in meeting for name in part[side])) for side in SIDES}
    articles = [part["document_id"] for part in meeting]
    weight = float(told.loc[told["document_id"].isin(articles), "probability"].sum())
    return {"target": target, **names, "articles": articles, "weight": weight}


def _sides(told: pd.DataFrame) -> dict:
    """Names on each side in an article; who speaks on both sides stands on neither."""
    names = {side: dict.fromkeys(told.loc[told["stance"] == side, "speaker"]) for side in SIDES}
    both = names["favour"].keys() & names["against"].keys()
    sides = {side: [name for name in names[side] if name not in both] for side in SIDES}
    return {**sides, "document_id": told["document_id"].iloc[0]}

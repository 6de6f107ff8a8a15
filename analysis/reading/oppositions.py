"""Targets on which speakers take both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.annotations import Annotations
from analysis.reading.speakers import named_quotes
from analysis.reading.table import ReaderTable
from analysis.tables import QUOTE_KEY

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
        Columns ``target`` (str), ``favour``, ``against`` (lists of names, the surest first) and ``articles`` (list of
        ids).
    """
    sided = notes.stances[notes.stances["stance"].isin(SIDES) & (notes.stances["probability"] >= threshold)]
    quotes = named_quotes(notes)[[*QUOTE_KEY, "speaker"]]
    told = sided.merge(quotes, on=QUOTE_KEY, validate="m:1").sort_values("probability", ascending=False, kind="stable")
    # Target → article → side → names, in the order of certainty.
    sides: dict[str, dict[str, dict[str, dict[str, None]]]] = {}
    for target, article, side, name in told[["target", "document_id", "stance", "speaker"]].to_numpy():
        names = sides.setdefault(target, {}).setdefault(article, {kind: {} for kind in SIDES})
        names[side][name] = None
    rows = [row for target in sorted(sides) if (row := _opposition(target, sides[target]))]
    rows.sort(key=lambda row: (-min(len(row["favour"]), len(row["against"])), -len(row["articles"])))
    return ReaderTable(rows[:at_most], columns=["target", "favour", "against", "articles"], language=notes.language)


def _opposition(target: str, articles: Mapping[str, Mapping[str, Mapping[str, None]]]) -> dict[str, Any] | None:
    """Who stands on each side where both sides meet; None where no two speakers do."""
    meeting = {}
    for article, names in articles.items():
        # Who speaks on both sides stands on neither.
        both = names["favour"].keys() & names["against"].keys()
        alone = {side: [name for name in names[side] if name not in both] for side in SIDES}
        if all(alone.values()):
            meeting[article] = alone
    if not meeting:
        return None
    heard = {side: dict.fromkeys(name for alone in meeting.values() for name in alone[side]) for side in SIDES}
    return {"target": target, "articles": list(meeting)} | {side: list(names) for side, names in heard.items()}

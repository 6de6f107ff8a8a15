"""Stances as readers meet them: telling ones, doubtful ones, and what a threshold decides."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import stance
from analysis.annotations import Annotations
from analysis.reading.table import ReaderTable
from analysis.stance import Corrected
from analysis.tables import QUOTE_KEY, safe_cell

__all__ = [
    "changes",
    "corrected_stances",
    "decided_stances",
    "doubtful_stances",
    "stance_coverage",
    "stances_to_correct",
    "telling_stances",
]


def telling_stances(notes: Annotations, *, per_stance: int = 5, threshold: float = 0.5) -> ReaderTable:
    """The most certain quotations of each stance; what is undecided tells none.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    per_stance : int, default=5
        How many of each.
    threshold : float, default=0.5
        Lowest probability at which a stance is told.

    Returns
    -------
    ReaderTable
        Columns ``speaker`` (str or null), ``stance`` (str), ``probability`` (float, 0 to 1), ``target``, ``link``
        (how the quotation takes the target up), ``words`` (by which words, or null), ``text`` and ``document_id``
        (str), sorted by stance.
    """
    told = _stances_with_words(notes)
    told = told[told["probability"] >= threshold]
    ordered = told.sort_values("probability", ascending=False, kind="stable")
    return ReaderTable(
        ordered.groupby("stance", sort=True).head(per_stance).sort_values("stance", kind="stable"),
        language=notes.language,
    )


def doubtful_stances(notes: Annotations, *, at_most: int = 10) -> ReaderTable:
    """The least certain stances, to be checked by hand.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=10
        How many stances.

    Returns
    -------
    ReaderTable
        Columns ``speaker`` (str or null), ``stance`` (str, what the model holds for most probable), ``probability``
        (float, 0 to 1), ``target``, ``link`` (how the quotation takes the target up), ``words`` (by which words, or
        null), ``text`` and ``document_id`` (str).
    """
    return ReaderTable(
        _stances_with_words(notes).sort_values("probability", kind="stable").head(at_most), language=notes.language
    )


def decided_stances(notes: Annotations, *, threshold: float = 0.5) -> ReaderTable:
    """Number of stances of each side when those below a threshold are undecided.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    threshold : float, default=0.5
        Lowest probability at which a stance is told.

    Returns
    -------
    ReaderTable
        Columns ``stance`` (``favour``, ``against``, ``neutral``, ``undecided``), ``stances`` (int) and ``share``
        (float, of all stances), the most frequent first. A quotation has one stance for each of its targets.
    """
    told = stance.with_undecided(notes.stances, threshold=threshold)["stance"]
    counts = told.value_counts().rename_axis("stance").reset_index(name="stances")
    return ReaderTable(
        counts.assign(share=counts["stances"].astype(float) / max(1, len(told))), language=notes.language
    )


def stances_to_correct(notes: Annotations, place: str | Path, *, at_most: int = 50) -> ReaderTable:
    """The least certain stances, written to a CSV file for correction unless the file is there already.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    place : str or Path
        The file, or the folder in which it is ``corrections.csv``. What a person has filled in is never overwritten.
    at_most : int, default=50
        Number of stances.

    Returns
    -------
    ReaderTable
        The first ten of them: columns ``speaker`` (str or null), ``stance`` (str), ``probability`` (float, 0 to 1),
        ``target``, ``text`` and ``document_id`` (str).
    """
    doubtful = stance.doubtful_stances(notes.stances, notes.quotes, limit=at_most)
    path = _corrections_file(place)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        words = {name: doubtful[name].map(safe_cell, na_action="ignore") for name in ("speaker", "text")}
        doubtful.assign(**words).to_csv(path, index=False, encoding="utf-8-sig")
    return ReaderTable(
        doubtful.head(10)[["speaker", "stance", "probability", "target", "text", "document_id"]],
        language=notes.language,
    )


def corrected_stances(notes: Annotations, place: str | Path) -> Corrected:
    """Stances with the corrections of a person in them, and how many changed.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    place : str or Path
        As for :func:`stances_to_correct`.

    Returns
    -------
    Corrected
        See :class:`analysis.stance.Corrected`.

    Raises
    ------
    InputError
        If the file cannot be read, or a correction is no stance.
    """
    return stance.apply_corrections(notes.stances, stance.read_corrections(_corrections_file(place)))


def changes(corrected: Corrected, *, language: str = "en") -> ReaderTable:
    """What a person changed: number of stances by what they were before and after.

    Parameters
    ----------
    corrected : Corrected
        What :func:`corrected_stances` gives.
    language : {"en", "fr"}, default="en"
        Language in which the table is shown.

    Returns
    -------
    ReaderTable
        Columns ``before`` and ``after`` (str, a stance) and ``stances`` (int).
    """
    table = corrected.counts
    rows = [
        (before, after, number)
        for before, numbers in zip(table.index, table.to_numpy().tolist(), strict=True)
        for after, number in zip(table.columns, numbers, strict=True)
        if number
    ]
    return ReaderTable(rows, columns=["before", "after", "stances"], language=language)


def _corrections_file(place: str | Path) -> Path:
    path = Path(place)
    return path if path.suffix == ".csv" else path / "corrections.csv"


def stance_coverage(notes: Annotations) -> ReaderTable:
    """Share of stances that stay decided at different thresholds of their probability.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.

    Returns
    -------
    ReaderTable
        Columns ``threshold`` (float, probability) and ``decided`` (float, share of all stances, 0 to 1).
    """
    thresholds = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    probability = notes.stances["probability"].astype(float)
    shares = [
        round(float((probability >= threshold).mean()), 2) if len(probability) else 0.0 for threshold in thresholds
    ]
    return ReaderTable(pd.DataFrame({"threshold": thresholds, "decided": shares}), language=notes.language)


def _stances_with_words(notes: Annotations) -> pd.DataFrame:
    words = notes.quotes[[*QUOTE_KEY, "speaker", "text"]]
    merged = notes.stances.merge(words, on=QUOTE_KEY, validate="many_to_one")
    return merged[["speaker", "stance", "probability", "target", "link", "words", "text", "document_id"]]

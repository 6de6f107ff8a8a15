"""Quotations as readers meet them."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.reading.table import ReaderTable

__all__ = ["cue_lemmas", "doubtful_quotations", "quotations"]


def quotations(notes: Annotations, *, at_most: int = 100) -> ReaderTable:
    """Quotations with speaker, cue, construction and confidence, the most certain first.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=100
        How many quotations.

    Returns
    -------
    ReaderTable
        Columns ``document_id``, ``speaker``, ``text``, ``type``, ``cue``, ``source`` and ``rule`` (str; null where the
        article tells none) and ``confidence`` (float, probability from 0 to 1).
    """
    columns = ["document_id", "speaker", "text", "type", "cue", "source", "rule", "confidence"]
    return ReaderTable(
        notes.quotes.sort_values("confidence", ascending=False, kind="stable")[columns].head(at_most),
        language=notes.language,
    )


def doubtful_quotations(notes: Annotations, *, at_most: int = 10) -> ReaderTable:
    """The least certain quotations.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=10
        How many quotations.

    Returns
    -------
    ReaderTable
        Columns ``document_id`` (str), ``confidence`` (float, probability from 0 to 1), ``rule``, ``speaker``,
        ``source`` and ``text`` (str; null where the article tells none).
    """
    columns = ["document_id", "confidence", "rule", "speaker", "source", "text"]
    return ReaderTable(
        notes.quotes.sort_values("confidence", kind="stable")[columns].head(at_most), language=notes.language
    )


def cue_lemmas(quotes: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Quotations that have a cue, with a column ``lemma``: its dictionary form if it is a verb, else the cue itself.

    Parameters
    ----------
    quotes, tokens : DataFrame
        Tables of the same articles.

    Returns
    -------
    DataFrame
        The columns of the quotes, ``pos`` (str, of the last word of the cue) and ``lemma`` (str): « a déclaré » has
        *déclarer*, « selon » has *selon*.
    """
    cued = quotes.dropna(subset=["cue_end"])
    last = tokens[["document_id", "end", "lemma", "pos"]].rename(columns={"end": "cue_end"})
    merged = cued.merge(last, on=["document_id", "cue_end"], how="left", validate="many_to_one")
    lemmas = merged["lemma"].where(merged["pos"].isin(["VERB", "AUX"]))
    return merged.assign(lemma=lemmas.fillna(merged["cue"]).str.lower())

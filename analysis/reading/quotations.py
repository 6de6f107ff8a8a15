"""Quotations as readers meet them."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.reading.table import ReaderTable

__all__ = ["cue_lemmas", "doubtful_quotations", "quotations"]


def quotations(notes: Annotations, *, at_most: int = 100) -> ReaderTable:
    """Quotations with speaker, cue, construction and confidence, the most certain first."""
    columns = ["document_id", "speaker", "text", "type", "cue", "source", "rule", "confidence"]
    return ReaderTable(
        notes.quotes.sort_values("confidence", ascending=False, kind="stable")[columns].head(at_most),
        language=notes.language,
    )


def doubtful_quotations(notes: Annotations, *, at_most: int = 10) -> ReaderTable:
    """The least certain quotations."""
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
        « a déclaré » has the lemma *déclarer*, « selon » is *selon*.
    """
    cued = quotes.dropna(subset=["cue_end"])
    last = tokens[["document_id", "end", "lemma", "pos"]].rename(columns={"end": "cue_end"})
    merged = cued.merge(last, on=["document_id", "cue_end"], how="left", validate="many_to_one")
    lemmas = merged["lemma"].where(merged["pos"].isin(["VERB", "AUX"]))
    return merged.assign(lemma=lemmas.fillna(merged["cue"]).str.lower())

"""Quotations as readers meet them."""

from __future__ import annotations

from analysis.annotations import Annotations
from analysis.reading.table import ReaderTable

__all__ = ["doubtful_quotations", "quotations"]


def quotations(notes: Annotations, *, at_most: int = 100) -> ReaderTable:
    """Quotations with speaker, cue, construction and confidence, the most certain first."""
    columns = ["document_id", "speaker", "text", "type", "cue", "source", "rule", "confidence"]
    return ReaderTable(notes.quotes.sort_values("confidence", ascending=False, kind="stable")[columns].head(at_most))


def doubtful_quotations(notes: Annotations, *, at_most: int = 10) -> ReaderTable:
    """The least certain quotations."""
    columns = ["document_id", "confidence", "rule", "speaker", "source", "text"]
    return ReaderTable(notes.quotes.sort_values("confidence", kind="stable")[columns].head(at_most))

"""What is exported of one article, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.tables import records, span_of

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotations import Annotations

__all__ = ["ArticleRecord", "QuotationRecord", "SpeakerRecord", "StanceRecord", "article_records"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StanceRecord:
    """The stance of a quotation toward one target."""

    target: str
    stance: str
    probability: float


@dataclass(frozen=True, slots=True)
class QuotationRecord:
    """A quotation; spans count code points of the text, end exclusive."""

    quote_id: int
    span: Span
    type: str
    cue: Span | None
    source: Span | None
    speaker_id: str | None
    speaker: str | None
    confidence: float | None
    rule: str | None
    stances: tuple[StanceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """A speaker of the article."""

    speaker_id: str
    name: str
    kind: str | None
    role: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article with all that is exported of it."""

    document_id: str
    title: str | None
    date: str | None
    source: str | None
    text: str
    quotations: tuple[QuotationRecord, ...]
    speakers: tuple[SpeakerRecord, ...]


def article_records(notes: Annotations) -> Iterator[ArticleRecord]:
    """The articles of an annotated corpus, in the order of its documents."""
    quotes_of = _grouped(notes.quotes, "document_id")
    stances_of = _grouped(notes.stances, "document_id")
    speakers = {row["speaker_id"]: row for row in records(notes.speakers)}
    for row in records(notes.documents):
        stances: dict[int, list[StanceRecord]] = {}
        for stance in stances_of.get(row["document_id"], ()):
            record = StanceRecord(stance["target"], stance["stance"], stance["probability"])
            stances.setdefault(stance["quote_id"], []).append(record)
        quotations = tuple(
            QuotationRecord(
                quote_id=quote["quote_id"],
                span=(quote["start"], quote["end"]),
                type=quote["type"],
                cue=span_of(quote, "cue"),
                source=span_of(quote, "source"),
                speaker_id=quote["speaker_id"],
                speaker=quote["speaker"],
                confidence=quote["confidence"],
                rule=quote["rule"],
                stances=tuple(stances.get(quote["quote_id"], ())),
            )
            for quote in quotes_of.get(row["document_id"], ())
        )
        ids = dict.fromkeys(quotation.speaker_id for quotation in quotations if quotation.speaker_id)
        yield ArticleRecord(
            document_id=row["document_id"],
            title=row["title"],
            date=row["date"],
            source=row["source"],
            text=row["text"],
            quotations=quotations,
            speakers=tuple(
                SpeakerRecord(*(speakers[id_][name] for name in ("speaker_id", "name", "kind", "role", "gender")))
                for id_ in ids
            ),
        )


def _grouped(table: pd.DataFrame, column: str) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in records(table):
        groups.setdefault(row[column], []).append(row)
    return groups

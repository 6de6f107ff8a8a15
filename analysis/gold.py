"""Articles annotated by hand: the gold from which models learn and against which they are measured."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import InputError

__all__ = ["GoldArticle", "GoldQuotation", "read_gold"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """One annotated quotation; spans count code points in the article's text, end exclusive."""

    start: int
    end: int
    type: str
    cue: Span | None
    source: Span | None
    speaker: str | None
    kind: str | None
    target: str
    stance: str
    construction: str | None = None

    @property
    def span(self) -> Span:
        """Start and end of the quotation."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article: its text as the file gives it, topics (main one first) and quotations in text order."""

    document_id: str
    text: str
    topics: tuple[str, ...]
    quotations: tuple[GoldQuotation, ...]
    metadata: dict[str, Any] = field(default_factory=dict)


def read_gold(*folders: Path | str) -> list[GoldArticle]:
    """Annotated articles of one or more folders, sorted by folder and name.

    Parameters
    ----------
    *folders : path
        Folders of pairs ``<id>.txt`` (the article, byte for byte) and ``<id>.json`` (its annotation). The format is
        described in ``seeds/guidelines.md``.

    Returns
    -------
    list of GoldArticle

    Raises
    ------
    InputError
        If a folder holds no annotated article, or an annotation does not fit its text.
    """
    articles: list[GoldArticle] = []
    for folder in map(Path, folders):
        paths = sorted(folder.glob("*.json"))
        if not paths:
            raise InputError("no gold articles", where=folder, hint="it needs pairs of <id>.txt and <id>.json")
        articles.extend(_read_article(path) for path in paths)
    return articles


def _read_article(path: Path) -> GoldArticle:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        quotations = [_quotation(quote) for quote in record["quotes"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"unreadable annotation ({error})", where=path, hint="see seeds/guidelines.md") from error
    for quotation, quote in zip(quotations, record["quotes"], strict=True):
        if text[quotation.start : quotation.end] != quote["quote"]["text"]:
            raise InputError(f"the quotation at {quotation.start} is not in the text", where=path)
    known = {"id", "topics", "quotes"}
    return GoldArticle(
        document_id=record["id"],
        text=text,
        topics=tuple(record.get("topics", ())),
        quotations=tuple(sorted(quotations, key=lambda quotation: quotation.span)),
        metadata={key: value for key, value in record.items() if key not in known},
    )


def _quotation(quote: dict[str, Any]) -> GoldQuotation:
    return GoldQuotation(
        start=quote["quote"]["start"],
        end=quote["quote"]["end"],
        type=quote["type"],
        cue=_span(quote["cue"]),
        source=_span(quote["source"]),
        speaker=quote["speaker"],
        kind=quote.get("speaker_kind"),
        target=quote["target"],
        stance=quote["stance"],
        construction=quote.get("construction"),
    )


def _span(part: dict[str, Any] | None) -> Span | None:
    return (part["start"], part["end"]) if part else None

"""W3C Web Annotation: one JSON-LD page of annotations an article.

A quotation, its cue and its source are one annotation each, with a position selector in code points
(W3C Web Annotation Data Model, 2017, 4.2.5).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.exporting.records import ArticleRecord, QuotationRecord, Span, SpeakerRecord, StanceRecord

__all__ = ["read_webannotation", "write_webannotation"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_webannotation(article: ArticleRecord, path: Path) -> None:
    """Write ``<path>.jsonld``; the article's text is part of it, so that the offsets can be checked."""
    identifier = f"urn:verbatim:{quote(article.document_id, safe='')}"
    page = {
        "@context": CONTEXT,
        "id": identifier,
        "type": "AnnotationPage",
        "verbatim:article": {
            "document_id": article.document_id,
            "title": article.title,
            "date": article.date,
            "source": article.source,
            "text": article.text,
            "speakers": [_plain(speaker) for speaker in article.speakers],
        },
        "items": [item for quotation in article.quotations for item in _items(quotation, article, identifier)],
    }
    content = json.dumps(page, ensure_ascii=True, indent=1) + "\n"  # ASCII survives every lone surrogate
    path.with_name(f"{path.name}.jsonld").write_text(content, encoding="utf-8")


def read_webannotation(path: Path) -> ArticleRecord:
    """Read what :func:`write_webannotation` wrote."""
    page = json.loads(path.read_text(encoding="utf-8"))
    article = page["verbatim:article"]
    parts: dict[int, dict[str, Any]] = {}
    for item in page["items"]:
        number = int(item["id"].rpartition(":q")[2].partition("-")[0])
        parts.setdefault(number, {})[item["body"][0]["value"]] = item
    quotations = []
    for number, items in parts.items():
        body = items["quotation"]["body"][1]["value"]
        stances = tuple(StanceRecord(**stance) for stance in body.pop("stances"))
        quotations.append(
            QuotationRecord(
                quote_id=number,
                span=_selected(items["quotation"]),
                cue=_selected(items["cue"]) if "cue" in items else None,
                source=_selected(items["source"]) if "source" in items else None,
                stances=stances,
                **body,
            )
        )
    speakers = tuple(SpeakerRecord(**speaker) for speaker in article.pop("speakers"))
    return ArticleRecord(quotations=tuple(quotations), speakers=speakers, **article)


def _items(quotation: QuotationRecord, article: ArticleRecord, source: str) -> list[dict[str, Any]]:
    values = {
        "type": quotation.type,
        "speaker_id": quotation.speaker_id,
        "speaker": quotation.speaker,
        "confidence": quotation.confidence,
        "rule": quotation.rule,
        "stances": [_plain(stance) for stance in quotation.stances],
    }
    identifier = f"{source}:q{quotation.quote_id}"
    tagging = {"type": "Dataset", "format": "application/json", "purpose": "describing", "value": values}
    items = [_annotation(identifier, "quotation", quotation.span, article.text, source)]
    items[0]["body"].append(tagging)
    for name, span in (("cue", quotation.cue), ("source", quotation.source)):
        if span is not None:
            items.append(_annotation(f"{identifier}-{name}", name, span, article.text, source))
    return items


def _annotation(identifier: str, kind: str, span: Span, text: str, source: str) -> dict[str, Any]:
    start, end = span
    return {
        "id": identifier,
        "type": "Annotation",
        "motivation": "identifying" if kind != "quotation" else "describing",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": kind}],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": text[start:end]},
            ],
        },
    }


def _selected(item: dict[str, Any]) -> Span:
    selector = item["target"]["selector"][0]
    return selector["start"], selector["end"]


def _plain(record: SpeakerRecord | StanceRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}

"""brat standoff: the text in ``.txt``, the annotations in ``.ann`` (Stenetorp et al. 2012).

An annotation may not hold a line break, so a span over several lines is written as its lines, as brat does.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from analysis.exporting.records import ArticleRecord, QuotationRecord, Span, SpeakerRecord, StanceRecord

__all__ = ["read_brat", "write_brat"]


def write_brat(article: ArticleRecord, path: Path) -> None:
    """Write ``<path>.txt`` and ``<path>.ann``.

    Quotations, cues and sources are text-bound annotations joined by relations; type, rule, confidence, speaker and
    stances stand in notes, the article's metadata in the note of no annotation (``#0``).
    """
    lines = []
    number = relation = 0

    def bound(kind: str, span: Span) -> str:
        nonlocal number
        number += 1
        parts = _lines_of(article.text, span)
        places = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(article.text[start:end] for start, end in parts)
        lines.append(f"T{number}\t{kind} {places}\t{words}")
        return f"T{number}"

    for quotation in article.quotations:
        name = bound("Quotation", quotation.span)
        for kind, span in (("Cue", quotation.cue), ("Source", quotation.source)):
            if span is not None:
                relation += 1
                lines.append(f"R{relation}\tHas{kind} Arg1:{name} Arg2:{bound(kind, span)}")
        lines.append(f"#{quotation.quote_id + 1}\tAnnotatorNotes {name}\t{_dump(_notes(quotation))}")
    header = {
        "document_id": article.document_id,
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "speakers": [{part: getattr(speaker, part) for part in speaker.__slots__} for speaker in article.speakers],
    }
    lines.insert(0, f"#0\tAnnotatorNotes T0\t{_dump(header)}")
    text = article.text.encode("utf-8", "surrogatepass")
    path.with_name(f"{path.name}.txt").write_bytes(text)
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    path.with_name(f"{path.name}.ann").write_bytes(content)


def read_brat(path: Path) -> ArticleRecord:
    """Read the pair of files whose ``.ann`` is given."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8", "surrogatepass")
    spans: dict[str, Span] = {}
    parts: dict[str, dict[str, Span]] = defaultdict(dict)
    notes: dict[str, tuple[int, dict[str, Any]]] = {}
    header: dict[str, Any] = {}
    for line in path.read_bytes().decode("utf-8", "surrogatepass").split("\n"):
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            numbers = [int(number) for number in re.findall(r"\d+", rest.partition("\t")[0])]
            spans[key] = (numbers[0], numbers[-1])
        elif key.startswith("R"):
            kind, first, second = rest.split()
            parts[first[5:]][kind] = spans[second[5:]]
        elif key == "#0":
            header = json.loads(rest.partition("\t")[2])
        elif key.startswith("#"):
            named, _, content = rest.partition("\t")
            notes[named.split()[1]] = (int(key[1:]) - 1, json.loads(content))
    quotations = []
    for name, (number, values) in notes.items():
        stances = tuple(StanceRecord(**stance) for stance in values.pop("stances"))
        quotations.append(
            QuotationRecord(
                quote_id=number,
                span=spans[name],
                cue=parts[name].get("HasCue"),
                source=parts[name].get("HasSource"),
                stances=stances,
                **values,
            )
        )
    speakers = tuple(SpeakerRecord(**speaker) for speaker in header.pop("speakers"))
    return ArticleRecord(text=text, quotations=tuple(quotations), speakers=speakers, **header)


def _notes(quotation: QuotationRecord) -> dict[str, Any]:
    return {
        "type": quotation.type,
        "speaker_id": quotation.speaker_id,
        "speaker": quotation.speaker,
        "confidence": quotation.confidence,
        "rule": quotation.rule,
        "stances": [{part: getattr(stance, part) for part in stance.__slots__} for stance in quotation.stances],
    }


def _lines_of(text: str, span: Span) -> list[Span]:
    """The parts of a span that stand on one line each."""
    start, end = span
    parts = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", text[start:end])
    ]
    return parts or [span]


def _dump(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=True, separators=(", ", ": "))

"""TEI P5: quotations as ``<said>``, cues and sources as ``<seg>``, speakers in ``<listPerson>`` and ``<listOrg>``.

The text stands in one ``<ab xml:space="preserve">``, code point for code point. Characters that XML cannot hold are
written as ``<g>`` with their number; carriage returns as references, because XML parsers change them otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from analysis.exporting.records import ArticleRecord, QuotationRecord, Span, SpeakerRecord, StanceRecord

__all__ = ["read_tei", "write_tei"]

RIGHTS = "Quotations marked by Verbatim; the rights in the text stay with its owner."
NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
UNREPRESENTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
GENDER = {"female": "F", "male": "M"}
GENDER_OF = {code: gender for gender, code in GENDER.items()}


def write_tei(article: ArticleRecord, path: Path) -> None:
    """Write ``<path>.xml``."""
    content = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<TEI xmlns="{NAMESPACE}">',
            *_header(article),
            *_stand_off([*_speakers(article), *_interpretations(article)]),
            f'<text xml:lang="fr"><body><ab xml:space="preserve">{"".join(_inline(article))}</ab></body></text>',
            "</TEI>",
            "",
        ]
    )
    path.with_name(f"{path.name}.xml").write_bytes(content.encode("utf-8"))


def _header(article: ArticleRecord) -> Iterator[str]:
    yield "<teiHeader><fileDesc>"
    yield f"<titleStmt><title>{_text(article.title or article.document_id)}</title></titleStmt>"
    yield f"<publicationStmt><p>{RIGHTS}</p></publicationStmt>"
    yield f"<sourceDesc><bibl><idno>{_text(article.document_id)}</idno>"
    if article.title is not None:
        yield f"<title>{_text(article.title)}</title>"
    if article.source is not None:
        yield f"<publisher>{_text(article.source)}</publisher>"
    if article.date is not None:
        yield f"<date>{_text(article.date)}</date>"
    yield "</bibl></sourceDesc></fileDesc></teiHeader>"


def _stand_off(parts: list[str]) -> list[str]:
    """The parts in their element, which may not be empty."""
    return ["<standOff>", *parts, "</standOff>"] if parts else []


def _speakers(article: ArticleRecord) -> Iterator[str]:
    persons = [speaker for speaker in enumerate(article.speakers) if speaker[1].kind in ("person", "unnamed")]
    others = [speaker for speaker in enumerate(article.speakers) if speaker[1].kind not in ("person", "unnamed")]
    if persons:
        yield "<listPerson>"
        for number, speaker in persons:
            role = f"<occupation>{_text(speaker.role)}</occupation>" if speaker.role is not None else ""
            sex = f' sex="{GENDER[speaker.gender]}"' if speaker.gender in GENDER else ""
            yield (
                f'<person xml:id="s{number}" ana="#{speaker.kind}"{sex}><idno>{_text(speaker.speaker_id)}</idno>'
                f"<persName>{_text(speaker.name)}</persName>{role}</person>"
            )
        yield "</listPerson>"
    if others:
        yield "<listOrg>"
        for number, speaker in others:
            kind = f' ana="#{speaker.kind}"' if speaker.kind else ""
            role = f"<desc>{_text(speaker.role)}</desc>" if speaker.role is not None else ""
            yield (
                f'<org xml:id="s{number}"{kind}><idno>{_text(speaker.speaker_id)}</idno>'
                f"<orgName>{_text(speaker.name)}</orgName>{role}</org>"
            )
        yield "</listOrg>"


def _interpretations(article: ArticleRecord) -> Iterator[str]:
    """What the attributes of ``<said>`` point to, and the stances of the quotations."""
    kinds = sorted({speaker.kind for speaker in article.speakers if speaker.kind})
    types = sorted({quotation.type for quotation in article.quotations})
    rules = sorted({quotation.rule for quotation in article.quotations if quotation.rule})
    for group, names in (("kind", kinds), ("type", types), ("rule", [f"rule.{name}" for name in rules])):
        if names:
            interps = "".join(f"<interp xml:id={quoteattr(name)}>{_text(name)}</interp>" for name in names)
            yield f'<interpGrp type="{group}">{interps}</interpGrp>'
    spans = [
        f'<span target="#q{quotation.quote_id}" ana="#{stance.stance}" cert="{stance.probability!r}">'
        f"{_text(stance.target)}</span>"
        for quotation in article.quotations
        for stance in quotation.stances
    ]
    if spans:
        stances = "".join(f'<interp xml:id="{name}">{name}</interp>' for name in ("favour", "against", "neutral"))
        yield f'<interpGrp type="stance">{stances}</interpGrp>'
        yield f'<spanGrp type="stance">{"".join(spans)}</spanGrp>'


def _inline(article: ArticleRecord) -> Iterator[str]:
    """The text with its elements; one that would cross a quotation is cut at its limits and marked by ``part``."""
    speakers = {speaker.speaker_id: number for number, speaker in enumerate(article.speakers)}
    accents = sorted(
        (*span, name, quotation.quote_id)
        for quotation in article.quotations
        for name, span in (("cue", quotation.cue), ("source", quotation.source))
        if span is not None
    )
    position = 0
    for quotation in sorted(article.quotations, key=lambda found: found.span):
        start, end = quotation.span
        yield _segments(article.text, position, start, accents)
        who = f' who="#s{speakers[quotation.speaker_id]}"' if quotation.speaker_id in speakers else ""
        rule = f" #rule.{quotation.rule}" if quotation.rule else ""
        cert = f' cert="{quotation.confidence!r}"' if quotation.confidence is not None else ""
        direct = {"direct": "true", "indirect": "false"}.get(quotation.type, "unknown")
        yield f'<said xml:id="q{quotation.quote_id}"{who} direct="{direct}" ana="#{quotation.type}{rule}"{cert}>'
        yield _segments(article.text, start, end, accents)
        yield "</said>"
        position = end
    yield _segments(article.text, position, len(article.text), accents)


def _segments(text: str, start: int, end: int, accents: list[tuple[int, int, str, int]]) -> str:
    """The text of a range; equal cues or sources of several quotations share one element."""
    limits = {start, end}
    inside = [accent for accent in accents if accent[0] < end and accent[1] > start]
    for first, last, _, _ in inside:
        limits |= {max(first, start), min(last, end)}
    cuts = sorted(limits)
    pieces = []
    for first, last in pairwise(cuts):
        covering = [accent for accent in inside if accent[0] <= first and accent[1] >= last]
        content = _text(text[first:last])
        if covering:
            marks = " ".join(f"#q{number}.{name}.{a}.{b}" for a, b, name, number in covering)
            content = f"<seg ana={quoteattr(marks)}>{content}</seg>"
        pieces.append(content)
    return "".join(pieces)


def _text(value: str) -> str:
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return UNREPRESENTABLE.sub(lambda match: f'<g n="{ord(match[0])}"/>', escaped)


def read_tei(path: Path) -> ArticleRecord:
    """Read what :func:`write_tei` wrote."""
    from defusedxml.ElementTree import parse

    root = parse(path, forbid_dtd=True).getroot()

    def find(name: str, within: Any = root) -> Any:
        return within.find(f".//{{{NAMESPACE}}}{name}")

    bibl = find("bibl")
    metadata = {name: None if find(name, bibl) is None else _content(find(name, bibl)) for name in ("title", "date")}
    publisher = find("publisher", bibl)
    speakers = _read_speakers(root)
    stances: dict[str, list[StanceRecord]] = {}
    for span in root.iter(f"{{{NAMESPACE}}}span"):
        record = StanceRecord(_content(span), span.get("ana")[1:], float(span.get("cert")))
        stances.setdefault(span.get("target")[1:], []).append(record)
    text, quotations = _read_body(find("ab"), speakers, stances)
    return ArticleRecord(
        document_id=_content(find("idno", bibl)),
        source=None if publisher is None else _content(publisher),
        text=text,
        quotations=tuple(quotations),
        speakers=tuple(speakers.values()),
        **metadata,
    )


def _read_speakers(root: Any) -> dict[str, SpeakerRecord]:
    found = {}
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in ("person", "org"):
            parts = {child.tag.rpartition("}")[2]: _content(child) for child in element}
            kind = element.get("ana")
            found[element.get(XML_ID)] = SpeakerRecord(
                speaker_id=parts["idno"],
                name=parts.get("persName", parts.get("orgName", "")),
                kind=kind[1:] if kind else None,
                role=parts.get("occupation", parts.get("desc")),
                gender=GENDER_OF.get(element.get("sex")),
            )
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))


def _read_body(
    ab: Any, speakers: dict[str, SpeakerRecord], stances: dict[str, list[StanceRecord]]
) -> tuple[str, list[QuotationRecord]]:
    text: list[str] = []
    length = 0
    spans: dict[str, Span] = {}
    saids: dict[str, Any] = {}
    accents: dict[str, dict[str, Span]] = {}

    def add(piece: str | None) -> None:
        nonlocal length
        if piece:
            text.append(piece)
            length += len(piece)

    def walk(element: Any) -> None:
        name = element.tag.rpartition("}")[2]
        start = length
        if name == "g":
            add(chr(int(element.get("n"))))
        add(element.text)
        for child in element:
            walk(child)
            add(child.tail)
        if name == "said":
            spans[element.get(XML_ID)] = (start, length)
            saids[element.get(XML_ID)] = element
        for mark in (element.get("ana") or "").split() if name == "seg" else ():
            quotation, part, first, last = mark[1:].rsplit(".", 3)
            accents.setdefault(quotation, {})[part] = (int(first), int(last))

    walk(ab)
    quotations = []
    for name, element in saids.items():
        kind, _, rule = element.get("ana").partition(" ")
        speaker = speakers.get((element.get("who") or "")[1:])
        quotations.append(
            QuotationRecord(
                quote_id=int(name[1:]),
                span=spans[name],
                type=kind[1:],
                cue=accents.get(name, {}).get("cue"),
                source=accents.get(name, {}).get("source"),
                speaker_id=speaker.speaker_id if speaker else None,
                speaker=speaker.name if speaker else None,
                confidence=float(element.get("cert")) if element.get("cert") else None,
                rule=rule.removeprefix("#rule.") or None,
                stances=tuple(stances.get(name, ())),
            )
        )
    return "".join(text), sorted(quotations, key=lambda quotation: quotation.quote_id)


def _content(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        pieces.append(chr(int(child.get("n"))) if child.tag.endswith("}g") else _content(child))
        pieces.append(child.tail or "")
    return "".join(pieces)

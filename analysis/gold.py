"""Articles annotated by hand: the gold from which models learn and against which they are measured."""

import csv
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import InputError

__all__ = ["GoldArticle", "GoldQuotation", "find_gold", "read_gold", "read_standoff", "read_training_gold"]

Span = tuple[int, int]

TYPES = ("direct", "indirect", "mixed")
KINDS = ("person", "unnamed", "group", "organisation", "document")
STANCES = ("favour", "against", "neutral")


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

    @property
    def representative(self) -> bool:
        """Whether it stands for others like it; not if it was chosen since a finder of quotations was unsure of it."""
        return self.metadata.get("sample") != "doubtful"


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


def find_gold(corpus: Path | str) -> Path | None:
    """The first folder of a corpus in which annotations stand beside articles, if there is one."""
    if not Path(corpus).is_dir():
        return None
    pairs = (path.parent for path in sorted(Path(corpus).rglob("*.json")) if path.with_suffix(".txt").is_file())
    return next(pairs, None)


def read_standoff(annotations: Path | str, texts: Path | str) -> list[GoldArticle]:
    """Annotated articles whose texts stand elsewhere, because they are other people's.

    Parameters
    ----------
    annotations : path
        JSON list: for each article the file and row of its text, the SHA-256 of headline and body joined by a line
        break, and the annotation in offsets alone; ``"sample": "doubtful"`` if the article is not representative.
    texts : path
        Folder of the tab-separated files that hold the texts (columns ``headline`` and ``text``).

    Returns
    -------
    list of GoldArticle
        In the order of the file.

    Raises
    ------
    InputError
        If a record lacks something, its text is missing or is not the one that was annotated, or an annotation does
        not fit it.
    """
    path = Path(annotations)
    with _one_line_errors(path):
        records = list(enumerate(json.loads(path.read_text(encoding="utf-8"))))
    tables: dict[str, list[dict[str, str]]] = {}
    articles = []
    for number, record in records:
        with _one_line_errors(path, record=number):
            name, row = record["file"], record["row"]
            if name not in tables:
                tables[name] = _read_texts(Path(texts, name))
            text = _annotated_text(tables[name], row, record["sha256"], Path(texts, name))
            quotations = tuple(_standoff_quotation(quote, text) for quote in record["quotes"])
            metadata = {key: record[key] for key in ("sample",) if key in record}
            articles.append(GoldArticle(record["id"], text, tuple(record["topics"]), quotations, metadata))
        for quotation in quotations:
            _check(quotation, text, path)
    return articles


def read_training_gold(shared: Path | str, seeds: Path | str = "seeds") -> list[GoldArticle]:
    """All annotated articles from which the shipped models learn.

    Parameters
    ----------
    shared : path
        The shared research data: ``gold/train``, ``gold/dev`` and the texts in ``data/topics``.
    seeds : path, default="seeds"
        Our own dispatches (``depeches``) and stand-off annotations (``standoff``).
    """
    return [
        *read_gold(Path(shared, "gold/train"), Path(shared, "gold/dev"), Path(seeds, "depeches")),
        *read_standoff(Path(seeds, "standoff/masakhanews.json"), Path(shared, "data/topics")),
    ]


@contextmanager
def _one_line_errors(path: Path, *, record: int | None = None) -> Iterator[None]:
    """Tell what is wrong with an annotation in one line, with the number of its record where a file has several."""
    which = "the annotation" if record is None else f"record {record}"
    hint = "see seeds/guidelines.md"
    try:
        yield
    except InputError:
        raise
    except KeyError as error:
        raise InputError(f"{which} lacks {error}", where=path, hint=hint) from error
    except (OSError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise InputError(f"{which} is unreadable ({error})", where=path, hint=hint) from error


def _read_texts(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise InputError("the annotated texts are not here", where=path, hint="see seeds/README.md")
    try:
        with path.open(encoding="utf-8", newline="") as table:
            return list(csv.DictReader(table, delimiter="\t"))
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(f"no readable table ({error})", where=path, hint="see seeds/README.md") from error


def _annotated_text(rows: list[dict[str, str]], number: int, digest: str, path: Path) -> str:
    """Headline and body of a row, if they are those that were annotated."""
    if number not in range(len(rows)):
        raise InputError(f"there is no row {number!r} among {len(rows)}", where=path, hint="see seeds/README.md")
    row = rows[number]
    if missing := [name for name in ("headline", "text") if row.get(name) is None]:
        raise InputError(f"row {number} has no {missing[0]}", where=path, hint="see seeds/README.md")
    text = f"{row['headline']}\n{row['text']}"
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
        raise InputError(f"row {number} is not the text that was annotated", where=path, hint="see seeds/README.md")
    return text


def _standoff_quotation(quote: dict[str, Any], text: str) -> GoldQuotation:
    def span(name: str) -> Span | None:
        return None if quote[name] is None else (quote[name][0], quote[name][1])

    start, end = quote["quote"]
    speaker = quote["speaker"]
    return GoldQuotation(
        start=start,
        end=end,
        type=quote["type"],
        cue=span("cue"),
        source=span("source"),
        speaker=speaker if speaker is None or isinstance(speaker, str) else text[slice(*speaker)],
        kind=quote["speaker_kind"],
        target=quote["target"],
        stance=quote["stance"],
        construction=quote["construction"],
    )


def _read_article(path: Path) -> GoldArticle:
    with _one_line_errors(path):
        record = json.loads(path.read_text(encoding="utf-8"))
        document_id = record["id"]
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        quotations = [_quotation(quote) for quote in record["quotes"]]
        forms = [quote["quote"]["text"] for quote in record["quotes"]]
    for quotation, form in zip(quotations, forms, strict=True):
        _check(quotation, text, path)
        if text[quotation.start : quotation.end] != form:
            raise InputError(f"the quotation at {quotation.start} is not in the text", where=path)
    known = {"id", "topics", "quotes"}
    return GoldArticle(
        document_id=document_id,
        text=text,
        topics=tuple(record.get("topics", ())),
        quotations=tuple(sorted(quotations, key=lambda quotation: quotation.span)),
        metadata={key: value for key, value in record.items() if key not in known},
    )


def _check(quotation: GoldQuotation, text: str, path: Path) -> None:
    """Raise an error if a quotation does not fit its text or holds a value that the guidelines do not know."""
    values: list[tuple[str, str | None, tuple[str, ...]]] = [
        ("type", quotation.type, TYPES),
        ("stance", quotation.stance, STANCES),
    ]
    if quotation.kind is not None or quotation.speaker is not None:
        values.append(("speaker_kind", quotation.kind, KINDS))
    for name, value, known in values:
        if value not in known:
            raise InputError(f"unknown {name} {value!r}", where=path, hint=f"it is one of {', '.join(known)}")
    for span in (quotation.span, quotation.cue, quotation.source):
        if span is None:
            continue
        start, end = span
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            raise InputError(f"the offsets {start!r} to {end!r} are not in the text", where=path)


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

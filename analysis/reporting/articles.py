"""Article pages: every article with its quotations marked, their details, and the way to the next one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from markupsafe import Markup

from analysis.annotations import Annotations
from analysis.highlighting import marked_text, rows_of, speaker_styles
from analysis.reporting.site import ROOM, Page, Site
from analysis.reporting.stances import coverage_sentence, told_stances
from analysis.tables import records
from analysis.topics import topic_labels
from analysis.wording import MISSING

__all__ = ["article_files", "write_articles"]

# A page stays small (under 300 kB): a longer text goes on at the end of a paragraph, on the next page.
LONGEST_PART = 40_000  # code points
MOST_DETAILS = 250  # quotations
# File systems stop at 255 bytes, and some know these names as devices.
LONGEST_NAME = 60
SCRIPTS = ("confidence.js", "article.js")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index)$")
# A topic below this probability is noise to a reader.
TOPIC_WORTH_TELLING = 0.15


def article_files(ids: Iterable[str]) -> dict[str, str]:
    """A safe file for each article: its id where that is a plain name, else letters of it and a checksum.

    Examples
    --------
    >>> article_files(["seed-000"])
    {'seed-000': 'articles/seed-000.html'}
    >>> article_files(["../É t"])["../É t"]
    'articles/t-b09089c0.html'
    """
    return {document_id: f"articles/{_safe_name(document_id)}.html" for document_id in ids}


def write_articles(notes: Annotations, site: Site) -> None:
    """Write a page for each article (two or more for a very long one).

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    site : Site
        The report.
    """
    stances, topics = _stances(notes, site), _topics(notes, site)
    coverage = {
        document_id: coverage_sentence(own, site.say) for document_id, own in notes.stances.groupby("document_id")
    }
    script = "".join((ROOM / "scripts" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    leaves = list(_leaves(notes, site))
    for number, (page, document, rows, part) in enumerate(leaves):
        shown = [dict(row) | {"stances": stances.get((document["document_id"], row["quote_id"]))} for row in part.rows]
        site.write(
            "article.html.j2",
            page,
            inline=script,
            byline=_byline(document, rows, site),
            topics=topics.get(document["document_id"], []),
            coverage=coverage.get(document["document_id"], ""),
            before=_way_to(leaves[number - 1]) if number else None,
            after=_way_to(leaves[number + 1]) if number + 1 < len(leaves) else None,
            part=part,
            **_marked(document["text"], part, shown[:MOST_DETAILS], site),
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of an article that makes a page, with its quotations."""

    number: int
    count: int
    first: int
    last: int
    rows: Sequence[Mapping[str, Any]]


class _Leaf(NamedTuple):
    """A page to write: its document, all quotations of the document, and the part that stands on it."""

    page: Page
    document: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    part: _Part


def _leaves(notes: Annotations, site: Site) -> Iterator[_Leaf]:
    files = article_files(notes.documents["document_id"])
    quotes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(notes.quotes):
        quotes[row["document_id"]].append(row)
    for document in records(notes.documents):
        rows = quotes.get(document["document_id"], [])
        for part in _parts(document["text"], rows):
            file = files[document["document_id"]].replace(
                ".html", f"-{part.number}.html" if part.number > 1 else ".html"
            )
            yield _Leaf(Page(file, _heading(document, site), menu="articles.html"), document, rows, part)


def _parts(text: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[_Part]:
    cuts = [0]
    while len(text) - cuts[-1] > LONGEST_PART:
        paragraph = text.rfind("\n", cuts[-1] + LONGEST_PART // 2, cuts[-1] + LONGEST_PART)
        cuts.append(paragraph + 1 if paragraph > 0 else cuts[-1] + LONGEST_PART)
    cuts.append(len(text))
    for number, (first, last) in enumerate(pairwise(cuts), start=1):
        yield _Part(number, len(cuts) - 1, first, last, [row for row in rows if first <= row["start"] < last])


def _marked(text: str, part: _Part, rows: Sequence[Mapping[str, Any]], site: Site) -> dict[str, Any]:
    styles = speaker_styles([row["speaker"] or MISSING for row in rows])
    counts = Counter(row["speaker"] or MISSING for row in rows)
    return {
        "text": Markup(marked_text(text, rows, styles, first=part.first, last=part.last, linked=True)),
        "voices": [
            {"name": name, "classes": style.classes, "count": site.say.count(counts[name], "quotation")}
            for name, style in styles.items()
        ],
        "details": [dict(row) | {"words": _shortened(row["text"])} for row in rows],
    }


def _way_to(leaf: _Leaf) -> dict[str, str]:
    more = f" ({leaf.part.number}/{leaf.part.count})" if leaf.part.count > 1 else ""
    return {"file": leaf.page.file.partition("/")[2], "label": _shortened(leaf.page.title, 60) + more}


def _safe_name(document_id: str) -> str:
    plain = "-".join(re.findall(r"[a-z0-9]+", document_id.lower()))[:LONGEST_NAME].strip("-")
    if plain and plain == document_id and not RESERVED.match(plain):
        return plain
    checksum = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}-{checksum}".strip("-")


def _heading(document: Mapping[str, Any], site: Site) -> str:
    return document["title"] or site.say("article heading", id=document["document_id"])


def _byline(document: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], site: Site) -> list[str]:
    known = [document["source"]]
    known.append(site.say.date(document["date"]) if document["date"] else None)
    return [*filter(None, known), site.say.count(len(rows), "quotation"), document["document_id"]]


def _stances(notes: Annotations, site: Site) -> dict[tuple[str, int], str]:
    told: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in records(told_stances(notes.stances, site.say)):
        told[row["document_id"], row["quote_id"]].append(row["told"])
    return {key: "; ".join(lines) for key, lines in told.items()}


def _topics(notes: Annotations, site: Site) -> dict[str, list[dict[str, str]]]:
    labels = topic_labels(site.say.language)
    worth = notes.topics[(notes.topics["rank"] <= 2) & (notes.topics["probability"] >= TOPIC_WORTH_TELLING)]
    told: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in records(worth.sort_values(["document_id", "rank"])):
        share = site.say.percent(row["probability"])
        told[row["document_id"]].append({"label": labels[row["topic_id"]], "share": share})
    return told


def _shortened(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

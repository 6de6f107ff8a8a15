"""Speakers across a corpus: one id for all their articles, and one description.

Articles come in batches. What a batch tells of its speakers is a table of its own (:data:`SPEAKERS_OF_ARTICLES`); ids
are given when all batches are known, from the little of each that matters to the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from analysis.speakers import Speaker
from analysis.speakers.linking import Corrections, link, slug
from analysis.tables import arrow_table, table_schema

__all__ = ["QUOTES_OF_ARTICLES", "SPEAKERS_OF_ARTICLES", "Namesakes", "link_batch", "merge_speakers", "speakers_in"]

# Speakers of each article, numbered in it; and quotations that know their speaker by that number.
SPEAKERS_OF_ARTICLES = pa.schema(
    [
        pa.field("document_id", pa.string()),
        pa.field("speaker_number", pa.int32()),
        *(field for field in table_schema("speakers") if field.name not in ("speaker_id", "n_quotes")),
    ]
)
QUOTES_OF_ARTICLES = table_schema("quotes").append(pa.field("speaker_number", pa.int32()))
_LINKED = SPEAKERS_OF_ARTICLES.append(pa.field("speaker_id", pa.string())).append(pa.field("n_quotes", pa.int32()))


class Namesakes:
    """What the speakers of one article have to know of those of all others to be given an id.

    It keeps the names that both women and men bear and the bodies that spell out their acronym; all others are known by
    their name alone.
    """

    def __init__(self) -> None:
        self._gender: dict[str, str] = {}
        self._kept: dict[tuple[str, str, str | None], Speaker] = {}

    def add(self, speakers: Iterable[Speaker]) -> None:
        """Take in the speakers of some articles."""
        for speaker in speakers:
            if speaker.kind == "organisation" and speaker.name.rstrip().endswith(")"):
                self._keep(speaker)
            elif speaker.kind == "person" and speaker.gender:
                other = self._gender.setdefault(slug(speaker.name), speaker.gender)
                if other != speaker.gender:
                    self._keep(speaker)
                    self._keep(Speaker(speaker.name, "person", gender=other))

    def _keep(self, speaker: Speaker) -> None:
        kept = Speaker(speaker.name, speaker.kind, gender=speaker.gender)
        self._kept.setdefault((kept.name, kept.kind, kept.gender), kept)

    @property
    def speakers(self) -> list[Speaker]:
        """Those that are kept, described as far as linking asks."""
        return list(self._kept.values())


def speakers_in(table: pa.Table) -> Iterator[tuple[str, list[Speaker]]]:
    """Documents of a table of :data:`SPEAKERS_OF_ARTICLES` with their speakers."""
    own: dict[str, list[Speaker]] = defaultdict(list)
    for row in table.to_pylist():
        described = {name: row[name] for name in ("name", "kind", "title", "role", "gender")}
        own[row["document_id"]].append(Speaker(**described, aliases=tuple(row["aliases"] or ())))
    yield from own.items()


def link_batch(
    quotes: pa.Table, speakers: pa.Table, namesakes: Sequence[Speaker], corrections: Corrections | None = None
) -> tuple[pa.Table, pa.Table]:
    """Give the speakers of some articles their ids.

    Parameters
    ----------
    quotes, speakers : Table
        Of :data:`QUOTES_OF_ARTICLES` and :data:`SPEAKERS_OF_ARTICLES`.
    namesakes : sequence of Speaker
        :attr:`Namesakes.speakers` of the whole corpus.
    corrections : Corrections, optional
        What the user knows better.

    Returns
    -------
    quotes : Table
        The quotes table.
    speakers : Table
        The same rows with ``speaker_id`` and ``n_quotes``.
    """
    documents = list(speakers_in(speakers))
    _, *linked = link([("", namesakes), *documents], corrections=corrections)
    flat = [identity for own in linked for identity in own]
    keys = list(zip(speakers["document_id"].to_pylist(), speakers["speaker_number"].to_pylist(), strict=True))
    identities = dict(zip(keys, flat, strict=True))
    named = list(zip(quotes["document_id"].to_pylist(), quotes["speaker_number"].to_pylist(), strict=True))
    counts = Counter(named)
    ids = pa.array([identities.get(key) for key in named], pa.string())
    column = table_schema("quotes").get_field_index("speaker_id")
    finished = quotes.set_column(column, table_schema("quotes").field(column), ids).select(table_schema("quotes").names)
    return finished, pa.Table.from_arrays(
        [*speakers.columns, pa.array(flat, pa.string()), pa.array([counts[key] for key in keys], pa.int32())],
        schema=_LINKED,
    )


def merge_speakers(speakers: pa.Table) -> pa.Table:
    """The speakers table: every speaker once, in the order of first appearance.

    Parameters
    ----------
    speakers : Table
        Linked speakers of articles, in the order of the articles.

    Returns
    -------
    Table
        The longest name, the first title, role and gender that an article gives, all aliases, quotations added up.
    """
    same: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in speakers.to_pylist():
        same[row["speaker_id"]].append(row)
    return arrow_table("speakers", (_merged(identity, rows) for identity, rows in same.items()))


def _merged(identity: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    fullest = max(rows, key=lambda row: len(row["name"]))

    def first(name: str) -> str | None:
        return next((row[name] for row in rows if row[name]), None)

    names = dict.fromkeys(alias for row in rows for alias in (row["name"], *(row["aliases"] or ())))
    return {
        "speaker_id": identity,
        "name": fullest["name"],
        "kind": fullest["kind"],
        "title": first("title"),
        "role": first("role"),
        "gender": first("gender"),
        "aliases": [name for name in names if name != fullest["name"]],
        "n_quotes": sum(row["n_quotes"] for row in rows),
    }

"""One part of a corpus: some hundred articles → Parquet files as bytes. This is what workers run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.annotating import documents_of, stances_of
from analysis.batching import BATCH_TABLES, annotate_batch, batches
from analysis.corpus import Article, Failure
from analysis.identities import link_batch
from analysis.speakers import Speaker
from analysis.speakers.linking import Corrections
from analysis.stance import Target
from analysis.tables import FAILED, arrow_table, as_arrow, as_frame

__all__ = ["Finishing", "annotate_part", "finish_part", "from_bytes", "parts_of", "to_bytes"]

ARTICLES_PER_PART = 256
CHARACTERS_PER_PART = 4_000_000

# Parquet files by the name of their table.
Files = dict[str, bytes]
# spaCy's memory zones belong to a process, whereas a worker of Dask may run several threads.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Finishing:
    """What is known when all parts are annotated, and what each of them needs to be finished.

    Attributes
    ----------
    namesakes : list of Speaker
        See :class:`analysis.identities.Namesakes`.
    targets : list of Target
        Named by the user or proposed by the corpus.
    corrections : Corrections, optional
        Merges and splits of speakers.
    """

    namesakes: list[Speaker] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    corrections: Corrections | None = None


def parts_of(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles by so many as make one part, in order; one that is very long makes a part by itself."""
    part: list[Article] = []
    characters = 0
    for article in articles:
        if part and (len(part) == ARTICLES_PER_PART or characters + len(article.text) > CHARACTERS_PER_PART):
            yield part
            part, characters = [], 0
        part.append(article)
        characters += len(article.text)
    if part:
        yield part


def annotate_part(articles: Sequence[Article], *, time_limit: float | None = None) -> Files:
    """Annotate the articles of a part.

    Parameters
    ----------
    articles : sequence of Article
    time_limit : float, optional
        Seconds for an article; see :func:`analysis.batching.annotate_batch`.

    Returns
    -------
    dict of str to bytes
        :data:`~analysis.batching.BATCH_TABLES` and ``failed``, the articles that were set aside and why.
    """
    documents = documents_of(pd.DataFrame(articles, columns=Article._fields, dtype=object))
    failures: list[Failure] = []
    with _ONE_AT_A_TIME:
        done = [annotate_batch(documents.iloc[:0])[0]]
        for batch in batches(documents):
            tables, failed = annotate_batch(batch, time_limit=time_limit)
            done.append(tables)
            failures += failed
    files = {name: to_bytes(pa.concat_tables(tables[name] for tables in done)) for name in BATCH_TABLES}
    return files | {FAILED: failed_file(failures)}


def failed_file(failures: Iterable[Failure]) -> bytes:
    """Articles that were set aside, as a Parquet file."""
    return to_bytes(arrow_table(FAILED, [failure._asdict() for failure in failures]))


def finish_part(files: Files, finishing: Finishing) -> Files:
    """Give the speakers of a part their ids, and its quotations their stances.

    Parameters
    ----------
    files : dict of str to bytes
        What :func:`annotate_part` gave: documents, tokens, quotes and speakers.
    finishing : Finishing

    Returns
    -------
    dict of str to bytes
        ``quotes``, ``stances``, and the speakers with their ids.
    """
    tables = {name: from_bytes(files[name]) for name in ("documents", "tokens", "quotes", "speakers")}
    quotes, speakers = link_batch(tables["quotes"], tables["speakers"], finishing.namesakes, finishing.corrections)
    frames = {"quotes": as_frame(quotes)} | {name: as_frame(tables[name]) for name in ("documents", "tokens")}
    with _ONE_AT_A_TIME:
        stances = as_arrow("stances", stances_of(frames, finishing.targets))
    return {"quotes": to_bytes(quotes), "speakers": to_bytes(speakers), "stances": to_bytes(stances)}


def to_bytes(table: pa.Table) -> bytes:
    """A table as a Parquet file."""
    sink = io.BytesIO()
    pq.write_table(table.combine_chunks(), sink)
    return sink.getvalue()


def from_bytes(file: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table of a Parquet file, or some of its columns."""
    return pq.read_table(io.BytesIO(file), columns=columns)


def joined(parts: Sequence[Mapping[str, bytes]]) -> Files:
    """The files of several parts as those of one."""
    return {name: to_bytes(pa.concat_tables(from_bytes(files[name]) for files in parts)) for name in parts[0]}

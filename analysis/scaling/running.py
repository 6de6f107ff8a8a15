"""The order of a large run: annotate every part, learn what only the whole corpus tells, finish every part, publish."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from tqdm.auto import tqdm

from analysis import stance
from analysis.annotating import LIBRARIES, Checksum, describe_run, documents_of, warn_of
from analysis.corpus import Article, Columns, Failure, as_path, iter_articles
from analysis.errors import InputError
from analysis.identities import Namesakes, merge_speakers, speakers_in
from analysis.knowledge import knowledge_checksum
from analysis.scaling.parts import (
    Files,
    Finishing,
    annotate_part,
    failed_file,
    finish_part,
    from_bytes,
    joined,
    parts_of,
)
from analysis.scaling.store import Store
from analysis.scaling.workers import Died, Workers, open_workers
from analysis.speakers.linking import read_corrections
from analysis.tables import FAILED, TABLES, as_frame, records

__all__ = ["Outcome", "annotate_corpus"]

SECONDS_WITHOUT_BAR = 5
# Up to so many articles each table is one file, beyond it is a folder of files.
ARTICLES_IN_ONE_FILE = 2048
# Targets are proposed by so many parts, spread over the corpus; a smaller corpus is heard as a whole.
PARTS_HEARD = 16
# Seconds for one article: a whole novel takes less.
TIME_LIMIT = 300
# Speakers of articles that are merged at once.
SPEAKERS_AT_ONCE = 200_000


@dataclass(frozen=True)
class Outcome:
    """What a run gave.

    Attributes
    ----------
    articles, quotations, speakers, tokens : int
        Rows of the tables; `speakers` counts those with a quotation.
    failed : int
        Articles and files that were set aside in ``failed.parquet``.
    """

    articles: int
    quotations: int
    speakers: int
    tokens: int
    failed: int

    def __str__(self) -> str:
        counts = {
            "article": self.articles,
            "quotation": self.quotations,
            "speaker": self.speakers,
            "token": self.tokens,
        }
        text = ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for noun, count in counts.items())
        return f"{text}; {self.failed:,} set aside in failed.parquet" if self.failed else text


def annotate_corpus(
    corpus: str | Path | pd.DataFrame,
    folder: str | Path,
    *,
    columns: Columns | None = None,
    targets: str | Path | Sequence[str] | None = None,
    speaker_corrections: str | Path | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    time_limit: float | None = TIME_LIMIT,
    progress: bool | None = None,
) -> Outcome:
    """Annotate a corpus of any size into a folder of tables, in memory that does not grow with it.

    A run that was stopped, by whatever, is taken up where it was by the same call, and ends with the same tables. An
    article that cannot be annotated is set aside in ``failed.parquet``, with the reason.

    Parameters
    ----------
    corpus : str, Path or DataFrame
        As :func:`analysis.read_corpus` takes it, or the articles that it gives.
    folder : str or Path
        Where the tables go. Those of a large corpus are folders of Parquet files, which pandas reads as one table.
    columns : Columns, optional
        Columns of tabular input.
    targets, speaker_corrections
        As for :func:`analysis.annotate`.
    workers : int, default 1
        Processes on this machine.
    scheduler : str, optional
        Address of a Dask scheduler whose workers annotate instead. They need this package, one thread each.
    time_limit : float, default 300
        Seconds of computing after which an article is set aside; None sets no limit.
    progress : bool, optional
        Whether to show a progress bar; by default when there is more than one part.

    Returns
    -------
    Outcome

    Raises
    ------
    InputError
        If the corpus, the targets or the corrections cannot be read, nobody answers at the address, or a number is
        below what makes sense.

    See Also
    --------
    analysis.annotate : the same in memory.
    """
    started = time.time()
    named = stance.read_targets(targets) if targets else None
    corrections = read_corrections(speaker_corrections) if speaker_corrections else None
    if time_limit is not None and not time_limit > 0:
        raise InputError(f"a time limit of {time_limit:g} seconds", hint="give more than 0")
    store, checksum = Store(Path(folder)), Checksum()
    left_out: list[Failure] = []
    articles = _articles(corpus, columns, left_out)
    with open_workers(workers, scheduler) as team:
        with tqdm(desc="Annotating", unit=" articles", disable=progress is False, delay=SECONDS_WITHOUT_BAR) as bar:
            parts = _annotate(articles, partial(annotate_part, time_limit=time_limit), store, team, checksum, bar)
        wanted = _heard(parts) if named is None else named
        finished = _finish(parts, Finishing(_namesakes(parts).speakers, wanted, corrections), store, team)
    outcome = _publish(store, parts, finished, left_out)
    run = describe_run(checksum, targets, outcome.articles, started, speaker_corrections=speaker_corrections)
    if not isinstance(corpus, pd.DataFrame):
        run["corpus"] = as_path(corpus).resolve().name
    store.close(run)
    return outcome


def _articles(corpus: str | Path | pd.DataFrame, columns: Columns | None, left_out: list[Failure]) -> Iterator[Article]:
    if not isinstance(corpus, pd.DataFrame):
        return iter_articles(corpus, columns=columns, left_out=left_out)
    left_out += [Failure(**row) for row in corpus.attrs.get("left_out", ())]
    return (Article(**row) for row in records(documents_of(corpus)[list(Article._fields)]))


@dataclass(frozen=True)
class _Part:
    """A part of the corpus: its folder, the checksum of what its files depend on, and how many articles it had."""

    path: Path
    key: str
    articles: int

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        return pq.read_table(self.path / f"{name}.parquet", columns=columns)

    def rows(self, name: str) -> int:
        return int(pq.read_metadata(self.path / f"{name}.parquet").num_rows)


def _annotate(
    articles: Iterable[Article],
    annotate: Callable[[Sequence[Article]], Files],
    store: Store,
    team: Workers,
    checksum: Checksum,
    bar: tqdm,
) -> list[_Part]:
    """Annotate what is not yet in the store."""
    parts: list[_Part] = []
    versions = {name: version(name) for name in ("verbatim-analysis", *LIBRARIES)}
    under_way: deque[tuple[_Part, list[Article]]] = deque()

    def missing() -> Iterator[list[Article]]:
        for number, own in enumerate(parts_of(articles)):
            checksum.update(documents_of(pd.DataFrame(own, columns=Article._fields, dtype=object)))
            key = _key(own, versions, knowledge_checksum())
            part = _Part(store.path("part", number, key), key, len(own))
            parts.append(part)
            if part.path.is_dir():
                bar.update(len(own))
            else:
                under_way.append((part, own))
                yield own

    for files in team.map(annotate, missing()):
        part, own = under_way.popleft()
        store.put(part.path, _one_by_one(own, annotate, team) if isinstance(files, Died) else files)
        bar.update(part.articles)
    return parts


def _one_by_one(articles: Sequence[Article], annotate: Callable[[Sequence[Article]], Files], team: Workers) -> Files:
    """Annotate articles of which one kills its worker; that one is set aside."""
    results = team.map(annotate, [[article] for article in articles])
    empty = annotate([])
    lost = [
        empty | {FAILED: failed_file([Failure(article.document_id, "its worker died or was out of time")])}
        if isinstance(files, Died)
        else files
        for article, files in zip(articles, results, strict=True)
    ]
    return joined(lost)


def _finish(parts: Sequence[_Part], finishing: Finishing, store: Store, team: Workers) -> list[_Part]:
    """Finish what is not yet in the store."""
    shared = _key(finishing)
    done = [
        _Part(store.path("done", number, key := _key(part.key, shared)), key, part.articles)
        for number, part in enumerate(parts)
    ]
    pairs = [(part, own) for part, own in zip(parts, done, strict=True) if not own.path.is_dir()]
    inputs = (store.get(part.path, ("documents", "tokens", "quotes", "speakers")) for part, _ in pairs)
    for (part, own), files in zip(pairs, team.map(partial(finish_part, finishing=finishing), inputs), strict=True):
        if isinstance(files, Died):
            raise RuntimeError(f"finishing {part.path.name} killed its worker")
        store.put(own.path, files)
    return done


def _key(*values: object) -> str:
    """Checksum of plain values."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _namesakes(parts: Iterable[_Part]) -> Namesakes:
    namesakes = Namesakes()
    for part in parts:
        for _, speakers in speakers_in(part.table("speakers")):
            namesakes.add(speakers)
    return namesakes


def _heard(parts: Sequence[_Part]) -> list[stance.Target]:
    """Targets that the corpus proposes, by parts evenly spread over it."""
    chosen = sorted({round(place) for place in np.linspace(0, len(parts) - 1, min(len(parts), PARTS_HEARD))})
    heard = (parts[number] for number in chosen)
    return stance.propose_targets_over(
        (as_frame(part.table("quotes")), as_frame(part.table("documents")), as_frame(part.table("tokens")))
        for part in heard
    )


def _publish(store: Store, parts: Sequence[_Part], finished: Sequence[_Part], left_out: Sequence[Failure]) -> Outcome:
    failures = [Failure(**row) for part in parts for row in part.table(FAILED).to_pylist()]
    languages = pa.concat_tables(part.table("documents", ["document_id", "language"]) for part in parts)
    warn_of(failures, as_frame(languages.filter(pc.equal(languages["language"], "other"))))
    small = sum(part.articles for part in parts) <= ARTICLES_IN_ONE_FILE
    speakers = _merged_speakers(finished)
    store.open()
    store.publish_table("speakers", speakers)
    for name in TABLES:
        holders = finished if name in ("quotes", "stances") else parts
        if name == "speakers":
            continue
        if small:
            store.publish_table(name, pa.concat_tables(holder.table(name) for holder in holders).combine_chunks())
        else:
            store.publish_parts(name, (holder.path / f"{name}.parquet" for holder in holders))
    failed = [*left_out, *failures]
    if failed:
        store.publish_table(FAILED, from_bytes(failed_file(failed)))
    else:
        store.withdraw(FAILED)
    return Outcome(
        articles=sum(part.rows("documents") for part in parts),
        quotations=sum(part.rows("quotes") for part in finished),
        speakers=int(np.count_nonzero(speakers["n_quotes"].to_numpy())),
        tokens=sum(part.rows("tokens") for part in parts),
        failed=len(failed),
    )


def _merged_speakers(finished: Sequence[_Part]) -> pa.Table:
    """The speakers table, made of as many shares as memory allows, each with all that is said of its speakers."""
    shares = max(1, -(-sum(part.rows("speakers") for part in finished) // SPEAKERS_AT_ONCE))
    tables, places = [], []
    for share in range(shares):
        rows, positions, before = [], [], 0
        for part in finished:
            own = part.table("speakers")
            wanted = [crc32(identity.encode()) % shares == share for identity in own["speaker_id"].to_pylist()]
            rows.append(own.filter(pa.array(wanted, pa.bool_())))
            positions.append(np.flatnonzero(wanted) + before)
            before += own.num_rows
        together = pa.concat_tables(rows)
        tables.append(merge_speakers(together))
        place_of: dict[str, int] = {}
        for identity, place in zip(together["speaker_id"].to_pylist(), np.concatenate(positions).tolist(), strict=True):
            place_of.setdefault(identity, place)
        places += [place_of[identity] for identity in tables[-1]["speaker_id"].to_pylist()]
    return pa.concat_tables(tables).take(np.argsort(places)).combine_chunks()

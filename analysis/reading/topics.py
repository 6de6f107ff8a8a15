"""Topics of the articles as readers meet them."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.errors import InputError
from analysis.reading.table import ReaderTable
from analysis.tables import records
from analysis.wording import wording

__all__ = ["found_topics", "main_topics", "own_labels", "topic_words"]

# Fewer articles than this have no topics of their own to be found.
FEWEST_ARTICLES = 30
# Articles of a label without which there is nothing to learn it from.
FEWEST_OF_LABEL = 10


def main_topics(notes: Annotations, *, at_most: int = 50) -> ReaderTable:
    """First and second topic of each article with their probabilities.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=50
        How many articles.

    Returns
    -------
    ReaderTable
        Columns ``document_id``, ``title`` (str or null), ``first topic``, ``second topic`` (str, labels of IPTC in
        the language of `notes`), ``first topic (p)`` and ``second topic (p)`` (float, probability from 0 to 1).
    """
    from analysis.topics import topic_labels

    table = notes.documents[["document_id", "title"]].head(at_most)
    labels = topic_labels(notes.language)
    for rank, name in ((1, "first topic"), (2, "second topic")):
        ranked = notes.topics.loc[notes.topics["rank"] == rank, ["document_id", "topic_id", "probability"]]
        ranked = ranked.assign(topic_id=ranked["topic_id"].map(labels))
        ranked = ranked.rename(columns={"topic_id": name, "probability": f"{name} (p)"})
        table = table.merge(ranked, on="document_id", validate="1:1")
    return ReaderTable(table, language=notes.language)


def topic_words(notes: Annotations, *, articles: int = 10, words: int = 8) -> ReaderTable:
    """Words that speak most for the first topic of each article; the weight is in log-odds.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    articles : int, default=10
        How many articles, from the first on.
    words : int, default=8
        At most how many words of each.

    Returns
    -------
    ReaderTable
        Columns ``document_id``, ``first topic`` and ``words that speak for it`` (str): each word with its weight, a
        difference of log-odds, in brackets.
    """
    from analysis import topics

    say = wording(notes.language)
    classifier, labels = topics.load_classifier(), topics.topic_labels(notes.language)
    first = notes.topics[notes.topics["rank"] == 1].set_index("document_id")["topic_id"]
    rows = []
    for document in records(notes.documents.head(articles)):
        code = first[document["document_id"]]
        table = topics.explain(classifier, document["text"], code, n_words=words)
        weights = table.loc[table["weight"] > 0, ["word", "weight"]].itertuples(index=False)
        told = ", ".join(f"{word} ({say.signed(weight, 1)})" for word, weight in weights)
        rows.append((document["document_id"], labels[code], told))
    return ReaderTable(rows, columns=["document_id", "first topic", "words that speak for it"], language=notes.language)


def found_topics(notes: Annotations, *, n_topics: int = 8, seed: int = 0) -> ReaderTable:
    """Topics that the corpus itself shows, without labels, by non-negative matrix factorisation.

    A table without rows for fewer than 30 articles, as topics of a handful are chance, or fewer usable words than
    topics.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    n_topics : int, default=8
        How many topics.
    seed : int, default=0
        Random seed.

    Returns
    -------
    ReaderTable
        Columns ``topic`` (int, number), ``words`` (str), ``articles`` (int), ``coherence`` (float, normalised
        pointwise mutual information from −1 to 1) and ``stability`` (float, 0 to 1).
    """
    from analysis import topics

    columns = ["topic", "words", "articles", "coherence", "stability"]
    nothing = ReaderTable(columns=columns, language=notes.language)
    if len(notes.documents) < FEWEST_ARTICLES:
        return nothing
    try:
        found = topics.find_topics(notes.documents["text"], n_topics=n_topics, seed=seed)
    except InputError:  # too few words that may tell articles apart
        return nothing
    words = found.words.groupby("topic")["word"].agg(lambda column: ", ".join(column.head(8)))
    return ReaderTable(found.topics.assign(words=found.topics["topic"].map(words))[columns], language=notes.language)


def own_labels(notes: Annotations, *, labels: str = "source", seed: int = 0) -> ReaderTable:
    """What a classifier of your own labels would reach: figures of :func:`analysis.topics.train_labels`.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    labels : str, default="source"
        Column of the documents that holds the labels; those with fewer than 10 articles are left out.
    seed : int
        Seed of the split.

    Returns
    -------
    ReaderTable
        Columns ``measure`` (str), ``model``, ``low``, ``high`` (float, 95 % interval) and ``majority`` (float, a guess
        that always names the most frequent label), all from 0 to 1; without rows if fewer than two labels are left or
        the articles are copies of each other.
    """
    from analysis import topics

    counts = notes.documents[labels].value_counts()
    enough = counts[counts >= FEWEST_OF_LABEL].index
    frame = notes.documents[notes.documents[labels].isin(enough)]
    nothing = ReaderTable(columns=["measure", "model", "low", "high", "majority"], language=notes.language)
    if len(enough) < 2:
        return nothing
    frame = pd.DataFrame({"text": frame["text"].astype(str), "label": frame[labels].astype(str)})
    try:
        report = topics.train_labels(frame, curve=(1.0,), n_resamples=200, seed=seed)
    except InputError:  # too few articles that are no copies of each other
        return nothing
    return ReaderTable(report.scores, language=notes.language)

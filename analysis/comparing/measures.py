"""What is measured in a corpus: for each article, counts whose sums make shares and means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.annotations import Annotations
from analysis.reading import cue_lemmas, named_speakers
from analysis.stance import DECIDED

__all__ = ["GROUPS", "Measure", "measures_of"]

TYPES = ("direct", "mixed", "indirect")
KINDS = ("person", "unnamed", "group", "organisation", "document", "nobody")
PEOPLE = ("person", "unnamed")
SIGNS = {"favour": 1, "against": -1, "neutral": 0}
# Cues and targets that are rarer than this say nothing of a corpus.
FEWEST_CUES = 5
FEWEST_STANCES = 5
MOST_CUES = 20
MOST_TARGETS = 12
MOST_SPEAKERS = 8


class Measure(NamedTuple):
    """A figure of a corpus: the sum of `counts` over the articles, divided by that of `of`.

    Attributes
    ----------
    group : str
        One of :data:`GROUPS`.
    name : str
        What is measured: a type, a kind, a topic, a cue, a target or a speaker.
    counts, of : ndarray, shape (n_articles,)
        Numerator and denominator in each article.
    """

    group: str
    name: str
    counts: np.ndarray
    of: np.ndarray


def measures_of(notes: Annotations) -> list[Measure]:
    """All measures of an annotated corpus, articles in the order of its documents.

    Parameters
    ----------
    notes : Annotations
        Both corpora; its documents have a column ``corpus``.

    Returns
    -------
    list of Measure
        Group after group; in a group the most frequent first where frequency decides what is measured.
    """
    return [measure for group, measure_group in GROUPS.items() for measure in measure_group(notes, group)]


def _rate(notes: Annotations, group: str) -> Iterator[Measure]:
    yield Measure(group, "per article", _per_article(notes, notes.quotes), np.ones(len(notes.documents)))


def _types(notes: Annotations, group: str) -> Iterator[Measure]:
    return _shares(notes, group, notes.quotes, "type", TYPES)


def _women(notes: Annotations, group: str) -> Iterator[Measure]:
    people = _with_speakers(notes)
    people = people[people["kind"].isin(PEOPLE)].dropna(subset=["gender"])
    return _shares(notes, group, people, "gender", ["female"])


def _kinds(notes: Annotations, group: str) -> Iterator[Measure]:
    return _shares(notes, group, _with_speakers(notes), "kind", KINDS)


def _topics(notes: Annotations, group: str) -> Iterator[Measure]:
    first = notes.topics[notes.topics["rank"] == 1]
    return _shares(notes, group, first, "topic_id", _frequent(first["topic_id"]))


def _cues(notes: Annotations, group: str) -> Iterator[Measure]:
    cued = cue_lemmas(notes.quotes, notes.tokens)
    names = _frequent(cued["lemma"], at_least=FEWEST_CUES)[:MOST_CUES]
    return _shares(notes, group, cued, "lemma", names)


def _stances(notes: Annotations, group: str) -> Iterator[Measure]:
    """Mean decided stance towards targets of both corpora: from 1, all for, to -1, all against."""
    decided = notes.stances[notes.stances["probability"] >= DECIDED]
    told = decided.merge(notes.documents[["document_id", "corpus"]], on="document_id", validate="m:1")
    counts = told.groupby(["target", "corpus"]).size().unstack(fill_value=0)
    shared = counts.index[(counts >= FEWEST_STANCES).all(axis=1) & (counts.shape[1] == 2)]
    signed = told.assign(sign=told["stance"].map(SIGNS).astype(int))
    for target in _frequent(told.loc[told["target"].isin(shared), "target"])[:MOST_TARGETS]:
        rows = signed[signed["target"] == target]
        yield Measure(group, target, _per_article(notes, rows, rows["sign"]), _per_article(notes, rows))


def _speakers(notes: Annotations, group: str) -> Iterator[Measure]:
    """Share of all quotations, for the most quoted named speakers of either corpus."""
    known = named_speakers(notes)
    quotes = notes.quotes.merge(notes.documents[["document_id", "corpus"]], on="document_id", validate="m:1")
    named = quotes[quotes["speaker_id"].isin(known["speaker_id"])]
    most = [_frequent(rows["speaker_id"])[:MOST_SPEAKERS] for _, rows in named.groupby("corpus", sort=False)]
    names = dict(zip(known["speaker_id"], known["name"], strict=True))
    chosen = [speaker for speaker in _frequent(named["speaker_id"]) if any(speaker in ids for ids in most)]
    for measure in _shares(notes, group, quotes, "speaker_id", chosen):
        yield measure._replace(name=names[measure.name])


GROUPS: dict[str, Callable[[Annotations, str], Iterator[Measure]]] = {
    "rate": _rate,
    "types": _types,
    "women": _women,
    "kinds": _kinds,
    "topics": _topics,
    "cues": _cues,
    "stances": _stances,
    "voices": _speakers,
}


def _shares(
    notes: Annotations, group: str, rows: pd.DataFrame, column: str, values: Sequence[str]
) -> Iterator[Measure]:
    """Share of the rows that have each value."""
    total = _per_article(notes, rows)
    for value in values:
        yield Measure(group, value, _per_article(notes, rows[(rows[column] == value).fillna(False)]), total)


def _per_article(notes: Annotations, rows: pd.DataFrame, weights: pd.Series | None = None) -> np.ndarray:
    """Number of rows, or sum of their weights, in each article."""
    places = pd.Index(notes.documents["document_id"]).get_indexer(pd.Index(rows["document_id"]))
    weights_of_rows = None if weights is None else weights.to_numpy(float)
    return np.bincount(places, weights=weights_of_rows, minlength=len(notes.documents)).astype(float)


def _with_speakers(notes: Annotations) -> pd.DataFrame:
    about = notes.speakers[["speaker_id", "kind", "gender"]]
    quotes = notes.quotes.merge(about, on="speaker_id", how="left", validate="m:1")
    return quotes.assign(kind=quotes["kind"].fillna("nobody"))


def _frequent(values: pd.Series, *, at_least: int = 1) -> list[str]:
    """Values by frequency, those of equal frequency by name."""
    counts = values.dropna().astype(str).value_counts().rename_axis("value").reset_index(name="count")
    counts = counts[counts["count"] >= at_least].sort_values(["count", "value"], ascending=[False, True])
    return counts["value"].tolist()

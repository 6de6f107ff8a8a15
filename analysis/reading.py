"""Tables for readers: the questions that the notebooks ask, each answered by one call."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.annotations import Annotations

__all__ = [
    "ReaderTable",
    "cues_by_speaker",
    "doubtful_quotations",
    "doubtful_stances",
    "kinds_of_speakers",
    "main_topics",
    "quotations",
    "speakers",
    "stance_coverage",
    "telling_stances",
    "token_counts",
    "topic_words",
    "voices",
]

KEY = ["document_id", "quote_id"]
MISSING = "—"


class ReaderTable(pd.DataFrame):
    """A DataFrame that shows whole texts, two decimals and no row numbers."""

    @property
    def _constructor(self) -> type[ReaderTable]:
        return ReaderTable

    def _repr_html_(self) -> str:
        cells = pd.DataFrame({str(name): [_cell(value) for value in self[name]] for name in self.columns})
        with pd.option_context("display.max_colwidth", None):
            return f'<div class="scroll">{cells.to_html(index=False, border=0, max_rows=None)}</div>'


def _cell(value: Any) -> str:
    if isinstance(value, float) and value == value:
        return f"{value:.2f}"
    if isinstance(value, list | tuple | np.ndarray):
        return ", ".join(map(str, value)) or MISSING
    return MISSING if value is None or value is pd.NA or value != value else str(value)


def token_counts(notes: Annotations) -> ReaderTable:
    """Articles, sentences, tokens and different words of the corpus, and the mean length of a sentence in tokens."""
    words = notes.tokens.loc[~notes.tokens["pos"].isin(["PUNCT", "SYM", "SPACE"]), "text"].str.lower()
    return ReaderTable(
        pd.DataFrame(
            {
                "articles": [len(notes.documents)],
                "sentences": [len(notes.sentences)],
                "tokens": [len(notes.tokens)],
                "different words": [words.nunique()],
                "tokens per sentence": [round(len(notes.tokens) / max(1, len(notes.sentences)), 1)],
            }
        )
    )


def main_topics(notes: Annotations, *, at_most: int = 50) -> ReaderTable:
    """First and second topic of each article with their probabilities."""
    table = notes.documents[["document_id", "title"]].head(at_most)
    for rank, name in ((1, "first topic"), (2, "second topic")):
        ranked = notes.topics.loc[notes.topics["rank"] == rank, ["document_id", "label", "probability"]]
        ranked = ranked.rename(columns={"label": name, "probability": f"{name} (p)"})
        table = table.merge(ranked, on="document_id", validate="1:1")
    return ReaderTable(table)


def topic_words(notes: Annotations, *, articles: int = 10, words: int = 8) -> ReaderTable:
    """Words that speak most for the first topic of each article."""
    from analysis import topics

    chosen = notes.documents.head(articles)
    return ReaderTable(topics.load_classifier().explain(chosen, n_words=words))


def speakers(notes: Annotations, *, at_most: int = 30) -> ReaderTable:
    """The most quoted speakers with what is known of them."""
    columns = ["name", "kind", "title", "role", "gender", "aliases", "n_quotes"]
    return ReaderTable(notes.speakers.sort_values("n_quotes", ascending=False, kind="stable")[columns].head(at_most))


def cues_by_speaker(notes: Annotations, *, at_most: int = 15) -> ReaderTable:
    """Cues by which the most quoted speakers are introduced, the most frequent first."""
    cued = notes.quotes.dropna(subset=["speaker", "cue"])
    names = cued["speaker"].value_counts().head(at_most).index
    listed = {
        name: ", ".join(
            f"{cue} ({count})" if count > 1 else str(cue)
            for cue, count in cued.loc[cued["speaker"] == name, "cue"].str.lower().value_counts().items()
        )
        for name in names
    }
    return ReaderTable(pd.DataFrame({"speaker": list(listed), "cues": list(listed.values())}))


def quotations(notes: Annotations, *, at_most: int = 100) -> ReaderTable:
    """Quotations with speaker, cue, construction and confidence, the most certain first."""
    columns = ["document_id", "speaker", "text", "type", "cue", "source", "rule", "confidence"]
    return ReaderTable(notes.quotes.sort_values("confidence", ascending=False, kind="stable")[columns].head(at_most))


def doubtful_quotations(notes: Annotations, *, at_most: int = 10) -> ReaderTable:
    """The least certain quotations."""
    columns = ["document_id", "confidence", "rule", "speaker", "source", "text"]
    return ReaderTable(notes.quotes.sort_values("confidence", kind="stable")[columns].head(at_most))


def kinds_of_speakers(notes: Annotations) -> ReaderTable:
    """Speakers and quotations by kind and gender."""
    known = notes.speakers.assign(gender=notes.speakers["gender"].fillna("—"))
    grouped = known.groupby(["kind", "gender"], sort=True)["n_quotes"].agg(["size", "sum"]).reset_index()
    return ReaderTable(grouped.rename(columns={"size": "speakers", "sum": "quotations"}))


def voices(notes: Annotations, *, at_most: int = 100) -> ReaderTable:
    """Each quotation with its speaker, its most probable target and the stance toward it."""
    best = notes.stances.sort_values("probability", ascending=False, kind="stable").drop_duplicates(KEY)
    merged = notes.quotes.merge(best, on=KEY, how="left", validate="1:1")
    return ReaderTable(merged[["document_id", "speaker", "stance", "target", "text"]].head(at_most))


def telling_stances(notes: Annotations, *, per_stance: int = 5) -> ReaderTable:
    """The most certain quotations of each stance."""
    ordered = _stances_with_words(notes).sort_values("probability", ascending=False, kind="stable")
    return ReaderTable(ordered.groupby("stance", sort=True).head(per_stance).sort_values("stance", kind="stable"))


def doubtful_stances(notes: Annotations, *, at_most: int = 10) -> ReaderTable:
    """The least certain stances, to be checked by hand."""
    return ReaderTable(_stances_with_words(notes).sort_values("probability", kind="stable").head(at_most))


def stance_coverage(notes: Annotations) -> ReaderTable:
    """Share of stances that stay decided at different thresholds of their probability."""
    thresholds = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    probability = notes.stances["probability"].astype(float)
    shares = [
        round(float((probability >= threshold).mean()), 2) if len(probability) else 0.0 for threshold in thresholds
    ]
    return ReaderTable(pd.DataFrame({"threshold": thresholds, "decided": shares}))


def _stances_with_words(notes: Annotations) -> pd.DataFrame:
    words = notes.quotes[[*KEY, "speaker", "text"]]
    merged = notes.stances.merge(words, on=KEY, validate="many_to_one")
    return merged[["speaker", "stance", "probability", "target", "text", "document_id"]]

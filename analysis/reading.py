"""Tables for readers: the questions that the notebooks ask, each answered by one call."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations

__all__ = [
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


def token_counts(notes: Annotations) -> pd.DataFrame:
    """Articles, sentences, tokens and different words of the corpus, and the mean length of a sentence in tokens."""
    words = notes.tokens.loc[~notes.tokens["pos"].isin(["PUNCT", "SYM", "SPACE"]), "text"].str.lower()
    return pd.DataFrame(
        {
            "articles": [len(notes.documents)],
            "sentences": [len(notes.sentences)],
            "tokens": [len(notes.tokens)],
            "different words": [words.nunique()],
            "tokens per sentence": [round(len(notes.tokens) / max(1, len(notes.sentences)), 1)],
        }
    )


def main_topics(notes: Annotations, *, at_most: int = 50) -> pd.DataFrame:
    """First and second topic of each article with their probabilities."""
    table = notes.documents[["document_id", "title"]].head(at_most)
    for rank, name in ((1, "first topic"), (2, "second topic")):
        ranked = notes.topics.loc[notes.topics["rank"] == rank, ["document_id", "label", "probability"]]
        ranked = ranked.rename(columns={"label": name, "probability": f"{name} (p)"})
        table = table.merge(ranked, on="document_id", validate="1:1")
    return table


def topic_words(notes: Annotations, *, articles: int = 10, words: int = 8) -> pd.DataFrame:
    """Words that speak most for the first topic of each article."""
    from analysis import topics

    chosen = notes.documents.head(articles)
    return topics.load_classifier().explain(chosen, n_words=words)


def speakers(notes: Annotations, *, at_most: int = 30) -> pd.DataFrame:
    """The most quoted speakers with what is known of them."""
    columns = ["name", "kind", "title", "role", "gender", "aliases", "n_quotes"]
    return notes.speakers.sort_values("n_quotes", ascending=False, kind="stable")[columns].head(at_most)


def cues_by_speaker(notes: Annotations, *, at_most: int = 15) -> pd.DataFrame:
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
    return pd.DataFrame({"speaker": list(listed), "cues": list(listed.values())})


def quotations(notes: Annotations, *, at_most: int = 100) -> pd.DataFrame:
    """Quotations with speaker, cue, construction and confidence, the most certain first."""
    columns = ["document_id", "speaker", "text", "type", "cue", "source", "rule", "confidence"]
    return notes.quotes.sort_values("confidence", ascending=False, kind="stable")[columns].head(at_most)


def doubtful_quotations(notes: Annotations, *, at_most: int = 10) -> pd.DataFrame:
    """The least certain quotations."""
    columns = ["document_id", "confidence", "rule", "speaker", "source", "text"]
    return notes.quotes.sort_values("confidence", kind="stable")[columns].head(at_most)


def kinds_of_speakers(notes: Annotations) -> pd.DataFrame:
    """Speakers and quotations by kind and gender."""
    known = notes.speakers.assign(gender=notes.speakers["gender"].fillna("—"))
    grouped = known.groupby(["kind", "gender"], sort=True)["n_quotes"].agg(["size", "sum"]).reset_index()
    return grouped.rename(columns={"size": "speakers", "sum": "quotations"})


def voices(notes: Annotations, *, at_most: int = 100) -> pd.DataFrame:
    """Each quotation with its speaker, its most probable target and the stance toward it."""
    best = notes.stances.sort_values("probability", ascending=False, kind="stable").drop_duplicates(KEY)
    merged = notes.quotes.merge(best, on=KEY, how="left", validate="1:1")
    return merged[["document_id", "speaker", "stance", "target", "text"]].head(at_most)


def telling_stances(notes: Annotations, *, per_stance: int = 5) -> pd.DataFrame:
    """The most certain quotations of each stance."""
    ordered = _stances_with_words(notes).sort_values("probability", ascending=False, kind="stable")
    return ordered.groupby("stance", sort=True).head(per_stance).sort_values("stance", kind="stable")


def doubtful_stances(notes: Annotations, *, at_most: int = 10) -> pd.DataFrame:
    """The least certain stances, to be checked by hand."""
    return _stances_with_words(notes).sort_values("probability", kind="stable").head(at_most)


def stance_coverage(notes: Annotations) -> pd.DataFrame:
    """Share of stances that stay decided at different thresholds of their probability."""
    thresholds = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    probability = notes.stances["probability"].astype(float)
    shares = [
        round(float((probability >= threshold).mean()), 2) if len(probability) else 0.0 for threshold in thresholds
    ]
    return pd.DataFrame({"threshold": thresholds, "decided": shares})


def _stances_with_words(notes: Annotations) -> pd.DataFrame:
    words = notes.quotes[[*KEY, "speaker", "text"]]
    merged = notes.stances.merge(words, on=KEY, validate="many_to_one")
    return merged[["speaker", "stance", "probability", "target", "text", "document_id"]]

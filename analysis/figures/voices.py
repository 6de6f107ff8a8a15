"""Who speaks on which topic, how much of the room each kind of speaker has, and by which cues each is introduced."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.figures.bars import stacked_bars
from analysis.figures.heat_map import heat_map
from analysis.figures.picture import Picture
from analysis.reading import cue_lemmas, named_quotes
from analysis.topics import topic_labels
from analysis.wording import wording

__all__ = ["cues_for_whom", "share_of_voice", "voices_by_topic"]

KINDS = {
    "person": "named person",
    "unnamed": "unnamed person",
    "group": "groups",
    "organisation": "organisations",
    "document": "documents",
    "nobody": "nobody",
}
PEOPLE = ("person", "unnamed")
GENDERS = {"female": "women", "male": "men", "unknown": "unknown"}
# Who stands behind a cue: people by gender, the others by kind.
GROUPS = ("women", "men", "groups", "organisations", "documents")


def voices_by_topic(notes: Annotations, *, speakers: int = 15, language: str | None = None) -> Picture:
    """Quotations of the most quoted named speakers by main topic of the article."""
    say = wording(language or notes.language)
    main = notes.topics.loc[notes.topics["rank"] == 1, ["document_id", "topic_id"]]
    merged = named_quotes(notes).merge(main, on="document_id", validate="many_to_one")
    if merged.empty:
        return Picture.nothing("no named speaker", say)
    names = merged["speaker"].value_counts().head(speakers).index
    chosen = merged[merged["speaker"].isin(names)]
    cells = chosen.groupby(["speaker", "topic_id"]).size().unstack().reindex(index=names)
    cells = cells[cells.sum().sort_values(ascending=False, kind="stable").index].rename(
        columns=topic_labels(say.language)
    )
    figure = heat_map(
        cells,
        cells.astype("Int64"),
        title=say("figure voices"),
        rows=say("axis speaker"),
        columns=say("axis topic"),
        bar=say("axis quotations"),
    )
    data = cells.rename_axis(index="speaker", columns=None).fillna(0).astype(int).reset_index()
    return Picture(figure, caption=say("caption voices"), data=data, language=say.language)


def share_of_voice(notes: Annotations, *, language: str | None = None) -> Picture:
    """Share of all quoted words by kind of speaker, and by gender where the articles tell it.

    Words, not quotations, are counted: a line and a paragraph are not the same room.
    """
    say = wording(language or notes.language)
    quotes = _with_speakers(notes)
    if quotes.empty:
        return Picture.nothing("no quotation", say)
    quotes["words"] = quotes["text"].str.split().map(len)
    quotes["gender"] = quotes["gender"].where(quotes["kind"].isin(PEOPLE), "unknown").fillna("unknown")
    words = quotes.groupby(["kind", "gender"])["words"].sum().unstack(fill_value=0)
    words = words.reindex(index=[kind for kind in KINDS if kind in words.index], columns=list(GENDERS), fill_value=0)
    shares = 100 * words / max(1, words.to_numpy().sum())
    shares.index = [say(KINDS[kind]) for kind in shares.index]
    names = [say(name) for name in GENDERS.values()]
    figure = stacked_bars(shares, title=say("figure share"), axis=say("axis words"), names=names, integers=False)
    data = words.set_axis([say(KINDS[kind]) for kind in words.index]).set_axis(names, axis=1)
    data = data.rename_axis(index="kind", columns=None).reset_index()
    return Picture(figure, caption=say("caption share"), data=data, language=say.language)


def cues_for_whom(notes: Annotations, *, at_most: int = 14, language: str | None = None) -> Picture:
    """The most frequent cues and the speakers whom they introduce, women and men apart.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=14
        How many cues, as dictionary forms (*affirmer*, *prétendre*, *selon*).
    language : {"en", "fr"}, optional
        Language of the figure; by default that of the annotations.

    Returns
    -------
    Picture
        Numbers of quotations; the shade is the share among those of the same kind of speaker.
    """
    say = wording(language or notes.language)
    cued = cue_lemmas(_with_speakers(notes), notes.tokens)
    cued["whom"] = [
        GENDERS.get(gender, "") if kind in PEOPLE else KINDS[kind]
        for kind, gender in zip(cued["kind"], cued["gender"].fillna(""), strict=True)
    ]
    cued = cued[cued["whom"].isin(GROUPS)]
    if cued.empty:
        return Picture.nothing("no cue", say)
    cues = cued["lemma"].value_counts().head(at_most).index
    counts = cued.groupby(["lemma", "whom"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[group for group in GROUPS if group in counts.columns])
    shares = 100 * counts / counts.sum()
    chosen, shaded = counts.loc[cues], shares.loc[cues]
    chosen.columns = shaded.columns = [say(group) for group in chosen.columns]
    figure = heat_map(
        shaded.where(chosen > 0),
        chosen.where(chosen > 0).astype("Int64"),
        title=say("figure verbs"),
        rows=say("axis verb"),
        columns=say("axis speaker"),
        bar=say("axis share of speakers"),
    )
    data = chosen.rename_axis(index="cue", columns=None).reset_index()
    return Picture(figure, caption=say("caption verbs"), data=data, language=say.language)


def _with_speakers(notes: Annotations) -> pd.DataFrame:
    """Quotations with kind and gender of their speakers; kind « nobody » where none was found."""
    about = notes.speakers[["speaker_id", "kind", "gender"]]
    quotes = notes.quotes.merge(about, on="speaker_id", how="left", validate="many_to_one")
    return quotes.assign(kind=quotes["kind"].fillna("nobody"))

"""Speakers as readers meet them."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.reading.table import MISSING, ReaderTable
from analysis.stance import with_undecided
from analysis.tables import QUOTE_KEY

__all__ = ["cues_by_speaker", "kinds_of_speakers", "named_quotes", "named_speakers", "speakers", "voices"]


def named_speakers(notes: Annotations) -> pd.DataFrame:
    """Rows of the speakers that have a name: no pronoun, no « une voisine », and no « la direction » in many articles.

    In one article « la direction » is somebody; in many it is somebody else in each.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.

    Returns
    -------
    DataFrame
        Rows of the speakers table, with all its columns.
    """
    known = notes.speakers[notes.speakers["kind"] != "unnamed"]
    return known if len(notes.documents) == 1 else known[known["name"].str.lower() != known["name"]]


def named_quotes(notes: Annotations) -> pd.DataFrame:
    """Quotations of the speakers that have a name, `speaker` one name for each id across the corpus.

    Articles call one person by several names; two persons of one name have their id beside it.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.

    Returns
    -------
    DataFrame
        Rows of the quotes table, with all its columns; ``speaker`` (str) is never null.
    """
    named = named_speakers(notes)
    shared = named["name"].duplicated(keep=False)
    names = dict(
        zip(
            named["speaker_id"],
            named["name"].where(~shared, named["name"] + " (" + named["speaker_id"] + ")"),
            strict=True,
        )
    )
    quotes = notes.quotes[notes.quotes["speaker_id"].isin(names)]
    return quotes.assign(speaker=[names[speaker_id] for speaker_id in quotes["speaker_id"]])


def speakers(notes: Annotations, *, at_most: int = 30) -> ReaderTable:
    """The most quoted speakers with what is known of them.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=30
        How many speakers.

    Returns
    -------
    ReaderTable
        Columns ``name``, ``kind``, ``title``, ``role`` and ``gender`` (str, null where no article tells it),
        ``aliases`` (list of str) and ``n_quotes`` (int, quotations).
    """
    columns = ["name", "kind", "title", "role", "gender", "aliases", "n_quotes"]
    return ReaderTable(
        notes.speakers.sort_values("n_quotes", ascending=False, kind="stable")[columns].head(at_most),
        language=notes.language,
    )


def cues_by_speaker(notes: Annotations, *, at_most: int = 15) -> ReaderTable:
    """Cues by which the most quoted speakers are introduced, the most frequent first.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=15
        How many speakers.

    Returns
    -------
    ReaderTable
        Columns ``speaker`` and ``cues`` (str): each cue with its number of quotations in brackets, if it has more than
        one.
    """
    cued = named_quotes(notes).dropna(subset=["cue"])
    names = cued["speaker"].value_counts().head(at_most).index
    listed = {
        name: ", ".join(
            f"{cue} ({count})" if count > 1 else str(cue)
            for cue, count in cued.loc[cued["speaker"] == name, "cue"].str.lower().value_counts().items()
        )
        for name in names
    }
    return ReaderTable(pd.DataFrame({"speaker": list(listed), "cues": list(listed.values())}), language=notes.language)


def kinds_of_speakers(notes: Annotations) -> ReaderTable:
    """Speakers and quotations by kind and gender, and the quotations of nobody.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.

    Returns
    -------
    ReaderTable
        Columns ``kind`` (str; ``nobody`` for quotations in which no speaker was found), ``gender`` (str, — where no
        article tells it), ``speakers`` and ``quotations`` (int).
    """
    known = notes.speakers.assign(gender=notes.speakers["gender"].fillna(MISSING))
    grouped = known.groupby(["kind", "gender"], sort=True)["n_quotes"].agg(["size", "sum"]).reset_index()
    rows = grouped.rename(columns={"size": "speakers", "sum": "quotations"}).to_dict("records")
    if alone := int(notes.quotes["speaker_id"].isna().sum()):
        rows.append({"kind": "nobody", "gender": MISSING, "speakers": 0, "quotations": alone})
    return ReaderTable(rows, columns=["kind", "gender", "speakers", "quotations"], language=notes.language)


def voices(notes: Annotations, *, at_most: int = 100, threshold: float = 0.5) -> ReaderTable:
    """Each quotation with its speaker and the target toward which its stance is surest.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=100
        How many quotations.
    threshold : float, default=0.5
        Probability below which a stance is undecided.

    Returns
    -------
    ReaderTable
        Columns ``document_id``, ``speaker``, ``stance``, ``target`` and ``text`` (str); speaker, stance and target are
        null where none was found.
    """
    told = with_undecided(notes.stances, threshold=threshold)
    best = told.sort_values("probability", ascending=False, kind="stable").drop_duplicates(QUOTE_KEY)
    merged = notes.quotes.merge(best, on=QUOTE_KEY, how="left", validate="1:1")
    return ReaderTable(
        merged[["document_id", "speaker", "stance", "target", "text"]].head(at_most), language=notes.language
    )

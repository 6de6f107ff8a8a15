"""The first page of the report: the answer in sentences, the oppositions, the figures, and the way on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from analysis import figures, reading
from analysis.annotations import Annotations
from analysis.highlighting import article_html
from analysis.reporting.articles import article_files
from analysis.reporting.provenance import facts, first_and_last, kept_sentence, set_aside_sentence
from analysis.reporting.site import Page, Site
from analysis.reporting.stances import coverage_sentence
from analysis.topics import topic_labels
from analysis.wording import Wording

__all__ = ["write_overview"]

# Names that a sentence holds.
NAMES = 3
TOPICS = 4
# Quotations of people below which a share says nothing.
ENOUGH_PEOPLE = 20
DOORS = ("articles", "quotations", "speakers")
# A corpus of one short article is read on the first page itself.
SHORT_ARTICLE = 6_000  # code points


def write_overview(notes: Annotations, site: Site, *, notebooks: Sequence[Page]) -> Path:
    """Write ``index.html``.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    site : Site
        The report.
    notebooks : sequence of Page
        Pages of the notebooks, for the way on.

    Returns
    -------
    Path
        The page.
    """
    say = site.say
    return site.write(
        "overview.html.j2",
        Page("index.html", say("question", corpus=site.corpus), menu="index.html"),
        sentences=[
            _size(notes, say),
            kept_sentence(notes, say),
            _period(notes, say),
            _outlets(notes, say),
            _speakers(notes, say),
            _gender(notes, say),
            _topics(notes, say),
            set_aside_sentence(notes, say),
        ],
        facts=facts(notes, site),
        oppositions=_oppositions(notes, say),
        coverage=coverage_sentence(notes.stances, say),
        article=_only_article(notes),
        pictures=[Markup(picture._repr_html_()) for picture in _pictures(notes, say.language)],
        doors=[{"file": f"{name}.html", "title": say(f"go to {name}")} for name in DOORS],
        notebooks=notebooks,
    )


def _pictures(notes: Annotations, language: str) -> list[figures.Picture]:
    drawn = [
        figures.speaker_shares(notes, language=language),
        figures.share_of_voice(notes, language=language),
        figures.stance_matrix(notes, language=language),
        figures.voices_by_topic(notes, language=language),
        figures.quotations_over_time(notes, language=language),
        figures.cues_for_whom(notes, language=language),
        figures.voices_network(notes, language=language),
    ]
    # One bar or one cell says no more than the sentences do.
    return [picture for picture in drawn if len(picture.data) > 1]


def _bold(words: object) -> Markup:
    return Markup("<b>{}</b>").format(words)


def _sentence(say: Wording, key: str, **values: object) -> Markup:
    return Markup(say(key)).format(**values)


def _list(say: Wording, items: Sequence[Markup]) -> Markup:
    return Markup(say.list(items))


def _size(notes: Annotations, say: Wording) -> Markup:
    heard = int(notes.speakers["n_quotes"].gt(0).sum())
    return _sentence(
        say,
        "size",
        articles=_bold(say.count(len(notes.documents), "article")),
        quotations=_bold(say.count(len(notes.quotes), "quotation")),
        speakers=_bold(say.count(heard, "speaker")),
    )


def _period(notes: Annotations, say: Wording) -> Markup:
    dates = first_and_last(notes)
    if not dates:
        return Markup("")
    first, last = map(say.date, dates)
    return _sentence(say, "one day", day=first) if first == last else _sentence(say, "period", first=first, last=last)


def _outlets(notes: Annotations, say: Wording) -> Markup:
    outlets = notes.documents["source"].dropna().value_counts()
    if outlets.empty:
        return Markup("")
    if len(outlets) == 1:
        return _sentence(say, "one outlet", names=_bold(outlets.index[0]))
    names = _list(say, _ranked(outlets, say))
    return _sentence(say, "outlets", count=say.count(len(outlets), "outlet"), names=names)


def _speakers(notes: Annotations, say: Wording) -> Markup:
    known = reading.named_speakers(notes)
    counts = known[known["n_quotes"] > 0].set_index("name")["n_quotes"]
    if counts.empty:
        return Markup(say("nobody speaks"))
    first, others = counts[counts == counts.max()], counts[counts < counts.max()]
    names = _list(say, _names(list(first.index), say))
    values = {"speaker": names, "count": say.count(int(counts.max()), "quotation")}
    several = " together" if len(first) > 1 else ""
    if others.empty:
        return _sentence(say, f"speaks alone{several}", **values)
    return _sentence(say, f"speaks most{several}", others=_list(say, _ranked(others, say)), **values)


def _ranked(counts: pd.Series, say: Wording) -> list[Markup]:
    """The first names with their counts; those that tie with the last of them are counted, not passed over."""
    ranked = counts.sort_values(ascending=False, kind="stable")
    shown, rest = ranked.iloc[:NAMES], ranked.iloc[NAMES:]
    items = [Markup("{} ({})").format(_bold(name), say.number(int(count))) for name, count in shown.items()]
    if tied := int((rest == shown.iloc[-1]).sum()):
        items.append(Markup(say.count(tied, "more with as many")))
    return items


def _gender(notes: Annotations, say: Wording) -> Markup:
    people = notes.speakers[notes.speakers["kind"].isin(["person", "unnamed"])]
    counts = people.groupby("gender")["n_quotes"].sum()
    women, men = int(counts.get("female", 0)), int(counts.get("male", 0))
    if women + men < ENOUGH_PEOPLE:
        return Markup("")
    return _sentence(say, "share of women", share=_bold(say.percent(women / (women + men))))


def _topics(notes: Annotations, say: Wording) -> Markup:
    labels = topic_labels(say.language)
    counts = notes.topics.loc[notes.topics["rank"] == 1, "topic_id"].value_counts().head(TOPICS)
    listed = [
        Markup("{} ({})").format(_bold(labels.get(code, code)), say.percent(count / len(notes.documents)))
        for code, count in zip(map(str, counts.index), counts.tolist(), strict=True)
    ]
    return _sentence(say, "topics", topics=_list(say, listed))


def _oppositions(notes: Annotations, say: Wording) -> list[Markup]:
    files = article_files(notes.documents["document_id"])
    return [
        _sentence(
            say,
            "opposition",
            target=Markup('<a href="{}" lang="fr"><b>{}</b></a>').format(files[row["articles"][0]], row["target"]),
            favour=_list(say, _names(row["favour"], say)),
            against=_list(say, _names(row["against"], say)),
        )
        + Markup(".")
        for row in reading.oppositions(notes).to_dict("records")
    ]


def _names(names: Sequence[str], say: Wording) -> list[Markup]:
    shown = [_bold(name) for name in names[:NAMES]]
    more = len(names) - len(shown)
    return [*shown, Markup(say.count(more, "more"))] if more else shown


def _only_article(notes: Annotations) -> Markup | None:
    if len(notes.documents) != 1 or len(notes.documents["text"].iloc[0]) > SHORT_ARTICLE:
        return None
    return Markup(article_html(notes.documents["text"].iloc[0], notes.quotes))

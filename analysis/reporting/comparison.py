"""The page that compares two corpora: for each question sentences, a figure and a table, with intervals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.annotations import Annotations
from analysis.comparing import FEWEST_ARTICLES, differences, telling_words_of_each
from analysis.figures.differences import difference_plot
from analysis.figures.voices import KINDS
from analysis.reporting.site import Page, Site
from analysis.reporting.stances import coverage_sentence
from analysis.tables import records, safe_cell
from analysis.topics import topic_labels
from analysis.wording import Wording

__all__ = ["write_comparison"]

# Sections of the page, and the groups of measures that each shows.
SECTIONS = {
    "measured how": ("types", "women"),
    "measured kinds": ("kinds",),
    "measured topics": ("topics",),
    "measured cues": ("cues",),
    "measured stances": ("stances",),
    "measured voices": ("voices",),
}
# Groups whose names are words of the articles.
FRENCH = ("cues", "stances", "voices")
# Columns of the download that hold words.
WORDS = ("name", "label", "corpus_a", "corpus_b")
# Groups whose measures are no shares.
WITHOUT_UNIT = ("rate", "stances")
# Differences that a section tells in sentences.
SENTENCES = 3
# Articles of a corpus below which bootstrap intervals come out too narrow.
ENOUGH_ARTICLES = 20


def write_comparison(notes: Annotations, site: Site) -> Path:
    """Write ``comparison.html``, and its differences as ``comparison.csv`` and ``comparison.json``.

    Parameters
    ----------
    notes : Annotations
        Both corpora, annotated in one pass; its documents have a column ``corpus``.
    site : Site
        The report.

    Returns
    -------
    Path
        The page.
    """
    table, say = differences(notes), site.say
    sizes = notes.documents["corpus"].value_counts(sort=False)
    names = [str(name) for name in sizes.index]
    table["label"] = [_label(group, name, say) for group, name in zip(table["group"], table["name"], strict=True)]
    rate = table[table["group"] == "rate"]
    _write_data(table, names, site)
    return site.write(
        "comparison.html.j2",
        Page("comparison.html", say("compared", a=names[0], b=names[1]), menu="comparison.html"),
        sentences=[
            _sizes(names, sizes.tolist(), rate, say),
            *(_sentence(row, names, say) for row in records(table[table["group"].isin(["rate", "women"])])),
        ],
        caveat=_caveat(names, sizes.tolist(), table, say),
        sections=list(_sections(table, names, say)),
        coverage=coverage_sentence(notes.stances, say),
        words=_words(notes, names),
        headings=_headings(names, say),
    )


def _write_data(table: pd.DataFrame, names: Sequence[str], site: Site) -> None:
    """The differences as files to download, with the names of both corpora in each row."""
    table = table.assign(corpus_a=names[0], corpus_b=names[1])
    content = json.dumps(records(table), ensure_ascii=False, indent=1)
    site.put("comparison.json", content + "\n")
    safe = table.assign(**{column: table[column].map(safe_cell) for column in WORDS})
    # Spreadsheets know UTF-8 by the mark at its beginning.
    site.put("comparison.csv", "\ufeff" + safe.to_csv(index=False, lineterminator="\r\n"))


def _sections(table: pd.DataFrame, names: Sequence[str], say: Wording) -> Iterator[dict[str, Any]]:
    for key, groups in SECTIONS.items():
        rows = table[table["group"].isin(groups)]
        if rows.empty:
            yield {"key": key, "sentences": [say("nothing to compare")], "picture": None, "rows": []}
            continue
        scale = 1 if "stances" in groups else 100
        drawn = rows.assign(**{column: scale * rows[column] for column in ("difference", "low", "high")})
        axis = say("axis stance difference" if scale == 1 else "axis points")
        picture = difference_plot(drawn, corpora=names, title=say(key), axis=axis, language=say.language)
        told = [_sentence(row, names, say) for row in records(_clearest(rows))]
        yield {
            "key": key,
            "sentences": told or [say("no clear difference")],
            "picture": Markup(picture.image_html()),
            "rows": [_cells(row, say) for row in records(rows)],
        }


def _clearest(rows: pd.DataFrame) -> pd.DataFrame:
    """Clear differences, those furthest from chance first."""
    clear = rows[rows["clear"]]
    half = ((clear["high"] - clear["low"]) / 2).clip(lower=1e-9)
    return clear.loc[(clear["difference"].abs() / half).sort_values(ascending=False, kind="stable").index[:SENTENCES]]


def _label(group: str, name: str, say: Wording) -> str:
    """What is measured, in the language of the interface."""
    if group == "topics":
        return topic_labels(say.language).get(name, name)
    if group == "types":
        return say(f"measure {name}")
    if group == "kinds":
        return say(KINDS[name])
    return say(f"measure {group}") if group in ("rate", "women") else name


def _sizes(names: Sequence[str], sizes: Sequence[int], rate: pd.DataFrame, say: Wording) -> Markup:
    quotes = [int(rate["n_a"].sum()), int(rate["n_b"].sum())]
    sides = []
    for name, articles, quotations in zip(names, sizes, quotes, strict=True):
        size = say(
            "corpus size", articles=say.count(articles, "article"), quotations=say.count(quotations, "quotation")
        )
        sides.append(Markup("<b>{}</b> {}").format(say("named", name=name), size))
    return Markup("; ").join(sides) + Markup(".")


def _sentence(row: dict[str, Any], names: Sequence[str], say: Wording) -> Markup:
    """One difference in words: both values, the difference, and whether it is more than chance."""
    shown = _shown(row["group"], say)
    verdict = "unknown interval" if row["low"] is None else "clear interval" if row["clear"] else "unclear interval"
    label = row["label"][:1].upper() + row["label"][1:]
    if row["group"] in FRENCH:
        label = Markup('<span lang="fr">{}</span>').format(row["label"])
    label = Markup("<b>{}</b>").format(label)
    values = {"a": names[0], "b": names[1], "value_a": shown(row["a"]), "value_b": shown(row["b"])}
    told = Markup(say("difference")).format(label=label, **values)
    if row["low"] is not None:
        return told + " " + Markup(say(verdict)).format(**_ends(row, say))
    return told + " " + Markup(say(verdict)).format(difference=_signed(row["difference"], row["group"], say))


def _cells(row: dict[str, Any], say: Wording) -> dict[str, Any]:
    shown, interval = _shown(row["group"], say), None
    if row["low"] is not None:
        ends = _ends(row, say)
        interval = say("interval", low=ends["low"], high=ends["high"])
    return {
        "label": row["label"],
        "french": row["group"] in FRENCH,
        "a": f"{shown(row['a'])} ({row['n_a']}/{row['of_a']})",
        "b": f"{shown(row['b'])} ({row['n_b']}/{row['of_b']})",
        "difference": _signed(row["difference"], row["group"], say),
        "interval": interval or "—",
        "sure": row["clear"],
    }


def _ends(row: dict[str, Any], say: Wording) -> dict[str, str]:
    """Difference and interval as a reader meets them; the unit stands after the last of a pair."""
    ends = {name: _signed(row[name], row["group"], say) for name in ("difference", "high")}
    return ends | {"low": _number(row["low"], row["group"], say)}


def _shown(group: str, say: Wording) -> Callable[[float], str]:
    if group == "rate":
        return say.decimal
    return say.signed if group == "stances" else say.percent


def _number(value: float, group: str, say: Wording) -> str:
    """A difference without its unit: of shares in hundredths, of others with two decimals."""
    return say.signed(value) if group in WITHOUT_UNIT else say.signed(100 * value, 1)


def _signed(value: float, group: str, say: Wording) -> str:
    """A difference: of shares in percentage points, of others as a number."""
    number = _number(value, group, say)
    return number if group in WITHOUT_UNIT else say("points", number=number)


def _caveat(names: Sequence[str], sizes: Sequence[int], table: pd.DataFrame, say: Wording) -> list[str]:
    lines = [say("how compared", number=len(table), a=names[0], b=names[1])]
    if min(sizes) < FEWEST_ARTICLES:
        lines.append(say("too few for intervals", number=FEWEST_ARTICLES))
    elif min(sizes) < ENOUGH_ARTICLES:
        lines.append(say("few for intervals", number=ENOUGH_ARTICLES))
    return lines


def _words(notes: Annotations, names: Sequence[str]) -> list[dict[str, Any]]:
    table = telling_words_of_each(notes)
    return [{"corpus": name, "words": records(table[table["corpus"] == name])} for name in names]


def _headings(names: Sequence[str], say: Wording) -> list[str]:
    return [say("measure"), *names, say("difference of"), say("interval of"), say("clear")]

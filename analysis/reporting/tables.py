"""Pages of tables that sort, filter, search and download offline: Tabulator (vendored) over a file of data."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.annotations import Annotations
from analysis.reporting.articles import article_files
from analysis.reporting.provenance import SET_ASIDE, set_aside
from analysis.reporting.site import ROOM, Page, Site
from analysis.reporting.stances import coverage_sentence, told_stances
from analysis.tables import QUOTE_KEY, records
from analysis.topics import topic_labels

__all__ = ["write_tables"]

VENDOR = ROOM / "vendor"
LIBRARY = "tabulator.min.js"
STYLESHEET = "tabulator_simple.min.css"
LICENCE = "tabulator-LICENSE.txt"
# Rows that stand in the page itself, for readers without JavaScript.
ROWS_WITHOUT_SCRIPT = 50


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page: its name in the data, and how it is shown.

    Attributes
    ----------
    name : str
        Name in the table and in downloads.
    kind : {"", "number", "share"}
        Numbers sort as numbers; a share shows two decimals.
    link : str
        The column that holds the address to which a cell leads.
    hidden : bool
        Whether it is not shown: an address, or what is searched, filtered and downloaded only.
    unsaved : bool
        Whether downloads leave it out: an address, or words that other columns hold one by one.
    filter : bool
        Whether its values can be chosen from a list.
    wide, french : bool
        Whether it needs room; whether it holds words of the articles.
    """

    name: str
    kind: str = ""
    link: str = ""
    hidden: bool = False
    unsaved: bool = False
    filter: bool = False
    wide: bool = False
    french: bool = False


ARTICLES = (
    Column("document_id", link="file"),
    Column("title", wide=True, french=True, link="file"),
    Column("date"),
    Column("source", filter=True, french=True),
    Column("corpus", filter=True),
    Column("topic", filter=True),
    Column("n_quotes", kind="number"),
    Column("n_speakers", kind="number"),
    Column("file", hidden=True, unsaved=True),
)
QUOTATIONS = (
    Column("text", wide=True, french=True, link="file"),
    Column("speaker", french=True),
    Column("type", filter=True),
    Column("cue", french=True),
    Column("stances", french=True, unsaved=True),
    Column("target", hidden=True),
    Column("stance", hidden=True, filter=True),
    Column("probability", hidden=True),
    Column("confidence", kind="share"),
    Column("source", filter=True, french=True),
    Column("corpus", filter=True),
    Column("date"),
    Column("rule", filter=True),
    Column("document_id"),
    Column("file", hidden=True, unsaved=True),
)
SPEAKERS = (
    Column("name", french=True),
    Column("kind", filter=True),
    Column("role", french=True),
    Column("gender", filter=True),
    Column("n_quotes", kind="number"),
    Column("n_articles", kind="number"),
    Column("words", kind="number"),
    Column("cues", wide=True, french=True),
    Column("aliases", wide=True, french=True),
)

PROBLEMS = (
    Column("document_id", link="file"),
    Column("problem", filter=True),
    Column("reason", wide=True),
    Column("file", hidden=True, unsaved=True),
)


def write_tables(notes: Annotations, site: Site) -> None:
    """Write the pages of articles, quotations and speakers, with their data and the library.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    site : Site
        The report.
    """
    (site.folder / "scripts").mkdir(parents=True, exist_ok=True)
    scripts = [ROOM / "scripts" / name for name in ("confidence.js", "table.js")]
    for source in (VENDOR / LIBRARY, VENDOR / LICENCE, *scripts):
        shutil.copyfile(source, site.folder / "scripts" / source.name)
    _write(site, "articles", ARTICLES, _articles(notes, site))
    _write(site, "quotations", QUOTATIONS, _quotations(notes, site), note=coverage_sentence(notes.stances, site.say))
    _write(site, "speakers", SPEAKERS, _speakers(notes, site))
    problems = set_aside(notes, site.say)
    if problems.empty:
        (site.folder / SET_ASIDE).unlink(missing_ok=True)  # of an earlier report
    else:
        _write(site, "set-aside", PROBLEMS, _with_pages(problems, notes))


def _write(site: Site, name: str, columns: Sequence[Column], table: pd.DataFrame, *, note: str = "") -> None:
    say, file = site.say, f"{name}.html"
    # Only where two corpora are compared do articles tell their corpus.
    columns = [column for column in columns if column.name in table.columns or column.name != "corpus"]
    rows = records(table[[column.name for column in columns]])
    content = {
        "file": name,
        "columns": [_description(column, site) for column in columns],
        "rows": [list(row.values()) for row in rows],
        "words": {
            "nothing": say("nothing found"),
            "all": say("all"),
            "status": say("rows shown", shown="{shown}", total="{total}"),
            "pagination": _pagination(site),
        },
    }
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    site.put(f"scripts/{name}.js", f"verbatimTable({data});\n")
    site.write(
        "table.html.j2",
        Page(file, say(name), menu=file),
        loads=True,
        note=note,
        scripts=[f"scripts/{script}" for script in (LIBRARY, "confidence.js", "table.js", f"{name}.js")],
        library_style=Markup((VENDOR / STYLESHEET).read_text(encoding="utf-8")),
        columns=[_description(column, site) for column in columns if not column.hidden],
        rows=[list(_cells(row, columns)) for row in rows[:ROWS_WITHOUT_SCRIPT]],
        total=len(rows),
        status=say("rows shown", shown=say.number(len(rows)), total=say.number(len(rows))),
    )


def _description(column: Column, site: Site) -> dict[str, Any]:
    given = {name: value for name in Column.__slots__ if (value := getattr(column, name))}
    return given | {"title": site.say.value(column.name)}


def _pagination(site: Site) -> dict[str, str]:
    keys = {name: site.say(name) for name in ("first", "last", "next", "page")} | {"prev": site.say("previous")}
    titles = {f"{name}_title": words for name, words in keys.items()}
    return keys | titles | {"page_size": site.say("page size")}


def _cells(row: dict[str, Any], columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    for column in columns:
        value = row[column.name]
        if not column.hidden:
            yield {"shown": _shown(value, column), "href": row.get(column.link), "french": column.french}


def _shown(value: Any, column: Column) -> Any:
    if isinstance(value, list):
        return "; ".join(value)
    return "—" if value is None else f"{value:.2f}" if column.kind == "share" else value


def _articles(notes: Annotations, site: Site) -> pd.DataFrame:
    labels = topic_labels(site.say.language)
    first = notes.topics[notes.topics["rank"] == 1].set_index("document_id")["topic_id"].map(labels)
    by_article = notes.quotes.groupby("document_id")
    table = notes.documents.drop(columns=["text", "language"])
    return table.assign(
        topic=table["document_id"].map(first),
        n_quotes=table["document_id"].map(by_article.size()).fillna(0).astype(int),
        n_speakers=table["document_id"].map(by_article["speaker_id"].nunique()).fillna(0).astype(int),
        file=table["document_id"].map(article_files(table["document_id"])),
    )


def _quotations(notes: Annotations, site: Site) -> pd.DataFrame:
    # A quotation that addresses several targets has a list of them.
    told = told_stances(notes.stances, site.say).rename(columns={"told": "stances"})
    several = ["stances", "target", "stance", "probability"]
    lists = told.astype(dict.fromkeys(several, object)).groupby(QUOTE_KEY)[several].agg(list).reset_index()
    table = notes.quotes.merge(lists, on=QUOTE_KEY, how="left", validate="1:1")
    about = notes.documents.drop(columns=["title", "text", "language"]).rename(columns={"source": "outlet"})
    table = table.drop(columns="source").merge(about, on="document_id", how="left", validate="m:1")
    files = table["document_id"].map(article_files(notes.documents["document_id"]))
    return table.rename(columns={"outlet": "source"}).assign(
        file=files.astype(str) + "#q" + table["quote_id"].astype(str),
        type=table["type"].map(site.say.value),
        confidence=table["confidence"].astype(float).round(3),
    )


def _speakers(notes: Annotations, site: Site) -> pd.DataFrame:
    quotes = notes.quotes.dropna(subset=["speaker_id"])
    grouped = quotes.groupby("speaker_id")
    words = quotes["text"].str.split().map(len).groupby(quotes["speaker_id"]).sum()
    cues = quotes["cue"].dropna().str.lower().groupby(quotes["speaker_id"]).agg(_counted)
    table = notes.speakers[notes.speakers["n_quotes"] > 0]
    table = table.sort_values("n_quotes", ascending=False, kind="stable")
    return table.assign(
        kind=table["kind"].map(site.say.value, na_action="ignore"),
        gender=table["gender"].map(site.say.value, na_action="ignore"),
        n_articles=table["speaker_id"].map(grouped["document_id"].nunique()),
        words=table["speaker_id"].map(words),
        cues=table["speaker_id"].map(cues),
        aliases=[", ".join(names) for names in table["aliases"]],
    )


def _with_pages(problems: pd.DataFrame, notes: Annotations) -> pd.DataFrame:
    """Problems with the page of the article, where it was annotated all the same."""
    files = problems["document_id"].map(article_files(notes.documents["document_id"]))
    return problems.assign(file=files.where(problems["annotated"], None))


def _counted(values: pd.Series) -> str:
    counts = values.value_counts(sort=True)
    return ", ".join(f"{value} ({count})" if count > 1 else str(value) for value, count in counts.items())

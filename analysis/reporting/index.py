"""The first page of the report: the answer in sentences, then the article, the tables and the way on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from analysis.annotations import Annotations
from analysis.highlighting import STYLE, article_html
from analysis.reporting.pages import TEMPLATES, Page

__all__ = ["write_index"]

# More rows than a reader looks through; the tables folder holds them all.
LONGEST_TABLE = 200


def write_index(notes: Annotations, folder: Path, pages: Sequence[Page], *, corpus: str) -> Path:
    """Write ``index.html``.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    folder : Path
        Folder of the report.
    pages : sequence of Page
        The pages of the notebooks.
    corpus : str
        Name of the corpus.

    Returns
    -------
    Path
        The page.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "verbatim"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    first = notes.documents.iloc[0]
    quotes = notes.quotes[notes.quotes["document_id"] == first["document_id"]]
    html = environment.get_template("report-index.html.j2").render(
        pages=pages,
        page=Page("index.html", corpus),
        corpus=corpus,
        counts=_counts(notes),
        speakers=_most_quoted(notes),
        topics=_main_topics(notes),
        article={"id": first["document_id"], "html": article_html(first["text"], quotes)},
        article_style=STYLE,
        quotes=_rows(notes),
        n_quotes=len(notes.quotes),
    )
    path = folder / "index.html"
    path.write_text(html, encoding="utf-8")
    return path


def _counts(notes: Annotations) -> dict[str, int]:
    return {
        "articles": len(notes.documents),
        "quotations": len(notes.quotes),
        "speakers": int(notes.speakers["n_quotes"].gt(0).sum()),
    }


def _most_quoted(notes: Annotations) -> list[dict[str, Any]]:
    ranked = notes.speakers.sort_values("n_quotes", ascending=False, kind="stable").head(10)
    return _records(ranked[["name", "kind", "role", "n_quotes"]])


def _main_topics(notes: Annotations) -> list[tuple[str, int]]:
    counts = notes.topics.loc[notes.topics["rank"] == 1, "label"].value_counts()
    return [(str(label), int(count)) for label, count in counts.head(6).items()]


def _rows(notes: Annotations) -> list[dict[str, Any]]:
    """Quotations with their stances, the columns that a reader asks for."""
    stances = notes.stances.sort_values("probability", ascending=False, kind="stable")
    best = stances.drop_duplicates(["document_id", "quote_id"])[["document_id", "quote_id", "target", "stance"]]
    table = notes.quotes.head(LONGEST_TABLE).merge(best, on=["document_id", "quote_id"], how="left", validate="1:1")
    columns = ["document_id", "speaker", "text", "type", "cue", "target", "stance", "confidence"]
    return _records(table[columns])


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts, nulls as None."""
    objects = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in objects.to_dict("records")]

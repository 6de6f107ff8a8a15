"""Articles and annotations as safe HTML: every character of the text is escaped, nothing runs, nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.annotations import Annotations

__all__ = ["HtmlText", "article_html", "overview", "show_article", "speaker_styles"]

# Tints that stay apart for all kinds of colour vision (after Okabe and Ito) and carry black text; the pattern of the
# line under the words tells them apart without colour.
TINTS = ("#ffe2a8", "#bfe3f7", "#bfe8d8", "#f6cfe4", "#f7f0a5", "#c9d6f2", "#f4c8b0", "#dddddd")
LINES = ("solid", "dashed", "dotted", "double")
MISSING = "—"

STYLE = """
.verbatim-article {line-height: 1.75; max-width: 46rem; white-space: pre-line; overflow-wrap: anywhere;}
.verbatim-quote {color: #111; padding: .1em .15em; border-radius: .2em; border-bottom: .15em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone;}
.verbatim-quote:focus {outline: .15em solid currentColor; outline-offset: .1em;}
.verbatim-label {font: 600 .68em/1 system-ui, sans-serif; margin-left: .35em; white-space: nowrap;
  vertical-align: .25em;}
.verbatim-cue {font-weight: 700;}
.verbatim-source {text-decoration: underline; text-decoration-thickness: .08em; text-underline-offset: .2em;}
.verbatim-legend {list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3em 1em; font-size: .9em;}
"""


class HtmlText(str):
    """HTML that JupyterLab displays instead of printing it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


class SpeakerStyle(NamedTuple):
    """How the words of one speaker look."""

    tint: str
    line: str

    @property
    def css(self) -> str:
        """As an inline style."""
        return f"background:{self.tint};border-bottom-style:{self.line};border-bottom-color:#444"


def speaker_styles(speakers: Sequence[str]) -> dict[str, SpeakerStyle]:
    """A look for each speaker, the most different ones first.

    Examples
    --------
    >>> speaker_styles(["Awa Ndour"])["Awa Ndour"].line
    'solid'
    """
    return {
        speaker: SpeakerStyle(TINTS[number % len(TINTS)], LINES[number // len(TINTS) % len(LINES)])
        for number, speaker in enumerate(dict.fromkeys(speakers))
    }


def show_article(notes: Annotations, document_id: str) -> HtmlText:
    """An article with its quotations coloured by speaker; see :meth:`analysis.annotations.Annotations.show`."""
    found = notes.documents.loc[notes.documents["document_id"] == document_id]
    if found.empty:
        known = ", ".join(notes.documents["document_id"].head(5))
        raise InputError("no such article", where=repr(document_id), hint=f"the ids begin with {known}")
    quotes = notes.quotes.loc[notes.quotes["document_id"] == document_id]
    return HtmlText(f"<style>{STYLE}</style>{article_html(found['text'].iloc[0], quotes)}")


def article_html(text: str, quotes: pd.DataFrame) -> str:
    """A text with its quotations, cues and sources marked, and a legend of its speakers.

    Parameters
    ----------
    text : str
        The article.
    quotes : DataFrame
        Its rows of the quotes table.

    Returns
    -------
    str
        HTML without a style sheet (:data:`STYLE`).
    """
    rows = [_nulls_to_none(row) for row in quotes.sort_values(["start", "end"]).to_dict("records")]
    styles = speaker_styles([row["speaker"] or MISSING for row in rows])
    parts, position = [], 0
    accents = _accents(rows)
    for row in rows:
        start, end = max(row["start"], position), row["end"]
        if start >= end:
            continue
        parts.append(_marked(text, position, start, accents))
        speaker = row["speaker"] or MISSING
        parts.append(
            f'<mark class="verbatim-quote" tabindex="0" style="{styles[speaker].css}" title="{escape(_describe(row))}"'
            f' data-speaker="{escape(speaker)}">{_marked(text, start, end, accents)}'
            f'<span class="verbatim-label">{escape(speaker)}</span></mark>'
        )
        position = end
    parts.append(_marked(text, position, len(text), accents))
    legend = "".join(
        f'<li><mark class="verbatim-quote" style="{style.css}">{escape(speaker)}</mark></li>'
        for speaker, style in styles.items()
    )
    body = "".join(parts).strip()
    return f'<ul class="verbatim-legend">{legend}</ul><div class="verbatim-article" lang="fr">{body}</div>'


def overview(notes: Annotations) -> str:
    """What is inside, at a glance: counts, the most quoted speakers and the main topics."""
    counts = {
        "articles": len(notes.documents),
        "quotations": len(notes.quotes),
        "speakers": int(notes.speakers["n_quotes"].gt(0).sum()),
        "stances": len(notes.stances),
    }
    speakers = notes.speakers.sort_values("n_quotes", ascending=False, kind="stable").head(5)
    topics = notes.topics.loc[notes.topics["rank"] == 1, "label"].value_counts().head(5)
    cells = "".join(f"<td><b>{count:,}</b><br>{name}</td>" for name, count in counts.items())
    return (
        f"<table><tr>{cells}</tr></table>"
        f"<p><b>Most quoted:</b> {_counted(speakers['name'], speakers['n_quotes'])}<br>"
        f"<b>Main topics:</b> {_counted(topics.index, topics)}</p>"
        "<p>Tables: <code>documents, sentences, tokens, quotes, speakers, topics, stances</code>; "
        "<code>show(document_id)</code> displays an article.</p>"
    )


def _counted(names: Sequence[str] | pd.Index | pd.Series, counts: pd.Series) -> str:
    pairs = [f"{escape(str(name))} ({count})" for name, count in zip(names, counts, strict=True)]
    return ", ".join(pairs) or MISSING


def _accents(rows: list[dict]) -> list[tuple[int, int, str]]:
    """Cues and sources in text order, overlaps cut off."""
    spans = {(row["cue_start"], row["cue_end"], "cue") for row in rows if row["cue_start"] is not None}
    spans |= {(row["source_start"], row["source_end"], "source") for row in rows if row["source_start"] is not None}
    accents, position = [], 0
    for start, end, kind in sorted(spans):
        if end > max(start, position):
            accents.append((max(start, position), end, kind))
            position = end
    return accents


def _marked(text: str, start: int, end: int, accents: list[tuple[int, int, str]]) -> str:
    return "".join(_pieces(text, start, end, accents))


def _pieces(text: str, start: int, end: int, accents: list[tuple[int, int, str]]) -> Iterator[str]:
    position = start
    for first, last, kind in accents:
        first, last = max(first, start), min(last, end)
        if first < last:
            yield escape(text[position:first])
            yield f'<span class="verbatim-{kind}">{escape(text[first:last])}</span>'
            position = last
    yield escape(text[position:end])


def _describe(row: dict) -> str:
    confidence = "" if row["confidence"] is None else f" · confidence {row['confidence']:.2f}"
    return f"{row['speaker'] or MISSING} · {row['type']} · {row['rule']}{confidence}"


def _nulls_to_none(row: dict) -> dict:
    return {name: None if value is None or value is pd.NA or value != value else value for name, value in row.items()}

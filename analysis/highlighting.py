"""Articles and annotations as safe HTML: every character of the text is escaped, nothing runs, nothing is loaded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any, NamedTuple

import pandas as pd

from analysis.tables import TABLES, records
from analysis.wording import MISSING, Wording, wording

__all__ = [
    "HtmlText",
    "SpeakerStyle",
    "article_html",
    "marked_text",
    "overview",
    "rows_of",
    "speaker_styles",
    "styled_article",
]

# Tints that stay apart for all kinds of colour vision (after Okabe and Ito) and carry black text; the pattern of the
# line under the words, and the name after them, tell speakers apart without colour.
TINTS = ("#ffe2a8", "#bfe3f7", "#bfe8d8", "#f6cfe4", "#f7f0a5", "#c9d6f2", "#f4c8b0", "#dddddd")
LINES = ("solid", "dashed", "dotted", "double")

STYLE = """
.verbatim-article {line-height: 1.9; max-width: 46rem; white-space: pre-line; overflow-wrap: anywhere;}
.verbatim-quote {color: #111; padding: .1em .15em; border-radius: .2em; border-bottom: .15em solid #444;
  -webkit-box-decoration-break: clone; box-decoration-break: clone;}
.verbatim-label {font: 600 .68em/1 system-ui, sans-serif; margin-left: .35em; white-space: nowrap; color: inherit;
  vertical-align: .25em; text-decoration: none;}
.verbatim-cue {font-weight: 700;}
.verbatim-source {text-decoration: underline; text-decoration-thickness: .08em; text-underline-offset: .2em;}
.verbatim-legend {list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3em 1em; font-size: .9em;}
""" + "".join(
    [f".tint-{number} {{background: {tint};}}\n" for number, tint in enumerate(TINTS)]
    + [f".line-{number} {{border-bottom-style: {line};}}\n" for number, line in enumerate(LINES)]
)


class HtmlText(str):
    """HTML that JupyterLab displays instead of printing it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


class SpeakerStyle(NamedTuple):
    """How the words of one speaker look: numbers of a tint and of a line."""

    tint: int
    line: int

    @property
    def classes(self) -> str:
        """As classes of :data:`STYLE`."""
        return f"tint-{self.tint} line-{self.line}"


def speaker_styles(speakers: Sequence[str]) -> dict[str, SpeakerStyle]:
    """A look for each speaker, the most different ones first.

    Examples
    --------
    >>> speaker_styles(["Awa Ndour"])["Awa Ndour"].classes
    'tint-0 line-0'
    """
    return {
        speaker: SpeakerStyle(number % len(TINTS), number // len(TINTS) % len(LINES))
        for number, speaker in enumerate(dict.fromkeys(speakers))
    }


def styled_article(text: str, quotes: pd.DataFrame, *, language: str = "en") -> HtmlText:
    """An article as :func:`article_html` marks it, with its style sheet."""
    return HtmlText(f"<style>{STYLE}</style>{article_html(text, quotes, language=language)}")


def article_html(text: str, quotes: pd.DataFrame, *, language: str = "en") -> str:
    """A text with its quotations, cues and sources marked, and a legend of its speakers.

    Parameters
    ----------
    text : str
        The article.
    quotes : DataFrame
        Its rows of the quotes table.
    language : {"en", "fr"}, default="en"
        Language of what is said about a quotation.

    Returns
    -------
    str
        HTML without a style sheet (:data:`STYLE`).
    """
    rows = rows_of(quotes)
    styles = speaker_styles([row["speaker"] or MISSING for row in rows])
    legend = "".join(
        f'<li><mark class="verbatim-quote {style.classes}">{escape(speaker)}</mark></li>'
        for speaker, style in styles.items()
    )
    return f'<ul class="verbatim-legend">{legend}</ul>{marked_text(text, rows, styles, language=language)}'


def rows_of(quotes: pd.DataFrame) -> list[dict[str, Any]]:
    """Quotations as dicts in the order of the text, nulls as None."""
    return records(quotes.sort_values(["start", "end"]))


def marked_text(
    text: str,
    rows: Sequence[Mapping[str, Any]],
    styles: Mapping[str, SpeakerStyle],
    *,
    first: int = 0,
    last: int | None = None,
    linked: bool = False,
    language: str = "en",
) -> str:
    """A text, or a part of it, with its quotations, cues and sources marked.

    Parameters
    ----------
    text : str
        The article.
    rows : sequence of mappings
        Its quotations, as :func:`rows_of` gives them.
    styles : mapping
        A look for each speaker, :data:`MISSING` for those without one.
    first, last : int
        Code points between which the text is shown; by default all of it.
    linked : bool, default=False
        Whether each quotation has an id (``q0``) and its name leads to its details (``#details-0``).
    language : {"en", "fr"}, default="en"
        Language of what is said about a quotation without such a link.

    Returns
    -------
    str
        HTML without a style sheet; what a quotation inside another one says is part of the outer one.
    """
    position, last = first, len(text) if last is None else last
    parts, accents, say = [], _accents(rows), wording(language)
    for row in rows:
        start, end = max(row["start"], position), min(row["end"], last)
        if start >= end:
            continue
        speaker = row["speaker"] or MISSING
        parts.append(_marked(text, position, start, accents))
        parts.append(_quote(row, styles[speaker], _marked(text, start, end, accents), say, linked=linked))
        position = end
    parts.append(_marked(text, position, last, accents))
    return f'<div class="verbatim-article" lang="fr">{"".join(parts).strip()}</div>'


def _quote(row: Mapping[str, Any], style: SpeakerStyle, words: str, say: Wording, *, linked: bool) -> str:
    speaker, number = escape(row["speaker"] or MISSING), row["quote_id"]
    details = f"details-{number}"
    attributes = f'id="q{number}"' if linked else f'title="{escape(_describe(row, say))}"'
    label = f'href="#{details}" aria-describedby="{details}">{speaker}</a>' if linked else f">{speaker}</span>"
    return (
        f'<mark class="verbatim-quote {style.classes}" {attributes} data-speaker="{speaker}">{words}'
        f'<{"a" if linked else "span"} class="verbatim-label"{" " if linked else ""}{label}</mark>'
    )


def overview(tables: Mapping[str, pd.DataFrame], *, language: str = "en") -> str:
    """What is inside, at a glance: counts, the most quoted speakers and the main topics.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of an annotated corpus by their names.
    language : {"en", "fr"}, default="en"
        Language of the words around them.

    Returns
    -------
    str
        HTML.
    """
    from analysis.topics import topic_labels

    say = wording(language)
    counts = {
        "article": len(tables["documents"]),
        "quotation": len(tables["quotes"]),
        "speaker": int(tables["speakers"]["n_quotes"].gt(0).sum()),
        "stance": len(tables["stances"]),
    }
    speakers = tables["speakers"].sort_values("n_quotes", ascending=False, kind="stable").head(5)
    main = tables["topics"].loc[tables["topics"]["rank"] == 1, "topic_id"].map(topic_labels(language))
    topics = main.value_counts().head(5)
    told = [say.count(count, noun).split("\u00a0") for noun, count in counts.items()]
    cells = "".join(f"<td><b>{count}</b><br>{noun}</td>" for count, noun in told)
    names = f"<code>{', '.join(TABLES)}</code>"
    return (
        f"<table><tr>{cells}</tr></table>"
        f"<p><b>{say('glance speakers')}</b> {_counted(speakers['name'], speakers['n_quotes'])}<br>"
        f"<b>{say('glance topics')}</b> {_counted(topics.index, topics)}</p>"
        f"<p>{say('glance tables', tables=names, show='<code>show(document_id)</code>')}</p>"
    )


def _counted(names: Sequence[str] | pd.Index | pd.Series, counts: pd.Series) -> str:
    pairs = [f"{escape(str(name))} ({count})" for name, count in zip(names, counts, strict=True)]
    return ", ".join(pairs) or MISSING


def _accents(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, str]]:
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
    for first, last, kind in islice(accents, bisect_right(accents, start, key=lambda accent: accent[1]), None):
        if first >= end:
            break
        first, last = max(first, start), min(last, end)
        yield escape(text[position:first])
        yield f'<span class="verbatim-{kind}">{escape(text[first:last])}</span>'
        position = last
    yield escape(text[position:end])


def _describe(row: Mapping[str, Any], say: Wording) -> str:
    confidence = "" if row["confidence"] is None else f" · {say('confidence')} {say.decimal(row['confidence'])}"
    return f"{row['speaker'] or MISSING} · {say.value(row['type'])} · {row['rule']}{confidence}"

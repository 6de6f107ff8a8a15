"""How a report was made: what was read and what was not, by which version, with which parameters and command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from analysis.annotations import Annotations
from analysis.corpus import EMPTY
from analysis.reporting.site import Site
from analysis.wording import Wording

__all__ = ["Fact", "facts", "first_and_last", "kept_sentence", "set_aside", "set_aside_sentence"]

# Page of what was set aside, written if there is anything.
SET_ASIDE = "set-aside.html"
FULL_DATE = len("2021-11-03")
# Digits of a checksum that tell two runs apart; run.json has all.
DIGITS = 16


class Fact(NamedTuple):
    """A line of the block that says how the report was made.

    Attributes
    ----------
    name : str
        What it tells.
    value : str
        The answer.
    code : bool
        Whether it is to be copied, not read.
    """

    name: str
    value: str | Markup
    code: bool = False


def facts(notes: Annotations, site: Site) -> list[Fact]:
    """How the report was made, line by line.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    site : Site
        The report.

    Returns
    -------
    list of Fact
    """
    say, run = site.say, notes.run
    identity, libraries = run.get("identity", {}), run.get("libraries", {})
    dates = [say.date(day) for day in first_and_last(notes)]
    versions = {"Verbatim": identity.get("analysis"), "Python": run.get("python"), **libraries}
    lines = [
        Fact(say("made of"), site.corpus),
        Fact(say("made from"), _read(notes, say)),
        Fact(say("made dates"), say("from to", first=dates[0], last=dates[1]) if dates else say("no dates")),
        Fact(say("made with"), ", ".join(_parameters(run, say))),
        Fact(say("made on"), run.get("started", "").replace("T", " ").replace("Z", " UTC")),
        Fact(say("made by"), run.get("command", ""), code=True),
        Fact(say("made versions"), ", ".join(f"{name} {number}" for name, number in versions.items() if number)),
        Fact(say("made checksum articles"), identity.get("articles_sha256", "")[:DIGITS], code=True),
        Fact(say("made checksum knowledge"), identity.get("knowledge_sha256", "")[:DIGITS], code=True),
    ]
    return [line for line in lines if line.value]


def first_and_last(notes: Annotations) -> list[str]:
    """First and last date of the articles, full dates before less precise ones; empty if none is dated."""
    known = sorted(notes.documents["date"].dropna())
    dates = [date for date in known if len(date) >= FULL_DATE] or known
    return [dates[0], dates[-1]] if dates else []


def set_aside(notes: Annotations, say: Wording) -> pd.DataFrame:
    """What was set aside, and the articles that do not look French.

    Returns
    -------
    DataFrame
        ``document_id``; ``problem``, in the language of the interface; ``reason``; and ``annotated``, whether the
        article has a page all the same.
    """
    empty = (notes.failed["reason"] == EMPTY).to_numpy(bool)
    failed = notes.failed.assign(
        problem=[say("problem empty" if one else "problem failed") for one in empty],
        reason=notes.failed["reason"].mask(empty, say("empty reason")),
        annotated=False,
    )
    foreign = notes.documents.loc[_foreign(notes), ["document_id"]]
    foreign = foreign.assign(problem=say("problem foreign"), reason=say("foreign reason"), annotated=True)
    return pd.concat([failed, foreign], ignore_index=True)


def set_aside_sentence(notes: Annotations, say: Wording) -> Markup:
    """What was not read, with the way to the list; empty if there is nothing."""
    told = [say.count(number, name) for name, number in _counts(notes).items() if number]
    if not told:
        return Markup("")
    link = Markup('<a href="{}">{}</a>').format(SET_ASIDE, say("see set aside"))
    return Markup(say("not counted on")).format(told=say.list(told), link=link)


def kept_sentence(notes: Annotations, say: Wording) -> Markup:
    """That only sure quotations count, and how many they are; empty if all do."""
    kept = notes.run.get("confidence")
    if kept is None:
        return Markup("")
    return Markup(say("only sure")).format(
        at_least=Markup("<b>{}</b>").format(say.decimal(kept["at_least"])),
        kept=say.number(kept["kept"]),
        quotations=say.count(kept["of"], "quotation"),
    )


def _read(notes: Annotations, say: Wording) -> str:
    counts = {"articles": len(notes.documents), **_counts(notes)}
    return say("made articles", **{name: say.number(number) for name, number in counts.items()})


def _counts(notes: Annotations) -> dict[str, int]:
    empty = int((notes.failed["reason"] == EMPTY).sum())
    return {"empty": empty, "failed": len(notes.failed) - empty, "foreign": int(_foreign(notes).sum())}


def _foreign(notes: Annotations) -> pd.Series:
    return notes.documents["language"].eq("other").fillna(False).astype(bool)


def _parameters(run: dict[str, Any], say: Wording) -> Iterator[str]:
    identity = run.get("identity", {})
    yield say("with targets" if identity.get("targets") else "with proposed targets")
    yield say("with corrections" if identity.get("speaker_corrections") else "without corrections")
    at_least = run.get("confidence", {}).get("at_least")
    yield say("with confidence", at_least=say.decimal(at_least)) if at_least else say("with all quotations")
    if "seed" in run:
        yield say("with seed", seed=run["seed"])

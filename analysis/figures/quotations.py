"""Who is quoted how much, by which constructions, and how sure the system is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.annotations import Annotations
from analysis.figures.bars import stacked_bars
from analysis.figures.picture import GROUND, PALETTE, Picture, name_tenths, styled_axes
from analysis.reading import named_quotes
from analysis.wording import Wording, wording

__all__ = ["TYPES", "constructions", "quotation_confidence", "speaker_shares"]

TYPES = ("direct", "mixed", "indirect")


def speaker_shares(notes: Annotations, *, at_most: int = 15, language: str | None = None) -> Picture:
    """Number of quotations of the most quoted named speakers, by type of quotation.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=15
        How many speakers to show; unnamed ones (« une voisine ») are left out, as each is but one mention.
    language : {"en", "fr"}, optional
        Language of the figure; by default that of the annotations.

    Returns
    -------
    Picture
    """
    say = wording(language or notes.language)
    counts = _counts_by_type(named_quotes(notes), "speaker").head(at_most)
    if counts.empty:
        return Picture.nothing("no named speaker", say)
    caption = say("caption speakers", speakers=say.count(len(counts), "named speaker"))
    return _by_type(counts, say, caption=caption, title=say("figure speakers"), label=say("axis speaker"))


def constructions(notes: Annotations, *, language: str | None = None) -> Picture:
    """Number of quotations found by each construction, by type of quotation."""
    say = wording(language or notes.language)
    counts = _counts_by_type(notes.quotes, "rule")
    if counts.empty:
        return Picture.nothing("no quotation", say)
    title, label = say("figure constructions"), say("axis construction")
    return _by_type(counts, say, caption=say("caption constructions"), title=title, label=label)


def quotation_confidence(notes: Annotations, *, language: str | None = None) -> Picture:
    """Distribution of the probability that quotation and speaker are both right."""
    say = wording(language or notes.language)
    values = notes.quotes["confidence"].dropna().astype(float)
    if values.empty:
        return Picture.nothing("no quotation", say)
    counts, edges = np.histogram(values, bins=20, range=(0.0, 1.0))
    with styled_axes(height=2.9) as (figure, axes):
        axes.bar(edges[:-1], counts, width=0.05, align="edge", color=PALETTE[0], edgecolor=GROUND)
        axes.set(xlabel=say("axis confidence"), ylabel=say("axis quotations"), xlim=(0, 1))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        name_tenths(axes.xaxis, say)
        axes.set_title(say("figure confidence"))
    data = pd.DataFrame({"from": edges[:-1].round(2), "to": edges[1:].round(2), "quotations": counts})
    return Picture(figure, caption=say("caption confidence"), data=data[data["quotations"] > 0], language=say.language)


def _counts_by_type(quotes: pd.DataFrame, column: str) -> pd.DataFrame:
    counts = quotes.groupby([column, "type"], sort=True).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(TYPES), fill_value=0)
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def _by_type(counts: pd.DataFrame, say: Wording, *, caption: str, title: str, label: str) -> Picture:
    names = [say.value(kind) for kind in TYPES]
    figure = stacked_bars(counts, title=title, axis=say("axis quotations"), names=names, label=label)
    return Picture(figure, caption=caption, data=counts.reset_index(), language=say.language)

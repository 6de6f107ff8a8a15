"""Quotations and sides over time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.annotations import Annotations
from analysis.figures.bars import HATCHES, finish
from analysis.figures.picture import GROUND, INK, PALETTE, Picture, styled_axes
from analysis.figures.quotations import TYPES
from analysis.figures.stances import coverage
from analysis.stance import UNDECIDED, with_undecided
from analysis.wording import Wording, wording

__all__ = ["quotations_over_time", "stances_over_time"]

# Unit → (longest period in days for which it is taken, its letter in pandas, length of an ISO date that tells it).
UNITS = {"day": (45, "D", 10), "week": (400, "W", 10), "month": (3000, "M", 7), "year": (10**9, "Y", 4)}
MOST_TICKS = 9
FEW_PERIODS = 10


class Calendar(NamedTuple):
    """Periods of the dated articles: the unit, the period of each article, all periods in order, articles left out."""

    unit: str
    periods: pd.Series
    all: pd.PeriodIndex
    undated: int


def quotations_over_time(notes: Annotations, *, language: str | None = None) -> Picture:
    """Number of quotations by period of publication and type.

    The unit (day, week, month, year) fits the length of the period; articles whose dates are less precise are left
    out, and the caption says how many.
    """
    say = wording(language or notes.language)
    calendar = _calendar(notes.documents)
    if calendar is None:
        return Picture.nothing("no date", say)
    dated = notes.quotes.assign(period=notes.quotes["document_id"].map(calendar.periods)).dropna(subset=["period"])
    if dated.empty:
        return Picture.nothing("no quotation", say)
    counts = dated.groupby(["period", "type"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=calendar.all, columns=list(TYPES), fill_value=0)
    with styled_axes(height=3.2) as (figure, axes):
        bottom = np.zeros(len(counts))
        for kind, colour, hatch in zip(TYPES, PALETTE, HATCHES, strict=False):
            heights = counts[kind].to_numpy(float)
            axes.bar(
                range(len(counts)),
                heights,
                bottom=bottom,
                color=colour,
                hatch=hatch,
                edgecolor=GROUND,
                width=0.9,
                label=say.value(kind),
            )
            bottom += heights
        _name_periods(axes, calendar, say)
        axes.set(ylabel=say("axis quotations"))
        finish(axes, say("figure time"), legend=True, columns=len(TYPES))
    undated = say("undated", count=say.count(calendar.undated, "article")) if calendar.undated else ""
    caption = say("caption time", unit=say(calendar.unit), undated=undated).strip()
    return Picture(figure, caption=caption, data=_data(counts), language=say.language)


def stances_over_time(
    notes: Annotations, *, target: str = "", threshold: float = 0.5, language: str | None = None
) -> Picture:
    """Quotations for and against a target by period of publication.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    target : str
        One of the targets; empty: all of them together.
    threshold : float, default=0.5
        Probability below which a stance is undecided: counted in the data, but drawn on no side.
    language : {"en", "fr"}, optional
        Language of the figure; by default that of the annotations.

    Returns
    -------
    Picture
    """
    say = wording(language or notes.language)
    calendar = _calendar(notes.documents)
    if calendar is None:
        return Picture.nothing("no date", say)
    stances = notes.stances if not target else notes.stances[notes.stances["target"] == target]
    told = with_undecided(stances, threshold=threshold)
    dated = told.assign(period=stances["document_id"].map(calendar.periods)).dropna(subset=["period"])
    if dated.empty:
        return Picture.nothing("no stance", say)
    counts = dated.groupby(["period", "stance"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=calendar.all, columns=["favour", "against", "neutral", UNDECIDED], fill_value=0)
    with styled_axes(height=3.2) as (figure, axes):
        for side, sign, colour, hatch in (("favour", 1, PALETTE[0], ""), ("against", -1, PALETTE[1], "///")):
            heights = sign * counts[side].to_numpy(float)
            axes.bar(
                range(len(counts)),
                heights,
                color=colour,
                hatch=hatch,
                edgecolor=GROUND,
                width=0.9,
                label=say.value(side),
            )
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
        _name_periods(axes, calendar, say)
        axes.set(ylabel=say("axis quotations"))
        finish(axes, say("figure stance time"), legend=True, columns=2)
    caption = say("caption stance time", target=target or say("all targets"), unit=say(calendar.unit))
    caption = f"{caption} {coverage(dated, threshold, say)}"
    return Picture(figure, caption=caption, data=_data(counts), language=say.language)


def _calendar(documents: pd.DataFrame) -> Calendar | None:
    """Periods of publication in the unit that fits them; None if no article has a date."""
    dates = documents.set_index("document_id")["date"].dropna().astype(str).str[:10]
    days = pd.to_datetime(dates, format="ISO8601", errors="coerce").dropna()
    if days.empty:
        return None
    span = (days.max() - days.min()).days
    unit = next(name for name, (longest, _, _) in UNITS.items() if span <= longest)
    _, letter, precise = UNITS[unit]
    exact = days[dates[days.index].str.len() >= precise]
    if exact.empty:  # all dates are less precise than their distance asks for
        unit, letter = "year", "Y"
        exact = days
    periods = exact.dt.to_period(letter)
    return Calendar(
        unit, periods, pd.period_range(periods.min(), periods.max(), freq=letter), len(documents) - len(exact)
    )


def _name_periods(axes: Axes, calendar: Calendar, say: Wording) -> None:
    step = -(-len(calendar.all) // MOST_TICKS)
    shown = range(0, len(calendar.all), step)
    lengths = {"day": 10, "week": 10, "month": 7, "year": 4}
    names = [str(calendar.all[number].start_time)[: lengths[calendar.unit]] for number in shown]
    axes.set_xticks(list(shown), names, rotation=35, ha="right")
    axes.grid(axis="x", visible=False)
    # A few periods in the middle, their bars no wider than those of many.
    middle, reach = (len(calendar.all) - 1) / 2, max(len(calendar.all), FEW_PERIODS) / 2
    axes.set_xlim(middle - reach, middle + reach)
    axes.set_xlabel(f"{say('axis time')} ({say(calendar.unit)})")


def _data(counts: pd.DataFrame) -> pd.DataFrame:
    table = counts[counts.sum(axis=1) > 0].rename_axis(index="date", columns=None).reset_index()
    return table.assign(date=table["date"].astype(str))

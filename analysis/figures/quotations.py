"""Who is quoted how much, by which constructions, and how sure the system is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.annotations import Annotations
from analysis.figures.picture import PALETTE, Picture, styled_axes

__all__ = ["constructions", "quotation_confidence", "speaker_shares"]

TYPES = ("direct", "mixed", "indirect")
HATCHES = ("", "///", "...")


def speaker_shares(notes: Annotations, *, at_most: int = 15) -> Picture:
    """Number of quotations of the most quoted speakers, by type of quotation.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    at_most : int, default=15
        How many speakers to show.

    Returns
    -------
    Picture
    """
    counts = _counts_by_type(notes.quotes.dropna(subset=["speaker"]), "speaker").head(at_most)
    caption = f"Quotations of the {len(counts)} most quoted speakers, by type." if len(counts) else "No speakers."
    return _stacked_bars(counts, caption=caption, axis="quotations")


def constructions(notes: Annotations) -> Picture:
    """Number of quotations found by each construction, by type of quotation."""
    counts = _counts_by_type(notes.quotes, "rule")
    return _stacked_bars(counts, caption="Constructions by which quotations were found.", axis="quotations")


def quotation_confidence(notes: Annotations) -> Picture:
    """Distribution of the probability that quotation and speaker are both right."""
    values = notes.quotes["confidence"].dropna().astype(float)
    counts, edges = np.histogram(values, bins=10, range=(0.0, 1.0))
    with styled_axes(height=2.6) as (figure, axes):
        axes.bar(edges[:-1], counts, width=0.1, align="edge", color=PALETTE[0], edgecolor="white")
        axes.set(xlabel="probability that quotation and speaker are right", ylabel="quotations", xlim=(0, 1))
    data = pd.DataFrame({"from": edges[:-1].round(1), "to": edges[1:].round(1), "quotations": counts})
    return Picture(figure, caption="How sure the system is of its quotations.", data=data)


def _counts_by_type(quotes: pd.DataFrame, column: str) -> pd.DataFrame:
    counts = quotes.groupby([column, "type"], sort=True).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(TYPES), fill_value=0)
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]


def _stacked_bars(counts: pd.DataFrame, *, caption: str, axis: str) -> Picture:
    names = [str(name) if len(str(name)) < 42 else f"{str(name)[:40]}…" for name in counts.index]
    with styled_axes(height=0.8 + 0.3 * max(1, len(counts))) as (figure, axes):
        left = np.zeros(len(counts))
        for kind, colour, hatch in zip(TYPES, PALETTE, HATCHES, strict=False):
            axes.barh(names, counts[kind], left=left, color=colour, hatch=hatch, edgecolor="white", label=kind)
            left += counts[kind].to_numpy()
        axes.invert_yaxis()
        axes.set_xlabel(axis)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(frameon=False, loc="lower right")
    return Picture(figure, caption=caption, data=counts.reset_index())

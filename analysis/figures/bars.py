"""Horizontal bars, stacked by category, told apart by colour and hatch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.figures.picture import GROUND, PALETTE, shortened, styled_axes

__all__ = ["HATCHES", "finish", "stacked_bars"]

HATCHES = ("", "///", "--", "xx")


def stacked_bars(
    counts: pd.DataFrame, *, title: str, axis: str, names: Sequence[str], integers: bool = True, label: str = ""
) -> Figure:
    """Draw a bar for each row, its parts from the columns.

    Parameters
    ----------
    counts : DataFrame
        Rows as bars, columns as parts.
    title, axis, label : str
        Title of the figure; labels of the axis of values and of that of the bars.
    names : sequence of str
        What the legend calls the columns; without legend if there is but one.
    integers : bool, default=True
        Whether the axis counts.

    Returns
    -------
    Figure
    """
    with styled_axes(height=1.3 + 0.29 * max(2, len(counts))) as (figure, axes):
        left = np.zeros(len(counts))
        positions = np.arange(len(counts))
        for column, name, colour, hatch in zip(counts.columns, names, PALETTE, HATCHES, strict=False):
            widths = counts[column].to_numpy(float)
            axes.barh(positions, widths, left=left, color=colour, hatch=hatch, edgecolor=GROUND, label=name)
            left += widths
        axes.set_yticks(positions, [shortened(name) for name in counts.index])
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="y", visible=False)
        axes.set_ylim(len(counts) - 0.4, -0.6)
        axes.set(xlabel=axis, ylabel=label)
        if integers:
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        finish(axes, title, legend=len(names) > 1, columns=len(names))
    return figure


def finish(axes: Axes, title: str, *, legend: bool, columns: int) -> None:
    """Set the title, and the legend between title and drawing, where it covers nothing."""
    axes.set_title(title, pad=26 if legend else 8)
    if legend:
        _legend_above(axes, columns=columns)


def _legend_above(axes: Axes, *, columns: int) -> None:
    """A legend above the drawing."""
    axes.legend(
        frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, borderaxespad=0.2, handlelength=1.6
    )

"""Cells of two categories, shaded, with their number written in."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from analysis.figures.picture import GROUND, INK, shortened, styled_axes

__all__ = ["heat_map"]

# A cell darker than this (relative luminance) carries white words.
DARK = 0.45


def heat_map(
    shades: pd.DataFrame,
    words: pd.DataFrame,
    *,
    title: str,
    rows: str,
    columns: str,
    bar: str,
    colours: str = "Blues",
    limits: tuple[float, float] | None = None,
) -> Figure:
    """Draw shaded cells with words in them.

    Parameters
    ----------
    shades : DataFrame
        What the shade of each cell tells; a cell where it is null has none.
    words : DataFrame
        What stands in each cell, same index and columns; nothing where it is null.
    title, rows, columns, bar : str
        Title of the figure and labels of its axes and of its colour bar.
    colours : str
        A colour map of matplotlib whose ends differ in grey.
    limits : (float, float), optional
        Values of its ends; by default 0 and the largest, with whole numbers between them.

    Returns
    -------
    Figure
    """
    values = shades.astype(float)
    low, high = limits or (0.0, max(float(values.max().max()), 1e-9))
    width = min(3.4 + 0.62 * max(4, values.shape[1]), 11.0)
    with styled_axes(width=width, height=2.3 + 0.3 * max(5, len(values))) as (figure, axes):
        axes.grid(visible=False)
        image = axes.imshow(values, cmap=colours, norm=Normalize(low, high), aspect="auto")
        axes.set_xticks(
            range(values.shape[1]), [shortened(name, 30) for name in values.columns], rotation=40, ha="right"
        )
        axes.set_yticks(range(len(values)), [shortened(name) for name in values.index])
        axes.tick_params(length=0)
        shaded = values.to_numpy()
        for row, column in np.argwhere(words.notna().to_numpy()):
            shade = shaded[row, column]
            colour = INK if np.isnan(shade) else _legible_on(image.cmap(image.norm(shade)))
            axes.text(column, row, str(words.iat[row, column]), ha="center", va="center", color=colour, size=9)
        # Lines of the ground between cells.
        axes.set_xticks([number - 0.5 for number in range(1, values.shape[1])], minor=True)
        axes.set_yticks([number - 0.5 for number in range(1, len(values))], minor=True)
        axes.grid(which="minor", color=GROUND, linewidth=1.5)
        axes.tick_params(which="minor", length=0)
        axes.set(xlabel=columns, ylabel=rows)
        axes.set_title(title)
        ticks = None if limits else MaxNLocator(6, integer=True)
        figure.colorbar(image, ax=axes, label=bar, shrink=0.8, pad=0.02, ticks=ticks)
    return figure


def _legible_on(ground: ArrayLike) -> str:
    """White or black, whichever is read better on a colour."""
    luminance = np.dot(np.asarray(ground)[:3], (0.3, 0.59, 0.11))
    return "#ffffff" if luminance < DARK else "#111111"

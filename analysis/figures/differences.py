"""Differences between two corpora with their intervals, as points on lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.figures.picture import GROUND, INK, PALETTE, Picture, shortened, styled_axes
from analysis.wording import wording

__all__ = ["difference_plot"]


def difference_plot(
    table: pd.DataFrame, *, corpora: Sequence[str], title: str, axis: str, language: str = "en"
) -> Picture:
    """A point for each difference and a line for its interval; filled where the interval leaves out 0.

    Parameters
    ----------
    table : DataFrame
        Columns ``label``, ``difference``, ``low``, ``high`` and ``clear``, as
        :func:`analysis.comparing.differences` gives them, in the unit of the axis; the first row on top.
    corpora : sequence of str
        Names of the two corpora: more of the first is left of 0, more of the second right.
    title, axis : str
        Title of the figure; the unit.
    language : {"en", "fr"}
        Language of the figure.

    Returns
    -------
    Picture
    """
    say = wording(language)
    first, second = (shortened(name, 24) for name in corpora)
    positions = np.arange(len(table))
    with styled_axes(height=1.4 + 0.29 * max(2, len(table))) as (figure, axes):
        axes.axvline(0, color=INK, linewidth=1)
        axes.hlines(positions, table["low"], table["high"], color=PALETTE[0], linewidth=2)
        faces = [PALETTE[0] if clear else GROUND for clear in table["clear"]]
        axes.scatter(table["difference"], positions, s=38, c=faces, edgecolors=PALETTE[0], linewidths=1.5, zorder=3)
        axes.set_yticks(positions, [shortened(label) for label in table["label"]])
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(len(table) - 0.4, -0.6)
        # Zero stands in the middle, so that the eye compares both sides.
        reach = np.nanmax(np.abs(table[["difference", "low", "high"]].to_numpy(float)), initial=0.0) or 1.0
        axes.set_xlim(-1.08 * reach, 1.08 * reach)
        axes.set_xlabel(axis)
        axes.set_title(title, pad=26)
        axes.text(0, 1.02, f"← {first}", transform=axes.transAxes)
        axes.text(1, 1.02, f"{second} →", transform=axes.transAxes, ha="right")
    return Picture(figure, caption=say("caption difference", a=corpora[0], b=corpora[1]), data=table, language=language)

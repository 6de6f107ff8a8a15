"""A figure as people meet it: image, alternative text, caption, and the numbers behind it."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["INK", "MARKERS", "PALETTE", "Picture", "styled_axes"]

INK = "#222222"
# Okabe and Ito: told apart by all kinds of colour vision; ordered so that grey prints differ as well.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
MARKERS = "osD^vPX*"
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "verbatim",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
}


class Picture:
    """A matplotlib figure with what a reader needs beside it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What is drawn.
    caption : str
        What is seen, in one sentence; also the alternative text.
    data : DataFrame
        The numbers that are drawn.
    """

    def __init__(self, figure: Figure, *, caption: str, data: pd.DataFrame) -> None:
        self.figure = figure
        self.caption = caption
        self.data = data

    def svg(self) -> str:
        """The drawing as SVG, its text as text; the same figure gives the same bytes."""
        buffer = io.StringIO()
        with mpl.rc_context(STYLE):
            self.figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
        return buffer.getvalue()

    def _repr_html_(self) -> str:
        image = base64.b64encode(self.svg().encode("utf-8")).decode("ascii")
        return (
            '<figure class="verbatim-figure">'
            f'<img alt="{escape(self.caption)}" src="data:image/svg+xml;base64,{image}">'
            f"<figcaption>{escape(self.caption)}</figcaption>"
            f"<details><summary>Data of this figure</summary>{self.data.to_html(index=False, border=0)}</details>"
            "</figure>"
        )


@contextmanager
def styled_axes(*, width: float = 7.0, height: float = 3.5) -> Iterator[tuple[Figure, Axes]]:
    """A new figure and its axes in the style of the project; width and height in inches."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.subplots()

"""A figure as people meet it: image, alternative text, caption, and the numbers behind it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any
from urllib.parse import quote

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from analysis.wording import Wording, wording

__all__ = ["GROUND", "INK", "MARKERS", "PALETTE", "Picture", "name_tenths", "shortened", "styled_axes"]

INK = "#222222"
GROUND = "#fefefe"
GRID = "#dddddd"
# Okabe and Ito: told apart by all kinds of colour vision; ordered so that grey prints differ as well.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")
MARKERS = "osD^vPX*"
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "verbatim",
    "font.family": "sans-serif",
    "font.size": 10,
    "figure.facecolor": GROUND,
    "axes.facecolor": "none",
    "axes.titlesize": 11.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 1.2,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.color": INK,
}
# The drawing follows the reader's theme with ground and ink together, so that it stays legible wherever it is shown.
THEMES = """<style>
:root {--ground: #ffffff; --ink: #222222; --grid: #dddddd;}
@media (prefers-color-scheme: dark) {:root {--ground: #1f2226; --ink: #e8e6e1; --grid: #3f444b;}}
</style>"""
THEMED = {GROUND: "var(--ground)", INK: "var(--ink)", GRID: "var(--grid)"}
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
INDENTATION = re.compile(r"\n\s*")
# What need not be escaped in an address that stands between double quotes: base64 would be a quarter longer.
PLAIN = " !'()*,/:;=?@[]{}|"
# A hundredth of a point is finer than any screen.
MANY_DECIMALS = re.compile(r"(\d\.\d\d)\d+")
# More rows than a reader looks through; the tables folder holds them all.
MOST_ROWS = 60
# Room for a name beside an axis; the longest topic of IPTC has 39 letters.
LONGEST_LABEL = 40


class Picture:
    """A matplotlib figure with what a reader needs beside it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or None
        What is drawn; None if there is nothing to draw.
    caption : str
        What is seen, in one sentence; also the alternative text.
    data : DataFrame
        The numbers that are drawn.
    language : {"en", "fr"}
        Language of the words around the data.
    """

    def __init__(self, figure: Figure | None, *, caption: str, data: pd.DataFrame, language: str = "en") -> None:
        self.figure = figure
        self.caption = caption
        self.data = data
        self._say = wording(language)
        self._svg: str | None = None

    @classmethod
    def nothing(cls, reason: str, say: Wording) -> Picture:
        """What stands in place of a figure for which there are no data."""
        words = say("nothing to draw", reason=say(reason))
        return cls(None, caption=words, data=pd.DataFrame(), language=say.language)

    @property
    def empty(self) -> bool:
        """Whether there was nothing to draw."""
        return self.figure is None

    def svg(self) -> str:
        """The drawing as SVG, its text as text; the same figure gives the same bytes.

        Raises
        ------
        ValueError
            If there is nothing to draw.
        """
        if self.figure is None:
            raise ValueError(self.caption)
        if self._svg is None:  # a second drawing would move by a hundredth of a point
            self._svg = _drawing(self.figure)
        return self._svg

    def image_html(self, below: str = "") -> str:
        """The drawing with its caption as HTML.

        Parameters
        ----------
        below : str
            HTML that follows the caption, in the same frame.
        """
        caption = escape(self.caption)
        if self.figure is None:
            return f'<p class="verbatim-nothing">{caption}</p>'
        image = quote(INDENTATION.sub(" ", self.svg()), safe=PLAIN)
        return (
            '<figure class="verbatim-figure">'
            f'<img alt="{caption}" src="data:image/svg+xml,{image}">'
            f"<figcaption>{caption}</figcaption>{below}</figure>"
        )

    def _repr_html_(self) -> str:
        summary = escape(self._say("data of the figure"))
        return self.image_html(f"<details><summary>{summary}</summary>{self._data_html()}</details>")

    def _data_html(self) -> str:
        shown, total = self.data.head(MOST_ROWS), len(self.data)
        note = "" if total <= MOST_ROWS else self._say("data begins", shown=MOST_ROWS, total=self._say.number(total))
        named = shown.rename(columns={name: self._say.value(str(name)) for name in shown.columns})
        table = named.to_html(index=False, border=0, na_rep="—")
        return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(self.caption)}">{table}</div>{note}'


def _drawing(figure: Figure) -> str:
    buffer = io.StringIO()
    with mpl.rc_context(STYLE):
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata=NO_METADATA)
    drawing = buffer.getvalue()
    for colour, variable in THEMED.items():
        drawing = drawing.replace(colour, variable)
    drawing = MANY_DECIMALS.sub(r"\1", drawing)
    return re.sub(r"(<svg\b[^>]*>)", rf"\1{THEMES}", drawing, count=1)


@contextmanager
def styled_axes(*, width: float = 7.0, height: float = 3.5) -> Iterator[tuple[Figure, Axes]]:
    """A new figure and its axes in the style of the project; width and height in inches."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.subplots()


def name_tenths(axis: Axis, say: Wording) -> None:
    """Write the ticks of an axis from 0 to 1 with one decimal, as the language does."""
    axis.set_major_formatter(lambda value, _: say.decimal(value, 1))


def shortened(label: object, most: int = LONGEST_LABEL) -> str:
    r"""A label that fits beside an axis, its dollars escaped: matplotlib would read a formula between two of them.

    Examples
    --------
    >>> shortened("the committee for the defence of the harbour", 20)
    'the committee for t…'
    >>> print(shortened("from 2 $ to 3 $"))
    from 2 \$ to 3 \$
    """
    words = str(label)
    words = words if len(words) <= most else f"{words[: most - 1]}…"
    return words.replace("$", r"\$")

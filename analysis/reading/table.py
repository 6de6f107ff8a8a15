"""A DataFrame as readers meet it."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from analysis.wording import MISSING, Wording, wording

__all__ = ["ReaderTable"]

LINE_BREAKS = re.compile(r"\s*\n\s*")


# Columns whose values are words of ours.
OUR_WORDS = (
    "type",
    "stance",
    "link",
    "kind",
    "gender",
    "before",
    "after",
    "measure",
    "stage",
    "figure",
    "length",
    "where from",
    "tokenizer",
)


class ReaderTable(pd.DataFrame):
    """A DataFrame that shows whole texts, two decimals and no row numbers.

    Parameters
    ----------
    data, *args, **kwargs
        As for a DataFrame.
    language : {"en", "fr"}, default="en"
        Language in which headings and values are shown. The names of the columns, by which code asks for them, stay
        English.
    """

    _metadata = ("language",)

    def __init__(self, data: Any = None, *args: Any, language: str = "en", **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)  # type: ignore[call-arg]  # the stubs know only __new__
        self.language = language

    @property
    def _constructor(self) -> type[ReaderTable]:
        return ReaderTable

    def _repr_html_(self) -> str:
        say = wording(self.language)
        if not len(self):
            return f'<p class="verbatim-nothing">{say("no rows")}</p>'
        headings = [say.heading(str(name)) for name in self.columns]
        columns = [[_cell(value, say, ours=name in OUR_WORDS) for value in self[name]] for name in self.columns]
        cells = pd.DataFrame(dict(enumerate(columns))).set_axis(headings, axis="columns")
        with pd.option_context("display.max_colwidth", None):
            table = cells.to_html(index=False, border=0, max_rows=None)
        return f'<div class="scroll" tabindex="0" role="group" aria-label="{_label(headings, say)}">{table}</div>'


def _label(headings: list[str], say: Wording) -> str:
    return escape(say("table of", columns=", ".join(headings)))


def _cell(value: Any, say: Wording, *, ours: bool) -> str:
    if isinstance(value, float) and value == value:
        return say.decimal(value)
    if ours and isinstance(value, str):
        return say.cell(value)
    if isinstance(value, list | tuple | np.ndarray):
        return ", ".join(map(str, value)) or MISSING
    # pandas would write the breaks of lines as \n.
    return MISSING if value is None or value is pd.NA or value != value else LINE_BREAKS.sub(" ", str(value))

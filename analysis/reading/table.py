"""A DataFrame as readers meet it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

__all__ = ["MISSING", "ReaderTable"]

MISSING = "—"


class ReaderTable(pd.DataFrame):
    """A DataFrame that shows whole texts, two decimals and no row numbers."""

    @property
    def _constructor(self) -> type[ReaderTable]:
        return ReaderTable

    def _repr_html_(self) -> str:
        if not len(self):
            return '<p class="verbatim-nothing">No rows.</p>'
        cells = pd.DataFrame({str(name): [_cell(value) for value in self[name]] for name in self.columns})
        with pd.option_context("display.max_colwidth", None):
            table = cells.to_html(index=False, border=0, max_rows=None)
        return f'<div class="scroll" tabindex="0" role="group" aria-label="{_label(self)}">{table}</div>'


def _label(table: pd.DataFrame) -> str:
    return f"Table: {', '.join(map(str, table.columns))}".replace('"', "'").replace("<", "").replace("&", "and")


def _cell(value: Any) -> str:
    if isinstance(value, float) and value == value:
        return f"{value:.2f}"
    if isinstance(value, list | tuple | np.ndarray):
        return ", ".join(map(str, value)) or MISSING
    return MISSING if value is None or value is pd.NA or value != value else str(value)

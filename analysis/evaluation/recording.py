"""The figures that tests hold on to, and the one command that records new ones."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.evaluation.gold_folder import evaluate_gold

__all__ = ["GATED", "record", "value_of"]

# Name → where it stands in what evaluate_gold returns.
GATED: dict[str, tuple[str, ...]] = {
    "exact F1": ("quotations", "exact: F1", "value"),
    "overlap > 0.8 F1": ("quotations", "overlap > 0.8: F1", "value"),
    "overlap > 0.3 F1": ("quotations", "overlap > 0.3: F1", "value"),
    "type of paired": ("quotations", "type of paired", "value"),
    "cue of paired": ("quotations", "cue of paired", "value"),
    "source of paired": ("quotations", "source of paired", "value"),
    "speaker of paired": ("quotations", "speaker of paired", "value"),
    "quotation and speaker F1": ("quotations", "quotation and speaker: F1", "value"),
    "calibration error": ("calibration", "expected calibration error"),
    "best topic is annotated": ("topics", "best topic is annotated"),
    "stance macro-F1": ("stance", "macro-F1"),
}


def value_of(figures: Mapping[str, Any], name: str) -> float:
    """One of the gated figures in the result of an evaluation."""
    value: Any = figures
    for key in GATED[name]:
        value = value[key]
    return float(value)


def record(gold: Path | str, path: Path | str) -> None:
    """Measure a gold folder and write the gated figures as TOML."""
    figures = evaluate_gold(gold)
    lines = [
        "# Figures on our own gold, from which the shipped models have learnt too: they guard against regressions",
        "# and say nothing of unseen articles. Written by: make figures",
        "",
        "[figures]",
        *(f'"{name}" = {value_of(figures, name)}' for name in GATED),
    ]
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record(*sys.argv[1:3])

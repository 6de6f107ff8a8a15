"""Stances as pages show them: the surest first, those too unsure to be told apart from neutral ones."""

from __future__ import annotations

import pandas as pd

from analysis.stance import DECIDED, with_undecided
from analysis.wording import Wording

__all__ = ["coverage_sentence", "told_stances"]


def told_stances(stances: pd.DataFrame, say: Wording) -> pd.DataFrame:
    """Stances in the language of the interface.

    Parameters
    ----------
    stances : DataFrame
        Rows of the stances table.
    say : Wording
        The language of the interface.

    Returns
    -------
    DataFrame
        The rows, the surest first, with ``stance`` in words (« indéterminé » where its probability is below
        :data:`~analysis.stance.DECIDED`), ``probability`` rounded, and ``told``, all three and the target in one line.
    """
    ordered = stances.sort_values("probability", ascending=False, kind="stable")
    words = with_undecided(ordered)["stance"].map(say.value)
    probabilities = ordered["probability"].astype(float).round(3)
    told = [
        f"{say('stance toward', stance=stance, target=target)} ({probability:.2f})"
        for stance, target, probability in zip(words, ordered["target"], probabilities, strict=True)
    ]
    return ordered.assign(stance=words, probability=probabilities, told=told)


def coverage_sentence(stances: pd.DataFrame, say: Wording) -> str:
    """How many stances are decided, and what becomes of the others; empty if there are none."""
    if stances.empty:
        return ""
    return say(
        "coverage",
        share=say.percent(with_undecided(stances).attrs["coverage"]),
        stances=say.count(len(stances), "stance"),
        threshold=say.decimal(DECIDED, 1),
    )

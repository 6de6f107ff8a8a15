"""Who is for and who is against."""

from __future__ import annotations

import pandas as pd

from analysis.annotations import Annotations
from analysis.figures.heat_map import heat_map
from analysis.figures.picture import Picture
from analysis.reading import named_quotes
from analysis.stance import UNDECIDED, with_undecided
from analysis.tables import QUOTE_KEY
from analysis.wording import Wording, wording

__all__ = ["coverage", "sided_stances", "stance_matrix"]

SIDES = {"favour": 1.0, "neutral": 0.0, "against": -1.0}
# Rows and columns below which nothing more is dropped.
SMALLEST = 4
SIGNS = {"favour": "+", "neutral": "·", "against": "−", UNDECIDED: "?"}


def stance_matrix(
    notes: Annotations, *, speakers: int = 14, targets: int = 10, threshold: float = 0.5, language: str | None = None
) -> Picture:
    """Stance of named speakers toward targets that several of them address.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    speakers, targets : int
        At most how many of each. They are chosen so that the matrix is dense: first the targets on which most
        speakers are decided, then the speakers who are decided on most of these.
    threshold : float, default=0.5
        Probability below which a stance is undecided.
    language : {"en", "fr"}, optional
        Language of the figure; by default that of the annotations.

    Returns
    -------
    Picture
        Cells from against (−1) to for (+1): the mean of the signed probabilities of what is decided, no shade where
        nothing is. The signs of up to three quotations stand in a cell, else the number of each.
    """
    say = wording(language or notes.language)
    sided = sided_stances(notes, threshold=threshold)
    if sided.empty:
        return Picture.nothing("no stance", say)
    decided = sided.dropna(subset=["side"])
    chosen = _dense(sided if decided.empty else decided, speakers, targets)
    cells = sided[sided["speaker"].isin(chosen["speaker"]) & sided["target"].isin(chosen["target"])]
    grouped = cells.groupby(["speaker", "target"])
    table = grouped["side"].agg(stance="mean", quotations="size").reset_index()
    table["signs"] = grouped["stance"].agg(_signs).to_numpy()
    order = [cells[name].value_counts(sort=True).index for name in ("speaker", "target")]
    means, words = (
        table.pivot(index="speaker", columns="target", values=name).reindex(index=order[0], columns=order[1])
        for name in ("stance", "signs")
    )
    figure = heat_map(
        means,
        words,
        title=say("figure stances"),
        rows=say("axis speaker"),
        columns=say("axis target"),
        bar=say("bar stance"),
        colours="PuOr",
        limits=(-1, 1),
    )
    caption = f"{say('caption stances')} {coverage(sided, threshold, say)}"
    return Picture(figure, caption=caption, data=table.round(2), language=say.language)


def sided_stances(notes: Annotations, *, threshold: float = 0.5) -> pd.DataFrame:
    """Stances of named speakers with ``side``: the probability, signed (+ for, − against, 0 neutral).

    Below the threshold the stance is undecided and ``side`` null.
    """
    quotes = named_quotes(notes)[[*QUOTE_KEY, "speaker"]]
    told = with_undecided(notes.stances, threshold=threshold)
    sided = told.merge(quotes, on=QUOTE_KEY, validate="many_to_one")
    return sided.assign(side=sided["stance"].map(SIDES).astype(float) * sided["probability"].astype(float))


def coverage(stances: pd.DataFrame, threshold: float, say: Wording) -> str:
    """A sentence: how many of the stances are decided."""
    decided = int((stances["stance"] != UNDECIDED).sum())
    share = say.percent(decided / len(stances))
    total = say.count(len(stances), "stance")
    return say(
        "coverage caption", decided=say.number(decided), stances=total, share=share, threshold=say.decimal(threshold)
    )


def _dense(sided: pd.DataFrame, speakers: int, targets: int) -> pd.DataFrame:
    """Rows of speakers and targets that really meet.

    Whoever has fewest counterparts is dropped, one after the other, until the matrix is small enough, and further
    while lone pairs are left and the matrix keeps a row and a column worth looking at.
    """
    left = sided
    while True:
        pairs = left[["speaker", "target"]].drop_duplicates()
        of_speakers, of_targets = pairs["speaker"].value_counts(), pairs["target"].value_counts()
        too_many = {"speaker": len(of_speakers) > speakers, "target": len(of_targets) > targets}
        lone = {"speaker": of_speakers.min() < 2, "target": of_targets.min() < 2}
        large = len(of_speakers) > SMALLEST and len(of_targets) > SMALLEST
        # Targets first: a target that one speaker addresses opposes nobody.
        axis = next(
            (name for name in ("target", "speaker") if too_many[name] or (lone[name] and large)),
            None,
        )
        if axis is None:
            return left
        counts = of_targets if axis == "target" else of_speakers
        weights = left[axis].value_counts()
        fewest = counts.index[counts == counts.min()]
        dropped = sorted(fewest, key=lambda name: (weights[name], name))[: max(1, len(fewest) // 8)]
        left = left[~left[axis].isin(dropped)]


def _signs(stances: pd.Series) -> str:
    counts = {sign: int((stances == name).sum()) for name, sign in SIGNS.items()}
    if len(stances) <= 3:
        return "".join(sign * count for sign, count in counts.items())
    return " ".join(f"{sign}{count}" for sign, count in counts.items() if count)

"""Who is for and who is against."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.annotations import Annotations
from analysis.figures.picture import Picture, styled_axes

__all__ = ["stance_matrix"]

SIDES = {"favour": 1.0, "neutral": 0.0, "against": -1.0}


def stance_matrix(notes: Annotations, *, speakers: int = 12, targets: int = 10) -> Picture:
    """Mean stance of the most quoted speakers toward the most addressed targets.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus.
    speakers, targets : int
        How many of each to show.

    Returns
    -------
    Picture
        Cells from against (-1) to for (+1), with the number of quotations in each.
    """
    merged = notes.stances.merge(
        notes.quotes[["document_id", "quote_id", "speaker"]], on=["document_id", "quote_id"], validate="many_to_one"
    ).dropna(subset=["speaker"])
    merged["side"] = merged["stance"].map(SIDES).astype(float) * merged["probability"].astype(float)
    rows = merged["speaker"].value_counts().head(speakers).index
    columns = merged["target"].value_counts().head(targets).index
    chosen = merged[merged["speaker"].isin(rows) & merged["target"].isin(columns)]
    cells = chosen.groupby(["speaker", "target"])["side"].agg(["mean", "size"]).reset_index()
    means = cells.pivot(index="speaker", columns="target", values="mean").reindex(index=rows, columns=columns)
    sizes = cells.pivot(index="speaker", columns="target", values="size").reindex(index=rows, columns=columns)
    return Picture(
        _heat_map(means, sizes),
        caption="Mean stance of speakers toward targets, from against (-1) to for (+1), with the number of quotations.",
        data=cells.rename(columns={"mean": "stance", "size": "quotations"}).round(2),
    )


def _heat_map(means: pd.DataFrame, sizes: pd.DataFrame) -> Figure:
    with styled_axes(width=2.5 + 0.7 * max(3, means.shape[1]), height=2.2 + 0.32 * max(2, len(means))) as (
        figure,
        axes,
    ):
        axes.grid(visible=False)
        image = axes.imshow(means.astype(float), cmap="PuOr", vmin=-1, vmax=1, aspect="auto")
        axes.set_xticks(range(means.shape[1]), means.columns, rotation=40, ha="right")
        axes.set_yticks(range(len(means)), means.index)
        for row in range(len(means)):
            for column in range(means.shape[1]):
                if pd.notna(sizes.iloc[row, column]):
                    axes.text(column, row, f"{int(sizes.iloc[row, column])}", ha="center", va="center")
        figure.colorbar(image, ax=axes, label="against  ←  stance  →  for", shrink=0.8)
    return figure

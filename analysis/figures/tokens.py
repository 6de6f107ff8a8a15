"""Words and their frequencies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.annotations import Annotations
from analysis.figures.picture import PALETTE, Picture, styled_axes

__all__ = ["zipf_curve"]


def zipf_curve(notes: Annotations) -> Picture:
    """Frequency of each word against its rank, on logarithmic axes."""
    words = notes.tokens.loc[~notes.tokens["pos"].isin(["PUNCT", "SYM", "SPACE"]), "text"].str.lower()
    counts = words.value_counts()
    data = pd.DataFrame({"rank": np.arange(1, len(counts) + 1), "word": counts.index, "frequency": counts.to_numpy()})
    with styled_axes(height=3.2) as (figure, axes):
        axes.loglog(data["rank"], data["frequency"], ".", color=PALETTE[0], markersize=4)
        axes.set(xlabel="rank of the word", ylabel="frequency (tokens)")
    return Picture(figure, caption="A few words make most of the text (Zipf's law).", data=data.head(50))

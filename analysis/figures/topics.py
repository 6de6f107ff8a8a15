"""What the articles are about."""

from __future__ import annotations

from analysis.annotations import Annotations
from analysis.figures.picture import PALETTE, Picture, styled_axes

__all__ = ["topic_shares"]


def topic_shares(notes: Annotations) -> Picture:
    """Mean probability of each of the 17 topics over the articles."""
    data = notes.topics.groupby("label", sort=True)["probability"].mean().astype(float)
    data = data.sort_values(ascending=False, kind="stable").reset_index()
    with styled_axes(height=4.6) as (figure, axes):
        axes.barh(data["label"], data["probability"], color=PALETTE[0])
        axes.invert_yaxis()
        axes.set(xlabel="mean probability over the articles", xlim=(0, 1))
    return Picture(figure, caption="Share of the 17 IPTC topics in the corpus.", data=data.round(3))

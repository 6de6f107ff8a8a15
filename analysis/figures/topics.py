"""What the articles are about."""

from __future__ import annotations

from analysis.annotations import Annotations
from analysis.figures.bars import stacked_bars
from analysis.figures.picture import Picture
from analysis.topics import topic_labels
from analysis.wording import wording

__all__ = ["topic_shares"]


def topic_shares(notes: Annotations, *, language: str | None = None) -> Picture:
    """Mean probability of each of the 17 topics over the articles."""
    say = wording(language or notes.language)
    means = notes.topics.groupby("topic_id", sort=True)["probability"].mean().astype(float)
    means = means.rename(topic_labels(say.language)).sort_values(ascending=False, kind="stable")
    data = means.rename_axis("topic").reset_index(name="share")
    figure = stacked_bars(
        100 * means.to_frame("share"),
        title=say("figure topics"),
        axis=say("axis probability"),
        names=[""],
        integers=False,
        label=say("axis topic"),
    )
    return Picture(figure, caption=say("caption topics"), data=data.round(3), language=say.language)

"""Words and their frequencies."""

from __future__ import annotations

import numpy as np

from analysis.annotations import Annotations
from analysis.figures.picture import INK, PALETTE, Picture, shortened, styled_axes
from analysis.vocabulary import word_frequencies, zipf_exponent
from analysis.wording import wording

__all__ = ["zipf_curve"]

# Points that are drawn: all of the head, and the tail thinned evenly on the logarithmic axis.
POINTS = 200
# Ranks of the words that are written beside their points.
LABELLED = (1, 3, 10, 30, 100)


def zipf_curve(notes: Annotations, *, language: str | None = None) -> Picture:
    """Frequency of each word against its rank, on logarithmic axes, with the line of Zipf's law."""
    say = wording(language or notes.language)
    words = word_frequencies(notes.documents["text"])
    if len(words) < 2:
        return Picture.nothing("too few words", say)
    drawn = words.iloc[np.unique(np.geomspace(1, len(words), POINTS).astype(int)) - 1]
    exponent = zipf_exponent(words)
    with styled_axes(height=3.6) as (figure, axes):
        axes.loglog(drawn["rank"], drawn["count"], "o", color=PALETTE[0], markersize=3.5)
        if np.isfinite(exponent):
            repeated = words[words["count"] > 1]
            scale = np.exp((np.log(repeated["count"]) + exponent * np.log(repeated["rank"])).mean())
            ends = np.array([1.0, len(repeated)])
            axes.loglog(ends, scale * ends**-exponent, "--", color=INK, linewidth=1)
        for word, rank, count in words.loc[words["rank"].isin(LABELLED), ["word", "rank", "count"]].values:
            axes.annotate(shortened(word), (rank, count), xytext=(5, 3), textcoords="offset points", size=9)
        axes.set(xlabel=say("axis rank"), ylabel=say("axis frequency"))
        axes.set_title(say("figure zipf"))
    caption = say("caption zipf")
    if np.isfinite(exponent):
        caption = f"{caption} {say('caption zipf law', exponent=say.decimal(exponent))}"
    return Picture(figure, caption=caption, data=words.head(50)[["rank", "word", "count"]], language=say.language)

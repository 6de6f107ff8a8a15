"""Who speaks on which topic."""

from __future__ import annotations

from analysis.annotations import Annotations
from analysis.figures.picture import Picture, styled_axes

__all__ = ["voices_by_topic"]


def voices_by_topic(notes: Annotations, *, speakers: int = 15) -> Picture:
    """Quotations of the most quoted speakers by main topic of the article."""
    main = notes.topics.loc[notes.topics["rank"] == 1, ["document_id", "label"]]
    merged = notes.quotes.dropna(subset=["speaker"]).merge(main, on="document_id", validate="many_to_one")
    names = merged["speaker"].value_counts().head(speakers).index
    chosen = merged[merged["speaker"].isin(names)]
    cells = chosen.groupby(["speaker", "label"]).size().unstack(fill_value=0).reindex(index=names)
    with styled_axes(width=3 + 0.6 * max(2, cells.shape[1]), height=2.0 + 0.3 * max(1, len(cells))) as (figure, axes):
        axes.grid(visible=False)
        image = axes.imshow(cells.astype(float), cmap="Blues", vmin=0, aspect="auto")
        axes.set_xticks(range(cells.shape[1]), cells.columns, rotation=40, ha="right")
        axes.set_yticks(range(len(cells)), cells.index)
        figure.colorbar(image, ax=axes, label="quotations", shrink=0.8)
    return Picture(figure, caption="Who is quoted on which topic.", data=cells.reset_index())

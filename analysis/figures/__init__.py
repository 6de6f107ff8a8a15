"""Figures of an annotated corpus: one style, labelled axes, alternative text, and the data one click away."""

from analysis.figures.picture import Picture
from analysis.figures.quotations import constructions, quotation_confidence, speaker_shares
from analysis.figures.stances import stance_matrix
from analysis.figures.tokens import zipf_curve
from analysis.figures.topics import topic_shares
from analysis.figures.voices import voices_by_topic

__all__ = [
    "Picture",
    "constructions",
    "quotation_confidence",
    "speaker_shares",
    "stance_matrix",
    "topic_shares",
    "voices_by_topic",
    "zipf_curve",
]

"""Figures of an annotated corpus: one style, labelled axes, alternative text, and the data one click away.

Each takes the annotations and a ``language`` and gives a :class:`Picture`; where there is nothing to draw, the picture
says so. Words of the figures stand in ``analysis/lexicons/interface.tsv``.
"""

from analysis.figures.network import voices_network, voices_together
from analysis.figures.picture import Picture
from analysis.figures.quotations import constructions, quotation_confidence, speaker_shares
from analysis.figures.stances import stance_matrix
from analysis.figures.time import quotations_over_time, stances_over_time
from analysis.figures.tokens import zipf_curve
from analysis.figures.topics import topic_shares
from analysis.figures.voices import cues_for_whom, share_of_voice, voices_by_topic

__all__ = [
    "Picture",
    "constructions",
    "cues_for_whom",
    "quotation_confidence",
    "quotations_over_time",
    "share_of_voice",
    "speaker_shares",
    "stance_matrix",
    "stances_over_time",
    "topic_shares",
    "voices_by_topic",
    "voices_network",
    "voices_together",
    "zipf_curve",
]

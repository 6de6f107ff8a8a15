"""Quotations: which stretches of a text report someone's words, of which type, introduced by which cue.

Where to look, in the order in which a text passes through:

- a quotation mark is paired wrongly: :mod:`analysis.quotations.marks`;
- a verb, noun or locution is missing: a line in ``analysis/lexicons/quotations-*.tsv``, read by
  :mod:`analysis.quotations.cues`;
- a construction is not considered at all: :mod:`analysis.quotations.candidates`;
- a span cannot end where it should: :mod:`analysis.quotations.boundaries`;
- which candidates are quotations: :mod:`analysis.quotations.ranking` (learned) or :mod:`analysis.quotations.rules`;
- which of two overlapping spans is kept: :mod:`analysis.quotations.choosing`;
- its type, and whether its limits hold the marks: :mod:`analysis.quotations.types`;
- cue and name of the construction: :mod:`analysis.quotations.finding`.
"""

from dataclasses import dataclass

__all__ = ["Quotation", "Span", "find_quotations"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text presented as somebody's words.

    Attributes
    ----------
    start, end : int
        Code-point offsets in the text, end exclusive.
    type : {"direct", "indirect", "mixed"}
        Whether all, none or a part of it stands in quotation marks.
    cue : (int, int) or None
        Span of the one token that introduces it (*déclaré*, *selon*), if there is one.
    rule : str
        Name of the construction by which it was found.
    probability : float
        How sure it is that this is a quotation, from 0 to 1.
    """

    start: int
    end: int
    type: str
    cue: Span | None
    rule: str
    probability: float


# The finder builds the dataclass above, so it is imported behind it.
from analysis.quotations.finding import find_quotations  # noqa: E402

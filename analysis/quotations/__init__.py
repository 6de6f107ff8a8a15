"""Quotations: which stretches of a text report someone's words, of which type, introduced by which cue."""

from dataclasses import dataclass

__all__ = ["Quotation", "Span"]

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

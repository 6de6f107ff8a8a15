"""What this stage gives: the speakers of a document, and for each quotation its source and its speaker."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.quotations import Span

__all__ = ["Attribution", "Speaker"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody or something whose words a document reports.

    Attributes
    ----------
    name : str
        The fullest name that the document gives, without title; for speakers without a name the fullest noun phrase.
    kind : {"person", "unnamed", "group", "organisation", "document"}
        A named person, a person without a name, several people, an institution or firm, a piece of writing.
    title : str or None
        Title before the name as it stands in the text (*Mme*, *le Dr*), if there is one.
    role : str or None
        The fullest noun phrase that says what the speaker is (*le ministre des Finances*), if there is one.
    gender : {"female", "male"} or None
        Gender of a person by title, first name, role or agreement; None for all others and where nothing tells.
    aliases : tuple of str
        The other ways in which the document names the speaker, in order of first use, pronouns left out.
    """

    name: str
    kind: str
    title: str | None = None
    role: str | None = None
    gender: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """To whom one quotation is given.

    Attributes
    ----------
    source : (int, int) or None
        Span of the phrase beside the cue that names who speaks.
    speaker : int or None
        Index into the speakers of the document; None if nothing tells who speaks.
    probability : float
        Calibrated probability that the quotation is one and that its speaker is right, from 0 to 1.
    """

    source: Span | None
    speaker: int | None
    probability: float

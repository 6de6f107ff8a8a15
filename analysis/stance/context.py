"""Cue and type of a quotation where the caller does not know them."""

from __future__ import annotations

import re

from analysis.stance.words import cue_classes, plain_words

__all__ = ["find_cue", "guess_type"]

# How far from the quotation a cue may stand, in characters.
WINDOW = 120
MARKS = re.compile('[«»"“”]')
SPOKEN = re.compile(r"\b(?:je|nous|vous|mon|ma|mes|notre|nos|votre|vos)\b|\b[jm]['’]", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…]\s+(?=[A-ZÀ-Þ«\"“])")


def find_cue(text: str, context: str) -> str:
    """Find the word that introduces a quotation in its context.

    Parameters
    ----------
    text : str
        The quotation.
    context : str
        A text in which it stands; the first occurrence counts.

    Returns
    -------
    str
        The reporting word nearest to the quotation in its sentence, empty if there is none.

    Examples
    --------
    >>> find_cue("un gâchis", "La maire a dénoncé « un gâchis » devant la presse.")
    'dénoncé'
    """
    start = context.find(text)
    if start < 0 or not text:
        return ""
    before = SENTENCE_END.split(context[max(0, start - WINDOW) : start])[-1]
    after = SENTENCE_END.split(context[start + len(text) : start + len(text) + WINDOW])[0]
    known = cue_classes()
    candidates = [(distance, word) for distance, word in enumerate(reversed(plain_words(before))) if word in known]
    candidates += [(distance, word) for distance, word in enumerate(plain_words(after)) if word in known]
    return min(candidates)[1] if candidates else ""


def guess_type(text: str) -> str:
    """Guess from its words alone whether a quotation is direct, indirect or mixed.

    Examples
    --------
    >>> guess_type("Nous irons."), guess_type("le pont rouvrira"), guess_type("un pont « fragile »")
    ('direct', 'indirect', 'mixed')
    """
    if MARKS.search(text):
        return "mixed"
    is_sentence = text[:1].isupper() and (text[-1:] in ".!?…" or len(text.split()) > 3)
    return "direct" if is_sentence or SPOKEN.search(text) else "indirect"

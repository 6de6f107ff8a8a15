"""Inflected forms of the lemmas that the stance lexicons name.

The lexicons hold lemmas because a person keeps them; texts hold forms. Inflecting a few thousand lemmas once is
cheaper than lemmatising every text, and needs no parse.
"""

from __future__ import annotations

from functools import cache

from analysis.lexicons import read_lexicon

__all__ = ["inflect"]

# An ending that stands for nothing in the lexicon, where an empty field could not be seen.
NOTHING = "-"


def inflect(lemma: str, part: str) -> frozenset[str]:
    """Forms of a French lemma.

    Parameters
    ----------
    lemma : str
        Lemma in lower case: infinitive, masculine singular or singular.
    part : {'a', 'n', 'r', 'v'}
        Adjective, noun, adverb (which keeps its form) or verb.

    Returns
    -------
    frozenset of str
        The forms, the lemma included; some may be rare or no French, none is a form of an unrelated frequent word.

    Examples
    --------
    >>> sorted(inflect("loyal", "a"))
    ['loyal', 'loyale', 'loyales', 'loyals', 'loyaux']
    >>> {"rejette", "rejettera", "rejeté"} <= inflect("rejeter", "v")
    True
    """
    for ending, cut, additions in _paradigms(part):
        if lemma.endswith(ending):
            stem = lemma[: len(lemma) - cut]
            return frozenset({lemma, *(stem + addition for addition in additions)})
    return frozenset({lemma})


@cache
def _paradigms(part: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Ending, letters to cut and endings to add; the longest ending first, so that the first match is the closest."""
    rows = [
        (
            "" if ending == NOTHING else ending,
            int(cut),
            tuple("" if addition == NOTHING else addition for addition in additions.split()),
        )
        for kind, ending, cut, additions in read_lexicon("stance-inflections")
        if kind == part
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))

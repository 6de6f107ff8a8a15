"""Polar words of a text and what negation makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.stance.words import Meaning, expressions, meanings, negators, plain_words, shifters

__all__ = ["Mark", "Reading", "read"]

# How far negation reaches, in words: *n'est pas du tout une bonne idée*.
REACH = 5
# How far it reaches into a clause behind its verb, where a subject and another verb come first.
REACH_IN_CLAUSE = 8
# A denied quality is weaker than the opposite quality: *pas mauvais* is not *bon*.
DENIED = -0.7
BARRIERS = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "…", "mais", "car", "parce", "or", "puis"})
PARTICLES = frozenset({"ne", "n'"})
# *ne … que* restricts and does not deny; behind a denied verb *que* opens a denied clause: *je ne crois pas que*.
THAT = frozenset({"que", "qu'"})
# *pas seulement*, *pas tant … que*: what follows is not denied, but not all.
ADDITIONS = frozenset({"seulement", "uniquement", "simplement", "tant"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A polar word or expression: range of words, classes, sign as it stands, and what turns it."""

    first: int
    stop: int
    meaning: Meaning
    negated: bool
    shifted: bool

    @property
    def sign(self) -> float:
        """Sign in its context: denied or shifted marks count the other way, a little less."""
        turned = self.negated != self.shifted
        return self.meaning.sign * (DENIED if turned else 1.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of a text (see :func:`analysis.stance.words.plain_words`), their marks, and which words are denied."""

    words: list[str]
    marks: list[Mark]
    negated: list[bool]

    def turns(self) -> list[float]:
        """What the sign of each word is multiplied by in its context: one, or less than zero if it is turned round.

        Examples
        --------
        >>> read("pas sans courage").turns()
        [1.0, -0.7, -0.7]
        """
        return [
            DENIED if negated != _is_shifted(self.words, index) else 1.0 for index, negated in enumerate(self.negated)
        ]


def read(text: str) -> Reading:
    """Read a text for polar words and their negation.

    Parameters
    ----------
    text : str

    Returns
    -------
    Reading

    Examples
    --------
    >>> [(mark.meaning.sign, mark.sign) for mark in read("Ce n'est pas une solution acceptable.").marks]
    [(1.0, -0.7), (1.0, -0.7)]
    >>> [mark.sign for mark in read("lutter contre la corruption").marks][-1]
    0.7
    """
    words = plain_words(text)
    negated = _negated(words)
    marks: list[Mark] = []
    index = 0
    while index < len(words):
        stop, meaning = _meaning_at(words, index)
        if meaning is not None:
            marks.append(Mark(index, stop, meaning, negated[index], _is_shifted(words, index)))
        index = stop
    return Reading(words, marks, negated)


def _meaning_at(words: list[str], index: int) -> tuple[int, Meaning | None]:
    """Longest expression, or else the word, that begins at an index: where it stops and what it means."""
    for expression, meaning in expressions().get(words[index], ()):
        if tuple(words[index : index + len(expression)]) == expression:
            return index + len(expression), meaning
    return index + 1, meanings().get(words[index])


def _negated(words: list[str]) -> list[bool]:
    """Tell for every word whether a negation reaches it, from a negator or a particle before it."""
    left = [0] * (len(words) + 1)
    negated = []
    for index, word in enumerate(words):
        if word in BARRIERS:
            left[index + 1] = 0
            negated.append(False)
            continue
        negated.append(left[index] > 0)
        left[index + 1] = max(left[index] - 1, 0)
        if word in negators() and ADDITIONS.intersection(words[index + 1 : index + 2]):
            left[index + 1] = 0
        elif _denies(words, index):
            left[index + 1] = REACH
        elif word in THAT and left[index]:
            left[index + 1] = REACH_IN_CLAUSE
    return negated


def _denies(words: list[str], index: int) -> bool:
    """Tell whether a word denies what follows it: *pas*, *ne* unless it restricts, *loin* with *de*."""
    word, following = words[index], words[index + 1 : index + 6]
    if word in PARTICLES:
        return not any(word in THAT for word in following) or any(word in negators() for word in following)
    return word in negators() or (word == "loin" and following[:1] in (["de"], ["d'"]))


def _is_shifted(words: list[str], index: int) -> bool:
    """Tell whether one of the three words before ends, lacks or fights this one, with no barrier in between."""
    for before in range(index - 1, max(index - 4, -1), -1):
        if words[before] in BARRIERS:
            return False
        if words[before] in shifters():
            return True
    return False

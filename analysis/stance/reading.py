"""Polar words of a text and what negation makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.stance.words import Meaning, expressions, meanings, negators, plain_words, shifters

__all__ = ["Mark", "Reading", "read"]

# How far negation reaches, in words: *n'est pas du tout une bonne idée*.
REACH = 5
# A denied quality is weaker than the opposite quality: *pas mauvais* is not *bon*.
DENIED = -0.7
BARRIERS = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "…", "mais", "car", "parce", "or", "puis"})
PARTICLES = frozenset({"ne", "n'"})
# *ne … que* restricts and does not deny.
RESTRICTIONS = frozenset({"que", "qu'"})


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
        if (word in PARTICLES and not _is_restriction(words, index)) or word in negators():
            left[index + 1] = REACH
    return negated


def _is_restriction(words: list[str], index: int) -> bool:
    following = words[index + 1 : index + 6]
    return any(word in RESTRICTIONS for word in following) and not any(word in negators() for word in following)


def _is_shifted(words: list[str], index: int) -> bool:
    """Tell whether one of the three words before ends, lacks or fights this one, with no barrier in between."""
    for before in range(index - 1, max(index - 4, -1), -1):
        if words[before] in BARRIERS:
            return False
        if words[before] in shifters():
            return True
    return False

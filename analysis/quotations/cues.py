"""Cues: the tokens that can introduce reported words, with the constructions that their lexicon entries allow.

Knowledge of the language stands in ``analysis/lexicons/quotations-*.tsv``; this module only looks it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.lexicons import read_lexicon
from analysis.quotations.classes import members
from analysis.quotations.conjugation import conjugate

__all__ = ["CONSTRUCTIONS", "Cue", "Entry", "find_cues", "lexicon_entries"]

# What an entry may introduce; see the head of quotations-verbs.tsv. `se` marks a pronominal verb.
CONSTRUCTIONS = ("que", "si", "inf", "de", "à", "direct", "np", "comme", "se", "source")
# Tokens that may stand inside a locution: « fait également valoir », « laisse-t-elle entendre ».
MOST_BETWEEN = 2

_REFLEXIVES = members("reflexive")
_BEFORE_NOUN = frozenset(["DET", "ADJ", "NUM", "ADP"])


@dataclass(frozen=True)
class Entry:
    """An entry of the cue lexicon.

    Attributes
    ----------
    name : str
        Infinitive, noun in the singular or locution.
    kind : {"verb", "noun", "locution", "source", "unknown"}
        Its class; a *source* is a preposition such as *selon*, an *unknown* any verb that the lexicon does not know.
    strength : tuple of float
        For each of `CONSTRUCTIONS`: 1 if it takes it, 0.5 if it does so seldom, 0 if not.
    """

    name: str
    kind: str
    strength: tuple[float, ...]

    def takes(self, construction: str) -> float:
        """Strength of one construction."""
        return self.strength[CONSTRUCTIONS.index(construction)]


class Cue(NamedTuple):
    """A token that can be a cue: its index, the index of its entry and the first token of its locution."""

    token: int
    entry: int
    first: int


class _Locution(NamedTuple):
    parts: tuple[frozenset[str], ...]
    head: int
    entry: int


class _Lexicon(NamedTuple):
    entries: tuple[Entry, ...]
    verbs: dict[str, int]
    nouns: dict[str, int]
    locutions: dict[str, list[_Locution]]


def lexicon_entries() -> tuple[Entry, ...]:
    """All entries of the cue lexicon; the last one stands for verbs that it does not know.

    >>> promise = next(entry for entry in lexicon_entries() if entry.name == "promettre")
    >>> promise.takes("de"), promise.takes("comme")
    (1.0, 0.0)
    """
    return _lexicon().entries


def find_cues(lowered: Sequence[str], pos: Sequence[str]) -> list[Cue]:
    """Tokens that can be cues, in text order, one entry each.

    Parameters
    ----------
    lowered : sequence of str
        Forms in lower case with straight apostrophes.
    pos : sequence of str
        Universal parts of speech.

    Returns
    -------
    list of Cue
        A locution wins over its words.

    Examples
    --------
    >>> words = ["elle", "fait", "valoir", "que", "tout", "va", "bien"]
    >>> [(words[cue.token], words[cue.first]) for cue in find_cues(words, ["X"] * 7)]
    [('valoir', 'fait')]
    """
    lexicon = _lexicon()
    unknown = len(lexicon.entries) - 1
    found: dict[int, Cue] = {}
    covered: set[int] = set()
    for index, word in enumerate(lowered):
        for locution in lexicon.locutions.get(word, ()):
            # Most locutions open with a frequent word; a glance at what follows spares the search.
            if len(locution.parts) > 1 and locution.parts[1].isdisjoint(lowered[index + 1 : index + 2 + MOST_BETWEEN]):
                continue
            tokens = _match(lowered, index, locution.parts)
            if tokens:
                head = tokens[locution.head]
                found[head] = Cue(head, locution.entry, index)
                covered.update(tokens)
                break
        if index in covered:
            continue
        verb, noun = lexicon.verbs.get(word), lexicon.nouns.get(word)
        if verb is not None and noun is not None:
            nominal = pos[index] == "NOUN" and index > 0 and pos[index - 1] in _BEFORE_NOUN
            found[index] = Cue(index, noun if nominal else verb, index)
        elif verb is not None and pos[index] not in ("DET", "ADP"):
            found[index] = Cue(index, verb, index)
        elif noun is not None:
            found[index] = Cue(index, noun, index)
        elif pos[index] == "VERB":
            found[index] = Cue(index, unknown, index)
    return [found[index] for index in sorted(found)]


def _match(lowered: Sequence[str], start: int, parts: tuple[frozenset[str], ...]) -> list[int]:
    """Indices of the tokens of a locution that begins at `start`, or nothing.

    >>> warn = frozenset(["met", "mettent"]), frozenset(["en"]), frozenset(["garde"])
    >>> _match(["met", "aussi", "en", "garde"], 0, warn)
    [0, 2, 3]
    >>> _match(["d'", "un", "mois", "après"], 0, (frozenset(["d'"]), frozenset(["après"])))
    []
    """
    tokens = [start]
    for number, part in enumerate(parts[1:], 1):
        # Only after a verb at its head may a locution be interrupted.
        reach = MOST_BETWEEN if number == 1 and len(parts[0]) > 1 else 0
        following = range(tokens[-1] + 1, min(len(lowered), tokens[-1] + 2 + reach))
        token = next((index for index in following if lowered[index] in part), None)
        if token is None or any(lowered[index] in ',.:;«»"' for index in range(tokens[-1] + 1, token)):
            return []
        tokens.append(token)
    return tokens


@cache
def _lexicon() -> _Lexicon:
    entries: list[Entry] = []
    verbs: dict[str, int] = {}
    nouns: dict[str, int] = {}
    locutions: dict[str, list[_Locution]] = {}
    for infinitive, constructions in read_lexicon("quotations-verbs"):
        for form in conjugate(infinitive):
            # A form of two verbs belongs to the one whose infinitive it resembles in length (« avise », « promet »).
            verbs.setdefault(form, len(entries))
        verbs[infinitive] = len(entries)
        entries.append(Entry(infinitive, "verb", _strengths(constructions)))
    for noun, constructions in read_lexicon("quotations-nouns"):
        for form in (noun, noun + ("x" if noun.endswith(("au", "eu")) else "s")):
            nouns[form] = len(entries)
        entries.append(Entry(noun, "noun", _strengths(constructions)))
    for phrase, head, constructions in read_lexicon("quotations-locutions"):
        kind = "source" if constructions.startswith("source") else "locution"
        parts = tuple(_forms_of_part(part) for part in phrase.split())
        locution = _Locution(parts, int(head), len(entries))
        for form in parts[0]:
            locutions.setdefault(form, []).append(locution)
        entries.append(Entry(phrase, kind, _strengths(constructions)))
    entries.append(Entry("", "unknown", _strengths("direct? que?")))
    for candidates in locutions.values():
        candidates.sort(key=lambda locution: -len(locution.parts))
    return _Lexicon(tuple(entries), verbs, nouns, locutions)


def _forms_of_part(part: str) -> frozenset[str]:
    if part in ("se", "s'"):
        return _REFLEXIVES
    if part == "être":
        return members("forms-of-être")
    if part == "avoir":
        return members("forms-of-avoir")
    return conjugate(part) if part.endswith(("er", "ir", "re")) and len(part) > 3 else frozenset([part])


def _strengths(constructions: str) -> tuple[float, ...]:
    given = {name.rstrip("?"): 0.5 if name.endswith("?") else 1.0 for name in constructions.split()}
    if unknown := given.keys() - set(CONSTRUCTIONS):
        raise ValueError(f"unknown constructions in the cue lexicon: {sorted(unknown)}")
    return tuple(given.get(name, 0.0) for name in CONSTRUCTIONS)

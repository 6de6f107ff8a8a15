"""Known persons and bodies: what an article takes for granted of a name.

« Le dirigeant russe » is Vladimir Poutine, and « l'instance » the Fifa, though no article says so. A record gives the
usual names of somebody or something, and the nouns and adjectives by which articles refer back to it; the files are
``analysis/lexicons/speakers-known-*.tsv``. A record never names a speaker by itself: it joins names that an article
uses for one and the same (« RDC », « la République démocratique du Congo »), and is a feature of the choice between the
entities that an article does mention.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from analysis.lexicons import read_lexicon
from analysis.speakers.entities import Draft, Entity
from analysis.speakers.names import key_words
from analysis.speakers.vocabulary import plain

__all__ = ["Known", "known_of", "recognise"]

# Evidence that a name is one of a person, and weight of a known gender, as a title gives.
_EVIDENCE, _WEIGHT = 3.0, 3.0


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person or body.

    Attributes
    ----------
    name : str
        Fullest name.
    gender : str or None
        "female" or "male"; None for bodies.
    nouns, words : frozenset of str
        Nouns that refer back to it and words that stand beside them, lower case without accents.
    """

    name: str
    gender: str | None
    nouns: frozenset[str]
    words: frozenset[str]

    @property
    def person(self) -> bool:
        """Whether it is a person."""
        return self.gender is not None


def known_of(keys: Iterable[str]) -> Known | None:
    """The record of a name by the words that tell it apart, None if there is none.

    Examples
    --------
    >>> known_of({"nations", "unies"}) is known_of({"onu"})
    True
    """
    return _index().get(frozenset(keys))


def recognise(draft: Draft) -> None:
    """Give entities their records, and join those that share one."""
    found: dict[int, Entity] = {}
    for entity in list(draft.entities):
        record = _record(entity)
        if record is None:
            continue
        entity.known = record
        if record.person:
            entity.evidence += _EVIDENCE
            entity.genders[str(record.gender)] += _WEIGHT
        first = found.setdefault(id(record), entity)
        if first is not entity:
            _join(draft, first, entity)


def _record(entity: Entity) -> Known | None:
    """The record that fits the names of an entity: a person's only if nothing speaks against a person."""
    record = known_of(entity.keys)
    if record is None and entity.acronym:
        record = known_of({plain(entity.acronym)})
    if record is None or (len(entity.keys) == 1 and not entity.named):
        return None  # « le kremlin » is as good as any noun
    if not record.person:
        return record
    fits = entity.named and not entity.plural and entity.evidence > -1 and entity.gender in (None, record.gender)
    return record if fits else None


def _join(draft: Draft, kept: Entity, other: Entity) -> None:
    """One entity for two names of one record, called by the longer one."""
    longer = len(other.keys) > len(kept.keys)
    if longer and kept.acronym is None:
        kept.name, kept.named = other.name, kept.named or other.named
    kept.keys |= other.keys
    kept.acronym = kept.acronym or other.acronym
    kept.title = kept.title or other.title
    kept.noun_class = kept.noun_class or other.noun_class
    kept.named = kept.named or other.named
    draft.merge(kept, other)


@cache
def _index() -> dict[frozenset[str], Known]:
    """Records by the telling words of each of their names."""
    return {
        keys: record for record, names in _records() for name in names if (keys := frozenset(key_words(name.split())))
    }


@cache
def _records() -> list[tuple[Known, list[str]]]:
    """Records of both files with their names."""
    bodies = [(names, None, nouns, words) for names, nouns, words in _rows("speakers-known-bodies", 3)]
    persons = [(names, sex, nouns, words) for names, sex, nouns, words in _rows("speakers-known-persons", 4)]
    genders = {"f": "female", "m": "male", None: None}
    return [
        (Known(spellings[0], genders[sex], _words(nouns), _words(words)), spellings)
        for names, sex, nouns, words in (*bodies, *persons)
        if (spellings := names.split("|"))
    ]


def _rows(name: str, width: int) -> list[tuple[str, ...]]:
    """Rows of a lexicon, empty fields at the end filled in."""
    return [(*row, *[""] * (width - len(row))) for row in read_lexicon(name)]


def _words(field: str) -> frozenset[str]:
    return frozenset(plain(word) for word in field.split())

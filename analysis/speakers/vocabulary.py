"""What single words tell about who may speak: roles, bodies, writings, titles, first names, places.

The knowledge stands in ``analysis/lexicons/speakers-*.tsv``; this module reads it and answers questions about one word.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from analysis.lexicons import read_lexicon, read_words

__all__ = [
    "determiners",
    "first_name_gender",
    "gender_by_ending",
    "is_civility",
    "is_demonym",
    "is_first_name",
    "is_generic_body",
    "is_media",
    "is_organisation_word",
    "is_place",
    "noun_class",
    "noun_gender",
    "place_gender",
    "plain",
    "pronouns",
    "title_of",
]

# Answers about so many words are kept: new names come without end in a large corpus.
_remembered = lru_cache(maxsize=16_384)


@_remembered
def plain(word: str) -> str:
    """A word in lower case without accents, for comparing names.

    >>> plain("Aïssatou")
    'aissatou'
    """
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'").replace("\u00ad", "")).lower()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@_remembered
def noun_class(word: str) -> str | None:
    """Class of a common noun, singular or plural: human, group, organisation, document, place or None.

    >>> [noun_class(word) for word in ("sénatrices", "foule", "ligue", "communiqués", "chaise")]
    ['human', 'group', 'organisation', 'document', None]
    """
    classes = _classes()
    for form in _singulars(word.lower()):
        if form in classes:
            return classes[form][0]
    if _is_human_by_form(word):
        return "human"
    return None


@_remembered
def noun_gender(word: str) -> str | None:
    """Gender that a noun of the lexicons has by itself ("male", "female"), None if it tells none."""
    classes = _classes()
    for form in _singulars(word.lower()):
        if form in classes:
            return classes[form][1]
    return None


@_remembered
def is_generic_body(word: str) -> bool:
    """Whether a noun for a body says so little that it has to refer back (*l'organisation*, *le parti*)."""
    return any(form in read_words("speakers-generic-bodies") for form in _singulars(word.lower()))


@_remembered
def is_demonym(word: str) -> bool:
    """Whether a word names the inhabitants of a country, region or city.

    >>> is_demonym("Béninoise"), is_demonym("Bénin")
    (True, False)
    """
    lowered = word.lower()
    if lowered.startswith(("haut-", "bas-", "haute-", "basse-")):
        lowered = lowered.split("-", 1)[1]
    return any(form in _demonyms() for form in _singulars(lowered))


@_remembered
def title_of(word: str) -> tuple[str | None, bool] | None:
    """Gender and plurality that a title before a name tells, None if the word is no title.

    >>> title_of("Mme"), title_of("MM."), title_of("table")
    (('female', False), ('male', True), None)
    """
    return _titles().get(word.lower())


@_remembered
def is_civility(word: str) -> bool:
    """Whether a title says no more than how to address someone (*Mme*, *Dr*): it can be no noun phrase of its own.

    >>> is_civility("MM."), is_civility("colonel")
    (True, False)
    """
    return title_of(word) is not None and noun_class(word) is None


@_remembered
def is_first_name(word: str) -> bool:
    """Whether a word is a known first name.

    >>> is_first_name("Fatou"), is_first_name("Jean-Noël")
    (True, True)
    """
    key = plain(word)
    names = _first_names()
    if key in names:
        return True
    parts = key.split("-")
    return len(parts) == 2 and all(part in names for part in parts)


@_remembered
def first_name_gender(word: str) -> str | None:
    """Gender of a first name; of compound ones the first part decides.

    >>> first_name_gender("Aïssatou"), first_name_gender("Camille")
    ('female', None)
    """
    key = plain(word)
    names = _first_names()
    if key in names:
        return names[key]
    return names.get(key.split("-")[0]) if "-" in key else None


@_remembered
def gender_by_ending(word: str) -> str | None:
    """A guess at the gender of an unknown first name by its ending; the weakest of all clues."""
    key = plain(word)
    if key.endswith(("ata", "ette", "elle", "ia", "isha", "lla", "na", "ra", "ka", "sha", "ssa", "tou", "ine")):
        return "female"
    if key.endswith(("o", "ed", "im", "ir", "us", "k", "d", "rt", "in", "an", "is", "ar")):
        return "male"
    return None


@_remembered
def is_place(word: str) -> bool:
    """Whether a capitalised word is a country, region or large city."""
    return word in read_words("speakers-places")


@_remembered
def place_gender(word: str) -> str | None:
    """Gender of the name of a country or region."""
    return _places().get(word)


@_remembered
def is_media(word: str) -> bool:
    """Whether a word is the name of a medium or network."""
    return word in read_words("speakers-media")


@_remembered
def is_organisation_word(word: str) -> bool:
    """Whether a word inside a proper name marks a body rather than a person (*Club*, *Union*, *Foundation*)."""
    lowered = word.lower()
    return lowered in read_words("speakers-organisation-words") or noun_class(lowered) == "organisation"


@cache
def pronouns() -> dict[str, tuple[str | None, bool]]:
    """Gender and plurality of the pronouns that can be a source.

    >>> pronouns()["elles"]
    ('female', True)
    """
    genders = {"m": "male", "f": "female"}
    return {word: (genders.get(gender), number == "p") for word, gender, number in read_lexicon("speakers-pronouns")}


@cache
def determiners() -> dict[str, tuple[str | None, bool | None, str]]:
    """Gender, plurality (None where open) and kind of each determiner.

    >>> determiners()["cette"]
    ('female', False, 'demonstrative')
    """
    genders, plurals = {"m": "male", "f": "female"}, {"p": True, "s": False}
    return {
        word: (genders.get(gender), plurals.get(number), kind)
        for word, gender, number, kind in read_lexicon("speakers-determiners")
    }


@cache
def _classes() -> dict[str, tuple[str, str | None]]:
    genders = {"m": "male", "f": "female"}
    classes: dict[str, tuple[str, str | None]] = {}
    for name in ("document", "organisation", "group"):
        for word, gender in read_lexicon(f"speakers-{name}s"):
            classes[word] = name, genders[gender]
    for masculine, feminine in read_lexicon("speakers-roles"):
        for word, gender in ((masculine, "male"), (feminine, "female")):
            if word != "-":
                known = classes.get(word)
                epicene = masculine == feminine or (known is not None and known[0] == "human" and known[1] != gender)
                classes[word] = "human", None if epicene else gender
    return classes


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(word for row in read_lexicon("speakers-demonyms") for word in row)


@cache
def _places() -> dict[str, str | None]:
    genders = {"m": "male", "f": "female"}
    return {name: genders.get(gender) for name, gender in read_lexicon("speakers-places")}


@cache
def _titles() -> dict[str, tuple[str | None, bool]]:
    genders = {"m": "male", "f": "female"}
    return {word: (genders.get(gender), number == "p") for word, gender, number in read_lexicon("speakers-titles")}


@cache
def _first_names() -> dict[str, str | None]:
    genders = {"m": "male", "f": "female"}
    return {name: genders.get(gender) for name, gender in read_lexicon("speakers-first-names")}


def _singulars(word: str) -> tuple[str, ...]:
    """The word itself and the singular forms that its plural may come from, likely ones first."""
    if word.endswith("aux"):
        return word, word[:-1], word[:-3] + "al"
    if word.endswith(("s", "x")):
        return word, word[:-1]
    return (word,)


def _is_human_by_form(word: str) -> bool:
    """Nouns for persons that carry it in their form: *ex-*, *vice-*, *-logue*, *-naire*, demonyms as nouns."""
    lowered = word.lower()
    for prefix in ("ex-", "vice-", "co-", "sous-", "non-", "néo-", "anti-", "pro-"):
        if lowered.startswith(prefix):
            return len(lowered) > len(prefix) + 3 and noun_class(lowered[len(prefix) :]) == "human"
    parts = lowered.split("-")
    if len(parts) == 2 and len(parts[0]) > 4 and len(parts[1]) > 4:
        return noun_class(parts[0]) == "human"
    stem = lowered.rstrip("s")
    if len(stem) > 6 and stem.endswith(("logue", "genaire", "iste", "opathe", "icienne", "icien", "ographe", "trice")):
        return True
    return word[:1].isupper() and is_demonym(lowered)

"""What single words and expressions tell about stance: the lexicons ``stance-*.tsv``, looked up by form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from analysis.lexicons import read_lexicon, read_words
from analysis.stance.inflection import inflect
from analysis.tokenising import FrenchTokenizer

__all__ = [
    "Meaning",
    "cue_classes",
    "directions",
    "expressions",
    "function_words",
    "meanings",
    "modality",
    "negators",
    "plain_words",
    "shifters",
]

CONTRACTIONS = {"à": ("à", "au", "aux"), "de": ("de", "d'", "du", "des")}
PRONOMINAL = ("se", "s'")


class Meaning(NamedTuple):
    """What a word tells: its classes, and its sign between -1 (unfavourable) and 1 (favourable)."""

    classes: tuple[str, ...]
    sign: float


def plain_words(text: str) -> list[str]:
    """Tokens of a text in lower case with straight apostrophes, the form in which lexicons are looked up.

    Examples
    --------
    >>> plain_words("L’accord n’est pas signé.")
    ["l'", 'accord', "n'", 'est', 'pas', 'signé', '.']
    """
    return FrenchTokenizer().tokenize(text.replace("\u00ad", "").replace("’", "'").lower())


@cache
def meanings() -> Mapping[str, Meaning]:
    """Classes and sign of every form of the words in ``stance-polarity``.

    A form of several words (*plainte*, noun and participle) has the classes of all, and the mean of their signs.

    Examples
    --------
    >>> meanings()["scandaleuses"]
    Meaning(classes=('flaw',), sign=-1.0)
    """
    found: dict[str, list[tuple[str, float]]] = {}
    for lemma, part, sign, kind in read_lexicon("stance-polarity"):
        for form in inflect(lemma, part) - read_words("stance-homographs"):
            found.setdefault(form, []).append((kind, float(sign)))
    return {
        form: Meaning(tuple(sorted({kind for kind, _ in entries})), sum(sign for _, sign in entries) / len(entries))
        for form, entries in found.items()
    }


@cache
def cue_classes() -> Mapping[str, tuple[str, ...]]:
    """Classes of every form of the cues in ``stance-cues``.

    Examples
    --------
    >>> cue_classes()["fustigé"]
    ('blame',)
    """
    found: dict[str, set[str]] = {}
    for lemma, kind in read_lexicon("stance-cues"):
        for form in inflect(lemma, "v" if re.search(r"(?:er|[iï]r|re)$", lemma) else "n"):
            found.setdefault(form, set()).add(kind)
    return {form: tuple(sorted(kinds)) for form, kinds in found.items()}


@cache
def directions() -> Mapping[str, tuple[str, ...]]:
    """Classes of every form of the head nouns in ``stance-directions``."""
    found: dict[str, set[str]] = {}
    for lemma, kind in read_lexicon("stance-directions"):
        for form in inflect(lemma, "n"):
            found.setdefault(form, set()).add(kind)
    return {form: tuple(sorted(kinds)) for form, kinds in found.items()}


def function_words() -> frozenset[str]:
    """Words that tell nothing of what a text is about."""
    return read_words("stance-function-words")


@cache
def negators() -> frozenset[str]:
    """Words that deny what they stand with (*pas*, *jamais*, *sans*)."""
    return frozenset(word for word, _, kind in read_lexicon("stance-negation") if kind == "negator")


@cache
def shifters() -> frozenset[str]:
    """Forms of the words that end, lack or fight what they govern (*lutter*, *absence*, *contre*)."""
    return frozenset(
        form
        for lemma, part, kind in read_lexicon("stance-negation")
        if kind == "shifter"
        for form in inflect(lemma, part)
    )


@cache
def modality() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names and patterns of the traits of form in ``stance-modality``."""
    return tuple((name, re.compile(pattern)) for name, pattern in read_lexicon("stance-modality"))


@cache
def expressions() -> Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]]:
    """Expressions of several words by their first word: the words, longest first, and their meaning.

    A leading verb stands in all its forms, a final *à* or *de* also as *au*, *aux*, *du*, *des*, *d'*.

    Examples
    --------
    >>> dict(expressions()["tendons"])["tendons", "la", "main"].sign
    1.0
    """
    found: dict[str, dict[tuple[str, ...], Meaning]] = {}
    for expression, sign, kind in read_lexicon("stance-expressions"):
        words = plain_words(expression)
        if words[0] in PRONOMINAL:
            words = words[1:]
        for first in inflect(words[0], "v") if re.search(r"(?:er|ir|re)$", words[0]) else (words[0],):
            for last in CONTRACTIONS.get(words[-1], (words[-1],)):
                variant = (first, *words[1:-1], last)
                found.setdefault(first, {})[variant] = Meaning((kind,), float(sign))
    return {
        first: tuple(sorted(variants.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, variants in found.items()
    }

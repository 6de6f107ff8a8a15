"""Noun phrases of a document, from the parts of speech of its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.lexicons import read_words

__all__ = ["Phrase", "noun_phrases"]

# One letter a token, so that a phrase is a regular expression over letters.
LETTERS = {"NOUN": "N", "PROPN": "P", "ADJ": "A", "NUM": "M", "DET": "D"}
OF = frozenset({"de", "du", "des", "d'", "d’"})
PHRASE = re.compile(
    r"""
    (?P<determiner> [Dd]? )
    (?P<body>
        [AM]* N [AP]*                   # grande réforme fiscale
        (?: d D? [AM]* (?: N[AP]* | P+ ) )*   # de la sécurité sociale, de Macron
      | P+ (?: d D? P+ )*               # Jean Petit, Cour de Paris
    )
    """,
    re.VERBOSE,
)
ARTICLES = {
    "le": ("le", "ce", "un", "du", "au"),
    "la": ("la", "cette", "une"),
    "les": ("les", "ces", "des", "aux"),
    "l'": ("l'", "cet"),
}
FEMININE_ENDINGS = (
    "tion",
    "sion",
    "té",
    "ure",
    "ance",
    "ence",
    "ée",
    "ie",
    "ette",
    "ade",
    "ise",
    "esse",
    "ine",
    "elle",
)
VOWEL = re.compile(r"[aeiouyàâéèêëîïôùûœæ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    Attributes
    ----------
    start, end : int
        Code points in the document's text, determiner included, end exclusive.
    name : str
        The phrase as a target is named: with a definite article, in one line.
    head : str
        Lemma of its head in lower case, or the whole of a proper name.
    words : frozenset of str
        Lemmas of its nouns and adjectives in lower case.
    determiner : str
        Its determiner in lower case, empty if there is none.
    is_name : bool
        Whether the head is a proper name.
    """

    start: int
    end: int
    name: str
    head: str
    words: frozenset[str]
    determiner: str
    is_name: bool


def noun_phrases(text: str, tokens: pd.DataFrame) -> list[Phrase]:
    """Noun phrases of a document that name something.

    Parameters
    ----------
    text : str
        The document's text.
    tokens : DataFrame
        Its tokens in order: ``start``, ``end``, ``text``, ``lemma``, ``pos``.

    Returns
    -------
    list of Phrase
        The longest that do not overlap, in text order, without those of time and measure.
    """
    forms = tokens["text"].tolist()
    lemmas = tokens["lemma"].tolist()
    starts, ends = tokens["start"].tolist(), tokens["end"].tolist()
    letters = "".join(_letter(form, pos) for form, pos in zip(forms, tokens["pos"].tolist(), strict=True))
    return list(_phrases(text, letters, forms, lemmas, starts, ends))


def _letter(form: str, pos: str) -> str:
    return "d" if form.lower() in OF else LETTERS.get(pos, ".")


def _phrases(
    text: str, letters: str, forms: Sequence[str], lemmas: Sequence[str], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[Phrase]:
    for match in PHRASE.finditer(letters):
        first, stop = match.span("body")
        head = next(index for index in range(first, stop) if letters[index] in "NP")
        is_name = letters[head] == "P"
        lemma = forms[head] if is_name else (lemmas[head] or forms[head]).lower()
        if lemma in _empty_heads() or len(lemma) < 2:
            continue
        determiner = forms[match.start("determiner")].lower().replace("’", "'") if match["determiner"] else ""
        body = " ".join(text[starts[first] : ends[stop - 1]].split())
        yield Phrase(
            start=starts[match.start()],
            end=ends[stop - 1],
            name=_named(determiner, body, is_name=is_name),
            head=body if is_name else lemma,
            words=frozenset(
                (lemmas[index] or forms[index]).lower() for index in range(first, stop) if letters[index] in "NPA"
            ),
            determiner=determiner,
            is_name=is_name,
        )


@cache
def _empty_heads() -> frozenset[str]:
    return read_words("stance-empty-heads")


def _named(determiner: str, body: str, *, is_name: bool) -> str:
    """A phrase with its definite article; a possessive stays.

    >>> _named("cette", "hausse des prix", is_name=False), _named("une", "amende", is_name=False)
    ('la hausse des prix', "l'amende")
    >>> _named("", "forces armées", is_name=False), _named("d'", "corruption", is_name=False)
    ('les forces armées', 'la corruption')
    """
    if is_name:
        article = determiner if determiner in {"la", "les", "l'"} else ""
    else:
        article = next((article for article, forms in ARTICLES.items() if determiner in forms), determiner)
        if article in {"", *OF}:
            article = _likely_article(body.split()[0])
    if article in {"le", "la"} and VOWEL.match(body):
        article = "l'"
    return f"{article}{'' if article.endswith(chr(39)) or not article else ' '}{body}"


def _likely_article(noun: str) -> str:
    """Article of a noun that stands without one, by its ending.

    >>> _likely_article("nation"), _likely_article("gouvernement"), _likely_article("otages")
    ('la', 'le', 'les')
    """
    if noun.endswith(("s", "x")):
        return "les"
    return "la" if noun.endswith(FEMININE_ENDINGS) else "le"

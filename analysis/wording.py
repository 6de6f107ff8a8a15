"""Words of reports and figures in English and French: one data file, ``lexicons/interface.tsv``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from analysis.errors import InputError
from analysis.lexicons import read_lexicon

__all__ = ["LANGUAGES", "MISSING", "Wording", "wording"]

LANGUAGES = ("en", "fr")
# Between thousands; between a number and what it counts.
THOUSANDS = {"en": ",", "fr": "\u202f"}
NO_BREAK = "\u00a0"
# What stands where nothing is known.
MISSING = "—"
# A space before a high mark, and those inside guillemets.
APART = re.compile(r" (?=[:;!?»])|(?<=«) ")


class Wording:
    """What the interface says in one language.

    Parameters
    ----------
    language : {"en", "fr"}
        The language.
    phrases : mapping of str to str
        Key → words.
    """

    def __init__(self, language: str, phrases: dict[str, str]) -> None:
        self.language = language
        self._phrases = phrases

    def __call__(self, key: str, **values: Any) -> str:
        """The words of a key, names in braces filled in.

        Raises
        ------
        KeyError
            If there is no such key.
        """
        return self._phrases[key].format(**values) if values else self._phrases[key]

    def value(self, word: str) -> str:
        """A value of a table in this language; one that is not known stays as it is."""
        return self._phrases.get(word, word)

    def heading(self, column: str) -> str:
        """What stands above a column of a notebook's table: in English its name, by which code asks for it."""
        return column if self.language == "en" else self._phrases.get(f"column {column}", column)

    def cell(self, word: str) -> str:
        """A value in a notebook's table: in English the value itself, by which code asks for it.

        A word that is also the key of a sentence stands under ``cell`` and the word.
        """
        return word if self.language == "en" else self._phrases.get(f"cell {word}", self.value(word))

    def number(self, number: int) -> str:
        """A number with its thousands set apart."""
        return f"{number:,}".replace(",", THOUSANDS[self.language])

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a percentage."""
        return f"{round(100 * share)}{NO_BREAK}%" if self.language == "fr" else f"{round(100 * share)}%"

    def decimal(self, number: float, decimals: int = 2) -> str:
        """A number with decimals: 2.50, in French 2,50."""
        told = f"{number:.{decimals}f}"
        return told.replace(".", ",") if self.language == "fr" else told

    def signed(self, number: float, decimals: int = 2) -> str:
        """A number with decimals and its sign, a true minus."""
        told = self.decimal(abs(number), decimals)
        return told if not float(f"{number:.{decimals}f}") else f"{'−' if number < 0 else '+'}{told}"

    def count(self, number: int, noun: str) -> str:
        """A number with its noun: ``count(2, "article")`` is « 2 articles ».

        French has the singular for 0 as for 1.
        """
        one, many = self._phrases[f"count {noun}"].split("|")
        singular = number == 1 or (number == 0 and self.language == "fr")
        return f"{self.number(number)}{NO_BREAK}{one if singular else many}"

    def date(self, iso: str) -> str:
        """An ISO date, as precise as it is, as people write it."""
        year, *rest = iso[:10].split("-")
        if not rest or not all(part.isdecimal() for part in rest) or not 1 <= int(rest[0]) <= 12:
            return iso
        month = self._phrases["months"].split()[int(rest[0]) - 1]
        day = "".join(f"{int(part)}{NO_BREAK}" for part in rest[1:2])
        return f"{'1er' + NO_BREAK if self.language == 'fr' and day == '1' + NO_BREAK else day}{month}{NO_BREAK}{year}"

    def list(self, items: Sequence[str]) -> str:
        """Items with commas and an « and » before the last one."""
        *most, last = items or [""]
        return f"{', '.join(most)} {self('and')} {last}" if most else last


@cache
def wording(language: str = "en") -> Wording:
    """The words of the interface in a language.

    Parameters
    ----------
    language : {"en", "fr"}, default="en"
        The language.

    Returns
    -------
    Wording

    Raises
    ------
    InputError
        If the language is another one.

    Examples
    --------
    >>> say = wording("fr")
    >>> say("axis topic"), say.count(0, "article").split(), say.list(["Ada", "Iris", "Léo"])
    ('thème', ['0', 'article'], 'Ada, Iris et Léo')
    >>> say.signed(-0.251), say.signed(0.001), say.decimal(2.5, 1)
    ('−0,25', '0,00', '2,5')
    >>> say.date("2021-11-03").split()
    ['3', 'novembre', '2021']
    """
    if language not in LANGUAGES:
        raise InputError(f"the interface does not speak {language!r}", hint=f"it speaks {' and '.join(LANGUAGES)}")
    column = 1 + LANGUAGES.index(language)
    bound = _bound if language == "fr" else str
    return Wording(language, {row[0]: bound(row[column]) for row in read_lexicon("interface")})


def _bound(words: str) -> str:
    """French words with their marks bound to them, so that no line begins with a colon."""
    return APART.sub(NO_BREAK, words)

"""Normal forms of tokens, by which words are counted and looked up. The text itself keeps its spelling."""

from __future__ import annotations

import unicodedata

from analysis.lexicons import read_words
from analysis.tokenising.patterns import token_pattern

__all__ = ["content_forms", "normal_form", "stop_words", "word_forms"]

_SPELLING = str.maketrans(
    dict.fromkeys("’ʼ‘", "'")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("\xa0\u202f\u2009\u2007", " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)


def normal_form(token: str) -> str:
    """Small letters, composed accents, straight apostrophe, plain hyphen and space, nothing invisible.

    Parameters
    ----------
    token : str
        A token.

    Returns
    -------
    str

    Examples
    --------
    >>> normal_form("Aujourd’hui")
    "aujourd'hui"
    """
    return unicodedata.normalize("NFC", token.translate(_SPELLING)).lower()


def word_forms(text: str) -> list[str]:
    """Normal forms of the tokens of a text that hold a letter or a figure.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str

    Examples
    --------
    >>> word_forms("L’été, a-t-il plu ?")
    ["l'", 'été', 'a', '-t-il', 'plu']
    """
    forms = map(normal_form, token_pattern().findall(text))
    return [form for form in forms if any(character.isalnum() for character in form)]


def content_forms(text: str) -> list[str]:
    """Normal forms of the words of a text that are no stop words.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str

    Examples
    --------
    >>> content_forms("Y a-t-il de l’eau ?")
    ['eau']
    """
    stops = stop_words()
    return [form for form in word_forms(text) if form not in stops]


def stop_words() -> frozenset[str]:
    """Normal forms of function words, from ``analysis/lexicons/tokenising-stopwords.tsv``.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> {"l'", "-t-il", "jusqu'"} <= stop_words()
    True
    """
    return read_words("tokenising-stopwords")

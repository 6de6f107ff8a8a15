"""Texts as articles: the headline told apart from the body, both as normalised words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast
from unicodedata import normalize

from analysis.errors import InputError
from analysis.tokenising import FrenchTokenizer

if TYPE_CHECKING:
    import pandas as pd

    Texts = Iterable[str] | pd.DataFrame

__all__ = ["Article", "read_articles", "split_title", "words_of"]

# A headline is shorter than this; a longer first line is a paragraph.
LONGEST_TITLE = 200  # code points
# News tells what it is about first; what stands after this many words changes no topic.
LONGEST_BODY = 800  # words


@dataclass(frozen=True, slots=True)
class Article:
    """Words of an article as the classifiers see them (see :func:`words_of`), headline and body apart."""

    title: tuple[str, ...]
    body: tuple[str, ...]


def read_articles(texts: Texts) -> list[Article]:
    r"""Articles of a list of texts or of a table.

    Parameters
    ----------
    texts : iterable of str, or DataFrame
        Whole texts, of which the first line may be the headline (:func:`split_title`), or a table with the column
        ``text`` and perhaps ``title``. A title that the text repeats as its first line counts once.

    Returns
    -------
    list of Article

    Raises
    ------
    InputError
        If a table has neither column, or `texts` is one single string.

    Examples
    --------
    >>> read_articles(["Le lac gèle\nIl fait froid."])
    [Article(title=('le', 'lac', 'gèle'), body=('il', 'fait', 'froid'))]
    """
    if isinstance(texts, str):
        raise InputError("one text where a list of texts is expected", hint="write [text]")
    return [_article(title, body) for title, body in _titles_and_bodies(texts)]


def split_title(text: str) -> tuple[str, str]:
    r"""Headline and body of a text; the headline is empty if the text does not show one.

    A first line is a headline if it stands alone on its line, is short and has no full stop at its end.

    Parameters
    ----------
    text : str

    Returns
    -------
    (str, str)

    Examples
    --------
    >>> split_title("Le lac gèle\n\nIl fait froid.")
    ('Le lac gèle', 'Il fait froid.')
    >>> split_title("Il fait froid. Le lac gèle.")
    ('', 'Il fait froid. Le lac gèle.')
    """
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    if len(first) <= LONGEST_TITLE and not first.endswith((".", ";", ",", ":")):
        return first, rest.strip()
    return "", text.strip()


@lru_cache(maxsize=50_000)
def normal_form(token: str) -> str:
    """Form under which a token is counted, empty for a mark: lower case, one apostrophe, *oe* for *œ*, nothing unseen.

    Examples
    --------
    >>> normal_form("L’"), normal_form("Œuvre"), normal_form("«")
    ("l'", 'oeuvre', '')
    """
    if not any(map(str.isalnum, token)):
        return ""
    form = normalize("NFC", UNSEEN.sub("", token)).lower()
    return APOSTROPHES.sub("'", form).replace("œ", "oe").replace("æ", "ae").replace("‑", "-")


UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
APOSTROPHES = re.compile("[’ʼ‘]")


def words_of(text: str) -> list[str]:
    """Normalised words of a text, marks left out.

    Examples
    --------
    >>> words_of("« L’Œuvre », dit-elle.")
    ["l'", 'oeuvre', 'dit', '-elle']
    """
    return [form for token in FrenchTokenizer().tokenize(text) if (form := normal_form(token))]


def _titles_and_bodies(texts: Texts) -> Iterable[tuple[str, str]]:
    if not hasattr(texts, "columns"):
        return (split_title(text) for text in texts)
    table = cast("pd.DataFrame", texts)
    if "text" not in table and "title" not in table:
        raise InputError("the table has no column text", hint="rename the column that holds the articles")
    titles, bodies = (_column(table, name) for name in ("title", "text"))
    return (_told_apart(title, text) for title, text in zip(titles, bodies, strict=True))


def _column(table: pd.DataFrame, name: str) -> list[str]:
    """Texts of a column, empty where a value or the whole column is missing."""
    return table[name].fillna("").astype(str).tolist() if name in table else [""] * len(table)


def _told_apart(title: str, text: str) -> tuple[str, str]:
    r"""Headline and body where a table gives a title, which the text may repeat or which may be missing."""
    first, rest = split_title(text)
    if not title.strip() or first == title.strip():
        return first, rest
    return title, text


def _article(title: str, body: str) -> Article:
    return Article(tuple(words_of(title)), tuple(words_of(body)[:LONGEST_BODY]))

"""What a text has to be before it is annotated: of a length and shape that people write, and in French."""

from __future__ import annotations

import re

from analysis.lexicons import read_words

__all__ = ["LONGEST_ARTICLE", "language_of", "well_formed", "why_unfit"]

# Three times a long novel's chapter; what is longer is no article, and one of them would cost more than a corpus.
LONGEST_ARTICLE = 1_000_000
# Between two spaces. Only data has this (an image in base64, a table run together), and it costs time without bound.
LONGEST_RUN = 10_000
_ENDLESS_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1}}}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
REPLACEMENT = "\ufffd"

# Words as far as they tell the language, an elided one apart: « l'eau » is « l' » and « eau ».
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
# So much of a text is looked at, and fewer words tell nothing.
LOOKED_AT = 20_000
FEWEST_WORDS = 20
# French news has more than a fifth of these words, its nearest neighbours (Catalan, Italian) about a tenth.
LEAST_SHARE = 0.15


def why_unfit(text: str) -> str | None:
    """Why a text cannot be annotated, or None if it can.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str or None
        A reason for a person to read.

    Examples
    --------
    >>> why_unfit("Le pont tiendra.")
    >>> why_unfit("=" * 20_000)
    'more than 10,000 characters without a space'
    """
    if len(text) > LONGEST_ARTICLE:
        return f"longer than {LONGEST_ARTICLE:,} characters"
    if _ENDLESS_RUN.search(text):
        return f"more than {LONGEST_RUN:,} characters without a space"
    return None


def well_formed(text: str) -> str:
    r"""The text with lone surrogates replaced by U+FFFD, one for one, so that offsets hold.

    A surrogate is half a character; no file in UTF-8 can hold it, but JSON can write it.

    Examples
    --------
    >>> well_formed("caf\ud83d") == "caf\ufffd"
    True
    """
    return text if text.isascii() else _SURROGATE.sub(REPLACEMENT, text)


def language_of(text: str) -> str | None:
    """Whether a text is in French, by the share of words that French alone uses so often.

    Parameters
    ----------
    text : str
        Any text; its first 20,000 code points are read.

    Returns
    -------
    {"fr", "other"} or None
        None if it has fewer than 20 words.

    Examples
    --------
    >>> language_of("Le maire a dit que la route qui mène au col ne serait pas rouverte avant la fin du mois de mai.")
    'fr'
    >>> language_of("The mayor said on Monday that the road to the pass would not be open again before the end of May.")
    'other'
    """
    words = [word.replace("’", "'") for word in _WORD.findall(text[:LOOKED_AT].lower())]
    letters = sum(character.isalpha() for character in text[:LOOKED_AT])
    # Languages that are written without spaces have few words and many letters.
    if len(words) < FEWEST_WORDS and letters < 10 * FEWEST_WORDS:
        return None
    french = read_words("screening-french")
    return "fr" if sum(word in french for word in words) >= LEAST_SHARE * len(words) else "other"

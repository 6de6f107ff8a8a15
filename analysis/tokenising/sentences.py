"""Sentences of French text.

A line break ends a sentence: headings and list items have lines of their own. Within a line, a sentence ends after a
stop with its closing marks if a space follows and what comes next may begin a sentence. The rules for the full stop
stand below in the order in which they are asked.

Sentences inside one pair of quotation marks are told apart, as treebanks do, unless the quotation is short and stands
in a longer sentence (:mod:`analysis.tokenising.joining`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nltk.tokenize.api import TokenizerI

from analysis.lexicons import read_lexicon, read_words
from analysis.tokenising.characters import APOSTROPHE, CAPITAL, HYPHEN, LINE_BREAKS, SMALL, SPACE
from analysis.tokenising.joining import SHORT, join_quoted
from analysis.tokenising.marks import quotations

__all__ = ["FrenchSentenceTokenizer"]

_LINE = re.compile(rf"[^{LINE_BREAKS}]+")

# A stop, the marks that close after it, spaces, and the marks that open what follows. The space may be missing between
# small letters or a closing mark and a capital: « Il part.Elle reste. »
_STOP = re.compile(
    rf"""
    (?<![.!?…]) (?P<stop>[.!?…]++)
    (?P<closing> (?: {SPACE}?[»”)\]] | ["'’](?=[\s"'’»”)\]]|\Z) | \[\d{{1,3}}\] )*+ )
    (?P<gap> \s++ | (?<=(?:{SMALL}{SMALL}|[)\w]["»”])[.!?…]) (?={CAPITAL}(?:{SMALL}|{SPACE}|{APOSTROPHE})) )
    (?= (?P<opening> (?: ["'‘«“„(\[–—-] {SPACE}? )*+ ) )
    """,
    re.VERBOSE,
)
_ELLIPSES = ("...", "…")
_QUOTATION_MARKS = tuple('"«“„')

_WORD_BEFORE = re.compile(r"(?<![\w.])[\w.\-‐‑]{1,20}\Z")
_INITIALS = re.compile(rf"(?:{CAPITAL}[hr]?\.{HYPHEN}?){{0,9}}{CAPITAL}[hr]?\Z")
_NUMERAL = re.compile(r"\d|[IVXLC]{1,8}\b")
# « Le », « L' » and whether a name follows (Le Pen).
_FIRST_WORD = re.compile(rf"(?P<word>[\w\-‐‑]++{APOSTROPHE}?)(?P<name>{SPACE}{CAPITAL})?")


class FrenchSentenceTokenizer(TokenizerI):
    """Cut French text into sentences as treebanks do.

    Every line has its own sentences. A stop ends none after a title (*MM.*), initials, a reference (*art. 5*) or an
    abbreviation within the sentence; marks that close after the stop stay with their sentence.

    Parameters
    ----------
    longest_joined : int, default 100
        How many code points a sentence may have whose quotation holds several (« "Non. Jamais.", a-t-il dit. »).
        0 cuts all of them.

    Examples
    --------
    >>> FrenchSentenceTokenizer().tokenize("M. J.-P. Roy a parlé. « Je pars. C'est dit. » Puis il part.")
    ['M. J.-P. Roy a parlé.', '« Je pars.', "C'est dit. »", 'Puis il part.']
    >>> FrenchSentenceTokenizer().tokenize("« Je pars. C'est dit. », dit-il. Puis il part.")
    ["« Je pars. C'est dit. », dit-il.", 'Puis il part.']
    """

    def __init__(self, *, longest_joined: int = SHORT) -> None:
        self.longest_joined = longest_joined

    def tokenize(self, s: str) -> list[str]:
        """Sentences of a text as strings.

        Parameters
        ----------
        s : str
            Any text.

        Returns
        -------
        list of str
        """
        return [s[start:end] for start, end in self.span_tokenize(s)]

    def span_tokenize(self, s: str) -> Iterator[tuple[int, int]]:
        """Offsets of the sentences of a text.

        Parameters
        ----------
        s : str
            Any text.

        Yields
        ------
        (int, int)
            Code points, end exclusive, in order, without overlap, beginning and ending with what is no space.
        """
        for start, end in lines(s):
            pieces = list(sentences_of_line(s, start, end))
            for first, last in join_quoted(s, pieces, longest=self.longest_joined):
                yield pieces[first][0], pieces[last - 1][1]


def lines(text: str) -> Iterator[tuple[int, int]]:
    r"""Offsets of the lines of a text that hold more than spaces, outer spaces excluded.

    Examples
    --------
    >>> list(lines("Titre\n\n  Il pleut. \n"))
    [(0, 5), (9, 18)]
    """
    for line in _LINE.finditer(text):
        content = line[0].strip()
        if content:
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            yield start, start + len(content)


def sentences_of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences between two offsets of a text, before any are joined.

    Parameters
    ----------
    text : str
        The text.
    start, end : int
        Code-point offsets of a line without outer spaces.

    Yields
    ------
    (int, int)
        Code points, end exclusive.

    Examples
    --------
    >>> list(sentences_of_line("Qui ? Lui.", 0, 10))
    [(0, 5), (6, 10)]
    """
    first = start
    closers: frozenset[int] | None = None
    for found in _STOP.finditer(text, start, end):
        stop = _Stop(text, first, found.start(), found["stop"], found["closing"], found["opening"], found.end())
        boundary = found.end("closing")
        if found["opening"][:2] in ('" ', '"\u00a0'):
            # A straight mark between two spaces: « Non ! " Il part » or « Non. " Oui " ».
            if closers is None:
                closers = frozenset(close for _, close in quotations(text, start, end))
            if found.end() in closers:
                boundary = found.end() + 1
                stop = stop._replace(closing='"', opening=stop.opening[2:], after=_skip_spaces(text, boundary, end))
        # Marks alone are no sentence: « Non ! " » at the end of a line.
        if stop.after + len(stop.opening) < end and _ends_sentence(stop):
            yield first, boundary
            first = stop.after
    yield first, end


class _Stop(NamedTuple):
    """A stop that may end a sentence.

    `first` and `at` are the offsets of the sentence and the stop, `stop` the stop itself, `closing` and `opening` the
    marks on both sides of the space after it, `after` the offset of what follows the space.
    """

    text: str
    first: int
    at: int
    stop: str
    closing: str
    opening: str
    after: int


def _ends_sentence(stop: _Stop) -> bool:
    if _is_omission(stop) or _is_within_address(stop):
        return False
    if stop.stop != "." or stop.closing:
        return _may_begin(stop)
    found = _WORD_BEFORE.search(stop.text, max(stop.first, stop.at - 20), stop.at)
    word = found[0] if found else ""
    if word in read_words("tokenising-titles") or _is_list_number(stop, word):
        return False
    if _is_initials(stop, word):
        return _begins_with_opener(stop)
    if kind := _abbreviations().get(word.lower()):
        return _ends_after_abbreviation(stop, kind)
    # After a plain word or a closing mark the full stop is enough: « iPhone », « d'Alembert » may follow.
    return (len(word) != 1 and "." not in word) or _may_begin(stop)


def _is_omission(stop: _Stop) -> bool:
    """(...) and […] belong to what follows: « Il vint. (...) Il vit. »."""
    return stop.stop in _ELLIPSES and stop.at > 0 and stop.text[stop.at - 1] in "([" and stop.closing[:1] in (")", "]")


def _is_within_address(stop: _Stop) -> bool:
    """« Exemple.Com », « exemple.fr/Page.Html »: without a space, before a known ending or beside « / » or « @ »."""
    if stop.after != stop.at + len(stop.stop):
        return False
    ending = _FIRST_WORD.match(stop.text, stop.after)
    if ending is not None and ending["word"].lower() in read_words("tokenising-domains"):
        return True
    before = re.split(r"\s", stop.text[max(stop.first, stop.at - 80) : stop.at])[-1]
    after = re.split(r"\s", stop.text[stop.after : stop.after + 80], maxsplit=1)[0]
    return any(sign in before + after for sign in "/@")


def _may_begin(stop: _Stop) -> bool:
    """A capital, an opening quotation mark or, but for an ellipsis, a figure."""
    following = _first_character(stop)
    return (
        following.isupper()
        or stop.opening.startswith(_QUOTATION_MARKS)
        or (following.isdigit() and (stop.opening != "" or stop.stop not in _ELLIPSES))
        # « Oui ! (...) Non. »
        or (following in "….[" and stop.opening[:1] in ("(", "["))
    )


def _is_list_number(stop: _Stop, word: str) -> bool:
    """« 1. Le climat »: a number that is the whole sentence so far."""
    return word.isdigit() and stop.at - len(word) == stop.first


def _is_initials(stop: _Stop, word: str) -> bool:
    """« J.-P. Roy », « l'O.N.U. », but not the unit in « 25 °C. »."""
    return bool(_INITIALS.match(word)) and stop.text[max(stop.at - len(word) - 1, 0)] != "°"


def _begins_with_opener(stop: _Stop) -> bool:
    """« le plan B. Il a plu », « L'U.E. Mais… », but not « J.-M. Le Goff »."""
    found = _FIRST_WORD.match(stop.text, stop.after + len(stop.opening))
    if found is None or found["word"].replace("’", "'") not in read_words("tokenising-openers"):
        return False
    return found["name"] is None or found["word"] not in ("Le", "La", "Les")


def _ends_after_abbreviation(stop: _Stop, kind: str) -> bool:
    """Never « cf. Le Monde »; « des pommes, etc. Il part »; « p. Il part » but not « p. 5 »."""
    if kind == "number":
        return _NUMERAL.match(stop.text, stop.after + len(stop.opening)) is None and _may_begin(stop)
    return kind == "either" and _first_character(stop).isupper()


def _first_character(stop: _Stop) -> str:
    at = stop.after + len(stop.opening)
    return stop.text[at : at + 1]


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in read_lexicon("tokenising-abbreviations")}


def _skip_spaces(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start

"""Sentences of French text.

A sentence ends at a line break, and after a full stop, question or exclamation mark or ellipsis with its closing marks
where what follows may begin a sentence. Sentences inside one pair of quotation marks are told apart, as in treebanks;
:mod:`analysis.tokenising.stretches` joins those that stand in a longer sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nltk.tokenize.api import TokenizerI

from analysis.lexicons import read_words
from analysis.tokenising.characters import CAPITAL, HYPHEN, LINE_BREAK, SPACE

__all__ = ["FrenchSentenceTokenizer"]

_LINE = re.compile(rf"[^{LINE_BREAK}]+")

# stop · closing marks · spaces · (opening marks or dash · first character of what follows)
_CANDIDATE = re.compile(
    rf"""(?<![.!?…])(?P<stop>[.!?…]++)
    (?P<closers>(?:{SPACE}?[»”)\]]|["'’](?=\s|$))*+)
    (?P<gap>\s++)
    (?=(?P<openers>(?:["«“„(\[—–-]{SPACE}*+)*+)(?P<next>[^\s]?))""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[\w.\-‐‑]{1,20}\Z")
_INITIALS = re.compile(rf"(?:{CAPITAL}\.{HYPHEN}?)*{CAPITAL}\Z")
_WORD_AFTER = re.compile(r"[\w\-‐‑]++")


class FrenchSentenceTokenizer(TokenizerI):
    """Cut French text into sentences as treebanks do.

    Examples
    --------
    >>> FrenchSentenceTokenizer().tokenize("M. Roy a parlé. « Je pars. C'est dit. »")
    ['M. Roy a parlé.', '« Je pars.', "C'est dit. »"]
    """

    def tokenize(self, s: str) -> list[str]:
        """Return the sentences of a text as strings."""
        return [s[start:end] for start, end in self.span_tokenize(s)]

    def span_tokenize(self, s: str) -> Iterator[tuple[int, int]]:
        """Yield the code-point offsets of the sentences, outer spaces excluded."""
        for line in _LINE.finditer(s):
            yield from _sentences_of_line(s, *line.span())


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _strip(text, start, end)
    if start == end:
        return
    sentence = start
    counted, straight = start, 0
    for found in _CANDIDATE.finditer(text, start, end):
        boundary = found.end("closers")
        openers, following = found["openers"].rstrip(), found["next"]
        straight += text.count('"', counted, boundary)
        counted = boundary
        resume = found.end("gap")
        if openers.startswith('"') and straight % 2 and found["closers"] == "":
            boundary = resume + 1
            straight += 1
            counted = boundary
            openers = ""
            resume = boundary
            while resume < end and text[resume].isspace():
                resume += 1
            following = text[resume : resume + 1]
        if resume >= end:
            continue
        if _is_boundary(text, sentence, found, openers, following, resume):
            yield sentence, boundary
            sentence = resume
            straight = 0
    yield sentence, end


def _is_boundary(text: str, sentence: int, found: re.Match[str], openers: str, following: str, resume: int) -> bool:
    stop, closers = found["stop"], found["closers"]
    if stop != "." or closers:
        return _may_open(following, openers)
    word = _word_before(text, sentence, found.start())
    lowered = word.lower()
    if word in read_words("tokenising-titles"):
        return False
    if _INITIALS.match(word):
        after = _WORD_AFTER.match(text, resume)
        return after is not None and after[0] in read_words("tokenising-openers")
    if lowered in _abbreviations():
        return lowered in _FINAL and following.isupper()
    if lowered in _numbered() and (following.isdigit() or len(lowered) < 3):
        return False
    if word.isdigit() and found.start() - len(word) == sentence:
        return False
    return _may_open(following, openers) or (len(word) > 1 and "." not in word) or openers[:1] in ("-", "–", "—")


_FINAL = frozenset({"etc", "al", "inc", "ltd", "cie", "suiv", "jr", "corp", "hab", "sq", "sec", "min", "max", "sept"})


def _abbreviations() -> frozenset[str]:
    return read_words("tokenising-abbreviations") - _numbered()


def _numbered() -> frozenset[str]:
    from analysis.lexicons import read_lexicon

    return frozenset(row[0] for row in read_lexicon("tokenising-abbreviations") if row[1] == "number")


def _may_open(following: str, openers: str) -> bool:
    return following.isupper() or following.isdigit() or openers[:1] in ('"', "«", "“")


def _word_before(text: str, sentence: int, stop: int) -> str:
    found = _WORD_BEFORE.search(text, max(sentence, stop - 20), stop)
    return found[0] if found else ""


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end

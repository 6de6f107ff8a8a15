"""Tokens of many documents as one table of columns: candidates and features are read off by array operations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.lexicons import read_lexicon
from analysis.quotations.classes import ordered
from analysis.quotations.cues import find_cues
from analysis.quotations.marks import Marked, find_marked

if TYPE_CHECKING:
    from analysis.syntax import ParsedText

__all__ = ["DEPENDENCIES", "FLAGS", "POS", "TokenTable", "word_groups"]

POS = ordered("pos")
DEPENDENCIES = ordered("dependency")
# Morphological values that the features ask for, one bit each; the moods of finite verbs come first.
FLAGS = ordered("morphology")
FINITE = 0b1111
_BIT = {value: 1 << number for number, value in enumerate(FLAGS)}
_POS_CODE = {name: code for code, name in enumerate(POS)}
_DEPENDENCY_CODE = {name: code for code, name in enumerate(DEPENDENCIES)}


@cache
def word_groups() -> tuple[dict[str, int], tuple[str, ...]]:
    """Codes of function words and marks by their form, and the names of the codes; code 0 is any other word.

    >>> codes, names = word_groups()
    >>> names[codes["lorsque"]]
    'quand'
    """
    names = ["", *dict.fromkeys(group for _, group in read_lexicon("quotations-function-words"))]
    order = {name: code for code, name in enumerate(names)}
    codes = {form: order[group] for form, group in read_lexicon("quotations-function-words")}
    return codes, tuple(names)


class TokenTable:
    """Columns of all tokens of a batch; token numbers run on over the documents.

    Attributes
    ----------
    size : int
        Number of tokens.
    offsets : ndarray of int, shape (documents + 1,)
        First token of each document.
    document, start, end : ndarray of int, shape (size,)
        Document of a token and its code points in that document.
    word, pos, dependency : ndarray of int, shape (size,)
        Codes of `word_groups`, `POS` and `DEPENDENCIES` (the last may be -1).
    flags : ndarray of int, shape (size,)
        Bits of `FLAGS`.
    head, left, right : ndarray of int, shape (size,)
        Head, and first and last token of the subtree.
    first, stop : ndarray of int, shape (size,)
        Limits of the stretch in which the token is parsed.
    sentence : ndarray of int, shape (size,)
        Number of its sentence in the batch.
    cue, cue_first : ndarray of int, shape (size,)
        Entry of the cue lexicon (-1: none) and first token of its locution.
    mark : ndarray of int, shape (size,)
        Outermost stretch in quotation marks that holds the token inside its marks (-1: none).
    marks : list of (int, Marked)
        Document and stretch, outermost ones only, in text order.
    mark_first, mark_stop, mark_documents : ndarray of int, shape (len(marks),)
        Tokens inside the marks, and their documents.
    """

    def __init__(self, parsed: Sequence[ParsedText]) -> None:
        self.texts = [text.text for text in parsed]
        sizes = np.array([len(text) for text in parsed], dtype=int)
        self.offsets = np.concatenate([[0], np.cumsum(sizes)])
        self.size = int(self.offsets[-1])
        self.document = np.repeat(np.arange(len(parsed)), sizes)
        self.start = _joined([text.starts for text in parsed])
        self.end = _joined([text.ends for text in parsed])
        self.forms = [word for text in parsed for word in text.words]
        self.lowered = [word for text in parsed for word in text.lowered]
        codes, _ = word_groups()
        self.word = np.array([codes.get(word, 0) for word in self.lowered], dtype=np.int16)
        self.pos_names = [name for text in parsed for name in text.pos]
        self.pos = np.array([_POS_CODE.get(name, 16) for name in self.pos_names], dtype=np.int16)
        self.dependency = np.array(
            [_DEPENDENCY_CODE.get(name, -1) for text in parsed for name in text.deps], dtype=np.int16
        )
        self.flags = np.array([_bits(morph) for text in parsed for morph in text.morphs], dtype=np.int32)
        self.capital = np.array([word[:1].isupper() for word in self.forms], dtype=bool)
        shift = np.repeat(self.offsets[:-1], sizes)
        self.head = _joined([np.asarray(text.heads, dtype=int) for text in parsed]) + shift
        self.left = _joined([text.subtrees[0] for text in parsed]) + shift
        self.right = _joined([text.subtrees[1] for text in parsed]) + shift
        self.first, self.stop, _ = self._ranges([text.stretches for text in parsed])
        self.sentence_first, self.sentence_stop, self.sentence = self._ranges([text.sentences for text in parsed])
        self.vectors = np.concatenate([text.vectors for text in parsed]) if self.size else np.zeros((0, 96), np.float32)
        self._find_cues(parsed)
        self._find_marks()

    def token_at(self, document: int, offset: int) -> int:
        """Number of the first token of a document that ends after a code point."""
        low, high = self.offsets[document], self.offsets[document + 1]
        return int(low + np.searchsorted(self.end[low:high], offset, side="right"))

    def token_range(self, document: int, start: int, end: int) -> tuple[int, int]:
        """Range of the tokens of a document that overlap the code points `start` to `end`."""
        low, high = self.offsets[document], self.offsets[document + 1]
        return self.token_at(document, start), int(low + np.searchsorted(self.start[low:high], end))

    @cached_property
    def finite(self) -> np.ndarray:
        """Whether a token is a finite verb or auxiliary, shape (size,)."""
        verbal = (self.pos == _POS_CODE["VERB"]) | (self.pos == _POS_CODE["AUX"])
        return verbal & ((self.flags & FINITE) != 0)

    @cached_property
    def infinitive(self) -> np.ndarray:
        """Whether a token is an infinitive, by its tag or, for verbs, by its ending."""
        tagged = (self.flags & _BIT["VerbForm=Inf"]) != 0
        verbal = (self.pos == _POS_CODE["VERB"]) | (self.pos == _POS_CODE["AUX"])
        shaped = np.array([word.endswith(("er", "ir", "oir", "re")) for word in self.lowered], dtype=bool)
        return tagged | (verbal & shaped & ~self.finite)

    @cached_property
    def misplaced_capital(self) -> np.ndarray:
        """A function word with a capital inside a sentence: it betrays a headline that is glued to the text."""
        inside = np.arange(self.size) > self.sentence_first
        previous = np.concatenate([[0], self.word[:-1]])
        _, names = word_groups()
        free = np.isin(previous, [names.index(name) for name in (":", '"', "«", "-", "(", ".")])
        return self.capital & (self.word > 0) & inside & ~free & (self.mark < 0)

    def is_word(self, *groups: str) -> np.ndarray:
        """Whether a token belongs to one of some groups of `word_groups`, shape (size,)."""
        _, names = word_groups()
        return np.isin(self.word, [names.index(group) for group in groups])

    def has(self, value: str) -> np.ndarray:
        """Whether a token has one of the values of `FLAGS`, shape (size,)."""
        return (self.flags & _BIT[value]) != 0

    def _ranges(self, ranges: list[list[tuple[int, int]]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        first = np.arange(self.size)
        stop = first + 1
        number = np.zeros(self.size, dtype=int)
        count = 0
        for offset, parts in zip(self.offsets.tolist(), ranges, strict=False):
            for low, high in parts:
                first[offset + low : offset + high] = offset + low
                stop[offset + low : offset + high] = offset + high
                number[offset + low : offset + high] = count
                count += 1
        return first, stop, number

    def _find_cues(self, parsed: Sequence[ParsedText]) -> None:
        self.cue = np.full(self.size, -1, dtype=int)
        self.cue_first = np.arange(self.size)
        for offset, text in zip(self.offsets.tolist(), parsed, strict=False):
            for token, entry, first in find_cues(text.lowered, text.pos):
                self.cue[offset + token] = entry
                self.cue_first[offset + token] = offset + first

    def _find_marks(self) -> None:
        self.marks: list[tuple[int, Marked]] = [
            (document, marked)
            for document, text in enumerate(self.texts)
            for marked in find_marked(text)
            if marked.depth == 0
        ]
        self.mark = np.full(self.size, -1, dtype=int)
        limits = [self.token_range(document, m.inner_start, m.inner_end) for document, m in self.marks]
        self.mark_first = np.array([first for first, _ in limits], dtype=int)
        self.mark_stop = np.array([stop for _, stop in limits], dtype=int)
        self.mark_documents = np.array([document for document, _ in self.marks], dtype=int)
        for number, (first, stop) in enumerate(limits):
            self.mark[first:stop] = number


def _joined(columns: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(columns).astype(int) if columns else np.zeros(0, dtype=int)


@cache
def _bits(morph: str) -> int:
    """Bits of the values in a morphological description.

    >>> _bits("Mood=Ind|Person=3") == 1 | 1 << FLAGS.index("Person=3")
    True
    """
    return sum(_BIT.get(value, 0) for value in morph.split("|"))

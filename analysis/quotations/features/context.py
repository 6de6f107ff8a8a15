"""What features share: shapes of neighbouring tokens, counts between two tokens, the next token of a kind."""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np

from analysis.lexicons import read_lexicon
from analysis.quotations.classes import members
from analysis.quotations.cues import CONSTRUCTIONS, lexicon_entries
from analysis.quotations.features.columns import Columns
from analysis.quotations.table import DEPENDENCIES, POS, TokenTable, word_groups

__all__ = ["ENTRY_KINDS", "FAR", "Context"]

ENTRY_KINDS = ("verb", "noun", "locution", "source", "unknown")
# Distance that stands for "nowhere near".
FAR = 60
# So many arcs lead at most from words in marks to the cue that governs them.
GOVERNOR_DEPTH = 8
# Functions that are no part of the phrase on which they hang.
_LOOSE = ("acl:relcl", "advcl", "parataxis", "ccomp", "cc", "conj", "punct", "appos", "ROOT")
_WHO = ("titles", "groups", "organisations", "generic-bodies")
_FUNCTIONS = {
    "subject": ("nsubj", "nsubj:pass", "expl:subj"),
    "passive": ("aux:pass", "nsubj:pass"),
    "auxiliary": ("aux:tense",),
    "clause": ("ccomp", "xcomp"),
    "object": ("obj", "iobj", "obl:arg"),
    "agent": ("obl:agent",),
    "copula": ("cop",),
}


class Context:
    """A token table with the derived columns that features read.

    Parameters
    ----------
    table : TokenTable
        Tokens of a batch.

    Attributes
    ----------
    cue_probability : ndarray of float, shape (size,)
        Probability that a token is a cue; zeros until a model has filled them in.
    """

    def __init__(self, table: TokenTable) -> None:
        self.table = table
        self.cue_probability = np.zeros(table.size)

    @cached_property
    def shape(self) -> np.ndarray:
        """Code of a token's form: a function word, a class of cue, or a part of speech, shape (size,)."""
        table = self.table
        groups = len(word_groups()[1])
        codes = np.where(table.word > 0, table.word, groups + len(ENTRY_KINDS) + table.pos)
        cue = (table.word == 0) & (table.cue >= 0)
        return np.where(cue, groups + self.entry_kind, codes)

    @cached_property
    def shapes(self) -> list[str]:
        """Names of the codes of `shape`; the last one stands outside the stretch."""
        return [*word_groups()[1], *(f"CUE-{kind}" for kind in ENTRY_KINDS), *POS, "^"]

    @cached_property
    def entry_kind(self) -> np.ndarray:
        """Kind of a token's lexicon entry, an index of `ENTRY_KINDS` (-1: no cue), shape (size,)."""
        kinds = np.array([ENTRY_KINDS.index(entry.kind) for entry in lexicon_entries()] + [-1])
        return kinds[self.table.cue]

    @cached_property
    def strength(self) -> np.ndarray:
        """Strength of each construction for a token's entry, shape (size, len(CONSTRUCTIONS))."""
        rows = [entry.strength for entry in lexicon_entries()] + [(0.0,) * len(CONSTRUCTIONS)]
        return np.array(rows, dtype=np.float32)[self.table.cue]

    @cached_property
    def flags(self) -> dict[str, np.ndarray]:
        """Truth values of all tokens by name, shape (size,) each."""
        table = self.table
        pos = {name: table.pos == POS.index(name) for name in ("NOUN", "PROPN", "ADP", "PUNCT", "PRON", "ADV", "DET")}
        participle = np.array([word.endswith("ant") for word in table.lowered], dtype=bool)
        verbal = (table.pos == POS.index("VERB")) | (table.pos == POS.index("AUX"))
        return {
            "finite": table.finite,
            "infinitive": table.infinitive,
            "verb": verbal,
            "participle": participle & verbal,
            "noun": pos["NOUN"] | pos["PROPN"],
            "name": pos["PROPN"],
            "preposition": pos["ADP"],
            "pronoun": pos["PRON"],
            "core": ~pos["PUNCT"],
            "comma": table.is_word(","),
            "colon": table.is_word(":"),
            "stop": table.is_word("."),
            "dash": table.is_word("-"),
            "que": table.is_word("que"),
            "si": table.is_word("si"),
            "de": table.is_word("de"),
            "à": table.is_word("à"),
            "et": table.is_word("et", "ou", "mais"),
            "comme": table.is_word("comme"),
            "relative": table.is_word("que", "qui", "dont", "où"),
            "selon": table.is_word("selon"),
            "lire": table.is_word("lire"),
            "negation": table.is_word("ne"),
            "cue": table.cue >= 0,
            "verb cue": (self.entry_kind == 0) | (self.entry_kind == 2),
            "marked": table.mark >= 0,
            "human": pos["PROPN"] | table.is_word("il", "je", "nous") | _are_in(table.lowered, _who()),
            "document": _are_in(table.lowered, _documents()),
            "par": table.is_word("par"),
            "reflexive": _are_in(table.lowered, members("reflexive")),
            "indefinite": _are_in(table.lowered, members("indefinite")),
            "question": np.array([word == "?" for word in table.lowered], dtype=bool),
            "sourceless": self._sourceless,
            "root": table.head == np.arange(table.size),
            "capital": table.capital,
            "misplaced": table.misplaced_capital,
        }

    @cached_property
    def _sums(self) -> dict[str, np.ndarray]:
        return {}

    @cached_property
    def _nexts(self) -> dict[str, np.ndarray]:
        return {}

    @cached_property
    def dependents(self) -> dict[str, np.ndarray]:
        """Last dependent of some functions for each token (-1: none), shape (size,) each."""
        table = self.table
        found = {}
        for name, labels in _FUNCTIONS.items():
            members = np.flatnonzero(np.isin(table.dependency, [DEPENDENCIES.index(label) for label in labels]))
            found[name] = np.full(table.size, -1)
            found[name][table.head[members]] = members
        return found

    @cached_property
    def _sourceless(self) -> np.ndarray:
        """Passives and participles that name no agent: « ont été invités à », « accusés de »."""
        table = self.table
        past = table.has("VerbForm=Part") & table.has("Tense=Past")
        passive = self.dependents["passive"] >= 0
        attribute = np.isin(table.dependency, [DEPENDENCIES.index(label) for label in ("acl", "amod")])
        reflexive = self.dependents["auxiliary"] >= 0
        return past & (passive | attribute) & ~reflexive & (self.dependents["agent"] < 0)

    @cached_property
    def depth(self) -> np.ndarray:
        """Arcs from each token to the root of its stretch, at most `GOVERNOR_DEPTH`, shape (size,)."""
        head = self.table.head
        token = np.arange(self.table.size)
        depth = np.zeros(self.table.size, dtype=int)
        for _ in range(GOVERNOR_DEPTH):
            depth += head[token] != token
            token = head[token]
        return depth

    @cached_property
    def governor(self) -> np.ndarray:
        """The cue that governs each stretch in marks by the parse (-1: none), shape (marks,).

        It is the first verb or noun with an entry on the way from the head of the marked words up the tree.
        """
        table = self.table
        token = np.minimum(table.mark_first, max(table.size - 1, 0))
        governor = np.full(len(token), -1)
        for _ in range(GOVERNOR_DEPTH):
            outside = (token < table.mark_first) | (token >= table.mark_stop)
            reached = (governor < 0) & outside & (table.cue[token] >= 0) & (self.entry_kind[token] != 3)
            governor = np.where(reached, token, governor)
            token = table.head[token]
        return governor

    @cached_property
    def phrase_stop(self) -> np.ndarray:
        """Token behind the phrase of each stretch in marks, without clauses that hang on it, shape (marks,).

        The phrase goes on as long as each token hangs, over however many others, on a word in the marks.
        """
        table = self.table
        stops = np.minimum(table.mark_stop + 1, table.size)
        loose = np.isin(table.dependency, [DEPENDENCIES.index(label) for label in _LOOSE])
        for number, first in enumerate(table.mark_first.tolist()):
            inside = int(table.mark_stop[number])
            token = int(stops[number])
            limit = min(int(table.sentence_stop[token - 1]), token + FAR) if token else 0
            while token < limit:
                ancestor, steps = token, 0
                while ancestor >= inside and not loose[ancestor] and steps < GOVERNOR_DEPTH:
                    ancestor, steps = int(table.head[ancestor]), steps + 1
                if not first <= ancestor < inside:
                    break
                token += 1
            stops[number] = token
        return stops

    def count(self, flag: str, first: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """How many of the tokens `first` to `stop` (exclusive) have a flag."""
        if flag not in self._sums:
            self._sums[flag] = np.concatenate([[0], np.cumsum(self.flags[flag])])
        sums = self._sums[flag]
        return np.where(stop > first, sums[np.maximum(stop, first)] - sums[first], 0)

    def next(self, flag: str, token: np.ndarray) -> np.ndarray:
        """The first token from `token` on that has a flag (the table's size if none has)."""
        if flag not in self._nexts:
            size = self.table.size
            places = np.where(self.flags[flag], np.arange(size), size)
            following = np.minimum.accumulate(places[::-1])[::-1] if size else places
            self._nexts[flag] = np.concatenate([following, [size]])
        return self._nexts[flag][np.minimum(token, self.table.size)]

    def distance(self, flag: str, token: np.ndarray, limit: np.ndarray) -> np.ndarray:
        """Tokens from `token` to the next one with a flag before `limit`, at most `FAR`."""
        following = self.next(flag, token)
        return np.where(following < limit, np.minimum(following - token, FAR), FAR)

    def max_cue(self, first: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """Highest cue probability among the tokens `first` to `stop` (exclusive; 0 if there are none)."""
        return _range_maximum(self._cue_levels, first, np.maximum(stop, first))

    @property
    def _cue_levels(self) -> list[np.ndarray]:
        if getattr(self, "_levels_of", None) is not self.cue_probability:
            self._levels = _sparse_table(self.cue_probability)
            self._levels_of = self.cue_probability
        return self._levels

    def add_shape(self, columns: Columns, name: str, token: np.ndarray, within: np.ndarray) -> None:
        """Add the shape of some tokens; one that is not in the stretch of the token `within` counts as outside."""
        table = self.table
        inside = (token >= table.first[within]) & (token < table.stop[within]) & (token >= 0)
        codes = np.where(inside, self.shape[np.clip(token, 0, table.size - 1)], len(self.shapes) - 1)
        columns.category(name, codes, self.shapes)


@cache
def _who() -> frozenset[str]:
    """Nouns for persons, groups and bodies, singular and plural."""
    rows = [row[:2] for row in read_lexicon("speakers-roles")]
    rows += [row[:1] for name in _WHO for row in read_lexicon(f"speakers-{name}")]
    nouns = {noun.lower() for row in rows for noun in row if len(noun) > 1}
    return frozenset(nouns | {noun + "s" for noun in nouns})


@cache
def _documents() -> frozenset[str]:
    """Nouns for documents, singular and plural."""
    nouns = {row[0].lower() for row in read_lexicon("speakers-documents")}
    return frozenset(nouns | {noun + "s" for noun in nouns})


def _are_in(words: list[str], lexicon: frozenset[str]) -> np.ndarray:
    return np.array([word in lexicon for word in words], dtype=bool)


def _sparse_table(values: np.ndarray) -> list[np.ndarray]:
    """Maxima of all windows of 1, 2, 4, … values, up to 256."""
    levels = [values]
    width = 1
    while 2 * width <= min(len(values), 256):
        last = levels[-1]
        levels.append(np.maximum(last[:-width], last[width:]))
        width *= 2
    return levels


def _range_maximum(levels: list[np.ndarray], first: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Maxima of ranges; one longer than the table's widest window is cut to its two outer windows.

    >>> _range_maximum(_sparse_table(np.array([1, 5, 2, 4])), np.array([0, 2, 1]), np.array([2, 4, 1])).tolist()
    [5.0, 4.0, 0.0]
    """
    length = np.maximum(stop - first, 0)
    level = np.minimum(np.floor(np.log2(np.maximum(length, 1))).astype(int), len(levels) - 1)
    result = np.zeros(len(first))
    for number, values in enumerate(levels):
        rows = np.flatnonzero((level == number) & (length > 0))
        if len(rows):
            result[rows] = np.maximum(values[first[rows]], values[stop[rows] - 2**number])
    return result

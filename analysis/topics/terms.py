"""Counts of words, pairs of words and parts of words, weighted by how rare they are in news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.preprocessing import normalize

__all__ = ["TermBlock", "count_distinct", "damp", "weigh", "with_pairs"]

Words = Sequence[str]


@dataclass(frozen=True)
class TermBlock:
    """Terms with their rarity in whole articles and in headlines (zero for a term too rare there to be used)."""

    terms: tuple[str, ...]
    rarity: np.ndarray
    title_rarity: np.ndarray

    @classmethod
    def of(cls, terms: Sequence[str], titles: csr_matrix, bodies: csr_matrix, *, at_least: int) -> TermBlock:
        """Keep the terms that stand in `at_least` articles; the matrices count all terms, one row an article."""
        whole = _rarity(titles + bodies, at_least)
        kept = np.flatnonzero(whole)
        return cls(tuple(np.asarray(terms)[kept]), whole[kept], _rarity(titles[:, kept].tocsr(), at_least))

    def count(self, texts: Sequence[Words]) -> csr_matrix:
        """Count the terms in lists of terms; others are passed over.

        Returns
        -------
        csr_matrix of float32, shape (n_texts, n_terms)
        """
        return _counts(texts, self._columns)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}


def with_pairs(words: Words) -> list[str]:
    """Words and pairs of neighbouring words.

    Examples
    --------
    >>> with_pairs(["chef", "de", "gare"])
    ['chef', 'de', 'gare', 'chef de', 'de gare']
    """
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


def count_distinct(*groups: Sequence[Words]) -> tuple[list[csr_matrix], list[str]]:
    """Count every distinct word, in several groups of texts over the same columns.

    Returns
    -------
    list of csr_matrix, each (n_texts, n_words)
    list of str
        The words, sorted.

    Examples
    --------
    >>> (counts,), words = count_distinct([["un", "deux", "un"]])
    >>> counts.toarray(), words
    (array([[1., 2.]], dtype=float32), ['deux', 'un'])
    """
    words = sorted(set(chain.from_iterable(chain.from_iterable(groups))))
    columns = {word: column for column, word in enumerate(words)}
    return [_counts(texts, columns) for texts in groups], words


def damp(counts: csr_matrix) -> csr_matrix:
    """Damp counts by their logarithm: the tenth mention says less than the first.

    Examples
    --------
    >>> damp(csr_matrix([[0.0, 1.0, 10.0]])).toarray().round(1)
    array([[0. , 1. , 3.3]])
    """
    damped = counts.tocsr(copy=True)
    damped.data = 1 + np.log(damped.data)
    return damped


def weigh(counts: csr_matrix, rarity: np.ndarray) -> csr_matrix:
    """Damp the counts, multiply them by rarity and make each row of length one.

    Examples
    --------
    >>> weigh(csr_matrix([[1.0, 0.0], [1.0, 1.0]]), np.array([3.0, 4.0])).toarray()
    array([[1. , 0. ],
           [0.6, 0.8]])
    """
    return normalize(damp(counts) @ diags(rarity.astype(np.float32)))


def _counts(texts: Sequence[Words], columns: dict[str, int]) -> csr_matrix:
    lengths = np.fromiter(map(len, texts), np.int64, count=len(texts))
    look_up = columns.get
    found = np.array([look_up(word, -1) for word in chain.from_iterable(texts)], np.int64)
    rows = np.repeat(np.arange(len(texts)), lengths)[found >= 0]
    shape = (len(texts), len(columns))
    return csr_matrix((np.ones(len(rows), np.float32), (rows, found[found >= 0])), shape=shape)


def _rarity(counts: csr_matrix, at_least: int) -> np.ndarray:
    n_texts = counts.shape[0]
    texts_with = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.where(texts_with >= at_least, np.log((1 + n_texts) / (1 + texts_with)) + 1, 0).astype(np.float32)

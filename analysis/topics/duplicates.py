"""Near-duplicates: wire copies that several papers print, so that a split never puts them on both sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from analysis.topics.articles import Article
from analysis.topics.terms import count_distinct

__all__ = ["near_duplicates"]

# Words in a row that two articles hardly share by chance.
SHINGLE = 5
# Two articles are copies if they share this part of the shingles of the shorter one.
SHARED = 0.3
# A phrase in more articles than this is boilerplate (« Lire aussi », « Pour aller plus loin »).
BOILERPLATE = 20


def near_duplicates(articles: Sequence[Article]) -> np.ndarray:
    """Group articles that are copies of one another, directly or through others.

    Parameters
    ----------
    articles : sequence of Article

    Returns
    -------
    ndarray of int, shape (n_articles,)
        Number of each article's group; an article without a copy is a group of its own.

    Examples
    --------
    >>> text = ("le", "maire", "a", "ouvert", "hier", "la", "nouvelle", "piscine")
    >>> near_duplicates([Article((), text), Article((), ("bref", *text)), Article((), ("autre",))])
    array([0, 0, 1], dtype=int32)
    """
    n_articles = len(articles)
    (shingles,), _ = count_distinct([_shingles(article.body) for article in articles])
    shingles.data[:] = 1
    rare = np.flatnonzero(np.bincount(shingles.indices, minlength=shingles.shape[1]) <= BOILERPLATE)
    shared = (shingles[:, rare] @ shingles[:, rare].T).tocoo()
    sizes = np.asarray(shingles.sum(axis=1)).ravel()
    copies = shared.data >= SHARED * np.minimum(sizes[shared.row], sizes[shared.col])
    links = coo_matrix((np.ones(copies.sum()), (shared.row[copies], shared.col[copies])), shape=(n_articles,) * 2)
    return connected_components(links + _same_title(articles), directed=False)[1]


def _shingles(words: Sequence[str]) -> list[str]:
    return [" ".join(words[start : start + SHINGLE]) for start in range(max(0, len(words) - SHINGLE + 1))]


def _same_title(articles: Sequence[Article]) -> csr_matrix:
    titles: dict[tuple[str, ...], int] = {}
    firsts = [titles.setdefault(article.title, row) if article.title else row for row, article in enumerate(articles)]
    rows = np.arange(len(articles))
    return csr_matrix((np.ones(len(rows)), (rows, firsts)), shape=(len(rows),) * 2)

"""What the keywords of an article say for each topic: one number a topic from headline, opening and whole body."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from analysis.topics.articles import Article
from analysis.topics.keywords import topic_keywords

__all__ = ["VIEWS", "document_frequencies", "keyword_evidence"]

# Words of the body that count as its opening, where news says what it is about.
OPENING = 80
VIEWS = ("title", "opening", "body")
# Strength that every topic has before a word is read: a short view may not decide by one keyword.
PRIOR_STRENGTH = {"title": 2.0, "opening": 3.0, "body": 5.0}


def keyword_evidence(articles: Sequence[Article], rarity: np.ndarray) -> np.ndarray:
    """Logarithm of each topic's share in the keywords, in each view of each article.

    Parameters
    ----------
    articles : sequence of Article
    rarity : ndarray, shape (n_terms,)
        What an occurrence of each keyword counts.

    Returns
    -------
    ndarray of float, shape (n_articles, n_topics, n_views)
    """
    _, strengths = topic_keywords()
    weights = rarity[:, None] * strengths
    return np.stack([_log_share(counts, weights, PRIOR_STRENGTH[view]) for view, counts in _counts(articles)], 2)


def document_frequencies(articles: Sequence[Article]) -> np.ndarray:
    """In how many bodies each keyword occurs.

    Returns
    -------
    ndarray of int, shape (n_terms,)
    """
    keywords, _ = topic_keywords()
    counts = keywords.count([article.body for article in articles])
    return np.bincount(counts.indices, minlength=len(keywords.terms))


def _counts(articles: Sequence[Article]) -> list[tuple[str, csr_matrix]]:
    keywords, _ = topic_keywords()
    views = (
        [article.title for article in articles],
        [article.body[:OPENING] for article in articles],
        [article.body for article in articles],
    )
    return [(view, keywords.count(words)) for view, words in zip(VIEWS, views, strict=True)]


def _log_share(counts: csr_matrix, weights: np.ndarray, prior: float) -> np.ndarray:
    damped = counts.copy()
    damped.data = 1 + np.log(damped.data)  # the tenth mention says less than the first
    mass = np.asarray(damped @ weights) + prior
    return np.log(mass / mass.sum(axis=1, keepdims=True))

"""Topics of articles that nobody has labelled, by non-negative matrix factorisation.

A factorisation always finds as many topics as it is asked for. Whether they are there is seen from two figures: a
coherent topic has words that stand together in articles, and a stable one comes back from other random starts.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize

from analysis.errors import InputError, InputWarning
from analysis.lexicons import read_words
from analysis.topics.articles import Article, read_articles
from analysis.topics.terms import TermBlock, count_distinct, weigh

if TYPE_CHECKING:
    from analysis.topics.articles import Texts

__all__ = ["FoundTopics", "find_topics"]

FEW_ARTICLES = 30
TOP_WORDS = 10
TITLE_WORDS = 3
SHORTEST = 3  # letters
# A word in fewer articles is most often a name, and would make a topic of one story.
FEWEST_ARTICLES = 4
# A word in more than this share of the articles tells none of them apart.
MOST_ARTICLES = 0.8


@dataclass(frozen=True)
class FoundTopics:
    """Topics, their words and the articles they are found in.

    Attributes
    ----------
    topics : DataFrame
        Columns topic, title (its first words), articles (whose main topic it is), coherence (mean normalised pointwise
        mutual information of its top words, -1 to 1) and stability (share of its top words that come back from other
        random starts, 0 to 1).
    words : DataFrame
        Columns topic, word, weight and keyness (log-likelihood ratio of the word in the articles of the topic against
        all others; above 10.8 a difference is no chance at the level of one in a thousand).
    documents : DataFrame
        Columns document, topic, weight (share of the topic in the article).
    """

    topics: pd.DataFrame
    words: pd.DataFrame
    documents: pd.DataFrame

    def _repr_html_(self) -> str:
        return str(self.topics.round(2).to_html(index=False, border=0))


def find_topics(texts: Texts, *, n_topics: int = 8, n_starts: int = 5, seed: int = 0) -> FoundTopics:
    """Find topics in articles without labels.

    Parameters
    ----------
    texts : iterable of str, or DataFrame
    n_topics : int
        Number of topics to find.
    n_starts : int
        Number of further random starts that the stability is measured by.
    seed : int

    Returns
    -------
    FoundTopics
        Topics in the order of their number of articles.

    Raises
    ------
    InputError
        If there are fewer articles or words than topics.

    Warns
    -----
    InputWarning
        Below 30 articles: what is found then is mostly chance.

    Examples
    --------
    >>> texts = ["match ballon stade"] * 20 + ["budget impôt banque"] * 15
    >>> find_topics(texts, n_topics=2).topics["articles"].tolist()
    [20, 15]
    """
    articles = read_articles(texts)
    if len(articles) < FEW_ARTICLES:
        warnings.warn(
            f"topics of {len(articles)} articles are mostly chance; {FEW_ARTICLES} or more are needed",
            InputWarning,
            stacklevel=2,
        )
    counts, words = _count_words(articles)
    if min(counts.shape) < n_topics:
        raise InputError(f"{counts.shape[0]} articles with {counts.shape[1]} usable words", hint="ask for fewer topics")
    weighted = weigh(counts, TermBlock.of(words, counts * 0, counts, at_least=1).rarity).astype(float)
    shares, topics = _factorise(weighted, n_topics, None)
    order = np.argsort(-np.bincount(shares.argmax(axis=1), minlength=n_topics), kind="stable")
    shares, topics = shares[:, order], topics[order]
    others = [_factorise(weighted, n_topics, seed + start)[1] for start in range(n_starts)]
    top = np.argsort(-topics, axis=1, kind="stable")[:, :TOP_WORDS]
    main = shares.argmax(axis=1)
    return FoundTopics(
        topics=pd.DataFrame(
            {
                "topic": np.arange(n_topics),
                "title": [", ".join(words[column] for column in row[:TITLE_WORDS]) for row in top],
                "articles": np.bincount(main, minlength=n_topics),
                "coherence": [_coherence(counts, row) for row in top],
                "stability": _stability(top, others),
            }
        ),
        words=_word_table(counts, words, topics, top, main),
        documents=pd.DataFrame(
            {"document": np.arange(len(articles)), "topic": main, "weight": shares[np.arange(len(main)), main]}
        ),
    )


def _count_words(articles: Sequence[Article]) -> tuple[csr_matrix, list[str]]:
    """Counts of words that may tell articles apart: no grammar, in several articles, not in most of them."""
    grammar = read_words("topics-stopwords")
    texts = [
        [word for word in (*article.title, *article.body) if len(word) >= SHORTEST and word not in grammar]
        for article in articles
    ]
    (counts,), words = count_distinct(texts)
    spread = np.bincount(counts.indices, minlength=len(words))
    letters = np.array([not word[0].isdigit() for word in words], bool)
    fewest = 2 if len(articles) < FEW_ARTICLES else FEWEST_ARTICLES
    kept = np.flatnonzero((spread >= fewest) & (spread <= max(2, MOST_ARTICLES * len(articles))) & letters)
    return counts[:, kept].tocsr(), [words[column] for column in kept]


def _factorise(weighted: csr_matrix, n_topics: int, seed: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Shares of the topics in each article and weights of the words in each topic; a seed makes a random start."""
    start = {"init": "nndsvda", "random_state": 0} if seed is None else {"init": "random", "random_state": seed}
    model = NMF(n_topics, max_iter=400, **start)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # close is enough, for stability is measured
        warnings.filterwarnings("ignore", "invalid value encountered in sqrt")  # an exact factorisation
        amounts = model.fit_transform(weighted)
    return normalize(amounts, norm="l1"), model.components_


def _coherence(counts: csr_matrix, columns: np.ndarray) -> float:
    """Mean normalised pointwise mutual information of pairs of words, by the articles they stand in."""
    present = (counts[:, columns] > 0).toarray().astype(float)
    together = present.T @ present / len(present)
    alone = np.diag(together)
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(together / np.outer(alone, alone)) / -np.log(together)
    information = np.where(together > 0, np.where(together < 1, information, 1.0), -1.0)
    pairs = np.triu_indices(len(columns), 1)
    return float(information[pairs].mean()) if len(pairs[0]) else 0.0


def _stability(top: np.ndarray, others: Sequence[np.ndarray]) -> np.ndarray:
    """Share of each topic's top words that its best counterpart has too, on average over the other starts."""
    if not others:
        return np.full(len(top), np.nan)
    shares = np.zeros(len(top))
    for topics in others:
        their_top = np.argsort(-topics, axis=1, kind="stable")[:, : top.shape[1]]
        common = np.array([[len(np.intersect1d(ours, theirs)) for theirs in their_top] for ours in top])
        rows, columns = linear_sum_assignment(-common)
        shares[rows] += common[rows, columns] / top.shape[1]
    return shares / len(others)


def _word_table(
    counts: csr_matrix, words: Sequence[str], topics: np.ndarray, top: np.ndarray, main: np.ndarray
) -> pd.DataFrame:
    rows = []
    for topic, columns in enumerate(top):
        keyness = _keyness(counts, main == topic)
        rows += [(topic, words[column], topics[topic, column], keyness[column]) for column in columns]
    return pd.DataFrame(rows, columns=["topic", "word", "weight", "keyness"])


def _keyness(counts: csr_matrix, inside: np.ndarray) -> np.ndarray:
    """Signed log-likelihood ratio of every word inside against outside, negative for words that avoid the topic."""
    observed = np.array([np.asarray(counts[part].sum(axis=0)).ravel() for part in (inside, ~inside)], float)
    sizes = observed.sum(axis=1, keepdims=True)
    expected = observed.sum(axis=0) * sizes / sizes.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = 2 * np.where(observed > 0, observed * np.log(observed / expected), 0).sum(axis=0)
    return np.where(observed[0] >= expected[0], ratio, -ratio)

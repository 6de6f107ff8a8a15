"""Articles as numbers: words, pairs and parts of words, headline and body told apart, word vectors, keywords."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from analysis.topics.articles import Article
from analysis.topics.evidence import document_frequencies, keyword_evidence
from analysis.topics.terms import TermBlock, Words, count_distinct, damp, weigh, with_pairs
from analysis.vectors import word_vectors

__all__ = ["NewsFeatures"]

# A term that stands in fewer articles cannot be learned from; parts of words are many, so they must be more frequent.
FEWEST_ARTICLES = {"words": 2, "parts": 3}
PART_LENGTHS = (3, 5)  # letters
SHORTEST_MEANING = 3  # letters; shorter words are grammar, and their vectors blur the mean


class NewsFeatures(TransformerMixin, BaseEstimator):
    """Turn articles into rows of a sparse matrix, block by block, each block of length one times its weight.

    Parameters
    ----------
    pairs : bool, default True
        Whether pairs of neighbouring words count beside words.
    parts : float, default 1.0
        Weight of the parts of words (three to five letters: stems and endings); zero leaves them out.
    title_times : float, default 3.0
        How often a word of the headline counts in the blocks of the whole article.
    title : float, default 0.5
        Weight of the blocks that hold the headline alone; zero leaves them out.
    vectors : float, default 1.0
        Weight of the mean word vectors of headline and body; zero leaves them out.
    keywords : float, default 0.6
        Weight of the keyword evidence for the media topics; zero leaves it out.

    Attributes
    ----------
    words_, parts_ : TermBlock
        Terms learned from the articles.
    vector_means_ : ndarray, shape (2, 300)
        Mean word vector of headlines and of bodies, from which an article differs.
    keyword_rarity_ : ndarray, shape (n_keywords,)
    evidence_mean_, evidence_scale_ : ndarray, shape (n_topics, n_views)
    """

    def __init__(
        self,
        *,
        pairs: bool = True,
        parts: float = 1.0,
        title_times: float = 3.0,
        title: float = 0.5,
        vectors: float = 1.0,
        keywords: float = 0.6,
    ) -> None:
        self.pairs = pairs
        self.parts = parts
        self.title_times = title_times
        self.title = title
        self.vectors = vectors
        self.keywords = keywords

    def fit(self, articles: Sequence[Article], y: object = None) -> NewsFeatures:
        """Learn terms, rarities and means from articles.

        Parameters
        ----------
        articles : sequence of Article
        y : ignored

        Returns
        -------
        NewsFeatures
            Itself.
        """
        titles, bodies = _titles(articles), _bodies(articles)
        (title_terms, body_terms), terms = count_distinct(self._terms(titles), self._terms(bodies))
        self.words_ = TermBlock.of(terms, title_terms, body_terms, at_least=FEWEST_ARTICLES["words"])
        if self.parts:
            (title_words, body_words), words = count_distinct(titles, bodies)
            cutter = _part_counter().fit(words)
            word_parts = cutter.transform(words)
            counts = (title_words @ word_parts).tocsr(), (body_words @ word_parts).tocsr()
            self.parts_ = TermBlock.of(cutter.get_feature_names_out(), *counts, at_least=FEWEST_ARTICLES["parts"])
        if self.vectors:
            means = self._mean_vectors(titles, bodies)
            self.vector_means_ = np.stack([part.sum(axis=0) / max(1, part.any(axis=1).sum()) for part in means])
        if self.keywords:
            self.keyword_rarity_ = np.log((1 + len(articles)) / (1 + document_frequencies(articles)))
            evidence = keyword_evidence(articles, self.keyword_rarity_)
            self.evidence_mean_ = evidence.mean(axis=0)
            self.evidence_scale_ = evidence.std(axis=0) + 1e-6
        return self

    def transform(self, articles: Sequence[Article]) -> csr_matrix:
        """Features of the articles.

        Parameters
        ----------
        articles : sequence of Article

        Returns
        -------
        csr_matrix of float32, shape (n_articles, n_features)
        """
        titles, bodies = _titles(articles), _bodies(articles)
        blocks = self._term_blocks(self.words_, *self._count_terms(titles, bodies))
        if self.parts and self.parts_.terms:
            blocks += [
                self.parts * block for block in self._term_blocks(self.parts_, *self._count_parts(titles, bodies))
            ]
        if self.vectors:
            blocks.append(csr_matrix(self.vectors * self._vector_block(titles, bodies)))
        if self.keywords:
            evidence = keyword_evidence(articles, self.keyword_rarity_)
            scaled = ((evidence - self.evidence_mean_) / self.evidence_scale_).reshape(len(articles), -1)
            blocks.append(csr_matrix(self.keywords * normalize(scaled)))
        return hstack(blocks, format="csr", dtype=np.float32)

    def _term_blocks(self, block: TermBlock, titles: csr_matrix, bodies: csr_matrix) -> list[csr_matrix]:
        whole = weigh(self.title_times * titles + bodies, block.rarity)
        return [whole, self.title * weigh(titles, block.title_rarity)] if self.title else [whole]

    def _terms(self, texts: Sequence[Words]) -> Sequence[Words]:
        return [with_pairs(words) for words in texts] if self.pairs else texts

    def _count_terms(self, titles: Sequence[Words], bodies: Sequence[Words]) -> list[csr_matrix]:
        return [self.words_.count(self._terms(part)) for part in (titles, bodies)]

    def _count_parts(self, titles: Sequence[Words], bodies: Sequence[Words]) -> list[csr_matrix]:
        counts, words = count_distinct(titles, bodies)
        word_parts = _part_counter(self.parts_.terms).transform(words)
        return [(part @ word_parts).tocsr() for part in counts]

    def _vector_block(self, titles: Sequence[Words], bodies: Sequence[Words]) -> np.ndarray:
        means = self._mean_vectors(titles, bodies)
        centred = [
            normalize(part - mean) * part.any(axis=1, keepdims=True)
            for part, mean in zip(means, self.vector_means_, strict=True)
        ]
        return np.hstack(centred) / np.sqrt(2)

    def _mean_vectors(self, titles: Sequence[Words], bodies: Sequence[Words]) -> list[np.ndarray]:
        """Mean vectors of headlines and bodies over their words of meaning, the rarer the heavier."""
        counts, words = count_distinct(titles, bodies)
        rarities = dict(zip(self.words_.terms, self.words_.rarity, strict=True))
        unseen = float(self.words_.rarity.max(initial=1.0))
        weights = np.array([_meaning(word) * (rarities.get(word, unseen) - 1) for word in words], np.float32)
        vectors = word_vectors().matrix(words) * weights[:, None]
        return [normalize(damp(part) @ vectors) for part in counts]


def _meaning(word: str) -> bool:
    return len(word) >= SHORTEST_MEANING and not word[0].isdigit()


def _part_counter(terms: Sequence[str] | None = None) -> CountVectorizer:
    vocabulary = None if terms is None else list(terms)
    return CountVectorizer(analyzer="char_wb", ngram_range=PART_LENGTHS, vocabulary=vocabulary, dtype=np.float32)


def _titles(articles: Sequence[Article]) -> list[Words]:
    return [article.title for article in articles]


def _bodies(articles: Sequence[Article]) -> list[Words]:
    return [article.body for article in articles]

"""The classifier of IPTC Media Topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import KFold

from analysis.errors import InputError
from analysis.topics.articles import Article, read_articles
from analysis.topics.confidence import fit_confidence
from analysis.topics.evidence import document_frequencies, keyword_evidence
from analysis.topics.features import NewsFeatures
from analysis.topics.ridge import fit_ridge
from analysis.topics.softmax import SharedSoftmax, fit_shared_softmax
from analysis.topics.taxonomy import code_of, media_topics

if TYPE_CHECKING:
    from analysis.topics.articles import Texts

__all__ = ["MediaTopicClassifier"]

# What an article without annotated topics counts beside an annotated one, by the length of its body in words.
BACKGROUND_WEIGHT = {"article": 0.3, "lead": 0.15}
LONGEST_LEAD = 100
# How much likelier a topic becomes for an article whose newsroom category names it.
HINT = 5.0
# Smallest share that the regression may give a topic, before logarithms are taken.
SMALLEST_SHARE = 0.005


class MediaTopicClassifier(ClassifierMixin, BaseEstimator):
    """Probabilities of the 17 top topics of IPTC Media Topics for French news.

    Keywords say what an article is about; a small softmax learns from annotated articles how to weigh headline, opening
    and body. With its help a regression learns further words from news whose topics nobody has annotated, and the
    softmax weighs that in as well. At last the probabilities are made to
    tell how often they are right.

    Parameters
    ----------
    weight_penalty, bias_penalty : float
        Strength of the quadratic penalties on the weights of the kinds of evidence and on the biases of the topics.

    Attributes
    ----------
    classes_ : ndarray of str, shape (17,)
        IPTC codes such as ``medtop:15000000``.
    rarity_ : ndarray of float, shape (n_terms,)
        What one occurrence of a keyword counts: the rarer in news, the more.
    features_, ridge_ : NewsFeatures, Ridge
        Words and vectors, and what each says of each topic.
    softmax_ : SharedSoftmax
        Weights of the kinds of evidence and biases of the topics.
    confidence_ : Confidence
        From the softmax to probabilities that tell how often the best topic is right.

    See Also
    --------
    analysis.topics.load_classifier : the classifier that comes with the project.

    Examples
    --------
    >>> texts = ["Le buteur a marqué deux fois.", "Le ministre a démissionné."]
    >>> model = MediaTopicClassifier().fit(texts, [["sport"], ["politics and government"]])
    >>> model.predict(["Un match nul pour les footballeurs."]).tolist()
    ['medtop:15000000']
    """

    def __init__(self, *, weight_penalty: float = 0.003, bias_penalty: float = 0.01) -> None:
        self.weight_penalty = weight_penalty
        self.bias_penalty = bias_penalty

    def fit(
        self,
        texts: Texts,
        topics: Sequence[Iterable[str]],
        *,
        sample_weight: Sequence[float] | None = None,
        background: Texts | None = None,
        hints: Sequence[str | None] | None = None,
    ) -> MediaTopicClassifier:
        """Fit on articles whose topics are known, and on others.

        Parameters
        ----------
        texts : iterable of str, or DataFrame
            The annotated articles, see :func:`analysis.topics.articles.read_articles`.
        topics : sequence of iterables of str
            Topics of each article, as codes or labels.
        sample_weight : sequence of float, optional
            What each annotated article counts.
        background : iterable of str, or DataFrame, optional
            News without annotated topics, none of it a copy of `texts`; by default `texts`.
        hints : sequence of str or None, optional
            The topic that a coarser category suggests for each article of `background`.

        Returns
        -------
        MediaTopicClassifier
            Itself.

        Raises
        ------
        InputError
            If a label is no topic, or `texts` and `topics` differ in length.
        """
        articles = read_articles(texts)
        if len(articles) != len(topics):
            raise InputError(f"{len(articles)} articles but topics of {len(topics)}")
        self.classes_ = np.array([topic.code for topic in media_topics()])
        relevant = np.array([np.isin(self.classes_, [code_of(label) for label in labels]) for labels in topics])
        weights = np.ones(len(articles)) if sample_weight is None else np.asarray(sample_weight, float)
        news = articles if background is None else read_articles(background)
        self.rarity_ = np.log((1 + len(news)) / (1 + document_frequencies(news))).astype(np.float32)
        keywords = keyword_evidence(articles, self.rarity_)
        guesses = self._guess(news, self._fit_softmax(keywords, relevant, weights), hints)
        shares = self._learn_words(articles, relevant, weights, news, guesses)
        evidence = np.concatenate([keywords, _log_share(shares)], axis=2)
        self.softmax_ = self._fit_softmax(evidence, relevant, weights)
        self.confidence_ = fit_confidence(self._held_out(evidence, relevant, weights), relevant, weights)
        return self

    def predict_proba(self, texts: Texts) -> np.ndarray:
        """Probability of every topic.

        Parameters
        ----------
        texts : iterable of str, or DataFrame

        Returns
        -------
        ndarray of float, shape (n_articles, 17)
            In the order of `classes_`; each row sums to one.
        """
        return self.predict_proba_of_articles(read_articles(texts))

    def predict(self, texts: Texts) -> np.ndarray:
        """Code of the most probable topic of each article, shape (n_articles,)."""
        return self.classes_[self.predict_proba(texts).argmax(axis=1)]

    def predict_proba_of_articles(self, articles: Sequence[Article]) -> np.ndarray:
        """Give the probabilities of :meth:`predict_proba` for articles that are cut into words already."""
        if not hasattr(self, "softmax_"):
            raise NotFittedError("fit the classifier first, or take analysis.topics.load_classifier()")
        if not articles:
            return np.empty((0, len(self.classes_)))
        shares = self.ridge_.predict(self.features_.transform(articles))
        evidence = np.concatenate([keyword_evidence(articles, self.rarity_), _log_share(shares)], axis=2)
        return self.confidence_.apply(np.exp(self.softmax_.scores(evidence)))

    def _fit_softmax(self, evidence: np.ndarray, relevant: np.ndarray, weights: np.ndarray) -> SharedSoftmax:
        return fit_shared_softmax(
            evidence,
            relevant,
            sample_weight=weights,
            weight_penalty=self.weight_penalty,
            bias_penalty=self.bias_penalty,
        )

    def _guess(self, news: Sequence[Article], softmax: SharedSoftmax, hints: Sequence[str | None] | None) -> np.ndarray:
        """Topics of the background by its keywords and hints, as shares that sum to one."""
        guesses = np.exp(softmax.scores(keyword_evidence(news, self.rarity_)))
        if hints is not None:
            named = np.array([self.classes_ == hint for hint in hints])
            guesses = guesses * np.where(named, HINT, 1.0)
        return guesses / guesses.sum(axis=1, keepdims=True)

    def _learn_words(
        self,
        articles: Sequence[Article],
        relevant: np.ndarray,
        weights: np.ndarray,
        news: Sequence[Article],
        guesses: np.ndarray,
    ) -> np.ndarray:
        """Fit the regression; what it says of each annotated article when that article is held out."""
        self.features_ = NewsFeatures(pairs=False, parts=0, title=0, vectors=0.9, keywords=0).fit(news)
        leads = np.array([len(article.body) <= LONGEST_LEAD for article in news])
        light = np.where(leads, BACKGROUND_WEIGHT["lead"], BACKGROUND_WEIGHT["article"])
        self.ridge_, held_out = fit_ridge(
            self.features_.transform([*articles, *news]),
            np.concatenate([relevant / relevant.sum(axis=1, keepdims=True), guesses]),
            sample_weight=np.concatenate([weights, light]),
        )
        return held_out[: len(articles)]

    def _held_out(self, evidence: np.ndarray, relevant: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Probabilities of the annotated articles by a softmax that has not seen them."""
        chances = np.empty(relevant.shape)
        folds = KFold(min(10, len(relevant)), shuffle=True, random_state=0)
        for rest, part in folds.split(evidence):
            softmax = self._fit_softmax(evidence[rest], relevant[rest], weights[rest])
            chances[part] = np.exp(softmax.scores(evidence[part]))
        return chances


def _log_share(shares: np.ndarray) -> np.ndarray:
    return np.log(np.clip(shares, SMALLEST_SHARE, 1.0))[:, :, None]

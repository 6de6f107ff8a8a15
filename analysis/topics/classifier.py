"""The classifier of IPTC Media Topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import NotFittedError

from analysis.errors import InputError
from analysis.topics.articles import Article, read_articles
from analysis.topics.evidence import document_frequencies, keyword_evidence
from analysis.topics.softmax import SharedSoftmax, fit_shared_softmax
from analysis.topics.taxonomy import code_of, media_topics

if TYPE_CHECKING:
    from analysis.topics.articles import Texts

__all__ = ["MediaTopicClassifier"]


class MediaTopicClassifier(ClassifierMixin, BaseEstimator):
    """Probabilities of the 17 top topics of IPTC Media Topics for French news.

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
    softmax_ : SharedSoftmax
        Weights of the kinds of evidence and biases of the topics.

    See Also
    --------
    analysis.topics.load_classifier : the classifier that comes with the project.

    Examples
    --------
    >>> texts = ["Le buteur a marqué deux fois.", "Le ministre a démissionné."]
    >>> model = MediaTopicClassifier().fit(texts, [["sport"], ["politics and government"]])
    >>> model.predict(["Un match nul pour les footballeurs."])
    array(['medtop:15000000'], dtype='<U15')
    """

    def __init__(self, *, weight_penalty: float = 0.003, bias_penalty: float = 0.01) -> None:
        self.weight_penalty = weight_penalty
        self.bias_penalty = bias_penalty

    def fit(
        self, texts: Texts, topics: Sequence[Iterable[str]], *, background: Texts | None = None
    ) -> MediaTopicClassifier:
        """Fit on articles whose topics are known.

        Parameters
        ----------
        texts : iterable of str, or DataFrame
            The articles, see :func:`analysis.topics.articles.read_articles`.
        topics : sequence of iterables of str
            Topics of each article, as codes or labels.
        background : iterable of str, or DataFrame, optional
            News of any topic, from which to learn how rare each keyword is; by default `texts`.

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
        news = articles if background is None else read_articles(background)
        self.rarity_ = np.log((1 + len(news)) / (1 + document_frequencies(news))).astype(np.float32)
        self.softmax_: SharedSoftmax = fit_shared_softmax(
            keyword_evidence(articles, self.rarity_),
            relevant,
            weight_penalty=self.weight_penalty,
            bias_penalty=self.bias_penalty,
        )
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
        return np.exp(self.softmax_.scores(keyword_evidence(articles, self.rarity_)))

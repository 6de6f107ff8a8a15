"""A classifier of news for any set of labels: ridge regression on news features, calibrated on held-out predictions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.exceptions import NotFittedError

from analysis.errors import InputError
from analysis.topics.articles import Article, read_articles
from analysis.topics.duplicates import near_duplicates
from analysis.topics.features import NewsFeatures
from analysis.topics.ridge import fit_ridge
from analysis.topics.softmax import fit_shared_softmax

if TYPE_CHECKING:
    from analysis.topics.articles import Texts

__all__ = ["NewsClassifier"]

# The regression has learned from labels in equal shares; a bias would bring the shares of the training articles back,
# which are seldom those of the articles to come.
NO_BIAS = 1e6


class NewsClassifier(ClassifierMixin, BaseEstimator):
    """Classify French news into labels of one's own.

    Parameters
    ----------
    features : NewsFeatures, optional
        What is read from an article; by default everything there is.
    penalty : float, default 1.0
        Strength of the quadratic penalty on the coefficients.
    headlines : float, default 0.5
        Weight with which every headline is learned once more without its body, so that headlines alone can be
        classified; zero to leave that out.

    Attributes
    ----------
    classes_ : ndarray of str, shape (n_classes,)
    features_ : NewsFeatures
    ridge_ : Ridge
    softmax_ : SharedSoftmax
        From the scores of the regression to probabilities, fitted on held-out scores.
    held_out_proba_ : ndarray, shape (n_articles, n_classes)
        Probabilities of the training articles, each as the articles that are no copies of it would give them.

    See Also
    --------
    analysis.topics.train_labels : the same with splits, baselines and intervals.

    Examples
    --------
    >>> texts = ["Le club gagne.", "Le club perd.", "La banque gagne.", "La banque perd."]
    >>> model = NewsClassifier().fit(texts, ["sport", "sport", "argent", "argent"])
    >>> model.predict(["Un club de ville"]).tolist()
    ['sport']
    """

    def __init__(self, *, features: NewsFeatures | None = None, penalty: float = 1.0, headlines: float = 0.5) -> None:
        self.features = features
        self.penalty = penalty
        self.headlines = headlines

    def fit(self, texts: Texts, labels: Sequence[str]) -> NewsClassifier:
        """Fit on articles with one label each.

        Parameters
        ----------
        texts : iterable of str, or DataFrame
            Articles, see :func:`analysis.topics.articles.read_articles`.
        labels : sequence of str

        Returns
        -------
        NewsClassifier
            Itself.

        Raises
        ------
        InputError
            If there are fewer than two labels, or `texts` and `labels` differ in length.
        """
        return self.fit_articles(read_articles(texts), labels)

    def fit_articles(self, articles: Sequence[Article], labels: Sequence[str]) -> NewsClassifier:
        """Fit on articles that are cut into words already."""
        if len(articles) != len(labels):
            raise InputError(f"{len(articles)} articles but labels of {len(labels)}")
        self.classes_, numbers = np.unique(np.asarray(labels, str), return_inverse=True)
        if len(self.classes_) < 2:
            raise InputError("only one label", hint="a classifier needs articles of two labels or more")
        self.features_ = NewsFeatures() if self.features is None else clone(self.features)
        self.features_.fit(articles)
        balance = len(numbers) / len(self.classes_) / np.bincount(numbers)[numbers]
        rows, views, weights = self._views(articles, balance)
        relevant = numbers[rows, None] == np.arange(len(self.classes_))
        self.ridge_, held_out = fit_ridge(
            self.features_.transform(views),
            np.where(relevant, 1.0, -1.0),
            sample_weight=weights,
            groups=near_duplicates(articles)[rows],
            penalty=self.penalty,
        )
        whole = slice(len(articles))
        self.softmax_ = fit_shared_softmax(
            held_out[whole, :, None],
            relevant[whole],
            sample_weight=balance,
            weight_penalty=0.0,
            bias_penalty=NO_BIAS,
        )
        self.held_out_proba_ = np.exp(self.softmax_.scores(held_out[whole, :, None]))
        return self

    def predict_proba(self, texts: Texts) -> np.ndarray:
        """Probability of every label.

        Parameters
        ----------
        texts : iterable of str, or DataFrame

        Returns
        -------
        ndarray of float, shape (n_articles, n_classes)
            In the order of `classes_`; each row sums to one.
        """
        return self.predict_proba_of_articles(read_articles(texts))

    def predict(self, texts: Texts) -> np.ndarray:
        """Most probable label of each article, shape (n_articles,)."""
        return self.classes_[self.predict_proba(texts).argmax(axis=1)]

    def predict_proba_of_articles(self, articles: Sequence[Article]) -> np.ndarray:
        """Give the probabilities of :meth:`predict_proba` for articles that are cut into words already."""
        if not hasattr(self, "ridge_"):
            raise NotFittedError("fit the classifier first")
        if not articles:
            return np.empty((0, len(self.classes_)))
        scores = self.ridge_.predict(self.features_.transform(articles))
        return np.exp(self.softmax_.scores(scores[:, :, None]))

    def _views(self, articles: Sequence[Article], balance: np.ndarray) -> tuple[np.ndarray, list[Article], np.ndarray]:
        """Rows, articles and weights to learn from: every article, then the headlines without their bodies."""
        rows = np.arange(len(articles))
        headed = np.array([bool(self.headlines and article.title and article.body) for article in articles])
        alone = [Article(articles[row].title, ()) for row in rows[headed]]
        weights = np.concatenate([balance, self.headlines * balance[headed]])
        return np.concatenate([rows, rows[headed]]), [*articles, *alone], weights

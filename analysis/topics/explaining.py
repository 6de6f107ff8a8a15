"""The words that made a decision: what happens to a label's probability when a word is taken out of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.topics.articles import Article, read_articles

if TYPE_CHECKING:
    from analysis.topics.articles import Texts

__all__ = ["explain", "explain_label"]

SHORTEST = 3  # letters; shorter words are grammar
SMALLEST = 1e-9  # probability


class Classifier(Protocol):
    """What can be explained: both classifiers of this package."""

    classes_: np.ndarray

    def predict_proba_of_articles(self, articles: Sequence[Article]) -> np.ndarray:
        """Probabilities, shape (n_articles, n_classes)."""


def explain(model: Classifier, text: str, label: str | None = None, *, n_words: int = 10) -> pd.DataFrame:
    """Words of one article that speak most for and against a label.

    Parameters
    ----------
    model : MediaTopicClassifier or NewsClassifier
    text : str
        The article.
    label : str, optional
        One of the model's classes, by default the one it finds most probable.
    n_words : int
        Number of words to show.

    Returns
    -------
    DataFrame
        Columns label, word, count (in headline and body) and weight: by how much the log-odds of the label fall when
        all occurrences of the word are taken out. Negative weights speak against it. Heaviest words first.

    Raises
    ------
    InputError
        If the model does not know the label.

    Examples
    --------
    >>> from analysis.topics import load_classifier
    >>> table = explain(load_classifier(), "Le tribunal a condamné le voleur après un long procès.", n_words=2)
    >>> table["label"].unique().tolist(), bool((table["weight"] > 0).all())
    (['medtop:02000000'], True)
    """
    (article,) = read_articles([text])
    chances = model.predict_proba_of_articles([article])[0]
    column = int(chances.argmax()) if label is None else _column(model, label)
    counts = Counter(word for word in (*article.title, *article.body) if len(word) >= SHORTEST)
    words = sorted(counts)
    without = model.predict_proba_of_articles([_without(article, word) for word in words])
    weights = _log_odds(chances[column]) - _log_odds(without[:, column])
    table = pd.DataFrame(
        {
            "label": str(model.classes_[column]),
            "word": pd.Series(words, dtype=str),
            "count": [counts[word] for word in words],
            "weight": weights,
        }
    )
    order = table["weight"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].head(n_words).reset_index(drop=True)


def explain_label(model: Classifier, texts: Texts, label: str, *, n_words: int = 20) -> pd.DataFrame:
    """Words that speak most for a label over several articles.

    Parameters
    ----------
    model : MediaTopicClassifier or NewsClassifier
    texts : iterable of str, or DataFrame
    label : str
        One of the model's classes.
    n_words : int

    Returns
    -------
    DataFrame
        Columns label, word, articles (in how many the word stands) and weight, summed over the articles; the
        heaviest first.
    """
    column = _column(model, label)
    weights: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for article in read_articles(texts):
        words = sorted({word for word in (*article.title, *article.body) if len(word) >= SHORTEST})
        versions = [article, *(_without(article, word) for word in words)]
        odds = _log_odds(model.predict_proba_of_articles(versions)[:, column])
        weights.update(dict(zip(words, (odds[0] - odds[1:]).tolist(), strict=True)))
        articles.update(words)
    heaviest = sorted(weights, key=lambda word: (-weights[word], word))[:n_words]
    return pd.DataFrame(
        {
            "label": label,
            "word": pd.Series(heaviest, dtype=str),
            "articles": [articles[word] for word in heaviest],
            "weight": [weights[word] for word in heaviest],
        }
    )


def _column(model: Classifier, label: str) -> int:
    found = np.flatnonzero(model.classes_ == label)
    if not len(found):
        raise InputError(f"« {label} » is no class of the model", hint=f"choose among {', '.join(model.classes_)}")
    return int(found[0])


def _without(article: Article, word: str) -> Article:
    return Article(_drop(article.title, word), _drop(article.body, word))


def _drop(words: Iterable[str], word: str) -> tuple[str, ...]:
    return tuple(other for other in words if other != word)


def _log_odds(chances: np.ndarray | float) -> np.ndarray:
    clipped = np.clip(chances, SMALLEST, 1 - SMALLEST)
    return np.log(clipped) - np.log1p(-clipped)

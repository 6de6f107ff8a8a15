"""Labels of one's own: train on any table with a text and a label column, and know how good the result is."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold

from analysis.calibration import calibration_error
from analysis.errors import InputError, InputWarning
from analysis.topics.articles import Article, read_articles
from analysis.topics.duplicates import near_duplicates
from analysis.topics.measuring import bootstrap_interval, confusion
from analysis.topics.news_classifier import NewsClassifier

__all__ = ["LabelReport", "train_labels"]

# The regression compares all articles with each other, so its memory grows with the square of their number.
MOST_ARTICLES = 6000
# Below this many articles a label's figures are chance.
FEW_ARTICLES = 8


@dataclass(frozen=True)
class LabelReport:
    """A classifier and how it does on articles it has not seen.

    Attributes
    ----------
    model : NewsClassifier
        Trained on all articles.
    scores : DataFrame
        Columns measure, model, low, high (bootstrap interval), majority: macro F1, weighted F1, accuracy and
        calibration error on the test articles, of a model that has not seen them, and of always giving the most
        frequent label.
    labels : DataFrame
        Columns label, articles, test_articles, f1.
    predictions : DataFrame
        Columns row, label, predicted, probability of the test articles.
    confusion : DataFrame
        Labels in the rows, predictions in the columns.
    learning_curve : DataFrame
        Columns articles, macro_f1: the same test articles by a model that learned from fewer.
    """

    model: NewsClassifier
    scores: pd.DataFrame
    labels: pd.DataFrame
    predictions: pd.DataFrame
    confusion: pd.DataFrame
    learning_curve: pd.DataFrame

    def _repr_html_(self) -> str:
        tables = (self.scores, self.labels, self.learning_curve)
        return "\n".join(table.round(3).to_html(index=False, border=0) for table in tables)


def train_labels(
    frame: pd.DataFrame,
    text_column: str = "text",
    label_column: str = "label",
    *,
    title_column: str | None = None,
    model: NewsClassifier | None = None,
    test_share: float = 0.2,
    curve: Sequence[float] = (0.25, 0.5, 1.0),
    n_resamples: int = 1000,
    seed: int = 0,
) -> LabelReport:
    """Train a classifier on a table of labelled articles and measure it.

    Articles that are copies of one another stay on one side of the split.

    Parameters
    ----------
    frame : DataFrame
        One article a row; rows without a label are passed over.
    text_column, label_column : str
        Columns with the text and its label.
    title_column : str, optional
        Column with the headline, if the text does not begin with it.
    model : NewsClassifier, optional
        Settings of the classifier.
    test_share : float
        Share of the articles to measure on.
    curve : sequence of float
        Growing shares of the training articles for the learning curve; the last is the one that is measured.
    n_resamples : int
        Resamples of the bootstrap intervals.
    seed : int

    Returns
    -------
    LabelReport

    Raises
    ------
    InputError
        If a column is missing, or there are too few articles or labels to split.

    Warns
    -----
    InputWarning
        If a label has hardly any article, or there are more articles than memory can compare.

    Examples
    --------
    >>> sport = [f"Le club {name} marque" for name in "ABCDEFGHIJ"]
    >>> money = [f"La banque {name} prête" for name in "ABCDEFGHIJ"]
    >>> frame = pd.DataFrame({"text": sport + money, "label": ["sport"] * 10 + ["argent"] * 10})
    >>> report = train_labels(frame, curve=(1.0,), n_resamples=20)
    >>> report.scores.set_index("measure").loc["accuracy", ["model", "majority"]].tolist()
    [1.0, 0.5]
    """
    chosen = _chosen_rows(frame, text_column, label_column, title_column, seed)
    labels = chosen[label_column].astype(str).to_numpy()
    columns = {text_column: "text"} if title_column is None else {text_column: "text", title_column: "title"}
    articles = read_articles(chosen[list(columns)].rename(columns=columns))
    groups = near_duplicates(articles)
    rest, test = _split(labels, groups, test_share, seed)
    settings = NewsClassifier() if model is None else model
    fitted, learning_curve = _learning_curve(settings, articles, labels, groups, rest, test, curve, seed)
    chances = fitted.predict_proba_of_articles([articles[row] for row in test])
    predicted = fitted.classes_[chances.argmax(axis=1)]
    majority = pd.Series(labels[rest]).mode()[0]
    final = clone(settings).fit_articles(articles, labels)
    predictions = pd.DataFrame(
        {
            "row": chosen.index[test],
            "label": labels[test],
            "predicted": predicted,
            "probability": chances.max(axis=1),
        }
    )
    return LabelReport(
        model=final,
        scores=_scores(predictions, groups[test], majority, n_resamples, seed),
        labels=_per_label(labels, predictions),
        predictions=predictions,
        confusion=confusion(labels[test].tolist(), predicted.tolist()),
        learning_curve=learning_curve,
    )


def _chosen_rows(
    frame: pd.DataFrame, text_column: str, label_column: str, title_column: str | None, seed: int
) -> pd.DataFrame:
    """Rows that have a label, not more of them than memory can compare."""
    needed = [text_column, label_column, *([title_column] if title_column else [])]
    if missing := [column for column in needed if column not in frame]:
        raise InputError(f"no column « {missing[0]} »", hint=f"the table has {', '.join(map(str, frame.columns))}")
    chosen = frame.dropna(subset=[label_column])
    if len(chosen) > MOST_ARTICLES:
        warnings.warn(f"{MOST_ARTICLES} of {len(chosen)} articles drawn to learn from", InputWarning, stacklevel=3)
        chosen = chosen.sample(MOST_ARTICLES, random_state=seed).sort_index()
    counts = chosen[label_column].value_counts()
    for label, count in counts[counts < FEW_ARTICLES].items():
        warnings.warn(f"only {count} articles of « {label} »: its figures mean little", InputWarning, stacklevel=3)
    return chosen


def _split(labels: np.ndarray, groups: np.ndarray, test_share: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows to learn from and rows to measure on, copies together, labels in the same shares."""
    n_splits = round(1 / test_share)
    if len(np.unique(groups)) < 2 * n_splits or len(np.unique(labels)) < 2:
        raise InputError(
            f"{len(np.unique(groups))} articles that are no copies of each other, {len(np.unique(labels))} labels",
            hint=f"give at least {2 * n_splits} articles and two labels",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # rare labels: the user has been told
        folds = StratifiedGroupKFold(n_splits, shuffle=True, random_state=seed)
        return next(iter(folds.split(labels, labels, groups)))


def _learning_curve(
    settings: NewsClassifier,
    articles: Sequence[Article],
    labels: np.ndarray,
    groups: np.ndarray,
    rest: np.ndarray,
    test: np.ndarray,
    shares: Sequence[float],
    seed: int,
) -> tuple[NewsClassifier, pd.DataFrame]:
    """Fit on growing parts of the training articles; the last model and the scores of all."""
    order = np.random.default_rng(seed).permutation(np.unique(groups[rest]))
    rows = []
    for share in shares:
        kept = rest[np.isin(groups[rest], order[: max(2, round(share * len(order)))])]
        if len(np.unique(labels[kept])) < 2:
            continue
        fitted = clone(settings).fit_articles([articles[row] for row in kept], labels[kept])
        chances = fitted.predict_proba_of_articles([articles[row] for row in test])
        macro = f1_score(labels[test], fitted.classes_[chances.argmax(axis=1)], average="macro", zero_division=0)
        rows.append({"articles": len(kept), "macro_f1": float(macro)})
    return fitted, pd.DataFrame(rows)


def _scores(predictions: pd.DataFrame, groups: np.ndarray, majority: str, n_resamples: int, seed: int) -> pd.DataFrame:
    truth, given = predictions["label"].to_numpy(), predictions["predicted"].to_numpy()
    confidence = predictions["probability"].to_numpy()
    always = np.full(len(truth), majority)
    measures: dict[str, Callable[[np.ndarray, np.ndarray, np.ndarray], float]] = {
        "macro F1": lambda gold, guess, _: f1_score(gold, guess, average="macro", zero_division=0),
        "weighted F1": lambda gold, guess, _: f1_score(gold, guess, average="weighted", zero_division=0),
        "accuracy": lambda gold, guess, _: accuracy_score(gold, guess),
        "calibration error": lambda gold, guess, sure: calibration_error(sure, gold == guess),
    }
    chance = float(np.mean(always == truth))
    rows = []
    for name, measure in measures.items():

        def score(part: np.ndarray, measure: Callable[..., float] = measure) -> float:
            return measure(truth[part], given[part], confidence[part])

        low, high = bootstrap_interval(score, len(truth), groups=groups, n_resamples=n_resamples, seed=seed)
        baseline = measure(truth, always, np.full(len(truth), chance))
        rows.append((name, score(np.arange(len(truth))), low, high, baseline))
    return pd.DataFrame(rows, columns=["measure", "model", "low", "high", "majority"])


def _per_label(labels: np.ndarray, predictions: pd.DataFrame) -> pd.DataFrame:
    names = np.unique(labels)
    scores = f1_score(predictions["label"], predictions["predicted"], labels=names, average=None, zero_division=0)
    tested = predictions["label"].value_counts()
    return pd.DataFrame(
        {
            "label": names,
            "articles": [int((labels == name).sum()) for name in names],
            "test_articles": [int(tested.get(name, 0)) for name in names],
            "f1": scores,
        }
    )

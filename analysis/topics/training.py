"""Training of the classifiers that come with the project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.gold import GoldArticle, read_gold
from analysis.topics.articles import read_articles
from analysis.topics.classifier import MediaTopicClassifier
from analysis.topics.duplicates import near_duplicates
from analysis.topics.news_classifier import NewsClassifier
from analysis.topics.storing import MODELS, save_classifier, save_news_classifier
from analysis.topics.taxonomy import code_of

__all__ = ["read_leads", "read_news", "train", "train_five_classes", "train_media_topics"]

GOLD = ("gold/train", "gold/dev")
OWN_WEIGHT = 0.5  # an invented article beside a real one
NEWS = ("train_recovered_797.tsv", "dev.tsv")
LEADS = "annotated_leads_notdevtest.tsv"
FIVE_CLASSES = ("business", "health", "politics", "sports", "technology")
UNANIMOUS = 3  # annotators
HINTS = {
    "business": "economy",
    "entertainment": "arts",
    "health": "health",
    "politics": "politics",
    "religion": "religion",
    "sports": "sport",
    "technology": "science",
}


def train(data: Path | str, *, seeds: Path | str = "seeds", output: Path | str = MODELS) -> None:
    """Train both classifiers and write ``topics.npz`` and ``topics-masakhanews.npz``.

    Parameters
    ----------
    data : path
        Folder with ``data/topics`` (MasakhaNEWS French) and ``gold`` (annotated articles).
    seeds : path, optional
        Folder with our own annotated articles in ``depeches``.
    output : path, optional
        Folder to write to. Same data, same bytes.

    Raises
    ------
    InputError
        If a file or folder is missing.
    """
    save_classifier(train_media_topics(Path(data), Path(seeds)), Path(output, "topics.npz"))
    save_news_classifier(train_five_classes(Path(data)), Path(output, "topics-masakhanews.npz"))


def train_media_topics(
    data: Path,
    seeds: Path,
    *,
    real: Sequence[GoldArticle] | None = None,
    own: Sequence[GoldArticle] | None = None,
) -> MediaTopicClassifier:
    """Train the classifier of media topics.

    Parameters
    ----------
    data, seeds : path
        As for :func:`train`.
    real, own : sequence of GoldArticle, optional
        Annotated articles to learn from, by default all that `data` and `seeds` hold; a measurement leaves some out.
        Copies of any of them never count as unannotated news.

    Returns
    -------
    MediaTopicClassifier
    """
    gold = read_gold(*(data / folder for folder in GOLD))
    real = gold if real is None else real
    own = read_gold(seeds / "depeches") if own is None else own
    news = pd.concat([read_news(data), read_leads(data)], ignore_index=True)
    news = news[~_copies_of(gold, news)]
    hints = [code_of(HINTS[category]) if category in HINTS else None for category in news["category"]]
    return MediaTopicClassifier().fit(
        [article.text for article in (*real, *own)],
        [article.topics for article in (*real, *own)],
        sample_weight=[1.0] * len(real) + [OWN_WEIGHT] * len(own),
        background=news,
        hints=hints,
    )


def train_five_classes(data: Path) -> NewsClassifier:
    """Train the classifier of the five classes of MasakhaNEWS.

    Parameters
    ----------
    data : path
        As for :func:`train`.

    Returns
    -------
    NewsClassifier
    """
    leads = read_leads(data)
    sure = leads[leads["category"].isin(FIVE_CLASSES) & (leads["agree"] == UNANIMOUS)]
    news = pd.concat([read_news(data), sure], ignore_index=True)
    return NewsClassifier().fit(news, news["category"].tolist())


def read_news(data: Path) -> pd.DataFrame:
    """Articles of MasakhaNEWS French: columns title, text, category."""
    return pd.concat([_read_table(data, name) for name in NEWS], ignore_index=True)[["title", "text", "category"]]


def read_leads(data: Path) -> pd.DataFrame:
    """Headlines and leads of MasakhaNEWS whose bodies are not there: columns title, text, category, agree."""
    leads = _read_table(data, LEADS).assign(agree=lambda table: table["agree"].astype(int))
    known = set(map(_letters, read_news(data)["title"]))
    return leads[[_letters(title) not in known for title in leads["title"]]].reset_index(drop=True)


def _read_table(data: Path, name: str) -> pd.DataFrame:
    path = data / "data" / "topics" / name
    if not path.is_file():
        raise InputError("no such file", where=path, hint="give the folder that holds data/topics and gold")
    table = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    return table.rename(columns={"headline": "title", "lead": "text"})


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, title.lower()))


def _copies_of(gold: list[GoldArticle], news: pd.DataFrame) -> np.ndarray:
    """Whether an article of `news` is a near-duplicate of an annotated one."""
    articles = read_articles([article.text for article in gold]) + read_articles(news)
    groups = near_duplicates(articles)
    return np.isin(groups[len(gold) :], groups[: len(gold)])

"""Training of the classifiers that come with the project."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.gold import read_gold
from analysis.topics.classifier import MediaTopicClassifier
from analysis.topics.storing import SHIPPED, save_classifier

__all__ = ["train"]

GOLD = ("gold/train", "gold/dev")
NEWS = ("train_recovered_797.tsv", "dev.tsv")


def train(data: Path | str, *, seeds: Path | str = "seeds", output: Path | str = SHIPPED) -> MediaTopicClassifier:
    """Train the classifier of media topics and write it.

    Parameters
    ----------
    data : path
        Folder with ``data/topics`` (MasakhaNEWS French) and ``gold`` (annotated articles).
    seeds : path, optional
        Folder with our own annotated articles, in ``depeches``.
    output : path, optional
        File to write.

    Returns
    -------
    MediaTopicClassifier
        Same data, same weights.
    """
    articles = read_gold(*(Path(data, folder) for folder in GOLD))
    own = Path(seeds, "depeches")
    if own.is_dir():
        articles += read_gold(own)
    model = MediaTopicClassifier().fit(
        [article.text for article in articles],
        [article.topics for article in articles],
        background=read_news(Path(data)),
    )
    save_classifier(model, Path(output))
    return model


def read_news(data: Path) -> pd.DataFrame:
    """Articles of MasakhaNEWS French with columns title, text and category."""
    paths = [data / "data" / "topics" / name for name in NEWS]
    if missing := [path for path in paths if not path.is_file()]:
        raise InputError("no such file", where=missing[0], hint="give the folder that holds data/topics")
    tables = [pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False) for path in paths]
    return pd.concat(tables, ignore_index=True).rename(columns={"headline": "title"})

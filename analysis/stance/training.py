"""From annotated articles to the shipped stance classifier."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analysis.gold import GoldArticle, read_gold
from analysis.stance.classifier import MODEL, StanceClassifier

__all__ = ["stance_frame", "train"]


def stance_frame(articles: Iterable[GoldArticle]) -> pd.DataFrame:
    """Quotations of annotated articles in the form that the classifier reads.

    Parameters
    ----------
    articles : iterable of GoldArticle

    Returns
    -------
    DataFrame
        ``document_id``, ``text``, ``target``, ``cue``, ``type``, ``context`` (the article) and ``stance``.
    """
    rows = [
        {
            "document_id": article.document_id,
            "text": article.text[quotation.start : quotation.end],
            "target": quotation.target,
            "cue": article.text[slice(*quotation.cue)] if quotation.cue else "",
            "type": quotation.type,
            "context": article.text,
            "stance": quotation.stance,
        }
        for article in articles
        for quotation in article.quotations
    ]
    columns = ["document_id", "text", "target", "cue", "type", "context", "stance"]
    return pd.DataFrame(rows, columns=columns)


def train(*folders: Path | str, output: Path | str | None = None) -> StanceClassifier:
    """Train the stance classifier on annotated articles and write it.

    Parameters
    ----------
    *folders : path
        Gold folders, as :func:`analysis.gold.read_gold` takes them. The same articles give the same file.
    output : path, optional
        File to write; by default the model that is shipped with the project.

    Returns
    -------
    StanceClassifier
    """
    frame = stance_frame(read_gold(*folders))
    classifier = StanceClassifier().fit(frame, frame["stance"].tolist())
    classifier.save(Path(output) if output else Path(str(files("analysis") / "models" / MODEL)))
    return classifier

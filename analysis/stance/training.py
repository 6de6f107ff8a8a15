"""From annotated articles to the shipped stance classifier."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.base import ClassifierMixin
from sklearn.model_selection import GroupKFold

from analysis.gold import GoldArticle, read_gold, read_training_gold
from analysis.stance.calibration import fit_temperature
from analysis.stance.classifier import MODEL, StanceClassifier

__all__ = ["held_out_probabilities", "stance_frame", "train"]

SHIPPED = Path(str(files("analysis") / "models" / MODEL))
FOLDS = 5
COLUMNS = ["document_id", "text", "target", "cue", "type", "context", "stance"]


def train(data: Path | str, *, seeds: Path | str = "seeds", output: Path | str = SHIPPED) -> StanceClassifier:
    """Train the stance classifier on all annotated articles and write it.

    Parameters
    ----------
    data : path
        The shared research data, with ``gold`` and the texts in ``data/topics``.
    seeds : path, default="seeds"
        Our own annotated articles and stand-off annotations.
    output : path, optional
        File to write; by default the model that is shipped with the project.

    Returns
    -------
    StanceClassifier
        Same data, same weights. Its temperature is fitted on real articles held out in turn.
    """
    frame = stance_frame(read_training_gold(data, seeds))
    probabilities = held_out_probabilities(frame, frame["document_id"])
    # Invented articles are denser than real ones, and would make the classifier too modest about these.
    invented = {article.document_id for article in read_gold(Path(seeds, "depeches"))}
    real = ~frame["document_id"].isin(invented).to_numpy()
    classes = sorted(set(frame["stance"]))
    temperature = fit_temperature(probabilities[real], frame.loc[real, "stance"].tolist(), classes)
    classifier = StanceClassifier(temperature=temperature).fit(frame, frame["stance"].tolist())
    classifier.save(output)
    return classifier


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
        (
            article.document_id,
            article.text[quotation.start : quotation.end],
            quotation.target,
            article.text[slice(*quotation.cue)] if quotation.cue else "",
            quotation.type,
            article.text,
            quotation.stance,
        )
        for article in articles
        for quotation in article.quotations
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def held_out_probabilities(
    frame: pd.DataFrame,
    groups: Iterable[str],
    *,
    make: Callable[[], ClassifierMixin] = StanceClassifier,
    always: pd.DataFrame | None = None,
    seed: int = 0,
) -> np.ndarray:
    """Probabilities for every row by a classifier that has not seen its group.

    Parameters
    ----------
    frame : DataFrame
        As :func:`stance_frame` gives it.
    groups : iterable of str
        What may not stand on both sides: the article of each row, or its target.
    make : callable, optional
        Gives a new classifier.
    always : DataFrame, optional
        Further rows that are learned from in every fold and never judged.
    seed : int, default=0
        Seed of the folds.

    Returns
    -------
    ndarray, shape (n_rows, n_classes)
        Classes in alphabetical order.
    """
    probabilities = np.zeros((len(frame), frame["stance"].nunique()))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed).split(frame, groups=np.asarray(list(groups), object))
    for learned, judged in folds:
        known = pd.concat([frame.iloc[learned], *([] if always is None else [always])], ignore_index=True)
        classifier = make().fit(known, known["stance"].tolist())
        probabilities[judged] = classifier.predict_proba(frame.iloc[judged])
    return probabilities

"""Weights of the media topic classifier on disk, as plain arrays that can run no code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from analysis.topics.classifier import MediaTopicClassifier
from analysis.topics.keywords import topic_keywords
from analysis.topics.softmax import SharedSoftmax

__all__ = ["load_classifier", "save_classifier"]

SHIPPED = Path(str(files("analysis").joinpath("models", "topics.npz")))


def save_classifier(model: MediaTopicClassifier, path: Path) -> None:
    """Write a fitted classifier; the same classifier gives the same bytes.

    Parameters
    ----------
    model : MediaTopicClassifier
    path : path
        File to write, ending in ``.npz``.
    """
    keywords, _ = topic_keywords()
    np.savez_compressed(
        path,
        classes=model.classes_,
        terms=np.array(keywords.terms),
        rarity=model.rarity_.astype(np.float32),
        weights=model.softmax_.weights,
        biases=model.softmax_.biases,
    )


@cache
def load_classifier(path: Path = SHIPPED) -> MediaTopicClassifier:
    """Read the classifier that comes with the project; no network is needed.

    Parameters
    ----------
    path : path, optional
        Another file of :func:`save_classifier`.

    Returns
    -------
    MediaTopicClassifier
        Shared by all callers: treat it as read-only.

    Examples
    --------
    >>> model = load_classifier()
    >>> model.predict(["Le tribunal a condamné le voleur à deux ans de prison."])
    array(['medtop:02000000'], dtype='<U15')
    """
    stored = np.load(path, allow_pickle=False)
    model = MediaTopicClassifier()
    model.classes_ = stored["classes"]
    model.rarity_ = _rarity_of_present_terms(stored["terms"], stored["rarity"])
    model.softmax_ = SharedSoftmax(stored["weights"], stored["biases"])
    return model


def _rarity_of_present_terms(terms: np.ndarray, rarity: np.ndarray) -> np.ndarray:
    """Rarity in the order of the lexicon as it is now: a term added since the training counts as a usual one."""
    keywords, _ = topic_keywords()
    known = dict(zip(terms.tolist(), rarity.tolist(), strict=True))
    usual = float(np.median(rarity))
    return np.array([known.get(term, usual) for term in keywords.terms], np.float32)

"""Weights of the classifiers on disk: named arrays in one npz file, which can run no code.

Each class that is fitted is taken apart into arrays and put together again by one pair of functions; the same
classifier always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from analysis.model_files import read_arrays
from analysis.topics.classifier import MediaTopicClassifier
from analysis.topics.confidence import Confidence
from analysis.topics.features import NewsFeatures
from analysis.topics.keywords import topic_keywords
from analysis.topics.news_classifier import NewsClassifier
from analysis.topics.ridge import Ridge
from analysis.topics.softmax import SharedSoftmax
from analysis.topics.terms import TermBlock

__all__ = ["load_classifier", "load_news_classifier", "save_classifier", "save_news_classifier"]

MODELS = Path(str(files("analysis").joinpath("models")))
MEDIA_TOPICS = MODELS / "topics.npz"
FIVE_CLASSES = MODELS / "topics-masakhanews.npz"

Arrays = Mapping[str, np.ndarray]


def save_classifier(model: MediaTopicClassifier, path: Path | str) -> None:
    """Write a fitted classifier of media topics.

    Parameters
    ----------
    model : MediaTopicClassifier
    path : path
        File to write, ending in ``.npz``.
    """
    keywords = {"keywords": _packed(topic_keywords()[0].terms), "rarity": model.rarity_}
    line = np.array([model.confidence_.slope, model.confidence_.intercept])
    np.savez_compressed(path, allow_pickle=False, confidence=line, **keywords, **_common_arrays(model))


@cache
def load_classifier(path: Path | str = MEDIA_TOPICS) -> MediaTopicClassifier:
    """Read the classifier of media topics that comes with the project; no network is needed.

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
    >>> model.predict(["Le tribunal a condamné le voleur à deux ans de prison."]).tolist()
    ['medtop:02000000']
    """
    stored = read_arrays(path)
    model = MediaTopicClassifier()
    model.rarity_ = _rarity_of_present_terms(_unpacked(stored["keywords"]), stored["rarity"])
    model.confidence_ = Confidence(*stored["confidence"].tolist())
    _restore_common(model, stored)
    return model


def save_news_classifier(model: NewsClassifier, path: Path | str) -> None:
    """Write a fitted classifier of labels of one's own, as :func:`load_news_classifier` reads it.

    Parameters
    ----------
    model : NewsClassifier
    path : path
        File to write, ending in ``.npz``.
    """
    np.savez_compressed(path, allow_pickle=False, keywords=_packed(topic_keywords()[0].terms), **_common_arrays(model))


def load_news_classifier(path: Path | str = FIVE_CLASSES) -> NewsClassifier:
    """Read a classifier of labels of one's own, by default the five classes of MasakhaNEWS.

    Parameters
    ----------
    path : path, optional
        A file of :func:`save_news_classifier`.

    Returns
    -------
    NewsClassifier

    Examples
    --------
    >>> model = load_news_classifier()
    >>> model.predict(["Le vaccin contre le paludisme arrive dans les hôpitaux"]).tolist()
    ['health']
    """
    stored = read_arrays(path)
    model = NewsClassifier()
    _restore_common(model, stored)
    if model.features_.keywords:
        terms = _unpacked(stored["keywords"])
        model.features_.keyword_rarity_ = _rarity_of_present_terms(terms, model.features_.keyword_rarity_)
    return model


def _common_arrays(model: MediaTopicClassifier | NewsClassifier) -> dict[str, np.ndarray]:
    """Everything that both classifiers have: classes, features, regression, softmax."""
    arrays = {
        "classes": model.classes_,
        "coefficients": model.ridge_.coefficients.astype(np.float16),
        "intercepts": model.ridge_.intercepts,
        "weights": model.softmax_.weights,
        "biases": model.softmax_.biases,
        "settings": _packed([json.dumps(model.features_.get_params(), sort_keys=True)]),
    }
    for name, value in sorted(vars(model.features_).items()):
        if isinstance(value, TermBlock):
            arrays[f"features.{name}.terms"] = _packed(value.terms)
            arrays[f"features.{name}.rarity"] = value.rarity.astype(np.float16)
            arrays[f"features.{name}.title_rarity"] = value.title_rarity.astype(np.float16)
        elif name.endswith("_"):
            arrays[f"features.{name}"] = value.astype(np.float32)
    return arrays


def _restore_common(model: MediaTopicClassifier | NewsClassifier, stored: Arrays) -> None:
    model.classes_ = stored["classes"]
    model.ridge_ = Ridge(stored["coefficients"].astype(np.float32), stored["intercepts"])
    model.softmax_ = SharedSoftmax(stored["weights"], stored["biases"])
    model.features_ = NewsFeatures(**json.loads(_unpacked(stored["settings"])[0]))
    for name in stored:
        if name.endswith(".terms"):
            _, block, _ = name.split(".")
            rarities = [stored[f"features.{block}.{kind}"].astype(np.float32) for kind in ("rarity", "title_rarity")]
            setattr(model.features_, block, TermBlock(tuple(_unpacked(stored[name])), *rarities))
        elif name.startswith("features.") and name.count(".") == 1:
            setattr(model.features_, name.removeprefix("features."), stored[name])


def _rarity_of_present_terms(terms: list[str], rarity: np.ndarray) -> np.ndarray:
    """Rarity in the order of the lexicon as it is now: a keyword added since the training counts as a usual one."""
    keywords, _ = topic_keywords()
    known = dict(zip(terms, rarity.tolist(), strict=True))
    usual = float(np.median(rarity))
    return np.array([known.get(term, usual) for term in keywords.terms], np.float32)


def _packed(lines: list[str] | tuple[str, ...]) -> np.ndarray:
    """Strings as one array of bytes, for an array of strings takes the room of its longest."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _unpacked(packed: np.ndarray) -> list[str]:
    return packed.tobytes().decode().split("\n")

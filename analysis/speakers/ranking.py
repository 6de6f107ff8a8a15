"""Learned weights of this stage: which candidate is the source, which entity the speaker, how sure both are.

The weights are kept in ``analysis/models/speakers.npz`` as plain arrays (see :mod:`analysis.quotations.blends`), and
described in ``analysis/models/speakers.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from analysis.model_files import read_arrays
from analysis.quotations.blends import Blend, blend_of, fit_blend
from analysis.quotations.features.columns import Columns

__all__ = ["SPEAKER_MODELS", "Rankers", "fit_ranker", "load_rankers", "save_rankers", "score_groups"]

_FILE = files("analysis").joinpath("models", "speakers.npz")
_SOURCES = ("source", "source-unruled")
# Models whose mean score chooses the speaker.
SPEAKER_MODELS = 3
_SPEAKERS = tuple(f"speaker-{number}" for number in range(SPEAKER_MODELS))


@dataclass(frozen=True)
class Rankers:
    """All that was learned.

    Attributes
    ----------
    sources : tuple of Blend
        Two models whose scores are averaged: one knows what the rules answered, the other does not, so that it does not
        lean on them where they err.
    speakers : tuple of Blend
        Models that differ in their seed alone and whose scores are averaged: they score an entity as the speaker of a
        quotation.
    confidence : ndarray of float, shape (n inputs + 1,)
        Weights and intercept of the logistic regression of :mod:`analysis.speakers.confidence`.
    """

    sources: tuple[Blend, Blend]
    speakers: tuple[Blend, ...]
    confidence: np.ndarray


def fit_ranker(groups: Sequence[np.ndarray], right: Sequence[np.ndarray], names: Sequence[str], *, seed: int) -> Blend:
    """Learn to score candidates from groups of them.

    Parameters
    ----------
    groups : sequence of ndarray, shape (n candidates, n names)
    right : sequence of ndarray of bool, shape (n candidates,)
    names : sequence of str
        Names of the features; those that a column of `groups` has and this leaves out as "" are not used.
    seed : int
    """
    return fit_blend(_columns(groups, names), np.concatenate(right).astype(int), seed=seed)


def score_groups(models: Sequence[Blend], groups: Sequence[np.ndarray], names: Sequence[str]) -> list[np.ndarray]:
    """Mean score of each candidate of each group, all groups in one call of each model."""
    if not groups:
        return []
    columns = _columns(groups, names)
    scores = np.mean([model.predict(columns) for model in models], axis=0)
    return np.split(scores, np.cumsum([len(group) for group in groups])[:-1])


@cache
def load_rankers() -> Rankers | None:
    """The weights that are shipped, or None if there are none: then the rules decide alone."""
    if not _FILE.is_file():
        return None
    with as_file(_FILE) as path:
        return read_rankers(path)


def read_rankers(path: Path) -> Rankers:
    """Weights of a file."""
    arrays = read_arrays(path)
    source, unruled = (blend_of(arrays, part) for part in _SOURCES)
    return Rankers((source, unruled), tuple(blend_of(arrays, part) for part in _SPEAKERS), arrays["confidence"])


def save_rankers(rankers: Rankers, path: Path) -> None:
    """Write weights to a file; the same weights give the same bytes."""
    arrays: dict[str, np.ndarray] = {"confidence": rankers.confidence}
    blends: Mapping[str, Blend] = dict(zip((*_SOURCES, *_SPEAKERS), (*rankers.sources, *rankers.speakers), strict=True))
    for part, blend in blends.items():
        arrays.update({f"{part}/{name}": array for name, array in blend.arrays.items()})
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def _columns(groups: Sequence[np.ndarray], names: Sequence[str]) -> Columns:
    matrix = np.concatenate(groups)
    columns = Columns(len(matrix))
    for position, name in enumerate(names):
        if name:
            columns.number(name, matrix[:, position])
    return columns

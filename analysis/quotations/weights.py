"""What was learned, and the file that keeps it: ``analysis/models/quotations.npz``, plain arrays without code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from analysis.model_files import read_arrays
from analysis.quotations.blends import Blend, blend_of
from analysis.quotations.cues import lexicon_entries
from analysis.quotations.rates import Rates

__all__ = ["STAGES", "Weights", "load_weights", "save_weights"]

STAGES = ("cue", "block", "end", "option")
_FILE = files("analysis").joinpath("models", "quotations.npz")


class Weights:
    """All that was learned.

    Parameters
    ----------
    blends : mapping of str to Blend
        One model for each of `STAGES`.
    cue_rates, block_rates : Rates
        How often each lexicon entry was a cue, and its blocks of each kind quotations.
    calibration : ndarray of float, shape (2, k)
        Knots that turn expected gains into probabilities.
    """

    def __init__(
        self, blends: Mapping[str, Blend], cue_rates: Rates, block_rates: Rates, calibration: np.ndarray
    ) -> None:
        self.blends = dict(blends)
        self.cue_rates, self.block_rates = cue_rates, block_rates
        self.calibration = calibration


@cache
def load_weights() -> Weights | None:
    """The weights that are shipped, or None if there are none."""
    if not _FILE.is_file():
        return None
    with as_file(_FILE) as path:
        return read_weights(path)


def read_weights(path: Path) -> Weights:
    """Weights of a file; what it counted is matched to today's lexicon by the names of the entries."""
    arrays = read_arrays(path)
    place = {name: number for number, name in enumerate(arrays["entries"].tolist())}
    # An entry that is new since then has the row of zeros at the end; the row before it stands for "no entry".
    rows = np.array([*(place.get(name, len(place) + 1) for name in _entry_names()), len(place)])
    blends = {stage: blend_of(arrays, stage) for stage in STAGES}
    cue, block = (
        Rates(*(_with_zeros(arrays[f"rates-{group}/{part}"])[rows] for part in ("seen", "hit")))
        for group in ("cue", "block")
    )
    return Weights(blends, cue, block, arrays["calibration"])


def save_weights(weights: Weights, path: Path) -> None:
    """Write weights to a file; the same weights give the same bytes."""
    arrays = {"entries": np.array(_entry_names()), "calibration": weights.calibration}
    for stage, blend in weights.blends.items():
        arrays.update({f"{stage}/{name}": values for name, values in blend.arrays.items()})
    for group, rates in (("cue", weights.cue_rates), ("block", weights.block_rates)):
        arrays[f"rates-{group}/seen"] = rates.seen
        arrays[f"rates-{group}/hit"] = rates.hit
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def _with_zeros(rows: np.ndarray) -> np.ndarray:
    return np.vstack([rows, np.zeros((1, rows.shape[1]))])


def _entry_names() -> list[str]:
    return [f"{entry.kind}:{entry.name}" for entry in lexicon_entries()]

"""Files of trained models: named arrays of numbers and strings in the npz format, which can run no code."""

from __future__ import annotations

import pickle
import zipfile
import zlib
from pathlib import Path

import numpy as np

from analysis.errors import InputError

__all__ = ["read_arrays"]

HINT = "give one that 'python -m analysis train' has written"


class _Arrays(dict[str, np.ndarray]):
    def __init__(self, path: Path | str, arrays: dict[str, np.ndarray]) -> None:
        super().__init__(arrays)
        self._path = path

    def __missing__(self, name: str) -> np.ndarray:
        raise InputError(f"a model of another kind (it has no {name!r})", where=self._path, hint=HINT)


def read_arrays(path: Path | str) -> dict[str, np.ndarray]:
    """Arrays of a model file by name; asking for one that is not there is an :class:`InputError`, too.

    Parameters
    ----------
    path : path
        An ``.npz`` file.

    Raises
    ------
    InputError
        If the file is damaged or of another kind, or holds Python objects, which could be code.
    FileNotFoundError
        If there is no such file.
    """
    damaged = (ValueError, EOFError, MemoryError, zipfile.BadZipFile, zlib.error, pickle.UnpicklingError)
    try:
        stored = np.load(path, allow_pickle=False)
        if not isinstance(stored, np.lib.npyio.NpzFile):
            raise ValueError("one array")
        with stored:
            return _Arrays(path, {name: stored[name] for name in stored.files})
    except damaged as error:
        raise InputError("no model file, or a damaged one", where=path, hint=HINT) from error

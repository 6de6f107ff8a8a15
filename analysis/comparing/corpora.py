"""Two files or folders of articles → one table that says which article comes from which."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus import as_path, read_corpus
from analysis.errors import InputError

__all__ = ["names_of", "read_corpora"]


def names_of(paths: Sequence[str | Path]) -> list[str]:
    """Names of corpora: those of their files or folders, as much of the way to them as tells them apart.

    Raises
    ------
    InputError
        If there are more than two, or both are the same.

    Examples
    --------
    >>> names_of(["news/figaro", "news/humanite.csv"])
    ['figaro', 'humanite.csv']
    >>> names_of(["2019/figaro", "2020/figaro"])
    ['2019/figaro', '2020/figaro']
    """
    if len(paths) > 2:
        raise InputError(f"{len(paths)} corpora", hint="a report reads one corpus or compares two")
    ways = [_way(path) for path in paths]
    if len(ways) == 2 and ways[0] == ways[1]:
        raise InputError("both corpora are the same", where=paths[0], hint="name two")
    for length in range(1, 1 + max(map(len, ways))):
        names = ["/".join(way[-length:]) for way in ways]
        if len(set(names)) == len(names):
            break
    return names


def read_corpora(paths: Sequence[str | Path], **columns: str | None) -> pd.DataFrame:
    """Read one corpus, or two to compare.

    Parameters
    ----------
    paths : sequence of one or two paths
        Files or folders of articles, as for :func:`analysis.read_corpus`.
    **columns
        Names of columns, as for :func:`analysis.read_corpus`.

    Returns
    -------
    DataFrame
        As :func:`analysis.read_corpus` gives it; of two corpora with a column ``corpus``. An id that both have gets
        the name of its corpus in front, and so do all of what could not be read.

    Raises
    ------
    InputError
        If there are more than two, if both are the same, or if one cannot be read.
    """
    names = names_of(paths)
    if len(paths) == 1:
        return read_corpus(paths[0], **columns)
    first, second = (read_corpus(path, **columns).assign(corpus=name) for path, name in zip(paths, names, strict=True))
    common = set(first["document_id"]) & set(second["document_id"])
    both = pd.concat([first, second], ignore_index=True)
    told_apart = both["corpus"] + "/" + both["document_id"]
    both = both.assign(document_id=both["document_id"].mask(both["document_id"].isin(common), told_apart))
    both.attrs["left_out"] = [
        failure | {"document_id": f"{name}/{failure['document_id']}"}
        for name, own in zip(names, (first, second), strict=True)
        for failure in own.attrs["left_out"]
    ]
    return both


def _way(path: str | Path) -> tuple[str, ...]:
    """Parts of the full path, for corpora of this machine or any other."""
    return as_path(path).resolve().parts

"""Knowledge of French as data: one entry a line, fields separated by tabs, comments after ``#``."""

from functools import cache
from importlib.resources import files

__all__ = ["read_lexicon", "read_words"]


@cache
def read_lexicon(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of the lexicon file ``<name>.tsv`` of this folder.

    Parameters
    ----------
    name : str
        Name of the file without its ending.

    Returns
    -------
    tuple of tuple of str
        The tab-separated fields of every line that is neither empty nor a comment.

    Raises
    ------
    FileNotFoundError
        If there is no such lexicon.
    """
    lines = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    entries = (line.split("#", 1)[0].rstrip() for line in lines)
    return tuple(tuple(field.strip() for field in entry.split("\t")) for entry in entries if entry.strip())


@cache
def read_words(name: str) -> frozenset[str]:
    """First fields of the lexicon ``<name>.tsv``, as a set."""
    return frozenset(row[0] for row in read_lexicon(name))

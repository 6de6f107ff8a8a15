"""Files of articles → one table of documents.

The text of an article is kept code point for code point, because every annotation counts offsets in it.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from analysis.corpus._article import EMPTY, Article, Failure, iso_date
from analysis.corpus._tables import read_table
from analysis.corpus._texts import read_metadata, read_text_file
from analysis.corpus._xml import read_xml
from analysis.errors import InputError, InputWarning
from analysis.screening import well_formed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EMPTY", "Article", "Columns", "Failure", "as_path", "iso_date", "iter_articles", "read_corpus"]

READABLE = (".txt", ".csv", ".tsv", ".jsonl", ".parquet", ".xml")


class Columns(NamedTuple):
    """Names of the columns of tabular input; None looks for the usual French and English names."""

    text: str | None = None
    title: str | None = None
    id: str | None = None
    date: str | None = None
    source: str | None = None

    def as_options(self) -> dict[str, str | None]:
        """As options of :func:`read_corpus`."""
        return {f"{role}_column": name for role, name in self._asdict().items()}


def read_corpus(
    path: str | Path,
    *,
    text_column: str | None = None,
    title_column: str | None = None,
    id_column: str | None = None,
    date_column: str | None = None,
    source_column: str | None = None,
) -> pd.DataFrame:
    """Read a file or a folder of articles.

    Parameters
    ----------
    path : str or Path
        A ``.txt`` (one article), ``.csv``, ``.tsv``, ``.jsonl``, ``.parquet`` (one article a row) or ``.xml``
        (NewsML-G2 or TEI) file, or a folder that is searched recursively for these; here, or wherever fsspec reaches
        (``"s3://bucket/news"``). Beside text files, a ``metadata.csv`` with a column ``document_id`` may give their
        ``title``, ``date`` and ``source``.
    text_column, title_column, id_column, date_column, source_column : str, optional
        Columns of tabular input. By default the usual names are looked for (``text``, ``texte``, ``title``,
        ``titre``, ``date``, ``source``, …).

    Returns
    -------
    DataFrame
        One row an article, in the order of the files: ``document_id`` (unique), ``title``, ``date`` (ISO 8601, as
        precise as known), ``source`` (the outlet), ``text``. Unknown values are null. ``attrs["left_out"]`` lists
        the articles and files that could not be read, each a dict of ``document_id`` and ``reason``.

    Raises
    ------
    InputError
        If the path does not exist or no article can be read from it.

    Warns
    -----
    InputWarning
        One line for each file or row that was left out or read with a guess (an encoding, a repeated id).

    Examples
    --------
    >>> import analysis
    >>> articles = analysis.read_corpus("seeds/seed-000.txt")
    >>> articles.loc[0, ["document_id", "date"]].tolist()
    ['seed-000', '2021-11']
    """
    import pandas as pd

    columns = Columns(text_column, title_column, id_column, date_column, source_column)
    left_out: list[Failure] = []
    articles = list(iter_articles(path, columns=columns, left_out=left_out))
    frame = pd.DataFrame(articles, columns=Article._fields, dtype="str")
    frame.attrs["left_out"] = [failure._asdict() for failure in left_out]
    return frame


def iter_articles(
    path: str | Path, *, columns: Columns | None = None, left_out: list[Failure] | None = None
) -> Iterator[Article]:
    """Articles of a file or folder, one after the other; see :func:`read_corpus`.

    Parameters
    ----------
    path, columns
        As for :func:`read_corpus`.
    left_out : list of Failure, optional
        Is given what could not be read, as the articles pass by.
    """
    columns = columns or Columns()
    root = as_path(path)
    if not root.exists():
        raise InputError("no such file or folder", where=path, hint="check the spelling of the path")
    paths = list(_readable_files(root)) if root.is_dir() else [root]
    if not paths:
        raise InputError("no articles", where=path, hint=f"it needs files that end in {', '.join(READABLE)}")
    problems: list[InputError] = []
    n_read = 0
    left_out = [] if left_out is None else left_out
    for article in _with_unique_ids(_read_files(paths, columns, problems, left_out)):
        n_read += 1
        yield article
    if not n_read and len(paths) == 1 and problems:
        raise problems[-1]
    if not n_read:
        raise InputError(f"none of the {len(paths)} files could be read", where=path, hint="see the lines above")


def as_path(path: str | Path) -> Path:
    """A path here, or, where a string names a protocol, on another file system by fsspec.

    Raises
    ------
    InputError
        If there is no such protocol, or what it needs is not installed.
    """
    if not isinstance(path, str) or "://" not in path:
        return Path(path)
    from upath import UPath

    try:
        return cast("Path", UPath(path))
    except (ImportError, ValueError) as error:
        raise InputError(f"this kind of path cannot be read ({error})", where=path) from error


def _read_files(
    paths: Sequence[Path], columns: Columns, problems: list[InputError], left_out: list[Failure]
) -> Iterator[Article]:
    """Articles of all files; what is wrong with one of them is noted and costs the others nothing."""

    def note(problem: InputError, failure: Failure) -> None:
        problems.append(problem)
        left_out.append(failure)
        if len(paths) > 1:  # of a single file they are raised, or told at its end
            _report(str(problem))

    given = False
    for path in paths:
        try:
            for article in _read_file(path, columns, left_out):
                if article.text.strip():
                    given = True
                    yield article
                else:
                    problem = InputError(f"the article {article.document_id!r} is empty, left out", where=path)
                    note(problem, Failure(article.document_id, EMPTY))
        except InputError as error:
            note(error, Failure(path.name, error.what))
        except OSError as error:
            problem = InputError((error.strerror or str(error)).lower(), where=path, hint="check its permissions")
            note(problem, Failure(path.name, problem.what))
    if given and len(paths) == 1:
        for problem in problems:
            _report(str(problem))


def _read_file(path: Path, columns: Columns, left_out: list[Failure]) -> Iterator[Article]:
    ending = path.suffix.lower()
    if ending == ".xml":
        return read_xml(path)
    if ending in (".csv", ".tsv", ".jsonl", ".parquet"):
        return read_table(path, left_out, **columns._asdict())
    if ending == ".txt":
        return iter([read_text_file(path, read_metadata(path.parent))])
    raise InputError("unknown kind of file", where=path, hint=f"give one that ends in {', '.join(READABLE)}")


def _readable_files(folder: Path) -> Iterator[Path]:
    """Files of a folder in the order of their names, then those of its subfolders; hidden ones are passed over."""
    entries = sorted((entry for entry in folder.iterdir() if not entry.name.startswith(".")), key=_natural_key)
    for entry in entries:
        if entry.is_file() and entry.suffix.lower() in READABLE and entry.stem.lower() != "metadata":
            yield entry
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            yield from _readable_files(entry)


def _natural_key(path: Path) -> tuple[list[tuple[int, str]], str]:
    parts = re.findall(r"\d+|\D+", path.name)
    return [(int(part), "") if part.isdecimal() else (0, part.casefold()) for part in parts], path.name


def _with_unique_ids(articles: Iterable[Article]) -> Iterator[Article]:
    """The same articles, a number added to an id that was there before."""
    uses: Counter[str] = Counter()
    taken: set[str] = set()
    for article in articles:
        wanted = unique = article.document_id
        while unique in taken:
            uses[wanted] += 1
            unique = f"{wanted}-{uses[wanted] + 1}"
        if unique != wanted:
            _report(f"the id {wanted!r} is there more than once; this article is now {unique!r}")
        taken.add(unique)
        yield _well_formed(article._replace(document_id=unique))


def _well_formed(article: Article) -> Article:
    """The article without lone surrogates, which no table can hold."""
    mended = Article(
        document_id=well_formed(article.document_id),
        title=article.title and well_formed(article.title),
        date=article.date and well_formed(article.date),
        source=article.source and well_formed(article.source),
        text=well_formed(article.text),
    )
    if mended != article:
        _report(f"the article {mended.document_id!r} holds halves of characters, now U+FFFD")
    return mended


def _report(message: str) -> None:
    warnings.warn(message, InputWarning, stacklevel=2)

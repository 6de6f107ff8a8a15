"""One article in a text file, with what its first line and a ``metadata.csv`` beside it tell."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from pathlib import Path

from analysis.corpus._article import Article, iso_date
from analysis.corpus._decoding import read_text
from analysis.corpus._tables import separator_of
from analysis.errors import InputWarning

__all__ = ["first_line_title", "read_metadata", "read_text_file"]

# « date 2021-11 » at the head of a collected text: the month of collection.
DATE_HEADER = re.compile(r"\s*date (\d{4}-\d{2}(?:-\d{2})?)(?!\S)")
LONGEST_TITLE = 200

Metadata = dict[str, dict[str, str]]


def read_text_file(path: Path, metadata: Metadata) -> Article:
    """The article of one text file; its id is the name of the file without ending."""
    text = read_text(path)
    header = DATE_HEADER.match(text)
    known = metadata.get(path.stem, {})
    return Article(
        document_id=path.stem,
        title=known.get("title") or first_line_title(text),
        date=iso_date(known.get("date")) or (header[1] if header else None),
        source=known.get("source") or None,
        text=text,
    )


def first_line_title(text: str) -> str | None:
    r"""First line of a text if it is a title: short, without a full stop, and followed by more text.

    Examples
    --------
    >>> first_line_title("Le barrage divise la vallée\n\nLes travaux ont repris lundi.")
    'Le barrage divise la vallée'
    >>> first_line_title("Les travaux ont repris lundi.\nLa préfète s'en félicite.") is None
    True
    """
    line, newline, rest = text.lstrip().partition("\n")
    title = line.strip()
    if not newline or not rest.strip() or len(title) > LONGEST_TITLE or DATE_HEADER.match(text):
        return None
    return None if title.endswith((".", ",", ";", ":")) else title or None


def read_metadata(folder: Path) -> Metadata:
    """Rows of the ``metadata.csv`` of a folder by ``document_id``; empty without such a file."""
    path = folder / "metadata.csv"
    return _read_metadata(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=16)
def _read_metadata(path: Path, _modified: int) -> Metadata:
    import csv
    import io

    text = read_text(path)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator_of(text.partition("\n")[0]))
    if "document_id" not in (rows.fieldnames or ()):
        warnings.warn(f"{path}: no column 'document_id', left out", InputWarning, stacklevel=2)
        return {}
    return {row["document_id"].removesuffix(".txt"): row for row in rows if row.get("document_id")}

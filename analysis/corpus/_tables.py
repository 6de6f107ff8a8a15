"""Articles in the rows of CSV, TSV, JSON Lines and Parquet files, read row by row."""

from __future__ import annotations

import csv
import json
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.corpus._article import Article, Failure, iso_date
from analysis.corpus._decoding import open_text
from analysis.errors import InputError, InputWarning

__all__ = ["read_table", "separator_of"]

# Usual names of the columns, looked for in this order, without regard to case.
USUAL_NAMES = {
    "text": ("text", "texte", "body", "content", "contenu", "article", "corps"),
    "title": ("title", "titre", "headline"),
    "id": ("document_id", "doc_id", "id", "identifiant"),
    "date": ("date", "date_publication", "published", "pubdate"),
    "source": ("source", "outlet", "media", "média", "journal", "publication"),
}
# Rows of a Parquet file, and lines of a JSON file whose keys are looked at, that are held at once.
ROWS_AT_ONCE = 1000

Row = Mapping[str, Any]


def read_table(path: Path, left_out: list[Failure], **names: str | None) -> Iterator[Article]:
    """Articles of a table, one a row.

    Parameters
    ----------
    path : Path
        A ``.csv`` (comma, semicolon or tab), ``.tsv``, ``.jsonl`` or ``.parquet`` file.
    left_out : list of Failure
        Is given the rows that cannot be read.
    **names : str or None
        Columns named by the user under the keys ``text``, ``title``, ``id``, ``date`` and ``source``.

    Raises
    ------
    InputError
        If the file is no such table, or a column is missing.
    """
    reader = {".parquet": _read_parquet, ".jsonl": _read_json_lines}.get(path.suffix.lower(), _read_csv)
    try:
        for number, row in enumerate(reader(path, names, left_out), start=1):
            cells = {role: _string(value) for role, value in row.items()}
            yield Article(
                document_id=cells.get("id") or f"{path.stem}-{number}",
                title=cells.get("title"),
                date=iso_date(cells.get("date")),
                source=cells.get("source"),
                text=cells["text"] or "",
            )
    except (InputError, OSError):
        raise
    except Exception as error:  # the parsers of csv and pyarrow raise errors of many kinds
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"no readable table ({reason})", where=path, hint="open it and check its form") from error


def _read_csv(path: Path, names: Mapping[str, str | None], left_out: list[Failure]) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)
    with open_text(path) as stream:
        header = stream.readline()
        separator = "\t" if path.suffix.lower() == ".tsv" else separator_of(header)
        stream.seek(0)
        rows = csv.reader(stream, delimiter=separator)
        columns = next(rows, [])
        places = {role: columns.index(name) for role, name in _wanted(columns, names, path).items()}
        least = max(places.values())
        for row in rows:
            if len(row) > least and not any(row[len(columns) :]):
                yield {role: row[place] for role, place in places.items()}
            elif row:
                _leave_out(path, f"line {rows.line_num} has {len(row)} cells, not {len(columns)}", left_out)


def _read_json_lines(path: Path, names: Mapping[str, str | None], left_out: list[Failure]) -> Iterator[Row]:
    """Rows of a JSON Lines file; the first lines tell its columns."""
    wanted: dict[str, str] | None = None
    waiting: list[dict[str, Any]] = []
    for row in _json_rows(path, left_out):
        if wanted is not None:
            yield {role: row.get(name) for role, name in wanted.items()}
            continue
        waiting.append(row)
        if len(waiting) == ROWS_AT_ONCE:
            wanted = _wanted(_keys(waiting), names, path)
            yield from ({role: row.get(name) for role, name in wanted.items()} for row in waiting)
    if wanted is None:
        wanted = _wanted(_keys(waiting), names, path)
        yield from ({role: row.get(name) for role, name in wanted.items()} for row in waiting)


def _keys(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def _json_rows(path: Path, left_out: list[Failure]) -> Iterator[dict[str, Any]]:
    with open_text(path) as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict):
                yield row
            else:
                _leave_out(path, f"line {number} is no JSON object", left_out)


def _read_parquet(path: Path, names: Mapping[str, str | None], _: list[Failure]) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with path.open("rb") as stream, pq.ParquetFile(stream) as file:
        wanted = _wanted(file.schema_arrow.names, names, path)
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=list(dict.fromkeys(wanted.values()))):
            for row in batch.to_pylist():
                yield {role: row[name] for role, name in wanted.items()}


def _leave_out(path: Path, reason: str, left_out: list[Failure]) -> None:
    """Note a row that cannot be read, and say so."""
    left_out.append(Failure(path.name, reason))
    warnings.warn(f"{path}: {reason}, left out", InputWarning, stacklevel=3)


def separator_of(header: str) -> str:
    """The separator that the first line holds most often; French spreadsheets write semicolons."""
    return max(",;\t", key=header.count)


def _wanted(columns: Sequence[str], names: Mapping[str, str | None], path: Path) -> dict[str, str]:
    """Column of each role that the table has."""
    by_lowered = {column.strip().lower(): column for column in reversed(columns)}
    known = ", ".join(columns[:12]) or "none"
    found: dict[str, str] = {}
    for role, name in names.items():
        if name is not None and name not in columns:
            raise InputError(f"no column {name!r}", where=path, hint=f"it has {known}")
        usual = next((by_lowered[usual] for usual in USUAL_NAMES[role] if usual in by_lowered), None)
        if (column := name if name is not None else usual) is not None:
            found[role] = column
    if "text" not in found:
        raise InputError(f"no column of texts among {known}", where=path, hint="name it with --text-column")
    return found


def _string(value: Any) -> str | None:
    """A cell as text; None where there is nothing."""
    if isinstance(value, str):
        return value or None
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

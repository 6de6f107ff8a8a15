"""Articles in the rows of CSV, TSV, JSON Lines and Parquet files."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.corpus._article import Article, iso_date
from analysis.corpus._decoding import read_text
from analysis.errors import InputError, InputWarning

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_table"]

# Usual names of the columns, looked for in this order, without regard to case.
USUAL_NAMES = {
    "text": ("text", "texte", "body", "content", "contenu", "article", "corps"),
    "title": ("title", "titre", "headline"),
    "id": ("document_id", "doc_id", "id", "identifiant"),
    "date": ("date", "date_publication", "published", "pubdate"),
    "source": ("source", "outlet", "media", "média", "journal", "publication"),
}


def read_table(path: Path, **names: str | None) -> Iterator[Article]:
    """Articles of a table, one a row.

    Parameters
    ----------
    path : Path
        A ``.csv`` (comma, semicolon or tab), ``.tsv``, ``.jsonl`` or ``.parquet`` file.
    **names : str or None
        Columns named by the user under the keys ``text``, ``title``, ``id``, ``date`` and ``source``.

    Raises
    ------
    InputError
        If the file is no such table, or a column is missing.
    """
    frame = _read_frame(path)
    columns = {role: _find_column(frame, role, name, path) for role, name in names.items()}
    if columns["text"] is None:
        raise InputError(
            f"no column of texts among {', '.join(map(str, frame.columns[:12])) or 'none'}",
            where=path,
            hint="name it with --text-column",
        )
    wanted = {role: column for role, column in columns.items() if column is not None}
    for number, values in enumerate(frame[list(wanted.values())].itertuples(index=False, name=None), start=1):
        row = {role: _string(value) for role, value in zip(wanted, values, strict=True)}
        yield Article(
            document_id=row.get("id") or f"{path.stem}-{number}",
            title=row.get("title"),
            date=iso_date(row.get("date")),
            source=row.get("source"),
            text=row["text"] or "",
        )


def _read_frame(path: Path) -> pd.DataFrame:
    import pandas as pd

    ending = path.suffix.lower()
    try:
        if ending == ".parquet":
            return pd.read_parquet(path)
        if ending == ".jsonl":
            return pd.DataFrame(list(_json_rows(path)))
        text = read_text(path)
        separator = "\t" if ending == ".tsv" else _separator(text)
        return pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False)
    except InputError:
        raise
    except Exception as error:  # the parsers of pandas and pyarrow raise errors of many kinds
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"no readable table ({reason})", where=path, hint="open it and check its form") from error


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            yield row
        else:
            warnings.warn(f"{path}: line {number} is no JSON object, left out", InputWarning, stacklevel=2)


def _separator(text: str) -> str:
    """The separator that the first line holds most often; French spreadsheets write semicolons."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _find_column(frame: pd.DataFrame, role: str, name: str | None, path: Path) -> Any:
    if name is not None:
        if name not in frame.columns:
            raise InputError(
                f"no column {name!r}",
                where=path,
                hint=f"it has {', '.join(map(str, frame.columns[:12])) or 'none'}",
            )
        return name
    by_lowered = {str(column).strip().lower(): column for column in reversed(frame.columns)}
    return next((by_lowered[usual] for usual in USUAL_NAMES[role] if usual in by_lowered), None)


def _string(value: Any) -> str | None:
    """A cell as text; None for the ways of pandas to say that there is nothing."""
    import pandas as pd

    if isinstance(value, str):
        return value or None
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

"""The tables in SQL, by DuckDB: read-only, and without loading what the question does not ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.tables import TABLES, as_arrow, as_frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

__all__ = ["query_folder", "query_frames"]


def query_folder(folder: str | Path, sql: str) -> pd.DataFrame:
    """Ask the tables of a folder a question in SQL.

    Parameters
    ----------
    folder : str or Path
        What ``annotate`` wrote.
    sql : str
        One ``select``; the tables are those of :data:`analysis.tables.TABLES`.

    Returns
    -------
    DataFrame
        With Arrow-backed types.

    Raises
    ------
    InputError
        If a table is missing, the question is none that only reads, or DuckDB cannot answer it.
    """
    files = {name: _files(Path(folder), name) for name in TABLES}
    with _connection() as connection:
        for name, paths in files.items():
            listed = ", ".join(_quoted(str(path)) for path in paths)
            connection.execute(f"create view {name} as select * from read_parquet([{listed}])")
        allowed = ", ".join(_quoted(str(path)) for paths in files.values() for path in paths)
        connection.execute(f"set allowed_paths = [{allowed}]")
        return _answer(connection, sql)


def query_frames(frames: Mapping[str, pd.DataFrame], sql: str) -> pd.DataFrame:
    """Ask tables in memory; see :func:`query_folder`.

    Examples
    --------
    >>> import analysis
    >>> notes = analysis.annotate("« Le barrage attendra », a promis la ministre Awa Ndour.")
    >>> notes.query("select speaker, count(*) as n from quotes group by speaker").values.tolist()
    [['Awa Ndour', 1]]
    """
    with _connection() as connection:
        for name, frame in frames.items():
            connection.register(name, as_arrow(name, frame))
        return _answer(connection, sql)


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    # Nothing is fetched: no extension, no other file than the tables.
    options: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
        "preserve_insertion_order": True,
    }
    with duckdb.connect(":memory:", config=options) as connection:
        yield connection


def _answer(connection: duckdb.DuckDBPyConnection, sql: str) -> pd.DataFrame:
    import duckdb

    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise InputError("only one question that reads is answered", hint="begin with: select")
        return as_frame(connection.sql(sql).to_arrow_table())
    except duckdb.Error as error:
        reason = str(error).partition("\n\n")[0]
        raise InputError(reason, hint=f"the tables are {', '.join(TABLES)}") from error


def _files(folder: Path, name: str) -> list[Path]:
    path = folder / f"{name}.parquet"
    found = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not found or not all(file.is_file() for file in found):
        raise InputError("the table is missing", where=path, hint="annotate the corpus again")
    return [file.resolve() for file in found]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""The seven tables of an annotated corpus, and that of what was set aside: their columns, types and meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = [
    "QUOTE_KEY",
    "records",
    "safe_cell",
    "span_of",
    "COLUMNS",
    "FAILED",
    "TABLES",
    "arrow_table",
    "as_arrow",
    "as_frame",
    "make_table",
    "table_schema",
]

# Stands beside the seven tables where something was set aside.
FAILED = "failed"
# Table → column → (type, meaning).
# Offsets count code points in `documents.text`, end exclusive; what is missing is null.
COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "documents": {
        "document_id": ("string", "name of the article, unique in the corpus"),
        "title": ("string", "headline"),
        "date": ("string", "ISO 8601, as precise as known"),
        "source": ("string", "outlet"),
        "text": ("string", "the article as the file gives it"),
        "language": ("string", "fr, other (its annotations mean little), or null if it is too short to tell"),
    },
    "sentences": {
        "document_id": ("string", "article"),
        "sentence_id": ("int32", "number of the sentence in its article, from 0"),
        "start": ("int32", "first code point"),
        "end": ("int32", "code point after the last"),
    },
    "tokens": {
        "document_id": ("string", "article"),
        "sentence_id": ("int32", "sentence"),
        "token_id": ("int32", "number of the token in its article, from 0"),
        "start": ("int32", "first code point"),
        "end": ("int32", "code point after the last"),
        "text": ("string", "form, as it stands"),
        "lemma": ("string", "dictionary form"),
        "pos": ("string", "universal part of speech"),
    },
    "quotes": {
        "document_id": ("string", "article"),
        "quote_id": ("int32", "number of the quotation in its article, from 0"),
        "start": ("int32", "first code point"),
        "end": ("int32", "code point after the last"),
        "text": ("string", "the quotation, as it stands"),
        "type": ("string", "direct, indirect or mixed"),
        "cue_start": ("int32", "first code point of the cue"),
        "cue_end": ("int32", "code point after the cue"),
        "cue": ("string", "the word that introduces it (déclaré, selon)"),
        "source_start": ("int32", "first code point of the source"),
        "source_end": ("int32", "code point after the source"),
        "source": ("string", "the words that name who speaks (M. Kerry, il)"),
        "speaker_id": ("string", "who speaks, one id across the corpus"),
        "speaker": ("string", "fullest name of the speaker in the article"),
        "confidence": ("double", "probability that quotation and speaker are both right"),
        "rule": ("string", "construction by which the quotation was found"),
    },
    "speakers": {
        "speaker_id": ("string", "one for each speaker of the corpus"),
        "name": ("string", "fullest name"),
        "kind": ("string", "person, unnamed, group, organisation or document"),
        "title": ("string", "civil title (M., Mme, Dr)"),
        "role": ("string", "office or occupation"),
        "gender": ("string", "female or male; null when unknown"),
        "aliases": ("list<string>", "all names under which the speaker appears"),
        "n_quotes": ("int32", "number of quotations"),
    },
    "topics": {
        "document_id": ("string", "article"),
        "topic_id": ("string", "IPTC Media Topic, for example medtop:11000000"),
        "label": ("string", "its French label"),
        "probability": ("double", "share of the article's topics"),
        "rank": ("int32", "1 for the most probable topic"),
    },
    "stances": {
        "document_id": ("string", "article"),
        "quote_id": ("int32", "quotation"),
        "target": ("string", "what the speaker takes a position on"),
        "stance": ("string", "favour, against or neutral"),
        "probability": ("double", "of this stance"),
        "link": ("string", "how the quotation takes the target up: name, alias, words, head, generic, pronoun, …"),
        "words": ("string", "the words by which it does so; null if they stand outside it"),
    },
    FAILED: {
        "document_id": ("string", "article, or file of articles, that was set aside"),
        "reason": ("string", "why"),
    },
}
TABLES = tuple(name for name in COLUMNS if name != FAILED)
# What tells one quotation from all others.
QUOTE_KEY = ["document_id", "quote_id"]


def make_table(name: str, rows: Iterable[Mapping[str, Any]] | Mapping[str, Any]) -> pd.DataFrame:
    """A table with the columns and types of :data:`COLUMNS`.

    Parameters
    ----------
    name : str
        One of :data:`TABLES`.
    rows : iterable of mappings, or mapping of columns
        Rows as dicts, or columns of equal length by name. Columns that are not given are null.

    Returns
    -------
    DataFrame
        With Arrow-backed types, so that a missing integer stays an integer.

    Examples
    --------
    >>> make_table("sentences", [{"document_id": "a", "sentence_id": 0, "start": 0, "end": 4}]).shape
    (1, 4)
    """
    return as_frame(arrow_table(name, rows))


def arrow_table(
    name: str, rows: Iterable[Mapping[str, Any]] | Mapping[str, Any], schema: pa.Schema | None = None
) -> pa.Table:
    """The same as an Arrow table, with the table's own schema or another one; see :func:`make_table`."""
    import pyarrow as pa

    schema = schema or table_schema(name)
    if isinstance(rows, Mapping):
        size = len(next(iter(rows.values()), ()))
        columns = {field.name: rows.get(field.name, [None] * size) for field in schema}
    else:
        listed = list(rows)
        columns = {field.name: [row.get(field.name) for row in listed] for field in schema}
    arrays = [pa.array(columns[field.name], type=field.type, from_pandas=True) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def as_frame(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame with Arrow-backed types."""
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)


def as_arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """A DataFrame as an Arrow table of the types of :data:`COLUMNS`, without what pandas would note about it.

    What pandas notes in a Parquet file keeps pandas itself from reading a list of strings back.
    """
    import pyarrow as pa

    known = set(table_schema(name).names)
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()
    fields = [table_schema(name).field(field.name) if field.name in known else field for field in table.schema]
    return table.cast(pa.schema(fields))


def table_schema(name: str) -> pa.Schema:
    """Arrow schema of a table."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "int32": pa.int32(),
        "double": pa.float64(),
        "list<string>": pa.list_(pa.string()),
    }
    return pa.schema([pa.field(column, types[kind]) for column, (kind, _) in COLUMNS[name].items()])


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dicts, nulls as None.

    Examples
    --------
    >>> import pandas as pd
    >>> records(pd.DataFrame({"cue": ["dit", None], "start": [3, 8]}))
    [{'cue': 'dit', 'start': 3}, {'cue': None, 'start': 8}]
    """
    objects = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in objects.to_dict("records")]


def safe_cell(words: str) -> str:
    """Words that no spreadsheet takes for a formula: an apostrophe before them makes them text.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("le pont")
    ("'=1+1", 'le pont')
    """
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words


def span_of(row: Mapping[str, Any], part: str) -> tuple[int, int] | None:
    """Offsets of the ``cue`` or the ``source`` in a row of the quotes table, as :func:`records` gives it.

    Examples
    --------
    >>> span_of({"cue_start": 3, "cue_end": 6}, "cue")
    (3, 6)
    """
    start, end = row[f"{part}_start"], row[f"{part}_end"]
    return None if start is None or end is None else (start, end)

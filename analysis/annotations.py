"""What is known of a corpus: seven tables that belong together, in memory and on disk."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.tables import COLUMNS, TABLES, as_arrow

if TYPE_CHECKING:
    import pandas as pd

    from analysis.highlighting import HtmlText

__all__ = ["Annotations", "load"]


@dataclass(frozen=True, repr=False)
class Annotations:
    """The annotated corpus.

    Attributes
    ----------
    documents, sentences, tokens, quotes, speakers, topics, stances : DataFrame
        The tables; :data:`analysis.tables.COLUMNS` says what each column means.
    run : dict
        How they were made: versions, parameters, checksum of the input, time.

    See Also
    --------
    analysis.annotate : makes them.
    analysis.load : reads them back.
    """

    documents: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    quotes: pd.DataFrame
    speakers: pd.DataFrame
    topics: pd.DataFrame
    stances: pd.DataFrame
    run: dict[str, Any] = field(default_factory=dict)

    @property
    def provenance(self) -> pd.DataFrame:
        """How the tables were made, in two columns."""
        import pandas as pd

        identity = self.run.get("identity", {})
        libraries = self.run.get("libraries", {})
        items = {
            "corpus": self.run.get("corpus", "given in Python"),
            "articles": len(self.documents),
            "checksum of the articles (SHA-256)": identity.get("articles_sha256", ""),
            "targets": identity.get("targets") or "proposed by the corpus",
            "annotated": self.run.get("started", ""),
            "versions": ", ".join(
                f"{name} {number}" for name, number in {"analysis": identity.get("analysis", ""), **libraries}.items()
            ),
        }
        return pd.DataFrame({"item": list(items), "value": [str(value) for value in items.values()]})

    def show(self, document_id: str) -> HtmlText:
        """An article with its quotations coloured by speaker.

        Parameters
        ----------
        document_id : str
            An id of :attr:`documents`.

        Returns
        -------
        HtmlText
            Safe HTML, displayed by JupyterLab.

        Raises
        ------
        InputError
            If there is no such article.
        """
        from analysis.highlighting import show_article

        return show_article(self, document_id)

    def query(self, sql: str) -> pd.DataFrame:
        """Ask the tables a question in SQL.

        Parameters
        ----------
        sql : str
            One ``select`` over the tables by their names, in the dialect of DuckDB.

        Returns
        -------
        DataFrame

        Raises
        ------
        InputError
            If the question is none that only reads, or cannot be answered.

        See Also
        --------
        analysis.querying.query_folder : asks the files without loading them.
        """
        from analysis.querying import query_frames

        return query_frames({name: getattr(self, name) for name in TABLES}, sql)

    def save(self, folder: str | Path) -> Path:
        """Write the tables as Parquet files and the run as ``run.json``.

        Each file is complete as soon as it is there: it is written under another name first.

        Parameters
        ----------
        folder : str or Path
            Made if it does not exist; tables in it are replaced.

        Returns
        -------
        Path
            The folder.
        """
        import pyarrow.parquet as pq

        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            partial = target / f".{name}.parquet.part"
            pq.write_table(as_arrow(name, getattr(self, name)), partial)
            path = target / f"{name}.parquet"
            if path.is_dir():  # of an earlier, larger corpus
                shutil.rmtree(path)
            os.replace(partial, path)
        partial = target / ".run.json.part"
        partial.write_text(json.dumps(self.run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(partial, target / "run.json")
        return target

    def __repr__(self) -> str:
        return f"<Annotations: {self._summary()}>"

    def _repr_html_(self) -> str:
        from analysis.highlighting import overview

        return overview(self)

    def _summary(self) -> str:
        counts = (
            (len(self.documents), "article"),
            (len(self.quotes), "quotation"),
            (int(self.speakers["n_quotes"].gt(0).sum()), "speaker"),
            (len(self.tokens), "token"),
        )
        return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts)


def load(folder: str | Path) -> Annotations:
    """Read the tables that :meth:`Annotations.save` or :func:`analysis.scaling.annotate_corpus` wrote.

    Parameters
    ----------
    folder : str or Path
        The folder given to ``save`` or to ``python -m analysis annotate --output``.

    Returns
    -------
    Annotations

    Raises
    ------
    InputError
        If a table is missing, unreadable, or lacks a column, or ``run.json`` is broken.
    """
    source = Path(folder)
    if not source.is_dir():
        raise InputError("no such folder", where=folder, hint="write it with: python -m analysis annotate")
    run_path = source / "run.json"
    try:
        run = json.loads(run_path.read_text(encoding="utf-8")) if run_path.is_file() else {}
    except (OSError, ValueError) as error:
        raise InputError(
            f"the run cannot be read ({error})", where=run_path, hint="annotate the corpus again"
        ) from error
    if not isinstance(run, dict):
        raise InputError("the run is no JSON object", where=run_path, hint="annotate the corpus again")
    return Annotations(**{name: _read_table(source, name) for name in TABLES}, run=run)


def _read_table(folder: Path, name: str) -> pd.DataFrame:
    import pandas as pd

    path = folder / f"{name}.parquet"
    hint = "annotate the corpus again"
    if not path.exists():
        raise InputError("the table is missing", where=path, hint=hint)
    try:
        table = pd.read_parquet(path, dtype_backend="pyarrow")
    except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
        raise InputError(f"the table cannot be read ({error})", where=path, hint=hint) from error
    if missing := [column for column in COLUMNS[name] if column not in table.columns]:
        raise InputError(f"the table lacks {', '.join(missing)}", where=path, hint=hint)
    return table

"""What is known of a corpus: seven tables that belong together, and what was set aside; in memory and on disk."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.tables import COLUMNS, FAILED, QUOTE_KEY, TABLES, as_arrow, make_table

if TYPE_CHECKING:
    import pandas as pd

    from analysis.highlighting import HtmlText

__all__ = ["Annotations", "holds_tables", "load"]

RUN = "run.json"


def _nothing_failed() -> pd.DataFrame:
    return make_table(FAILED, [])


@dataclass(frozen=True, repr=False)
class Annotations:
    """The annotated corpus.

    Attributes
    ----------
    documents, sentences, tokens, quotes, speakers, topics, stances : DataFrame
        The tables; :data:`analysis.tables.COLUMNS` says what each column means.
    run : dict
        How they were made: versions, parameters, checksum of the input, time.
    failed : DataFrame
        Articles, and files of articles, that were set aside: ``document_id`` and ``reason``.
    language : {"en", "fr"}
        Language in which tables, figures and articles are shown to readers; no part of what is saved.

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
    failed: pd.DataFrame = field(default_factory=_nothing_failed)
    language: str = "en"

    @property
    def provenance(self) -> pd.DataFrame:
        """How the tables were made, in two columns."""
        import pandas as pd

        from analysis.wording import wording

        say = wording(self.language)
        identity = self.run.get("identity", {})
        libraries = self.run.get("libraries", {})
        kept = self.run.get("confidence", {"at_least": 0.0, "kept": len(self.quotes), "of": len(self.quotes)})
        items = {
            say("run corpus"): self.run.get("corpus", say("run given in Python")),
            say("run articles"): len(self.documents),
            say("run set aside"): len(self.failed),
            say("column quotations"): say(
                "run kept",
                kept=say.number(kept["kept"]),
                of=say.number(kept["of"]),
                least=say.decimal(kept["at_least"]),
            ),
            say("run checksum"): identity.get("articles_sha256", ""),
            say("run targets"): identity.get("targets") or say("run proposed targets"),
            say("run annotated"): self.run.get("started", ""),
            say("run versions"): ", ".join(
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
        from analysis.highlighting import styled_article

        texts = self.documents.loc[self.documents["document_id"] == document_id, "text"]
        if texts.empty:
            known = ", ".join(self.documents["document_id"].head(5))
            raise InputError("no such article", where=repr(document_id), hint=f"the ids begin with {known}")
        quotes = self.quotes.loc[self.quotes["document_id"] == document_id]
        return styled_article(texts.iloc[0], quotes, language=self.language)

    def with_confidence(self, at_least: float) -> Annotations:
        """The same articles with only those quotations that are sure enough.

        Parameters
        ----------
        at_least : float
            Lowest confidence of a quotation that stays, between 0 and 1. One without a confidence stays at 0 alone.

        Returns
        -------
        Annotations
            Its stances are those of the quotations that stay, ``n_quotes`` of its speakers counts these, and
            ``run["confidence"]`` tells how many of how many they are.

        Raises
        ------
        InputError
            If the number is no probability.

        Examples
        --------
        >>> import analysis
        >>> notes = analysis.annotate("« Le barrage attendra », a promis la ministre Awa Ndour.")
        >>> len(notes.with_confidence(0.1).quotes), len(notes.with_confidence(1.0).quotes)
        (1, 0)
        """
        if not 0 <= at_least <= 1:
            raise InputError(f"a confidence of {at_least:g}", hint="give a probability between 0 and 1, such as 0.5")
        before = self.run.get("confidence", {"at_least": 0.0, "of": len(self.quotes)})
        if at_least <= before["at_least"]:
            return self
        quotes = self.quotes[self.quotes["confidence"].ge(at_least).fillna(False)].reset_index(drop=True)
        stances = self.stances.merge(quotes[QUOTE_KEY], on=QUOTE_KEY, validate="m:1")
        counts = quotes["speaker_id"].value_counts()
        n_quotes = self.speakers["speaker_id"].map(counts).fillna(0).astype(self.speakers["n_quotes"].dtype)
        return replace(
            self,
            quotes=quotes,
            stances=stances,
            speakers=self.speakers.assign(n_quotes=n_quotes),
            run=self.run | {"confidence": {"at_least": at_least, "kept": len(quotes), "of": before["of"]}},
        )

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

        return query_frames(self._tables(), sql)

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
        if self.failed.empty:
            (target / f"{FAILED}.parquet").unlink(missing_ok=True)
        for name in TABLES if self.failed.empty else COLUMNS:
            partial = target / f".{name}.parquet.part"
            pq.write_table(as_arrow(name, getattr(self, name)), partial)
            path = target / f"{name}.parquet"
            if path.is_dir():  # of an earlier, larger corpus
                shutil.rmtree(path)
            os.replace(partial, path)
        partial = target / f".{RUN}.part"
        partial.write_text(json.dumps(self.run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(partial, target / RUN)
        return target

    def __repr__(self) -> str:
        return f"<Annotations: {self._summary()}>"

    def _repr_html_(self) -> str:
        from analysis.highlighting import overview

        return overview(self._tables(), language=self.language)

    def _tables(self) -> dict[str, pd.DataFrame]:
        return {name: getattr(self, name) for name in TABLES}

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
    run_path = source / RUN
    try:
        run = json.loads(run_path.read_text(encoding="utf-8")) if run_path.is_file() else {}
    except (OSError, ValueError) as error:
        raise InputError(
            f"the run cannot be read ({error})", where=run_path, hint="annotate the corpus again"
        ) from error
    if not isinstance(run, dict):
        raise InputError("the run is no JSON object", where=run_path, hint="annotate the corpus again")
    tables: dict[str, Any] = {name: _read_table(source, name) for name in TABLES}
    if (source / f"{FAILED}.parquet").exists():
        tables[FAILED] = _read_table(source, FAILED)
    return Annotations(**tables, run=run)


def holds_tables(path: str | Path) -> bool:
    """Whether a path is a folder that :meth:`Annotations.save` or ``python -m analysis annotate`` wrote."""
    return all(Path(path, name).exists() for name in (RUN, *(f"{name}.parquet" for name in TABLES)))


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

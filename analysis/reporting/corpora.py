"""What a report is of: articles of one corpus or of two, or tables that were made before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analysis.annotating import annotations_of
from analysis.annotations import Annotations, holds_tables, load
from analysis.comparing import read_corpora
from analysis.corpus import Columns
from analysis.errors import InputError
from analysis.scaling import annotate_corpus
from analysis.scaling.running import TIME_LIMIT

__all__ = ["annotate_corpora"]


def annotate_corpora(
    paths: Sequence[str | Path],
    folder: str | Path,
    *,
    columns: Columns | None = None,
    targets: str | Path | None = None,
    speaker_corrections: str | Path | None = None,
    workers: int = 1,
    time_limit: float | None = TIME_LIMIT,
) -> Annotations:
    """Annotate one corpus, or two in one pass, into a folder of tables; or read the tables that stand for a corpus.

    Parameters
    ----------
    paths : sequence of one or two paths
        Files or folders of articles; or one folder that ``python -m analysis annotate`` wrote.
    folder : str or Path
        Where the tables go. A run that was stopped is taken up where it was.
    columns, targets, speaker_corrections, workers, time_limit
        As for :func:`analysis.scaling.annotate_corpus`.

    Returns
    -------
    Annotations
        The documents of two corpora have a column ``corpus``, the name of theirs.

    Raises
    ------
    InputError
        If a corpus cannot be read, there are more than two, tables are to be compared, or tables were made with other
        targets or corrections than these.
    """
    if len(paths) == 1 and holds_tables(paths[0]):
        return annotations_of(paths[0], folder, targets=targets, speaker_corrections=speaker_corrections)
    for path in paths:
        if holds_tables(path):
            raise InputError("tables cannot be compared", where=path, hint="give the articles of both corpora")
    columns = columns or Columns()
    compared = read_corpora(paths, **columns.as_options()) if len(paths) > 1 else None
    annotate_corpus(
        paths[0] if compared is None else compared,
        folder,
        columns=columns,
        targets=targets,
        speaker_corrections=speaker_corrections,
        workers=workers,
        time_limit=time_limit,
    )
    notes = load(folder)
    if compared is None:
        return notes
    corpora = dict(zip(compared["document_id"], compared["corpus"], strict=True))
    return replace(notes, documents=notes.documents.assign(corpus=notes.documents["document_id"].map(corpora)))

"""Annotations in standard forms: TEI P5, brat standoff, W3C Web Annotation; written and read back without loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.exporting.brat import write_brat
from analysis.exporting.records import ArticleRecord, article_records
from analysis.exporting.tei import write_tei
from analysis.exporting.webannotation import write_webannotation

if TYPE_CHECKING:
    from analysis.annotations import Annotations

__all__ = ["FORMS", "ArticleRecord", "article_records", "export"]

Writer = Callable[[ArticleRecord, Path], None]
FORMS: dict[str, Writer] = {"tei": write_tei, "brat": write_brat, "webannotation": write_webannotation}


def export(notes: Annotations, form: str, folder: str | Path) -> int:
    """Write the quotations, speakers and stances of every article in a standard form.

    Parameters
    ----------
    notes : Annotations
        An annotated corpus.
    form : {"tei", "brat", "webannotation"}
        TEI P5 (``<said>`` and ``<listPerson>``), brat standoff (``.txt`` and ``.ann``), or W3C Web Annotation
        (JSON-LD).
    folder : str or Path
        Where the files go; each is named after its article, with characters that file systems refuse replaced.

    Returns
    -------
    int
        Number of articles written.

    Raises
    ------
    InputError
        If there is no such form.
    """
    if form not in FORMS:
        raise InputError(f"unknown form {form!r}", hint=f"choose one of {', '.join(FORMS)}")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    records = list(_named(article_records(notes)))
    for record, name in records:
        FORMS[form](record, target / name)
    return len(records)


def _named(records: Iterator[ArticleRecord]) -> Iterator[tuple[ArticleRecord, str]]:
    """Each record with a file name of its own that stays inside the folder."""
    taken: set[str] = set()
    for record in records:
        base = re.sub(r"[^\w.-]+|^\.+", "_", record.document_id)[:120] or "_"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        yield record, name

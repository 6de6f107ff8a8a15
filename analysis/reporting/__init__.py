"""An annotated corpus → pages that open from disk: one for each notebook, and an index with the answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from analysis.annotating import annotate
from analysis.reporting.index import write_index
from analysis.reporting.notebooks import NotebookRun, check_parameters, find_notebooks, run_notebook
from analysis.reporting.pages import Page, write_page

__all__ = ["write_report"]

# Notebooks wait for their kernels most of the time, so two run beside each other.
NOTEBOOKS_AT_ONCE = 2


def write_report(
    articles: pd.DataFrame,
    output: str | Path,
    *,
    corpus: str | Path,
    targets: str | Path | None = None,
    seed: int = 0,
) -> tuple[Path, list[str]]:
    """Annotate articles, run the notebooks on them and write the pages.

    Parameters
    ----------
    articles : DataFrame
        Articles as :func:`analysis.read_corpus` gives them.
    output : str or Path
        Folder of the report: ``index.html``, a page for each notebook, ``tables/`` and ``notebooks/``.
    corpus : str or Path
        Where the articles come from, for the title of the report.
    targets : str or Path, optional
        YAML file of targets; see :mod:`analysis.stance.targets`.
    seed : int, default=0
        Random seed of the notebooks.

    Returns
    -------
    index : Path
        The page to open first.
    failures : list of str
        One line for each notebook that failed: its name, the cell and the error. The other pages are whole.

    Raises
    ------
    InputError
        If a notebook does not take these parameters; nothing has run then.
    """
    folder = Path(output).resolve()
    tables = folder / "tables"
    parameters: dict[str, Any] = {
        "corpus": str(tables / "documents.parquet"),
        "output": str(tables),
        "targets": str(Path(targets).resolve()) if targets else "",
        "seed": seed,
    }
    notebooks = find_notebooks()
    for notebook in notebooks:
        check_parameters(notebook, parameters)
    notes = annotate(articles, targets=targets)
    notes.run["corpus"] = Path(corpus).name
    notes.save(tables)

    run = partial(run_notebook, folder=folder / "notebooks", parameters=parameters)
    with ThreadPoolExecutor(NOTEBOOKS_AT_ONCE) as pool:
        runs = list(tqdm(pool.map(run, notebooks), total=len(notebooks), desc="Notebooks", unit=" notebooks"))
    pages = [Page.of_run(executed) for executed in runs]
    for page, executed in zip(pages, runs, strict=True):
        write_page(page, executed, folder, pages)
    index = write_index(notes, folder, pages, corpus=Path(corpus).name)
    return index, [_failure(executed) for executed in runs if executed.error]


def _failure(executed: NotebookRun) -> str:
    return f"{executed.name}: {executed.error}"

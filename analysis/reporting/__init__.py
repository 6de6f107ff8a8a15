"""An annotated corpus → pages that open from disk: the answer, the articles, tables, and a page for each notebook."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from analysis.annotating import annotate
from analysis.gold import find_gold
from analysis.reporting.articles import write_articles
from analysis.reporting.notebooks import NotebookRun, check_parameters, find_notebooks, run_notebook, title_of
from analysis.reporting.overview import write_overview
from analysis.reporting.pages import notebook_page, write_notebook_page
from analysis.reporting.site import Page, Site
from analysis.reporting.tables import write_tables
from analysis.wording import Wording, wording

__all__ = ["write_report"]

# Notebooks wait for their kernels much of the time, so two run beside each other.
NOTEBOOKS_AT_ONCE = 2


def write_report(
    articles: pd.DataFrame,
    output: str | Path,
    *,
    corpus: str | Path,
    targets: str | Path | None = None,
    language: str = "en",
    seed: int = 0,
) -> tuple[Path, list[str]]:
    """Annotate articles, run the notebooks on them and write the pages.

    Parameters
    ----------
    articles : DataFrame
        Articles as :func:`analysis.read_corpus` gives them.
    output : str or Path
        Folder of the report: ``index.html``, ``articles/``, tables, a page for each notebook, the executed notebooks
        (``notebooks/``) and the tables as Parquet (``tables/``).
    corpus : str or Path
        Where the articles come from, for the title of the report.
    targets : str or Path, optional
        YAML file of targets; see :mod:`analysis.stance.targets`.
    language : {"en", "fr"}, default="en"
        Language of the interface.
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
        If a notebook does not take these parameters, or the interface does not speak the language; nothing has run
        then.
    """
    folder = Path(output).resolve()
    tables = folder / "tables"
    say = wording(language)
    given: dict[str, Any] = {
        "corpus": str(tables / "documents.parquet"),
        "output": str(tables),
        "targets": str(Path(targets).resolve()) if targets else "",
        "seed": seed,
    }
    parameters = dict.fromkeys(find_notebooks(), given)
    if gold := find_gold(corpus):
        parameters |= {notebook: {"gold": str(gold), "seed": seed} for notebook in find_notebooks(on_gold=True)}
    for notebook, values in parameters.items():
        check_parameters(notebook, values)
    notes = annotate(articles, targets=targets)
    notes.run["corpus"] = Path(corpus).name
    notes.save(tables)
    # Articles that an earlier report had and this one has not would stay.
    shutil.rmtree(folder / "articles", ignore_errors=True)

    site = Site(folder, Path(corpus).name, say, _menu(list(parameters), say), notes.run["identity"]["articles_sha256"])
    with ThreadPoolExecutor(NOTEBOOKS_AT_ONCE) as pool:
        waiting = [pool.submit(run_notebook, path, folder / "notebooks", own) for path, own in parameters.items()]
        # Meanwhile, what needs no notebook.
        write_articles(notes, site)
        write_tables(notes, site)
        progress = tqdm(waiting, desc="Notebooks", unit=" notebooks")
        runs = [one.result() for one in progress]
    for executed in runs:
        write_notebook_page(executed, site)
    pages = [notebook_page(one.name, title_of(one.notebook, one.name), say, error=one.error) for one in runs]
    index = write_overview(notes, site, notebooks=pages)
    return index, [_failure(executed) for executed in runs if executed.error]


def _menu(notebooks: list[Path], say: Wording) -> list[Page]:
    """Pages that every page links to: the overview, the tables, and the notebooks."""
    own = [("index", "overview"), ("articles", "articles"), ("quotations", "quotations"), ("speakers", "speakers")]
    pages = [Page(f"{name}.html", say(key), short=say(key)) for name, key in own]
    return [*pages, *(notebook_page(path.stem, path.stem, say) for path in notebooks)]


def _failure(executed: NotebookRun) -> str:
    return f"{executed.name}: {executed.error}"

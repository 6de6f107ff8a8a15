"""An annotated corpus → pages that open from disk: the answer, the articles, tables, and a page for each notebook."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm.auto import tqdm

from analysis.annotations import Annotations
from analysis.comparing import names_of
from analysis.errors import InputError
from analysis.gold import find_gold
from analysis.reporting.articles import write_articles
from analysis.reporting.comparison import write_comparison
from analysis.reporting.corpora import annotate_corpora
from analysis.reporting.notebooks import NotebookRun, check_parameters, find_notebooks, run_notebook, title_of
from analysis.reporting.overview import write_overview
from analysis.reporting.pages import notebook_page, write_notebook_page
from analysis.reporting.site import Page, Site
from analysis.reporting.tables import write_tables
from analysis.wording import Wording, wording

__all__ = ["annotate_corpora", "write_report"]

# Notebooks wait for their kernels much of the time, so two run beside each other.
NOTEBOOKS_AT_ONCE = 2


def write_report(
    notes: Annotations,
    output: str | Path,
    *,
    corpus: str | Path | Sequence[str | Path],
    targets: str | Path | None = None,
    language: str = "en",
    min_confidence: float = 0.0,
    command: str | None = None,
    seed: int = 0,
) -> tuple[Path, list[str]]:
    """Run the notebooks on an annotated corpus and write the pages.

    Parameters
    ----------
    notes : Annotations
        The annotated corpus, as :func:`annotate_corpora` or :func:`analysis.annotate` gives it. If its documents have
        a column ``corpus`` with two values, the report has a page that compares them, ``comparison.html``.
    output : str or Path
        Folder of the report: ``index.html``, ``articles/``, tables, a page for each notebook, the executed notebooks
        (``notebooks/``) and the tables as Parquet (``tables/``).
    corpus : path, or sequence of one or two
        Where the articles come from: for the title of the report, and to measure on gold that stands there.
    targets : str or Path, optional
        YAML file of the targets with which the corpus was annotated.
    language : {"en", "fr"}, default="en"
        Language of the interface.
    min_confidence : float, default=0
        Lowest confidence of the quotations that the report counts and shows; its first page says so.
    command : str, optional
        The command that makes the report, for its first page.
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
        If a notebook does not take these parameters, the interface does not speak the language, or the tables of the
        report would replace those that it is of by fewer rows; nothing has run then.
    """
    folder = Path(output).resolve()
    tables = folder / "tables"
    say = wording(language)
    paths = [corpus] if isinstance(corpus, str | Path) else list(corpus)
    if min_confidence > 0 and any(Path(path).resolve() == tables for path in paths):
        raise InputError(
            "the unsure quotations of these tables would be lost", where=tables, hint="give another --output"
        )
    given: dict[str, Any] = {
        "corpus": str(tables),
        "output": str(tables),
        "targets": str(Path(targets).resolve()) if targets else "",
        "seed": seed,
        "language": language,
    }
    parameters = dict.fromkeys(find_notebooks(), given)
    if len(paths) == 1 and (gold := find_gold(paths[0])):
        parameters |= {
            notebook: {"gold": str(gold.resolve()), "seed": seed, "language": language}
            for notebook in find_notebooks(on_gold=True)
        }
    for notebook, values in parameters.items():
        check_parameters(notebook, values)
    notes = notes.with_confidence(min_confidence)
    names = _names(notes, paths)
    notes = replace(notes, run=notes.run | {"corpus": say.list(names), "command": command, "seed": seed})
    notes.save(tables)
    # Articles that an earlier report had and this one has not would stay.
    shutil.rmtree(folder / "articles", ignore_errors=True)

    compares = "corpus" in notes.documents and notes.documents["corpus"].nunique() == 2
    menu = _menu(list(parameters), say, compares=compares)
    site = Site(folder, say.list(names), say, menu, notes.run["identity"]["articles_sha256"])
    # papermill changes the working directory for a moment; two threads at it may leave the wrong one behind.
    with chdir(Path.cwd()), ThreadPoolExecutor(NOTEBOOKS_AT_ONCE) as pool:
        waiting = [pool.submit(run_notebook, path, folder / "notebooks", own) for path, own in parameters.items()]
        # Meanwhile, what needs no notebook.
        write_articles(notes, site)
        write_tables(notes, site)
        if compares:
            write_comparison(notes, site)
        progress = tqdm(waiting, desc="Notebooks", unit=" notebooks")
        runs = [one.result() for one in progress]
    for executed in runs:
        write_notebook_page(executed, site)
    pages = [notebook_page(one.name, title_of(one.notebook, one.name), say, error=one.error) for one in runs]
    index = write_overview(notes, site, notebooks=pages)
    return index, [_failure(executed) for executed in runs if executed.error]


def _names(notes: Annotations, paths: Sequence[str | Path]) -> list[str]:
    """Names of the corpora; tables tell of which corpus they are."""
    if "corpus" in notes.documents:
        return list(dict.fromkeys(notes.documents["corpus"]))
    return [notes.run["corpus"]] if "corpus" in notes.run else names_of(paths)


def _menu(notebooks: list[Path], say: Wording, *, compares: bool) -> list[Page]:
    """Pages that every page links to: the overview, the comparison if any, the tables, and the notebooks."""
    own = ["overview", *(["comparison"] if compares else []), "articles", "quotations", "speakers"]
    pages = [Page("index.html" if key == "overview" else f"{key}.html", say(key), short=say(key)) for key in own]
    return [*pages, *(notebook_page(path.stem, path.stem, say) for path in notebooks)]


def _failure(executed: NotebookRun) -> str:
    return f"{executed.name}: {executed.error}"

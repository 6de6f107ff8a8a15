"""Parameterised notebooks: which there are, what they take, and running one."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from analysis.errors import InputError
from analysis.reporting.languages import in_language
from analysis.screening import well_formed

__all__ = ["NotebookRun", "check_parameters", "find_notebooks", "read_parameters", "run_notebook", "title_of"]

TIMEOUT_PER_CELL = 3600  # seconds; a guard against a cell that hangs


@dataclass(frozen=True, slots=True)
class NotebookRun:
    """A notebook that was run: its name, its cells with outputs, and the error that stopped it, if any."""

    name: str
    notebook: nbformat.NotebookNode
    error: str | None = None


def find_notebooks(*, on_gold: bool = False) -> list[Path]:
    """The notebooks of the project, in the order of their numbers.

    Parameters
    ----------
    on_gold : bool, default=False
        Those that measure on annotated articles (numbers from 90) instead of those that read any corpus.

    Raises
    ------
    InputError
        If the package was installed without them.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package.parent / "notebooks", package / "notebooks"):
        if found := sorted(folder.glob("[0-9][0-9]-*.ipynb")):
            return [path for path in found if path.name.startswith("9") == on_gold]
    raise InputError("the notebooks are not installed", where=package, hint="install the project from its repository")


def read_parameters(notebook: Path) -> dict[str, tuple[type, Any]]:
    """Type and default of each parameter, as the cell tagged ``parameters`` gives them.

    Raises
    ------
    InputError
        If there is no such cell, or it holds anything but literals.
    """
    cells = nbformat.read(notebook, as_version=4).cells
    source = next((cell.source for cell in cells if "parameters" in cell.metadata.get("tags", ())), None)
    if source is None:
        raise InputError("no cell is tagged 'parameters'", where=notebook)
    parameters = {}
    for statement in ast.parse(source).body:
        if (
            not isinstance(statement, ast.AnnAssign)
            or not isinstance(statement.target, ast.Name)
            or not statement.value
        ):
            raise InputError("the parameters cell holds more than 'name: type = literal'", where=notebook)
        default = ast.literal_eval(statement.value)
        parameters[statement.target.id] = (type(default), default)
    return parameters


def title_of(notebook: nbformat.NotebookNode, name: str) -> str:
    """The first heading of a notebook; its name if there is none."""
    headings = (re.match(r"#\s+(.+)", cell.source) for cell in notebook.cells if cell.cell_type == "markdown")
    return next((heading[1].strip() for heading in headings if heading), name)


def check_parameters(notebook: Path, values: Mapping[str, Any]) -> None:
    """Refuse parameters that a notebook does not know, that have another type than its default, or cannot be written.

    papermill itself only warns, and the notebook then runs with a value that nobody asked for.

    Raises
    ------
    InputError
        With the name of the parameter and those that there are.
    """
    known = read_parameters(notebook)
    for name, value in values.items():
        if name not in known:
            raise InputError(f"unknown parameter {name!r}", where=notebook.name, hint=f"it takes {', '.join(known)}")
        expected, _ = known[name]
        if type(value) is not expected and not (expected is float and type(value) is int):
            raise InputError(
                f"parameter {name!r} is {value!r}", where=notebook.name, hint=f"it must be of type {expected.__name__}"
            )
        if isinstance(value, str) and value != well_formed(value):
            raise InputError(
                f"parameter {name!r} is {value!r}, which is no UTF-8", where=notebook.name, hint="rename the file"
            )


def run_notebook(notebook: Path, folder: Path, parameters: Mapping[str, Any]) -> NotebookRun:
    """Run a notebook by papermill and keep the executed copy in a folder.

    Parameters
    ----------
    notebook : Path
        The notebook; it runs in its own folder.
    folder : Path
        Where the executed copy is written.
    parameters : mapping
        Values for the cell tagged ``parameters``.

    Returns
    -------
    NotebookRun
        With the name of the failed cell and its error, if one failed; its prose is in the language that is the
        parameter ``language``.

    Raises
    ------
    InputError
        If a parameter is unknown or ill-typed; nothing has run then.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    check_parameters(notebook, parameters)
    folder.mkdir(parents=True, exist_ok=True)
    executed = folder / notebook.name
    error = None
    try:
        papermill.execute_notebook(
            notebook,
            executed,
            parameters=dict(parameters),
            cwd=notebook.parent,
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            execution_timeout=TIMEOUT_PER_CELL,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
    except PapermillExecutionError as failure:
        error = f"cell {failure.cell_index} failed: {failure.ename}: {_first_line(failure.evalue)}"
    except (RuntimeError, OSError) as failure:  # a kernel that dies or does not start
        error = f"the kernel failed: {_first_line(str(failure))}"
    result = nbformat.read(executed if executed.is_file() else notebook, as_version=4)
    told = in_language(result, parameters.get("language", "en"))
    nbformat.write(told, executed)
    return NotebookRun(notebook.stem, told, error)


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0]

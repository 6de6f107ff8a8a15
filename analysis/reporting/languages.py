"""The prose of a notebook in the language of a report.

A notebook is written in English. Each of its markdown cells carries the same words in another language in its
metadata, under the name of the language (``"fr"``), as a list of lines like its source. So a translation stands in the
file beside its original and both change in one diff, while JupyterLab and GitHub, which know nothing of it, show one
language and no cell to skip. What code cells show is told by the interface itself: each notebook has a parameter
``language``.
"""

from __future__ import annotations

from copy import deepcopy

from nbformat import NotebookNode

__all__ = ["in_language"]


def in_language(notebook: NotebookNode, language: str) -> NotebookNode:
    """A copy of a notebook whose prose is in a language, where its cells have it; elsewhere it stays as it is.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> cell = new_markdown_cell("# Who speaks?", metadata={"fr": ["# Qui parle ?"]})
    >>> in_language(new_notebook(cells=[cell]), "fr").cells[0].source
    '# Qui parle ?'
    """
    told = deepcopy(notebook)
    for cell in told.cells:
        if cell.cell_type == "markdown" and language in cell.metadata:
            cell.source = "".join(cell.metadata[language])
    return told

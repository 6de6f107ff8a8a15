"""An executed notebook → a page of the report, by nbconvert and a template of our own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from analysis.reporting.notebooks import NotebookRun, title_of
from analysis.reporting.site import ROOM, Page, Site
from analysis.wording import Wording

__all__ = ["notebook_page", "write_notebook_page"]

# Notebooks link to each other; so do their pages.
LINK_TO_NOTEBOOK = re.compile(r'href="(\d\d-[\w-]+)\.ipynb')


def notebook_page(name: str, title: str, say: Wording, *, error: str | None = None) -> Page:
    """The page of a notebook."""
    file = f"{name}.html"
    return Page(file, title, short=say.value(name), menu=file, error=error)


def write_notebook_page(executed: NotebookRun, site: Site) -> Path:
    """Render one executed notebook.

    Parameters
    ----------
    executed : NotebookRun
        The notebook.
    site : Site
        The report.

    Returns
    -------
    Path
        The file.
    """
    page = notebook_page(executed.name, title_of(executed.notebook, executed.name), site.say, error=executed.error)
    exporter = _exporter()
    exporter.environment.globals.update(site.frame(page))
    body, _ = exporter.from_notebook_node(executed.notebook)
    # pandas leaves the corner of a table an empty heading; there is nothing that it heads.
    body = body.replace("<th></th>", "<td></td>")
    return site.put(page.file, LINK_TO_NOTEBOOK.sub(r'href="\1.html', body))


@cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="verbatim",
        extra_template_basedirs=[str(ROOM / "templates")],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        embed_images=True,
    )

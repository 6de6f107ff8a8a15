"""An executed notebook → a page of the report, by nbconvert and a template of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.reporting.notebooks import NotebookRun

__all__ = ["TEMPLATES", "Page", "write_page"]

# Notebooks link to each other; so do their pages.
LINK_TO_NOTEBOOK = re.compile(r'href="(\d\d-[\w-]+)\.ipynb')
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the report: its file, its title, and the failure to tell of, if any."""

    file: str
    title: str
    error: str | None = None

    @classmethod
    def of_run(cls, executed: NotebookRun) -> Page:
        """The page of an executed notebook; the first heading is its title."""
        headings = (
            re.match(r"#\s+(.+)", cell.source) for cell in executed.notebook.cells if cell.cell_type == "markdown"
        )
        title = next((heading[1].strip() for heading in headings if heading), executed.name)
        return cls(f"{executed.name}.html", title, executed.error)


def write_page(page: Page, executed: NotebookRun, folder: Path, pages: Sequence[Page]) -> Path:
    """Render one executed notebook.

    Parameters
    ----------
    page : Page
        The page to write.
    executed : NotebookRun
        Its notebook.
    folder : Path
        Folder of the report.
    pages : sequence of Page
        All pages, for the navigation.

    Returns
    -------
    Path
        The file.
    """
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="verbatim",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        embed_images=True,
    )
    exporter.environment.globals.update(page=page, pages=pages)
    body, _ = exporter.from_notebook_node(executed.notebook)
    path = folder / page.file
    path.write_text(LINK_TO_NOTEBOOK.sub(r'href="\1.html', body), encoding="utf-8")
    return path

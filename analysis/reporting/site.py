"""The frame of all pages of a report: menu, style, language, and a policy by which nothing from outside can run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from analysis.highlighting import STYLE
from analysis.wording import Wording

__all__ = ["ROOM", "Page", "Site"]

ROOM = Path(__file__).parent
TEMPLATES = ROOM / "templates" / "verbatim"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the report.

    Attributes
    ----------
    file : str
        Its path in the folder of the report.
    title : str
        Its heading.
    short : str
        Its name in the menu.
    menu : str
        File of the menu's entry under which it stands; by default its own.
    error : str or None
        The failure to tell of, if any.
    """

    file: str
    title: str
    short: str = ""
    menu: str = ""
    error: str | None = None

    @property
    def root(self) -> str:
        """Way from the page to the folder of the report."""
        return "../" * self.file.count("/")


@dataclass(frozen=True)
class Site:
    """A report while it is written.

    Attributes
    ----------
    folder : Path
        Folder of the report.
    corpus : str
        Name of the corpus.
    say : Wording
        The language of the interface.
    menu : sequence of Page
        Pages that every page links to.
    seal : str
        What the articles cannot know; scripts of the report carry a number made of it.
    """

    folder: Path
    corpus: str
    say: Wording
    menu: Sequence[Page]
    seal: str

    @cached_property
    def style(self) -> Markup:
        """The style sheet of all pages."""
        return Markup(STYLE + (TEMPLATES / "page.css").read_text(encoding="utf-8"))

    @cached_property
    def nonce(self) -> str:
        """The number that lets a script of ours run on a page that loads scripts."""
        return hashlib.sha256(f"verbatim {self.seal}".encode()).hexdigest()[:32]

    def policy(self, *, inline: str = "", loads: bool = False) -> str:
        """Content security policy: styles and pictures of the page itself, and no script but ours.

        Parameters
        ----------
        inline : str
            The script that stands in the page.
        loads : bool, default=False
            Whether the page loads scripts from the folder of the report.
        """
        rules = ["default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "base-uri 'none'"]
        if inline:
            digest = base64.b64encode(hashlib.sha256(inline.encode("utf-8")).digest()).decode("ascii")
            rules.append(f"script-src 'sha256-{digest}'")
        elif loads:
            rules.append(f"script-src 'nonce-{self.nonce}'")
        return "; ".join(rules)

    def frame(self, page: Page, *, inline: str = "", loads: bool = False) -> dict[str, Any]:
        """What the head and the foot of a page need."""
        return {
            "say": self.say,
            "menu": self.menu,
            "style": self.style,
            "page": page,
            "policy": self.policy(inline=inline, loads=loads),
        }

    def write(self, template: str, page: Page, *, inline: str = "", loads: bool = False, **values: Any) -> Path:
        """Write a page from a template; whatever is not Markup is escaped.

        Parameters
        ----------
        template : str
            File in ``templates/verbatim``.
        page : Page
            The page.
        inline, loads
            As for :meth:`policy`.
        **values
            What the template shows.

        Returns
        -------
        Path
            The file.
        """
        values |= self.frame(page, inline=inline, loads=loads)
        if inline:
            values["script"] = Markup(inline)
        if loads:
            values["nonce"] = self.nonce
        return self.put(page.file, self._environment.get_template(template).render(values))

    def put(self, file: str, content: str) -> Path:
        """Write a file of the report; what UTF-8 cannot hold (half a surrogate pair) becomes a reference."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", errors="xmlcharrefreplace", newline="\n")
        return path

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
        )

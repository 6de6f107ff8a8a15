"""Articles in XML: NewsML-G2 news items and TEI documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from analysis.corpus._article import Article, iso_date
from analysis.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["read_xml"]

BLOCKS = {"p", "head", "h1", "h2", "h3", "h4", "li", "item", "ab", "l", "said"}


def read_xml(path: Path) -> Iterator[Article]:
    """Articles of a NewsML-G2 or TEI file.

    Paragraphs are joined by line breaks; markup inside them is dropped and runs of blanks become one.

    Raises
    ------
    InputError
        If the file is not well-formed, holds entities or a document type (both can be attacks), or is of another kind.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import parse

    try:
        with path.open("rb") as stream:
            root = parse(stream, forbid_dtd=True).getroot()
    except ParseError as error:
        raise InputError(f"not well-formed XML ({error})", where=path) from error
    except DefusedXmlException as error:
        raise InputError("XML with a document type or entities", where=path, hint="remove its DOCTYPE") from error
    items = [element for element in root.iter() if _name(element) in ("newsItem", "TEI")]
    if not items:
        raise InputError(
            f"neither NewsML-G2 nor TEI (its root is <{_name(root)}>)",
            where=path,
            hint="convert it to text files",
        )
    for number, item in enumerate(items, start=1):
        default_id = path.stem if len(items) == 1 else f"{path.stem}-{number}"
        yield _news_item(item, default_id) if _name(item) == "newsItem" else _tei(item, default_id)


def _news_item(item: Element, default_id: str) -> Article:
    """An article of NewsML-G2 (IPTC), its text in XHTML or NITF."""
    title = _first_text(item, "headline")
    date = _first_text(item, "contentCreated") or _first_text(item, "versionCreated")
    content = _first(item, "contentSet")
    return Article(
        document_id=item.get("guid") or default_id,
        title=title,
        date=iso_date(date),
        source=_first_text(item, "provider") or _first_text(item, "creditline"),
        text=_block_text(content) if content is not None else "",
    )


def _tei(item: Element, default_id: str) -> Article:
    """A TEI document: its header gives title, date and publisher, its body the text."""
    body = _first(item, "body")
    identifier = next((value for name, value in item.attrib.items() if name.endswith("}id")), default_id)
    dates = [element for element in item.iter() if _name(element) == "date"]
    date = next((element.get("when") or _plain(element) for element in dates), None)
    return Article(
        document_id=identifier,
        title=_first_text(item, "title"),
        date=iso_date(date),
        source=_first_text(item, "publisher"),
        text=_block_text(body) if body is not None else "",
    )


def _block_text(element: Element) -> str:
    paragraphs = [_plain(block) for block in _innermost_blocks(element)] or [_plain(element)]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _innermost_blocks(element: Element) -> list[Element]:
    """Blocks without a block inside, in the order of the text; one pass, however deep they are nested."""
    inner, holds_block = [], set()
    parents = {child: parent for parent in element.iter() for child in parent}
    for block in reversed(list(element.iter())):
        is_block = _name(block) in BLOCKS
        if is_block and block not in holds_block:
            inner.append(block)
        if (is_block or block in holds_block) and block in parents:
            holds_block.add(parents[block])
    return inner[::-1]


def _first(element: Element, name: str) -> Element | None:
    return next((child for child in element.iter() if _name(child) == name), None)


def _first_text(element: Element, name: str) -> str | None:
    found = _first(element, name)
    if found is None:
        return None
    return _plain(found) or found.get("literal") or None


def _plain(element: Element) -> str:
    return re.sub(r"[ \t\r\n]+", " ", "".join(element.itertext())).strip()


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]

"""Names, titles and ids that try to be markup, code or templates: they come out as the words that they are."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle, islice
from xml.etree import ElementTree

import pytest

import analysis
from analysis import exporting, figures, reporting

NAMES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    r"$\frac{x$",
    "$x$ {{7*7}} ${7*7} {0} %s",
    "]]> --> </title></style></script><script>alert(1)</script>",
    "\u202eerutnevA\u2066 \ufeff",
    "a\nb\tc",
]
DRAWN = [name for name in figures.__all__ if name not in ("Picture", "voices_together")]


class Markup(HTMLParser):
    """Elements, event handlers and addresses of a page, the words in it, and what its scripts hold."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.handlers, self.addresses, self.scripts, self.words = set(), [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "formaction")]

    def handle_data(self, data):
        (self.scripts if self.lasttag == "script" else self.words).append(data)


@pytest.fixture(scope="module")
def hostile():
    """Annotations whose speakers, targets, ids, titles and outlets are all hostile."""
    pairs = [("Awa Ndour", "Léo Marchetti"), ("Iris Colin", "Basile Orsini"), ("Elsa Faure", "Karim Belot")] * 4
    texts = [
        f"Le pont est une excellente idée, a déclaré la maire {who}. « Le pont est un désastre », a répondu {other}."
        for who, other in pairs
    ]
    notes = analysis.annotate(texts, targets=["le pont"], progress=False)
    names = list(islice(cycle(NAMES), len(texts)))
    ids = dict(zip(notes.documents["document_id"], (f"{n}{name}" for n, name in enumerate(names)), strict=True))
    speakers = {name: f"{hostile} Ndour" for name, hostile in zip(notes.speakers["name"], NAMES, strict=False)}
    frames = {name: getattr(notes, name).copy() for name in ("documents", "sentences", "tokens", "quotes", "topics")}
    for frame in frames.values():
        frame["document_id"] = frame["document_id"].map(ids).astype("str")
    frames["documents"] = frames["documents"].assign(
        title=names, source=names, date=[f"2024-{month:02}-01" for month in range(1, 13)]
    )
    frames["quotes"] = frames["quotes"].assign(speaker=frames["quotes"]["speaker"].map(speakers))
    frames["speakers"] = notes.speakers.assign(name=notes.speakers["name"].map(speakers))
    frames["stances"] = notes.stances.assign(document_id=notes.stances["document_id"].map(ids), target=NAMES[0])
    return replace(notes, **frames)


@pytest.fixture(scope="module")
def pages(hostile, tmp_path_factory):
    """Folder of a report of them, from a corpus with a hostile name."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reporting, "find_notebooks", lambda **_: [])
        corpus = "<script>alert(1)<'\"{{7*7}}"
        index, failures = reporting.write_report(hostile, folder, corpus=corpus)
    assert index.is_file()
    assert failures == []
    return folder


def test_no_page_runs_what_an_article_says(pages):
    found = sorted(pages.rglob("*.html"))
    assert len(found) > 12
    for path in found:
        markup = Markup(path.read_text(encoding="utf-8"))
        assert markup.handlers == []
        assert not any("alert" in script for script in markup.scripts)
        assert "x" not in markup.addresses
        assert not any(address.lower().startswith(("javascript:", "http:", "//")) for address in markup.addresses)
    words = " ".join(Markup((pages / "index.html").read_text(encoding="utf-8")).words)
    assert "{{7*7}}" in words
    assert "49" not in words.split()


def test_data_of_the_tables_are_data(pages):
    for path in sorted((pages / "scripts").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        if text.startswith("verbatimTable("):
            assert json.loads(text.removeprefix("verbatimTable(").rstrip().removesuffix(");"))["rows"]


@pytest.mark.parametrize("name", DRAWN)
def test_labels_of_figures_are_words(hostile, name):
    picture = getattr(figures, name)(hostile)
    assert not picture.empty
    drawing = ElementTree.fromstring(picture.svg())
    assert not [element for element in drawing.iter() if element.tag.endswith(("}script", "}foreignObject", "}a"))]
    markup = Markup(picture._repr_html_())
    assert markup.handlers == []
    assert "script" not in markup.elements


def test_an_article_in_a_notebook_is_words(hostile):
    for document_id in hostile.documents["document_id"]:
        markup = Markup(hostile.show(document_id)._repr_html_())
        assert markup.handlers == []
        assert "script" not in markup.elements


@pytest.mark.parametrize("form", exporting.FORMS)
def test_exports_stay_well_formed(tmp_path, hostile, form):
    exporting.export(hostile, form, tmp_path / "out")
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert written
    for path in written:
        if path.suffix == ".xml":
            ElementTree.parse(path)
        if path.suffix in (".json", ".jsonld"):
            json.loads(path.read_text(encoding="utf-8"))

import re
import shutil
from html.parser import HTMLParser

import pytest

from analysis.reporting import notebooks as notebook_running
from analysis.reporting import write_report

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield browser
        browser.close()


class Links(HTMLParser):
    """All addresses that a page would load or link to, and its event handlers."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.handlers = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("src", "href") and value]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def pages(report):
    return sorted(report.glob("*.html"))


def test_index_opens_with_the_answer(report):
    html = (report / "index.html").read_text(encoding="utf-8")
    assert "speaks most" in html
    assert "John Kerry" in html
    assert '<html lang="en">' in html


def test_one_page_for_each_notebook_linked_from_all(report):
    names = {f"{path.stem}.html" for path in notebook_running.find_notebooks()}
    assert {path.name for path in pages(report)} >= names | {"index.html"}
    for path in pages(report):
        local = {link for link in Links(path.read_text(encoding="utf-8")).found if not link.startswith(("#", "data:"))}
        assert names <= local
        for link in local:
            assert (report / link.partition("#")[0]).is_file(), f"{path.name} links to {link}"


def test_nothing_runs_and_nothing_is_loaded(report):
    for path in pages(report):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert" not in html
        assert Links(html).handlers == []
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


def test_code_is_folded(report):
    html = (report / "03-quotations.html").read_text(encoding="utf-8")
    assert '<details class="code">' in html
    assert '<details class="code" open' not in html


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_in_chromium_without_any_request(report, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    requests, problems = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for path in pages(report):
        page.goto(path.as_uri())
        assert page.title().endswith("Verbatim")
        assert page.locator("h1").count() == 1
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path.name} is wider than a screen of {width}"
    assert [url for url in requests if not url.startswith(("file://", "data:"))] == []
    assert problems == []
    page.close()


def test_failed_notebook_leaves_the_other_pages_intact(tmp_path, repository, small_corpus, monkeypatch):
    import nbformat

    import analysis

    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(repository / "notebooks" / "05-voices.ipynb", folder)
    broken = nbformat.read(repository / "notebooks" / "03-quotations.ipynb", as_version=4)
    broken.cells.insert(-1, nbformat.v4.new_code_cell("undefined_name"))
    nbformat.write(broken, folder / "03-quotations.ipynb")
    monkeypatch.setattr("analysis.reporting.find_notebooks", lambda: sorted(folder.glob("*.ipynb")))
    index, failures = write_report(
        analysis.read_corpus(small_corpus / "hostile.txt"), tmp_path / "out", corpus="hostile.txt"
    )
    [failure] = failures
    assert "03-quotations" in failure
    assert "undefined_name" in failure
    assert "not complete" in index.read_text(encoding="utf-8")
    assert (
        "not complete"
        not in (tmp_path / "out" / "05-voices.html")
        .read_text(encoding="utf-8")
        .partition("<main>")[2]
        .partition("<h2")[0]
    )

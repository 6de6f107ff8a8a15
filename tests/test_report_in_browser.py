"""The report as people meet it: in Chromium, from disk, with the network cut."""

import csv
import io
import json
import re
import shutil
import time

import pandas as pd
import pytest
from playwright.sync_api import expect, sync_playwright

import analysis
from analysis.reporting.articles import write_articles
from analysis.reporting.overview import write_overview
from analysis.reporting.site import Page, Site
from analysis.reporting.tables import write_tables
from analysis.wording import wording

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
MANY = 2000
SECONDS_TO_FIRST_PAGE = 2.0


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """A page that fails the test if anything is asked from a network, or the console tells of an error."""
    context = browser.new_context(offline=True, accept_downloads=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    requests, problems = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert [url for url in requests if not url.startswith(("file://", "data:", "blob:"))] == []
    assert problems == []
    context.close()


def chosen_pages(report):
    """All pages, but of the articles only the first two."""
    return [*sorted(report.glob("*.html")), *sorted((report / "articles").glob("*.html"))[:2]]


def opened(page, path):
    page.goto(path.as_uri())
    if page.locator("#table").count():
        page.locator("#table[data-ready]").wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_the_screen(report, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for path in chosen_pages(report):
        opened(page, path)
        assert page.title().endswith("Verbatim")
        assert page.locator("h1").count() == 1
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path.name} is wider than a screen of {width}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation(report, page, theme):
    page.emulate_media(color_scheme=theme)
    found = {}
    for path in chosen_pages(report):
        opened(page, path)
        if broken := violations(page):
            found[path.name] = broken
    assert found == {}


def violations(page):
    """What axe-core has to say against an open page: rule, impact, number of places, and the first of them."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags}).response["violations"]
    return [(rule["id"], rule["impact"], len(rule["nodes"]), rule["nodes"][0]["html"][:200]) for rule in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_comparison_is_accessible_and_fits_the_screen(compared, page, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    opened(page, compared / "comparison.html")
    assert page.locator("nav [aria-current=page]").inner_text() == "Comparison"
    assert page.locator("figure img").count() >= 4
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert violations(page) == []


def test_an_article_by_keyboard(report, page):
    opened(page, report / "articles" / "seed-000.html")
    focused = "document.activeElement.closest('mark')?.id"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("n")
    assert page.evaluate(focused) == "q0"
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.evaluate(focused) == "q1"
    panel = page.locator("#panel-details").inner_text()
    for name in ("speaker", "type", "confidence", "construction", "stance"):
        assert name in panel
    page.locator("#keys").uncheck()
    page.keyboard.press("n")
    assert page.evaluate(focused) is None
    page.locator("button[data-voice='John Kerry']").focus()
    page.keyboard.press("Enter")
    kerry = page.locator("mark[data-speaker='John Kerry']").count()
    assert page.locator("mark.chosen").count() == kerry > 0
    page.keyboard.press("Escape")
    assert page.locator("mark.chosen").count() == 0


def test_a_click_on_a_quotation_highlights_its_speaker(report, page):
    opened(page, report / "articles" / "seed-000.html")
    place = page.evaluate("(({x, y}) => ({x, y}))(document.querySelector('#q0').getClientRects()[0])")
    page.mouse.click(place["x"] + 6, place["y"] + 6)
    assert page.locator("mark.chosen").count() == page.locator("mark[data-speaker='John Kerry']").count()
    page.locator("mark[data-speaker='John Kerry']").last.hover()
    assert "John Kerry" in page.locator("#panel-details").inner_text()


def test_a_link_from_the_table_leads_to_the_quotation(report, page):
    opened(page, report / "quotations.html")
    page.locator("#table .tabulator-row a").first.click()
    expect(page.locator("mark:focus-within")).to_have_count(1)


def test_search_filter_and_sort(report, page):
    opened(page, report / "quotations.html")
    rows, status = page.locator("#table .tabulator-row"), page.locator("#table-status")
    total = len(analysis.load(report / "tables").quotes)
    assert status.inner_text() == f"{total} of {total} rows"
    page.locator("#table-search").fill("KERRY")
    expect(status).not_to_have_text(re.compile(rf"^{total} of"))
    assert "Kerry" in rows.first.inner_text()
    page.locator("#table-search").fill("no such words")
    expect(status).to_have_text(re.compile("^0 of"))
    page.locator("#table-search").fill("")
    expect(status).to_have_text(re.compile(rf"^{total} of"))
    page.locator("#table-filters select").first.select_option("direct")
    assert all("direct" in text for text in rows.all_inner_texts())
    page.locator("button.sort", has_text="confidence").focus()
    page.keyboard.press("Enter")
    assert page.locator(".tabulator-col[aria-sort=ascending]").inner_text().strip() == "confidence"


def test_unsure_quotations_are_filtered_by_a_slider(report, page):
    confidences = analysis.load(report / "tables").quotes["confidence"]
    opened(page, report / "quotations.html")
    slider, status = page.get_by_label("confidence at least"), page.locator("#table-status")
    slider.focus()
    page.keyboard.press("End")
    expect(status).to_have_text(re.compile("^0 of"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#confidence-value")).to_have_text("0.95")
    expect(status).to_have_text(f"{(confidences >= 0.95).sum()} of {len(confidences)} rows")
    assert page.url.endswith("#confidence=0.95")
    page.reload()
    expect(slider).to_have_value("0.95")
    expect(status).to_have_text(f"{(confidences >= 0.95).sum()} of {len(confidences)} rows")
    page.goto((report / "articles.html").as_uri())
    assert not page.get_by_label("confidence at least").count()


def test_unsure_quotations_of_an_article_become_plain_words(report, page):
    quotes = analysis.load(report / "tables").quotes.query("document_id == 'seed-000'")
    threshold = 0.9
    sure, all_of_them = int((quotes["confidence"] >= threshold).sum()), len(quotes)
    assert 0 < sure < all_of_them
    opened(page, report / "articles" / "seed-000.html")
    page.get_by_label("confidence at least").fill(str(threshold))
    expect(page.locator("#confidence-status")).to_have_text(f"{sure} of {all_of_them} quotations are this sure")
    assert page.locator("tr[data-confidence]:visible").count() == sure
    assert page.locator("mark.unsure .verbatim-label:visible").count() == 0
    visited = set()
    for _ in range(all_of_them):
        page.keyboard.press("n")
        visited.add(page.evaluate("document.activeElement.closest('mark').id"))
    assert visited == {f"q{number}" for number in quotes.loc[quotes["confidence"] >= threshold, "quote_id"]}
    assert violations(page) == []
    opened(page, report / "articles" / "seed-000.html")
    page.goto((report / "articles" / "seed-000.html").as_uri() + f"#confidence={threshold}")
    assert page.locator("tr[data-confidence]:visible").count() == sure


def test_downloads_are_whole_and_safe_in_spreadsheets(tmp_path, page):
    texts = ["=1+1 dit la maire.\n\n« -2 degrés suffisent », a dit la maire Awa Ndour."]
    site = small_site(tmp_path, analysis.annotate(texts))
    opened(page, site / "quotations.html")
    with page.expect_download() as saved:
        page.locator("#table-csv").click()
    content = saved.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert rows
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert any(row["text"].startswith("'-2 degrés") for row in rows)
    with page.expect_download() as saved:
        page.locator("#table-json").click()
    assert any(row["text"].startswith("-2 degrés") for row in json.loads(saved.value.path().read_text("utf-8")))


def test_without_javascript_the_words_are_there(report, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report / "quotations.html").as_uri())
    assert page.locator("table tbody tr").count() > 5
    assert page.locator(".without-script").is_visible()
    page.goto((report / "articles" / "seed-000.html").as_uri())
    page.locator("mark a").first.click()
    assert page.url.endswith("#details-0")
    assert not page.locator("#keys").is_visible()
    context.close()


def test_print_has_the_words_and_no_tools(report, page):
    opened(page, report / "articles" / "seed-000.html")
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert not page.locator("button[data-step]").first.is_visible()
    assert page.locator("mark").first.is_visible()


def test_two_thousand_articles_stay_usable(tmp_path, page, seed_notes):
    site = small_site(tmp_path, multiplied(seed_notes, MANY))
    assert len(list((site / "articles").glob("*.html"))) == MANY
    for name in ("index", "articles", "quotations", "speakers"):
        assert (site / f"{name}.html").stat().st_size < 300_000
        started = time.perf_counter()
        opened(page, site / f"{name}.html")
        assert time.perf_counter() - started < SECONDS_TO_FIRST_PAGE * (1 if name == "index" else 4), name
    opened(page, site / "articles.html")
    assert page.locator(".tabulator-row").count() == 25
    page.locator("#table-search").fill("seed-1234")
    expect(page.locator(".tabulator-row")).to_have_count(1)
    page.locator(".tabulator-row a").first.click()
    expect(page.locator("mark").nth(3)).to_be_visible()


def small_site(folder, notes):
    """All pages but those of the notebooks."""
    menu = [Page(f"{name}.html", name, short=name) for name in ("index", "articles", "quotations", "speakers")]
    site = Site(folder, "many", wording("en"), menu, "seal")
    write_articles(notes, site)
    write_tables(notes, site)
    write_overview(notes, site, notebooks=[])
    return folder


def multiplied(notes, times):
    """The annotations of one article as those of many."""
    tables = {}
    for name in ("documents", "quotes", "topics", "stances"):
        table = getattr(notes, name)
        copies = pd.concat([table] * times, ignore_index=True)
        ids = [f"seed-{number:04}" for number in range(times) for _ in range(len(table))]
        tables[name] = copies.assign(document_id=pd.array(ids, dtype=table["document_id"].dtype))
    speakers = notes.speakers.assign(n_quotes=notes.speakers["n_quotes"] * times)
    return analysis.annotations.Annotations(
        sentences=notes.sentences, tokens=notes.tokens, speakers=speakers, run=notes.run, **tables
    )

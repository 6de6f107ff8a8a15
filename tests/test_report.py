import itertools
import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest

import analysis
from analysis import figures, reading
from analysis.errors import InputError
from analysis.figures.picture import PALETTE
from analysis.lexicons import read_lexicon
from analysis.reporting import notebooks as notebook_running
from analysis.reporting import write_report
from analysis.reporting.articles import article_files, write_articles
from analysis.reporting.overview import write_overview
from analysis.reporting.site import Page, Site
from analysis.reporting.tables import write_tables
from analysis.tables import make_table
from analysis.wording import LANGUAGES, wording

# Largest page, in bytes.
LARGEST_PAGE = 300_000


class Links(HTMLParser):
    """All addresses that a page would load or link to, its event handlers, and the ids in it."""

    def __init__(self, html):
        super().__init__()
        self.found, self.handlers, self.ids = [], [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("src", "href") and value]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.ids |= {value for name, value in attrs if name == "id"}


def pages(report):
    return sorted(report.rglob("*.html"))


def read(path):
    return path.read_text(encoding="utf-8")


def test_index_opens_with_the_answer(report):
    html = read(report / "index.html")
    assert "speaks most" in html
    assert "John Kerry" in html
    assert html.index("speaks most") < html.index("<figure")
    assert '<html lang="en">' in html


def test_one_page_for_each_notebook_linked_from_all(report):
    found = [*notebook_running.find_notebooks(), *notebook_running.find_notebooks(on_gold=True)]
    names = {f"{path.stem}.html" for path in found}
    assert {path.name for path in report.glob("*.html")} >= names | {"index.html", "articles.html", "speakers.html"}
    for path in pages(report):
        assert names <= {link.removeprefix("../") for link in Links(read(path)).found}


def test_every_link_leads_somewhere(report):
    ids = {path.resolve(): Links(read(path)).ids for path in pages(report)}
    for path in pages(report):
        for link in Links(read(path)).found:
            if link.startswith("data:"):
                continue
            file, _, fragment = link.partition("#")
            target = (path.parent / file).resolve() if file else path.resolve()
            assert target.is_file(), f"{path.name} links to {link}"
            assert not fragment or fragment in ids[target], f"{path.name} links to {link}"


def test_nothing_of_the_articles_runs_and_nothing_is_loaded(report):
    for path in pages(report):
        html = read(path)
        assert "<script>alert" not in html
        assert Links(html).handlers == []
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
        assert "default-src 'none'" in unescape(html)


def test_pages_are_small(report):
    sizes = {path: path.stat().st_size for path in pages(report)}
    assert {path.name: size for path, size in sizes.items() if size > LARGEST_PAGE} == {}


def test_code_is_folded(report):
    html = read(report / "03-quotations.html")
    assert '<details class="code">' in html
    assert '<details class="code" open' not in html


def test_failed_notebook_leaves_the_other_pages_intact(tmp_path, repository, small_corpus, monkeypatch):
    import shutil

    import nbformat

    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(repository / "notebooks" / "05-voices.ipynb", folder)
    broken = nbformat.read(repository / "notebooks" / "03-quotations.ipynb", as_version=4)
    broken.cells.insert(-1, nbformat.v4.new_code_cell("undefined_name"))
    nbformat.write(broken, folder / "03-quotations.ipynb")
    monkeypatch.setattr("analysis.reporting.find_notebooks", lambda **_: sorted(folder.glob("*.ipynb")))
    notes = analysis.annotate(analysis.read_corpus(small_corpus / "hostile.txt"))
    index, [failure] = write_report(notes, tmp_path / "out", corpus="hostile.txt", language="fr")
    assert "03-quotations" in failure
    assert "undefined_name" in failure
    assert "incomplète" in read(index)
    assert 'lang="fr"' in read(index)
    assert "incomplète" in read(tmp_path / "out" / "03-quotations.html").partition("<h1")[0]
    voices = read(tmp_path / "out" / "05-voices.html")
    assert "incomplète" not in voices.partition("<h2")[0]
    assert "<h1>Qui dit quoi, et sur quoi ?" in unescape(re.sub(r"(<h1)[^>]*", r"\1", voices)).replace("\u00a0", " ")
    assert re.search(r"<th>citation</th>.*<td>directe</td>", voices, flags=re.DOTALL)
    assert "<th>text</th>" not in voices
    assert "1</b><br/>citation<" in voices
    assert " · directe · " in voices, "what a mark says of its quotation"


@pytest.fixture(scope="module")
def crowd():
    """Sixty articles with dates, outlets and speakers on both sides of one question."""
    rows = []
    for number in range(60):
        who, other = (("Awa Ndour", "Léo Marchetti"), ("Iris Colin", "Basile Orsini"))[number % 2]
        text = (
            f"Le pont numéro {number}\n\nLe pont est une excellente idée, a déclaré la maire {who}. "
            f"« Le pont est un désastre », a répondu {other}, président du comité.\n"
        )
        rows.append((f"a{number}", f"2024-{1 + number % 12:02}-03", "Le Phare" if number % 3 else "L'Écluse", text))
    articles = pd.DataFrame(rows, columns=["document_id", "date", "source", "text"])
    return analysis.annotate(articles, targets=["le pont"], progress=False)


def test_oppositions_name_both_sides(crowd):
    table = reading.oppositions(crowd, threshold=0.0)
    for row in table.to_dict("records"):
        assert row["favour"]
        assert row["against"]
        assert not set(row["favour"]) & set(row["against"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in figures.__all__ if name not in ("Picture", "voices_together")])
def test_figures_have_titles_labels_and_data(crowd, name, language):
    picture = getattr(figures, name)(crowd, language=language)
    assert not picture.empty
    axes = picture.figure.axes[0]
    assert axes.get_title(loc="left")
    assert name == "voices_network" or axes.get_xlabel()
    assert len(picture.data)
    assert picture.svg() == getattr(figures, name)(crowd, language=language).svg()
    html = picture._repr_html_()
    assert f'alt="{picture.caption}"'.replace("'", "&#x27;") in html
    assert "<details>" in html


@pytest.mark.parametrize("name", [name for name in figures.__all__ if name not in ("Picture", "voices_together")])
@pytest.mark.parametrize("text", ["", "Le pont est fermé."])
def test_figures_of_next_to_nothing_say_so(name, text):
    picture = getattr(figures, name)(analysis.annotate([text]))
    assert picture.caption in picture._repr_html_().replace("&#x27;", "'")


def test_neighbouring_colours_differ_in_grey():
    from matplotlib.colors import to_rgb

    greys = [
        sum(part * weight for part, weight in zip(to_rgb(colour), (0.3, 0.59, 0.11), strict=True))
        for colour in PALETTE[:3]
    ]
    assert all(abs(one - other) > 0.08 for one, other in itertools.pairwise(greys))


def test_interface_speaks_both_languages():
    english, french = (wording(language)._phrases for language in LANGUAGES)
    assert english.keys() == french.keys()
    for key, words in english.items():
        assert words
        assert french[key]
        assert set(re.findall(r"{\w+}", words)) == set(re.findall(r"{\w+}", french[key])), key
    with pytest.raises(InputError, match="speaks en and fr"):
        wording("de")


def test_no_key_of_the_interface_stands_twice():
    """A second line of a key would silently replace the words of the first."""
    keys = [row[0] for row in read_lexicon("interface")]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_no_french_line_begins_with_a_high_mark():
    for words in wording("fr")._phrases.values():
        assert not re.search(r" [:;?!»]|« ", words)
    assert wording("fr")("question", corpus="x").endswith("x\u00a0?")


def test_a_figure_in_a_page_is_hardly_larger_than_the_drawing(crowd):
    picture = figures.voices_network(crowd)
    assert len(picture.image_html()) < 1.25 * len(picture.svg())


def test_ids_become_safe_files():
    ids = ["a", "A", "../../etc/passwd", "con", "index", "é" * 300, "a b", "<b>", ""]
    files = article_files(ids)
    assert len({file.lower() for file in files.values()}) == len(ids)
    assert all(re.fullmatch(r"articles/[a-z0-9-]{1,80}\.html", file) for file in files.values())


def test_a_very_long_article_is_cut_into_pages(tmp_path):
    text = "Titre\n\n" + "« Le pont tiendra », a dit la maire Awa Ndour devant les élus.\n" * 2500
    notes = analysis.annotate([text], progress=False)
    site = Site(tmp_path, "long", wording("en"), [Page("index.html", "x", short="x")], "seal")
    write_articles(notes, site)
    parts = sorted((tmp_path / "articles").glob("*.html"))
    assert len(parts) > 2
    assert max(path.stat().st_size for path in parts) < LARGEST_PAGE
    assert "Part 2 of" in read(tmp_path / "articles" / "text-1-2.html")


def test_half_a_surrogate_pair_does_not_break_a_page(tmp_path):
    documents = make_table("documents", [{"document_id": "a", "text": "Le pont."}])
    notes = analysis.annotate(documents)
    site = Site(tmp_path, "broken", wording("en"), [], "seal")
    write_articles(notes, site)
    assert site.put("x.html", "\ud800") == tmp_path / "x.html"


def test_data_files_hold_all_rows(report):
    assert len(data_of(report, "quotations")) == len(analysis.load(report / "tables").quotes)


def first_page(folder, notes, language="en"):
    """Words of the first page, without tags and hard spaces."""
    site = Site(folder, "ties", wording(language), [], "seal")
    html = read(write_overview(notes, site, notebooks=[]))
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")


def heard(*counts):
    """Notes of articles in which a first speaker has so many quotations, a second one so many, …"""
    names = ["Awa Ndour", "Léo Marchetti", "Iris Colin", "Basile Orsini", "Nour Belkacem", "Tom Quéré"]
    texts = [
        f"« Le pont numéro {number} tiendra », a dit {name}."
        for name, count in zip(names, counts, strict=False)
        for number in range(count)
    ]
    return analysis.annotate(texts, progress=False)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((2, 1), "Awa Ndour speaks most, with 2 quotations; then Léo Marchetti (1)."),
        ((2, 2, 1), "Awa Ndour and Léo Marchetti speak most, with 2 quotations each; then Iris Colin (1)."),
        ((1, 1), "Awa Ndour and Léo Marchetti are the only speakers who are named, with 1 quotation each."),
        ((2, 1, 1, 1, 1, 1), "then Léo Marchetti (1), Iris Colin (1), Basile Orsini (1) and 2 more with as many."),
        ((1, 1, 1, 1, 1), "Awa Ndour, Léo Marchetti, Iris Colin and 2 more are the only speakers who are named"),
    ],
)
def test_the_first_page_says_who_ties(tmp_path, counts, told):
    assert told in first_page(tmp_path, heard(*counts))


def test_outlets_that_tie_are_counted(tmp_path):
    notes = heard(1, 1, 1, 1, 1)
    notes = replace(notes, documents=notes.documents.assign(source=list("ABCDE")))
    assert "5 outlets; most from A (1), B (1), C (1) and 2 more with as many." in first_page(tmp_path, notes)


@pytest.fixture
def several_sides():
    """Notes of one article: a quotation with three targets, one of them undecided, and a quotation with none."""
    text = "« Le pont plaira, la digue non, le port un jour », a dit Awa Ndour. Selon elle, il pleut."
    notes = analysis.annotate(text)
    first, *_ = notes.quotes["quote_id"]
    sides = [("le port", "neutral", 0.4), ("le pont", "favour", 0.9), ("la digue", "against", 0.7)]
    rows = [
        {"document_id": "text-1", "quote_id": first, "target": target, "stance": stance, "probability": probability}
        for target, stance, probability in sides
    ]
    return replace(notes, stances=make_table("stances", rows))


def data_of(folder, name):
    """Rows of the data file of a table, as dicts."""
    script = read(folder / "scripts" / f"{name}.js")
    content = json.loads(script.removeprefix("verbatimTable(").rstrip().removesuffix(");"))
    names = [column["name"] for column in content["columns"]]
    return [dict(zip(names, row, strict=True)) for row in content["rows"]]


@pytest.mark.parametrize(("language", "undecided"), [("en", "undecided"), ("fr", "indéterminé")])
def test_a_quotation_shows_all_its_stances_and_the_undecided_ones_as_such(tmp_path, several_sides, language, undecided):
    say = wording(language)
    site = Site(tmp_path, "sides", say, [], "seal")
    write_tables(several_sides, site)
    write_articles(several_sides, site)
    first, second = data_of(tmp_path, "quotations")
    assert first["target"] == ["le pont", "la digue", "le port"]
    assert first["stance"] == [say("favour"), say("against"), undecided]
    assert first["probability"] == [0.9, 0.7, 0.4]
    assert second["target"] is None
    article = unescape(read(tmp_path / "articles" / "text-1.html"))
    for page in (unescape(read(tmp_path / "quotations.html")), article):
        for line in first["stances"]:
            assert line in page
        assert say.percent(2 / 3) in page
        assert undecided in page


def test_tables_without_a_stance_say_nothing_of_them(tmp_path, several_sides):
    notes = replace(several_sides, stances=make_table("stances", []))
    write_tables(notes, Site(tmp_path, "none", wording("en"), [], "seal"))
    assert [row["stances"] for row in data_of(tmp_path, "quotations")] == [None, None]
    assert "undecided" not in read(tmp_path / "quotations.html")

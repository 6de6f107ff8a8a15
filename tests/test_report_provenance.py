"""What the first page of a report says of its making: what was read, what was not, and with which parameters."""

import re
import warnings
from html import unescape

import pytest

import analysis
from analysis import commands, reporting

ENGLISH = "The mayor said on Monday that the bridge would stay closed until the end of the summer, as it was unsafe."
FRENCH = "« Le pont {n} tiendra », a dit la maire Awa Ndour. Selon Léo Marchetti, la digue {n} cédera avant mai."

pytestmark = pytest.mark.filterwarnings("ignore::analysis.errors.InputWarning")


@pytest.fixture
def corpus(tmp_path):
    """Two articles, one in English, one without words, and a file that is no text."""
    folder = tmp_path / "gazette"
    folder.mkdir()
    for number in range(2):
        (folder / f"a{number}.txt").write_text(FRENCH.format(n=number), encoding="utf-8")
    (folder / "english.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "empty.txt").write_text(" ", encoding="utf-8")
    (folder / "image.txt").write_bytes(bytes(range(256)) * 10)
    return folder


@pytest.fixture
def run(monkeypatch):
    """Runs a command here, its reports without notebooks; gives the code with which it ends."""
    monkeypatch.setattr(reporting, "find_notebooks", lambda **_: [])

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["analysis", *map(str, arguments)])
        with warnings.catch_warnings(), pytest.raises(SystemExit) as ended:
            commands.main()
        return ended.value.code or 0

    return run


def facts(report):
    """Name → value of the block on the first page."""
    html = (report / "index.html").read_text(encoding="utf-8")
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(?:<code>)?(.*?)(?:</code>)?</dd>", html)
    return {unescape(name): unescape(value) for name, value in pairs}


def test_the_first_page_says_how_the_report_was_made(tmp_path, corpus, run):
    assert run("report", corpus, "--output", tmp_path / "out") == 0
    told, made = facts(tmp_path / "out"), analysis.load(tmp_path / "out/tables").run
    assert told["corpus"] == "gazette"
    assert told["articles"] == "read and annotated: 3 (not French: 1); set aside: 1 empty, 1 unreadable"
    assert told["dates"] == "none is dated"
    assert told["command"] == f"python -m analysis report {corpus} --output {tmp_path / 'out'}"
    assert analysis.__version__ in told["versions"]
    for name, key in (("articles", "articles_sha256"), ("models and lexicons", "knowledge_sha256")):
        assert made["identity"][key].startswith(told[f"checksum of {'the ' * (name == 'articles')}{name}"])


def test_what_was_not_read_is_listed_with_reasons(tmp_path, corpus, run):
    run("report", corpus, "--output", tmp_path / "out")
    index = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert '<a href="set-aside.html">' in index
    page = (tmp_path / "out/set-aside.html").read_text(encoding="utf-8")
    for words in ("empty", "image.txt", "not a text file", '<a href="articles/english.html">', "does not look French"):
        assert words in page
    for path in corpus.glob("[ei]*.txt"):
        path.unlink()
    run("report", corpus, "--output", tmp_path / "out")
    assert "set-aside" not in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out/set-aside.html").exists()


def test_unsure_quotations_are_left_out_and_the_first_page_says_so(tmp_path, corpus, run):
    tables = tmp_path / "tables"
    run("annotate", corpus, "--output", tables)
    found = analysis.load(tables).quotes["confidence"].sort_values().tolist()
    threshold = round((found[1] + found[2]) / 2, 4)
    assert run("report", tables, "--output", tmp_path / "out", "--min-confidence", threshold) == 0
    assert len(analysis.load(tmp_path / "out/tables").quotes) == len(found) - 2
    index = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert f"{len(found) - 2} of {len(found)}" in index.partition("</div>")[0].replace("\u00a0", " ")
    assert f"confidence ≥ {threshold:.2f}" in facts(tmp_path / "out")["parameters"]
    assert run("export", tables, "--to", "brat", "--output", tmp_path / "brat", "--min-confidence", threshold) == 0
    exported = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "brat").glob("*.ann"))
    assert len(re.findall(r"^T\d+\tQuot", exported, re.MULTILINE)) == len(found) - 2


def test_unsure_quotations_of_the_tables_themselves_are_not_lost(tmp_path, corpus, run, capsys):
    run("annotate", corpus, "--output", tmp_path / "out/tables")
    before = (tmp_path / "out/tables/quotes.parquet").read_bytes()
    assert run("report", tmp_path / "out/tables", "--output", tmp_path / "out", "--min-confidence", 0.9) == 2
    assert "give another --output" in capsys.readouterr().err
    assert (tmp_path / "out/tables/quotes.parquet").read_bytes() == before


def test_tables_stand_for_their_articles(tmp_path, corpus, run, monkeypatch):
    tables = tmp_path / "tables"
    run("annotate", corpus, "--output", tables)
    monkeypatch.setattr("analysis.reporting.corpora.annotate_corpus", lambda *_, **__: pytest.fail("annotated anew"))
    assert run("report", tables, "--output", tmp_path / "out") == 0
    told = facts(tmp_path / "out")
    assert told["corpus"] == "gazette"
    assert "1 empty, 1 unreadable" in told["articles"]


def test_tables_made_otherwise_or_of_two_corpora_are_refused(tmp_path, corpus, run, capsys):
    tables, targets = tmp_path / "tables", tmp_path / "targets.yaml"
    run("annotate", corpus, "--output", tables)
    targets.write_text("targets:\n- name: le pont\n", encoding="utf-8")
    assert run("report", tables, "--output", tmp_path / "out", "--targets", targets) == 2
    assert "made with other targets" in capsys.readouterr().err
    assert run("report", tables, corpus, "--output", tmp_path / "out") == 2
    assert "tables cannot be compared" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_report_merges_speakers_and_takes_two_workers(tmp_path, corpus, run):
    corrections = tmp_path / "speakers.csv"
    corrections.write_text("document_id,name,speaker_id\n,Awa Ndour,same\n,Léo Marchetti,same\n", encoding="utf-8")
    code = run("report", corpus, "--output", tmp_path / "out", "--speaker-corrections", corrections, "--workers", 2)
    assert code == 0
    assert set(analysis.load(tmp_path / "out/tables").quotes["speaker_id"].dropna()) == {"same"}
    assert "speakers corrected by a file" in facts(tmp_path / "out")["parameters"]

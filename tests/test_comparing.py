"""Two corpora beside each other: the numbers, the page, and the command."""

import json
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.annotations import Annotations
from analysis.comparing import differences, names_of, read_corpora, telling_words_of_each
from analysis.errors import InputError
from analysis.evaluation.intervals import unpaired_difference
from analysis.reporting.comparison import SECTIONS, write_comparison
from analysis.reporting.site import Page, Site
from analysis.tables import make_table
from analysis.wording import LANGUAGES, wording

CUES = {"phare": ("affirmé", "affirmer"), "ecluse": ("prétendu", "prétendre")}


def made(per_article, *, articles=30):
    """Tables of two corpora whose articles hold so many quotations, all of a woman in one and of a man in the other."""
    tables = {name: [] for name in ("documents", "tokens", "quotes", "topics", "stances")}
    for corpus, number in per_article.items():
        for article in range(articles):
            key = {"document_id": f"{corpus}-{article}"}
            tables["documents"].append(key | {"text": "", "corpus": corpus})
            tables["topics"].append(key | {"topic_id": "medtop:11000000", "probability": 1.0, "rank": 1})
            for quote in range(number):
                place = {"start": 20 * quote, "end": 20 * quote + 10}
                cue = {"cue": CUES[corpus][0], "cue_start": 20 * quote + 11, "cue_end": 20 * quote + 18}
                who = {"speaker_id": corpus, "speaker": corpus.title(), "text": f"le port de {corpus}"}
                kind = "direct" if quote % 2 else "indirect"
                tables["quotes"].append(key | place | cue | who | {"quote_id": quote, "type": kind})
                lemma = {"lemma": CUES[corpus][1], "pos": "VERB"}
                tables["tokens"].append(
                    key | lemma | {"token_id": quote, "start": 20 * quote + 11, "end": cue["cue_end"]}
                )
                side = "favour" if corpus == "phare" else "against"
                tables["stances"].append(
                    key | {"quote_id": quote, "target": "le pont", "stance": side, "probability": 1.0}
                )
    speakers = [
        {"speaker_id": name, "name": name.title(), "kind": "person", "gender": gender, "n_quotes": articles * number}
        for (name, number), gender in zip(per_article.items(), ("female", "male"), strict=True)
    ]
    frames = {name: make_table(name, rows) for name, rows in tables.items()}
    frames["documents"] = frames["documents"].assign(corpus=[row["corpus"] for row in tables["documents"]])
    return Annotations(sentences=make_table("sentences", []), speakers=make_table("speakers", speakers), **frames)


@pytest.fixture(scope="module")
def notes():
    return made({"phare": 2, "ecluse": 3})


def row(table, group, name):
    [found] = table[(table["group"] == group) & (table["name"] == name)].to_dict("records")
    return found


def test_numbers_of_both_and_their_difference(notes):
    table = differences(notes)
    rate = row(table, "rate", "per article")
    assert (rate["a"], rate["b"], rate["difference"]) == (2, 3, 1)
    assert (rate["low"], rate["high"], rate["clear"]) == (1, 1, True)
    direct = row(table, "types", "direct")
    assert (direct["n_a"], direct["of_a"], direct["n_b"], direct["of_b"]) == (30, 60, 30, 90)
    assert direct["difference"] == pytest.approx(1 / 3 - 1 / 2)
    women = row(table, "women", "female")
    assert (women["a"], women["b"], women["clear"]) == (1, 0, True)
    assert not row(table, "topics", "medtop:11000000")["clear"]
    assert row(table, "cues", "prétendre")["b"] == row(table, "cues", "affirmer")["a"] == 1
    assert row(table, "voices", "Phare")["difference"] == -1


def test_stances_are_compared_towards_shared_targets_only(notes):
    assert "stances" in set(differences(notes)["group"])
    assert (row(differences(notes), "stances", "le pont")["a"], row(differences(notes), "stances", "le pont")["b"]) == (
        1,
        -1,
    )
    of_one = notes.stances["document_id"].str.startswith("phare")
    alone = Annotations(**{**vars(notes), "stances": notes.stances[of_one]})
    assert "stances" not in set(differences(alone)["group"])


def test_undecided_stances_are_not_compared(notes):
    unsure = Annotations(**{**vars(notes), "stances": notes.stances.assign(probability=0.4)})
    assert "stances" not in set(differences(unsure)["group"])


def test_the_same_seed_gives_the_same_intervals(notes):
    pd.testing.assert_frame_equal(differences(notes, seed=3), differences(notes, seed=3))


def test_few_articles_have_no_interval():
    table = differences(made({"phare": 2, "ecluse": 3}, articles=4))
    assert table["low"].isna().all()
    assert not table["clear"].any()


def test_without_quotations_there_is_little_to_compare():
    table = differences(made({"phare": 0, "ecluse": 2}))
    assert set(table["group"]) == {"rate", "topics"}


def test_intervals_hold_a_true_difference_and_see_chance():
    draw = np.random.default_rng(5)
    held, clear = 0, 0
    for seed in range(60):
        a, b = draw.poisson(2.0, (40, 1)), draw.poisson(2.5, (60, 1))
        ends = unpaired_difference(a, b, lambda sums: sums, seed=seed)
        low, high = ends["low"][0], ends["high"][0]
        held += low <= 60 * 2.5 - 40 * 2.0 <= high
        clear += low > 0
    assert held >= 52
    assert clear >= 52


def test_intervals_of_what_has_no_meaning_are_null():
    ends = unpaired_difference(np.zeros((9, 1)), np.ones((9, 1)), lambda sums: sums * np.nan)
    assert np.isnan(ends["low"]).all()
    assert np.isnan(ends["high"]).all()


def test_telling_words(notes):
    words = telling_words_of_each(notes)
    assert dict(zip(words["corpus"], words["word"], strict=True)) == {"phare": "phare", "ecluse": "ecluse"}


def test_corpora_are_told_apart(tmp_path):
    for year in ("2019", "2020"):
        folder = tmp_path / year / "phare"
        folder.mkdir(parents=True)
        (folder / "same.txt").write_text("Le pont tiendra, a dit la maire.", encoding="utf-8")
        (folder / f"only-{year}.txt").write_text("Le pont tiendra, a dit le préfet.", encoding="utf-8")
    articles = read_corpora([tmp_path / "2019/phare", tmp_path / "2020/phare"])
    assert articles["document_id"].tolist() == ["only-2019", "2019/phare/same", "only-2020", "2020/phare/same"]
    assert articles["corpus"].tolist() == ["2019/phare"] * 2 + ["2020/phare"] * 2
    assert "corpus" not in read_corpora([tmp_path / "2019/phare"])


def test_one_or_two_corpora_that_differ():
    with pytest.raises(InputError, match="reads one corpus or compares two"):
        names_of(["a", "b", "c"])
    with pytest.raises(InputError, match="both corpora are the same"):
        names_of(["a", "b/../a"])


def test_three_corpora_are_one_line_and_exit_code_2(tmp_path):
    command = [sys.executable, "-m", "analysis", "report", "a", "b", "c", "--output", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("error: 3 corpora")


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_tells_in_sentences_then_figure_then_table(tmp_path, notes, language):
    say = wording(language)
    site = Site(tmp_path, "both", say, [Page("comparison.html", "x", short="x")], "seal")
    html = write_comparison(notes, site).read_text(encoding="utf-8")
    for key in SECTIONS:
        assert say(key) in html
    section = html[html.index('id="measured-how"') : html.index('id="measured-kinds"')]
    assert section.index("<p>") < section.index("<figure") < section.index("<table")
    assert re.search(
        r'<tr class="clear"><th scope="row">[^<]+</th><td>50.?% \(30/60\)</td><td>33.?% \(30/90\)', section
    )
    assert ("−16.7" if language == "en" else "−16,7") in section


def test_differences_are_there_to_download(tmp_path, notes):
    names = {"phare": "=phare", "ecluse": "écluse"}
    documents = notes.documents.assign(corpus=notes.documents["corpus"].map(names))
    notes = Annotations(**{**vars(notes), "documents": documents})
    html = write_comparison(notes, Site(tmp_path, "both", wording("fr"), [], "seal")).read_text(encoding="utf-8")
    told = differences(notes)
    rows = json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))
    assert [(row["group"], row["name"], row["difference"]) for row in rows] == [
        tuple(row) for row in told[["group", "name", "difference"]].itertuples(index=False)
    ]
    assert {row["corpus_a"] for row in rows} == {"=phare"}
    content = (tmp_path / "comparison.csv").read_bytes()
    assert content.startswith("\ufeff".encode())
    table = pd.read_csv(tmp_path / "comparison.csv", encoding="utf-8-sig")
    assert len(table) == len(told)
    assert set(table["corpus_a"]) == {"'=phare"}
    assert table["difference"].min() < 0
    for ending in ("csv", "json"):
        assert f'<a href="comparison.{ending}" download>' in html


def test_articles_of_others_cannot_break_the_page(tmp_path, notes):
    hostile = {"phare": "<b>&", "ecluse": "$x$"}
    documents = notes.documents.assign(corpus=notes.documents["corpus"].map(hostile))
    site = Site(tmp_path, "both", wording("en"), [], "seal")
    html = write_comparison(Annotations(**{**vars(notes), "documents": documents}), site).read_text(encoding="utf-8")
    assert "<b>&<" not in html
    assert "&lt;b&gt;&amp;" in html


def test_a_report_of_two_corpora(compared):
    assert (compared / "comparison.html").is_file()
    assert 'href="comparison.html"' in (compared / "index.html").read_text(encoding="utf-8")
    assert set(analysis.load(compared / "tables").documents["corpus"]) == {"left", "right"}
    for name in ("articles", "quotations"):
        assert '"name":"corpus"' in (compared / "scripts" / f"{name}.js").read_text(encoding="utf-8")

import errno
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from worker_tasks import files

import analysis
from analysis.errors import InputError, InputWarning
from analysis.scaling import annotate_corpus, running
from analysis.scaling.store import Store
from analysis.tables import TABLES

SCRIPT = Path(__file__).with_name("interrupted.py")


def tables(folder):
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES}


def assert_same(found, expected):
    for name, table in tables(expected).items():
        # Neighbours in a batch move a probability by a rounding, as they do in memory.
        pd.testing.assert_frame_equal(tables(found)[name], table, check_exact=False, rtol=0, atol=2e-3)


def test_a_corpus_of_one_part_gives_the_bytes_of_annotate(tmp_path, rows_corpus, whole):
    outcome = annotate_corpus(rows_corpus, tmp_path / "out", progress=False)
    assert files(tmp_path / "out") == files(whole)
    assert (outcome.articles, outcome.failed) == (40, 0)
    assert str(outcome).startswith("40 articles, ")
    assert not list((tmp_path / "out").glob(".*"))


def test_parts_change_nothing(tmp_path, rows_corpus, whole, small_parts):
    annotate_corpus(rows_corpus, tmp_path / "out", progress=False)
    assert_same(tmp_path / "out", whole)
    assert analysis.load(tmp_path / "out").run["identity"] == analysis.load(whole).run["identity"]


def test_tables_of_a_large_corpus_are_folders(tmp_path, rows_corpus, whole, small_parts, monkeypatch):
    monkeypatch.setattr(running, "ARTICLES_IN_ONE_FILE", 10)
    monkeypatch.setattr(running, "SPEAKERS_AT_ONCE", 7)
    annotate_corpus(rows_corpus, tmp_path / "out", progress=False)
    assert (tmp_path / "out/quotes.parquet").is_dir()
    assert_same(tmp_path / "out", whole)
    notes = analysis.load(tmp_path / "out")
    pd.testing.assert_frame_equal(notes.speakers, analysis.load(whole).speakers)
    notes.save(tmp_path / "out")  # a folder gives way to a file
    assert (tmp_path / "out/quotes.parquet").is_file()
    annotate_corpus(rows_corpus, tmp_path / "out", progress=False)  # and a file to a folder
    assert (tmp_path / "out/quotes.parquet").is_dir()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_broken_off_at_any_moment_nothing_is_lost_or_doubled(tmp_path, rows_corpus):
    corpus = tmp_path / "few.csv"
    corpus.write_text("\n".join(rows_corpus.read_text(encoding="utf-8").split("\n")[:9]), encoding="utf-8")
    command = [sys.executable, str(SCRIPT), str(corpus), str(tmp_path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    runs = [line.split() for line in printed.splitlines()]
    codes = Counter((fault, int(code)) for fault, _, code in runs)
    assert codes["killed", -signal.SIGKILL] == 20
    assert codes["interrupted", signal.SIGINT] == 5
    # A disk that is full when there is nothing left to write hinders nobody.
    assert codes["disk_full", errno.ENOSPC] + codes["disk_full", 0] == 5
    for fault, moment, _ in runs:
        assert files(tmp_path / f"{fault}-{moment}") == files(tmp_path / "calm")


def test_a_full_disk_leaves_what_can_be_taken_up(tmp_path, rows_corpus, whole, small_parts, monkeypatch):
    put, puts = Store.put, []

    def full(self, path, content):
        puts.append(path)
        if len(puts) == 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(self, path, content)

    monkeypatch.setattr(Store, "put", full)
    with pytest.raises(OSError, match="No space"):
        annotate_corpus(rows_corpus, tmp_path / "out", progress=False)
    assert not files(tmp_path / "out").keys() & {f"{name}.parquet" for name in TABLES}
    annotate_corpus(rows_corpus, tmp_path / "out", progress=False)
    assert len(puts) == len(set(puts)) + 1  # only the one that failed was made again
    assert_same(tmp_path / "out", whole)


def test_a_changed_corpus_is_annotated_anew(tmp_path, small_parts):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Le pont tiendra, a dit la maire."}\n', encoding="utf-8")
    annotate_corpus(path, tmp_path / "out", progress=False)
    path.write_text('{"text": "Le pont cédera, a dit la maire."}\n', encoding="utf-8")
    annotate_corpus(path, tmp_path / "out", progress=False)
    assert tables(tmp_path / "out")["quotes"]["text"].tolist() == ["Le pont cédera"]


def test_a_poisonous_article_is_set_aside(tmp_path, monkeypatch):
    from analysis import batching

    find = batching.find_quotations

    def poisoned(parsed):
        if any("poison" in document.text for document in parsed):
            raise ZeroDivisionError("poison")
        return find(parsed)

    monkeypatch.setattr(batching, "find_quotations", poisoned)
    lines = [f'{{"id": "{n}", "text": "Le pont {n} tiendra, a dit la maire."}}' for n in range(4)]
    lines[2] = '{"id": "2", "text": "poison"}'
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.warns(InputWarning, match="'2' is set aside: ZeroDivisionError"):
        outcome = annotate_corpus(tmp_path / "a.jsonl", tmp_path / "out", progress=False)
    assert outcome.failed == 1
    failed = pd.read_parquet(tmp_path / "out/failed.parquet")
    assert failed.to_dict("records") == [{"document_id": "2", "reason": "ZeroDivisionError: poison"}]
    assert tables(tmp_path / "out")["quotes"]["document_id"].tolist() == ["0", "1", "3"]


def test_endless_lines_are_set_aside_and_the_rest_is_annotated(tmp_path):
    (tmp_path / "endless.txt").write_text("mot " * 12_500_000, encoding="utf-8")  # 50 MB
    (tmp_path / "image.jsonl").write_text('{"text": "' + "A" * 50_000 + '"}', encoding="utf-8")
    (tmp_path / "row.csv").write_text("texte\n" + "mot " * 12_500_000 + "\n", encoding="utf-8")
    (tmp_path / "good.txt").write_text("Le pont tiendra, a dit la maire.", encoding="utf-8")
    with pytest.warns(InputWarning, match="set aside"):
        outcome = annotate_corpus(tmp_path, tmp_path / "out", progress=False)
    assert (outcome.articles, outcome.failed) == (1, 3)
    reasons = pd.read_parquet(tmp_path / "out/failed.parquet")["reason"].tolist()
    long = "longer than 1,000,000 characters"
    assert reasons == [long, "more than 10,000 characters without a space", long]


def test_texts_that_are_not_french_are_flagged(tmp_path):
    english = (
        "The mayor said on Monday that the bridge would stay closed until the end of the summer, as it was unsafe."
    )
    (tmp_path / "a.txt").write_text(english, encoding="utf-8")
    with pytest.warns(InputWarning, match="1 article does not look French"):
        annotate_corpus(tmp_path / "a.txt", tmp_path / "out", progress=False)
    assert tables(tmp_path / "out")["documents"]["language"].tolist() == ["other"]


def test_nothing_is_written_for_a_corpus_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError):
        annotate_corpus(tmp_path / "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()

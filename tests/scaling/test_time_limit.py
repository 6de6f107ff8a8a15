"""No test waits for a clock: what is broken off would never end."""

import re
import signal
from contextlib import suppress

import pandas as pd
import pytest
from worker_tasks import endless

from analysis import batching
from analysis.deadlines import deadline
from analysis.errors import InputError, InputWarning
from analysis.scaling import annotate_corpus
from analysis.scaling.workers import Died, open_workers

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms here")


def spin():
    while True:
        pass


def test_a_loop_is_broken_off_and_the_alarm_is_put_back():
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(TimeoutError, match=r"more than 0\.01 seconds"), deadline(0.01):
        spin()
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_what_catches_the_error_is_told_again():
    def deaf():
        with suppress(TimeoutError):
            spin()
        spin()

    with pytest.raises(TimeoutError), deadline(0.01):
        deaf()


def test_a_regular_expression_is_broken_off():
    with pytest.raises(TimeoutError), deadline(0.01):
        re.match(r"(a+)+$", "a" * 100 + "b")


def test_no_limit_is_no_alarm():
    with deadline(None):
        assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_an_endless_article_is_set_aside(tmp_path, monkeypatch):
    find = batching.find_quotations

    def endless_for_some(parsed):
        if any("sans fin" in document.text for document in parsed):
            signal.raise_signal(signal.SIGVTALRM)  # as the alarm does when the time is over
            spin()
        return find(parsed)

    monkeypatch.setattr(batching, "find_quotations", endless_for_some)
    texts = ["Le pont tiendra, a dit la maire.", "Un discours sans fin.", "Le col fermera, a dit le préfet."]
    (tmp_path / "a.csv").write_text("id,texte\n" + "".join(f'{n},"{t}"\n' for n, t in enumerate(texts)))
    with pytest.warns(InputWarning, match="'1' is set aside: TimeoutError"):
        annotate_corpus(tmp_path / "a.csv", tmp_path / "out", time_limit=3600, progress=False)
    failed = pd.read_parquet(tmp_path / "out/failed.parquet").to_dict("records")
    assert failed == [{"document_id": "1", "reason": "TimeoutError: more than 3600 seconds of computing"}]
    assert pd.read_parquet(tmp_path / "out/quotes.parquet")["document_id"].tolist() == ["0", "2"]


def test_workers_are_interrupted_and_in_their_threads_ended():
    with open_workers(2) as team:
        interrupted, ended = team.map(endless, ["main", "thread"])
    assert interrupted == "more than 0.01 seconds of computing"
    assert isinstance(ended, Died)


def test_a_limit_that_makes_no_sense(tmp_path):
    (tmp_path / "a.txt").write_text("Le pont tiendra, a dit la maire.", encoding="utf-8")
    with pytest.raises(InputError, match="a time limit of 0 seconds; give more than 0"):
        annotate_corpus(tmp_path, tmp_path / "out", time_limit=0)

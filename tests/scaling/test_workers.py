import os
import signal
import threading
import time

import pytest
from worker_tasks import die_if_asked, files, killed_once, sleep_forever, slow_square

from analysis.errors import InputError
from analysis.scaling import annotate_corpus
from analysis.scaling.workers import Died, open_workers


def test_processes_keep_the_order():
    with open_workers(2) as team:
        assert list(team.map(slow_square, range(8))) == [n * n for n in range(8)]


def test_an_item_that_kills_its_worker_costs_itself():
    with open_workers(2) as team:
        found = list(team.map(die_if_asked, ["a", "die", "b", "c", "d", "e"]))
    assert isinstance(found[1], Died)
    assert found[:1] + found[2:] == ["a", "b", "c", "d", "e"]


def test_a_worker_that_is_killed_costs_only_time(tmp_path):
    with open_workers(2) as team:
        assert list(team.map(killed_once, [str(tmp_path / str(n)) for n in range(6)])) == ["done"] * 6


def test_ctrl_c_does_not_wait_for_what_is_in_hand(tmp_path):
    def items():
        yield str(tmp_path / "begun")
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), open_workers(2) as team:
        list(team.map(sleep_forever, items()))


def test_two_workers_give_the_same_bytes(tmp_path, rows_corpus, small_parts):
    annotate_corpus(rows_corpus, tmp_path / "one", progress=False)
    annotate_corpus(rows_corpus, tmp_path / "two", workers=2, progress=False)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_dask_cluster_gives_the_same_bytes_though_a_worker_is_killed(tmp_path, rows_corpus, small_parts):
    distributed = pytest.importorskip("distributed")
    annotate_corpus(rows_corpus, tmp_path / "one", progress=False)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        pids = list(distributed.Client(cluster, set_as_default=False).run(os.getpid).values())

        def kill_one():
            while not list((tmp_path / "two").rglob("part-*")):
                time.sleep(0.01)
            os.kill(pids[0], signal.SIGKILL)

        killer = threading.Thread(target=kill_one, daemon=True)
        killer.start()
        annotate_corpus(rows_corpus, tmp_path / "two", scheduler=cluster.scheduler_address, progress=False)
        killer.join(1)
        assert not killer.is_alive()
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_workers_that_cannot_be_had():
    with pytest.raises(InputError, match="0 workers"), open_workers(0):
        pass
    with pytest.raises(InputError, match="no Dask scheduler"), open_workers(1, "tcp://127.0.0.1:9"):
        pass

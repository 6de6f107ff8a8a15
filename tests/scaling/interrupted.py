"""Annotates a corpus again and again, each time broken off at another moment, and then once more to the end.

Run: python interrupted.py CORPUS FOLDER

A moment is a change on the disk (a file opened for writing, a folder made, something renamed, linked or removed), not a
time, so that it can be drawn from all that there are. A line for each tells the fault, the moment and the exit code.
"""

import errno
import os
import random
import signal
import sys
from pathlib import Path

from analysis.scaling import annotate_corpus, parts

GROWING = {"open", "os.mkdir", "os.rename", "os.link"}
SHRINKING = {"os.remove", "os.rmdir"}


class Changes:
    """Counts the changes on the disk from now on; with the one numbered `last` a fault begins."""

    def __init__(self, fault=None, last=None):
        self.number = 0
        self._fault, self._last = fault, last
        sys.addaudithook(self._note)

    def _note(self, event, arguments):
        if event in GROWING | SHRINKING and (event != "open" or arguments[2] & os.O_CREAT):
            self.number += 1
            if self._last is not None and self.number >= self._last:
                self._fault(event)


def killed(_):
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full(event):
    if event in GROWING:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupted(_):
    os.kill(os.getpid(), signal.SIGINT)


MOMENTS = {killed: 20, disk_full: 5, interrupted: 5}


def annotate(corpus, folder):
    annotate_corpus(corpus, folder, progress=False)


def broken_off(corpus, folder, fault, last):
    """Exit code of a run in a process of its own."""
    if process := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    outcome = 0
    try:
        Changes(fault, last)
        annotate(corpus, folder)
    except OSError as error:
        outcome = error.errno
    except KeyboardInterrupt:
        outcome = signal.SIGINT
    finally:
        os._exit(outcome)


def main(corpus, folder):
    parts.ARTICLES_PER_PART = 2
    os.fsync = lambda _: None  # slow, and of use to machines that stop, not to processes
    annotate(corpus, folder / "warm")  # models are loaded once, for all
    changes = Changes()
    annotate(corpus, folder / "calm")
    dice, moments = random.Random(4), range(1, changes.number + 1)
    for fault, number in MOMENTS.items():
        for last in dice.sample(moments, number):
            own = folder / f"{fault.__name__}-{last}"
            print(fault.__name__, last, broken_off(corpus, own, fault, last), flush=True)
            annotate(corpus, own)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

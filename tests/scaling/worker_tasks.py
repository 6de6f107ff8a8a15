"""What the tests let workers do; a module of its own, because workers import it by name."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis.deadlines import deadline


def slow_square(number):
    time.sleep(0.02 * (number % 3))
    return number * number


def die_if_asked(word):
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return word


def killed_once(path):
    """The first worker that gets the item dies of it, the second does not."""
    if path.endswith("3") and not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def endless(place):
    """Work without end, in the main thread of the worker or in another."""
    if place == "thread":
        with ThreadPoolExecutor() as thread:
            return thread.submit(endless, "here").result()
    try:
        with deadline(0.01):
            while True:
                pass
    except TimeoutError as error:
        return str(error)


def sleep_forever(path):
    """Say that work has begun, and do not end it."""
    Path(path).touch()
    signal.pause()


def files(folder):
    """Parquet files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet") if path.is_file()
    }

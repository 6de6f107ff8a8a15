"""An end to work that does not end, so that no article holds up a corpus."""

from __future__ import annotations

import faulthandler
import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["deadline"]


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Break off a block that computes for too long.

    In the main thread of a process the operating system interrupts it, be it in the middle of a regular expression, and
    :class:`TimeoutError` is raised; again and again, should something catch it that is not meant to. No other thread is
    reached so (Dask runs its tasks in them), and Windows has no such signal: there the process is ended if it is a
    worker, and left alone if it is not.

    Parameters
    ----------
    seconds : float or None
        Processor seconds, by which a busy machine breaks off no sooner than an idle one; where the process is ended,
        seconds of the clock. None sets no end.

    Raises
    ------
    TimeoutError
        If the block takes longer.

    Examples
    --------
    >>> with deadline(0.01):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    ...
    TimeoutError: more than 0.01 seconds of computing
    """
    if seconds is None:
        yield
    elif hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        with _alarm(seconds):
            yield
    elif multiprocessing.parent_process() is not None:
        faulthandler.dump_traceback_later(seconds, exit=True)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
    else:
        yield


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise TimeoutError(f"more than {seconds:g} seconds of computing")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

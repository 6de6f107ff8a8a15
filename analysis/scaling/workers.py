"""Where parts are run: in this process, in several, or on a Dask cluster; always in order, whoever dies."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Protocol

from analysis.errors import InputError

__all__ = ["Died", "Workers", "open_workers"]

# So many parts for each worker are under way: one being made, one waiting.
PARTS_AHEAD = 2


class Died:
    """The result of an item that killed its worker, more than once."""


class Workers(Protocol):
    """Something that maps a function over items, in order."""

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Results in the order of the items; :class:`Died` for one that cannot be run."""


@contextmanager
def open_workers(number: int = 1, scheduler: str | None = None) -> Iterator[Workers]:
    """Workers for a while.

    Parameters
    ----------
    number : int
        Processes on this machine; 1 is this one.
    scheduler : str, optional
        Address of a Dask scheduler (``tcp://host:8786``) whose workers are used instead.

    Raises
    ------
    InputError
        If the number is below one or nobody answers at the address.
    """
    if number < 1:
        raise InputError(f"{number} workers", hint="give a number from 1")
    if scheduler is not None:
        with _Cluster(scheduler) as cluster:
            yield cluster
    elif number == 1:
        yield _Here()
    else:
        with _Processes(number) as processes:
            yield processes


class _Here:
    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        return map(function, items)


class _Processes:
    """Processes of this machine. If one dies, its siblings are lost too, and what they had in hand is run again."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool = _pool(number)

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:  # Ctrl-C, a full disk: nobody waits for what is in hand
            for process in list(self._pool._processes.values()):
                process.terminate()
        self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        under_way: deque[tuple[Any, Future]] = deque()
        for item in items:
            under_way.append((item, self._submit(function, item)))
            if len(under_way) >= PARTS_AHEAD * self._number:
                yield self._first(function, under_way)
        while under_way:
            yield self._first(function, under_way)

    def _submit(self, function: Callable[[Any], Any], item: Any) -> Future:
        try:
            return self._pool.submit(function, item)
        except BrokenProcessPool as error:  # noticed when the result is asked for
            future: Future = Future()
            future.set_exception(error)
            return future

    def _first(self, function: Callable[[Any], Any], under_way: deque[tuple[Any, Future]]) -> Any:
        item, future = under_way.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            self._pool.shutdown(cancel_futures=True)
        # Which item it was is not known: the first is run alone, so that a guilty one is found when its turn comes.
        result: Any = Died()
        with _pool(1) as alone, suppress(BrokenProcessPool):
            result = alone.submit(function, item).result()
        self._pool = _pool(self._number)
        waiting = [other for other, _ in under_way]
        under_way.clear()
        under_way.extend((other, self._submit(function, other)) for other in waiting)
        return result


class _Cluster:
    """Workers of a Dask cluster; Dask itself runs again what a dead worker had in hand."""

    def __init__(self, scheduler: str) -> None:
        from distributed import Client

        try:
            self._client = Client(scheduler, set_as_default=False, timeout="10s")
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError("no Dask scheduler answers", where=scheduler, hint="start it: dask scheduler") from error

    def __enter__(self) -> _Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        under_way: deque = deque()
        for item in items:
            under_way.append(self._client.submit(partial(function, item), pure=False))
            if len(under_way) >= PARTS_AHEAD * max(sum(self._client.nthreads().values()), 1):
                yield self._result(under_way.popleft())
        while under_way:
            yield self._result(under_way.popleft())

    def _result(self, future: Any) -> Any:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return Died()


def _pool(number: int) -> ProcessPoolExecutor:
    # Not forked: threads of this process (progress bar, BLAS) would be copied in the middle of their work.
    return ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare)


def _prepare() -> None:
    """Leave the other cores to the other workers, and Ctrl-C to the process that started them."""
    import signal

    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threadpool_limits(1)

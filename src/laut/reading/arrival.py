"""How are articles read as they arrive? Several at a time, each by itself, and handed out in their order.

What has arrived must not wait for a source that is slow, such as a pipe that brings an article a minute, or for a file
that takes long to open. So articles are taken in by a thread of their own, and read by others.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

STARTED: Final = 4
"""Items for each core that are worked on, or wait for it, before the first of them is handed out."""
AHEAD: Final = 16
"""Most items taken in ahead of the reading."""
PATIENCE: Final = 0.1
"""Seconds without an item after which there is a pause."""

_END: Final = object()


def done_in_order(work: Callable[[T], R], items: Iterable[T], cores: int) -> Iterator[R]:
    """Do the work on items as they arrive, several at a time; yield the results in order, as soon as they are there.

    What the source raises is raised here, behind the results of what came before. If nobody wants the rest, what
    has been begun is finished in the background.
    """
    waiting: deque[Future[R]] = deque()
    failure: Exception | None = None
    # more threads than cores: while one computes in Python, or waits for another process, the network need not wait
    pool = ThreadPoolExecutor(2 * cores - 1, "laut-reading")
    begun = 1  # the first one alone: it loads what the others then share
    try:
        try:
            for item in arriving(items):
                if not isinstance(item, Pause):
                    waiting.append(pool.submit(work, item))
                while waiting and (len(waiting) >= begun or waiting[0].done()):
                    yield waiting.popleft().result()
                    begun = STARTED * cores
        except Exception as error:
            failure = error
        while waiting:
            yield waiting.popleft().result()
        if failure is not None:
            raise failure
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class Pause:
    """Nothing has arrived for a moment."""


PAUSE: Final = Pause()


def arriving(items: Iterable[T], patience: float = PATIENCE) -> Iterator[T | Pause]:
    """Yield items as they arrive, and `PAUSE` whenever none has for `patience` seconds.

    What the source raises is raised here, behind the items that came before.
    """
    arrived: queue.Queue[object] = queue.Queue(AHEAD)
    closed = threading.Event()

    def put(item: object) -> bool:
        while not closed.is_set():
            try:
                arrived.put(item, timeout=patience)
            except queue.Full:
                continue
            return True
        return False

    def take_in() -> None:
        try:
            for item in items:
                if not put(item):
                    return
        except BaseException as error:  # the reader's thread raises it
            put(_Failure(error))
        else:
            put(_END)

    threading.Thread(target=take_in, name="laut-intake", daemon=True).start()
    try:
        while True:
            try:
                item = arrived.get(timeout=patience)
            except queue.Empty:
                yield PAUSE
                continue
            if item is _END:
                return
            if isinstance(item, _Failure):
                raise item.error
            yield item  # type: ignore[misc]
    finally:
        closed.set()


class _Failure:
    def __init__(self, error: BaseException) -> None:
        self.error = error

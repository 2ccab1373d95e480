"""How is work done in other processes, beside this one?

Only one thread of a process computes in Python at a time. Where much is to be read, other processes take a part of it,
each with a Python of its own (loky's executor, which needs no `if __name__ == "__main__"` in the user's program). They
are started when enough has come to be worth it, and end by themselves when nothing comes any more. Whatever keeps them
from working, the work is done here.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

logger = logging.getLogger(__name__)

WORTH_IT: Final = 16
"""Items that are done here before other processes are started: one takes as long to start as eight articles take."""
IN_HAND: Final = 2
"""Items that each process is given at a time: one to work on, one to go on with."""
IDLE: Final = 15.0
"""Seconds without work after which a process ends; it is started again when there is some."""
MOST: Final = 60
"""Processes at most: Windows can wait for no more."""
GLANCE: Final = 1.0
"""Seconds between the looks of a process at whether the one that started it is still there."""

_work: Callable[[Any], Any] | None = None  # in another process: what it does


class Beside(Generic[T, R]):
    """Other processes that do the same work."""

    def __init__(self, make: Callable[[], Callable[[T], R]], processes: int) -> None:
        """Prepare; nothing is started yet.

        Args:
            make: called once in each process, gives what does the work there; it is pickled.
            processes: how many.
        """
        self._make = make
        self._processes = min(processes, MOST)
        self._free = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._asked = 0
        self._executor: Any = None
        self._owner = 0  # the process that started the others: they do not answer one that was forked from it

    @property
    def up(self) -> bool:
        """Whether other processes take a part now."""
        return self._owner == os.getpid()

    def do(self, item: T, here: Callable[[T], R]) -> R:
        """Do the work on an item in another process if one is free, and here if not."""
        self._start_if_worth_it()
        if not self.up or not self._free.acquire(blocking=False):
            return here(item)
        try:
            result: R = self._executor.submit(_do, item).result()
        except (BrokenExecutor, RuntimeError, OSError) as error:
            # one was killed, perhaps for its memory, or could not be started again
            self._give_up(error)
            return here(item)
        self._free.release()
        return result

    def _start_if_worth_it(self) -> None:
        with self._lock:
            self._asked += 1
            if self._asked != WORTH_IT or not self._processes:
                return
        try:
            from loky import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(
                self._processes, timeout=IDLE, initializer=_begin, initargs=(self._make, os.getpid())
            )
            weakref.finalize(self, self._executor.shutdown, wait=False, kill_workers=True)
            for _ in range(self._processes):
                self._executor.submit(_is_ready).add_done_callback(self._take_in)
        except Exception as error:  # no semaphores, no more processes allowed, …: every system has its own
            self._give_up(error)

    def _take_in(self, ready: Future[None]) -> None:
        error = ready.exception()
        if error is not None:
            self._give_up(error)
            return
        self._owner = os.getpid()
        self._free.release(IN_HAND)

    def _give_up(self, error: BaseException) -> None:
        self._owner = 0
        logger.debug("no other processes: %s", error)


def _begin(make: Callable[[], Callable[[Any], Any]], parent: int) -> None:
    global _work
    if sys.platform != "win32":  # where a process keeps its parent's number
        threading.Thread(target=_end_with, args=(parent,), name="laut-glance", daemon=True).start()
    _work = make()


def _end_with(parent: int) -> None:
    """End this process when its parent is gone, which, if it was killed, could not say so."""
    while os.getppid() == parent:
        time.sleep(GLANCE)
    os._exit(1)


def _is_ready() -> None:
    """Nothing: who answers is ready."""


def _do(item: Any) -> Any:
    assert _work is not None, "the process was started without `_begin`"
    return _work(item)

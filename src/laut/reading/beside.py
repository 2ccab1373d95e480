"""How is work done in other processes, beside this one?

Only one thread of a process computes in Python at a time. Where much is to be read, other processes take a part of it,
each with a Python of its own (loky's executor, which needs no `if __name__ == "__main__"` in the user's program). They
are started when enough has come to be worth it, and sent away when nothing has come for a while: then much must come
again. Whatever keeps them from working, the work is done here.
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
REST: Final = 15.0
"""Seconds without work after which the other processes are sent away."""
MOST: Final = 60
"""Processes at most: Windows can wait for no more."""
GLANCE: Final = 1.0
"""Seconds between the looks of a process at whether the one that started it is still there."""
_KNOCK: Final = 0.02
"""Seconds between questions whether a process is there."""

_work: Callable[[Any], Any] | None = None  # in another process: what it does


class _Crew:
    """Processes that were started together.

    Attributes:
        free: a place for each item that they can take now.
        there: which of them have answered.
        busy: items that they have.
        leave: ends them, once; so does the end of whoever had them started.
    """

    leave: weakref.finalize[[], Beside[Any, Any]]

    def __init__(self, make: Callable[[], Callable[[Any], Any]], processes: int) -> None:
        from loky import ProcessPoolExecutor

        # they stay a little longer than they are asked, so that none goes while it is given something
        self.executor: Any = ProcessPoolExecutor(
            processes, timeout=2 * REST, initializer=_begin, initargs=(make, os.getpid())
        )
        self.free = threading.Semaphore(0)
        self.there: set[int] = set()
        self.busy = 0
        for _ in range(processes):
            self._knock()

    def _knock(self) -> None:
        self.executor.submit(_is_there).add_done_callback(self._take_in)

    def _take_in(self, answer: Future[int]) -> None:
        if answer.cancelled() or answer.exception() is not None:
            return  # who is given an item will find that out
        process = answer.result()
        if process not in self.there:
            self.there.add(process)
            self.free.release(IN_HAND)
            return
        try:
            self._knock()  # the same one again: another is still to come
        except (BrokenExecutor, RuntimeError):
            logger.debug("the other processes were sent away before all were there")

    def send_away(self) -> None:
        """End the processes, whatever they do."""
        self.executor.shutdown(wait=False, kill_workers=True)


class Beside(Generic[T, R]):
    """Other processes that do the same work. Not for a process that is forked from this one: it works alone."""

    def __init__(self, make: Callable[[], Callable[[T], R]], processes: int) -> None:
        """Prepare; nothing is started yet.

        Args:
            make: called once in each process, gives what does the work there; it is pickled.
            processes: how many.
        """
        self._make = make
        self._processes = min(processes, MOST)
        self._owner = os.getpid()
        self._lock = threading.Lock()
        self._asked = 0
        self._last = time.monotonic()
        self._crew: _Crew | None = None

    @property
    def up(self) -> bool:
        """Whether other processes take a part now."""
        crew = self._crew
        return crew is not None and bool(crew.there) and self._owner == os.getpid()

    def do(self, item: T, here: Callable[[T], R]) -> R:
        """Do the work on an item in another process if one is free, and here if not.

        What the work raises there is raised here.
        """
        crew = self._crew_now() if self._processes and self._owner == os.getpid() else None
        if crew is None or not crew.free.acquire(blocking=False):
            return here(item)
        try:
            error, result = self._ask(crew, item)
        except Exception as problem:  # it cannot be pickled, or the process is gone
            logger.debug("not done in another process: %s", problem)
            if isinstance(problem, (BrokenExecutor, RuntimeError, OSError)):
                self._give_up(crew)
            return here(item)
        finally:
            crew.free.release()
        if error is not None:
            raise error
        return result

    def _ask(self, crew: _Crew, item: T) -> tuple[Exception | None, R]:
        with self._lock:
            crew.busy += 1
        try:
            answer: tuple[Exception | None, R] = crew.executor.submit(_do, item).result()
            return answer
        finally:
            with self._lock:
                crew.busy -= 1
                self._last = time.monotonic()

    def _crew_now(self) -> _Crew | None:
        """The processes that are there now: started when they are worth it, and sent away when they have rested."""
        gone: _Crew | None = None
        with self._lock:
            now = time.monotonic()
            if now - self._last > REST and not (self._crew and self._crew.busy):
                gone, self._crew, self._asked = self._crew, None, 0
            self._last = now
            self._asked += 1
            if self._asked == WORTH_IT:
                self._crew = self._start()
            crew = self._crew
        if gone is not None:
            gone.leave()
        return crew

    def _start(self) -> _Crew | None:
        try:
            crew = _Crew(self._make, self._processes)
        except Exception as error:  # no semaphores, no more processes allowed, …: every system has its own
            logger.debug("no other processes: %s", error)
            self._processes = 0
            return None
        crew.leave = weakref.finalize(self, crew.send_away)
        return crew

    def _give_up(self, crew: _Crew) -> None:
        """Work alone from now on: one was killed, perhaps for its memory."""
        with self._lock:
            self._processes = 0
            self._crew = None
        crew.leave()


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


def _is_there() -> int:
    """Which process answers; it takes a moment, so that another one can, too."""
    time.sleep(_KNOCK)
    return os.getpid()


def _do(item: Any) -> tuple[Exception | None, Any]:
    assert _work is not None, "the process was started without `_begin`"
    try:
        return None, _work(item)
    except Exception as error:  # it belongs to the work, and says nothing against the process
        return error, None

"""When is nothing more coming for now? Articles as they arrive, with the pauses between them.

Articles are read several at a time; but what has arrived must not wait for a source that is slow, such as a pipe that
brings an article a minute, or for a file that takes long to open. So they are taken in by a thread of their own.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T")

AHEAD: Final = 16
"""Most items taken in ahead of the reading."""
PATIENCE: Final = 0.1
"""Seconds without an item after which there is a pause."""

_END: Final = object()


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

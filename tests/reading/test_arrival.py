from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from laut.reading.arrival import PAUSE, arriving


def test_items_keep_their_order() -> None:
    assert [item for item in arriving(range(100)) if item is not PAUSE] == list(range(100))


def test_a_slow_source_gives_pauses_in_which_the_earlier_items_are_there() -> None:
    asked = threading.Event()

    def slow() -> Iterator[int]:
        yield 1
        assert asked.wait(10)
        yield 2

    seen: list[object] = []
    for item in arriving(slow(), patience=0.01):
        if item is PAUSE:
            asked.set()
        else:
            seen.append(item)
            assert item == 1 or asked.is_set()
    assert seen == [1, 2]


def test_what_the_source_raises_comes_behind_what_it_gave() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise KeyError("gone")

    seen: list[object] = []
    with pytest.raises(KeyError, match="gone"):
        for item in arriving(broken()):
            if item is not PAUSE:
                seen.append(item)
    assert seen == [1]


def test_a_source_is_let_go_when_nobody_asks_any_more() -> None:
    stopped = threading.Event()

    def endless() -> Iterator[int]:
        try:
            number = 0
            while True:
                yield number
                number += 1
        finally:
            stopped.set()

    items = arriving(endless(), patience=0.01)
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]
    assert stopped.wait(10)

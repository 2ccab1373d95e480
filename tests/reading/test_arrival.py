from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from laut.reading.arrival import PAUSE, arriving, done_in_order


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


def test_results_come_in_the_order_of_the_items_though_later_ones_are_done_first() -> None:
    def work(number: int) -> int:
        time.sleep(0.002 * (number % 3 == 0))
        return number * number

    assert list(done_in_order(work, range(60), cores=4)) == [n * n for n in range(60)]


def test_items_are_worked_on_together_but_the_first_alone() -> None:
    together = threading.Barrier(3)
    busy: list[int] = []

    def work(number: int) -> int:
        if number == 0:
            time.sleep(0.05)
            assert busy == []
        else:
            busy.append(number)
            together.wait(10)  # breaks unless three are there at once
        return number

    assert list(done_in_order(work, range(7), cores=2)) == list(range(7))


def test_one_core_does_one_thing_at_a_time() -> None:
    free = threading.Lock()

    def work(number: int) -> int:
        assert free.acquire(blocking=False)
        time.sleep(0.001)
        free.release()
        return number

    assert list(done_in_order(work, range(20), cores=1)) == list(range(20))


def test_a_result_does_not_wait_for_a_source_that_is_slow() -> None:
    got = threading.Event()

    def slow() -> Iterator[int]:
        yield from (1, 2)
        assert got.wait(10)
        yield 3

    results = []
    for result in done_in_order(lambda number: number, slow(), cores=2):
        results.append(result)
        if result == 2:
            got.set()
    assert results == [1, 2, 3]


def test_what_the_source_raises_comes_behind_the_results_of_what_it_gave() -> None:
    def broken() -> Iterator[int]:
        yield from range(5)
        raise KeyError("gone")

    results = []
    with pytest.raises(KeyError, match="gone"):
        for result in done_in_order(lambda number: number, broken(), cores=2):
            results.append(result)
    assert results == list(range(5))


def test_nothing_is_waited_for_when_nobody_wants_the_rest() -> None:
    held = threading.Event()

    def work(number: int) -> int:
        if number:
            held.wait(10)
        return number

    results = done_in_order(work, range(100), cores=2)
    assert next(results) == 0
    began = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 5
    held.set()

"""Work in other processes. What they do must be found by its name there: it stands at the top of this module."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from laut.reading import beside as processes
from laut.reading.beside import WORTH_IT, Beside

Item = tuple[str, int]


def where(item: Item) -> tuple[int, int]:
    what, number = item
    if what == "kill" and number < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return number, os.getpid()


def make() -> Callable[[Item], tuple[int, int]]:
    return where


def make_nothing() -> Callable[[Item], tuple[int, int]]:
    raise OSError("there is no model in this process")


def here(item: Item) -> tuple[int, int]:
    return item[1], os.getpid()


def begin(beside: Beside[Item, tuple[int, int]], seconds: float = 30) -> None:
    """Ask until other processes take a part."""
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end and not (beside.up and number > WORTH_IT):
        assert beside.do(("", number), here)[0] == number
        number += 1
        time.sleep(0.001)


def test_a_few_items_are_done_here() -> None:
    beside = Beside(make, 2)
    assert {beside.do(("", n), here) for n in range(WORTH_IT - 1)} == {
        (n, os.getpid()) for n in range(WORTH_IT - 1)
    }
    assert not beside.up


def test_many_are_done_elsewhere_too_and_each_once() -> None:
    beside = Beside(make, 2)
    begin(beside)
    assert beside.up
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda n: beside.do(("", n), here), range(400)))
    assert [number for number, _ in done] == list(range(400))
    assert {process for _, process in done} - {os.getpid()}


def test_without_other_processes_all_is_done_here() -> None:
    beside = Beside(make, 0)
    begin(beside, seconds=0.2)
    assert not beside.up


def test_what_cannot_be_begun_elsewhere_is_done_here() -> None:
    beside = Beside(make_nothing, 1)
    begin(beside, seconds=3)
    assert not beside.up
    assert beside.do(("", 7), here) == (7, os.getpid())


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_is_killed_costs_no_item() -> None:
    beside = Beside(make, 1)
    begin(beside)
    assert beside.up
    while beside.up:
        assert beside.do(("kill", -1), here) == (-1, os.getpid())
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda n: beside.do(("", n), here), range(40)))
    assert done == [(n, os.getpid()) for n in range(40)]


def ask_in_a_fork(
    beside: Beside[Item, tuple[int, int]], answers: multiprocessing.SimpleQueue[object]
) -> None:
    answers.put((beside.do(("", 7), here), os.getpid(), beside.up))


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_forked_process_does_not_ask_its_parents_helpers() -> None:
    beside = Beside(make, 1)
    begin(beside)
    assert beside.up
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    child = context.Process(target=ask_in_a_fork, args=(beside, answers))
    child.start()
    child.join(20)
    assert child.exitcode == 0
    assert answers.get() == ((7, child.pid), child.pid, False)


def test_who_has_rested_is_sent_away_and_must_be_worth_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Beside(make, 1)
    begin(beside)
    assert beside.up
    monkeypatch.setattr(processes, "REST", 0.05)
    time.sleep(0.2)
    assert beside.do(("", 1), here) == (1, os.getpid())
    assert not beside.up
    monkeypatch.setattr(processes, "REST", 60.0)
    begin(beside)
    assert beside.up


def fails(item: Item) -> tuple[int, int]:
    raise ValueError(f"no {item[1]}")


def make_failing() -> Callable[[Item], tuple[int, int]]:
    return fails


def test_what_the_work_raises_is_raised_here_and_says_nothing_against_the_process() -> None:
    beside = Beside(make_failing, 1)
    begin(beside)
    for number in range(10):  # more than the process has places
        with pytest.raises(ValueError, match=f"no {number}"):
            beside.do(("", number), here)
    assert beside.up


def test_what_cannot_be_sent_is_done_here() -> None:
    beside: Beside[object, object] = Beside(make, 1)  # type: ignore[arg-type]
    begin(beside)  # type: ignore[arg-type]
    lock = threading.Lock()
    for _ in range(10):
        assert beside.do(lock, lambda item: item) is lock
    assert beside.do(("", 7), lambda item: item) != ("", 7)  # another process still does what it can be sent

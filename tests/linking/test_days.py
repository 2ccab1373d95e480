"""Vectors by days: what is near, whoever asks, in whatever order vectors have come."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from laut.ledger import linked
from laut.linking.days import UNDATED, Days
from laut.linking.reach import WINDOW, cosines

FIRST = 738_000
LEAST = 0.8


class Kept:
    """Vectors as a ledger keeps them, and how often it was asked."""

    def __init__(self, seed: int, count: int) -> None:
        self._chance = np.random.default_rng(seed)
        self._centres = self._chance.normal(size=(12, 384))
        self.all = linked.Vectors(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 384), np.int8))
        self.asked = 0
        self.grow(count)

    def grow(self, count: int, day: int | None = None) -> None:
        """Let statements come, on one day or on days of half a year; every ninth has none."""
        chance = self._chance
        centres = self._centres[chance.integers(len(self._centres), size=count)]
        vectors = (centres + 0.5 * chance.normal(size=(count, 384))) * 30
        numbers = np.arange(count) + 1 + max(self.all.numbers, default=0)
        days = FIRST + chance.integers(183, size=count) if day is None else np.full(count, day)
        days[chance.random(count) < 1 / 9] = UNDATED
        self.all = linked.Vectors(
            np.concatenate([self.all.numbers, numbers]),
            np.concatenate([self.all.days, days]),
            np.concatenate([self.all.vectors, np.clip(vectors, -127, 127).astype(np.int8)]),
        )

    def change(self, at: int, *, day: int | None = None, vector: npt.NDArray[np.int8] | None = None) -> None:
        """Give a statement another day or vector."""
        days, vectors = self.all.days.copy(), self.all.vectors.copy()
        days[at], vectors[at] = days[at] if day is None else day, vectors[at] if vector is None else vector
        self.all = linked.Vectors(self.all.numbers, days, vectors)

    def some(self, at: Any) -> linked.Vectors:
        """Return some of them."""
        return linked.Vectors(self.all.numbers[at], self.all.days[at], self.all.vectors[at])

    def between(self, _: object, first: int, last: int) -> linked.Vectors:
        self.asked += 1
        return self.some((self.all.days >= first) & (self.all.days <= last))

    def first_and_last(self, _: object) -> tuple[int, int]:
        dated = self.all.days[self.all.days != UNDATED]
        return int(dated.min()), int(dated.max())


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    kept = Kept(7, 400)
    monkeypatch.setattr(linked, "vectors_between", kept.between)
    monkeypatch.setattr(linked, "vectors_after", lambda _, number: kept.some(kept.all.numbers > number))
    monkeypatch.setattr(linked, "newest_statement", lambda _: int(kept.all.numbers.max()))
    monkeypatch.setattr(linked, "days_of_vectors", kept.first_and_last)
    return kept


def compared_with_all(kept: Kept, at: int) -> list[tuple[float, int, int]]:
    """What is in reach of one, told by looking at every other one."""
    day = kept.all.days[at]
    near = cosines(kept.all.vectors[at], kept.all.vectors)
    rows = zip(near.tolist(), kept.all.numbers.tolist(), kept.all.days.tolist(), strict=True)
    found = [
        (round(cosine, 9), number, other)
        for cosine, number, other in rows
        if cosine >= LEAST and (abs(other - day) <= WINDOW or UNDATED in (day, other))
    ]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def look(days: Days, kept: Kept, rows: list[int]) -> list[list[tuple[float, int, int]]]:
    own = kept.some(rows)
    days.refresh(None)  # type: ignore[arg-type]
    days.check(own)
    days.fetch(None, own.days.tolist())  # type: ignore[arg-type]
    return [
        [
            (round(cosine, 9), number, day)
            for cosine, number, day in zip(
                near.cosines.tolist(), near.numbers.tolist(), near.days.tolist(), strict=True
            )
        ]
        for near in days.near(own.vectors, own.days, LEAST)
    ]


def test_finds_what_a_look_at_everything_finds(kept: Kept) -> None:
    rows = list(range(0, 400, 7))
    found = look(Days(), kept, rows)
    assert found == [compared_with_all(kept, at) for at in rows]
    assert {UNDATED} < {kept.all.days[at] for at in rows}
    assert sum(map(len, found)) > 5 * len(rows)


def test_asking_one_by_one_is_asking_for_all_at_once(kept: Kept) -> None:
    days = Days()
    rows = [at for at in range(0, 400, 11) if kept.all.days[at] != UNDATED]
    assert [look(days, kept, [at])[0] for at in rows] == look(Days(), kept, rows)


def test_takes_in_what_comes_later_without_fetching_again(kept: Kept) -> None:
    days = Days()
    day = FIRST + 90
    first = int(np.flatnonzero(kept.all.days == kept.all.days[kept.all.days > 0][0])[0])
    kept.change(first, day=day)
    look(days, kept, [first])
    asked = kept.asked
    for _ in range(40):  # more than the room that a block is made with
        kept.grow(15, day)
        last = len(kept.all.numbers) - 1
        while kept.all.days[last] != day:
            last -= 1
        assert look(days, kept, [first, last]) == [compared_with_all(kept, at) for at in (first, last)]
    assert kept.asked == asked


@pytest.mark.parametrize("what", ["vector", "day", "another block", "no day"])
def test_forgets_everything_when_a_statement_has_changed(kept: Kept, what: str) -> None:
    days = Days()
    at = int(np.flatnonzero(kept.all.days > FIRST + 60)[0])
    look(days, kept, [at])
    if what == "vector":
        kept.change(at, vector=kept.all.vectors[at - 1])
    else:
        other = int(kept.all.days[at])
        kept.change(at, day={"day": other ^ 1, "another block": other - 40, "no day": UNDATED}[what])
    assert look(days, kept, [at]) == [compared_with_all(kept, at)]


def test_lets_days_go_that_nobody_asks_for(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laut.linking.days._MOST_ROWS", 50)
    days = Days()
    early = int(np.flatnonzero(kept.all.days > 0)[0])
    kept.change(early, day=FIRST - 400)
    late = int(np.flatnonzero(kept.all.days > FIRST + 100)[0])
    for at in (late, early, late):
        assert look(days, kept, [at]) == [compared_with_all(kept, at)]
    assert kept.asked > 3

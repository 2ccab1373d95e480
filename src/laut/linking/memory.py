"""Which of these statements are one claim? The grouping of the ledger, in memory, for a few thousand statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from laut.linking.affairs import Affairs
from laut.linking.margins import Margins
from laut.linking.pairs import PairScorer
from laut.linking.pivots import UNDATED, Decision, Decisions, Key, Place, Tie, settle
from laut.linking.reach import WINDOW, Vectors, cosines
from laut.records import Told

Same = Callable[[Told, Told, float], float]


def order_key(told: Told) -> Key:
    """Return a statement's place in the order: publication, then article and statement, whose ids are of content."""
    day = told.published.earliest.toordinal() if told.published else UNDATED
    return day, told.article, told.statement.id


@dataclass(frozen=True, slots=True)
class _All:
    """All statements that are there: numbers [n], days [n], vectors [n,384], and what compares their reports."""

    numbers: npt.NDArray[np.int64]
    days: npt.NDArray[np.int64]
    vectors: Vectors
    margins: Margins[str]


class MemoryStore:
    """Statements in memory, numbered in the order in which they came."""

    def __init__(self, scorer: PairScorer, affairs: Affairs | None = None) -> None:
        self._scorer = scorer
        self._affairs = affairs or Affairs(lambda told: None)
        self.tellings: list[Told] = []
        self._keys: list[Key] = []
        self._vectors: list[Vectors] = []
        self._there: set[int] = set()
        self._places: dict[int, Place] = {}
        self._claims: dict[int, int] = {}
        self._reach: dict[int, dict[int, float]] = {}
        self._all: _All | None = None

    def add(self, tellings: Sequence[Told], vectors: Vectors) -> list[int]:
        """Take statements with their vectors; return their numbers."""
        numbers = list(range(len(self.tellings), len(self.tellings) + len(tellings)))
        self.tellings += tellings
        self._keys += map(order_key, tellings)
        self._vectors += list(vectors)
        self._there.update(numbers)
        self._changed()
        return numbers

    def remove(self, numbers: Iterable[int]) -> set[int]:
        """Take statements out; return those that joined by them, which `settle` must place anew."""
        gone = set(numbers)
        self._there -= gone
        lost = {
            other for other, place in self._places.items() if gone & {place.pivot, place.via, place.tied}
        } - gone
        for number in gone:
            self._places.pop(number, None)
        self._changed()
        return lost

    def groups(self) -> list[list[int]]:
        """Return the claims as lists of numbers, each in the order of `pivots`, by their pivots."""
        found: dict[int, list[int]] = {}
        for number, place in self._places.items():
            found.setdefault(self._claims[place.pivot], []).append(number)
        return [sorted(found[pivot], key=self.key) for pivot in sorted(found, key=self.key)]

    def key(self, number: int) -> Key:
        """See `pivots.Store`."""
        return self._keys[number]

    def is_substantial(self, number: int) -> bool:
        """See `pivots.Store`."""
        return self._scorer.profile(self.tellings[number]).is_substantial

    def in_reach(self, number: int) -> Mapping[int, float]:
        """See `pivots.Store`."""
        if number not in self._reach:
            there, day = self._now(), self._keys[number][0]
            near = (there.days == UNDATED) | (np.abs(there.days - day) <= WINDOW) | (day == UNDATED)
            near &= there.numbers != number
            nearness = cosines(self._vectors[number], there.vectors[near])
            close = nearness >= self._scorer.least_cosine
            found = zip((-nearness[close]).tolist(), there.numbers[near][close].tolist(), strict=True)
            self._reach[number] = {other: -far for far, other in sorted(found)}
        return self._reach[number]

    def later(self, number: int) -> Iterable[int]:
        """See `pivots.Store`."""
        return self.in_reach(number)

    def look_up(self, numbers: Iterable[int]) -> None:
        """See `pivots.Store`."""

    def look_around(self, numbers: Iterable[int]) -> None:
        """See `pivots.Store`."""

    def same(self, earlier: int, later: int, cosine: float | None) -> float:
        """See `pivots.Store`."""
        one, other = self.tellings[earlier], self.tellings[later]
        texts, strangeness = (one.article, other.article), self._affairs.strangeness(one, other)
        margins = self._now().margins
        return margins.judge(self._scorer, (one, other), (earlier, later), texts, cosine, strangeness)

    def place(self, number: int) -> Place | None:
        """See `pivots.Store`."""
        return self._places.get(number)

    def put(self, number: int, place: Place | None) -> None:
        """See `pivots.Store`."""
        if place is None:
            self._places.pop(number, None)
        else:
            self._places[number] = place

    def members(self, pivot: int) -> Iterable[int]:
        """See `pivots.Store`."""
        return [number for number, place in self._places.items() if place.pivot == pivot]

    def ties(self, pivots: Collection[int]) -> Iterable[Tie]:
        """See `pivots.Store`."""
        return [
            (number, place.pivot, place.tied)
            for number, place in self._places.items()
            if place.tied is not None and (place.pivot in pivots or place.tied in pivots)
        ]

    def claim(self, pivot: int) -> int | None:
        """See `pivots.Store`."""
        return self._claims.get(pivot)

    def put_claim(self, pivot: int, first: int) -> None:
        """See `pivots.Store`."""
        self._claims[pivot] = first

    def expect(self, numbers: Sequence[int]) -> None:
        """See `pivots.Store`."""

    def _changed(self) -> None:
        """Forget what may be otherwise now that other statements are there."""
        self._reach.clear()
        self._all = None

    def _now(self) -> _All:
        if self._all is None:
            numbers = sorted(self._there)
            reports = {number: self.tellings[number].article for number in numbers}
            self._all = _All(
                numbers=np.array(numbers),
                days=np.array([self._keys[number][0] for number in numbers]),
                vectors=np.stack([self._vectors[number] for number in numbers]),
                margins=Margins.among(reports, self._vectors, self._scorer.least_cosine),
            )
        return self._all


def link_in_memory(
    tellings: Sequence[Told],
    vectors: Vectors,
    scorer: PairScorer | None = None,
    affairs: Affairs | None = None,
    *,
    decisions: Sequence[Decision] = (),
) -> list[list[int]]:
    """Group statements into claims.

    Args:
        tellings: statements with what their reports say about themselves; `Told.article` must tell articles apart.
        vectors: of their contents, int8 [n,384].
        scorer: judges pairs of statements; None loads the packaged one.
        affairs: tells which reports are on one affair; without it, all may be.
        decisions: of people, by position in `tellings`, the oldest first.

    Returns:
        the claims, as lists of positions; statements without substance ("Das stimmt") are in none.
    """
    scorer = scorer or PairScorer()
    store = MemoryStore(scorer, affairs)
    numbers = store.add(tellings, vectors)
    settle(store, Decisions.of(decisions), numbers, threshold=scorer.threshold)
    return store.groups()

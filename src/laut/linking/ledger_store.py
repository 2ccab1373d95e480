"""Where do the statements of a ledger stand, and who is in reach of whom? The ledger, as `pivots` asks for it.

One `LedgerStore` serves one transaction: it fetches what belongs to an article's statements in a few queries, and
keeps their new places until `flush`. The vectors of the days around are kept between transactions (`Days`).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from laut.ledger import linked
from laut.ledger.linked import Standing
from laut.ledger.told import told
from laut.linking.pairs import PairScorer
from laut.linking.pivots import AT_ONCE, UNDATED, Key, Place, Tie
from laut.linking.reach import WINDOW
from laut.records import Told

_AHEAD: Final = 15
"""Days that are fetched beyond those asked for: the next articles are mostly of the next days."""
_MOST_NEW: Final = 5_000
"""New statements that are taken in one by one; after more of them, everything is fetched again."""
_MOST_ROWS: Final = 200_000
"""Vectors that are kept, of 1.5 kB each; beyond, those of days that are not asked for are let go."""
_ROUGHLY: Final = 1e-4
"""What a cosine in float32 may be wrong by, and more."""
_UNDATED: Final = 0
"""The day of vectors whose publication is not known (`laut.ledger.tables`)."""


@dataclass(frozen=True, slots=True)
class _Day:
    """The vectors of a day, whole numbers in float32, by the numbers of their statements, and their lengths squared."""

    numbers: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float32]
    squares: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """Statements in reach of one, the nearest first: cosines, numbers, and days of publication (0: unknown)."""

    cosines: npt.NDArray[np.float64]
    numbers: npt.NDArray[np.int64]
    days: npt.NDArray[np.int64]

    def without(self, number: int) -> Near:
        """Return the others."""
        kept = self.numbers != number
        return Near(self.cosines[kept], self.numbers[kept], self.days[kept])


class Days:
    """Vectors by day of publication, fetched when they are first asked for, and anew when the ledger has grown much."""

    def __init__(self) -> None:
        self._days: dict[int, _Day] = {}
        self._newest = -1
        self._rows = 0

    def refresh(self, connection: Connection) -> None:
        """Take in the vectors of statements that were not there before."""
        newest = linked.newest_statement(connection)
        if newest < self._newest or newest > self._newest + _MOST_NEW:
            self.forget()
        elif newest > self._newest and self._days:
            self._take(linked.vectors_after(connection, self._newest), only=self._days.keys())
        self._newest = newest

    def forget(self) -> None:
        """Forget everything, because vectors may have changed."""
        self._days.clear()
        self._rows = 0

    def check(self, number: int, day: int, vector: npt.NDArray[np.int8]) -> None:
        """Forget everything if a statement has another vector or day than it had: it was corrected or read again."""
        known = self._days.get(day)
        if known is None:
            return
        at = int(np.searchsorted(known.numbers, number))
        if at == len(known.numbers) or known.numbers[at] != number or (known.vectors[at] != vector).any():
            self.forget()

    def fetch(self, connection: Connection, first: int, last: int) -> None:
        """Fetch the vectors of some days and those without a day, unless they are there."""
        missing = [day for day in range(first, last + 1) if day not in self._days]
        if missing:
            if self._rows > _MOST_ROWS:
                self._let_go(first, last)
            begin, end = missing[0], missing[-1] + _AHEAD
            while end > missing[-1] and end in self._days:
                end -= 1
            wanted = [day for day in range(begin, end + 1) if day not in self._days]
            self._days.update(dict.fromkeys(wanted, _NOTHING))
            self._take(linked.vectors_between(connection, begin, end), only=wanted)
        if _UNDATED not in self._days:
            self._days[_UNDATED] = _NOTHING
            self._take(linked.vectors_between(connection, _UNDATED, _UNDATED), only=[_UNDATED])

    def fetch_all(self, connection: Connection) -> None:
        """Fetch the vectors of all days: what is undated is near every day."""
        first, last = linked.days_of_vectors(connection)
        self.fetch(connection, first, last)

    def near(self, vectors: npt.NDArray[np.int8], day: int, least: float) -> list[Near]:
        """Return, for each of some vectors of one day, the fetched statements in its reach."""
        ones = np.ascontiguousarray(vectors.T, np.float32)
        squares = np.einsum("ij,ij->j", ones, ones)
        within = range(day - WINDOW, day + WINDOW + 1)
        parts: list[tuple[npt.NDArray[Any], ...]] = []
        for other in [*within, _UNDATED] if day else sorted(self._days):
            block = self._days.get(other, _NOTHING)
            if not len(block.numbers):
                continue
            products = block.vectors @ ones  # exact: sums of products of int8 stay below 2**23
            lengths = np.sqrt(np.maximum(block.squares, 1.0))[:, None] * np.sqrt(np.maximum(squares, 1.0))
            rows, columns = np.nonzero(products >= (least - _ROUGHLY) * lengths)
            exact = np.maximum(block.squares[rows].astype(float) * squares[columns].astype(float), 1.0)
            cosines = products[rows, columns].astype(float) / np.sqrt(exact)
            kept = cosines >= least
            numbers = block.numbers[rows[kept]]
            parts.append((columns[kept], cosines[kept], numbers, np.full(len(numbers), other)))
        if not parts:
            return [Near(np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int64)) for _ in vectors]
        columns, cosines, numbers, days = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.lexsort((numbers, -cosines, columns))
        ends = np.searchsorted(columns[order], np.arange(len(vectors) + 1))
        chosen = [order[a:b] for a, b in itertools.pairwise(ends)]
        return [Near(cosines[one], numbers[one], days[one]) for one in chosen]

    def _let_go(self, first: int, last: int) -> None:
        """Forget the days that are not among some."""
        self._days = {
            day: block for day, block in self._days.items() if first <= day <= last or day == _UNDATED
        }
        self._rows = sum(len(block.numbers) for block in self._days.values())

    def _take(self, found: linked.Vectors, *, only: Collection[int]) -> None:
        """Put vectors to their days."""
        order = np.lexsort((found.numbers, found.days))
        days = found.days[order]
        for day in np.unique(days).tolist():
            if day not in only:
                continue
            chosen = order[np.searchsorted(days, day) : np.searchsorted(days, day, "right")]
            old, vectors = self._days[day], found.vectors[chosen].astype(np.float32)
            self._days[day] = _Day(
                np.concatenate([old.numbers, found.numbers[chosen]]),
                np.concatenate([old.vectors, vectors]),
                np.concatenate([old.squares, np.einsum("ij,ij->i", vectors, vectors)]),
            )
            self._rows += len(chosen)


_NOTHING: Final = _Day(np.zeros(0, np.int64), np.zeros((0, 384), np.float32), np.zeros(0, np.float32))


class LedgerStore:
    """The statements of a ledger, within one transaction; see `laut.linking.pivots.Store`."""

    def __init__(self, connection: Connection, scorer: PairScorer, days: Days) -> None:
        self._connection, self._scorer, self._days = connection, scorer, days
        self._standings: dict[int, Standing] = {}
        self._absent: set[int] = set()
        self._tellings: dict[int, Told] = {}
        self._reach: dict[int, dict[int, float]] = {}
        self._later: dict[int, list[int]] = {}
        self._places: dict[int, Place | None] = {}
        self._members: dict[int, list[int]] = {}
        self._claims: dict[int, int] = {}
        days.refresh(connection)

    def prepare(self, numbers: Sequence[int]) -> None:
        """Fetch at once what these statements will need."""
        self._find_reach(numbers)
        near = (itertools.islice(self._reach[number], AT_ONCE) for number in numbers)
        self._stand({*numbers, *itertools.chain.from_iterable(near)})

    def flush(self) -> list[int]:
        """Write the new places; return the claims that have changed and are there."""
        written = {
            number: _written(place)
            for number, place in self._places.items()
            if _written(place) != _written(self._stored(number)) or number in self._absent
        }
        firsts = {
            pivot: first
            for pivot in {place[0] for place in written.values() if place is not None} | self._claims.keys()
            if (first := self.claim(pivot)) is not None
        }
        self._places.clear()
        self._claims.clear()
        return linked.write_places(self._connection, written, firsts) if written or firsts else []

    def key(self, number: int) -> Key:
        """See `pivots.Store`."""
        if number not in self._standings:
            self._stand([number])
        standing = self._standings[number]
        day = standing.published.toordinal() if standing.published else UNDATED
        return day, standing.article, standing.key

    def is_substantial(self, number: int) -> bool:
        """See `pivots.Store`."""
        return self._scorer.profile(self._told(number)).is_substantial

    def in_reach(self, number: int) -> Mapping[int, float]:
        """See `pivots.Store`."""
        if number not in self._reach:
            self._find_reach([number])
        return self._reach[number]

    def later(self, number: int) -> Iterable[int]:
        """See `pivots.Store`."""
        if number not in self._later:
            self._find_reach([number])
        return self._later[number]

    def look_up(self, numbers: Iterable[int]) -> None:
        """See `pivots.Store`."""
        self._stand(numbers)

    def look_around(self, numbers: Iterable[int]) -> None:
        """See `pivots.Store`."""
        missing = [number for number in numbers if number not in self._reach]
        if missing:
            self._find_reach(missing)

    def same(self, earlier: int, later: int, cosine: float) -> float:
        """See `pivots.Store`."""
        profile = self._scorer.profile
        return self._scorer.same(profile(self._told(earlier)), profile(self._told(later)), cosine)

    @property
    def least_cosine(self) -> float:
        """See `pivots.Store`."""
        return self._scorer.least_cosine

    def place(self, number: int) -> Place | None:
        """See `pivots.Store`."""
        return self._places[number] if number in self._places else self._stored(number)

    def put(self, number: int, place: Place | None) -> None:
        """See `pivots.Store`."""
        self._places[number] = place

    def members(self, pivot: int) -> list[int]:
        """See `pivots.Store`."""
        if pivot not in self._members:
            self._members[pivot] = linked.members(self._connection, pivot)
        known = [number for number in self._members[pivot] if number not in self._places]
        self._stand(known)
        return [number for number in known if number not in self._absent] + [
            number for number, place in self._places.items() if place is not None and place.pivot == pivot
        ]

    def ties(self, pivots: Collection[int]) -> list[Tie]:
        """See `pivots.Store`."""
        stored = [tie for tie in linked.ties(self._connection, pivots) if tie[0] not in self._places]
        self._stand(number for number, _, _ in stored)
        fresh = [
            (number, place.pivot, place.tied)
            for number, place in self._places.items()
            if place is not None and place.tied is not None
        ]
        return [tie for tie in stored if tie[0] not in self._absent] + [
            tie for tie in fresh if not {tie[1], tie[2]}.isdisjoint(pivots)
        ]

    def claim(self, pivot: int) -> int | None:
        """See `pivots.Store`."""
        if pivot in self._claims:
            return self._claims[pivot]
        if pivot not in self._standings:
            self._stand([pivot])
        standing = self._standings.get(pivot)
        return standing.claim if standing is not None and standing.pivot == pivot else None

    def put_claim(self, pivot: int, first: int) -> None:
        """See `pivots.Store`."""
        self._claims[pivot] = first

    def expect(self, numbers: Sequence[int]) -> None:
        """See `pivots.Store`."""
        missing = [number for number in numbers if number not in self._tellings]
        if missing:
            self._stand(missing)
            self._tellings.update(zip(missing, told(self._connection, missing), strict=True))

    def _stored(self, number: int) -> Place | None:
        if number not in self._standings:
            self._stand([number])
        standing = self._standings.get(number)
        if standing is None or standing.pivot is None:
            return None
        via = number if standing.pivot == number else 0  # by which statement it joined is not kept
        return Place(standing.pivot, standing.score, via, standing.decided, standing.tied)

    def _told(self, number: int) -> Told:
        if number not in self._tellings:
            (self._tellings[number],) = told(self._connection, [number])
        return self._tellings[number]

    def _stand(self, numbers: Iterable[int]) -> None:
        missing = [n for n in numbers if n not in self._standings and n not in self._absent]
        if missing:
            found = linked.standings(self._connection, missing)
            self._standings.update(found)
            self._absent.update(number for number in missing if number not in found)

    def _find_reach(self, numbers: Sequence[int]) -> None:
        own = linked.vectors_of(self._connection, [n for n in numbers if n not in self._reach])
        for number, day, vector in zip(own.numbers.tolist(), own.days.tolist(), own.vectors, strict=True):
            self._days.check(number, day, vector)
        least = self._scorer.least_cosine
        for day in np.unique(own.days).tolist():
            if day == _UNDATED:
                self._days.fetch_all(self._connection)
            else:
                self._days.fetch(self._connection, max(day - WINDOW, 1), day + WINDOW)
            of_day = own.days == day
            near = self._days.near(own.vectors[of_day], day, least)
            for number, reached in zip(own.numbers[of_day].tolist(), near, strict=True):
                others = reached.without(number)
                self._reach[number] = dict(zip(others.numbers.tolist(), others.cosines.tolist(), strict=True))
                self._later[number] = others.numbers[_may_be_later(others.days, day)].tolist()
        for number in numbers:
            self._reach.setdefault(number, {})
            self._later.setdefault(number, [])


def _written(place: Place | None) -> linked.Written | None:
    """What the ledger keeps of a place."""
    return None if place is None else (place.pivot, place.score, place.decided, place.tied)


def _may_be_later(others: npt.NDArray[np.int64], day: int) -> npt.NDArray[np.bool_]:
    """Which days may come after a day, or be it; what is undated comes last."""
    later: npt.NDArray[np.bool_] = (others == _UNDATED) | ((day != _UNDATED) & (others >= day))
    return later

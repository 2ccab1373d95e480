"""Where do the statements of a ledger stand, and who is in reach of whom? The ledger, as `pivots` asks for it.

One `LedgerStore` serves one transaction: it fetches what belongs to an article's statements in a few queries, and
keeps their new places until `flush`. The vectors around a cell are kept between transactions (`Blocks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from laut.ledger import linked
from laut.ledger.linked import Standing
from laut.ledger.told import told
from laut.linking.pairs import PairScorer
from laut.linking.pivots import UNDATED, Key, Place
from laut.linking.reach import WINDOW, Cells
from laut.records import Told

_AHEAD: Final = 15
"""Days that are fetched beyond those asked for: the next articles are mostly of the next days."""
_MOST_NEW: Final = 5_000
"""New statements that are taken in one by one; after more of them, everything is fetched again."""
_MOST_ROWS: Final = 250_000
"""Vectors that are kept; beyond, they are fetched again when they are needed."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The vectors of a cell within some days, in float32, and their lengths squared."""

    first: int
    last: int
    numbers: npt.NDArray[np.int64]
    days: npt.NDArray[np.int64]
    table: npt.NDArray[np.float32]
    squares: npt.NDArray[np.float64]


class Blocks:
    """Vectors by cell, fetched when they are first asked for, and anew when the ledger has grown."""

    def __init__(self) -> None:
        self._blocks: dict[int, _Block] = {}
        self._cell_of: dict[int, int] = {}
        self._newest = -1
        self._rows = 0

    def refresh(self, connection: Connection) -> None:
        """Take in the vectors of statements that were not there before."""
        newest = linked.newest_statement(connection)
        if newest < self._newest or newest > self._newest + _MOST_NEW or self._rows > _MOST_ROWS:
            self.forget()
        elif newest > self._newest and self._blocks:
            found = linked.vectors_after(connection, self._newest)
            for cell in set(found.cells.tolist()) & self._blocks.keys():
                self._extend(cell, found)
        self._newest = newest

    def forget(self) -> None:
        """Forget everything, because vectors may have changed."""
        self._blocks.clear()
        self._cell_of.clear()
        self._rows = 0

    def check(self, number: int, cell: int, vector: npt.NDArray[np.int8]) -> None:
        """Forget everything if a statement has another vector than it had: it was corrected or read again."""
        known = self._cell_of.get(number)
        if known is None:
            return
        block = self._blocks[known]
        at = np.flatnonzero(block.numbers == number)
        if known != cell or not np.array_equal(block.table[at[0]], vector):
            self.forget()

    def _extend(self, cell: int, found: linked.Vectors) -> None:
        block = self._blocks[cell]
        dated = (block.first <= found.days) & (found.days <= block.last)
        chosen = (found.cells == cell) & (dated | (found.days == 0))
        new = _block(block.first, block.last, found, np.flatnonzero(chosen))
        self._blocks[cell] = _Block(
            block.first,
            block.last,
            np.concatenate([block.numbers, new.numbers]),
            np.concatenate([block.days, new.days]),
            np.concatenate([block.table, new.table]),
            np.concatenate([block.squares, new.squares]),
        )
        self._cell_of.update(dict.fromkeys(new.numbers.tolist(), cell))
        self._rows += len(new.numbers)

    def fetch(self, connection: Connection, cells: Iterable[int], first: int, last: int) -> None:
        """Fetch the vectors of cells within some days, unless they are there."""
        missing = [cell for cell in cells if not self._covers(cell, first, last)]
        if not missing:
            return
        first, last = max(first - _AHEAD, 0), last + _AHEAD
        found = linked.vectors_in(connection, missing, first, last)
        order = np.argsort(found.cells, kind="stable")
        ordered = found.cells[order]
        for cell in missing:
            chosen = order[np.searchsorted(ordered, cell) : np.searchsorted(ordered, cell, "right")]
            table = found.vectors[chosen].astype(np.float32)
            squares = np.einsum("ij,ij->i", table, table).astype(np.float64)
            self._blocks[cell] = _Block(
                first, last, found.numbers[chosen], found.days[chosen], table, squares
            )
            self._rows += len(chosen)

    def near(
        self, vector: npt.NDArray[np.int8], day: int, cells: Iterable[int], least: float
    ) -> list[tuple[int, float]]:
        """Return the statements of fetched cells that are in reach of a vector, with the cosines."""
        one = vector.astype(np.float32)
        square = float(one @ one)
        found: list[tuple[int, float]] = []
        for cell in cells:
            block = self._blocks[cell]
            if not len(block.numbers):
                continue
            cosines = (block.table @ one).astype(np.float64) / np.sqrt(
                np.maximum(block.squares * square, 1.0)
            )
            chosen = cosines >= least
            if day:
                chosen &= (np.abs(block.days - day) <= WINDOW) | (block.days == 0)
            found += zip(block.numbers[chosen].tolist(), cosines[chosen].tolist(), strict=True)
        return found

    def _covers(self, cell: int, first: int, last: int) -> bool:
        block = self._blocks.get(cell)
        return block is not None and block.first <= first and last <= block.last


def _block(first: int, last: int, found: linked.Vectors, chosen: npt.NDArray[np.int64]) -> _Block:
    table = found.vectors[chosen].astype(np.float32)
    squares = np.einsum("ij,ij->i", table, table).astype(np.float64)
    return _Block(first, last, found.numbers[chosen], found.days[chosen], table, squares)


class LedgerStore:
    """The statements of a ledger, within one transaction; see `laut.linking.pivots.Store`."""

    def __init__(self, connection: Connection, scorer: PairScorer, cells: Cells, blocks: Blocks) -> None:
        self._connection, self._scorer, self._cells, self._blocks = connection, scorer, cells, blocks
        self._standings: dict[int, Standing] = {}
        self._absent: set[int] = set()
        self._tellings: dict[int, Told] = {}
        self._reach: dict[int, dict[int, float]] = {}
        self._places: dict[int, Place | None] = {}
        self._members: dict[int, list[int]] = {}
        blocks.refresh(connection)

    def prepare(self, numbers: Sequence[int]) -> None:
        """Fetch at once what these statements will need."""
        self._find_reach(numbers)
        self._stand({*numbers, *(other for number in numbers for other in self._reach[number])})

    def flush(self) -> list[int]:
        """Write the new places; return the claims that have changed and are there."""
        written = {
            number: None if place is None else (place.pivot, place.score, place.decided)
            for number, place in self._places.items()
            if place != self._stored(number) or number in self._absent
        }
        self._places.clear()
        return linked.write_places(self._connection, written) if written else []

    def key(self, number: int) -> Key:
        """See `pivots.Store`."""
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
        self._stand(self._reach[number])
        if not self._absent.isdisjoint(self._reach[number]):
            kept = {
                other: cosine for other, cosine in self._reach[number].items() if other not in self._absent
            }
            self._reach[number] = kept
        return self._reach[number]

    def same(self, earlier: int, later: int, cosine: float) -> float:
        """See `pivots.Store`."""
        profile = self._scorer.profile
        return self._scorer.same(profile(self._told(earlier)), profile(self._told(later)), cosine)

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

    def expect(self, numbers: Sequence[int]) -> None:
        """See `pivots.Store`."""
        missing = [number for number in numbers if number not in self._tellings]
        if missing:
            self._stand(missing)
            self._tellings.update(zip(missing, told(self._connection, missing), strict=True))

    def _stored(self, number: int) -> Place | None:
        self._stand([number])
        standing = self._standings.get(number)
        if standing is None or standing.pivot is None:
            return None
        # by which pivot it joined is not kept: only where people put claims together may it be another one
        via = 0 if standing.decided else standing.pivot
        return Place(standing.pivot, standing.score, via, standing.decided)

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
        rows = list(
            zip(own.numbers.tolist(), own.cells.tolist(), own.days.tolist(), own.vectors, strict=True)
        )
        for number, cell, _, vector in rows:
            self._blocks.check(number, cell, vector)
        for dated in (True, False):
            part = [row for row in rows if bool(row[2]) == dated]
            if part:
                days = [row[2] for row in part]
                first, last = (min(days) - WINDOW, max(days) + WINDOW) if dated else (0, UNDATED)
                around = {near for row in part for near in self._cells.around(row[1])}
                self._blocks.fetch(self._connection, sorted(around), first, last)
        least = self._scorer.least_cosine
        for number, cell, day, vector in rows:
            near = self._blocks.near(vector, day, self._cells.around(cell), least)
            self._reach[number] = {other: cosine for other, cosine in near if other != number}
        for number in numbers:
            self._reach.setdefault(number, {})

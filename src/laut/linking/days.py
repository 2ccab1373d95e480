"""Which statements lie near some others, by days of publication and vector? The ledger's vectors, kept by days.

All vectors of the days around are compared, by one product of matrices for each block of days: searching them is
linear, but exact, and in a ledger of a million statements takes a hundredth of a second for an article. The products
are whole numbers that float32 holds, so that cosines are the same on every processor.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from laut.ledger import linked
from laut.ledger.tables import DIMENSIONS
from laut.linking.reach import WINDOW

_SPAN: Final = 16
"""Days of a block."""
_MOST_NEW: Final = 5_000
"""New statements that are taken in one by one; after more of them, everything is fetched again."""
_MOST_ROWS: Final = 200_000
"""Vectors that are kept, of 1.5 kB each; beyond, those of days that are not asked for are let go."""
_ROOM: Final = 0.2
"""Share of a block that is kept free when it is made, for statements to come."""
_ROUGHLY: Final = 1e-4
"""What a cosine in float32 may be wrong by, and more."""
UNDATED: Final = 0
"""The day of vectors whose publication is not known (`laut.ledger.tables`)."""
_NO_BLOCK: Final = -1
"""The block of those."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Near:
    """Statements in reach of one, the nearest first: cosines, numbers, and days of publication (0: unknown)."""

    cosines: npt.NDArray[np.float64]
    numbers: Numbers
    days: Numbers

    def without(self, number: int) -> Near:
        """Return the others."""
        kept = self.numbers != number
        return Near(self.cosines[kept], self.numbers[kept], self.days[kept])


class _Block:
    """The vectors of some days, with room for more.

    Attributes:
        numbers: of their statements [n], in order.
        days: of publication [n].
        columns: the vectors [384,n], whole numbers.
        squares: of their lengths [n].
    """

    numbers: Numbers
    days: Numbers
    columns: npt.NDArray[np.float32]
    squares: npt.NDArray[np.float32]

    def __init__(self, found: linked.Vectors) -> None:
        room = len(found.numbers) + max(int(_ROOM * len(found.numbers)), _SPAN)
        self._room: tuple[npt.NDArray[Any], ...] = (
            np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros((DIMENSIONS, room), np.float32),
            np.zeros(room, np.float32),
        )  # fmt: skip
        self.numbers, self.days, self.columns, self.squares = (array[..., :0] for array in self._room)
        self.add(found)

    def add(self, found: linked.Vectors) -> None:
        """Add vectors of statements with higher numbers than those that are there; the others are there already."""
        order = np.argsort(found.numbers)
        if len(self.numbers):
            order = order[found.numbers[order] > self.numbers[-1]]
        first, last = len(self.numbers), len(self.numbers) + len(order)
        if last > len(self._room[0]):
            more = max(int(_ROOM * last), _SPAN) + last - len(self._room[0])
            self._room = tuple(
                np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, more)]) for array in self._room
            )
        columns = found.vectors[order].T.astype(np.float32)
        added = (found.numbers[order], found.days[order], columns, np.einsum("ij,ij->j", columns, columns))
        for array, values in zip(self._room, added, strict=True):
            array[..., first:last] = values
        self.numbers, self.days, self.columns, self.squares = (array[..., :last] for array in self._room)

    def places(self, numbers: Numbers) -> tuple[Numbers, npt.NDArray[np.bool_]]:
        """Return where statements stand [n], and which are here [n]: the places of the others mean nothing."""
        at = np.minimum(np.searchsorted(self.numbers, numbers), max(len(self.numbers) - 1, 0))
        return at, self.numbers[at] == numbers if len(self.numbers) else np.zeros(len(at), bool)

    def agrees(self, own: linked.Vectors, belong: npt.NDArray[np.bool_]) -> bool:
        """Whether of some statements those that belong here are here, as they are, and the others are not."""
        at, there = self.places(own.numbers)
        if (there != belong).any():
            return False
        places = at[belong]
        same_days = (self.days[places] == own.days[belong]).all()
        return bool(same_days and (self.columns[:, places] == own.vectors[belong].T).all())


class Days:
    """Vectors by day of publication, fetched when they are first asked for, and anew when the ledger has grown much."""

    def __init__(self) -> None:
        self._blocks: dict[int, _Block] = {}
        self._newest = -1

    def refresh(self, connection: Connection) -> None:
        """Take in the vectors of statements that were not there before."""
        newest = linked.newest_statement(connection)
        if newest < self._newest or newest > self._newest + _MOST_NEW:
            self.forget()
        elif newest > self._newest and self._blocks:
            for number, found in _by_block(linked.vectors_after(connection, self._newest)):
                if number in self._blocks:
                    self._blocks[number].add(found)
        self._newest = newest

    def forget(self) -> None:
        """Forget everything, because vectors may have changed."""
        self._blocks.clear()

    def check(self, own: linked.Vectors) -> None:
        """Forget everything if a statement has another vector or day than it had: it was corrected or read again."""
        blocks = _blocks_of(own.days)
        if not all(block.agrees(own, blocks == number) for number, block in self._blocks.items()):
            self.forget()

    def fetch(self, connection: Connection, days: Iterable[int]) -> None:
        """Fetch the vectors of the days around some days and those without a day, unless they are there.

        Args:
            days: ordinals; 0 is near every day, and fetches all.
        """
        asked = set(days)
        if UNDATED in asked:
            first, last = linked.days_of_vectors(connection)
            wanted = set(range(_block_of(first), _block_of(last) + 1)) if last else set()
        else:
            wanted = set(itertools.chain.from_iterable(map(_around, asked)))
        wanted.add(_NO_BLOCK)
        missing = sorted(wanted - self._blocks.keys())
        if missing and sum(len(block.numbers) for block in self._blocks.values()) > _MOST_ROWS:
            self._blocks = {number: block for number, block in self._blocks.items() if number in wanted}
        for first, last in _runs(missing):
            self._blocks.update({number: _Block(_NOTHING) for number in range(first, last + 1)})
            for number, found in _by_block(_vectors(connection, first, last)):
                self._blocks[number] = _Block(found)

    def found(self, numbers: list[int], day: int) -> tuple[list[int], npt.NDArray[np.int8]] | None:
        """Return those of some statements of a day that have a vector, with these [n,384]; None if it is not fetched.

        Args:
            numbers: in order.
            day: of their publication, 0 where it is not known.
        """
        block = self._blocks.get(_block_of(day))
        if block is None:
            return None
        wanted = np.array(numbers, np.int64)
        at, there = block.places(wanted)
        return wanted[there].tolist(), block.columns[:, at[there]].T.astype(np.int8)

    def near(self, vectors: npt.NDArray[np.int8], days: Numbers, least: float) -> list[Near]:
        """Return, for each of some vectors, the fetched statements in its reach.

        Args:
            vectors: int8 [n,384].
            days: of their publication [n], 0 where it is not known.
            least: the cosine from which others are in reach.
        """
        ones = vectors.astype(np.float32)
        squares = np.einsum("ij,ij->i", ones, ones)
        lengths = _lengths(squares)
        around = {
            day: self._blocks.keys() if day == UNDATED else set(_around(day)) for day in set(days.tolist())
        }
        parts = [_NONE]
        for number, block in self._blocks.items():
            asking = np.flatnonzero([number in around[day] for day in days.tolist()])
            if not len(block.numbers) or not len(asking):
                continue
            products = ones[asking] @ block.columns  # exact: sums of products of int8 stay below 2**23
            bounds = np.float32(least - _ROUGHLY) * lengths[asking, None] * _lengths(block.squares)
            found = np.flatnonzero(products >= bounds)
            rows, columns = np.divmod(found, len(block.numbers))
            rows, others = asking[rows], block.days[columns]
            exact = np.maximum(squares[rows].astype(float) * block.squares[columns].astype(float), 1.0)
            cosines = products.ravel()[found].astype(float) / np.sqrt(exact)
            within = (np.abs(others - days[rows]) <= WINDOW) | (others == UNDATED) | (days[rows] == UNDATED)
            kept = (cosines >= least) & within
            parts.append((rows[kept], cosines[kept], block.numbers[columns[kept]], others[kept]))
        rows, cosines, numbers, found_days = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.lexsort((numbers, -cosines, rows))
        ends = np.searchsorted(rows[order], np.arange(len(vectors) + 1))
        chosen = [order[a:b] for a, b in itertools.pairwise(ends)]
        return [Near(cosines[one], numbers[one], found_days[one]) for one in chosen]


_NOTHING: Final = linked.Vectors(
    np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, DIMENSIONS), np.int8)
)
_NONE: Final = (np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64), np.zeros(0, np.int64))


def _lengths(squares: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The lengths of vectors, at least 1."""
    lengths: npt.NDArray[np.float32] = np.sqrt(np.maximum(squares, np.float32(1)))
    return lengths


def _block_of(day: int) -> int:
    return _NO_BLOCK if day == UNDATED else day // _SPAN


def _blocks_of(days: Numbers) -> Numbers:
    return np.where(days == UNDATED, _NO_BLOCK, days // _SPAN)


def _around(day: int) -> Iterable[int]:
    """The blocks with the days around one, and that of the undated."""
    return _NO_BLOCK, *range(_block_of(max(day - WINDOW, 1)), _block_of(day + WINDOW) + 1)


def _runs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """Yield the first and the last of each row of successive numbers; that of the undated stands alone."""
    first = 0
    for at, number in enumerate(numbers):
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if following != number + 1 or number == _NO_BLOCK:
            yield numbers[first], number
            first = at + 1


def _vectors(connection: Connection, first: int, last: int) -> linked.Vectors:
    """Return the vectors of some successive blocks."""
    if first == _NO_BLOCK:
        return linked.vectors_between(connection, UNDATED, UNDATED)
    return linked.vectors_between(connection, max(first * _SPAN, 1), (last + 1) * _SPAN - 1)


def _by_block(found: linked.Vectors) -> Iterable[tuple[int, linked.Vectors]]:
    blocks = _blocks_of(found.days)
    for number in np.unique(blocks).tolist():
        own = blocks == number
        yield number, linked.Vectors(found.numbers[own], found.days[own], found.vectors[own])

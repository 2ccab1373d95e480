"""Where do the statements of a ledger stand, and who is in reach of whom? The ledger, as `pivots` asks for it.

One `LedgerStore` serves one transaction: it fetches what belongs to an article's statements in a few queries, and
keeps their new places until `flush`. The vectors of the days around are kept between transactions
(`laut.linking.days`).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from laut.ledger import linked
from laut.ledger.linked import Standing
from laut.ledger.told import told
from laut.linking.affairs import Affairs, Words, kept_words
from laut.linking.days import UNDATED as UNDATED_DAY
from laut.linking.days import Days
from laut.linking.margins import Margins, Statements
from laut.linking.pairs import PairScorer
from laut.linking.pivots import AT_ONCE, MOST, UNDATED, Key, Place, Tie
from laut.records import Told


class LedgerStore:
    """The statements of a ledger, within one transaction; see `laut.linking.pivots.Store`."""

    def __init__(self, connection: Connection, scorer: PairScorer, days: Days) -> None:
        self._connection, self._scorer, self._days = connection, scorer, days
        self._standings: dict[int, Standing] = {}
        self._absent: set[int] = set()
        self._tellings: dict[int, Told] = {}
        self._words: dict[str, Words] = {}
        self._affairs = Affairs(lambda told: self._words[told.article])
        self._texts: dict[int, list[int]] = {}
        self._margins = Margins(self._of_text, scorer.least_cosine)
        self._reach: dict[int, dict[int, float]] = {}
        self._later: dict[int, list[int]] = {}
        self._places: dict[int, Place | None] = {}
        self._members: dict[int, list[int]] = {}
        self._claims: dict[int, int] = {}
        days.refresh(connection)

    def prepare(self, numbers: Sequence[int]) -> None:
        """Fetch at once what these statements will need."""
        self._find_reach(numbers)
        near = {number: list(itertools.islice(self._reach[number], AT_ONCE)) for number in numbers}
        later = itertools.chain.from_iterable(self._later[number] for number in numbers)
        self._stand({*numbers, *itertools.chain.from_iterable(near.values()), *later})
        compared = itertools.chain.from_iterable(itertools.starmap(self._compared, near.items()))
        self.expect(sorted({*numbers, *compared}))

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

    def same(self, earlier: int, later: int, cosine: float | None) -> float:
        """See `pivots.Store`."""
        one, other = self._told(earlier), self._told(later)
        texts = self._standings[earlier].revision, self._standings[later].revision
        strangeness = self._affairs.strangeness(one, other)
        return self._margins.judge(self._scorer, (one, other), (earlier, later), texts, cosine, strangeness)

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
            articles = {self._tellings[number].article for number in missing} - self._words.keys()
            self._words.update(dict.fromkeys(articles, frozenset()))
            self._words.update(kept_words(self._connection, articles))
            texts = {self._standings[number].revision for number in missing} - self._texts.keys()
            self._texts.update(linked.by_revision(self._connection, texts))

    def _compared(self, number: int, near: Sequence[int]) -> set[int]:
        """With which others a statement will be compared, as far as can be told before any is placed."""
        if number in self._absent:
            return set()
        own = self.key(number)
        placed = [other for other in near if self._stored(other) is not None]
        earlier = [other for other in placed if self.key(other) < own][:MOST]
        later = [other for other in self._later[number] if self._stored(other) is not None]
        return {*earlier, *later}

    def _stored(self, number: int) -> Place | None:
        if number not in self._standings:
            self._stand([number])
        standing = self._standings.get(number)
        if standing is None or standing.pivot is None:
            return None
        via = number if standing.pivot == number else 0  # by which statement it joined is not kept
        return Place(standing.pivot, standing.score, via, standing.decided, standing.tied)

    def _of_text(self, text: int) -> Statements:
        """The statements of a revision that have a vector."""
        numbers = self._texts[text]
        published = next(self._standings[n].published for n in numbers if n in self._standings)
        found = self._days.found(numbers, published.toordinal() if published else UNDATED_DAY)
        if found is None or len(found[0]) < len(numbers):  # let go of, or changed by another process
            read = linked.vectors_of(self._connection, numbers)
            found = read.numbers.tolist(), read.vectors
        return Statements(*found)

    def _told(self, number: int) -> Told:
        self.expect([number])
        return self._tellings[number]

    def _stand(self, numbers: Iterable[int]) -> None:
        missing = [n for n in numbers if n not in self._standings and n not in self._absent]
        if missing:
            found = linked.standings(self._connection, missing)
            self._standings.update(found)
            self._absent.update(number for number in missing if number not in found)

    def _find_reach(self, numbers: Sequence[int]) -> None:
        own = linked.vectors_of(self._connection, [n for n in numbers if n not in self._reach])
        self._days.check(own)
        self._days.fetch(self._connection, own.days.tolist())
        near = self._days.near(own.vectors, own.days, self._scorer.least_cosine)
        for number, day, reached in zip(own.numbers.tolist(), own.days.tolist(), near, strict=True):
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
    later: npt.NDArray[np.bool_] = (others == UNDATED_DAY) | ((day != UNDATED_DAY) & (others >= day))
    return later

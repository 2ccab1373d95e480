"""Which statements come first where there is no query? The newest by publication, unknown dates last.

A ledger is not filled in the order of publication, so the newest that pass the filters are found by walking back
through the calendar: the index says at once whether a year, a month, a day has any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, func, or_, select

from laut.ledger.search import days
from laut.ledger.search.expression import Every, Expression, Phrase
from laut.ledger.search.facets import exact, wanted
from laut.ledger.search.filters import Filters
from laut.ledger.search.wording import found
from laut.ledger.tables import statement

FEW: Final = 1_000
"""Up to so many matches are simply sorted."""
_AT_ONCE = 500
_ANY = Filters(current=False)


class Place(NamedTuple):
    """Where a statement stands in the list.

    Attributes:
        day: earliest day of its publication; None if not known.
        id: its row number.
    """

    day: dt.date | None
    id: int

    def is_before(self, other: Place) -> bool:
        """Tell whether it stands before another."""
        return self._key() < other._key()

    def _key(self) -> tuple[int, int]:
        return (-self.day.toordinal() if self.day else 0, -self.id)


def newest(
    connection: Connection, filters: Filters, snapshot: int, after: Place | None, limit: int
) -> list[Place]:
    """Return the next places in the list of statements that pass the filters.

    Args:
        connection: of a ledger.
        filters: what must hold.
        snapshot: row number of the newest statement that counts.
        after: the last place that was given already.
        limit: how many.
    """
    expression = wanted(filters)
    if expression is None or filters.claim is not None:
        if filters.claim is None:
            return list(islice(_by_publication(connection, filters, snapshot, after, limit), limit))
        return _sorted(_of_claim(connection, filters, expression, snapshot), after)[:limit]
    ids = [row[0] for row in found(connection, expression, filters, snapshot, FEW + 1)]
    if len(ids) <= FEW:
        return _sorted(_places(connection, ids), after)[:limit]
    return list(islice(_walk(connection, expression, filters, snapshot, after, limit), limit))


def _sorted(places: list[Place], after: Place | None) -> list[Place]:
    later = [place for place in places if after is None or after.is_before(place)]
    return sorted(later, key=Place._key)


def _places(connection: Connection, ids: list[int]) -> list[Place]:
    query = select(statement.c.published_earliest, statement.c.id)
    chunks = (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
    return [
        Place(*row) for chunk in chunks for row in connection.execute(query.where(statement.c.id.in_(chunk)))
    ]


def _of_claim(
    connection: Connection, filters: Filters, expression: Expression | None, snapshot: int
) -> list[Place]:
    if expression is not None:
        return _places(
            connection, [row[0] for row in found(connection, expression, filters, snapshot, snapshot + 1)]
        )
    query = select(statement.c.published_earliest, statement.c.id)
    return [
        Place(*row) for row in connection.execute(query.where(*exact(filters), statement.c.id <= snapshot))
    ]


def _by_publication(
    connection: Connection, filters: Filters, snapshot: int, after: Place | None, limit: int
) -> Iterator[Place]:
    """Yield places in the order of the index on publication: almost every row passes."""
    day, number = statement.c.published_earliest, statement.c.id
    query = select(day, number).where(number <= snapshot, *exact(filters)).limit(limit)
    if after is None or after.day is not None:
        dated = query.where(day.is_not(None))
        if after is not None:
            dated = dated.where(
                day <= after.day, or_(day < after.day, and_(day == after.day, number < after.id))
            )
        yield from (Place(*row) for row in connection.execute(dated.order_by(day.desc(), number.desc())))
        after = None
    undated = query.where(day.is_(None))
    if after is not None:
        undated = undated.where(number < after.id)
    yield from (Place(*row) for row in connection.execute(undated.order_by(number.desc())))


def _walk(
    connection: Connection,
    expression: Expression,
    filters: Filters,
    snapshot: int,
    after: Place | None,
    limit: int,
) -> Iterator[Place]:
    if after is None or after.day is not None:
        # Two queries: each is one look into an index, while both in one would read all of it.
        published = statement.c.published_earliest
        first = connection.execute(select(func.min(published))).scalar()
        last = connection.execute(select(func.max(published))).scalar()
        if after is not None and last is not None:
            last = min(last, after.day or last)
        for day in _days(connection, expression, snapshot, first, last) if first and last else ():
            top = min(snapshot, after.id - 1) if after and after.day == day else snapshot
            on_day = _in_unit(expression, days.unit(day, "day").word)
            yield from (
                Place(day, row[0]) for row in found(connection, on_day, filters, top, limit, few=True)
            )
        after = None
    undated = _in_unit(expression, days.UNDATED)
    top = min(snapshot, after.id - 1) if after else snapshot
    yield from (Place(None, row[0]) for row in found(connection, undated, filters, top, limit))


def _days(
    connection: Connection, expression: Expression, snapshot: int, first: dt.date, last: dt.date
) -> Iterator[dt.date]:
    """Yield the days, the last first, on which something was published that the index finds."""

    def has_any(unit: str) -> bool:
        return bool(found(connection, _in_unit(expression, unit), _ANY, snapshot, 1, few=True))

    ask_for_years = connection.dialect.name == "sqlite"  # PostgreSQL would look for all of a year's matches

    for year in days.back(first, last, "year"):
        if ask_for_years and not has_any(year.word):
            continue
        for month in days.back(year.first, year.last, "month"):
            if has_any(month.word):
                yield from (day.first for day in days.back(month.first, month.last, "day"))


def _in_unit(expression: Expression, word: str) -> Expression:
    return Every((expression, Phrase((word,), ("facets",))))

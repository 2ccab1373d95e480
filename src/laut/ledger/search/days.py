"""Which words stand for days? Decades, years, months and days, so that any stretch of time is a handful of words.

A statement's interval has a word for every unit that it touches (``p_202`` the 2020s, ``p_2022``, ``p_202211``,
``p_20221102``), down to the units of which it touches few. Below that it has a *wide* word for each unit above
(``pw_202211``: touches November 2022, days not told). A stretch that is asked for is covered from decades down, with
units that lie inside it and, where its ends cut a unit, with that unit's wide word and the units below it. Every
interval that touches the stretch is found; one with a wide word perhaps though it does not, so rows have to be checked.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import Literal, NamedTuple

FIRST, LAST = dt.date(1800, 1, 1), dt.date(2199, 12, 31)
"""What lies outside counts as the nearest of these days; rows are checked anyway."""

UNDATED = "n_none"
"""Stands where it is not known when something was published."""

Size = Literal["year", "month", "day"]


class Unit(NamedTuple):
    """A year, a month or a day in which something may have been published.

    Attributes:
        word: what stands for it.
        first: first day.
        last: last day.
    """

    word: str
    first: dt.date
    last: dt.date


_SIZES: dict[Size, int] = {"year": 4, "month": 6, "day": 8}

# Places of an ISO date without hyphens that name a unit (2022-11-02: decade, year, month, day), and how many units an
# interval may touch to have words for them.
_LEVELS = ((3, 40), (4, 20), (6, 24), (8, 10))


@functools.lru_cache(maxsize=1 << 14)
def of_interval(kind: str, earliest: dt.date, latest: dt.date) -> tuple[str, ...]:
    """Return the words of an interval, both ends included.

    Args:
        kind: what it is the time of, the beginning of the words.
        earliest: first day.
        latest: last day.
    """
    return tuple(_of_interval(kind, _clipped(earliest), _clipped(max(earliest, latest))))


def _of_interval(kind: str, first: dt.date, last: dt.date) -> Iterator[str]:
    above: list[str] = []
    for level, most in _LEVELS:
        units = _units(first, last, level, most)
        if units is None:
            yield from (f"{kind}w_{unit}" for unit in above)
            return
        yield from (f"{kind}_{unit}" for unit in units)
        above = units


@functools.lru_cache(maxsize=1 << 14)
def of_publication(day: dt.date | None) -> tuple[str, ...]:
    """Return the words by which the newest are found: of the year, the month and the day, or `UNDATED`."""
    return (UNDATED,) if day is None else tuple(unit(day, size).word for size in _SIZES)


def unit(day: dt.date, size: Size) -> Unit:
    """Return the year, the month or the day that a day lies in."""
    level = _SIZES[size]
    start = _start(_clipped(day), level)
    return Unit(f"n_{_name(start, level)}", start, _end(start, level))


def back(first: dt.date, last: dt.date, size: Size) -> Iterator[Unit]:
    """Yield the units from the last day back to the first, the outer ones cut to these days."""
    day = _clipped(last)
    while day >= _clipped(first):
        found = unit(day, size)
        yield Unit(found.word, max(found.first, _clipped(first)), min(found.last, day))
        day = found.first - dt.timedelta(days=1)


def cover(kind: str, since: dt.date | None, until: dt.date | None) -> list[str]:
    """Return words of which every interval that touches the stretch has at least one."""
    return list(_cover(kind, _clipped(since or FIRST), _clipped(until or LAST), FIRST, LAST, 0))


def _cover(
    kind: str, since: dt.date, until: dt.date, first: dt.date, last: dt.date, depth: int
) -> Iterator[str]:
    """Cover what of the stretch lies between first and last with units of a level and, at its ends, below."""
    level = _LEVELS[depth][0]
    day = _start(max(since, first), level)
    while day <= min(until, last):
        end = _end(day, level)
        if since <= day and end <= until:
            yield f"{kind}_{_name(day, level)}"
        else:
            yield f"{kind}w_{_name(day, level)}"
            yield from _cover(kind, since, until, day, end, depth + 1)
        if end >= LAST:
            return
        day = end + dt.timedelta(days=1)


def _units(first: dt.date, last: dt.date, level: int, most: int) -> list[str] | None:
    """Return the names of the units from the first day to the last; None if there are more than so many."""
    names: list[str] = []
    day = first
    while day <= last:
        if len(names) == most:
            return None
        names.append(_name(day, level))
        end = _end(day, level)
        if end >= LAST:
            break
        day = end + dt.timedelta(days=1)
    return names


def _name(day: dt.date, level: int) -> str:
    return day.isoformat().replace("-", "")[:level]


def _start(day: dt.date, level: int) -> dt.date:
    if level == 3:
        return dt.date(day.year // 10 * 10, 1, 1)
    return day.replace(month=1, day=1) if level == 4 else day.replace(day=1) if level == 6 else day


def _end(day: dt.date, level: int) -> dt.date:
    """Return the last day of the unit."""
    if level == 8:
        return day
    if level == 6:
        following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return following - dt.timedelta(days=1)
    return dt.date(day.year // 10 * 10 + 9 if level == 3 else day.year, 12, 31)


def _clipped(day: dt.date) -> dt.date:
    return min(max(day, FIRST), LAST)

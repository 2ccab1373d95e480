"""Which days are a week, a season, the middle of a month, the third Sunday in Advent?

A `Period` is a unit of the calendar: its first and last day and the unit that they make up.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace

DAY = dt.timedelta(days=1)
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
"""Units that are whole months, with their length."""
DAYS_IN = {"day": 1, "week": 7, "weekend": 7}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First months, as meteorologists count. A winter has the number of the year that it begins in."""
_EASTER_HOLIDAYS = {"E+0": (-2, 1), "E+49": (0, 1), "12-25+": (-1, 1)}
"""Feasts whose name may mean the days around them, too."""


@dataclass(frozen=True, slots=True)
class Period:
    """A unit of the calendar, or a part of one.

    Attributes:
        unit: ``day``, ``week``, ``weekend``, ``month``, ``season``, ``quarter``, ``half``, ``year``, ``decade``
            or ``century``.
        first: its first day.
        last: its last day.
        season: SP, SU, FA or WI, if it is a season.
    """

    unit: str
    first: dt.date
    last: dt.date
    season: str = ""

    @property
    def middle(self) -> dt.date:
        """A day in the middle of it."""
        return self.first + (self.last - self.first) // 2


def period(unit: str, on: dt.date) -> Period:
    """Return the unit of the calendar that a day lies in."""
    if unit in MONTHS_IN:
        length = MONTHS_IN[unit]
        months = on.year * 12 + on.month - 1
        if unit == "century":
            months -= 12  # the 20th century is 1901 to 2000
        start = months - months % length + (12 if unit == "century" else 0)
        return Period(unit, _month_start(start), _month_start(start + length) - DAY)
    if unit == "week":
        monday = on - on.weekday() * DAY
        return Period(unit, monday, monday + 6 * DAY)
    if unit == "weekend":
        saturday = on + (5 - on.weekday()) * DAY
        return Period(unit, saturday, saturday + DAY)
    if unit == "season":
        month = on.month
        code = next((name for name, start in SEASONS.items() if start <= month < start + 3), "WI")
        return season(code, on.year - (month < 3))
    return Period("day", on, on)


def season(code: str, year: int) -> Period:
    """Return a season; a winter has the number of the year that it begins in."""
    start = year * 12 + SEASONS[code] - 1
    return Period("season", _month_start(start), _month_start(start + 3) - DAY, code)


def years(first: int, last: int) -> Period:
    """Return whole years; a year, if it is one."""
    return Period("year", dt.date(first, 1, 1), dt.date(last, 12, 31))


def moved(one: Period, steps: int) -> Period:
    """Return the period that lies so many units later (or earlier)."""
    if one.unit == "season":
        return season(one.season, one.first.year + steps)
    return period(one.unit, added(one.first, one.unit, steps))


def added(day: dt.date, unit: str, steps: float) -> dt.date:
    """Return the day that lies so many units later; the last of its month if that is shorter.

    Days out of the calendar's range become its first or last day.
    """
    try:
        if unit in MONTHS_IN:
            months = day.year * 12 + day.month - 1 + round(steps * MONTHS_IN[unit])
            year, month = divmod(months, 12)
            length = calendar.monthrange(year, month + 1)[1]
            return dt.date(year, month + 1, min(day.day, length))
        return day + round(steps * DAYS_IN.get(unit, 0)) * DAY
    except (ValueError, OverflowError):
        return dt.date.min if steps < 0 else dt.date.max


def part(one: Period, edge: str) -> Period:
    """Return the beginning (``start``), the middle (``mid``) or the end (``end``) of a period."""
    first, last = one.first, one.last
    if one.unit == "month":
        cuts = first + 9 * DAY, first + 19 * DAY
    elif one.unit == "week":
        cuts = first + DAY, first + 3 * DAY
    elif one.unit in ("day", "weekend"):
        return one
    else:
        third = ((last.year - first.year) * 12 + last.month - first.month + 1) / 3
        cuts = added(first, "month", third) - DAY, added(first, "month", 2 * third) - DAY
    if edge == "start":
        return replace(one, last=cuts[0])
    return (
        replace(one, first=cuts[1] + DAY)
        if edge == "end"
        else replace(one, first=cuts[0] + DAY, last=cuts[1])
    )


def half_of(one: Period, number: int) -> Period:
    """Return the first or the second half of a period."""
    middle = one.middle
    return replace(one, last=middle) if number == 1 else replace(one, first=middle + DAY)


def holiday(key: str, year: int) -> Period:
    """Return a feast by its key.

    ``MM-DD`` is a date (with + a feast of several days), ``E+n`` counts days from Easter Sunday, ``A-n`` weeks
    from the fourth Sunday in Advent, ``Nmm+n`` is the n-th Sunday of a month.

    The one day in the middle gives it its TIMEX3 value (see `values.timex`).
    """
    if key[0] == "E":
        day = easter(year) + int(key[1:]) * DAY
    elif key[0] == "A":
        fourth = dt.date(year, 12, 24)
        fourth -= (fourth.weekday() + 1) % 7 * DAY
        day = fourth + 7 * int(key[1:]) * DAY
        if key == "A-5":  # the Wednesday before the last Sunday of the church year
            day = fourth - 32 * DAY
    elif key[0] == "N":
        day = dt.date(year, int(key[1:3]), 7 * int(key[3:]))
        day -= (day.weekday() + 1) % 7 * DAY
    else:
        day = dt.date(year, int(key[:2]), int(key[3:5]))
    return Period("day", day, day)


def around(key: str, feast: Period) -> Period:
    """Return a feast with the days that its name may mean, too: Ostern is Good Friday to Easter Monday."""
    before, after = _EASTER_HOLIDAYS.get(key, (0, 0))
    return replace(feast, first=feast.first + before * DAY, last=feast.last + after * DAY)


def easter(year: int) -> dt.date:
    """Return Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def _month_start(months: int) -> dt.date:
    """Return the first day of a month, counted from the year 0; the calendar's last day if it is beyond."""
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, 1) if 1 <= year <= 9999 else (dt.date.min if year < 1 else dt.date.max)

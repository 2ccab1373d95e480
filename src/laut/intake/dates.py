"""Dates as pages write them: ISO and its relatives, e-mail dates, German numbers; as precise as they are."""

from __future__ import annotations

import calendar
import datetime as dt
import email.utils
import re
import zoneinfo

from laut.records import DateRange

HOME = "Europe/Berlin"
"""Where the day of a report in German is counted; Vienna and Zurich keep the same time."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EPOCH = dt.date(1970, 1, 1)
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\s*(\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_MONTH = re.compile(r"(\d{4})[-/](\d{2})/?")
_NUMBERS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")


def parse_date(text: str, *, local: bool = True) -> DateRange | None:
    """Return the day, or the month if no day is given, that a machine-readable date means.

    A time in UTC is turned to local time first where `local` is set: a report of 22:30 UTC is dated to the next
    day by its readers in Berlin. Years outside 1900–2100 and the first day of 1970 (an empty clock) are not dates.
    """
    text = text.strip()
    if match := _ISO.match(text):
        day = _day(*(int(part) for part in match.group(1, 2, 3)))
        if day and local and match[4] and match[5] and _is_utc(match[5]):
            day = _local_day(day, match[4])
        return DateRange(day, day) if day else None
    if match := _MONTH.fullmatch(text):
        return month(int(match[1]), int(match[2]))
    if match := _NUMBERS.search(text):
        day = _day(int(match[3]), int(match[2]), int(match[1]))
        return DateRange(day, day) if day else None
    try:
        parsed = email.utils.parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    day = _day(parsed.year, parsed.month, parsed.day)
    return DateRange(day, day) if day else None


def month(year: int, number: int) -> DateRange | None:
    """Return a whole month, or None if there is no such month."""
    first = _day(year, number, 1)
    if first is None:
        return None
    return DateRange(first, first.replace(day=calendar.monthrange(year, number)[1]))


def _day(year: int, number: int, day: int) -> dt.date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        date = dt.date(year, number, day)
    except ValueError:
        return None
    return None if date == _EPOCH else date


def _is_utc(zone: str) -> bool:
    return zone in ("Z", "UTC", "GMT") or not zone.strip("+-0:")


def _local_day(day: dt.date, clock: str) -> dt.date:
    hour, minute = int(clock[:2]), int(clock.replace(":", "")[2:4])
    try:
        instant = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=dt.UTC)
        return instant.astimezone(zoneinfo.ZoneInfo(HOME)).date()
    except (ValueError, zoneinfo.ZoneInfoNotFoundError):  # no such hour; no time zone data on this machine
        return day

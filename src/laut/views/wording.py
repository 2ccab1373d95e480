"""How do we say it? Dates and counts in English, and text made safe to show. The terms are in `laut.views.terms`."""

from __future__ import annotations

import calendar
import datetime as dt

from laut.records import DateRange

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)  # not calendar.month_name, which follows the locale of the process


def describe_range(dates: DateRange | None) -> str | None:
    """Return the date as precisely as it is known: a day, a month, a year, or from one day to another."""
    if dates is None:
        return None
    return describe_interval(dates.earliest, dates.latest)


def describe_interval(first: dt.date, last: dt.date) -> str:
    """Return ``8 November 2022``, ``November 2022``, ``2022``, ``3–8 November 2022`` or both full dates."""
    if first == last:
        return _day(first)
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and ends_month:
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month - 1]} {first.year}"
        if (first.year, first.month, last.month) == (last.year, 1, 12):
            return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return ``1 statement``, ``2 statements``, ``12,345 statements``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


# What a page must not contain: C0 and C1 controls and lone surrogates are no characters of HTML, and a
# bidirectional override would show the words in another order than the record has them.
_BARRED = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]
_SHOWABLE = dict.fromkeys([*_BARRED, 0x202D, 0x202E, 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}")
_STEERING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def showable(text: str) -> str:
    """Return the text with every character that a page must not contain as �; the length stays the same."""
    return text.translate(_SHOWABLE)


def one_line(text: str) -> str:
    """Return the text for labels and attributes: showable, on one line, without bidirectional controls."""
    return " ".join(showable(text.translate(_STEERING)).split())

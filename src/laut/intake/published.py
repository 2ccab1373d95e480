"""When was it published? Dates as people write them, as precise as they are."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re

from laut.intake.dates import parse_date
from laut.intake.plain_rules import plain_rules
from laut.records import DateRange, Record

FIRST_YEAR, LAST_YEAR = 1600, 2100
"""The first newspapers appeared in 1605; a later year than 2100 is a typing error."""

PIVOT = 70
"""Years of two digits from here on belong to the twentieth century."""

MAX_DATE_LINE = 160
"""Characters; a longer line is not a line of dates."""

_GAP = re.compile(r"[\s,;|·•/()–—-]*(?:um\b\s*|at\b\s*)?")
_BEFORE = re.compile(r"[\s(\[|]*")
_COLON = re.compile(r"\s*:?\s*")
_NOTHING_ELSE = re.compile(r"[\s,;|·•)\].]*(?:(?:Seite|S\.|page|p\.) ?[A-Z]?\d{1,3}[\s.]*)?$", re.IGNORECASE)


class DateLine(Record, frozen=True):
    """What a line of dates says, and where in the line it ends.

    Attributes:
        published: the first date that is not a later version's, else the first; None if only a time is given.
        end: offset behind the dates; the line's length if there is nothing else in it.
        labelled: whether a word such as "Datum" or "Stand" says that it is a date line.
        updated: whether the date is that of a later version.
    """

    published: DateRange | None
    end: int
    labelled: bool
    updated: bool


def parse_published(text: str) -> DateRange | None:
    """Return the day, month or year that `text` means, or None if it is not a date.

    Machine-readable dates (ISO 8601, e-mail dates) and dates as people write them in German and English, alone
    or in a line such as "Stand: 3. November 2022, 14:05 Uhr".
    """
    text = " ".join(text.split())
    if len(text) > MAX_DATE_LINE:
        return None
    line = read_date_line(text)
    # A time in UTC belongs to the next day late in the evening, which only the machine-readable reading knows.
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text) or line is None or line.end < len(text):
        return parse_date(text) or (line.published if line else None)
    return line.published


def read_date_line(text: str) -> DateLine | None:
    """Read the dates that `text` begins with, or return None if it does not begin with one."""
    text = text[:MAX_DATE_LINE]
    dates: list[tuple[DateRange, bool]] = []
    labelled = False
    end = 0
    while True:
        at = _behind(_GAP if end else _BEFORE, text, end)
        at, label, is_update = _read_label(text, at)
        at = _behind(_weekday(), text, at)
        date = match_date(text, at)
        clock = plain_rules().clock.match(text, _behind(_GAP, text, date[1]) if date else at)
        if date is None and (clock is None or not (label or end)):
            break
        if date:
            dates.append((date[0], is_update))
        end = clock.end() if clock else date[1] if date else end
        labelled = labelled or label
    if not end:
        return None
    # A later version dates the report only where nothing else does: False sorts before True.
    published, updated = min(dates, key=lambda date: date[1], default=(None, False))
    end = len(text) if _NOTHING_ELSE.match(text, end) else end
    return DateLine(published=published, end=end, labelled=labelled, updated=updated)


def _read_label(text: str, at: int) -> tuple[int, bool, bool]:
    """Return where the label at offset `at` ends, whether there is one, and whether it is a later version's."""
    for pattern, is_update in ((plain_rules().update_label, True), (plain_rules().date_label, False)):
        match = pattern.match(text, at)
        if match and not text[match.end() : match.end() + 1].isalnum():
            return _behind(_COLON, text, match.end()), True, is_update
    return at, False, False


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the offset behind what `pattern` matches at offset `at`; `at` itself if it does not match."""
    match = pattern.match(text, at)
    return match.end() if match else at


@functools.cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?:{plain_rules().weekday.pattern})\b[.,]*\s*(?:den\s+)?", re.IGNORECASE)


def match_date(text: str, at: int = 0) -> tuple[DateRange, int] | None:
    """Return the date that stands in `text` at offset `at`, and the offset behind it."""
    for pattern in _patterns():
        match = pattern.match(text, at)
        if match is None:
            continue
        parts = match.groupdict()
        month = parts.get("month")
        number = (
            plain_rules().months.get(month.casefold(), 0)
            if month and not month.isdigit()
            else int(month or 0)
        )
        found = date_range(_full_year(parts["year"]), number or None, int(parts.get("day") or 0) or None)
        if found and not (month and not number):
            return found, match.end()
    return None


def date_range(year: int, month: int | None = None, day: int | None = None) -> DateRange | None:
    """Return the year, month or day as an interval, or None if there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        earliest = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return DateRange(earliest, earliest)
    last = month or 12
    return DateRange(earliest, dt.date(year, last, calendar.monthrange(year, last)[1]))


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the ways of writing a date, the more precise before the less precise."""
    names = "|".join(sorted(plain_rules().months, key=len, reverse=True))
    written = [
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
        r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b",
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})\b",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})\b",
        rf"(?P<day>\d{{1,2}})\.?\s?(?P<month>{names})\.?,?\s(?P<year>\d{{4}})\b",
        rf"(?P<month>{names})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})\b",
        rf"(?P<month>{names})\.?\s(?P<year>\d{{4}})\b",
        r"(?P<year>\d{4})[-/](?P<month>\d{2})\b",
        r"(?P<month>\d{2})/(?P<year>\d{4})\b",
        r"(?P<year>\d{4})\b(?![.,/-]\d)",
    ]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= PIVOT else 2000)

"""What days does a date, a weekday, a feast or a time of day mean?

One function for each kind of rule in ``timing.yaml``; each takes a match and the scene and returns a reading, or
None if the words turn out to be no time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from laut.reading.timing import intervals
from laut.reading.timing.grammar import Match
from laut.reading.timing.intervals import DAY, Period, moved, period
from laut.reading.timing.scene import Reading, Scene, dated
from laut.reading.timing.values import timex

CONTRADICTED = 8
"""How many times farther away a year is taken to be if the tense of the clause speaks against it."""
AHEAD = 2.5
"""The same for what lies ahead if nothing says so: news tells what has happened."""


def calendar(match: Match, scene: Scene) -> Reading | None:
    """Read a date, or a month, season, year, decade, century, or a part of one."""
    slots = match.slots
    if "iso" in slots:
        return dated(period("day", slots["iso"]), slots)
    if "iso_month" in slots:
        return dated(period("month", slots["iso_month"]), slots)
    if "years" in slots:
        return dated(intervals.years(*slots["years"]), slots)
    if "bare_year" in slots and scene.before_noun:
        return None
    if "weekday_daypart" in slots and "day" in slots:
        slots = {**slots, "daypart": slots["weekday_daypart"][1]}
    year = _year(match, scene)
    month = slots["month_half"][0] if "month_half" in slots else slots.get("month", slots.get("month_number"))
    if month is not None:
        if "day" not in slots:
            return dated(_of_year(year, match, scene, lambda y: period("month", dt.date(y, month, 1))), slots,
                          "" if year else f"XXXX-{month:02d}")  # fmt: skip
        try:
            dt.date(year or 2000, month, slots["day"])
        except ValueError:
            return None
        one = _of_year(year, match, scene, lambda y: _safe_day(y, month, slots["day"]))
        return dated(one, slots, "" if year else f"XXXX-{month:02d}-{slots['day']:02d}")
    for name, months in (("quarter", 3), ("half", 6)):
        if name in slots:
            first = (slots[name] - 1) * months + 1
            if not 1 <= first <= 12:
                return None
            one = _of_year(year, match, scene, lambda y: period(name, dt.date(y, first, 1)))  # noqa: B023
            return dated(one, slots)
    if "season" in slots:
        if scene.after_name and match.own == {"season"}:
            return None
        code = slots["season"]
        one = _of_year(year, match, scene, lambda y: intervals.season(code, y))
        return dated(one, slots, "" if year else f"XXXX-{code}")
    if not slots.keys().isdisjoint(("decade", "decade_word", "decade_years", "century")):
        return dated(_long_ago(slots), slots)
    if year is None:
        return None
    return dated(intervals.years(year, max(year, _until(slots, year))), slots)


def _year(match: Match, scene: Scene) -> int | None:
    """Return the year that the words name."""
    slots = match.slots
    if "year_shift" in slots:
        return scene.today.year + int(slots["year_shift"])
    year = next((slots[name] for name in ("anyyear", "year", "oldyear", "bare_year") if name in slots), None)
    short = slots.get("short_year")
    if short is not None and "short_year" in match.own and "anyyear" not in match.own:
        if year is not None:  # 1939–45
            return int(year) - int(year) % 100 + int(short)
        century = scene.today.year - scene.today.year % 100
        return century + int(short) - (100 if century + short > scene.today.year + 10 else 0)
    return None if year is None else int(year)


def _until(slots: Mapping[str, Any], year: int) -> int:
    until = int(slots.get("until", year))
    return year - year % 100 + until if until < 100 else until


def _of_year(year: int | None, match: Match, scene: Scene, make: Callable[[int], Period]) -> Period:
    """Return the period of that year; if no year is named, of the one that the text most probably means."""
    if year is not None:
        return make(year)
    today = scene.today
    around = [make(today.year + shift) for shift in (-2, -1, 0, 1, 2)]
    direction = match.slots.get("direction")
    if direction == -1:
        return [one for one in around if one.last < today][-1]
    if direction == 1:
        return next(one for one in around if one.first > today)
    if match.joined and scene.told is not None:
        first = scene.told.first
        return next(one for one in (make(first.year), make(first.year + 1)) if one.first >= first)
    if scene.year is not None:
        return make(scene.year)

    def distance(one: Period) -> int:
        if one.first <= today <= one.last:
            return 0
        days = (today - one.last).days if one.last < today else (one.first - today).days
        side = -1 if one.last < today else 1
        if scene.direction == -side:
            return days * CONTRADICTED
        unlikely = side == 1 and not scene.direction and one.unit in ("day", "month")
        return round(days * AHEAD) if unlikely else days

    if scene.open_end == "since":
        around = [one for one in around if one.first <= today]
    return min(around, key=distance)


def _safe_day(year: int, month: int, day: int) -> Period:
    """Return the day; 28 February for the 29th in a year without one."""
    try:
        return period("day", dt.date(year, month, day))
    except ValueError:
        return period("day", dt.date(year, month, 28))


def _long_ago(slots: Mapping[str, Any]) -> Period:
    if "century" in slots:
        return period("century", dt.date(max(int(slots["century"]), 1) * 100 - 50, 1, 1))
    tens = slots["decade_years"][0] if "decade_years" in slots else slots.get("decade_word", 0)
    decade = int(tens) * 10 or int(slots["decade"])
    return period("decade", dt.date(decade if decade > 100 else 1900 + decade, 1, 1))


def holiday(match: Match, scene: Scene) -> Reading | None:
    """Read a feast by its name."""
    key = match.slots["holiday"] if "holiday" in match.slots else f"A{match.slots['advent'] - 4:+d}"
    if key[0] == "A" and not -5 <= int(key[1:]) <= 0:
        return None
    year = _year(match, scene)
    one = _of_year(year, match, scene, lambda y: intervals.holiday(key, y))
    wide = intervals.around(key, one)
    return Reading("DATE", timex(one), wide.first, wide.last, one)


def weekday(match: Match, scene: Scene) -> Reading:
    """Read a weekday: the last one up to the publication; for plans the next one."""
    slots = match.slots
    number, today = int(slots["weekday"] if "weekday" in slots else slots["weekday_daypart"][0]), scene.today
    if "weekday_daypart" in slots:
        slots = {**slots, "daypart": slots["weekday_daypart"][1]}
    monday = today - today.weekday() * DAY
    last = today - (today.weekday() + 1 - number) % 7 * DAY
    direction = slots.get("direction")
    if "week" in slots:
        day = monday + (7 * int(slots["week"]) + number - 1) * DAY
    elif match.joined and scene.told is not None:
        day = scene.told.first + (number - 1 - scene.told.first.weekday()) % 7 * DAY
    elif direction == 0:
        day = monday + (number - 1) * DAY
    elif direction == -1:
        day = last if last < today else last - 7 * DAY
    elif direction == 1 or scene.direction == 1:
        day = last + 7 * DAY if last < today or direction == 1 else last
    else:
        day = last
    return dated(period("day", day), slots, f"XXXX-WXX-{number}")


def deictic(match: Match, scene: Scene) -> Reading:
    """Read *heute*, *gestern*, *morgen* …, perhaps with a time of day."""
    shift, slots = int(match.slots["deictic"]), match.slots
    named = "daypart" in slots or "weekday" in slots
    if shift == 0 and not scene.daily and scene.direction >= 0 and not named:
        return Reading("DATE", "PRESENT_REF")
    return dated(period("day", scene.today + (shift + int(slots.get("add", 0))) * DAY), slots, "XXXX-XX-XX")


def weekend(match: Match, scene: Scene) -> Reading:
    """Read a weekend: the last one that has begun; for plans the next one."""
    this = period("weekend", scene.today)
    direction = match.slots.get("direction", scene.direction)
    begun = this.first <= scene.today and "direction" not in match.slots
    one = this if direction == 1 or begun else moved(this, -1)
    return dated(one, match.slots, "XXXX-WXX-WE")


def clock(match: Match, scene: Scene) -> Reading | None:
    """Read a time of day by the clock."""
    hour = match.slots["hour"]
    if hour not in range(25):
        return None
    minute = int(match.slots.get("minute", 0)) if "minute" in match.own else 0
    if "half" in match.slots:  # halb acht
        hour, minute = int(hour) - 1, 30
    if match.slots.get("daypart") in ("AF", "EV") and hour < 12:
        hour += 12
    one = _day_told(scene)
    return Reading("TIME", f"{timex(one)}T{hour:02d}:{minute:02d}", one.first, one.last)


def daypart(match: Match, scene: Scene) -> Reading:
    """Read *am Abend*, *in der Nacht*: of the day that the sentence speaks of, else of the publication."""
    slots = {"daypart": match.slots.get("daypart", match.slots.get("daypart_noun"))}
    return replace(dated(_day_told(scene), slots), about=None)


def _day_told(scene: Scene) -> Period:
    if scene.near and scene.told is not None and scene.told.unit == "day":
        return scene.told
    return period("day", scene.today)

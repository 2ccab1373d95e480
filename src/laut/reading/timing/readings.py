"""What does an expression mean, seen from a day of publication and from what was told before it?

One function for each kind of rule in ``timing.yaml``; each takes a match and the scene and returns a reading, or
None if the words turn out to be no time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from laut.reading.timing import intervals
from laut.reading.timing.grammar import Match
from laut.reading.timing.intervals import DAY, Period, added, half_of, moved, part, period
from laut.reading.timing.values import duration, timex

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

_DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "month": 30, "quarter": 91, "half": 182, "year": 365, "decade": 3652,
            "century": 36524}  # fmt: skip

CONTRADICTED = 4
"""How many times farther away a year is taken to be if the tense of the clause speaks against it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means.

    Attributes:
        type: TIMEX3 type.
        value: TIMEX3 value.
        earliest, latest: the first and the last day that it may mean; None if that is not known.
        about: the period that later expressions ("am selben Tag") may refer to.
        open_value: the value if the publication date does not settle which one it is.
    """

    type: TimexType
    value: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    about: Period | None = None
    open_value: str = ""


@dataclass(slots=True)
class Scene:
    """What the reader knows when an expression comes.

    Attributes:
        today: day of publication.
        direction: what the verbs of the clause say: -1 behind, 1 ahead, 0 nothing.
        before: the word before the expression, in lower case.
        daily: whether the report speaks in days, so that *heute* is one.
        told: the last period that the text spoke of.
        after_name: whether the expression stands behind a word with a capital, as a surname does (Josef Sommer).
    near: whether that was shortly before, in the same paragraph.
        year: the year that the text is telling about, if not that of the publication and not far above.
    """

    today: dt.date
    direction: int = 0
    before: str = ""
    daily: bool = True
    after_name: bool = False
    told: Period | None = None
    near: bool = False
    year: int | None = None


def calendar(match: Match, scene: Scene) -> Reading | None:
    """Read a date, or a month, season, year, decade, century, or a part of one."""
    slots = match.slots
    if "iso" in slots:
        return _dated(period("day", slots["iso"]), slots)
    year = _year(match, scene)
    month = slots.get("month", slots.get("month_number"))
    if month is not None:
        if "day" not in slots:
            return _dated(_of_year(year, match, scene, lambda y: period("month", dt.date(y, month, 1))), slots,
                          "" if year else f"XXXX-{month:02d}")  # fmt: skip
        try:
            dt.date(year or 2000, month, slots["day"])
        except ValueError:
            return None
        one = _of_year(year, match, scene, lambda y: _safe_day(y, month, slots["day"]))
        return _dated(one, slots, "" if year else f"XXXX-{month:02d}-{slots['day']:02d}")
    for name, months in (("quarter", 3), ("half", 6)):
        if name in slots:
            first = (slots[name] - 1) * months + 1
            if not 1 <= first <= 12:
                return None
            one = _of_year(year, match, scene, lambda y: period(name, dt.date(y, first, 1)))  # noqa: B023
            return _dated(one, slots)
    if "season" in slots:
        if scene.after_name and match.own == {"season"}:
            return None
        code = slots["season"]
        one = _of_year(year, match, scene, lambda y: intervals.season(code, y))
        return _dated(one, slots, "" if year else f"XXXX-{code}")
    if not slots.keys().isdisjoint(("decade", "decade_word", "decade_years", "century")):
        return _dated(_long_ago(slots), slots)
    if year is None:
        return None
    return _dated(intervals.years(year, max(year, _until(slots, year))), slots)


def _dated(one: Period, slots: Mapping[str, Any], open_value: str = "") -> Reading:
    """Return the reading of a period, with the part of it or the time of day that the words name."""
    value = timex(one)
    kind: TimexType = "DATE"
    if "daypart" in slots and one.unit == "day":
        kind, value = "TIME", f"{value}T{slots['daypart']}"
        open_value = open_value and f"{open_value}T{slots['daypart']}"
    whole = one
    if "eve" in slots:
        one = replace(one, first=one.first - DAY)
    if "edge" in slots:
        one = part(one, slots["edge"])
    if "part" in slots and slots["part"] in (1, 2) and one.unit in ("century", "decade"):
        one = half_of(one, slots["part"])
    return Reading(kind, value, one.first, one.last, whole, open_value)


def _year(match: Match, scene: Scene) -> int | None:
    """Return the year that the words name."""
    slots = match.slots
    if "year_shift" in slots:
        return scene.today.year + int(slots["year_shift"])
    year = next((slots[name] for name in ("anyyear", "year", "oldyear") if name in slots), None)
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
    if scene.year is not None:
        return make(scene.year)

    def distance(one: Period) -> int:
        if one.first <= today <= one.last:
            return 0
        days = (today - one.last).days if one.last < today else (one.first - today).days
        side = -1 if one.last < today else 1
        return days * CONTRADICTED if scene.direction == -side else days

    if scene.before == "seit":
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
    return _dated(period("day", day), slots, f"XXXX-WXX-{number}")


def deictic(match: Match, scene: Scene) -> Reading:
    """Read *heute*, *gestern*, *morgen* …, perhaps with a time of day."""
    shift, slots = int(match.slots["deictic"]), match.slots
    if shift == 0 and not scene.daily and scene.direction >= 0 and "daypart" not in slots:
        return Reading("DATE", "PRESENT_REF")
    return _dated(period("day", scene.today + (shift + int(slots.get("add", 0))) * DAY), slots, "XXXX-XX-XX")


def relative(match: Match, scene: Scene) -> Reading | None:
    """Read *vergangene Woche*, *nächstes Jahr*, *Ende des Monats*."""
    unit, shift = match.slots["unit"], int(match.slots.get("shift", 0))
    if unit in ("hour", "minute", "second"):
        return None
    if unit == "day":
        return None if shift == -1 else told_unit(match, scene)
    if unit.startswith("season_"):
        code = unit.removeprefix("season_")
        given = {"direction": shift} if shift else {}
        as_season = replace(match, slots={**match.slots, **given, "season": code})
        return calendar(as_season, scene)
    if unit == "weekend" and shift:
        return weekend(replace(match, slots={**match.slots, "direction": shift}), scene)
    today = scene.today
    if unit == "year" and shift == 0 and "edge" in match.slots and scene.year is not None:
        today = today.replace(year=scene.year, day=1)
    return _dated(moved(period(unit, today), shift), match.slots)


def unit_edge(match: Match, scene: Scene) -> Reading:
    """Read *Jahresende*, *Monatsanfang*, *Wochenmitte*."""
    unit, edge = match.slots["unit_edge"]
    year = match.slots.get("anyyear", scene.year if unit == "year" else None)
    base = scene.today if year is None else dt.date(year, 1, 1)
    return _dated(period(unit, base), {"edge": edge})


def neighbour(match: Match, scene: Scene) -> Reading:
    """Read *Vorjahr*, *Vormonat*: before the time of publication, or before the year that the text tells about."""
    unit, shift = match.slots["neighbour"].split()
    base = scene.today if scene.year is None or unit != "year" else dt.date(scene.year, 1, 1)
    return _dated(moved(period(unit, base), int(shift)), match.slots)


def weekend(match: Match, scene: Scene) -> Reading:
    """Read a weekend: the last one that has begun; for plans the next one."""
    this = period("weekend", scene.today)
    direction = match.slots.get("direction", scene.direction)
    begun = this.first <= scene.today and "direction" not in match.slots
    one = this if direction == 1 or begun else moved(this, -1)
    return _dated(one, match.slots, "XXXX-WXX-WE")


def back(match: Match, scene: Scene) -> Reading:
    """Read *in den vergangenen zwei Jahren*, *seit drei Wochen*: from then to the publication."""
    return _long(match, scene, -1)


def ahead(match: Match, scene: Scene) -> Reading:
    """Read *in den kommenden drei Jahren*: from the publication to then."""
    return _long(match, scene, 1)


def _long(match: Match, scene: Scene, sign: int) -> Reading:
    amount, unit = _amount(match.slots)
    value = duration(amount, unit)
    if isinstance(amount, str) or unit in ("hour", "minute", "second") or unit.startswith("season"):
        return Reading("DURATION", value)
    other = added(scene.today, unit, sign * amount)
    first, last = sorted((scene.today, other))
    return Reading("DURATION", value, first, last)


def ago(match: Match, scene: Scene) -> Reading:
    """Read *vor drei Jahren*: that year."""
    return _distant(match, scene, scene.today, int(match.slots["sign"]))


def ahead_or_long(match: Match, scene: Scene) -> Reading:
    """Read *in drei Jahren*: that year, unless it is told how long something took."""
    if scene.direction == -1:
        return duration_of(match, scene)
    return ago(replace(match, slots={**match.slots, "sign": 1}), scene)


def within(match: Match, scene: Scene) -> Reading:
    """Read *innerhalb von drei Jahren*: from the publication to then if it is a plan, else how long it took."""
    return _long(match, scene, 1) if scene.direction == 1 else duration_of(match, scene)


def told(match: Match, scene: Scene) -> Reading:
    """Read *ein Jahr später*, *zwei Tage zuvor*: seen from the last time that was told about."""
    if scene.told is None or _coarser(scene.told, _amount(match.slots)[1]):
        return duration_of(match, scene)
    return _distant(match, scene, scene.told.first, int(match.slots["sign"]))


def _coarser(told: Period, than: str) -> bool:
    """Tell whether a period is too long to count shorter units from it: "2010 … zwei Monate später"."""
    return (told.last - told.first).days + 1 > 1.5 * _DAYS_IN.get(than, 0)


def _distant(match: Match, scene: Scene, start: dt.date, sign: int) -> Reading:
    amount, unit = _amount(match.slots)
    value = duration(amount, unit)
    if isinstance(amount, str) or unit.startswith("season"):
        return Reading("DURATION", value)
    if unit in ("hour", "minute", "second"):
        if unit == "hour" and amount > 12:
            unit, amount = "day", amount / 24
        else:
            return Reading("DURATION", value, start, start)
    precise = unit if amount == int(amount) else "month"
    one = period(precise, added(start, unit, sign * amount))
    return Reading("DURATION", value, one.first, one.last, one)


def told_unit(match: Match, scene: Scene) -> Reading | None:
    """Read *am selben Tag*, *im Jahr darauf*: seen from the last time that was told about."""
    slots = match.slots
    unit = slots.get("told", slots.get("unit"))
    if unit in ("hour", "minute", "second") or unit is None or unit.startswith("season"):
        return None
    if scene.told is None:
        return Reading("DATE", {"year": "XXXX", "month": "XXXX-XX", "day": "XXXX-XX-XX"}.get(unit, "XXXX-XX"))
    one = moved(period(unit, scene.told.first), int(slots.get("shift", 0)))
    if unit == "day" and scene.told.unit != "day":  # which day of that month, nobody says
        within = timex(scene.told) if scene.told.unit == "month" else "XXXX-XX"
        return Reading("DATE", f"{within}-XX", scene.told.first, scene.told.last)
    return _dated(one, slots)


def told_neighbour(match: Match, scene: Scene) -> Reading | None:
    """Read *am Vortag*, *im Folgejahr*: seen from the last time that was told about, else from the publication."""
    unit, shift = match.slots["neighbour"].split()
    base = scene if scene.told else replace(scene, told=period("day", scene.today))
    return told_unit(replace(match, slots={"unit": unit, "shift": int(shift)}), base)


def clock(match: Match, scene: Scene) -> Reading | None:
    """Read a time of day by the clock."""
    hour = match.slots["hour"]
    if hour not in range(25):
        return None
    minute = int(match.slots.get("minute", 0)) if "minute" in match.own else 0
    if match.slots.get("daypart") in ("AF", "EV") and hour < 12:
        hour += 12
    one = _day_told(scene)
    return Reading("TIME", f"{timex(one)}T{hour:02d}:{minute:02d}", one.first, one.last)


def daypart(match: Match, scene: Scene) -> Reading:
    """Read *am Abend*, *in der Nacht*: of the day that the sentence speaks of, else of the publication."""
    slots = {"daypart": match.slots.get("daypart", match.slots.get("daypart_noun"))}
    return replace(_dated(_day_told(scene), slots), about=None)


def _day_told(scene: Scene) -> Period:
    if scene.near and scene.told is not None and scene.told.unit == "day":
        return scene.told
    return period("day", scene.today)


def duration_of(match: Match, scene: Scene) -> Reading:
    """Read a length of time."""
    amount, unit = _amount(match.slots)
    return Reading("DURATION", duration(amount, unit))


def length(match: Match, scene: Scene) -> Reading | None:
    """Read *zweiwöchig*, *14-tägig*; years are somebody's age."""
    return None if _amount(match.slots)[1] == "year" else duration_of(match, scene)


def lasting(match: Match, scene: Scene) -> Reading:
    """Read *jahrelang*, *wochenlang*."""
    return Reading("DURATION", duration("X", match.slots["lasting"]))


def vague(match: Match, scene: Scene) -> Reading:
    """Read *vor Jahren*, *seit Wochen*."""
    return Reading("DURATION", duration("X", match.slots["units"]))


def often(match: Match, scene: Scene) -> Reading:
    """Read *täglich*, *wöchentlich*."""
    return Reading("SET", match.slots["often"])


def set_(match: Match, scene: Scene) -> Reading | None:
    """Read *jeden Tag*, *alle zwei Jahre*, *einmal im Monat*."""
    amount, unit = _amount(match.slots)
    return Reading("SET", duration(1 if "times" in match.slots else amount, unit))


def set_weekday(match: Match, scene: Scene) -> Reading:
    """Read *jeden Montag*, *montags*, *mittwochs vormittags*."""
    number, daypart = match.slots.get("weekday_daypart", (None, match.slots.get("daypart")))
    number = match.slots.get("weekday", match.slots.get("weekdays", number))
    return Reading("SET", f"XXXX-WXX-{number}" + (f"T{daypart}" if daypart else ""))


def now(match: Match, scene: Scene) -> Reading:
    """Read *derzeit*, *damals*, *künftig*: the present, the past or the future as a whole."""
    return Reading("DATE", match.slots["now"])


def _amount(slots: Mapping[str, Any]) -> tuple[float | str, str]:
    if "length_word" in slots:
        count, unit = slots["length_word"]
        return (count or "X"), unit
    unit = slots.get("units") or slots.get("unit") or slots["length"]
    if "some" in slots:
        return "X", unit
    if "count" not in slots:
        return ("X" if "units" in slots else 1), unit
    count, half = slots["count"], slots.get("half", 0)
    return (half if half and count == 1 else count + half), unit


KINDS: Mapping[str, Callable[[Match, Scene], Reading | None]] = {
    "calendar": calendar, "holiday": holiday, "weekday": weekday, "deictic": deictic, "relative": relative,
    "unit_edge": unit_edge, "neighbour": neighbour, "weekend": weekend, "back": back, "ahead": ahead, "ago": ago,
    "ahead_or_long": ahead_or_long, "within": within, "told": told, "told_unit": told_unit,
    "told_neighbour": told_neighbour,
    "clock": clock, "daypart": daypart, "duration": duration_of, "length": length, "lasting": lasting,
    "vague": vague, "often": often, "set": set_, "set_weekday": set_weekday, "now": now,
}  # fmt: skip

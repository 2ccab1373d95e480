"""How far is it from the publication, or from the time told about before; how long, and how often?

One function for each kind of rule in ``timing.yaml``; each takes a match and the scene and returns a reading, or
None if the words turn out to be no time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from laut.reading.timing.dates import calendar, weekend
from laut.reading.timing.grammar import Match
from laut.reading.timing.intervals import Period, added, moved, period
from laut.reading.timing.scene import Reading, Scene, dated
from laut.reading.timing.values import duration, timex

_DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "month": 30, "quarter": 91, "half": 182, "year": 365, "decade": 3652,
            "century": 36524}  # fmt: skip


def relative(match: Match, scene: Scene) -> Reading | None:
    """Read *vergangene Woche*, *nächstes Jahr*, *Ende des Monats*."""
    unit, shift = match.slots["unit"], int(match.slots.get("shift", 0))
    if unit in ("hour", "minute", "second"):
        return None
    if unit == "day":
        return None if shift == -1 else told_unit(match, scene)
    if unit.startswith("season_"):
        code = unit.removeprefix("season_")
        given = {"direction": shift} if shift else {} if code == "WI" else {"anyyear": scene.today.year}
        as_season = replace(match, slots={**match.slots, **given, "season": code})
        return calendar(as_season, scene)
    if unit == "weekend" and shift:
        return weekend(replace(match, slots={**match.slots, "direction": shift}), scene)
    today = scene.today
    if unit == "year" and shift == 0 and "edge" in match.slots and scene.year is not None:
        today = today.replace(year=scene.year, day=1)
    return dated(moved(period(unit, today), shift), match.slots)


def unit_edge(match: Match, scene: Scene) -> Reading:
    """Read *Jahresende*, *Monatsanfang*, *Wochenmitte*."""
    unit, edge = match.slots["unit_edge"]
    year = match.slots.get("anyyear", scene.year if unit == "year" else None)
    whole = period(unit, scene.today if year is None else dt.date(year, 1, 1))
    if unit == "year" and edge != "mid":  # closer to the turn of the year than *Anfang* and *Ende* are
        month = period("month", whole.first if edge == "start" else whole.last)
        return Reading("DATE", timex(whole), month.first, month.last, whole)
    return dated(whole, {"edge": edge})


def neighbour(match: Match, scene: Scene) -> Reading:
    """Read *Vorjahr*, *Vormonat*: before the time of publication, or before the year that the text tells about."""
    unit, shift = match.slots["neighbour"].split()
    base = scene.today if scene.year is None or unit != "year" else dt.date(scene.year, 1, 1)
    return dated(moved(period(unit, base), int(shift)), match.slots)


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
    day = added(start, unit, sign * amount)
    if day in (dt.date.min, dt.date.max):  # beyond what a calendar can count
        return Reading("DURATION", value)
    one = period(precise, day)
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
    return dated(one, slots)


def told_neighbour(match: Match, scene: Scene) -> Reading | None:
    """Read *am Vortag*, *im Folgejahr*: seen from the last time that was told about, else from the publication."""
    unit, shift = match.slots["neighbour"].split()
    base = scene if scene.told else replace(scene, told=period("day", scene.today))
    return told_unit(replace(match, slots={"unit": unit, "shift": int(shift)}), base)


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
    day = "XXXX-XX-XX" if number is None else f"XXXX-WXX-{number}"
    return Reading("SET", day + (f"T{daypart}" if daypart else ""))


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

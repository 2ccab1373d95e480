"""Which function reads what which kind of rule finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from laut.reading.timing import dates, distances
from laut.reading.timing.grammar import Match
from laut.reading.timing.scene import Reading, Scene

KINDS: Mapping[str, Callable[[Match, Scene], Reading | None]] = {
    "calendar": dates.calendar,
    "holiday": dates.holiday,
    "weekday": dates.weekday,
    "deictic": dates.deictic,
    "relative": distances.relative,
    "unit_edge": distances.unit_edge,
    "neighbour": distances.neighbour,
    "weekend": dates.weekend,
    "back": distances.back,
    "ahead": distances.ahead,
    "ago": distances.ago,
    "ahead_or_long": distances.ahead_or_long,
    "within": distances.within,
    "told": distances.told,
    "told_unit": distances.told_unit,
    "told_neighbour": distances.told_neighbour,
    "clock": dates.clock,
    "daypart": dates.daypart,
    "duration": distances.duration_of,
    "length": distances.length,
    "lasting": distances.lasting,
    "vague": distances.vague,
    "often": distances.often,
    "set": distances.set_,
    "set_weekday": distances.set_weekday,
    "now": distances.now,
}

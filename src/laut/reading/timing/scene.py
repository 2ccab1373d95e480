"""What a reader knows when an expression comes, and what the reader then takes it to mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from laut.reading.timing.intervals import DAY, Period, half_of, part
from laut.reading.timing.values import timex

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
OpenEnd = Literal["since", "until"]


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
        open_end: whether the expression is the beginning ("seit …") or the end ("bis …") of what is meant.
        daily: whether the report speaks in days, so that *heute* is one.
        told: the last period that the text spoke of.
        before_noun: whether it stands before a word with a capital or a unit of measure, as a number of things does.
        after_name: whether the expression stands behind a word with a capital, as a surname does (Josef Sommer).
        near: whether that was shortly before, in the same paragraph.
        year: the year that the text is telling about, if not that of the publication and not far above.
    """

    today: dt.date
    direction: int = 0
    open_end: OpenEnd | None = None
    daily: bool = True
    after_name: bool = False
    before_noun: bool = False
    told: Period | None = None
    near: bool = False
    year: int | None = None


def dated(one: Period, slots: Mapping[str, Any], open_value: str = "") -> Reading:
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
    if "part" in slots and slots["part"] in (1, 2) and one.unit in ("century", "decade", "month"):
        one = half_of(one, slots["part"])
    return Reading(kind, value, one.first, one.last, whole, open_value)

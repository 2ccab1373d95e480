"""How does TIMEX3 write a period, a duration, or a value of which only a part is known?"""

from __future__ import annotations

from laut.reading.timing.intervals import Period

_LETTERS = {
    "year": "Y", "half": "6M", "quarter": "3M", "month": "M", "week": "W", "weekend": "WE", "day": "D",
    "decade": "DE", "century": "CE", "hour": "H", "minute": "M", "second": "S", "WI": "WI", "SU": "SU", "SP": "SP",
    "FA": "FA",
}  # fmt: skip
_OF_DAY = frozenset({"hour", "minute", "second"})
_MONTHS = {"half": 6, "quarter": 3}
_YEARS = {"decade": 10, "century": 100}


def timex(one: Period) -> str:
    """Return the TIMEX3 value of a period: ``2022-10``, ``2022-W43``, ``2022-Q3``, ``198``."""
    year = f"{one.first.year:04d}"
    match one.unit:
        case "day":
            return one.middle.isoformat()
        case "week" | "weekend":
            iso = one.first.isocalendar()
            end = "-WE" if one.unit == "weekend" else ""
            return f"{iso.year:04d}-W{iso.week:02d}{end}"
        case "month":
            return f"{year}-{one.first.month:02d}"
        case "quarter":
            return f"{year}-Q{(one.first.month + 2) // 3}"
        case "half":
            return f"{year}-H{(one.first.month + 5) // 6}"
        case "season":
            return f"{year}-{one.season}"
        case "decade":
            return year[:3]
        case "century":
            return year[:2]
        case _:
            return year


def duration(amount: float | str, unit: str) -> str:
    """Return the TIMEX3 value of a duration: ``P3D``, ``PT0.5H``, ``PXY``."""
    unit = unit.removeprefix("season_")
    if isinstance(amount, int | float) and unit in _MONTHS:
        amount, unit = amount * _MONTHS[unit], "month"
    elif isinstance(amount, int | float) and unit in _YEARS:
        amount, unit = amount * _YEARS[unit], "year"
    number = amount if isinstance(amount, str) else f"{amount:g}"
    return f"{'PT' if unit in _OF_DAY else 'P'}{number}{_LETTERS[unit]}"


def common(one: str, other: str) -> str:
    """Return what two values agree on, with X for what they do not: ``2022-11-XX``."""
    if one == other:
        return one
    first, second = one.split("-"), other.split("-")
    if len(first) != len(second):
        return "XXXX"
    return "-".join(
        a if a == b else ("X" * len(a) if a[:1].isdigit() else a[:1] + "X" * (len(a) - 1))
        for a, b in zip(first, second, strict=True)
    )

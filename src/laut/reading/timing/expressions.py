"""Which words of a text say when something is, and what days do they mean?

A text is read once for the grammar and, if its publication date is an interval, once for each end of it: what
both readings agree on is known, the rest is an interval and marked as ambiguous.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from laut.reading.timing.grammar import Grammar, Match
from laut.reading.timing.readings import KINDS
from laut.reading.timing.scene import OpenEnd, Reading, Scene, TimexType
from laut.reading.timing.values import common
from laut.records import DateRange

UNKNOWN = dt.date(1350, 1, 3), dt.date(2468, 12, 30)
"""Publication days that have nothing in common: what is the same for both needs no publication date."""
FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Publication dates outside of these are taken for unknown: the calendar must have room around them."""
YEAR_REACHES = 350
"""Characters after which a year that was mentioned is no longer the one that the text tells about."""
DAY_REACHES = 300
"""The same for a day whose hours the text may tell about."""
_CLAUSE_END = re.compile(r"[.!?;:\n](?!\d)\s|[„“»«\"()\n]|, ")
_NAME_BEFORE = re.compile(r"[\w,–-] [A-ZÄÖÜ][\w-]+ $")
_NOUN_AFTER = re.compile(r"[ \xa0](?:[A-ZÄÖÜ]\w|(?:k?m|cm|k?g|ha|hl|l|t|qm)\b|[%€$°²])")
_WORD = re.compile(r"[^\W\d_]+")
_IN_DAYS = frozenset({"weekday", "clock", "daypart"})
_OPEN_ENDED = frozenset(
    {"calendar", "holiday", "weekday", "deictic", "relative", "unit_edge", "neighbour", "weekend"}
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression.

    Attributes:
        start, end: character offsets in the text, half-open.
        text: the characters between them.
        type: TIMEX3 type.
        value: TIMEX3 value; X stands for what is not known.
        earliest, latest: the first and the last day that it may mean; None if no days can be named.
        ambiguous: whether the publication date leaves open which of several days (weeks, …) it is.
        joined: whether it ends a span that the expression before it begins ("vom 3. bis *5. Mai*").
        kind: kind of rule that found it.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    earliest: dt.date | None
    latest: dt.date | None
    ambiguous: bool = False
    joined: bool = False
    kind: str = ""


def find_times(text: str, published: DateRange | None, language: str = "de") -> list[TimeExpression]:
    """Find the time expressions of a text.

    Args:
        text: the text; offsets refer to it.
        published: the publication date, as precise as it is known; None if it is not.
        language: ISO 639-1 code.

    Raises:
        LautError: there is no time grammar for the language.
    """
    grammar = Grammar.of(language)
    tokens = grammar.tokens(text)
    matches = list(grammar.matches(tokens))
    if (
        published is not None
        and not FIRST_YEAR <= published.earliest.year <= published.latest.year <= LAST_YEAR
    ):
        published = None
    first, last = (published.earliest, published.latest) if published else UNKNOWN
    found = list(_readings(text, matches, grammar, first))
    other = found if last == first else list(_readings(text, matches, grammar, last))
    result = []
    for match, one, two in zip(matches, found, other, strict=True):
        if one is not None and two is not None:
            result.append(_expression(text, match, one, two, known=published is not None))
    return result


def _expression(text: str, match: Match, one: Reading, two: Reading, *, known: bool) -> TimeExpression:
    value, differ = one.value, one.value != two.value
    if differ:
        value = one.open_value or common(one.value, two.value)
    earliest, latest = one.earliest, two.latest
    if (differ or earliest != two.earliest) and not known:
        earliest = latest = None
    if earliest is None or latest is None:
        earliest = latest = None
    return TimeExpression(
        match.start, match.end, text[match.start : match.end], one.type, value, earliest, latest,
        ambiguous=known and differ, joined=match.joined, kind=match.kind,
    )  # fmt: skip


def _readings(
    text: str, matches: Sequence[Match], grammar: Grammar, today: dt.date
) -> Iterator[Reading | None]:
    """Read the matches in order, each with what the text said before."""
    scene = Scene(today, daily=any(map(_in_days, matches)))
    told_at = year_at = -(YEAR_REACHES + 1)
    for match in matches:
        clause = _clause(text, match.start, match.end)
        scene.direction = _direction(clause, grammar)
        scene.open_end = None if match.joined else _open_end(text, match.start, grammar)
        scene.direction = {"since": -1, "until": scene.direction or 1}.get(
            scene.open_end or "", scene.direction
        )
        scene.after_name = _NAME_BEFORE.search(text, max(match.start - 40, 0), match.start) is not None
        scene.before_noun = _NOUN_AFTER.match(text, match.end) is not None
        scene.near = 0 <= match.start - told_at < DAY_REACHES and "\n" not in text[told_at : match.start]
        if match.start - year_at > YEAR_REACHES or "\n" in text[max(year_at, 0) : match.start]:
            scene.year = None
        reading = _read(match, scene)
        if reading is not None and match.kind in _OPEN_ENDED:
            reading = _opened(reading, scene)
        yield reading
        if reading is not None and reading.about is not None:
            scene.told, told_at = reading.about, match.end
            if _names_year(match):
                year = reading.about.first.year
                scene.year, year_at = (year if year != today.year else None), match.end


def _read(match: Match, scene: Scene) -> Reading | None:
    try:
        return KINDS[match.kind](match, scene)
    except (ValueError, OverflowError):  # beyond what a calendar can count: "vor einer Million Jahren"
        return None


def _in_days(match: Match) -> bool:
    return match.kind in _IN_DAYS or (match.kind == "deictic" and match.slots["deictic"] != 0)


def _names_year(match: Match) -> bool:
    return match.kind == "calendar" and bool({"anyyear", "year", "oldyear"} & match.slots.keys())


def _opened(reading: Reading, scene: Scene) -> Reading:
    """Return the reading with what *seit* and *bis* before it make of its days."""
    if reading.earliest is None or reading.latest is None:
        return reading
    if scene.open_end == "since" and reading.earliest <= scene.today:
        return _with_days(reading, reading.earliest, scene.today)
    if scene.open_end == "until" and reading.latest >= scene.today:
        return _with_days(reading, scene.today, reading.latest)
    return reading


def _with_days(reading: Reading, earliest: dt.date, latest: dt.date) -> Reading:
    return Reading(reading.type, reading.value, earliest, latest, reading.about, reading.open_value)


def _clause(text: str, start: int, end: int) -> str:
    """Return the clause around an expression: up to the next comma, quotation mark or full stop."""
    begin = 0
    for found in _CLAUSE_END.finditer(text, max(start - 200, 0), start):
        begin = found.end()
    stop = _CLAUSE_END.search(text, end, end + 200)
    return text[max(begin, start - 200) : stop.start() if stop else end + 200]


def _direction(clause: str, grammar: Grammar) -> int:
    """Return -1 if the verbs of a clause look back, 1 if they look ahead, 0 if neither or both."""
    words = set(_WORD.findall(clause))
    behind = len(words.intersection(grammar.cues["behind"]))
    ahead = len(words.intersection(grammar.cues["ahead"]))
    return (ahead > behind) - (behind > ahead)


def _open_end(text: str, start: int, grammar: Grammar) -> OpenEnd | None:
    """Return whether a word like *seit* or *bis* stands before an expression, perhaps with an article between."""
    words = _WORD.findall(text[max(start - 20, 0) : start])
    while words and words[-1] in grammar.cues["articles"]:
        words.pop()
    last = words[-1].lower() if words else ""
    if last in grammar.cues["since"]:
        return "since"
    return "until" if last in grammar.cues["until"] else None

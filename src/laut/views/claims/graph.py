"""Who has a claim from whom, as a drawing: origins on the left, time to the right, every source and report in its row.

The rows are those of the tree (`laut.views.claims.tree`): whoever has the claim from somebody stands below. A line
leaves its giver downwards and reaches its taker from the left. What lies between the two rows has it from the giver as
well and stands further right, so that lines and names do not cross. The lines to second givers run left of everything.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from laut.records import ClaimFile, Passing, Told
from laut.views.claims.tree import Branch, branches
from laut.views.claims.wording import DRIFTS, first_tellings, node_names
from laut.views.wording import MONTHS, describe_range, one_line

WIDTH: Final = 940
ROW: Final = 26
TOP: Final = 42
"""Height of the first row, below the days."""
LEFT: Final = 10
STEP: Final = 26
"""How much further right a source stands than the one that it has the claim from."""
LABEL: Final = 11
"""From a dot to its name."""
CORNER: Final = 9
"""Radius of the corners of lines."""
MOST_REPORTS: Final = 40
"""Reports that are drawn; the later ones are counted."""
LETTERS: Final = 44
"""Letters of the longest name."""
MOST_CHANGES: Final = 2
"""Changes that are named beside a report."""
_APART: Final = 14.0
"""Between reports of one day, if there is room."""
_LANE: Final = 4
"""Between the lines that run left of everything."""
_MOST_LANES: Final = 8
_TICK: Final = 88.0
"""Room for a day on the axis."""
_SHORTEST: Final = 180.0
"""Of the axis, however long the names are."""


@dataclass(frozen=True, slots=True)
class Node:
    """A source or a report.

    Attributes:
        kind: what is drawn.
        origin: whether it is an independent origin, where the way back ends.
        x, y: of its dot.
        label: its name; `title` is the longer form, for a tooltip.
        report: number of the report; None for sources.
        statement: id of the report's first statement of the claim.
        drift: how the claim changed on its way here; empty if it did not.
    """

    kind: Literal["source", "report"]
    origin: bool
    x: float
    y: float
    label: str
    title: str
    report: int | None = None
    statement: str | None = None
    drift: str = ""

    @property
    def end(self) -> float:
        """About where its label ends."""
        return self.x + LABEL + width_of(self.label) + (width_of(f" {self.drift}") if self.drift else 0)


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from giver to taker: an SVG path and how the claim was passed on."""

    path: str
    how: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis of time."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing, in units of its view box.

    Attributes:
        left_out: reports that are not drawn.
    """

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    ticks: tuple[Tick, ...]
    left_out: int


def draw(file: ClaimFile) -> Drawing:
    """Lay out the graph of a claim."""
    reports = list(first_tellings(file.passages))
    drawn = set(reports[:MOST_REPORTS])
    rows = [one for one in branches(_only(file, drawn)) if not one.again]
    shown = {one.node for one in rows}
    passings = [p for p in file.passings if p.giver in shown and p.taker in shown and p.giver != p.taker]
    names = node_names(file)
    labels = {one.node: _label(one, names[one.node], file) for one in rows}
    below = _below(rows)
    aside = list(dict.fromkeys(p.giver for p in passings if (p.giver, p.taker) not in below))
    left = LEFT + _LANE * min(len(aside), _MOST_LANES)
    axis = _Axis(rows, labels, left + STEP * _depth(rows) + 16)
    places = _places(rows, axis, passings, left)
    lanes = {giver: 3.0 + _LANE * (at % _MOST_LANES) for at, giver in enumerate(aside)}
    givers = Counter(p.taker for p in passings)
    media = _media_as_origins(file)
    nodes = [
        _node(
            one,
            places[one.node],
            names[one.node],
            labels[one.node],
            origin=not givers[one.node] and (one.told is None or names[one.node].casefold() in media),
        )
        for one in rows
    ]
    lines = dict.fromkeys((p.giver, p.taker, p.how) for p in passings)
    return Drawing(
        width=WIDTH,
        height=TOP + ROW * max(len(rows) - 1, 0) + 14,
        nodes=tuple(nodes),
        edges=tuple(
            Edge(_line(places[giver], places[taker], None if (giver, taker) in below else lanes[giver]), how)
            for giver, taker, how in lines
        ),
        ticks=axis.ticks(),
        left_out=len(reports) - len(drawn),
    )


def width_of(text: str) -> float:
    """Return about how wide a text is in the drawing, rather too wide than too narrow."""
    return sum(_letter(char) for char in text)


def _letter(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 14.0
    if char.isupper() or char in "mw—…":
        return 10.2
    return 4.6 if char in "iljftr.,:;'’| " else 7.5


class _Axis:
    """Where a day stands; reports of one day stand a little apart, in their order."""

    def __init__(self, rows: Sequence[Branch], labels: Mapping[str, tuple[str, str]], left: float) -> None:
        tellings = [one.told for one in rows if one.told]
        days = [told.published.earliest for told in tellings if told.published]
        self._left = float(left)
        self._first = min(days, default=None)
        self._span = max((max(days) - min(days)).days, 0) if days else 0
        self._dated = bool(days)
        count = Counter(told.published.earliest if told.published else None for told in tellings)
        self._most = max(count.values(), default=1)
        self._length = 1.0
        self._length = max(
            _SHORTEST, min((self._room(one, labels) for one in rows if one.told), default=_SHORTEST)
        )
        self._step = min(_APART, 0.8 * self._length / (self._span + 1) / self._most)
        self._shift: dict[int, float] = {}
        seen: Counter[dt.date | None] = Counter()
        for told in sorted(tellings, key=lambda told: told.published is None):
            day = told.published.earliest if told.published else None
            self._shift[told.report] = seen[day] * self._step
            seen[day] += 1

    def _room(self, one: Branch, labels: Mapping[str, tuple[str, str]]) -> float:
        """How long the axis may be for a report's name to end within the drawing."""
        assert one.told is not None
        name, drift = labels[one.node]
        width = LABEL + width_of(name) + (width_of(f" {drift}") if drift else 0)
        return (WIDTH - 6 - width - self._left) / max(self._share(one.told) + 1 / (self._span + 1), 0.05)

    def _share(self, told: Told) -> float:
        """Where a report's day lies between the first day (0) and the end (1)."""
        if told.published is None or self._first is None:
            return 1 - 1 / (self._span + 1) if self._dated else 0.0
        return (told.published.earliest - self._first).days / (self._span + 1)

    def place(self, told: Told) -> float:
        """Return where a report stands; one without a date stands with the last ones."""
        return self._left + self._length * self._share(told) + self._shift[told.report]

    def ticks(self) -> tuple[Tick, ...]:
        """Return as many days as there is room for, evenly spread; the first with its year, and the first of a year."""
        if self._first is None:
            return ()
        most = max(int(self._length / _TICK), 2)
        step = max(1, -(-self._span // (most - 1)))
        days = [self._first + dt.timedelta(days=n) for n in range(0, self._span + 1, step)]
        ticks = []
        for at, day in enumerate(days):
            year = f" {day.year}" if at == 0 or day.year != days[at - 1].year else ""
            x = self._left + self._length * (day - self._first).days / (self._span + 1)
            ticks.append(Tick(round(x, 1), f"{day.day} {MONTHS[day.month - 1][:3]}{year}"))
        return tuple(ticks)


def _only(file: ClaimFile, reports: Collection[int]) -> ClaimFile:
    """Return the file without the later reports, and without the sources that only these have."""
    shown = {f"report:{number}" for number in reports}
    kept = [p for p in file.passings if _is_shown(p.giver, shown) and _is_shown(p.taker, shown)]
    leading = set(shown)
    while more := {p.giver for p in kept if p.taker in leading} - leading:
        leading |= more
    return ClaimFile(
        claim=file.claim,
        tellings=tuple(told for told in file.tellings if told.report in reports),
        echoes=tuple(told for told in file.echoes if told.report in reports),
        passings=tuple(p for p in kept if p.taker in leading),
    )


def _is_shown(node: str, reports: Collection[str]) -> bool:
    return not node.startswith("report:") or node in reports


def _depth(rows: Iterable[Branch]) -> int:
    return max((len(one.lasts) + 1 for one in rows if one.told is None), default=0)


def _places(
    rows: Sequence[Branch], axis: _Axis, passings: Iterable[Passing], left: float
) -> dict[str, tuple[float, float]]:
    """Set every node into its row: reports by time, sources by the steps to them."""
    reports = {one.node: axis.place(one.told) for one in rows if one.told}
    behind: dict[str, float] = {}
    for passing in passings:
        if passing.giver in reports:
            behind[passing.taker] = max(behind.get(passing.taker, 0.0), reports[passing.giver] + STEP)
    places: dict[str, tuple[float, float]] = {}
    for row, one in enumerate(rows):
        above = places[one.giver][0] + STEP if one.giver else float(left)
        x = reports.get(one.node, max(above, behind.get(one.node, 0.0)))
        places[one.node] = (round(x, 1), float(TOP + ROW * row))
    return places


def _below(rows: Sequence[Branch]) -> set[tuple[str, str]]:
    """Return each node with each that stands somewhere below it in the tree."""
    pairs: set[tuple[str, str]] = set()
    above: list[str] = []
    for one in rows:
        del above[len(one.lasts) :]
        pairs.update((node, one.node) for node in above)
        above.append(one.node)
    return pairs


def _label(one: Branch, name: str, file: ClaimFile) -> tuple[str, str]:
    """Return the name beside a node's dot, and what changed on the way there."""
    short = name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"
    if one.told is None:
        return short, ""
    short += "" if one.told.published else ", undated"
    own = {t.statement.id for t in file.passages if t.report == one.told.report}
    changes = list(dict.fromkeys(DRIFTS[drift.kind] for drift in file.drifts if drift.after in own))
    more = " …" if len(changes) > MOST_CHANGES else ""
    return short, ", ".join(changes[:MOST_CHANGES]) + more


def _media_as_origins(file: ClaimFile) -> set[str]:
    """The media that are origins themselves, in small letters."""
    origins = file.claim.origins
    return {root.name.casefold() for root in origins.roots if root.kind == "media"} if origins else set()


def _node(
    one: Branch, place: tuple[float, float], name: str, label: tuple[str, str], *, origin: bool
) -> Node:
    short, drift = label
    if one.told is None:
        return Node("source", origin, *place, label=short, title=name)
    about = (name, describe_range(one.told.published), one.told.title and one_line(one.told.title))
    return Node(
        "report",
        origin,
        *place,
        label=short,
        title=" · ".join(part for part in about if part),
        report=one.told.report,
        statement=one.told.statement.id,
        drift=drift,
    )


def _line(giver: tuple[float, float], taker: tuple[float, float], lane: float | None) -> str:
    """Down from the giver and right to the taker; where the taker stands no further right, past it on the left.

    Args:
        lane: where the line runs if the taker stands below another node: left of everything.
    """
    (x1, y1), (x2, y2) = giver, taker
    way = CORNER if y2 > y1 else -CORNER
    if lane is None and x2 - x1 >= CORNER + 4:
        return f"M{x1:g} {y1:g}V{y2 - way:g}Q{x1:g} {y2:g} {x1 + CORNER:g} {y2:g}H{x2:g}"
    x = lane if lane is not None else round(min(x1, x2) - 10, 1)
    start = f"M{x1:g} {y1:g}H{x + CORNER:g}Q{x:g} {y1:g} {x:g} {y1 + way:g}"
    return f"{start}V{y2 - way:g}Q{x:g} {y2:g} {x + CORNER:g} {y2:g}H{x2:g}"

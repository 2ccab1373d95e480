"""Who has a claim from whom, as a drawing: origins on the left, time to the right, every report in a row of its own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from laut.records import ClaimFile, Passing, Told
from laut.views.claims.wording import DRIFTS, first_tellings, node_names
from laut.views.dossier.wording import MONTHS, describe_range

WIDTH = 940
ROW = 26
TOP = 34
COLUMN = 176
"""Width of a column of sources."""
LABEL = 190
"""What is kept free on the right for the names of outlets."""
MOST_REPORTS = 40
"""Reports that are drawn; the later ones are counted."""
MOST_COLUMNS = 3
LETTERS_OF_SOURCE = 25


@dataclass(frozen=True, slots=True)
class Node:
    """A source or a report.

    Attributes:
        kind: ``origin``: nothing lies behind it; ``source``: it has the claim from another; ``report``.
        x, y: of its dot.
        label: its name; `title` is the longer form, for a tooltip.
        before: whether the label stands before the dot, for want of room behind it.
        report: number of the report; None for sources.
        statement: id of the report's first statement of the claim.
        drift: how the claim changed on its way here; empty if it did not.
    """

    kind: Literal["origin", "source", "report"]
    x: float
    y: float
    label: str
    title: str
    before: bool = False
    report: int | None = None
    statement: str | None = None
    drift: str = ""


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
    first = first_tellings(file.tellings)
    drawn = dict(list(first.items())[:MOST_REPORTS])
    shown = {f"report:{number}" for number in drawn}
    passings = [p for p in file.passings if _drawn(p.giver, shown) and _drawn(p.taker, shown)]
    columns = _columns(passings)
    axis = _Axis(list(drawn.values()), 20 + COLUMN * (max(columns.values(), default=-1) + 1))
    rows = _rows(drawn, passings)
    heights = {f"report:{number}": float(TOP + ROW * row) for number, row in rows.items()}
    heights.update(_source_heights(columns, passings, heights))
    places = {node: (12.0 + COLUMN * columns[node], heights[node]) for node in columns}
    places.update({f"report:{n}": (axis.place(told), heights[f"report:{n}"]) for n, told in drawn.items()})
    nodes = [_source_node(node, places[node], file, passings) for node in columns]
    nodes += [_report_node(told, places[f"report:{n}"], file) for n, told in drawn.items()]
    lowest = max((y for _, y in places.values()), default=TOP)
    edges = dict.fromkeys(
        (p.giver, p.taker, p.how) for p in passings if p.giver in places and p.taker in places
    )
    return Drawing(
        width=WIDTH,
        height=int(lowest + ROW),
        nodes=tuple(nodes),
        edges=tuple(Edge(_curve(places[giver], places[taker]), how) for giver, taker, how in edges),
        ticks=axis.ticks(),
        left_out=len(first) - len(drawn),
    )


class _Axis:
    """Where a day stands; reports of one day stand a little apart, in their order."""

    def __init__(self, tellings: Sequence[Told], left: float) -> None:
        self._left, self._right = left + 16, float(WIDTH - LABEL)
        days = [told.published.earliest for told in tellings if told.published]
        self._first = min(days, default=None)
        self._span = max((max(days) - min(days)).days, 1) if days else 1
        per_day: dict[dt.date | None, int] = defaultdict(int)
        self._shift: dict[int, float] = {}
        room = (self._right - self._left) / (self._span + 1)
        for told in tellings:
            day = told.published.earliest if told.published else None
            self._shift[told.report] = min(9.0 * per_day[day], room * 0.8)
            per_day[day] += 1

    def _x(self, day: dt.date) -> float:
        first = self._first or day
        return self._left + (self._right - self._left) * (day - first).days / (self._span + 1)

    def place(self, told: Told) -> float:
        """Return where a report stands; one without a date stands at the end."""
        x = self._x(told.published.earliest) if told.published else self._right
        return round(x + self._shift[told.report], 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Return up to six days, evenly spread."""
        if self._first is None:
            return ()
        step = max(1, -(-self._span // 5))
        days = [self._first + dt.timedelta(days=n) for n in range(0, self._span + 1, step)]
        return tuple(Tick(round(self._x(day), 1), f"{day.day} {MONTHS[day.month - 1][:3]}") for day in days)


def _drawn(node: str, reports: set[str]) -> bool:
    return not node.startswith("report:") or node in reports


def _columns(passings: Iterable[Passing]) -> dict[str, int]:
    """Return the column of each source: 0 for origins, then one further for each step."""
    passings = list(passings)
    sources = sorted({n for p in passings for n in (p.giver, p.taker) if n.startswith("source:")})
    column = dict.fromkeys(sources, 0)
    for _ in range(MOST_COLUMNS - 1):  # as many rounds as there are steps that can be drawn
        for passing in passings:
            if passing.giver in column and passing.taker in column:
                column[passing.taker] = min(
                    max(column[passing.taker], column[passing.giver] + 1), MOST_COLUMNS - 1
                )
    return column


def _rows(drawn: Mapping[int, Told], passings: Sequence[Passing]) -> dict[int, int]:
    """Return the row of each report: takers stand under their giver, everything else in order of publication."""
    givers: dict[str, list[str]] = defaultdict(list)
    for passing in passings:
        givers[passing.taker].append(passing.giver)

    def root(node: str, seen: frozenset[str] = frozenset()) -> str:
        above = [giver for giver in givers.get(node, []) if giver not in seen]
        return root(above[0], seen | {node}) if above else node

    roots = {number: root(f"report:{number}") for number in drawn}
    first_of_root = {r: place for place, r in reversed(list(enumerate(roots.values())))}
    order = sorted(enumerate(drawn), key=lambda item: (first_of_root[roots[item[1]]], item[0]))
    return {number: row for row, (_, number) in enumerate(order)}


def _source_heights(
    columns: Mapping[str, int], passings: Sequence[Passing], reports: Mapping[str, float]
) -> dict[str, float]:
    """Set every source beside the middle of what it gives to, and apart from the others of its column."""
    heights: dict[str, float] = {}
    for column in sorted(set(columns.values()), reverse=True):
        wanted = []
        for node in (n for n, c in columns.items() if c == column):
            known = {**reports, **heights}
            takers = [known[p.taker] for p in passings if p.giver == node and p.taker in known]
            wanted.append((sum(takers) / len(takers) if takers else TOP, node))
        last = float(TOP - ROW)
        for height, node in sorted(wanted):
            last = max(height, last + ROW)
            heights[node] = last
    return heights


def _source_node(node: str, place: tuple[float, float], file: ClaimFile, passings: Sequence[Passing]) -> Node:
    name = node_names(file)[node]
    short = name if len(name) <= LETTERS_OF_SOURCE else name[: LETTERS_OF_SOURCE - 1].rstrip() + "…"
    kind: Literal["origin", "source"] = "source" if any(p.taker == node for p in passings) else "origin"
    return Node(kind, *place, label=short, title=name)


def _report_node(told: Told, place: tuple[float, float], file: ClaimFile) -> Node:
    own = {t.statement.id for t in file.tellings if t.report == told.report}
    drift = ", ".join(dict.fromkeys(DRIFTS[d.kind] for d in file.drifts if d.after in own))
    name = node_names(file)[f"report:{told.report}"]
    return Node(
        "report",
        *place,
        label=name,
        title=" · ".join(part for part in (name, describe_range(told.published), told.title) if part),
        report=told.report,
        statement=told.statement.id,
        drift=drift,
    )


def _curve(giver: tuple[float, float], taker: tuple[float, float]) -> str:
    """An S-shaped line from left to right; one that has to go back bows out."""
    (x1, y1), (x2, y2) = giver, taker
    bend = max((x2 - x1) / 2, 24.0)
    return f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"

"""Why does a claim have so many origins? Sentences for people, from the graph of who has it from whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from laut.linking.graph import Graph, Node, node_of
from laut.records import Told

_NAMED = 3
"""Names in a row before the rest is counted."""
_SENTENCES = 20
"""Sentences on whom reports have it from, those of the most reports first."""


def reasons_of(
    graph: Graph, roots: Sequence[tuple[Node, bool, tuple[int, ...]]], tellings: Sequence[Told]
) -> tuple[str, ...]:
    """Say whom the reports cite and copy, what stays open, and how fast it spread.

    Args:
        graph: of the claim.
        roots: each with whether it is open and the reports that lead to it.
        tellings: the claim's statements.
    """
    return (*_takings(graph), *_silent(graph, roots), *_open(roots), *_spread(graph, tellings))


def _takings(graph: Graph) -> list[str]:
    """One sentence for each that reports have it from: "31 of 37 reports cite The New York Times"."""
    total = len(graph.order)
    takers: dict[tuple[str, str], list[int]] = {}
    number_of = {node_of(number): number for number in graph.order}
    for (taker, giver), edge in graph.edges.items():
        if taker in number_of:
            takers.setdefault((giver, edge.how), []).append(number_of[taker])
    place = {number: at for at, number in enumerate(graph.order)}
    for numbers in takers.values():
        numbers.sort(key=place.__getitem__)
    ends = graph.ends()
    sentences = []
    ordered = sorted(
        takers.items(),
        key=lambda item: (-len(item[1]), place[item[1][0]], graph.nodes[item[0][0]].name, item[0][1]),
    )
    for (giver, how), numbers in ordered[:_SENTENCES]:
        one = len(numbers) == 1
        verb = {
            "cites": "cites" if one else "cite",
            "copies": "copies" if one else "copy",
            "publishes": "comes back to" if one else "come back to",
        }[how]
        counted = f"{len(numbers)} of {total} reports"
        sentences.append(f"{counted} {verb} {graph.nodes[giver].name}{_behind(graph, ends[giver], giver)}")
    return sentences


def _behind(graph: Graph, ends: frozenset[str], name: str) -> str:
    """Where somebody who is cited has it from: ", which has it from US officials"."""
    names = sorted(graph.nodes[one].name for one in ends if one != name)
    return f", which has it from {_listed(names)}" if names else ""


def _silent(graph: Graph, roots: Sequence[tuple[Node, bool, tuple[int, ...]]]) -> list[str]:
    counted = {number for _, _, numbers in roots for number in numbers}
    alone = [number for number in graph.order if number not in counted]
    own = [node.name for node, _, _ in roots if node.report is not None and node.asserts]
    sentences = []
    if alone:
        verb = "gives" if len(alone) == 1 else "give"
        sentences.append(f"{len(alone)} of {len(graph.order)} reports {verb} no source")
    if own:
        verb = "says" if len(own) == 1 else "say"
        sentences.append(f"{_listed(own)} {verb} it without a source")
    return sentences


def _open(roots: Sequence[tuple[Node, bool, tuple[int, ...]]]) -> list[str]:
    names = [node.name for node, is_open, _ in roots if is_open]
    if len(names) < 2:
        return []
    return [f"nothing says that these are different: {_listed(names)}"]


def _spread(graph: Graph, tellings: Sequence[Told]) -> list[str]:
    """First publication, and the days until half of the reports were out."""
    days: dict[int, dt.date] = {}
    for told in tellings:
        if told.published:
            day = told.published.earliest
            days[told.report] = min(day, days.get(told.report, day))
    if len(days) < 2:
        return []
    ordered = sorted(days.values())
    first, half = ordered[0], ordered[(len(ordered) + 1) // 2 - 1]
    outlet = graph.nodes[node_of(graph.order[0])].name
    count = (half - first).days
    within = "on the same day" if count == 0 else "within a day" if count == 1 else f"within {count} days"
    return [
        f"first published on {first.day} {first:%B %Y} by {outlet}; half of the reports were out {within}"
    ]


def _listed(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))
    if len(shown) > _NAMED:
        shown = [*shown[:_NAMED], f"{len(shown) - _NAMED} others"]
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)

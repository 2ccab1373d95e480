"""In which order do we show who has a claim from whom? As a tree: origins first, whoever has it from them below.

A node that has the claim from several stands once below each; the first time with all that is below it. Reports that
all have it from one another (a circle that nothing opens) begin at the one that was published first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from laut.records import ClaimFile, Told
from laut.views.claims.wording import first_tellings


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the graph where it stands in the tree.

    Attributes:
        node: ``report:7`` or ``source:…``.
        told: the report's first statement of the claim; None for sources.
        giver: the node above it; None at the top.
        lasts: for it and every node above it but the top one, whether it is the last one there; outermost first.
        again: whether it stood somewhere before, with all that is below it.
    """

    node: str
    told: Told | None
    giver: str | None
    lasts: tuple[bool, ...]
    again: bool = False


def branches(file: ClaimFile) -> tuple[Branch, ...]:
    """Return the nodes of a claim's graph, each behind its giver and before what is below the next one."""
    return tuple(_Tree(file).walk())


class _Tree:
    def __init__(self, file: ClaimFile) -> None:
        self._told = {f"report:{n}": told for n, told in first_tellings(file.passages).items()}
        self._place = {node: at for at, node in enumerate(self._told)}
        takers: dict[str, dict[str, None]] = defaultdict(dict)
        for passing in file.passings:
            if passing.giver != passing.taker:
                takers[passing.giver][passing.taker] = None
        self._takers: Mapping[str, Sequence[str]] = {node: tuple(found) for node, found in takers.items()}
        self._nodes = dict.fromkeys((*self._told, *takers, *(t for found in takers.values() for t in found)))
        self._first = _first_places(self._takers, self._place)

    def walk(self) -> Iterator[Branch]:
        """Yield the branches from above to below."""
        given = {taker for found in self._takers.values() for taker in found}
        seen: set[str] = set()
        for node in self._ordered(node for node in self._nodes if node not in given):
            yield from self._below(node, seen)
        for node in self._ordered(self._nodes):  # what is left has it from one another
            if node not in seen:
                yield from self._below(node, seen)

    def _below(self, top: str, seen: set[str]) -> Iterator[Branch]:
        waiting: list[Branch] = [Branch(top, self._told.get(top), None, ())]
        while waiting:
            one = waiting.pop()
            if one.node in seen:
                yield Branch(one.node, one.told, one.giver, one.lasts, again=True)
                continue
            seen.add(one.node)
            yield one
            found = self._ordered(self._takers.get(one.node, ()))
            rows = [
                Branch(node, self._told.get(node), one.node, (*one.lasts, at == len(found) - 1))
                for at, node in enumerate(found)
            ]
            waiting.extend(reversed(rows))

    def _ordered(self, nodes: Iterator[str] | Sequence[str] | Mapping[str, None]) -> list[str]:
        last = len(self._place)
        return sorted(nodes, key=lambda node: (self._first.get(node, last), self._place.get(node, -1), node))


def _first_places(takers: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> dict[str, int]:
    """Return for each node the place of the first report that has it from there, itself included."""
    first = dict(places)
    givers: dict[str, list[str]] = defaultdict(list)
    for giver, found in takers.items():
        for taker in found:
            givers[taker].append(giver)
    for report, place in places.items():  # the earliest first: who was reached once needs no second visit
        waiting, reached = [report], {report}
        while waiting:
            for giver in givers.get(waiting.pop(), ()):
                if giver not in reached and first.get(giver, place + 1) > place:
                    first[giver] = place
                    reached.add(giver)
                    waiting.append(giver)
    return first

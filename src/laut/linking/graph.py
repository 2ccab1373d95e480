"""Who has a claim from whom? The graph from the reports inward, through media and agencies, to where it ends.

Nodes are reports and sources. An edge leads from a report, or a source, to whom it has the claim from:

1. reports are put in order of publication; each one's chains are read              (`_Reported`)
2. sources of different reports that are the same become one node                    (`laut.linking.identity`)
3. a report whose words are those of an earlier one has it from there                (copies)
4. chains become edges; a medium whose own report is among them is that report       (chains)
5. circles are opened at the report that was published first                         (`_open_circles`)
6. what leads no further is a root                                                   (`Graph.roots`)

Everything is decided in orders that do not depend on the order in which the tellings come.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from laut.linking.copies import Copy
from laut.linking.identity import (
    Voice,
    clusters,
    display_name,
    may_be_of,
    mentioned_titles,
    names_outlet,
    outlet_of,
    ruled_out,
    speaks_for,
    voice_of,
)
from laut.reading.actors.registry import Registry
from laut.records import Hop, Source, Told, shorten

How = Literal["cites", "copies", "publishes"]
_ALIKE: Final = 0.5
"""Share of the words of the shorter of two statements that the other has, from which both are one copied sentence."""
_LAST: Final = dt.date.max
Chain = tuple[Voice, ...]


@dataclass(slots=True)
class Node:
    """A report or a source.

    Attributes:
        id: ``report:7``, or ``source:`` with an actor id, a name or, for those without, whose source it is.
        name: to be shown.
        voices: as the reports give it.
        report: number of the report, if it is one.
        asserts: whether the report says it in its own name.
    """

    id: str
    name: str
    voices: list[Voice] = field(default_factory=list)
    report: int | None = None
    asserts: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """From whom (`giver`) somebody (`taker`) has the claim."""

    taker: str
    giver: str
    how: How
    statement: str | None


@dataclass(slots=True)
class Graph:
    """Nodes by id, and the edges, inward. `order` has the reports by publication."""

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], Edge]
    order: list[int]

    def givers(self) -> dict[str, list[str]]:
        """Whom each node has it from."""
        found: dict[str, list[str]] = {name: [] for name in self.nodes}
        for taker, giver in self.edges:
            found[taker].append(giver)
        return found

    def roots(self) -> dict[str, tuple[int, ...]]:
        """The nodes that lead no further, with the reports that lead to them in order of publication."""
        givers = self.givers()
        reached: dict[str, list[int]] = defaultdict(list)
        for number in self.order:
            for name in sorted(reachable(givers, node_of(number))):
                if not givers[name]:
                    reached[name].append(number)
        return {name: tuple(numbers) for name, numbers in reached.items()}


@dataclass(frozen=True, slots=True)
class _Reported:
    """What one report has of the claim.

    Attributes:
        number: of the report.
        outlet: who published it.
        tellings: its statements, by place.
        chains: their chains without what says nothing, with the statements' ids.
        asserts: whether it says it in its own name and names nobody.
        days: of publication, first and last.
    """

    number: int
    outlet: Voice | None
    tellings: tuple[Told, ...]
    chains: tuple[tuple[Chain, str], ...]
    asserts: bool
    days: tuple[dt.date, dt.date]


def graph_of(tellings: Sequence[Told], copies: Sequence[Copy], registry: Registry) -> Graph:
    """Make the graph of one claim."""
    reports = _in_order(tellings, registry)
    builder = _Builder(reports, registry)
    builder.copy(copies)
    builder.cite()
    _open_circles(builder.graph)
    _stand_on_own_paper(builder.graph, reports)
    _merge_behind_media(builder.graph)
    _speak_for_houses(builder.graph, registry)
    return builder.graph


def node_of(report: int) -> str:
    """Return the id of a report's node."""
    return f"report:{report}"


def reachable(givers: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """Return the node and all that it has the claim from, through any number of hops."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting.extend(givers[name])
    return found


def _in_order(tellings: Sequence[Told], registry: Registry) -> list[_Reported]:
    by_report: dict[int, list[Told]] = defaultdict(list)
    for told in tellings:
        by_report[told.report].append(told)
    groups = [sorted(group, key=_place) for group in by_report.values()]
    names = sorted({told.outlet for told in tellings if told.outlet})
    outlets = {name: outlet_of(name, registry) for name in names}
    known = _Known(registry, outlets)
    found = [_reported(group, known) for group in groups]
    cited = {
        name
        for one in found
        for name, outlet in outlets.items()
        if any(names_outlet(voice, outlet) for chain, _ in one.chains for voice in chain)
    }
    return sorted(found, key=lambda one: _published(one, cited))


def _place(told: Told) -> tuple[str, int, int, str]:
    return told.article, told.statement.start, -told.statement.end, told.statement.id


def _published(one: _Reported, cited: Collection[str]) -> tuple[dt.date, dt.date, bool, bool, bool, str, str]:
    """By days; within a day who is cited first, then who has a source that is no medium, then any; never by arrival."""
    outlet = one.tellings[0].outlet or ""
    names = any(voice.known for chain, _ in one.chains for voice in chain)
    own = any(not chain[0].medium for chain, _ in one.chains)
    article = min(told.article for told in one.tellings)
    return *one.days, outlet not in cited, not own, not names, outlet, article


class _Known:
    """The actors that are known, and the outlets of the claim's reports."""

    def __init__(self, registry: Registry, outlets: Mapping[str, Voice]) -> None:
        self._registry = registry
        self.outlets = outlets
        self._media: dict[Voice, Voice] = {}

    def voice(self, hop: Source, told: Told, side: str | None) -> Voice:
        """Return a source as it can be told apart; an outlet of the claim is a medium, whatever it was taken for."""
        weak = isinstance(hop, Hop) and hop.weak
        voice = voice_of(hop, told.language, self._registry, side=side, weak=weak)
        if not voice.medium and not any(names_outlet(voice, outlet) for outlet in self.outlets.values()):
            titles = [voice_of(one, told.language, self._registry) for one in mentioned_titles(hop)]
            voice = next((title for title in titles if title.words and not title.words & voice.words), voice)
        if voice not in self._media:
            is_outlet = any(names_outlet(voice, outlet) for outlet in self.outlets.values())
            self._media[voice] = replace(voice, medium=True, kind="media") if is_outlet else voice
        return self._media[voice]


def _reported(tellings: Sequence[Told], known: _Known) -> _Reported:
    outlet = known.outlets.get(tellings[0].outlet or "")
    everything = [(_chain(told, outlet, known), told.statement.id) for told in tellings]
    body = [item for told, item in zip(tellings, everything, strict=True) if not _is_heading(told)]
    chains = [item for item in body if item[0]] or [item for item in everything if item[0]]
    asserts = not chains and any(_is_assertion(told) for told in tellings)
    named = _with_named_houses(_with_named_media(chains, everything))
    return _Reported(tellings[0].report, outlet, tuple(tellings), tuple(named), asserts, _days(tellings))


def _days(tellings: Sequence[Told]) -> tuple[dt.date, dt.date]:
    days = [told.published for told in tellings if told.published]
    return min((day.earliest for day in days), default=_LAST), min(
        (day.latest for day in days), default=_LAST
    )


def _is_heading(told: Told) -> bool:
    return bool(told.title) and told.statement.end <= len(told.title or "") + 1


def _is_assertion(told: Told) -> bool:
    """Whether the outlet says it in its own name: nobody is cited, and it is put as certain."""
    statement = told.statement
    firm = statement.factuality is None or statement.factuality.outlet.startswith("CT")
    return firm and not (statement.cue or statement.frame or statement.speaker) and statement.form != "direct"


def _chain(told: Told, outlet: Voice | None, known: _Known) -> Chain:
    """The chain of a statement, inward, without the outlet itself and without anybody twice in a row."""
    statement = told.statement
    hops = statement.chain or ((statement.speaker,) if statement.speaker else ())
    voices: list[Voice] = []
    for number, hop in enumerate(hops, start=1):
        side = told.side if number == len(hops) else None
        voice = known.voice(hop, told, side)
        if not voice.name or (outlet is not None and names_outlet(voice, outlet)):
            continue
        if voices and not voices[-1].weak and _repeats(voices[-1], voice):
            voices[-1] = max(voices[-1], voice, key=lambda one: (one.named, len(one.words), one.name))
            continue
        voices.append(voice)
    return tuple(voices)


def _repeats(one: Voice, other: Voice) -> bool:
    if one.actor or other.actor:
        return one.actor == other.actor
    return one.kind == other.kind and one.words == other.words and (bool(one.words) or one.name == other.name)


def _with_named_media(
    chains: Sequence[tuple[Chain, str]], everything: Sequence[tuple[Chain, str]]
) -> list[tuple[Chain, str]]:
    """Say which medium "die Zeitung" is if the report names one alone, and whose people those behind it are.

    Args:
        chains: of the statements that count.
        everything: the chains of headings as well.
    """
    medium = _only(_media(everything))
    if medium is None:
        return list(chains)
    result: list[tuple[Chain, str]] = []
    cited = False
    for chain, key in chains:
        chain = _naming(chain, medium)
        first = next((voice for voice in chain if not voice.weak), None)
        cited = cited or medium in chain
        if cited and first is not None and not first.medium and not first.known:
            weak = tuple(voice for voice in chain if voice.weak)
            chain = (*weak, medium, *chain[len(weak) :])
        result.append((chain, key))
    return result


def _media(chains: Iterable[tuple[Chain, str]]) -> list[Voice]:
    """The media that chains name, without agencies of which there is only the code."""
    return [
        voice for chain, _ in chains for voice in chain if voice.medium and voice.words and not voice.weak
    ]


def _only(voices: Iterable[Voice]) -> Voice | None:
    """The one source that all of them are, by its longest name; None if they are several or none."""
    found = set(voices)
    if len(set(clusters(found).values())) != 1:
        return None
    return min(found, key=lambda voice: (-len(voice.words), voice.name, str(voice.kind), voice.named))


def _naming(chain: Chain, medium: Voice | None) -> Chain:
    return tuple(medium if medium and _is_generic(voice) else voice for voice in chain)


def _with_named_houses(chains: Sequence[tuple[Chain, str]]) -> list[tuple[Chain, str]]:
    """Say for whom "eine Sprecherin" speaks, if the report has the same from one house alone."""
    house = _only(voice for chain, _ in chains for voice in chain[-1:] if voice.house and voice.known)
    if house is None:
        return list(chains)
    return [
        ((*chain[:-1], house) if chain[-1].speaks and not chain[-1].words else chain, key)
        for chain, key in chains
    ]


def _is_generic(voice: Voice) -> bool:
    """Whether it is "die Zeitung" or "der Bericht" and no more."""
    return (
        not voice.words and not voice.actor and (voice.medium or voice.kind == "document") and not voice.named
    )


class _Builder:
    """Puts nodes and edges together."""

    def __init__(self, reports: Sequence[_Reported], registry: Registry) -> None:
        self.graph = Graph({}, {}, [one.number for one in reports])
        self._reports = {one.number: one for one in reports}
        self._place = {one.number: place for place, one in enumerate(reports)}
        self._registry = registry
        self._first: dict[int, int] = {one.number: one.number for one in reports}
        known = [voice for one in reports for chain, _ in one.chains for voice in chain if voice.known]
        outlets = [one.outlet for one in reports if one.outlet]
        self._numbers = clusters([*known, *outlets])
        self._names: dict[int, list[Voice]] = defaultdict(list)
        for voice in [*known, *outlets]:
            self._names[self._numbers[voice]].append(voice)
        self._loose: dict[str, list[tuple[str, Voice]]] = defaultdict(list)
        for one in reports:
            name = one.outlet.name if one.outlet else _called(one.tellings[0])
            node = Node(node_of(one.number), name, report=one.number, asserts=one.asserts)
            node.voices = [one.outlet] if one.outlet else []
            self.graph.nodes[node.id] = node

    def copy(self, copies: Iterable[Copy]) -> None:
        """Join reports that have the same words to the first one; of one day, to that which shares the most."""
        shares: dict[int, float] = defaultdict(float)
        pairs = _copied(self._reports, copies)
        for (left, right), share in pairs.items():
            shares[left] += share
            shares[right] += share

        def rank(number: int) -> tuple[dt.date, dt.date, float, int]:
            return *self._reports[number].days, -round(shares[number], 3), self._place[number]

        for left, right in sorted(pairs):
            one, other = sorted((self._root(left), self._root(right)), key=rank)
            self._first[other] = one
        for number in self.graph.order:
            first = self._root(number)
            if first != number:
                statement = self._reports[number].tellings[0].statement.id
                self._edge(node_of(number), node_of(first), "copies", statement)

    def cite(self) -> None:
        """Make edges of the chains, each report's in order of publication, named sources before the others."""
        chains = self._chains()
        for number in self.graph.order:
            first = self._root(number)
            copied = first != number
            given = bool(self._reports[first].chains)
            for chain, statement in sorted(chains[number], key=_openness):
                if copied and given and not any(voice.known for voice in chain if not voice.weak):
                    continue
                start = number if given or not copied else first
                self._follow(start, chain, statement)

    def _chains(self) -> dict[int, list[tuple[Chain, str]]]:
        """The chains of the reports; those with the same words name one another's media."""
        together: dict[int, list[int]] = defaultdict(list)
        for number in self.graph.order:
            together[self._root(number)].append(number)
        found: dict[int, list[tuple[Chain, str]]] = {}
        for group in together.values():
            media = [medium for number in group for medium in _media(self._reports[number].chains)]
            medium = _only(media) if len(group) > 1 else None
            for number in group:
                chains = self._reports[number].chains
                found[number] = [(_naming(chain, medium), key) for chain, key in chains]
        return found

    def _follow(self, number: int, chain: Chain, statement: str) -> None:
        at = node_of(number)
        for voice in chain:
            node, ends = self._node(voice, at, number)
            if node != at:
                self._edge(at, node, "copies" if voice.weak else "cites", statement)
            at = node
            if ends:
                return

    def _node(self, voice: Voice, at: str, number: int) -> tuple[str, bool]:
        """The node of a source, and whether the way on from there is its own affair."""
        cited = self._report_of(voice, number)
        if cited is not None:
            return node_of(cited), bool(self._reports[cited].chains)
        if not voice.known:
            return self._unnamed(voice, at), False
        cluster = self._numbers[voice]
        actor = next((one.actor for one in self._names[cluster] if one.actor), None)
        name = display_name(self._names[cluster], self._registry)
        id = f"source:{actor or name.casefold()}"
        self.graph.nodes.setdefault(id, Node(id, name, self._names[cluster]))
        return id, False

    def _report_of(self, voice: Voice, number: int) -> int | None:
        """The report of an outlet that is cited: the first one before the taker's, else the first one behind."""
        if not (voice.words or voice.actor):
            return None
        found = [
            other
            for other in self.graph.order
            if other != number and (outlet := self._reports[other].outlet) and names_outlet(voice, outlet)
        ]
        before = [other for other in found if self._place[other] < self._place[number]]
        return next(iter(before or found), None)

    def _unnamed(self, voice: Voice, at: str) -> str:
        """The node of a source that nobody can recognise: one for each giver, unless they are ruled out to be one."""
        if at.startswith("report:"):
            at = node_of(self._root(int(at.removeprefix("report:"))))
        for id, other in self._loose[at]:
            if voice.medium == other.medium and not ruled_out(voice, other):
                self.graph.nodes[id].voices.append(voice)
                return id
        kind = "medium" if voice.medium else "unnamed"
        id = f"source:{kind} {len(self._loose[at]) + 1} of {at}"
        self._loose[at].append((id, voice))
        self.graph.nodes[id] = Node(id, voice.name, [voice])
        return id

    def _edge(self, taker: str, giver: str, how: How, statement: str) -> None:
        self.graph.edges.setdefault((taker, giver), Edge(taker, giver, how, statement))

    def _root(self, number: int) -> int:
        while self._first[number] != number:
            number = self._first[number]
        return number


def _called(told: Told) -> str:
    """What to call a report of which nobody knows who published it."""
    return f"“{shorten(told.title, 50)}”" if told.title else told.url or "a report without outlet"


def _openness(item: tuple[Chain, str]) -> tuple[bool, int, str, str]:
    """Chains that end in somebody who can be recognised first, then the longer ones."""
    chain, statement = item
    return not chain[-1].known, -len(chain), " < ".join(voice.name for voice in chain), statement


def _copied(reports: Mapping[int, _Reported], copies: Iterable[Copy]) -> dict[tuple[int, int], float]:
    """The pairs of reports of which one statement stands in a passage that both have, with the share of its words."""
    by_article: dict[str, list[Told]] = defaultdict(list)
    for one in reports.values():
        for told in one.tellings:
            by_article[told.article].append(told)
    found: dict[tuple[int, int], float] = {}
    for copy in copies:
        for left in _inside(by_article.get(copy.article, ()), copy.start, copy.end):
            for right in _inside(by_article.get(copy.other, ()), copy.other_start, copy.other_end):
                if left.report != right.report and _alike(left, right):
                    pair = min(left.report, right.report), max(left.report, right.report)
                    found[pair] = max(copy.share, found.get(pair, 0.0))
    return found


def _inside(tellings: Iterable[Told], start: int, end: int) -> list[Told]:
    return [told for told in tellings if told.statement.start < end and start < told.statement.end]


def _alike(one: Told, other: Told) -> bool:
    """Whether two statements are, for the most part, the same words."""
    left, right = (set(told.statement.text.casefold().split()) for told in (one, other))
    return len(left & right) >= _ALIKE * min(len(left), len(right))


def _open_circles(graph: Graph) -> None:
    """Take away, from every circle, the edge by which its first publication would have it from a later one."""
    place = {node_of(number): at for at, number in enumerate(graph.order)}
    while circle := _circle(graph, place):
        first = min(range(len(circle)), key=lambda at: (place.get(circle[at], len(place)), circle[at]))
        del graph.edges[circle[first], circle[(first + 1) % len(circle)]]


def _circle(graph: Graph, place: Mapping[str, int]) -> list[str]:
    """A way that comes back to where it began; empty if there is none."""

    def rank(name: str) -> tuple[int, str]:
        return place.get(name, len(place)), name

    givers = {name: sorted(found, key=rank) for name, found in graph.givers().items()}
    done: set[str] = set()
    for start in sorted(givers, key=rank):
        way: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, at = stack.pop()
            if at == 0:
                if name in way:
                    return way[way.index(name) :]
                if name in done:
                    continue
                way.append(name)
            if at < len(givers[name]):
                stack.append((name, at + 1))
                stack.append((givers[name][at], 0))
            else:
                done.add(name)
                way.pop()
    return []


def _merge_behind_media(graph: Graph) -> None:
    """One medium's "US-Beamte" and "US-Regierung" are one source, as two reports put it: the people, not the house."""
    givers = graph.givers()
    for medium, behind in sorted(givers.items()):
        node = graph.nodes[medium]
        if node.report is not None or not any(voice.medium for voice in node.voices):
            continue
        ends = [name for name in sorted(behind) if not givers[name]]
        people = [name for name in ends if not any(voice.known for voice in graph.nodes[name].voices)]
        houses = [
            name for name in ends if any(voice.house and voice.named for voice in graph.nodes[name].voices)
        ]
        for house in houses:
            for one in people:
                pairs = [(a, b) for a in graph.nodes[one].voices for b in graph.nodes[house].voices]
                if any(may_be_of(a, b) for a, b in pairs):
                    graph.edges[house, one] = Edge(house, one, "cites", None)
                    break


def _speak_for_houses(graph: Graph, registry: Registry) -> None:
    """Lead from people to the house that they speak for, if the house is a root of the same claim.

    By their office; or where one report has it first from a house and then from one person: "Der Verein widersprach.
    Es gebe keinen Beschluss, sagte Präsidentin …".
    """
    roots = graph.roots()
    people = [name for name in sorted(roots) if _is_person(graph.nodes[name])]
    voices = [name for name in sorted(roots) if any(one.kind == "person" for one in graph.nodes[name].voices)]
    houses = [name for name in sorted(roots) if any(voice.house for voice in graph.nodes[name].voices)]
    for person in voices:
        for house in houses:
            pairs = [(a, b) for a in graph.nodes[person].voices for b in graph.nodes[house].voices]
            if person != house and any(speaks_for(a, b, registry) for a, b in pairs):
                graph.edges[person, house] = Edge(person, house, "cites", None)
                break
    roots = graph.roots()
    for house in (name for name in houses if name in roots):
        speaking = [name for name in people if name in roots and set(roots[house]) <= set(roots[name])]
        if len(speaking) == 1 and len(roots) > 1 and _same_taker(graph, house, speaking[0]):
            graph.edges[house, speaking[0]] = Edge(house, speaking[0], "cites", None)
            roots = graph.roots()


def _is_person(node: Node) -> bool:
    return bool(node.voices) and all(voice.kind == "person" and voice.named for voice in node.voices)


def _same_taker(graph: Graph, house: str, person: str) -> bool:
    """Whether all that have it from the house have it from the person as well."""
    takers = [{taker for taker, giver in graph.edges if giver == name} for name in (house, person)]
    return bool(takers[0]) and takers[0] <= takers[1]


def _stand_on_own_paper(graph: Graph, reports: Sequence[_Reported]) -> None:
    """A later report of an outlet that gives no source stands on that outlet's earlier one."""
    givers = graph.givers()
    earlier: dict[str, int] = {}
    for one in reports:
        outlet = one.outlet.name.casefold() if one.outlet else ""
        if outlet in earlier and not givers[node_of(one.number)]:
            key = node_of(one.number), node_of(earlier[outlet])
            if node_of(one.number) not in reachable(graph.givers(), key[1]):
                graph.edges[key] = Edge(*key, "publishes", one.tellings[0].statement.id)
        elif outlet:
            earlier.setdefault(outlet, one.number)

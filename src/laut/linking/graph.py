"""Who has a claim from whom? The graph from the reports inward, through media and agencies, to where it ends.

Nodes are reports and sources. An edge leads from a report, or a source, to whom it has the claim from:

1. reports are put in order of publication; each one's chains are read              (`laut.linking.chains`)
2. sources of different reports that are the same become one node                    (`laut.linking.identity`)
3. a report whose words are those of an earlier one has it from there                (`Builder.copy`)
4. chains become edges; a medium whose own report is among them is that report       (`Builder.cite`)
5. circles are opened, and ends that are one are joined                              (`laut.linking.joining`)
6. what leads no further is a root                                                   (`Graph.roots`)

Everything is decided in orders that do not depend on the order in which the tellings come.
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from laut.linking.chains import Chain, Reported, media_of, naming, only_one
from laut.linking.copies import Copy
from laut.linking.identity import Voice, clusters, display_name, names_outlet, ruled_out
from laut.linking.source_words import TOKEN
from laut.reading.actors import spelling
from laut.reading.actors.registry import Registry
from laut.records import Told, shorten

How = Literal["cites", "copies", "publishes"]
_ALIKE: Final = 0.5
"""Share of the words of the shorter of two statements that the other has, from which both are one copied sentence."""


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

    def takers(self) -> dict[str, set[str]]:
        """Who has it from each node."""
        found: dict[str, set[str]] = {name: set() for name in self.nodes}
        for taker, giver in self.edges:
            found[giver].add(taker)
        return found

    def roots(self) -> dict[str, tuple[int, ...]]:
        """The nodes that lead no further, with the reports that lead to them in order of publication."""
        ends = self.ends()
        reached: dict[str, list[int]] = defaultdict(list)
        for number in self.order:
            for name in sorted(ends[node_of(number)]):
                reached[name].append(number)
        return {name: tuple(numbers) for name, numbers in reached.items()}

    def ends(self) -> dict[str, frozenset[str]]:
        """The nodes that lead no further to which each node leads; itself, if it is one. There must be no circles."""
        givers = self.givers()
        found: dict[str, frozenset[str]] = {}
        for start in givers:
            waiting = [start]
            while waiting:
                name = waiting[-1]
                missing = [one for one in givers[name] if one not in found]
                if missing and name not in found:
                    waiting += missing
                    continue
                behind = [found[one] for one in givers[name]]
                found[waiting.pop()] = frozenset().union(*behind) if behind else frozenset((name,))
        return found


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


class Builder:
    """Puts nodes and edges together."""

    def __init__(self, reports: Sequence[Reported], registry: Registry) -> None:
        self.graph = Graph({}, {}, [one.number for one in reports])
        self._reports = {one.number: one for one in reports}
        self._place = {one.number: place for place, one in enumerate(reports)}
        self._registry = registry
        self._first: dict[int, int] = {one.number: one.number for one in reports}
        known = [voice for one in reports for chain, _ in one.chains for voice in chain if voice.known]
        outlets = [one.outlet for one in reports if one.outlet]
        self._outlets = {outlet.name: outlet for outlet in outlets}
        self._numbers = clusters([*known, *outlets])
        self._names: dict[int, list[Voice]] = defaultdict(list)
        for voice in dict.fromkeys([*known, *outlets]):
            self._names[self._numbers[voice]].append(voice)
        papers = [one for one in self._numbers if one.kind == "document"]
        self._papers = {(self._numbers[one], stem) for one in papers for stem in _stems(one.name)}
        self._reports_named: dict[Voice, list[int]] = {}
        self._in_copies: set[tuple[int, str]] = set()
        self._told_of: dict[str, list[tuple[Voice, int]]] = defaultdict(list)
        self._loose: dict[str, list[tuple[str, Voice]]] = defaultdict(list)
        for one in reports:
            name = one.outlet.name if one.outlet else _called(one.tellings[0])
            node = Node(node_of(one.number), name, report=one.number, asserts=one.asserts)
            node.voices = [one.outlet] if one.outlet else []
            self.graph.nodes[node.id] = node

    def copy(self, copies: Iterable[Copy]) -> None:
        """Join reports that have the same words to the first one.

        Of one day, to that which says most of where it comes from, for that is what copying leaves out; then to that
        which shares the most.
        """
        shares: dict[int, float] = defaultdict(float)
        pairs, self._in_copies = _copied(self._reports, copies)
        for (left, right), share in pairs.items():
            shares[left] += share
            shares[right] += share

        def rank(number: int) -> tuple[dt.date, dt.date, int, bool, float, int]:
            one = self._reports[number]
            hops = max((len(chain) for chain, _ in one.chains), default=0)
            told = bool(media_of(one.chains))
            return *one.days, -hops, not told, -round(shares[number], 3), self._place[number]

        for left, right in sorted(pairs):
            one, other = sorted((self._root(left), self._root(right)), key=rank)
            self._first[other] = one
        for number in self.graph.order:
            first = self._root(number)
            if first != number:
                self._edge(node_of(number), node_of(first), "copies", self._statement(number))

    def cite(self) -> None:
        """Make edges of the chains, each report's in order of publication, named sources before the others.

        What a copy says in the original's words, it has from there, whichever house it names; a person it has heard.
        """
        chains = self._chains()
        for number in self.graph.order:
            first = self._root(number)
            copied = first != number
            given = bool(self._reports[first].chains)
            for chain, statement in sorted(chains[number], key=_openness):
                added = any(voice.known for voice in chain if not voice.weak)
                heard = chain[-1].kind == "person" and chain[-1].named
                if copied and given and (not added or ((number, statement) in self._in_copies and not heard)):
                    continue
                start = number if given or not copied else first
                self._follow(start, chain, statement)
        self._say_more()

    def _chains(self) -> dict[int, list[tuple[Chain, str]]]:
        """The chains of the reports; those with the same words name one another's media."""
        together: dict[int, list[int]] = defaultdict(list)
        for number in self.graph.order:
            together[self._root(number)].append(number)
        found: dict[int, list[tuple[Chain, str]]] = {}
        for group in together.values():
            media = [medium for number in group for medium in media_of(self._reports[number].chains)]
            medium = only_one(media) if len(group) > 1 else None
            for number in group:
                chains = self._reports[number].chains
                found[number] = [(naming(chain, medium), key) for chain, key in chains]
        return found

    def _follow(self, number: int, chain: Chain, statement: str) -> None:
        at = node_of(number)
        for place, voice in enumerate(chain, start=1):
            node, ends = self._node(voice, at, number)
            if node != at:
                self._edge(at, node, "copies" if voice.weak else "cites", statement)
            at = node
            if ends:
                self._told_of[node] += [(one, number) for one in chain[place:][:1]]
                return

    def _say_more(self) -> None:
        """What others say of the one source of a report, which the report itself calls less: it is the same one.

        "Zwei Beamte", and "der Kurier beruft sich auf zwei Mitarbeiter des Bundesamts"; "in dem Papier", and "der
        Kurier zitiert einen Bericht des Bundesamts".
        """
        for node, told in self._told_of.items():
            givers = [giver for taker, giver in self.graph.edges if taker == node]
            for id, own in self._loose[node] if len(givers) == 1 else ():
                for voice, number in told:
                    voices = self.graph.nodes[id].voices
                    told_apart = voice.known and (voice.house or voice.kind == "document")
                    if own.kind == "document" and not own.words and told_apart:
                        self._edge(id, self._node(voice, id, number)[0], "cites", self._statement(number))
                    elif _are_people(own, voice) and not any(ruled_out(voice, one) for one in voices):
                        voices += [voice] * (voice not in voices)

    def _node(self, voice: Voice, at: str, number: int) -> tuple[str, bool]:
        """The node of a source, and whether the way on from there is its own affair."""
        cited = self._report_of(voice, number)
        if cited is not None:
            known = [chain for chain, _ in self._reports[cited].chains if not all(one.own for one in chain)]
            return node_of(cited), bool(known)
        paper = self._paper(voice) if voice.kind == "document" and not voice.known else None
        if not voice.known and paper is None:
            return self._unnamed(voice, at), False
        cluster = self._numbers[voice] if paper is None else paper
        actor = next((one.actor for one in self._names[cluster] if one.actor), None)
        name = display_name(self._names[cluster], self._registry)
        id = f"source:{actor or name.casefold()}"
        self.graph.nodes.setdefault(id, Node(id, name, self._names[cluster]))
        return id, False

    def _paper(self, voice: Voice) -> int | None:
        """The one paper of other reports that one without a name may be: "im Entwurf", "Referentenentwurf des Amts"."""
        called = tuple(_stems(voice.name))
        found = {number for number, stem in self._papers if stem.endswith(called)}
        return found.pop() if called and len(found) == 1 else None

    def _report_of(self, voice: Voice, number: int) -> int | None:
        """The report of an outlet that is cited: the first one before the taker's, else the first one behind."""
        if not (voice.words or voice.actor):
            return None
        if voice not in self._reports_named:
            named = {name for name, one in self._outlets.items() if names_outlet(voice, one)}
            self._reports_named[voice] = [
                place
                for place, other in enumerate(self.graph.order)
                if (outlet := self._reports[other].outlet) and outlet.name in named
            ]
        found = self._reports_named[voice]
        own = self._place[number]
        at = 0 if found and found[0] < own else bisect_left(found, own + 1)
        return self.graph.order[found[at]] if at < len(found) else None

    def _unnamed(self, voice: Voice, at: str) -> str:
        """The node of a source that nobody can recognise: one for each giver, unless they are ruled out to be one."""
        if at.startswith("report:"):
            at = node_of(self._root(int(at.removeprefix("report:"))))
        for id, other in self._again(voice, at):
            if voice.medium == other.medium and not ruled_out(voice, other):
                node = self.graph.nodes[id]
                if voice not in node.voices:
                    node.voices.append(voice)
                    node.name = voice.name if all(one.own for one in node.voices[:-1]) else node.name
                return id
        kind = "medium" if voice.medium else "unnamed"
        id = f"source:{kind} {len(self._loose[at]) + 1} of {at}"
        self._loose[at].append((id, voice))
        self.graph.nodes[id] = Node(id, voice.name, [voice])
        return id

    def _again(self, voice: Voice, at: str) -> list[tuple[str, Voice]]:
        """The unnamed sources of a node; before them, those of its outlet's other reports that are called the same."""
        report = self.graph.nodes[at].report
        outlet = self._reports[report].outlet if report is not None else None
        if report is None or outlet is None:
            return self._loose[at]
        called = _stems(voice.name)
        others = [
            (id, one)
            for number in self.graph.order
            if number != report and self._reports[number].outlet == outlet
            for id, one in self._loose.get(node_of(number), ())
            if called & _stems(one.name)
        ]
        return others + self._loose[at]

    def _statement(self, number: int) -> str:
        return self._reports[number].tellings[0].statement.id

    def _edge(self, taker: str, giver: str, how: How, statement: str) -> None:
        self.graph.edges.setdefault((taker, giver), Edge(taker, giver, how, statement))

    def _root(self, number: int) -> int:
        while self._first[number] != number:
            self._first[number] = self._first[self._first[number]]
            number = self._first[number]
        return number


def _stems(name: str) -> frozenset[str]:
    """The nouns of a name, without inflection."""
    return frozenset(spelling.stem(spelling.fold(word)) for word in TOKEN.findall(name) if word[0].isupper())


def _are_people(*voices: Voice) -> bool:
    """Whether all are people whom nobody names."""
    return all(one.kind in ("person", "group") and not one.known for one in voices)


def _called(told: Told) -> str:
    """What to call a report of which nobody knows who published it."""
    return f"“{shorten(told.title, 50)}”" if told.title else told.url or "a report without outlet"


def _openness(item: tuple[Chain, str]) -> tuple[bool, int, str, str]:
    """Chains that end in somebody who can be recognised first, then the longer ones."""
    chain, statement = item
    return not chain[-1].known, -len(chain), " < ".join(voice.name for voice in chain), statement


def _copied(
    reports: Mapping[int, Reported], copies: Iterable[Copy]
) -> tuple[dict[tuple[int, int], float], set[tuple[int, str]]]:
    """The pairs of reports of which one statement stands in a passage that both have, with the share of its words.

    And all that stands in such passages: statements, each with its report.
    """
    by_article: dict[str, list[Told]] = defaultdict(list)
    for one in reports.values():
        for told in one.tellings:
            by_article[told.article].append(told)
    found: dict[tuple[int, int], float] = {}
    copied: set[tuple[int, str]] = set()
    for copy in copies:
        lefts = _inside(by_article.get(copy.article, ()), copy.start, copy.end)
        rights = _inside(by_article.get(copy.other, ()), copy.other_start, copy.other_end)
        for left, right in itertools.product(lefts, rights):
            if left.report != right.report and _alike(left, right):
                pair = min(left.report, right.report), max(left.report, right.report)
                found[pair] = max(copy.share, found.get(pair, 0.0))
                copied |= {(told.report, told.statement.id) for told in (*lefts, *rights)}
    return found, copied


def _inside(tellings: Iterable[Told], start: int, end: int) -> list[Told]:
    return [told for told in tellings if told.statement.start < end and start < told.statement.end]


def _alike(one: Told, other: Told) -> bool:
    """Whether two statements are, for the most part, the same words."""
    left, right = (set(told.statement.text.casefold().split()) for told in (one, other))
    return len(left & right) >= _ALIKE * min(len(left), len(right))

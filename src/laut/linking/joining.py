"""Which ends of a claim's graph are one? Circles, an outlet's own earlier report, people named only later, houses.

These steps change the graph after its edges were made of chains and copies (`laut.linking.graph`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from laut.linking.chains import Reported
from laut.linking.graph import Edge, Graph, Node, node_of, reachable
from laut.linking.identity import Voice, country_of, may_be_of, speaks_for
from laut.linking.named_elsewhere import (
    are_people,
    find_writers,
    name_holders,
    name_media,
    name_papers,
    name_people,
)
from laut.linking.source_words import TOKEN, lists_of
from laut.reading.actors import spelling
from laut.reading.actors.registry import Registry


def join(graph: Graph, reports: Sequence[Reported], registry: Registry) -> None:
    """Open circles, then join the ends that are one."""
    _learn_nothing_from_media(graph)
    _open_circles(graph)
    _stand_on_own_paper(graph, reports)
    _merge_behind_media(graph)
    name_people(graph)
    name_holders(graph)
    name_media(graph)
    name_papers(graph)
    find_writers(graph)
    _govern_from_one_seat(graph)
    _speak_for_houses(graph, registry)
    name_papers(graph)


def _learn_nothing_from_media(graph: Graph) -> None:
    """A house has nothing from a medium that has it from there: "Erkenntnisse des Amts, die dem Anzeiger vorliegen"."""
    givers = graph.givers()
    for taker, giver in list(graph.edges):
        house = any(voice.house for voice in graph.nodes[taker].voices)
        if house and _is_medium(graph.nodes[giver]) and taker in reachable(givers, giver):
            del graph.edges[taker, giver]


def _is_medium(node: Node) -> bool:
    return node.report is not None or any(voice.medium for voice in node.voices)


def _open_circles(graph: Graph) -> None:
    """Take away from every circle what would have an earlier publication from a later one.

    First between reports; if a circle is left that goes through other sources, at its first node. Where a way leads out
    of the circle, nobody in it who gives a source is left without one: they all stand on what lies at its end.
    """
    place = {node_of(number): at for at, number in enumerate(graph.order)}

    def rank(name: str) -> tuple[int, str]:
        return place.get(name, len(place)), name

    for between in (place, graph.nodes):
        givers = graph.givers()
        knot = _knots({name: sorted(found, key=rank) for name, found in givers.items()}, rank)
        steps = _steps_out(givers, knot)
        for taker, giver in list(graph.edges):
            inside = taker in between and giver in between and knot[taker] == knot[giver]
            if inside and (steps[taker], rank(taker)) < (steps[giver], rank(giver)):
                del graph.edges[taker, giver]


def _steps_out(givers: Mapping[str, Sequence[str]], knot: Mapping[str, int]) -> dict[str, int]:
    """How many steps each node is away from the way out of its circle; 0 if there is none."""
    steps = {name: 0 for name, found in givers.items() if any(knot[one] != knot[name] for one in found)}
    at, last = 0, list(steps)
    while last:
        at += 1
        near = set(last)
        last = [
            name
            for name, found in givers.items()
            if name not in steps and any(one in near and knot[one] == knot[name] for one in found)
        ]
        steps.update(dict.fromkeys(last, at))
    return {name: steps.get(name, 0) for name in givers}


def _knots(givers: Mapping[str, Sequence[str]], rank: Callable[[str], tuple[int, str]]) -> dict[str, int]:
    """Number the strongly connected parts (Tarjan 1972): nodes with one number lie on circles with each other."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    knot: dict[str, int] = {}
    open_: list[str] = []
    for start in sorted(givers, key=rank):
        stack = [] if start in index else [(start, 0)]
        while stack:
            name, at = stack.pop()
            if at == 0:
                index[name] = low[name] = len(index)
                open_.append(name)
            elif (before := givers[name][at - 1]) not in knot:
                low[name] = min(low[name], low[before])
            while at < len(givers[name]) and givers[name][at] in index:
                if (other := givers[name][at]) not in knot:
                    low[name] = min(low[name], index[other])
                at += 1
            if at < len(givers[name]):
                stack += [(name, at + 1), (givers[name][at], 0)]
            elif low[name] == index[name]:
                while name not in knot:
                    knot[open_[-1]] = index[name]
                    open_.pop()
    return knot


def _merge_behind_media(graph: Graph) -> None:
    """One medium's "US-Beamte" and "US-Regierung" are one source, as two reports put it: the people, not the house."""
    givers = graph.givers()
    takers = graph.takers()
    for medium, behind in sorted(givers.items()):
        node = graph.nodes[medium]
        if node.report is not None or not _is_medium(node):
            continue
        ends = [name for name in sorted(behind) if not givers[name]]
        people = [name for name in ends if not any(voice.known for voice in graph.nodes[name].voices)]
        houses = [
            name
            for name in ends
            if takers[name] == {medium} and any(v.house and v.named for v in graph.nodes[name].voices)
        ]
        for house in houses:
            for one in people:
                pairs = [(a, b) for a in graph.nodes[one].voices for b in graph.nodes[house].voices]
                if any(may_be_of(a, b) for a, b in pairs):
                    graph.edges[house, one] = Edge(house, one, "cites", None)
                    break


def _govern_from_one_seat(graph: Graph) -> None:
    """ "Die Führung in Marnau" and "Regierungssprecher Muster in Marnau" are one, and "Musterien" with them.

    The latter where nobody speaks for another government or from another seat.
    """
    roots = graph.roots()
    seats: dict[str, list[str]] = defaultdict(list)
    countries: dict[str, list[str]] = defaultdict(list)
    for name in sorted(roots, key=lambda one: (-len(roots[one]), one)):
        voices = graph.nodes[name].voices
        if len(named := set(map(country_of, voices)) - {None}) == 1:
            countries[str(named.pop())].append(name)
        elif len(towns := {voice.seat for voice in voices} - {""}) == 1:
            seats[towns.pop()].append(name)
    known = any(voice.state for name in roots for voice in graph.nodes[name].voices)
    heads = list(seats.values())
    if len(seats) == len(countries) == 1 and not known:
        heads = [[*next(iter(countries.values())), *heads[0]]]
    for head, *others in heads:
        for name in others:
            graph.edges[name, head] = Edge(name, head, "cites", None)


def _speak_for_houses(graph: Graph, registry: Registry) -> None:
    """Lead from people and papers to the house that they speak for, or to each other if the house itself is no end.

    By their office and their words (`laut.linking.houses`); or where one report has it first from a house and then from
    one person: "Der Verein widersprach. Es gebe keinen Beschluss, sagte Präsidentin …".
    """
    roots = graph.roots()
    people = [name for name in sorted(roots) if are_people(graph.nodes[name], named=True)]
    houses = [name for name in sorted(roots) if any(voice.house for voice in graph.nodes[name].voices)]
    order = sorted(roots, key=lambda name: (name not in houses, -len(roots[name]), name))
    voices = {name: _known_as(graph, name) for name in order}
    heads: list[str] = []
    for name in order:
        head = next((one for one in heads if _one_house(voices[name], voices[one], registry)), None)
        if head is None:
            heads.append(name)
        else:
            graph.edges[name, head] = Edge(name, head, "cites", None)
    leaders = [name for name in heads if _is_open(voices[name])]
    others = [name for name in heads if name not in leaders and _speaks_for_house(voices[name])]
    others = [name for name in others if not _stands_against_leaders(graph.nodes[name])]
    if any(_is_firm(graph.nodes[name]) for name in leaders):
        others = [name for name in others if not _is_authority(graph.nodes[name])]
    if len(others) == 1 or (
        leaders and not others
    ):  # "die Geschäftsführerin", where one house at most is named
        head = others[0] if others else leaders.pop(0)
        for name in leaders:
            graph.edges[name, head] = Edge(name, head, "cites", None)
    roots, takers = graph.roots(), graph.takers()
    for house in (name for name in houses if name in roots):
        speaking = [name for name in people if name in roots and set(roots[house]) <= set(roots[name])]
        if len(speaking) == 1 and takers[house] and takers[house] <= takers[speaking[0]]:
            graph.edges[house, speaking[0]] = Edge(house, speaking[0], "cites", None)


def _known_as(graph: Graph, name: str) -> list[Voice]:
    """The voices of an end, and of the unnamed who turned out to be that person: "Klinikdirektor: …"."""
    unnamed = [
        voice
        for taker in sorted(graph.takers()[name])
        if graph.nodes[taker].report is None and are_people(graph.nodes[taker], named=False)
        for voice in graph.nodes[taker].voices
    ]
    return [*graph.nodes[name].voices, *unnamed]


def _one_house(one: Sequence[Voice], other: Sequence[Voice], registry: Registry) -> bool:
    """Whether what is known of two ends makes them voices of one house."""
    return any(speaks_for(a, b, registry) for a in one for b in other)


def _is_open(voices: Sequence[Voice]) -> bool:
    """Whether an end speaks for a house of which nothing says which it is."""
    houses = [voice.house_led for voice in voices if voice.house_led]  # one report may give no office
    return bool(houses) and all(house.open for house in houses)


def _is_firm(node: Node) -> bool:
    """Whether an end is of a firm, whichever it is: "die Geschäftsleitung", "ein Konzernsprecher"."""
    firms = lists_of("de").organs | lists_of("de").firms
    nouns = {
        spelling.stem(spelling.fold(word)) for voice in node.voices for word in TOKEN.findall(voice.name)
    }
    nouns |= {spelling.fold(word) for voice in node.voices for word in TOKEN.findall(voice.office)}
    return any(noun.startswith(firm) for noun in nouns for firm in firms)


def _is_authority(node: Node) -> bool:
    """Whether an end is a state's, or speaks for an authority."""
    offices = lists_of("de").offices_of_state
    sorts = {
        sort
        for voice in node.voices
        if voice.house_led
        for sort in voice.house_led.bodies | voice.house_led.sorts
    }
    state = any(voice.kind == "government" for voice in node.voices)
    return state or any(sort.endswith(offices) for sort in sorts)


def _speaks_for_house(voices: Sequence[Voice]) -> bool:
    return any(voice.house_led and not voice.house_led.open for voice in voices)


def _stands_against_leaders(node: Node) -> bool:
    """Whether it is a house inside another one, whose leaders it does not stand for: a works council."""
    bodies = {body for voice in node.voices if voice.house_led for body in voice.house_led.bodies}
    return not bodies.isdisjoint(lists_of("de").counterparts)


def _stand_on_own_paper(graph: Graph, reports: Sequence[Reported]) -> None:
    """A later report of an outlet that gives no source stands on that outlet's earlier one."""
    givers = graph.givers()
    earlier: dict[str, int] = {}
    for one in reports:
        outlet = one.outlet.name.casefold() if one.outlet else ""
        if outlet in earlier and not givers[node_of(one.number)]:
            key = node_of(one.number), node_of(earlier[outlet])
            if node_of(one.number) not in reachable(givers, key[1]):
                givers[key[0]].append(key[1])
                graph.edges[key] = Edge(*key, "publishes", one.tellings[0].statement.id)
        elif outlet:
            earlier.setdefault(outlet, one.number)

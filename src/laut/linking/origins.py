"""How many independent origins has a claim, and why?

The graph of who has it from whom (`laut.linking.graph`) ends in roots. What a named person or house said in public is
one origin, however it travelled; sources that nobody names may be the same people, unless states or houses rule that
out: hence a range. Two reports with the same origin corroborate nothing ("circular reporting").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from laut.linking.chains import reports_of
from laut.linking.copies import Copy
from laut.linking.graph import Builder, Graph, Node
from laut.linking.identity import Voice, default_registry, may_be_of, ruled_out
from laut.linking.joining import join
from laut.linking.reasons import reasons_of
from laut.reading.actors.registry import Registry
from laut.records import Origin, Origins, Passing, Told


@dataclass(frozen=True, slots=True)
class Root:
    """A root of the graph.

    Attributes:
        node: where the way back ends.
        voice: what is known of it.
        open: whether nobody says who it is, so that it may be the same as another open one.
        bare: whether not even that is said, so that it may be any other: media without a name, or a report that
            does not say where it has it from.
        reports: that lead to it, by publication.
    """

    node: Node
    voice: Voice | None
    open: bool
    bare: bool
    reports: tuple[int, ...]


def origins_of(
    tellings: Sequence[Told], copies: Sequence[Copy], *, registry: Registry | None = None
) -> tuple[Origins, tuple[Passing, ...]]:
    """Find who has a claim from whom, and count its independent origins.

    Args:
        tellings: the claim's statements, in any order.
        copies: passages with the same words, at least those of the tellings' articles.
        registry: the known actors; None for the packaged ones with those that the user imported.

    Returns:
        The origins, and the edges of the graph, both in an order that does not depend on that of the arguments.
    """
    if not tellings:
        return Origins(at_least=0, at_most=0), ()
    graph = graph_of(tellings, copies, registry)
    roots, takers = _roots(graph), graph.takers()
    origins = Origins(
        at_least=_fewest(roots),
        at_most=len(roots),
        roots=tuple(_origin(graph, takers, root) for root in roots),
        reasons=reasons_of(
            graph, [(root.node, _is_loose(root, roots), root.reports) for root in roots], tellings
        ),
    )
    passings = [
        Passing(giver=edge.giver, taker=edge.taker, how=edge.how, statement=edge.statement)
        for edge in graph.edges.values()
    ]
    return origins, tuple(sorted(passings, key=lambda one: (one.taker, one.giver)))


def names_of(
    tellings: Sequence[Told], copies: Sequence[Copy], *, registry: Registry | None = None
) -> dict[str, str]:
    """Return what the nodes of a claim's graph are called (`Passing.giver`, `Passing.taker`).

    Args:
        tellings, copies, registry: as for `origins_of`.
    """
    graph = graph_of(tellings, copies, registry)
    return {node.id: node.name for node in graph.nodes.values()}


def graph_of(tellings: Sequence[Told], copies: Sequence[Copy], registry: Registry | None = None) -> Graph:
    """Make the graph of one claim; see `origins_of`."""
    registry = registry or default_registry()
    reports = reports_of(tellings, registry)
    builder = Builder(reports, registry)
    builder.copy(copies)
    builder.cite()
    join(builder.graph, reports, registry)
    return builder.graph


def may_be_same(one: Root, other: Root) -> bool:
    """Whether two roots may be the same people: at least one is open, and nothing that is known rules it out."""
    if one.bare or other.bare or one.voice is None or other.voice is None:
        return True
    if not (one.open or other.open):
        return _speak_for_one_state(one.voice, other.voice)
    if one.open and other.open:
        return ruled_out(one.voice, other.voice) is False
    loose, named = (one.voice, other.voice) if one.open else (other.voice, one.voice)
    return may_be_of(loose, named)


def _speak_for_one_state(one: Voice, other: Voice) -> bool:
    """A spokesperson without a name and a house of one state: "ein Sprecher des Sicherheitsrats", "das Weiße Haus"."""
    houses = one.house and other.house and (one.speaks or other.speaks)
    return houses and one.state is not None and one.state == other.state


def _is_loose(root: Root, roots: Sequence[Root]) -> bool:
    """Whether a root may be another one."""
    return any(other is not root and may_be_same(root, other) for other in roots)


def _roots(graph: Graph) -> list[Root]:
    """The roots, those of the most reports first. Who gives no source adds none if others give one."""
    found = []
    silent = []
    cited = {giver for (_, giver), edge in graph.edges.items() if edge.how == "cites"}
    for name, reports in graph.roots().items():
        node = graph.nodes[name]
        voice = _voice(node)
        if node.report is None:
            named = voice is not None and (voice.named or voice.house) and not voice.medium
            bare = voice is None or (voice.medium and not voice.known)
            found.append(Root(node, voice, not named, bare, reports))
        elif node.asserts:
            found.append(Root(node, voice, False, True, reports))
        elif name in cited:
            found.append(Root(node, voice, True, False, reports))
        else:
            silent.append(Root(node, None, True, True, reports))
    place = {number: at for at, number in enumerate(graph.order)}

    def rank(root: Root) -> tuple[int, int, str]:
        return -len(root.reports), place[root.reports[0]], root.node.name

    return sorted(_with_states(found or silent), key=rank)


def _with_states(roots: Sequence[Root]) -> list[Root]:
    """What one report says of a house, that it is of a certain state, holds for the other reports as well."""
    states: dict[frozenset[str], set[str]] = {}
    for root in roots:
        if root.voice is not None and root.voice.state and root.voice.words:
            states.setdefault(root.voice.words, set()).add(root.voice.state)
    result = []
    for root in roots:
        voice = root.voice
        if voice is not None and voice.state is None and len(found := states.get(voice.words, ())) == 1:
            voice = replace(voice, state=min(found))
        result.append(replace(root, voice=voice))
    return result


def _voice(node: Node) -> Voice | None:
    """What is known of a root: of several descriptions, the one that says the most."""
    return min(
        node.voices,
        key=lambda voice: (not voice.named, voice.state is None, -len(voice.words), voice.name),
        default=None,
    )


def _fewest(roots: Sequence[Root]) -> int:
    """How many origins there are if all that may be the same are: groups in which any two may be.

    Those of which most is known are placed first; each joins the first group that it may belong to.
    """
    groups: list[list[Root]] = []
    for root in sorted(roots, key=_said):
        group = next((one for one in groups if all(may_be_same(root, other) for other in one)), None)
        if group is None:
            groups.append([root])
        else:
            group.append(root)
    return len(groups)


def _said(root: Root) -> tuple[bool, bool, bool, int]:
    words = len(root.voice.words) if root.voice else 0
    return root.bare, root.open, not (root.voice and root.voice.state), -words


def _origin(graph: Graph, takers: Mapping[str, set[str]], root: Root) -> Origin:
    voice = root.voice
    return Origin(
        name=root.node.name,
        actor=voice.actor if voice else None,
        kind="media" if root.node.report is not None else voice.kind if voice else None,
        named=None if voice is None else voice.named,
        via=_via(graph, takers, root.node.id),
        reports=len(root.reports),
    )


def _via(graph: Graph, takers: Mapping[str, set[str]], root: str) -> tuple[str, ...]:
    """The media and agencies through which it went on, nearest first: those that somebody has it from."""
    names: dict[str, None] = {}
    seen, ring = {root}, [root]
    while ring:
        ring = sorted(
            {taker for name in ring for taker in takers[name]} - seen, key=lambda one: graph.nodes[one].name
        )
        seen.update(ring)
        for name in ring:
            node = graph.nodes[name]
            if takers[name] and (node.report is not None or any(voice.medium for voice in node.voices)):
                names[node.name] = None
    return tuple(names)

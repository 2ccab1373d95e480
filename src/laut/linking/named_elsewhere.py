"""Who is unnamed in one report, and named in another? People, holders of offices, media, papers and who wrote them.

Each step looks for ends of a claim's graph (`laut.linking.graph`) of which one says less than the other, and leads from
that one to the other.
"""

from __future__ import annotations

from laut.linking.graph import Edge, Graph, Node, node_of, reachable
from laut.linking.identity import may_be_of
from laut.linking.source_words import TOKEN
from laut.reading.actors import spelling
from laut.reading.actors.media_sorts import sorts_called, sorts_of
from laut.reading.actors.nouns import nouns_of


def name_people(graph: Graph) -> None:
    """Who is unnamed at first and named then is one person: "laut einer Ärztin … Vertuscht werde das, so Uta Kern"."""
    givers = graph.givers()
    for behind in givers.values():
        people = [
            name for name in sorted(behind) if not givers[name] and are_people(graph.nodes[name], named=True)
        ]
        for name in sorted(behind):
            if givers[name] or not are_people(graph.nodes[name], named=False):
                continue
            pairs = [(a, one) for a in graph.nodes[name].voices for one in people]
            known = next(
                (one for a, one in pairs if any(may_be_of(a, b) for b in graph.nodes[one].voices)), None
            )
            if known is not None:
                graph.edges[name, known] = Edge(name, known, "cites", None)


def name_holders(graph: Graph) -> None:
    """ "Der Landeshauptmann" of one report is whom others call so by name, if they call only one so."""
    roots = graph.roots()
    named = [name for name in sorted(graph.nodes) if are_people(graph.nodes[name], named=True)]
    for name in sorted(roots):
        if not are_people(graph.nodes[name], named=False):
            continue
        holders = [
            one
            for one in named
            if any(a.may_hold(b) for a in graph.nodes[name].voices for b in graph.nodes[one].voices)
        ]
        if len(holders) == 1 and name not in reachable(graph.givers(), holders[0]):
            graph.edges[name, holders[0]] = Edge(name, holders[0], "cites", None)


def name_media(graph: Graph) -> None:
    """ "Eine dortige Zeitung" is the one paper that had it before from a source of its own."""
    place = {node_of(number): at for at, number in enumerate(graph.order)}
    for name, node in sorted(graph.nodes.items()):
        sorts = _sorts_of_one(node)
        if sorts is None or graph.givers()[name]:
            continue
        givers = graph.givers()
        first = min((place[one] for one in graph.takers()[name] if one in place), default=0)
        originals = [
            one
            for one in place
            if place[one] < first and givers[one] and not any(giver in place for giver in givers[one])
            if _may_be_of(sorts, graph.nodes[one])
        ]
        if len(originals) == 1:
            graph.edges[name, originals[0]] = Edge(name, originals[0], "cites", None)


def name_papers(graph: Graph) -> None:
    """ "Das Protokoll" is "das Protokoll der Wahlkommission" if all papers of that sort which are told apart are one.

    Or stand on one source by now: "der Entwurf" is the ministry's, as "Referentenentwurf" and "Musters Entwurf" are.
    """
    roots, givers = graph.roots(), graph.givers()
    sorts = {name: sort for name in sorted(graph.nodes) if (sort := _sort_of_paper(graph.nodes[name]))}
    for name, sort in sorts.items():
        if name not in roots or any(voice.words for voice in graph.nodes[name].voices):
            continue
        told = [
            other
            for other, its in sorts.items()
            if its == sort and all(voice.words for voice in graph.nodes[other].voices)
        ]
        ends = {end for other in told for end in reachable(givers, other) | {other} if end in roots}
        if len(ends) == 1:
            graph.edges[name, told[0]] = Edge(name, told[0], "cites", None)


def find_writers(graph: Graph) -> None:
    """A person's own paper is that person, who may stand on somebody by now: "Protokoll von Uta Kern", a witness."""
    givers = graph.givers()
    people = [name for name in sorted(graph.nodes) if are_people(graph.nodes[name], named=True)]
    for paper in sorted(graph.roots()):
        pairs = [(a, one) for a in graph.nodes[paper].voices for one in people]
        writer = next((one for a, one in pairs if any(map(a.is_paper_of, graph.nodes[one].voices))), None)
        if writer is not None and paper not in reachable(givers, writer):
            graph.edges[paper, writer] = Edge(paper, writer, "cites", None)


def _sorts_of_one(node: Node) -> set[str] | None:
    """The sorts of media that an end may be of which no more is said than that it is one; None if it is no such end."""
    if node.report is not None or not node.voices or any(v.named or not v.medium for v in node.voices):
        return None
    found: set[str] = set()
    for voice in node.voices:
        words = [word for word in TOKEN.findall(voice.name) if word[0].isupper()]
        readings = next((nouns for word in words if (nouns := nouns_of(word))), ())
        if not readings or any(noun.gender == "p" for noun in readings):
            return None  # "Medienberichte"
        parts = (readings[0].base, (readings[0].before or "").removesuffix("s"))
        found |= {sort for part in parts for sort in sorts_called(part)}
    return found


def _may_be_of(sorts: set[str], outlet: Node) -> bool:
    """Whether an outlet may be of one of some sorts of media; one of which nothing is known may be of any."""
    known = [found for voice in outlet.voices if (found := sorts_of(voice.name))]
    return not sorts or not any(sorts.isdisjoint(found) for found in known)


def _sort_of_paper(node: Node) -> str | None:
    """The noun for a paper in an end's names, "entwurf" of "Referentenentwurf"; None if there is none, or several."""
    if not node.voices or any(voice.kind != "document" for voice in node.voices):
        return None
    found = {_paper_in(voice.name) for voice in node.voices}
    return found.pop() if len(found) == 1 else None


def _paper_in(name: str) -> str:
    """The first noun for a paper in a name, without inflection and what it is compounded with; else its first word."""
    words = TOKEN.findall(name)
    papers = (noun.base for word in words for noun in nouns_of(word)[:1] if noun.sort == "document")
    return spelling.stem(spelling.fold(next(papers, words[0] if words else "")))


def are_people(node: Node, *, named: bool) -> bool:
    """Whether an end is a person, and one that is named or that is not."""
    return bool(node.voices) and all(one.kind == "person" and one.named is named for one in node.voices)

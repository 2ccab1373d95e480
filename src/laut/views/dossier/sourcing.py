"""How much rests on whom? Counts sources and hops by kind, and how far the statements are from their originators."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from laut.records import Article, Hop, SourceKind
from laut.views.dossier.speakers import NOBODY, Key, key_of
from laut.views.terms import KINDS, Term
from laut.views.trail import hops_of


@dataclass(frozen=True, slots=True)
class Naming:
    """How many are named, unnamed, and not decided."""

    named: int
    unnamed: int
    undecided: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.named + self.unnamed + self.undecided


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of source; `kind` None stands for those whose kind is not known.

    Attributes:
        width: hops of this kind in percent of those of the commonest kind.
    """

    kind: Term | None
    sources: Naming
    hops: Naming
    width: float


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What the statements rest on.

    Attributes:
        rows: kinds of source that occur, most hops first, the unknown kind last.
        sources, hops: the sums of the rows. A source counts once a page; one without a name counts with every hop.
        direct: statements whose originator the outlet heard itself.
        relayed: statements that came through at least one more source.
        sourceless: statements without any source.
        carried: statements whose source was carried on from another.
        distanced, endorsed: statements of which a hop is passed on with reserve, or as true.
        weak: hops for which only an agency code speaks; they are in no other count.
    """

    rows: tuple[KindRow, ...]
    sources: Naming
    hops: Naming
    direct: int
    relayed: int
    sourceless: int
    carried: int
    distanced: int
    endorsed: int
    weak: int


def count_sources(articles: Sequence[Article]) -> Sourcing:
    """Count what the statements of all articles rest on."""
    chains = [
        (position, hops_of(statement))
        for position, article in enumerate(articles)
        for statement in article.statements
    ]
    strong = [(position, [hop for hop in hops if not hop.weak]) for position, hops in chains]
    kinds = _by_kind(strong)
    widest = max((hops.total() for _, hops in kinds.values()), default=1)
    rows = tuple(
        KindRow(
            kind=KINDS[kind] if kind else None,
            sources=_naming(sources),
            hops=_naming(hops),
            width=round(100 * hops.total() / widest, 1),
        )
        for kind, (sources, hops) in sorted(
            kinds.items(), key=lambda item: (item[0] is None, -item[1][1].total())
        )
    )
    lengths = Counter(min(len(hops), 2) for _, hops in strong)
    return Sourcing(
        rows=rows,
        sources=_sum(row.sources for row in rows),
        hops=_sum(row.hops for row in rows),
        direct=lengths[1],
        relayed=lengths[2],
        sourceless=lengths[0],
        carried=sum(any(hop.carried_from for hop in hops) for _, hops in strong),
        distanced=sum(any(hop.stance == "distancing" for hop in hops) for _, hops in strong),
        endorsed=sum(any(hop.stance == "endorsing" for hop in hops) for _, hops in strong),
        weak=sum(hop.weak for _, hops in chains for hop in hops),
    )


Counts = Counter[bool | None]


def _by_kind(chains: Sequence[tuple[int, Sequence[Hop]]]) -> dict[SourceKind | None, tuple[Counts, Counts]]:
    """Return, for each kind, how many sources and how many hops are named, unnamed and undecided."""
    known: dict[Key, list[Hop]] = defaultdict(list)
    for position, hops in chains:
        for number, hop in enumerate(hops):
            key = key_of(hop, position)
            known[(*key, str(position), str(len(known)), str(number)) if key == NOBODY else key].append(hop)
    result: dict[SourceKind | None, tuple[Counts, Counts]] = defaultdict(lambda: (Counter(), Counter()))
    for hops in known.values():
        kind = Counter(hop.kind for hop in hops if hop.kind).most_common(1)
        decided = [hop.named for hop in hops if hop.named is not None]
        sources, hop_counts = result[kind[0][0] if kind else None]
        sources[any(decided) if decided else None] += 1
        hop_counts.update(hop.named for hop in hops)
    return result


def _naming(counts: Counts) -> Naming:
    return Naming(counts[True], counts[False], counts[None])


def _sum(parts: Iterator[Naming]) -> Naming:
    named = unnamed = undecided = 0
    for part in parts:
        named, unnamed = named + part.named, unnamed + part.unnamed
        undecided += part.undecided
    return Naming(named, unnamed, undecided)

"""Read the gold cases of linking: what are the claims, who has them from whom, and how many origins have they?

    from tests.gold.linking.cases.load import read_cases
    for case in read_cases("dev"): ...

Anchors (unique quotes of a text) become character offsets here. Whatever is wrong with a file raises `CaseError`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

HERE = Path(__file__).resolve().parent

Split = Literal["dev", "kept_back"]
"""`dev` may be looked at while laut is developed, `kept_back` only when it is measured."""
NodeKind = Literal["report", "person", "organisation", "government", "media", "document", "group"]
"""A report of the case, or a source of one of the kinds of `laut.records.SourceKind`."""
How = Literal["cites", "copies", "own", "speaks-for", "circular"]
"""cites: the text names or hints at it; copies: takes over its words without naming it; own: a source of its own, as it
says; speaks-for: a voice or paper of an organisation; circular: cites what goes back to itself, and does not count."""
DriftKind = Literal["hedge-lost", "hedge-gained", "number", "name", "date", "attribution-dropped"]
OppositionKind = Literal["reversal", "split", "denial"]


class CaseError(ValueError):
    """A case file is wrong; the message names the file, what is wrong in it and where."""


@dataclass(frozen=True)
class Report:
    """One report: `text` is the whole of it (title line, empty line, paragraphs), `published` ISO 8601."""

    id: str
    outlet: str
    published: str
    language: str
    text: str

    @property
    def day(self) -> dt.date:
        """The day of publication."""
        return dt.date.fromisoformat(self.published[:10])


@dataclass(frozen=True)
class Place:
    """Where a report states something: spans are half-open character offsets in its text.

    `attributed` is False where the report says it in its own name, so that no reader of attributions can find it.
    """

    report: str
    spans: tuple[tuple[int, int], ...]
    quote: str
    attributed: bool = True


@dataclass(frozen=True)
class Node:
    """A report, or a source that speaks in one; `named` is False for sources whose identity is kept from the reader."""

    id: str
    name: str
    kind: NodeKind
    named: bool = True


@dataclass(frozen=True)
class Edge:
    """`who` has the claim from `whom`."""

    who: str
    whom: str
    how: How


@dataclass(frozen=True)
class OriginsGold:
    """The independent origins of a claim; `roots` may be as few as `at_least` if those in `may_be_same` are one."""

    at_least: int
    at_most: int
    roots: tuple[Node, ...]
    may_be_same: tuple[frozenset[str], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    why: str

    def hops(self, *, circular: bool = False) -> dict[str, tuple[str, ...]]:
        """Whom each node has it from."""
        return {
            node.id: tuple(
                e.whom for e in self.edges if e.who == node.id and (circular or e.how != "circular")
            )
            for node in self.nodes
        }


@dataclass(frozen=True)
class ClaimGold:
    """One claim: its sense in one sentence, where it is stated, where it comes from."""

    id: str
    text: str
    places: tuple[Place, ...]
    origins: OriginsGold


@dataclass(frozen=True)
class Drift:
    """How a claim changed on the way from one report to another that has it, by whatever way, from there."""

    claim: str
    kind: DriftKind
    before: Place
    after: Place


@dataclass(frozen=True)
class Opposition:
    """Two statements that cannot both hold, or two stands on one question, and who takes them."""

    kind: OppositionKind
    who: str
    one: Place
    other: Place


@dataclass(frozen=True)
class Case:
    """A small media world about one or two claims."""

    id: str
    title: str
    split: Split
    kinds: tuple[str, ...]
    reports: tuple[Report, ...]
    claims: tuple[ClaimGold, ...]
    drift: tuple[Drift, ...]
    oppositions: tuple[Opposition, ...]

    @property
    def number(self) -> int:
        """That its id begins with."""
        return int(self.id.partition("-")[0])


def read_cases(split: Split | None = None) -> Iterator[Case]:
    """Yield the cases in the order of their files, those of one split if it is given.

    Raises:
        CaseError: a file is not as README.md says.
    """
    for path in sorted(HERE.glob("*.yaml")):
        case = read_case(path)
        if split is None or case.split == split:
            yield case


def read_case(path: Path) -> Case:
    """Read one file.

    Raises:
        CaseError: the file is not as README.md says.
    """
    try:
        case = parse_case(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise CaseError(f"{path.name}: {type(error).__name__}: {error}") from error
    if case.id != path.stem:
        raise CaseError(f"{path.name}: the id {case.id!r} is not the name of the file")
    return case


def parse_case(data: dict[str, Any]) -> Case:
    """Make a case of what YAML gives.

    Raises:
        CaseError: a value is not one of the scale, an anchor is not unique, a name is unknown or used twice.
        KeyError: a field is missing.
    """
    allowed = {"id", "title", "split", "kinds", "reports", "claims", "drift", "oppositions"}
    if unknown := set(data) - allowed:
        raise CaseError(f"unknown fields {sorted(unknown)}")
    reports = {one["id"]: _report(one) for one in data["reports"]}
    claims = tuple(_claim(one, reports) for one in data["claims"])
    for kind, items in (("report", data["reports"]), ("claim", data["claims"])):
        if len({one["id"] for one in items}) != len(items):
            raise CaseError(f"a {kind} id is used twice")
    return Case(
        id=data["id"],
        title=data["title"],
        split=_one_of(data["split"], Split),
        kinds=tuple(data["kinds"]),
        reports=tuple(reports.values()),
        claims=claims,
        drift=tuple(_drift(one, reports, {c.id for c in claims}) for one in data.get("drift", [])),
        oppositions=tuple(_opposition(one, reports) for one in data.get("oppositions", [])),
    )


def joined(text: str) -> str:
    """Join the lines of each paragraph with spaces; empty lines stay."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n")) + "\n"


def _report(data: dict[str, Any]) -> Report:
    published = data["published"]
    if not isinstance(published, str):
        published = published.isoformat()
    dt.datetime.fromisoformat(published)
    text = joined(data["text"])
    return Report(data["id"], data["outlet"], published, data.get("language", "de"), text)


def place(data: dict[str, Any], reports: dict[str, Report]) -> Place:
    """Find an anchor: ``{REPORT: quote}`` or ``{REPORT: [piece, piece]}``, and ``bare: true`` if nobody is cited.

    Raises:
        CaseError: the report is unknown, or a piece does not stand in it exactly once.
    """
    (report, quote), *rest = [(key, value) for key, value in data.items() if key != "bare"]
    if rest or report not in reports:
        raise CaseError(f"an anchor must name one report of the case: {data}")
    pieces = [joined(piece).strip() for piece in (quote if isinstance(quote, list) else [quote])]
    text, spans = reports[report].text, []
    for piece in pieces:
        if text.count(piece) != 1:
            raise CaseError(
                f"{report}: the anchor {piece!r} occurs {text.count(piece)} times; it must be unique"
            )
        spans.append((text.index(piece), text.index(piece) + len(piece)))
    if spans != sorted(spans) or any(a[1] > b[0] for a, b in itertools.pairwise(spans)):
        raise CaseError(f"{report}: the pieces of an anchor overlap or are out of order: {pieces}")
    if any(not text[a[1] : b[0]].strip(" ,") for a, b in itertools.pairwise(spans)):
        raise CaseError(
            f"{report}: nothing but a comma between two pieces; quote the anchor as one: {pieces}"
        )
    return Place(report, tuple(spans), " … ".join(pieces), not data.get("bare", False))


def _claim(data: dict[str, Any], reports: dict[str, Report]) -> ClaimGold:
    places = tuple(place(one, reports) for one in data["statements"])
    stating = dict.fromkeys(one.report for one in places)
    try:
        origins = _origins(data["origins"], [reports[name] for name in stating])
    except CaseError as error:
        raise CaseError(f"claim {data['id']}: {error}") from error
    return ClaimGold(data["id"], data["text"], places, origins)


def _origins(data: dict[str, Any], stating: list[Report]) -> OriginsGold:
    nodes = {report.id: Node(report.id, report.outlet, "report") for report in stating}
    for one in data.get("sources", []):
        if one["id"] in nodes:
            raise CaseError(f"the node {one['id']!r} is there twice")
        kind = _one_of(one["kind"], NodeKind)
        nodes[one["id"]] = Node(one["id"], one["name"], kind, one.get("named", True))
    edges = tuple(Edge(who, whom, _one_of(how, How)) for who, whom, how in data.get("edges", []))
    groups = tuple(frozenset(group) for group in data.get("may_be_same", []))
    _all_known(
        nodes, [*(n for e in edges for n in (e.who, e.whom)), *data["roots"], *(n for g in groups for n in g)]
    )
    roots = tuple(nodes[name] for name in data["roots"])
    return OriginsGold(
        data["at_least"],
        data["at_most"],
        roots,
        groups,
        tuple(nodes.values()),
        edges,
        " ".join(data["why"].split()),
    )


def _all_known(nodes: dict[str, Node], names: Iterable[str]) -> None:
    if unknown := sorted(set(names) - set(nodes)):
        raise CaseError(
            f"no node is called {', '.join(unknown)}; nodes are sources and reports with the claim"
        )


def _drift(data: dict[str, Any], reports: dict[str, Report], claims: set[str]) -> Drift:
    if data["claim"] not in claims:
        raise CaseError(f"drift of a claim that is not there: {data['claim']!r}")
    kind = _one_of(data["kind"], DriftKind)
    return Drift(data["claim"], kind, place(data["from"], reports), place(data["to"], reports))


def _opposition(data: dict[str, Any], reports: dict[str, Report]) -> Opposition:
    kind = _one_of(data["kind"], OppositionKind)
    return Opposition(kind, data["who"], place(data["one"], reports), place(data["other"], reports))


def _one_of(value: Any, scale: Any) -> Any:
    if value not in get_args(scale):
        raise CaseError(f"{value!r} is none of {', '.join(get_args(scale))}")
    return value

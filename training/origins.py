"""Score what lies behind claims: the number of origins, text reuse and drift, against the gold cases of linking.

    python -m training.origins                     # both splits, apart
    python -m training.origins --split dev --errors    # …, and each graph that is wrong with the chains it came from
    python -m training.origins --given             # the chains of the gold for all reports, their own words included
    python -m training.origins --linked            # laut's own claims instead of the gold's: what a user sees
    python -m training.origins --copies            # text reuse: shares of copies and of independent reports

End to end for German: the reader reads the reports; the gold gives only which of the statements belong together.
English statements come from the gold with the chains that its graph gives, because no stage reads English chains. With
``--given`` all come from there: what then is wrong, the rules of linking do wrong, and not the reader. With
``--linked`` laut also says which statements are one claim, as in a dossier of the case's reports; what is compared with
a claim of the gold is the one that holds most of its statements.
Of the split ``kept_back`` only totals are printed. Needs no torch.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import msgspec

from laut.intake import Known
from laut.intake.assemble import article_id
from laut.intake.loading import load_text
from laut.linking import copies
from laut.linking.copies import Copy, find_copies, passages_of
from laut.linking.drift import drifts_of
from laut.linking.echoes import echoes_of
from laut.linking.origins import origins_of
from laut.linking.overview import overview_of
from laut.reading.meaning import SentenceEncoder
from laut.reading.reader import WEIGHTS, Reader
from laut.records import Article, DateRange, Drift, DriftKind, Hop, Origins, Source, Span, Statement, Told

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "linking"
sys.path.insert(0, str(GOLD))
from cases.load import Case, ClaimGold, Node, OriginsGold, Place, Report, read_cases  # noqa: E402

CACHE = Path(tempfile.gettempdir()) / "laut-origins"


@dataclass(frozen=True, slots=True)
class Graph:
    """One claim of one case, with what laut makes of it."""

    case: Case
    claim: ClaimGold
    tellings: tuple[Told, ...]
    echoes: tuple[Told, ...]
    missing: tuple[Place, ...]
    found: Origins
    drifts: tuple[Drift, ...]

    @property
    def right(self) -> bool:
        """Whether the number of origins is exactly that of the gold."""
        gold = self.claim.origins
        return (self.found.at_least, self.found.at_most) == (gold.at_least, gold.at_most)


class Articles:
    """The reports as articles, read by the model; kept in files, because reading takes its time.

    What another model has read, or the same with other thresholds, is read anew; what other rules made of it is not:
    empty the folder when they have changed.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._model = hashlib.sha256((WEIGHTS / "settings.json").read_bytes()).hexdigest()
        self._reader: Reader | None = None

    def read(self, report: Report) -> Article:
        """Return the report, with its statements if it is in German."""
        article = taken_in(report)
        if report.language != "de":
            return article
        key = hashlib.sha256(f"{self._model}\0{report.day}\0{article.id}".encode()).hexdigest()[:32]
        path = self._cache / f"{key}.json"
        if path.exists():
            return Article.from_dict(json.loads(path.read_bytes()))
        self._reader = self._reader or Reader(threads=1)
        article = self._reader.read(article)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(article.to_dict()), encoding="utf-8")
        return article


def taken_in(report: Report) -> Article:
    """Return the report as an article without statements."""
    known = Known(outlet=report.outlet, published=DateRange(report.day, report.day))
    article = load_text(report.text, known=known)
    identifier = article_id(article.text, report.id, report.outlet)
    return msgspec.structs.replace(article, id=identifier, language=report.language)


def graphs_of(case: Case, articles: Articles, *, given: bool = False) -> Iterator[Graph]:
    """Yield the case's claims with the origins that laut finds; with the gold's chains for all reports if `given`."""
    read = {report.id: articles.read(report) for report in case.reports}
    copies = find_copies(
        passage
        for article in read.values()
        for passage in passages_of(article.id, article.text, article.sections)
    )
    for claim in case.claims:
        tellings, missing = _tellings(case, claim, read, given=given)
        german = [
            msgspec.structs.replace(told, language="de") for told in tellings
        ]  # as the gold names sources
        found, passings = origins_of(german, copies)
        echoes, echoing = echoes_of(tellings, copies, enumerate(read.values(), start=1))
        drifts = drifts_of((*tellings, *echoes), (*passings, *echoing))
        yield Graph(case, claim, tuple(tellings), echoes, tuple(missing), found, drifts)


@dataclass(frozen=True, slots=True)
class Linked:
    """A claim of the gold, with the claim of laut's that holds most of its statements.

    Attributes:
        held: how many of its statements that one holds.
        there: how many of them the reader found.
        strangers: how many other statements that one holds.
        found: the origins that laut gives it; None if the reader found no statement.
    """

    claim: ClaimGold
    held: int
    there: int
    strangers: int
    found: Origins | None

    @property
    def right(self) -> bool:
        """Whether the number of origins that a user sees is exactly that of the gold."""
        gold = self.claim.origins
        return self.found is not None and (self.found.at_least, self.found.at_most) == (
            gold.at_least, gold.at_most
        )  # fmt: skip


def linked_of(case: Case, articles: Articles, encoder: SentenceEncoder) -> Iterator[Linked]:
    """Yield the claims of a case, each with what a dossier of its reports shows for it."""
    read = {report.id: articles.read(report) for report in case.reports}
    placed, shown = as_shown(case, read)
    files = overview_of(shown, encoder=encoder).files
    for claim in case.claims:
        own = {told.statement.id for told in placed[claim.id]}
        best = max(files, key=lambda one: len(own.intersection(one.claim.statements)), default=None)
        held = len(own.intersection(best.claim.statements)) if best else 0
        yield Linked(
            claim,
            held=held,
            there=len(own),
            strangers=len(best.claim.statements) - held if best and held else 0,
            found=best.claim.origins if best and held else None,
        )


def as_shown(case: Case, read: dict[str, Article]) -> tuple[dict[str, list[Told]], list[Article]]:
    """Return the statements that were found for each claim, and the articles as a dossier gets them.

    English articles, which are not read, have the statements of the gold.
    """
    placed = {claim.id: _tellings(case, claim, read, given=False)[0] for claim in case.claims}
    english: dict[str, dict[str, Statement]] = {}
    for told in itertools.chain.from_iterable(placed.values()):
        if told.language != "de":
            english.setdefault(told.article, {})[told.statement.id] = told.statement
    shown = [
        msgspec.structs.replace(article, statements=tuple(english[article.id].values()))
        if article.id in english
        else article
        for article in read.values()
    ]
    return placed, shown


def report_linked(claims: Sequence[Linked], name: str) -> None:
    """Print how often a user sees the right number of origins, and why not."""
    right = [one for one in claims if one.right]
    whole = [one for one in claims if one.there and one.held == one.there]
    print(
        f"{name}, laut's own claims: origins exactly right in {len(right)} of {len(claims)}"
        f" ({len(right) / max(1, len(claims)):.2f})"
    )
    print(
        f"    all statements that were found in one claim: {len(whole)},"
        f" of these right: {sum(one.right for one in whole)};"
        f" of the others: {len(right) - sum(one.right for one in whole)};"
        f" with {sum(one.strangers for one in claims)} other statements among them:"
        f" {sum(one.strangers > 0 for one in claims)}"
    )
    held, there = sum(one.held for one in claims), sum(one.there for one in claims)
    print(f"    statements in the claim that holds most of them: {held} of {there}")


def _tellings(
    case: Case, claim: ClaimGold, read: dict[str, Article], *, given: bool
) -> tuple[list[Told], list[Place]]:
    tellings: dict[str, Told] = {}
    missing = []
    numbers = {report.id: number for number, report in enumerate(case.reports, start=1)}
    paths = {report.id: itertools.cycle(_paths(claim.origins, report.id) or [()]) for report in case.reports}
    for place in claim.places:
        article = read[place.report]
        if article.language == "de" and not given:
            statement = _found(article, place)
        else:
            statement = _given(article, place, next(paths[place.report]))
        if statement is not None:
            told = Told(
                statement=statement, report=numbers[place.report], article=article.id, title=article.title,
                outlet=article.outlet, published=article.published, language=article.language, claim=claim.id,
            )  # fmt: skip
            tellings[statement.id] = told
        elif place.attributed:
            missing.append(place)
    return list(tellings.values()), missing


def _found(article: Article, place: Place) -> Statement | None:
    """The statement that the reader found in a place: the one whose content agrees best."""
    best: tuple[float, Statement] | None = None
    wanted = characters_of(article, place)
    for statement in article.statements:
        content = {at for span in statement.content for at in range(span.start, span.end)}
        both = len(wanted & content)
        if both >= 0.5 * len(wanted) and both >= 0.3 * len(content):
            score = both / len(wanted | content)
            if best is None or score > best[0]:
                best = score, statement
    return best[1] if best else None


def characters_of(article: Article, place: Place) -> set[int]:
    """Which characters of an article stand in a place of the gold.

    Raises:
        ValueError: the article does not have these words.
    """
    found: set[int] = set()
    for piece in place.quote.split(" … "):
        at = article.text.find(piece)
        if at < 0:
            raise ValueError(f"{place.report}: {piece!r} is not in the article as it was taken in")
        found.update(range(at, at + len(piece)))
    return found


def _given(article: Article, place: Place, chain: tuple[Node, ...]) -> Statement:
    """A statement as the gold has it."""
    at = sorted(characters_of(article, place))
    start, end = at[0], at[-1] + 1
    names = {node.id: node.name.partition(" (")[0] for node in chain}  # what stands in brackets is for people
    hops = tuple(
        Hop(name=names[node.id], kind=_kind(node), named=node.named, office=_office(node), stance="neutral")
        for node in chain
    )
    last = hops[-1] if hops else None
    return Statement(
        id=hashlib.sha256(f"{article.id}{start}{end}".encode()).hexdigest()[:16],
        form="indirect", medium="speech", confidence=1.0, content=(Span(start, end, article.text[start:end]),),
        speaker=Source(name=last.name, kind=last.kind, named=last.named) if last else None, chain=hops,
    )  # fmt: skip


def _office(node: Node) -> str | None:
    """What the gold calls a named person: "Oberstaatsanwältin Kerstin Malik"."""
    return node.name if node.kind == "person" and node.named else None


def _kind(node: Node) -> Any:
    return "media" if node.kind == "report" else node.kind


def _paths(origins: OriginsGold, start: str) -> list[tuple[Node, ...]]:
    """The ways from a report to where the text of that report leads: sources, and reports that it names."""
    nodes = {node.id: node for node in origins.nodes}
    ways = []
    for edge in origins.edges:
        if edge.who == start and edge.how in ("cites", "own"):
            node = nodes[edge.whom]
            further = _paths(origins, edge.whom) if node.kind != "report" else []
            ways += [(node, *way) for way in further] or [(node,)]
    return ways


def report(graphs: Sequence[Graph], name: str, errors: bool) -> None:
    """Print the scores of a split, and with `errors` what went wrong."""
    right = sum(graph.right for graph in graphs)
    places = sum(len(graph.claim.places) for graph in graphs)
    missing = sum(len(graph.missing) for graph in graphs)
    print(
        f"{name}: origins exactly right in {right} of {len(graphs)} graphs ({right / max(1, len(graphs)):.2f});",
        end=" ",
    )
    print(f"{missing} of {places} places without a statement")
    several = [graph for graph in graphs if graph.claim.origins.at_most > 1]
    print(f"    of {len(several)} with more than one origin: {sum(graph.right for graph in several)}")
    _report_drift(graphs)
    if errors:
        for graph in graphs:
            _explain(graph)


def _report_drift(graphs: Sequence[Graph]) -> None:
    """Right if two reports and the kind agree."""
    found = {key for graph in graphs for key in _found_drifts(graph)}
    gold = {
        (graph.case.id, graph.claim.id, drift.kind, drift.before.report, drift.after.report)
        for graph in graphs
        for drift in graph.case.drift
        if drift.claim == graph.claim.id
    }
    kinds = (
        Counter(key[2] for key in found & gold),
        Counter(key[2] for key in found),
        Counter(key[2] for key in gold),
    )
    print(f"    drift: {len(found & gold)} right of {len(found)} found, {len(gold)} in the gold")
    for kind in get_args(DriftKind):
        print(f"        {kind}: {kinds[0][kind]} of {kinds[1][kind]} found, {kinds[2][kind]} in the gold")


def _found_drifts(graph: Graph) -> Iterator[tuple[str, str, str, str, str]]:
    reports = [one.id for one in graph.case.reports]
    by_id = {told.statement.id: reports[told.report - 1] for told in (*graph.tellings, *graph.echoes)}
    for drift in graph.drifts:
        yield graph.case.id, graph.claim.id, drift.kind, by_id[drift.before], by_id[drift.after]


def _explain(graph: Graph) -> None:
    gold, found = graph.claim.origins, graph.found
    mark = "ok   " if graph.right else "WRONG"
    print(f"\n{mark} {graph.case.id} {graph.claim.id}: {found.at_least}–{found.at_most}", end=", ")
    print(f"gold {gold.at_least}–{gold.at_most}")
    print("   gold:", ", ".join(root.name for root in gold.roots))
    print("   found:", ", ".join(root.name for root in found.roots))
    for key in sorted(_found_drifts(graph)):
        print("   drift", *key[2:])
    for drift in graph.case.drift:
        if drift.claim == graph.claim.id:
            print("   gold drift", drift.kind, drift.before.report, drift.after.report)
    if graph.right:
        return
    for place in graph.missing:
        print(f"   missing {place.report}: {place.quote}")
    for told in graph.tellings:
        chain = " ← ".join(
            f"{hop.name}{'' if hop.named else '?'}[{hop.kind}{',weak' if hop.weak else ''}]"
            for hop in told.statement.chain
        )
        print(f"   {told.report} {told.outlet}: {told.statement.text[:70]!r} ← {chain or '–'}")
    for reason in found.reasons:
        print("   =", reason)


def report_copies(cases: Iterable[Case], articles: Articles) -> None:
    """Print how many pairs of reports are found to have the same words, of those that copy and of those that do not."""
    shares: dict[bool, list[float]] = {True: [], False: []}
    for case in cases:
        read = {one.id: articles.read(one) for one in case.reports}
        cut = {name: passages_of(one.id, one.text, one.sections) for name, one in read.items()}
        copying = {
            frozenset((edge.who, edge.whom))
            for claim in case.claims
            for edge in claim.origins.edges
            if edge.how == "copies"
        }
        for one, other in itertools.combinations(read, 2):
            found = copies.same_words(cut[one], cut[other])
            shares[frozenset((one, other)) in copying].append(
                max((share for *_, share in found), default=0.0)
            )
    for copying, values in shares.items():
        print("copies" if copying else "others", f"{len(values)} pairs, found: {sum(map(bool, values))}")


def copies_in(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Find text reuse between articles."""
    return find_copies(p for one in articles for p in passages_of(one.id, one.text, one.sections))


def main() -> None:
    """Parse the arguments and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=("dev", "kept_back"))
    parser.add_argument(
        "--errors", action="store_true", help="show the graphs of dev, with what they come from"
    )
    parser.add_argument("--given", action="store_true", help="take the chains from the gold")
    parser.add_argument("--linked", action="store_true", help="take laut's own claims, not the gold's")
    parser.add_argument("--copies", action="store_true", help="score text reuse alone")
    parser.add_argument(
        "--cache",
        type=Path,
        default=CACHE,
        help="articles as read; empty it to read anew",
    )
    arguments = parser.parse_args()
    articles = Articles(arguments.cache)
    encoder = SentenceEncoder() if arguments.linked else None
    for split in (arguments.split,) if arguments.split else ("dev", "kept_back"):
        cases = list(read_cases(split))
        if arguments.copies:
            print(f"{split}:")
            report_copies(cases, articles)
            continue
        if encoder is not None:
            report_linked([one for case in cases for one in linked_of(case, articles, encoder)], split)
            continue
        graphs = [graph for case in cases for graph in graphs_of(case, articles, given=arguments.given)]
        report(graphs, split, arguments.errors and split == "dev")


if __name__ == "__main__":
    main()

"""Score what stands behind the model: names, chains, stances, factuality, time, against the gold trails.

    python -m training.trails                        # both parts of tests/gold/trails that can be scored here
    python -m training.trails --part dev --errors    # …, and what went wrong, one line each
    python -m training.trails --agreement            # the two annotators' passes against each other

The stages are given the gold quotations (or, for the examples, the words that the gold file keeps): the figures are
theirs and not the model's. Needs no torch. The part ``dev`` needs the quotation corpus.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from laut.intake import load
from laut.reading.actors.registry import Registry
from laut.reading.reader import readable_sections
from laut.reading.trails import follow
from laut.records import Article, DateRange, Source, Span, Statement
from training.corpus import ROLES, Document, read_quotations

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "trails"
EXAMPLES = GOLD.parents[2] / "examples" / "nuclear-signalling-2022"
DEVELOPED_ON = 20
"""The rules were written with the first articles of dev in sight; the others were kept back to measure on."""
Range = tuple[int, int]


class GoldHop(msgspec.Struct, frozen=True):
    """One hop as annotated; any of several names is right."""

    name: str | tuple[str, ...]
    kind: str
    named: bool
    stance: str

    def names(self) -> tuple[str, ...]:
        """All right names."""
        return (self.name,) if isinstance(self.name, str) else self.name


class GoldTime(msgspec.Struct, frozen=True):
    """The time of a statement as annotated."""

    at: Range
    earliest: dt.date
    latest: dt.date
    of: str


class Given(msgspec.Struct, frozen=True):
    """What the stages are told of a statement: form, ranges of its parts, and the number of the one around it."""

    form: str
    content: tuple[Range, ...]
    speaker: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    frame: tuple[Range, ...] = ()
    addressee: tuple[Range, ...] = ()
    parent: int | None = None


class GoldStatement(msgspec.Struct, frozen=True):
    """A statement's trail as annotated."""

    at: Range
    form: str
    chain: tuple[GoldHop, ...]
    carried: bool
    outlet: str
    originator: str
    when: GoldTime | None
    unsure: str | None = None


class GoldDocument(msgspec.Struct, frozen=True):
    """The trails of one article; for an example also all statements that the stages are given, as a model read them."""

    document: str
    published: tuple[dt.date, dt.date] | None
    statements: tuple[GoldStatement, ...]
    given: tuple[Given, ...] = ()


Pair = tuple[GoldStatement, Statement | None]


def read_gold(path: Path) -> list[GoldDocument]:
    """Read a file of gold trails."""
    return msgspec.yaml.decode(path.read_bytes(), type=list[GoldDocument], strict=False)


# --- the system's answers


def dev_pairs(gold: Sequence[GoldDocument], registry: Registry) -> Iterator[tuple[str, list[Pair]]]:
    """For each document of the corpus, its gold statements and what the stages make of them."""
    documents = {document.name: document for document in read_quotations("dev")}
    for one in gold:
        document = documents[one.document]
        published = None if one.published is None else DateRange(*one.published)
        article = Article(id=one.document, text=document.text, published=published, language="de")
        statements = list(corpus_statements(document))
        yield one.document, _paired(one, follow(article, readable_sections(article), statements, registry)[0])


def corpus_statements(document: Document) -> Iterator[Statement]:
    """The quotations of a corpus document as the model would give them, outer before nested."""
    quotations = sorted(document.quotations, key=lambda q: (q.content[0], -len(q.content)))
    for number, quotation in enumerate(quotations):
        homes = [i for i, q in enumerate(quotations[:number]) if set(quotation.content) < set(q.content)]
        roles = {role: _ranges(document, quotation.roles.get(role, ())) for role in ROLES}
        content = _ranges(document, quotation.content)
        given = Given(quotation.form, content, **roles, parent=homes[-1] if homes else None)
        yield given_statement(document.text, number, given)


def _ranges(document: Document, tokens: Sequence[int]) -> tuple[Range, ...]:
    cuts: list[list[int]] = []
    for token in tokens:
        if cuts and cuts[-1][-1] == token - 1:
            cuts[-1].append(token)
        else:
            cuts.append([token])
    return tuple((document.tokens[run[0]][0], document.tokens[run[-1]][1]) for run in cuts)


def given_statement(text: str, number: int, given: Given) -> Statement:
    """A statement as it is before its trail is followed."""

    def spans(ranges: Iterable[Range]) -> tuple[Span, ...]:
        return tuple(Span(a, b, text[a:b]) for a, b in ranges)

    speaker = spans(given.speaker)
    return Statement(
        id=f"s-{number}",
        form=given.form,  # type: ignore[arg-type]
        medium=None,
        confidence=1.0,
        content=spans(given.content),
        speaker=Source(name=" ".join(s.text for s in speaker), spans=speaker) if speaker else None,
        cue=spans(given.cue),
        frame=spans(given.frame),
        addressee=spans(given.addressee),
        parent=None if given.parent is None else f"s-{given.parent}",
    )


def example_pairs(gold: Sequence[GoldDocument], registry: Registry) -> Iterator[tuple[str, list[Pair]]]:
    """For each example article, its gold statements and what the stages make of the words that the gold file keeps."""
    for one in gold:
        article = example_article(one.document)
        statements = [given_statement(article.text, n, given) for n, given in enumerate(one.given)]
        found = follow(article, readable_sections(article), statements, registry)[0]
        yield one.document, _paired(one, found)


def example_article(name: str) -> Article:
    """An example article by its file name, with a line number where the file has several."""
    file, _, line = name.partition(":")
    articles = [item for item in load([EXAMPLES / file]) if isinstance(item, Article)]
    return articles[int(line) - 1 if line else 0]


def _paired(gold: GoldDocument, system: Sequence[Statement]) -> list[Pair]:
    """Give each gold statement the system's statement with the same content, by its form if there are two."""
    pairs: list[Pair] = []
    for one in gold.statements:
        found = [s for s in system if (s.start, s.end) == tuple(one.at)]
        found.sort(key=lambda s: s.form != one.form)
        pairs.append((one, found[0] if found else None))
    return pairs


# --- scores


@dataclass
class Tally:
    """Counts of right answers by question, and of label pairs for the macro F1 scores."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str, right: bool, error: str = "") -> None:
        """Count an answer."""
        self.asked[question] += 1
        self.right[question] += right
        if not right and error:
            self.errors.append(f"{question}: {error}")

    def label(self, question: str, gold: str, system: str, error: str = "") -> None:
        """Count a label."""
        self.labels[question][gold, system] += 1
        self.ask(question, gold == system, f"{error} {gold} ≠ {system}")

    def figures(self) -> dict[str, float]:
        """Share of right answers by question; for labels also macro F1 and Cohen's kappa."""
        result = {question: self.right[question] / n for question, n in self.asked.items()}
        for question, pairs in self.labels.items():
            result[f"{question}, macro F1"] = macro_f1(pairs)
            result[f"{question}, kappa"] = kappa(pairs)
        return result


def macro_f1(pairs: Counter[tuple[str, str]]) -> float:
    """Mean F1 over the labels that the gold has."""
    labels = sorted({gold for gold, _ in pairs})
    scores = []
    for label in labels:
        hits = pairs[label, label]
        gold = sum(n for (g, _), n in pairs.items() if g == label)
        system = sum(n for (_, s), n in pairs.items() if s == label)
        scores.append(2 * hits / (gold + system))
    return sum(scores) / len(scores)


def kappa(pairs: Counter[tuple[str, str]]) -> float:
    """Cohen's kappa."""
    total = sum(pairs.values())
    agreed = sum(n for (g, s), n in pairs.items() if g == s) / total
    gold, system = Counter[str](), Counter[str]()
    for (g, s), n in pairs.items():
        gold[g] += n
        system[s] += n
    chance = sum(gold[label] * system[label] for label in gold) / total**2
    return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)


def plain(name: str) -> str:
    """A name without what spelling varies in: case, articles, hyphens, dots, accents."""
    letters = "".join(
        c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c)
    )
    words = re.sub(r"[^\w\s]", " ", letters).split()
    return " ".join(word for word in words if word not in {"der", "die", "das", "den", "dem", "des", "the"})


def same_source(gold: GoldHop, system: Source, registry: Registry) -> bool:
    """Whether a source is the one that is meant: by name, or by the actor that a right name belongs to."""
    names = {plain(name) for name in gold.names()}
    if system.name is not None and plain(system.name) in names:
        return True
    actors = {actor.id for name in gold.names() for actor in registry.named(name)}
    return system.actor is not None and system.actor in actors


def count(tally: Tally, gold: GoldStatement, system: Statement, registry: Registry, place: str) -> None:
    """Count what one statement's trail has right."""
    chain = [hop for hop in system.chain if not hop.weak]
    shown = " ← ".join(f"{hop.name}" for hop in chain) or "–"
    wanted = " ← ".join(hop.names()[0] for hop in gold.chain) or "–"
    same = [same_source(g, s, registry) for g, s in zip(gold.chain, chain, strict=False)]
    exact = len(chain) == len(gold.chain) and all(same)
    tally.ask("chain", exact, f"{place} {wanted} ≠ {shown}")
    if gold.chain:
        last, found = gold.chain[-1], chain[-1] if chain else None
        right = found is not None and same_source(last, found, registry)
        tally.ask("originator", right)
        tally.ask("named", found is not None and found.named == last.named, f"{place} {wanted}: {last.named}")
        tally.ask("kind", found is not None and found.kind == last.kind, f"{place} {wanted}: {last.kind}")
        tally.ask("carried", gold.carried == any(hop.carried_from for hop in chain), f"{place} {wanted}")
    for hop in gold.chain:
        met = next((one for one in chain if same_source(hop, one, registry)), None)
        stance = "none" if met is None or met.stance is None else met.stance
        tally.label("stance", hop.stance, stance, f"{place} {hop.names()[0]}")
    factuality = system.factuality
    outlet, originator = (factuality.outlet, factuality.originator) if factuality else ("none", "none")
    tally.label("outlet", gold.outlet, outlet, f"{place} {system.text[:60]!r}")
    if gold.chain:
        tally.label("originator's factuality", gold.originator, originator, f"{place} {system.text[:60]!r}")
    when, time = system.when, gold.when
    days = None if when is None else (when.earliest, when.latest, when.of)
    expected = None if time is None else (time.earliest, time.latest, time.of)
    tally.ask("when", days == expected, f"{place} {expected} ≠ {days}")


def as_statement(gold: GoldStatement) -> Statement:
    """An annotator's answer in the form of the system's, to compare annotators."""
    chain = [
        {"name": hop.names()[0], "kind": hop.kind, "named": hop.named, "stance": hop.stance}
        | ({"carried_from": "before"} if gold.carried else {})
        for hop in gold.chain
    ]
    data: dict[str, Any] = {
        "id": "", "form": gold.form, "medium": None, "confidence": 1.0,
        "content": [{"start": gold.at[0], "end": gold.at[1], "text": ""}],
        "chain": chain,
        "factuality": {"outlet": gold.outlet, "originator": gold.originator},
    }  # fmt: skip
    if gold.when:
        start, end = gold.when.at
        days = {"earliest": str(gold.when.earliest), "latest": str(gold.when.latest)}
        data["when"] = {"text": "", "start": start, "end": end, "of": gold.when.of, **days}
    return Statement.from_dict(data)


def agreement(first: Sequence[GoldDocument], second: Sequence[GoldDocument], registry: Registry) -> Tally:
    """Score the second pass as if the first were gold."""
    tally = Tally()
    others = {one.document: one for one in second}
    for one in first:
        system = [as_statement(s) for s in others[one.document].statements]
        for gold, statement in _paired(one, system):
            if statement is not None:
                count(tally, gold, statement, registry, one.document[:24])
    return tally


def score(pairs: Iterable[tuple[str, list[Pair]]], registry: Registry) -> Tally:
    """Score the stages on some documents."""
    tally = Tally()
    for document, of_document in pairs:
        for gold, system in of_document:
            tally.ask("found", system is not None, f"{document[:24]} {gold.at}")
            if system is not None:
                count(tally, gold, system, registry, document[:24])
    return tally


def table(columns: dict[str, Tally]) -> str:
    """Lay out the figures as a Markdown table, a column for each part."""
    figures = {name: tally.figures() for name, tally in columns.items()}
    rows = list(dict.fromkeys(itertools.chain.from_iterable(figures.values())))
    lines = ["| | " + " | ".join(figures) + " |", "|---" * (len(figures) + 1) + "|"]
    lines += [
        f"| {row} | " + " | ".join(f"{one[row]:.3f}" if row in one else "" for one in figures.values()) + " |"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("dev", "examples"))
    parser.add_argument(
        "--errors", action="store_true", help="also print what went wrong, but not in the articles kept back"
    )
    parser.add_argument("--agreement", action="store_true", help="compare the annotators' passes instead")
    args = parser.parse_args()
    registry = Registry.load()
    columns: dict[str, Tally] = {}
    everything: list[tuple[str, list[Pair]]] = []
    errors: list[str] = []
    for part, pairs in (("dev", dev_pairs), ("examples", example_pairs)):
        if args.part not in (None, part):
            continue
        if args.agreement:
            first, second = (read_gold(GOLD / "passes" / f"{part}-{name}.yaml") for name in "ab")
            columns[part] = agreement(first, second, registry)
            continue
        answers = list(pairs(read_gold(GOLD / f"{part}.yaml"), registry))
        everything += answers
        columns[part] = score(answers, registry)
        errors += score(answers[:DEVELOPED_ON], registry).errors if part == "dev" else columns[part].errors
        if part == "dev":
            columns["dev, kept back"] = score(answers[DEVELOPED_ON:], registry)
    if len(columns) > 2:
        columns["all"] = score(everything, registry)
    print(table(columns))
    if args.errors:
        print("\n" + "\n".join(errors))


if __name__ == "__main__":
    main()

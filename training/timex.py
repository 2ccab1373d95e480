"""Score the time expressions on KRAUTS (German news with TimeML annotation).

python -m training.timex                  table of span, type and value scores, in all and per TIMEX3 type
python -m training.timex --errors         what is missing, superfluous or of another value in the development part

Scores are those of TempEval-3: an expression is found if it overlaps one of the gold standard; precision and recall
of types and values are over all expressions of either side. Each folder's every third document is never looked at
(``held``); the publication date is the document's creation time. `HELD_EVERY` says which ones.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from laut.reading.timing import find_times
from laut.records import DateRange

FOLDERS = ("KRAUTS_DieZeit", "KRAUTS_Dolomiten-100", "KRAUTS_Dolomiten-42")
HELD_EVERY = 3
TYPES = ("DATE", "TIME", "DURATION", "SET")


class Timex(NamedTuple):
    """A time expression of either side."""

    start: int
    end: int
    type: str
    value: str


class Document(NamedTuple):
    """A document of the gold standard."""

    name: str
    published: dt.date
    text: str
    gold: list[Timex]
    held: bool


@dataclass
class Score:
    """Counts, and the scores that follow from them."""

    gold: int = 0
    found: int = 0
    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("span", "type", "value"), 0))

    def f1(self, what: str) -> float:
        """Return the F1 score of ``span``, ``type`` or ``value``."""
        return 2 * self.hits[what] / max(self.gold + self.found, 1)

    def line(self, name: str) -> str:
        """Return one line of the table."""
        parts = [f"{name:10} {self.gold:5} {self.found:5}"]
        for what in self.hits:
            precision = self.hits[what] / max(self.found, 1)
            recall = self.hits[what] / max(self.gold, 1)
            parts.append(f"{precision:6.3f} {recall:6.3f} {self.f1(what):6.3f}")
        return "  ".join(parts)


def read_documents(root: Path) -> Iterator[Document]:
    """Yield the documents of the corpus."""
    for folder in FOLDERS:
        for number, path in enumerate(sorted((root / folder).glob("*.tml"))):
            tree = ElementTree.parse(path).getroot()
            created, body = tree.find("DCT/TIMEX3"), tree.find("TEXT")
            if created is None or body is None:
                raise ValueError(f"{path} has no creation time or no text")
            text, gold = _text_of(body)
            held = number % HELD_EVERY == HELD_EVERY - 1
            published = dt.date.fromisoformat(created.attrib["value"])
            yield Document(f"{folder}/{path.stem}", published, text, gold, held)


def _text_of(body: ElementTree.Element) -> tuple[str, list[Timex]]:
    """Return the text and its expressions; those without any text are only points of reference."""
    pieces: list[str] = []
    gold: list[Timex] = []

    def visit(element: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(element.text or "")
        for child in element:
            visit(child)
            pieces.append(child.tail or "")
        end = sum(map(len, pieces))
        if element.tag == "TIMEX3" and end > start:
            gold.append(Timex(start, end, element.attrib["type"], element.attrib.get("value", "")))

    visit(body)
    return "".join(pieces), sorted(gold)


def pairs_of(gold: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex | None, Timex | None]]:
    """Pair each expression that was found with the first of the gold standard that it overlaps."""
    free = list(gold)
    pairs: list[tuple[Timex | None, Timex | None]] = []
    for one in found:
        match = next((other for other in free if one.start < other.end and other.start < one.end), None)
        if match is not None:
            free.remove(match)
        pairs.append((match, one))
    return pairs + [(other, None) for other in free]


def count(pairs: Iterable[tuple[Timex | None, Timex | None]], only: str | None = None) -> Score:
    """Count hits; of one type only, if given: gold expressions of it, and those found that are of it."""
    score = Score()
    for gold, found in pairs:
        if only is not None and only != (gold or found).type:  # type: ignore[union-attr]
            continue
        score.gold += gold is not None
        score.found += found is not None
        if gold is not None and found is not None:
            score.hits["span"] += 1
            score.hits["type"] += gold.type == found.type
            score.hits["value"] += gold.value == found.value
    return score


def find(document: Document) -> list[Timex]:
    """Return what laut finds in a document."""
    published = DateRange(document.published, document.published)
    return [
        Timex(one.start, one.end, one.type, one.value) for one in find_times(document.text, published, "de")
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    data = Path(os.environ.get("LAUT_DATA", "../shared/data"))
    parser.add_argument("--corpus", type=Path, default=data / "timex-de", help="folder with the corpus")
    parser.add_argument("--errors", action="store_true", help="print the errors of the development part")
    options = parser.parse_args(arguments)
    documents = list(read_documents(options.corpus))
    if not documents:
        parser.error(f"there are no documents in {options.corpus}")
    pairs = {document.name: pairs_of(document.gold, find(document)) for document in documents}
    print(
        f"{'':10} {'gold':>5} {'found':>5}  {'span P, R, F1':>20}  {'type P, R, F1':>20}  {'value P, R, F1':>20}"
    )
    for part, parts in (("dev", (False,)), ("held", (True,)), ("all", (False, True))):
        chosen = [pair for document in documents if document.held in parts for pair in pairs[document.name]]
        print(count(chosen).line(part))
        for kind in TYPES:
            print(count(chosen, kind).line(f"  {kind}"))
    if options.errors:
        for document in documents:
            if not document.held:
                _print_errors(document, pairs[document.name])


def _print_errors(document: Document, pairs: Iterable[tuple[Timex | None, Timex | None]]) -> None:
    print(f"\n{document.name} ({document.published})")
    for gold, found in pairs:
        one = gold or found
        if one is None or (gold and found and gold.value == found.value):
            continue
        before, after = (
            document.text[max(one.start - 40, 0) : one.start],
            document.text[one.end : one.end + 30],
        )
        words = " ".join(f"{before}[{document.text[one.start : one.end]}]{after}".split())
        print(f"  {gold.value if gold else '–':16} {found.value if found else '–':16} {words}")


if __name__ == "__main__":
    main()

"""How does the ledger fare as it grows?

    python benchmarks/ledger.py                                 # 10,000 and 100,000 and 1,000,000 statements
    python benchmarks/ledger.py --sizes 10000 30000 --out /tmp/small.json

Grows a ledger with made-up articles (`benchmarks/grown.py`) and measures at each size: adding (without reading and
linking), linking a new article, searching by words, filters and meaning, the room on the disk, the memory. The claims
of the bulk are put in as the generator knows them, which is what linking would find; the articles that are timed are
linked for good. Everything happens in one process, with the database in a folder of its own, removed at the end.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.grown import STATEMENTS_PER_ARTICLE, Grown, Press  # noqa: E402

from laut.ledger import linked  # noqa: E402
from laut.ledger.ledger import Ledger  # noqa: E402
from laut.ledger.readings import Reading  # noqa: E402
from laut.ledger.search import Filters  # noqa: E402
from laut.ledger.store import Added, Incoming  # noqa: E402
from laut.linking.affairs import index_affairs  # noqa: E402
from laut.linking.claims import Linker  # noqa: E402
from laut.reading.meaning import SentenceEncoder  # noqa: E402
from laut.records import Statement  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
ARTICLES_AT_ONCE = 64
"""Articles in a transaction of the bulk."""
LINKED = 100
"""New articles whose linking is timed at each size."""
SEARCHES = 60
_NO_SIGNS = str.maketrans(dict.fromkeys('"„“”»«*-', " "))  # they mean something in a query


def examples() -> list[Statement]:
    """Read the project's German examples."""
    import laut

    articles = laut.read_all(ROOT / "examples")
    found = [
        one for article in articles if not isinstance(article, laut.Rejection) for one in article.statements
    ]
    if not found:
        raise SystemExit(f"no statement was found in {ROOT / 'examples'}")
    return found


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds."""
    values = np.array(seconds) * 1000
    return {
        "p50": round(float(np.percentile(values, 50)), 1),
        "p95": round(float(np.percentile(values, 95)), 1),
    }


def timed(work: Callable[[Any], Any], items: Iterable[Any]) -> list[float]:
    """Return the seconds that each item takes."""
    seconds = []
    for item in items:
        began = time.perf_counter()
        work(item)
        seconds.append(time.perf_counter() - began)
    return seconds


class Growth:
    """A ledger that grows, and what is measured of it."""

    def __init__(self, ledger: Ledger, press: Press, encoder: SentenceEncoder, total: int) -> None:
        self.ledger, self.press, self.encoder = ledger, press, encoder
        self.total = total // STATEMENTS_PER_ARTICLE + LINKED * len(SIZES) + 1
        self.statements = 0
        self.linker = Linker(ledger)
        self.pivots: dict[int, int] = {}

    def incoming(self, grown: Sequence[Grown]) -> list[Incoming]:
        """Make articles ready for adding, cells included."""
        cells = self.encoder.cells(np.concatenate([one.vectors for one in grown]))
        at, made = 0, []
        for one in grown:
            n = len(one.vectors)
            reading = Reading(model="made up", vectors=one.vectors, cells=cells[at : at + n])
            made.append(Incoming(article=one.article, raw=None, reading=reading))
            at += n
        return made

    def grow(self, size: int) -> float:
        """Grow to a size; return how many statements were added a second."""
        seconds, before = 0.0, self.statements
        while self.statements < size:
            missing = -(-(size - self.statements) // STATEMENTS_PER_ARTICLE)
            grown = list(self.press.articles(min(ARTICLES_AT_ONCE, missing), self.total))
            incoming = self.incoming(grown)
            began = time.perf_counter()
            added = self.ledger.put_all(incoming)
            seconds += time.perf_counter() - began
            self.statements += sum(one.statements for one in added)
            self.put_claims(grown, added)
        return (self.statements - before) / seconds

    def put_claims(self, grown: Sequence[Grown], added: Sequence[Added]) -> None:
        """Put the statements into the claims that the generator knows."""
        with self.ledger.atomic() as connection:
            places: dict[int, linked.Written | None] = {}
            for one, where in zip(grown, added, strict=True):
                numbers = linked.statements_of(connection, where.report)
                for number, claim in zip(numbers, one.claims, strict=True):
                    places[number] = (self.pivots.setdefault(claim, number), 1.0, False, None)
                linked.mark_linked(connection, where.report)
            linked.write_places(connection, places)
            index_affairs(connection, linked.revisions_of(connection, [one.report for one in added]))
        for claim in [claim for claim in self.pivots if claim < self.press.oldest]:
            del self.pivots[claim]

    def link(self) -> dict[str, float]:
        """Add new articles and link each; return how long linking takes."""
        grown = list(self.press.articles(LINKED, self.total))
        added = self.ledger.put_all(self.incoming(grown))
        self.statements += sum(one.statements for one in added)
        return percentiles(timed(lambda report: self.linker.link([report]), [one.report for one in added]))

    def search(self, seeds: Sequence[Statement]) -> dict[str, dict[str, float]]:
        """Search by words, by filters, and by words and meaning together (the query's own vector included).

        The same questions a second time find in memory what they read: where a machine has written back or let go of
        pages that nobody used, the first time is mostly waiting for the disk.
        """
        chance = random.Random(self.statements)
        words = [word for one in seeds for word in one.text.split() if word.isalpha()]
        queries = [" ".join(chance.sample(words, chance.randint(1, 3))) for _ in range(SEARCHES)]
        filters = [
            Filters(actor=f"Q9{chance.randrange(200):06d}") if at % 2 else Filters(outlet=f"Blatt {at}")
            for at in range(SEARCHES)
        ]
        questions = [
            " ".join(chance.choice(seeds).text.translate(_NO_SIGNS).split()[:20]) for _ in range(SEARCHES)
        ]
        search = self.ledger.search
        return {
            "words": percentiles(timed(search, queries)),
            "filters": percentiles(timed(lambda wanted: search(None, wanted), filters)),
            "meaning": percentiles(timed(lambda query: search(query, encoder=self.encoder), questions)),
            "again": percentiles(timed(lambda query: search(query, encoder=self.encoder), questions)),
        }


def main() -> None:
    """Grow, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--folder", type=Path, help="where the database grows; else a temporary folder")
    parser.add_argument("--out", type=Path, help="write the figures as JSON lines, too")
    args = parser.parse_args()
    seeds = examples()
    encoder = SentenceEncoder()
    press = Press(seeds, encoder.vectors([one.text for one in seeds]))
    folder = Path(tempfile.mkdtemp(dir=args.folder))
    print(f"Python {platform.python_version()}, {platform.machine()}, database in {folder}", flush=True)
    print("| statements | added a second | linking p50 | p95 | words p95 | filters p95 | meaning p95 |"
          " again | bytes a statement | peak MB |\n|---|---|---|---|---|---|---|---|---|---|", flush=True)  # fmt: skip
    try:
        with Ledger(f"sqlite:///{folder / 'bench.db'}") as ledger:
            growth = Growth(ledger, press, encoder, max(args.sizes))
            for size in sorted(args.sizes):
                rate = growth.grow(size)
                linking, searching = growth.link(), growth.search(seeds)
                room = sum(path.stat().st_size for path in folder.iterdir()) / growth.statements
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                p95 = " | ".join(f"{searching[kind]['p95']} ms" for kind in searching)
                print(f"| {growth.statements:,} | {rate:,.0f} | {linking['p50']} ms | {linking['p95']} ms | {p95} |"
                      f" {room:,.0f} | {peak:,.0f} |", flush=True)  # fmt: skip
                if args.out:
                    figures = {"statements": growth.statements, "added_a_second": round(rate), "linking_ms": linking,
                               "search_ms": searching, "bytes": round(room), "peak_mb": round(peak)}  # fmt: skip
                    with args.out.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(figures) + "\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

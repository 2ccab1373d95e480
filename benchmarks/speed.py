"""How fast is laut, and how much memory does it take?

    python benchmarks/speed.py                                           # the examples, repeated
    python benchmarks/speed.py --corpus ../shared/data/news-de/10kgnad-test.csv.gz
    python benchmarks/speed.py --corpus FOLDER --articles 400

Reads the corpus once for each setting, each in a process of its own, after a warm-up, and prints rates, memory and
where the time goes. A "400-word article" is 400 words of the corpus, so that corpora of short and
long articles compare. With more than one core, other processes read, too, from the sixteenth article on: their start
is part of the time, their memory is counted, and where articles are few they do not pay.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
WORDS_OF_ARTICLE = 400
STAGES = ("intake", "words and subwords", "encoder", "decoding", "roles", "statements", "trails")


def texts(corpus: Path, articles: int) -> list[str]:
    """Take the first articles of a corpus, repeated if it has fewer.

    Raises:
        SystemExit: there is no such corpus, or no German article in it.
    """
    if not corpus.exists():
        raise SystemExit(
            f"{corpus} is not there: give --corpus a file or folder, or leave it out for the examples"
        )
    found = list(itertools.islice(_articles(corpus), articles))
    if not found:
        raise SystemExit(f"{corpus} holds no German article")
    return list(itertools.islice(itertools.cycle(found), articles))


def _articles(corpus: Path) -> Iterator[str]:
    if corpus.name.endswith(".csv.gz"):  # 10kGNAD: topic;text, quoted with '
        with gzip.open(corpus, "rt", encoding="utf-8", newline="") as file:
            yield from (row[1] for row in csv.reader(file, delimiter=";", quotechar="'") if len(row) == 2)
        return
    from laut.intake import load
    from laut.records import Article

    for item in load([corpus]):
        if isinstance(item, Article) and item.language == "de":
            yield item.text


def clock(times: dict[str, float], stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function so that the seconds it takes are added to a stage's."""

    def timed(*arguments: Any, **keywords: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*arguments, **keywords)
        finally:
            times[stage] += time.perf_counter() - began

    return timed


def measure(corpus: Path, articles: int, threads: int) -> dict[str, Any]:
    """Read the corpus in this process; return what was measured."""
    began = time.perf_counter()
    from laut.intake import load_text
    from laut.reading.reader import Reader

    imported = time.perf_counter()
    laut = Reader(threads)
    ready = time.perf_counter()
    laut.read(load_text("Der Sprecher sagte, man werde die Lage weiter beobachten."))
    first = time.perf_counter()

    corpus_texts = texts(corpus, articles)
    words = sum(len(text.split()) for text in corpus_texts)
    started = time.perf_counter()
    found = sum(len(article.statements) for article in laut.read_all(map(load_text, corpus_texts)))
    seconds = time.perf_counter() - started
    return {
        "threads": threads,
        "words": words,
        "statements": found,
        "seconds": seconds,
        "model": ready - imported,
        "start": ready - began,
        "first": first - began,
        "mb": memory(),
    }


def memory() -> float:
    """Megabytes that this process and those that help it hold now; on Linux what they share counts once."""
    try:
        return sum(_share_of(process) for process in _family(str(os.getpid()))) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _family(process: str) -> Iterator[str]:
    """A process and all that it, or what it started, has started."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(child)


def _share_of(process: str) -> int:
    """Kilobytes of a process, of shared ones its share (PSS)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def shares(corpus: Path, articles: int) -> dict[str, float]:
    """Which share of the time each stage takes, on one core and one article after the other."""
    from laut.intake import load_text
    from laut.reading import decoding, quotations, reader

    times: dict[str, float] = defaultdict(float)
    reader.prepare = clock(times, "words and subwords", reader.prepare)
    reader.make_statements = clock(times, "statements", reader.make_statements)
    reader.follow = clock(times, "trails", reader.follow)
    quotations.encode_texts = clock(times, "encoder", quotations.encode_texts)
    quotations.judge_drafts = clock(times, "roles", quotations.judge_drafts)
    decoding.decode_tags = clock(times, "decoding", decoding.decode_tags)
    read_text = clock(times, "intake", load_text)
    laut = reader.Reader(1)
    corpus_texts = texts(corpus, articles)
    laut.read(load_text(corpus_texts[0]))
    times.clear()
    began = time.perf_counter()
    for text in corpus_texts:
        laut.read(read_text(text))
    seconds = time.perf_counter() - began
    return {stage: times[stage] / seconds for stage in STAGES}


def in_own_process(corpus: Path, articles: int, threads: int) -> dict[str, Any]:
    """Measure one setting in a fresh process."""
    command = [sys.executable, __file__, "--corpus", str(corpus), "--articles", str(articles)]
    command += ["--threads", str(threads), "--worker"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, Any] = json.loads(output)
    return result


def main() -> None:
    """Measure all settings and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=EXAMPLES)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--threads", type=int, help="measure only this number of threads")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        print(json.dumps(measure(args.corpus, args.articles, args.threads)))
        return
    texts(args.corpus, 1)
    cores = os.cpu_count() or 1
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, corpus {args.corpus}")
    print(f"{args.articles} articles; rates are per second, an article counted as {WORDS_OF_ARTICLE} words")
    print("model s: loading the model; start s: from nothing to a reader that is ready, imports included;")
    print("first s: from nothing to the first statement\n")
    columns = ("threads", "articles/s", "words/s", "model s", "start s", "first s", "MB")
    print(" ".join(f"{name:>10}" for name in columns))
    results = []
    for n in [args.threads] if args.threads else sorted({1, min(2, cores)}):
        result = in_own_process(args.corpus, args.articles, n)
        rate = result["words"] / result["seconds"]
        print(
            f"{n:>10} {rate / WORDS_OF_ARTICLE:>10.2f} {rate:>10.0f} {result['model']:>10.2f} "
            f"{result['start']:>10.2f} {result['first']:>10.2f} {result['mb']:>10.0f}",
            flush=True,
        )
        results.append(result)
    print("\nwhere the time goes, on one core:")
    for stage, share in shares(args.corpus, min(args.articles, 30)).items():
        print(f"  {stage:<20} {share:>6.1%}")
    double = in_own_process(args.corpus, 2 * args.articles, results[-1]["threads"])
    print(
        f"\nmemory after {args.articles} articles {results[-1]['mb']:.0f} MB, "
        f"after {2 * args.articles} {double['mb']:.0f} MB"
    )


if __name__ == "__main__":
    main()

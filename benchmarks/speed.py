"""How fast is laut, and how much memory does it take?

    python benchmarks/speed.py                                           # the examples, repeated
    python benchmarks/speed.py --corpus ../shared/data/news-de/10kgnad-test.csv.gz
    python benchmarks/speed.py --corpus FOLDER --articles 400

Reads the corpus once for each setting, each in a process of its own, after a warm-up, and prints rates, memory and
where the time goes. A "400-word article" is 400 words of the corpus, so that corpora of short and
long articles compare.
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


def measure(corpus: Path, articles: int, threads: int, together: int) -> dict[str, Any]:
    """Read the corpus in this process; return what was measured."""
    began = time.perf_counter()
    from laut.intake import load_text
    from laut.reading import decoding, quotations, reader

    imported = time.perf_counter()
    laut = reader.Reader(threads, articles_at_once=together)
    load = time.perf_counter() - imported
    laut.read(load_text("Der Sprecher sagte, man werde die Lage weiter beobachten."))
    first = time.perf_counter() - began

    times: dict[str, float] = defaultdict(float)
    reader.prepare = clock(times, "words and subwords", reader.prepare)
    reader.make_statements = clock(times, "statements", reader.make_statements)
    reader.follow = clock(times, "trails", reader.follow)
    quotations.encode_texts = clock(times, "encoder", quotations.encode_texts)
    quotations.judge_drafts = clock(times, "roles", quotations.judge_drafts)
    decoding.decode_tags = clock(times, "decoding", decoding.decode_tags)
    read_text = clock(times, "intake", load_text)
    corpus_texts = texts(corpus, articles)
    words = sum(len(text.split()) for text in corpus_texts)
    began = time.perf_counter()
    found = sum(len(article.statements) for article in laut.read_all(map(read_text, corpus_texts)))
    seconds = time.perf_counter() - began
    return {
        "threads": threads,
        "together": together,
        "articles": articles,
        "words": words,
        "statements": found,
        "seconds": seconds,
        "load": load,
        "first": first,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "shares": {stage: times[stage] / seconds for stage in STAGES},
    }


def in_own_process(corpus: Path, articles: int, threads: int, together: int) -> dict[str, Any]:
    """Measure one setting in a fresh process."""
    command = [sys.executable, __file__, "--corpus", str(corpus), "--articles", str(articles)]
    command += ["--threads", str(threads), "--together", str(together), "--worker"]
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
    parser.add_argument("--together", type=int, help="measure only this number of articles at a time")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        print(json.dumps(measure(args.corpus, args.articles, args.threads, args.together)))
        return
    texts(args.corpus, 1)
    cores = os.cpu_count() or 1
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, corpus {args.corpus}")
    print(f"{args.articles} articles; rates are per second, an article counted as {WORDS_OF_ARTICLE} words")
    print("model s: loading the model; first s: from nothing to the first statement, imports included\n")
    columns = {
        "threads": 7,
        "together": 8,
        "articles/s": 10,
        "words/s": 8,
        "model s": 8,
        "first s": 8,
        "peak MB": 8,
    }
    header = " ".join(f"{name:>{width}}" for name, width in columns.items())
    print(header)
    threads = [args.threads] if args.threads else sorted({1, min(2, cores)})
    best: dict[str, Any] = {}
    for n in threads:
        for together in [args.together] if args.together else [1, 4, 16]:
            result = in_own_process(args.corpus, args.articles, n, together)
            rate = result["words"] / result["seconds"]
            print(
                f"{n:>7} {together:>8} {rate / WORDS_OF_ARTICLE:>10.2f} {rate:>8.0f} "
                f"{result['load']:>8.2f} {result['first']:>8.2f} {result['peak_mb']:>8.0f}",
                flush=True,
            )
            best = max(best or result, result, key=lambda r: r["words"] / r["seconds"])
    print("\nwhere the time goes in the fastest of these:")
    for stage, share in best["shares"].items():
        print(f"  {stage:<20} {share:>6.1%}")
    double = in_own_process(args.corpus, 2 * args.articles, best["threads"], best["together"])
    print(
        f"\npeak memory with {args.articles} articles {best['peak_mb']:.0f} MB, "
        f"with {2 * args.articles} {double['peak_mb']:.0f} MB"
    )


if __name__ == "__main__":
    main()

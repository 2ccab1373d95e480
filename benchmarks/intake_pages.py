"""How well intake reads saved news pages: body, title, authors and day against what is expected of each page.

    python benchmarks/intake_pages.py [PATH] [--errors] [--without-url]

PATH is a folder of pages in the layout of fundus' test data: in a folder per country, ``NAME_DATE.html.gz``,
``NAME.json`` with the expected fields by version of the publisher's parser, oldest first, and ``meta.info`` with
the address of each page. Default: ``../shared/data/pages-de`` beside the checkout.

Measures, over pages: body, F1 of the bags of words of the text, teaser, subheads and paragraphs together; title,
equality but for white space, invisible characters and the kind of quotation mark; authors, equality of the sets of
names but for case; day, equality of the publication's day. trafilatura alone is measured beside, as the baseline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

from laut.errors import InputError
from laut.intake.html import load_html
from laut.records import Article

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages-de"
BODY_KINDS = frozenset({"teaser", "subhead", "paragraph"})

_QUOTES = re.compile("[„“”‟»«›‹\"‚‘’‛'`´]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


class Page(NamedTuple):
    """A saved page with what is expected of it."""

    name: str
    markup: str
    url: str | None
    expected: dict[str, Any]


class Reading(NamedTuple):
    """What a reader made of a page; None where it found nothing."""

    body: str
    title: str | None
    authors: frozenset[str]
    day: str | None


class Score(NamedTuple):
    """How a reading compares with what is expected; the body as F1, the rest as right or wrong."""

    body: float
    title: bool
    authors: bool
    day: bool
    seconds: float


def load_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder; a publisher's n-th oldest page goes with the n-th version of its parser."""
    for expectations in sorted(folder.rglob("*.json")):
        versions: dict[str, dict[str, Any]] = json.loads(expectations.read_text("utf-8"))
        ordered = sorted(versions, key=lambda name: [int(number) for number in re.findall(r"\d+", name)])
        saved = sorted(expectations.parent.glob(f"{expectations.stem}_*.html.gz"))
        if len(saved) != len(ordered):
            print(
                f"{expectations.stem}: {len(saved)} pages, {len(ordered)} versions; left out", file=sys.stderr
            )
            continue
        info_file = expectations.parent / "meta.info"
        info = json.loads(info_file.read_text("utf-8")) if info_file.exists() else {}
        for version, path in zip(ordered, saved, strict=True):
            markup = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            name = path.name.removesuffix(".html.gz")
            yield Page(name, markup, info.get(path.name, {}).get("url"), versions[version])


def read_with_laut(page: Page) -> Reading:
    """Read a page with laut's intake."""
    article = load_html(page.markup, url=page.url)
    return Reading(
        body=body_of(article),
        title=article.title,
        authors=frozenset(article.authors),
        day=str(article.published.earliest) if article.published else None,
    )


def body_of(article: Article) -> str:
    """Return the teaser, subheads and paragraphs of an article."""
    return "\n".join(
        article.text[part.start : part.end] for part in article.sections if part.kind in BODY_KINDS
    )


def read_with_trafilatura(page: Page) -> Reading:
    """Read a page with trafilatura alone."""
    found = trafilatura.bare_extraction(page.markup, url=page.url, with_metadata=True, include_comments=False)
    if found is None:
        return Reading("", None, frozenset(), None)
    authors = frozenset(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Reading(found.text or "", found.title, authors, found.date)


def score(page: Page, read: Callable[[Page], Reading]) -> tuple[Score, Reading]:
    """Read a page and compare; a page that is refused counts as wrong in everything."""
    start = time.perf_counter()
    try:
        reading = read(page)
    except InputError as error:
        print(f"{page.name}: {error}", file=sys.stderr)
        reading = Reading("", None, frozenset(), None)
    seconds = time.perf_counter() - start
    wanted = page.expected
    return Score(
        body=bag_f1(expected_body(wanted["body"]), reading.body),
        title=plain(wanted["title"]) == plain(reading.title),
        authors=names(wanted["authors"]) == names(reading.authors),
        day=str(wanted["publishing_date"])[:10] == reading.day,
        seconds=seconds,
    ), reading


def expected_body(body: dict[str, Any]) -> str:
    """Return the expected text: summary, heads and paragraphs."""
    parts = list(body["summary"])
    for section in body["sections"]:
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)


def bag_f1(wanted: str, found: str) -> float:
    """Return the F1 of two bags of words, regardless of case."""
    one, other = Counter(words(wanted)), Counter(words(found))
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def words(text: str) -> list[str]:
    """Return the words of a text, composed and without soft hyphens."""
    return re.findall(r"\w+", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).lower())


def plain(text: str | None) -> str:
    """Return a title with one kind of space and quotation mark."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text or ""))
    return " ".join(_QUOTES.sub('"', text).split())


def names(authors: list[str] | frozenset[str]) -> frozenset[str]:
    """Return names for comparison."""
    return frozenset(plain(name).casefold() for name in authors)


def totals(label: str, scores: list[Score]) -> str:
    """Return a line of averages."""
    count = len(scores)
    shares = [sum(getattr(one, field) for one in scores) for field in ("title", "authors", "day")]
    body = statistics.fmean(one.body for one in scores)
    milliseconds = 1000 * statistics.fmean(one.seconds for one in scores)
    slowest = 1000 * max(one.seconds for one in scores)
    counted = "  ".join(
        f"{field} {share}/{count} = {share / count:.3f}"
        for field, share in zip(("title", "authors", "day"), shares, strict=True)
    )
    return f"{label:12} body F1 {body:.4f}  {counted}  {milliseconds:.0f} ms a page (slowest {slowest:.0f})"


def main() -> int:
    """Read all pages, print a line each and the totals; the exit status is 2 where there are no pages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--errors", action="store_true", help="show what was found where it is wrong")
    parser.add_argument(
        "--without-url", action="store_true", help="read the pages as if their address were unknown"
    )
    options = parser.parse_args()
    pages = list(load_pages(options.path)) if options.path.is_dir() else []
    if not pages:
        print(
            f"no pages in {options.path}: the test pages are not part of this repository; give their folder"
        )
        return 2
    if options.without_url:
        pages = [page._replace(url=None) for page in pages]
    read_with_laut(pages[0])  # the first page pays for loading rules and libraries
    scores: list[Score] = []
    print(f"{'page':40} {'body':>6}  title authors day      ms")
    for page in pages:
        one, reading = score(page, read_with_laut)
        scores.append(one)
        marks = "  ".join(f"{'yes' if right else '–':>5}" for right in (one.title, one.authors, one.day))
        print(f"{page.name:40} {one.body:6.3f} {marks} {1000 * one.seconds:7.0f}")
        if options.errors:
            for field, wanted in (("title", "title"), ("authors", "authors"), ("day", "publishing_date")):
                if not getattr(one, field):
                    print(f"    {field}: {getattr(reading, field)!r}, expected {page.expected[wanted]!r}")
    baseline = [score(page, read_with_trafilatura)[0] for page in pages]
    print()
    print(totals("trafilatura", baseline))
    print(totals("laut", scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a page shows around its headline where its metadata is silent: who wrote the article, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from laut.intake.assemble import one_line
from laut.intake.bylines import find_names, has_byline_prefix, is_person, without_prefix
from laut.intake.dates import parse_date
from laut.intake.elements import has_class_word, shown_text, text_length
from laut.intake.headline import find_headline, in_trail
from laut.intake.published import read_date_line
from laut.intake.rules import page_rules
from laut.records import DateRange

MAX_BYLINE = 160
"""Characters; what is longer introduces an author instead of naming one."""

MAX_DATE = 80
"""Characters of a line that says when an article was published."""

NEAR = 250
"""Elements from the headline's block on among which date and byline are looked for."""

MAX_BLOCK = 80
"""Elements up to which what the headline stands in is its block."""

_PROFILE = re.compile(r"/(?:autor(?:en|in|innen)?|authors?|redaktion)/[^/]+", re.IGNORECASE)
_JOINS = re.compile(r"[,;.:|/&)]|(?:und|and|u\.|sowie|mit)\b", re.IGNORECASE)


def shown_authors(tree: HtmlElement, title: str | None, *, near_only: bool) -> Iterator[tuple[str, ...]]:
    """Yield the names in what look like bylines, the surest first: near the headline and named as bylines.

    Args:
        tree: the page without its scripts.
        title: the headline.
        near_only: leave out what stands far from the headline, where bylines of other articles may be.
    """
    near = _around_headline(tree, title)
    lines = [line for line in _lines_of_names(tree) if line[0] in near or (line[1] and not near_only)]
    for _, _, text in sorted(lines, key=lambda line: (line[0] not in near, not line[1])):
        if names := find_names(text):
            yield names


def shown_day(tree: HtmlElement, title: str | None) -> DateRange | None:
    """Return the day that the page shows near its headline, or None.

    Of several days it is the first; that of a later version counts only where there is no other.
    """
    updated: DateRange | None = None
    for element in _around_headline(tree, title):
        if element.tag == "time" and (found := parse_date(element.get("datetime") or "")):
            return found
        if len(element) > 3:
            continue
        text = shown_text(element)
        if 6 <= len(text) <= MAX_DATE and (line := read_date_line(text)) and _is_day(line.published):
            if not line.updated:
                return line.published
            updated = updated or line.published
    return updated


def _is_day(found: DateRange | None) -> bool:
    return found is not None and found.earliest == found.latest


def _around_headline(tree: HtmlElement, title: str | None) -> dict[HtmlElement, None]:
    """Return the elements of the headline's block and those behind it, in document order; none without a headline."""
    block = find_headline(tree, title)
    if block is None:
        block = next((head for head in tree.iter("h1") if not in_trail(head)), None)
    if block is None:
        return {}
    for parent in block.iterancestors():
        if parent.tag == "body" or sum(1 for _ in islice(parent.iter(), MAX_BLOCK + 1)) > MAX_BLOCK:
            break
        block = parent
    after = (element for root in (block, *block.iterancestors()) for element in root.itersiblings())
    return dict.fromkeys(islice((inner for root in chain([block], after) for inner in root.iter()), NEAR))


def _lines_of_names(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool, str]]:
    """Yield elements that may be bylines, whether the page names them so, and their text."""
    words = page_rules().byline_containers
    for element in tree.iter("a", "address", "dd", "div", "em", "i", "li", "p", "span"):
        attributes = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower().split()
        named = (
            element.tag == "address"
            or not words.isdisjoint(attributes)
            or has_class_word(element, words)
            or bool(element.tag == "a" and _PROFILE.search(element.get("href") or ""))
        )
        if not 3 < text_length(element) <= MAX_BYLINE:
            continue
        if named:
            text = _listed_text(element)
            if 3 < len(text) <= MAX_BYLINE and not _is_beside(element):
                yield element, True, text
        elif element.tag != "a" and len(element) <= 8:
            text = _listed_text(element)
            if 6 < len(text) <= MAX_BYLINE // 2 and has_byline_prefix(text):
                yield element, False, text


def _is_beside(element: HtmlElement) -> bool:
    return any(parent.tag in ("aside", "footer", "nav") for parent in element.iterancestors())


def _listed_text(element: HtmlElement) -> str:
    """Return the text of an element, with a comma behind each name that stands in an element of its own."""
    parts = [part for part in map(one_line, element.itertext()) if part]
    pieces: list[str] = []
    for before, part in zip(["", *parts], parts, strict=False):
        ends_name = is_person(without_prefix(before)) and not _JOINS.match(part)
        pieces.append(f", {part}" if ends_name else f" {part}")
    return "".join(pieces).strip(" ,")

"""The standfirst: the few sentences between headline and text that tell the gist of an article.

Pages set it apart from the text, so that extractors lose it as often as they find it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from laut.intake.bylines import is_agency_line
from laut.intake.elements import class_words, has_class_word, shown_text, words_key
from laut.intake.furniture import is_credit, is_furniture
from laut.intake.headline import find_headline, same_headline
from laut.intake.rules import page_rules

MIN_LENGTH, MAX_LENGTH = 40, 900
"""Characters of a standfirst."""

MIN_UNNAMED = 80
"""Characters of a block that is taken for the standfirst only because of where it stands."""

SHARED = 0.8
"""Share of a block's words that must be in the page's own summary of the article to be the same text."""

_SENTENCE_END = re.compile(r"[.!?…][\"“”»«’'›‹)\]]*$")
_FIRST_WORDS = 12
_SUMMARY, _NAMED = 4, 2
_CANDIDATES = ("div", "h2", "h3", "h4", "p", "span", "strong")
_OUTSIDE = frozenset({"aside", "figure", "footer", "form", "nav", "table"})


def find_standfirst(
    tree: HtmlElement, *, title: str | None, paragraphs: Sequence[str], descriptions: Sequence[str]
) -> str | None:
    """Return the standfirst that the page shows, or None.

    Args:
        tree: the cleared page.
        title: the headline.
        paragraphs: the text found so far; its first paragraph may be the standfirst itself.
        descriptions: the page's own summaries; the standfirst often is one of them.
    """
    best: tuple[int, str] | None = None
    keys = [words_key(text) for text in paragraphs]
    headline = find_headline(tree, title)
    # Without the headline to start from, only what repeats the page's own summary is sure.
    least = 1 if headline is not None else _SUMMARY - 1
    for element in _between(tree, headline, keys[0] if keys else ""):
        text = shown_text(element)
        if not MIN_LENGTH <= len(text) <= MAX_LENGTH or _is_other(text, title):
            continue
        points = _points(element, text, descriptions)
        if not points and _stands_alone(element, text) and not _holds_any(text, keys):
            points = 1
        if points >= least and (best is None or points > best[0]):
            best = points, text
    return best[1] if best else None


def _holds_any(text: str, keys: Sequence[str]) -> bool:
    """Tell whether a block holds one of the paragraphs found already, or several parted by line breaks."""
    words = f" {words_key(text)} "
    return any(f" {key} " in words for key in keys if key)


def _points(element: HtmlElement, text: str, descriptions: Sequence[str]) -> int:
    """Return how much speaks for an element being the standfirst; 0 if nothing does."""
    words = Counter(words_key(text).split())
    points = 0
    for description in descriptions:
        if (Counter(words_key(description).split()) & words).total() >= SHARED * words.total():
            points = _SUMMARY
    names = page_rules().teaser_containers
    parent = element.getparent()
    if has_class_word(element, names) or (parent is not None and not names.isdisjoint(class_words(parent))):
        points += _NAMED
    return points - 1 if points and not _SENTENCE_END.search(text) else points


def _stands_alone(element: HtmlElement, text: str) -> bool:
    """Tell whether a block that nothing else speaks for can be the standfirst: sentences, no links, not in a box."""
    if len(text) < MIN_UNNAMED or not _SENTENCE_END.search(text) or next(element.iter("a"), None) is not None:
        return False
    return element.tag != "span" and not any(
        parent.tag in (*_OUTSIDE, "a", "li") for parent in element.iterancestors()
    )


def _is_other(text: str, title: str | None) -> bool:
    return (
        is_furniture(text)
        or is_credit(text)
        or is_agency_line(text)
        or (title is not None and same_headline(text, title))
    )


def _between(tree: HtmlElement, headline: HtmlElement | None, first: str) -> Iterator[HtmlElement]:
    """Yield the innermost blocks from the headline, or the top, to the first paragraph, that one included."""
    end = " ".join(first.split()[:_FIRST_WORDS])
    started = headline is None
    for element in tree.iter():
        if not started:
            started = element is headline
            continue
        if element.tag not in _CANDIDATES or _has_block(element):
            continue
        yield element
        if end and words_key(shown_text(element)).startswith(end):
            return


def _has_block(element: HtmlElement) -> bool:
    inner = element.iter("p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "section")
    return any(block is not element for block in inner)

"""Which of a page's titles is the headline?

A page carries up to five: the one shown, one for search engines, one for social networks, one in JSON-LD, one in a
breadcrumb trail (often as the only ``h1``). JSON-LD and OpenGraph usually agree. Where they do not, two things
count, and count the same: that the page shows a title as a heading, and that it is not merely the document's
title again, which is written for search engines. At a tie JSON-LD decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from laut.intake.assemble import one_line
from laut.intake.elements import HEADS, class_words, head_text, shown_text, words_key
from laut.intake.forms import is_department

HEADINGS = ("h1", "h2", "h3", "h4")

_MAX_KICKER_WORDS = 8
_MAX_TRAIL = 120
_SEPARATORS = ("|", "/", ">", "›", "»", "→", "·", "•")
_TRAIL_WORDS = frozenset({"breadcrumb", "breadcrumbs", "seo", "seotitle", "crumb", "crumbs"})
_TRAIL_TAGS = frozenset({"nav", "li", "footer", "aside"})
_TITLE_WORDS = frozenset({"headline", "title", "titletext", "heading", "hed"})
_SITE_PART = re.compile(r"\s+[|–—·›»-]\s+|\s*[|›»]\s*")


def choose_title(
    tree: HtmlElement,
    *,
    headline: str | None,
    og_title: str | None,
    document_title: str,
    site_names: frozenset[str],
) -> str | None:
    """Return the headline of a page, without the name of the site; None if the page has no title at all.

    Args:
        tree: the page without its scripts.
        headline: the one in JSON-LD.
        og_title: the one for social networks.
        document_title: the text of the ``title`` element.
        site_names: keys (see `words_key`) of the names under which the site appears.
    """
    headings = [(element, head_text(element)) for element in shown_headings(tree)]
    first_h1 = next((text for element, text in headings if element.tag == "h1" and text), None)
    given = [without_site(text, site_names) for text in (headline, og_title) if text]
    if not given:
        return (
            first_h1 or without_site(document_title, site_names) or next((text for _, text in headings), None)
        )
    if len(given) == 1 or words_key(given[0]) == words_key(given[1]):
        return given[0]
    keys = [words_key(text) for _, text in headings]
    if same_headline(*given):
        return given[1] if [words_key(text) in keys for text in given] == [False, True] else given[0]
    shown = [_is_shown(text, keys) for text in given]
    if not any(shown) and first_h1:
        return first_h1
    search_title = words_key(without_site(document_title, site_names))
    for_readers = [not same_headline(text, search_title) for text in given]
    points = [sum(pair) for pair in zip(shown, for_readers, strict=True)]
    return given[1] if points[1] > points[0] else given[0]


def find_headline(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    """Return the element that shows the headline, if one does."""
    for element in tree.iter(*HEADS, "div", "span", "p"):
        if title and (element.tag in HEADS or not len(element)):
            text = head_text(element)
            if len(text) < 300 and same_headline(text, title) and not in_trail(element):
                return element
    return None


def shown_headings(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what the page shows as headings, in document order, breadcrumb trails and menus left out."""
    for element in tree.iter(*HEADINGS, "div", "p", "span", "strong"):
        named = element.tag in HEADINGS
        if (named or not _TITLE_WORDS.isdisjoint(class_words(element))) and not (
            in_trail(element) or _ends_trail(element)
        ):
            yield element


def in_trail(element: HtmlElement) -> bool:
    """Tell whether an element is part of a breadcrumb trail, a menu, a list or a box beside the article."""
    while element is not None:
        if element.tag in _TRAIL_TAGS or not _TRAIL_WORDS.isdisjoint(class_words(element)):
            return True
        parent = element.getparent()
        if parent is None or parent.tag in ("body", "main", "article"):
            return False
        element = parent
    return False


def _ends_trail(element: HtmlElement) -> bool:
    """Tell whether an element is the last item of a breadcrumb trail that nothing names as one.

    Links from the start page on stand right beside it, or a line of them that ends with a separator.
    """
    for before in element.itersiblings(preceding=True):
        text = shown_text(before)
        for link in before.iter("a"):
            target = link.get("href") or "#"
            if not target.startswith("#") and urlsplit(target).path in ("", "/"):
                return before.tag == "a" or (len(text) <= _MAX_TRAIL and text.endswith(_SEPARATORS))
    return False


def same_headline(one: str, other: str) -> bool:
    """Tell whether two titles are one headline, perhaps with a kicker before or a few words behind."""
    short, long = sorted((words_key(one), words_key(other)), key=len)
    if len(short.split()) < 3:
        return short == long
    rest = len(long.split()) - len(short.split())
    return rest <= _MAX_KICKER_WORDS and (long.endswith(short) or long.startswith(short))


def without_site(title: str, site_names: frozenset[str]) -> str:
    """Return a title without the name of the site behind or before it (``… | Beispielblatt``)."""
    title = one_line(title)
    whole = len(title)
    parts = [(match.start(), match.end()) for match in _SITE_PART.finditer(title)]
    for start, end in reversed(parts):
        # The department stands between headline and site ("… - Politik - Musterblatt"), never behind a bare one.
        if _is_site(title[end:], site_names) or (len(title) < whole and is_department(title[end:])):
            title = title[:start]
        else:
            break
    first = _SITE_PART.search(title)
    if first and _is_site(title[: first.start()], site_names):
        title = title[first.end() :]
    return title.strip()


def _is_site(text: str, site_names: frozenset[str]) -> bool:
    key = words_key(text)
    return key in site_names or key.replace(" ", "") in {name.replace(" ", "") for name in site_names}


def _is_shown(title: str, keys: list[str]) -> bool:
    return any(same_headline(title, key) for key in keys if key)

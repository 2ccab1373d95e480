"""Small questions about elements of a page: what do they show, what are they called, how do two texts compare?"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from laut.intake.assemble import one_line
from laut.intake.rules import words_of_class

HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")

_BLOCKS = frozenset(
    {
        "br",
        "dd",
        "div",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "p",
        "section",
        "td",
        "tr",
    }
)


def shown_text(element: HtmlElement) -> str:
    """Return the text of an element on one line, a space where a block begins or ends."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node.tag in _BLOCKS:
            pieces.append(" ")
        if event == "start":
            pieces.append(node.text or "")
        elif node is not element:
            pieces.append(node.tail or "")
    return one_line("".join(pieces))


def head_text(element: HtmlElement) -> str:
    """Return the text of a head; of one that was never closed, only its own words."""
    if next(element.iter("p"), None) is not None:
        return one_line(element.text or "")
    return shown_text(element)


def text_length(element: HtmlElement) -> int:
    """Return about how many characters an element shows; much faster than `shown_text`."""
    return len(" ".join(element.text_content().split()))


def class_words(element: HtmlElement) -> frozenset[str]:
    """Return the words of an element's class and id."""
    return words_of_class(f"{element.get('class') or ''} {element.get('id') or ''}")


def has_class_word(element: HtmlElement, words: frozenset[str]) -> bool:
    """Tell whether one of `words` is in the element's class or id, written together or apart."""
    return not words.isdisjoint(class_words(element))


def words_key(text: str) -> str:
    """Return the words of a text in lower case with single spaces, for comparison without punctuation."""
    return " ".join(re.findall(r"\w+", one_line(text).casefold()))

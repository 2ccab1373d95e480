"""Before the text is looked for: what is plainly none is taken out of the page.

Captions, menus, breadcrumb trails, shared boxes, polls and sign-up forms go; drop caps are joined to their words and
bold lines become the subheads that they are. Nothing goes that holds a large part of the page's prose or its ``h1``,
whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from laut.intake.elements import HEADS, has_class_word, shown_text, text_length
from laut.intake.rules import page_rules

MAX_SHARE = 0.25
"""Share of the page's prose up to which an element may be taken out for its name or its form."""

MAX_CALL_SHARE = 0.4
"""The same for the box around a button that invites to something; its words make it surer."""

MAX_BOX = 1200
MAX_CAPTION = 600
MAX_BOLD_HEAD = 90

_ROOTS = frozenset({"html", "head", "body", "main", "article"})
_BOXES = frozenset({"aside", "div", "fieldset", "form", "section"})
_INPUTS = frozenset({"email", "password", "radio", "checkbox", "tel"})
_MAX_FIELDS = 300
_INITIAL = re.compile(r"[A-ZÄÖÜ] [a-zäöüß]")
_NO_HEAD = re.compile(r"[.!?:,;…\"“»«”]$")


def clear(tree: HtmlElement) -> None:
    """Take what is plainly no text out of a page, in place."""
    prose = _prose(tree) or 1
    for head in tree.iter(*HEADS):
        if next(head.iter("p"), None) is not None:
            head.tag = "div"  # a head that was never closed
    for element in list(tree.iter()):
        if _is_removable(element) and _is_small(element, MAX_SHARE * prose):
            drop(element)
    for box in list(_form_boxes(tree)):
        if _is_small(box, MAX_SHARE * prose):
            drop(box)
    for box in list(_call_boxes(tree)):
        if _is_small(box, MAX_CALL_SHARE * prose):
            drop(box)
    for head in tree.iter(*HEADS):
        _part_spans(head)
    for paragraph in list(tree.iter("p")):
        _join_initial(paragraph)
        if _is_bold_head(paragraph):
            paragraph.tag = "h3"


def drop(element: HtmlElement) -> None:
    """Take an element out of its page and leave the text that stands behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _is_removable(element: HtmlElement) -> bool:
    rules = page_rules()
    if element.tag in _ROOTS:
        return False
    if element.tag in ("button", "dialog", "nav"):
        return True
    if element.tag == "figcaption" or has_class_word(element, rules.caption_containers):
        return text_length(element) <= MAX_CAPTION
    return has_class_word(element, rules.containers)


def _is_small(element: HtmlElement, limit: float) -> bool:
    attached = element.getparent() is not None
    return attached and next(element.iter("h1"), None) is None and _prose(element) <= limit


def _prose(element: HtmlElement) -> int:
    """Return how many characters of an element stand in paragraphs."""
    return sum(text_length(paragraph) for paragraph in element.iter("p"))


def _form_boxes(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the boxes that ask readers for something: the largest short element around each form field."""
    for field in islice(tree.iter("input"), _MAX_FIELDS):
        if (field.get("type") or "").lower() in _INPUTS and (
            box := _box_around(field, grow=True)
        ) is not None:
            yield box


def _call_boxes(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the boxes around buttons that invite to something of the publisher's."""
    calls = page_rules().calls
    for link in tree.iter("a"):
        if calls.fullmatch(shown_text(link)) and (box := _box_around(link, grow=False)) is not None:
            yield box


def _box_around(element: HtmlElement, *, grow: bool) -> HtmlElement | None:
    """Return the innermost box around an element, or with `grow` the largest one that is still short."""
    found: HtmlElement | None = None
    parent = element.getparent()
    while parent is not None and parent.tag not in _ROOTS:
        if parent.tag in _BOXES:
            if text_length(parent) > MAX_BOX:
                break
            found = parent
            if not grow:
                break
        parent = parent.getparent()
    return found


def _part_spans(head: HtmlElement) -> None:
    """Put a space between the parts of a head (kicker and headline) that only the style sheet keeps apart."""
    for part in head.iter("span", "div"):
        if not (part.tail or "").startswith((" ", "\n", "\t", ":", ",", ".")):
            part.tail = f" {part.tail or ''}"


def _join_initial(paragraph: HtmlElement) -> None:
    """Join a drop cap to its word: "N a endlich" → "Na endlich"."""
    if not _INITIAL.match(shown_text(paragraph)):
        return
    holder = next((node for node in paragraph.iter() if (node.text or "").strip()), paragraph)
    initial = (holder.text or "").strip()
    if holder is paragraph or len(initial) != 1:
        return
    holder.text = ""
    # Only white space can stand between the initial and the first text after it.
    for node in paragraph.iter():
        if (node.text or "").strip():
            node.text = initial + (node.text or "").lstrip()
            return
        node.text = ""
        if node is not paragraph and (node.tail or "").strip():
            node.tail = initial + (node.tail or "").lstrip()
            return
        if node is not paragraph and not len(node):
            node.tail = ""


def _is_bold_head(paragraph: HtmlElement) -> bool:
    """Tell whether a paragraph is one short bold line that is no sentence, as some sites set their subheads."""
    if len(paragraph) != 1 or paragraph[0].tag not in ("strong", "b"):
        return False
    if (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return False
    text = shown_text(paragraph)
    return 3 < len(text) <= MAX_BOLD_HEAD and not _NO_HEAD.search(text)

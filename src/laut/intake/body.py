"""The text of an article out of its page: standfirst, subheads and paragraphs, without what stands around them.

trafilatura finds the main text. Before it, what is plainly no text is taken out of the page (see `clearing`); after
it, what it let through is sorted out, and the standfirst is put back in front (see `standfirst`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

import trafilatura
from lxml.html import HtmlElement

from laut.intake.assemble import one_line
from laut.intake.bylines import has_byline_prefix, is_agency_line, split_byline
from laut.intake.clearing import clear
from laut.intake.elements import shown_text, words_key
from laut.intake.furniture import is_credit, is_furniture
from laut.intake.headline import same_headline
from laut.intake.rules import page_rules
from laut.intake.standfirst import find_standfirst
from laut.records import Record, SectionKind

Piece: TypeAlias = tuple[SectionKind, str]
BlockKind: TypeAlias = Literal["head", "paragraph", "quote", "item"]

LINKED = 0.8
"""Share of a block's characters within links from which it only leads elsewhere."""

LINKED_LIST = 0.5
"""The same for a whole list."""

REPEATED = 0.75
"""Share of a pull quote's word triples found in one paragraph from which it repeats that paragraph."""

MIN_PARAGRAPH = 60
"""Characters from which a block without a full stop can be a paragraph, and not a label of the page."""

MAX_ELEMENTS = 20_000
"""Elements of a page up to which trafilatura may take its time."""

MAX_SUBHEAD = 140
MAX_BYLINE = 120
_MAX_HEAD_WORDS_IN_FRONT = 4
_MIN_SUM = 1000
_BLOCK_TAGS = frozenset({"div", "head", "list", "p", "quote"})
_SENTENCE_END = re.compile(r"[.!?…:][\"“”»«’'›‹)\]]*$")


class Block(Record, frozen=True):
    """One block of the main text as trafilatura gives it.

    Attributes:
        kind: what it is in the page.
        text: its text on one line.
        linked: share of its characters within links; for an item, of the whole list's.
    """

    kind: BlockKind
    text: str
    linked: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether it reads like a paragraph: a sentence, or long."""
        return self.kind != "head" and (
            len(self.text) >= MIN_PARAGRAPH or bool(_SENTENCE_END.search(self.text) and " " in self.text)
        )


def extract_body(tree: HtmlElement, *, title: str | None, descriptions: Sequence[str]) -> tuple[Piece, ...]:
    """Return the labelled pieces of an article's text in reading order, the headline not among them.

    Args:
        tree: the page without its scripts; it is changed.
        title: the headline, which is not repeated.
        descriptions: the page's own summaries of the article; the standfirst often is one of them.
    """
    clear(tree)
    blocks = [block for block in main_blocks(tree) if not _repeats_title(block, title)]
    blocks = _without_labels(list(without_furniture(blocks)))
    paragraphs = [block.text for block in blocks if block.is_whole]
    teaser = find_standfirst(tree, title=title, paragraphs=paragraphs, descriptions=descriptions)
    front: list[Piece] = []
    if teaser:
        blocks = [block for block in blocks if not _repeats_teaser(block, words_key(teaser))]
        text, byline = split_byline(teaser)
        front = [("teaser", text), ("byline", byline)] if byline else [("teaser", text)]
    return tuple(_without_bare_heads([*front, *map(_label, without_repeats(blocks))]))


def text_pieces(text: str) -> tuple[Piece, ...]:
    """Return the paragraphs of plain text, parted by line ends, as pieces."""
    blocks = [Block(kind="paragraph", text=one_line(line)) for line in text.splitlines()]
    return tuple(_label(block) for block in blocks if block.text and not is_furniture(block.text))


def main_blocks(tree: HtmlElement) -> list[Block]:
    """Return the blocks of the main text, as trafilatura finds it; none if it finds no text."""
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, include_links=True
    )
    body = getattr(found, "body", None)
    return [] if body is None else [block for block in _blocks(body) if block.text]


def _blocks(body: HtmlElement) -> Iterator[Block]:
    for element in body:
        if element.tag == "list":
            linked = _linked(element)
            for item in element.iter("item"):
                yield Block(kind="item", text=shown_text(item), linked=linked)
        elif element.tag == "head":
            yield Block(kind="head", text=shown_text(element), linked=_linked(element))
        elif element.tag == "quote":
            yield Block(kind="quote", text=shown_text(element), linked=_linked(element))
        elif _only_holds(element):
            yield from _blocks(element)
        else:
            yield from _lines(element)


def _only_holds(element: HtmlElement) -> bool:
    """Tell whether an element is a box of paragraphs without a word of its own."""
    own = [element.text, *(inner.tail for inner in element)]
    blocks = all(inner.tag in _BLOCK_TAGS for inner in element)
    return len(element) > 0 and blocks and not any(text and text.strip() for text in own)


def _linked(element: HtmlElement) -> float:
    inside = sum(len(shown_text(link)) for link in element.iter("ref"))
    return inside / max(len(shown_text(element)), 1)


def _lines(element: HtmlElement) -> Iterator[Block]:
    """Yield the paragraphs of one element; a line break parts them only where a sentence ends before it."""
    texts = [""]
    for node in element.iter():
        if node.tag == "lb":
            if _SENTENCE_END.search(texts[-1].strip()):
                texts.append("")
            texts[-1] += " "
        texts[-1] += node.text or ""
        if node is not element:
            texts[-1] += node.tail or ""
    linked = _linked(element)
    for text in texts:
        yield Block(kind="paragraph", text=one_line(text), linked=linked)


def without_furniture(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks that are the article.

    Link lists, invitations, notices, dates and boxes about the author go, and with them the heads that only
    they stood under.
    """
    rules = page_rules()
    head: Block | None = None
    box: Literal["links", "text"] | None = None
    for block in blocks:
        if block.kind == "head":
            if head:
                yield head
            head, box = None, None
            if rules.link_heads.fullmatch(block.text):
                box = "links"
            elif rules.box_heads.fullmatch(block.text):
                box = "text"
            elif not is_furniture(block.text):
                head = block
            continue
        if rules.link_heads.fullmatch(block.text):
            box = "links"
            continue
        if is_furniture(block.text) or block.linked >= (LINKED_LIST if block.kind == "item" else LINKED):
            if block.kind == "item" or not rules.lines.fullmatch(block.text):
                head = None
            continue
        if box == "text" or (box == "links" and not (block.is_whole and block.kind == "paragraph")):
            continue
        box = None
        if head:
            yield head
            head = None
        yield block
    if head:
        yield head


def without_repeats(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks without those that repeat others: a block that stands twice, a pull quote."""
    blocks = _without_sums(list(blocks))
    triples = [_triples(block.text) for block in blocks]
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        key = words_key(block.text)
        if key in seen and len(key.split()) > 3:
            continue
        seen.add(key)
        own = triples[index]
        if block.kind == "quote" and own:
            others = (other for place, other in enumerate(triples) if place != index)
            if any(len(own & other) >= REPEATED * len(own) for other in others):
                continue
        yield block


def _without_sums(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without those that hold two or more whole other ones: trafilatura found them twice."""
    keys = [words_key(block.text) for block in blocks]
    long = [key for key in keys if len(key) >= MIN_PARAGRAPH]
    return [
        block
        for block, key in zip(blocks, keys, strict=True)
        if len(key) < _MIN_SUM or sum(other in key for other in long if other != key) < 2
    ]


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = words_key(text).split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _repeats_title(block: Block, title: str | None) -> bool:
    return bool(title) and same_headline(block.text, title or "")


def _repeats_teaser(block: Block, teaser: str) -> bool:
    """Tell whether a block stands in the teaser, whose words are given: as the whole of it, or as a long part."""
    key = words_key(block.text)
    return key == teaser or (len(key) >= MIN_PARAGRAPH and f" {key} " in f" {teaser} ")


def _without_labels(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without what stands in front of the first paragraph: kickers, and other headlines.

    Pages show more headlines than one; a real subhead in front of all text is short ("Das Wichtigste in Kürze").
    """
    first = next((index for index, block in enumerate(blocks) if block.is_whole), 0)
    front = [
        block
        for block in blocks[:first]
        if block.kind == "head" and len(block.text.split()) <= _MAX_HEAD_WORDS_IN_FRONT
    ]
    return [*front, *blocks[first:]]


def _label(block: Block) -> Piece:
    if block.kind == "head" and len(block.text) <= MAX_SUBHEAD:
        return "subhead", block.text
    if is_agency_line(block.text):
        return "agency", block.text
    if is_credit(block.text):
        return "caption", block.text
    if (
        has_byline_prefix(block.text)
        and len(block.text) <= MAX_BYLINE
        and not _SENTENCE_END.search(block.text)
    ):
        return "byline", block.text
    return "paragraph", block.text


def _without_bare_heads(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces without subheads that no paragraph follows: they belonged to something left out."""
    for index, piece in enumerate(pieces):
        following = (kind for kind, _ in pieces[index + 1 :] if kind not in ("caption", "byline"))
        if piece[0] == "subhead" and next(following, None) not in ("paragraph", "subhead"):
            continue
        yield piece

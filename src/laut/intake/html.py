"""A saved web page → an article: what the page says about itself, its text, and what is wrong with it.

The stages of `load_html` are the modules of the same names; each can be read on its own.
"""

from __future__ import annotations

import logging
import re

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from laut.errors import InputError
from laut.intake.assemble import assemble, one_line
from laut.intake.barriers import paywall_note, prose_length, ticker_note, without_consent, without_offers
from laut.intake.body import Piece, extract_body, text_pieces
from laut.intake.bylines import find_names
from laut.intake.known import Known
from laut.intake.metadata import PageMetadata, read_metadata
from laut.intake.publishers import read_known_publisher
from laut.intake.structured import read_nodes
from laut.records import Article, Note

MIN_TEXT = 80
"""Characters of prose below which a page holds no article."""

MIN_SHARE = 0.5
"""Share of the text in the page's own data below which the text found in the page is too little."""

# "saved from url=(0042)https://…" by browsers, "Page saved with SingleFile url: https://…" by the extension.
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)"
)
_MAX_PREFACE = 4096
_SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea")

# These speak to whoever runs them as a crawler; what matters of it, laut says in its own words.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def load_html(markup: str, *, url: str | None = None, known: Known | None = None) -> Article:
    """Read the article of a saved page.

    Args:
        markup: the page, decoded.
        url: where the page came from, if that is known.
        known: what the caller knows better than the page.

    Raises:
        InputError: the page is empty, shows no article, or nothing but a wall of consent.
    """
    known = known or Known()
    # 1. Parse, and set aside what the page says to machines.
    tree = parse_page(markup)
    nodes = read_nodes(tree)
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    page_text = one_line(tree.text_content())
    # 2. Read what the page says about its article.
    metadata = read_metadata(tree, nodes, url=known.url or url or saved_from(markup))
    # 3. Find its text: by the publisher's own rules, where they are installed, else by those for all pages.
    metadata, pieces = _read_text(markup, tree, metadata)
    # 4. See what stands between the reader and the article.
    pieces, consent = without_consent(pieces, page_text)
    paywall = paywall_note(pieces, metadata, page_text)
    text = without_offers(pieces) if paywall else pieces
    if prose_length(text) < MIN_TEXT:
        raise InputError(
            "there is no article text in the page",
            "check that it is an article and no start page, video or gallery; if the text is loaded later, save the "
            "page from a browser once it is shown, or paste the text into a .txt file",
        )
    notes = (consent, paywall, ticker_note(text, metadata))
    return _article(text, metadata, known, tuple(note for note in notes if note))


def saved_from(markup: str) -> str | None:
    """Return the address that a browser wrote into the page when it saved it."""
    match = _SAVED_FROM.search(markup, 0, _MAX_PREFACE)
    return match[1] if match else None


def parse_page(markup: str) -> HtmlElement:
    """Return the tree of a page, however broken its markup is, without comments.

    Raises:
        InputError: there is nothing in it.
    """
    # The text is decoded already; what the page says about its encoding must not decode it again.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    source = markup.replace("\x00", "").encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(source, parser=parser) if source.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    if tree is None:
        raise InputError("the page is empty", "save the page again, as a complete page")
    return tree


def _read_text(
    markup: str, tree: HtmlElement, metadata: PageMetadata
) -> tuple[PageMetadata, tuple[Piece, ...]]:
    """Return the text of a page; and its metadata, which a publisher's own rules know better."""
    if reading := read_known_publisher(markup, metadata.url, metadata.published):
        better = {
            name: value
            for name in ("title", "authors", "outlet", "published")
            if (value := getattr(reading, name))
        }
        return PageMetadata(**{**_fields(metadata), **better}), reading.pieces
    pieces = extract_body(tree, title=metadata.title, descriptions=metadata.descriptions)
    return metadata, _or_from_data(pieces, metadata)


def _fields(metadata: PageMetadata) -> dict[str, object]:
    return {name: getattr(metadata, name) for name in metadata.__struct_fields__}


def _or_from_data(pieces: tuple[Piece, ...], metadata: PageMetadata) -> tuple[Piece, ...]:
    """Return the text from the page's own data where the page itself shows much less of it."""
    told: list[Piece] = []
    if metadata.updates:
        for head, body in metadata.updates:
            told.extend([("subhead", head), *text_pieces(body)] if head else text_pieces(body))
    elif metadata.body:
        told.extend(text_pieces(metadata.body))
    if prose_length(pieces) >= MIN_SHARE * prose_length(told):
        return pieces
    teaser = [piece for piece in pieces if piece[0] == "teaser"]
    return (*teaser, *told)


def _article(
    pieces: tuple[Piece, ...], metadata: PageMetadata, known: Known, notes: tuple[Note, ...]
) -> Article:
    bylines = [text for kind, text in pieces if kind == "byline"]
    authors = metadata.authors or tuple(name for line in bylines for name in find_names(line))
    headline: list[Piece] = [("headline", metadata.title)] if metadata.title else []
    return assemble(
        [*headline, *pieces],
        title=metadata.title,
        outlet=known.outlet or metadata.outlet,
        url=known.url or metadata.url,
        authors=authors,
        published=known.published or metadata.published,
        notes=notes,
    )

"""Pages of publishers that fundus knows, read by its rules: exact, and only if fundus is installed.

fundus is an optional extra (``pip install laut[fundus]``). It brings a crawler with it and pins that age fast, so
nothing depends on it: whatever goes wrong here is logged for debugging, and the page is read the general way.
"""

from __future__ import annotations

import datetime as dt
import functools
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from laut.intake.body import Piece
from laut.records import DateRange, Record

log = logging.getLogger(__name__)


class PublisherReading(Record, frozen=True):
    """What a publisher's own rules find in a page."""

    title: str | None
    authors: tuple[str, ...]
    outlet: str | None
    published: DateRange | None
    pieces: tuple[Piece, ...]


def read_known_publisher(
    markup: str, url: str | None, published: DateRange | None
) -> PublisherReading | None:
    """Return what fundus finds in the page, or None if it is not installed, does not know the site, or fails.

    Args:
        markup: the page.
        url: where it came from; without it, nobody knows the publisher.
        published: its day, by which fundus chooses among the rules of different years.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    publisher = _publishers().get(host) if host else None
    if publisher is None:
        return None
    for day in (published.latest if published else None, None):
        try:
            reading = _read(markup, publisher, day)
        except Exception as error:  # rules for another version of the page fail in every way there is
            log.debug("fundus cannot read %s as of %s: %r", url, day, error)
            continue
        if reading is not None:
            return reading
    return None


@functools.cache
def _publishers() -> dict[str, Any]:
    """Return fundus' publishers by host; none if fundus is not there or does not run."""
    try:
        from fundus import PublisherCollection
    except Exception as error:  # not only ImportError: it breaks with newer versions of what it builds on
        log.debug("fundus is not used: %r", error)
        return {}
    found: dict[str, Any] = {}
    for publisher in PublisherCollection:
        host = urlsplit(str(publisher.domain)).hostname or ""
        found.setdefault(host.removeprefix("www."), publisher)
    return found


def _read(markup: str, publisher: Any, day: dt.date | None) -> PublisherReading | None:
    data = publisher.parser(day).parse(markup, error_handling="suppress")
    body = data.get("body")
    pieces = tuple(_pieces(body)) if body else ()
    if not data.get("title") or not any(kind == "paragraph" for kind, _ in pieces):
        return None
    moment = data.get("publishing_date")
    return PublisherReading(
        title=str(data["title"]),
        authors=tuple(str(name) for name in data.get("authors") or ()),
        outlet=str(publisher.name) or None,
        published=DateRange(moment.date(), moment.date()) if isinstance(moment, dt.datetime) else None,
        pieces=pieces,
    )


def _pieces(body: Any) -> Iterator[Piece]:
    for text in body.summary:
        yield "teaser", str(text)
    for section in body.sections:
        for text in section.headline:
            yield "subhead", str(text)
        for text in section.paragraphs:
            yield "paragraph", str(text)

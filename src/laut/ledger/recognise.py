"""Has this been received before? The same bytes, the same address, the same words in the same outlet.

Whether two articles are one report does not depend on which came first:

* they have the same address (`laut.ledger.addresses`), or
* the words of their paragraphs and their outlet are the same, whatever their addresses, or
* they are the same bytes from the same place, of which a newer laut made another text, or
* each of them is one report with a third: an article that shows two reports to be one lets them be one.

The same agency text in two outlets is two reports. Nothing is known of an outlet that has neither name nor address: it
is taken to be one with itself and with no other.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

import msgspec
from sqlalchemy import Connection, Text, bindparam, select

from laut.ledger import addresses
from laut.ledger.tables import receipt, revision
from laut.records import Article

PROSE: Final = ("headline", "teaser", "subhead", "paragraph")

ENOUGH: Final = 12
"""Fewer words in the paragraphs than this say too little: headlines must be the same too."""

_WORD: Final = re.compile(r"\w+")

# Built once: with SQLAlchemy, making a query costs more than SQLite takes for it.
_RECEIVED: Final = (
    select(revision.c.report_id).join(receipt, receipt.c.revision_id == revision.c.id).distinct()
)
_BY_COPY: Final = select(revision.c.report_id).where(revision.c.copy_digest == bindparam("copy")).distinct()
_BY_ADDRESS: Final = _RECEIVED.where(receipt.c.address == bindparam("address"))
_BY_BYTES: Final = _RECEIVED.where(
    receipt.c.source_id == bindparam("source_id"),
    receipt.c.path == bindparam("path"),
    revision.c.outlet.is_not_distinct_from(bindparam("outlet", type_=Text)),
)


class Identity(msgspec.Struct, frozen=True):
    """By what an article is recognised.

    Attributes:
        address: canonical address, if it has one.
        words: SHA-256 of its words, headlines included: equal if nothing was rewritten.
        copy: SHA-256 of its outlet and the words of its paragraphs: equal for copies in one outlet.
    """

    address: str | None
    words: str
    copy: str


def identity(article: Article) -> Identity:
    """Work out by what an article is recognised."""
    prose = _words(article, PROSE)
    body = _words(article, ("paragraph",))
    told = body if len(body) >= ENOUGH else prose
    return Identity(
        address=addresses.canonical(article.url),
        words=_digest(*prose),
        copy=_digest(_outlet(article), "\0", *told),
    )


def find_reports(
    connection: Connection, known: Identity, article: Article, source_id: int | None = None
) -> list[int]:
    """Return the numbers of the reports that an article is, the lowest first; none if it is a new one.

    Args:
        connection: of a ledger.
        known: by what the article is recognised.
        article: itself.
        source_id: row number of the bytes that it was made of, if they are there.
    """
    found = set(connection.execute(_BY_COPY, {"copy": known.copy}).scalars())
    if known.address is not None:
        found.update(connection.execute(_BY_ADDRESS, {"address": known.address}).scalars())
    if source_id is not None and article.path is not None:
        same = {"source_id": source_id, "path": article.path, "outlet": article.outlet}
        found.update(connection.execute(_BY_BYTES, same).scalars())
    return sorted(found)


def _words(article: Article, kinds: tuple[str, ...]) -> list[str]:
    if not article.sections:
        return _WORD.findall(article.text.casefold())
    parts = (article.text[part.start : part.end] for part in article.sections if part.kind in kinds)
    return [word for part in parts for word in _WORD.findall(part.casefold())]


def _outlet(article: Article) -> str:
    """Return what is the same for all reports of an outlet: its name or, where it has none, its site."""
    name = " ".join(_WORD.findall((article.outlet or "").casefold()))
    return name or addresses.site(article.url) or ""


def _digest(*words: str) -> str:
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()

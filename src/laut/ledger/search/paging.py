"""Where does the next page begin? Tokens that stay right while statements arrive.

A token holds the row number of the newest statement when the first page was made: later ones do not count on later
pages. It also holds a fingerprint of query and filters, so that it cannot be used with others.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib

import msgspec

from laut.errors import InputError
from laut.ledger.search.analysis import VERSION
from laut.ledger.search.filters import Filters


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """What a token says.

    Attributes:
        search: fingerprint of query and filters.
        newest: row number of the newest statement that counts.
        given: how many ranked hits were given; None once they are all given, and in lists.
        id: row number of the last hit given, where hits are not ranked.
        day: its publication, in lists.
    """

    search: str
    newest: int
    given: int | None = None
    id: int | None = None
    day: dt.date | None = None

    def token(self) -> str:
        """Return it as a string that may stand in an address."""
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


def fingerprint(query: str | None, filters: Filters, with_meaning: bool) -> str:
    """Return what tells a search from others."""
    data = msgspec.json.encode([VERSION, query, filters, with_meaning])
    return hashlib.sha256(data).hexdigest()[:12]


def read(token: str, search: str) -> Cursor:
    """Return what a token says.

    Raises:
        InputError: it is damaged or belongs to another search.
    """
    hint = "begin with the first page"
    try:
        padded = token.encode() + b"=" * (-len(token) % 4)
        cursor = msgspec.json.decode(base64.urlsafe_b64decode(padded), type=Cursor)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise InputError(f"{token!r} is not the beginning of a page", hint) from error
    if cursor.search != search:
        raise InputError("the next page was asked for with another query or other filters", hint)
    return cursor

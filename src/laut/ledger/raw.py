"""What exactly was received? The raw bytes, kept once and compressed, under the SHA-256 of their content."""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, insert, select

from laut.errors import LedgerError
from laut.ledger.tables import source
from laut.records import Article

_LEVEL: Final = 6

_KNOWN: Final = select(source.c.id).where(source.c.digest == bindparam("digest"))
_NEW: Final = insert(source).returning(source.c.id)


def digest_of(data: bytes) -> str:
    """Return the content address of raw bytes: SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def stand_in(article: Article) -> bytes:
    """Return what is kept as raw bytes of an article that was handed over as a record: its JSON, unread."""
    given = {name: value for name, value in article.to_dict()["article"].items() if name != "path"}
    return msgspec.json.encode({"article": given}, order="deterministic")


def put(connection: Connection, data: bytes) -> int:
    """Keep raw bytes, unless they are there; return their row number."""
    digest = digest_of(data)
    found = connection.execute(_KNOWN, {"digest": digest}).scalar()
    if found is None:
        row = {"digest": digest, "size": len(data), "data": zlib.compress(data, _LEVEL)}
        found = connection.execute(_NEW, row).scalar_one()
    return int(found)


def get(connection: Connection, source_id: int) -> bytes:
    """Return raw bytes as they were received.

    Raises:
        LedgerError: they are not there, or not what was received.
    """
    row = connection.execute(select(source.c.digest, source.c.data).where(source.c.id == source_id)).first()
    hint = "run laut verify; restore the ledger from a backup"
    if row is None:
        raise LedgerError(f"there is no source {source_id} in the ledger", hint)
    try:
        data = zlib.decompress(row.data)
    except zlib.error as error:
        raise LedgerError(f"source {source_id} of the ledger is damaged", hint) from error
    if digest_of(data) != row.digest:
        raise LedgerError(f"source {source_id} of the ledger is not what was received", hint)
    return data

"""What is in the ledger? Counts, over all and by outlet and model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, distinct, func, select, text

from laut.ledger import tables
from laut.ledger.made_with import CLAIMS, noted
from laut.records import Record


class Status(Record, frozen=True):
    """What the ledger holds.

    Attributes:
        articles: reports, each of one outlet, however often they were received.
        revisions: texts that these reports had.
        receipts: times that something was received, the same from the same place counted once.
        statements: statements of the reports' standing texts.
        claims: groups of statements with the same content.
        claims_by: name of the scorer that made them (`laut.linking.pairs`); None if it is not known.
        corrections: corrections that people made.
        unanchored: those of them that find no place any more (`laut correct --list` names them).
        unread: texts without a reading.
        unlinked: readings whose statements linking has not seen.
        outlets: articles by outlet; those without one under "".
        models: texts by the model that read them; those that came with their statements under "".
        size: bytes that the ledger takes.
    """

    articles: int
    revisions: int
    receipts: int
    statements: int
    claims: int
    claims_by: str | None
    corrections: int
    unanchored: int
    unread: int
    unlinked: int
    outlets: dict[str, int]
    models: dict[str, int]
    size: int


def status(connection: Connection) -> Status:
    """Count what is in the ledger."""
    reading, revision, statement = tables.reading, tables.revision, tables.statement
    revisions = _count(connection, select(func.count()).select_from(revision))
    readings = _count(connection, select(func.count()).select_from(reading))
    return Status(
        articles=_count(connection, select(func.count()).select_from(tables.report)),
        revisions=revisions,
        receipts=_count(connection, select(func.count()).select_from(tables.receipt)),
        statements=_count(connection, select(func.count()).select_from(statement).where(statement.c.current)),
        claims=_count(connection, select(func.count()).select_from(tables.claim)),
        claims_by=noted(connection, CLAIMS),
        corrections=_count(connection, select(func.count()).select_from(tables.correction)),
        unanchored=_unanchored(connection),
        unread=revisions - readings,
        unlinked=_count(
            connection, select(func.count()).select_from(reading).where(reading.c.linked.is_(False))
        ),
        outlets=_by(connection, tables.report.c.outlet, tables.report.c.id),
        models=_by(connection, reading.c.model, reading.c.revision_id),
        size=size_of(connection),
    )


def size_of(connection: Connection) -> int:
    """Return how many bytes the ledger takes on disk; in SQLite with what is not yet in the main file."""
    if connection.dialect.name != "sqlite":
        return _count(connection, text("SELECT pg_database_size(current_database())"))
    name = connection.engine.url.database
    if name in (None, "", ":memory:"):
        pages = _count(connection, text("PRAGMA page_count"))
        return pages * _count(connection, text("PRAGMA page_size"))
    parts = (Path(f"{name}{ending}") for ending in ("", "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def _unanchored(connection: Connection) -> int:
    from laut.ledger.corrections import unanchored  # it imports the ledger itself

    return len(unanchored(connection))


def _count(connection: Connection, query: Any) -> int:
    return int(connection.execute(query).scalar_one())


def _by(connection: Connection, what: Any, counted: Any) -> dict[str, int]:
    query: Select[Any] = select(what, func.count(distinct(counted))).group_by(what)
    rows = [(name or "", int(number)) for name, number in connection.execute(query)]
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))

"""Is the database itself whole? Its file, its foreign keys, and the guards of what must not change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, ForeignKeyConstraint, Table, and_, select, text

from laut.ledger.checks.problem import RESTORE, Problem
from laut.ledger.migrations.guards import APPEND_ONLY, IMMUTABLE
from laut.ledger.tables import metadata

_MOST: Final = 20
"""Problems of one kind that are named."""


def check(connection: Connection) -> Iterator[Problem]:
    """Yield what is wrong with the database."""
    if connection.dialect.name == "sqlite":
        yield from _file(connection)
    for table in metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            yield from _foreign_key(connection, table, constraint)
    yield from _guards(connection)


def _file(connection: Connection) -> Iterator[Problem]:
    for finding in connection.execute(text(f"PRAGMA integrity_check({_MOST})")).scalars():
        if finding != "ok":
            yield Problem(kind="database", where="the file", message=str(finding), hint=RESTORE)


def _foreign_key(connection: Connection, table: Table, constraint: ForeignKeyConstraint) -> Iterator[Problem]:
    [element] = constraint.elements
    parent = element.column.table.alias("parent")
    child = element.parent
    target = parent.c[element.column.name]
    keys = list(table.primary_key.columns)
    query = (
        select(*keys, child.label("missing"))
        .outerjoin_from(table, parent, child == target)
        .where(and_(child.is_not(None), target.is_(None)))
        .limit(_MOST)
    )
    for row in connection.execute(query):
        number = " ".join(str(value) for value in row[:-1])
        yield Problem(
            kind="foreign-key",
            where=f"{table.name} {number}",
            message=f"its {child.name} is {row.missing}, and there is no such {element.column.table.name}",
            hint=RESTORE,
        )


def _guards(connection: Connection) -> Iterator[Problem]:
    """Look for the triggers that keep sources and the record of people from being changed."""
    verbs = ["update", "delete"]
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.dialect.name == "postgresql":
        verbs.append("truncate")
        query = (
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgenabled <> 'D' AND pg_table_is_visible(pg_class.oid)"
        )
    found = set(connection.execute(text(query)).scalars())
    for name in (*IMMUTABLE, *APPEND_ONLY):
        if not {f"{name}_never_{verb}" for verb in verbs} <= found:
            yield Problem(
                kind="guard",
                where=f"table {name}",
                message="nothing keeps its rows from being changed: its triggers are gone",
                hint=RESTORE,
            )

"""Which rows may never change? Triggers that refuse it, in each database's own language.

Sources are immutable, and the record of people is append-only (DESIGN §7); the database itself sees to it, so that no
bug and no hand at the console can undo it unnoticed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

IMMUTABLE: Final = ("source", "revision", "receipt")
"""Tables of what was received."""

APPEND_ONLY: Final = ("correction", "claim_decision", "rating")
"""Tables of what people decided."""

_FUNCTION: Final = """
CREATE FUNCTION laut_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% in table % is refused: its rows never change', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""


def create(connection: Connection) -> None:
    """Make the triggers; the tables must be there."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text(_FUNCTION))
    for table in (*IMMUTABLE, *APPEND_ONLY):
        for command in _sqlite(table) if is_sqlite else _postgresql(table):
            connection.execute(text(command))


def drop(connection: Connection) -> None:
    """Take the triggers away."""
    is_sqlite = connection.dialect.name == "sqlite"
    for table in (*IMMUTABLE, *APPEND_ONLY):
        on = "" if is_sqlite else f" ON {table}"
        for name in ("update", "delete") if is_sqlite else ("change", "truncate"):
            connection.execute(text(f"DROP TRIGGER {table}_never_{name}{on}"))
    if not is_sqlite:
        connection.execute(text("DROP FUNCTION laut_refuse()"))


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{verb} in table {table} is refused: its rows never change'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_never_change BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION laut_refuse()",
        f"CREATE TRIGGER {table}_never_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION laut_refuse()",
    ]

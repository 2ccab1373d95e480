"""Which rows may never change? Triggers that refuse it, in each database's own language.

Sources are immutable, and the record of people is append-only (DESIGN §7); the database itself sees to it, so that no
bug and no hand at the console can undo it unnoticed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect, text

IMMUTABLE: Final = ("source", "revision", "receipt")
"""Tables of what was received."""

MOVABLE: Final = {"revision": ("report_id", "number")}
"""Columns that say to which report a text belongs, which is found out later (`laut.ledger.merging`)."""

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
        update = _update(connection, table)
        for command in _sqlite(table, update) if is_sqlite else _postgresql(table, update):
            connection.execute(text(command))


def drop(connection: Connection) -> None:
    """Take the triggers away."""
    is_sqlite = connection.dialect.name == "sqlite"
    for table in (*IMMUTABLE, *APPEND_ONLY):
        on = "" if is_sqlite else f" ON {table}"
        for name in ("update", "delete") if is_sqlite else ("update", "delete", "truncate"):
            connection.execute(text(f"DROP TRIGGER {table}_never_{name}{on}"))
    if not is_sqlite:
        connection.execute(text("DROP FUNCTION laut_refuse()"))


def _sqlite(table: str, update: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_never_{name} BEFORE {verb} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{name.upper()} in table {table} is refused: its rows never change'); END"
        for name, verb in (("update", update), ("delete", "DELETE"))
    ]


def _postgresql(table: str, update: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_never_{name} BEFORE {verb} ON {table}"
        f" FOR EACH {unit} EXECUTE FUNCTION laut_refuse()"
        for name, verb, unit in (
            ("update", update, "ROW"),
            ("delete", "DELETE", "ROW"),
            ("truncate", "TRUNCATE", "STATEMENT"),
        )
    ]


def _update(connection: Connection, table: str) -> str:
    """Return what is refused: any update, or that of the columns that never change."""
    movable = MOVABLE.get(table)
    if movable is None:
        return "UPDATE"
    names = [column["name"] for column in inspect(connection).get_columns(table)]
    return f"UPDATE OF {', '.join(name for name in names if name not in movable)}"

"""How does laut talk to a database? SQLite in one file, or PostgreSQL, with errors said for people.

Every connection to SQLite writes through to the disk before a commit is done (``synchronous=FULL``), checks foreign
keys and waits for other processes. Transactions that write take their lock at once, so that no work is lost at the
end: ``BEGIN IMMEDIATE`` in SQLite, an advisory lock in PostgreSQL.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import StaticPool

from laut.errors import LautError, LedgerError
from laut.ledger.tables import PGVECTOR

DEFAULT_URL: Final = "sqlite:///laut.db"
"""The ledger if nothing else is said: a file in the current folder."""

VARIABLE: Final = "LAUT_LEDGER"
"""Environment variable with the URL of the ledger."""

WAIT: Final = 30.0
"""Seconds that a command waits for a ledger that another process writes to."""

WRITES: Final = "laut_writes"
"""Execution option of connections whose transactions write."""

_ADVISORY_LOCK: Final = 0x6C617574  # "laut"
_PAGES_CACHED: Final = -65_536  # KiB, as SQLite counts it when negative


def default_url() -> str:
    """Return the URL of the ledger if none was given: `VARIABLE`, else `DEFAULT_URL`."""
    return os.environ.get(VARIABLE) or DEFAULT_URL


def parse_url(url: str) -> URL:
    """Return the parsed URL of a ledger; a path of a file is a URL too.

    Raises:
        LedgerError: laut knows no such kind of database.
    """
    hint = "give sqlite:///FILE, postgresql+psycopg://USER@HOST/DATABASE or the path of a file"
    if "://" not in url:
        if not url.strip():
            raise LedgerError("the ledger has no name", hint)
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError) as error:
        raise LedgerError(f"{url!r} is not the URL of a ledger", hint) from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise LedgerError(f"{name_of(parsed)}: laut keeps no ledger in {parsed.drivername}", hint)
    return parsed


def name_of(url: URL) -> str:
    """Return how the ledger is called in messages: its file, or its URL without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return url.render_as_string(hide_password=True)


def make_engine(url: URL, *, wait: float = WAIT) -> Engine:
    """Return an engine whose errors are `LedgerError`s where people can do something about them.

    Nothing is opened yet.

    Args:
        url: a parsed URL.
        wait: seconds to wait for another process that writes.

    Raises:
        LedgerError: the driver is not installed.
    """
    engine = _sqlite(url, wait) if url.get_backend_name() == "sqlite" else _postgresql(url, wait)
    name = name_of(url)

    @event.listens_for(engine, "handle_error")
    def _explain(context: ExceptionContext) -> None:
        explained = explain(name, context.original_exception)
        if explained is not None:
            raise explained from context.original_exception

    return engine


def _sqlite(url: URL, wait: float) -> Engine:
    is_file = url.database not in (None, "", ":memory:")
    options: dict[str, Any] = {} if is_file else {"poolclass": StaticPool}
    connect: dict[str, Any] = {"timeout": wait, "check_same_thread": False}
    engine = create_engine(url, connect_args=connect, **options)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver's guesses
        for pragma, value in (
            ("foreign_keys", "ON"),
            ("synchronous", "FULL"),
            ("cache_size", _PAGES_CACHED),
            ("temp_store", "MEMORY"),
        ):
            connection.execute(f"PRAGMA {pragma} = {value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL, wait: float) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise LedgerError(
            f"{name_of(url)}: what laut needs for PostgreSQL is not installed",
            "run: pip install 'laut[postgresql]'",
        ) from error

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            # One writer at a time, as in SQLite: what is received twice at once must be recognised.
            connection.execute(text(f"SET LOCAL lock_timeout = {int(wait * 1000)}"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))

    return engine


def notice_pgvector(connection: Connection) -> None:
    """Tell the dialect whether the database has the type ``vector``; must come before the first vector."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'vector'")).first()
        setattr(connection.dialect, PGVECTOR, found is not None)


def explain(name: str, error: BaseException | None) -> LedgerError | None:
    """Return what an error of a database means for the user, or None if it is a fault of laut.

    Args:
        name: how the ledger is called.
        error: what the driver raised.
    """
    if isinstance(error, LautError):
        return None
    if isinstance(error, sqlite3.Error):
        return _explain_sqlite(name, error)
    state = getattr(error, "sqlstate", None)
    if state is not None or type(error).__module__.split(".")[0] == "psycopg":
        return _explain_postgresql(name, state, error)
    return None


# https://sqlite.org/rescode.html, primary codes
_SQLITE_ERRORS: Final = {
    sqlite3.SQLITE_BUSY: (
        "is locked by another process",
        "wait until that one is done, or end it; then run again: what was accepted is kept",
    ),
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full",
        "make room, then run again: what was accepted is kept",
    ),
    sqlite3.SQLITE_READONLY: (
        "may not be written",
        "get permission to write the file and its folder, or name another ledger with --ledger",
    ),
    sqlite3.SQLITE_NOTADB: (
        "is not a ledger, but some other file",
        "name another file with --ledger; this one was left as it is",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged",
        "restore it from a backup (laut backup); check the disk",
    ),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk reports an error",
        "check that the disk is there and has room, then run again: what was accepted is kept",
    ),
}


def _explain_sqlite(name: str, error: sqlite3.Error) -> LedgerError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_CANTOPEN:
        return LedgerError(
            f"the ledger {name} cannot be opened{_obstacle(name)}", "check the path, and its rights"
        )
    if primary == sqlite3.SQLITE_LOCKED:
        primary = sqlite3.SQLITE_BUSY
    known = _SQLITE_ERRORS.get(primary)
    return LedgerError(f"the ledger {name} {known[0]}", known[1]) if known else None


def _obstacle(name: str) -> str:
    """Return what stands in the way of a file."""
    path = Path(name)
    if path.is_dir():
        return ": it is a folder"
    if not path.parent.is_dir():
        return f": there is no folder {path.parent}"
    return ": it may not be written here" if not os.access(path.parent, os.W_OK) else ""


# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL_ERRORS: Final = {
    "53100": ("cannot grow: the server's disk is full", "make room on the server, then run again"),
    "55P03": ("is locked by another process", "wait until that one is done, then run again"),
    "28P01": ("was refused: the password is wrong", "put the right one into the URL, or into ~/.pgpass"),
    "28000": ("was refused: this user may not log in", "check user and server in the URL"),
    "3D000": ("is not there: the server has no such database", "make it with: createdb NAME"),
    "42501": ("may not be written", "let the owner of the database grant you the right"),
    "25006": ("may not be written: the server is read-only", "name the primary server in the URL"),
}


def _explain_postgresql(name: str, state: str | None, error: BaseException | None) -> LedgerError | None:
    known = _POSTGRESQL_ERRORS.get(state or "")
    if known:
        return LedgerError(f"the ledger {name} {known[0]}", known[1])
    if (state is None and type(error).__name__ == "OperationalError") or (state or "")[:2] in ("08", "57"):
        reason = " ".join(str(error).split()) or "the connection ended"
        return LedgerError(
            f"the ledger {name} cannot be reached: {reason}", "check that the server runs, and the URL"
        )
    return None

"""Is this a ledger, and of which version? New ones are made, old ones brought up to date, others refused.

The version is the Alembic revision in the table ``alembic_version``. Alembic itself is imported only where there is
something to do: it takes a second.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, exc, inspect, text

from laut.errors import LedgerError
from laut.ledger.engine import WRITES, name_of, notice_pgvector

HEAD: Final = "0005"
"""The version of the tables that this laut works with."""

APPLICATION_ID: Final = 0x4C415554
""" ``LAUT``: marks an SQLite file as a ledger (``PRAGMA application_id``)."""

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def prepare(engine: Engine, *, create: bool) -> None:
    """Make sure that the database is a ledger of this version.

    Args:
        engine: the database.
        create: whether to make the ledger if it is not there yet.

    Raises:
        LedgerError: it is not there, is something else, or was made by a newer laut.
    """
    if engine.dialect.name == "sqlite":
        _check_file(engine, create=create)
    with engine.connect() as connection:
        version = version_of(connection)
        notice_pgvector(connection)
    if version == HEAD:
        if engine.dialect.name == "sqlite":
            _use_wal(engine)  # a copy that was made by other means may have lost it
        return
    if version is None and not create:
        raise _not_there(engine)
    if version is not None:
        _check_known(engine, version)
        _keep_copy(engine, version)
    migrate(engine)


def version_of(connection: Connection) -> str | None:
    """Return the version of the ledger, None if the database is empty.

    Raises:
        LedgerError: it holds something else than a ledger.
    """
    tables = set(inspect(connection).get_table_names())
    versions: list[str] = []
    if {"alembic_version", "revision", "statement"} <= tables:
        versions = list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    if len(versions) == 1 and _is_marked(connection):
        return versions[0]
    if tables - {"spatial_ref_sys"} or not _is_marked(connection, empty=True):
        raise LedgerError(
            f"{name_of(connection.engine.url)} is a database, but not a ledger",
            "name another one with --ledger; this one was left as it is",
        )
    return None


def migrate(engine: Engine, target: str = "head") -> None:
    """Bring the tables to a version, in one transaction; processes that do it at once wait for each other.

    Args:
        engine: the database.
        target: a version, ``head`` for this laut's; a ledger that has it already is left alone.
    """
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with _for_migration(engine) as connection:
        _make_pgvector(connection)
        _run(connection, target)
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def _make_pgvector(connection: Connection) -> None:
    """Let PostgreSQL keep vectors as vectors if it can; the ledger works without."""
    if connection.dialect.name != "postgresql":
        return
    offered = connection.execute(text("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")).first()
    if offered:
        with contextlib.suppress(exc.DBAPIError, LedgerError), connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
    notice_pgvector(connection)


def _run(connection: Connection, target: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


@contextlib.contextmanager
def _for_migration(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


def _use_wal(engine: Engine) -> None:
    """Let readers and a writer work at the same time; the file remembers it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def _check_file(engine: Engine, *, create: bool) -> None:
    """Refuse what SQLite would answer less clearly: a folder that is not there, a file that is none.

    Raises:
        LedgerError: the file cannot be a ledger.
    """
    name = engine.url.database
    if name in (None, "", ":memory:"):
        return
    path = Path(str(name))
    if path.is_dir():
        raise LedgerError(f"the ledger {name} cannot be opened: it is a folder", "name a file in it")
    if not path.parent.is_dir():
        raise LedgerError(
            f"the ledger {name} cannot be opened: there is no folder {path.parent}", "make the folder first"
        )
    if not path.exists() and not create:
        raise _not_there(engine)


def _is_marked(connection: Connection, *, empty: bool = False) -> bool:
    if connection.dialect.name != "sqlite":
        return True
    found = connection.execute(text("PRAGMA application_id")).scalar_one()
    return bool(found == (0 if empty else APPLICATION_ID))


def _check_known(engine: Engine, version: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if version not in known:
        raise LedgerError(
            f"the ledger {name_of(engine.url)} was made by a newer laut (its tables have version {version},"
            f" this laut knows {HEAD})",
            "install that laut: pip install --upgrade laut",
        )


def _keep_copy(engine: Engine, version: str) -> Path | None:
    """Copy an SQLite ledger before its tables change; in PostgreSQL that is the administrator's business.

    Raises:
        LedgerError: there is no room for the copy.
    """
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return None
    path = Path(str(engine.url.database))
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.before-{HEAD}-from-{version}-{stamp}")
    partial = copy.with_name(f"{copy.name}.partial")
    raw = engine.raw_connection()
    try:
        target = sqlite3.connect(partial)
        try:
            driver: Any = raw.driver_connection
            driver.backup(target)
        finally:
            target.close()
        partial.replace(copy)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise LedgerError(
            f"the ledger {path} is of an older version, and there is no room for the copy that is made before it"
            f" is brought up to date ({error})",
            f"make room in {path.parent}, then run again",
        ) from error
    finally:
        raw.close()
    return copy


def _not_there(engine: Engine) -> LedgerError:
    return LedgerError(
        f"there is no ledger {name_of(engine.url)}",
        "check the name, or make one with: laut add PATH --ledger URL",
    )

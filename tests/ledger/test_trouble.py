"""The disk is full, another process writes, two add at once: one line that says so, and nothing lost."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import event, text
from tests.ledger.articles import article
from tests.ledger.crashing import ARTICLES, articles, incoming, run

from laut.errors import LedgerError
from laut.ledger import Ledger


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "laut.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


def test_a_full_disk_is_one_line_and_what_was_accepted_stays(path: Path) -> None:
    everything = incoming(articles())
    accepted = 0
    with Ledger(str(path)) as ledger:

        @event.listens_for(ledger.engine, "connect")
        def limit(connection: sqlite3.Connection, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 40}")  # SQLite then says SQLITE_FULL

        ledger.engine.dispose()
        with pytest.raises(
            LedgerError, match=r"laut\.db cannot grow: the disk is full – make room"
        ) as caught:
            for one in everything:
                ledger.put_all([one])
                accepted += 1
        assert "\n" not in str(caught.value)
    assert 0 < accepted < ARTICLES
    with Ledger(str(path)) as ledger:  # room was made
        assert ledger.status().receipts == accepted
        ledger.put_all(everything)
        assert ledger.status().receipts == ARTICLES


def test_a_limit_on_the_size_of_files_is_an_error_of_the_disk(path: Path) -> None:
    """RLIMIT_FSIZE makes writes fail in the middle, as quotas and full disks do: SQLITE_IOERR or SQLITE_FULL."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_add_with_limit, args=(str(path), theirs))
    process.start()
    theirs.close()
    accepted, error = ours.recv()
    ours.close()
    process.join()
    assert "disk" in error and "what was accepted is kept" in error
    with Ledger(str(path)) as ledger:
        assert ledger.status().receipts == accepted
        with ledger.looking() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]


def _add_with_limit(path: str, told: object) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = Path(path).stat().st_size + 200_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    accepted = 0
    try:
        ledger = Ledger(path)
        for one in incoming(articles()):
            ledger.put_all([one])
            accepted += 1
    except LedgerError as error:
        told.send((accepted, str(error)))  # type: ignore[attr-defined]
    os._exit(0)


def test_a_ledger_that_another_process_writes_to_is_waited_for_and_then_named(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger(str(path), wait=0.2) as ledger:
        with pytest.raises(LedgerError, match=r"the ledger .*laut\.db is locked by another process – wait"):
            ledger.add(article("Der Damm hält."))
        assert ledger.status().articles == 0  # who only looks does not wait
        other.execute("COMMIT")
        ledger.add(article("Der Damm hält."))
        assert ledger.status().articles == 1
    other.close()


def test_two_processes_that_add_the_same_at_once_double_nothing(ledger_url: str) -> None:
    context = multiprocessing.get_context("fork")
    everything = incoming(articles())
    told = os.open(os.devnull, os.O_WRONLY)
    processes = [context.Process(target=run, args=(ledger_url, size, told, everything)) for size in (1, 7)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    os.close(told)
    with Ledger(ledger_url) as ledger:
        status = ledger.status()
    assert (status.articles, status.revisions, status.receipts) == (
        ARTICLES // 3,
        ARTICLES * 2 // 3,
        ARTICLES,
    )


def test_two_processes_that_make_the_ledger_at_once_make_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    url = str(tmp_path / "laut.db")
    everything = incoming(articles())[:6]
    told = os.open(os.devnull, os.O_WRONLY)
    processes = [context.Process(target=run, args=(url, 2, told, everything)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    os.close(told)
    with Ledger(url) as ledger:
        assert ledger.status().receipts == 6


def test_a_folder_that_may_not_be_written_is_named() -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    folder = Path(tempfile.mkdtemp())  # others cannot even look into the folder of pytest
    folder.chmod(0o555)
    process = context.Process(target=_open_as_nobody, args=(str(folder / "laut.db"), theirs))
    process.start()
    theirs.close()
    error = ours.recv()
    ours.close()
    process.join()
    folder.rmdir()
    assert "laut.db cannot be opened: it may not be written here – check the path" in error


def _open_as_nobody(path: str, told: object) -> None:
    if os.geteuid() == 0:  # root may write everywhere
        os.setgid(65_534)
        os.setuid(65_534)
    try:
        Ledger(path)
    except LedgerError as error:
        told.send(str(error))  # type: ignore[attr-defined]
    os._exit(0)


def test_a_ledger_that_is_read_only_is_named(path: Path) -> None:
    with Ledger(str(path)) as ledger, ledger.engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
        with pytest.raises(LedgerError, match="may not be written – get permission"):
            connection.execute(text("INSERT INTO setting VALUES ('a', 'b')"))


def test_a_damaged_ledger_is_named(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : len(data) : 512] = b"\xff" * len(data[4096 : len(data) : 512])
    path.write_bytes(bytes(data))
    with (
        pytest.raises(LedgerError, match="is damaged – restore it from a backup"),
        Ledger(str(path)) as ledger,
    ):
        ledger.add(article("Der Damm hält."))

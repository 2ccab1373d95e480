"""Killed at any moment: no accepted article is lost, none is half there, and the next run goes on.

A real process adds articles and gets SIGKILL at a random moment (`tests.ledger.crashing`). Then the ledger is looked
at: it must be sound, have all that was acknowledged, and nothing half.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text
from tests.ledger.crashing import ARTICLES, STATEMENTS, articles, incoming, read_by
from tests.ledger.people.people import correct

from laut.ledger import Ledger, raw
from laut.ledger.readings import record_of
from laut.ledger.search.ddl import WORDS
from laut.ledger.tables import hop, reading, receipt, report, revision, source, statement, statement_vector

KILLS = 200
REREAD_KILLS = 60
CORRECTED = 1
"""The report in whose texts a person has corrected a speaker: that of the bridge."""
POSTGRESQL_KILLS = 25

ROOT = Path(__file__).resolve().parents[2]


class Driver:
    """Speaks with `tests.ledger.crashing`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.crashing"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def run(self, url: str, what: int | str, seconds: float | None) -> tuple[str, list[int]]:
        """Let it run; return how it ended and the numbers of the articles, or texts, that were acknowledged.

        Args:
            what: how many articles go into a transaction, or the model that reads again.
        """
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{url} {what} {'-' if seconds is None else seconds}\n")
        self.process.stdin.flush()
        ended, *accepted = self.process.stdout.readline().split()
        return ended, [int(number) for number in accepted]


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    made = Driver()
    yield made
    assert made.process.stdin is not None and made.process.stdout is not None
    made.process.stdin.close()
    made.process.wait(timeout=60)
    made.process.stdout.close()


PREPARED = incoming(articles())


def check(connection: Connection, accepted: set[int]) -> None:
    """Fail unless every accepted article is whole and none is half there."""
    if connection.dialect.name == "sqlite":
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        connection.execute(text(f"INSERT INTO {WORDS} ({WORDS}) VALUES ('integrity-check')"))
    rows = connection.execute(select(revision)).all()
    whole = {row.article_id for row in rows}
    by_id = {one.article.id: one for one in PREPARED}
    for row in rows:
        given = by_id[row.article_id].article
        assert row.text == given.text
        kept = connection.execute(
            select(statement.c.record).where(statement.c.revision_id == row.id).order_by(statement.c.place)
        ).scalars()
        assert list(kept) == [record_of(one) for one in given.statements]
        assert raw.get(connection, row.source_id)
    statements = 3 * len(rows)
    assert count(connection, reading) == len(rows)
    assert count(connection, statement) == count(connection, statement_vector) == statements
    assert count(connection, hop) == 2 * statements
    assert connection.execute(text(f"SELECT COUNT(*) FROM {WORDS}")).scalar() == statements
    sources = connection.execute(select(source.c.id)).scalars().all()
    for number in sources:
        raw.get(connection, number)
    received = set(connection.execute(select(receipt.c.path)).scalars())
    assert len(received) == count(connection, receipt) == len(sources)
    assert received >= {PREPARED[number].article.path for number in accepted}
    texts = {by_path.article.text for by_path in PREPARED if by_path.article.path in received}
    assert {row.text for row in rows} == texts
    assert len(whole) == len(rows)
    currents = select(report.c.id, revision.c.id.label("revision")).join(
        revision, (revision.c.report_id == report.c.id) & (revision.c.number == report.c.current)
    )
    standing = {row.revision for row in connection.execute(currents)}
    assert len(standing) == count(connection, report)
    flagged = connection.execute(
        select(statement.c.revision_id).where(statement.c.current).distinct()
    ).scalars()
    assert set(flagged) == standing


def count(connection: Connection, table: object) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def looked_at(url: str, accepted: set[int]) -> None:
    """Open the ledger as the next process would, and check it."""
    from laut.ledger.verify import verify

    with Ledger(url) as ledger:
        with ledger.atomic() as connection:  # FTS5's own check is a command that writes
            check(connection, accepted)
        assert list(verify(ledger)) == []


def kill_again_and_again(driver: Driver, fresh: Iterator[str], kills: int, seed: int) -> None:
    """Kill runs until there were so many kills; a ledger that is complete makes way for a fresh one."""
    chance = random.Random(seed)
    url, accepted, killed, longest = next(fresh), set[int](), 0, 0.5
    told_something = 0
    while killed < kills:
        seconds = chance.random() ** 2 * longest
        ended, numbers = driver.run(url, chance.choice((1, 2, 5, 16)), seconds)
        assert ended in ("killed", "exit-0")
        accepted |= set(numbers)
        if ended == "killed":
            killed += 1
            told_something += bool(numbers)
            if told_something * 3 < killed:  # too early to matter: this machine is slow
                longest *= 1.2
            if killed % 4 == 0 or kills < 50:
                looked_at(url, accepted)
        else:
            longest = max(0.01, longest * 0.8)
            assert accepted == set(range(ARTICLES))
            looked_at(url, accepted)
            url, accepted = next(fresh), set()
    assert told_something * 5 > killed
    ended, numbers = driver.run(url, 16, None)
    assert (ended, set(numbers)) == ("exit-0", set(range(ARTICLES)))
    looked_at(url, set(numbers))
    with Ledger(url) as ledger:
        status = ledger.status()
        assert (status.articles, status.revisions, status.receipts) == (
            ARTICLES // 3,
            ARTICLES * 2 // 3,
            ARTICLES,
        )


def test_two_hundred_kills_lose_nothing_and_leave_nothing_half(
    driver: Driver, sqlite_template: Path, tmp_path: Path
) -> None:
    def fresh() -> Iterator[str]:
        for number in range(10_000):
            path = tmp_path / f"{number}.db"
            if number % 2:  # every other ledger is made by the process that is killed
                shutil.copy(sqlite_template, path)
            yield f"sqlite:///{path}"

    kill_again_and_again(driver, fresh(), KILLS, seed=2022)


def test_kills_lose_nothing_in_postgresql_either(driver: Driver, make_postgresql: Callable[[], str]) -> None:
    def fresh() -> Iterator[str]:
        while True:
            yield make_postgresql()

    kill_again_and_again(driver, fresh(), POSTGRESQL_KILLS, seed=1989)


def read_soundly(url: str, model: str, told: set[int]) -> int:
    """Fail unless every text has one whole reading and what was told is kept; return how many are still to be read."""
    from laut.ledger.verify import verify

    with Ledger(url) as ledger:
        with ledger.looking() as connection:
            rows = connection.execute(
                select(revision.c.id, revision.c.report_id, revision.c.text, reading.c.model).join(
                    reading, reading.c.revision_id == revision.c.id
                )
            ).all()
            assert len(rows) == ARTICLES * 2 // 3
            for row in rows:
                kept = connection.execute(
                    select(statement.c.record, statement.c.content)
                    .where(statement.c.revision_id == row.id)
                    .order_by(statement.c.place)
                ).all()
                expected = read_by(row.model, row.text)
                assert [one.content for one in kept] == [one.text for one in expected]
                corrected = sum("Hafenamt" in one.record for one in kept)
                assert corrected == (row.report_id == CORRECTED and STATEMENTS[row.text][1] in expected)
            assert told <= {row.id for row in rows if row.model == model}
        assert list(verify(ledger)) == []
        return sum(row.model != model for row in rows)


def test_reading_again_can_be_killed_and_goes_on(
    driver: Driver, sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "laut.db"
    shutil.copy(sqlite_template, path)
    url = f"sqlite:///{path}"
    with Ledger(url) as ledger:
        ledger.put_all(incoming(articles(), model="laut-test-0"))
        correct(ledger, "0001", report=1, speaker__name="Hafenamt")
    version, told, killed, useful, longest = 1, set[int](), 0, 0, 0.3
    chance = random.Random(1848)
    while killed < REREAD_KILLS:
        model = f"laut-test-{version}"
        ended, numbers = driver.run(url, model, chance.random() * longest)
        assert ended in ("killed", "exit-0")
        told |= set(numbers)
        left = read_soundly(url, model, told)
        if ended == "exit-0":
            assert left == 0
            version, told, longest = version + 1, set(), max(0.02, longest * 0.8)
        else:
            killed, useful = killed + 1, useful + (0 < left < ARTICLES * 2 // 3)
            longest *= 1.0 if numbers else 1.1
    assert useful * 3 > killed  # they were killed in the middle of it
    model = f"laut-test-{version}"
    driver.run(url, model, None)
    assert read_soundly(url, model, told) == 0

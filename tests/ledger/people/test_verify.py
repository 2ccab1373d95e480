"""A sound ledger has no problems; each invariant, broken by hand, is found and named."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select
from tests.ledger.articles import article
from tests.ledger.people.people import INA, MORNING, correct, received, rows, strike, withdraw

from laut.ledger import Ledger
from laut.ledger.checks.problem import pages
from laut.ledger.ratings import rate
from laut.ledger.repair import repair
from laut.ledger.tables import (
    claim,
    claim_decision,
    membership,
    passage,
    revision,
    statement,
    statement_vector,
)
from laut.ledger.verify import CHECKS, verify

DAM = "Der Damm am Nordersiel werde den Winter über halten, heißt es."
BRIDGE = "Die Brücke bleibe bis auf Weiteres für Lastwagen gesperrt, heißt es."
MARKET = "Der Wochenmarkt finde am Samstag wieder auf dem Kirchplatz statt, heißt es."
URL = "https://hafenblatt.example/damm"


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """A ledger with something in every table."""
    received(ledger, article(DAM, BRIDGE, url=URL))
    received(ledger, article(DAM, BRIDGE, MARKET, url=URL, title="Pegel fällt"))
    other = received(ledger, article(DAM, MARKET, outlet="Wattbote"))
    correct(ledger, "0002", form="direct")
    withdraw(ledger, strike(ledger, "0001", report=other.report))
    correct(ledger, "0000", report=other.report, speaker__name="Ole Siel", speaker__actor=None)
    standing = rows(ledger)
    with ledger.atomic() as connection:
        rate(connection, INA, "Wattbote", "B")
        first, second = standing[0].id, standing[3].id
        day = standing[0].published_earliest
        connection.execute(
            insert(claim).values(
                id=1,
                pivot_id=first,
                key="c1",
                statements=2,
                outlets=2,
                first_published=day,
                last_published=day,
            )
        )
        for number in (first, second):
            connection.execute(
                insert(membership).values(
                    statement_id=number, claim_id=1, strand_id=first, score=0.9, decided=False
                )
            )
        vector = {"cell": 3, "day": day.toordinal(), "statement_id": first, "vector": b"\1" * 384}
        connection.execute(insert(statement_vector).values(vector))
        number = connection.execute(select(revision.c.id).order_by(revision.c.id)).scalars().first()
        connection.execute(insert(passage).values(id=1, revision_id=number, start=0, end=10, signature=b"x"))
        anchor = '{"quote":"a","prefix":"","suffix":"","start":0,"end":1}'
        decision = {"author": "Ina Prüfer", "made": MORNING, "left_report_id": 1, "right_report_id": 2}
        connection.execute(
            insert(claim_decision).values(
                id=1, action="apart", left_anchor=anchor, right_anchor=anchor, **decision
            )
        )
    return ledger


def spoil(ledger: Ledger, *commands: str) -> None:
    """Change rows behind the ledger's back: without its guards, and without foreign keys."""
    driver = ledger.engine.raw_connection()
    try:
        cursor = driver.cursor()
        if ledger.engine.dialect.name == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%never%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET session_replication_role = replica")
        for command in commands:
            cursor.execute(command)
        driver.commit()
        if ledger.engine.dialect.name == "sqlite":
            cursor.execute("PRAGMA foreign_keys = ON")
        else:
            cursor.execute("SET session_replication_role = DEFAULT")
            driver.commit()
    finally:
        driver.close()
    ledger.engine.dispose()


def found(ledger: Ledger) -> set[str]:
    kinds = {problem.kind for problem in verify(ledger)}
    return kinds - {"guard"} if ledger.engine.dialect.name == "sqlite" else kinds


def test_a_sound_ledger_has_no_problems(full: Ledger) -> None:
    assert list(verify(full)) == []


def test_an_empty_ledger_has_no_problems(ledger: Ledger) -> None:
    assert list(verify(ledger)) == []


BROKEN: list[tuple[str, str]] = [
    ("UPDATE source SET digest = '00' || substr(digest, 3) WHERE id = 1", "source-digest"),
    ("UPDATE source SET size = size + 1 WHERE id = 1", "source-digest"),
    ("UPDATE source SET size = size - 1 WHERE id = 1", "source-digest"),
    (
        "UPDATE revision SET text = replace(text, 'Lage am Fluss', 'Lage am Meer.') WHERE id = 1",
        "text-digest",
    ),
    ("UPDATE revision SET outlet = 'Anderes Blatt' WHERE id = 3", "text-digest+repeated"),
    ('UPDATE revision SET sections = \'[{"kind":"headline","start":0,"end":99999}]\' WHERE id = 1', "text"),
    ("UPDATE revision SET number = 5 WHERE id = 2", "revision-number+repeated"),
    ("UPDATE report SET current = 7 WHERE id = 2", "current-text+repeated"),
    ("UPDATE report SET current = 1 WHERE id = 1", "repeated"),
    ("DELETE FROM receipt WHERE revision_id = 3", "receipt"),
    ("UPDATE receipt SET source_id = 99 WHERE id = 1", "foreign-key"),
    (
        "UPDATE hop SET name = 'Falsch' WHERE position = 0 AND statement_id = (SELECT min(id) FROM statement)",
        "hops",
    ),
    ("UPDATE statement SET speaker = 'Falsch' WHERE id = (SELECT min(id) FROM statement)", "column+words"),
    ("UPDATE statement SET confidence = 0.1 WHERE id = (SELECT min(id) FROM statement)", "column"),
    ("UPDATE statement SET language = 'fr' WHERE id = (SELECT min(id) FROM statement)", "repeated+words"),
    ("UPDATE statement SET place = 9 WHERE id = (SELECT min(id) FROM statement)", "reading-order"),
    ("UPDATE statement SET record = '{}' WHERE id = (SELECT max(id) FROM statement)", "record"),
    ("DELETE FROM statement_words WHERE {key} = (SELECT min(id) FROM statement)", "words"),
    ("UPDATE statement_words SET content = 'anderes' WHERE {key} = (SELECT min(id) FROM statement)", "words"),
    ("UPDATE statement_vector SET day = 1", "vector"),
    ("UPDATE claim SET statements = 7", "claim"),
    ("UPDATE claim SET outlets = 7", "claim"),
    ("UPDATE claim SET last_published = NULL", "claim"),
    ("UPDATE claim SET pivot_id = (SELECT max(id) FROM statement)", "claim"),
    ('UPDATE passage SET "end" = 99999', "passage"),
    ("UPDATE correction SET anchor = replace(anchor, 'Wochenmarkt', 'Flohmarkt') WHERE id = 1", "correction"),
    ("UPDATE correction SET action = 'shout' WHERE id = 4", "correction+correction-not-applied"),
    ("UPDATE correction SET change = '{}' WHERE id = 3", "correction+correction-not-applied"),
    ("UPDATE claim_decision SET right_anchor = NULL", "decision"),
    ("UPDATE rating SET reliability = 'Z'", "rating"),
]


@pytest.mark.parametrize(("command", "kinds"), BROKEN)
def test_what_was_broken_by_hand_is_found(full: Ledger, command: str, kinds: str) -> None:
    key = "rowid" if full.engine.dialect.name == "sqlite" else "statement_id"
    spoil(full, command.replace("{key}", key))
    assert found(full) >= set(kinds.split("+"))


REPAIRABLE = [
    (command, kinds)
    for command, kinds in BROKEN
    if set(kinds.split("+"))
    <= {"hops", "column", "words", "repeated", "reading-order", "vector", "claim", "passage"}
]


@pytest.mark.parametrize(("command", "kinds"), REPAIRABLE)
def test_what_can_be_made_anew_is_sound_after_a_repair(full: Ledger, command: str, kinds: str) -> None:
    key = "rowid" if full.engine.dialect.name == "sqlite" else "statement_id"
    spoil(full, command.replace("{key}", key))
    assert repair(full, list(verify(full)))
    assert found(full) == set()


def test_corrections_that_were_not_applied_are_after_a_repair(full: Ledger) -> None:
    before = [row.record for row in rows(full)]
    spoil(full, "UPDATE statement SET record = replace(record, 'Ole Siel', 'Olaf Siel')")
    assert "correction-not-applied" in found(full)
    repair(full, list(verify(full)))
    assert found(full) == set()
    assert [row.record for row in rows(full)] == before


def test_a_span_that_is_not_its_text_is_found(full: Ledger) -> None:
    with full.looking() as connection:
        row = connection.execute(select(statement).order_by(statement.c.id)).first()
    assert row is not None
    moved = row.record.replace('"start":', '"start":1', 1)
    spoil(full, f"UPDATE statement SET record = '{moved}' WHERE id = {row.id}")
    assert "offsets" in found(full)


def test_words_of_a_statement_that_is_gone_are_found(full: Ledger) -> None:
    if full.engine.dialect.name == "sqlite":
        spoil(full, "INSERT INTO statement_words (rowid, content) VALUES (999, 'weg')")
    else:
        values = "999, 'weg', '', '', '', '', ''"
        spoil(
            full,
            "INSERT INTO statement_words (statement_id, content, parts, speaker, frame, facets, words)"
            f" VALUES ({values})",
        )
    assert "words" in found(full)


def test_a_guard_that_is_gone_is_found(full: Ledger) -> None:
    if full.engine.dialect.name == "sqlite":
        spoil(full)
        missing = {problem.where for problem in verify(full) if problem.kind == "guard"}
        assert "table correction" in missing
    else:
        spoil(full, "DROP TRIGGER rating_never_update ON rating")
        assert [problem.where for problem in verify(full)] == ["table rating"]


def test_a_correction_without_a_place_is_no_problem(ledger: Ledger) -> None:
    received(ledger, article(DAM, url=URL))
    correct(ledger, "0000", form="direct")
    received(ledger, article(BRIDGE, MARKET, url=URL))
    assert list(verify(ledger)) == []


def test_each_check_is_announced_before_it_begins(full: Ledger) -> None:
    names: list[str] = []
    assert list(verify(full, on_check=names.append)) == []
    assert names == list(CHECKS)


def test_a_problem_says_where_what_and_what_to_do(full: Ledger) -> None:
    spoil(full, "UPDATE claim SET statements = 7")
    [line] = [str(problem) for problem in verify(full) if problem.kind == "claim"]
    assert line.startswith("claim c1: it counts 7 statements and has 2 (claim) – ")
    assert line.endswith("laut verify --repair")


def test_rows_are_looked_at_in_pages(full: Ledger) -> None:
    with full.looking() as connection:
        sizes = [len(page) for page in pages(connection, select(statement.c.key), statement.c.id, size=2)]
        everything: Any = connection.execute(select(statement.c.id)).all()
    assert sum(sizes) == len(everything)
    assert max(sizes) == 2


def test_what_others_write_meanwhile_is_no_problem(full: Ledger) -> None:
    def add_one(name: str) -> None:
        received(full, article(MARKET, outlet=f"Deichpost zu {name}"))

    before = full.status().articles
    assert list(verify(full, on_check=add_one)) == []
    assert full.status().articles == before + len(CHECKS)

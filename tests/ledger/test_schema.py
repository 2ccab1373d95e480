"""Which databases are ledgers: new, old, newer, damaged and foreign ones."""

from __future__ import annotations

import importlib
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from tests.ledger.articles import article

from laut.errors import LedgerError
from laut.ledger import Ledger, engine, linked, schema
from laut.ledger.migrations.comparing import options
from laut.ledger.tables import PGVECTOR, metadata


def test_tables_and_migrations_agree(ledger: Ledger) -> None:
    with ledger.looking() as connection:
        context = MigrationContext.configure(connection, opts={**options(), "target_metadata": metadata})
        assert compare_metadata(context, metadata) == []


def test_the_version_that_the_code_expects_is_the_last_step() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [schema.HEAD]


def test_an_empty_database_becomes_a_ledger_with_vectors_as_vectors(empty_database_url: str) -> None:
    with Ledger(empty_database_url) as ledger:
        ledger.add(article("Der Damm hält."))
        with ledger.looking() as connection:
            offered = connection.execute(
                text("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
            ).first()
            assert getattr(connection.dialect, PGVECTOR) is (offered is not None)


def test_the_file_is_durable_and_readers_do_not_wait(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "laut.db")) as ledger, ledger.looking() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_ledger_that_is_not_there_is_only_made_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "laut.db"
    with pytest.raises(LedgerError, match=r"there is no ledger .*laut\.db – check the name"):
        Ledger(f"sqlite:///{path}", create=False)
    assert not path.exists()


def test_the_environment_names_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(engine.VARIABLE, str(tmp_path / "named.db"))
    with Ledger() as ledger:
        assert ledger.name == str(tmp_path / "named.db")
    monkeypatch.delenv(engine.VARIABLE)
    assert engine.default_url() == "sqlite:///laut.db"


def test_other_files_and_databases_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    note, other = tmp_path / "note.txt", tmp_path / "other.db"
    note.write_text("Kein Archiv. " * 200)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")
    connection.close()
    before = note.read_bytes(), other.read_bytes()
    with pytest.raises(LedgerError, match="is not a ledger, but some other file"):
        Ledger(str(note))
    with pytest.raises(LedgerError, match="is a database, but not a ledger"):
        Ledger(str(other))
    assert (note.read_bytes(), other.read_bytes()) == before


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://x/y", "keeps no ledger in mysql"),
        ("", "the ledger has no name"),
        ("sqlite:///nowhere/laut.db", "there is no folder nowhere"),
        ("sqlite:////", "it is a folder"),
        ("postgresql://nobody@127.0.0.1:1/x", "cannot be reached"),
    ],
)
def test_places_where_no_ledger_can_be_are_named(
    url: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(engine.VARIABLE, " ")
    with pytest.raises(LedgerError, match=reason):
        Ledger(url)


def test_passwords_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger("postgresql+psycopg://me:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value) and "***" in str(caught.value)


def test_a_ledger_of_a_newer_laut_is_refused(ledger_url: str) -> None:
    with Ledger(ledger_url) as ledger, ledger.atomic() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match=r"was made by a newer laut .*9999.*pip install --upgrade"):
        Ledger(ledger_url)


def test_an_older_ledger_is_copied_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "laut.db"
    old = engine.make_engine(engine.parse_url(str(path)))
    schema.migrate(old, "0001")
    with old.begin() as connection:
        connection.execute(text("INSERT INTO setting VALUES ('colour', 'blue')"))
    old.dispose()
    with Ledger(str(path)) as ledger, ledger.looking() as connection:
        assert connection.execute(text("SELECT value FROM setting")).scalar() == "blue"
        assert schema.version_of(connection) == schema.HEAD
    (copy,) = tmp_path.glob("laut.db.before-*")
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    kept.close()


def test_claims_of_an_older_ledger_are_single_strands_until_they_are_linked_anew(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", said=1))
    step = importlib.import_module("laut.ledger.migrations.versions.v0003_strands_of_claims")
    with ledger.atomic() as connection:
        (number,) = connection.execute(text("SELECT id FROM statement")).scalars()
        linked.write_places(connection, {number: (number, 1.0, False, None)})
        connection.execute(text("UPDATE reading SET linked = true"))
        with Operations.context(MigrationContext.configure(connection, opts=options())):
            step.downgrade()
            columns = connection.execute(text("SELECT * FROM membership")).keys()
            assert "strand_id" not in columns
            step.upgrade()
        assert connection.execute(text("SELECT strand_id, tied_id FROM membership")).one() == (number, None)
        assert linked.unlinked_reports(connection) != []


def test_what_was_received_never_changes(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält."))
    for command in (
        "UPDATE source SET size = 0", "DELETE FROM receipt", "UPDATE revision SET text = ''", "DELETE FROM revision",
    ):  # fmt: skip
        with (
            pytest.raises(Exception, match="is refused: its rows never change"),
            ledger.atomic() as connection,
        ):
            connection.execute(text(command))


def test_the_record_of_people_only_grows(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        connection.execute(
            text("INSERT INTO rating (author, made, source_name) VALUES ('ada', '2022-11-02 12:00:00', 'x')")
        )
    for command in ("UPDATE rating SET author = 'bob'", "DELETE FROM rating"):
        with (
            pytest.raises(Exception, match="is refused: its rows never change"),
            ledger.atomic() as connection,
        ):
            connection.execute(text(command))

"""What tests of the record of people share: making entries, and looking at what became of the statements."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy import select

from laut.ledger import Ledger, corrections
from laut.ledger.signing import Signature
from laut.ledger.store import Added
from laut.ledger.tables import statement
from laut.records import Article, Span, Statement

MORNING = dt.datetime(2022, 11, 3, 8, 30, tzinfo=dt.UTC)
INA = Signature(author="Ina Prüfer", reason="im Text nachgelesen", made=MORNING)


def received(ledger: Ledger, article: Article) -> Added:
    return ledger.add(article)


def correct(ledger: Ledger, key: str, report: int | None = None, **values: Any) -> int:
    with ledger.atomic() as connection:
        by_path = {name.replace("__", "."): value for name, value in values.items()}
        return corrections.set_values(connection, INA, key, by_path, ledger.side_of, report_id=report)


def strike(ledger: Ledger, key: str, report: int | None = None) -> int:
    with ledger.atomic() as connection:
        return corrections.remove(connection, INA, key, ledger.side_of, report_id=report)


def add_statement(ledger: Ledger, report: int, new: Statement) -> int:
    with ledger.atomic() as connection:
        return corrections.add(connection, INA, report, new, ledger.side_of)


def withdraw(ledger: Ledger, number: int) -> int:
    with ledger.atomic() as connection:
        return corrections.withdraw(connection, INA, number, ledger.side_of)


def listed(ledger: Ledger) -> list[corrections.Correction]:
    with ledger.looking() as connection:
        return corrections.corrections(connection)


def rows(ledger: Ledger, *, current: bool = True) -> list[Any]:
    query = select(statement).order_by(statement.c.report_id, statement.c.revision_id, statement.c.place)
    with ledger.looking() as connection:
        return [row for row in connection.execute(query) if row.current or not current]


def statements(ledger: Ledger) -> list[Statement]:
    return [msgspec.json.decode(row.record, type=Statement) for row in rows(ledger)]


def speakers(ledger: Ledger) -> list[str | None]:
    return [row.speaker for row in rows(ledger)]


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)

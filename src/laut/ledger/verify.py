"""Does every invariant of the ledger hold? All checks, one after the other, on one state of the ledger.

Rows are looked at in pages, so that the memory that it takes does not grow with the ledger. Others may go on writing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy import Connection

from laut.ledger.checks import derived, people, read, received, structure
from laut.ledger.checks.problem import Problem
from laut.ledger.ledger import Ledger

__all__ = ["CHECKS", "Problem", "verify"]

Check = Callable[[Connection], Iterator[Problem]]

CHECKS: Final[dict[str, Check]] = {
    "database and foreign keys": structure.check,
    "bytes as received": received.check_sources,
    "texts": received.check_texts,
    "revisions": received.check_revisions,
    "statements": read.check_statements,
    "words of the index": derived.check_words,
    "vectors": derived.check_vectors,
    "claims": derived.check_claims,
    "strands of claims": derived.check_strands,
    "passages": derived.check_passages,
    "record of people": people.check,
    "corrections on the readings": read.check_corrections,
}
"""What is checked, by its name on screen, in this order."""


def verify(ledger: Ledger, *, on_check: Callable[[str], None] = lambda _name: None) -> Iterator[Problem]:
    """Yield every invariant that does not hold, as it is found.

    That a correction finds no place in a text any more is no broken invariant: `laut.ledger.corrections.unanchored`
    lists these.

    Args:
        ledger: what is looked at.
        on_check: is called with the name of each of the `CHECKS` before it begins.

    Raises:
        LedgerError: the ledger cannot be read at all.
    """
    with _one_state(ledger) as connection:
        for name, check in CHECKS.items():
            on_check(name)
            yield from check(connection)


@contextlib.contextmanager
def _one_state(ledger: Ledger) -> Iterator[Connection]:
    """Give a connection that sees the ledger as it is now, however long that takes; SQLite always does so."""
    with ledger.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection

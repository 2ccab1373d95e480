"""How do statements get vectors that they lack, or those of another encoder? Reading by reading; no text is read again.

Vectors of different encoders cannot be compared. Where the ledger has those of another one, all of them go first, and
with them the claims that were made by them. What is done is kept, and the next run does the rest.
"""

from __future__ import annotations

from collections.abc import Generator

from sqlalchemy import Connection, delete, select

from laut.ledger.ledger import Ledger
from laut.ledger.made_with import forget_claims, note, noted
from laut.ledger.renewing import fill_vectors
from laut.ledger.tables import statement, statement_vector
from laut.ledger.vectors import SETTING, Encoder


def revector(ledger: Ledger, encoder: Encoder) -> Generator[int, None, None]:
    """Make the vectors that are missing; yield how many a reading got as soon as they are kept.

    Args:
        ledger: whose statements they are.
        encoder: makes them; from now on the ledger's vectors are its.

    Raises:
        LedgerError: the ledger cannot be written; what was yielded is kept.
    """
    with ledger.atomic() as connection:
        _let_be_of(connection, encoder.name)
    with ledger.looking() as connection:
        numbers = without_vectors(connection)
    for number in numbers:
        with ledger.atomic() as connection:
            done = fill_vectors(connection, number, encoder)
        yield done


def without_vectors(connection: Connection) -> list[int]:
    """Return the row numbers of the readings that have statements without a vector."""
    query = (
        select(statement.c.reading_id)
        .outerjoin(statement_vector, statement_vector.c.statement_id == statement.c.id)
        .where(statement_vector.c.statement_id.is_(None))
        .distinct()
        .order_by(statement.c.reading_id)
    )
    return list(connection.execute(query).scalars())


def _let_be_of(connection: Connection, name: str) -> None:
    """Let the ledger have vectors of this encoder only."""
    if noted(connection, SETTING) == name:
        return
    connection.execute(delete(statement_vector))
    forget_claims(connection)
    note(connection, SETTING, name)

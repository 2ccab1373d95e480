"""What if two reports turn out to be one? Their texts become those of the first one.

It happens when a third article has the address of the one and the words of the other; had it come first, there would be
one report from the beginning. Reports that people wrote about are left as they are: their record never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from laut.ledger.tables import claim_decision, correction, report, revision, statement


def merge(connection: Connection, report_ids: Sequence[int]) -> int:
    """Let reports be one, as far as that can be; return the number of the one that is left.

    Args:
        connection: in a transaction that writes; the caller lets the newest text stand afterwards.
        report_ids: numbers of reports, at least one.
    """
    noted = [number for number in report_ids if _is_written_about(connection, number)]
    kept = noted[0] if noted else report_ids[0]
    for number in report_ids:
        if number != kept and number not in noted:
            _move(connection, number, kept)
    return kept


def _is_written_about(connection: Connection, report_id: int) -> bool:
    decided = claim_decision.c
    queries: list[Any] = [
        select(correction.c.id).where(correction.c.report_id == report_id),
        select(decided.id).where(
            or_(decided.left_report_id == report_id, decided.right_report_id == report_id)
        ),
    ]
    return any(connection.execute(query.limit(1)).first() is not None for query in queries)


def _move(connection: Connection, report_id: int, kept: int) -> None:
    """Give a report's texts and statements to another one, and take the report away."""
    from laut.ledger.renewing import loosen  # it imports the ledger itself

    mine = select(statement.c.id).where(statement.c.report_id == report_id)
    loosen(connection, list(connection.execute(mine).scalars()))
    last = select(func.max(revision.c.number)).where(revision.c.report_id == kept)
    number = int(connection.execute(last).scalar_one())
    texts = select(revision.c.id).where(revision.c.report_id == report_id).order_by(revision.c.number)
    for id_ in list(connection.execute(texts).scalars()):
        number += 1
        moved = update(revision).where(revision.c.id == id_).values(report_id=kept, number=number)
        connection.execute(moved)
    connection.execute(update(statement).where(statement.c.report_id == report_id).values(report_id=kept))
    connection.execute(delete(report).where(report.c.id == report_id))

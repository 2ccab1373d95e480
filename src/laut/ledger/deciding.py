"""How are decisions about claims kept, and which statements are they about now?

A decision is about two statements, each given by its report and the words that it had: they are found again in whatever
the report has become.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, func, insert, select

from laut.ledger.anchoring import Anchor, find, from_json
from laut.ledger.applying import anchor_of, locate
from laut.ledger.made_with import note, noted
from laut.ledger.tables import claim_decision, revision, statement
from laut.ledger.told import told

_SEEN: Final = "linking.decision"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision of a person that has not been withdrawn: its number, and the two statements by report and anchor."""

    id: int
    action: Literal["together", "apart"]
    left: tuple[int, str]
    right: tuple[int, str]


def decide(
    connection: Connection,
    action: Literal["together", "apart"],
    left: int,
    right: int,
    *,
    author: str,
    made: dt.datetime,
    reason: str | None = None,
) -> int:
    """Keep a decision about two statements, by their numbers; return its own number."""
    one, other = _anchored(connection, left), _anchored(connection, right)
    row = {
        "author": author,
        "made": made,
        "action": action,
        "left_report_id": one[0],
        "left_anchor": one[1],
        "right_report_id": other[0],
        "right_anchor": other[1],
        "reason": reason,
    }
    return int(
        connection.execute(insert(claim_decision).values(row).returning(claim_decision.c.id)).scalar_one()
    )


def withdraw(
    connection: Connection, decision: int, *, author: str, made: dt.datetime, reason: str | None = None
) -> int:
    """Take a decision back; return the number of that."""
    row = {"author": author, "made": made, "action": "withdraw", "withdraws": decision, "reason": reason}
    return int(
        connection.execute(insert(claim_decision).values(row).returning(claim_decision.c.id)).scalar_one()
    )


def last_decision(connection: Connection) -> int:
    """Return the number of the last thing that a person decided; 0 if nobody did."""
    return connection.execute(select(func.max(claim_decision.c.id))).scalar() or 0


def decisions(connection: Connection) -> tuple[list[DecisionRow], set[int]]:
    """Return all decisions about statements, the oldest first, and the numbers of those that were taken back."""
    rows = connection.execute(select(claim_decision).order_by(claim_decision.c.id)).all()
    withdrawn = {row.withdraws for row in rows if row.action == "withdraw"}
    kept = [
        DecisionRow(
            row.id, row.action, (row.left_report_id, row.left_anchor), (row.right_report_id, row.right_anchor)
        )
        for row in rows
        if row.action != "withdraw"
    ]
    return kept, withdrawn


def seen_decision(connection: Connection) -> int:
    """Return the number of the last decision that linking has followed."""
    return int(noted(connection, _SEEN) or 0)


def note_decision(connection: Connection, number: int) -> None:
    """Note the last decision that linking has followed."""
    note(connection, _SEEN, str(number))


def statement_at(connection: Connection, report_id: int, anchored: str) -> int | None:
    """Return the statement that stands for a report where an anchor points to; None if there is none any more."""
    query = (
        select(statement.c.id, revision.c.text)
        .join(revision, revision.c.id == statement.c.revision_id)
        .where(statement.c.report_id == report_id, statement.c.current)
        .order_by(statement.c.place)
    )
    rows = connection.execute(query).all()
    if not rows:
        return None
    sought: Anchor = from_json(anchored)
    place = find(sought, rows[0].text)
    if place is None:
        return None
    number = locate([one.statement for one in told(connection, [row.id for row in rows])], place, None)
    return None if number is None else int(rows[number].id)


def _anchored(connection: Connection, number: int) -> tuple[int, str]:
    (one,) = told(connection, [number])
    query = select(revision.c.text).join(statement, statement.c.revision_id == revision.c.id)
    text = connection.execute(query.where(statement.c.id == number)).scalar_one()
    return one.report, anchor_of(text, one.statement).to_json()

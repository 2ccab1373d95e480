"""What did people decide about claims? The list of it, with what finds no statement any more.

Decisions are made and followed by `laut.linking.claims.Linker`; they are decisions about two statements, *together* or
*apart*, kept with the words of both.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from sqlalchemy import Connection, select

from laut.ledger.anchoring import from_json
from laut.ledger.linked import statement_at
from laut.ledger.tables import claim_decision
from laut.records import Record


class Side(Record, frozen=True):
    """One of the two statements of a decision.

    Attributes:
        report: number of its report.
        quote: its words, as the person saw them.
        statement: row number of the statement that they are now; None if they are none any more.
    """

    report: int
    quote: str
    statement: int | None


class ClaimDecision(Record, frozen=True):
    """An entry of the record of decisions about claims.

    Attributes:
        number: of the entry.
        author: who decided.
        made: when, in UTC.
        action: whether the two belong together, or an earlier decision is taken back.
        left, right: the two statements; None for a withdrawal.
        withdraws: number of the decision that is taken back.
        reason: why, in the author's words.
        withdrawn: whether it was taken back.
    """

    number: int
    author: str
    made: dt.datetime
    action: Literal["together", "apart", "withdraw"]
    left: Side | None = None
    right: Side | None = None
    withdraws: int | None = None
    reason: str | None = None
    withdrawn: bool = False

    @property
    def is_lost(self) -> bool:
        """Whether it stands and one of its statements is not to be found any more."""
        sides = [side for side in (self.left, self.right) if side is not None]
        return not self.withdrawn and any(side.statement is None for side in sides)


def decisions(connection: Connection) -> list[ClaimDecision]:
    """Return all decisions about claims, in the order in which they were made."""
    rows = connection.execute(select(claim_decision).order_by(claim_decision.c.id)).all()
    withdrawn = {row.withdraws for row in rows if row.action == "withdraw"}
    return [
        ClaimDecision(
            number=row.id,
            author=row.author,
            made=row.made,
            action=row.action,
            left=_side(connection, row.left_report_id, row.left_anchor),
            right=_side(connection, row.right_report_id, row.right_anchor),
            withdraws=row.withdraws,
            reason=row.reason,
            withdrawn=row.id in withdrawn,
        )
        for row in rows
    ]


def _side(connection: Connection, report_id: int | None, anchor: Any) -> Side | None:
    if report_id is None or anchor is None:
        return None
    return Side(
        report=report_id,
        quote=from_json(anchor).quote,
        statement=statement_at(connection, report_id, anchor),
    )

"""Is the record of people whole? Anchors that were true when they were made, withdrawals of what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from laut.ledger.anchoring import from_json
from laut.ledger.applying import Change
from laut.ledger.checks.problem import RESTORE, Problem, pages
from laut.ledger.ratings import RELIABILITIES
from laut.ledger.tables import claim_decision, correction, rating, revision

_changes = msgspec.json.Decoder(Change)


def check(connection: Connection) -> Iterator[Problem]:
    """Yield the entries of the record of people that cannot be what they were."""
    query = select(correction, revision.c.text, revision.c.report_id.label("seen_report"))
    query = query.join(revision, revision.c.id == correction.c.revision_id)
    known: set[int] = set()
    for page in pages(connection, query, correction.c.id, size=100):
        for row in page:
            for message in _correction_faults(row, known):
                yield Problem(kind="correction", where=f"correction {row.id}", message=message, hint=RESTORE)
            known.add(row.id)
    yield from _decisions(connection)
    for page in pages(connection, select(rating), rating.c.id):
        for row in page:
            if row.reliability not in (None, *RELIABILITIES):
                message = f"its letter is {row.reliability!r}"
                yield Problem(kind="rating", where=f"rating {row.id}", message=message, hint=RESTORE)


def _correction_faults(row: Any, known: set[int]) -> Iterator[str]:
    try:
        change = _changes.decode(row.change)
        sought = from_json(row.anchor) if row.anchor else None
    except (msgspec.MsgspecError, ValueError) as error:
        yield f"what it changes cannot be read: {error}"
        return
    if row.seen_report != row.report_id:
        yield "the text that was seen is one of another report"
    if row.action == "withdraw":
        if change.withdraws not in known:
            yield f"it withdraws correction {change.withdraws}, which was not there"
    elif row.action not in ("set", "remove", "add"):
        yield f"its action is {row.action!r}"
    elif sought is None or row.text[sought.start : sought.end] != sought.quote:
        yield "its anchor does not fit the text that was seen"


def _decisions(connection: Connection) -> Iterator[Problem]:
    known: set[int] = set()
    for page in pages(connection, select(claim_decision), claim_decision.c.id):
        for row in page:
            for message in _decision_faults(row, known):
                yield Problem(kind="decision", where=f"decision {row.id}", message=message, hint=RESTORE)
            known.add(row.id)


def _decision_faults(row: Any, known: set[int]) -> Iterator[str]:
    if row.action == "withdraw":
        if row.withdraws not in known:
            yield f"it withdraws decision {row.withdraws}, which was not there"
        return
    if row.action not in ("together", "apart"):
        yield f"its action is {row.action!r}"
    for side in (row.left_anchor, row.right_anchor):
        try:
            if side is None:
                yield "it names only one statement"
            else:
                from_json(side)
        except (msgspec.MsgspecError, ValueError) as error:
            yield f"its anchor cannot be read: {error}"

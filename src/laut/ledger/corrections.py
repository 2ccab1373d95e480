"""What did people correct? An append-only record that wins over the model.

A correction is kept with its author, its time and an anchor in the text that the person saw, and is never changed or
deleted: who errs withdraws it, which is an entry of its own. `laut.ledger.corrected` applies it to every reading of its
report; what finds no place there is listed by `unanchored`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from laut.errors import InvalidRecordError, LedgerError
from laut.ledger.anchoring import from_json
from laut.ledger.applying import Action, Change, Edit, anchor_of, spans_of, statement_id, with_values
from laut.ledger.corrected import (
    SideOf,
    changes,
    edits_of,
    lost_in,
    present_text,
    reapply,
    rows_of,
    try_out,
    withdrawn_in,
)
from laut.ledger.signing import Signature
from laut.ledger.tables import correction, revision, statement
from laut.records import Actor, Record, Statement


class Correction(Record, frozen=True):
    """An entry of the record of corrections.

    Attributes:
        number: of the entry; later ones have higher numbers.
        author: who made it.
        made: when, in UTC.
        report: number of the report in the ledger.
        article: id of the article (`Article.id`) whose text the person saw.
        action: what it does.
        quote: the words of the statement that it is about; None for a withdrawal.
        values: the fields that it sets; empty if it sets none.
        withdraws: number of the correction that it takes back.
        reason: why, in the author's words.
        withdrawn: whether it was taken back, and does nothing any more.
        lost: why it cannot be applied to the report's present text and reading; None if it can.
    """

    number: int
    author: str
    made: dt.datetime
    report: int
    article: str
    action: Action
    quote: str | None = None
    values: dict[str, Any] = msgspec.field(default_factory=dict)
    withdraws: int | None = None
    reason: str | None = None
    withdrawn: bool = False
    lost: str | None = None


# Making entries --------------------------------------------------------------------------------------------------


def set_values(
    connection: Connection,
    by: Signature,
    key: str,
    values: Mapping[str, Any],
    side_of: SideOf,
    *,
    report_id: int | None = None,
) -> int:
    """Correct fields of a statement; return the number of the correction.

    Args:
        connection: in a transaction that writes.
        by: whose correction it is.
        key: id of the statement.
        values: JSON-ready values by field, as in ``{"speaker.name": "…"}``.
        side_of: gives the actor id of whom an actor speaks for.
        report_id: number of the report, if several have a statement of this id.

    Raises:
        InvalidRecordError: there is no such field, or the value does not fit it or the text.
        LedgerError: there is no such statement, or no author.
    """
    row = find_statement(connection, key, report_id)
    was = msgspec.json.decode(row.record, type=Statement)
    if not values:
        raise InvalidRecordError("correction", "it sets nothing")
    check_offsets(with_values(was, values), row.text)
    return _keep(connection, by, row, "set", was, Change(set=dict(values), was=was), side_of)


def remove(
    connection: Connection, by: Signature, key: str, side_of: SideOf, *, report_id: int | None = None
) -> int:
    """Strike a statement that is none; return the number of the correction. The arguments are those of `set_values`.

    Raises:
        LedgerError: there is no such statement, or no author.
    """
    row = find_statement(connection, key, report_id)
    was = msgspec.json.decode(row.record, type=Statement)
    return _keep(connection, by, row, "remove", was, Change(was=was), side_of)


def add(connection: Connection, by: Signature, report_id: int, new: Statement, side_of: SideOf) -> int:
    """Add a statement that the reader missed; return the number of the correction.

    Args:
        connection: in a transaction that writes.
        by: whose correction it is.
        report_id: number of the report.
        new: the statement, with offsets in the report's present text; its id is made anew.
        side_of: gives the actor id of whom an actor speaks for.

    Raises:
        InvalidRecordError: it does not fit the text.
        LedgerError: there is no such report, it has not been read yet, or there is no author.
    """
    row = present_text(connection, report_id)
    if not new.content:
        raise InvalidRecordError("Statement", "its content is empty")
    check_offsets(new, row.text)
    new = msgspec.structs.replace(new, id=statement_id(row.article_id, new.form, new.content))
    return _keep(connection, by, row, "add", new, Change(statement=new), side_of)


def withdraw(connection: Connection, by: Signature, number: int, side_of: SideOf) -> int:
    """Take a correction back, or take its withdrawal back; return the number of the new entry.

    Raises:
        LedgerError: there is no such correction, it was withdrawn before, or there is no author.
    """
    row = connection.execute(select(correction).where(correction.c.id == number)).first()
    hint = "laut correct --list names them"
    if row is None:
        raise LedgerError(f"there is no correction {number}", hint)
    if number in withdrawn_in(rows_of(connection, row.report_id)):
        raise LedgerError(f"correction {number} was withdrawn before", hint)
    values = {
        "report_id": row.report_id,
        "revision_id": row.revision_id,
        "action": "withdraw",
        "anchor": row.anchor,
        "change": _json(Change(withdraws=number)),
        **by.columns(),
    }
    new = connection.execute(insert(correction).values(values).returning(correction.c.id)).scalar_one()
    reapply(connection, row.report_id, side_of)
    return int(new)


def resolved(values: Mapping[str, Any], named: Callable[[str], Sequence[Actor]]) -> dict[str, Any]:
    """Return the values with what the registry knows of the names that they set.

    Whoever sets a source's name says that it is somebody else: its actor and kind become those of the one actor of
    this name, or unknown, unless they are set as well.

    Args:
        values: values by field.
        named: gives the actors that have a name.
    """
    result = dict(values)
    for path, name in values.items():
        source = path.removesuffix(".name")
        is_source = source != path and (source == "speaker" or source.startswith("chain."))
        if not is_source or f"{source}.actor" in values or not isinstance(name, str):
            continue
        found = named(name)
        actor = found[0] if len(found) == 1 else None
        result[path] = actor.name if actor else name
        result[f"{source}.actor"] = actor.id if actor else None
        result.setdefault(f"{source}.kind", actor.kind if actor else None)
    return result


# Looking ---------------------------------------------------------------------------------------------------------


def corrections(connection: Connection, report_id: int | None = None) -> list[Correction]:
    """Return all entries, or those about one report, in the order in which they were made."""
    rows = rows_of(connection, report_id)
    withdrawn = withdrawn_in(rows)
    lost: dict[int, str] = {}
    for number in sorted({row.report_id for row in rows}):
        lost |= lost_in(connection, number)
    return [_as_correction(row, row.id in withdrawn, lost.get(row.id)) for row in rows]


def unanchored(connection: Connection) -> list[Correction]:
    """Return the corrections that stand but find no place in their report's present text and reading."""
    return [one for one in corrections(connection) if one.lost is not None]


def report_of(connection: Connection, number: int) -> int:
    """Return the number of the report that an entry is about."""
    query = select(correction.c.report_id).where(correction.c.id == number)
    return int(connection.execute(query).scalar_one())


def find_statement(connection: Connection, key: str, report_id: int | None = None) -> Any:
    """Return the row of a statement by its id, with the text that it stands in; that of a standing text if several.

    Raises:
        LedgerError: there is none, or several reports have one of this id.
    """
    query = (
        select(
            statement.c.id,
            statement.c.key,
            statement.c.reading_id,
            statement.c.current,
            statement.c.record,
            statement.c.report_id,
            statement.c.revision_id,
            revision.c.article_id,
            revision.c.number,
            revision.c.text,
        )
        .join(revision, revision.c.id == statement.c.revision_id)
        .where(statement.c.key == key)
        .order_by(statement.c.current.desc(), revision.c.number.desc(), statement.c.id)
    )
    if report_id is not None:
        query = query.where(statement.c.report_id == report_id)
    rows = connection.execute(query.limit(1_000)).all()
    if not rows:
        raise LedgerError(f"there is no statement {key!r}", "laut search prints the ids of what it finds")
    reports = sorted({row.report_id for row in rows})
    if len(reports) > 1:
        raise LedgerError(
            f"several reports have a statement {key!r}: {', '.join(map(str, reports))}",
            "say which one, with --report NUMBER",
        )
    return rows[0]


def check_offsets(one: Statement, text: str) -> None:
    """Do nothing if every span of the statement is where it says.

    Raises:
        InvalidRecordError: one of them is not.
    """
    for span in spans_of(one):
        if text[span.start : span.end] != span.text or not span.text:
            raise InvalidRecordError(
                "Statement", f"the text at {span.start}:{span.end} is not {span.text[:40]!r}"
            )


def _keep(
    connection: Connection,
    by: Signature,
    row: Any,
    action: Action,
    about: Statement,
    change: Change,
    side_of: SideOf,
) -> int:
    """Append an entry and apply it."""
    sought = anchor_of(row.text, about)
    edit = Edit(0, action, sought, change, row.text)
    edits = [*edits_of(connection, row.report_id), edit]
    if 0 in (lost := try_out(connection, row.reading_id, edits).lost):
        raise LedgerError(
            f"the correction cannot be made: {lost[0]}", "look at the statement again: laut correct --list"
        )
    values = {
        "report_id": row.report_id,
        "revision_id": row.revision_id,
        "action": action,
        "anchor": sought.to_json(),
        "change": _json(change),
        **by.columns(),
    }
    number = connection.execute(insert(correction).values(values).returning(correction.c.id)).scalar_one()
    reapply(connection, row.report_id, side_of)
    return int(number)


def _as_correction(row: Any, withdrawn: bool, lost: str | None) -> Correction:
    change = changes.decode(row.change)
    return Correction(
        number=row.id,
        author=row.author,
        made=row.made,
        report=row.report_id,
        article=row.article_id,
        action=row.action,
        quote=from_json(row.anchor).quote if row.anchor and row.action != "withdraw" else None,
        values=change.set,
        withdraws=change.withdraws,
        reason=row.reason,
        withdrawn=withdrawn,
        lost=None if withdrawn else lost,
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

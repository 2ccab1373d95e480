"""What do the readings of a report look like with people's corrections? Applying them to the rows of the ledger.

A correction is applied to every reading of its report: when it is made, and whenever the report is read again or comes
with a new text. What the model read is kept beside a reading that corrections changed, so that they can be withdrawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select, update

from laut.errors import LedgerError
from laut.ledger import renewing
from laut.ledger.anchoring import from_json
from laut.ledger.applying import Applied, Change, Edit, apply
from laut.ledger.readings import digest_of, notes_of_reading, record_of
from laut.ledger.tables import correction, reading, report, revision, statement
from laut.records import Article, Statement

SideOf = Callable[[str], str | None]
changes: Final = msgspec.json.Decoder(Change)
_records: Final = msgspec.json.Decoder(tuple[Statement, ...])


def reapply(connection: Connection, report_id: int, side_of: SideOf) -> None:
    """Let the readings of a report have what people corrected; does nothing to a report without corrections.

    To be called in the transaction that changes a reading or the record of people.
    """
    edits = edits_of(connection, report_id)
    for row in _readings(connection, report_id):
        as_read = _as_read(row)
        if not edits and as_read is None:
            continue
        base = _statements(connection, row.reading_id) if as_read is None else as_read
        put_corrected(connection, row.reading_id, base, edits, side_of)


def replace_reading(
    connection: Connection,
    revision_id: int,
    article: Article,
    model: str,
    side_of: SideOf,
    *,
    read: dt.datetime,
) -> renewing.Renewed | None:
    """Let a text that was read have another reading, with corrections; return None if it was not read before.

    Args:
        connection: in a transaction that writes.
        revision_id: row number of the revision whose text was read.
        article: with its statements.
        model: name of the model that read it.
        side_of: gives the actor id of whom an actor speaks for.
        read: when.
    """
    query = select(reading.c.id, revision.c.report_id).join(revision, revision.c.id == reading.c.revision_id)
    found = connection.execute(query.where(reading.c.revision_id == revision_id)).first()
    if found is None:
        return None
    notes = msgspec.json.encode(notes_of_reading(article)).decode()
    values = {"model": model, "read": read, "digest": digest_of(article), "notes": notes, "as_read": None}
    connection.execute(update(reading).where(reading.c.id == found.id).values(values))
    return put_corrected(
        connection, found.id, article.statements, edits_of(connection, found.report_id), side_of
    )


def put_corrected(
    connection: Connection,
    reading_id: int,
    as_read: Sequence[Statement],
    edits: Sequence[Edit],
    side_of: SideOf,
) -> renewing.Renewed:
    """Let a reading have the statements that were read, with corrections; keep what was read if they differ."""
    row = next(_readings(connection, None, reading_id))
    applied = apply(as_read, row.text, row.article_id, edits)
    _keep_as_read(connection, row, None if applied.statements == tuple(as_read) else as_read)
    return renewing.renew(connection, reading_id, applied.statements, side_of)


def edits_of(connection: Connection, report_id: int) -> list[Edit]:
    """Return what is to be applied to the readings of a report, in the order in which it was made."""
    rows = rows_of(connection, report_id)
    withdrawn = withdrawn_in(rows)
    standing = [row for row in rows if row.id not in withdrawn and row.action != "withdraw"]
    texts = _texts(connection, {row.revision_id for row in standing})
    return [
        Edit(row.id, row.action, from_json(row.anchor), changes.decode(row.change), texts[row.revision_id])
        for row in standing
    ]


def try_out(connection: Connection, reading_id: int, edits: Sequence[Edit]) -> Applied:
    """Return what a reading would be with these corrections, without keeping it."""
    row = next(_readings(connection, None, reading_id))
    as_read = _as_read(row)
    base = _statements(connection, reading_id) if as_read is None else as_read
    return apply(base, row.text, row.article_id, edits)


def apply_anew(
    connection: Connection, report_id: int, edits: Sequence[Edit]
) -> Iterator[tuple[int, list[Statement], list[Statement]]]:
    """Yield each reading of a report, with the statements that it should have and those that it has."""
    for row in _readings(connection, report_id):
        wanted = list(try_out(connection, row.reading_id, edits).statements)
        yield row.reading_id, wanted, _statements(connection, row.reading_id)


def fill_report(connection: Connection, report_id: int, encoder: renewing.Encoder) -> int:
    """Make the vectors that statements of a report lack, such as those that people added; return how many."""
    readings = list(_readings(connection, report_id))
    return sum(renewing.fill_vectors(connection, row.reading_id, encoder) for row in readings)


def lost_in(connection: Connection, report_id: int) -> dict[int, str]:
    """Return the corrections of a report that find no place in its standing text, with the reason."""
    edits = edits_of(connection, report_id)
    if not edits:
        return {}
    row = present_text_or_none(connection, report_id)
    if row is None:
        return {edit.number: "the report's present text has not been read yet" for edit in edits}
    return try_out(connection, row.reading_id, edits).lost


def present_text(connection: Connection, report_id: int) -> Any:
    """Return the standing text of a report with its reading: report_id, revision_id, article_id, text, reading_id.

    Raises:
        LedgerError: there is no such report, or it has not been read yet.
    """
    query = (
        select(
            report.c.id.label("report_id"),
            revision.c.id.label("revision_id"),
            revision.c.article_id,
            revision.c.text,
            reading.c.id.label("reading_id"),
        )
        .join(revision, (revision.c.report_id == report.c.id) & (revision.c.number == report.c.current))
        .outerjoin(reading, reading.c.revision_id == revision.c.id)
        .where(report.c.id == report_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise LedgerError(
            f"there is no report {report_id}", "laut search prints the numbers of what it finds"
        )
    if row.reading_id is None:
        raise LedgerError(f"report {report_id} has not been read yet", "read it first, with laut reread")
    return row


def present_text_or_none(connection: Connection, report_id: int) -> Any:
    """Return what `present_text` does, or None where that raises an error."""
    try:
        return present_text(connection, report_id)
    except LedgerError:
        return None


def rows_of(connection: Connection, report_id: int | None) -> list[Any]:
    """Return the entries about a report, or all, with the article ids of the texts that were seen."""
    query = (
        select(correction, revision.c.article_id)
        .join(revision, revision.c.id == correction.c.revision_id)
        .order_by(correction.c.id)
    )
    if report_id is not None:
        query = query.where(correction.c.report_id == report_id)
    return list(connection.execute(query))


def withdrawn_in(rows: Sequence[Any]) -> set[int]:
    """Return the numbers of entries that were taken back; a withdrawal that was taken back does nothing."""
    result: set[int] = set()
    for row in reversed(rows):
        if row.action == "withdraw" and row.id not in result:
            number = changes.decode(row.change).withdraws
            if number is not None:
                result.add(number)
    return result


def _readings(connection: Connection, report_id: int | None, reading_id: int | None = None) -> Iterator[Any]:
    query = select(
        reading.c.id.label("reading_id"), reading.c.as_read, revision.c.article_id, revision.c.text
    ).join(revision, revision.c.id == reading.c.revision_id)
    if report_id is not None:
        query = query.where(revision.c.report_id == report_id)
    if reading_id is not None:
        query = query.where(reading.c.id == reading_id)
    yield from connection.execute(query.order_by(revision.c.number)).all()


def _statements(connection: Connection, reading_id: int) -> list[Statement]:
    query = select(statement.c.record).where(statement.c.reading_id == reading_id).order_by(statement.c.place)
    return [msgspec.json.decode(record, type=Statement) for record in connection.execute(query).scalars()]


def _texts(connection: Connection, revision_ids: set[int]) -> dict[int, str]:
    query = select(revision.c.id, revision.c.text).where(revision.c.id.in_(revision_ids))
    return {row.id: row.text for row in connection.execute(query)}


def _as_read(row: Any) -> list[Statement] | None:
    """Return the statements of a reading as the model read them, if corrections changed them since."""
    return None if row.as_read is None else list(_records.decode(row.as_read))


def _keep_as_read(connection: Connection, row: Any, as_read: Sequence[Statement] | None) -> None:
    value = None if as_read is None else "[" + ",".join(map(record_of, as_read)) + "]"
    if value != row.as_read:
        connection.execute(update(reading).where(reading.c.id == row.reading_id).values(as_read=value))

"""Do the statements fit their texts? Offsets, and the columns and rows that repeat what a statement says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from laut.ledger.applying import spans_of
from laut.ledger.checks.problem import READ_AGAIN, REPAIR, RESTORE, Problem, pages
from laut.ledger.corrected import apply_anew, edits_of
from laut.ledger.readings import Reading, columns
from laut.ledger.tables import correction, hop, reading, report, revision, statement
from laut.records import Statement

_REPEATED: Final = ("report_id", "published_earliest", "published_latest", "outlet", "language")
"""Columns of a statement that repeat those of its revision."""
_HOP: Final = ("name", "actor", "kind", "named", "stance", "weak")
_READ: Final = ("record", "offsets", "parent")
"""Kinds of problems of what was read itself; the others are of what repeats it."""
_PLAIN = Reading()


def check_statements(connection: Connection) -> Iterator[Problem]:
    """Yield what is wrong with the statements of the readings, text by text."""
    query = select(
        reading.c.id,
        revision.c.id.label("revision_id"),
        revision.c.text,
        *(revision.c[name] for name in _REPEATED),
        (revision.c.number == report.c.current).label("current"),
    )
    query = query.join(revision, revision.c.id == reading.c.revision_id).join(
        report, report.c.id == revision.c.report_id
    )
    for page in pages(connection, query, reading.c.id, size=50):
        numbers = [row.id for row in page]
        found = _by(connection, select(statement).where(statement.c.reading_id.in_(numbers)), "reading_id")
        hops = _hops(connection, numbers)
        for row in page:
            yield from _reading(row, sorted(found.get(row.id, []), key=lambda one: one.place), hops)


def check_corrections(connection: Connection) -> Iterator[Problem]:
    """Yield the readings that do not have what people corrected."""
    corrected = select(correction.c.report_id).distinct().order_by(correction.c.report_id)
    for number in list(connection.execute(corrected).scalars()):
        try:
            edits = edits_of(connection, number)
            wrong = [id_ for id_, wanted, is_ in apply_anew(connection, number, edits) if wanted != is_]
        except (msgspec.MsgspecError, ValueError) as error:
            message = f"its statements or corrections cannot be read: {error}"
            yield Problem(
                kind="correction-not-applied", where=f"report {number}", message=message, hint=RESTORE
            )
            continue
        for reading_id in wrong:
            where = f"reading {reading_id} of report {number}"
            message = "its statements are not those that people corrected"
            yield Problem(
                kind="correction-not-applied", where=where, message=message, hint=REPAIR, row=number
            )


def _reading(row: Any, statements: list[Any], hops: dict[int, list[Any]]) -> Iterator[Problem]:
    if [one.place for one in statements] != list(range(len(statements))):
        yield Problem(
            kind="reading-order",
            where=f"reading {row.id}",
            message="its statements are not numbered in reading order",
            hint=REPAIR,
            row=row.id,
        )
    keys = {one.key for one in statements}
    for one in statements:
        where = f"statement {one.id} ({one.key}) of report {row.report_id}"
        for kind, message in _faults(row, one, hops.get(one.id, []), keys):
            hint = READ_AGAIN if kind in _READ else REPAIR
            yield Problem(kind=kind, where=where, message=message, hint=hint, row=row.id)


def _faults(text: Any, row: Any, hops: list[Any], keys: set[str]) -> Iterator[tuple[str, str]]:
    try:
        record = msgspec.json.decode(row.record, type=Statement)
    except (msgspec.MsgspecError, ValueError) as error:
        yield "record", f"its record is none: {error}"
        return
    for span in spans_of(record):
        if text.text[span.start : span.end] != span.text:
            yield "offsets", f"the text at {span.start}:{span.end} is not {span.text[:40]!r}"
            break
    for name, value in columns(record, _PLAIN).items():
        if name != "side" and getattr(row, name) != value:  # sides are as the registry was then
            yield "column", f"its column {name} is {getattr(row, name)!r}, its record says {value!r}"
    kept = [tuple(getattr(one, name) for name in _HOP) for one in hops]
    said = [tuple(getattr(one, name) for name in _HOP) for one in record.chain]
    if kept != said or [one.position for one in hops] != list(range(len(hops))):
        yield "hops", f"{len(hops)} hops are kept, and its record has {len(said)} or others"
    if record.parent is not None and record.parent not in keys:
        yield "parent", f"it is nested in {record.parent!r}, which is no statement of its reading"
    for name in (*_REPEATED, "revision_id", "current"):
        if getattr(row, name) != getattr(text, name):
            yield (
                "repeated",
                f"its {name} is {getattr(row, name)!r}, that of its text {getattr(text, name)!r}",
            )


def _hops(connection: Connection, readings: list[int]) -> dict[int, list[Any]]:
    query = (
        select(hop)
        .join(statement, statement.c.id == hop.c.statement_id)
        .where(statement.c.reading_id.in_(readings))
        .order_by(hop.c.statement_id, hop.c.position)
    )
    return _by(connection, query, "statement_id")


def _by(connection: Connection, query: Any, name: str) -> dict[int, list[Any]]:
    rows = sorted(connection.execute(query), key=lambda row: getattr(row, name))
    return {key: list(group) for key, group in itertools.groupby(rows, key=lambda row: getattr(row, name))}

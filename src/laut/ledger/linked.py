"""What does linking ask of the ledger, and what does it write there? Statements in reach, and places in claims.

Everything here takes a connection in a transaction that the caller holds, and runs on an index.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import (
    Connection,
    LargeBinary,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from laut.ledger.deciding import statement_at as statement_at
from laut.ledger.parts import in_parts
from laut.ledger.tables import (
    DIMENSIONS,
    claim,
    membership,
    reading,
    revision,
    statement,
    statement_vector,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a statement before its text is looked at.

    Attributes:
        number: `statement.id`.
        report: `statement.report_id`.
        revision: `statement.revision_id`.
        article, key: `Article.id` and `Statement.id`.
        published: first day of publication.
        pivot: number of the statement that its strand begins with; None if it is in no claim.
        tied: that of the other strand to which it is tied; None if there is none.
        claim: number of the statement that its claim begins with; None if it is in none.
        score, decided: as in `membership`.
    """

    number: int
    report: int
    revision: int
    article: str
    key: str
    published: dt.date | None
    pivot: int | None
    tied: int | None
    claim: int | None
    score: float
    decided: bool


@dataclass(frozen=True, slots=True)
class Vectors:
    """Statements with their vectors: numbers [n], days [n] (0 if undated), vectors int8 [n,384]."""

    numbers: npt.NDArray[np.int64]
    days: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.int8]


def unlinked_reports(connection: Connection, reports: Collection[int] | None = None) -> list[int]:
    """Return the reports with something that linking has not seen, by publication.

    Args:
        reports: look only at these.
    """
    query = (
        select(revision.c.report_id, revision.c.published_earliest, revision.c.article_id)
        .join(reading, reading.c.revision_id == revision.c.id)
        .where(reading.c.linked.is_(False))
    )
    rows = list(connection.execute(query))
    rows.sort(key=lambda row: (row.published_earliest or dt.date.max, row.article_id, row.report_id))
    found = dict.fromkeys(row.report_id for row in rows)
    return [number for number in found if reports is None or number in reports]


def revisions_of(connection: Connection, reports: Collection[int]) -> list[int]:
    """Return the texts of some reports, in the order in which they came."""
    found: list[int] = []
    for part in in_parts(list(reports)):
        found += connection.execute(select(revision.c.id).where(revision.c.report_id.in_(part))).scalars()
    return sorted(found)


def statements_of(connection: Connection, report_id: int) -> list[int]:
    """Return the statements that stand for a report and have a vector, in reading order."""
    query = (
        select(statement.c.id)
        .join(statement_vector, statement_vector.c.statement_id == statement.c.id)
        .where(statement.c.report_id == report_id, statement.c.current)
        .order_by(statement.c.place)
    )
    return list(connection.execute(query).scalars())


def superseded_members(connection: Connection, report_id: int) -> dict[int, tuple[int, int | None]]:
    """Return the statements of a report that are in claims although another text stands for it now.

    With the statement that its strand begins with, and that of the strand to which it is tied.
    """
    query = (
        select(statement.c.id, membership.c.strand_id, membership.c.tied_id)
        .join(membership, membership.c.statement_id == statement.c.id)
        .where(statement.c.report_id == report_id, statement.c.current.is_(False))
    )
    return {row.id: (row.strand_id, row.tied_id) for row in connection.execute(query)}


def standings(connection: Connection, numbers: Collection[int]) -> dict[int, Standing]:
    """Return what is known of these statements; of those that no text stands for any more, nothing."""
    found: dict[int, Standing] = {}
    for part in in_parts(list(numbers)):
        query = (
            select(
                statement.c.id,
                statement.c.report_id,
                statement.c.revision_id,
                revision.c.article_id,
                statement.c.key,
                statement.c.published_earliest,
                membership.c.strand_id,
                membership.c.tied_id,
                claim.c.pivot_id,
                membership.c.score,
                membership.c.decided,
            )
            .join(revision, revision.c.id == statement.c.revision_id)
            .outerjoin(membership, membership.c.statement_id == statement.c.id)
            .outerjoin(claim, claim.c.id == membership.c.claim_id)
            .where(statement.c.id.in_(part), statement.c.current)
        )
        for row in connection.execute(query).all():
            number, report, text, article, key, published, pivot, tied, first, score, decided = row
            found[number] = Standing(
                number, report, text, article, key, published, pivot, tied, first, score or 0.0, bool(decided)
            )
    return found


def by_revision(connection: Connection, revisions: Collection[int]) -> dict[int, list[int]]:
    """Return the statements of some texts, in the order in which they came."""
    found: dict[int, list[int]] = {number: [] for number in revisions}
    for part in in_parts(list(revisions)):
        query = select(statement.c.revision_id, statement.c.id).where(statement.c.revision_id.in_(part))
        for number, one in connection.execute(query):
            found[number].append(one)
    return {number: sorted(ones) for number, ones in found.items()}


def vectors_of(connection: Connection, numbers: Collection[int]) -> Vectors:
    """Return the vectors of these statements, as far as they have one."""
    rows: list[Any] = []
    for part in in_parts(list(numbers)):
        query = _vectors(connection).where(statement_vector.c.statement_id.in_(part))
        rows += connection.execute(query).all()
    return _as_vectors(rows)


def vectors_between(connection: Connection, first: int, last: int) -> Vectors:
    """Return the vectors that were published within some days, both included.

    Args:
        first, last: ordinals of days; 0 for those whose day is not known.
    """
    query = _vectors(connection).where(statement_vector.c.day.between(first, last))
    return _as_vectors(connection.execute(query).all())


def days_of_vectors(connection: Connection) -> tuple[int, int]:
    """Return the first and the last day that a vector was published on; (1, 0) if there is none."""
    day = statement_vector.c.day
    query = select(func.min(day), func.max(day)).where(day > 0)
    first, last = connection.execute(query).one()
    return (1, 0) if first is None else (int(first), int(last))


def vectors_after(connection: Connection, number: int) -> Vectors:
    """Return the vectors of the statements with a higher number."""
    query = _vectors(connection).where(statement_vector.c.statement_id > number)
    return _as_vectors(connection.execute(query).all())


def newest_statement(connection: Connection) -> int:
    """Return the highest number of a statement with a vector; it grows whenever there are new ones."""
    return connection.execute(select(func.max(statement_vector.c.statement_id))).scalar() or 0


def members(connection: Connection, pivot: int) -> list[int]:
    """Return the statements of the strand that begins with a pivot."""
    query = select(membership.c.statement_id).where(membership.c.strand_id == pivot)
    return list(connection.execute(query).scalars())


def ties(connection: Connection, pivots: Collection[int]) -> list[tuple[int, int, int]]:
    """Return the ties from and to the strands that begin with some pivots: statement, its strand, the other strand."""
    found: dict[int, tuple[int, int, int]] = {}
    for part in in_parts(list(pivots)):
        for side in (membership.c.strand_id, membership.c.tied_id):
            query = select(membership.c.statement_id, membership.c.strand_id, membership.c.tied_id).where(
                side.in_(part), membership.c.tied_id.is_not(None)
            )
            found.update((row.statement_id, tuple(row)) for row in connection.execute(query))
    return list(found.values())


def members_of_claim(connection: Connection, claim_id: int) -> list[int]:
    """Return the statements of a claim, of all its strands."""
    query = select(membership.c.statement_id).where(membership.c.claim_id == claim_id)
    return list(connection.execute(query).scalars())


def pivot_of(connection: Connection, claim_id: int) -> int:
    """Return the statement that a claim begins with."""
    return int(connection.execute(select(claim.c.pivot_id).where(claim.c.id == claim_id)).scalar_one())


Written = tuple[int, float, bool, int | None]
"""Of a statement: the pivot of its strand, the score, whether a person put it there, the strand to which it is tied."""


def write_places(
    connection: Connection, places: Mapping[int, Written | None], firsts: Mapping[int, int] | None = None
) -> list[int]:
    """Put statements into claims, and bring what is counted of the claims up to date.

    Args:
        places: of each statement; None takes it out. A statement that is its own pivot begins a strand.
        firsts: for strands, by their pivots, the statement with which the claim begins that they belong to; those
            that are not named here are claims of their own. All statements of a strand go where it goes.

    Returns:
        the claims that have changed and are there; what was summed up of them is taken away.
    """
    firsts = firsts or {}
    numbers = list(places)
    touched: set[int] = set()
    for part in in_parts(numbers):
        query = select(membership.c.claim_id).where(membership.c.statement_id.in_(part))
        touched.update(connection.execute(query).scalars())
        connection.execute(delete(membership).where(membership.c.statement_id.in_(part)))
    there = {number: place for number, place in places.items() if place is not None}
    begin = {firsts.get(place[0], place[0]) for place in there.values()} | set(firsts.values())
    claims = _claims_of(connection, begin)
    rows = [
        {
            "statement_id": number,
            "claim_id": claims[firsts.get(pivot, pivot)],
            "strand_id": pivot,
            "tied_id": tied,
            "score": score,
            "decided": decided,
        }
        for number, (pivot, score, decided, tied) in there.items()
    ]
    if rows:
        connection.execute(insert(membership), rows)
    for part in in_parts(list(firsts)):
        at = select(membership.c.strand_id, membership.c.claim_id).where(membership.c.strand_id.in_(part))
        for strand, number in connection.execute(at.distinct()).all():
            if number != claims[firsts[strand]]:
                touched.add(number)
                moved = update(membership).where(
                    membership.c.strand_id == strand, membership.c.claim_id == number
                )
                connection.execute(moved.values(claim_id=claims[firsts[strand]]))
    touched.update(claims.values())
    return _recount(connection, touched)


def mark_linked(connection: Connection, report_id: int) -> None:
    """Note that linking has seen all texts of a report."""
    own = select(revision.c.id).where(revision.c.report_id == report_id)
    connection.execute(
        update(reading).where(reading.c.revision_id.in_(own), reading.c.linked.is_(False)).values(linked=True)
    )


def claim_key(article: str, key: str) -> str:
    """Return the id of a claim for people: made of the article and the statement that it begins with."""
    return hashlib.sha256(f"{article}\n{key}".encode()).hexdigest()[:16]


def existing(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Return those of the statements that are still there and stand for their report."""
    found: set[int] = set()
    for part in in_parts(list(numbers)):
        query = select(statement.c.id).where(statement.c.id.in_(part), statement.c.current)
        found.update(connection.execute(query).scalars())
    return found


_COUNTS: Final = (
    update(claim)
    .where(claim.c.id == bindparam("number"))
    .values(
        statements=bindparam("n_statements"),
        outlets=bindparam("n_outlets"),
        first_published=bindparam("first"),
        last_published=bindparam("last"),
        at_least=None,
        at_most=None,
        summary=None,
    )
)


def _vectors(connection: Connection) -> Select[Any]:
    """Select vectors; in SQLite as the bytes they are, since they are many and each conversion costs."""
    table = statement_vector.c
    vector: Any = table.vector
    if connection.dialect.name == "sqlite":
        vector = type_coerce(vector, LargeBinary)
    return select(table.statement_id, table.day, vector)


def _as_vectors(rows: Sequence[Any]) -> Vectors:
    table = np.frombuffer(b"".join(row[2] for row in rows), np.int8).reshape(-1, DIMENSIONS)
    return Vectors(
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        table,
    )


def _claims_of(connection: Connection, pivots: set[int]) -> dict[int, int]:
    """Return the row numbers of the claims that begin with these statements; make those that are not there."""
    found: dict[int, int] = {}
    for part in in_parts(sorted(pivots)):
        query = select(claim.c.pivot_id, claim.c.id).where(claim.c.pivot_id.in_(part))
        found.update((row.pivot_id, row.id) for row in connection.execute(query))
    missing = sorted(pivots - found.keys())
    if missing:
        known = standings(connection, missing)
        rows = [
            {
                "pivot_id": number,
                "key": claim_key(known[number].article, known[number].key),
                "statements": 0,
                "outlets": 0,
            }
            for number in missing
        ]
        connection.execute(insert(claim), rows)
        for part in in_parts(missing):
            query = select(claim.c.pivot_id, claim.c.id).where(claim.c.pivot_id.in_(part))
            found.update((row.pivot_id, row.id) for row in connection.execute(query))
    return found


def _recount(connection: Connection, claims: set[int]) -> list[int]:
    """Count statements, outlets and days of claims; remove those without any. Return those that are there."""
    left: list[int] = []
    for part in in_parts(sorted(claims)):
        query = (
            select(
                membership.c.claim_id,
                func.count().label("statements"),
                func.count(statement.c.outlet.distinct()).label("outlets"),
                func.min(statement.c.published_earliest).label("first"),
                func.max(statement.c.published_latest).label("last"),
            )
            .join(statement, statement.c.id == membership.c.statement_id)
            .where(membership.c.claim_id.in_(part))
            .group_by(membership.c.claim_id)
        )
        counted = {row.claim_id: row for row in connection.execute(query)}
        empty = [number for number in part if number not in counted]
        if empty:
            connection.execute(delete(claim).where(claim.c.id.in_(empty)))
        if counted:
            counts = [
                {
                    "number": number,
                    "n_statements": row.statements,
                    "n_outlets": row.outlets,
                    "first": row.first,
                    "last": row.last,
                }
                for number, row in counted.items()
            ]
            connection.execute(_COUNTS, counts)
        left += counted
    return left

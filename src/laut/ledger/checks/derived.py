"""Does what was made of the statements fit them? The words they are found by, vectors, claims, passages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select, text

from laut.ledger.checks.problem import REPAIR, Problem, pages
from laut.ledger.made_with import noted
from laut.ledger.search.analysis import VERSION
from laut.ledger.search.ddl import COLUMNS, WORDS
from laut.ledger.search.indexing import SETTING, indexed
from laut.ledger.tables import (
    DIMENSIONS,
    claim,
    membership,
    passage,
    revision,
    statement,
    statement_vector,
)


def check_words(connection: Connection) -> Iterator[Problem]:
    """Yield the statements that cannot be found by their words, and words that belong to no statement."""
    made_with = noted(connection, SETTING)
    if made_with not in (None, VERSION):
        message = f"it was made with version {made_with} of the analysis of words, and this is {VERSION}"
        yield Problem(kind="words", where="the index of words", message=message, hint=REPAIR)
        return
    key = "rowid" if connection.dialect.name == "sqlite" else "statement_id"
    query = text(f"SELECT {key}, {', '.join(COLUMNS)} FROM {WORDS} WHERE {key} >= :first AND {key} <= :last")
    seen = 0
    for page in pages(connection, select(statement), statement.c.id):
        ends = {"first": page[0].id, "last": page[-1].id}
        kept = {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in connection.execute(query, ends)}
        seen += len(kept)
        for row in page:
            wanted = {name: value for name, value in indexed(row._mapping).items() if name in COLUMNS}
            if row.id not in kept:
                message = "it cannot be found by its words: it is not in the index"
                yield Problem(kind="words", where=f"statement {row.id}", message=message, hint=REPAIR)
            elif kept[row.id] != wanted:
                names = ", ".join(name for name in COLUMNS if kept[row.id][name] != wanted[name])
                message = f"it is found by other words than its own ({names})"
                yield Problem(kind="words", where=f"statement {row.id}", message=message, hint=REPAIR)
    total = int(connection.execute(text(f"SELECT count(*) FROM {WORDS}")).scalar_one())
    if total > seen:
        message = f"{total - seen} of its rows belong to no statement"
        yield Problem(kind="words", where="the index of words", message=message, hint=REPAIR)


def check_vectors(connection: Connection) -> Iterator[Problem]:
    """Yield the vectors of the wrong size or day, and statements that have two."""
    query = select(statement.c.id, statement.c.published_earliest)
    columns = (statement_vector.c.statement_id, statement_vector.c.day, statement_vector.c.vector)
    for page in pages(connection, query, statement.c.id, size=2_000):
        days = {row.id: row.published_earliest for row in page}
        between = statement_vector.c.statement_id.between(page[0].id, page[-1].id)
        seen: set[int] = set()
        for row in connection.execute(select(*columns).where(between)):
            for message in _vector_faults(row, days.get(row.statement_id), row.statement_id in seen):
                where = f"statement {row.statement_id}"
                yield Problem(kind="vector", where=where, message=message, hint=REPAIR, row=row.statement_id)
            seen.add(row.statement_id)


def _vector_faults(row: Any, published: Any, is_second: bool) -> Iterator[str]:
    if len(row.vector) != DIMENSIONS:
        yield f"its vector has {len(row.vector)} numbers instead of {DIMENSIONS}"
    day = published.toordinal() if published else 0
    if row.day != day:
        yield f"its vector is kept for day {row.day}, and it was published on day {day}"
    if is_second:
        yield "it has two vectors"


def check_claims(connection: Connection) -> Iterator[Problem]:
    """Yield the claims whose counts or days are not those of their statements, or that lack their first statement."""
    of_pivot = membership.alias("of_pivot")
    query = (
        select(
            claim.c.id,
            claim.c.key,
            claim.c.statements,
            claim.c.outlets,
            claim.c.first_published,
            claim.c.last_published,
            func.count(membership.c.statement_id).label("members"),
            func.count(statement.c.outlet.distinct()).label("of_outlets"),
            func.min(statement.c.published_earliest).label("first"),
            func.max(statement.c.published_latest).label("last"),
            func.max(of_pivot.c.claim_id).label("pivot_in"),
        )
        .outerjoin(membership, membership.c.claim_id == claim.c.id)
        .outerjoin(statement, statement.c.id == membership.c.statement_id)
        .outerjoin(of_pivot, of_pivot.c.statement_id == claim.c.pivot_id)
        .group_by(
            claim.c.id,
            claim.c.key,
            claim.c.statements,
            claim.c.outlets,
            claim.c.first_published,
            claim.c.last_published,
        )
    )
    for page in pages(connection, query, claim.c.id):
        for row in page:
            for message in _claim_faults(row):
                yield Problem(
                    kind="claim", where=f"claim {row.key}", message=message, hint=REPAIR, row=row.id
                )


def check_strands(connection: Connection) -> Iterator[Problem]:
    """Yield the statements that stand in another claim than the one that their strand begins with."""
    of_pivot = membership.alias("of_pivot")
    query = select(
        membership.c.statement_id.label("id"),
        membership.c.claim_id,
        of_pivot.c.claim_id.label("pivot_in"),
        of_pivot.c.strand_id.label("pivot_of"),
        membership.c.strand_id,
    ).outerjoin(of_pivot, of_pivot.c.statement_id == membership.c.strand_id)
    for page in pages(connection, query, membership.c.statement_id, size=5_000):
        for row in page:
            if (row.claim_id, row.strand_id) != (row.pivot_in, row.pivot_of):
                message = "it stands in another claim than what its strand begins with"
                where = f"statement {row.id}"
                yield Problem(kind="claim", where=where, message=message, hint=REPAIR, row=row.claim_id)


def _claim_faults(row: Any) -> Iterator[str]:
    if row.members != row.statements:
        yield f"it counts {row.statements} statements and has {row.members}"
    if row.of_outlets != row.outlets:
        yield f"it counts {row.outlets} outlets and has {row.of_outlets}"
    if (row.first_published, row.last_published) != (row.first, row.last):
        yield "its first and last day are not those of its statements"
    if row.pivot_in != row.id:
        yield "its first statement does not belong to it"


def check_passages(connection: Connection) -> Iterator[Problem]:
    """Yield the passages that are not a stretch of their text."""
    query = select(
        passage.c.id,
        passage.c.revision_id,
        passage.c.start,
        passage.c.end,
        func.length(revision.c.text).label("size"),
    )
    query = query.join(revision, revision.c.id == passage.c.revision_id)
    for page in pages(connection, query, passage.c.id, size=2_000):
        for row in page:
            if not 0 <= row.start < row.end <= row.size:
                message = f"it is {row.start}:{row.end} of a text of {row.size} characters"
                yield Problem(
                    kind="passage",
                    where=f"passage {row.id}",
                    message=message,
                    hint=REPAIR,
                    row=row.revision_id,
                )

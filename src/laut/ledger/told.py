"""Which statements are these, and where do they stand? Rows of the ledger as `Told` records, in the order asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from laut.ledger.tables import claim, membership, revision, statement
from laut.records import DateRange, Statement, Told

_AT_ONCE = 5_000
"""Rows a query; SQLite takes at most 32,766 values in one."""

_decoder = msgspec.json.Decoder(Statement)

_QUERY = (
    select(
        statement.c.id,
        statement.c.record,
        statement.c.report_id,
        revision.c.article_id,
        revision.c.title,
        statement.c.outlet,
        revision.c.url,
        statement.c.published_earliest,
        statement.c.published_latest,
        statement.c.language,
        statement.c.side,
        claim.c.key.label("claim"),
    )
    .join(revision, statement.c.revision_id == revision.c.id)
    .outerjoin(membership, membership.c.statement_id == statement.c.id)
    .outerjoin(claim, membership.c.claim_id == claim.c.id)
)


def told(connection: Connection, ids: Sequence[int]) -> list[Told]:
    """Return the statements with these row numbers (`statement.id`), in the order of the numbers.

    A number that no statement has is left out; one that is given twice comes twice.
    """
    found = dict(_rows(connection, list(dict.fromkeys(ids))))
    return [found[number] for number in ids if number in found]


def _rows(connection: Connection, ids: list[int]) -> Iterator[tuple[int, Told]]:
    for first in range(0, len(ids), _AT_ONCE):
        query = _QUERY.where(statement.c.id.in_(ids[first : first + _AT_ONCE]))
        for row in connection.execute(query):
            yield row.id, _as_told(row)


def _as_told(row: Any) -> Told:
    published = None
    if row.published_earliest is not None:
        published = DateRange(row.published_earliest, row.published_latest or row.published_earliest)
    return Told(
        statement=_decoder.decode(row.record),
        report=row.report_id,
        article=row.article_id,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        published=published,
        language=row.language,
        side=row.side,
        claim=row.claim,
    )

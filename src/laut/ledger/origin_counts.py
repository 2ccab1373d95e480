"""Which claims have no count of their origins yet, and where is it kept?

Linking makes the counts (`laut.linking.counting`); here are the queries. A claim whose statements change has none
again: its `summary` is NULL.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from laut.ledger.claims import Summary
from laut.ledger.parts import in_parts
from laut.ledger.tables import claim, revision
from laut.records import Told


def uncounted(connection: Connection, claim_ids: Collection[int]) -> list[int]:
    """Return those of some claims whose origins are not counted, in the order given."""
    missing: set[int] = set()
    for part in in_parts(list(claim_ids)):
        query = select(claim.c.id).where(claim.c.id.in_(part), claim.c.summary.is_(None))
        missing.update(connection.scalars(query))
    return [number for number in dict.fromkeys(claim_ids) if number in missing]


def revisions_of(connection: Connection, tellings: Sequence[Told]) -> Mapping[str, int]:
    """Return the revision that each telling's article is, by the article's id."""
    reports = sorted({told.report for told in tellings})
    wanted = {(told.report, told.article) for told in tellings}
    found: dict[str, int] = {}
    for part in in_parts(reports):
        query = select(revision.c.id, revision.c.report_id, revision.c.article_id).where(
            revision.c.report_id.in_(part)
        )
        for row in connection.execute(query.order_by(revision.c.id)):
            if (row.report_id, row.article_id) in wanted:
                found[row.article_id] = row.id
    return found


def keep_counts(connection: Connection, summaries: Mapping[int, Summary]) -> None:
    """Keep what was counted, by row number of the claim."""
    if summaries:
        connection.execute(
            update(claim)
            .where(claim.c.id == bindparam("number"))
            .values(at_least=bindparam("fewest"), at_most=bindparam("most"), summary=bindparam("text")),
            [
                {
                    "number": number,
                    "fewest": summary.origins.at_least,
                    "most": summary.origins.at_most,
                    "text": msgspec.json.encode(summary).decode(),
                }
                for number, summary in sorted(summaries.items())
            ],
        )

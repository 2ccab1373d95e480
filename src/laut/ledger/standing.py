"""Which text of a report counts? The one that was published last."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from laut.ledger.tables import reading, report, revision, statement


def let_newest_stand(connection: Connection, report_id: int) -> None:
    """Let the revision that was published last stand for the report; among equals, the one received last.

    So it does not matter in which order texts of different dates arrive. Statements of the others stay, not current.
    """
    rows = connection.execute(
        select(revision.c.id, revision.c.number, revision.c.published_latest).where(
            revision.c.report_id == report_id
        )
    ).all()
    newest = rows[0]
    for row in sorted(rows, key=lambda row: row.number):
        dated = row.published_latest is not None and newest.published_latest is not None
        if not dated or row.published_latest >= newest.published_latest:
            newest = row
    connection.execute(update(report).where(report.c.id == report_id).values(current=newest.number))
    of_report = statement.c.report_id == report_id
    connection.execute(
        update(statement).where(of_report).values(current=statement.c.revision_id == newest.id)
    )
    to_link = reading.c.revision_id.in_([row.id for row in rows])
    connection.execute(update(reading).where(to_link).values(linked=False))

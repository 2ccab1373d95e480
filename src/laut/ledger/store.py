"""How does an article get into the ledger? One article, inside a transaction that the caller holds.

1. keep the raw bytes                                            (`laut.ledger.raw`)
2. recognise the report                                          (`laut.ledger.recognise`, `laut.ledger.merging`)
3. keep the text as a revision of it, unless it is there, and that it was received
4. let the statements of the newest revision stand for the report   (`laut.ledger.standing`)
5. keep the statements, what they are found by, and their vectors (`laut.ledger.readings`)
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final, Literal

import msgspec
from sqlalchemy import Connection, Text, bindparam, func, insert, select

from laut.errors import InvalidRecordError
from laut.ledger import merging, raw, readings, standing
from laut.ledger.readings import Reading
from laut.ledger.recognise import Identity, find_reports, identity
from laut.ledger.tables import receipt, report, revision
from laut.records import Article, Record

Outcome = Literal["new", "revision", "again", "reread"]
"""What became of an article: a new report; a new text of a known one; nothing new; only its statements were renewed."""

_UNFIT: Final = re.compile("[\0\ud800-\udfff]")
"""Characters that no database keeps; intake replaces them."""

# Built once: with SQLAlchemy, making a query costs more than SQLite takes for it.
_SAME_TEXT: Final = (
    select(revision.c.id, revision.c.article_id)
    .where(revision.c.report_id == bindparam("report"), revision.c.words_digest == bindparam("words"))
    .order_by(revision.c.number)
)
_SAME_RECEIPT: Final = (
    select(receipt.c.id)
    .where(
        receipt.c.revision_id == bindparam("revision"),
        receipt.c.source_id == bindparam("source"),
        receipt.c.path.is_not_distinct_from(bindparam("path", type_=Text)),
        receipt.c.url.is_not_distinct_from(bindparam("url", type_=Text)),
    )
    .limit(1)
)
_LAST_NUMBER: Final = select(func.max(revision.c.number)).where(revision.c.report_id == bindparam("report"))
_NEW_RECEIPT: Final = insert(receipt)
_NEW_REPORT: Final = insert(report).returning(report.c.id)
_NEW_REVISION: Final = insert(revision).returning(revision.c.id, revision.c.article_id)


class Added(Record, frozen=True):
    """What became of an article that was added.

    Attributes:
        outcome: whether it was new.
        report: number of its report in the ledger.
        revision: row number of the text that it has there.
        article: id of the article as the ledger has it; that of an earlier copy if it was recognised.
        statements: how many statements were stored.
    """

    outcome: Outcome
    report: int
    revision: int
    article: str
    statements: int


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """An article on its way into the ledger.

    Attributes:
        article: with its statements, if it was read.
        raw: the bytes it was made of; None if it was handed over as a record.
        reading: by whom it was read, and what was made beside the statements.
    """

    article: Article
    raw: bytes | None = None
    reading: Reading


def put(connection: Connection, incoming: Incoming, received: dt.datetime) -> Added:
    """Store an article, or that it was received once more.

    Raises:
        InvalidRecordError: it has characters that cannot be kept, or statements that do not fit its text.
    """
    article = incoming.article
    check(article)
    known = identity(article)
    data = raw.stand_in(article) if incoming.raw is None else incoming.raw
    source_id = raw.put(connection, data)
    outcome: Outcome = "revision"
    found = find_reports(connection, known, article, source_id)
    if found:
        report_id = merging.merge(connection, found)
    else:
        outcome, report_id = "new", _new_report(connection, article, received)
    row = same_text(connection, report_id, known)
    if row is None:
        row = _new_revision(connection, report_id, source_id, article, known, received)
    else:
        outcome = "again"
    _keep_receipt(connection, source_id, row.id, article, known, received)
    if len(found) > 1:
        standing.let_newest_stand(connection, report_id)
    stored = 0
    is_read = readings.is_wanted(connection, row.id, row.article_id, article, incoming.reading)
    if is_read:
        if outcome == "again":
            outcome = "reread"
        stored = readings.put(connection, row.id, article, incoming.reading, received)
    if (is_read and outcome != "new") or len(found) > 1:
        _correct(connection, report_id, incoming.reading)
    return Added(
        outcome=outcome, report=report_id, revision=row.id, article=row.article_id, statements=stored
    )


def _correct(connection: Connection, report_id: int, new: Reading) -> None:
    """Let a report's new statements have what people corrected in its earlier ones."""
    from laut.ledger.corrected import reapply  # it imports the ledger itself

    reapply(connection, report_id, new.side_of)


def check(article: Article) -> None:
    """Do nothing if the article can be kept.

    Raises:
        InvalidRecordError: it cannot; the message says why.
    """
    words = (article.text, article.title, article.outlet, article.url, article.id, *article.authors)
    if any(_UNFIT.search(value) for value in words if value):
        raise InvalidRecordError("Article", "its text has NUL characters or lone surrogates")
    from laut.intake.json_articles import check_offsets

    check_offsets(article)
    keys = [statement.id for statement in article.statements]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InvalidRecordError("Article", f"two statements have the id {twice!r}")


def _new_report(connection: Connection, article: Article, received: dt.datetime) -> int:
    row = {"outlet": article.outlet, "current": 1, "first_received": received}
    return int(connection.execute(_NEW_REPORT, row).scalar_one())


def same_text(connection: Connection, report_id: int, known: Identity) -> Any:
    """Return the revision of a report that has the same words."""
    return connection.execute(_SAME_TEXT, {"report": report_id, "words": known.words}).first()


def _new_revision(
    connection: Connection,
    report_id: int,
    source_id: int,
    article: Article,
    known: Identity,
    received: dt.datetime,
) -> Any:
    last = connection.execute(_LAST_NUMBER, {"report": report_id}).scalar()
    number = 1 + (last or 0)
    published = article.published
    row = {
        "report_id": report_id,
        "number": number,
        "article_id": article.id,
        "source_id": source_id,
        "words_digest": known.words,
        "copy_digest": known.copy,
        "text": article.text,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "authors": _json(article.authors),
        "published_earliest": published.earliest if published else None,
        "published_latest": published.latest if published else None,
        "language": article.language,
        "sections": _json(article.sections),
        "intake_notes": _json(readings.notes_of_intake(article)),
        "path": article.path,
        "received": received,
    }
    new = connection.execute(_NEW_REVISION, row).one()
    if last is not None:
        standing.let_newest_stand(connection, report_id)
    return new


def _keep_receipt(
    connection: Connection,
    source_id: int,
    revision_id: int,
    article: Article,
    known: Identity,
    received: dt.datetime,
) -> None:
    """Keep when and from where it was received; the same from the same place, once."""
    same = {"revision": revision_id, "source": source_id, "path": article.path, "url": article.url}
    if connection.execute(_SAME_RECEIPT, same).first() is None:
        row = {
            "source_id": source_id,
            "revision_id": revision_id,
            "received": received,
            "path": article.path,
            "url": article.url,
            "address": known.address,
        }
        connection.execute(_NEW_RECEIPT, row)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

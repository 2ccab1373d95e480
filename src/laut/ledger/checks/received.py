"""Is what was received still what was received? Digests of sources and texts, revisions and their numbers."""

from __future__ import annotations

import hashlib
import itertools
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from laut.errors import LautError
from laut.intake.json_articles import check_offsets
from laut.ledger.checks.problem import REPORT, RESTORE, Problem, pages
from laut.ledger.recognise import identity
from laut.ledger.reread import as_article
from laut.ledger.tables import receipt, report, revision, source


def check_sources(connection: Connection) -> Iterator[Problem]:
    """Yield the raw bytes that are not what was received."""
    for page in pages(connection, select(source), source.c.id, size=50):
        for row in page:
            if message := _fault_of(row):
                yield Problem(kind="source-digest", where=f"source {row.id}", message=message, hint=RESTORE)


def _fault_of(row: Any) -> str | None:
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(row.data, row.size + 1)
    except zlib.error as error:
        return f"its bytes cannot be unpacked ({error})"
    if len(data) != row.size or not unpacking.eof:
        return f"it should have {row.size} bytes and has {'more' if len(data) > row.size else len(data)}"
    if hashlib.sha256(data).hexdigest() != row.digest:
        return f"its bytes are not those of its digest {row.digest[:12]}…"
    return None


def check_texts(connection: Connection) -> Iterator[Problem]:
    """Yield the texts whose digests or sections do not fit them."""
    for page in pages(connection, select(revision), revision.c.id, size=100):
        for row in page:
            where = f"text {row.id} of report {row.report_id}"
            try:
                article = as_article(row)
                check_offsets(article)
            except (LautError, msgspec.MsgspecError, ValueError) as error:
                yield Problem(kind="text", where=where, message=f"it is no article: {error}", hint=RESTORE)
                continue
            known = identity(article)
            if known.words != row.words_digest:
                message = "its words are not those that were received"
                yield Problem(kind="text-digest", where=where, message=message, hint=RESTORE)
            elif known.copy != row.copy_digest:
                message = "its digest for copies does not fit its words and outlet"
                yield Problem(kind="text-digest", where=where, message=message, hint=RESTORE)


def check_revisions(connection: Connection) -> Iterator[Problem]:
    """Yield the reports whose texts are not numbered from 1, of which none stands, and texts without a receipt."""
    query = (
        select(report.c.id, report.c.current, func.count(revision.c.id).label("texts"))
        .add_columns(
            func.min(revision.c.number).label("first"),
            func.max(revision.c.number).label("last"),
        )
        .outerjoin(revision, revision.c.report_id == report.c.id)
        .group_by(report.c.id, report.c.current)
    )
    for row in itertools.chain.from_iterable(pages(connection, query, report.c.id)):
        where = f"report {row.id}"
        if not row.texts:
            yield Problem(kind="no-text", where=where, message="it has no text", hint=RESTORE)
        elif (row.first, row.last) != (1, row.texts):
            message = f"its {row.texts} texts are numbered from {row.first} to {row.last}"
            yield Problem(kind="revision-number", where=where, message=message, hint=REPORT)
        elif not 1 <= row.current <= row.texts:
            message = f"its standing text is number {row.current}, and it has {row.texts}"
            yield Problem(kind="current-text", where=where, message=message, hint=REPORT)
    orphans = select(revision.c.id).where(
        ~select(receipt.c.id).where(receipt.c.revision_id == revision.c.id).exists()
    )
    for row in itertools.chain.from_iterable(pages(connection, orphans, revision.c.id)):
        message = "nothing says when it was received"
        yield Problem(kind="receipt", where=f"text {row.id}", message=message, hint=RESTORE)

"""What did the model make of a text? Statements with what they are found by: rows, words, vectors.

A reading belongs to one revision and can be made anew; the record of people is not touched by that.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, bindparam, delete, insert, select

from laut.ledger.tables import DIMENSIONS, hop, reading, report, revision, statement, statement_vector
from laut.records import Article, Note, Statement

Vectors = npt.NDArray[np.int8]
Cells = npt.NDArray[np.int16]

GIVEN: Final = ""
"""The model of statements that were handed over as records: no model of laut can make them anew."""

INTAKE_NOTES: Final = frozenset(
    {"paywall", "cookie-wall", "live-ticker", "date-not-understood", "damaged-characters"}
)
"""Kinds of notes that intake makes (`laut.records.Note`); the others are of reading."""

# Built once: with SQLAlchemy, making a query costs more than SQLite takes for it.
_OF_REVISION: Final = select(reading.c.id, reading.c.model, reading.c.digest).where(
    reading.c.revision_id == bindparam("revision")
)
_REVISION: Final = (
    select(
        revision.c.report_id,
        revision.c.number,
        revision.c.published_earliest,
        revision.c.published_latest,
        revision.c.outlet,
        revision.c.language,
        report.c.current.label("current_number"),
    )
    .join(report, report.c.id == revision.c.report_id)
    .where(revision.c.id == bindparam("revision"))
)
_NEW_READING: Final = insert(reading).returning(reading.c.id)
_NEW_STATEMENTS: Final = insert(statement).returning(statement.c.id, sort_by_parameter_order=True)
_NEW_HOPS: Final = insert(hop)
_NEW_VECTORS: Final = insert(statement_vector)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """By whom an article was read, and what was made beside its statements.

    Attributes:
        model: name of the model, `GIVEN` if the statements were handed over.
        vectors: int8 [statements, 384], in their order; None if there are none.
        cells: int16 [statements]: the nearest centroid of each vector.
        side_of: actor id of whom an actor speaks for.
    """

    model: str = GIVEN
    vectors: Vectors | None = None
    cells: Cells | None = None
    side_of: Callable[[str], str | None] = lambda _actor: None


def is_wanted(
    connection: Connection, revision_id: int, article_id: str, article: Article, new: Reading
) -> bool:
    """Tell whether an article's statements are to be kept as the reading of a revision.

    They are if there are none yet or another model read it before; what was handed over stays until something else is
    handed over. Offsets fit the revision's own text only, so a copy with another id never changes its reading.
    """
    if article.id != article_id or not (article.statements or new.model):
        return False
    old = connection.execute(_OF_REVISION, {"revision": revision_id}).first()
    if old is None:
        return True
    if new.model != GIVEN:
        return old.model not in (GIVEN, new.model)
    return bool(old.digest != digest_of(article))


def put(connection: Connection, revision_id: int, article: Article, new: Reading, read: dt.datetime) -> int:
    """Keep an article's statements as the reading of a revision, instead of what was there; return how many.

    Args:
        connection: in a transaction that writes.
        revision_id: row number of the revision whose text was read.
        article: with its statements.
        new: by whom it was read.
        read: when.
    """
    remove(connection, revision_id)
    row = {
        "revision_id": revision_id,
        "model": new.model,
        "read": read,
        "digest": digest_of(article),
        "notes": msgspec.json.encode(notes_of_reading(article)).decode(),
        "linked": False,
    }
    reading_id = connection.execute(_NEW_READING, row).scalar_one()
    if not article.statements:
        return 0
    place = _place(connection, revision_id)
    rows = [
        {"reading_id": reading_id, "revision_id": revision_id, "place": number, **place, **columns(one, new)}
        for number, one in enumerate(article.statements)
    ]
    ids = _insert(connection, rows)
    _keep_hops(connection, article, ids)
    from laut.ledger.search.indexing import index_statements  # it imports the ledger itself

    index_statements(connection, [{"id": id_, **row} for id_, row in zip(ids, rows, strict=True)])
    _keep_vectors(connection, ids, place["published_earliest"], new)
    return len(ids)


def remove(connection: Connection, revision_id: int) -> None:
    """Take away the reading of a revision, with all that was derived from it; the claims are to be linked anew."""
    from laut.ledger.renewing import loosen  # it imports this module
    from laut.ledger.search.indexing import unindex

    old = connection.execute(_OF_REVISION, {"revision": revision_id}).scalar()
    if old is not None:
        ids = list(connection.execute(select(statement.c.id).where(statement.c.reading_id == old)).scalars())
        loosen(connection, ids)
        unindex(connection, ids)
        connection.execute(delete(reading).where(reading.c.id == old))


def digest_of(article: Article) -> str:
    """Return the SHA-256 of an article's statements as they are, hex."""
    return hashlib.sha256(msgspec.json.encode(article.statements)).hexdigest()


def notes_of_intake(article: Article) -> tuple[Note, ...]:
    """Return the notes that are about the text as it was received."""
    return tuple(note for note in article.notes if note.kind in INTAKE_NOTES)


def notes_of_reading(article: Article) -> tuple[Note, ...]:
    """Return the notes that the reader made."""
    return tuple(note for note in article.notes if note.kind not in INTAKE_NOTES)


def record_of(one: Statement) -> str:
    """Return a statement as the ledger keeps it: JSON."""
    return msgspec.json.encode(one).decode()


def columns(one: Statement, new: Reading) -> dict[str, Any]:
    """Return the columns that repeat what is in a statement, so that it can be found by them."""
    speaker, first = one.speaker, one.chain[0] if one.chain else None
    actor = speaker.actor if speaker else None
    firmness, when = one.factuality, one.when
    content = when if when is not None and when.of == "content" else None
    uttered = when if when is not None and when.of == "utterance" else None
    return {
        "key": one.id,
        "content": one.text,
        "speaker": speaker.name if speaker else None,
        "actor": actor,
        "side": new.side_of(actor) if actor else None,
        "named": speaker.named if speaker else None,
        "kind": speaker.kind if speaker else None,
        "form": one.form,
        "medium": one.medium,
        "confidence": one.confidence,
        "stance": first.stance if first else None,
        "outlet_factuality": firmness.outlet if firmness else None,
        "originator_factuality": firmness.originator if firmness else None,
        "content_earliest": content.earliest if content else None,
        "content_latest": content.latest if content else None,
        "uttered_earliest": uttered.earliest if uttered else None,
        "uttered_latest": uttered.latest if uttered else None,
        "record": record_of(one),
    }


def _place(connection: Connection, revision_id: int) -> dict[str, Any]:
    """Return the columns that repeat what is known of the revision."""
    row = connection.execute(_REVISION, {"revision": revision_id}).one()
    return {
        "report_id": row.report_id,
        "current": row.current_number == row.number,
        "published_earliest": row.published_earliest,
        "published_latest": row.published_latest,
        "outlet": row.outlet,
        "language": row.language,
    }


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> list[int]:
    return [int(id_) for id_ in connection.execute(_NEW_STATEMENTS, rows).scalars()]


def _keep_hops(connection: Connection, article: Article, ids: list[int]) -> None:
    rows = [
        {
            "statement_id": id_,
            "position": position,
            "name": one.name,
            "actor": one.actor,
            "kind": one.kind,
            "named": one.named,
            "stance": one.stance,
            "weak": one.weak,
        }
        for id_, owner in zip(ids, article.statements, strict=True)
        for position, one in enumerate(owner.chain)
    ]
    if rows:
        connection.execute(_NEW_HOPS, rows)


def _keep_vectors(connection: Connection, ids: list[int], day: dt.date | None, new: Reading) -> None:
    if new.vectors is None or new.cells is None:
        return
    if new.vectors.shape != (len(ids), DIMENSIONS) or new.vectors.dtype != np.int8:
        raise ValueError(f"vectors should be int8 {(len(ids), DIMENSIONS)}, not {new.vectors.shape}")
    rows = [
        {
            "cell": int(cell),
            "day": day.toordinal() if day else 0,
            "statement_id": id_,
            "vector": vector.tobytes(),
        }
        for id_, cell, vector in zip(ids, new.cells, new.vectors, strict=True)
    ]
    connection.execute(_NEW_VECTORS, rows)

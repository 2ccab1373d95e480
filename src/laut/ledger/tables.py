"""What does the ledger hold? Every table, in three layers that never mix (DESIGN §7).

1. *Sources*: what was received, immutable and content-addressed. `source`, `report`, `revision`, `receipt`.
2. *Readings*: what the model made of it; can be redone. `reading`, `statement`, `hop`, `statement_vector`, and the
   full-text index beside them. What linking makes of the readings is derived in the same way: `claim`, `membership`,
   `passage`, `shingle_band`, `reuse`.
3. *The record of people*: append-only, with author and time; wins over readings. `correction`, `claim_decision`,
   `rating`.

The full-text index and triggers that differ between databases are made by the migrations.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

Id = BigInteger().with_variant(Integer, "sqlite")
"""Row numbers; in SQLite only INTEGER is the row's own number."""


class Utc(TypeDecorator[dt.datetime]):
    """A moment, always aware and in UTC; SQLite keeps no zone, so both databases keep the UTC clock's reading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Convert to UTC without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment in the ledger needs a time zone: {value!r}")
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


DIMENSIONS = 384
"""Length of a vector (laut.reading.meaning)."""

PGVECTOR = "laut_pgvector"
"""Attribute of a dialect: whether the database has the type ``vector``; set by `laut.ledger.engine`."""


class Vector(TypeDecorator[bytes]):
    """A vector of `DIMENSIONS` int8 as bytes; a ``vector`` in PostgreSQL where pgvector is there."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the database's own type."""
        if getattr(dialect, PGVECTOR, False):
            from pgvector.sqlalchemy import VECTOR

            return dialect.type_descriptor(VECTOR(DIMENSIONS))
        return dialect.type_descriptor(LargeBinary())

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> Any:
        """Give pgvector numbers."""
        if value is None or not getattr(dialect, PGVECTOR, False):
            return value
        return np.frombuffer(value, dtype=np.int8).astype(np.float32)

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        """Take numbers from pgvector."""
        if value is None or not getattr(dialect, PGVECTOR, False):
            return None if value is None else bytes(value)
        return np.asarray(value, dtype=np.float32).astype(np.int8).tobytes()


# 1. Sources -----------------------------------------------------------------------------------------------------

source = Table(
    "source",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True, comment="SHA-256 of the raw bytes, hex"),
    Column("size", Integer, nullable=False, comment="of the raw bytes"),
    Column("data", LargeBinary, nullable=False, comment="the raw bytes, zlib-compressed"),
)

report = Table(
    "report",
    metadata,
    Column("id", Id, primary_key=True),
    Column("outlet", Text),
    Column("current", Integer, nullable=False, comment="number of the revision that stands"),
    Column("first_received", Utc, nullable=False),
    comment="one report of one outlet, however often and in whatever form it was received: an article",
)

revision = Table(
    "revision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False, comment="1 for the first; counted within the report"),
    Column("article_id", Text, nullable=False, index=True, comment="Article.id"),
    Column("source_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("words_digest", String(64), nullable=False, comment="SHA-256 of the words alone, with headlines"),
    Column(
        "copy_digest",
        String(64),
        nullable=False,
        index=True,
        comment="SHA-256 of the outlet and the words of the paragraphs: equal for copies in one outlet",
    ),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("authors", Text, nullable=False, comment="JSON"),
    Column("published_earliest", Date, index=True),
    Column("published_latest", Date),
    Column("language", Text),
    Column("sections", Text, nullable=False, comment="JSON"),
    Column("intake_notes", Text, nullable=False, comment="JSON"),
    Column("path", Text),
    Column("received", Utc, nullable=False),
    UniqueConstraint("report_id", "number"),
    comment="a text that a report had",
)

receipt = Table(
    "receipt",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("received", Utc, nullable=False),
    Column("path", Text, index=True),
    Column("url", Text),
    Column("address", Text, index=True, comment="canonical URL: without tracking, AMP and print variants"),
    comment="every time that something was received, when and from where; repeated receipts count nothing twice",
)

# 2. Readings ----------------------------------------------------------------------------------------------------

reading = Table(
    "reading",
    metadata,
    Column("id", Id, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, unique=True),
    Column("model", Text, nullable=False, index=True, comment="which model read; '' if records were given"),
    Column("read", Utc, nullable=False),
    Column(
        "digest", String(64), nullable=False, comment="SHA-256 of the statements as they came, uncorrected"
    ),
    Column("notes", Text, nullable=False, comment="JSON: notes of reading"),
    Column("as_read", Text, comment="JSON: the statements as they were read, where corrections changed them"),
    Column(
        "linked", Boolean, nullable=False, default=False, index=True, comment="whether linking has seen it"
    ),
)

statement = Table(
    "statement",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reading_id", ForeignKey("reading.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("current", Boolean, nullable=False, comment="whether its revision is the report's latest"),
    Column("key", Text, nullable=False, index=True, comment="Statement.id, unique within a reading"),
    Column("place", Integer, nullable=False, comment="reading order within the article, from 0"),
    Column("content", Text, nullable=False, comment="Statement.text"),
    Column("speaker", Text, comment="name of the speaker"),
    Column("actor", Text, index=True),
    Column(
        "side", Text, index=True, comment="actor id of the state or organisation that the speaker speaks for"
    ),
    Column("named", Boolean),
    Column("kind", String(16)),
    Column("form", String(24), nullable=False),
    Column("medium", String(16)),
    Column("confidence", Float, nullable=False),
    Column("stance", String(12), comment="of the hop nearest to the outlet"),
    Column("outlet_factuality", String(4)),
    Column("originator_factuality", String(4)),
    Column("content_earliest", Date),
    Column("content_latest", Date),
    Column("uttered_earliest", Date),
    Column("uttered_latest", Date),
    Column("published_earliest", Date, index=True),
    Column("published_latest", Date),
    Column("outlet", Text, index=True),
    Column("language", Text),
    Column("record", Text, nullable=False, comment="JSON: the whole Statement, corrections applied"),
    UniqueConstraint("reading_id", "key"),
)

hop = Table(
    "hop",
    metadata,
    Column("statement_id", ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True, comment="0 is nearest to the outlet"),
    Column("name", Text),
    Column("actor", Text, index=True),
    Column("kind", String(16)),
    Column("named", Boolean),
    Column("stance", String(12)),
    Column("weak", Boolean, nullable=False),
)

statement_vector = Table(
    "statement_vector",
    metadata,
    Column("cell", SmallInteger, primary_key=True, comment="nearest centroid (laut.reading.meaning)"),
    Column(
        "day", Integer, primary_key=True, comment="publication, ordinal of the earliest day; 0 if unknown"
    ),
    Column(
        "statement_id",
        ForeignKey("statement.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        autoincrement=False,
    ),
    Column("vector", Vector, nullable=False, comment="384 × int8; in PostgreSQL with pgvector: vector(384)"),
    sqlite_with_rowid=False,  # rows of one cell lie side by side
)
Index(None, statement_vector.c.day)

claim = Table(
    "claim",
    metadata,
    Column("id", Id, primary_key=True),
    Column("pivot_id", ForeignKey("statement.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column(
        "key", String(32), nullable=False, unique=True, comment="what users see: made of the pivot's content"
    ),
    Column("statements", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("at_least", Integer, comment="independent origins; NULL until counted"),
    Column("at_most", Integer),
    Column("first_published", Date),
    Column("last_published", Date),
    Column("summary", Text, comment="JSON: outlets, roots and reasons; NULL until counted"),
    comment="statements with the same content",
)
# the order in which claims are listed
Index("ix_claim_order", claim.c.outlets.desc(), claim.c.first_published.desc().nulls_last(), claim.c.key)

membership = Table(
    "membership",
    metadata,
    Column(
        "statement_id", ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("claim_id", ForeignKey("claim.id", ondelete="CASCADE"), nullable=False, index=True),
    Column(
        "strand_id",
        ForeignKey("statement.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
        comment="the statement that its strand of the claim begins with (laut.linking.pivots)",
    ),
    Column(
        "tied_id",
        ForeignKey("statement.id", ondelete="SET NULL"),
        index=True,
        comment="the statement that another strand begins with, to which it is tied",
    ),
    Column(
        "score",
        Float,
        nullable=False,
        comment="probability that it says the same as the statement by which it joined its strand",
    ),
    Column("decided", Boolean, nullable=False, default=False, comment="whether a person put it there"),
)

passage = Table(
    "passage",
    metadata,
    Column("id", Id, primary_key=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False, comment="MinHash, uint32"),
    comment="a stretch of a revision whose copies are looked for",
)

shingle_band = Table(
    "shingle_band",
    metadata,
    Column("band", BigInteger, primary_key=True, comment="hash of one band of a signature"),
    Column("passage_id", ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

reuse = Table(
    "reuse",
    metadata,
    Column("passage_id", ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "other_id",
        ForeignKey("passage.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    Column(
        "share", Float, nullable=False, comment="of the shorter one's words that the longer one has, 0 to 1"
    ),
    CheckConstraint("passage_id < other_id", name="ordered"),
    comment="two passages with the same words",
)

affair_words = Table(
    "affair_words",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("words", LargeBinary, nullable=False, comment="hashes of names and nouns, uint32"),
    comment="what a text is about: reports on different affairs are told apart by it (laut.linking.affairs)",
)

# 3. The record of people ----------------------------------------------------------------------------------------

correction = Table(
    "correction",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author", Text, nullable=False),
    Column("made", Utc, nullable=False),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False, comment="the text that the person saw"),
    Column("action", String(16), nullable=False, comment="set, remove, add or withdraw"),
    Column("anchor", Text, comment="JSON: quote, prefix, suffix, start, end of the statement's content"),
    Column(
        "change",
        Text,
        nullable=False,
        comment="JSON: fields and their values; the correction that is withdrawn",
    ),
    Column("reason", Text),
)

claim_decision = Table(
    "claim_decision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author", Text, nullable=False),
    Column("made", Utc, nullable=False),
    Column("action", String(16), nullable=False, comment="together, apart or withdraw"),
    Column("left_report_id", ForeignKey("report.id"), index=True),
    Column("left_anchor", Text, comment="JSON, as in correction"),
    Column("right_report_id", ForeignKey("report.id"), index=True),
    Column("right_anchor", Text, comment="JSON"),
    Column("withdraws", ForeignKey("claim_decision.id")),
    Column("reason", Text),
)

rating = Table(
    "rating",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author", Text, nullable=False),
    Column("made", Utc, nullable=False),
    Column("source_name", Text, nullable=False, index=True, comment="name or actor id of the source"),
    Column("reliability", String(1), comment="A to F (Admiralty); NULL takes the rating back"),
    Column("reason", Text),
)

setting = Table(
    "setting",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    comment="what the derived tables were made with: encoder of the vectors, analysis of words, …",
)

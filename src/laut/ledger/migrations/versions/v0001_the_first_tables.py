"""the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from laut.ledger.tables import Vector

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the step."""
    op.create_table(
        "rating",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False, comment="name or actor id of the source"),
        sa.Column(
            "reliability",
            sa.String(length=1),
            nullable=True,
            comment="A to F (Admiralty); NULL takes the rating back",
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
    )
    op.create_index(op.f("ix_rating_source_name"), "rating", ["source_name"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("current", sa.Integer(), nullable=False, comment="number of the revision that stands"),
        sa.Column("first_received", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        comment="one report of one outlet, however often and in whatever form it was received: an article",
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        comment="what the derived tables were made with: encoder of the vectors, analysis of words, …",
    )
    op.create_table(
        "source",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 of the raw bytes, hex"),
        sa.Column("size", sa.Integer(), nullable=False, comment="of the raw bytes"),
        sa.Column("data", sa.LargeBinary(), nullable=False, comment="the raw bytes, zlib-compressed"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("digest", name=op.f("uq_source_digest")),
    )
    op.create_table(
        "claim_decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False, comment="together, apart or withdraw"),
        sa.Column("left_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("left_anchor", sa.Text(), nullable=True, comment="JSON, as in correction"),
        sa.Column("right_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("right_anchor", sa.Text(), nullable=True, comment="JSON"),
        sa.Column("withdraws", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["left_report_id"], ["report.id"], name=op.f("fk_claim_decision_left_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["right_report_id"], ["report.id"], name=op.f("fk_claim_decision_right_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["claim_decision.id"], name=op.f("fk_claim_decision_withdraws")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_decision")),
    )
    op.create_index(
        op.f("ix_claim_decision_left_report_id"), "claim_decision", ["left_report_id"], unique=False
    )
    op.create_index(
        op.f("ix_claim_decision_right_report_id"), "claim_decision", ["right_report_id"], unique=False
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number", sa.Integer(), nullable=False, comment="1 for the first; counted within the report"
        ),
        sa.Column("article_id", sa.Text(), nullable=False, comment="Article.id"),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "words_digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the words alone, with headlines",
        ),
        sa.Column(
            "copy_digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the outlet and the words of the paragraphs: equal for copies in one outlet",
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("sections", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("intake_notes", sa.Text(), nullable=False, comment="JSON"),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("received", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_revision_report_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_revision_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_revision_report_id_number")),
        comment="a text that a report had",
    )
    op.create_index(op.f("ix_revision_article_id"), "revision", ["article_id"], unique=False)
    op.create_index(op.f("ix_revision_copy_digest"), "revision", ["copy_digest"], unique=False)
    op.create_index(op.f("ix_revision_published_earliest"), "revision", ["published_earliest"], unique=False)
    op.create_index(op.f("ix_revision_report_id"), "revision", ["report_id"], unique=False)
    op.create_index(op.f("ix_revision_source_id"), "revision", ["source_id"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "revision_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            comment="the text that the person saw",
        ),
        sa.Column("action", sa.String(length=16), nullable=False, comment="set, remove, add or withdraw"),
        sa.Column(
            "anchor",
            sa.Text(),
            nullable=True,
            comment="JSON: quote, prefix, suffix, start, end of the statement's content",
        ),
        sa.Column(
            "change",
            sa.Text(),
            nullable=False,
            comment="JSON: fields and their values; the correction that is withdrawn",
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_correction_report_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_correction_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_report_id"), "correction", ["report_id"], unique=False)
    op.create_table(
        "passage",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False, comment="MinHash, uint32"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_passage_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        comment="a stretch of a revision whose copies are looked for",
    )
    op.create_index(op.f("ix_passage_revision_id"), "passage", ["revision_id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("model", sa.Text(), nullable=False, comment="which model read; '' if records were given"),
        sa.Column("read", sa.DateTime(), nullable=False),
        sa.Column(
            "digest",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of the statements as they came, uncorrected",
        ),
        sa.Column("notes", sa.Text(), nullable=False, comment="JSON: notes of reading"),
        sa.Column(
            "as_read",
            sa.Text(),
            nullable=True,
            comment="JSON: the statements as they were read, where corrections changed them",
        ),
        sa.Column("linked", sa.Boolean(), nullable=False, comment="whether linking has seen it"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_reading_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_reading_revision_id")),
    )
    op.create_index(op.f("ix_reading_linked"), "reading", ["linked"], unique=False)
    op.create_index(op.f("ix_reading_model"), "reading", ["model"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received", sa.DateTime(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column(
            "address",
            sa.Text(),
            nullable=True,
            comment="canonical URL: without tracking, AMP and print variants",
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_receipt_revision_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_receipt_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        comment="every time that something was received, when and from where; repeated receipts count nothing twice",
    )
    op.create_index(op.f("ix_receipt_address"), "receipt", ["address"], unique=False)
    op.create_index(op.f("ix_receipt_path"), "receipt", ["path"], unique=False)
    op.create_index(op.f("ix_receipt_revision_id"), "receipt", ["revision_id"], unique=False)
    op.create_index(op.f("ix_receipt_source_id"), "receipt", ["source_id"], unique=False)
    op.create_table(
        "reuse",
        sa.Column(
            "passage_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "other_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "share",
            sa.Float(),
            nullable=False,
            comment="of the shorter one's words that the longer one has, 0 to 1",
        ),
        sa.CheckConstraint("passage_id < other_id", name=op.f("ck_reuse_ordered")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["passage.id"], name=op.f("fk_reuse_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_reuse_passage_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("passage_id", "other_id", name=op.f("pk_reuse")),
        comment="two passages with the same words",
    )
    op.create_index(op.f("ix_reuse_other_id"), "reuse", ["other_id"], unique=False)
    op.create_table(
        "shingle_band",
        sa.Column("band", sa.BigInteger(), nullable=False, comment="hash of one band of a signature"),
        sa.Column(
            "passage_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_shingle_band_passage_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "passage_id", name=op.f("pk_shingle_band")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reading_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "current", sa.Boolean(), nullable=False, comment="whether its revision is the report's latest"
        ),
        sa.Column("key", sa.Text(), nullable=False, comment="Statement.id, unique within a reading"),
        sa.Column("place", sa.Integer(), nullable=False, comment="reading order within the article, from 0"),
        sa.Column("content", sa.Text(), nullable=False, comment="Statement.text"),
        sa.Column("speaker", sa.Text(), nullable=True, comment="name of the speaker"),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column(
            "side",
            sa.Text(),
            nullable=True,
            comment="actor id of the state or organisation that the speaker speaks for",
        ),
        sa.Column("named", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("form", sa.String(length=24), nullable=False),
        sa.Column("medium", sa.String(length=16), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("stance", sa.String(length=12), nullable=True, comment="of the hop nearest to the outlet"),
        sa.Column("outlet_factuality", sa.String(length=4), nullable=True),
        sa.Column("originator_factuality", sa.String(length=4), nullable=True),
        sa.Column("content_earliest", sa.Date(), nullable=True),
        sa.Column("content_latest", sa.Date(), nullable=True),
        sa.Column("uttered_earliest", sa.Date(), nullable=True),
        sa.Column("uttered_latest", sa.Date(), nullable=True),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column(
            "record", sa.Text(), nullable=False, comment="JSON: the whole Statement, corrections applied"
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["reading.id"], name=op.f("fk_statement_reading_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_statement_report_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_statement_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("reading_id", "key", name=op.f("uq_statement_reading_id_key")),
    )
    op.create_index(op.f("ix_statement_actor"), "statement", ["actor"], unique=False)
    op.create_index(op.f("ix_statement_key"), "statement", ["key"], unique=False)
    op.create_index(op.f("ix_statement_outlet"), "statement", ["outlet"], unique=False)
    op.create_index(
        op.f("ix_statement_published_earliest"), "statement", ["published_earliest"], unique=False
    )
    op.create_index(op.f("ix_statement_reading_id"), "statement", ["reading_id"], unique=False)
    op.create_index(op.f("ix_statement_report_id"), "statement", ["report_id"], unique=False)
    op.create_index(op.f("ix_statement_revision_id"), "statement", ["revision_id"], unique=False)
    op.create_index(op.f("ix_statement_side"), "statement", ["side"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pivot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "key", sa.String(length=32), nullable=False, comment="what users see: made of the pivot's content"
        ),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("at_least", sa.Integer(), nullable=True, comment="independent origins; NULL until counted"),
        sa.Column("at_most", sa.Integer(), nullable=True),
        sa.Column("first_published", sa.Date(), nullable=True),
        sa.Column("last_published", sa.Date(), nullable=True),
        sa.Column(
            "summary",
            sa.Text(),
            nullable=True,
            comment="JSON: outlets, roots and reasons; NULL until counted",
        ),
        sa.ForeignKeyConstraint(
            ["pivot_id"], ["statement.id"], name=op.f("fk_claim_pivot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("key", name=op.f("uq_claim_key")),
        sa.UniqueConstraint("pivot_id", name=op.f("uq_claim_pivot_id")),
        comment="statements with the same content",
    )
    op.create_index("ix_claim_outlets", "claim", [sa.literal_column("outlets DESC"), "id"], unique=False)
    op.create_table(
        "hop",
        sa.Column("statement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False, comment="0 is nearest to the outlet"),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=True),
        sa.Column("stance", sa.String(length=12), nullable=True),
        sa.Column("weak", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_hop_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "position", name=op.f("pk_hop")),
    )
    op.create_index(op.f("ix_hop_actor"), "hop", ["actor"], unique=False)
    op.create_table(
        "statement_vector",
        sa.Column(
            "cell", sa.SmallInteger(), nullable=False, comment="nearest centroid (laut.reading.meaning)"
        ),
        sa.Column(
            "day",
            sa.Integer(),
            nullable=False,
            comment="publication, ordinal of the earliest day; 0 if unknown",
        ),
        sa.Column(
            "statement_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "vector", Vector(), nullable=False, comment="384 × int8; in PostgreSQL with pgvector: vector(384)"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_vector_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cell", "day", "statement_id", name=op.f("pk_statement_vector")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_statement_vector_day"), "statement_vector", ["day"], unique=False)
    op.create_index(
        op.f("ix_statement_vector_statement_id"), "statement_vector", ["statement_id"], unique=False
    )
    op.create_table(
        "membership",
        sa.Column(
            "statement_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "score",
            sa.Float(),
            nullable=False,
            comment="probability that it says the same as the claim's first statement",
        ),
        sa.Column("decided", sa.Boolean(), nullable=False, comment="whether a person put it there"),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_membership_claim_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_membership_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_claim_id"), "membership", ["claim_id"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index(op.f("ix_membership_claim_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_statement_vector_statement_id"), table_name="statement_vector")
    op.drop_index(op.f("ix_statement_vector_day"), table_name="statement_vector")
    op.drop_table("statement_vector")
    op.drop_index(op.f("ix_hop_actor"), table_name="hop")
    op.drop_table("hop")
    op.drop_index("ix_claim_outlets", table_name="claim")
    op.drop_table("claim")
    op.drop_index(op.f("ix_statement_side"), table_name="statement")
    op.drop_index(op.f("ix_statement_revision_id"), table_name="statement")
    op.drop_index(op.f("ix_statement_report_id"), table_name="statement")
    op.drop_index(op.f("ix_statement_reading_id"), table_name="statement")
    op.drop_index(op.f("ix_statement_published_earliest"), table_name="statement")
    op.drop_index(op.f("ix_statement_outlet"), table_name="statement")
    op.drop_index(op.f("ix_statement_key"), table_name="statement")
    op.drop_index(op.f("ix_statement_actor"), table_name="statement")
    op.drop_table("statement")
    op.drop_table("shingle_band")
    op.drop_index(op.f("ix_reuse_other_id"), table_name="reuse")
    op.drop_table("reuse")
    op.drop_index(op.f("ix_receipt_source_id"), table_name="receipt")
    op.drop_index(op.f("ix_receipt_revision_id"), table_name="receipt")
    op.drop_index(op.f("ix_receipt_path"), table_name="receipt")
    op.drop_index(op.f("ix_receipt_address"), table_name="receipt")
    op.drop_table("receipt")
    op.drop_index(op.f("ix_reading_model"), table_name="reading")
    op.drop_index(op.f("ix_reading_linked"), table_name="reading")
    op.drop_table("reading")
    op.drop_index(op.f("ix_passage_revision_id"), table_name="passage")
    op.drop_table("passage")
    op.drop_index(op.f("ix_correction_report_id"), table_name="correction")
    op.drop_table("correction")
    op.drop_index(op.f("ix_revision_source_id"), table_name="revision")
    op.drop_index(op.f("ix_revision_report_id"), table_name="revision")
    op.drop_index(op.f("ix_revision_published_earliest"), table_name="revision")
    op.drop_index(op.f("ix_revision_copy_digest"), table_name="revision")
    op.drop_index(op.f("ix_revision_article_id"), table_name="revision")
    op.drop_table("revision")
    op.drop_index(op.f("ix_claim_decision_right_report_id"), table_name="claim_decision")
    op.drop_index(op.f("ix_claim_decision_left_report_id"), table_name="claim_decision")
    op.drop_table("claim_decision")
    op.drop_table("source")
    op.drop_table("setting")
    op.drop_table("report")
    op.drop_index(op.f("ix_rating_source_name"), table_name="rating")
    op.drop_table("rating")

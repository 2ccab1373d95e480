"""The names and nouns of a text are kept, by which linking tells whether two reports are on one affair."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the step."""
    op.create_table(
        "affair_words",
        sa.Column(
            "revision_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("words", sa.LargeBinary(), nullable=False, comment="hashes of names and nouns, uint32"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_affair_words_revision_id")),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_affair_words")),
        comment="what a text is about: reports on different affairs are told apart by it (laut.linking.affairs)",
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("affair_words")

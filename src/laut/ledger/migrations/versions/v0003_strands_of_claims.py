"""The strands of a claim, and what ties them together; everything is linked anew when something is linked next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STRAND = "the statement that its strand of the claim begins with (laut.linking.pivots)"
_TIED = "the statement that another strand begins with, to which it is tied"
_OLD_SCORE = "probability that it says the same as the claim's first statement"
_SCORE = "probability that it says the same as the statement by which it joined its strand"


def upgrade() -> None:
    """Make the step."""
    with op.batch_alter_table("membership") as table:
        table.add_column(sa.Column("strand_id", _NUMBER, comment=_STRAND))
        table.add_column(sa.Column("tied_id", _NUMBER, comment=_TIED))
    op.execute(
        "UPDATE membership SET strand_id = (SELECT pivot_id FROM claim WHERE claim.id = membership.claim_id)"
    )
    op.execute("UPDATE reading SET linked = false")
    with op.batch_alter_table("membership") as table:
        table.alter_column("strand_id", existing_type=_NUMBER, existing_comment=_STRAND, nullable=False)
        table.alter_column(
            "score",
            existing_type=sa.Float(),
            existing_nullable=False,
            existing_comment=_OLD_SCORE,
            comment=_SCORE,
        )
        table.create_foreign_key(
            op.f("fk_membership_strand_id"), "statement", ["strand_id"], ["id"], ondelete="CASCADE"
        )
        table.create_foreign_key(
            op.f("fk_membership_tied_id"), "statement", ["tied_id"], ["id"], ondelete="SET NULL"
        )
        table.create_index(op.f("ix_membership_strand_id"), ["strand_id"], unique=False)
        table.create_index(op.f("ix_membership_tied_id"), ["tied_id"], unique=False)


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("membership") as table:
        table.drop_index(op.f("ix_membership_tied_id"))
        table.drop_index(op.f("ix_membership_strand_id"))
        table.drop_constraint(op.f("fk_membership_tied_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_membership_strand_id"), type_="foreignkey")
        table.alter_column(
            "score",
            existing_type=sa.Float(),
            existing_nullable=False,
            existing_comment=_SCORE,
            comment=_OLD_SCORE,
        )
        table.drop_column("tied_id")
        table.drop_column("strand_id")

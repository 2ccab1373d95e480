"""Claims in equally many outlets are listed by their first publication, the newest first, not by their arrival."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOST_OUTLETS = sa.text("outlets DESC")


def upgrade() -> None:
    """Make the step."""
    undated_last = " NULLS LAST" if op.get_bind().dialect.name == "postgresql" else ""  # SQLite always does
    newest = sa.text(f"first_published DESC{undated_last}")
    op.drop_index("ix_claim_outlets", table_name="claim")
    op.create_index("ix_claim_order", "claim", [_MOST_OUTLETS, newest, "key"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_claim_order", table_name="claim")
    op.create_index("ix_claim_outlets", "claim", [_MOST_OUTLETS, "id"], unique=False)

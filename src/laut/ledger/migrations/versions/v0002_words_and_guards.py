"""The full-text index, and the triggers that keep sources and the record of people as they are."""

from __future__ import annotations

from alembic import op

from laut.ledger.migrations import guards
from laut.ledger.search import ddl

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the step."""
    connection = op.get_bind()
    (ddl.create_sqlite if connection.dialect.name == "sqlite" else ddl.create_postgresql)(connection)
    guards.create(connection)


def downgrade() -> None:
    """Undo it."""
    connection = op.get_bind()
    guards.drop(connection)
    ddl.drop(connection)

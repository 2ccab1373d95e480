"""What Alembic runs: the steps, on the connection that `laut.ledger.schema` hands over, in its transaction.

Developers make a step with ``python -m laut.ledger.migrations NUMBER MESSAGE``.
"""

from __future__ import annotations

from alembic import context

from laut.ledger.migrations.comparing import options
from laut.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, **options())
context.run_migrations()

"""How the tables of the ledger came to be as they are: one Alembic script a step, in `versions`."""

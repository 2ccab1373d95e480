"""Linking is tested on the same ledgers as the ledger itself."""

from tests.ledger.conftest import (
    ledger,
    ledger_url,
    make_postgresql,
    postgresql_server,
    postgresql_template,
    sqlite_template,
)

__all__ = [
    "ledger",
    "ledger_url",
    "make_postgresql",
    "postgresql_server",
    "postgresql_template",
    "sqlite_template",
]

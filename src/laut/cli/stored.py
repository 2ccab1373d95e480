"""What the commands that work with a ledger have in common: which ledger, and opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from laut.ledger.ledger import Ledger

ledger_option = click.option(
    "--ledger",
    "ledger_url",
    metavar="URL",
    help="The ledger: a file, sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE."
    "  [default: LAUT_LEDGER, else laut.db in the current folder]",
)


def open_ledger(url: str | None, *, create: bool = False) -> Ledger:
    """Open the ledger that was named.

    Args:
        url: from `ledger_option`.
        create: whether to make it if it is not there; commands that only look do not.

    Raises:
        LedgerError: it cannot be opened.
    """
    from laut.ledger.ledger import Ledger

    return Ledger(url, create=create)

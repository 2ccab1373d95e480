"""What is a broken invariant, and how are rows looked at without holding them all?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Column, Connection, Select

from laut.records import Record

RESTORE: Final = "restore the ledger from a backup (laut restore), and check the disk"
REPAIR: Final = "it can be made anew from what is sound: laut verify --repair"
READ_AGAIN: Final = "read the texts again: laut reread --all"
REPORT: Final = "this is a fault of laut: please report it; a backup from before is sound"


class Problem(Record, frozen=True):
    """An invariant that does not hold.

    Attributes:
        kind: a short hyphenated label, such as ``source-digest`` or ``claim-count``.
        where: which row, for people: ``statement 17``.
        message: what is wrong with it.
        hint: what to do.
        row: by what `laut.ledger.repair` finds what can be made anew: the number of the reading, of the report (for
            corrections), of the claim, of the statement (for vectors) or of the text (for passages).
    """

    kind: str
    where: str
    message: str
    hint: str
    row: int | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message} ({self.kind}) – {self.hint}"


def pages(
    connection: Connection, query: Select[Any], key: Column[Any], size: int = 500
) -> Iterator[list[Any]]:
    """Yield the rows of a query by pages, in the order of a unique column that it has under the name ``page_key``.

    Args:
        connection: to the ledger.
        query: without an order of its own.
        key: the column, an ascending number.
        size: rows on a page.
    """
    last = None
    while True:
        page = query.add_columns(key.label("page_key")).order_by(key).limit(size)
        if last is not None:
            page = page.where(key > last)
        rows = list(connection.execute(page))
        if rows:
            yield rows
        if len(rows) < size:
            return
        last = rows[-1].page_key

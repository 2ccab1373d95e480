"""The vectors that a search will look at, read from the disk before it comes to them.

In a large ledger, the cells near a question lie on thousands of pages, all over the file. A query reads one page after
the other, and each waits for the disk if the system does not hold it any more. Here connections of their own go
through the same cells side by side. What they find is thrown away: the search finds the pages in memory, and if
nothing could be read ahead, it reads them itself.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

READERS: Final = 4
"""How many read at once: they wait for the disk and take next to no processor time."""
LARGE: Final = 50_000
"""Statements from which a ledger is not small enough to be held by the system anyway."""
_GO_THROUGH: Final = (
    "SELECT count(vector) FROM (SELECT vector FROM statement_vector WHERE cell = ?"
    " ORDER BY day DESC, statement_id DESC LIMIT ?)"
)


@contextlib.contextmanager
def reading_ahead(connection: Connection, cells: Sequence[int], most: int, newest: int) -> Iterator[None]:
    """Let the vectors of some cells be read meanwhile, if the ledger is a large file of SQLite.

    Args:
        connection: of the ledger.
        cells: those that will be looked into, in this order.
        most: how many vectors of a cell are looked at, the latest.
        newest: row number of the newest statement: how large the ledger is.
    """
    path = connection.engine.url.database
    if connection.dialect.name != "sqlite" or newest < LARGE or not path or path == ":memory:":
        yield
        return
    left, stopped = iter(cells), threading.Event()
    address = f"{Path(path).resolve().as_uri()}?mode=ro"
    readers = [
        threading.Thread(target=_read, args=(address, left, most, stopped), name="laut-ahead", daemon=True)
        for _ in range(READERS)
    ]
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        stopped.set()
        for reader in readers:
            reader.join()


def _read(address: str, cells: Iterator[int], most: int, stopped: threading.Event) -> None:
    """Go through one cell after the other, until somebody says that it is enough."""
    with (
        contextlib.suppress(sqlite3.Error),  # locked, gone, …: the search itself will find out
        contextlib.closing(sqlite3.connect(address, uri=True)) as own,
    ):
        for cell in cells:  # `next` of a plain iterator is atomic: each cell goes to one reader
            if stopped.is_set():
                return
            own.execute(_GO_THROUGH, (cell, most)).fetchone()

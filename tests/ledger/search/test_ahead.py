"""Reading ahead changes nothing but the time that a search takes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.ledger.articles import article

from laut.ledger import Ledger
from laut.ledger.search import ahead
from laut.ledger.search.ahead import reading_ahead
from laut.ledger.search.meaning import PROBED

CELLS = range(PROBED)


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger in a file, with a vector in each of some cells."""
    with Ledger(f"sqlite:///{tmp_path / 'a ledger?.db'}", side_of=lambda actor: None) as ledger:
        said = [f"Die Fähre {number} fahre wieder" for number in CELLS]
        vectors = np.ones((len(said), 384), np.int8)
        ledger.add(article(*said), vectors=vectors, cells=np.array(CELLS, np.int16))
        yield ledger


def read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, newest: int) -> list[int]:
    """Return the cells that were gone through ahead."""
    through: list[int] = []
    plain = ahead._GO_THROUGH

    class Seen(sqlite3.Connection):
        def execute(self, query: str, values: Any = ()) -> sqlite3.Cursor:
            assert query == plain
            found = super().execute(query, values)
            through.append(values[0])
            return found

    connect = sqlite3.connect
    with monkeypatch.context() as changed, ledger.looking() as connection:
        changed.setattr(sqlite3, "connect", lambda path, **more: connect(path, factory=Seen, **more))
        before = threading.active_count()
        with reading_ahead(connection, list(CELLS), 10, newest):
            for reader in threading.enumerate():
                if reader.name == "laut-ahead":
                    reader.join(10)
        assert threading.active_count() == before
    return sorted(through)


def test_each_cell_of_a_large_file_is_gone_through_once(
    filed: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(filed, monkeypatch, ahead.LARGE) == list(CELLS)


def test_a_small_ledger_and_one_in_memory_are_left_alone(
    filed: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(filed, monkeypatch, ahead.LARGE - 1) == []
    with Ledger("sqlite://") as memory:
        assert read(memory, monkeypatch, ahead.LARGE) == []


def test_what_cannot_be_read_ahead_costs_nothing(filed: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_GO_THROUGH", "SELECT nothing")
    with filed.looking() as connection, reading_ahead(connection, list(CELLS), 10, ahead.LARGE):
        pass

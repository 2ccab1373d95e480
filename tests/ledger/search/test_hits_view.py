"""How hits look on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from tests.ledger.search.said import Said, find, put

from laut.ledger import Ledger
from laut.views.hits import nothing_found, show


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_hit_shows_who_said_it_where_and_how_to_get_at_it(ledger: Ledger, width: int) -> None:
    put(ledger, [Said(text="Der Deich halte\x1b[31m dem Wasser stand.", speaker="Jörg Müller")])
    stream = io.StringIO()
    show(find(ledger, "Deich"), Console(file=stream, width=width, color_system=None))
    shown = " ".join(stream.getvalue().split())
    for part in (
        "Jörg Müller",
        "Hafenblatt",
        "2022-11-02",
        "report 1",
        "statement 0001",
        "Deich halte�[31m dem",
    ):
        assert part in shown
    assert "\x1b" not in shown
    assert max(map(len, stream.getvalue().splitlines())) <= min(width, 132)


def test_what_was_found_is_coloured(ledger: Ledger) -> None:
    put(ledger, [Said(text="Der Deich halte.")])
    stream = io.StringIO()
    show(find(ledger, "Deich"), Console(file=stream, width=80, force_terminal=True, color_system="standard"))
    assert "\x1b[1;33mDeich\x1b[0m" in stream.getvalue()


def test_an_empty_ledger_says_how_to_fill_it() -> None:
    assert "laut add" in nothing_found(None, narrowed=False, with_meaning=False, ledger="laut.db")

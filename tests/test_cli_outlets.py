"""``laut outlets``: how outlets treat what they have from others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.linking.test_echoes import COPIED, SAID, keep

from laut.cli import program
from laut.ledger import Ledger


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty ledger, which the commands use."""
    url = f"sqlite:///{tmp_path / 'laut.db'}"
    monkeypatch.setenv("LAUT_LEDGER", url)
    Ledger(url).close()
    return url


def test_who_prints_hearsay_as_a_fact_is_counted(url: str) -> None:
    with Ledger(url) as ledger:
        keep(ledger, (SAID, COPIED))
    result = CliRunner().invoke(program, ["outlets"])
    assert result.stdout == "Pegel24\t1 claim relayed\t1 more firmly\t0 more carefully\n"
    result = CliRunner().invoke(program, ["outlets", "--format", "json"])
    assert json.loads(result.stdout) == [{"outlet": "Pegel24", "relayed": 1, "firmer": 1, "softer": 0}]


def test_a_ledger_in_which_nothing_travels_says_so(url: str) -> None:
    with Ledger(url) as ledger:
        keep(ledger, (SAID,))
    result = CliRunner().invoke(program, ["outlets"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no claim passes" in result.stderr

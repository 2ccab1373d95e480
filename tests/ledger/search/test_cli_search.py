"""``laut search`` on the command line, and how hits look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.ledger.search.said import Said, put

from laut.cli.search import search
from laut.ledger import Ledger


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "laut.db"
    path.write_bytes(sqlite_template.read_bytes())
    with Ledger(str(path), side_of=lambda _: None) as ledger:
        put(
            ledger,
            [
                Said(text="Der Deich halte\x1b[31m.", speaker="Jörg Müller"),
                Said(text="Die Fähre fahre\nwieder.", published=None, speaker=None, named=None),
            ],
        )
    return str(path)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(search, [*arguments, "--words"])


def test_a_hit_is_one_line_in_a_pipe_with_what_was_found_in_brackets(file: str) -> None:
    result = _run("Müller", "Deich", "--ledger", file)
    assert result.exit_code == 0, result.output
    (line,) = result.stdout.splitlines()
    assert line.split("\t")[:5] == [
        "2022-11-02",
        "Hafenblatt",
        "Jörg [Müller]",
        "indirect",
        "Der [Deich] halte�[31m.",
    ]


def test_without_a_query_all_is_listed(file: str) -> None:
    lines = _run("--ledger", file).stdout.splitlines()
    assert [line.split("\t")[4] for line in lines] == ["Der Deich halte�[31m.", "Die Fähre fahre wieder."]
    assert lines[1].startswith("–\tHafenblatt\t–\t")


def test_json_has_the_records_and_the_next_page(file: str) -> None:
    data = json.loads(_run("--limit", "1", "--ledger", file, "--format", "json").stdout)
    assert [hit["told"]["statement"]["speaker"]["name"] for hit in data["hits"]] == ["Jörg Müller"]
    following = json.loads(_run("--after", data["next"], "--ledger", file, "--format", "json").stdout)
    assert [hit["content"]["text"] for hit in following["hits"]] == ["Die Fähre fahre\nwieder."]
    assert following["next"] is None


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["Deich", "Schnee"], "fewer words"),
        (['"Deich halte nie"'], "quotation marks"),
        (["Deich", "--unnamed"], "leave out a filter"),
    ],
)
def test_what_finds_nothing_says_what_to_try(file: str, arguments: list[str], advice: str) -> None:
    result = _run(*arguments, "--ledger", file)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert advice in result.stderr


def test_days_in_the_wrong_order_are_wrong_usage(file: str) -> None:
    result = _run("x", "--said-since", "2022-02-02", "--said-until", "2022-01-01", "--ledger", file)
    assert result.exit_code == 2
    assert "first day is after the last" in result.stderr

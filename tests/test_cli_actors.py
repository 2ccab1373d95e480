"""``laut actors``: show, list and import, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from laut.cli import program


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "own" / "actors.jsonl"
    monkeypatch.setenv("LAUT_ACTORS", str(file))
    return file


def actors(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["actors", *arguments], prog_name="laut")


def test_an_actor_is_shown_with_birth_side_offices_and_other_names() -> None:
    result = actors("show", "Dmitry", "Medvedev")
    assert result.exit_code == 0
    first, *lines = result.stdout.splitlines()
    assert first == "Dmitri Medwedew  Q23530"
    assert lines[0] == "  person, male, born 1965-09-14, speaks for Russland"
    assert "  2008-05-07 … 2012-05-07  president of Russland" in lines
    assert any("Dmitri Medvedev" in line for line in lines)


def test_whoever_shares_a_surname_is_shown() -> None:
    result = actors("show", "Biden")
    assert [line for line in result.stdout.splitlines() if line and line[0] != " "] == [
        "Joe Biden  Q6279",
        "Jill Biden  Q235349",
        "Hunter Biden  Q5944264",
    ]


def test_an_actor_is_shown_as_data() -> None:
    (actor,) = json.loads(actors("show", "Q7747", "--format", "json").stdout)
    assert actor["name"] == "Wladimir Putin"
    assert actor["born"] == "1952-10-07"


def test_nobody_of_the_name_is_exit_status_1_and_an_empty_list() -> None:
    result = actors("show", "Nobody Ever", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == []
    assert "nobody is known as 'Nobody Ever'" in result.stderr


def test_the_list_is_filtered_by_kind_and_side() -> None:
    lines = actors("list", "--kind", "person", "--side", "Ukraine").stdout.splitlines()
    assert "Q3874799\tperson\tWolodymyr Selenskyj\tUkraine" in lines
    assert all(line.split("\t")[1::2] == ["person", "Ukraine"] for line in lines)


def test_the_list_is_given_as_data() -> None:
    found = json.loads(actors("list", "--kind", "media", "--format", "json").stdout)
    assert {actor["kind"] for actor in found} == {"media"}
    assert "Q9684" in {actor["id"] for actor in found}


def test_a_side_that_nobody_knows_is_wrong_usage() -> None:
    result = actors("list", "--side", "Atlantis")
    assert result.exit_code == 2
    assert "Atlantis" in result.stderr


def test_what_was_imported_is_known_and_importing_again_changes_nothing(
    tmp_path: Path, own_file: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("name,born,side\nErna Mustergültig,1960-02-03,Q183\n", "utf-8")
    result = actors("import", str(table))
    assert result.exit_code == 0
    assert result.stdout == f"1 actor from {table} in {own_file}\n"
    assert "speaks for Deutschland" in actors("show", "Mustergueltigs").stdout
    before = own_file.read_bytes()
    actors("import", str(table))
    assert own_file.read_bytes() == before


def test_bad_rows_are_named_and_the_others_are_imported(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("name,born\nErna Mustergültig,gestern\nHans Mustergültig,\n", "utf-8")
    result = actors("import", str(table))
    assert result.exit_code == 1
    assert "people.csv, line 2: not a day: 'gestern'" in result.stderr
    assert "Hans" in actors("show", "Mustergültig").stdout


def test_a_file_that_is_none_of_the_three_is_one_line(tmp_path: Path, own_file: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,\n", "utf-8")
    result = actors("import", str(tmp_path / "letter.txt"))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert not own_file.exists()


def test_a_table_without_rows_says_that_nothing_was_imported(tmp_path: Path, own_file: Path) -> None:
    (tmp_path / "empty.csv").write_text("name,born\n", "utf-8")
    result = actors("import", str(tmp_path / "empty.csv"))
    assert result.exit_code == 1
    assert "no actors in it" in result.stderr
    assert not own_file.exists()


@pytest.mark.parametrize("command", [[], ["show"], ["list"], ["import"]])
def test_help_teaches_by_example(command: list[str]) -> None:
    result = actors(*command, "--help")
    assert result.exit_code == 0
    assert "laut actors" in result.stdout.split("Examples:", 1)[1]

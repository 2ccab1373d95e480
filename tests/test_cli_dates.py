"""``laut dates`` as users meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from laut.cli import program

HARBOUR = """Hafen bleibt bis zum Jahresende gesperrt

Der Hafen der Stadt bleibt nach dem schweren Sturm von Mitte Oktober bis zum Jahresende geschlossen. Das teilte
die Stadt am Dienstag mit. Täglich werde geprüft, wann die Fahrrinne frei ist. Vor drei Jahren war er nach einem
Sturm schon einmal gesperrt worden.
"""

FRENCH = """Le conseil vote sur le nouveau pont

Le conseil de la ville votera la semaine prochaine pour savoir si le vieux pont doit être remplacé par un neuf.
Nous avons assez attendu cette décision, a dit la maire après une longue réunion mardi soir dans la vieille ville.
"""

ENGLISH = """Council votes on the new bridge across the river

The council of the town will vote next week on whether the old bridge should be replaced by a new one.
"We have waited long enough for this decision," said the mayor after a long meeting on Tuesday evening.
"""


@pytest.fixture
def harbour(tmp_path: Path) -> str:
    path = tmp_path / "hafen.txt"
    path.write_text(HARBOUR, "utf-8")
    return str(path)


def dates(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(program, ["dates", *arguments], input=given, prog_name="laut")


def found(*arguments: str, given: str | None = None) -> list[dict[str, Any]]:
    result = dates(*arguments, "--format", "json", given=given)
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def test_json_has_the_fields_of_the_contract_and_offsets_into_the_text(harbour: str) -> None:
    rows = found(harbour, "--published", "2022-11-02")
    assert [list(row) for row in rows] == [
        ["start", "end", "text", "type", "value", "earliest", "latest"] for _ in rows
    ]
    assert all(HARBOUR[row["start"] : row["end"]] == row["text"] for row in rows)
    by_words = {row["text"]: row for row in rows}
    october = by_words["Mitte Oktober"]
    assert (october["type"], october["value"]) == ("DATE", "2022-10")
    assert (october["earliest"], october["latest"]) == ("2022-10-11", "2022-10-20")
    assert by_words["Täglich"]["earliest"] is None


def test_the_table_marks_what_the_publication_date_leaves_open(harbour: str) -> None:
    lines = dates(harbour, "--published", "2022-11").stdout.splitlines()
    tuesday = next(line for line in lines if " Dienstag " in line)
    assert tuesday.split()[2:] == ["DATE", "XXXX-WXX-2", "~2022-11-01…2022-11-29"]


def test_without_a_publication_date_nothing_relative_gets_days() -> None:
    rows = found(
        "-", given="Am Dienstag tagte der Rat der Stadt, am 3. Mai 2021 hatte er das schon einmal getan.\n"
    )
    assert [(row["value"], row["earliest"]) for row in rows] == [
        ("XXXX-WXX-2", None),
        ("2021-05-03", "2021-05-03"),
    ]


def test_a_file_without_times_gives_an_empty_list() -> None:
    assert found("-", given="Der Rat der Stadt will die Brücke über den Fluss nicht ersetzen.\n") == []


def test_a_missing_file_is_named_in_one_line(tmp_path: Path) -> None:
    result = dates(str(tmp_path / "fehlt.txt"))
    assert result.exit_code == 1
    assert "fehlt.txt" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_text_in_a_language_without_grammar_is_refused_with_the_reason() -> None:
    result = dates("-", given=FRENCH)
    assert result.exit_code == 1
    assert "'fr'" in result.stderr


def test_english_is_read_with_its_own_grammar() -> None:
    rows = found("-", "--published", "2022-11-02", given=ENGLISH)
    assert [row["value"] for row in rows] == ["2022-W45", "2022-11-01TEV"]


def test_two_articles_in_one_file_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "zwei.jsonl"
    line = json.dumps({"text": "Der Rat der Stadt tagt am Montag über die Brücke."})
    path.write_text(f"{line}\n{line}\n", "utf-8")
    result = dates(str(path))
    assert result.exit_code == 1
    assert "more than one article" in result.stderr


@pytest.mark.parametrize("wrong", [["--published", "2022-13"], ["--format", "xml"]])
def test_wrong_usage_has_status_2(harbour: str, wrong: list[str]) -> None:
    assert dates(harbour, *wrong).exit_code == 2


def test_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    assert dates(str(tmp_path)).exit_code == 2

"""``laut correct``, ``reread``, ``verify``, ``backup`` and ``restore``, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from tests.ledger.articles import article
from tests.ledger.people.people import received, rows, speakers, statements

import laut.ledger.vectors
import laut.reading.reader
from laut.cli import program
from laut.ledger import Ledger
from laut.reading.version import packaged_version
from laut.records import Article, Rejection

DAM = "Der Damm am Nordersiel werde den Winter über halten, heißt es."
BRIDGE = "Die Brücke bleibe bis auf Weiteres für Lastwagen gesperrt, heißt es."


@pytest.fixture
def place(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger in a file, which the environment names; nothing is loaded that makes vectors."""
    path = tmp_path / "laut.db"
    path.write_bytes(sqlite_template.read_bytes())
    monkeypatch.setenv("LAUT_LEDGER", str(path))
    monkeypatch.setenv("LAUT_AUTHOR", "Ina Prüfer")
    monkeypatch.setenv("LAUT_ACTORS", str(tmp_path / "actors.jsonl"))
    monkeypatch.setattr(laut.ledger.vectors, "encoder_for", lambda *_: None)
    with Ledger(str(path), side_of=lambda actor: None) as ledger:
        received(ledger, article(DAM, BRIDGE, said=1, path="a.txt"))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments, prog_name="laut")


def opened(place: Path) -> Ledger:
    return Ledger(str(place), side_of=lambda actor: None)


def test_a_speaker_is_corrected_and_becomes_an_actor_of_the_registry(place: Path) -> None:
    result = run("correct", "0000", "--set", "speaker.name=Dmitri Medwedew", "--reason", "Absatz 3")
    assert (result.exit_code, result.stdout) == (0, "correction 1\n")
    [row] = rows(opened(place))
    assert (row.speaker, row.actor, row.kind) == ("Dmitri Medwedew", "Q23530", "person")


def test_words_of_the_text_are_given_as_words(place: Path) -> None:
    assert run("correct", "0000", "--set", "content=den Winter über halten").exit_code == 0
    assert [one.text for one in statements(opened(place))] == ["den Winter über halten"]


def test_values_may_be_json_and_numbers_in_names_stay_text(place: Path) -> None:
    chain = '[{"name": "Deichverband", "kind": "organisation"}]'
    assert run("correct", "0000", "--set", f"chain={chain}", "--set", "medium=null").exit_code == 0
    assert run("correct", "0000", "--set", "speaker.name=112").exit_code == 0
    [one] = statements(opened(place))
    assert one.medium is None
    assert [hop.name for hop in one.chain] == ["112"]


def test_a_statement_is_added_and_another_struck(place: Path) -> None:
    assert run("correct", "--add", BRIDGE, "--report", "1", "--set", "speaker.name=Ole Siel").exit_code == 0
    assert run("correct", "0000", "--remove").exit_code == 0
    assert speakers(opened(place)) == ["Ole Siel"]


def test_the_list_says_all_and_is_given_as_data(place: Path) -> None:
    run("correct", "0000", "--set", "form=direct", "--reason", "Anführungszeichen")
    assert run("correct", "--withdraw", "1").exit_code == 0
    lines = run("correct", "--list").stdout
    for part in (
        "Ina Prüfer",
        "form = direct",
        "why: Anführungszeichen",
        "withdrawn",
        "takes correction 1 back",
    ):
        assert part in lines
    first, _ = json.loads(run("correct", "--list", "--format", "json").stdout)
    assert (first["number"], first["values"], first["withdrawn"]) == (1, {"form": "direct"}, True)


def test_a_correction_without_a_place_is_listed_as_such(place: Path) -> None:
    ledger = opened(place)
    url = "https://hafenblatt.example/damm"
    report = received(ledger, article(DAM, outlet="Wattbote", url=url)).report
    run("correct", "0000", "--report", str(report), "--set", "form=direct")
    received(ledger, article(BRIDGE, outlet="Wattbote", url=url))
    assert "HAS NO PLACE ANY MORE: its words are not in the text any more" in run("correct", "--list").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ((), 2, "give a STATEMENT"),
        (("0000",), 2, "say what is wrong"),
        (("0000", "--set", "form"), 2, "not FIELD=VALUE"),
        (("0000", "--set", "content=gibt es nicht"), 2, "does not stand in the text"),
        (("--add", BRIDGE), 2, "needs the --report"),
        (("0000", "--set", "form=loud"), 1, "Invalid enum value 'loud'"),
        (("9999", "--remove"), 1, "there is no statement '9999'"),
        (("--withdraw", "7"), 1, "there is no correction 7"),
    ],
)
def test_wrong_usage_is_said(place: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    result = run("correct", *arguments)
    assert (result.exit_code, message in result.stderr) == (status, True), result.output
    assert rows(opened(place))[0].form == "indirect"


class NextReader:
    """A reader of a newer model: it reads every text as if somebody else had said it."""

    version = "laut-de-9.1"

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads

    def read_all(self, articles: Iterable[Article | Rejection]) -> Iterator[Article | Rejection]:
        for one in articles:
            assert isinstance(one, Article)
            if "Wattbote" in (one.outlet or ""):
                yield Rejection(path="watt.txt", reason="too hard", hint="leave it out")
            else:
                again: Any = article(DAM, BRIDGE, actor="Q6279")
                yield msgspec.structs.replace(one, statements=again.statements)


def test_texts_are_read_again_and_failures_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laut.reading.reader, "Reader", NextReader)
    ledger = opened(place)
    ledger.add(article(DAM, BRIDGE, outlet="Deichpost"), model="laut-de-1")
    assert "1 text read, 1 of them otherwise than before (2 statements changed" in run("reread").stdout
    assert run("reread").stdout.startswith(f"{place}: 0 texts read")
    ledger.add(article(DAM, outlet="Wattbote"), model="laut-de-1")
    failed = run("reread", "--model-older-than", "laut-de-9")
    assert failed.exit_code == 1
    assert "watt.txt" in failed.stderr
    everything = run("reread", "--all")
    assert "--read-before" in everything.stderr


def test_status_says_what_another_version_read(place: Path) -> None:
    ledger = opened(place)
    assert "another version" not in run("status").stdout
    ledger.add(article(BRIDGE, outlet="Wattbote"), model=packaged_version())
    assert "another version" not in run("status").stdout
    ledger.add(article(DAM, outlet="Deichpost"), model="laut-de-1")
    assert "1 text read by another version of laut: laut reread" in run("status").stdout


def test_a_sound_ledger_is_verified_and_a_broken_one_is_not(place: Path) -> None:
    sound = run("verify")
    assert (sound.exit_code, sound.stdout) == (
        0,
        f"{place}: every invariant holds (1 article, 1 statement, 0 claims)\n",
    )
    with opened(place).atomic() as connection:
        connection.exec_driver_sql("UPDATE statement SET speaker = 'Falsch'")
    broken = run("verify", "--format", "json")
    assert broken.exit_code == 1
    assert {problem["kind"] for problem in json.loads(broken.stdout)} == {"column", "words"}
    repaired = run("verify", "--repair")
    assert "its column speaker is 'Falsch'" in repaired.stdout
    assert "made anew: readings (1)" in repaired.stderr
    assert run("verify").exit_code == 0


def test_a_ledger_is_backed_up_and_restored(place: Path, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    assert run("backup", copy).stdout.startswith(f"{copy}: 1 article, ")
    assert run("backup", copy).exit_code == 1
    with opened(place) as ledger:
        received(ledger, article(BRIDGE, outlet="Wattbote"))
    refused = run("restore", copy)
    assert refused.exit_code == 1
    assert "is not empty" in refused.stderr
    restored = run("restore", copy, "--replace")
    assert "what was there before is kept in" in restored.stdout
    with opened(place) as ledger:
        assert ledger.status().articles == 1
    assert run("restore", copy, "--ledger", str(tmp_path / "other.db")).exit_code == 0
    assert opened(tmp_path / "other.db").status().articles == 1


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.db")
    for command in (["verify"], ["reread"], ["correct", "--list"], ["backup", str(tmp_path / "copy.db")]):
        result = run(*command, "--ledger", missing)
        assert result.exit_code == 1
        assert "there is no ledger" in result.stderr
    assert list(tmp_path.iterdir()) == []

"""``laut add`` and ``laut status`` as users meet them; the model is replaced by tests/fake_reader.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.fake_reader import FakeReader

import laut
from laut.cli import program

HARBOUR = """Hafen bleibt nach dem Sturm gesperrt

Von: Mara Beispiel

Der Hafen der Stadt bleibt nach dem schweren Sturm vom Wochenende bis auf Weiteres geschlossen.

„Wir öffnen erst, wenn die Fahrrinne frei ist“, sagte Jana Ohlsen am Montag. Die Reeder wollen das nicht
hinnehmen. „Jeder Tag kostet uns viel Geld“, meint Piet Harmsen, der für die Reeder spricht.
"""

SCHOOL = """Stadt will zwei Schulen zusammenlegen

Der Rat der Stadt berät am Donnerstag darüber, ob zwei Schulen zu einer zusammengelegt werden sollen.

„Niemand verliert seinen Platz“, sagte Ute Petersen vor der Sitzung. Die Eltern sind davon nicht überzeugt.
"""


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laut.reading.reader.Reader", FakeReader)
    monkeypatch.setattr("laut.ledger.adding.encoder_for", lambda ledger, threads: None)
    monkeypatch.delenv("LAUT_LEDGER", raising=False)
    monkeypatch.delenv("LAUT_DEBUG", raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two articles in it, below the current one."""
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "hafen.txt").write_text(HARBOUR, "utf-8")
    (pages / "schule.txt").write_text(SCHOOL, "utf-8")
    return pages


def laut_(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(program, list(arguments), input=given, prog_name="laut")


def counts(result: Result) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: number for name, number in json.loads(result.stdout).items() if number}


def added(*arguments: str) -> dict[str, int]:
    return counts(laut_("add", "--no-link", "--format", "json", *arguments))


def test_a_folder_is_added_once_and_then_passed_over(folder: Path) -> None:
    first = laut_("add", "pages", "--no-link")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.startswith("laut.db: 2 articles (2 new), 3 new statements in ")
    assert (folder.parent / "laut.db").exists()
    assert added("pages") == {"passed_over": 2}
    assert added("./pages/../pages/hafen.txt") == {"again": 1}


def test_a_changed_file_is_a_new_text_of_the_same_report(folder: Path) -> None:
    header = "---\nurl: https://www.hafenblatt.example/sturm\n---\n"
    (folder / "hafen.txt").write_text(header + HARBOUR, "utf-8")
    added("pages")
    (folder / "hafen.txt").write_text(header + HARBOUR.replace("gesperrt", "geschlossen"), "utf-8")
    assert added("pages") == {"revision": 1, "passed_over": 1, "statements": 2}
    status = json.loads(laut_("status", "--format", "json").stdout)
    assert (status["articles"], status["revisions"], status["statements"]) == (2, 3, 3)


def test_a_bad_input_is_named_and_the_others_are_kept(folder: Path) -> None:
    (folder / "leer.txt").write_text("")
    result = laut_("add", "pages", "fehlt.txt", "--no-link")
    assert result.exit_code == 1
    assert "pages/leer.txt: it is empty" in result.stderr
    assert "fehlt.txt: there is no such file" in result.stderr
    assert "2 inputs failed, see above" in result.stdout
    assert json.loads(laut_("status", "--format", "json").stdout)["articles"] == 2


def test_what_laut_read_wrote_is_kept_as_it_is(folder: Path) -> None:
    lines = laut_("read", "pages", "--format", "jsonl").stdout
    english = lines.replace('"language":"de"', '"language":"en"')
    assert '"language":"en"' in english
    (folder.parent / "read.jsonl").write_text(english, "utf-8")
    assert added("read.jsonl") == {"new": 2, "statements": 3}
    assert json.loads(laut_("status", "--format", "json").stdout)["models"] == {"": 2}


def test_an_article_can_be_pasted(folder: Path) -> None:
    result = laut_("add", "-", "--no-link", "--outlet", "Hafenblatt", given=HARBOUR)
    assert (result.exit_code, "1 new" in result.stdout) == (0, True)
    assert json.loads(laut_("status", "--format", "json").stdout)["outlets"] == {"Hafenblatt": 1}


def test_status_counts_what_is_there(folder: Path) -> None:
    added("pages")
    status = json.loads(laut_("status", "--format", "json").stdout)
    assert {
        name: status[name]
        for name in ("articles", "revisions", "receipts", "statements", "claims", "corrections", "unread", "unlinked")
    } == {
        "articles": 2, "revisions": 2, "receipts": 2, "statements": 3, "claims": 0, "corrections": 0, "unread": 0,
        "unlinked": 2,
    }  # fmt: skip
    told = laut_("status").stdout
    assert "2 articles in 2 texts, received 2 times" in told
    assert "3 statements, 0 claims" in told
    assert "(no outlet)" in told


def test_a_ledger_that_is_not_there_is_one_line(folder: Path) -> None:
    result = laut_("status", "--ledger", "fehlt.db")
    assert result.exit_code == 1
    assert result.stderr == (
        "laut: there is no ledger fehlt.db – check the name, or make one with: laut add PATH --ledger URL\n"
    )
    assert not Path("fehlt.db").exists()


def test_the_ledger_is_named_by_option_before_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAUT_LEDGER", "env.db")
    added("pages")
    added("pages", "--ledger", "sqlite:///option.db")
    assert Path("env.db").exists() and Path("option.db").exists() and not Path("laut.db").exists()


def test_a_file_that_is_no_ledger_is_left_alone(folder: Path) -> None:
    before = (folder / "hafen.txt").read_bytes()
    result = laut_("add", "pages", "--ledger", "pages/hafen.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "laut: the ledger pages/hafen.txt is not a ledger, but some other file – "
    )
    assert (folder / "hafen.txt").read_bytes() == before


def test_one_address_for_many_articles_is_wrong_usage(folder: Path) -> None:
    assert laut_("add", "pages", "--url", "https://x.example/1").exit_code == 2
    assert laut_("add").exit_code == 2


def test_the_public_name_is_there_and_costs_nothing_until_it_is_used() -> None:
    from laut.ledger.ledger import Ledger

    assert laut.Ledger is Ledger
    with pytest.raises(AttributeError, match="no attribute 'Archive'"):
        laut.Archive  # noqa: B018
    code = "import sys, laut, laut.cli; sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

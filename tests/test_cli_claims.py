"""``laut claims``, ``claim`` and ``actor``: for people, for programs, and for decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner, Result
from tests.ledger.articles import article

from laut.cli import program
from laut.ledger import Ledger
from laut.ledger.linked import write_places
from laut.linking.claims import Linker
from laut.records import Article

DAM = "Der Damm bei Ahrenstedt sei gebrochen"
DAM_TOO = "Gebrochen sei der Damm bei Ahrenstedt heute"
HARBOUR = "Der Hafen von Ahrenstedt bleibe bis Freitag geschlossen"
BANK = "Die Nordmark-Bank schließe jede dritte Filiale"


def renamed(one: Article) -> Article:
    """Return the article with ids of statements that no other article has."""
    statements = tuple(msgspec.structs.replace(each, id=f"{one.outlet}-{each.id}") for each in one.statements)
    return msgspec.structs.replace(one, statements=statements)


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger in which two outlets say the same of a dam, and one also says something of a bank."""
    url = f"sqlite:///{tmp_path / 'laut.db'}"
    monkeypatch.setenv("LAUT_LEDGER", url)
    with Ledger(url) as opened:
        for one in (
            article(DAM, BANK, outlet="Pegel24", published="2022-11-02", actor="Q7747"),
            article(DAM_TOO, outlet="Extrablitz", published="2022-11-04", actor="Q6279"),
            article(BANK, outlet="Dorfblatt", published="2022-11-05", actor=None),
        ):
            one = renamed(one)
            topics = np.array([0 if "Damm" in each.text else 1 for each in one.statements], np.int16)
            vectors = np.zeros((len(topics), 384), np.int8)
            vectors[np.arange(len(topics)), topics] = 127
            opened.add(one, vectors=vectors, cells=topics)
        with opened.atomic() as connection:
            rows = connection.exec_driver_sql("SELECT id FROM statement ORDER BY id")
            numbers = [row[0] for row in rows]
            dam, bank, dam_too, bank_too = numbers
            places = {dam: dam, bank: bank, dam_too: dam, bank_too: bank_too}
            write_places(connection, {one: (pivot, 1.0, False, None) for one, pivot in places.items()})
            connection.exec_driver_sql("UPDATE reading SET linked = 1")
    return url


def laut_(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments, prog_name="laut")


def data(*arguments: str) -> Any:
    result = laut_(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_claims_are_listed_widest_first_with_their_origins() -> None:
    first, second, third = laut_("claims").stdout.splitlines()
    cells = first.split("\t")
    assert cells[1:] == ["2 (Joe Biden, Wladimir Putin)", "2", "2", "2 November 2022 – 4 November 2022", DAM]
    assert {line.split("\t")[5] for line in (second, third)} == {BANK}


def test_reports_that_do_not_say_who_published_them_have_claims_too(ledger: str) -> None:
    with Ledger(ledger) as opened:
        one = renamed(article(HARBOUR, outlet=None))
        opened.add(one, vectors=np.full((1, 384), 9, np.int8), cells=np.zeros(1, np.int16))
        Linker(opened).link()
    assert HARBOUR in {one["text"] for one in data("claims")}
    assert HARBOUR not in {one["text"] for one in data("claims", "--min-outlets", "1")}


def test_claims_as_data_keep_the_contract() -> None:
    listed = data("claims")
    assert [set(one) >= {"id", "text", "statements", "outlets", "origins"} for one in listed] == [True] * 3
    assert listed[0]["outlets"] == ["Pegel24", "Extrablitz"]
    origins = listed[0]["origins"]
    assert (origins["at_least"], origins["at_most"]) == (2, 2)
    assert [root["name"] for root in origins["roots"]] == ["Joe Biden", "Wladimir Putin"]
    assert len(listed[0]["statements"]) == 2


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--min-outlets", "2"], 1),
        (["--max-origins", "1"], 2),
        (["--max-origins", "0"], 0),
        (["--since", "2022-11-05"], 1),
        (["--until", "2022-11-02"], 2),
        (["--actor", "Q6279"], 1),
        (["--limit", "1"], 1),
        (["--limit", "1", "--all"], 3),
    ],
)
def test_claims_can_be_narrowed(options: list[str], count: int) -> None:
    assert len(data("claims", *options)) == count


def test_a_claim_is_shown_as_a_tree_by_the_beginning_of_its_id() -> None:
    key = data("claims")[0]["id"]
    text = laut_("claim", key[:6]).stdout
    assert text.startswith(f"{DAM}\nclaim {key}: 2 statements in 2 outlets\nindependent origins: 2 (")
    assert "Deutsche Ebbe-Presse\n" in text
    assert f"Pegel24, 2 November 2022: “{DAM}”" in text


def test_a_claim_as_data_is_a_list_of_one_with_its_graph() -> None:
    (one,) = data("claim", data("claims")[0]["id"])
    assert set(one) >= {
        "id",
        "text",
        "statements",
        "outlets",
        "origins",
        "tellings",
        "passings",
        "drifts",
        "names",
    }
    assert [told["outlet"] for told in one["tellings"]] == ["Pegel24", "Extrablitz"]
    nodes = {passing[end] for passing in one["passings"] for end in ("giver", "taker")}
    assert nodes
    assert nodes <= set(one["names"])


def test_claims_that_another_laut_made_are_said_to_be_and_made_anew() -> None:
    hint = "made by another version of laut"
    assert hint in laut_("claims").stderr and hint in laut_("status").stdout
    made = laut_("reread", "--claims")
    assert made.exit_code == 0 and "3 articles linked" in made.stdout
    assert hint not in laut_("claims").stderr and hint not in laut_("status").stdout
    before = data("claims")
    assert "0 articles linked" in laut_("reread", "--claims").stdout
    assert "3 articles linked" in laut_("reread", "--claims", "--all").stdout
    assert data("claims") == before


@pytest.mark.parametrize(
    "options", [("--report", "1"), ("--vectors",), ("--no-link",), ("--model-older-than", "laut-de-2")]
)
def test_claims_are_made_anew_all_together(options: tuple[str, ...]) -> None:
    assert laut_("reread", "--claims", *options).exit_code == 2


def test_a_claim_that_is_not_there_is_named() -> None:
    result = laut_("claim", "ffff")
    assert result.exit_code == 1
    assert "there is no claim 'ffff'" in result.stderr


def test_two_claims_become_one_by_a_person_s_decision() -> None:
    banks = [one["id"] for one in data("claims") if one["text"] == BANK]
    (merged,) = data(
        "claim", banks[0], "--together", banks[1], "--author", "M. Deich", "--reason", "same news"
    )
    assert merged["outlets"] == ["Pegel24", "Dorfblatt"]
    assert len(data("claims")) == 2
    with Ledger(None, create=False) as opened, opened.looking() as connection:
        (row,) = connection.exec_driver_sql("SELECT author, action, reason FROM claim_decision")
    assert tuple(row) == ("M. Deich", "together", "same news")


def test_a_statement_leaves_its_claim_by_a_person_s_decision() -> None:
    dam = data("claims")[0]
    (left,) = data("claim", dam["id"], "--apart", dam["statements"][1], "--author", "M. Deich")
    assert [told["outlet"] for told in left["tellings"]] == ["Pegel24"]
    assert sorted(len(one["outlets"]) for one in data("claims")) == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--together", "a", "--apart", "b", "--author", "M"], "two decisions"),
        (["--together", "a"], "need --author"),
        (["--apart", "a", "--author", " "], "need --author"),
        (["--author", "M"], "belong to"),
    ],
)
def test_decisions_need_a_name_and_one_thing_to_decide(options: list[str], problem: str) -> None:
    result = laut_("claim", "a", *options)
    assert result.exit_code == 2
    assert problem in result.stderr


@pytest.mark.parametrize("name", ["Putin", "Wladimir Putin", "vladimir putin", "Q7747"])
def test_an_actor_is_found_by_any_of_its_names(name: str) -> None:
    file = data("actor", *name.split())
    assert file["actor"]["id"] == "Q7747"
    assert [told["statement"]["content"][0]["text"] for told in file["tellings"]] == [DAM, BANK]
    assert file["total"] == 2
    assert {told["outlet"] for told in file["tellings"]} == {"Pegel24"}


def test_somebody_whom_no_registry_knows_is_found_by_name() -> None:
    file = data("actor", "ada", "deichgraef")
    assert file["actor"] is None
    assert file["names"] == ["Ada Deichgräf"]
    assert data("actor", "Ada Deichgräf")["total"] == 1
    assert laut_("actor", "Ada").exit_code == 1


def test_an_actor_for_people_is_a_list_by_date() -> None:
    text = laut_("actor", "Putin", "--limit", "1").stdout
    assert text.startswith("Wladimir Putin, person, Q7747\n2 statements; the last 1 of them in 1 outlet\n")
    assert f"“{BANK}”" in text
    assert f"“{DAM}”" not in text


def test_who_says_nothing_is_said_so() -> None:
    result = laut_("actor", "Niemand")
    assert result.exit_code == 1
    assert "nothing is attributed to 'Niemand'" in result.stderr


def test_commands_that_look_make_no_ledger(tmp_path: Path) -> None:
    for command in (["claims"], ["claim", "a"], ["actor", "Putin"]):
        result = laut_(*command, "--ledger", f"sqlite:///{tmp_path / 'neu.db'}")
        assert result.exit_code == 1
        assert "Traceback" not in result.stderr
    assert not (tmp_path / "neu.db").exists()

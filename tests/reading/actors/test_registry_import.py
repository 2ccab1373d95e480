"""Tables, Wikidata's JSON and FollowTheMoney become actors; what cannot is named by line and skipped."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from laut.errors import InputError
from laut.reading.actors import user_file
from laut.reading.actors.importing import Imported, read_file
from laut.reading.actors.registry import Registry, packaged
from laut.records import Actor, Role

REGISTRY = Registry(packaged())


def imported(folder: Path, text: str) -> Imported:
    file = folder / "given"
    file.write_text(text, "utf-8")
    return read_file(file, REGISTRY.get)


def value(of: Any) -> dict[str, Any]:
    return {"mainsnak": {"snaktype": "value", "datavalue": {"value": of}}, "rank": "normal"}


def time(day: str, precision: int = 11) -> dict[str, Any]:
    return {"time": f"+{day}T00:00:00Z", "precision": precision}


def wikidata(**changes: Any) -> dict[str, Any]:
    office = value({"id": "Q218295"})
    office["qualifiers"] = {
        "P580": [{"snaktype": "value", "datavalue": {"value": time("2000-05-07")}}],
        "P582": [{"snaktype": "somevalue"}],
    }
    entity = {
        "id": "Q4242",
        "labels": {"de": {"value": "Erna Muster"}, "en": {"value": "Erna Pattern"}, "zh": {"value": "某"}},
        "aliases": {"en": [{"value": "E. Pattern"}, {"value": "Erna Muster"}]},
        "claims": {
            "P31": [value({"id": "Q5"})],
            "P21": [value({"id": "Q6581072"})],
            "P569": [value(time("1960-02-03"))],
            "P39": [office, value({"id": "Q99999999"})],
        },
    }
    return entity | changes


def test_a_table_gives_actors_with_all_that_its_columns_say(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        "name,id,kind,born,gender,side,names_en,names,roles\n"
        "Erna Muster,Q4242,person,1960-02-03,f,Q183,Erna Pattern|E. Pattern,EM,"
        "president@Q183 2000-01-01..2001-01-01|adviser@Q183\n",
    )
    assert not found.problems
    assert found.actors == (
        Actor(
            id="Q4242",
            name="Erna Muster",
            kind="person",
            names={"en": ("Erna Pattern", "E. Pattern"), "und": ("EM",)},
            born=dt.date(1960, 2, 3),
            gender="f",
            side="Q183",
            roles=(
                Role(title="president", of="Q183", start=dt.date(2000, 1, 1), end=dt.date(2001, 1, 1)),
                Role(title="adviser", of="Q183"),
            ),
        ),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_may_be_separated_as_spreadsheets_do(tmp_path: Path, separator: str) -> None:
    found = imported(tmp_path, f"\ufeffname{separator}kind\nTagblatt Muster{separator}media\n")
    assert [(actor.id, actor.kind) for actor in found.actors] == [("user:tagblatt-muster", "media")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,,,", "no name"),
        ("Erna,animal,,,", "kind is 'animal'"),
        ("Erna,,1960-02-31,,", "not a day: '1960-02-31'"),
        ("Erna,,,x,", "gender is 'x'"),
        ("Erna,,,,boss", "not a role: 'boss'"),
        ("Erna,,,,boss@Q183 2001-01-01..2000-01-01", "ends before it begins"),
        ("Erna,,,,,,", "more fields than columns"),
    ],
)
def test_a_bad_row_is_named_by_line_and_the_others_are_taken(tmp_path: Path, row: str, reason: str) -> None:
    found = imported(tmp_path, f"name,kind,born,gender,roles\nHans Muster,,,,\n{row}\nPaul Muster,,,,\n")
    assert [actor.name for actor in found.actors] == ["Hans Muster", "Paul Muster"]
    (problem,) = found.problems
    assert problem.path.endswith("given, line 3")
    assert reason in problem.reason
    assert problem.hint


def test_an_id_that_comes_twice_is_a_problem_of_the_second(tmp_path: Path) -> None:
    found = imported(tmp_path, "name,id\nErna,Q1\nHans,Q1\nPaul,Q 1\n")
    assert [actor.name for actor in found.actors] == ["Erna"]
    assert [problem.path[-1] for problem in found.problems] == ["3", "4"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "neither JSON nor a table"),
        ("A sentence, and no table.", "neither JSON nor a table"),
        ("name,colour\nErna,red\n", "unknown column 'colour'"),
        ('{"some": "object"}', "neither Wikidata nor FollowTheMoney"),
        ("[1, 2]", "neither Wikidata nor FollowTheMoney"),
    ],
)
def test_a_file_of_another_sort_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        imported(tmp_path, text)


def test_a_file_that_is_not_there_or_not_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_file(tmp_path / "none", REGISTRY.get)
    (tmp_path / "latin").write_bytes("name\nMüller\n".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_file(tmp_path / "latin", REGISTRY.get)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"entities": {"Q4242": wikidata()}}),
        json.dumps(wikidata()),
        "[\n" + json.dumps(wikidata()) + ",\n]",
        json.dumps([wikidata()]),
    ],
)
def test_an_entity_of_wikidata_is_taken_as_it_is_given(tmp_path: Path, text: str) -> None:
    found = imported(tmp_path, text)
    assert not found.problems
    assert found.actors == (
        Actor(
            id="Q4242",
            name="Erna Muster",
            kind="person",
            names={"en": ("Erna Pattern", "E. Pattern")},
            born=dt.date(1960, 2, 3),
            gender="f",
            roles=(Role(title="president", of="Q159", start=dt.date(2000, 5, 7)),),
        ),
    )
    assert list(found.left_out.values()) == [1]


def test_a_birth_that_wikidata_knows_only_by_year_is_not_known(tmp_path: Path) -> None:
    claims = wikidata()["claims"] | {"P569": [value(time("1960-00-00", precision=9))]}
    (actor,) = imported(tmp_path, json.dumps(wikidata(claims=claims))).actors
    assert actor.born is None


def test_what_is_no_human_is_a_medium_a_government_or_an_organisation(tmp_path: Path) -> None:
    lines = [
        json.dumps(wikidata(id=f"Q{number}", claims={"P31": [value({"id": sort})]}))
        for number, sort in enumerate(("Q192283", "Q7188", "Q43229"), 1)
    ]
    found = imported(tmp_path, "\n".join(lines))
    assert [actor.kind for actor in found.actors] == ["media", "government", "organisation"]


@pytest.mark.parametrize(
    "broken", [{"labels": {}}, {"missing": ""}, {"claims": {"P21": [{"rank": "normal"}]}}]
)
def test_an_entity_that_is_missing_nameless_or_broken_is_a_problem(
    tmp_path: Path, broken: dict[str, Any]
) -> None:
    found = imported(tmp_path, json.dumps(wikidata(**broken)))
    assert not found.actors
    assert len(found.problems) == 1


def ftm(**properties: list[str]) -> str:
    return json.dumps({"id": "x-1", "schema": "Person", "properties": properties})


def test_follow_the_money_gives_people_with_their_state(tmp_path: Path) -> None:
    text = ftm(
        name=["Erna Muster"], alias=["E. M."], birthDate=["1960-02-03"], country=["no"], gender=["female"]
    )
    (actor,) = imported(tmp_path, text).actors
    assert actor == Actor(
        id="ftm:x-1",
        name="Erna Muster",
        kind="person",
        names={"und": ("E. M.",)},
        born=dt.date(1960, 2, 3),
        gender="f",
        side="Q20",
    )


def test_who_is_known_by_wikidata_id_keeps_the_german_name(tmp_path: Path) -> None:
    (actor,) = imported(
        tmp_path, ftm(name=["PUTIN, Vladimir"], wikidataId=["Q7747"], birthDate=["1952"])
    ).actors
    assert (actor.id, actor.name, actor.born) == ("Q7747", "Wladimir Putin", None)


def test_schemata_that_cannot_speak_are_left_out_and_bad_lines_are_named(tmp_path: Path) -> None:
    lines = [
        ftm(name=["Erna Muster"]),
        json.dumps({"id": "o", "schema": "Ownership", "properties": {}}),
        "no json",
        ftm(),
        json.dumps(
            {"id": "c", "schema": "Company", "properties": {"name": ["Muster AG"], "country": ["de", "at"]}}
        ),
    ]
    found = imported(tmp_path, "\n".join(lines))
    assert [(actor.name, actor.side) for actor in found.actors] == [
        ("Erna Muster", None),
        ("Muster AG", None),
    ]
    assert [problem.path.rsplit(" ", 1)[1] for problem in found.problems] == ["3", "4"]
    assert found.left_out == {"entities of the schema Ownership": 1}


def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUT_ACTORS", str(tmp_path / "deep" / "actors.jsonl"))
    putin = REGISTRY.get("Q7747")
    assert putin is not None
    assert user_file.read() == []
    user_file.write([putin])
    assert user_file.read() == [putin]


def test_laying_over_adds_names_and_terms_and_keeps_what_is_left_open() -> None:
    old = Actor(
        id="x",
        name="Erna Muster",
        kind="person",
        names={"de": ("E. M.",)},
        born=dt.date(1960, 2, 3),
        roles=(Role(title="adviser", of="y", start=dt.date(2000, 1, 1)),),
    )
    new = Actor(
        id="x",
        name="Erna Meier",
        kind="person",
        names={"en": ("E. M.", "Erna M.")},
        side="y",
        roles=(Role(title="adviser", of="y", start=dt.date(2000, 1, 1), end=dt.date(2001, 1, 1)),),
    )
    (actor,) = user_file.overlaid([old], [new])
    assert actor == Actor(
        id="x",
        name="Erna Meier",
        kind="person",
        names={"de": ("Erna Muster", "E. M."), "en": ("Erna M.",)},
        born=dt.date(1960, 2, 3),
        side="y",
        roles=new.roles,
    )
    assert user_file.overlaid([actor], [new]) == [actor]


def test_the_users_file_lies_where_data_of_programs_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LAUT_ACTORS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_file.place() == tmp_path / "laut" / "actors.jsonl"
    monkeypatch.setenv("LAUT_ACTORS", str(tmp_path / "mine.jsonl"))
    assert user_file.place() == tmp_path / "mine.jsonl"

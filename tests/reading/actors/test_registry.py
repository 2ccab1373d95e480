"""The registry answers by id, name, surname and office, whatever the spelling and the case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from laut.errors import LautError
from laut.reading.actors import spelling
from laut.reading.actors.registry import Registry, packaged
from laut.records import Actor, DateRange, Role


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(packaged())


def names(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.name for actor in actors]


def on(day: str) -> DateRange:
    return DateRange(dt.date.fromisoformat(day), dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Dmitry Medvedev", "Dmitri Medwedew"),
        ("WLADIMIR PUTIN", "Wladimir Putin"),
        ("Wolodymyr Selenskyjs", "Wolodymyr Selenskyj"),
        ("Volodymyr Zelenskyy", "Wolodymyr Selenskyj"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Gerhard Schroeder", "Gerhard Schröder"),
        ("Cem Oezdemir", "Cem Özdemir"),
        ("Viktor Orban", "Viktor Orbán"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("die New York Times", "The New York Times"),
        ("der Süddeutschen Zeitung", "Süddeutsche Zeitung"),
        ("„Spiegel“", "Der Spiegel"),
        ("des Spiegels", "Der Spiegel"),
        ("des Weißen Hauses", "US-Regierung"),
        ("Weisses Haus", "US-Regierung"),
        ("Kremls", "russische Regierung"),
        ("Moskau", "russische Regierung"),
        ("Kyjiw", "ukrainische Regierung"),
        ("russischen Verteidigungsministeriums", "russisches Verteidigungsministerium"),
        ("des Auswärtigen Amtes", "Auswärtiges Amt"),
        ("Vereinten Nationen", "Vereinte Nationen"),
        ("UNO", "Vereinte Nationen"),
        ("IAEO", "Internationale Atomenergiebehörde"),
    ],
)
def test_a_name_is_found_however_it_is_written(registry: Registry, written: str, meant: str) -> None:
    assert names(registry.named(written)) == [meant]


def test_a_surname_alone_is_no_name_but_finds_the_people_who_have_it(registry: Registry) -> None:
    assert registry.named("Scholz") == ()
    assert names(registry.people_called("Scholz")) == ["Olaf Scholz"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Putins", "Wladimir Putin"),
        ("Medwedews", "Dmitri Medwedew"),
        ("Zelensky", "Wolodymyr Selenskyj"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("Guttenberg", "Karl-Theodor zu Guttenberg"),
        ("Assads", "Baschar al-Assad"),
        ("Kramp-Karrenbauers", "Annegret Kramp-Karrenbauer"),
        ("Xi", "Xi Jinping"),
        ("Kennedy", "Robert F. Kennedy Jr."),
        ("Bas", "Bärbel Bas"),
    ],
)
def test_people_are_found_by_surname(registry: Registry, written: str, meant: str) -> None:
    assert names(registry.people_called(written)) == [meant]


def test_whoever_shares_a_surname_is_found_with_the_others(registry: Registry) -> None:
    assert names(registry.people_called("Biden")) == ["Joe Biden", "Jill Biden", "Hunter Biden"]
    assert len(registry.people_called("Kim")) > 1


def test_the_given_name_behind_a_surname_is_no_surname(registry: Registry) -> None:
    assert registry.people_called("Jinping") == ()


def test_a_surname_that_comes_first_is_not_taken_for_the_word_that_it_is_in_german(
    registry: Registry,
) -> None:
    assert registry.named("wen") == ()


def test_nobody_is_called_nothing(registry: Registry) -> None:
    assert registry.named("") == ()
    assert registry.people_called("") == ()
    assert registry.named("der") == ()


def test_an_office_is_answered_for_the_day(registry: Registry) -> None:
    assert names(registry.holders("prime-minister", "Q145", on("2022-11-02"))) == ["Rishi Sunak"]
    assert names(registry.holders("prime-minister", "Q145", on("2022-09-20"))) == ["Liz Truss"]


def test_on_the_day_of_a_change_both_held_the_office(registry: Registry) -> None:
    assert names(registry.holders("chancellor", "Q183", on("2021-12-08"))) == ["Angela Merkel", "Olaf Scholz"]


def test_a_month_has_all_who_held_the_office_in_it(registry: Registry) -> None:
    october = DateRange(dt.date(2022, 10, 1), dt.date(2022, 10, 31))
    assert names(registry.holders("prime-minister", "Q145", october)) == ["Liz Truss", "Rishi Sunak"]


def test_without_a_day_everyone_who_held_the_office_is_named_once_in_order(registry: Registry) -> None:
    assert names(registry.holders("president", "Q159", None)) == ["Wladimir Putin", "Dmitri Medwedew"]


def test_an_office_of_which_nobody_knows_a_holder_has_none(registry: Registry) -> None:
    assert registry.holders("president", "Q0", None) == ()


def test_an_office_whose_beginning_is_not_known_was_always_held() -> None:
    actor = Actor(id="x", name="Erna Muster", kind="person", roles=(Role(title="adviser", of="y"),))
    assert Registry([actor]).holders("adviser", "y", on("1999-01-01")) == (actor,)


def test_actors_are_given_by_id(registry: Registry) -> None:
    putin = registry.get("Q7747")
    assert putin is not None
    assert putin.born == dt.date(1952, 10, 7)
    assert registry.get("Q0") is None


@pytest.mark.parametrize("name", ["Charles III.", "Elisabeth II", ""])
def test_a_name_with_a_number_has_no_surname(name: str) -> None:
    assert spelling.surnames(name) == ()


def test_what_the_user_imported_is_laid_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "actors.jsonl"
    file.write_text(
        '{"id": "Q7747", "name": "Wladimir Putin", "kind": "person", "names": {"de": ["WWP"]}}\n'
        '{"id": "user:erna-muster", "name": "Erna Muster", "kind": "person"}\n',
        "utf-8",
    )
    monkeypatch.setenv("LAUT_ACTORS", str(file))
    registry = Registry.load()
    (putin,) = registry.named("WWP")
    assert putin.id == "Q7747"
    assert putin.born == dt.date(1952, 10, 7)
    assert putin.roles
    assert registry.named("Vladimir Putin") == (putin,)
    assert names(registry.people_called("Muster")) == ["Erna Muster"]


def test_a_damaged_user_file_is_named_with_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "actors.jsonl"
    file.write_text('{"id": "a", "name": "A", "kind": "person"}\n{"id": 1}\n', "utf-8")
    monkeypatch.setenv("LAUT_ACTORS", str(file))
    with pytest.raises(LautError, match="line 2"):
        Registry.load()

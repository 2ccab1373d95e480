"""The packaged actors hold together: ids, references, dates, names and what the README says of them."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from importlib.resources import files

import pytest

from laut.reading.actors import user_file
from laut.reading.actors.importing import rows
from laut.reading.actors.registry import Registry, all_names, packaged
from laut.records import Actor

ACTORS = packaged()
BY_ID = {actor.id: actor for actor in ACTORS}
DATA = files("laut.reading.actors") / "data"
README = (DATA / "README.md").read_text("utf-8")

AMBIGUOUS = {"swr"}
"""Folded names that two actors share: the Russian service and the German broadcaster."""

OLDEST, YOUNGEST = dt.date(1910, 1, 1), dt.date(2008, 1, 1)
PEOPLE_OF_OFFICES = {
    "spokesperson",
    "party-leader",
    "secretary-general",
    "director-general",
    "intelligence-chief",
}


def test_there_are_enough_actors_of_each_kind() -> None:
    kinds = Counter(actor.kind for actor in ACTORS)
    assert len(ACTORS) >= 420
    assert kinds["person"] >= 300
    assert min(kinds["media"], kinds["government"], kinds["organisation"]) >= 50


def test_ids_are_wikidatas_or_ours_and_unique() -> None:
    assert len(BY_ID) == len(ACTORS)
    assert not [id for id in BY_ID if not re.fullmatch(r"Q[1-9]\d*|laut:[a-z0-9]+(-[a-z0-9]+)*", id)]


def test_the_ids_without_wikidata_are_those_that_the_readme_lists() -> None:
    listed = set(re.findall(r"`(laut:[a-z0-9-]+)`", README))
    assert {id for id in BY_ID if id.startswith("laut:")} == listed


def test_the_counts_in_the_readme_are_true() -> None:
    counted = {
        label: int(number) for number, label in re.findall(r"^\| (\d+) \| (\w+) \|", README, re.MULTILINE)
    }
    kinds = Counter(str(actor.kind) for actor in ACTORS)
    assert counted == dict(kinds) | {"all": len(ACTORS)}


def test_sides_and_bodies_of_offices_are_actors() -> None:
    missing = {
        (actor.name, id)
        for actor in ACTORS
        for id in (actor.side, *(role.of for role in actor.roles))
        if id is not None and id not in BY_ID
    }
    assert not missing


def test_nobody_speaks_for_a_person() -> None:
    assert not [a.name for a in ACTORS if a.side and BY_ID[a.side].kind in ("person", "media")]
    assert not [a.name for a in ACTORS if a.side == a.id]


def test_every_title_is_one_of_the_readme() -> None:
    table = README.split("## Title keys", 1)[1].split("##", 1)[0]
    titles = set(re.findall(r"`([a-z-]+)`", table))
    assert {role.title for actor in ACTORS for role in actor.roles} <= titles


def test_terms_begin_before_they_end() -> None:
    assert not [a.name for a in ACTORS for r in a.roles if r.start and r.end and r.start >= r.end]


def test_terms_of_one_person_in_one_office_do_not_overlap() -> None:
    for actor in ACTORS:
        terms: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = {}
        for role in actor.roles:
            span = (role.start or dt.date.min, role.end or dt.date.max)
            terms.setdefault((role.title, role.of), []).append(span)
        for office, spans in terms.items():
            spans.sort()
            overlaps = [office for one, other in itertools.pairwise(spans) if other[0] < one[1]]
            assert not overlaps, actor.name


def test_offices_are_held_by_grown_people_who_were_born() -> None:
    young = [
        (a.name, role.title)
        for a in ACTORS
        for role in a.roles
        if a.born and role.start and role.start.year - a.born.year < 25 and role.title != "monarch"
    ]
    assert not young


@pytest.mark.parametrize(
    ("title", "of"),
    sorted(
        {
            (role.title, role.of)
            for actor in ACTORS
            for role in actor.roles
            if role.title
            in ("president", "prime-minister", "chancellor", "monarch", "pope", "defence-minister")
        }
    ),
)
def test_one_person_at_a_time_holds_an_office_of_one(title: str, of: str) -> None:
    terms = sorted(
        (role.start, role.end or dt.date.max, actor.name)
        for actor in ACTORS
        for role in actor.roles
        if (role.title, role.of) == (title, of) and role.start
    )
    clashes = [(one[2], other[2]) for one, other in itertools.pairwise(terms) if other[0] < one[1]]
    assert not clashes


def test_births_are_plausible_and_only_of_people() -> None:
    assert not [a.name for a in ACTORS if a.born and a.kind != "person"]
    assert not [a.name for a in ACTORS if a.born and not OLDEST < a.born < YOUNGEST]


def test_people_have_a_gender_and_nobody_else_has() -> None:
    assert not [a.name for a in ACTORS if (a.gender is None) == (a.kind == "person")]


def test_no_birthday_is_shared_except_by_twins() -> None:
    days = Counter(actor.born for actor in ACTORS if actor.born)
    shared = {day: [a.name for a in ACTORS if a.born == day] for day, number in days.items() if number > 1}
    twins = {dt.date(1949, 6, 18)}  # the brothers Kaczyński
    assert {
        day: who for day, who in shared.items() if day not in twins and len({a[:3] for a in who}) == 1
    } == {}


def test_no_name_is_shared_unless_it_is_known_to_be() -> None:
    registry = Registry(ACTORS)
    registry.named("")
    assert registry._names is not None
    shared = {key: ids for key, ids in registry._names.items() if len(ids) > 1}
    assert set(shared) == AMBIGUOUS


def test_names_are_clean_and_said_once() -> None:
    for actor in ACTORS:
        given = [actor.name, *(name for names in actor.names.values() for name in names)]
        assert not [name for name in given if name != " ".join(name.split()) or not name], actor.name
        assert all(re.fullmatch(r"[a-z]{2}", language) for language in actor.names), actor.name
        de = actor.names.get("de", ())
        assert len(set(de)) == len(de), actor.name
        assert actor.name not in de, actor.name


def test_every_actor_is_found_by_each_of_its_names() -> None:
    registry = Registry(ACTORS)
    for actor in ACTORS:
        for name in all_names(actor):
            found = registry.named(name) or registry.people_called(name)
            assert actor in found, name


def test_offices_of_bodies_are_of_bodies_and_offices_of_states_are_of_states() -> None:
    states = {
        "president",
        "prime-minister",
        "foreign-minister",
        "defence-minister",
        "monarch",
        "chief-of-staff",
    }
    wrong = [
        (actor.name, role.title, BY_ID[role.of].name)
        for actor in ACTORS
        for role in actor.roles
        if (role.title in states and not role.of.startswith("Q"))
        or (
            role.title in PEOPLE_OF_OFFICES
            and BY_ID[role.of].side is None
            and BY_ID[role.of].kind == "government"
        )
    ]
    assert not wrong


def test_the_file_is_written_as_the_importer_writes() -> None:
    lines = (DATA / "actors.jsonl").read_bytes().splitlines(keepends=True)
    assert [user_file.line(actor) for actor in ACTORS] == lines


def test_the_vocabularies_of_importers_name_actors_that_exist() -> None:
    known = rows.vocabulary()
    assert {id for id in known.countries.values() if id not in BY_ID} == set()
    assert {of for _, of in map(str.split, known.positions.values()) if of not in BY_ID} == set()
    assert all(re.fullmatch(r"[a-z]{2}", code) for code in known.countries)


@pytest.mark.parametrize(
    ("id", "born", "kind"),
    [("Q7747", "1952-10-07", "person"), ("Q6279", "1942-11-20", "person"), ("Q9684", None, "media")],
)
def test_a_few_that_everybody_can_check(id: str, born: str | None, kind: str) -> None:
    actor: Actor = BY_ID[id]
    assert (actor.born and str(actor.born)) == born
    assert actor.kind == kind

"""What a report opens with, and what only another report says: who is one source after all. All are made up."""

from __future__ import annotations

import msgspec
import pytest
from tests.linking.test_origins import copied, count, hop, told

from laut.records import Hop, Span

PEOPLE = hop("Beamte", "group", named=False)
MOSER = hop("Karl Moser", "person")


def led(name: str, office: str) -> Hop:
    return msgspec.structs.replace(hop(name, "person"), office=office)


def test_who_is_only_said_to_be_in_a_place_is_whoever_is_named_then() -> None:
    somebody = hop("Talvik", "group", named=False)
    assert count([told(1, somebody), told(1, MOSER, start=200)]) == (1, 1, ["Karl Moser"])
    assert count([told(1, somebody), told(2, MOSER)]) == (2, 2, ["Karl Moser", "Talvik"])


def test_people_before_the_paper_that_has_it_from_people_are_its_source() -> None:
    paper = hop("Elbpost")
    first = told(1, hop("westliche Beamte", "group", named=False))
    assert count([first, told(1, paper, PEOPLE, start=200)])[:2] == (1, 1)
    assert count([first, told(1, paper, MOSER, start=200)])[:2] == (2, 2)


def test_who_told_the_outlet_itself_is_no_source_of_the_paper_that_it_cites() -> None:
    outlet = "Deichblatt"
    cites = told(1, hop("Elbpost"), outlet=outlet)
    own = told(1, hop(outlet), hop("Diplomat", "person", named=False), outlet=outlet, start=200)
    other = told(1, hop("Diplomat", "person", named=False), outlet=outlet, start=200)
    assert count([cites, other])[:2] == (1, 1)
    assert count([cites, own])[:2] == (1, 2)


def test_what_a_paper_keeps_back_others_may_say() -> None:
    span = Span(0, 30, "nach Informationen der Elbpost")
    own = told(1, hop("Elbpost"), outlet="Elbpost")
    own = msgspec.structs.replace(own, statement=msgspec.structs.replace(own.statement, frame=(span,)))
    assert count([own, told(2, hop("Elbpost"), PEOPLE)]) == (1, 1, ["Beamte"])


def test_unnamed_people_of_one_outlet_are_the_same_if_they_are_called_so() -> None:
    guards = hop("zwei Wachsoldaten", "group", named=False)
    again = hop("Wachsoldaten", "group", named=False)
    first, later = told(1, guards, outlet="Elbpost"), told(2, again, outlet="Elbpost", day=5)
    assert count([first, later])[:2] == (1, 1)
    assert count([first, told(2, again, outlet="Deichblatt", day=5)])[:2] == (1, 2)


def test_a_copy_has_it_from_who_says_where_it_comes_from() -> None:
    demanded = told(1, hop("Täter", "group", named=False))
    assert count([demanded, told(2, hop("Elbpost"))], copied(1, 2)) == (1, 1, ["Elbpost"])


def test_a_press_release_without_a_sender_is_that_of_the_only_house() -> None:
    release = hop("Pressemitteilung", "document", named=False)
    firm = hop("Kelterei Talberg", "organisation")
    assert count([told(1, release), told(2, firm)])[:2] == (1, 1)
    assert count([told(1, hop("Dossier", "document", named=False)), told(2, firm)])[:2] == (2, 2)


@pytest.mark.parametrize("lawyer", ["Mosers Anwalt", "Anwältin von Moser"])
def test_an_unnamed_lawyer_speaks_for_the_client(lawyer: str) -> None:
    assert count([told(1, hop(lawyer, "person", named=False)), told(2, MOSER)])[:2] == (1, 1)


def test_a_firms_spokesman_is_no_authority() -> None:
    firm = hop("Konzernsprecher", "person", named=False)
    court = hop("Amtsgericht Talberg", "government")
    assert count([told(1, firm), told(2, court)])[:2] == (2, 2)
    assert count([told(1, firm), told(2, hop("Kelterei Talberg", "organisation"))])[:2] == (1, 1)


def test_people_of_a_ministry_and_of_the_government_may_be_the_same() -> None:
    ministry = hop("Agrarministerium", "group", named=False)
    government = hop("Kreise der Landesregierung", "group", named=False)
    assert count([told(1, ministry), told(2, government)])[:2] == (1, 2)


def test_a_bare_name_that_was_taken_for_a_person_is_the_firm_of_that_name() -> None:
    firm = hop("Talberg Kliniken", "organisation")
    assert count([told(1, hop("Talberg", "person")), told(2, firm)])[:2] == (1, 1)
    assert count([told(1, led("Talberg", "Landrat")), told(2, firm)])[:2] == (2, 2)


def test_a_name_and_its_first_letters_are_one_house() -> None:
    whole = hop("Moor-Küsten-Bahn", "organisation")
    assert count([told(1, whole), told(2, hop("MKB", "organisation"))])[:2] == (1, 1)
    assert count([told(1, whole), told(2, hop("MKW", "organisation"))])[:2] == (2, 2)


def test_a_persons_paper_is_the_person() -> None:
    paper = hop("Gutachten der Prüferin Eva Moser", "document")
    assert count([told(1, paper), told(2, hop("Eva Moser", "person"))])[:2] == (1, 1)
    assert count([told(1, paper), told(2, hop("Ida Roth", "person"))])[:2] == (2, 2)


def test_a_given_name_alone_is_the_person_who_has_it() -> None:
    assert count([told(1, hop("Anna", "person")), told(2, hop("Anna Moser", "person"))])[:2] == (1, 1)
    assert count([told(1, hop("Eva", "person")), told(2, hop("Anna Moser", "person"))])[:2] == (2, 2)

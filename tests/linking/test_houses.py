"""For which house a source speaks, by its office, its words and its papers."""

from __future__ import annotations

import pytest

from laut.linking.houses import House, house_of
from laut.records import Source, SourceKind, Span


def house(kind: SourceKind, name: str, office: str | None = None, spans: tuple[str, ...] = ()) -> House:
    words = tuple(Span(0, len(text), text) for text in spans)
    found = house_of(Source(name=name, kind=kind, named=True, office=office, spans=words), "de")
    assert found is not None
    return found


PROSECUTORS = house("government", "Staatsanwaltschaft Lauenthal")
TOWN = house("government", "Stadt Lauenthal")
MINISTRY = house("government", "Verkehrsministerium")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (house("person", "Petra Kern", "Oberstaatsanwältin"), PROSECUTORS),
        (house("document", "Anklageschrift"), PROSECUTORS),
        (house("document", "Anklageschrift"), house("person", "Petra Kern", "Oberstaatsanwältin")),
        (house("person", "Jens Holm", "Sprecher der Staatsanwaltschaft Lauenthal"), PROSECUTORS),
        (house("person", "Anke Rieck", "Bürgermeisterin von Lauenthal"), TOWN),
        (house("government", "Stadtverwaltung"), TOWN),
        (house("person", "Olaf Ried", "Verkehrsminister"), MINISTRY),
        (house("person", "Nora Lenz", "Staatssekretärin"), MINISTRY),
        (house("person", "Hugo Pirk", "Kulturstadtrat"), TOWN),
        (house("organisation", "Ministerium"), MINISTRY),
        (house("person", "Udo Lind", "Polizeisprecher"), house("government", "Polizei Lauenthal")),
        (house("person", "Ina Beck", "Vorstandschefin der Velmo"), house("organisation", "Geschäftsleitung der Velmo")),
        (house("document", "Rechnungshof-Bericht"), house("government", "Rechnungshof")),
        (house("document", "Durchsuchungsbeschluss"), house("government", "Amtsgericht Marnau")),
        (house("government", "Regierung"), MINISTRY),
        (house("government", "Polizei"), house("government", "Kantonspolizei")),
        (house("person", "Petra Kern", "Petra Kern von der Staatsanwaltschaft Lauenthal"), PROSECUTORS),
        (house("government", "Regierung von Morwenien"), house("government", "Gesundheitsministerium von Morwenien")),
        (house("document", "Lagebericht der Velmo für den Kanton"), house("organisation", "Velmo")),
        (
            house("document", "Studie der Universität Marnau"),
            house("person", "Ida Roth", "Professorin der Universität Marnau"),
        ),
        (house("organisation", "Klinikleitung"), house("organisation", "Krankenhaus Marnau")),
        (house("organisation", "Kantonsspital Marnau"), house("organisation", "Klinik")),
        (house("government", "Anklagebehörde"), PROSECUTORS),
        (house("document", "Referentenentwurf"), MINISTRY),
        (house("organisation", "Reederei"), house("organisation", "Velmo Lines", spans=("die Reederei Velmo Lines",))),
    ],
)  # fmt: skip
def test_who_leads_a_house_or_speaks_for_it_is_one_with_it(one: House, other: House) -> None:
    assert one.may_be(other)
    assert other.may_be(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (house("person", "Jens Holm", "Sprecher der Staatsanwaltschaft Marnau"), PROSECUTORS),
        (house("person", "Udo Lind", "Polizeisprecher"), PROSECUTORS),
        (house("person", "Rita Voss", "Innenministerin"), MINISTRY),
        (house("person", "Anke Rieck", "Bezirksbürgermeisterin"), TOWN),
        (house("person", "Anke Rieck", "Bürgermeisterin von Marnau"), TOWN),
        (house("organisation", "Velmo"), house("organisation", "Tarnow")),
        (house("organisation", "Spital Marnau"), house("organisation", "Klinik Lauenthal")),
        (
            house("organisation", "Velmo Lines", spans=("die Reederei Velmo Lines",)),
            house("organisation", "Tarnow Shipping", spans=("die Reederei Tarnow Shipping",)),
        ),
        (
            house("organisation", "Universität Marnau"),
            house("person", "Ida Roth", "Professorin der Universität Marnau"),
        ),
    ],
)  # fmt: skip
def test_houses_of_other_kinds_and_names_stay_apart(one: House, other: House) -> None:
    assert not one.may_be(other)
    assert not other.may_be(one)


@pytest.mark.parametrize(
    "office", [None, "Mitglied des Gemeinderats", "Anwohnerin", "Ingenieur der Stadtwerke"]
)
def test_whoever_is_only_of_a_house_does_not_speak_for_it(office: str | None) -> None:
    assert house_of(Source(name="Rita Voss", kind="person", named=True, office=office), "de") is None


def test_who_holds_an_office_of_a_house_is_the_person_that_another_report_names() -> None:
    named = house("person", "Pawel Orlow", "stellvertretender Sekretär des Sicherheitsrats")
    unnamed = {
        name: house_of(Source(name=name, kind="person", named=False), "de")
        for name in (
            "Vizesekretär des Sicherheitsrats",
            "Sekretär des Sicherheitsrats",
            "Berater des Sicherheitsrats",
        )
    }
    assert [named.may_be(one) for one in unnamed.values() if one] == [True, False, False]
    assert not named.may_be(house("government", "Sicherheitsrat"))


def test_a_leader_of_nothing_in_particular_leads_some_house() -> None:
    assert house("person", "Maren Holtz", "Geschäftsführerin").open
    assert house("organisation", "Betreiber").open
    assert not PROSECUTORS.open


def test_the_words_of_the_statement_count_where_the_article_gives_no_office() -> None:
    span = Span(0, 26, "Polizeisprecher Udo Lind")
    found = house_of(Source(name="Udo Lind", kind="person", named=True, spans=(span,)), "de")
    assert found == House(bodies=frozenset({"polizei"}))


def test_a_director_leads_any_house_and_is_no_head_of_a_school() -> None:
    assert house("person", "Ida Roth", "Direktorin") == House(open=True)
    assert not house("person", "Ida Roth", "Direktorin").may_be(house("organisation", "Hochschule Marnau"))
    assert house("person", "Ida Roth", "Rektorin").may_be(house("organisation", "Hochschule Marnau"))


def test_a_paper_of_some_board_is_a_paper_of_some_house() -> None:
    assert house("document", "E-Mail der Geschäftsleitung") == House(open=True, role="paper")
    assert house("document", "Vorlage des Vorstands für den Aufsichtsrat") == House(open=True, role="paper")
    assert house_of(Source(name="E-Mail an Freunde", kind="document", named=False), "de") is None


def test_whoever_serves_a_leader_does_not_lead() -> None:
    adviser = Source(name="Berater des Präsidenten", kind="person", named=False)
    assert house_of(adviser, "de") is None
    assert house("person", "Ida Roth", "Präsidentin des Sportbunds Marnau").names


def test_the_leaders_of_a_group_and_its_lawyers_say_nothing_of_which() -> None:
    assert house("organisation", "Konzernleitung").open
    assert house("organisation", "Rechtsabteilung").open
    assert not house("organisation", "Klinikleitung").open


def test_an_age_is_no_house() -> None:
    span = Span(0, 31, "Spitaldirektor Karl Muster (58)")
    found = house_of(Source(name="Karl Muster", kind="person", named=True, spans=(span,)), "de")
    assert found == House(bodies=frozenset({"spital"}))

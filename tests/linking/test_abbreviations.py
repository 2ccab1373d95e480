"""Which names the abbreviations in the words for a claim's sources stand for."""

from __future__ import annotations

import pytest

from laut.linking.abbreviations import spell_out, spelled_out, stands_for
from laut.records import Source, SourceKind, Span

OFFICE = "Landesamt für Gewässerschutz"


def source(name: str, kind: SourceKind = "organisation", *words: str, office: str | None = None) -> Source:
    spans = tuple(Span(0, len(text), text) for text in words)
    return Source(name=name, kind=kind, named=True, office=office, spans=spans)


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [
        ("LGS", OFFICE, True),
        ("LAG", OFFICE, True),
        ("LFG", OFFICE, False),
        ("GLS", OFFICE, False),
        ("IHK", "Internationale Hafenkommission", True),
        ("IK", "Internationale Hafenkommission", False),
        ("LGSX", OFFICE, False),
        ("VEL", "Velmo", False),
    ],
)
def test_an_abbreviation_has_the_first_letters_in_order(short: str, name: str, fits: bool) -> None:
    assert stands_for(short, name) is fits


def test_one_report_spells_it_out_for_all() -> None:
    told = [source(OFFICE, "government", f"des {OFFICE} (LAGS)"), source("LAGS-Chef", "person")]
    assert spelled_out(told) == {"LAGS": OFFICE}


def test_what_stands_in_parentheses_may_be_of_another_house() -> None:
    assert spelled_out([source("Bund für Strom", "organisation", "der Bund für Strom (CDU)")]) == {}


def test_an_abbreviation_that_may_be_two_names_is_left_as_it_is() -> None:
    names = [source(OFFICE, "government"), source("Landesanstalt für Gesundheitsstatistik", "government")]
    assert spelled_out([*names, source("LGS", "organisation")]) == {}


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Sprecher von LGS", f"Sprecher von {OFFICE}"),
        ("LGS-Chef", f"Chef von {OFFICE}"),
        ("LGSX", "LGSX"),
        ("Anti-LGS-Bündnis", "Anti-LGS-Bündnis"),
    ],
)
def test_names_are_spelled_out(name: str, spelled: str) -> None:
    assert spell_out(source(name, "person", office=name), {"LGS": OFFICE}) == source(
        spelled, "person", office=spelled
    )


def test_media_keep_the_names_that_they_have() -> None:
    assert spell_out(source("LGS", "media"), {"LGS": OFFICE}).name == "LGS"


def test_a_name_that_stands_in_an_office_is_abbreviated_too() -> None:
    head = source("Uta Kern", "person", office="Direktorin des Instituts für Moorkunde Tonndorf")
    assert spelled_out([head, source("IMT")]) == {"IMT": "Instituts für Moorkunde Tonndorf"}

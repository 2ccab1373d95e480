"""Is a name that of a country or a firm, and whom does *wie sie mitteilte* mean? Every sentence here is made up."""

from __future__ import annotations

import pytest
from tests.reading.actors.test_ends import meant

from laut.reading.actors.grammar import grammar


@pytest.mark.parametrize(
    "words",
    ["Angaben Sorvaniens", "Sorvanien"],
)
def test_a_country_that_nobody_knows_is_one_where_people_go(words: str) -> None:
    assert "Sorvanien" not in grammar().countries
    source = meant(f"Wer nach Sorvanien reist, braucht einen Pass. Das folgt, so {words}.", words)
    assert (source.name, source.kind, source.named) == ("Sorvanien", "government", True)


def test_a_country_is_one_whose_adjective_stands_there() -> None:
    source = meant("Das sorvanische Heer rückt vor. Alles sei ruhig, erklärte Sorvanien.", "Sorvanien")
    assert source.kind == "government"


def test_a_name_that_ends_like_those_of_countries_is_one() -> None:
    assert meant(
        "Der Streit mit Sorvanien geht weiter. Sorvanien erklärte, es bleibe dabei.", "Sorvanien"
    ).kind == ("government")


def test_a_surname_that_ends_like_a_country_is_none() -> None:
    assert meant("Rosa Gilien kam. Das sei falsch, sagte Gilien.", "Gilien").kind == "person"


@pytest.mark.parametrize(
    "trace",
    [
        "Der Betriebsrat von Morten klagt.",
        "Die Morten-Aktie fiel.",
        "Das Unternehmen Morten wächst.",
        "Aktien von Morten sind gefragt.",
    ],
)
def test_a_firm_is_known_by_what_it_has(trace: str) -> None:
    source = meant(f"{trace} Man bleibe unabhängig, erklärte Morten.", "Morten")
    assert (source.name, source.kind) == ("Morten", "organisation")


def test_the_founder_of_a_firm_is_a_person_all_the_same() -> None:
    text = "Uwe Morten leitet die Morten-Werke. Das sei falsch, sagte Morten."
    assert meant(text, "Morten").name == "Uwe Morten"


def test_the_firm_is_the_one_that_is_named_in_the_plural() -> None:
    text = "Post kommt von den Stadtwerken. Nach Angaben des Unternehmens fehlt nichts."
    assert meant(text, "Angaben des Unternehmens").name == "Stadtwerke"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Die Liste Aurach will die Wahl anfechten, wie sie mitteilte.", "Liste Aurach"),
        (
            "Nach wie vor gilt: Die Liste Aurach will klagen, wie sie in einer Aussendung mitteilte.",
            "Liste Aurach",
        ),
        ("Die Liste Aurach sei am Ende, wie sie sagte.", "Rosa Muth"),
    ],
)
def test_who_reports_her_own_plans_is_the_subject_of_the_clause(sentence: str, name: str) -> None:
    assert meant(f"Gemeinderätin Rosa Muth sprach von einem Skandal. {sentence}", "sie").name == name

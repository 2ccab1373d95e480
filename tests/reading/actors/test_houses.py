"""Which medium, firm, authority or paper is meant? Every sentence here is made up."""

from __future__ import annotations

import pytest
from tests.reading.actors.test_ends import meant

from laut.records import Source


def facts(source: Source) -> tuple[str | None, str | None, bool | None]:
    """Name, kind, and whether it is named."""
    return source.name, source.kind, source.named


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Wie der Küstenfunk berichtet, war er allein.", "der Küstenfunk", "Küstenfunk"),
        ("Das meldet der Handelskurier Ostmark.", "der Handelskurier Ostmark", "Handelskurier Ostmark"),
        ("Nach Informationen des Küstenfunks war er allein.", "Informationen des Küstenfunks", "Küstenfunk"),
        ("Die Duschen sind kaputt, meldet kremsau.online.", "kremsau.online", "kremsau.online"),
        ("Das schreibt der Deister-Telegraph.", "der Deister-Telegraph", "Deister-Telegraph"),
        ("Auch „Die Sonntagslage“ meldet das. Das sagte er der Sonntagslage.", "der Sonntagslage",
         "Die Sonntagslage"),
        ("Wie die Agentur xyz meldet, ist er frei.", "die Agentur xyz", "xyz"),
        ("Das berichten der Sender Welle TV und Kanal West.", "der Sender Welle TV und Kanal West",
         "Welle TV und Kanal West"),
    ],
)  # fmt: skip
def test_a_medium_is_known_by_its_name(text: str, words: str, name: str) -> None:
    assert facts(meant(text, words)) == (name, "media", True)


def test_what_is_posted_is_no_paper() -> None:
    assert meant("Das steht in dem Netz-Post.", "dem Netz-Post").kind != "media"


def test_radio_traffic_and_couriers_of_drugs_are_no_media() -> None:
    assert meant("Das sagte der Drogenkurier.", "der Drogenkurier").kind != "media"
    assert meant("Das meldete der Polizeifunk.", "der Polizeifunk").kind != "media"


@pytest.mark.parametrize(
    ("outlet", "words"), [("Seminarbote", "dem Seminarboten"), ("Die Sonntagslage", "der Sonntagslage")]
)
def test_an_outlet_is_known_without_its_article_and_in_the_dative(outlet: str, words: str) -> None:
    assert facts(meant(f"Der Brief liegt {words} vor.", words, outlet)) == (outlet, "media", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Zeitung: Die Werft wird verkauft\n\nDas berichtet der „Hafenkurier Ost“.", "Zeitung"),
        ("Die Werft wird nach einem Zeitungsbericht verkauft. Das schreibt der „Hafenkurier Ost“.",
         "einem Zeitungsbericht"),
    ],
)  # fmt: skip
def test_a_paper_without_a_name_is_the_one_that_the_article_names(text: str, words: str) -> None:
    assert facts(meant(text, words)) == ("Hafenkurier Ost", "media", True)


def test_a_paper_without_a_name_stays_open_if_the_article_names_two() -> None:
    text = "Das berichtet der „Hafenkurier Ost“. Das meldet auch das „Elbblatt“. Das steht in einem Zeitungsbericht."
    assert meant(text, "einem Zeitungsbericht").named is False


@pytest.mark.parametrize(
    "words", ["die Aarewerke", "der Betreiberin", "Angaben des Betreibers", "Betreiberangaben"]
)
def test_an_operator_is_the_firm_that_the_article_names(words: str) -> None:
    text = f"Die Betreiberin Aarewerke schweigt. Das folgt aus Sicht Dritter: {words}."
    assert facts(meant(text, words)) == ("Aarewerke", "organisation", True)


def test_the_authority_is_the_one_named_last() -> None:
    text = "Nach Auskunft der Bezirkshauptmannschaft fehlen zwei. Das sagte die Behörde."
    assert facts(meant(text, "die Behörde")) == ("Bezirkshauptmannschaft", "government", True)


def test_a_list_with_a_name_is_a_party() -> None:
    assert facts(meant("Die Liste Aurach klagt.", "Die Liste Aurach")) == (
        "Liste Aurach",
        "organisation",
        True,
    )


def test_a_press_release_is_that_of_whom_the_sentence_is_about() -> None:
    text = "Die Liste Aurach klagt, heißt es in einer Aussendung vom Abend."
    assert facts(meant(text, "einer Aussendung vom Abend")) == (
        "Aussendung der Liste Aurach",
        "document",
        True,
    )


def test_a_press_release_stays_open_if_the_sentence_is_about_a_person() -> None:
    text = "Ein Mann wurde gefasst, heißt es in einer Mitteilung."
    assert facts(meant(text, "einer Mitteilung")) == ("Mitteilung", "document", False)


def test_the_paper_is_the_one_that_was_named() -> None:
    text = "Das steht in einer Vorlage für den Bauausschuss. Dem Papier zufolge kostet es viel."
    assert facts(meant(text, "Dem Papier")) == ("Vorlage für den Bauausschuss", "document", False)


def test_an_office_behind_a_name_without_one_is_that_person() -> None:
    text = "Rolf Muth widerspricht. Das sei falsch, sagte der Gutachter."
    assert meant(text, "der Gutachter").name == "Rolf Muth"
    text = "Kanzler Rolf Muth widerspricht. Das sei falsch, sagte der Gutachter."
    assert meant(text, "der Gutachter").name == "Gutachter"


@pytest.mark.parametrize(
    "office", ["Landratsamt", "Gesundheitsamt", "Ordnungsamt", "Bundesamt für Seilbahnen"]
)
def test_offices_are_authorities(office: str) -> None:
    text = f"Das {office} sperrt die Straße. Das sagte die Behörde."
    assert facts(meant(text, "die Behörde")) == (office, "government", True)


def test_what_was_found_is_no_part_of_the_name_of_the_police() -> None:
    text = "Bei ihm wurden laut Polizei Waffen gefunden."
    assert meant(text, "Polizei Waffen").name == "Polizei"
    assert meant("Das sagte die Polizei Lenzfeld.", "die Polizei Lenzfeld").name == "Polizei Lenzfeld"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Wie Welle Nordheim meldete, war er allein.", "Welle Nordheim", "media"),
        ("Das meldet Ufer24.", "Ufer24", "media"),
        ("Das teilte Musterscout24 mit.", "Musterscout24", "organisation"),
        ("„Extraufer“ zufolge war er allein.", "„Extraufer“", "media"),
        ("Karl Muster lachte. Nach Angaben der Messe stieg die Zahl.", "der Messe", "organisation"),
        ("Er geht, heißt es im Orchester.", "Orchester", "organisation"),
    ],
)
def test_stations_portals_and_houses_are_no_persons(text: str, words: str, kind: str) -> None:
    assert meant(text, words).kind == kind


def test_an_outlets_own_people_without_a_name_are_the_outlet() -> None:
    text = "Wie unsere Korrespondentin erfuhr, ist die Werft zu."
    assert facts(meant(text, "unsere Korrespondentin", "Seminarbote")) == ("Seminarbote", "media", True)

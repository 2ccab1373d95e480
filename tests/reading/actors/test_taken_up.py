"""Whose paper, whose spokesperson, which medium, where only the article tells? Every sentence here is made up."""

from __future__ import annotations

import pytest
from tests.reading.actors.test_ends import meant


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Das sagte ein Beamter in", "ein Beamter in", "Beamter", "person"),
        ("Das Bauamt räumt Fehler ein. Mehr sei nicht bekannt, sagte eine Sprecherin in Tonndorf.",
         "eine Sprecherin in Tonndorf", "Sprecherin des Bauamts", "person"),
        ("Das Agrarministerium zahlt. Das hält ein Vermerk des Ministeriums fest.", "ein Vermerk des Ministeriums",
         "Vermerk des Agrarministeriums", "document"),
        ("Das hält ein Vermerk des Ministeriums fest.", "ein Vermerk des Ministeriums", "Vermerk des Ministeriums",
         "document"),
        ("Es steht in einem Bericht, den das Bauamt für den Rat erstellt hat und der fehlt.", "einem Bericht",
         "Bericht des Bauamts", "document"),
        ("Es steht in einem Bericht, den das Bauamt nicht kennt.", "einem Bericht", "Bericht", "document"),
        ("Die Kelterei Talberg ruft Saft zurück. Das teilte das Unternehmen mit.", "das Unternehmen", "Talberg",
         "organisation"),
        ("Laut Zeitung für Verkauf von Land.", "Zeitung für Verkauf von Land", "Zeitung", "media"),
        ("Das Mooser Tageblatt in Kieler Regierungskreisen.", "Das Mooser Tageblatt in Kieler Regierungskreisen",
         "Mooser Tageblatt", "media"),
        ("Das ergab eine Auswertung der Datenredaktion des Tonndorfer Tageblatts.",
         "der Datenredaktion des Tonndorfer Tageblatts", "Tonndorfer Tageblatt", "media"),
        ("Die „Rückschau“ lief. Das sagt das TV-Magazin „Rückschau“. Das berichtete die Sendung.", "die Sendung",
         "Rückschau", "media"),
        ("Wie „Der Turm“ enthüllt, ist er leer. Es ruht laut dem Magazin.", "dem Magazin", "Der Turm", "media"),
        ("Forstministerin Uta Kern irrt. Das ergab eine Kontrolle des Ministeriums.", "eine Kontrolle des Ministeriums",
         "Kontrolle des Forstministeriums", "document"),
        ("Das steht in einer E-Mail der Leitung.", "einer E-Mail der Leitung", "E-Mail der Leitung", "document"),
        ("Bestätigt hat es eine Kontrolle vom Januar.", "eine Kontrolle vom Januar", "Kontrolle", "document"),
    ],
)  # fmt: skip
def test_what_only_the_article_tells_is_known(text: str, words: str, name: str, kind: str) -> None:
    source = meant(text, words)
    assert (source.name, source.kind) == (name, kind)


def test_an_outlets_own_reporters_are_the_outlet() -> None:
    text = "Zwei Reporter des Tonndorfer Tageblatts haben die Halle besucht."
    words = "Zwei Reporter des Tonndorfer Tageblatts"
    assert meant(text, words, "Tonndorfer Tageblatt").name == "Tonndorfer Tageblatt"
    assert meant(text, words, "Elbpost").kind == "group"


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Die Kelterei Talberg schweigt. Das sagte Sprecherin Clara Nagel.", "Sprecherin von Talberg"),
        (
            "Die Moorland Energie lud ein. Das sagte Vorständin Clara Nagel.",
            "Vorständin von Moorland Energie",
        ),
        ("Das sagte Geschäftsführerin Clara Nagel.", "Geschäftsführerin"),
        ("Das Bauamt schweigt. Das sagte Parteisprecherin Clara Nagel.", "Parteisprecherin"),
        ("Das Bauamt schweigt. Das sagte die Sprecherin der Polizei, Clara Nagel.", "Sprecherin der Polizei"),
    ],
)
def test_who_leads_a_house_leads_the_one_that_was_named(text: str, office: str) -> None:
    assert meant(text, "Clara Nagel").office == office

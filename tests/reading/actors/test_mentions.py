"""Which words of a sentence may be a source, and what sort of noun is a word? Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.actors.known import Known
from laut.reading.actors.mentions import find_phrases
from laut.reading.actors.nouns import nouns_of
from laut.reading.actors.phrases import nominative, parse
from laut.reading.actors.registry import Registry
from laut.reading.actors.roster import Roster
from laut.reading.prose import prose_of
from laut.records import Actor, Article

REGISTRY = Registry(
    [
        Actor(id="M1", name="Der Morgenblick", kind="media", names={"de": ("Morgenblick",)}),
        Actor(id="M2", name="mbl", kind="media"),
        Actor(id="G1", name="nordmärkische Regierung", kind="government", names={"de": ("Wien",)}),
    ]
)


def phrases(text: str) -> list[str]:
    """The phrases found in a sentence."""
    prose = prose_of(Article(id="a", text=text), [])
    words = prose.sentences[0].words
    found = find_phrases(words, Known(REGISTRY, Roster(None)))
    return [text[words[first].start : words[last - 1].end] for first, last in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das sagte die frühere Ministerin Anna Berg am Montag.", ["die frühere Ministerin Anna Berg"]),
        (
            "Das sagte der Sprecher des Vereins, Karl Thal, am Montag.",
            ["der Sprecher des Vereins, Karl Thal"],
        ),
        ("Karl Thal, der Sprecher, schwieg.", ["Karl Thal", "der Sprecher"]),
        ("Ruvo Kelm, der Sprecher, schwieg.", ["Ruvo Kelm", "der Sprecher"]),
        ("Das bestätigten hochrangige Beamte.", ["hochrangige Beamte"]),
        ("Ein Sprecher der Polizei widersprach.", ["Ein Sprecher der Polizei"]),
        ("Der Leiter sagte der Zeitung nichts.", ["Der Leiter", "der Zeitung"]),
        ("Nach Angaben von Anna Berg fehlt Geld.", ["Angaben von Anna Berg"]),
        ("Das meldete mbl am Abend.", ["mbl"]),
        ("Den Bau von Brücken nannte Karl Thal klug.", ["Karl Thal"]),
        ("Der Baum fiel um.", []),
        ("Er reiste nach Wien.", []),
        ("Wien widersprach dem.", ["Wien"]),
    ],
)
def test_phrases_reach_from_the_determiner_to_the_last_word_that_belongs(
    text: str, expected: list[str]
) -> None:
    assert phrases(text) == expected


@pytest.mark.parametrize(
    ("form", "base", "sort", "gender"),
    [
        ("Regierungssprechers", "sprecher", "person", "m"),
        ("Regierungssprecherinnen", "sprecher", "person", "p"),
        ("Umweltministeriums", "ministerium", "institution", "n"),
        ("Tageszeitungen", "tageszeitung", "media", "p"),
        ("Übergangsrats", "übergangsrat", "institution", "m"),
        ("Zwischenbericht", "bericht", "document", "m"),
    ],
)
def test_a_noun_is_known_by_its_last_part_in_every_form(form: str, base: str, sort: str, gender: str) -> None:
    noun = nouns_of(form)[0]
    assert (noun.base, noun.sort, noun.gender) == (base, sort, gender)


@pytest.mark.parametrize("word", ["Apparat", "Deutschland", "Vorrat", "Widerstand", "Unterricht", "Baum"])
def test_words_that_only_end_like_a_known_noun_are_none(word: str) -> None:
    assert nouns_of(word) == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("einem hohen Beamten", "hoher Beamter"),
        ("des bayerischen Umweltministeriums", "bayerisches Umweltministerium"),
        ("den befragten Experten", "befragte Experten"),
        ("mehrerer erfahrener Diplomaten", "erfahrene Diplomaten"),
        ("eine Sprecherin der Stadt", "Sprecherin der Stadt"),
        ("einem der Stadt gut bekannten Arzt", "bekannter Arzt"),
    ],
)
def test_the_nominative_stands_without_article(words: str, name: str) -> None:
    prose = prose_of(Article(id="a", text=words), [])
    assert nominative(parse(prose.sentences[0].words)) == name

"""Where do the words for a source end, and what is the name in them? Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.actors.cast import cast_of
from laut.reading.actors.registry import Registry
from laut.reading.prose import prose_of
from laut.records import Article, Source


def meant(text: str, words: str, outlet: str | None = None) -> Source:
    """Who is meant by words where they stand last in a text."""
    article = Article(id="a", text=text, outlet=outlet, language="de")
    at = text.rindex(words)
    return cast_of(prose_of(article, []), (), Registry([])).who(at, at + len(words))


def mentioned(text: str) -> list[str]:
    """The words of a text that may be a source."""
    mentions = cast_of(prose_of(Article(id="a", text=text), []), (), Registry([])).mentions
    return [text[one.start : one.end] for one in mentions]


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Nun meldet sich der neue Besitzer zu Wort.", "der neue Besitzer zu Wort", "neuer Besitzer", "person"),
        ("Das gehe nicht, sagte die Architektin unserer Zeitung.", "die Architektin unserer Zeitung", "Architektin",
         "person"),
        ("Das sah ein Reporter unserer Zeitung.", "ein Reporter unserer Zeitung", "Reporter unserer Zeitung",
         "person"),
        ("Das erfuhr der Deichkurier Nord von drei Managern.", "der Deichkurier Nord von drei Managern",
         "Deichkurier Nord", "media"),
        ("Die Bank plant nach einem Medienbericht Kürzungen.", "einem Medienbericht Kürzungen", "Medienbericht",
         "media"),
        ("Es sind nach Angaben der Klinik Akten verschwunden.", "Angaben der Klinik Akten", "Klinik",
         "organisation"),
        ("Laut Auskünften vom frühen Morgen brennt es.", "Auskünften vom frühen Morgen", "Auskünfte",
         "group"),
        ("Der Verein von zwei Imkern wächst, sagt der Verein von zwei Imkern.", "der Verein von zwei Imkern",
         "Verein von zwei Imkern", "organisation"),
    ],
)  # fmt: skip
def test_a_name_ends_before_what_does_not_belong_to_it(text: str, words: str, name: str, kind: str) -> None:
    source = meant(text, words)
    assert (source.name, source.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dagegen spricht die Feuerwehr von weniger Bränden.", ["die Feuerwehr"]),
        ("Zuvor sprach der kroatische Ministerpräsident von der „schlimmsten Dürre“.",
         ["der kroatische Ministerpräsident"]),
        ("Gestern sprach die Präsidentin von Lettland von einem Wunder.", ["die Präsidentin von Lettland"]),
        ("Er sprach mit dem Direktor von Holmgard.", ["dem Direktor von Holmgard"]),
    ],
)  # fmt: skip
def test_of_what_somebody_speaks_is_no_part_of_the_name(text: str, words: list[str]) -> None:
    assert mentioned(text) == words


def test_a_relative_pronoun_is_no_article_of_an_office_and_a_name() -> None:
    text = "Das steht in einer Mail, die Kanzler Rolf Muth verschickte."
    assert "Kanzler Rolf Muth" in mentioned(text)
    assert meant(text, "Kanzler Rolf Muth").name == "Rolf Muth"


def test_a_time_is_nobody() -> None:
    assert meant("Das gilt vom späten Abend an.", "späten Abend").kind is None


def test_a_noun_for_what_happens_is_nobody() -> None:
    assert meant("Begründet wird der Schritt mit Geldnot.", "der Schritt").kind is None

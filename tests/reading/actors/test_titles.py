"""Titles: of media, in quotation marks, and academic ones before names. Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.actors.cast import cast_of
from laut.reading.actors.registry import Registry
from laut.reading.actors.titles import quoted_media, short_titles
from laut.reading.prose import prose_of
from laut.records import Actor, Article, Source

REGISTRY = Registry([Actor(id="B1", name="Flutlicht", kind="organisation")])


def meant(text: str, words: str, outlet: str | None = None) -> Source:
    """Who is meant by words where they stand last in a text."""
    article = Article(id="a", text=text, outlet=outlet, language="de")
    at = text.rindex(words)
    return cast_of(prose_of(article, []), (), REGISTRY).who(at, at + len(words))


def media_in(text: str) -> list[str]:
    """The names in the quotation marks of a text that are taken for media."""
    return [name for name, *_ in quoted_media(prose_of(Article(id="a", text=text), []).sentences)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Laut „Ballpost“ geht Trainer Uwe Kalb im Mai.", "Ballpost"),
        ("Der Klub verliert nach Informationen des „Ballreporters“ seinen Trainer.", "Ballreporter"),
        ("Der „Ballreporter“ hatte am Morgen gemeldet, Kalb werde gehen.", "Ballreporter"),
        ("Kalb werde gehen, schreibt die „Harzer Wochenschau“ am Montag.", "Harzer Wochenschau"),
        ("Das berichtet der „Callaway Reporter“ unter Berufung auf zwei Anwälte.", "Callaway Reporter"),
        ("Wie der „Brief vom Ufer“ berichtet, wird die Werft verkauft.", "Brief vom Ufer"),
        ("„Ich gehe“, sagte Kalb der „Woche an der Bode“.", "Woche an der Bode"),
        ("Er gehe, sagte er dem „Elbboten“.", "Elbbote"),
        ("„Ich bleibe“, sagte er nun der „Harzer Wochenschau“.", "Harzer Wochenschau"),
        ("„Ich gehe nicht. Punkt“, sagte sie der „Woche am Sonntag“.", "Woche am Sonntag"),
        ("Der Streik dauere an, berichtet „Die Küste“.", "Die Küste"),
        ("Im Gespräch mit der „Harzer Wochenschau“ sagte Kalb, er gehe.", "Harzer Wochenschau"),
        ("Das steht in einem Vertrag, der dem „Ballreporter“ vorliegt.", "Ballreporter"),
        ("Das sagen Wirte, die sich dem „Ballreporter“ anvertraut haben.", "Ballreporter"),
        ("Einem Bericht der „Harzer Wochenschau“ zufolge geht Kalb.", "Harzer Wochenschau"),
        ("Er gehe, sagte Kalb mit Verweis auf „Klartext“.", "Klartext"),
        ("Das deckte das TV-Magazin „Klartext“ auf.", "Klartext"),
        ("Kalb geht, wie „Die Küste“ enthüllt.", "Die Küste"),
    ],
)
def test_a_quoted_name_that_reports_or_is_told_is_a_medium(text: str, name: str) -> None:
    assert media_in(text) == [name]


def test_what_is_joined_to_a_medium_is_one() -> None:
    text = "Das berichten der „Ballreporter“ und die „Harzer Wochenschau“. Er mag den „Salon“ und die „Bar“."
    assert media_in(text) == ["Ballreporter", "Harzer Wochenschau"]


@pytest.mark.parametrize(
    "text",
    [
        "Kalb sagte, der „Blaue Planet“ sei sein Lieblingslied.",
        "Er schrieb die „Reise nach Thorn“ in zwei Jahren.",
        "Das sagte der Sänger der „Lauten Enten“ am Montag.",
        "Der „Reformer“ trat zurück.",
        "„Das ist schlecht“, sagte Kalb.",
    ],
)
def test_quotation_marks_alone_make_no_medium(text: str) -> None:
    assert media_in(text) == []


@pytest.mark.parametrize("again", ["die Zeitung", "das Blatt", "der Bericht", "die Zeitung aus Thorn"])
def test_a_quoted_medium_is_what_the_next_noun_for_a_medium_goes_back_to(again: str) -> None:
    text = f"Trainer Uwe Kalb geht nach Informationen des „Ballreporters“. Er sei müde, so {again}."
    source = meant(text, again)
    assert (source.name, source.kind, source.named) == ("Ballreporter", "media", True)


def test_a_title_that_ends_in_a_noun_for_a_paper_is_a_medium_all_the_same() -> None:
    source = meant("Laut „Thorner Börsenbrief“ steigt der Kurs.", "„Thorner Börsenbrief“")
    assert (source.name, source.kind, source.named) == ("Thorner Börsenbrief", "media", True)


def test_two_quoted_media_are_two() -> None:
    both = "der „Ballreporter“ und die „Harzer Wochenschau“"
    source = meant(f"Das berichten {both}.", both)
    assert (source.name, source.kind, source.named) == ("Ballreporter und Harzer Wochenschau", "media", True)


def test_a_name_that_is_known_as_something_else_stays_that() -> None:
    assert meant("Das teilte „Flutlicht“ mit. Laut „Flutlicht“ eilt es.", "Flutlicht").kind == "organisation"


def test_an_outlet_may_call_itself_by_a_part_of_its_name() -> None:
    source = meant("Trainer Uwe Kalb geht. Das erfuhr der Ballkurier.", "der Ballkurier", "Ballkurier Thorn")
    assert (source.name, source.kind) == ("Ballkurier Thorn", "media")
    assert list(short_titles("Thorner Anzeiger")) == ["Anzeiger"]
    assert list(short_titles("Ballkurier Thorn")) == ["Ballkurier"]


def test_radio_is_part_of_the_name_behind_it_where_no_article_stands() -> None:
    assert meant("Das meldet Radio Bodetal.", "Radio Bodetal").name == "Radio Bodetal"
    assert meant("Das meldet der Sender Bodetal.", "der Sender Bodetal").name == "Bodetal"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Das sagte Amtsärztin Dr. Ina Kröger.", "Amtsärztin Dr. Ina Kröger", "Ina Kröger"),
        ("Das sagte Amtsärztin Dr. Ina Kröger.", "Amtsärztin Dr", "Ina Kröger"),
        ("Das sagte Chefarzt Prof. Dr. Jonas Wehner.", "Chefarzt Prof. Dr. Jonas Wehner", "Jonas Wehner"),
        ("Das sagte Dipl.-Ing. Bernd Stolte.", "Dipl.-Ing. Bernd Stolte", "Bernd Stolte"),
        ("Ina Kröger ging. Das sagte Dr. Kröger.", "Dr. Kröger", "Ina Kröger"),
        ("Das sagte Leiterin Prof. Maike Holtstadt.", "Leiterin Prof. Maike Holtstadt", "Maike Holtstadt"),
    ],
)
def test_academic_titles_are_no_part_of_a_name(text: str, words: str, name: str) -> None:
    source = meant(text, words)
    assert (source.name, source.kind, source.named) == (name, "person", True)

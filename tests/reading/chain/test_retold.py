"""Whom a source has it from, as its own words say. All reports are made up."""

from __future__ import annotations

import pytest
from tests.reading.chain.fakes import KNOWN
from tests.reading.chain.test_chain import chain_of, traced

from laut.records import SourceKind

PEOPLE: dict[str, tuple[str, SourceKind, bool]] = {
    **KNOWN,
    "Amt": ("Amt", "government", True),
    "beiden": ("zwei Pfleger", "group", False),
}


@pytest.mark.parametrize(
    ("content", "chain"),
    [
        ("Das Amt habe mitgeteilt, dass es die Werft prüfe", ["Karla Lindqvist", "Amt"]),
        ("Die Werft werde geprüft, habe das Amt erklärt", ["Karla Lindqvist", "Amt"]),
        ("Das Amt komme zu dem Schluss, dass die Werft marode sei", ["Karla Lindqvist", "Amt"]),
        ("Das Amt komme zu der Werft, dass man sie prüfe", ["Karla Lindqvist"]),
        ("Das Amt prüfe die Werft", ["Karla Lindqvist"]),
        ("Wann die Werft geprüft wurde, habe das Amt nicht mitgeteilt", ["Karla Lindqvist"]),
    ],
)
def test_who_tells_it_inside_the_content_stands_behind_who_says_it(content: str, chain: list[str]) -> None:
    (statement,), _ = traced(f"{content}, sagte Lindqvist.", content, known=PEOPLE)
    assert chain_of(statement) == chain


def test_what_goes_on_names_who_told_the_medium() -> None:
    statements, _ = traced(
        "Laut der Zeitung ist die Werft zu. Der Grund sei Öl, hätten die beiden erzählt.",
        "ist die Werft zu",
        "Der Grund sei Öl, hätten die beiden erzählt",
        known=PEOPLE,
        forms=("indirect", "free-indirect"),
    )
    assert [chain_of(one) for one in statements] == [["Hafenkurier"], ["Hafenkurier", "zwei Pfleger"]]


def test_the_sentence_behind_says_who_told_the_medium() -> None:
    text = "Laut der Zeitung ist die Werft zu. Das habe das Amt selbst mitgeteilt."
    (statement,), _ = traced(text, "ist die Werft zu", known=PEOPLE)
    assert chain_of(statement) == ["Hafenkurier", "Amt"]


def test_a_paper_that_is_cited_in_reported_speech_stands_behind_the_speaker() -> None:
    text = "Laut der Studie sinke der Preis, sagte Lindqvist."
    (statement,), _ = traced(text, "sinke der Preis")
    assert chain_of(statement) == ["Karla Lindqvist", "Studie"]


def test_a_pronoun_that_rests_on_others_is_the_medium_right_before_it() -> None:
    text = "Die Werft werde verkauft, meldet die Zeitung. Sie stützt sich auf Insider."
    (statement,), _ = traced(text, "Die Werft werde verkauft")
    assert chain_of(statement) == ["Hafenkurier", "Insider"]


def test_in_the_passive_that_opens_a_sentence_nobody_speaks() -> None:
    text = "Begründet wird der Schritt damit, dass die Werft leer sei."
    (statement,), _ = traced(text, "dass die Werft leer sei")
    assert statement.chain == ()

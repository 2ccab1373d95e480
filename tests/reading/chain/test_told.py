"""Whom is a medium told by, and whence does it come? All reports are made up."""

from __future__ import annotations

import pytest
from tests.reading.chain.fakes import KNOWN
from tests.reading.chain.test_chain import chain_of, traced

from laut.records import SourceKind

CIRCLES: dict[str, tuple[str, SourceKind, bool]] = {
    **KNOWN,
    "Regierungskreise": ("Regierungskreise", "group", False),
    "Vermerk": ("Vermerk", "document", False),
}


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        ("Wie die Leiterin der Werft, Karla Lindqvist, dem Hafenkurier sagte, ruht die Arbeit.",
         "ruht die Arbeit", ["Hafenkurier", "Karla Lindqvist"]),
        ("Die Werft wird verkauft. Das wurde dem Hafenkurier in Kieler Regierungskreisen gesagt.",
         "Die Werft wird verkauft", ["Hafenkurier", "Regierungskreise"]),
        ("Die Werft wird verkauft, heißt es in einem Vermerk vom Dienstagabend.",
         "Die Werft wird verkauft", ["Vermerk"]),
        ("Die Werft wird verkauft, wie der Chef, dem Insider vertrauen, sagte.",
         "Die Werft wird verkauft", ["Chef"]),
    ],
)  # fmt: skip
def test_who_tells_and_who_is_told_are_kept_apart(text: str, content: str, chain: list[str]) -> None:
    (statement,), _ = traced(text, content, known=CIRCLES)
    assert chain_of(statement) == chain


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        ("Die Werft wird nach Angaben zweier Insider, die sich dem Hafenkurier anvertraut haben, verkauft.",
         "Die Werft wird", ["Hafenkurier", "Insider"]),
        ("Die Werft wird laut einem Vermerk, aus dem der Hafenkurier zitiert, verkauft.",
         "Die Werft wird", ["Hafenkurier", "Vermerk"]),
        ("Die Werft wird laut einem Vermerk, den der Hafenkurier nicht kennt, verkauft.",
         "Die Werft wird", ["Vermerk"]),
        ("Die Werft wird laut einem Vermerk, der dem Hafenkurier nicht vorliegt, verkauft.",
         "Die Werft wird", ["Vermerk"]),
        ("Die Werft wird laut einem Vermerk, den der Hafenkurier öffentlich gemacht hat, verkauft.",
         "Die Werft wird", ["Hafenkurier", "Vermerk"]),
        ("Dem Vermerk zufolge, den der Hafenkurier auswertete, wird die Werft verkauft.",
         "wird die Werft verkauft", ["Hafenkurier", "Vermerk"]),
        ("Es gibt einen Vermerk, aus dem der Hafenkurier zitiert. Im Vermerk heißt es, die Werft werde verkauft.",
         "die Werft werde verkauft", ["Hafenkurier", "Vermerk"]),
        ("Zu einem Vermerk, nach dem die Werft verkauft wird, sagte Lindqvist nichts.", "die Werft verkauft wird",
         ["Karla Lindqvist"]),
        ("Zu Meldungen des Hafenkuriers, nach denen die Werft verkauft wird, sagte Lindqvist nichts.",
         "die Werft verkauft wird", ["Hafenkurier"]),
        ("Der Hafenkurier hatte einen Vermerk zitiert, nach dem die Werft verkauft wird.", "die Werft verkauft wird",
         ["Hafenkurier", "Vermerk"]),
        ("Die Werft wird verkauft. Das sieht laut Hafenkurier ein Vermerk vor.", "Die Werft wird verkauft",
         ["Hafenkurier", "Vermerk"]),
        ("Die Werft wird verkauft. Das steht in einem Vermerk.", "Die Werft wird verkauft", ["Vermerk"]),
        ("Die Werft wird verkauft. Das steht in einem Vermerk, aus dem der Hafenkurier zitiert.",
         "Die Werft wird verkauft", ["Hafenkurier", "Vermerk"]),
        ("Die Werft wird verkauft. Das steht in einem anderen Hafen bevor.", "Die Werft wird verkauft", []),
    ],
)  # fmt: skip
def test_a_relative_clause_tells_which_medium_has_it_from_a_source(
    text: str, content: str, chain: list[str]
) -> None:
    (statement,), _ = traced(text, content, known=CIRCLES)
    assert chain_of(statement) == chain

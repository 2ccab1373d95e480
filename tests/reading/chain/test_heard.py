"""Where is it heard, through whom, and whose paper says it? All reports are made up."""

from __future__ import annotations

import pytest
from tests.reading.chain.fakes import KNOWN, FakeCast, statement_of
from tests.reading.chain.test_chain import chain_of, traced

from laut.reading.chain import trace
from laut.reading.prose import prose_of
from laut.records import Article, Section, SourceKind

CAST: dict[str, tuple[str, SourceKind, bool]] = {
    **KNOWN,
    "Hafenamt": ("Hafenamt", "government", True),
    "Mitteilung des Hafenamts": ("Hafenamt", "government", True),
    "Belegschaft": ("Belegschaft", "group", False),
    "Justizkreisen": ("Justizkreise", "group", False),
    "Regierungskreisen": ("Regierungskreise", "group", False),
    "Medienberichten": ("Medienberichte", "media", False),
    "Rat nahestehende Leute": ("Leute", "group", False),
    "nicht namentlich genannte Leute": ("Leute", "group", False),
    "Techniker": ("Techniker", "person", False),
    "Feuerwehr": ("Feuerwehr", "government", True),
    "Nordwerft": ("Nordwerft", "organisation", True),
    "Darin": ("Entwurf", "document", True),
    "darin": ("Entwurf", "document", True),
    "Entwurf": ("Entwurf", "document", True),
    "Angaben aus dem Hafenamt": ("Leute im Hafenamt", "group", False),
}


@pytest.mark.parametrize(
    ("text", "content", "chain"),
    [
        # somebody of a house is not the house, and its paper is
        ("Die Brücke sei marode, hieß es aus dem Hafenamt.", "Die Brücke sei marode", [("Hafenamt", False)]),
        ("Die Brücke sei marode, hieß es im Hafenamt.", "Die Brücke sei marode", [("Hafenamt", True)]),
        ("Das geht aus einer Mitteilung des Hafenamts hervor: Die Brücke ist marode.", "Die Brücke ist marode",
         [("Hafenamt", True)]),
        # through whom
        ("Die Nordwerft ließ über ihre Sprecherin Karla Lindqvist ausrichten, die Brücke sei marode.",
         "die Brücke sei marode", [("Karla Lindqvist", True)]),
        ("Die Nordwerft ließ ausrichten, die Brücke sei marode.", "die Brücke sei marode", [("Nordwerft", True)]),
        # to whom it is told
        ("Die Brücke sei marode, verriet dieser Zeitung ein Techniker.", "Die Brücke sei marode",
         [("Hafenkurier", True), ("Techniker", False)]),
        ("In Justizkreisen wird dem Hafenkurier gesagt, dass ermittelt werde.", "dass ermittelt werde",
         [("Hafenkurier", True), ("Justizkreise", False)]),
        # bare nouns with "zufolge" take no name before them
        ("Bis Mai will die Nordwerft Medienberichten zufolge die Brücke kaufen.", "die Brücke kaufen",
         [("Medienberichte", False)]),
        ("Nach Angaben aus Regierungskreisen ist die Brücke marode.", "ist die Brücke marode",
         [("Regierungskreise", False)]),
        # on whom it rests
        ("Die Brücke sei marode, schrieb der Hafenkurier, der sich auf dem Rat nahestehende Leute beruft.",
         "Die Brücke sei marode", [("Hafenkurier", True), ("Leute", False)]),
        ("Die Brücke sei marode, schrieb der Hafenkurier unter Berufung auf drei nicht namentlich genannte Leute.",
         "Die Brücke sei marode", [("Hafenkurier", True), ("Leute", False)]),
        ("Nach einer Meldung des Hafenkuriers, der sich auf Lindqvist stützt, wird auf der Brücke gebaut.",
         "wird auf der Brücke gebaut", [("Hafenkurier", True), ("Karla Lindqvist", True)]),
        ("Die Polizei verwies auf Angaben der Feuerwehr, wonach die Brücke leer war.", "wonach die Brücke leer war",
         [("Polizei", True), ("Feuerwehr", True)]),
        # a rejected article says it, and not who rejects it
        ("Die Polizei wies einen Bericht des Hafenkuriers zurück, wonach die Brücke leer war.",
         "wonach die Brücke leer war", [("Hafenkurier", True)]),
        # one name behind a verb in the plural is whom they tell it
        ("Leute aus dem Rat, die anonym bleiben wollen, sagten Radio Muld, die Brücke sei marode.",
         "die Brücke sei marode", [("Leute aus dem Rat", None)]),
        ("Dem „Hafenkurier“ hatte Lindqvist zu Wochenbeginn gesagt, die Brücke sei marode.", "die Brücke sei marode",
         [("Hafenkurier", True), ("Karla Lindqvist", True)]),
        ("Die Brücke ist marode. So zitiert der Hafenkurier die Prüferin Lindqvist.", "Die Brücke ist marode",
         [("Hafenkurier", True), ("Karla Lindqvist", True)]),
        # who sticks to something says it
        ("Lindqvist bleibt indes dabei: Die Brücke sei marode.", "Die Brücke sei marode", [("Karla Lindqvist", True)]),
        ("Es gibt einen Entwurf. Darin heißt es, die Brücke sei marode.", "die Brücke sei marode",
         [("Entwurf", True)]),
        ("Es gibt einen Entwurf. Auf 44 Seiten wird darin beschrieben, wie die Brücke verfiel.",
         "wie die Brücke verfiel", [("Entwurf", True)]),
        # who commits himself in a draft is told of in it
        ("In dem Entwurf, den der Hafenkurier einsehen konnte, sagt die Nordwerft Stellen zu.", "Stellen zu",
         [("Hafenkurier", True), ("Entwurf", True)]),
        ("Die Nordwerft sagte zu, in dem Entwurf Stellen zu nennen.", "in dem Entwurf Stellen zu nennen",
         [("Nordwerft", True)]),
        ("In einem Brief sagt die Nordwerft zu, dass Stellen bleiben.", "dass Stellen bleiben",
         [("Nordwerft", True)]),
        # what a medium tells, others have said
        ("Am Montag hatte der Hafenkurier gemeldet, laut Hafenamt sei die Brücke marode.", "sei die Brücke marode",
         [("Hafenkurier", True), ("Hafenamt", True)]),
        ("Der Hafenkurier schrieb, die Brücke sei laut Hafenamt marode.", "die Brücke sei laut Hafenamt marode",
         [("Hafenkurier", True), ("Hafenamt", True)]),
        ("Lindqvist sagte, die Brücke sei laut Hafenamt marode.", "die Brücke sei laut Hafenamt marode",
         [("Karla Lindqvist", True)]),
        # a report that recalls its own words names nobody
        ("Wie bereits berichtet, fehlen dem Hafenamt zufolge drei Nieten.", "fehlen dem Hafenamt zufolge drei Nieten",
         [("Hafenamt", True)]),
        ("Die Brücke ist, wie berichtet, laut Hafenamt marode.", "Die Brücke ist, wie berichtet, laut Hafenamt marode",
         [("Hafenamt", True)]),
        ("Angaben aus dem Hafenamt zufolge fehlen drei Nieten.", "fehlen drei Nieten",
         [("Leute im Hafenamt", False)]),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, content: str, chain: list[tuple[str, bool]]) -> None:
    (statement,), _ = traced(text, content, known=CAST)
    assert [(hop.name, hop.named) for hop in statement.chain] == chain


def test_what_follows_goes_back_to_the_sentence_before_and_not_to_an_earlier_voice() -> None:
    text = (
        "Lindqvist will reden. Als Erster hatte der Hafenkurier berichtet. Die Werft sagte demnach, sie baue."
    )
    statements, _ = traced(
        text, "Lindqvist will reden", "sie baue", forms=("reported", "indirect"), known=CAST
    )
    assert chain_of(statements[1]) == ["Hafenkurier", "Werft"]


def test_behind_a_colon_demnach_means_what_stands_before_that() -> None:
    first, second = "die Brücke sei alt", "Die Brücke ist … marode"
    text = f"Insider sagen, {first}. Lindqvist erklärt ihr Ergebnis: Die Brücke ist demnach marode."
    statements, _ = traced(text, first, second, known=CAST)
    assert chain_of(statements[1]) == ["Karla Lindqvist"]


def test_behind_a_place_stands_whom_it_is_told() -> None:
    text = "Die Brücke ist marode. Das sagten Leute aus dem Umfeld von Lindqvist der Agentur Draht."
    speaker = "Leute aus dem Umfeld von Lindqvist der Agentur Draht"
    statement = statement_of(text, 1, "Die Brücke ist marode", speaker=speaker, frame=text[23:])
    prose = prose_of(Article(id="a", text=text, language="de"), [Section("paragraph", 0, len(text))])
    (traced_one,), _ = trace(prose, [statement], FakeCast(text, CAST))
    assert chain_of(traced_one) == ["Agentur Draht", "Leute"]


def test_what_can_be_read_in_an_article_comes_from_where_the_rest_does() -> None:
    first, second = "die Brücke sei marode", "Sie sei alt"
    text = f"Der Hafenkurier schrieb unter Berufung auf Insider, {first}. {second}, heißt es in dem Bericht."
    statements, _ = traced(text, first, second, known=CAST)
    assert chain_of(statements[1]) == ["Hafenkurier", "Insider"]


def test_what_is_rejected_is_nobodys_words() -> None:
    text = "Der Hafenkurier schrieb, die Brücke sei marode. Das wies Lindqvist zurück."
    (statement,), _ = traced(text, "die Brücke sei marode", known=CAST)
    assert chain_of(statement) == ["Hafenkurier"]


def test_where_it_is_heard_is_not_on_whom_it_rests() -> None:
    text = (
        "Laut Hafenkurier schließt die Nordwerft. Der Preis sei hoch, hieß es dort unter Verweis auf Insider."
    )
    statements, _ = traced(text, "schließt die Nordwerft", "Der Preis sei hoch", known=CAST)
    assert chain_of(statements[1]) == ["Hafenkurier", "Insider"]


def test_a_report_of_what_is_done_is_no_source_for_what_is_heard() -> None:
    text = "Die Nordwerft baut die Brücke um. Das Amt habe zugestimmt, hieß es am Montag."
    first, second = "Die Nordwerft baut die Brücke um", "Das Amt habe zugestimmt"
    statements, _ = traced(text, first, second, forms=("reported", "indirect"), known=CAST)
    assert chain_of(statements[1]) == []


def test_a_title_that_is_taken_for_a_quotation_frames_what_follows() -> None:
    text = "„Hafenkurier“ bleibt dabei: Die Brücke sei marode."
    statements, _ = traced(
        text, "„Hafenkurier“", "Die Brücke sei marode", forms=("direct", "indirect"), known=CAST
    )
    assert chain_of(statements[1]) == ["Hafenkurier"]

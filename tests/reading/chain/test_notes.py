"""What is no statement but matters: refusals, what is left unsaid, and headings that say more than the text."""

from __future__ import annotations

import pytest
from tests.reading.chain.fakes import KNOWN, FakeCast, statement_of

from laut.reading.chain import trace
from laut.reading.prose import prose_of
from laut.records import Article, Note, Section, SectionKind, Statement


def notes_on(text: str, *statements: Statement, sections: tuple[Section, ...] = ()) -> list[Note]:
    article = Article(id="a", text=text, language="de", sections=sections)
    return list(trace(prose_of(article, list(sections)), statements, FakeCast(text, KNOWN))[1])


def page(*parts: tuple[SectionKind, str]) -> tuple[str, tuple[Section, ...]]:
    text, sections = "", []
    for kind, words in parts:
        sections.append(Section(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return text.rstrip(), tuple(sections)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lindqvist wollte sich dazu nicht äußern.",
        "Lindqvist, die sich auf Anfrage nicht äußern wollte, reiste ab.",
        "Lindqvist lehnte eine Stellungnahme ab.",
        "Lindqvist ließ eine Anfrage unbeantwortet.",
        "Von Lindqvist hieß es nur: kein Kommentar.",
    ],
)
def test_a_refusal_is_noted(sentence: str) -> None:
    (note,) = notes_on(sentence)
    assert note.kind == "refusal"
    assert sentence in note.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Lindqvist machte keine Angaben zu den Kosten.",
        "Namen nannte Lindqvist nicht.",
        "Wann das geschieht, ließ Lindqvist offen.",
        "Die Ursache blieb zunächst offen.",
        "Unabhängig überprüfen ließ sich das nicht.",
    ],
)
def test_missing_information_is_noted(sentence: str) -> None:
    (note,) = notes_on(sentence)
    assert note.kind == "missing-information"
    assert sentence in note.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Lindqvist wollte nach Hause fahren.",
        "Lindqvist nannte die Lage nicht einfach.",
        "Lindqvist äußerte sich zufrieden.",
        "Die Tür blieb geschlossen.",
        "Osterkamp machte Angaben zu den Kosten.",
    ],
)
def test_ordinary_sentences_give_no_note(sentence: str) -> None:
    assert notes_on(sentence) == []


def test_a_note_says_who_and_which_statements() -> None:
    text = "Lindqvist machte keine Angaben dazu, ob die Brücke gesperrt bleibe."
    (note,) = notes_on(text, statement_of(text, 0, "ob die Brücke gesperrt bleibe"))
    assert note.message.startswith("Karla Lindqvist left something open")
    assert note.statements == ("s-0",)


def test_the_same_words_given_to_two_people_are_a_conflict() -> None:
    text, sections = page(
        ("headline", "Osterkamp: „Ein Loch ohne Boden“"),
        ("paragraph", "Die Brücke sei „ein Loch ohne Boden“, sagte Lindqvist."),
    )
    above = statement_of(text, 0, "„Ein Loch ohne Boden“", "direct", speaker="Osterkamp")
    below = statement_of(text, 1, "„ein Loch ohne Boden“", "direct")
    (note,) = notes_on(text, above, below, sections=sections)
    assert note.kind == "attribution-conflict"
    assert "Jens Osterkamp" in note.message
    assert "Karla Lindqvist" in note.message
    assert set(note.statements) == {"s-0", "s-1"}


def test_the_same_words_of_the_same_person_are_no_conflict() -> None:
    text, sections = page(
        ("headline", "Lindqvist: „Ein Loch ohne Boden“"),
        ("paragraph", "Die Brücke sei „ein Loch ohne Boden“, sagte Lindqvist."),
    )
    above = statement_of(text, 0, "„Ein Loch ohne Boden“", "direct", speaker="Lindqvist")
    below = statement_of(text, 1, "„ein Loch ohne Boden“", "direct")
    assert notes_on(text, above, below, sections=sections) == []


def test_a_quotation_that_only_the_headline_has_is_noted() -> None:
    text, sections = page(
        ("headline", "„Wir schämen uns für diese Brücke“"),
        ("paragraph", "Lindqvist sprach über die Brücke."),
    )
    (note,) = notes_on(text, sections=sections)
    assert note.kind == "unsupported-headline"
    assert "Wir schämen uns für diese Brücke" in note.message


@pytest.mark.parametrize("headline", ["„Diese Brücken sind nicht sicher“", "Neues vom „Hafenkurier“"])
def test_quotations_that_the_text_has_and_names_are_not(headline: str) -> None:
    text, sections = page(
        ("headline", headline),
        ("paragraph", "„Diese Brücken, das weiß jeder, sind nicht sicher“, sagte Lindqvist."),
    )
    assert notes_on(text, sections=sections) == []


HEARSAY = "Die Stadt soll die alte Brücke Insidern zufolge bereits verkauft haben."


def test_a_headline_that_asserts_hearsay_is_noted() -> None:
    text, sections = page(("headline", "Stadt hat alte Brücke verkauft"), ("paragraph", HEARSAY))
    told = statement_of(text, 0, "Die Stadt soll die alte Brücke … bereits verkauft haben")
    (note,) = notes_on(text, told, sections=sections)
    assert note.kind == "firmer-headline"
    assert note.statements == ("s-0",)


@pytest.mark.parametrize(
    "headline",
    [
        "Stadt soll alte Brücke verkauft haben",
        "Hat die Stadt die alte Brücke verkauft?",
        "Insider: Stadt hat alte Brücke verkauft",
        "Laut Insidern hat Stadt alte Brücke verkauft",
        "Stadt hat neue Schule gebaut",
    ],
)
def test_a_headline_that_hedges_attributes_asks_or_is_about_something_else_is_not(headline: str) -> None:
    text, sections = page(("headline", headline), ("paragraph", HEARSAY))
    told = statement_of(text, 0, "Die Stadt soll die alte Brücke … bereits verkauft haben")
    assert notes_on(text, told, sections=sections) == []


def test_a_headline_that_the_text_asserts_itself_is_not() -> None:
    text, sections = page(
        ("headline", "Stadt hat alte Brücke verkauft"),
        ("paragraph", f"Die Stadt hat die alte Brücke verkauft. {HEARSAY}"),
    )
    told = statement_of(text, 0, "Die Stadt soll die alte Brücke … bereits verkauft haben")
    assert notes_on(text, told, sections=sections) == []


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Namen nannte Lindqvist nicht.", "Karla Lindqvist"),
        ("Belege hat die Polizei bislang nicht vorgelegt.", "Polizei"),
        ("Belege wurden nicht vorgelegt.", "Something is"),
        ("Die Berichte hatte Osterkamp nicht bestätigen wollen.", "Jens Osterkamp"),
    ],
)
def test_a_note_names_who_keeps_silent_and_not_what_is_kept_back(sentence: str, who: str) -> None:
    (note,) = notes_on(sentence)
    assert note.message.startswith(who)


def test_a_subhead_that_asserts_is_firmer_than_the_hearsay_above_it() -> None:
    text, sections = page(
        ("paragraph", "Laut Insidern soll der Rat den Verkauf der Brücke heimlich beschlossen haben."),
        ("subhead", "Rat beschloss Verkauf der Brücke heimlich"),
        ("paragraph", "Am Montag tagte der Rat noch einmal."),
    )
    told = statement_of(text, 0, "soll der Rat den Verkauf der Brücke heimlich beschlossen haben")
    assert [note.kind for note in notes_on(text, told, sections=sections)] == ["firmer-headline"]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "„Habe nie eine Brücke gesehen“",
            "„Niemand weiß, dass ich nie eine Brücke gesehen habe“, sagte Lindqvist.",
        ),
        ("Hunderte für das „nordische Fährgesetz“", "Lindqvist sprach über die Fähren."),
        ("Hunderte für das umstrittene „nordische Fährgesetz“", "Lindqvist sprach über die Fähren."),
    ],
)
def test_shortened_quotations_and_what_something_is_called_are_not_noted(headline: str, body: str) -> None:
    text, sections = page(("headline", headline), ("paragraph", body))
    assert notes_on(text, sections=sections) == []


def test_a_teaser_that_tells_who_said_it_stands_by_itself() -> None:
    text, sections = page(
        ("headline", "Brücke gesperrt"),
        ("teaser", "Die Brücke ist zu. „Wir schämen uns zutiefst dafür“, sagte Lindqvist."),
        ("paragraph", "Osterkamp sprach über die Fähren."),
    )
    told = statement_of(
        text, 0, "„Wir schämen uns zutiefst dafür“", "direct", cue="sagte", speaker="Lindqvist"
    )
    assert notes_on(text, told, sections=sections) == []

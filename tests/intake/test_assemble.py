"""Joining labelled pieces: normalisation, offsets, ids."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laut.errors import InputError
from laut.intake.assemble import article_id, assemble, normalise
from laut.records import Article, SectionKind

GERMAN = "Der Gemeinderat hat am Montag beschlossen, die alte Brücke nicht abzureißen."


def shown(article: Article) -> list[tuple[SectionKind, str]]:
    return [(part.kind, article.text[part.start : part.end]) for part in article.sections]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("\ufeffText", "Text"),
        ("eins\r\nzwei\rdrei\n", "eins\nzwei\ndrei\n"),
        ("Donau\u00addampf", "Donaudampf"),
        ("50\u00a0Euro und 3\u202f%", "50 Euro und 3 %"),
        ("fu\u0308r", "für"),
        ("null\u200bbreit\u2060", "nullbreit"),
        ("eins\u2028zwei\x0bdrei\x85", "eins\nzwei\ndrei\n"),
        ("Tab\tulator", "Tab ulator"),
        ("\x00\x07Piep", "Piep"),
        ('„a“ »b« «c» ‚d‘ "e" “f” – — \'', '„a“ »b« «c» ‚d‘ "e" “f” – — \''),
        ("nur\ud83dhalb", "nur\ufffdhalb"),
    ],
)
def test_a_text_is_normalised_to_what_a_reader_sees(written: str, seen: str) -> None:
    assert normalise(written) == seen


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\r\u00ad\u00a0\ufeff\t\x00")


@given(st.text(alphabet="aZäöüßéñ„“”‚‘’»«‹›\"'–—…€§ .,!?\n"))
@settings(max_examples=80, deadline=None)
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


def test_pieces_are_joined_by_blank_lines_and_every_section_lies_on_its_words() -> None:
    article = assemble(
        [
            ("headline", "Brücke bleibt"),
            ("byline", "Von Eva Muster"),
            ("paragraph", GERMAN),
            ("caption", "Die Brücke."),
        ],
        title="Brücke bleibt",
    )
    assert article.text == f"Brücke bleibt\n\nVon Eva Muster\n\n{GERMAN}\n\nDie Brücke."
    assert [words for _, words in shown(article)] == [
        "Brücke bleibt",
        "Von Eva Muster",
        GERMAN,
        "Die Brücke.",
    ]
    assert article.language == "de"


def test_datelines_and_codes_stand_in_the_line_of_their_paragraph() -> None:
    article = assemble([("dateline", "Köln (dpa) –"), ("paragraph", GERMAN), ("agency", "(dpa)")])
    assert article.text == f"Köln (dpa) – {GERMAN} (dpa)"


def test_datelines_and_codes_within_paragraphs_become_sections() -> None:
    article = assemble([("headline", "Brücke bleibt"), ("paragraph", f"Köln – {GERMAN} (dpa/lnw)")])
    assert shown(article)[1:] == [("dateline", "Köln –"), ("paragraph", GERMAN), ("agency", "(dpa/lnw)")]


def test_pieces_are_put_on_one_line_and_empty_ones_left_out() -> None:
    article = assemble(
        [("paragraph", "  eins\n  zwei\u00a0drei "), ("subhead", " \n"), ("paragraph", "vier")]
    )
    assert article.text == "eins zwei drei\n\nvier"


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="no text"):
        assemble([("paragraph", " \u200b ")])


def test_an_id_says_what_and_where_from() -> None:
    assert article_id("a", None, None) == article_id("a", None, None)
    different = {article_id("a", None, None), article_id("b", None, None), article_id("a", "x", None)}
    assert len(different | {article_id("a", None, "x")}) == 4


def test_empty_names_are_unknown_and_authors_are_named_once() -> None:
    article = assemble(
        [("paragraph", GERMAN)], title=" ", outlet="", url=None, authors=["Eva  Muster", "Eva Muster", " "]
    )
    assert (article.title, article.outlet, article.authors) == (None, None, ("Eva Muster",))


@pytest.mark.parametrize("text", ["Putin", "12. 3. 2022 – 14:05", "„!“", "Ja."])
def test_a_text_too_short_to_tell_has_no_language(text: str) -> None:
    assert assemble([("paragraph", text)]).language is None


kinds = st.sampled_from(
    ["headline", "teaser", "subhead", "paragraph", "caption", "byline", "dateline", "agency", "date"]
)


@given(st.lists(st.tuples(kinds, st.text(max_size=60)), max_size=8))
@settings(max_examples=80, deadline=None)
def test_sections_lie_in_order_inside_the_text(pieces: list[tuple[SectionKind, str]]) -> None:
    try:
        article = assemble(pieces)
    except InputError:
        return
    end = 0
    for section in article.sections:
        assert end <= section.start < section.end <= len(article.text)
        words = article.text[section.start : section.end]
        assert words == words.strip()
        end = section.end

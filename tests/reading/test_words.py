from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laut.reading.words import CLOSING, INSIDE, OPENING, OUTSIDE, split_words


def words_of(text: str) -> list[str]:
    words = split_words(text)
    return [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]


def inside_marks(text: str) -> str:
    words = split_words(text)
    return " ".join(
        text[a:b] for a, b, s in zip(words.starts, words.ends, words.quote_state, strict=True) if s == INSIDE
    )


def test_punctuation_stands_alone_and_numbers_stay_whole() -> None:
    assert words_of("Er zahlte 2.800,50 Euro.") == ["Er", "zahlte", "2.800,50", "Euro", "."]
    assert words_of("„Nein“, so Müller-Lüdenscheidt") == ["„", "Nein", "“", ",", "so", "Müller-Lüdenscheidt"]


@pytest.mark.parametrize("marks", ["„“", "„”", "»«", "«»", '""', "“”"])
def test_words_inside_quotation_marks_of_every_style_are_known(marks: str) -> None:
    opening, closing = marks[0], marks[1]
    text = f"Sie sagte: {opening}Das kommt nicht in Frage{closing}, und ging."
    assert inside_marks(text) == "Das kommt nicht in Frage"
    states = split_words(text).quote_state
    assert (states == OPENING).sum() == (states == CLOSING).sum() == 1


def test_an_unclosed_mark_is_taken_for_a_misprint() -> None:
    assert inside_marks("„Das ist alles, sagte er. Dann ging er.") == ""


def test_an_inch_mark_does_not_open_a_quotation() -> None:
    assert inside_marks('Der 27" große Schirm fiel, sagte er, einfach um.') == ""


def test_regions_leave_the_rest_out() -> None:
    text = "Überschrift\n\nFoto: dpa\n\nEin Satz."
    words = split_words(text, [(0, 11), (24, len(text))])
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == [
        "Überschrift",
        "Ein",
        "Satz",
        ".",
    ]
    assert words.opens_paragraph.tolist() == [True, True, False, False]
    assert words.after_gap.tolist() == [False, True, False, False]


def test_sentences_end_at_full_stops_but_not_after_abbreviations() -> None:
    text = "Am 5. Mai kam sie. Dann ging z. B. Anna. „Gut.“ Ende"
    words = split_words(text)
    ends = [text[words.starts[i - 1] : words.ends[i]] for i in np.flatnonzero(words.sentence_end) if i]
    assert ends == ["sie.", "Anna.", ".“", "“ Ende"]


@given(st.text(alphabet="aB .,„“»«\"'\n1-", max_size=200))
def test_words_lie_apart_in_order_and_cover_every_visible_character(text: str) -> None:
    words = split_words(text)
    assert all(a < b for a, b in zip(words.starts, words.ends, strict=True))
    assert all(b <= a for b, a in zip(words.ends[:-1], words.starts[1:], strict=True))
    covered = sum(words.ends - words.starts)
    assert covered == sum(not char.isspace() for char in text)
    assert set(words.quote_state.tolist()) <= set(range(OUTSIDE, 5))


def test_a_sentence_ends_after_a_closing_mark_but_not_after_a_title() -> None:
    text = "Er sprach von „Unsinn“. Für Prof. Amsel am 3. März war es keiner, sagte er. Dr. Specht ging."
    words = split_words(text)
    ends = [text[: words.ends[i]].rsplit(" ", 1)[-1] for i in range(len(words)) if words.sentence_end[i]]
    assert ends == ["„Unsinn“.", "er.", "ging."]

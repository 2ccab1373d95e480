"""Blocks of plain text: what belongs together, what stands by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from laut.intake.layout import lay_out


def blocks(text: str) -> list[str]:
    laid_out, found = lay_out(text)
    return [laid_out[block.start : block.end] for block in found]


def test_blank_lines_part_blocks_even_with_spaces_in_them() -> None:
    assert blocks("eins\n \nzwei\n\n\ndrei") == ["eins", "zwei", "drei"]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    one, other = "Wort " * 40 + "Ende.", "Noch " * 40 + "eins."
    assert blocks(f"{one}\n{other}") == [one, other]


def test_a_line_that_goes_on_in_small_letters_is_not_over() -> None:
    assert blocks("Der Deich hält und\nwird höher.") == ["Der Deich hält und wird höher."]


def test_indented_first_lines_begin_paragraphs() -> None:
    first = "  Der Deich an der Küste hält seit vielen Jahren, und er soll noch länger\nhalten als bisher gedacht war."
    second = "  Die Ministerin sieht das auch so und will ihn trotzdem bald erhöhen und\nverbreitern lassen, sagt sie."
    assert len(blocks(f"{first}\n{second}")) == 2


def test_marks_tell_headings_and_emphasis_apart() -> None:
    _, found = lay_out("# Eins\n\n## Zwei ##\n\n**Drei**\n\nVier\n----\n\n**Fünf** und **sechs**")
    assert [block.mark for block in found] == ["title", "heading", "strong", "heading", None]
    assert blocks("## Zwei ##") == ["Zwei"]


def test_bullets_and_quote_marks_are_left_out() -> None:
    assert blocks("- eins\n- zwei\n• drei\n> vier") == ["eins", "zwei", "drei", "vier"]


def test_rules_and_pictures_are_no_blocks() -> None:
    assert blocks("***\n\n- - -\n\n![Bild](a.png)\n\n_____\n\nText") == ["Text"]


def test_an_address_does_not_decide_the_width() -> None:
    lines = [
        "Der Deich an der Küste hält seit vielen Jahren und soll noch viel",
        "länger halten, als bisher gedacht war, sagt die Ministerin, die das",
        "wissen muss.",
    ]
    assert len(blocks("\n".join(lines) + "\n\nhttps://bote.example/" + "x" * 90)) == 2


@given(st.text(alphabet="aB. \n\t-#*=>_!?:„“123", max_size=200))
@settings(max_examples=150, deadline=None)
def test_laying_out_never_moves_an_offset(text: str) -> None:
    laid_out, found = lay_out(text)
    assert len(laid_out) == len(text)
    assert all(
        after == before or (after, before) == (" ", "\n")
        for after, before in zip(laid_out, text, strict=True)
    )
    end = 0
    for block in found:
        assert end <= block.start < block.end <= len(text)
        assert "\n" not in laid_out[block.start : block.end]
        end = block.end

"""An anchor is found again after edits elsewhere, never at the wrong one of two equal quotes, or not at all."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from laut.ledger.anchoring import AROUND, Anchor, anchor, find, find_span, from_json
from laut.records import Span

TEXT = (
    "Der Minister sagte am Montag, die Brücke werde im Frühjahr gebaut. Das Geld sei bewilligt. "
    "Eine Sprecherin der Stadt widersprach: „Die Brücke ist nicht bezahlt.“ Der Rat tagt am Freitag. "
    "Aus der Fraktion hieß es, man warte die Prüfung ab. Die Brücke ist seit Jahren ein Streitfall."
)


def anchored(text: str, words: str, occurrence: int = 0) -> Anchor:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return anchor(text, start, start + len(words))


def words_at(text: str, sought: Anchor) -> str | None:
    place = find(sought, text)
    return None if place is None else text[place.start : place.end]


words = st.text("abcdefgh ", min_size=1, max_size=200)


@settings(max_examples=40)
@given(before=words, quote=st.text("abcdefgh ", min_size=20, max_size=120), behind=words, put_in=words)
def test_what_is_put_in_before_moves_the_anchor_with_its_words(
    before: str, quote: str, behind: str, put_in: str
) -> None:
    sought = anchor(before + quote + behind, len(before), len(before) + len(quote))
    other = put_in + before + quote + behind
    place = find(sought, other)
    assert place is not None
    assert other[place.start : place.end] == quote
    assert other[max(place.start - AROUND, 0) : place.start].endswith(sought.prefix)


@settings(max_examples=40)
@given(
    before=words,
    behind=words,
    new_before=words,
    new_behind=words,
)
def test_however_much_is_rewritten_around_it_a_quote_is_found(
    before: str, behind: str, new_before: str, new_behind: str
) -> None:
    quote = "Die Mauer, sagte sie, stehe noch."
    sought = anchor(before + quote + behind, len(before), len(before) + len(quote))
    place = find(sought, new_before + quote + new_behind)
    assert place is not None
    assert place.start == len(new_before)


@settings(max_examples=40)
@given(
    contexts=st.lists(st.text("abcdef", min_size=6, max_size=40), min_size=4, max_size=4, unique=True),
    filling=st.lists(st.text("xyz ", max_size=60), min_size=3, max_size=3),
    new_filling=st.lists(st.text("uvw ", max_size=60), min_size=3, max_size=3),
    first=st.booleans(),
)
def test_of_two_equal_quotes_the_one_with_the_context_is_found(
    contexts: list[str], filling: list[str], new_filling: list[str], first: bool
) -> None:
    quote = "Das sagen wir nicht."
    left, right = f"{contexts[0]} {quote} {contexts[1]}", f"{contexts[2]} {quote} {contexts[3]}"
    text = f"{filling[0]}{left}{filling[1]}{right}{filling[2]}"
    start = text.index(left) + len(contexts[0]) + 1
    if not first:
        start = text.rindex(right) + len(contexts[2]) + 1
    sought = anchor(text, start, start + len(quote))
    other = f"{new_filling[0]}{left}{new_filling[1]}{right}{new_filling[2]}"
    place = find(sought, other)
    assert place is not None
    mine = contexts[0] if first else contexts[2]
    before = other[max(0, place.start - 1 - len(mine)) : place.start - 1]
    theirs = contexts[2] if first else contexts[0]
    assume(not mine.endswith(theirs) and not theirs.endswith(mine))
    assert before.endswith(mine)


@settings(max_examples=40)
@given(swapped=st.booleans())
def test_equal_quotes_that_change_places_are_told_apart(swapped: bool) -> None:
    one, other = "Der Minister: „Wir warten ab.“ Ende.", "Die Sprecherin: „Wir warten ab.“ Danach."
    text = f"{one} Dazwischen steht noch etwas. {other}"
    sought = anchored(text, "Wir warten ab.", 1)
    new = f"{other} Dazwischen steht noch etwas. {one}" if swapped else text
    place = find(sought, new)
    assert place is not None
    assert new[: place.start].endswith("Die Sprecherin: „")


@settings(max_examples=40)
@given(start=st.integers(0, len(TEXT) - 1), size=st.integers(1, 120))
def test_in_the_same_text_every_stretch_is_found_at_its_offsets(start: int, size: int) -> None:
    end = min(start + size, len(TEXT))
    place = find(anchor(TEXT, start, end), TEXT)
    assert place is not None
    assert (place.start, place.end) == (start, end)


def test_without_telling_context_the_nearest_of_equal_quotes_is_taken() -> None:
    text = "Nein, sagte er. " * 5
    sought = anchored(text, "Nein, sagte er.", 2)
    place = find(sought, text)
    assert place is not None
    assert place.start == sought.start


def test_words_in_other_quotation_marks_and_spaces_are_found() -> None:
    sought = anchored(TEXT, "„Die Brücke ist nicht bezahlt.“")
    other = TEXT.replace("„Die Brücke ist nicht bezahlt.“", "»Die  Brücke ist\nnicht bezahlt.«")
    assert words_at(other, sought) == "»Die  Brücke ist\nnicht bezahlt.«"


def test_words_that_were_edited_are_found_from_word_to_word() -> None:
    sought = anchored(TEXT, "die Brücke werde im Frühjahr gebaut")
    other = TEXT.replace("werde im Frühjahr gebaut", "werde erst im nächsten Frühjahr gebaut")
    assert words_at(other, sought) == "die Brücke werde erst im nächsten Frühjahr gebaut"


def test_a_word_put_before_the_quote_stays_outside() -> None:
    sought = anchored(TEXT, "man warte die Prüfung ab")
    other = TEXT.replace("man warte die Prüfung ab", "gewiss, man warte die genaue Prüfung ab")
    assert words_at(other, sought) == "man warte die genaue Prüfung ab"


def test_a_sentence_that_was_taken_out_is_not_found_in_its_neighbours() -> None:
    sought = anchored(TEXT, "Eine Sprecherin der Stadt widersprach: „Die Brücke ist nicht bezahlt.“")
    other = TEXT.replace(sought.quote, "")
    assert find(sought, other) is None


def test_a_short_quote_without_its_context_is_not_found() -> None:
    sought = anchored("Auf die Frage antwortete der Kanzler: Ja. Dann ging er.", "Ja")
    assert (
        find(sought, "Das neue Jahr beginnt. Im Januar schneit es, sagte ein Meteorologe, und zwar viel.")
        is None
    )


def test_two_stretches_that_are_equally_similar_prove_nothing() -> None:
    quote = "Die Preise steigen im Mai um drei Prozent"
    sought = anchor(f"Anfang. {quote}. Ende.", 8, 8 + len(quote))
    a, b = quote.replace("Mai", "Juni"), quote.replace("Mai", "Juli")
    assert find(sought, f"Ganz anderes hier. {a}. Und noch etwas. {b}. Schluss jetzt.") is None


def test_an_anchor_comes_back_from_json() -> None:
    sought = anchored(TEXT, "Der Rat tagt")
    assert from_json(sought.to_json()) == sought


def test_a_span_is_carried_over_to_another_version() -> None:
    start = TEXT.index("Eine Sprecherin")
    span = Span(start, start + 15, TEXT[start : start + 15])
    assert find_span(TEXT, span, "Vorab. " + TEXT) == Span(start + 7, start + 22, "Eine Sprecherin")


def test_words_that_are_not_in_a_long_text_are_not_found() -> None:
    text = TEXT * 300
    sought = anchor("x" * 10 + "Der Turm wird im Herbst abgerissen, das ist sicher." + "y" * 10, 10, 61)
    assert find(sought, text) is None


def test_what_repeats_itself_is_not_looked_for_with_changes() -> None:
    sought = anchor("ja nein " * 500, 100, 3_000)
    assert find(sought, "nein ja ja " * 5_000) is None


def test_of_quotes_that_stand_very_often_the_one_with_the_context_is_found() -> None:
    text = (
        "Nein, sagte er. " * 1_000
        + "Ada Deichgräf rief: Nein, sagte er. Und ging. "
        + "Nein, sagte er. " * 1_000
    )
    start = text.index("rief: ") + 6
    sought = anchor(text, start, start + 15)
    place = find(sought, "Vorab etwas Neues. " + text)
    assert place is not None
    assert place.start == start + 19

from __future__ import annotations

from dataclasses import replace

from laut.reading.quotations import Quotation, without_repetitions
from laut.reading.statements import make_statements
from laut.records import Article

TEXT = "Die Sprecherin sagte, der Minister habe erklärt, er bleibe im Amt."
ARTICLE = Article(id="a", text=TEXT)


def at(words: str) -> tuple[tuple[int, int], ...]:
    start = TEXT.index(words)
    return ((start, start + len(words)),)


def quotation(content: str, speaker: str | None, parent: int | None = None) -> Quotation:
    return Quotation(
        form="indirect",
        medium="speech",
        content=at(content),
        speaker=at(speaker) if speaker else (),
        cue=(),
        frame=(),
        addressee=(),
        parent=parent,
        evidence=(),
        confidence=0.5,
    )


OUTER = "der Minister habe erklärt, er bleibe im Amt"
INNER = "er bleibe im Amt"


def test_a_nested_statement_names_the_one_around_it() -> None:
    outer, inner = make_statements(
        ARTICLE, [quotation(OUTER, "Die Sprecherin"), quotation(INNER, None, parent=0)]
    )
    assert inner.parent == outer.id
    assert outer.parent is None
    assert inner.speaker is None


def test_ids_are_stable_and_differ_by_content() -> None:
    quotations = [quotation(OUTER, "Die Sprecherin"), quotation(INNER, "der Minister", parent=0)]
    once, twice = make_statements(ARTICLE, quotations), make_statements(ARTICLE, quotations)
    assert [s.id for s in once] == [s.id for s in twice]
    assert once[0].id != once[1].id


def test_a_speaker_has_no_punctuation_at_its_edges_but_keeps_its_pair_of_marks() -> None:
    text = "«, die Zeitung „Bote“: Es regnet."
    article = Article(id="a", text=text)
    content = (text.index("Es"), len(text))
    loose = replace(quotation(OUTER, None), content=(content,), speaker=((0, 22),))
    (statement,) = make_statements(article, [loose])
    assert statement.speaker is not None
    assert statement.speaker.name == "die Zeitung „Bote“"


def test_marks_without_words_are_no_statement_and_take_none_with_them() -> None:
    article = Article(id="a", text="‚ Er bleibe, sagte er. ‘ Sie gehe.")
    mark = replace(quotation(OUTER, None), content=((0, 1),))
    nested = replace(quotation(OUTER, None), content=((2, 11),), parent=0)
    other = replace(quotation(OUTER, None), content=((25, 33),))
    inside = replace(quotation(OUTER, None), content=((29, 33),), parent=2)
    statements = make_statements(article, [mark, nested, other, inside])
    assert [s.text for s in statements] == ["Er bleibe", "Sie gehe", "gehe"]
    assert [s.parent for s in statements] == [None, None, statements[1].id]


def test_a_quotation_in_itself_is_left_out_and_others_keep_their_places() -> None:
    outer = quotation(OUTER, "Die Sprecherin")
    again = quotation("der Minister habe", "Die Sprecherin", parent=0)
    inner = quotation(INNER, "der Minister", parent=0)
    words = replace(quotation("im Amt", "Die Sprecherin", parent=0), form="direct")
    later = quotation(INNER, "Die Sprecherin")
    of_later = quotation("im Amt", "der Minister", parent=4)
    found = without_repetitions([outer, again, inner, words, later, of_later])
    assert found == [outer, inner, words, later, replace(of_later, parent=3)]

from __future__ import annotations

import pytest

from laut.reading.edges import trimmed
from laut.reading.prose import prose_of
from laut.records import Article, Form, Source, Span, Statement


def content_of(text: str, begins: str) -> str:
    article = Article(id="a", text=text, language="de")
    start = text.index(begins)
    span = Span(start, len(text), text[start:])
    statement = Statement(id="s", form="indirect", medium=None, confidence=1.0, content=(span,))
    (result,) = trimmed(prose_of(article, []), [statement])
    assert text[result.start : result.end] == result.text
    return result.text


@pytest.mark.parametrize(
    ("text", "begins", "expected"),
    [
        (
            "Wie das Blatt aus der Kanzlei erfahren haben will, sollen zwei Minister gehen.",
            "erfahren haben",
            "sollen zwei Minister gehen.",
        ),
        ("Wie die Werft mitteilt, fehlen zwölf Schweißer.", "mitteilt", "fehlen zwölf Schweißer."),
        ("Wie die Werft mitteilt, fehlen zwölf Schweißer.", "fehlen", "fehlen zwölf Schweißer."),
        ("Die Werft teilt mit, wie es weitergeht, und schweigt.", "wie", "wie es weitergeht, und schweigt."),
        ("Wie es weitergeht, weiß niemand.", "Wie", "Wie es weitergeht, weiß niemand."),
        # the name of an agency belongs to it
        ("Nach einer Meldung der Agentur abc fehlen zwölf Schweißer.", "abc", "fehlen zwölf Schweißer."),
        (
            "Nach einer Meldung der Agentur aus Kiel fehlen zwölf Schweißer.",
            "aus Kiel",
            "aus Kiel fehlen zwölf Schweißer.",
        ),
    ],
)
def test_content_begins_behind_the_framing_clause(text: str, begins: str, expected: str) -> None:
    assert content_of(text, begins) == expected


def test_a_piece_that_is_nothing_but_an_agencys_name_is_no_content() -> None:
    text = "Der Stau dauert laut der Agentur abc bis Dienstag."
    pieces = ("Der Stau dauert", "abc", "bis Dienstag")
    content = tuple(Span(text.index(one), text.index(one) + len(one), one) for one in pieces)
    statement = Statement(id="s", form="indirect", medium=None, confidence=1.0, content=content)
    (result,) = trimmed(prose_of(Article(id="a", text=text, language="de"), []), [statement])
    assert result.content == (content[0], content[2])


def statement_on(text: str, begins: str, speaker: str | None = None) -> Statement:
    article = Article(id="a", text=text, language="de")
    start = text.index(begins)
    source = None
    if speaker is not None:
        at = text.index(speaker)
        source = Source(name=speaker, spans=(Span(at, at + len(speaker), speaker),))
    span = Span(start, len(text), text[start:])
    raw = Statement(id="s", form="indirect", medium=None, confidence=1.0, content=(span,), speaker=source)
    (result,) = trimmed(prose_of(article, []), [raw])
    return result


def test_content_begins_behind_the_mark_that_closes_the_quotation_before() -> None:
    assert statement_on("„Das war schwer.“ Ihm sei kalt gewesen.", "“ Ihm").text == "Ihm sei kalt gewesen."


def test_the_subject_of_a_reported_clause_is_no_speaker_of_it() -> None:
    text = "Der frühere Wirt, Ole Tamm, habe die Gäste viel zu spät gewarnt."
    told = statement_on(text, "habe", "Ole Tamm")
    assert (told.text, told.speaker) == (text, None)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Laut Ole Tamm sei die Lage ernst.", "die Lage"),
        ("Ole Tamm sagte, sei er müde, so gehe er.", "sei er"),
    ],
)
def test_a_speaker_beside_a_verb_stays(text: str, begins: str) -> None:
    assert statement_on(text, begins, "Ole Tamm").speaker is not None


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("die sich auf zwei Beamte beruft", False),
        ("die sich auf die Brücke freut", True),
        ("dass die Brücke hält", True),
    ],
)
def test_a_clause_that_only_says_whence_is_no_content(content: str, kept: bool) -> None:
    text = f"Das berichtet die Zeitung, {content}."
    start = text.index(content)
    span = Span(start, start + len(content), content)
    statement = Statement(id="s", form="indirect", medium=None, confidence=1.0, content=(span,))
    assert bool(trimmed(prose_of(Article(id="a", text=text, language="de"), []), [statement])) == kept


def test_what_was_nested_in_such_a_clause_stands_alone() -> None:
    text = "Das berichtet die Zeitung, die sich auf „gute Leute“ beruft."
    outer, inner = "die sich auf „gute Leute“ beruft", "„gute Leute“"
    spans = [Span(text.index(words), text.index(words) + len(words), words) for words in (outer, inner)]
    statements = [
        Statement(id="a", form="indirect", medium=None, confidence=1.0, content=(spans[0],)),
        Statement(id="b", form="direct", medium=None, confidence=1.0, content=(spans[1],), parent="a"),
    ]
    (left,) = trimmed(prose_of(Article(id="a", text=text, language="de"), []), statements)
    assert (left.id, left.parent) == ("b", None)


def test_the_beginning_of_a_statement_is_no_second_one() -> None:
    """Unless it has a cue or a form of its own: words that somebody else, or somebody word by word, has said."""
    text = "Die Werft warnte, der Streik werde die Auslieferung der Fähre nach Norderhagen verzögern."

    def found(words: str, cue: str, form: Form = "indirect") -> Statement:
        content, verb = (Span(text.index(one), text.index(one) + len(one), one) for one in (words, cue))
        return Statement(
            id=words + cue + form, form=form, medium=None, confidence=0.9, content=(content,), cue=(verb,)
        )

    whole = found("der Streik werde die Auslieferung der Fähre nach Norderhagen verzögern", "warnte")
    piece = found("der Streik werde die Auslieferung der Fähre", "warnte")
    others = [found("der Streik", "warnte", "direct"), found("der Streik", "Werft")]
    prose = prose_of(Article(id="a", text=text, language="de"), [])
    assert trimmed(prose, [whole, piece, *others]) == (whole, *others)
    assert trimmed(prose, [piece]) == (piece,)


@pytest.mark.parametrize(
    ("text", "source", "pieces"),
    [
        (
            "Die Stadt hat laut Polizei, Zoll und Feuerwehr ein Paket bekommen.",
            "Polizei",
            ["Die Stadt hat", "ein Paket bekommen."],
        ),
        (
            "Die Stadt hat laut „Kurier“ und Kanal Drei ein Paket bekommen.",
            "„Kurier“",
            ["Die Stadt hat", "ein Paket bekommen."],
        ),
        (
            "Die Stadt hat laut Polizei und Zoll Waffen gefunden.",
            "Polizei",
            ["Die Stadt hat", "und Zoll Waffen gefunden."],
        ),
        ("Die Täter sind laut Polizei und flohen.", "Polizei", ["Die Täter sind", "und flohen."]),
    ],
)
def test_who_speaks_with_the_first_of_a_list_is_no_content(text: str, source: str, pieces: list[str]) -> None:
    at = text.index(source)
    before, behind = text[: text.index(" laut")], text[at + len(source) :].lstrip()
    content = (Span(0, len(before), before), Span(len(text) - len(behind), len(text), behind))
    speaker = Source(name=None, spans=(Span(at, at + len(source), source),))
    statement = Statement(
        id="s", form="indirect", medium=None, confidence=1.0, content=content, speaker=speaker
    )
    (result,) = trimmed(prose_of(Article(id="a", text=text, language="de"), []), [statement])
    assert [span.text for span in result.content] == pieces

from __future__ import annotations

import pytest

from laut.reading.edges import trimmed
from laut.reading.prose import prose_of
from laut.records import Article, Span, Statement


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
    ],
)
def test_content_begins_behind_the_framing_clause(text: str, begins: str, expected: str) -> None:
    assert content_of(text, begins) == expected

"""The office in which an article introduces a person, whichever mention a statement has."""

from __future__ import annotations

import pytest

from laut.reading.actors.cast import cast_of
from laut.reading.actors.registry import Registry
from laut.reading.prose import prose_of
from laut.records import Article


def office(text: str, words: str) -> str | None:
    article = Article(id="a", text=text, language="de")
    start = text.rindex(words)
    return (
        cast_of(prose_of(article, article.sections), (), Registry([])).who(start, start + len(words)).office
    )


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Das sagte Maren Holtz, die Geschäftsführerin der Stadtwerke Lenz. Holtz war zuversichtlich.",
            "Holtz",
            "Geschäftsführerin der Stadtwerke Lenz",
        ),
        (
            "Oberstaatsanwältin Petra Kern schwieg dazu. Später sprach Kern doch.",
            "Kern",
            "Oberstaatsanwältin",
        ),
        (
            "Der Sprecher der Staatsanwaltschaft Marnau, Jan Kohl, kam zu spät. Kohl entschuldigte sich.",
            "Kohl",
            "Sprecher der Staatsanwaltschaft Marnau",
        ),
        ("Verdi-Chef Frank Werner reiste ab.", "Frank Werner", "Verdi-Chef"),
        ("Jutta Brandes öffnete das Fenster.", "Jutta Brandes", None),
        ("Die Polizei sperrte die Straße.", "Die Polizei", None),
    ],
)
def test_a_person_is_known_by_the_office_that_the_article_gives(
    text: str, words: str, expected: str | None
) -> None:
    assert office(text, words) == expected

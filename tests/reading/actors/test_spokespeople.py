"""For whom speaks a spokesperson without more words? Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.actors.cast import cast_of
from laut.reading.actors.grammar import genitive
from laut.reading.actors.registry import Registry
from laut.reading.prose import prose_of
from laut.records import Article, Source, Span, Statement


def meant(text: str, words: str, *statements: Statement) -> Source:
    """Who is meant by words where they stand last in a text."""
    at = text.rindex(words)
    return cast_of(prose_of(Article(id="a", text=text), []), statements, Registry([])).who(
        at, at + len(words)
    )


@pytest.mark.parametrize(
    ("before", "who", "name"),
    [
        (
            "Das Bundesamt für Seilbahnen bestätigte das.",
            "eine Sprecherin",
            "Sprecherin des Bundesamts für Seilbahnen",
        ),
        ("Die Polizei sperrte die Straße.", "ein Sprecher", "Sprecher der Polizei"),
        (
            "Die Gewerkschaft ruft zum Streik auf. Es geht um Geld.",
            "ein Sprecher",
            "Sprecher der Gewerkschaft",
        ),
    ],
)
def test_a_spokesperson_alone_speaks_for_the_house_before(before: str, who: str, name: str) -> None:
    source = meant(f"{before} Man sei bereit, sagte {who}.", who)
    assert (source.name, source.kind, source.named) == (name, "person", False)


@pytest.mark.parametrize(
    "before",
    [
        "Die Polizei sperrte die Straße. Die Gewerkschaft schwieg.",  # which of the two?
        "Die Polizei sperrte die Straße.\n\nEs war spät.",  # another paragraph
        "Man sah die Polizei.",  # no subject
        "Es war spät.",
    ],
)
def test_where_no_single_house_is_plain_the_words_of_the_text_stay(before: str) -> None:
    assert meant(f"{before} Man sei bereit, sagte ein Sprecher.", "ein Sprecher").name == "Sprecher"


def test_a_house_in_the_words_of_somebody_else_is_not_it() -> None:
    text = "„Die Polizei schlief“, sagte Karl Thal. Man sei bereit, sagte ein Sprecher."
    said = "„Die Polizei schlief“"
    at = text.index("Karl Thal")
    statement = Statement(
        id="s", form="direct", medium="speech", confidence=1.0, content=(Span(0, len(said), said),),
        speaker=Source(name="Karl Thal", spans=(Span(at, at + 9, "Karl Thal"),)),
    )  # fmt: skip
    assert meant(text, "ein Sprecher", statement).name == "Sprecher"


def test_a_spokesperson_with_a_house_of_its_own_keeps_it() -> None:
    text = "Die Polizei sperrte die Straße. Man sei bereit, sagte eine Sprecherin der Stadt."
    assert meant(text, "eine Sprecherin der Stadt").name == "Sprecherin der Stadt"


@pytest.mark.parametrize(
    ("name", "gender", "found"),
    [
        ("Bundesamt für Post", "n", "des Bundesamts für Post"),
        ("nordmärkisches Verkehrsministerium", "n", "des nordmärkischen Verkehrsministeriums"),
        ("deutsche Botschaft", "f", "der deutschen Botschaft"),
        ("Tannwald & Kern", None, "von Tannwald & Kern"),
    ],
)
def test_names_of_houses_in_the_genitive(name: str, gender: str | None, found: str) -> None:
    assert genitive(name, gender) == found

"""Who is called by an office first and by the name later? Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.actors.cast import Cast, cast_of
from laut.reading.actors.registry import Registry
from laut.reading.prose import prose_of
from laut.records import Article, Source, Span, Statement


def cast(text: str, *told: tuple[str, str]) -> Cast:
    """The cast of a text with statements: content, and the words for who says it."""
    statements = []
    for number, (content, speaker) in enumerate(told):
        a, b = text.index(content), text.index(speaker)
        spans = (Span(b, b + len(speaker), speaker),)
        statements.append(
            Statement(
                id=f"{number}",
                form="indirect",
                medium="speech",
                confidence=1.0,
                content=(Span(a, a + len(content), content),),
                speaker=Source(name=speaker, spans=spans),
            )
        )
    return cast_of(prose_of(Article(id="a", text=text, language="de"), []), statements, Registry([]))


def who(found: Cast, text: str, words: str) -> Source:
    at = text.index(words)
    return found.who(at, at + len(words))


def test_a_bare_name_is_whoever_was_described_just_before() -> None:
    text = "Das Bad bleibt laut einer Stadträtin zu. Es fehle Geld, teilte Anna Keuler mit."
    found = cast(text, ("Das Bad bleibt", "einer Stadträtin"), ("Es fehle Geld", "Anna Keuler"))
    one, other = who(found, text, "einer Stadträtin"), who(found, text, "Anna Keuler")
    assert (one.name, one.named, one.office) == ("Anna Keuler", True, "Stadträtin")
    assert other.office == "Stadträtin"
    assert {mention.source.name for mention in found.mentions if mention.source.kind == "person"} == {
        "Anna Keuler"
    }


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        # a man is no Stadträtin
        ("Das Bad bleibt laut einer Stadträtin zu. Es fehle Geld, teilte Karl Keuler mit.", "einer Stadträtin",
         "Karl Keuler"),
        # she has an office of her own
        ("Das Bad bleibt laut einer Stadträtin zu. Es fehle Geld, teilte Bademeisterin Anna Keuler mit.",
         "einer Stadträtin", "Bademeisterin Anna Keuler"),
        # another paragraph
        ("Das Bad bleibt laut einer Stadträtin zu.\n\nEs fehle Geld, teilte Anna Keuler mit.", "einer Stadträtin",
         "Anna Keuler"),
    ],
)  # fmt: skip
def test_others_stay_two(text: str, first: str, second: str) -> None:
    found = cast(text, ("Das Bad bleibt", first), ("Es fehle Geld", second))
    assert who(found, text, first).named is False


def test_of_two_who_may_be_meant_none_is() -> None:
    text = "Das Bad bleibt laut einer Stadträtin zu. Es fehle Geld, teilte Anna Keuler mit. Das stimme, so Eva Moser."
    found = cast(
        text,
        ("Das Bad bleibt", "einer Stadträtin"),
        ("Es fehle Geld", "Anna Keuler"),
        ("Das stimme", "Eva Moser"),
    )
    assert who(found, text, "einer Stadträtin").named is False


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Vor die Kameras trat Anna Keuler. Sie gehe, sagte die Sportchefin.", "die Sportchefin", "Anna Keuler"),
        ("Anna Keuler schweigt. Sie gehe, sagte die Sportchefin des Vereins.", "die Sportchefin des Vereins",
         "Anna Keuler"),
        ("Ein Wirt belastet den Landrat. Er habe gezahlt, sagte der Zeuge.", "der Zeuge", "Wirt"),
        ("Der Wirt belastet den Landrat. Er habe gezahlt, sagte der Zeuge.", "der Zeuge", "Zeuge"),
        ("Finanzchefin Eva Moser schwieg lange. Der Preis falle, so die Managerin.", "die Managerin", "Eva Moser"),
    ],
)  # fmt: skip
def test_an_office_takes_up_whoever_was_spoken_of(text: str, words: str, name: str) -> None:
    at = text.rindex(words)
    found = cast_of(prose_of(Article(id="a", text=text, language="de"), []), (), Registry([]))
    assert found.who(at, at + len(words)).name == name


def test_what_a_person_wrote_is_hers_and_what_a_house_wrote_is_a_paper() -> None:
    text = "Das Bad sei zu, schrieb Anna Keuler auf einer Plattform. In dem Posting heißt es, es fehle Geld."
    found = cast(text, ("Das Bad sei zu", "Anna Keuler"))
    assert who(found, text, "dem Posting").name == "Anna Keuler"
    text = "Das Bad sei zu, schrieb der Kreisverband auf einer Plattform. In dem Posting heißt es, es fehle Geld."
    found = cast(text, ("Das Bad sei zu", "der Kreisverband"))
    assert who(found, text, "dem Posting").kind == "document"

"""Who speaks in sentences whose grammar is no plain "X says", and by which words. All reports are made up."""

from __future__ import annotations

import pytest
from tests.reading.chain.fakes import FakeCast, statement_of
from tests.reading.chain.test_chain import chain_of

from laut.reading.chain import trace
from laut.reading.chain.signals import signals_in
from laut.reading.chain.terms import terms_of
from laut.reading.prose import prose_of
from laut.records import Article, Statement


def read(text: str, content: str, **roles: str) -> Statement:
    """Trace one statement with the roles that the model gives it."""
    article = Article(id="a", text=text, language="de")
    return trace(
        prose_of(article, []), [statement_of(text, 0, content, "indirect", **roles)], FakeCast(text)
    )[0][0]


@pytest.mark.parametrize(
    ("text", "content", "roles", "speaker"),
    [
        ("Außerdem ließ das Amt verlauten, die Brücke bleibe zu.", "die Brücke bleibe zu", {}, "Amt"),
        ("Das Amt ließ wissen, die Brücke bleibe zu.", "die Brücke bleibe zu", {}, "Amt"),
        (
            "Kritik galt dem Bund, dem unter anderem Pia Roth vorwirft, die Brücke zu vergessen.",
            "die Brücke zu vergessen",
            {},
            "Pia Roth",
        ),
        (
            "Ida Kolb, Chefin der Werft, und Jo Lenz, Sprecher der Belegschaft, rügten das und forderten den Rat auf,"
            " die Brücke zu öffnen.",
            "die Brücke zu öffnen",
            {"speaker": "Ida Kolb, Chefin der Werft", "cue": "forderten"},
            "Ida Kolb, Chefin der Werft",
        ),
        (
            "Pia Roth rügte, das Stück erinnere „fatal an Schultheater“.",
            "„fatal an Schultheater“",
            {"speaker": "Pia Roth"},
            "Pia Roth",
        ),
        (
            "Trotz großer Sorgen des Rats, die viele teilen, erwägt das Amt, die Brücke zu öffnen.",
            "die Brücke zu öffnen",
            {"cue": "erwägt", "speaker": "das Amt"},
            "Amt",
        ),
    ],
)  # fmt: skip
def test_who_says_it_is_found(text: str, content: str, roles: dict[str, str], speaker: str) -> None:
    statement = read(text, content, **roles)
    assert chain_of(statement) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Zeitweise war die Rede davon, die Brücke bleibe zu.",
        "Auf dem Treffen gab es Streit, hieß es, die Brücke bleibe zu.",
    ],
)
def test_where_nobody_says_it_no_other_word_does(text: str) -> None:
    assert chain_of(read(text, "die Brücke bleibe zu", cue="war" if "war" in text else "hieß es")) == []


def test_own_words_of_the_subject_mention_it() -> None:
    statement = read("Die Retter holten eigenen Angaben zufolge 40 Leute ab.", "40 Leute ab")
    assert chain_of(statement) == ["Retter"]
    assert [span.text for span in statement.chain[-1].spans] == ["eigenen Angaben"]


@pytest.mark.parametrize(
    "who",
    ["Einem Arzt in Mullau", "Einer Ärztin des Spitals in Mullau", "Der Polizei", "Angaben aus der Behörde"],
)
def test_the_place_before_zufolge_is_not_who_says_it(who: str) -> None:
    text = f"{who} zufolge bleibt die Brücke zu."
    sentence = prose_of(Article(id="a", text=text, language="de"), []).sentences[0]
    (signal,) = signals_in(sentence, terms_of("de"))
    first, end = signal.source
    assert text[sentence.words[first].start : sentence.words[end - 1].end] == who


def test_demnach_mentions_whom_it_points_back_to() -> None:
    text = "Das Amt gab Zahlen bekannt. Demnach bleibt die Brücke zu."
    statement = read(text, "bleibt die Brücke zu", speaker="Demnach", frame="Demnach")
    assert statement.speaker is not None
    assert [span.text for span in statement.speaker.spans] == ["Demnach"]
    assert statement.speaker.name == "Amt"

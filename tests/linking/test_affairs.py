"""Are two reports about one affair? By the names and nouns that they have in common, in memory and in the ledger."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from laut.errors import LautError
from laut.intake import Known
from laut.intake.loading import load_text
from laut.ledger.ledger import Ledger
from laut.ledger.linked import revisions_of
from laut.ledger.readings import Reading
from laut.ledger.store import Incoming
from laut.ledger.tables import affair_words
from laut.linking import rarity
from laut.linking.affairs import Affairs, Words, beginnings_of, index_affairs, kept_words, words_of
from laut.linking.memory import link_in_memory
from laut.linking.pairs import PairScorer
from laut.records import DateRange, Span, Statement, Told

DAY = DateRange(dt.date(2024, 3, 4), dt.date(2024, 3, 4))
FERRY = (
    "Die Fähre „Almut“ ist am Montag vor Norderhagen auf Grund gelaufen. Die Reederei Brandt & Sohn sprach von einem"
    " Schaden am Ruder. Kapitän und Passagiere blieben unverletzt, teilte die Wasserschutzpolizei mit."
)
FERRY_AGAIN = (
    "Nach dem Unfall der Fähre „Almut“ prüft die Wasserschutzpolizei das Ruder. Der Kapitän schweigt. Die Reederei"
    " will ihren Passagieren in Norderhagen das Geld erstatten."
)
FERRY_IN_ENGLISH = (
    "A German ferry ran aground off Norderhagen, Harbour Master Elin Brook told Radio Solent. Weather Office"
    " forecasters in Portsmouth had warned of Storm Ingrid, and Lifeboat crews from Ryde were sent out."
)
FOREST = (
    "Der Gemeinderat von Oberlinden verkauft seinen Wald nicht. Förster und Jagdpächter hatten gewarnt, der Investor"
    " aus Kelten wolle die Eichen schlagen. Bürgermeisterin Tausend lobte den Beschluss."
)


def told(article: str, text: str = "", language: str = "de") -> Told:
    content = (Span(0, len(text), text),)
    statement = Statement(id=article, form="reported", medium=None, confidence=1.0, content=content)
    return Told(statement=statement, report=0, article=article, language=language, published=DAY)


def compared(texts: dict[str, str]) -> Affairs:
    return Affairs.of_texts(lambda one: texts.get(one.article))


def test_reports_on_one_event_are_on_one_affair_and_on_two_events_strange() -> None:
    affairs = compared({"a": FERRY, "b": FERRY_AGAIN, "c": FOREST})
    assert affairs.same(told("a"), told("b"))
    assert affairs.strangeness(told("a"), told("b")) == 0
    assert not affairs.same(told("a"), told("c"))
    assert affairs.strangeness(told("a"), told("c")) == 1


def test_reports_in_two_languages_need_less_in_common() -> None:
    """Names are what they share; the same words in one language would be too few."""
    texts = {"a": FERRY, "b": FERRY_IN_ENGLISH}
    across = compared(texts).strangeness(told("a"), told("b", language="en"))
    within = compared(texts).strangeness(told("a"), told("b"))
    assert across < within


@pytest.mark.parametrize("text", ["", "kein großes wort"])
def test_what_is_not_known_is_not_strange_but_nothing_is_claimed_of_it(text: str) -> None:
    affairs = compared({"a": FERRY, "b": text})
    assert affairs.strangeness(told("a"), told("b")) == 0
    assert not affairs.same(told("a"), told("b"))
    assert affairs.same(told("b"), told("b"))


def test_words_that_stand_in_any_report_say_little() -> None:
    """As many words in common, of which anybody has some and hardly anybody the others."""
    common = "Am Montag sagte die Polizei in Berlin, zwei Menschen seien verletzt. "
    rare = "Am Quellstein barg die Talwacht bei Norderhagen eine Bronzeglocke und einen Brückenkran. "
    affairs = compared({"a": common + FERRY, "b": common + FOREST, "c": rare + FERRY, "d": rare + FOREST})
    assert affairs.strangeness(told("a"), told("b")) > 0.6
    assert affairs.strangeness(told("c"), told("d")) == 0


@pytest.mark.parametrize("content", ["polize\t147,1\n", "polize 147.1\n", "polize\t0\n", None])
def test_a_damaged_list_of_common_words_is_said(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / rarity.FILE).write_text(content, encoding="utf-8")
    monkeypatch.setattr(rarity, "files", lambda package: tmp_path)
    rarity.weights.cache_clear()
    try:
        with pytest.raises(LautError, match="list of common words") as raised:
            compared({"a": FERRY, "b": FOREST}).same(told("a"), told("b"))
        assert "install laut again" in str(raised.value.hint)
    finally:
        rarity.weights.cache_clear()


def test_the_list_of_common_words_has_the_beginnings_that_texts_are_cut_to() -> None:
    lines = (files("laut.linking") / rarity.FILE).read_text(encoding="utf-8").splitlines()[1:]
    words = [word for line in lines if " " not in (word := line.split("\t")[0])]
    assert words == sorted(set(words))
    assert [word for word in words if beginnings_of(word.capitalize(), "de") not in ({word}, set())] == []
    shares = [float(line.split("\t")[1]) for line in lines]
    assert min(shares) > rarity.SELDOM
    assert max(shares) < 1000


def test_inflected_names_and_adjectives_are_one_word() -> None:
    assert words_of("Tarvenien", "de") == words_of("Tarvenische", "de") == words_of("Tarvenian", "en")


def test_strange_reports_keep_statements_apart_that_say_the_same() -> None:
    """ "Wir verkaufen nicht" of shares, and of a forest."""
    text = "Der Verkauf der Anteile ist vom Tisch, die Verträge wurden nicht unterschrieben"
    one, other = told("a", text), told("b", text)
    vectors = np.ones((2, 384), np.int8)
    near = link_in_memory([one, other], vectors, PairScorer(), compared({"a": FERRY, "b": FERRY_AGAIN}))
    assert near == [[0, 1]]
    verdicts = [PairScorer().score(one, other, 0.9, strangeness).same for strangeness in (0.0, 0.5, 1.0)]
    assert verdicts == sorted(verdicts, reverse=True)
    assert verdicts[0] - verdicts[2] > 0.1


def test_the_ledger_keeps_the_words_of_texts_once(tmp_path: Path) -> None:
    with Ledger(f"sqlite:///{tmp_path / 'laut.db'}") as ledger:
        articles = [load_text(text, known=Known(outlet="Küstenblatt")) for text in (FERRY, FOREST)]
        added = ledger.put_all([Incoming(article=one, reading=Reading(model="made up")) for one in articles])
        wanted: dict[str, Words] = {one.id: words_of(one.text, one.language) for one in articles}
        with ledger.atomic() as connection:
            revisions = revisions_of(connection, [one.report for one in added])
            index_affairs(connection, revisions[:1])
            assert kept_words(connection, wanted) == {articles[0].id: wanted[articles[0].id]}
            index_affairs(connection, revisions)
            assert kept_words(connection, wanted) == wanted
            assert len(connection.execute(select(affair_words.c.revision_id)).all()) == 2

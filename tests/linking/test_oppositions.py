"""What cannot both hold: who may reverse, split or deny, and that what is denied is what the other one says."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pytest

from laut.errors import LautError
from laut.linking import contrast
from laut.linking.affairs import Affairs
from laut.linking.contrast import Contrast
from laut.linking.denied import Known, agree_on_when, contradicts
from laut.linking.oppositions import (
    Kind,
    Pair,
    kind_of,
    leaves_no_doubt,
    oppositions_among,
    oppositions_of,
    pairs_among,
    same_voice,
)
from laut.linking.pairs import PairScorer
from laut.records import (
    DateRange,
    Factuality,
    FactualityValue,
    Opposition,
    Source,
    Span,
    Statement,
    Told,
    When,
)


def told(
    key: str,
    text: str = "der Damm bei Ahrenstedt halte dem Hochwasser stand",
    *,
    by: str | None = "Ines Kolberg",
    actor: str | None = None,
    named: bool = True,
    side: str | None = None,
    day: int | None = 0,
    said: int | None = None,
    value: FactualityValue | None = "CT+",
    claim: str | None = None,
    language: str = "de",
) -> Told:
    """Return a statement published so many days after the first of May; None for no date."""
    when = None
    if said is not None:
        uttered = dt.date(2023, 5, 1) + dt.timedelta(days=said)
        when = When(text="x", start=0, end=1, earliest=uttered, latest=uttered, of="utterance")
    date = dt.date(2023, 5, 1) + dt.timedelta(days=day) if day is not None else None
    return Told(
        statement=Statement(
            id=key, form="indirect", medium="speech", confidence=0.9, content=(Span(0, len(text), text),),
            speaker=Source(name=by, actor=actor, kind="person", named=named) if by or actor else None,
            factuality=Factuality(outlet="Uu", originator=value) if value else None, when=when,
        ),
        report=1, article=f"a-{key}", outlet="Windrose", language=language, side=side, claim=claim,
        published=DateRange(date, date) if date else None,
    )  # fmt: skip


class Sure(Contrast):
    """Takes every pair for one in which one gainsays the other, as sure as their ids are far apart."""

    def chance(self, one: Known, other: Known, cosine: float, antithesis: float) -> float:
        numbers = [int(told.statement.id[1:]) for told, _ in (one, other)]
        return round(0.9 + 0.01 * abs(numbers[0] - numbers[1]), 2)


HOLDS = "der Damm bei Ahrenstedt halte dem Hochwasser stand"
HOLDS_NOT = "der Damm bei Ahrenstedt halte dem Hochwasser nicht stand"


def found(tellings: Sequence[Told], **more: Any) -> tuple[Opposition, ...]:
    vectors = np.zeros((len(tellings), 384), np.int8)
    vectors[:, 0] = 127
    affairs = Affairs.of_texts(lambda told: "Ahrenstedt")
    return oppositions_of(tellings, vectors, PairScorer(), affairs=affairs, contrasts=Sure(), **more)


# --- who may be opposed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("reversal", told("s1", actor="Q1"), told("s2", actor="Q1", day=1)),
        ("reversal", told("s1"), told("s2", by="ines  kolberg", day=400)),
        ("reversal", told("s1", actor="Q1"), told("s2", actor="Q1", day=None)),
        ("reversal", told("s1", actor="Q1", said=-3), told("s2", actor="Q1")),
        (None, told("s1", actor="Q1"), told("s2", actor="Q1")),
        (None, told("s1", actor="Q1", day=2, said=0), told("s2", actor="Q1")),
        ("split", told("s1", actor="Q1", side="Q9"), told("s2", actor="Q2", side="Q9", day=14)),
        (None, told("s1", actor="Q1", side="Q9"), told("s2", actor="Q2", side="Q9", day=15)),
        (None, told("s1", actor="Q1", side="Q9"), told("s2", actor="Q2", side="Q9", day=None)),
        ("denial", told("s1", actor="Q1", side="Q9"), told("s2", actor="Q2", side="Q8", day=15)),
        ("denial", told("s1"), told("s2", by="Otto Brahm")),
        ("denial", told("s1"), told("s2", by=None, day=45)),
        ("denial", told("s1", by="Beamte", named=False), told("s2", by="Beamte", named=False)),
        (None, told("s1"), told("s2", by="Otto Brahm", day=46)),
        (None, told("s1", by=None), told("s2", by=None)),
        (None, told("s1", value="Uu"), told("s2", by="Otto Brahm")),
        (None, told("s1", claim="c1"), told("s2", by="Otto Brahm", claim="c1")),
        ("denial", told("s1", claim="c1"), told("s2", by="Otto Brahm", claim="c2")),
        ("denial", told("s1", value=None), told("s2", by="Otto Brahm", value="PS-")),
    ],
)
def test_kinds_follow_voice_side_and_days(kind: Kind | None, one: Told, other: Told) -> None:
    assert kind_of(one, other) == kind
    assert kind_of(other, one) == kind


def test_an_id_tells_voices_apart_before_the_name_does() -> None:
    assert not same_voice(told("s1", actor="Q1"), told("s2", actor="Q2"))
    assert not same_voice(told("s1", actor="Q1"), told("s2"))
    assert same_voice(told("s1", by="Kolberg", actor="Q1"), told("s2", actor="Q1"))


# --- what is found --------------------------------------------------------------------------------------------


def test_a_denial_names_who_denies_whichever_came_first() -> None:
    denial, claim = told("s1", HOLDS_NOT, value="CT-"), told("s2", HOLDS, by="Otto Brahm", day=3)
    (one,) = found([claim, denial])
    assert (one.kind, one.earlier, one.later, one.who) == ("denial", "s1", "s2", "Ines Kolberg")
    assert one.reason == "Ines Kolberg contradicts Otto Brahm: one denies what the other says"
    assert one.confidence == 0.91


def test_a_reversal_tells_how_much_later() -> None:
    (one,) = found([told("s1", actor="Q1"), told("s2", HOLDS_NOT, actor="Q1", day=9, value="CT-")])
    assert (one.kind, one.who) == ("reversal", "Q1")
    assert (
        one.reason
        == "Ines Kolberg said one thing and 9 days later the opposite: one denies what the other says"
    )


def test_a_split_is_the_side_s() -> None:
    pair = [
        told("s1", actor="Q1", side="Q9"),
        told("s2", HOLDS_NOT, by="Otto Brahm", side="Q9", day=1, value="CT-"),
    ]
    (one,) = found(pair)
    assert (one.kind, one.who) == ("split", "Q9")
    assert one.reason.startswith("Ines Kolberg and Otto Brahm speak for the same side")


def test_of_two_claims_only_the_surest_pair_is_given_in_any_order() -> None:
    tellings = [
        *(told(f"s{n}", HOLDS, by=f"Zeuge {n}", claim="c1") for n in range(3)),
        *(told(f"s{n}", HOLDS_NOT, by=f"Zeuge {n}", claim="c2", value="CT-") for n in range(3, 6)),
    ]
    expected = found(tellings)
    assert [(one.earlier, one.later, one.confidence) for one in expected] == [("s0", "s5", 0.95)]
    for seed in range(5):
        shuffled = random.Random(seed).sample(tellings, len(tellings))
        assert found(shuffled) == expected


def test_what_is_not_sure_enough_is_left_out() -> None:
    pair = [told("s1"), told("s2", HOLDS_NOT, by="Otto Brahm", value="CT-")]
    assert found(pair, least=0.91)
    asked = told("s3", HOLDS_NOT + "?", by="Otto Brahm", value=None)
    few = told("s4", "Nein", by="Otto Brahm", value="CT-")
    assert not found([pair[0], asked]) and not found([pair[0], few])


def test_only_near_vectors_are_compared_and_no_statement_with_itself() -> None:
    tellings = [told("s1"), told("s2"), told("s3"), told("s1")]
    vectors = np.zeros((4, 384), np.int8)
    vectors[[0, 1, 3], 0] = 127
    vectors[2, 1] = 127
    pairs = [(a.statement.id, b.statement.id, round(c, 3)) for a, b, c, _ in pairs_among(tellings, vectors)]
    assert pairs == [("s1", "s2", 1.0), ("s2", "s1", 1.0)]
    assert list(pairs_among([], np.zeros((0, 384), np.int8))) == []


# --- what contradicts what ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scorer() -> PairScorer:
    return PairScorer()


CASES: list[tuple[bool, tuple[str, FactualityValue], tuple[str, FactualityValue], float]] = [
    (True, (HOLDS, "CT+"), (HOLDS_NOT, "CT-"), 0.95),
    (True, (HOLDS, "CT+"), (HOLDS, "CT-"), 1.0),
    (False, (HOLDS, "CT+"), (HOLDS, "CT+"), 1.0),
    (False, (HOLDS_NOT, "CT-"), (HOLDS_NOT, "CT-"), 1.0),
    (True, ("der Pegel der Aller steige", "CT+"), ("der Pegel der Aller sinke", "CT+"), 0.92),
    # they share a name and a place; nobody spoke of resigning
    (
        False,
        ("Bürgermeister Kunz trete nicht zurück", "CT-"),
        ("Bürgermeister Kunz lobte die Feuerwehr", "CT+"),
        0.75,
    ),
    # what the words say and how the reader judged them do not agree
    (False, (HOLDS, "CT+"), (HOLDS_NOT, "CT+"), 0.95),
    # far apart, though one denies
    (False, ("die Brücke in Kassau werde nicht gesperrt", "CT-"), ("der Wein sei gut geraten", "CT+"), 0.8),
    # too little is said
    (False, ("Das stimmt", "CT+"), ("Das stimmt nicht", "CT-"), 0.97),
]


@pytest.mark.parametrize(("expected", "left", "right", "cosine"), CASES)
def test_what_is_denied_must_be_what_the_other_says(
    scorer: PairScorer,
    expected: bool,
    left: tuple[str, FactualityValue],
    right: tuple[str, FactualityValue],
    cosine: float,
) -> None:
    one, other = (
        told(f"{n}{text}{value}", text, value=value) for n, (text, value) in enumerate((left, right))
    )
    known = [(each, scorer.profile(each)) for each in (one, other)]
    assert contradicts(known[0], known[1], cosine) is expected
    assert contradicts(known[1], known[0], cosine) is expected


def test_a_question_contradicts_nothing(scorer: PairScorer) -> None:
    asked = told("s1", HOLDS + "?")
    denied = told("s2", HOLDS_NOT, value="CT-")
    known = [(each, scorer.profile(each)) for each in (asked, denied)]
    assert not contradicts(known[0], known[1], 0.95)


def test_across_languages_nearness_decides(scorer: PairScorer) -> None:
    one = told("s1", HOLDS_NOT, value="CT-")
    other = msgspec.structs.replace(
        told("s2", "the dam at Ahrenstedt would withstand the flood"), language="en"
    )
    known = [(each, scorer.profile(each)) for each in (one, other)]
    assert contradicts(known[0], known[1], 0.9)
    assert not contradicts(known[0], known[1], 0.8)


# --- by words, by reports -------------------------------------------------------------------------------------


class Doubting(Contrast):
    """Takes no pair for one in which one gainsays the other."""

    def chance(self, one: Known, other: Known, cosine: float, antithesis: float) -> float:
        return 0.1


class Undecided(Contrast):
    """Says neither yes nor no."""

    def chance(self, one: Known, other: Known, cosine: float, antithesis: float) -> float:
        return 0.5


def by_words(left: str, right: str, contrasts: Contrast, *, language: str = "de") -> bool:
    one, other = told("s1", left), told("s2", right, by="Otto Brahm", value="CT-", language=language)
    return bool(oppositions_among([Pair(one, other, 0.95, 0.0)], PairScorer(), contrasts=contrasts))


def test_the_very_same_words_denied_leave_no_doubt() -> None:
    assert by_words(HOLDS, HOLDS_NOT, Doubting())


def test_other_words_that_deny_need_the_contrast_not_to_doubt_it() -> None:
    other = "einem solchen Hochwasser halte der alte Damm von Ahrenstedt nicht stand"
    assert not by_words(HOLDS, other, Doubting())
    assert by_words(HOLDS, other, Undecided())


def test_opposite_words_and_two_languages_leave_no_doubt(scorer: PairScorer) -> None:
    def known(text: str, language: str = "de") -> Known:
        one = told("s1", text, language=language)
        return one, scorer.profile(one)

    assert leaves_no_doubt(known("der Pegel der Aller steige"), known("die Aller sinke"))
    assert leaves_no_doubt(known(HOLDS), known("the dam would not hold", "en"))
    assert not leaves_no_doubt(known(HOLDS), known("der Deich bei Kassau halte nicht"))


def test_of_reports_on_different_affairs_nothing_is_gainsaid() -> None:
    texts = {
        "a-s1": "Der Damm bei Ahrenstedt hält dem Hochwasser stand, sagt Landrätin Kolberg.",
        "a-s2": "Otto Brahm aus Ahrenstedt: Der Damm hält dem Hochwasser nicht stand.",
        "a-s3": "Die Nordmark-Bank schließt Filialen, und die Gewerkschaft droht mit Streik.",
    }
    affairs = Affairs.of_texts(lambda told: texts[told.article])
    claim = told("s1", "der Deich halte")
    for key, met in (("s2", True), ("s3", False)):
        denial = told(key, "Er breche im Frühjahr, hieß es von Otto Brahm", by="Otto Brahm")
        pairs = [Pair(claim, denial, 0.9, 0.0)]
        assert affairs.same(claim, denial) is met
        assert bool(oppositions_among(pairs, PairScorer(), affairs=affairs, contrasts=Sure())) is met
    assert not oppositions_among([Pair(claim, told("s2"), 0.9, 0.0)], PairScorer(), contrasts=Sure())


def test_not_even_the_very_same_words_are_denied_in_a_report_on_another_affair() -> None:
    texts = {
        "a-s1": "Der Deich am Koog",
        "a-s2": "Otto Brahm am Koog",
        "a-s3": "Die Nordmark-Bank, Filiale Kassau",
    }
    affairs = Affairs.of_texts(lambda told: texts.get(told.article))
    for key, met in (("s2", True), ("s3", False), ("s4", True)):  # nothing is known of the last one's report
        pairs = [Pair(told("s1"), told(key, HOLDS_NOT, by="Otto Brahm", value="CT-"), 0.9, 0.0)]
        assert bool(oppositions_among(pairs, PairScorer(), affairs=affairs, contrasts=Sure())) is met


def test_reports_in_two_languages_share_the_beginnings_of_names() -> None:
    texts = {
        "a-s1": "Tarvenische Grenzsoldaten in Lesk",
        "a-s2": "Tarvenian border guards were shot at near Lesk",
    }
    affairs = Affairs.of_texts(lambda told: texts.get(told.article))
    english = told("s2", "they were shot at", language="en")
    assert affairs.same(told("s1"), english)
    assert not affairs.same(told("s3"), english)  # its text is not at hand
    assert affairs.same(told("s3"), told("s3"))


def test_denying_speaks_for_a_contrast_and_a_condition_against_it(scorer: PairScorer) -> None:
    def chance(left: str, right: str, value: FactualityValue = "CT+") -> float:
        one, other = told("s1", left), told("s2", right, by="Otto Brahm", value=value)
        return Contrast().chance((one, scorer.profile(one)), (other, scorer.profile(other)), 0.83, -1.0)

    sold = "der Verein verkaufe sein Stadion an die Stadtwerke"
    denied = chance(sold, "Die Stadtwerke kaufen das Stadion des Vereins nicht", "CT-")
    assert denied > 0.5
    assert denied > chance(sold, "Die Stadtwerke kaufen das Stadion des Vereins")
    assert denied > chance(sold, "Die Stadtwerke müssten das Stadion des Vereins nicht kaufen, wenn", "CT-")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("der Damm werde nicht vor Mai geschlossen", "der Damm werde erst im Mai geschlossen", True),
        ("Vor Ende 2027 werde der Damm nicht fertig", "der Damm könnte erst Ende 2027 fertig sein", True),
        ("der Damm werde nicht vor Mai geschlossen", "der Damm werde erst im Juni geschlossen", False),
        ("der Damm werde vor Mai geschlossen", "der Damm werde erst im Mai geschlossen", False),
        ("der Damm werde nicht vor Mai geschlossen", "der Damm werde im Mai geschlossen", False),
    ],
)
def test_not_before_a_time_is_only_then(one: str, other: str, agree: bool) -> None:
    assert agree_on_when(told("a", one), told("b", other)) is agree
    assert agree_on_when(told("b", other), told("a", one)) is agree


def test_weights_for_other_features_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    contrast.packaged_weights.cache_clear()
    monkeypatch.setattr(contrast, "NAMES", ("denied",))
    with pytest.raises(LautError, match="made for other features"):
        contrast.packaged_weights()
    monkeypatch.undo()
    contrast.packaged_weights.cache_clear()

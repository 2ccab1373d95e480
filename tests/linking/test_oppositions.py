"""What cannot both hold: who may reverse, split or deny, and that what is denied is what the other one says."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pytest
from training.oppositions import least_for

from laut.linking.denied import contradicts
from laut.linking.oppositions import Kind, kind_of, oppositions_of, pairs_among, same_voice
from laut.linking.pairs import PairScorer, PairVerdict
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


class Sure(PairScorer):
    """Takes every pair for opposites, as sure as its statements' ids are far apart."""

    def score(self, a: Told, b: Told, cosine: float) -> PairVerdict:
        numbers = [int(one.statement.id[1:]) for one in (a, b)]
        return PairVerdict(
            same=0.0, opposite=0.6 + 0.01 * abs(numbers[0] - numbers[1]), reasons=("denied", "length")
        )


HOLDS = "der Damm bei Ahrenstedt halte dem Hochwasser stand"
HOLDS_NOT = "der Damm bei Ahrenstedt halte dem Hochwasser nicht stand"


def found(tellings: Sequence[Told], **more: Any) -> tuple[Opposition, ...]:
    vectors = np.zeros((len(tellings), 384), np.int8)
    vectors[:, 0] = 127
    return oppositions_of(tellings, vectors, Sure(), **more)


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
    assert one.confidence == 0.61


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
    assert [(one.earlier, one.later, one.confidence) for one in expected] == [("s0", "s5", 0.65)]
    for seed in range(5):
        shuffled = random.Random(seed).sample(tellings, len(tellings))
        assert found(shuffled) == expected


def test_what_is_not_sure_enough_is_left_out() -> None:
    pair = [told("s1"), told("s2", HOLDS_NOT, by="Otto Brahm", value="CT-")]
    assert found(pair, least=0.61)
    assert not found(pair, least=0.62)


def test_only_near_vectors_are_compared_and_no_statement_with_itself() -> None:
    tellings = [told("s1"), told("s2"), told("s3"), told("s1")]
    vectors = np.zeros((4, 384), np.int8)
    vectors[[0, 1, 3], 0] = 127
    vectors[2, 1] = 127
    pairs = [(a.statement.id, b.statement.id, round(c, 3)) for a, b, c in pairs_among(tellings, vectors)]
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


# --- the threshold --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "true", "least"),
    [
        ([0.9, 0.8, 0.7, 0.2], [1, 1, 0, 0], 0.75),
        ([0.9, 0.8, 0.7, 0.2], [1, 1, 1, 1], 0.1),
        ([0.9, 0.8], [0, 0], 1.0),
        ([0.9, *[0.8] * 9, 0.5], [0, *[1] * 9, 0], 0.65),
    ],
)
def test_the_threshold_is_the_smallest_that_is_precise(
    scores: list[float], true: list[int], least: float
) -> None:
    assert least_for(np.array(scores), np.array(true, bool)) == pytest.approx(least)

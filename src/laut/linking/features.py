"""How do two statements compare? The numbers that decide, each the same whichever statement comes first.

None depends on the language: what language data is needed went into the profiles.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from laut.linking.profiles import Day, Profile
from laut.linking.quantities import same_quantity

Floats = npt.NDArray[np.float64]

NAMES: Final = (
    "nearness", "nearness-high", "nearness-across", "same-language", "words", "words-contained", "letters",
    "letters-contained", "letters-across", "denied", "turned", "signs-differ", "denied-words", "opposed",
    "opposed-ends", "agreeing-ends", "numbers-same", "numbers-differ", "numbers-missing", "days-same",
    "days-differ", "days-missing", "parties-same", "parties-differ", "people-differ", "swapped", "agents-differ",
    "speaker-same", "speaker-differs", "relay-differs", "speaker-unknown", "others-own", "moods-differ",
    "future-differs", "demand-differs", "condition-differs", "question-differs", "length", "near-and-opposed",
    "near-and-letters", "near-and-numbers", "conflict", "near-and-conflict", "held-and-conflict",
    "near-and-swapped", "near-and-numbers-differ", "near-and-days-differ", "near-and-people-differ",
    "near-and-turned", "held-and-opposed", "held-and-agents-differ", "apart", "strangeness", "margin", "brief",
)  # fmt: skip
"""What each number is about, in order."""

_FAR: Final = 0.70
_NEAR: Final = 0.86
"""Cosines below the one say nothing about a content, above the other nearly all."""
_WEEK: Final = math.log(8)
"""How far apart reports are that lie a week apart: neither near nor far."""


def compare(a: Profile, b: Profile, cosine: float, strangeness: float = 0.0, margin: float = 0.0) -> Floats:
    """Return the features [len(NAMES)] of two statements.

    Args:
        cosine: of their sentence vectors.
        strangeness: how much is missing for their reports to be on one affair (`laut.linking.affairs`).
        margin: how much nearer they are than other statements of their reports (`laut.linking.margins`).
    """
    same_language = a.language == b.language
    nearness = (cosine - _FAR) / (_NEAR - _FAR)
    shared = len(a.stems & b.stems)
    shorter, longer = sorted((len(a.stems), len(b.stems)))
    grams = len(a.grams & b.grams)
    fewer = min(len(a.grams), len(b.grams))
    words = shared / max(shorter + longer - shared, 1) if same_language else 0.0
    contained = shared / max(shorter, 1) if same_language else 0.0
    letters = grams / max(len(a.grams) + len(b.grams) - grams, 1)
    held = grams / max(fewer, 1)
    denied = float(a.polarity.denied != b.polarity.denied)
    denied_words = _denied_words(a, b) if same_language else 0.0
    opposed_ends, agreeing_ends = _ends(a.polarity.axes, b.polarity.axes)
    other_words = float(_ends(a.polarity.named, b.polarity.named)[0] > 0)
    opposed = float(denied != other_words)  # "nicht geschlossen" and "offen" are not
    numbers = _paired(a.quantities, b.quantities, same_quantity)
    days = _paired(a.days, b.days, _same_day)
    parties, parties_differ, people = _parties(a, b)
    speaker_same = float(a.speaker is not None and a.speaker == b.speaker)
    differ = float(None not in (a.speaker, b.speaker) and a.speaker != b.speaker)
    relay_differs = differ if a.relayed or b.relayed else 0.0
    speaker_differs = differ - relay_differs
    swapped, agents = _swapped(a, b), _agents_differ(a, b)
    turned = float(a.polarity.turned != b.polarity.turned)
    conflict = float(max(opposed, opposed_ends, numbers[1], days[1], people, swapped) > 0)
    near = max(nearness, 0.0)
    apart = _apart(a, b)
    if conflict:  # that reports are of one day does not make up for another number, day or denial
        apart = max(apart, 0.0)
    return np.array([
        nearness, max(nearness - 0.5, 0.0), 0.0 if same_language else nearness, float(same_language), words, contained,
        letters if same_language else 0.0, held if same_language else 0.0, 0.0 if same_language else held,
        denied, turned, float(a.polarity.sign * b.polarity.sign < 0), denied_words, opposed,
        float(opposed_ends), float(agreeing_ends), *numbers, *days, parties, parties_differ, people, swapped, agents,
        speaker_same, speaker_differs, relay_differs, float(None in (a.speaker, b.speaker)),
        speaker_differs * float(a.own or b.own), _moods(a, b), _differs(a, b, "future"), _differs(a, b, "demand"),
        _differs(a, b, "condition"), float(a.question != b.question), shorter / max(longer, 1), near * opposed,
        nearness * held, min(nearness, 1.0) * min(numbers[0], 1.0), conflict, near * conflict, held * conflict,
        near * swapped, near * min(numbers[1], 1.0), near * min(days[1], 1.0), near * people, near * turned,
        held * opposed, held * agents, apart, strangeness, margin / (_NEAR - _FAR),
        float(a.is_brief or b.is_brief),
    ])  # fmt: skip


def _denied_words(a: Profile, b: Profile) -> float:
    """Share of the common words that one content denies and the other does not."""
    common = a.stems & b.stems
    if not common:
        return 0.0
    return len((a.polarity.stems & common) ^ (b.polarity.stems & common)) / len(common)


def _ends(a: Mapping[str, int], b: Mapping[str, int]) -> tuple[int, int]:
    """On how many axes the contents stand at opposite ends, and at the same end."""
    opposite = same = 0
    for axis, end in a.items():
        other = b.get(axis)
        opposite += other == -end
        same += other == end
    return opposite, same


def _paired(
    a: tuple[object, ...], b: tuple[object, ...], same: Callable[..., bool | None]
) -> tuple[float, float, float]:
    """How many of the values agree, how many stand against others, and how many only one side has."""
    if not a and not b:
        return 0.0, 0.0, 0.0
    rest, agreeing, comparable = list(b), 0, 0
    left = []
    for one in a:
        match = next((other for other in rest if same(one, other)), None)
        if match is None:
            left.append(one)
        else:
            rest.remove(match)
            agreeing += 1
    for one in left:
        comparable += any(same(one, other) is False for other in rest)
    differ = min(comparable, len(rest))
    return float(min(agreeing, 3)), float(min(differ, 3)), float(min(len(left) + len(rest) - 2 * differ, 3))


def _same_day(a: Day, b: Day) -> bool | None:
    if a.earliest and a.latest and b.earliest and b.latest:
        return a.earliest <= b.latest and b.earliest <= a.latest
    if len(a.value) != len(b.value):
        return None
    return all(x == y or "X" in (x, y) for x, y in zip(a.value, b.value, strict=True))


def _parties(a: Profile, b: Profile) -> tuple[float, float, float]:
    """Share of the parties that both name; whether each names one that the other does not; the same for people."""
    one, other = a.names.parties, b.names.parties
    shared = len(one & other) / len(one | other) if one | other else 0.0
    differ = float(bool(one - other) and bool(other - one))
    people, others = a.names.people, b.names.people
    return shared, differ, float(bool(people - others) and bool(others - people))


def _swapped(a: Profile, b: Profile) -> float:
    """Whether who acts in one is acted on in the other, and the other way round: 2 if both are known parties."""
    one, other = a.names, b.names
    first = one.acting & other.acted_on - other.acting
    second = other.acting & one.acted_on - one.acting
    if not first or not second:
        return 0.0
    known = [all(not name.startswith("word:") for name in side) for side in (first, second)]
    if known[0] != known[1]:
        return 0.0  # a party for a thing: the clause was taken apart wrongly
    return 2.0 if known[0] else 1.0


def _agents_differ(a: Profile, b: Profile) -> float:
    one, other = a.names.acting, b.names.acting
    return float(bool(one) and bool(other) and not one & other)


def _moods(a: Profile, b: Profile) -> float:
    """Whether one tells what has been, and the other what is to be or should be."""
    ahead = {"future", "demand"}
    first = "past" in a.moods and not a.moods & ahead
    second = "past" in b.moods and not b.moods & ahead
    return float((first and bool(b.moods & ahead)) or (second and bool(a.moods & ahead)))


def _apart(a: Profile, b: Profile) -> float:
    """How many days lie between two reports, as the logarithm of one more than that: 0 at a week, or if unknown."""
    if a.published is None or b.published is None or a.report == b.report:
        return 0.0
    days = max(
        (b.published.earliest - a.published.latest).days, (a.published.earliest - b.published.latest).days, 0
    )
    return math.log(1 + days) - _WEEK


def _differs(a: Profile, b: Profile, mood: str) -> float:
    return float((mood in a.moods) != (mood in b.moods))

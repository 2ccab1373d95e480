"""Which statements cannot both hold? An actor on both sides of a question, voices of one side apart, denials.

Two statements are opposed if the pair scorer takes their contents for opposites (what a cue denies is counted in), if
what one denies is what the other says (`laut.linking.denied`), and if both are put forward: what is asked, demanded or
conditional asserts nothing that could be contradicted. Precision comes before recall: the threshold is one at which
nine of ten pairs and more are opposites (``python -m training.oppositions``).

- **reversal**: the same actor, on different days.
- **split**: two actors of one side, published within two weeks.
- **denial**: two others, of whom at least one is known, within 45 days; also in one report.

Of two claims with many statements only the surest pair of each kind is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal

import numpy as np

from laut.linking.denied import ALIKE_ACROSS, contradicts
from laut.linking.pairs import PairScorer, PairVerdict
from laut.linking.reach import Vectors
from laut.reading.actors.spelling import fold
from laut.records import Opposition, Told

LEAST: Final = 0.6
"""Probability of *opposite* from which two statements are opposed."""
SPLIT_DAYS: Final = 14
"""Days between two voices of one side, at most: later on, a side may simply have changed its mind."""
DENIAL_DAYS: Final = 45
"""Days between a claim and its denial, at most."""
LEAST_COSINE: Final = ALIKE_ACROSS
"""Cosine of the vectors from which two statements are compared: what is farther apart is about something else."""
_NOT_ASSERTED: Final = "Uu"
_WHY: Final = {
    "denied": "one denies what the other says",
    "signs-differ": "one denies what the other says",
    "denied-words": "one denies what the other says",
    "opposed": "one denies what the other says",
    "near-and-opposed": "one denies what the other says",
    "turned": "one rejects what the other says",
    "opposed-ends": "they use opposite words",
    "swapped": "they swap who acts",
    "people-differ": "they name different people",
}
"""What the features that speak for an opposition mean (`laut.linking.features.NAMES`)."""

Pair = tuple[Told, Told, float]
"""Two statements with the cosine of their vectors."""
Kind = Literal["reversal", "split", "denial"]


def oppositions_of(
    tellings: Sequence[Told], vectors: Vectors, scorer: PairScorer, *, least: float = LEAST
) -> tuple[Opposition, ...]:
    """Find the pairs of some statements that cannot both hold.

    Args:
        tellings: statements, in any order.
        vectors: of their contents, int8 [n,384].
        scorer: judges pairs.
        least: probability of *opposite* that a pair must have.

    Returns:
        the oppositions, surest first, in an order that does not depend on that of the tellings.
    """
    return oppositions_among(pairs_among(tellings, vectors), scorer, least=least)


def oppositions_among(
    pairs: Iterable[Pair], scorer: PairScorer, *, least: float = LEAST
) -> tuple[Opposition, ...]:
    """Find the pairs that cannot both hold, as `oppositions_of`.

    Args:
        pairs: two statements each, with the cosine of their vectors.
        scorer: judges pairs.
        least: probability of *opposite* that a pair must have.
    """

    def denies(told: Told) -> bool:
        return scorer.profile(told).polarity.denied

    surest: dict[tuple[str, ...], Opposition] = {}
    for one, other, cosine in pairs:
        kind = kind_of(one, other)
        if kind is None:
            continue
        if not contradicts((one, scorer.profile(one)), (other, scorer.profile(other)), cosine):
            continue
        verdict = scorer.score(one, other, cosine)
        if verdict.opposite < least:
            continue
        found = _opposition(kind, one, other, verdict, denies)
        key = (kind, *sorted((one.claim or one.statement.id, other.claim or other.statement.id)))
        if key not in surest or _rank(found) < _rank(surest[key]):
            surest[key] = found
    return tuple(sorted(surest.values(), key=_rank))


def pairs_among(tellings: Sequence[Told], vectors: Vectors, least: float = LEAST_COSINE) -> Iterator[Pair]:
    """Yield the pairs of different statements whose vectors are near enough to be about the same.

    Args:
        tellings: statements.
        vectors: of their contents, int8 [n,384].
        least: cosine that a pair must have.
    """
    table = vectors.astype(np.float32)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    for at, one in enumerate(tellings):
        cosines = table[at + 1 :] @ table[at]
        for step in np.flatnonzero(cosines >= least):
            other = tellings[at + 1 + int(step)]
            if (one.article, one.statement.id) != (other.article, other.statement.id):
                yield one, other, float(cosines[step])


def kind_of(one: Told, other: Told) -> Kind | None:
    """Return how two statements would be opposed, if their contents are opposites; None if they could not be."""
    if not (is_asserted(one) and is_asserted(other)):
        return None
    days = days_between(one, other)
    if same_voice(one, other):
        return "reversal" if days is None or days > 0 else None
    if one.side is not None and one.side == other.side:
        return "split" if days is not None and days <= SPLIT_DAYS else None
    if not (_has_voice(one) or _has_voice(other)):
        return None
    return "denial" if days is None or days <= DENIAL_DAYS else None


def _has_voice(told: Told) -> bool:
    speaker = told.statement.speaker
    return speaker is not None and bool(speaker.actor or speaker.name)


def is_asserted(told: Told) -> bool:
    """Whether the innermost source puts the content forward as so or not so, however carefully."""
    factuality = told.statement.factuality
    return factuality is None or factuality.originator != _NOT_ASSERTED


def same_voice(one: Told, other: Told) -> bool:
    """Whether the same actor speaks: by its id, or a named person or house by its name."""
    a, b = one.statement.speaker, other.statement.speaker
    if a is None or b is None:
        return False
    if a.actor or b.actor:
        return a.actor == b.actor
    return bool(a.named and b.named and a.name and b.name and fold(a.name) == fold(b.name))


def days_between(one: Told, other: Told) -> int | None:
    """Return the days between the utterances, or else the publications; None if one of them is not known."""
    a, b = day_of(one), day_of(other)
    return None if a is None or b is None else abs((a - b).days)


def day_of(told: Told) -> dt.date | None:
    """Return the first day on which it may have been uttered, or else published."""
    when = told.statement.when
    if when is not None and when.of == "utterance":
        return when.earliest
    return told.published.earliest if told.published else None


def _opposition(
    kind: Kind, one: Told, other: Told, verdict: PairVerdict, denies: Callable[[Told], bool]
) -> Opposition:
    earlier, later = sorted((one, other), key=_order)
    denier, denied = later, earlier
    if kind == "denial" and denies(earlier) and not denies(later):
        denier, denied = earlier, later
    speaker = denier.statement.speaker
    voice = (speaker.actor or speaker.name) if speaker else None
    return Opposition(
        kind=kind,
        earlier=earlier.statement.id,
        later=later.statement.id,
        who=one.side if kind == "split" else voice,
        reason=_reason(kind, (earlier, later), (denier, denied), verdict.reasons),
        confidence=round(verdict.opposite, 4),
    )


def _reason(
    kind: Kind, in_order: tuple[Told, Told], roles: tuple[Told, Told], features: Sequence[str]
) -> str:
    first, second = map(_name, in_order)
    if kind == "reversal":
        lead = f"{second} said one thing and {_after(*in_order)} the opposite"
    elif kind == "split":
        lead = f"{first} and {second} speak for the same side"
    else:
        denier, denied = map(_name, roles)
        lead = f"{denier} contradicts {denied}"
    why = dict.fromkeys(_WHY[feature] for feature in features if feature in _WHY)
    return f"{lead}: {', '.join(why)}" if why else lead


def _name(told: Told) -> str:
    speaker = told.statement.speaker
    return (speaker.name if speaker else None) or told.outlet or "somebody"


def _after(earlier: Told, later: Told) -> str:
    days = days_between(earlier, later)
    if days is None:
        return "elsewhere"
    return "a day later" if days == 1 else f"{days} days later"


def _order(told: Told) -> tuple[dt.date, str, str]:
    return day_of(told) or dt.date.max, told.article, told.statement.id


def _rank(one: Opposition) -> tuple[float, str, str]:
    return -one.confidence, one.earlier, one.later

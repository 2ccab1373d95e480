"""Which statements cannot both hold? An actor on both sides of a question, voices of one side apart, denials.

Two statements are opposed if both are put forward (what is asked, demanded or conditional asserts nothing that could
be contradicted), and if one of two things shows it:

- *their reports*: they are on one affair (`laut.linking.affairs`), and one most probably gainsays the other
  (`laut.linking.contrast`);
- *their words*: what one denies is what the other says (`laut.linking.denied`), the pair scorer takes them for
  opposites, and their reports are not strange to each other; where neither opposite words nor the very same ones
  leave no doubt, the contrast must not speak against it.

Precision comes before recall: the thresholds are such that nine of ten pairs and more are opposites
(``python -m training.oppositions``).

- **reversal**: the same actor, on different days.
- **split**: two actors of one side, published within two weeks.
- **denial**: two others, of whom at least one is known, within 45 days; also in one report.

Of two claims with many statements only the surest pair of each kind is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np

from laut.linking import antithesis
from laut.linking.affairs import Affairs
from laut.linking.contrast import LEAST_COSINE, NAMES, Contrast, contrast
from laut.linking.denied import FEWEST, Known, agree_on_when, contradicts
from laut.linking.pairs import PairScorer
from laut.linking.reach import Vectors
from laut.linking.vocabulary import vocabulary
from laut.reading.actors.spelling import fold
from laut.records import Opposition, Told

LEAST: Final = 0.795
"""Probability from which one statement gainsays another one on the same affair: the lowest of those tried with which
more than nine of ten are opposites in the worlds up to 206."""
GAINSAID_DAYS: Final = 5
"""Days within which somebody else gainsays it, at most: in the worlds, 95 of a hundred are as quick. Later, two
statements that look like it are mostly on two events of one affair."""
FOREIGN: Final = 0.7
"""Strangeness of reports from which they are on two affairs, so that not even contradicting words oppose them: of the
pairs of reports of a world, one of a hundred is as strange."""
LEAST_BY_WORDS: Final = 0.6
"""Probability of *opposite* from which two statements are opposed whose words contradict each other."""
IN_DOUBT: Final = 0.5
"""Probability of gainsaying that such statements must have, too, where their words leave a doubt."""
THE_SAME_WORDS: Final = 0.75
"""Share of their words of content that two statements have in common of which one is the other, denied."""
SPLIT_DAYS: Final = 14
"""Days between two voices of one side, at most: later on, a side may simply have changed its mind."""
DENIAL_DAYS: Final = 45
"""Days between a claim and its denial, at most."""
_NOT_ASSERTED: Final = "Uu"
_WHY: Final = {
    "denied": "one denies what the other says",
    "words-deny": "one denies what the other says",
    "opposed-ends": "they use opposite words",
    "numbers-differ": "they give different numbers",
}
"""What the features that tell two statements apart mean (`laut.linking.contrast.NAMES`)."""

Kind = Literal["reversal", "split", "denial"]


class Pair(NamedTuple):
    """Two statements, and how their vectors lie to each other.

    Attributes:
        one, other: the statements.
        cosine: of their vectors.
        antithesis: log-odds that these are those of a claim and its denial (`laut.linking.antithesis`).
    """

    one: Told
    other: Told
    cosine: float
    antithesis: float


def oppositions_of(
    tellings: Sequence[Told],
    vectors: Vectors,
    scorer: PairScorer,
    *,
    affairs: Affairs | None = None,
    contrasts: Contrast | None = None,
    least: float = LEAST,
) -> tuple[Opposition, ...]:
    """Find the pairs of some statements that cannot both hold.

    Args:
        tellings: statements, in any order.
        vectors: of their contents, int8 [n,384].
        scorer: judges pairs.
        affairs: tells which reports are on one affair; without it, only a report and itself are.
        contrasts: tells what gainsays what; None for the packaged one.
        least: probability from which one statement gainsays another.

    Returns:
        the oppositions, surest first, in an order that does not depend on that of the tellings.
    """
    pairs = pairs_among(tellings, vectors)
    return oppositions_among(pairs, scorer, affairs=affairs, contrasts=contrasts, least=least)


def oppositions_among(
    pairs: Iterable[Pair],
    scorer: PairScorer,
    *,
    affairs: Affairs | None = None,
    contrasts: Contrast | None = None,
    least: float = LEAST,
) -> tuple[Opposition, ...]:
    """Find the pairs that cannot both hold, as `oppositions_of`.

    Args:
        pairs: two statements each.
        scorer: judges pairs.
        affairs: tells which reports are on one affair; without it, only a report and itself are.
        contrasts: tells what gainsays what; None for the packaged one.
        least: probability from which one statement gainsays another.
    """
    judge = _Judge(scorer, contrasts or Contrast(), affairs or Affairs(lambda told: None), least)
    surest: dict[tuple[str, ...], Opposition] = {}
    for pair in pairs:
        kind = kind_of(pair.one, pair.other)
        confidence = judge.opposed(kind, pair) if kind else None
        if kind is None or confidence is None:
            continue
        found = judge.opposition(kind, pair, confidence)
        key = (kind, *sorted(told.claim or told.statement.id for told in (pair.one, pair.other)))
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
        steps = np.flatnonzero(cosines >= least)
        odds = antithesis.packaged().odds(vectors[at][None], vectors[at + 1 + steps]) if len(steps) else ()
        for step, odd in zip(steps.tolist(), odds, strict=True):
            other = tellings[at + 1 + step]
            if (one.article, one.statement.id) != (other.article, other.statement.id):
                yield Pair(one, other, float(cosines[step]), float(odd))


class _Judge:
    """Decides of one pair."""

    def __init__(self, scorer: PairScorer, contrast: Contrast, affairs: Affairs, least: float) -> None:
        self._scorer, self._contrast, self._affairs, self._least = scorer, contrast, affairs, least

    def opposed(self, kind: Kind, pair: Pair) -> float | None:
        """Return how probable it is that two statements cannot both hold; None if that is not enough."""
        one, other, cosine, odds = pair
        a, b = (one, self._scorer.profile(one)), (other, self._scorer.profile(other))
        if not (says_enough(a) and says_enough(b)) or agree_on_when(one, other):
            return None
        gainsaid = self._contrast.chance(a, b, cosine, odds)
        if gainsaid >= self._least and _soon(kind, one, other) and self._affairs.same(one, other):
            return gainsaid
        if not contradicts(a, b, cosine) or (gainsaid < IN_DOUBT and not leaves_no_doubt(a, b)):
            return None
        opposite = self._scorer.score(one, other, cosine).opposite
        if opposite < LEAST_BY_WORDS or self._affairs.strangeness(one, other) >= FOREIGN:
            return None
        return opposite

    def opposition(self, kind: Kind, pair: Pair, confidence: float) -> Opposition:
        """Put into a record who opposes whom, and why."""
        one, other, cosine, odds = pair
        earlier, later = sorted((one, other), key=_order)
        denier, denied = later, earlier
        if kind == "denial" and self._denies(earlier) and not self._denies(later):
            denier, denied = earlier, later
        speaker = denier.statement.speaker
        voice = (speaker.actor or speaker.name) if speaker else None
        a, b = (one, self._scorer.profile(one)), (other, self._scorer.profile(other))
        apart = [name for name, value in zip(NAMES, contrast(a, b, cosine, odds), strict=True) if value > 0]
        return Opposition(
            kind=kind,
            earlier=earlier.statement.id,
            later=later.statement.id,
            who=one.side if kind == "split" else voice,
            reason=_reason(kind, (earlier, later), (denier, denied), apart),
            confidence=round(confidence, 4),
        )

    def _denies(self, told: Told) -> bool:
        polarity = self._scorer.profile(told).polarity
        return polarity.denied or polarity.by_words


def says_enough(known: Known) -> bool:
    """Whether a content claims something by itself: no question, and no piece of somebody else's sentence.

    A piece is what is quoted within a sentence and begins with a small letter ("„ebenso absurd wie gefährlich“"), and
    a relative clause, whose subject stands outside ("die den Einsatz für zulässig erklärt hätten").
    """
    told, profile = known
    text, words = told.statement.text, vocabulary(told.language)
    first, second = ([token.text for token in words.tokens(text) if token.is_word] + ["", ""])[:2]
    piece = not text[:1].isalnum() and first[:1].islower()
    relative = first in words.relatives and second in words.stop
    return profile.substance >= FEWEST and not (profile.question or piece or relative)


def _soon(kind: Kind, one: Told, other: Told) -> bool:
    days = days_between(one, other)
    return kind == "reversal" or days is None or days <= GAINSAID_DAYS


def leaves_no_doubt(one: Known, other: Known) -> bool:
    """Whether two contents that contradict each other do so by opposite words, in the same ones, or in two languages.

    In two languages, contrasts have not been learned; in one, "nicht vor 2031" and "erst 2031" look like a denial.
    """
    a, b = one[1], other[1]
    if a.language != b.language or any(
        b.polarity.axes.get(axis) == -end for axis, end in a.polarity.axes.items()
    ):
        return True
    return len(a.stems & b.stems) >= THE_SAME_WORDS * len(a.stems | b.stems)


def kind_of(one: Told, other: Told) -> Kind | None:
    """Return how two statements would be opposed, if their contents are opposites; None if they could not be.

    What linking has put into one claim says the same.
    """
    if not (is_asserted(one) and is_asserted(other)) or (one.claim and one.claim == other.claim):
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

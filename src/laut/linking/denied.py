"""Is what one content denies what the other one says?

"Mit der Liste werde man nicht regieren" and "die Liste sprach von Arroganz" share a name, and one denies; they do not
contradict each other, because nobody spoke of governing. Two contents contradict each other only if

- it is clear what each denies: what the words say and how the reader judged them agree;
- they say much the same: half of the words of content of the shorter one stand in the other, or their vectors are as
  near as those of the same claim mostly are;
- and either one of them denies, and what it denies stands in the other one, the last verb and half of the verbs and
  adjectives included, for nouns alone only tell what both are about; or they are short and opposite words ("steigen"
  and "sinken") set them apart.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from laut.linking.polarity import polarity_of
from laut.linking.profiles import Profile
from laut.linking.vocabulary import vocabulary
from laut.records import Told

Known = tuple[Told, Profile]
"""A statement with its profile."""

SHARED: Final = 0.5
"""Share of the words of content of the shorter one that the other has."""
ALIKE: Final = 0.86
"""Cosine of two contents of one language that say much the same without sharing words."""
ALIKE_ACROSS: Final = 0.82
"""The same for two languages."""
SAME: Final = 0.90
"""Cosine of two contents that are about the same, in whatever words."""
MET: Final = 0.5
"""Share of the denied words that the other content must have."""
FEWEST: Final = 2
"""Words of content, names and numbers below which a content ("Das stimmt") says too little."""
SHORT: Final = 5
"""Words of content up to which opposite words are the point of a content, and not something by the way."""
_TIME: Final = 3
"""Words from a small one to the end of the time behind it."""
_PART: Final = 4
"""Letters that a part of a compound has at least."""


def contradicts(one: Known, other: Known, cosine: float) -> bool:
    """Whether two contents say much the same, and one denies it or opposite words set them apart.

    Args:
        one, other: statements with their profiles.
        cosine: of their vectors.
    """
    a, b = one[1].polarity, other[1].polarity
    turned = sum(b.axes.get(axis) == -end for axis, end in a.axes.items())
    short = max(len(one[1].stems), len(other[1].stems)) <= SHORT
    if a.denied == b.denied:
        if turned != 1 or not short:
            return False
    elif not (one[1].is_substantial and other[1].is_substantial):
        return False
    elif (
        a.sign == b.sign != 0 and _shared(one[1], other[1]) > SHARED
    ):  # "gibt … auf" is no denial of "aufgibt"
        return False
    if not (say_the_same(one[1], other[1], cosine) and is_clear(one) and is_clear(other)):
        return False
    if a.denied == b.denied or (turned and short) or cosine >= SAME or one[1].language != other[1].language:
        return True
    denier, denied = (one, other) if a.denied else (other, one)
    return is_met(denier, denied[1])


def agree_on_when(one: Told, other: Told) -> bool:
    """Whether it was not so before a time, and so only then: "nicht vor Mai" and "erst im Mai" are no opposites."""
    return any(_not_before(a) & _only_then(b) for a, b in ((one, other), (other, one)))


def _not_before(told: Told) -> set[str]:
    """The words of the time before which a content says that something is not so."""
    words = vocabulary(told.language)
    texts = [token.text for token in words.tokens(told.statement.text)]
    denies = any(text.lower() in words.particles for text in texts)
    return _times_behind(texts, words.before) if denies else set()


def _only_then(told: Told) -> set[str]:
    """The words of the time from which on a content says that something is so."""
    words = vocabulary(told.language)
    return _times_behind([token.text for token in words.tokens(told.statement.text)], words.only_then)


def _times_behind(texts: Sequence[str], openers: Collection[str]) -> set[str]:
    """The nouns and numbers right behind some small words: "Ende" and "2027" of "vor Ende 2027"."""
    behind = (texts[at + 1 : at + 1 + _TIME] for at, text in enumerate(texts) if text.lower() in openers)
    return {text for some in behind for text in some if text[0].isupper() or text.isdigit()}


def is_clear(known: Known) -> bool:
    """Whether a content says enough to be compared, and words and judgement agree on whether it denies."""
    told, profile = known
    if profile.substance < FEWEST or profile.question:
        return False
    words = vocabulary(told.language)
    by_words = polarity_of(words.tokens(told.statement.text), words, 0)
    return profile.polarity.sign != 1 or by_words.denied == profile.polarity.denied


def say_the_same(one: Profile, other: Profile, cosine: float) -> bool:
    """Whether two contents say much the same, whoever denies it."""
    if one.language != other.language:
        return cosine >= ALIKE_ACROSS
    several = len(one.stems & other.stems) >= 2
    return cosine >= ALIKE or (several and _shared(one, other) >= SHARED)


def is_met(denier: Known, other: Profile) -> bool:
    """Whether what a content denies is what the other one is about.

    Args:
        denier: the statement that denies.
        other: profile of the statement that may be contradicted, in the same language.
    """
    told, profile = denier
    clause = profile.polarity.stems & profile.stems or profile.stems
    met = {stem for stem in clause if stem in other.stems or _in_compound(stem, other.stems)}
    if len(met) < MET * len(clause):
        return False
    words = vocabulary(told.language)
    stems = [
        words.stem(token.lower) for token in words.tokens(told.statement.text) if token.text[0].islower()
    ]
    verbs = [stem for stem in stems if stem in clause]
    return not verbs or (verbs[-1] in met and 2 * sum(verb in met for verb in verbs) >= len(verbs))


def _shared(one: Profile, other: Profile) -> float:
    """Share of the words of content of the shorter one that the other has."""
    return len(one.stems & other.stems) / max(min(len(one.stems), len(other.stems)), 1)


def _in_compound(stem: str, others: Collection[str]) -> bool:
    return any(min(len(stem), len(other)) >= _PART and (stem in other or other in stem) for other in others)

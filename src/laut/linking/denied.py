"""Is what one content denies what the other one says?

"Mit der Liste werde man nicht regieren" and "die Liste sprach von Arroganz" share a name, and one denies; they do not
contradict each other, because nobody spoke of governing. The words of the clause that denies must be met by some of the
other content: the same stem, a part of the same compound, or a word that is near in the table of word vectors; so must
one of its verbs and adjectives, for nouns alone only tell what both are about. Where an opposition of words ("steigen"
and "sinken") sets the contents apart, no word needs to be denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from laut.linking.profiles import Profile
from laut.linking.vocabulary import vocabulary
from laut.linking.wordspace import WordSpace, packaged_words
from laut.records import Told

MET: Final = 0.34
"""Share of the denied words, by weight, that the other content must have."""
VERB: Final = 0.4
"""Cosine with which a denied verb or adjective must be met."""
_NEAR: Final = 0.5
_COMPOUND: Final = 4
"""Letters that a part of a compound has at least."""


def contradicts(
    one: tuple[Told, Profile], other: tuple[Told, Profile], space: WordSpace | None = None
) -> bool:
    """Whether two contents are set apart by opposite words, or one denies what the other says.

    Args:
        one, other: statements with their profiles.
        space: how near words are to each other; None for the packaged one.
    """
    a, b = one[1].polarity, other[1].polarity
    if any(b.axes.get(axis) == -end for axis, end in a.axes.items()):
        return True
    if a.denied == b.denied:
        return False
    denier, denied = (one, other) if a.denied else (other, one)
    return is_met(denier, denied[1], space or packaged_words())


def is_met(denier: tuple[Told, Profile], other: Profile, space: WordSpace) -> bool:
    """Whether what a content denies is what the other one is about.

    Args:
        denier: the statement that denies, with its profile.
        other: profile of the statement that may be contradicted.
        space: how near words are to each other.
    """
    told, profile = denier
    clause = profile.polarity.stems & profile.stems or profile.stems
    nearness, weights = _nearness(sorted(clause), profile, other, space)
    if not len(nearness) or float((nearness >= _NEAR) @ weights) < MET * float(weights.sum()):
        return False
    words = vocabulary(told.language)
    tokens = [token for token in words.tokens(told.statement.text) if words.stem(token.lower) in clause]
    verbs = sorted({words.stem(token.lower) for token in tokens if token.text[0].islower()})
    return not verbs or bool(_nearness(verbs, profile, other, space)[0].max() >= VERB)


def _nearness(
    stems: Sequence[str], profile: Profile, other: Profile, space: WordSpace
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """How near the nearest word of the other content is to each stem [n], and how much each matters [n]."""
    others = sorted(other.stems)
    vectors, weights = space.of(stems)
    theirs, _ = space.of(others)
    if not len(vectors) or not len(theirs):
        return np.zeros(0), np.zeros(0)
    nearness = (vectors @ theirs.T).max(1).astype(np.float64)
    for at, stem in enumerate(stems[: len(nearness)]):
        if (stem in other.stems and profile.language == other.language) or _in_compound(stem, others):
            nearness[at] = 1.0
    return nearness, weights.astype(np.float64)


def _in_compound(stem: str, others: Sequence[str]) -> bool:
    return any(
        min(len(stem), len(other)) >= _COMPOUND and (stem in other or other in stem) for other in others
    )

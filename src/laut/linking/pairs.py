"""Do two statements say the same, or the opposite?

A softmax regression over the features of `laut.linking.features`, fitted by ``python -m training.pairs`` on the pairs
of ``tests/gold/linking/pairs`` that are not kept back. Its numbers lie in ``scorer.yaml``.
"""

from __future__ import annotations

import functools
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from laut.linking import features
from laut.linking.fitted import packaged
from laut.linking.profiles import Profile, Profiler
from laut.records import Told

VERSION: Final = 6
"""Of the rules by which statements are compared and claims made: counted up whenever they come out otherwise."""

CLASSES: Final = ("same", "opposite", "other")
_KEPT: Final = 16_384
_SAID: Final = 0.4
"""Logit that a feature must add to be given as a reason."""


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the regression has learned.

    Attributes:
        features: names of the features, in order; must be those of `laut.linking.features.NAMES`.
        centre, scale: mean and standard deviation of each on the training pairs.
        same, opposite: weight of each for the two classes, against all others.
        bias: of the two classes.
        threshold: probability of *same* from which two statements are taken for one claim.
        least_cosine: below it, *same* is as good as impossible: such pairs need no comparison.
    """

    features: tuple[str, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    same: tuple[float, ...]
    opposite: tuple[float, ...]
    bias: tuple[float, float]
    threshold: float
    least_cosine: float


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """What is thought of a pair.

    Attributes:
        same: probability that both contents say the same, hedges apart.
        opposite: probability that both cannot hold.
        reasons: features that spoke most for the more probable of the two, the strongest first.
    """

    same: float
    opposite: float
    reasons: tuple[str, ...] = ()


class PairScorer:
    """Compares statements. Keeps the profiles of those seen last."""

    def __init__(self, weights: Weights | None = None, profiler: Profiler | None = None) -> None:
        self.weights = weights or packaged_weights()
        self._profiler = profiler
        self._profiles: OrderedDict[tuple[object, ...], Profile] = OrderedDict()
        centre, scale = np.array(self.weights.centre), np.array(self.weights.scale)
        table = np.array([self.weights.same, self.weights.opposite]) / scale
        self._table: npt.NDArray[np.float64] = table
        self._bias: npt.NDArray[np.float64] = np.array(self.weights.bias) - table @ centre

    @property
    def name(self) -> str:
        """Identifies rules and weights: claims that were made by scorers of other names may be others."""
        digest = hashlib.sha256(msgspec.json.encode(self.weights)).hexdigest()
        return f"{VERSION}-{digest[:12]}"

    @property
    def threshold(self) -> float:
        """Probability of *same* from which two statements are one claim."""
        return self.weights.threshold

    @property
    def least_cosine(self) -> float:
        """Cosine below which pairs need no comparison."""
        return self.weights.least_cosine

    def profile(self, told: Told) -> Profile:
        """Return a statement's profile, made now or kept from before."""
        one = told.statement
        who = one.speaker and (one.speaker.name, one.speaker.actor)
        key = (told.article, told.published, told.language, one.id, one.text, one.cue, one.factuality, who)
        found = self._profiles.get(key)
        if found is None:
            if self._profiler is None:
                self._profiler = Profiler()
            found = self._profiles[key] = self._profiler.profile(told)
            if len(self._profiles) > _KEPT:
                self._profiles.popitem(last=False)
        else:
            self._profiles.move_to_end(key)
        return found

    def score(
        self, a: Told, b: Told, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> PairVerdict:
        """Compare two statements; the order means nothing.

        Args:
            cosine: of their sentence vectors (`laut.reading.meaning`).
            strangeness: of their reports (`laut.linking.affairs`); 0 if nothing is known of it.
            margin: over other statements of their reports (`laut.linking.margins`); 0 if these are not at hand.
        """
        values = features.compare(self.profile(a), self.profile(b), cosine, strangeness, margin)
        same, opposite = self.chances(values)
        return PairVerdict(same, opposite, self._reasons(values, same, opposite))

    def same(
        self, a: Profile, b: Profile, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> float:
        """Return only the probability that two statements say the same, from their profiles."""
        if not (a.is_substantial and b.is_substantial):
            return 0.0
        return self.chances(features.compare(a, b, cosine, strangeness, margin))[0]

    def chances(self, values: npt.NDArray[np.float64]) -> tuple[float, float]:
        """Return the probabilities of *same* and *opposite* for the features of a pair."""
        same, opposite = np.exp(np.minimum(self._table @ values + self._bias, 50.0))
        total = 1.0 + same + opposite
        return round(float(same / total), 6), round(float(opposite / total), 6)

    def _reasons(self, values: npt.NDArray[np.float64], same: float, opposite: float) -> tuple[str, ...]:
        row = self._table[0 if same >= opposite else 1]
        parts = row * (values - np.array(self.weights.centre))
        order = sorted(range(len(parts)), key=lambda at: (-parts[at], at))
        return tuple(features.NAMES[at] for at in order[:5] if parts[at] > _SAID)


@functools.cache
def packaged_weights() -> Weights:
    """Return the numbers that the package brings.

    Raises:
        LautError: the file is missing, damaged, or made for other features.
    """
    return packaged("scorer.yaml", Weights, features.NAMES, "pair scorer", "python -m training.pairs")

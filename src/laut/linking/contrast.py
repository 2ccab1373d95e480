"""Of two statements on one affair, does one gainsay the other?

"Die Eigentümer sprechen mit Corvane über einen Verkauf" and "Wir führen keine Gespräche" share hardly a word. What
gives the denial away is not in one feature: the two are near each other, but not as near as those that say the same;
one denies in so many words; the letters of its nouns recur in the other; their vectors lie to each other as those of a
claim and its denial do (`laut.linking.antithesis`). A logistic regression weighs that. It is fitted by ``python -m
training.oppositions --fit`` on the statements of small media worlds, of which a hundredth contradict each other, and
its numbers lie in ``contrast.yaml``. It knows only what statements on one affair are like: whether two are,
`laut.linking.affairs` must tell.
"""

from __future__ import annotations

import functools
import math
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from laut.linking import features
from laut.linking.denied import Known
from laut.linking.fitted import packaged

COMPARED: Final = (
    "nearness-high", "letters-contained", "denied", "denied-words", "opposed-ends", "numbers-differ", "speaker-differs",
    "demand-differs", "condition-differs", "length", "near-and-opposed", "near-and-letters", "near-and-conflict",
    "held-and-conflict",
)  # fmt: skip
"""What of the features of pairs (`laut.linking.features`) is weighed here."""
NAMES: Final = (*COMPARED, "same-report", "words-deny", "cosine", "antithesis")
"""What each number is about, in order."""
LEAST_COSINE: Final = 0.76
"""Cosine from which two statements may gainsay each other: of a hundred denials in the worlds, 93 are as near."""

_PLACES: Final = [features.NAMES.index(name) for name in COMPARED]

Floats = npt.NDArray[np.float64]


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the regression has learned: a weight for each feature, and the bias."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float


def contrast(one: Known, other: Known, cosine: float, antithesis: float) -> Floats:
    """Return the features [len(NAMES)] of two statements; the order of the two means nothing.

    Args:
        one, other: the statements with their profiles.
        cosine: of their sentence vectors.
        antithesis: log-odds that these are those of a claim and its denial.
    """
    a, b = one[1], other[1]
    same_report = one[0].article == other[0].article
    return np.array([
        *features.compare(a, b, cosine)[_PLACES], float(same_report),
        float(a.polarity.by_words != b.polarity.by_words), cosine, antithesis,
    ])  # fmt: skip


class Contrast:
    """Tells how probable it is that of two statements on one affair, one gainsays the other."""

    def __init__(self, weights: Weights | None = None) -> None:
        weights = weights or packaged_weights()
        self._weights, self._bias = np.array(weights.weights), weights.bias

    def chance(self, one: Known, other: Known, cosine: float, antithesis: float) -> float:
        """Return the probability that two statements on one affair cannot both hold.

        Args:
            one, other: the statements with their profiles.
            cosine: of their sentence vectors.
            antithesis: log-odds that these are those of a claim and its denial.
        """
        logit = float(contrast(one, other, cosine, antithesis) @ self._weights) + self._bias
        return round(1 / (1 + math.exp(-logit)), 6)


@functools.cache
def packaged_weights() -> Weights:
    """Return the numbers that the package brings.

    Raises:
        LautError: the file is missing, damaged, or made for other features.
    """
    return packaged("contrast.yaml", Weights, NAMES, "contrast", "python -m training.oppositions --fit")

"""One number of the pair scorer, learned or set while all others stay as they are."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt

from laut.linking.pairs import Weights

Floats = npt.NDArray[np.float64]


def best_slope(odds: Floats, values: Floats, same: npt.NDArray[np.bool_], most: float = 10.0) -> float:
    """Return what a feature should count: the slope with the least logistic loss beside odds that are given.

    Args:
        odds: log-odds of *same* without the feature [n].
        values: of the feature [n].
        same: which pairs are the same [n].
        most: the largest slope that is tried, and its negative the smallest.
    """
    from scipy.optimize import minimize_scalar

    sign = np.where(same, 1.0, -1.0)
    found = minimize_scalar(
        lambda slope: np.logaddexp(0.0, -sign * (odds + slope * values)).sum(), bounds=(-most, most)
    )
    return round(float(found.x), 5)


def with_weight(weights: Weights, feature: int, slope: float) -> Weights:
    """Return the weights with what one unit of a feature adds to the log-odds of *same*."""
    row = list(weights.same)
    row[feature] = round(slope * weights.scale[feature], 5)
    return msgspec.structs.replace(weights, same=tuple(row))

"""How much does it count against *same* that two reports are on different affairs?

Learned from the worlds of reports, all of which linking meets in one pool: from every pair of a gold statement with
another one in reach, of the same world or of another. Only what the contents have not said already is learned, as with
the days (`training.pairs.fit_alone`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from laut.linking import features
from laut.linking.pairs import PairScorer, Weights
from laut.linking.reach import WINDOW
from laut.reading.meaning import similarity
from training.groups import affairs_of, tellings_of
from training.labelled import Vectorise, margins_among
from training.one_weight import best_slope, with_weight

_STRANGENESS = features.NAMES.index("strangeness")

Floats = npt.NDArray[np.float64]


def fit_strangeness(weights: Weights, last: int, vectorise: Vectorise) -> Weights:
    """Return the weights with that of strangeness learned.

    Args:
        weights: everything else, fitted before.
        last: the last world to learn from.
        vectorise: gives texts their vectors.
    """
    odds, strangeness, same = _pairs(weights, last, vectorise)
    slope = best_slope(odds, strangeness, same)
    print(
        f"strangeness: {len(odds)} pairs in reach, {int(same.sum())} of one claim,"
        f" {int((strangeness > 0).sum())} in strange reports; weight {slope:.2f}"
    )
    return with_weight(weights, _STRANGENESS, slope)


def _pairs(weights: Weights, last: int, vectorise: Vectorise) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Return for each pair the log-odds of *same* without strangeness, the strangeness, and whether it is one claim."""
    scorer = PairScorer(weights)
    told = [
        (one, claim)
        for one, claim in zip(*tellings_of("dev"), strict=True)
        if int(one.article.partition("-")[0]) <= last
    ]
    tellings = [one for one, _ in told]
    vectors = vectorise([one.statement.text for one in tellings])
    margin = margins_among(tellings, vectorise, weights.least_cosine)
    days = np.array([one.published.earliest.toordinal() if one.published else 0 for one in tellings])
    substantial = np.array([scorer.profile(one).is_substantial for one in tellings])
    affairs = affairs_of("dev")
    rows = []
    for at, (one, claim) in enumerate(told):
        if claim is None or not substantial[at]:
            continue
        cosines = similarity(np.repeat(vectors[at : at + 1], len(told), 0), vectors)
        near = (cosines >= weights.least_cosine) & (abs(days - days[at]) <= WINDOW) & substantial
        for place in np.flatnonzero(near).tolist():
            other, theirs = told[place]
            if other.article == one.article or (theirs is not None and place < at):
                continue  # of one report, or seen from the other side
            profiles, cosine = (scorer.profile(one), scorer.profile(other)), float(cosines[place])
            chance = scorer.same(*profiles, cosine, margin=margin(at, place))
            chance = min(max(chance, 1e-6), 1 - 1e-6)
            rows.append((np.log(chance / (1 - chance)), affairs.strangeness(one, other), theirs == claim))
    table = np.array(rows)
    return table[:, 0], table[:, 1], table[:, 2] > 0

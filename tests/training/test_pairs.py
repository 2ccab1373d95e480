"""What the pair scorer may learn from, and what is learned by itself (no corpus needed)."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from training.labelled import Case
from training.pairs import CONTENTS, LEARNED, Table, fit_alone, learnable

from laut.linking import features
from laut.linking.pairs import PairScorer
from laut.records import Span, Statement, Told


def pair(topic: str, *, kept_back: bool = False) -> Case:
    content = (Span(0, 4, "Text"),)
    statement = Statement(id="1", form="direct", medium="speech", confidence=1.0, content=content)
    told = Told(statement=statement, report=1, article="a")
    return Case("1", topic, "same", told, told, kept_back)


@pytest.mark.parametrize(
    ("topic", "may"),
    [
        (f"read {LEARNED}-bridge", True),
        (f"read {LEARNED + 1}-bridge", False),
        (f"case {CONTENTS}-bridge", True),
        (f"case {CONTENTS + 1}-bridge", False),
        ("example 3", True),
        ("minimal 4", True),
        ("schools", True),
    ],
)
def test_later_worlds_are_not_learned_from(topic: str, may: bool) -> None:
    assert learnable(pair(topic)) is may
    assert not learnable(pair(topic, kept_back=True))


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_one_weight_is_learned_while_all_others_stay(share: float) -> None:
    """Of pairs that are alike but for one feature, it takes the odds to where the labels are."""
    at = features.NAMES.index("speaker-unknown")
    weights = PairScorer().weights
    values = np.tile(np.array(weights.centre), (100, 1))
    values[:, at] = 1.0
    classes = np.where(np.arange(100) < 100 * share, 0, 2)
    table = Table([pair("schools")] * 100, values, classes, np.full(100, 0.9))
    fitted = fit_alone(weights, at, table)
    others = [name != "speaker-unknown" for name in features.NAMES]
    assert np.array_equal(np.array(fitted.same)[others], np.array(weights.same)[others])
    assert msgspec.structs.replace(fitted, same=weights.same) == weights
    chance = PairScorer(fitted).chances(values[0])[0]
    assert abs(chance - share) < abs(PairScorer(weights).chances(values[0])[0] - share)
    assert abs(chance - share) < 0.05

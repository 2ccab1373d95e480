"""The floors of what stands behind the model, on the gold trails of the project's own examples.

Pinned to the gold file by its hash, and only ever raised. On the corpus's articles: `python -m training.trails`.
"""

from __future__ import annotations

import hashlib

import pytest
from training.trails import GOLD, example_pairs, read_gold, score

from laut.reading.actors.registry import Registry

FILE = GOLD / "examples.yaml"
PINNED = "5db8e39b023762271d783627ed35b0bcb8e26d79ac2045530c90c0413e3df201"
FLOORS = {
    "chain": 0.9,
    "originator": 0.92,
    "named": 0.965,
    "kind": 0.935,
    "carried": 0.97,
    "stance, macro F1": 0.86,
    "outlet, macro F1": 0.95,
    "originator's factuality, macro F1": 0.95,
    "when": 0.945,
}


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    registry = Registry.load()
    return score(example_pairs(read_gold(FILE), registry), registry).figures()


def test_the_floors_are_those_of_this_gold_file() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == PINNED


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str, figures: dict[str, float]) -> None:
    assert figures[name] >= FLOORS[name]

"""How good is linking on the project's own gold? Floors that are only ever raised; `make linking` prints all figures.

The sentence encoder and the reader of the package are at work here, not stand-ins. The floors are a little below what
was measured, for another processor may round differently.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from tests.gold.linking.cases.load import read_cases
from training.example_pairs import read_examples

from laut.linking.contrast import Contrast
from laut.linking.memory import link_in_memory
from laut.linking.oppositions import LEAST
from laut.linking.pairs import PairScorer
from laut.reading.meaning import SentenceEncoder
from training import groups, oppositions, origins

FIRST = 30
"""Cases up to this number were there when the rules of linking were first written."""
ALL = 999


@functools.cache
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def vectors(texts: list[str]) -> npt.NDArray[np.int8]:
    return encoder().vectors(texts)


@functools.cache
def grouped(split: str, last: int) -> tuple[list[list[int]], list[str | None]]:
    """Return the statements of a split's cases up to one in the groups that linking makes, and the claim of each."""
    told = zip(*groups.tellings_of(split), strict=True)
    kept = [(one, claim) for one, claim in told if int(one.article.partition("-")[0]) <= last]
    tellings, claims = [one for one, _ in kept], [claim for _, claim in kept]
    found = vectors([told.statement.text for told in tellings])
    return link_in_memory(tellings, found, affairs=groups.affairs_of(split)), claims


@pytest.mark.parametrize(
    ("split", "linked", "last", "precision", "f1"),
    [
        ("dev", 194, 110, 0.945, 0.865),
        ("dev", 194, 142, 0.94, 0.853),
        ("dev", 194, 182, 0.941, 0.85),
        ("dev", 194, 194, 0.942, 0.84),
        ("dev", 218, 218, 0.916, 0.835),
        ("dev", 230, 230, 0.903, 0.83),
        ("dev", 242, 242, 0.906, 0.828),
        ("dev", ALL, ALL, 0.906, 0.82),
        ("kept_back", ALL, ALL, 0.963, 0.873),
    ],
)
def test_statements_of_the_cases_are_grouped_into_their_claims(
    split: str, linked: int, last: int, precision: float, f1: float
) -> None:
    """The cases behind `last` are harder, and were written after the rules; those behind `linked` later still."""
    found, claims = grouped(split, linked)
    counted = [claim if claim and int(claim.partition("-")[0]) <= last else None for claim in claims]
    figures = groups.b_cubed(found, counted)
    assert figures[0] >= precision
    assert figures[2] >= f1


def test_among_statements_on_one_crisis_few_wrong_ones_are_put_together() -> None:
    examples = read_examples()
    found = link_in_memory(examples.tellings, vectors([told.statement.text for told in examples.tellings]))
    claim_of = {number: at for at, group in enumerate(found) for number in group}
    pairs = [pair for kept in (False, True) for pair in examples.pairs(kept_back=kept)]
    said = [same for a, b, same in pairs if claim_of.get(a, -1) == claim_of.get(b, -2)]
    assert sum(said) / len(said) >= 0.95  # precision
    # recall; the more of the examples the reader reads, the more pairs there are to find
    assert sum(said) / sum(same for _, _, same in pairs) >= 0.38


@pytest.fixture(scope="module")
def as_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that keeps the articles of the cases, once they were read."""
    return tmp_path_factory.mktemp("articles")


@pytest.mark.parametrize(
    ("split", "first", "last", "least"),
    [
        ("dev", 0, FIRST, 0.92),
        ("dev", FIRST, 230, 0.79),
        ("dev", FIRST, 242, 0.79),
        ("dev", FIRST, ALL, 0.77),
        ("kept_back", 0, FIRST, 0.76),
        ("kept_back", FIRST, ALL, 0.6),
    ],
)
def test_the_origins_of_claims_are_counted(
    split: str, first: int, last: int, least: float, as_read: Path
) -> None:
    right = [right for number, right in counted(split, as_read) if first < number <= last]
    assert np.mean(right) >= least


@functools.cache
def counted(split: str, as_read: Path) -> list[tuple[int, bool]]:
    """Return whether the origins of each claim are right, with the numbers of their cases."""
    articles = origins.Articles(as_read)
    return [
        (case.number, graph.right)
        for case in read_cases(split)  # type: ignore[arg-type]
        for graph in origins.graphs_of(case, articles)
    ]


@functools.cache
def shown(split: str, as_read: Path) -> list[tuple[int, origins.Linked]]:
    """Return the claims of the gold as dossiers show them, with the numbers of their cases."""
    articles = origins.Articles(as_read)
    return [
        (case.number, claim)
        for case in read_cases(split)  # type: ignore[arg-type]
        for claim in origins.linked_of(case, articles, encoder())
    ]


@pytest.mark.parametrize(
    ("split", "last", "right", "held"),
    [
        ("dev", 194, 0.715, 0.71),
        ("dev", 206, 0.705, 0.725),
        ("dev", 218, 0.7, 0.73),
        ("dev", 230, 0.705, 0.73),
        ("dev", 242, 0.695, 0.73),
        ("dev", ALL, 0.68, 0.72),
        ("kept_back", ALL, 0.66, 0.755),
    ],
)
def test_a_dossier_shows_claims_whole_and_with_their_origins(
    split: str, last: int, right: float, held: float, as_read: Path
) -> None:
    """From the reports to the number of origins that a user sees, with no help from the gold."""
    claims = [claim for number, claim in shown(split, as_read) if number <= last]
    assert np.mean([claim.right for claim in claims]) >= right
    assert sum(claim.held for claim in claims) / sum(claim.there for claim in claims) >= held


@functools.cache
def worlds(split: str, as_read: Path) -> list[oppositions.World]:
    """Return the reports of a split's cases, linked."""
    return oppositions.read_worlds(split, vectors, as_read)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("split", "last", "precision", "recall"),
    [
        ("dev", 206, 0.92, 0.4),
        ("dev", 218, 0.885, 0.41),
        ("dev", 230, 0.85, 0.42),
        ("dev", 242, 0.85, 0.44),
        ("dev", ALL, 0.82, 0.435),
        ("kept_back", ALL, 0.85, 0.43),
    ],
)
def test_what_contradicts_each_other_mostly_does(
    split: str, last: int, precision: float, recall: float, as_read: Path
) -> None:
    """The contrast has learned from the worlds up to 230; cross-validated on dev, it has 0.84 and 0.41."""
    results = [
        oppositions.measure(world, PairScorer(), Contrast(), LEAST)
        for world in worlds(split, as_read)
        if world.case.number <= last
    ]
    met = [one for result in results for one in result.met]
    assert sum(map(bool, met)) / len(met) >= precision
    hit, gold = (
        sum(len(set().union(*one.met)) for one in results), sum(len(one.world.sides) for one in results)
    )  # fmt: skip
    assert hit / gold >= recall


def test_the_scorer_compares_no_more_than_it_says() -> None:
    scorer = PairScorer()
    assert 0.8 <= scorer.least_cosine < 1
    assert 0 < scorer.threshold < 1

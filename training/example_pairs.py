"""Pairs of statements of the example articles: same claim or not, as densely as the press writes about one crisis.

Labelled pairs are picked to be hard; these are all pairs that there are: a scorer that has learned from them knows
how rare the same claim is among statements on one topic. The claims were grouped by hand
(``tests/gold/linking/examples``).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import laut
from laut.linking.overview import tell
from laut.reading.meaning import similarity
from laut.records import Told

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
LEAST_COSINE = 0.78
"""Pairs that are further apart are left out unless they are the same claim: nobody would compare them."""


@dataclass(frozen=True, slots=True)
class Examples:
    """The judged statements of the examples.

    Attributes:
        tellings: the statements.
        claims: id of the claim of each; None if no other statement makes it.
        kept_back: whether the claim of each only measures.
        near: pairs of claims that might be taken for one: they count neither way.
    """

    tellings: list[Told]
    claims: list[str | None]
    kept_back: list[bool]
    near: frozenset[frozenset[str]]

    def pairs(self, *, kept_back: bool) -> Iterator[tuple[int, int, bool]]:
        """Yield the pairs of one part that count, and whether they are the same claim."""
        for a, b in itertools.combinations(range(len(self.tellings)), 2):
            one, other = self.claims[a], self.claims[b]
            if (self.kept_back[a] or self.kept_back[b]) != kept_back:
                continue
            if one and other and frozenset((one, other)) in self.near:
                continue
            yield a, b, one is not None and one == other


def read_examples() -> Examples:
    """Read the German example articles, and whose statements were judged to be the same claim."""
    from tests.gold.linking.examples.load import match, match_not_judged, read_groups

    articles = [one for one in laut.read_all(EXAMPLES) if isinstance(one, laut.Article)]
    groups = read_groups()
    not_judged = set(match_not_judged(articles, groups))
    number: dict[tuple[int, int], int] = {}
    tellings: list[Told] = []
    for at, article in enumerate(articles):
        for place, told in enumerate(tell(article, at + 1)):
            if (at, place) not in not_judged:
                number[at, place] = len(tellings)
                tellings.append(told)
    claims: list[str | None] = [None] * len(tellings)
    kept = [False] * len(tellings)
    for group, members in zip(groups.claims, match(articles, groups), strict=True):
        for member in members:
            if member in number:
                claims[number[member]], kept[number[member]] = group.id, group.kept_back
    near = frozenset(frozenset((group.id, other)) for group in groups.claims for other in group.near)
    return Examples(tellings, claims, kept, near)


def close_pairs(
    examples: Examples, vectorise: Callable[[Sequence[str]], npt.NDArray[np.int8]], *, kept_back: bool
) -> Iterator[tuple[int, int, bool]]:
    """Yield the pairs of one part that linking might compare, and whether they are the same claim."""
    vectors: Any = vectorise([told.statement.text for told in examples.tellings])
    for a, b, same in examples.pairs(kept_back=kept_back):
        if same or float(similarity(vectors[a], vectors[b])) >= LEAST_COSINE:
            yield a, b, same

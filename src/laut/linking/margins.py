"""How much nearer are two statements to each other than to others of their two reports?

A cosine alone says little: all statements of two reports on one affair lie near each other. What counts is whether each
is the other's best, which is how translations are found among the sentences of two texts (Artetxe & Schwenk,
*Margin-based parallel corpus mining with multilingual sentence embeddings*, 2019). Here the margin is taken within two
reports, and not among all neighbours, so that it depends on nothing but these reports (see `laut.linking.pivots`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final, Generic, TypeVar

import numpy as np

from laut.linking.pairs import PairScorer
from laut.linking.pivots import FLOOR
from laut.linking.reach import Vectors, cosines
from laut.records import Told

R = TypeVar("R", bound=Hashable)
"""What a report is called by."""

UNREACHED: Final = -0.02
"""Margin of statements that are out of each other's reach: others are nearer."""


class Statements:
    """The statements of one report, with their vectors."""

    def __init__(self, numbers: Sequence[int], vectors: Vectors) -> None:
        """Take them.

        Args:
            numbers: of the statements.
            vectors: int8 [n,384].
        """
        self.place = {number: place for place, number in enumerate(numbers)}
        self.vectors = vectors


class Margins(Generic[R]):
    """Compares pairs of statements within their reports, each of which is asked for once."""

    def __init__(self, statements_of: Callable[[R], Statements], least: float) -> None:
        """Take what gives the statements of a report.

        Args:
            statements_of: called once for each report, with what it is called by.
            least: cosine that others have at least, however far they are.
        """
        self._statements_of = statements_of
        self._least = least
        self._known: dict[R, Statements] = {}

    @classmethod
    def among(cls, reports: Mapping[int, R], vectors: Sequence[Vectors], least: float) -> Margins[R]:
        """Compare reports whose statements are all at hand.

        Args:
            reports: what the report of each statement is called by, by its number.
            vectors: of the statements, by number.
            least: as above.
        """
        numbers: defaultdict[R, list[int]] = defaultdict(list)
        for number, report in reports.items():
            numbers[report].append(number)

        def statements_of(report: R) -> Statements:
            own = numbers[report]
            return Statements(own, np.stack([vectors[number] for number in own]))

        return cls(statements_of, least)

    def judge(
        self,
        scorer: PairScorer,
        tellings: tuple[Told, Told],
        numbers: tuple[int, int],
        reports: tuple[R, R],
        cosine: float | None,
        strangeness: float,
    ) -> float:
        """Return the probability that two statements say the same.

        The margin is worked out only if it can matter: what is below `FLOOR` with the largest that there can be is
        returned as it is.

        Args:
            scorer: judges; the larger the margin, the more probable it must find it.
            tellings: the statements.
            numbers: of the statements.
            reports: what the report of each is called by.
            cosine: of their vectors; None if they are not in reach of each other.
            strangeness: of their reports (`laut.linking.affairs`).
        """
        one, other = map(scorer.profile, tellings)
        if cosine is None:
            return scorer.same(one, other, self._least, strangeness, UNREACHED)
        most = scorer.same(one, other, cosine, strangeness, cosine - self._least)
        if most < FLOOR:
            return most
        return scorer.same(one, other, cosine, strangeness, self.margin(*numbers, reports))

    def margin(self, one: int, other: int, reports: tuple[R, R]) -> float:
        """Return how much nearer two statements in reach of each other are than others, as a difference of cosines.

        Statements that are nearer to one of the two than these are to each other repeat it, and do not count. Where
        nothing else is in reach, it is the cosine beyond the least one. Of statements of one report, it is 0.

        Args:
            one, other: numbers of the statements.
            reports: what the report of each is called by.
        """
        if reports[0] == reports[1]:
            return 0.0
        left, right = map(self._of, reports)
        a, b = left.place[one], right.place[other]
        mine, theirs = left.vectors[a], right.vectors[b]
        across, back = cosines(mine, right.vectors), cosines(theirs, left.vectors)
        cosine = float(across[b])
        if cosine < self._least:
            return UNREACHED
        # a statement itself is as near as can be, and is left out as what repeats it
        rivals = across[cosines(theirs, right.vectors) < cosine], back[cosines(mine, left.vectors) < cosine]
        return cosine - max(self._least, *(float(some.max(initial=-1.0)) for some in rivals))

    def _of(self, report: R) -> Statements:
        known = self._known.get(report)
        if known is None:
            known = self._known[report] = self._statements_of(report)
        return known

"""How well does linking group the statements of the gold cases? B-cubed, beside the cosine alone.

All cases of a split are linked together, with every other sentence of their reports as a statement that nobody asked
for: it may draw gold statements away, but only those are counted. B-cubed (Bagga & Baldwin 1998) averages, over the
statements, how pure the group of each is and how much of its claim is in it.
"""

from __future__ import annotations

import functools
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from laut.linking.affairs import Affairs
from laut.linking.memory import link_in_memory
from laut.linking.pairs import PairScorer
from laut.linking.profiles import Profile
from laut.records import DateRange, Span, Statement, Told

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "linking"
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
Vectorise = Callable[[Sequence[str]], npt.NDArray[np.int8]]


def measure_groups(vectorise: Vectorise) -> None:
    """Print B-cubed precision, recall and F1 of both splits; of that kept back, only the figures."""
    for split in ("dev", "kept_back"):
        tellings, claims = tellings_of(split)
        if not tellings:
            continue
        vectors = vectorise([one.statement.text for one in tellings])
        scorer = PairScorer()
        figures = b_cubed(link_in_memory(tellings, vectors, scorer, affairs_of(split)), claims)
        print(
            f"{split}: {sum(one is not None for one in claims)} statements of {len(set(claims) - {None})} claims"
        )
        print("  laut:   P {:.3f} R {:.3f} F1 {:.3f}".format(*figures))
        best = max(
            (b_cubed(by_cosine(tellings, vectors, step / 100), claims)[2], step) for step in range(82, 98)
        )
        print(f"  cosine alone, at the threshold that is best here ({best[1] / 100}): F1 {best[0]:.3f}")


def affairs_of(split: str) -> Affairs:
    """Return what tells which reports of a split's cases are on one affair, for statements from `tellings_of`."""
    texts = {_article(case, report): report.text for case in cases_of(split) for report in case.reports}
    return Affairs.of_texts(lambda told: texts[told.article])


@functools.cache
def cases_of(split: str) -> tuple[Any, ...]:
    """Return the worlds of a split."""
    sys.path.insert(0, str(GOLD))
    from cases.load import read_cases  # type: ignore[import-not-found]

    return tuple(read_cases(split))


def _article(case: Any, report: Any) -> str:
    return f"{case.id}/{report.published}/{report.id}"


def tellings_of(split: str) -> tuple[list[Told], list[str | None]]:
    """Return the statements of a split's cases, and the claim of each; None for sentences that are in none."""
    tellings: list[Told] = []
    claims: list[str | None] = []
    for case in cases_of(split):
        for report in case.reports:
            gold = [
                (place.spans, f"{case.id}/{claim.id}")
                for claim in case.claims
                for place in claim.places
                if place.report == report.id
            ]
            taken = [span for spans, _ in gold for span in spans]
            spans_of: list[tuple[Any, str | None]] = [*gold]
            for match in _SENTENCE.finditer(report.text):
                start, end = match.span()
                if match[0].strip() and not any(a < end and start < b for a, b in taken):
                    spans_of.append((((start, end),), None))
            for number, (spans, claim) in enumerate(spans_of):
                content = tuple(Span(start, end, report.text[start:end]) for start, end in spans)
                statement = Statement(
                    id=f"{number}", form="reported", medium=None, confidence=1.0, content=content
                )
                tellings.append(
                    Told(
                        statement=statement,
                        report=len(tellings),
                        article=_article(case, report),
                        outlet=report.outlet,
                        published=DateRange(report.day, report.day),
                        language=report.language,
                    )
                )
                claims.append(claim)
    return tellings, claims


def b_cubed(groups: Sequence[Sequence[int]], claims: Sequence[str | None]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 over the statements that have a claim; those in no group are alone."""
    found = {number: at for at, group in enumerate(groups) for number in group}
    gold = [number for number, claim in enumerate(claims) if claim is not None]
    group_of = {number: found.get(number, -1 - number) for number in gold}
    grouped, claimed = Counter(group_of.values()), Counter(claims[number] for number in gold)
    both = Counter((group_of[number], claims[number]) for number in gold)
    precision = recall = 0.0
    for number in gold:
        right = both[group_of[number], claims[number]]
        precision += right / grouped[group_of[number]]
        recall += right / claimed[claims[number]]
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


class _Cosine(PairScorer):
    """Compares by the cosine alone."""

    def __init__(self, least: float) -> None:
        super().__init__()
        self._least = least

    @property
    def threshold(self) -> float:
        """Every pair in reach is one claim."""
        return 0.0

    @property
    def least_cosine(self) -> float:
        """The only thing that decides."""
        return self._least

    def same(
        self, a: Profile, b: Profile, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> float:
        """The cosine."""
        return cosine


def by_cosine(tellings: Sequence[Told], vectors: npt.NDArray[np.int8], least: float) -> list[list[int]]:
    """Group by the cosine alone, in the same order."""
    return link_in_memory(tellings, vectors, _Cosine(least))

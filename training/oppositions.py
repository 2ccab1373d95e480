"""How sure can we be that two statements cannot both hold? Chooses the threshold of oppositions, and measures it.

    python -m training.oppositions               pairs and cases; what LEAST should be
    python -m training.oppositions --errors      with the pairs and oppositions of dev that are wrong
    python -m training.oppositions --pairs       pairs only: reads no article

*Pairs*: opposites among the labelled pairs (``tests/gold/linking/pairs``). The threshold is the smallest from which,
in cross-validation by topic, nine of ten pairs and more are opposites; pairs that are kept back only measure.
*Cases*: oppositions in the small media worlds (``tests/gold/linking/cases``), end to end for German: the reader reads
the reports, all statements are compared. Of the split ``kept_back``, only totals are printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from laut.linking.denied import contradicts
from laut.linking.memory import link_in_memory
from laut.linking.oppositions import LEAST, LEAST_COSINE, oppositions_among, pairs_among
from laut.linking.overview import tell
from laut.linking.pairs import PairScorer
from laut.records import Article, Opposition, Told
from training.labelled import Vectorise
from training.labelled import read_cases as read_pairs
from training.origins import CACHE, GOLD, Articles, characters_of
from training.pairs import (
    STRENGTHS,
    Floats,
    Table,
    chances,
    cross_validated,
    loss,
    tabulate,
    vectors_by_encoder,
)

sys.path.insert(0, str(GOLD))
from cases.load import Case, Place, Split, read_cases

PRECISION = 0.9
"""What the issue asks for."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in a case, and what of it the gold has."""

    case: Case
    found: tuple[Opposition, ...]
    right: tuple[bool, ...]
    missed: int


def least_for(scores: Floats, true: npt.NDArray[np.bool_], precision: float = PRECISION) -> float:
    """Return the smallest threshold from which on, at every score above, the precision is reached."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(true[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(hits >= precision)
    if not len(good):
        return 1.0
    last = int(good[-1])
    below = float(scores[order[last + 1]]) if last + 1 < len(order) else 0.0
    return round((float(scores[order[last]]) + below) / 2, 3)


def report(name: str, scores: Floats, true: npt.NDArray[np.bool_], least: float) -> None:
    """Print precision and recall of opposites at a threshold."""
    said = scores >= least
    right = int((said & true).sum())
    print(
        f"{name}: {int(said.sum())} said, {right} right: precision {right / max(int(said.sum()), 1):.3f},"
        f" recall {right / max(int(true.sum()), 1):.3f} of {int(true.sum())} opposites among {len(true)}"
    )


def measure_pairs(vectorise: Vectorise, errors: bool) -> None:
    """Choose the threshold on dev, and measure."""
    table = tabulate(read_pairs(), vectorise)
    kept = np.array([case.kept_back for case in table.cases])
    dev, back = table.of(~kept), table.of(kept)
    tried = [cross_validated(dev, strength) for strength in STRENGTHS]
    validated = min(tried, key=lambda scores: loss(dev, scores))
    scorer = PairScorer()
    met, met_back = contradicting(dev, scorer), contradicting(back, scorer)
    scores, opposite = validated[:, 1] * met, dev.classes == 1
    print(f"LEAST should be {least_for(scores, opposite)} or more; it is {LEAST}")
    report("dev, cross-validated by topic", scores, opposite, LEAST)
    report("dev, as fitted", chances(scorer.weights, dev)[:, 1] * met, opposite, LEAST)
    report("kept back", chances(scorer.weights, back)[:, 1] * met_back, back.classes == 1, LEAST)
    near = np.sort(dev.cosines[opposite])
    print(f"opposites of dev with a cosine of {LEAST_COSINE} and more: {(near >= LEAST_COSINE).mean():.3f}")
    if errors:
        _show(dev, scores)


def contradicting(table: Table, scorer: PairScorer) -> npt.NDArray[np.bool_]:
    """Tell of which pairs one side denies what the other one says."""
    known = [((c.left, scorer.profile(c.left)), (c.right, scorer.profile(c.right))) for c in table.cases]
    return np.array([
        contradicts(*pair, float(cosine)) for pair, cosine in zip(known, table.cosines, strict=True)
    ])  # fmt: skip


def _show(dev: Table, scores: Floats) -> None:
    for case, score, cosine in sorted(
        zip(dev.cases, scores, dev.cosines, strict=True), key=lambda row: -row[1]
    ):
        if (score >= LEAST) != (case.label == "opposite"):
            both = f"{case.left.statement.text} | {case.right.statement.text}"
            print(f"{score:.2f} cosine {cosine:.2f} {case.label}: {both}")


def measure_case(
    case: Case, articles: Articles, vectorise: Vectorise, scorer: PairScorer
) -> tuple[Result, list[Told]]:
    """Read a case's reports and look for oppositions among all their statements."""
    read = {report.id: articles.read(report) for report in case.reports}
    tellings = [told for number, one in enumerate(read.values(), start=1) for told in tell(one, number)]
    if not tellings:
        return Result(case, (), (), len(case.oppositions)), []
    vectors = vectorise([told.statement.text for told in tellings])
    for number, group in enumerate(link_in_memory(tellings, vectors, scorer)):
        for at in group:
            tellings[at] = msgspec.structs.replace(tellings[at], claim=str(number))
    found = oppositions_among(pairs_among(tellings, vectors), scorer)
    by_id = {told.statement.id: told for told in tellings}
    sides = [_sides(case, gold.one, gold.other, read) for gold in case.oppositions]
    right, met = [], set()
    for one in found:
        pair = by_id[one.earlier], by_id[one.later]
        fitting = [
            at for at, (left, other) in enumerate(sides)
            if (_in(pair[0], left) and _in(pair[1], other)) or (_in(pair[1], left) and _in(pair[0], other))
        ]  # fmt: skip
        right.append(bool(fitting))
        met.update(fitting)
    return Result(case, found, tuple(right), len(sides) - len(met)), tellings


Stretches = list[tuple[str, set[int]]]


def _sides(case: Case, one: Place, other: Place, read: dict[str, Article]) -> tuple[Stretches, Stretches]:
    """The places of both sides of an opposition; where a side is a claim's, all places of the claim."""
    return _stretches(case, one, read), _stretches(case, other, read)


def _stretches(case: Case, place: Place, read: dict[str, Article]) -> Stretches:
    own = {at for start, end in place.spans for at in range(start, end)}
    places = [place]
    for claim in case.claims:
        if any(
            each.report == place.report
            and own & {at for start, end in each.spans for at in range(start, end)}
            for each in claim.places
        ):
            places += claim.places
    return [(read[each.report].id, characters_of(read[each.report], each)) for each in places]


def _in(told: Told, stretches: Stretches) -> bool:
    own = {at for span in told.statement.content for at in range(span.start, span.end)}
    return any(
        told.article == article and 2 * len(own & place) >= min(len(own), len(place))
        for article, place in stretches
    )


def measure_cases(vectorise: Vectorise, errors: bool, cache: Path) -> None:
    """Measure both splits, apart."""
    articles, scorer = Articles(cache), PairScorer()
    splits: tuple[Split, ...] = ("dev", "kept_back")
    for split in splits:
        results = []
        for case in read_cases(split):
            result, tellings = measure_case(case, articles, vectorise, scorer)
            results.append(result)
            if errors and split == "dev":
                _explain(result, tellings)
        _total(split, results)


def _total(split: str, results: Sequence[Result]) -> None:
    found = sum(len(one.found) for one in results)
    right = sum(sum(one.right) for one in results)
    gold = sum(len(one.case.oppositions) for one in results)
    missed = sum(one.missed for one in results)
    met = f"{gold - missed} of {gold} in the gold were found"
    print(f"{split}: {found} oppositions found, {right} of them in the gold; {met}")


def _explain(result: Result, tellings: Sequence[Told]) -> None:
    text = {told.statement.id: f"{told.outlet}: {told.statement.text}" for told in tellings}
    for one, right in zip(result.found, result.right, strict=True):
        print(
            f"{'ok   ' if right else 'WRONG'} {result.case.id} {one.kind} {one.confidence:.2f} {one.reason}"
        )
        print(f"      {text[one.earlier]}\n      {text[one.later]}")
    if result.missed:
        for gold in result.case.oppositions:
            print(f"gold  {result.case.id} {gold.kind} {gold.who}: {gold.one.quote} | {gold.other.quote}")


def main(arguments: Iterable[str] | None = None, vectorise: Vectorise = vectors_by_encoder) -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="show what is wrong on dev")
    parser.add_argument("--pairs", action="store_true", help="measure pairs only")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of articles as they were read")
    args = parser.parse_args(None if arguments is None else list(arguments))
    measure_pairs(vectorise, args.errors)
    if not args.pairs:
        measure_cases(vectorise, args.errors, args.cache)


if __name__ == "__main__":
    main()

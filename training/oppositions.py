"""Which statements contradict each other? Fits the contrast, chooses its threshold, and measures oppositions.

    python -m training.oppositions               measure: worlds and labelled pairs
    python -m training.oppositions --fit         fit first; writes src/laut/linking/contrast.yaml
    python -m training.oppositions --errors      with the oppositions of dev that are wrong or missing

*Worlds*: oppositions in the small media worlds (``tests/gold/linking/cases``), end to end for German and English: the
reader reads the reports, all statements are compared. The contrast learns from those of dev, and dev is measured by
cross-validation: what judges a world has not seen it. Of the split ``kept_back``, only totals are printed.
*Pairs*: opposites among the labelled pairs (``tests/gold/linking/pairs``), of which no report is known: they show what
the words alone give away. The contrast has not learned from them, the pair scorer has from those of dev.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from laut.linking import antithesis
from laut.linking.affairs import Affairs
from laut.linking.contrast import NAMES, Contrast, Weights, contrast
from laut.linking.memory import link_in_memory
from laut.linking.oppositions import LEAST, Pair, kind_of, oppositions_among, pairs_among
from laut.linking.overview import tell
from laut.linking.pairs import PairScorer
from laut.linking.reach import Vectors
from laut.reading.meaning import similarity
from laut.records import Article, Opposition, Told
from training.labelled import Vectorise
from training.labelled import read_cases as read_pairs
from training.origins import CACHE, GOLD, Articles, characters_of
from training.pairs import vectors_by_encoder

sys.path.insert(0, str(GOLD))
from cases.load import Case, Place, Split, read_cases

CONTRAST: Final = Path(__file__).resolve().parent.parent / "src" / "laut" / "linking" / "contrast.yaml"
FOLDS: Final = 8
STRENGTH: Final = 0.1
"""Inverse strength of the L2 penalty."""
TRIED: Final = (0.6, 0.7, LEAST, 0.84, 0.9)
"""Thresholds that are measured."""

Floats = npt.NDArray[np.float64]
Stretches = list[tuple[str, set[int]]]


@dataclass(frozen=True, slots=True)
class World:
    """The reports of a case, read and linked, and where the two sides of each opposition of the gold stand."""

    case: Case
    articles: dict[str, Article]
    tellings: list[Told]
    vectors: Vectors
    sides: list[tuple[Stretches, Stretches]]

    def met(self, one: Told, other: Told) -> set[int]:
        """Return the oppositions of the gold of which two statements are the two sides."""
        return {
            at
            for at, (left, right) in enumerate(self.sides)
            if (_in(one, left) and _in(other, right)) or (_in(other, left) and _in(one, right))
        }


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in a world, and which oppositions of the gold each of it is."""

    world: World
    found: tuple[Opposition, ...]
    met: tuple[set[int], ...]


def read_worlds(split: Split, vectorise: Vectorise, cache: Path) -> list[World]:
    """Read and link the reports of all cases of a split; articles as they were read are kept in a folder."""
    articles, scorer = Articles(cache), PairScorer()
    worlds = []
    for case in read_cases(split):
        read = {report.id: articles.read(report) for report in case.reports}
        tellings = [told for number, one in enumerate(read.values(), start=1) for told in tell(one, number)]
        vectors = vectorise([told.statement.text for told in tellings])
        texts = {one.id: one.text for one in read.values()}
        affairs = Affairs.of_texts(lambda told, texts=texts: texts[told.article])
        for number, group in enumerate(link_in_memory(tellings, vectors, scorer, affairs)):
            for at in group:
                tellings[at] = msgspec.structs.replace(tellings[at], claim=str(number))
        sides = [
            (_stretches(case, gold.one, read), _stretches(case, gold.other, read))
            for gold in case.oppositions
        ]
        worlds.append(World(case, {one.id: one for one in read.values()}, tellings, vectors, sides))
    return worlds


def _stretches(case: Case, place: Place, read: dict[str, Article]) -> Stretches:
    """Return where a side of an opposition stands; where it is a claim's, all places of the claim."""
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


def table_of(world: World, scorer: PairScorer) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the features of all pairs of a world that may be opposed, and which of them are."""
    known = [(told, scorer.profile(told)) for told in world.tellings]
    rows, opposed = [], []
    for at, one in enumerate(known):
        rest = known[at + 1 :]
        own = np.repeat(world.vectors[at : at + 1], len(rest), 0)
        cosines = similarity(own, world.vectors[at + 1 :])
        odds = antithesis.packaged().odds(own, world.vectors[at + 1 :])
        for other, cosine, odd in zip(rest, cosines, odds, strict=True):
            if kind_of(one[0], other[0]):
                rows.append(contrast(one, other, float(cosine), float(odd)))
                opposed.append(bool(world.met(one[0], other[0])))
    return np.array(rows).reshape(-1, len(NAMES)), np.array(opposed, bool)


def fit(tables: Sequence[tuple[Floats, npt.NDArray[np.bool_]]]) -> Weights:
    """Fit the regression to the pairs of some worlds."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    values, opposed = (np.concatenate(part) for part in zip(*tables, strict=True))
    scaler = StandardScaler().fit(values)
    found = LogisticRegression(C=STRENGTH, max_iter=3000).fit(scaler.transform(values), opposed)
    weights = found.coef_[0] / scaler.scale_
    bias = float(found.intercept_[0] - weights @ scaler.mean_)
    return Weights(NAMES, tuple(round(float(one), 5) for one in weights), round(bias, 5))


def measure(world: World, scorer: PairScorer, contrasts: Contrast, least: float) -> Result:
    """Look for oppositions among all statements of a world."""
    affairs = Affairs.of_texts(lambda told: world.articles[told.article].text)
    pairs = pairs_among(world.tellings, world.vectors)
    found = oppositions_among(pairs, scorer, affairs=affairs, contrasts=contrasts, least=least)
    by_id = {told.statement.id: told for told in world.tellings}
    return Result(world, found, tuple(world.met(by_id[one.earlier], by_id[one.later]) for one in found))


def report(name: str, results: Sequence[Result]) -> None:
    """Print how many oppositions were found, and how many of them are in the gold."""
    found = sum(len(one.found) for one in results)
    right = sum(bool(met) for one in results for met in one.met)
    hit = sum(len(set().union(*one.met)) for one in results)
    gold = sum(len(one.world.sides) for one in results)
    print(
        f"{name}: {found} oppositions found, {right} of them in the gold ({right / max(found, 1):.3f});"
        f" {hit} of {gold} in the gold were found ({hit / max(gold, 1):.3f})"
    )


def explain(result: Result) -> None:
    """Print what was found in a world of dev, and what was missed."""
    text = {told.statement.id: f"{told.outlet}: {told.statement.text}" for told in result.world.tellings}
    for one, met in zip(result.found, result.met, strict=True):
        print(
            f"{'ok   ' if met else 'WRONG'} {result.world.case.id} {one.confidence:.2f} {one.kind} {one.reason}"
        )
        print(f"      {text[one.earlier]}\n      {text[one.later]}")
    for at, gold in enumerate(result.world.case.oppositions):
        if not any(at in met for met in result.met):
            print(
                f"missed {result.world.case.id} {gold.kind} {gold.who}: {gold.one.quote} | {gold.other.quote}"
            )


def measure_worlds(worlds: Sequence[World], errors: bool) -> None:
    """Measure dev by cross-validation, at several thresholds."""
    scorer = PairScorer()
    tables = [table_of(world, scorer) for world in worlds]
    judges = [
        Contrast(fit([table for at, table in enumerate(tables) if at % FOLDS != fold]))
        for fold in range(FOLDS)
    ]
    for least in TRIED:
        results = [measure(world, scorer, judges[at % FOLDS], least) for at, world in enumerate(worlds)]
        report(f"dev, cross-validated, {least}{' (LEAST)' if least == LEAST else ''}", results)
        if errors and least == LEAST:
            for result in results:
                explain(result)


def measure_pairs(vectorise: Vectorise) -> None:
    """Measure the labelled pairs, of which no report is known."""
    scorer = PairScorer()
    for name, kept_back in (("dev", False), ("kept back", True)):
        cases = [case for case in read_pairs() if case.kept_back == kept_back]
        left = vectorise([case.left.statement.text for case in cases])
        right = vectorise([case.right.statement.text for case in cases])
        odds = antithesis.packaged().odds(left, right)
        said = [
            bool(oppositions_among([Pair(case.left, case.right, float(cosine), float(odd))], scorer))
            for case, cosine, odd in zip(cases, similarity(left, right), odds, strict=True)
        ]
        opposite = [case.label == "opposite" for case in cases]
        right = sum(a and b for a, b in zip(said, opposite, strict=True))
        print(f"labelled pairs, {name}: {sum(said)} found, {right} right, of {sum(opposite)} opposites")


def write(weights: Weights) -> None:
    """Write the numbers where laut finds them."""
    data = {name: getattr(weights, name) for name in weights.__struct_fields__}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}
    head = "# The numbers of laut.linking.contrast, fitted by `python -m training.oppositions --fit`.\n"
    CONTRAST.write_text(
        head + yaml.safe_dump(plain, sort_keys=False, width=120, default_flow_style=None), "utf-8"
    )


def main(arguments: Iterable[str] | None = None, vectorise: Vectorise = vectors_by_encoder) -> None:
    """Fit and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="fit the contrast to dev, and write its numbers")
    parser.add_argument("--errors", action="store_true", help="show what is wrong on dev")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of articles as they were read")
    args = parser.parse_args(None if arguments is None else list(arguments))
    worlds = read_worlds("dev", vectorise, args.cache)
    if args.fit:
        write(fit([table_of(world, PairScorer()) for world in worlds]))
    measure_worlds(worlds, args.errors)
    packaged = Contrast()
    back = read_worlds("kept_back", vectorise, args.cache)
    report("kept back", [measure(world, PairScorer(), packaged, LEAST) for world in back])
    measure_pairs(vectorise)


if __name__ == "__main__":
    main()

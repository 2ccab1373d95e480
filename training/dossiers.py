"""What would a user see of the worlds of reports if linking had other numbers? All dossiers, linked anew in seconds.

    python -m training.dossiers                              # the packaged scorer, by batches of worlds
    python -m training.dossiers --threshold 0.5 0.6 0.7      # … with other thresholds
    python -m training.dossiers --scorer other.yaml          # … or with another scorer's numbers

A dossier shows the claims of a world's reports. It is right about a claim of the gold if the claim of laut's that holds
most of its statements has the right number of origins. The figures are those of ``python -m training.origins
--linked``, which makes whole dossiers, one after the other. Here, what does not depend on the scorer's numbers is
worked out the first time that it is asked for and kept, so that the next set of numbers takes a few seconds.
Of the split ``kept_back`` only totals are printed. Needs no torch.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from laut.linking import features
from laut.linking.affairs import Affairs
from laut.linking.copies import Copy
from laut.linking.memory import link_in_memory
from laut.linking.origins import origins_of
from laut.linking.overview import tell
from laut.linking.pairs import PairScorer, Weights
from laut.linking.profiles import Profile, Profiler
from laut.linking.reach import Vectors
from laut.records import Told
from training.labelled import Vectorise
from training.origins import CACHE, Articles, Case, ClaimGold, Linked, as_shown, copies_in, read_cases

BATCHES = (("up to 126, of which the scorer has learned", 1, 126), ("127 to 194", 127, 194),
           ("195 to 206", 195, 206), ("207 to 218", 207, 218))  # fmt: skip
"""Worlds whose figures are printed apart."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class World:
    """The reports of a case as they were read, and what is known of their statements.

    Attributes:
        case: the case.
        placed: ids of the statements that were found for each of its claims.
        tellings: the statements of all its reports.
        vectors: of their contents, int8 [n,384].
        profiles: of the statements, by article and id.
        affairs: tells which of the reports are on one affair.
        copies: passages that reports have in common.
        rows: the features of pairs that were compared before, by the pair and what else is known of it.
    """

    case: Case
    placed: Mapping[str, frozenset[str]]
    tellings: tuple[Told, ...]
    vectors: Vectors
    profiles: Mapping[tuple[str, str], Profile]
    affairs: Affairs
    copies: tuple[Copy, ...]
    rows: dict[tuple[int, int, float, float, float], Floats] = field(default_factory=dict)


class _Remembering(PairScorer):
    """Judges pairs of one world, of which the features are kept from one scorer to the next."""

    def __init__(self, world: World, weights: Weights) -> None:
        super().__init__(weights)
        self._world = world

    def profile(self, told: Told) -> Profile:
        """Return what the world has."""
        return self._world.profiles[told.article, told.statement.id]

    def same(
        self, a: Profile, b: Profile, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> float:
        """See `PairScorer.same`."""
        if not (a.is_substantial and b.is_substantial):
            return 0.0
        rows, key = self._world.rows, (id(a), id(b), cosine, strangeness, margin)
        if key not in rows:
            rows[key] = features.compare(a, b, cosine, strangeness, margin)
        return self.chances(rows[key])[0]


@dataclass(frozen=True, slots=True)
class Totals:
    """What dossiers show of some claims of the gold.

    Attributes:
        claims: how many there are.
        right: how many have the right number of origins.
        there: how many of their statements were found.
        held: how many of these are in the claim that holds most of them.
        strangers: how many other statements are in these claims.
    """

    claims: int
    right: int
    there: int
    held: int
    strangers: int

    @classmethod
    def of(cls, claims: Sequence[Linked]) -> Totals:
        """Count."""
        return cls(
            claims=len(claims),
            right=sum(one.right for one in claims),
            there=sum(one.there for one in claims),
            held=sum(one.held for one in claims),
            strangers=sum(one.strangers for one in claims),
        )

    def __str__(self) -> str:
        return (
            f"origins right {self.right} of {self.claims}, statements in the claim that holds most of them"
            f" {self.held} of {self.there}, others among them {self.strangers}"
        )


def world_of(case: Case, articles: Articles, vectorise: Vectorise, profiler: Profiler) -> World:
    """Read a case's reports, and work out what does not depend on the numbers of a scorer."""
    placed, shown = as_shown(case, {report.id: articles.read(report) for report in case.reports})
    tellings = tuple(chain.from_iterable(tell(one, number) for number, one in enumerate(shown, start=1)))
    texts = {article.id: article.text for article in shown}
    return World(
        case=case,
        placed={claim: frozenset(told.statement.id for told in theirs) for claim, theirs in placed.items()},
        tellings=tellings,
        vectors=vectorise([told.statement.text for told in tellings]),
        profiles={(told.article, told.statement.id): profiler.profile(told) for told in tellings},
        affairs=Affairs.of_texts(lambda told: texts[told.article]),
        copies=copies_in(shown),
    )


def worlds(split: str, vectorise: Vectorise, cache: Path = CACHE) -> list[World]:
    """Return the worlds of a split.

    Args:
        split: which.
        vectorise: gives texts their vectors.
        cache: folder of articles as they were read.
    """
    articles, profiler = Articles(cache), Profiler()
    return [world_of(case, articles, vectorise, profiler) for case in read_cases(split)]  # type: ignore[arg-type]


def relinked(world: World, weights: Weights) -> list[Linked]:
    """Link a world anew; return the claims of its gold, each with what a dossier shows for it."""
    found = link_in_memory(world.tellings, world.vectors, _Remembering(world, weights), world.affairs)
    groups = [[world.tellings[at] for at in group] for group in found]
    return [_shown_for(world, claim, groups) for claim in world.case.claims]


def _shown_for(world: World, claim: ClaimGold, groups: Sequence[list[Told]]) -> Linked:
    """What a dossier with these groups shows for a claim of the gold."""
    own = world.placed[claim.id]
    held, best = 0, list[Told]()
    for group in groups:
        mine = sum(told.statement.id in own for told in group)
        if mine > held:
            held, best = mine, group
    return Linked(
        claim,
        held=held,
        there=len(own),
        strangers=len(best) - held,
        found=origins_of(best, world.copies)[0] if held else None,
    )


def load_weights(path: Path) -> Weights:
    """Return a scorer's numbers from a file as `training.pairs` writes it.

    Raises:
        SystemExit: there is no such file, or its numbers are not those of a scorer of today.
    """
    try:
        found = msgspec.yaml.decode(path.read_bytes(), type=Weights)
    except (OSError, msgspec.DecodeError) as error:
        raise SystemExit(f"{path} is no scorer: {error}; give a file that `training.pairs` wrote") from error
    if found.features != features.NAMES:
        raise SystemExit(f"{path} was made for other features; fit it anew with: python -m training.pairs")
    return found


def main(arguments: Iterable[str] | None = None) -> None:
    """Parse the arguments and print."""
    from training.pairs import vectors_by_encoder

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=("dev", "kept_back"), help="only this one")
    parser.add_argument("--scorer", type=Path, help="numbers as `training.pairs` writes them")
    parser.add_argument(
        "--threshold", type=float, nargs="+", help="probabilities from which two are one claim"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help="articles as read; empty it to read anew")
    args = parser.parse_args(None if arguments is None else list(arguments))
    weights = load_weights(args.scorer) if args.scorer else PairScorer().weights
    for split in (args.split,) if args.split else ("dev", "kept_back"):
        there = worlds(split, vectors_by_encoder, args.cache)
        for threshold in args.threshold or (weights.threshold,):
            tried = msgspec.structs.replace(weights, threshold=threshold)
            shown = {world.case.number: relinked(world, tried) for world in there}
            print(f"{split}, threshold {threshold}: {Totals.of(list(chain.from_iterable(shown.values())))}")
            for name, first, last in BATCHES if split == "dev" else ():
                some = [one for number, claims in shown.items() if first <= number <= last for one in claims]
                print(f"    worlds {name}: {Totals.of(some)}")


if __name__ == "__main__":
    main()

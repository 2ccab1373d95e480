"""How well does linking tell the same claim from others? Fits the pair scorer, and measures pairs and groups.

    python -m training.pairs                      fit, cross-validate, measure; writes src/laut/linking/scorer.yaml
    python -m training.pairs --measure            measure what is there
    python -m training.pairs --groups             groups of the gold cases (B-cubed, Bagga & Baldwin 1998)
    python -m training.pairs --strangers          learn only what different affairs count (`training.strangers`)
    python -m training.pairs --errors             pairs of dev on which the scorer is wrong; never those kept back

The scorer learns from the labelled pairs, which are hard on purpose, and from pairs of statements of the gold cases as
the reader reads them, which are as linking meets them (`training.read_pairs`); of the cases, from those up to world
126, so that the later ones measure. Two numbers are learned afterwards. How much it matters how many days lie between
two reports, from the examples alone: labelled pairs have days that were picked as they came, and all reports of a case
are of a few days. How much it matters that nobody is known to have said it, from the contents that the gold of the
cases up to world 182 marks, which have no speakers. Pairs that are kept back are only measured: nothing is fitted,
chosen or calibrated on them, and their text is not shown. Cross-validation leaves out whole topics, and statements
that occur in two topics join them.
"""

from __future__ import annotations

import argparse
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from laut.linking import features
from laut.linking.pairs import CLASSES, PairScorer, Weights
from laut.linking.profiles import Profiler
from laut.reading.meaning import SentenceEncoder
from training.labelled import (
    KINDS,
    Case,
    Vectorise,
    claim_pairs,
    example_pairs,
    minimal_pairs,
    read_cases,
)
from training.one_weight import best_slope, with_weight
from training.read_pairs import read_pairs
from training.strangers import fit_strangeness

SCORER = Path(__file__).resolve().parent.parent / "src" / "laut" / "linking" / "scorer.yaml"
FOLDS = 8
REACH = 0.81
"""Least cosine of statements that linking compares. Of the contents of different articles one pair in 260 is as close,
at 0.78 one in 60: too many to look at in a large ledger. Of the pairs of dev that are the same claim, 83 in 100 are
closer."""
THRESHOLD = 0.53
"""Probability from which linking puts a statement to an earlier one: of those tried (docs/linking.md), one with which
all pairs among the statements of the examples, which are all on one crisis, are right, and no floor of what is kept
back falls. Contents that differ in a number alone, in a denial across languages, or in who did it to whom, stay below
(`tests/linking/test_pairs.py`)."""
LEARNED = 126
"""The last world of reports that weights are learned from."""
BRIEF = 1.0
"""What it takes from the log-odds of *same* that one of the two has hardly any words of content: between what contents
say (0.7) and what the examples do (1.7). Chosen with `THRESHOLD` (docs/linking.md)."""
CONTENTS = 182
"""The last world from whose contents, without speakers, single numbers are learned: what it matters that speakers are
unknown, and that two reports are on different affairs."""
DATED = ("case ", "read ", "example ")
"""Pairs whose reports are as many days apart as they would be. For the others it is as if that were not known."""
_APART = features.NAMES.index("apart")
_UNKNOWN = features.NAMES.index("speaker-unknown")
_MARGIN = features.NAMES.index("margin")
_BRIEF = features.NAMES.index("brief")
_BOUNDS: dict[int, tuple[float | None, float | None]] = {-1: (None, 0.0), 0: (None, None), 1: (0.0, None)}
DECISIVE = {"numbers-differ": 4.0, "days-differ": 2.5, "people-differ": 1.0, "swapped": 1.3, "opposed": 2.0}
"""What at least each of these takes from the log-odds of *same*, whatever the pairs say: another number, day or person,
or a denial, makes another claim by convention, and there are few pairs in which nothing but that is different."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a class is learned.

    Attributes:
        strength: inverse strength of the L2 penalty.
        weights: how much a pair weighs, by what its topic begins with; 1 if it is not named.
    """

    strength: float
    weights: Mapping[str, float]


SAME = Recipe(0.06, {"read ": 0.2, "minimal ": 0.6, "example ": 2.5})
"""Pairs weigh little if there are many, of the worlds, and of contents that differ in one thing; those of the examples
much, for a ledger is as full of statements on one crisis that are not one claim."""
OPPOSITE = Recipe(0.03, {"minimal ": 0.3})


def vectors_by_encoder(texts: Sequence[str]) -> npt.NDArray[np.int8]:
    """Return the vectors that laut itself would give the texts; it makes each once."""
    missing = list(dict.fromkeys(text for text in texts if text not in _vectors))
    _vectors.update(zip(missing, _encoder().vectors(missing), strict=True))
    return np.stack([_vectors[text] for text in texts])


_vectors: dict[str, npt.NDArray[np.int8]] = {}


@functools.cache
def _encoder() -> SentenceEncoder:
    return SentenceEncoder()


@dataclass(frozen=True, slots=True)
class Table:
    """Pairs as numbers: features [n,F], classes [n] (numbers of `CLASSES`), cosines [n]."""

    cases: list[Case]
    values: Floats
    classes: npt.NDArray[np.int64]
    cosines: Floats

    def are_of(self, kind: str) -> npt.NDArray[np.bool_]:
        """Which pairs are of a kind of `KINDS`, or else labelled ones."""
        kinds = [next((one for one in KINDS if case.topic.startswith(one)), "") for case in self.cases]
        return np.array([one == kind for one in kinds])

    def of(self, chosen: npt.NDArray[np.bool_]) -> Table:
        """Return the chosen pairs."""
        cases = [case for case, one in zip(self.cases, chosen, strict=True) if one]
        return Table(cases, self.values[chosen], self.classes[chosen], self.cosines[chosen])


def tabulate(cases: list[Case], vectorise: Vectorise) -> Table:
    """Compute the features of the pairs."""
    from laut.reading.meaning import similarity

    profiler = Profiler()
    left = vectorise([case.left.statement.text for case in cases])
    right = vectorise([case.right.statement.text for case in cases])
    cosines = similarity(left, right)
    rows = [
        features.compare(
            profiler.profile(case.left), profiler.profile(case.right), float(cosine), margin=case.margin
        )
        for case, cosine in zip(cases, cosines, strict=True)
    ]
    for case, row in zip(cases, rows, strict=True):
        if not case.topic.startswith(DATED):  # 0: as good as unknown
            row[_APART] = 0.0
    classes = [CLASSES.index(case.label) if case.label in CLASSES else 2 for case in cases]
    return Table(cases, np.stack(rows), np.array(classes), cosines)


def folds(cases: Sequence[Case], count: int = FOLDS) -> npt.NDArray[np.int64]:
    """Return the fold of each pair: pairs of one topic, or with a statement in common, are in the same."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for case in cases:
        own = [f"text {case.left.statement.text}", f"text {case.right.statement.text}"]
        if case.topic != "corpus":
            own.append(f"topic {case.topic}")
        for name in own[1:]:
            parent[root(own[0])] = root(name)
    groups: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        groups.setdefault(root(f"text {case.left.statement.text}"), []).append(number)
    sizes = [0] * count
    result = np.zeros(len(cases), np.int64)
    for members in sorted(groups.values(), key=lambda one: (-len(one), one[0])):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(members)
        result[members] = fold
    return result


def fit(table: Table, recipe: Recipe) -> Weights:
    """Fit the regression to the pairs: softmax with an L2 penalty, and signs that are known beforehand."""
    from scipy.optimize import minimize

    strength, centre, scale = recipe.strength, table.values.mean(0), table.values.std(0)
    scale[scale < 1e-9] = 1.0
    values = np.column_stack([(table.values - centre) / scale, np.ones(len(table.cases))])
    weights = np.ones(len(table.cases))
    for kind, weight in recipe.weights.items():
        weights[table.are_of(kind)] = weight
    wanted = np.eye(3)[table.classes]
    width = values.shape[1]

    def cost(flat: Floats) -> tuple[float, Floats]:
        rows = flat.reshape(2, width)
        logits = np.column_stack([values @ rows.T, np.zeros(len(values))])
        logits -= logits.max(1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(1, keepdims=True)
        lost = -(weights * np.log(np.maximum((shares * wanted).sum(1), 1e-12))).sum()
        slope = ((shares - wanted) * weights[:, None])[:, :2].T @ values
        penalty = rows.copy()
        penalty[:, -1] = 0.0
        return float(lost + (penalty**2).sum() / (2 * strength)), (slope + penalty / strength).ravel()

    signs = [_sign(name) for name in features.NAMES]
    highest = [
        -DECISIVE[name] * float(one) if name in DECISIVE else None
        for name, one in zip(features.NAMES, scale, strict=True)
    ]
    bounds: list[tuple[float | None, float | None]] = [
        _BOUNDS[sign] if most is None else (None, most) for sign, most in zip(signs, highest, strict=True)
    ]
    bounds += [(None, None)] * (1 + width)
    found = minimize(
        cost, np.zeros(2 * width), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}
    )
    same, opposite = found.x.reshape(2, width)

    def plain(row: Floats) -> tuple[float, ...]:
        return tuple(round(float(value), 5) for value in row)

    return Weights(
        features=features.NAMES,
        centre=plain(centre),
        scale=plain(scale),
        same=plain(same[:-1]),
        opposite=plain(opposite[:-1]),
        bias=(round(float(same[-1]), 5), round(float(opposite[-1]), 5)),
        threshold=0.5,
        least_cosine=0.0,
    )


def _sign(name: str) -> int:
    """Return whether a feature can only speak for *same* (1), only against it (-1), or for both (0)."""
    against = (
        "differ",
        "missing",
        "denied",
        "signs",
        "opposed",
        "conflict",
        "swapped",
        "unmatched",
        "others-own",
        "turned",
        "strangeness",
        "brief",
    )
    if any(word in name for word in against):
        return -1
    return 0 if name in ("same-language", "length") else 1


def chances(weights: Weights, table: Table) -> Floats:
    """Return the probabilities [n,2] of same and of opposite."""
    scorer = PairScorer(weights)
    return np.array([scorer.chances(row) for row in table.values])


def cross_validated(table: Table, recipe: Recipe) -> Floats:
    """Return the probabilities that each pair gets from a scorer that has seen neither it nor its topic."""
    fold = folds(table.cases)
    result = np.zeros((len(table.cases), 2))
    for number in range(FOLDS):
        held = fold == number
        if held.any():
            result[held] = chances(fit(table.of(~held), recipe), table.of(held))
    return result


def f1(said: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    right = float((said & true).sum())
    precision, recall = right / max(said.sum(), 1), right / max(true.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def best_threshold(scores: Floats, true: npt.NDArray[np.bool_]) -> float:
    """Return the threshold with the best F1: the middle between two scores, of equally good ones the middle one."""
    values = np.unique(scores)
    between = (values[1:] + values[:-1]) / 2
    results = np.array([f1(scores >= one, true)[2] for one in between])
    good = between[results >= results.max() - 1e-9]
    return float(good[len(good) // 2])


def loss(table: Table, scores: Floats) -> float:
    """Return the mean negative log-likelihood of the classes."""
    full = np.column_stack([scores, np.maximum(1 - scores.sum(1), 1e-6)])
    return float(-np.log(np.maximum(full[np.arange(len(full)), table.classes], 1e-6)).mean())


def without(feature: int, table: Table) -> Table:
    """Return pairs as if nothing were known of what a feature says."""
    values = table.values.copy()
    values[:, feature] = 0.0
    return Table(table.cases, values, table.classes, table.cosines)


def learnable(case: Case) -> bool:
    """Whether a pair may be learned from: those of later worlds, and what is kept back, may not."""
    kind, _, name = case.topic.partition(" ")
    last = {"case": CONTENTS, "read": LEARNED}.get(kind)
    return not case.kept_back and (last is None or int(name.partition("-")[0]) <= last)


def fit_alone(weights: Weights, feature: int, table: Table) -> Weights:
    """Learn one weight of *same*, all others being as they are, whatever the contents say."""
    same = chances(weights, without(feature, table))[:, 0].clip(1e-6, 1 - 1e-6)
    odds, values = np.log(same / (1 - same)), table.values[:, feature]
    return with_weight(weights, feature, best_slope(odds, values, table.classes == 0, most=3.0))


def fit_all(dev: Table) -> tuple[Weights, Floats]:
    """Fit on all of dev; return also what pairs get, cross-validated.

    *Same* is learned from all pairs but the contents of the gold cases, which have no speakers; *opposite* not from the
    examples and the cases as read either, among which hardly any pairs are opposite.
    """
    whole = without(_BRIEF, dev)
    dev = without(_UNKNOWN, without(_APART, whole))
    contents, examples = dev.are_of("case "), dev.are_of("example ")
    opposite_from = ~(contents | examples | dev.are_of("read "))
    same, scores = _fitted(dev.of(~contents), SAME)
    opposite, others = _fitted(without(_MARGIN, dev.of(opposite_from)), OPPOSITE)
    data = {name: getattr(same, name) for name in same.__struct_fields__}
    weights, bias = _on_scale(opposite, same)
    data.update(opposite=weights, bias=(same.bias[0], bias))
    data["threshold"] = THRESHOLD
    data["least_cosine"] = REACH
    fitted = fit_alone(Weights(**data), _APART, whole.of(examples))
    fitted = fit_alone(fitted, _UNKNOWN, whole.of(contents))
    fitted = with_weight(fitted, _BRIEF, -BRIEF)
    both = chances(fitted, whole)
    both[~contents] = scores
    both[opposite_from, 1] = others[:, 1]
    return fitted, both


def _fitted(table: Table, recipe: Recipe) -> tuple[Weights, Floats]:
    """Fit; return also what cross-validation gave."""
    scores = cross_validated(table, recipe)
    print(f"cross-validated loss {loss(table, scores):.3f}")
    return fit(table, recipe), scores


def _on_scale(weights: Weights, other: Weights) -> tuple[tuple[float, ...], float]:
    """Return the weights and the bias of *opposite* for features that are centred and scaled as for another fit."""
    raw = np.array(weights.opposite) / np.array(weights.scale)
    bias = weights.bias[1] - float(raw @ (np.array(weights.centre) - np.array(other.centre)))
    return tuple(round(float(one), 5) for one in raw * np.array(other.scale)), round(bias, 5)


def report(name: str, table: Table, scores: Floats, threshold: float, cosine: float) -> None:
    """Print how good the scores are, beside the cosine alone."""
    print(f"\n{name}: {len(table.cases)} pairs")
    parts: dict[str, npt.NDArray[np.bool_]] = {"all": np.ones(len(table.cases), bool)}
    for languages in ("de–de", "de–en"):
        parts[languages] = np.array([case.languages == languages for case in table.cases])
    for part, chosen in parts.items():
        true = table.classes[chosen] == 0
        if not true.any():
            continue
        precision, recall, own = f1(scores[chosen, 0] >= threshold, true)
        base = f1(table.cosines[chosen] >= cosine, true)[2]
        against = table.classes[chosen] == 1
        opposite = f1(scores[chosen, 1] >= 0.5, against)
        print(
            f"  {part:6} same: P {precision:.3f} R {recall:.3f} F1 {own:.3f}   cosine alone: {base:.3f}"
            f"   opposite: P {opposite[0]:.3f} R {opposite[1]:.3f}   ({true.sum()} same, {against.sum()} opposite)"
        )
    bins = np.minimum((scores[:, 0] * 5).astype(int), 4)
    shown = [
        f"{scores[bins == one, 0].mean():.2f}→{(table.classes[bins == one] == 0).mean():.2f}"
        for one in range(5)
        if (bins == one).any()
    ]
    print(f"  P(same) → share that is: {'  '.join(shown)}")


def write(weights: Weights) -> None:
    """Write the numbers where laut finds them."""
    data = {name: getattr(weights, name) for name in weights.__struct_fields__}
    head = "# The numbers of laut.linking.pairs, fitted by `python -m training.pairs`.\n"
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in data.items()}
    SCORER.write_text(
        head + yaml.safe_dump(plain, sort_keys=False, width=120, default_flow_style=None), "utf-8"
    )


def show_errors(table: Table, scores: Floats, threshold: float) -> None:
    """Print the pairs of dev on which the scorer is wrong."""
    for number, case in enumerate(table.cases):
        assert not case.kept_back
        said = scores[number, 0] >= threshold
        if said != (case.label == "same"):
            print(f"\n{case.id} {case.label}: same {scores[number, 0]:.2f}, opposite {scores[number, 1]:.2f}")
            print(
                f"  cosine {table.cosines[number]:.3f} | {case.left.statement.text} | {case.right.statement.text}"
            )
            values = dict(zip(features.NAMES, table.values[number], strict=True))
            print("  " + " ".join(f"{key}={value:.2f}" for key, value in values.items() if value))


def main(arguments: Iterable[str] | None = None, vectorise: Vectorise = vectors_by_encoder) -> None:
    """Fit and measure."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--measure", action="store_true", help="fit nothing")
    parser.add_argument("--errors", action="store_true", help="show the pairs of dev that are wrong")
    parser.add_argument("--strangers", action="store_true", help="learn only what different affairs count")
    parser.add_argument("--groups", action="store_true", help="measure groups of the gold cases")
    args = parser.parse_args(None if arguments is None else list(arguments))
    if args.groups:
        from training.groups import measure_groups

        measure_groups(vectorise)
        return
    if args.strangers:
        write(fit_strangeness(PairScorer().weights, CONTENTS, vectorise))
        return
    table = tabulate(
        [
            *read_cases(),
            *minimal_pairs(),
            *claim_pairs("dev", vectorise, REACH),
            *claim_pairs("kept_back", vectorise, REACH),
            *read_pairs("dev", vectorise, REACH),
            *read_pairs("kept_back", vectorise, REACH),
            *example_pairs(vectorise, REACH),
        ],
        vectorise,
    )
    kept = np.array([case.kept_back for case in table.cases])
    dev, back = table.of(~kept), table.of(kept)
    if args.measure:
        weights = PairScorer().weights
        scores = chances(weights, dev)
    else:
        learned = np.array([learnable(case) for case in dev.cases])
        weights, crossed = fit_all(dev.of(learned))
        weights = fit_strangeness(weights, CONTENTS, vectorise)
        write(weights)
        scores = chances(weights, dev)
        scores[learned] = crossed  # what is learned afterwards is learned once, and not cross-validated
    print(f"threshold {weights.threshold}; not compared below a cosine of {weights.least_cosine}")
    validated = "" if args.measure else ", cross-validated by topic"
    for name, kind in (
        ("labelled pairs", ""),
        ("pairs of the gold cases", "case "),
        ("pairs of the cases as they are read", "read "),
        ("pairs of the examples", "example "),
        ("minimal pairs", "minimal "),
    ):
        mine, other = dev.are_of(kind), back.are_of(kind)
        cosine = best_threshold(dev.cosines[mine], dev.classes[mine] == 0)
        threshold = best_threshold(scores[mine, 0], dev.classes[mine] == 0)
        print(f"\n{name}: thresholds that are best on dev: {threshold:.3f}, of the cosine {cosine:.3f}")
        report(f"dev{validated}", dev.of(mine), scores[mine], threshold, cosine)
        if other.any():
            report("kept back", back.of(other), chances(weights, back.of(other)), threshold, cosine)
    if args.errors:
        show_errors(dev, scores, weights.threshold)


if __name__ == "__main__":
    main()

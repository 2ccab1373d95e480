"""How well are the meanings of modal verbs told apart, and which weights do it best?

    python -m training.modals            # figures on the development and the held-out part of tests/gold/modals
    python -m training.modals --fit      # also fit the weights of `sollen` anew and print them

No torch, no corpus: the sentences are in the project (tests/gold/modals/README.md).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from laut.reading.evidence.cues import ModalData
from laut.reading.evidence.modals import (
    Case,
    cases_in,
    features_of,
    meaning_of,
    open_to_weights,
)
from laut.reading.lexicon import load
from laut.reading.prose import prose_of
from laut.records import Article

GOLD: Final = Path(__file__).parent.parent / "tests" / "gold" / "modals"
EVIDENTIAL: Final = frozenset(("reportative", "quotative", "epistemic"))
HELD_OUT: Final = 3
"""Every third sentence of a file is held out."""


@dataclass(frozen=True, slots=True)
class Example:
    """A gold sentence.

    Attributes:
        file: name of its file, without the ending.
        text: the sentence, unmarked.
        start: where the marked verb begins.
        reading: its gold reading.
        held_out: whether nothing may be tuned on it.
    """

    file: str
    text: str
    start: int
    reading: str
    held_out: bool

    @property
    def evidential(self) -> bool:
        """Whether the gold reading is hearsay, a claim of the subject or a supposition."""
        return self.reading in EVIDENTIAL


def examples(folder: Path = GOLD) -> list[Example]:
    """Read the gold sentences."""
    result = []
    for file in ("sollen", "wollen", "others"):
        items = msgspec.yaml.decode((folder / f"{file}.yaml").read_bytes(), type=list[dict[str, str]])
        for i, item in enumerate(items, 1):
            ((reading, marked),) = item.items()
            before, verb, after = marked.split("_")
            result.append(Example(file, before + verb + after, len(before), reading, i % HELD_OUT == 0))
    return result


def case_of(example: Example) -> Case | None:
    """The marked verb as the reading sees it; None if it does not see it as a modal verb."""
    prose = prose_of(Article(id="gold", text=example.text), [])
    for sentence in prose.sentences:
        for case in cases_in(sentence.words):
            if case.word.start == example.start:
                return case
    return None


def judged(items: list[Example], weights: dict[str, float]) -> Iterator[tuple[Example, str]]:
    """Each example with the meaning that it gets."""
    for example in items:
        case = case_of(example)
        yield example, "root" if case is None else meaning_of(case, weights)


def accuracy(items: list[Example], weights: dict[str, float]) -> float:
    """Share of examples that are rightly called evidential or not."""
    right = [example.evidential == (meaning in EVIDENTIAL) for example, meaning in judged(items, weights)]
    return sum(right) / len(right)


def fit(items: list[Example], prior: dict[str, float], strength: float = 0.5) -> dict[str, float]:
    """Weights by logistic regression on what grammar leaves open, drawn towards a prior by `strength`."""
    from scipy.optimize import minimize

    cases = [
        (example, case)
        for example in items
        if (case := case_of(example)) is not None and open_to_weights(case)
    ]
    names = sorted({name for _, case in cases for name in features_of(case)} | set(prior))
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(cases), len(names)))
    for row, (_, case) in enumerate(cases):
        for name, value in features_of(case).items():
            x[row, at[name]] = value
    y = np.array([1.0 if example.evidential else -1.0 for example, _ in cases])
    start = np.array([prior.get(name, 0.0) for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (x @ w)
        away = w - start
        value = np.logaddexp(0.0, -margin).sum() + strength / 2 * away @ away
        slope = -(x.T @ (y / (1.0 + np.exp(margin)))) + strength * away
        return float(value), slope

    best = minimize(loss, start, jac=True, method="L-BFGS-B")
    return {name: round(float(value), 2) for name, value in zip(names, best.x, strict=True)}


def report(items: list[Example], weights: dict[str, float], *, show: bool) -> None:
    """Print accuracy for each file and part, and the errors on the development part."""
    for held_out in (False, True):
        part = [one for one in items if one.held_out == held_out]
        figures = [
            f"{file} {accuracy([one for one in part if one.file == file], weights):.3f}"
            for file in ("sollen", "wollen", "others")
        ]
        hearsay = accuracy([one for one in part if one.file != "others"], weights)
        name = "held out" if held_out else "development"
        print(f"{name:12} sollen and wollen {hearsay:.3f} ({', '.join(figures)}; {len(part)} sentences)")
    if show:
        for example, meaning in judged([one for one in items if not one.held_out], weights):
            if example.evidential != (meaning in EVIDENTIAL):
                print(f"  {example.reading} taken for {meaning}: {example.text}")


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="fit the weights anew on the development part")
    parser.add_argument("--errors", action="store_true", help="show the errors on the development part")
    options = parser.parse_args()
    items = examples()
    weights = load("de", "modals", ModalData).weights
    report(items, weights, show=options.errors)
    if options.fit:
        fitted = fit([one for one in items if not one.held_out], weights)
        print("fitted:")
        report(items, fitted, show=options.errors)
        for name, value in fitted.items():
            print(f"  {name}: {value}")


if __name__ == "__main__":
    main()

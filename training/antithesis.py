"""Teach laut what two sentence vectors look like of which one is of a claim, the other of its denial.

    python -m training.antithesis                 fit; writes src/laut/linking/antithesis.npz
    python -m training.antithesis --measure       measure what is there

It learns from the stories (`training.stories`): what is *said* against what is *denied* of one claim, against all other
pairs of a claim's statements and against some of other claims of the story. The stories that `training.tune` holds out
are held out here, too, and measured; of the worlds of reports and of labelled pairs it sees nothing, so that
`training.oppositions` can judge it by them. To be done again after `training.tune`, and before `training.oppositions`.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from laut.linking.antithesis import WEIGHTS, Antithesis, compare
from laut.linking.reach import Vectors
from laut.reading.meaning import SentenceEncoder
from training.stories import Story, held_out, read_stories

BESIDE: Final = 60
"""Pairs of a statement of each claim and one of another claim of its story."""
HIDDEN: Final = 64
STRENGTH: Final = 0.01
"""Of the L2 penalty."""
EPOCHS: Final = 6
BATCH: Final = 512
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Vectors of two statements each, int8 [n,384], and whether they are a claim and its denial [n]."""

    left: Vectors
    right: Vectors
    opposite: npt.NDArray[np.bool_]


def pairs_of(stories: Sequence[Story], encoder: SentenceEncoder) -> Pairs:
    """Return pairs of the statements of some stories."""
    chance = random.Random(SEED)
    texts: list[str] = []
    pairs: list[tuple[int, int]] = []
    opposite: list[bool] = []
    for story in stories:
        claims = []
        for claim in story.claims:
            every = list(claim.texts())
            claims.append([(len(texts) + at, kind) for at, (kind, _, _) in enumerate(every)])
            texts += [text for _, _, text in every]
        for own in claims:
            for at, (one, kind) in enumerate(own):
                for other, against in own[at + 1 :]:
                    pairs.append((one, other))
                    opposite.append({kind, against} == {"said", "denied"})
            strange = [place for claim in claims if claim is not own for place, _ in claim]
            for _ in range(BESIDE if strange else 0):
                pairs.append((chance.choice(own)[0], chance.choice(strange)))
                opposite.append(False)
    vectors = encoder.vectors(texts)
    left, right = np.array(pairs).T
    return Pairs(vectors[left], vectors[right], np.array(opposite))


def fit(pairs: Pairs, encoder: str) -> None:
    """Fit the network to the pairs, and write it where laut finds it."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier((HIDDEN,), alpha=STRENGTH, batch_size=BATCH, max_iter=EPOCHS, random_state=SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the epochs are few on purpose
        network.fit(compare(pairs.left, pairs.right), pairs.opposite)
    (hidden, output), (hidden_bias, output_bias) = network.coefs_, network.intercepts_
    np.savez(
        WEIGHTS,
        hidden=hidden.astype(np.float16),
        hidden_bias=hidden_bias.astype(np.float32),
        output=output[:, 0].astype(np.float32),
        output_bias=output_bias[0].astype(np.float32),
        encoder=np.array(encoder),
    )


def measure(pairs: Pairs) -> str:
    """Return how well the network ranks opposite pairs, in one line."""
    from sklearn.metrics import average_precision_score

    odds = Antithesis().odds(pairs.left, pairs.right)
    found = average_precision_score(pairs.opposite, odds)
    return f"average precision {found:.3f} ({pairs.opposite.sum()} of {len(odds)} pairs are opposite)"


def main(arguments: Iterable[str] | None = None) -> None:
    """Fit and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measure", action="store_true", help="fit nothing")
    args = parser.parse_args(None if arguments is None else list(arguments))
    encoder = SentenceEncoder()
    learned, held = held_out(read_stories())
    if not args.measure:
        fit(pairs_of(learned, encoder), encoder.name)
    print(f"stories held out, {len(held)}: {measure(pairs_of(held, encoder))}")


if __name__ == "__main__":
    main()

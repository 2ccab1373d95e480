"""Choose the numbers that a model is read with, on documents that it has not learned from, and write them down.

    python -m training.calibrate --weights runs/export --name laut-de-7

The documents are the part of train that training held out; dev is not looked at. Chosen in turn, each for the best F1
that it bears on: what it costs to end without punctuation, the bias towards quotations, outer and nested, how far a
sure word of a role reaches, the role thresholds, and how far the tagger's form is trusted. Taken is the value at which
the best one lies on average over resampled documents. Then a logistic regression makes statement confidence a
probability. It is fitted to these documents and to the project's own excerpts (``tests/gold``), for in the former a
mere 144 quotations are found.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.optimize import minimize

from laut.reading import decoding
from laut.reading.quotations import (
    Answer,
    Quotation,
    assemble_quotation,
    decode_drafts,
    encode_texts,
    judge_drafts,
    prepare,
)
from laut.reading.reader import Reader
from laut.reading.settings import Settings
from training.corpus import Document, held_out, read_documents, read_quotations
from training.evaluate import calibration_error, correctness, in_tokens
from training.recipe import RECIPE, read_recipe
from training.scorer import Report, score, tallies

EXCERPTS = Path(__file__).resolve().parent.parent / "tests" / "gold" / "excerpts.jsonl"
OUTER_BIASES = (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0)  # below, F1 is no worse, but sources of claims are missed
NESTED_BIASES = (-1.0, 0.0, 1.0, 2.0)
LOOSE_ENDS = (0.0, 1.0, 2.0, 3.0, 5.0)
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
REACHES = (0.2, 0.3, 0.45, 0.6, 0.8, 1.0)
FORM_TRUSTS = (0.0, 0.3, 0.5, 0.7)
SAMPLES = 300  # of the documents, drawn with replacement
PENALTY = 3.0  # on the squared weights of the logistic regression, of facts in standard units: there are few documents
LEAST_SPREAD = 0.1  # facts that hardly vary on these documents would get weights that blow up on others
FILES = ("embeddings.npy", "encoder.onnx", "roles.onnx", "tokenizer.json")


class Calibration:
    """Reads the documents over and over, with the encoder's part of the work done once."""

    def __init__(self, reader: Reader, documents: Sequence[Document]) -> None:
        self.reader, self.documents = reader, documents
        self.texts = [prepare(d.text, reader.tokenizer, reader.settings)[0] for d in documents]
        self.encoded = [out for at in range(0, len(documents), 8) for out in self._encode(at)]
        draws = np.random.default_rng(0).multinomial(
            len(documents), np.full(len(documents), 1 / len(documents)), SAMPLES
        )
        self.resampled = draws.astype(float)
        self.judged: dict[tuple[float, ...], tuple[list[list[decoding.Draft]], list[list[Answer]]]] = {}

    def _encode(self, at: int) -> list[Any]:
        return encode_texts(self.texts[at : at + 8], self.reader.network)

    def read(self, settings: Settings) -> list[list[Quotation]]:
        """The quotations of all documents under these settings."""
        key = (*settings.begin_bias, settings.loose_end)
        if key not in self.judged:
            drafts = [
                decode_drafts(text.words, tags, settings)
                for text, (*_, tags) in zip(self.texts, self.encoded, strict=True)
            ]
            self.judged[key] = drafts, judge_drafts(self.texts, self.encoded, drafts, self.reader.network)
        return [
            [assemble_quotation(text.words, d, a, settings) for d, a in zip(found, answers, strict=True)]
            for text, found, answers in zip(self.texts, *self.judged[key], strict=True)
        ]

    def score(self, settings: Settings) -> Report:
        """The scores under these settings."""
        found = self.read(settings)
        return score((d.quotations, in_tokens(d, one)) for d, one in zip(self.documents, found, strict=True))

    def best(self, candidates: Mapping[float, Settings], name: str = "joint") -> Settings:
        """The candidate nearest to where the best one lies on average over resampled documents (Breiman 1996).

        Which value is the best one on so few documents is largely chance; where it lies on average is less so.

        Args:
            candidates: settings by the number in which they differ.
            name: of the score whose F1 is to be good.
        """
        values = np.array(list(candidates))
        scores = [
            [
                tallies(d.quotations, in_tokens(d, one))[name]
                for d, one in zip(self.documents, self.read(s), strict=True)
            ]
            for s in candidates.values()
        ]
        sums = np.einsum("rd,cdn->rcn", self.resampled, np.array(scores))
        precision = sums[..., 0] / np.maximum(sums[..., 1], 1)
        recall = sums[..., 2] / np.maximum(sums[..., 3], 1)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        middle = values[f1.argmax(1)].mean()
        return candidates[float(values[np.abs(values - middle).argmin()])]


def choose(calibration: Calibration, settings: Settings) -> Settings:
    """Choose the cost of loose ends, biases, thresholds and trust, one after the other."""
    change = msgspec.structs.replace
    settings = calibration.best({cost: change(settings, loose_end=cost) for cost in LOOSE_ENDS})
    settings = calibration.best({bias: change(settings, begin_bias=(bias, 0.0)) for bias in OUTER_BIASES})
    outer = settings.begin_bias[0]
    settings = calibration.best({bias: change(settings, begin_bias=(outer, bias)) for bias in NESTED_BIASES})
    settings = calibration.best({reach: change(settings, role_reach=reach) for reach in REACHES}, "roles")
    for role, name in enumerate(decoding.ROLES):
        others = settings.role_thresholds[:role], settings.role_thresholds[role + 1 :]
        candidates = {t: change(settings, role_thresholds=(*others[0], t, *others[1])) for t in THRESHOLDS}
        settings = calibration.best(candidates, name)
    return calibration.best({trust: change(settings, form_trust=trust) for trust in FORM_TRUSTS}, "form")


def fit_confidence(
    calibrations: Sequence[Calibration], settings: Settings
) -> tuple[tuple[float, ...], float]:
    """Fit the logistic regression; return its weights, the constant last, and the calibration error on its data."""
    evidence, right = [], []
    for calibration in calibrations:
        for document, quotations in zip(calibration.documents, calibration.read(settings), strict=True):
            evidence += [[*one.evidence, 1.0] for one in quotations]
            right += correctness(document.quotations, in_tokens(document, quotations))
    if not evidence:  # a model that has hardly learned finds nothing
        return (), 1.0
    x, y = np.array(evidence), np.array(right, float)
    mean, spread = x[:, :-1].mean(0), np.maximum(x[:, :-1].std(0), LEAST_SPREAD)
    x[:, :-1] = (x[:, :-1] - mean) / spread

    def loss(weights: np.ndarray) -> float:
        scores = x @ weights
        return float(np.logaddexp(0, scores).sum() - (y * scores).sum() + PENALTY * (weights[:-1] ** 2).sum())

    weights = minimize(loss, np.zeros(x.shape[1]), method="BFGS").x
    chances = 1 / (1 + np.exp(-(x @ weights)))
    weights[:-1] /= spread  # back to the facts' own units
    weights[-1] -= mean @ weights[:-1]
    return tuple(round(float(w), 5) for w in weights), calibration_error(chances.tolist(), right)


def calibrate(weights: Path, name: str, recipe: dict[str, Any], threads: int | None = None) -> Settings:
    """Calibrate the model in a folder and write its ``settings.json``."""
    path = weights / "settings.json"
    path.write_bytes(msgspec.json.encode(Settings(name=name, **recipe["reading"])))
    _, documents = held_out(read_quotations("train"), recipe["examples"]["held_out_every"])
    reader = Reader(threads, weights=weights)
    calibration = Calibration(reader, documents)
    settings = choose(calibration, reader.settings)
    excerpts = Calibration(reader, read_documents(EXCERPTS))
    logistic, error = fit_confidence([calibration, excerpts], settings)
    files = {file: hashlib.sha256((weights / file).read_bytes()).hexdigest() for file in FILES}
    settings = msgspec.structs.replace(settings, confidence=logistic, files=files)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")
    report = calibration.score(settings)
    print(f"held-out documents: {len(documents)}; F1 {report.to_dict()}; calibration error {error:.3f}")
    return settings


def main() -> None:
    """Calibrate an exported model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=Path("runs/export"))
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--name", default="laut-de-7")
    parser.add_argument("--threads", type=int)
    args = parser.parse_args()
    recipe = read_recipe(args.recipe)
    calibrate(args.weights, args.name, recipe, args.threads)


if __name__ == "__main__":
    main()

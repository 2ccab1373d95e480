"""What does each kind of careless copying cost? Scores on perturbed copies of dev, beside those on dev itself.

python -m training.robustness
python -m training.robustness --weights runs/model/weights --documents tests/gold/excerpts.jsonl
"""

from __future__ import annotations

import argparse
from pathlib import Path

from laut.reading.reader import WEIGHTS, Reader
from training.corpus import read_documents, read_quotations
from training.evaluate import evaluate
from training.perturb import perturbations

NAMES = ("message", "roles", "joint", "form")


def main() -> None:
    """Print a table of scores, a row for each perturbation."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--documents", type=Path, help="JSON lines in the corpus's format; else dev")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    documents = read_documents(args.documents) if args.documents else read_quotations("dev")
    reader = Reader(weights=args.weights)
    plain = evaluate(reader, documents)[0].scores
    print("| copy | " + " | ".join(NAMES) + " | joint, against dev |")
    print("|---|" + "---|" * (len(NAMES) + 1))
    print("| as it is | " + " | ".join(f"{plain[name].f1:.3f}" for name in NAMES) + " | |")
    for title, perturbed in perturbations(args.seed):
        scores = evaluate(reader, [perturbed(document) for document in documents])[0].scores
        loss = 100 * (scores["joint"].f1 - plain["joint"].f1)
        row = " | ".join(f"{scores[name].f1:.3f}" for name in NAMES)
        print(f"| {title} | {row} | {loss:+.1f} |", flush=True)


if __name__ == "__main__":
    main()

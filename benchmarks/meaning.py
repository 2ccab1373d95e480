"""How good, how fast and how well spread over their cells are sentence vectors?

    LAUT_DATA=../shared/data python benchmarks/meaning.py            # needs the corpora
    LAUT_DATA=../shared/data python benchmarks/meaning.py --float    # and compares int8 with float32: needs torch

Prints as JSON: seconds to load; contents a second on one thread (both in processor time, so that other work beside it
does not count); how well the cosine tells pairs that say the same from others (area under the ROC curve, on the
labelled pairs of `tests/gold/linking/pairs` that are not kept back); how evenly statements lie in the cells; and how
many of a statement's ten nearest neighbours are in its nearest cells.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.gold.linking.pairs.load import Pair, read_own, read_standoff  # noqa: E402
from training.corpus import Document, data_file, read_quotations  # noqa: E402

from laut.reading.meaning import WEIGHTS, SentenceEncoder, Vectors, similarity  # noqa: E402

NEIGHBOURS = 10
PROBES = (4, 8, 16, 32, 64)
COMPARED = 400


def contents(documents: list[Document]) -> list[str]:
    """The contents of all annotated quotations, parts of one joined by a space."""
    result = []
    for document in documents:
        for quotation in document.quotations:
            tokens = np.array(quotation.content)
            runs = np.split(tokens, np.flatnonzero(np.diff(tokens) > 1) + 1)
            spans = [(document.tokens[run[0]][0], document.tokens[run[-1]][1]) for run in runs]
            result.append(" ".join(document.text[start:end] for start, end in spans))
    return result


def debates() -> list[str]:
    """Sentences of four words and more of the debates that nothing was trained on."""
    lines = gzip.decompress(data_file("debates-de", "dev.jsonl.gz").read_bytes()).splitlines()
    sentences = [sentence["Tokens"] for line in lines for sentence in json.loads(line)["Sentences"]]
    return [" ".join(tokens) for tokens in sentences if len(tokens) > 4]


def speed(encoder: SentenceEncoder, texts: list[str], words: int = 20) -> dict[str, float]:
    """Contents a second of processor time: the best of three times through those of 15 to 25 words."""
    chosen = [text for text in texts if abs(len(text.split()) - words) <= 5][:100]
    seconds = []
    for _ in range(3):
        began = time.process_time()
        encoder.vectors(chosen)
        seconds.append(time.process_time() - began)
    return {
        "contents": len(chosen),
        "words": round(float(np.mean([len(text.split()) for text in chosen])), 1),
        "a_second": round(len(chosen) / min(seconds), 1),
    }


def separation(encoder: SentenceEncoder) -> dict[str, Any]:
    """Area under the ROC curve of the cosine, the same against the rest, by the languages of the pair."""
    from sklearn.metrics import roc_auc_score

    pairs = [pair for pair in [*read_own(), *read_standoff()] if not pair.kept_back]
    cosines = similarity(
        encoder.vectors([pair.left.text for pair in pairs]),
        encoder.vectors([pair.right.text for pair in pairs]),
    )
    groups: dict[str, list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        source = pair.id.split("-")[0]
        groups["all"].append(i)
        groups[f"{source} {_languages(pair)}"].append(i)
    result: dict[str, Any] = {}
    for name, members in sorted(groups.items()):
        same = [pairs[i].label == "same" for i in members]
        far = [i for i in members if pairs[i].label in ("same", "unrelated")]
        if not any(same):
            continue
        result[name] = {
            "pairs": len(members),
            "same": sum(same),
            "auc": round(float(roc_auc_score(same, cosines[members])), 3),
            "auc_against_unrelated": round(
                float(roc_auc_score([pairs[i].label == "same" for i in far], cosines[far])), 3
            ),
        }
    return result


def _languages(pair: Pair) -> str:
    return "-".join(sorted((pair.left.language, pair.right.language)))


def spread(encoder: SentenceEncoder, vectors: Vectors) -> dict[str, float]:
    """How evenly vectors lie in the cells; `crowding` is 1 where all cells are equally full."""
    n_cells = len(encoder.nearest_cells(vectors[0], 1 << 15))
    counts = np.bincount(encoder.cells(vectors), minlength=n_cells)
    shares = counts / counts.sum()
    pairs = (counts * (counts - 1)).sum() / (len(vectors) * (len(vectors) - 1))
    return {
        "vectors": len(vectors),
        "cells": n_cells,
        "cells_used": int((counts > 0).sum()),
        "fullest_share": round(float(shares.max()), 4),
        "crowding": round(float(pairs * n_cells), 2),
    }


def recall(encoder: SentenceEncoder, queries: Vectors, base: Vectors) -> dict[str, float]:
    """Share of each query's nearest neighbours in `base` that lie in the query's nearest cells, by number of cells.

    Args:
        base: begins with the queries themselves; none counts as its own neighbour.
    """
    products = queries.astype(np.float32) @ base.astype(np.float32).T
    lengths = np.linalg.norm(base.astype(np.float32), axis=1)
    products /= lengths
    products[np.arange(len(queries)), np.arange(len(queries))] = -np.inf
    nearest = np.argsort(-products, 1)[:, :NEIGHBOURS]
    cells = encoder.cells(base)
    ranks = np.array([np.argsort(encoder.nearest_cells(query, 1 << 15)) for query in queries])
    found: npt.NDArray[np.int64] = np.take_along_axis(ranks, cells[nearest].astype(np.int64), 1)
    looked_at = np.sort(ranks[:, cells.astype(np.int64)], 1)
    result = {"base": float(len(base))}
    for n in PROBES:
        result[f"{n} cells"] = round(float((found < n).mean()), 3)
        result[f"{n} cells, share looked at"] = round(float((looked_at < n).mean()), 4)
    return result


def partners(encoder: SentenceEncoder) -> dict[str, dict[str, float]]:
    """Share of the labelled pairs that say the same where one side lies in the nearest cells of the other."""
    pairs = [pair for pair in [*read_own(), *read_standoff()] if not pair.kept_back and pair.label == "same"]
    left = encoder.vectors([pair.left.text for pair in pairs])
    right = encoder.cells(encoder.vectors([pair.right.text for pair in pairs]))
    ranks = np.array(
        [
            np.argsort(encoder.nearest_cells(vector, 1 << 15))[cell]
            for vector, cell in zip(left, right, strict=True)
        ]
    )
    languages = np.array([_languages(pair) for pair in pairs])
    return {
        name: {f"{n} cells": round(float((ranks[languages == name] < n).mean()), 2) for n in PROBES}
        for name in sorted(set(languages.tolist()))
    }


def against_float(
    encoder: SentenceEncoder, base: Path, tuned: Path | None, texts: list[str]
) -> dict[str, float]:
    """int8 beside float32: mean and least cosine, and rank correlation of the similarities of all pairs."""
    import torch
    from scipy.stats import spearmanr
    from tokenizers import Tokenizer
    from training.sentences import load_encoder
    from training.tune import encode

    network, tokenizer = load_encoder(base, tuned), Tokenizer.from_file(str(base / "tokenizer.json"))
    with torch.inference_mode():
        exact = np.concatenate([encode(network, tokenizer, [text], None).numpy() for text in texts])
    vectors = encoder.vectors(texts).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = (vectors * exact).sum(1)
    upper = np.triu_indices(len(texts), 1)
    ranks = spearmanr((vectors @ vectors.T)[upper], (exact @ exact.T)[upper]).statistic
    return {
        "texts": len(texts),
        "mean_cosine": round(float(cosines.mean()), 5),
        "least_cosine": round(float(cosines.min()), 5),
        "rank_correlation": round(float(ranks), 5),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="compare with float32")
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--tuned", type=Path, help="the sentence encoder as training.tune left it")
    args = parser.parse_args()
    began = time.process_time()
    encoder = SentenceEncoder(args.weights, threads=1)
    figures: dict[str, Any] = {"name": encoder.name, "load_seconds": round(time.process_time() - began, 3)}
    began = time.process_time()
    SentenceEncoder(args.weights, threads=1)
    figures["load_seconds_again"] = round(time.process_time() - began, 3)
    held_out = contents(read_quotations("dev"))
    figures["speed"] = speed(encoder, held_out)
    figures["separation"] = separation(encoder)
    queries = encoder.vectors(held_out)
    base = np.concatenate([queries, encoder.vectors(debates())])
    figures["spread"] = spread(encoder, queries)
    figures["recall"] = recall(encoder, queries, base)
    figures["partners"] = partners(encoder)
    if args.float:
        figures["against_float"] = against_float(encoder, args.base, args.tuned, held_out[:COMPARED])
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()

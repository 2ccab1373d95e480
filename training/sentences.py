"""Export the sentence encoder of `laut.reading.meaning`, and find the cells of its space.

    python -m training.sentences --base runs/base --tuned runs/sentences/encoder.pt --out runs/export

Writes ``sentences.onnx`` (all twelve layers, the mean over subwords, length one), ``cells.npy`` and ``sentences.json``
beside a reading model, whose embedding table and tokenizer it shares; if they are not there yet, these as well. The
cells are directions from the mean vector, by spherical k-means on the sentences of the corpora.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from laut.reading.encoder import BEGIN_ID, END_ID
from laut.reading.meaning import SUBWORDS_AT_MOST, SentenceEncoder, SentenceSettings, Vectors
from laut.reading.words import split_words
from training.corpus import data_file, read_news, read_quotations
from training.export import (
    ConstantLinear,
    FusedAttention,
    export_graph,
    quantise,
    replace_linears,
    smooth,
    write_embeddings,
)
from training.graphs import contextual
from training.model import Encoder, Shape

NAME = "e5-small-2"
PREFIX = "query: "
FILES = ("embeddings.npy", "sentences.onnx", "cells.npy", "tokenizer.json")
SMOOTHING = dict.fromkeys(("query", "out", "inner", "outer"), 0.5)
"""As in `training.export`. On 200 sentences, mean cosine with float32 and rank correlation of the similarities of all
pairs: 0.9993 and 0.996; with 0.7 throughout 0.9987 and 0.994, without 0.9958 and 0.972."""
SMOOTHING_SENTENCES = 256
CELLS = 1024
CELL_SCALE = 127
"""Length of a cell's direction, in steps of int8."""
CELL_SENTENCES = 20_000
SEED = 2022
NO_SPACE = re.compile(r" ([.,;:!?)\]“»…%])|([(\[„«]) ")


class SentenceGraph(nn.Module):
    """From static vectors of subwords to the vector of a sentence."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, vectors: Tensor) -> Tensor:
        """Encode static vectors [B,S,width], without padding: unit vectors [B,width]."""
        return F.normalize(contextual(self.encoder, vectors).mean(1), dim=-1)


def load_encoder(base: Path, tuned: Path | None = None) -> Encoder:
    """Load all layers of an encoder, with as many positions as a sentence may have.

    Args:
        base: folder of the base encoder (`training.base`).
        tuned: the encoder as `training.tune` left it; None for the base's own.
    """
    with np.load(base / "base.npz") as file:
        vocabulary = file["emb.word"].size // Shape(0).width
    encoder = Encoder(Shape(vocabulary, positions=SUBWORDS_AT_MOST))
    if tuned is None:
        encoder.load_base(base / "base.npz")
    else:
        encoder.load_state_dict(torch.load(tuned, map_location="cpu", weights_only=True))
    return encoder.eval()


def subwords(tokenizer: Tokenizer, text: str) -> list[int]:
    """The numbers of a text's subwords as `SentenceEncoder` gives them to the graph."""
    ids = tokenizer.encode(PREFIX + text, add_special_tokens=False).ids
    return [BEGIN_ID, *ids[: SUBWORDS_AT_MOST - 2], END_ID]


def sentences() -> list[str]:
    """The sentences of four words and more of the corpora that are for training, shuffled, always in the same way."""
    found = dict.fromkeys(_sentences())
    result = sorted(text for text in found if len(text.split()) >= 4)
    random.Random(SEED).shuffle(result)
    return result


def _sentences() -> Iterator[str]:
    for document in read_quotations("train"):
        for first, behind in document.sentences:
            yield document.text[document.tokens[first][0] : document.tokens[behind - 1][1]]
    for line in gzip.decompress(data_file("debates-de", "train.jsonl.gz").read_bytes()).splitlines():
        for sentence in json.loads(line)["Sentences"]:
            yield NO_SPACE.sub(r"\1\2", " ".join(sentence["Tokens"]))
    for text in read_news():
        words = split_words(text)
        starts = np.flatnonzero(np.diff(words.sentence_numbers(), prepend=-1))
        for at, behind in zip(starts, [*starts[1:], len(words)], strict=True):
            yield text[int(words.starts[at]) : int(words.ends[behind - 1])]


def export_sentences(
    encoder: Encoder, tokenizer: Tokenizer, out: Path, texts: Sequence[str], *, quantised: bool = True
) -> None:
    """Write ``sentences.onnx``.

    Args:
        encoder: is changed by it.
        texts: sentences, to see what activations reach.
        quantised: in int8, else in float32, to compare with.
    """
    for layer in encoder.layers:
        layer.attention = FusedAttention(layer.attention)
    if quantised:
        rows = [torch.tensor([subwords(tokenizer, text)]) for text in texts]
        smooth(encoder.layers, lambda: [encoder(row, torch.ones_like(row)) for row in rows], SMOOTHING)
        replace_linears(encoder, ConstantLinear)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "sentences.onnx")
        axes = {0: "batch", 1: "subwords"}
        example = torch.randn(2, 9, Shape(0).width)
        export_graph(SentenceGraph(encoder), (example,), path, {"vectors": axes}, {"vector": {0: "batch"}})
        if quantised:
            quantise(path, out / path.name)
        else:
            shutil.copy(path, out)


def find_cells(vectors: Vectors, n: int) -> npt.NDArray[np.int8]:
    """Spherical k-means on directions from the mean (Dhillon & Modha 2001): the mean, then `n` directions [n+1,384]."""
    from sklearn.cluster import MiniBatchKMeans

    mean = np.rint(vectors.mean(0))
    directions = _unit(vectors - mean)
    means = MiniBatchKMeans(
        n, batch_size=8192, n_init=1, max_iter=60, reassignment_ratio=0.01, random_state=SEED
    )
    means.fit(directions.astype(np.float32))
    centres = _unit(means.cluster_centers_)
    for _ in range(10):  # all vectors together, each time back to length one
        nearest = np.argmax(directions @ centres.T, 1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, directions)
        empty = np.linalg.norm(sums, axis=1) == 0
        centres = np.where(empty[:, None], centres, _unit(sums))
    return np.rint(np.vstack([mean, centres * CELL_SCALE])).astype(np.int8)


def _unit(rows: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    result: npt.NDArray[np.floating] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return result


def write_settings(out: Path, files: Sequence[str] = FILES) -> None:
    """Write ``sentences.json`` for the files that lie in a folder."""
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    settings = SentenceSettings(name=NAME, prefix=PREFIX, files=digests)
    (out / "sentences.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")


def main() -> None:
    """Export the sentence encoder and find its cells."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--tuned", type=Path, help="the encoder as training.tune left it")
    parser.add_argument("--out", type=Path, default=Path("runs/export"))
    parser.add_argument("--sentences", type=int, default=CELL_SENTENCES, help="most sentences for the cells")
    parser.add_argument("--threads", type=int)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if not (args.out / "embeddings.npy").exists():
        with np.load(args.base / "base.npz") as file:
            write_embeddings(file["emb.word"].reshape(-1, Shape(0).width), args.out / "embeddings.npy")
    if not (args.out / "tokenizer.json").exists():
        shutil.copy(args.base / "tokenizer.json", args.out)
    texts = sentences()
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    export_sentences(load_encoder(args.base, args.tuned), tokenizer, args.out, texts[:SMOOTHING_SENTENCES])
    write_settings(args.out, [name for name in FILES if name != "cells.npy"])
    vectors = SentenceEncoder(args.out, args.threads).vectors(texts[: args.sentences])
    np.save(args.out / "cells.npy", find_cells(vectors, min(CELLS, len(vectors) // 4)))
    write_settings(args.out)
    sizes = {path.name: path.stat().st_size for path in sorted(args.out.iterdir())}
    print(json.dumps({"sentences": len(vectors), **sizes}))


if __name__ == "__main__":
    main()

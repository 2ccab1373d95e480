"""How fast would the published ways of reading be on this machine, beside laut, on the same articles?

    python benchmarks/rivals.py --corpus ../shared/data/news-de/10kgnad-test.csv.gz
    python benchmarks/rivals.py --generate         # also a sequence-to-sequence reader, in torch

Needs what training needs (``make train-env``). The rivals have random weights: speed does not depend on them.

- An encoder of gbert-large's size (24 layers, 1,024 wide, 16 heads, 335 M parameters with its embeddings), exported and
  quantised to int8 as laut's own is, over the very same windows: the encoder alone, without heads.
- A model of mT5-base's size (12 + 12 layers, 768 wide, 580 M parameters) that writes an article out again,
  token by token with cached keys and values, as the package ``quotect`` does; in bfloat16 where the processor has it.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from training.export import ConstantLinear, FusedAttention, export_graph, quantise, replace_linears  # noqa: E402
from training.model import Encoder, Shape  # noqa: E402
from training.torch_network import computes_in_half  # noqa: E402

from laut.intake import load_text  # noqa: E402
from laut.reading import quotations  # noqa: E402
from laut.reading.encoder import SLOW_FUSIONS  # noqa: E402
from laut.reading.reader import Reader  # noqa: E402
from speed import EXAMPLES, WORDS_OF_ARTICLE, texts  # noqa: E402

GBERT_LARGE = Shape(vocabulary=31_102, width=1024, layers=24, heads=16, inner=4096)
MT5_VOCABULARY, MT5_WIDTH, MT5_LAYERS, MT5_HEADS, MT5_INNER = 250_112, 768, 12, 12, 2048
MARKUP = 1.15
"""Tokens of an article with quotations marked up, for each token without."""
ROUNDS = 3


class Hidden(nn.Module):
    """An encoder as a graph."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        """Contextual vectors of one window, unpadded."""
        hidden: Tensor = self.encoder(ids, torch.ones_like(ids))[0]
        return hidden


def build_large(path: Path) -> None:
    """Write an int8 encoder of gbert-large's size, with random weights."""
    torch.manual_seed(0)
    encoder = Encoder(GBERT_LARGE)
    for layer in encoder.layers:
        layer.attention = FusedAttention(layer.attention)
    replace_linears(encoder, ConstantLinear)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        axes = {0: "batch", 1: "subwords"}
        graph = Path(scratch, "large.onnx")
        ids = torch.ones(1, 9, dtype=torch.long)
        export_graph(Hidden(encoder), (ids,), graph, {"ids": axes}, {"hidden": axes})
        quantise(graph, Path(scratch, "int8.onnx"))
        shutil.move(Path(scratch, "int8.onnx"), path)


def fastest(work: Callable[[], object]) -> float:
    """Median seconds of a few rounds, after one that does not count."""
    work()
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


class Block(nn.Module):
    """A decoder layer of T5's shape: attention over what was written, over the article, gated feed-forward."""

    def __init__(self) -> None:
        super().__init__()
        width = MT5_WIDTH
        self.own = nn.ModuleList(nn.Linear(width, width, bias=False) for _ in range(4))
        self.cross = nn.ModuleList(nn.Linear(width, width, bias=False) for _ in range(4))
        self.gate, self.inner = (nn.Linear(width, MT5_INNER, bias=False) for _ in range(2))
        self.outer = nn.Linear(MT5_INNER, width, bias=False)
        self.norms = nn.ModuleList(nn.RMSNorm(width) for _ in range(3))

    def attend(self, query: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        """Attend with one query to all keys."""
        split = [
            x.view(1, -1, MT5_HEADS, MT5_WIDTH // MT5_HEADS).transpose(1, 2) for x in (query, keys, values)
        ]
        return F.scaled_dot_product_attention(*split).transpose(1, 2).reshape(1, 1, MT5_WIDTH)

    def forward(self, x: Tensor, written: list[Tensor], article: tuple[Tensor, Tensor]) -> Tensor:
        """One step; `written` holds keys and values so far and grows by one."""
        seen = self.norms[0](x)
        written[0] = torch.cat([written[0], self.own[1](seen)], 1)
        written[1] = torch.cat([written[1], self.own[2](seen)], 1)
        x = x + self.own[3](self.attend(self.own[0](seen), *written))
        seen = self.norms[1](x)
        x = x + self.cross[3](self.attend(self.cross[0](seen), *article))
        seen = self.norms[2](x)
        outer: Tensor = self.outer(F.gelu(self.gate(seen), approximate="tanh") * self.inner(seen))
        return x + outer


@torch.inference_mode()
def seconds_to_write(tokens: int) -> float:
    """Seconds that the decoder alone needs to write some tokens, one after the other."""
    half = computes_in_half(torch.device("cpu"))
    kind = torch.bfloat16 if half else torch.float32
    blocks = [Block().to(kind) for _ in range(MT5_LAYERS)]
    table = torch.randn(MT5_VOCABULARY, MT5_WIDTH, dtype=kind)
    article = torch.randn(1, tokens, MT5_WIDTH, dtype=kind)
    crossed = [(block.cross[1](article), block.cross[2](article)) for block in blocks]
    empty = torch.zeros(1, 0, MT5_WIDTH, dtype=kind)
    written = [[empty, empty] for _ in blocks]
    token = 0
    began = time.perf_counter()
    for _ in range(int(tokens * MARKUP)):
        x = table[token].view(1, 1, -1)
        for block, own, other in zip(blocks, written, crossed, strict=True):
            x = block(x, own, other)
        token = int((table @ x[0, 0]).argmax())
    return time.perf_counter() - began


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=EXAMPLES)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--large", type=Path, default=ROOT / "runs" / "large" / "encoder.onnx")
    parser.add_argument("--generate", action="store_true", help="also time a sequence-to-sequence reader")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    if not args.large.exists():
        print("building the large encoder (once) ...", flush=True)
        build_large(args.large)
    reader = Reader(args.threads)
    corpus = texts(args.corpus, args.articles)
    articles = [load_text(text) for text in corpus]
    prepared = [quotations.prepare(a.text, reader.tokenizer, reader.settings)[0] for a in articles]
    windows = [quotations.window_input(text, window) for text in prepared for window in text.windows]
    count = sum(len(text.split()) for text in corpus) / WORDS_OF_ARTICLE

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(args.large), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )

    def large() -> None:
        ids = [window.ids[None] % GBERT_LARGE.vocabulary for window in windows]
        with ThreadPoolExecutor(args.threads) as pool:
            list(pool.map(lambda one: session.run(None, {"ids": one}), ids))

    rates = {
        "laut, all of it": count / fastest(lambda: list(reader.read_all(articles))),
        "laut, its encoder": count / fastest(lambda: list(reader.network.encode(windows))),
        "encoder of gbert-large's size": count / fastest(large),
    }
    if args.generate:
        tokens = int(np.mean([len(text.subwords.ids) for text in prepared]) * len(prepared) / count)
        rates["writing with mT5-base's size"] = 1 / seconds_to_write(tokens)
    print(f"\n{args.articles} articles of {args.corpus}, {args.threads} threads, int8 (mT5: torch)\n")
    print("| reader | articles of 400 words a second | laut is so many times as fast |\n|---|---|---|")
    for name, rate in rates.items():
        print(f"| {name} | {rate:.3g} | {rates['laut, all of it'] / rate:.1f} |")


if __name__ == "__main__":
    main()

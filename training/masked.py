"""Go on with masked-language training of the base on the texts at hand, before anything else is learned.

    python -m training.masked --base runs/base --out runs/masked
    python -m training.train --base runs/masked --out runs/model

The texts are those that training sees anyway, without their labels: the train part of the quotation corpus (less what
is held out), the news collection, the auxiliary corpora and the project's own articles, 2.0 million subwords in all. As
in BERT (Devlin et al. 2019), of the subwords that are hidden (here a fifth) eight of ten become a mask and one another
subword. Embeddings and the layers that training leaves as they are stay the base's.

Not a step of `make model`: docs/model.md says what it brought. Made for a GPU (71 seconds on an H200).
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import trange

from laut.reading.encoder import BEGIN_ID, END_ID
from training.articles import read_articles
from training.auxiliary import excerpts
from training.corpus import held_out, read_news, read_quotations
from training.model import Encoder, Shape
from training.torch_network import device

LAYERS, FROZEN = 10, 2
"""Of the base, as in ``recipe.toml``: those that are used, and those of them that stay as they are."""
HELD_OUT_EVERY = 20
WINDOWS, LENGTH = 48, 256
HIDDEN, MASKED, KEPT = 0.2, 0.8, 0.1
ENCODER_RATE, HEAD_RATE, WARMUP = 1e-4, 1e-3, 0.05
_FIRST_PIECE = 4
"""The numbers below it are marks."""


class Guess(nn.Module):
    """Scores of all subwords [n,vocabulary] at hidden places, by the direction of their embeddings."""

    def __init__(self, embeddings: Tensor) -> None:
        super().__init__()
        width = embeddings.shape[1]
        self.inner, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.scale, self.bias = nn.Parameter(torch.tensor(2.0)), nn.Parameter(torch.zeros(len(embeddings)))
        self.register_buffer("directions", F.normalize(embeddings, dim=-1))

    def forward(self, vectors: Tensor) -> Tensor:
        """Score what could stand where the encoder says `vectors` [n,width]."""
        directions: Tensor = self.get_buffer("directions")
        return self.norm(F.gelu(self.inner(vectors))) @ directions.T * self.scale + self.bias


def texts() -> Iterable[str]:
    """The texts at hand."""
    documents, _ = held_out(read_quotations("train"), HELD_OUT_EVERY)
    yield from (document.text for document in documents)
    yield from (text for text in read_news() if text.strip())
    yield from (excerpt.text for excerpt in excerpts())
    yield from (article.text for article in read_articles())


def go_on(encoder: Encoder, subwords: npt.NDArray[np.int64], mask: int, steps: int, seed: int) -> None:
    """Train the open layers of an encoder on one long row of subwords."""
    where = next(encoder.parameters()).device
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    encoder.requires_grad_(False)
    open_layers = encoder.layers[FROZEN:LAYERS].requires_grad_(True)
    guess = Guess(encoder.words.weight).to(where)
    groups = [
        {"params": list(open_layers.parameters()), "lr": ENCODER_RATE},
        {"params": list(guess.parameters()), "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / (WARMUP * steps), (steps - step) / ((1 - WARMUP) * steps), 1.0),
    )
    row, places = torch.from_numpy(subwords).to(where), torch.arange(LENGTH, device=where)
    progress = trange(steps, mininterval=10)
    for _ in progress:
        starts = torch.from_numpy(rng.integers(0, len(subwords) - LENGTH, WINDOWS)).to(where)
        wanted = row[starts[:, None] + places]
        hidden = torch.rand(wanted.shape, device=where) < HIDDEN
        chance = torch.rand(wanted.shape, device=where)
        others = torch.randint(_FIRST_PIECE, encoder.words.num_embeddings, wanted.shape, device=where)
        given = torch.where(hidden & (chance < MASKED), mask, wanted)
        given = torch.where(hidden & (chance >= MASKED + KEPT), others, given)
        vectors, _ = encoder.embed(given)
        for layer in encoder.layers[:LAYERS]:
            vectors = layer(vectors, None)
        loss = F.cross_entropy(guess(vectors[hidden]), wanted[hidden])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(open_layers.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        progress.set_postfix(loss=f"{loss.item():.3f}", refresh=False)


def main() -> None:
    """Write a base whose layers have seen the texts at hand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    with np.load(args.base / "base.npz") as file:
        base = dict(file)
    encoder = Encoder(Shape(tokenizer.get_vocab_size()))
    encoder.load_base(args.base / "base.npz")
    encoder.to(device())
    rows = tokenizer.encode_batch(list(texts()), add_special_tokens=False)
    subwords = np.concatenate([[BEGIN_ID, *row.ids, END_ID] for row in rows])
    print(f"{len(rows)} texts, {len(subwords)} subwords")
    go_on(encoder, subwords, tokenizer.token_to_id("<mask>"), args.steps, args.seed)
    base.update(encoder.as_base(base))
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez(args.out / "base.npz", **base)
    shutil.copy(args.base / "tokenizer.json", args.out)


if __name__ == "__main__":
    main()

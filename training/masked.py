"""Go on with masked-language training of the base on the texts at hand, before anything else is learned.

    python -m training.masked --base runs/model/base --out runs/model/masked

The texts are those that training sees anyway, without their labels: the train part of the quotation corpus (less what
is held out), the news collection, the auxiliary corpora and the project's own articles, 2.0 million subwords in all. As
in BERT (Devlin et al. 2019), of the subwords that are hidden eight of ten become a mask and one another subword.
Embeddings and the layers that training leaves as they are stay the base's.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

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
from training.recipe import RECIPE, changed, read_recipe
from training.torch_network import device

MASKED, KEPT = 0.8, 0.1
"""Shares of the hidden subwords."""
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


def texts(held_out_every: int) -> Iterable[str]:
    """The texts at hand."""
    documents, _ = held_out(read_quotations("train"), held_out_every)
    yield from (document.text for document in documents)
    yield from (text for text in read_news() if text.strip())
    yield from (excerpt.text for excerpt in excerpts())
    yield from (article.text for article in read_articles())


def go_on(encoder: Encoder, subwords: npt.NDArray[np.int64], mask: int, recipe: dict[str, Any]) -> None:
    """Train the open layers of an encoder on one long row of subwords.

    Args:
        encoder: the base.
        subwords: the texts, one after the other.
        mask: the subword that stands for hidden ones.
        recipe: as in ``recipe.toml``.
    """
    where = next(encoder.parameters()).device
    torch.manual_seed(recipe["seed"])
    rng = np.random.default_rng(recipe["seed"])
    plan, network = recipe["masked"], recipe["network"]
    steps, length = plan["steps"], plan["window"]
    warm = plan["warmup"] * steps
    encoder.requires_grad_(False)
    layers = encoder.layers[: network["layers"]]
    open_layers = layers[network["frozen_layers"] :].requires_grad_(True)
    guess = Guess(encoder.words.weight).to(where)
    groups = [
        {"params": list(open_layers.parameters()), "lr": plan["encoder_rate"]},
        {"params": list(guess.parameters()), "lr": plan["head_rate"]},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / warm, (steps - step) / (steps - warm), 1.0),
    )
    row, places = torch.from_numpy(subwords).to(where), torch.arange(length, device=where)
    progress = trange(steps, mininterval=10)
    for _ in progress:
        starts = torch.from_numpy(rng.integers(0, len(subwords) - length, plan["windows_per_step"])).to(where)
        wanted = row[starts[:, None] + places]
        hidden = torch.rand(wanted.shape, device=where) < plan["hidden"]
        chance = torch.rand(wanted.shape, device=where)
        others = torch.randint(_FIRST_PIECE, encoder.words.num_embeddings, wanted.shape, device=where)
        given = torch.where(hidden & (chance < MASKED), mask, wanted)
        given = torch.where(hidden & (chance >= MASKED + KEPT), others, given)
        vectors, _ = encoder.embed(given)
        for layer in layers:
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
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument("--set", nargs="+", default=(), metavar="KEY=VALUE", help="instead of the recipe's")
    args = parser.parse_args()
    recipe = changed(read_recipe(args.recipe), args.set)
    if args.seed is not None:
        recipe["seed"] = args.seed
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    with np.load(args.base / "base.npz") as file:
        base = dict(file)
    encoder = Encoder(Shape(tokenizer.get_vocab_size()))
    encoder.load_base(args.base / "base.npz")
    encoder.to(device())
    given = list(texts(recipe["examples"]["held_out_every"]))
    rows = tokenizer.encode_batch(given, add_special_tokens=False)
    subwords = np.concatenate([[BEGIN_ID, *row.ids, END_ID] for row in rows])
    print(f"{len(rows)} texts, {len(subwords)} subwords")
    go_on(encoder, subwords, tokenizer.token_to_id("<mask>"), recipe)
    base.update(encoder.as_base(base))
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez(args.out / "base.npz", **base)
    shutil.copy(args.base / "tokenizer.json", args.out)


if __name__ == "__main__":
    main()

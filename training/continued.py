"""Let the encoder go on as it was first trained, guessing hidden subwords, on the texts at hand.

    python -m training.continued --base runs/base --out runs/continued.pt
    python -m training.train --encoder runs/continued.pt --out runs/first

The texts are those of the corpora that are for training, and the project's own articles. A subword of seven is
hidden (Devlin et al. 2019), the guess is read off the embedding table, which stays as it is. What it buys has not been
measured, and `make model` leaves it out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm

from laut.reading.encoder import BEGIN_ID, END_ID, PAD_ID
from training.articles import read_articles
from training.auxiliary import excerpts
from training.batches import padded
from training.corpus import read_news, read_quotations
from training.model import Encoder, Shape
from training.torch_network import computes_in_half, device
from training.train import save

WINDOW = 256
HIDDEN = 0.15
WINDOWS_PER_STEP = 32
RATE, WARMUP = 2e-4, 0.06


def texts() -> Iterator[str]:
    """The texts to learn from."""
    yield from (document.text for document in read_quotations("train"))
    yield from read_news()
    yield from (excerpt.text for excerpt in excerpts())
    yield from (document.text for document in read_articles())


def windows(tokenizer: Tokenizer) -> list[list[int]]:
    """All texts in windows of subwords."""
    found = []
    for text in texts():
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        found += [ids[at : at + WINDOW - 2] for at in range(0, len(ids), WINDOW - 2)]
    return [[BEGIN_ID, *ids, END_ID] for ids in found]


def go_on(base: Path, shape: Shape, epochs: int, seed: int) -> Encoder:
    """Train the encoder further and return it."""
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    encoder = Encoder(shape)
    encoder.load_base(base / "base.npz")
    encoder.subword_layers = shape.layers  # hidden subwords are guessed, not words
    guess = nn.Linear(shape.width, shape.width)
    bias = nn.Parameter(torch.zeros(shape.vocabulary))
    encoder.words.requires_grad_(False)
    where, half = device(), computes_in_half(device())
    encoder.to(where).train()
    guess.to(where)
    bias.data = bias.data.to(where)
    learnt = [*(p for p in encoder.parameters() if p.requires_grad), *guess.parameters(), bias]
    optimiser = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01, fused=True)
    rows = windows(tokenizer)
    total = epochs * -(-len(rows) // WINDOWS_PER_STEP)
    rise = WARMUP * total
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / rise, max(total - step, 0) / (total - rise))
    )
    mask = tokenizer.token_to_id("<mask>")
    for epoch in range(epochs):
        chance = random.Random(f"{seed} {epoch}")
        chance.shuffle(rows)
        lost = torch.zeros((), device=where)
        steps = range(0, len(rows), WINDOWS_PER_STEP)
        for at in tqdm(steps, desc=f"epoch {epoch + 1}/{epochs}", mininterval=10):
            ids = padded([np.array(row) for row in rows[at : at + WINDOWS_PER_STEP]], PAD_ID).to(where)
            hidden = (torch.rand(ids.shape, device=where) < HIDDEN) & (ids > END_ID)
            with torch.autocast(where.type, torch.bfloat16, enabled=half):
                vectors, _ = encoder(ids.masked_fill(hidden, mask), ids != PAD_ID)
                scores = guess(vectors[hidden]) @ encoder.words.weight.T + bias
            loss = F.cross_entropy(scores.float(), ids[hidden])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
            lost += loss.detach()
        print(json.dumps({"epoch": epoch + 1, "loss": round(float(lost) / len(steps), 4)}), flush=True)
    return encoder


def main() -> None:
    """Train the encoder further and write it down."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, default=Path("runs/continued.pt"))
    parser.add_argument("--layers", type=int, default=10)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=2022)
    args = parser.parse_args()
    vocabulary = Tokenizer.from_file(str(args.base / "tokenizer.json")).get_vocab_size()
    shape = Shape(vocabulary, layers=args.layers)
    encoder = go_on(args.base, shape, args.epochs, args.seed)
    state = {f"encoder.{name}": value.cpu() for name, value in encoder.state_dict().items()}
    save(args.out, {"network": state, "shape": asdict(shape)})


if __name__ == "__main__":
    main()

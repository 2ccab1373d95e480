"""Take the network that costs the held-out documents least.

    python -m training.best runs/chain-1/mean.pt runs/chain-2/mean.pt --base runs/masked --out runs/mean.pt

What it costs is the loss of its tags and roles on the documents of the quotation corpus's train part that training
leaves out (`training.corpus.held_out`), read in the windows that the reader uses.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from training.batches import Batcher, moved
from training.corpus import held_out, read_quotations
from training.export import load_network
from training.losses import batch_losses
from training.model import Network
from training.recipe import RECIPE, read_recipe
from training.torch_network import device
from training.train import PADDED_SUBWORDS

CHANGES = ("restyle", "strip", "umlauts", "paragraphs", "headline", "mask", "jitter", "wrong_form")


class HeldOut:
    """The held-out documents, as they are: nothing hidden, moved or written otherwise."""

    def __init__(self, recipe: dict[str, Any], base: Path, documents: int | None = None) -> None:
        """Read them.

        Args:
            recipe: as in ``recipe.toml``.
            base: folder of the pretrained encoder.
            documents: only so many.
        """
        window = [recipe["reading"]["window"]] * 2
        plain = {**recipe["examples"], **dict.fromkeys(CHANGES, 0.0), "window": window}
        self.recipe, self.where = {**recipe, "examples": plain}, device()
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        batcher, rng = (
            Batcher(self.recipe, tokenizer, PADDED_SUBWORDS[self.where.type]),
            np.random.default_rng(0),
        )
        chosen = held_out(read_quotations("train"), plain["held_out_every"])[1][:documents]
        examples = [batcher.example(document, rng) for document in chosen]
        self.batches = [moved(batcher.batch([one], [], [], rng), self.where) for one in examples]

    @torch.inference_mode()
    def loss(self, network: Network) -> float:
        """Return the loss of tags and, where there are quotations, roles, in the mean over the documents."""
        losses = [batch_losses(network, batch, self.recipe) for batch in self.batches]
        return float(np.mean([float(one["tags"] + one.get("roles", 0.0)) for one in losses]))


def main() -> None:
    """Print what each network costs and keep the best."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("networks", type=Path, nargs="+")
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    documents = HeldOut(read_recipe(args.recipe), args.base)
    losses = {path: documents.loss(load_network(path).to(documents.where).eval()) for path in args.networks}
    for path, loss in losses.items():
        print(f"{path}: loss {loss:.4f}", flush=True)
    part = args.out.with_suffix(".part")
    shutil.copyfile(min(losses, key=losses.__getitem__), part)
    part.replace(args.out)  # an interruption leaves nothing that looks finished


if __name__ == "__main__":
    main()

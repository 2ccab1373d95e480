"""What does a network cost the held-out documents?

These are the documents of the quotation corpus's train part that training leaves out (`training.corpus.held_out`), as
they are, in the windows that the reader uses. Networks are compared by it (`training.best`), and their layers
(`training.prune`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from training.batches import Batcher, moved
from training.corpus import held_out, read_quotations
from training.losses import batch_losses
from training.model import Network
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

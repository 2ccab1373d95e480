"""What does the network get wrong in a batch? Losses of tags, of roles, form and medium, and of auxiliary labels."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from laut.reading import decoding
from laut.reading.encoder import PAD_ID
from training.batches import Batch, Part, Pass, Questions
from training.model import Network, gather_words, hidden_where


def batch_losses(
    network: Network, batch: Batch, recipe: dict[str, Any], like: Network | None = None
) -> dict[str, Tensor]:
    """Compute the losses of a step: those of annotated texts by name, then of taught ones and of auxiliary labels.

    Args:
        like: a network whose vectors of words this one's shall come near (Romero et al. 2015).
    """
    frozen = recipe["network"]["frozen_layers"]
    columns = zip(*(read(network, one, frozen) for one in batch.passes), strict=True)
    words, static, tags = (torch.cat(column)[batch.order] for column in columns)
    losses = _of_part(network, batch.annotated, words, static, tags)
    if batch.taught is not None:
        told = _of_part(network, batch.taught, words, static, tags)
        losses["taught"] = torch.stack([recipe["loss"][name] * value for name, value in told.items()]).sum()
    if batch.auxiliary:
        wrong = [
            F.binary_cross_entropy_with_logits(network.auxiliary[corpus](words[slice(*place)]).float(), gold)
            for corpus, place, gold in batch.auxiliary
        ]
        losses["auxiliary"] = torch.stack(wrong).mean()
    if like is not None:
        with torch.no_grad():
            model = torch.cat([encoded(like, one)[0][one.real] for one in batch.passes])[batch.order].float()
        off = (words.float() - model).square().sum(-1) / model.square().sum(-1)
        losses["vectors"] = off.mean()
    return losses


def read(network: Network, windows: Pass, frozen: int) -> tuple[Tensor, Tensor, Tensor]:
    """Contextual and static vectors [V,width] and tag logits [V,layers,tags] of the words of some windows."""
    words, static = encoded(network, windows, frozen)
    tags = network.tagger(words, windows.features, windows.real)
    static = gather_words(static, windows.first, windows.last)
    return words[windows.real], static[windows.real], tags[windows.real]


def encoded(network: Network, windows: Pass, frozen: int = 0) -> tuple[Tensor, Tensor]:
    """Contextual vectors of the words [B,W,width] and static ones of the subwords [B,S,width] of some windows."""
    hidden, static = network.encoder(windows.ids, windows.ids != PAD_ID, frozen)
    # the mark at the beginning goes with the words
    seen = torch.cat([torch.ones_like(windows.real[:, :1]), windows.real], 1)
    return network.encoder.read_words(hidden, windows.first, windows.last, hidden_where(seen)), static


def _of_part(network: Network, part: Part, words: Tensor, static: Tensor, tags: Tensor) -> dict[str, Tensor]:
    logits, gold = tags[slice(*part.words)], part.tags
    losses = {"tags": F.cross_entropy(logits.flatten(0, 1), gold.flatten(0, 1)) * decoding.N_LAYERS}
    if part.questions is not None:
        losses.update(_of_roles(network, part.questions, words, static))
    return losses


def _of_roles(network: Network, asked: Questions, words: Tensor, static: Tensor) -> dict[str, Tensor]:
    real = asked.real.float()
    roles, forms, media = network.roles(
        words[asked.around], static[asked.around], asked.features, asked.inside, real
    )
    told, known = ~asked.roles.isnan(), ~asked.media.isnan().any(-1)
    wrong = F.binary_cross_entropy_with_logits(roles.float(), asked.roles.nan_to_num(), reduction="none")
    return {
        "roles": ((wrong * told).sum(-1) * real).sum() / real.sum(),
        "form": F.cross_entropy(forms, asked.forms),
        "medium": F.cross_entropy(media, asked.media.nan_to_num(), reduction="sum")
        / known.sum().clamp(min=1),
    }

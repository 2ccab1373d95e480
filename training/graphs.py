"""The network cut into the two graphs that are asked one window, or one quotation, at a time: nothing is padded.

As they are here they answer in torch (`training.torch_network`); `training.export` writes them down for onnxruntime.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.model import Encoder, Network


def contextual(encoder: Encoder, static: Tensor) -> Tensor:
    """The layers that see subwords, from static vectors [B,S,width] on, all rows of the same length: [B,S,width]."""
    places = torch.arange(static.shape[1], device=static.device)
    x: Tensor = encoder.norm(static + encoder.positions(places))
    for layer in encoder.layers[: encoder.subword_layers]:
        x = layer(x, None)
    return x


class EncodeGraph(nn.Module):
    """Encoder and tagger as one graph."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.encoder, self.tagger = network.encoder, network.tagger

    def forward(
        self, vectors: Tensor, first: Tensor, last: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Contextual vectors and tag logits of words, from static vectors of subwords; one row a window, unpadded."""
        words = self.encoder.read_words(contextual(self.encoder, vectors), first, last, None)
        return words, self.tagger(words, features)


class JudgeGraph(nn.Module):
    """The role module as a graph, for one quotation at a time."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.roles = network.roles

    def forward(
        self, words: Tensor, static: Tensor, features: Tensor, inside: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """See `laut.reading.quotations.Network.judge`; all inputs have one row, unpadded."""
        judged: tuple[Tensor, Tensor, Tensor] = self.roles(
            words, static, features, inside, torch.ones_like(inside)
        )
        return judged

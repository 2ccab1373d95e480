"""The network in torch, behind the same two questions that onnxruntime answers for users."""

from __future__ import annotations

import numpy as np
import torch

from laut.reading.quotations import Floats, Ints
from training.export import EncodeGraph
from training.model import Network


class TorchNetwork:
    """Answers as `laut.reading.quotations.Network` asks, in float32."""

    def __init__(self, network: Network) -> None:
        self._network = network.eval()
        self._encode = EncodeGraph(self._network)

    @torch.inference_mode()
    def encode(
        self, ids: Ints, mask: Ints, first: Ints, last: Ints, features: Ints
    ) -> tuple[Floats, Floats, Floats]:
        """Contextual and static vectors and tag logits of words."""
        outputs = self._encode(
            *(torch.from_numpy(np.ascontiguousarray(x)) for x in (ids, mask, first, last, features))
        )
        words, static, tags = (output.numpy() for output in outputs)
        return words, static, tags

    @torch.inference_mode()
    def judge(
        self, words: Floats, static: Floats, features: Ints, inside: Floats, mask: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Logits of roles, forms and media of quotations."""
        outputs = self._network.roles(*(torch.from_numpy(x) for x in (words, static, features, inside, mask)))
        roles, forms, media = (output.numpy() for output in outputs)
        return roles, forms, media

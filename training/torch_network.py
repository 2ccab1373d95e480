"""The network in torch, behind the same two questions that onnxruntime answers for users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch

from laut.reading.encoder import Floats, Ints, Outputs, WindowInput
from training.export import EncodeGraph
from training.model import Network


class TorchNetwork:
    """Answers as `laut.reading.quotations.Network` asks, in float32."""

    def __init__(self, network: Network) -> None:
        self._network = network.eval()
        self._encode = EncodeGraph(self._network)

    @torch.inference_mode()
    def encode(self, windows: Sequence[WindowInput]) -> Iterable[Outputs]:
        """For each window: contextual and static vectors and tag logits of its words."""
        results: list[Outputs] = []
        for window in windows:
            columns = (window.ids, window.first, window.last, window.features)
            outputs = self._encode(*(torch.from_numpy(column[None]) for column in columns))
            words, static, tags = (output[0].numpy() for output in outputs)
            results.append((words, static, tags))
        return results

    @torch.inference_mode()
    def judge(self, words: Floats, static: Floats, features: Ints, inside: Floats, mask: Floats) -> Outputs:
        """Logits of roles, forms and media of quotations."""
        outputs = self._network.roles(*(torch.from_numpy(x) for x in (words, static, features, inside, mask)))
        roles, forms, media = (output.numpy() for output in outputs)
        return roles, forms, media

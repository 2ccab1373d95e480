"""The network in torch, behind the same two questions that onnxruntime answers for users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch

from laut.reading.encoder import Outputs, RoleInput, WindowInput
from training.graphs import EncodeGraph, JudgeGraph
from training.model import Network, gather_words


def computes_in_half(device: torch.device) -> bool:
    """Whether the device multiplies in bfloat16 faster than in float32."""
    if device.type == "cuda":
        return True
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


class TorchNetwork:
    """Answers as `laut.reading.quotations.Network` asks, in float32 or, for speed, in bfloat16."""

    def __init__(self, network: Network, *, half: bool = False) -> None:
        self._half = half
        self._network = network.eval()
        self._encode, self._judge = EncodeGraph(self._network), JudgeGraph(self._network)

    @torch.inference_mode()
    def encode(self, windows: Sequence[WindowInput]) -> Iterable[Outputs]:
        """For each window: contextual and static vectors and tag logits of its words."""
        results: list[Outputs] = []
        for window in windows:
            columns = (window.ids, window.first, window.last, window.features)
            ids, first, last, features = (torch.from_numpy(column[None]) for column in columns)
            vectors = self._network.encoder.words(ids)
            with torch.autocast("cpu", torch.bfloat16, enabled=self._half):
                outputs = self._encode(vectors, first, last, features)
            words, tags = (output[0].float().numpy() for output in outputs)
            results.append((words, gather_words(vectors, first, last)[0].numpy(), tags))
        return results

    @torch.inference_mode()
    def judge(self, questions: Sequence[RoleInput]) -> Iterable[Outputs]:
        """For each quotation: logits of roles, forms and media."""
        results: list[Outputs] = []
        for one in questions:
            columns = (one.words, one.static, one.features, one.inside)
            outputs = self._judge(*(torch.from_numpy(column[None]) for column in columns))
            roles, forms, media = (output[0].numpy() for output in outputs)
            results.append((roles, forms, media))
        return results

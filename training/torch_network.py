"""The network in torch, behind the same two questions that onnxruntime answers for users."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy.typing as npt
import torch
from torch import Tensor

from laut.reading.encoder import Outputs, RoleInput, WindowInput
from training.graphs import EncodeGraph, JudgeGraph
from training.model import Network, gather_words


def computes_in_half(device: torch.device) -> bool:
    """Whether the network is faster in bfloat16 than in float32 on a device.

    On GPUs it is not: casting takes several times as long as such small matrices (in TF32) do.
    """
    if device.type == "cuda":
        return False
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def device() -> torch.device:
    """The device to compute on: a GPU if there is one, multiplying in TF32."""
    if not torch.cuda.is_available():
        return torch.device("cpu")
    torch.set_float32_matmul_precision("high")
    return torch.device("cuda")


class TorchNetwork:
    """Answers as `laut.reading.quotations.Network` asks, in float32 or, for speed, in bfloat16."""

    def __init__(self, network: Network, *, half: bool = False, device: torch.device | None = None) -> None:
        """Take a network over.

        Args:
            half: encode in bfloat16.
            device: to compute on; else the CPU.
        """
        self._half, self._device = half, device or torch.device("cpu")
        self._network = network.eval().to(self._device)
        self._encode, self._judge = EncodeGraph(self._network), JudgeGraph(self._network)

    def _row(self, column: npt.NDArray[Any]) -> Tensor:
        return torch.from_numpy(column[None]).to(self._device)

    @torch.inference_mode()
    def encode(self, windows: Sequence[WindowInput]) -> Iterable[Outputs]:
        """For each window: contextual and static vectors and tag logits of its words."""
        results: list[Outputs] = []
        for window in windows:
            columns = (window.ids, window.first, window.last, window.features)
            ids, first, last, features = map(self._row, columns)
            vectors = self._network.encoder.words(ids)
            with torch.autocast(self._device.type, torch.bfloat16, enabled=self._half):
                outputs = self._encode(vectors, first, last, features)
            words, tags = (output[0].float().cpu().numpy() for output in outputs)
            results.append((words, gather_words(vectors, first, last)[0].cpu().numpy(), tags))
        return results

    @torch.inference_mode()
    def judge(self, questions: Sequence[RoleInput]) -> Iterable[Outputs]:
        """For each quotation: logits of roles, forms and media."""
        results: list[Outputs] = []
        for one in questions:
            columns = (one.words, one.static, one.features, one.inside)
            outputs = self._judge(*map(self._row, columns))
            roles, forms, media = (output[0].cpu().numpy() for output in outputs)
            results.append((roles, forms, media))
        return results

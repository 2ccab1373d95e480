"""Export a trained model to ONNX with int8 weights, small and fast on CPUs.

    python -m training.export --model runs/model/model.pt --base runs/base --out runs/export

The embedding table stands beside the graphs (``embeddings.npy``), since the sentence encoder (`training.sentences`) has
the same one: training leaves it as it is in the base. The graphs take static vectors instead of numbers.

What is done to the numbers, and why:

- Matrices are quantised per output channel to int8 and multiplied in integers, with activations quantised on the
  fly. Some channels of these reach 5 to 50 times what the median channel reaches; quantised as they are, they would
  cost two points of F1 on the held-out documents. So each channel is divided by a factor that the matrix is multiplied
  by, which moves the outliers from activations to weights, where every output channel has its own scale (after
  SmoothQuant, Xiao et al. 2023). The factors come from training texts.
- Windows and quotations go through the graphs one by one: the scale of activations depends on the largest of them, and
  what is read of an article shall not depend on others in a batch. So nothing is padded either.
- Weights use 7 of the 8 bits (`reduce_range`): processors without VNNI add pairs of products in 16 bits,
  which would overflow otherwise. So every processor computes the same.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from laut.reading.quotations import prepare, window_input
from laut.reading.settings import Settings
from training.corpus import read_quotations
from training.graphs import EncodeGraph, JudgeGraph
from training.model import Attention, Network, Shape
from training.torch_network import TorchNetwork

SMOOTHING = {"query": 0.5, "out": 0.5, "inner": 0.5, "outer": 0.7}
"""How much of the difference between channels is moved from what goes into a matrix to its weights, 0 to 1."""
SMOOTHING_TEXTS = 48
WINDOWS = Settings(name="", window=256, context=32)
"""How texts are cut for a network that has no settings of its own yet."""


def write_embeddings(weight: npt.NDArray[np.float32], path: Path) -> None:
    """Write an embedding table as `laut.reading.encoder.Embeddings` reads it: int8 with one scale per row."""
    scale = np.maximum(np.abs(weight).max(1), np.float32(1e-8)) / np.float32(127)
    rows = np.empty(len(weight), [("scale", "<f4"), ("values", "i1", (weight.shape[1],))])
    rows["scale"] = scale
    rows["values"] = np.round(weight / scale[:, None])
    np.save(path, rows)


class Divided(nn.Module):
    """Divides each channel by a factor."""

    def __init__(self, factor: Tensor) -> None:
        super().__init__()
        self.inverse = nn.Parameter(1 / factor)

    def forward(self, x: Tensor) -> Tensor:
        """Divide [..., channels]."""
        return x * self.inverse


def smooth(
    layers: nn.ModuleList, send: Callable[[], object], shares: Mapping[str, float] = SMOOTHING
) -> None:
    """Divide what goes into each matrix of some layers, and multiply the matrix, by what is reached on some texts.

    Args:
        layers: with fused attention already in place.
        send: sends the texts through them.
        shares: how much of the difference between channels is moved, by what the matrix is.
    """
    reached: dict[nn.Module, Tensor] = {}

    def watch(module: nn.Module, arguments: tuple[Tensor, ...]) -> None:
        seen = arguments[0].abs().flatten(0, -2).amax(0)
        reached[module] = torch.maximum(reached[module], seen) if module in reached else seen

    watched = [
        m for layer in layers for m in (layer.attention.query, layer.attention.out, layer.inner, layer.outer)
    ]
    hooks = [module.register_forward_pre_hook(watch) for module in watched]
    with torch.inference_mode():
        send()
    for hook in hooks:
        hook.remove()

    def factor(linear: nn.Linear, name: str) -> Tensor:
        most = reached[linear].clone()
        return (most.clamp(min=1e-3) / most.median()) ** shares[name]

    for layer in layers:
        attention = layer.attention
        shared = factor(attention.query, "query")
        attention.divide = Divided(shared)
        for linear in (attention.query, attention.key, attention.value):
            linear.weight.data *= shared
        # what goes in there is a mean of values: these can be divided once for all
        own = factor(attention.out, "out")
        attention.out.weight.data *= own
        attention.value.weight.data /= own[:, None]
        attention.value.bias.data /= own
        for name in ("inner", "outer"):
            linear = getattr(layer, name)
            own = factor(linear, name)
            linear.weight.data *= own
            setattr(layer, name, nn.Sequential(Divided(own), linear))


class ConstantLinear(nn.Module):
    """A linear layer written as a product with a constant, as the quantiser needs it."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.weight = nn.Parameter(linear.weight.data.t().contiguous())
        self.bias = None if linear.bias is None else nn.Parameter(linear.bias.data)

    def forward(self, x: Tensor) -> Tensor:
        """Multiply as `nn.Linear` does."""
        product = torch.matmul(x, self.weight)
        return product if self.bias is None else product + self.bias


class ThreeWordProduct(nn.Module):
    """A convolution over three words written as one product, which can be quantised as convolutions cannot."""

    def __init__(self, convolution: nn.Conv1d) -> None:
        super().__init__()
        joined = nn.Linear(3 * convolution.in_channels, convolution.out_channels)
        joined.weight.data = convolution.weight.data.permute(0, 2, 1).flatten(1)
        assert convolution.bias is not None
        joined.bias.data = convolution.bias.data
        self.product = joined

    def forward(self, x: Tensor) -> Tensor:
        """Convolve [B,channels,W] as `nn.Conv1d` does with one word of padding."""
        words = F.pad(x.transpose(1, 2), (0, 0, 1, 1))
        near = torch.cat([words[:, :-2], words[:, 1:-1], words[:, 2:]], -1)
        return self.product(near).transpose(1, 2)


def replace_linears(module: nn.Module, kind: type[ConstantLinear]) -> None:
    """Replace every `nn.Linear` below a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            setattr(module, name, kind(child))
        else:
            replace_linears(child, kind)


class FusedProduct(torch.autograd.Function):
    """Attention as the one operator that onnxruntime has for it; without a mask, since windows are not padded."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """What the operator computes, in torch: [B,S,width]."""
        split = [x.view(*x.shape[:2], heads, -1).transpose(1, 2) for x in (query, key, value)]
        return F.scaled_dot_product_attention(*split).transpose(1, 2).reshape(query.shape)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The operator's node."""
        node = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        node.setType(query.type())
        return node


class FusedAttention(nn.Module):
    """`training.model.Attention` with the fused operator."""

    def __init__(self, attention: Attention) -> None:
        super().__init__()
        self.heads = attention.heads
        self.divide: nn.Module = nn.Identity()
        self.query, self.key, self.value, self.out = (
            attention.query,
            attention.key,
            attention.value,
            attention.out,
        )

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Attend to everything; the bias is not looked at."""
        x = self.divide(x)
        mixed: Tensor = FusedProduct.apply(self.query(x), self.key(x), self.value(x), self.heads)
        return self.out(mixed)


def load_network(path: Path) -> Network:
    """Load a trained network for inference."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    network = Network(Shape(**state["shape"]), dropout=0.0)
    network.load_state_dict(state["network"])
    return network.eval()


def base_embeddings(base: Path, network: Network) -> npt.NDArray[np.float32]:
    """The embedding table of a base model, that of the network trained from it too.

    Raises:
        SystemExit: the network has another one, so that it cannot share the table.
    """
    own: npt.NDArray[np.float32] = network.encoder.words.weight.detach().numpy()
    with np.load(base / "base.npz") as file:
        table: npt.NDArray[np.float32] = file["emb.word"].reshape(-1, own.shape[1])
    if not np.array_equal(table, own):
        raise SystemExit(
            f"the network's embedding table is not that of {base}: give the base it was trained from"
        )
    return table


def export_float(network: Network, folder: Path) -> None:
    """Write ``encoder.onnx`` and ``roles.onnx`` in float32."""
    width, n, long = network.shape.width, 7, torch.long
    axes = {0: "batch", 1: "subwords"}
    words = {0: "batch", 1: "words"}
    places = torch.ones(2, n, dtype=long)
    export_graph(
        EncodeGraph(network),
        (torch.randn(2, 9, width), places, places, places),
        folder / "encoder.onnx",
        {"vectors": axes, "first": words, "last": words, "features": words},
        {"words": words, "tags": words},
    )
    vectors = torch.randn(2, n, width)
    features = torch.ones(2, n, 7, dtype=long)
    around = {0: "quotations", 1: "words"}
    export_graph(
        JudgeGraph(network),
        (vectors, vectors, features, torch.ones(2, n)),
        folder / "roles.onnx",
        dict.fromkeys(("words", "static", "features", "inside"), around),
        {"roles": around, "forms": {0: "quotations"}, "media": {0: "quotations"}},
    )


def export_graph(
    module: nn.Module,
    arguments: tuple[Tensor, ...],
    path: Path,
    inputs: dict[str, dict[int, str]],
    outputs: dict[str, dict[int, str]],
) -> None:
    """Write a module as an ONNX graph, with the given axes of its inputs and outputs free."""
    torch.onnx.export(
        module.eval(),
        arguments,
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={**inputs, **outputs},
        opset_version=17,
        do_constant_folding=False,
        dynamo=False,
    )


def export_int8(network: Network, folder: Path, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
    """Write ``encoder.onnx`` and ``roles.onnx`` with int8 weights.

    Args:
        texts: training texts, to see what activations reach.
    """
    network = copy.deepcopy(network)
    for layer in [*network.encoder.layers, *network.roles.layers]:
        layer.attention = FusedAttention(layer.attention)
    windows = [
        window_input(one, one.windows[0]) for text in texts for one in prepare(text, tokenizer, WINDOWS)
    ]
    smooth(network.encoder.layers, lambda: TorchNetwork(network).encode(windows))
    network.tagger.mix = ThreeWordProduct(network.tagger.mix)  # type: ignore[assignment]
    replace_linears(network, ConstantLinear)
    with tempfile.TemporaryDirectory() as scratch:
        export_float(network, Path(scratch))
        for name in ("encoder.onnx", "roles.onnx"):
            quantise(Path(scratch, name), folder / name)


def quantise(source: Path, target: Path) -> None:
    """Quantise the constant matrices of a graph dynamically, per channel."""
    graph = onnx.load(source).graph
    constants = {tensor.name for tensor in graph.initializer}
    nodes = [
        node.name
        for node in graph.node
        if node.op_type == "MatMul" and any(i in constants for i in node.input)
    ]
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul"],
        nodes_to_quantize=nodes,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    """Export a model in int8 (and, for comparison, in float)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=Path("runs/model/model.pt"))
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, default=Path("runs/export"))
    parser.add_argument("--float", action="store_true", help="export float32 instead, to compare with")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    network = load_network(args.model)
    write_embeddings(base_embeddings(args.base, network), args.out / "embeddings.npy")
    if args.float:
        export_float(network, args.out)
    else:
        tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
        texts = [document.text for document in read_quotations("train")[:SMOOTHING_TEXTS]]
        export_int8(network, args.out, tokenizer, texts)
    shutil.copy(args.base / "tokenizer.json", args.out)
    sizes = {path.name: path.stat().st_size for path in sorted(args.out.iterdir())}
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()

"""Take layers out of a trained network; what is left can be taught to do without them.

    python -m training.prune runs/further-1/model.pt --keep 0 2 3 4 6 7 8 9 --out runs/pruned.pt
    python -m training.prune runs/further-1/model.pt --measure 2 6         # which layers cost least

``--measure`` takes one layer after the other away, whichever costs the held-out documents least, down to so many that
see subwords and so many that see words. The first of these layers has to stay.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.export import load_network
from training.held_out import HeldOut
from training.recipe import RECIPE, read_recipe
from training.train import save

DOCUMENTS = 24


def pruned(state: dict[str, Any], keep: Sequence[int]) -> dict[str, Any]:
    """A saved network with only the given layers of its encoder.

    Args:
        state: ``network`` and ``shape``, as `training.train` saves them.
        keep: numbers of the layers, counted from the lowest one.

    Raises:
        SystemExit: it has no such layer.
    """
    shape = state["shape"]
    keep = sorted(set(keep))
    if keep[0] < 0 or keep[-1] >= shape["layers"]:
        raise SystemExit(f"--keep {keep}: the network has layers 0 to {shape['layers'] - 1}")
    of_subwords = shape["layers"] - shape["word_layers"]
    network = {}
    for name, value in state["network"].items():
        if name.startswith("encoder.layers."):
            encoder, layers, number, rest = name.split(".", 3)
            if int(number) not in keep:
                continue
            name = f"{encoder}.{layers}.{keep.index(int(number))}.{rest}"
        network[name] = value
    sizes = {"layers": len(keep), "word_layers": sum(layer >= of_subwords for layer in keep)}
    return {"network": network, "shape": {**shape, **sizes}}


def measure(path: Path, base: Path, recipe: dict[str, Any], subword_layers: int, word_layers: int) -> None:
    """Print which layers cost least, one after the other."""
    documents = HeldOut(recipe, base, DOCUMENTS)
    network = load_network(path).to(documents.where).eval()
    layers, border = list(network.encoder.layers), network.encoder.subword_layers
    keep = list(range(len(layers)))

    def loss(kept: Sequence[int]) -> float:
        network.encoder.layers = nn.ModuleList(layers[i] for i in kept)
        network.encoder.subword_layers = sum(i < border for i in kept)
        return documents.loss(network)

    print(f"all layers: loss {loss(keep):.4f}", flush=True)
    while True:
        below = sum(i < border for i in keep)
        open_ = [
            i for i in keep[1:] if (below > subword_layers if i < border else len(keep) - below > word_layers)
        ]
        if not open_:
            return
        costs = {i: loss([j for j in keep if j != i]) for i in open_}
        least = min(costs, key=costs.__getitem__)
        keep.remove(least)
        print(f"without {least}: loss {costs[least]:.4f}; left are {keep}", flush=True)


def main() -> None:
    """Write a network with fewer layers, or measure which to take."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("network", type=Path)
    parser.add_argument("--keep", type=int, nargs="+", help="the layers that stay")
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--measure", type=int, nargs=2, metavar=("SUBWORD", "WORD"), help="down to so many layers"
    )
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    args = parser.parse_args()
    if args.measure:
        measure(args.network, args.base, read_recipe(args.recipe), *args.measure)
        return
    if not args.keep or args.out is None:
        parser.error("give --keep and --out, or --measure")
    save(args.out, pruned(torch.load(args.network, map_location="cpu", weights_only=True), args.keep))


if __name__ == "__main__":
    main()

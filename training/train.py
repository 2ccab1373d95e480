"""Train the reading model on the quotation corpus, resumably, on CPU or GPU.

    python -m training.train --out runs/teacher
    python -m training.train --out runs/first --taught runs/taught.pt
    python -m training.train --out runs/model --taught runs/taught.pt --start runs/first/last.pt --part further

Each step learns from some annotated documents, if a teacher has been asked (`training.teach`) from texts that it
taught, and if the recipe wants it from windows of auxiliary corpora. A run that begins with a trained network
(``--start``) has that network's shape and follows a part of the recipe, ``further`` or ``student``, which says what is
different for it.

Writes ``checkpoint.pt`` after each epoch (training goes on from there if it was interrupted), at the end ``model.pt``
(the averaged parameters) and ``last.pt`` (those of the last step), and ``log.jsonl`` all along.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from training.auxiliary import LABELS
from training.batches import Batcher, moved
from training.export import load_network
from training.losses import batch_losses
from training.material import Material
from training.model import Network, Shape
from training.recipe import RECIPE, changed, following, read_recipe
from training.torch_network import computes_in_half, device

PADDED_SUBWORDS = {"cpu": 2048, "cuda": 32768}
"""Most subwords, padding included, in one pass of the encoder: on a CPU what stays in its caches, else a whole step."""


def optimiser_of(network: Network, recipe: dict[str, Any]) -> torch.optim.Optimizer:
    """AdamW with rates that fall from the encoder's top layer to its lowest open one, and one rate for the heads."""
    for parameter in network.encoder.parameters():
        parameter.requires_grad_(False)
    rates = recipe["optimiser"]
    modules: list[tuple[float, torch.nn.Module]] = [(rates["head_rate"], m) for m in network.heads()]
    layers = network.encoder.layers[recipe["network"]["frozen_layers"] :]
    for below_top, layer in enumerate(reversed(layers)):
        layer.requires_grad_(True)
        modules.append((rates["encoder_rate"] * rates["layer_decay"] ** below_top, layer))
    groups = []
    for rate, module in modules:
        open_ = [p for p in module.parameters() if p.requires_grad]
        groups.append({"params": [p for p in open_ if p.dim() > 1], "lr": rate})
        groups.append({"params": [p for p in open_ if p.dim() <= 1], "lr": rate, "weight_decay": 0.0})
    return torch.optim.AdamW(groups, weight_decay=rates["weight_decay"], betas=(0.9, 0.98), fused=True)


class Average:
    """A moving average of the parameters that learn; steadier than the last step's (Polyak & Juditsky 1992)."""

    def __init__(self, network: torch.nn.Module, share: float) -> None:
        """Begin with the parameters as they are; `share` of the average is kept at each step."""
        self.share, self.steps = share, 0
        self.parameters = {name: p for name, p in network.named_parameters() if p.requires_grad}
        self.values = {name: p.detach().clone() for name, p in self.parameters.items()}

    @torch.no_grad()
    def update(self) -> None:
        """Take in the parameters after a step; early on, when they still change much, the average follows faster."""
        self.steps += 1
        share = min(self.share, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(list(self.values.values()), list(self.parameters.values()), 1 - share)

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"steps": self.steps, "values": self.values}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint."""
        self.steps, self.values = state["steps"], state["values"]


def train(
    recipe: dict[str, Any],
    base: Path,
    out: Path,
    where: torch.device,
    taught: Path | None,
    start: Path | None = None,
    like: Path | None = None,
    workers: int = 0,
) -> None:
    """Run the recipe; go on from ``checkpoint.pt`` if there is one.

    Args:
        recipe: as in ``recipe.toml``.
        base: folder of the pretrained encoder.
        out: folder to write to.
        where: the device to compute on.
        taught: what a teacher says of unannotated texts.
        start: a trained network to begin with, instead of the pretrained encoder.
        like: a network whose vectors of words the trained one's shall come near.
        workers: processes that make batches ahead.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe["seed"])
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    network = begun_network(recipe, base, tokenizer.get_vocab_size(), start)
    network.to(where)
    model = None if like is None else load_network(like).to(where)
    half = computes_in_half(where)
    # plain BLAS is faster than oneDNN on CPUs without AVX-512, which cannot compute in half precision anyway
    torch.backends.mkldnn.set_flags(half)
    material = Material(recipe, Batcher(recipe, tokenizer, PADDED_SUBWORDS[where.type]), taught)
    optimiser = optimiser_of(network, recipe)
    total = sum(map(material.steps, range(recipe["epochs"])))
    warm = recipe["optimiser"]["warmup"] * total

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(total - step, 0) / (total - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    average = Average(network, recipe["optimiser"]["average"])
    parts: dict[str, Any] = {"optimiser": optimiser, "schedule": schedule, "average": average}
    started = 0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=where, weights_only=True)
        network.load_state_dict(state.pop("network"), strict=False)
        started = state.pop("epoch")
        for name in state:
            parts[name].load_state_dict(state[name])
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        for epoch in range(started, recipe["epochs"]):
            network.train()
            sums: dict[str, Tensor] = {}
            steps = material.steps(epoch)
            begun = time.monotonic()
            title = f"epoch {epoch + 1}/{recipe['epochs']}"
            for batch in tqdm(material.batches(epoch, workers), total=steps, desc=title, mininterval=10):
                with torch.autocast(where.type, torch.bfloat16, enabled=half):
                    losses = batch_losses(network, moved(batch, where), recipe, model)
                loss = torch.stack([recipe["loss"][name] * value for name, value in losses.items()]).sum()
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), recipe["optimiser"]["clip"])
                optimiser.step()
                schedule.step()
                average.update()
                for name, value in losses.items():
                    sums[name] = sums.get(name, 0.0) + value.detach()
            entry = {"epoch": epoch + 1, "seconds": round(time.monotonic() - begun)}
            entry.update({name: round(float(value) / steps, 5) for name, value in sums.items()})
            log.write(json.dumps(entry) + "\n")
            log.flush()
            states = {name: part.state_dict() for name, part in parts.items()}
            # what stays as it is in the base need not be kept
            learnt = {name: value for name, value in network.state_dict().items() if name in average.values}
            save(checkpoint, {"epoch": epoch + 1, "network": learnt, **states})
    last = network.lasting_state()
    averaged = {name: average.values.get(name, value) for name, value in last.items()}
    save(out / "last.pt", {"network": last, "shape": asdict(network.shape)})
    save(out / "model.pt", {"network": averaged, "shape": asdict(network.shape)})


def begun_network(recipe: dict[str, Any], base: Path, vocabulary: int, start: Path | None) -> Network:
    """The network that a run begins with: the pretrained encoder, or a trained network."""
    dropout = recipe["network"]["dropout"]
    if start is None:
        layers = {name: recipe["network"][name] for name in ("layers", "word_layers")}
        network = Network(Shape(vocabulary, **layers), dropout, LABELS)
        network.encoder.load_base(base / "base.npz")
        return network
    state = torch.load(start, map_location="cpu", weights_only=True)
    network = Network(Shape(**state["shape"]), dropout, LABELS)
    # the heads of the auxiliary corpora, which are not kept, begin anew
    network.load_state_dict(state["network"], strict=False)
    return network


def save(path: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint so that an interruption leaves the old one whole."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def main() -> None:
    """Train a model by a recipe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--recipe", type=Path, default=RECIPE)
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, default=Path("runs/model"))
    parser.add_argument("--taught", type=Path, help="what a teacher says of unannotated texts")
    parser.add_argument("--start", type=Path, help="a trained network to begin with")
    parser.add_argument("--like", type=Path, help="a network whose vectors of words to come near")
    parser.add_argument("--part", choices=("further", "student"), help="of the recipe, for such a run")
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument("--epochs", type=int, help="instead of the recipe's")
    parser.add_argument("--documents", type=int, help="learn from only so many")
    parser.add_argument("--set", nargs="+", default=(), metavar="KEY=VALUE", help="instead of the recipe's")
    parser.add_argument(
        "--workers", type=int, help="processes that make batches; else none on CPU, two on GPU"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    if (args.start is None) != (args.part is None):
        parser.error("--start and --part go together: what to begin with, and how to go on from there")
    recipe = read_recipe(args.recipe)
    recipe = changed(recipe if args.part is None else following(recipe, args.part), args.set)
    for name in ("seed", "epochs", "documents"):
        if getattr(args, name) is not None:
            recipe[name] = getattr(args, name)
    torch.set_num_threads(args.threads)
    workers = args.workers if args.workers is not None else 2 if device().type == "cuda" else 0
    train(recipe, args.base, args.out, device(), args.taught, args.start, args.like, workers)


if __name__ == "__main__":
    main()

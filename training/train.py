"""Train the reading model on the quotation corpus, resumably, on CPU or GPU.

    python -m training.train --out runs/teacher
    python -m training.train --out runs/first --taught runs/taught.pt
    python -m training.train --out runs/model --taught runs/taught.pt --start runs/first/last.pt

Each step learns from some annotated documents, from a window of an auxiliary corpus, and, if a teacher has been
asked (`training.teach`), from a text that it taught. A run that begins with a trained network (``--start``) follows the
recipe's part ``further``: it also goes through the project's own articles.

Writes ``checkpoint.pt`` after each epoch (training goes on from there if it was interrupted), at the end ``model.pt``
(the averaged parameters) and ``last.pt`` (those of the last step), and ``log.jsonl`` all along.
"""

from __future__ import annotations

import argparse
import json
import os
import time
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from training.articles import read_articles
from training.auxiliary import LABELS, Excerpt, excerpts
from training.corpus import held_out, read_quotations
from training.losses import Batcher, auxiliary_loss, step_loss
from training.model import Network, Shape
from training.teach import taught_example
from training.torch_network import computes_in_half


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
    return torch.optim.AdamW(groups, weight_decay=rates["weight_decay"], betas=(0.9, 0.98))


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
        for name, parameter in self.parameters.items():
            self.values[name].lerp_(parameter, 1 - share)

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"steps": self.steps, "values": self.values}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from a checkpoint."""
        self.steps, self.values = state["steps"], state["values"]


class Material:
    """What there is to learn from, and what of it each step takes."""

    def __init__(self, recipe: dict[str, Any], batcher: Batcher, taught: Path | None) -> None:
        self.recipe, self.batcher = recipe, batcher
        documents, _ = held_out(read_quotations("train"), recipe["examples"]["held_out_every"])
        self.documents = documents[: recipe.get("documents")]
        self.of_corpus = len(self.documents)
        if recipe["own"]["until"]:
            self.documents += read_articles()[: recipe.get("documents")]
        self.excerpts: dict[str, list[Excerpt]] = {corpus: [] for corpus in LABELS}
        if recipe["auxiliary"]["excerpts_per_step"]:
            for excerpt in excerpts():
                self.excerpts[excerpt.corpus].append(excerpt)
        texts = [] if taught is None else torch.load(taught, weights_only=False)
        longest = recipe["auxiliary"]["longest_taught"]
        self.taught = [text for text in texts if len(text["tags"]) <= longest]

    def own_in_epoch(self, epoch: int) -> int:
        """How many of the project's own articles an epoch goes through: a share of them, and only in the first ones."""
        own = self.recipe["own"]
        return round(own["share"] * (len(self.documents) - self.of_corpus)) if epoch < own["until"] else 0

    def order(self, epoch: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
        """The documents that an epoch goes through, in its order: all of the corpus, and own ones drawn anew."""
        own = rng.permutation(np.arange(self.of_corpus, len(self.documents)))[: self.own_in_epoch(epoch)]
        return rng.permutation(np.concatenate([np.arange(self.of_corpus), own]))

    def steps(self, epoch: int) -> int:
        """The steps of an epoch."""
        return -(-(self.of_corpus + self.own_in_epoch(epoch)) // self.recipe["documents_per_step"])

    def losses(self, network: Network, numbers: Sequence[int], rng: np.random.Generator) -> dict[str, Tensor]:
        """The losses of one step: those of the documents with these numbers, and of the rest that is drawn."""
        recipe, batcher, share = self.recipe, self.batcher, self.recipe["auxiliary"]
        examples = [batcher.example(self.documents[i], rng) for i in numbers]
        losses = step_loss(network, batcher, examples, recipe, rng)
        if n := share["excerpts_per_step"]:
            pools = [self.excerpts[corpus] for corpus in rng.choice(list(LABELS), n)]
            chosen = [pool[int(rng.integers(len(pool)))] for pool in pools]
            losses["auxiliary"] = auxiliary_loss(network, batcher, chosen, recipe, rng)
        if self.taught:
            numbers = rng.integers(len(self.taught), size=share["taught_per_step"]).tolist()
            examples = [taught_example(self.taught[i], batcher.tokenizer) for i in numbers]
            told = step_loss(network, batcher, examples, recipe, rng)
            losses["taught"] = torch.stack(
                [recipe["loss"][name] * value for name, value in told.items()]
            ).sum()
        return losses


def train(
    recipe: dict[str, Any],
    base: Path,
    out: Path,
    device: torch.device,
    taught: Path | None,
    start: Path | None = None,
) -> None:
    """Run the recipe; go on from ``checkpoint.pt`` if there is one.

    Args:
        recipe: as in ``recipe.toml``.
        base: folder of the pretrained encoder.
        out: folder to write to.
        device: to compute on.
        taught: what a teacher says of unannotated texts.
        start: a trained network to begin with, instead of the pretrained encoder.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe["seed"])
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    layers = {name: recipe["network"][name] for name in ("layers", "word_layers")}
    shape = Shape(tokenizer.get_vocab_size(), **layers)
    network = Network(shape, recipe["network"]["dropout"], LABELS)
    network.encoder.load_base(base / "base.npz")
    if start is not None:  # the heads of the auxiliary corpora, which are not kept, begin anew
        network.load_state_dict(torch.load(start, weights_only=True)["network"], strict=False)
    network.to(device)
    half = computes_in_half(device)
    # plain BLAS is faster than oneDNN on CPUs without AVX-512, which cannot compute in half precision anyway
    torch.backends.mkldnn.set_flags(half)
    material = Material(recipe, Batcher(recipe, tokenizer, device), taught)
    optimiser = optimiser_of(network, recipe)
    size = recipe["documents_per_step"]
    total = sum(map(material.steps, range(recipe["epochs"])))
    warm = recipe["optimiser"]["warmup"] * total

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(total - step, 0) / (total - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    average = Average(network, recipe["optimiser"]["average"])
    parts: dict[str, Any] = {
        "network": network,
        "optimiser": optimiser,
        "schedule": schedule,
        "average": average,
    }
    started = 0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(state[name])
        started = state["epoch"]
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        for epoch in range(started, recipe["epochs"]):
            rng = np.random.default_rng([recipe["seed"], epoch])
            network.train()
            sums: dict[str, float] = {}
            order = material.order(epoch, rng)
            steps = material.steps(epoch)
            begun = time.monotonic()
            title = f"epoch {epoch + 1}/{recipe['epochs']}"
            for step in tqdm(range(steps), desc=title, mininterval=10):
                with torch.autocast(device.type, torch.bfloat16, enabled=half):
                    losses = material.losses(network, order[step * size : (step + 1) * size], rng)
                loss = sum(recipe["loss"][name] * value for name, value in losses.items())
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), recipe["optimiser"]["clip"])
                optimiser.step()
                schedule.step()
                average.update()
                for name, value in losses.items():
                    sums[name] = sums.get(name, 0.0) + float(value.detach())
            entry = {"epoch": epoch + 1, "seconds": round(time.monotonic() - begun)}
            entry.update({name: round(value / steps, 5) for name, value in sums.items()})
            log.write(json.dumps(entry) + "\n")
            log.flush()
            save(
                checkpoint, {"epoch": epoch + 1, **{name: part.state_dict() for name, part in parts.items()}}
            )
    last = network.lasting_state()
    averaged = {name: average.values.get(name, value) for name, value in last.items()}
    save(out / "last.pt", {"network": last, "shape": asdict(network.shape)})
    save(out / "model.pt", {"network": averaged, "shape": asdict(network.shape)})


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
    parser.add_argument("--recipe", type=Path, default=Path(__file__).with_name("recipe.toml"))
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, default=Path("runs/model"))
    parser.add_argument("--taught", type=Path, help="what a teacher says of unannotated texts")
    parser.add_argument("--start", type=Path, help="a trained network to go further with")
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument("--epochs", type=int, help="instead of the recipe's")
    parser.add_argument("--documents", type=int, help="learn from only so many")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    recipe = tomllib.loads(args.recipe.read_text("utf-8"))
    if args.start is None:
        recipe["own"]["until"] = 0
    else:
        recipe["epochs"] = recipe["further"]["epochs"]
        for name in ("encoder_rate", "head_rate"):
            recipe["optimiser"][name] *= recipe["further"]["pace"]
    for name in ("seed", "epochs", "documents"):
        if getattr(args, name) is not None:
            recipe[name] = getattr(args, name)
    torch.set_num_threads(args.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train(recipe, args.base, args.out, device, args.taught, args.start)


if __name__ == "__main__":
    main()

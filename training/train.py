"""Train the reading model on the quotation corpus, resumably, on CPU or GPU.

    python -m training.train --out runs/model

Writes ``checkpoint.pt`` after each epoch (training goes on from there if it was interrupted), ``model.pt`` at the
end and ``log.jsonl`` all along.
"""

from __future__ import annotations

import argparse
import json
import os
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from laut.reading import decoding
from laut.reading.decoding import Draft
from laut.reading.encoder import BEGIN_ID, END_ID, PAD_ID
from laut.reading.windows import balanced_windows
from training.corpus import FORMS, ROLES, Document, held_out, read_quotations
from training.examples import Example, make_example, restyled
from training.model import Network, Shape, gather_words

PADDED_SUBWORDS = 2048  # most subwords, padding included, in one pass of the encoder


class Batcher:
    """Turns documents into the tensors of one step."""

    def __init__(self, recipe: dict[str, Any], tokenizer: Tokenizer, device: torch.device) -> None:
        self.recipe = recipe["examples"]
        self.tokenizer = tokenizer
        self.device = device
        self.mask_id = tokenizer.token_to_id("<mask>")

    def example(self, document: Document, rng: np.random.Generator) -> Example:
        """Bring a document, perhaps in other quotation marks, into the network's form."""
        if rng.random() < self.recipe["restyle"]:
            document = restyled(document, rng)
        return make_example(document, self.tokenizer)

    def windows(self, example: Example, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
        """Cut an example into windows without overlap: subwords, word positions and features."""
        subwords, words = example.subwords, example.words
        limit = int(rng.integers(*self.recipe["window"], endpoint=True))
        for window in balanced_windows(subwords.lengths(), words.sentence_end, limit=limit, context=0):
            begin, end = int(subwords.begin[window.start]), int(subwords.last[window.end - 1]) + 1
            ids = subwords.ids[begin:end].copy()
            hidden = (rng.random(len(ids)) < self.recipe["mask"]) & (ids != END_ID)
            ids[hidden] = self.mask_id
            part = slice(window.start, window.end)
            yield {
                "ids": [BEGIN_ID, *ids.tolist(), END_ID],
                "first": (subwords.first[part] - begin + 1).tolist(),
                "last": (subwords.last[part] - begin + 1).tolist(),
                "features": decoding.tag_features(words)[part].tolist(),
            }

    def tensor(self, rows: list[list[int]], filler: int = 0) -> Tensor:
        """Pad rows of integers to one length."""
        length = max(map(len, rows))
        padded = [row + [filler] * (length - len(row)) for row in rows]
        return torch.tensor(padded, dtype=torch.long, device=self.device)

    def jittered(self, draft: Draft, n_words: int, rng: np.random.Generator) -> Draft:
        """Move the ends of a quotation, or mistake its form, as the tagger will."""
        spans, form = draft.spans, draft.form
        if rng.random() < self.recipe["jitter"]:
            start = int(np.clip(spans[0][0] + rng.integers(-3, 4), 0, spans[0][1] - 1))
            end = int(np.clip(spans[-1][1] + rng.integers(-3, 4), spans[-1][0] + 1, n_words))
            single = len(spans) == 1
            spans = ((start, end),) if single else ((start, spans[0][1]), *spans[1:-1], (spans[-1][0], end))
        if rng.random() < self.recipe["wrong_form"]:
            form = int(rng.integers(len(FORMS)))
        return Draft(form, spans, draft.parent)


def encode(network: Network, batcher: Batcher, windows: list[dict[str, Any]], frozen: int) -> list[Tensor]:
    """Encode windows in passes of similar length; per window, [words, 2 × width]: contextual and static."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i]["ids"]))
    result: list[Tensor] = [torch.empty(0)] * len(windows)
    while order:
        longest = len(windows[order[-1]]["ids"])
        n = max(1, PADDED_SUBWORDS // longest)
        chosen, order = order[-n:], order[:-n]
        ids = batcher.tensor([windows[i]["ids"] for i in chosen], PAD_ID)
        first = batcher.tensor([windows[i]["first"] for i in chosen])
        last = batcher.tensor([windows[i]["last"] for i in chosen])
        hidden, static = network.encoder(ids, (ids != PAD_ID).long(), frozen)
        both = torch.cat([gather_words(hidden, first, last), gather_words(static, first, last)], -1)
        for row, i in enumerate(chosen):
            result[i] = both[row, : len(windows[i]["first"])]
    return result


def step_loss(
    network: Network,
    batcher: Batcher,
    documents: list[Document],
    recipe: dict[str, Any],
    rng: np.random.Generator,
) -> dict[str, Tensor]:
    """Compute the losses of one step over some documents."""
    examples = [batcher.example(document, rng) for document in documents]
    examples = [example for example in examples if len(example.words)]
    windows = [list(batcher.windows(example, rng)) for example in examples]
    flat = [window for group in windows for window in group]
    encoded = encode(network, batcher, flat, recipe["network"]["frozen_layers"])
    width = network.shape.width
    losses: dict[str, Tensor] = {}

    words = torch.nn.utils.rnn.pad_sequence([e[:, :width] for e in encoded], batch_first=True)
    logits = network.tagger(words, batcher.tensor([w["features"] for w in flat]))
    n_words = torch.tensor([len(w["first"]) for w in flat], device=words.device)
    real = torch.arange(words.shape[1], device=words.device)[None, :] < n_words[:, None]
    gold = torch.from_numpy(np.concatenate([example.tags() for example in examples])).to(words.device)
    losses["tags"] = F.cross_entropy(logits[real].flatten(0, 1), gold.flatten()) * decoding.N_LAYERS

    questions = []
    at = 0
    for example, group in zip(examples, windows, strict=True):
        document = torch.cat(encoded[at : at + len(group)])
        at += len(group)
        for number, draft in enumerate(example.drafts):
            seen = batcher.jittered(draft, len(example.words), rng)
            chosen = decoding.surrounding_words(seen, len(example.words))
            others = [d for d in example.drafts if d is not draft]
            features = decoding.role_features(chosen, seen, example.words, [*others, seen])
            roles = np.stack([np.isin(chosen, example.roles[number][role]) for role in ROLES], 1)
            inside = np.isin(chosen, seen.words())
            questions.append((document[chosen], features, inside, roles, draft.form, example.media[number]))
    if questions:
        losses.update(role_losses(network, questions, words.device))
    return losses


def role_losses(
    network: Network, questions: list[tuple[Any, ...]], device: torch.device
) -> dict[str, Tensor]:
    """Compute the losses of the role module over the quotations of a step."""

    def stack(column: int, kind: torch.dtype) -> Tensor:
        rows = [torch.as_tensor(q[column], dtype=kind, device=device) for q in questions]
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)

    vectors = torch.nn.utils.rnn.pad_sequence([q[0] for q in questions], batch_first=True)
    width = network.shape.width
    lengths = torch.tensor([len(q[0]) for q in questions], device=device)
    mask = (torch.arange(vectors.shape[1], device=device)[None, :] < lengths[:, None]).float()
    roles, form, medium = network.roles(
        vectors[..., :width], vectors[..., width:], stack(1, torch.long), stack(2, torch.float32), mask
    )
    wrong = F.binary_cross_entropy_with_logits(roles.float(), stack(3, torch.float32), reduction="none").sum(-1)
    return {
        "roles": (wrong * mask).sum() / mask.sum(),
        "form": F.cross_entropy(form, torch.tensor([q[4] for q in questions], device=device)),
        "medium": F.cross_entropy(medium, torch.tensor([q[5] for q in questions], device=device)),
    }


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


def train(recipe: dict[str, Any], base: Path, out: Path, device: torch.device) -> None:
    """Run the recipe; go on from ``checkpoint.pt`` if there is one."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe["seed"])
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    documents, _ = held_out(read_quotations("train"), recipe["examples"]["held_out_every"])
    network = Network(Shape(tokenizer.get_vocab_size()), recipe["network"]["dropout"])
    network.encoder.load_base(base / "base.npz")
    network.to(device)
    half = computes_in_half(device)
    # plain BLAS is faster than oneDNN on CPUs without AVX-512, which cannot compute in half precision anyway
    torch.backends.mkldnn.set_flags(half)
    batcher = Batcher(recipe, tokenizer, device)
    optimiser = optimiser_of(network, recipe)
    size = recipe["documents_per_step"]
    steps = -(-len(documents) // size)
    total = steps * recipe["epochs"]
    warm = recipe["optimiser"]["warmup"] * total

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(total - step, 0) / (total - warm))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    started = 0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        started = state["epoch"]
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        for epoch in range(started, recipe["epochs"]):
            rng = np.random.default_rng([recipe["seed"], epoch])
            network.train()
            sums: dict[str, float] = {}
            order = rng.permutation(len(documents))
            begun = time.monotonic()
            for step in tqdm(range(steps), desc=f"epoch {epoch + 1}/{recipe['epochs']}", mininterval=10):
                chosen = [documents[i] for i in order[step * size : (step + 1) * size]]
                with torch.autocast(device.type, torch.bfloat16, enabled=half):
                    losses = step_loss(network, batcher, chosen, recipe, rng)
                loss = sum(recipe["loss"][name] * value for name, value in losses.items())
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), recipe["optimiser"]["clip"])
                optimiser.step()
                schedule.step()
                for name, value in losses.items():
                    sums[name] = sums.get(name, 0.0) + float(value)
            entry = {"epoch": epoch + 1, "seconds": round(time.monotonic() - begun)}
            entry.update({name: round(value / steps, 5) for name, value in sums.items()})
            log.write(json.dumps(entry) + "\n")
            log.flush()
            save(
                checkpoint,
                {
                    "network": network.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(),
                    "epoch": epoch + 1,
                    "shape": asdict(network.shape),
                },
            )
    save(out / "model.pt", {"network": network.state_dict(), "shape": asdict(network.shape)})


def computes_in_half(device: torch.device) -> bool:
    """Whether the device multiplies in bfloat16 faster than in float32."""
    return device.type == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


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
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    recipe = tomllib.loads(args.recipe.read_text("utf-8"))
    if args.seed is not None:
        recipe["seed"] = args.seed
    torch.set_num_threads(args.threads)
    train(recipe, args.base, args.out, torch.device("cuda" if torch.cuda.is_available() else "cpu"))


if __name__ == "__main__":
    main()

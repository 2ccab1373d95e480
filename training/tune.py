"""Teach the sentence encoder what says the same, and what only sounds like it.

    python -m training.tune --base runs/base --out runs/sentences

The base's vectors put a denial, or another number, as near as a paraphrase. Here all twelve layers learn from the
stories (`training.stories`) that two statements of one claim belong nearer together than those that merely sound alike,
those nearer than other claims of the story, and these nearer than other stories: the CoSENT loss (Su 2022; after
circle loss, Sun et al. 2020) over all pairs of a batch. Every twelfth story is held out to watch it.

Writes ``encoder.pt`` (the averaged parameters) after every epoch, and ``log.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from laut.reading.encoder import PAD_ID
from training.model import Encoder
from training.sentences import load_encoder, subwords
from training.stories import Story, held_out, read_stories
from training.torch_network import computes_in_half
from training.train import Average, save

STORIES = 4
"""Stories of a batch."""
EACH = {"said": 3, "denied": 2, "other": 2}
"""Statements of a claim in a batch."""
SAME, ALIKE, BESIDE, STRANGE = 3, 2, 1, 0
"""How near two statements belong: one claim; about one claim; one story; two stories."""
WEIGHTS = {SAME: 1.0, ALIKE: 0.3, BESIDE: 0.3}
"""How much it weighs that pairs of this nearness are nearer than all that belong farther apart."""
TEMPERATURE = 0.05
HIDDEN = 0.04
RATE, DECAY, WARMUP, AVERAGE = 1e-4, 0.9, 0.06, 0.995


@dataclass(frozen=True, slots=True)
class Text:
    """A statement with its story, claim and kind (said, denied, other)."""

    text: str
    story: int
    claim: int
    kind: str


def texts_of(stories: Sequence[Story], chance: random.Random | None = None) -> list[Text]:
    """Draw statements of stories, or take all of them."""
    found: list[Text] = []
    for at, story in enumerate(stories):
        for number, claim in enumerate(story.claims):
            every = list(claim.texts())
            for kind, most in EACH.items():
                pool = [text for of, _, text in every if of == kind]
                chosen = pool if chance is None else chance.sample(pool, min(most, len(pool)))
                found += [Text(text, at, number, kind) for text in chosen]
    return found


def nearness(texts: Sequence[Text]) -> npt.NDArray[np.int64]:
    """How near each two statements belong [n,n]."""
    story = np.array([one.story for one in texts])
    claim = np.array([one.claim for one in texts])
    kind = np.array([one.kind for one in texts])
    alike = (story[:, None] == story) & (claim[:, None] == claim)
    same = alike & (kind[:, None] == kind) & (kind != "other")
    found = np.where(story[:, None] == story, BESIDE, STRANGE)
    found[alike] = ALIKE
    found[same] = SAME
    return found


def encode(
    encoder: Encoder, tokenizer: Tokenizer, texts: Sequence[str], chance: random.Random | None
) -> Tensor:
    """The vectors of texts [n,width]."""
    rows = [subwords(tokenizer, text) for text in texts]
    longest = max(map(len, rows))
    ids = torch.tensor([row + [PAD_ID] * (longest - len(row)) for row in rows])
    mask = (ids != PAD_ID).float()
    if chance is not None:
        drawn = torch.tensor([[chance.random() for _ in range(longest)] for _ in rows])
        ids[(drawn < HIDDEN) & (mask > 0)] = tokenizer.token_to_id("<mask>")
    vectors, _ = encoder(ids, mask)
    return F.normalize((vectors * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)


def cosent(vectors: Tensor, near: npt.NDArray[np.int64]) -> Tensor:
    """The loss over all pairs of a batch: log(1 + sum of exp((farther's cosine - nearer's cosine) / temperature))."""
    rows, columns = np.triu_indices(len(near), 1)
    scaled = (vectors @ vectors.T)[rows, columns].float() / TEMPERATURE
    level = torch.from_numpy(near[rows, columns])
    lost = scaled.new_zeros(())
    for own, weight in WEIGHTS.items():
        inside, outside = level == own, level < own
        lost = lost + weight * F.softplus(
            torch.logsumexp(-scaled[inside], 0) + torch.logsumexp(scaled[outside], 0)
        )
    return lost


@torch.no_grad()
def watch(encoder: Encoder, tokenizer: Tokenizer, stories: Sequence[Story]) -> dict[str, float]:
    """How well the cosine tells pairs of one claim from those that sound like it, and from the rest of the story."""
    from sklearn.metrics import roc_auc_score

    texts = texts_of(stories)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at].text))
    vectors = torch.zeros(len(texts), 384)
    for at in range(0, len(order), 64):
        some = order[at : at + 64]
        vectors[some] = encode(encoder, tokenizer, [texts[n].text for n in some], None).float()
    near = nearness(texts)
    rows, columns = np.triu_indices(len(texts), 1)
    cosines, level = (vectors @ vectors.T)[rows, columns].numpy(), near[rows, columns]
    found = {}
    for name, other in (("alike", ALIKE), ("beside", BESIDE), ("strange", STRANGE)):
        chosen = (level == SAME) | (level == other)
        found[name] = round(float(roc_auc_score(level[chosen] == SAME, cosines[chosen])), 4)
    return found


def tune(base: Path, out: Path, *, epochs: int, seed: int, most: int | None = None) -> None:
    """Train, and write what came out."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    encoder = load_encoder(base).train()
    half = computes_in_half(torch.device("cpu"))
    torch.backends.mkldnn.set_flags(half)
    learned, watched = held_out(read_stories()[:most])
    total = epochs * -(-len(learned) // STORIES)
    for table in (encoder.words, encoder.positions):
        table.requires_grad_(False)
    groups = [
        {"params": list(layer.parameters()), "lr": RATE * DECAY**below}
        for below, layer in enumerate(reversed(encoder.layers))
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / (WARMUP * total), max(total - step, 1) / ((1 - WARMUP) * total)),
    )
    average = Average(encoder, AVERAGE)
    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
        for epoch in range(epochs):
            chance = random.Random(f"{seed} {epoch}")
            order = chance.sample(learned, len(learned))
            lost, begun = 0.0, time.monotonic()
            batches = range(0, len(order), STORIES)
            for at in tqdm(batches, desc=f"epoch {epoch + 1}/{epochs}", mininterval=10):
                texts = texts_of(order[at : at + STORIES], chance)
                with torch.autocast("cpu", torch.bfloat16, enabled=half):
                    vectors = encode(encoder, tokenizer, [one.text for one in texts], chance)
                loss = cosent(vectors.float(), nearness(texts))
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                nn.utils.clip_grad_norm_(list(average.parameters.values()), 1.0)
                optimiser.step()
                schedule.step()
                average.update()
                lost += loss.item()
            entry = {
                "epoch": epoch + 1,
                "seconds": round(time.monotonic() - begun),
                "loss": lost / len(batches),
            }
            found = {**entry, "held out": watch(encoder.eval(), tokenizer, watched)}
            encoder.train()
            log.write(json.dumps(found) + "\n")
            log.flush()
            print(found, flush=True)
            state = {name: average.values.get(name, value) for name, value in encoder.state_dict().items()}
            save(out / "encoder.pt", state)


def main() -> None:
    """Teach the sentence encoder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--base", type=Path, default=Path("runs/base"))
    parser.add_argument("--out", type=Path, default=Path("runs/sentences"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=2022)
    parser.add_argument("--stories", type=int, help="learn from only so many")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tune(args.base, args.out, epochs=args.epochs, seed=args.seed, most=args.stories)


if __name__ == "__main__":
    main()

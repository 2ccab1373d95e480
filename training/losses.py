"""What does a step of training find wrong? From texts to windows, through the network, to losses.

Losses are those of the tags, of the roles, form and medium of each quotation, and of the auxiliary corpora's labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from laut.reading import decoding
from laut.reading.decoding import Draft
from laut.reading.encoder import BEGIN_ID, END_ID, PAD_ID, Subwords, split_subwords
from laut.reading.windows import balanced_windows
from laut.reading.words import Words, split_words
from training.auxiliary import Excerpt
from training.corpus import FORMS, Document
from training.examples import UNTOLD, Example, make_example
from training.model import Network, gather_words, hidden_where
from training.perturb import varied

PADDED_SUBWORDS = 2048  # most subwords, padding included, in one pass of the encoder


class Batcher:
    """Turns documents into the tensors of one step."""

    def __init__(self, recipe: dict[str, Any], tokenizer: Tokenizer, device: torch.device) -> None:
        self.recipe = recipe["examples"]
        self.tokenizer = tokenizer
        self.device = device
        self.mask_id = tokenizer.token_to_id("<mask>")

    def example(self, document: Document, rng: np.random.Generator) -> Example:
        """Bring a document, perhaps a changed copy of it, into the network's form."""
        return make_example(varied(document, self.recipe, rng), self.tokenizer)

    def windows(self, subwords: Subwords, words: Words, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
        """Cut a text into windows without overlap: subwords, word positions, features and the words' range."""
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
                "part": part,
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


def filled(lengths: list[int], device: torch.device) -> Tensor:
    """Which places of padded rows hold something: [rows, longest], True up to each row's length."""
    ends = torch.tensor(lengths, device=device)
    return torch.arange(max(lengths), device=device)[None, :] < ends[:, None]


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
        hidden, static = network.encoder(ids, ids != PAD_ID, frozen)
        # the mark at the beginning goes with the words
        real = filled([1 + len(windows[i]["first"]) for i in chosen], ids.device)
        words = network.encoder.read_words(hidden, first, last, hidden_where(real))
        both = torch.cat([words, gather_words(static, first, last)], -1)
        for row, i in enumerate(chosen):
            result[i] = both[row, : len(windows[i]["first"])]
    return result


def step_loss(
    network: Network,
    batcher: Batcher,
    examples: list[Example],
    recipe: dict[str, Any],
    rng: np.random.Generator,
) -> dict[str, Tensor]:
    """Compute the losses of one step over some examples."""
    examples = [example for example in examples if len(example.words)]
    windows = [list(batcher.windows(example.subwords, example.words, rng)) for example in examples]
    flat = [window for group in windows for window in group]
    encoded = encode(network, batcher, flat, recipe["network"]["frozen_layers"])
    width = network.shape.width
    losses: dict[str, Tensor] = {}

    words = torch.nn.utils.rnn.pad_sequence([e[:, :width] for e in encoded], batch_first=True)
    logits = network.tagger(words, batcher.tensor([w["features"] for w in flat]))
    real = filled([len(w["first"]) for w in flat], words.device)
    gold = torch.from_numpy(np.concatenate([example.tags for example in examples])).to(words.device)
    losses["tags"] = F.cross_entropy(logits[real].flatten(0, 1), gold.flatten(0, 1)) * decoding.N_LAYERS

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
            roles = example.roles[number][chosen]
            inside = np.isin(chosen, seen.words())
            questions.append((document[chosen], features, inside, roles, draft.form, example.media[number]))
    if questions:
        losses.update(role_losses(network, questions, words.device))
    return losses


def auxiliary_loss(
    network: Network,
    batcher: Batcher,
    chosen: list[Excerpt],
    recipe: dict[str, Any],
    rng: np.random.Generator,
) -> Tensor:
    """Compute the loss over one window of each of some excerpts."""
    windows, labels = [], []
    for excerpt in chosen:
        words = split_words(excerpt.text)
        subwords = split_subwords(excerpt.text, words, batcher.tokenizer)
        options = list(batcher.windows(subwords, words, rng))
        windows.append(options[int(rng.integers(len(options)))])
        labels.append(torch.from_numpy(excerpt.labels[windows[-1]["part"]]).to(batcher.device))
    encoded = encode(network, batcher, windows, recipe["network"]["frozen_layers"])
    width = network.shape.width
    losses = [
        F.binary_cross_entropy_with_logits(network.auxiliary[e.corpus](x[:, :width]).float(), y)
        for e, x, y in zip(chosen, encoded, labels, strict=True)
    ]
    return torch.stack(losses).mean()


def role_losses(
    network: Network, questions: list[tuple[Any, ...]], device: torch.device
) -> dict[str, Tensor]:
    """Compute the losses of the role module over the quotations of a step."""

    def stack(column: int, kind: torch.dtype) -> Tensor:
        rows = [torch.as_tensor(q[column], dtype=kind, device=device) for q in questions]
        return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)

    vectors = torch.nn.utils.rnn.pad_sequence([q[0] for q in questions], batch_first=True)
    width = network.shape.width
    mask = filled([len(q[0]) for q in questions], device).float()
    roles, form, medium = network.roles(
        vectors[..., :width], vectors[..., width:], stack(1, torch.long), stack(2, torch.float32), mask
    )
    gold = stack(3, torch.float32)
    told = ~gold.isnan()
    wrong = F.binary_cross_entropy_with_logits(roles.float(), gold.nan_to_num(), reduction="none")
    media = torch.tensor([q[5] for q in questions], device=device)
    return {
        "roles": ((wrong * told).sum(-1) * mask).sum() / mask.sum(),
        "form": F.cross_entropy(form, torch.tensor([q[4] for q in questions], device=device)),
        "medium": F.cross_entropy(medium, media, ignore_index=UNTOLD, reduction="sum")
        / (media != UNTOLD).sum().clamp(min=1),
    }

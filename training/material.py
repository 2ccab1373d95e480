"""What is there to learn from, and what of it does each step take?"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.articles import read_articles
from training.auxiliary import LABELS, Excerpt, excerpts
from training.batches import Batch, Batcher
from training.corpus import held_out, read_quotations
from training.teach import taught_example


class Material:
    """The corpora, and the order in which the steps of each epoch go through them."""

    def __init__(self, recipe: dict[str, Any], batcher: Batcher, taught: Path | None) -> None:
        """Read all of it.

        Args:
            recipe: as in ``recipe.toml``.
            batcher: brings texts into the network's form.
            taught: what a teacher says of unannotated texts.
        """
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

    def order(self, epoch: int) -> npt.NDArray[np.int64]:
        """The documents that an epoch goes through, in its order: all of the corpus, and own ones drawn anew."""
        rng = np.random.default_rng([self.recipe["seed"], epoch])
        own = rng.permutation(np.arange(self.of_corpus, len(self.documents)))[: self.own_in_epoch(epoch)]
        return rng.permutation(np.concatenate([np.arange(self.of_corpus), own]))

    def steps(self, epoch: int) -> int:
        """The steps of an epoch."""
        return -(-(self.of_corpus + self.own_in_epoch(epoch)) // self.recipe["documents_per_step"])

    def batch(self, epoch: int, step: int, numbers: npt.NDArray[np.int64]) -> Batch:
        """What a step learns from: the documents with these numbers, and of the rest what is drawn for it."""
        rng = np.random.default_rng([self.recipe["seed"], epoch, step])
        share, batcher = self.recipe["auxiliary"], self.batcher
        annotated = [batcher.example(self.documents[i], rng) for i in numbers]
        drawn = rng.integers(len(self.taught), size=share["taught_per_step"]) if self.taught else ()
        taught = [taught_example(self.taught[i], batcher.tokenizer) for i in drawn]
        pools = [self.excerpts[c] for c in rng.choice(list(LABELS), share["excerpts_per_step"])]
        chosen = [pool[int(rng.integers(len(pool)))] for pool in pools]
        return batcher.batch(annotated, taught, chosen, rng)

    def batches(self, epoch: int, workers: int) -> Iterator[Batch]:
        """The batches of an epoch, made ahead by some processes."""
        steps = _Steps(self, epoch)
        ahead = 8 if workers else None
        return map(
            pickle.loads, DataLoader(steps, batch_size=None, num_workers=workers, prefetch_factor=ahead)
        )


class _Steps(IterableDataset[bytes]):
    """The batches of an epoch, pickled; of several processes, each makes every n-th, which keeps their order.

    Left to itself, the loader would send each of the many small tensors through a file of its own.
    """

    def __init__(self, material: Material, epoch: int) -> None:
        self.material, self.epoch = material, epoch

    def __iter__(self) -> Iterator[bytes]:
        material, epoch = self.material, self.epoch
        order, size = material.order(epoch), material.recipe["documents_per_step"]
        worker = get_worker_info()
        first, every = (0, 1) if worker is None else (worker.id, worker.num_workers)
        for step in range(first, material.steps(epoch), every):
            yield pickle.dumps(material.batch(epoch, step, order[step * size : (step + 1) * size]))

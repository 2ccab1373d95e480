"""What does a step of training learn from? Texts, cut into windows and brought into the arrays of one step.

All of it happens on the CPU and without the network, so that other processes can do it ahead of time.

Shapes are given as letters: N windows of S subwords and W words, V words of the whole batch, Q quotations, L words
around a quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from laut.reading import decoding
from laut.reading.decoding import Draft
from laut.reading.encoder import BEGIN_ID, END_ID, PAD_ID, Subwords, WindowInput, split_subwords
from laut.reading.windows import balanced_windows
from laut.reading.words import Words, split_words
from training.auxiliary import Excerpt
from training.corpus import FORMS, ROLES, Document
from training.examples import Example, make_example
from training.perturb import varied

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pass:
    """Windows of similar length, which go through the encoder together.

    Attributes:
        ids: subwords [N,S].
        first, last, features: of each word its first and last subword, and its feature for the tagger [N,W].
        real: where there is a word and not padding [N,W].
    """

    ids: Tensor
    first: Tensor
    last: Tensor
    features: Tensor
    real: Tensor


@dataclass(frozen=True, slots=True)
class Questions:
    """What the role module is asked, and what it shall answer.

    Attributes:
        around: places, among all words of the batch, of the words around each quotation [Q,L].
        features: numbers of the features of each of them [Q,L,F].
        inside: 1.0 where a word belongs to the content [Q,L].
        real: where there is a word and not padding [Q,L].
        roles: chance that a word takes a role; NaN where no label says it [Q,L,4].
        forms: numbers of the forms [Q].
        media: chance of each medium, and of none; NaN where no label says it [Q,media + 1].
    """

    around: Tensor
    features: Tensor
    inside: Tensor
    real: Tensor
    roles: Tensor
    forms: Tensor
    media: Tensor


@dataclass(frozen=True, slots=True)
class Part:
    """Some annotated or taught texts of a batch.

    Attributes:
        words: where their words are among those of the batch: first, and behind the last.
        tags: chances of the tags of each word [V,layers,tags].
        questions: None if nothing in them is quoted.
    """

    words: tuple[int, int]
    tags: Tensor
    questions: Questions | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step learns from.

    Attributes:
        passes: windows, ordered by length.
        order: for each word of the batch, its place among the real words of all passes [V].
        annotated: texts with labels.
        taught: texts with what a teacher said of them.
        auxiliary: windows of the auxiliary corpora: corpus, words as in `Part`, labels [V,labels].
    """

    passes: list[Pass]
    order: Tensor
    annotated: Part
    taught: Part | None
    auxiliary: list[tuple[str, tuple[int, int], Tensor]]


class Batcher:
    """Turns documents into batches."""

    def __init__(self, recipe: dict[str, Any], tokenizer: Tokenizer, padded_subwords: int) -> None:
        """Keep what is needed for it.

        Args:
            recipe: as in ``recipe.toml``.
            padded_subwords: most subwords, padding included, in one pass of the encoder.
        """
        self.recipe = recipe["examples"]
        self.tokenizer = tokenizer
        self.padded_subwords = padded_subwords
        self.mask_id = tokenizer.token_to_id("<mask>")

    def example(self, document: Document, rng: np.random.Generator) -> Example:
        """Bring a document, perhaps a changed copy of it, into the network's form."""
        return make_example(varied(document, self.recipe, rng), self.tokenizer)

    def batch(
        self,
        annotated: Sequence[Example],
        taught: Sequence[Example],
        auxiliary: Sequence[Excerpt],
        rng: np.random.Generator,
    ) -> Batch:
        """Put the texts of a step together."""
        windows: list[WindowInput] = []
        words = 0
        parts: list[Part | None] = []
        for examples in (annotated, taught):
            examples = [example for example in examples if len(example.words)]
            begin = words
            questions = []
            for example in examples:
                windows += [window for window, _ in self._windows(example.subwords, example.words, rng)]
                questions += self._questions(example, words, rng)
                words += len(example.words)
            tags = [torch.from_numpy(example.tags) for example in examples]
            parts.append(Part((begin, words), torch.cat(tags), _stacked(questions)) if examples else None)
        labels = []
        for excerpt in auxiliary:
            of_text = split_words(excerpt.text)
            subwords = split_subwords(excerpt.text, of_text, self.tokenizer)
            options = self._windows(subwords, of_text, rng)
            window, part = options[int(rng.integers(len(options)))]
            windows.append(window)
            place = words, words + len(window.first)
            labels.append((excerpt.corpus, place, torch.from_numpy(excerpt.labels[part])))
            words = place[1]
        of_annotated, of_taught = parts
        assert of_annotated is not None, "a step needs an annotated text with words"
        passes, order = self._passes(windows)
        return Batch(passes, order, of_annotated, of_taught, labels)

    def _windows(
        self, subwords: Subwords, words: Words, rng: np.random.Generator
    ) -> list[tuple[WindowInput, slice]]:
        """Cut a text into windows without overlap, some subwords hidden; also which words are in each."""
        limit = int(rng.integers(*self.recipe["window"], endpoint=True))
        found = []
        features = decoding.tag_features(words)
        for window in balanced_windows(subwords.lengths(), words.sentence_end, limit=limit, context=0):
            begin, end = int(subwords.begin[window.start]), int(subwords.last[window.end - 1]) + 1
            ids = subwords.ids[begin:end].copy()
            hidden = (rng.random(len(ids)) < self.recipe["mask"]) & (ids != END_ID)
            ids[hidden] = self.mask_id
            part = slice(window.start, window.end)
            columns = subwords.first[part] - begin + 1, subwords.last[part] - begin + 1, features[part]
            found.append((WindowInput(np.array([BEGIN_ID, *ids, END_ID]), *columns), part))
        return found

    def _passes(self, windows: Sequence[WindowInput]) -> tuple[list[Pass], Tensor]:
        """Sort windows by length and pad them; also where each word has come to."""
        sizes = np.array([len(window.first) for window in windows])
        begins = np.cumsum(sizes) - sizes
        left = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        passes, places = [], []
        while left:
            n = max(1, self.padded_subwords // len(windows[left[-1]].ids))
            chosen, left = left[-n:], left[:-n]
            places += [np.arange(begins[i], begins[i] + sizes[i]) for i in chosen]
            some = [windows[i] for i in chosen]
            passes.append(
                Pass(
                    ids=padded([one.ids for one in some], PAD_ID),
                    first=padded([one.first for one in some]),
                    last=padded([one.last for one in some]),
                    features=padded([one.features for one in some]),
                    real=padded([np.ones(len(one.first), bool) for one in some]),
                )
            )
        return passes, torch.from_numpy(np.argsort(np.concatenate(places)))

    def _questions(
        self, example: Example, begin: int, rng: np.random.Generator
    ) -> list[tuple[npt.NDArray[Any], ...]]:
        """What is asked of each quotation of a text: a row of each column of `Questions`, but for what is real."""
        rows = []
        for number, draft in enumerate(example.drafts):
            seen = self._jittered(draft, len(example.words), rng)
            chosen = decoding.surrounding_words(seen, len(example.words))
            others = [d for d in example.drafts if d is not draft]
            features = decoding.role_features(chosen, seen, example.words, [*others, seen])
            inside = np.isin(chosen, seen.words()).astype(np.float32)
            answers = example.roles[number][chosen], np.array(draft.form), example.media[number]
            rows.append((chosen + begin, features, inside, *answers))
        return rows

    def _jittered(self, draft: Draft, n_words: int, rng: np.random.Generator) -> Draft:
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


def padded(rows: Sequence[npt.NDArray[Any]], filler: int = 0) -> Tensor:
    """Stack arrays, the shorter ones filled up."""
    filled = np.full((len(rows), max(map(len, rows)), *rows[0].shape[1:]), filler, rows[0].dtype)
    for place, row in zip(filled, rows, strict=True):
        place[: len(row)] = row
    return torch.from_numpy(filled)


def _stacked(rows: Sequence[tuple[npt.NDArray[Any], ...]]) -> Questions | None:
    if not rows:
        return None
    around, features, inside, roles, forms, media = zip(*rows, strict=True)
    return Questions(
        around=padded(around),
        features=padded(features),
        inside=padded(inside),
        real=padded([np.ones(len(row), bool) for row in around]),
        roles=padded(roles).view(len(rows), -1, len(ROLES)),
        forms=torch.from_numpy(np.stack(forms)),
        media=torch.from_numpy(np.stack(media)),
    )


def moved(thing: T, device: torch.device) -> T:
    """Send all tensors in a batch to a device."""
    if isinstance(thing, Tensor):
        return thing.to(device, non_blocking=True)
    if isinstance(thing, list | tuple):
        return type(thing)(moved(one, device) for one in thing)  # type: ignore[return-value, call-arg]
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: moved(getattr(thing, f.name), device) for f in fields(thing)})
    return thing

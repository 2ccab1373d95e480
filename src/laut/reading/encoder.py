"""What does the network say of the words? Subwords, windows and the two ONNX sessions.

Nothing else in laut touches onnxruntime.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from laut.errors import ModelError
from laut.reading.words import Words

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Outputs = tuple[Floats, Floats, Floats]
T = TypeVar("T")

BEGIN_ID, PAD_ID, END_ID, UNKNOWN_ID = 0, 1, 2, 3
MAX_SUBWORDS_OF_WORD = 24
"""Longer words (addresses, misprints) are cut: their first subwords say enough."""


@dataclass(frozen=True, slots=True)
class Subwords:
    """The subwords of a text, word by word.

    Attributes:
        ids: vocabulary numbers of all subwords, with an end mark before each new paragraph.
        first, last: position of each word's first and last subword in `ids`, both included.
        begin: position where a word begins, a paragraph's end mark before it included.
    """

    ids: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    begin: npt.NDArray[np.int64]

    def lengths(self) -> npt.NDArray[np.int64]:
        """Number of subwords that each word takes up in a window."""
        return self.last + 1 - self.begin


def split_subwords(text: str, words: Words, tokenizer: Any) -> Subwords:
    """Split the words of a text into subwords.

    Args:
        tokenizer: a `tokenizers.Tokenizer` whose pieces do not cross the borders of words.
    """
    ids: list[int] = []
    first: list[int] = []
    last: list[int] = []
    begin: list[int] = []
    if len(words) == 0:
        empty = np.zeros(0, np.int64)
        return Subwords(empty, empty, empty, empty)
    pieces: list[list[int]] = [[] for _ in range(len(words))]
    heads = np.flatnonzero(words.opens_paragraph)
    for a, b in zip(heads, [*heads[1:], len(words)], strict=True):
        base = int(words.starts[a])
        encoding = tokenizer.encode(text[base : int(words.ends[b - 1])], add_special_tokens=False)
        spans = np.array(encoding.offsets, np.int64).reshape(-1, 2) + base
        # a lone word mark before punctuation has the offsets of a space: it belongs to the word behind it
        owner = np.searchsorted(words.ends[a:b], spans[:, 1] - 1, side="right") + a
        for piece, word in zip(encoding.ids, owner, strict=True):
            if word < b and len(pieces[word]) < MAX_SUBWORDS_OF_WORD:
                pieces[word].append(piece)
    for word, opens in enumerate(words.opens_paragraph):
        begin.append(len(ids))
        if opens and word:
            ids.append(END_ID)
        first.append(len(ids))
        ids.extend(pieces[word] or [UNKNOWN_ID])
        last.append(len(ids) - 1)
    return Subwords(*(np.array(column, np.int64) for column in (ids, first, last, begin)))


@dataclass(frozen=True, slots=True)
class WindowInput:
    """A window as the encoder takes it: subwords [S], and of its words [W] the first and last subword and feature."""

    ids: Ints
    first: Ints
    last: Ints
    features: Ints


@dataclass(frozen=True, slots=True)
class RoleInput:
    """A quotation as the role module takes it.

    Attributes:
        words, static: contextual and static vectors of the words around it [L,D].
        features: numbers of the features of each word [L,F].
        inside: 1.0 where a word belongs to the content [L].
    """

    words: Floats
    static: Floats
    features: Ints
    inside: Floats


class OnnxNetwork:
    """The trained network in onnxruntime: see `laut.reading.quotations.Network` for what it answers."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Load ``encoder.onnx`` and ``roles.onnx``.

        Args:
            threads: processor cores to use; None for all that this process may use.

        Raises:
            ModelError: a file is missing or damaged.
        """
        import onnxruntime

        self._threads = threads or _cores()
        options = onnxruntime.SessionOptions()
        # windows are many and small: one thread each is faster than all threads together on one
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # windows differ in length: a plan for each length seen would be memory that only grows
        options.enable_mem_pattern = False
        try:
            self._encoder, self._roles = (
                onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
                for name in ("encoder.onnx", "roles.onnx")
            )
        except Exception as error:
            raise ModelError(
                f"the reading model in {folder} cannot be loaded: {error}",
                "install laut again, or build a model with `make model`",
            ) from error

    def encode(self, windows: Sequence[WindowInput]) -> Iterable[Outputs]:
        """For each window: contextual and static vectors [W,D] and tag logits [W,layers,tags] of its words."""
        return self._on_all_cores(self._encode_one, windows, lambda window: len(window.ids))

    def judge(self, questions: Sequence[RoleInput]) -> Iterable[Outputs]:
        """For each quotation: logits of roles [L,4], forms [5] and media [7]."""
        return self._on_all_cores(self._judge_one, questions, lambda question: len(question.inside))

    def _on_all_cores(
        self, work: Callable[[T], Outputs], items: Sequence[T], size: Callable[[T], int]
    ) -> Iterable[Outputs]:
        """Do the work on every item, largest first so that no core is left with a large one; keep their order."""
        if self._threads == 1 or len(items) < 2:
            return map(work, items)
        order = sorted(range(len(items)), key=lambda i: -size(items[i]))
        with ThreadPoolExecutor(self._threads) as pool:
            done = dict(zip(order, pool.map(work, [items[i] for i in order]), strict=True))
        return [done[i] for i in range(len(items))]

    def _encode_one(self, window: WindowInput) -> Outputs:
        inputs = {
            "ids": window.ids[None],
            "first": window.first[None],
            "last": window.last[None],
            "features": window.features[None],
        }
        words, static, tags = self._encoder.run(["words", "static", "tags"], inputs)
        return words[0], static[0], tags[0]

    def _judge_one(self, question: RoleInput) -> Outputs:
        names = ("words", "static", "features", "inside")
        inputs = {name: getattr(question, name)[None] for name in names}
        roles, forms, media = self._roles.run(["roles", "forms", "media"], inputs)
        return roles[0], forms[0], media[0]


def _cores() -> int:
    """Processor cores that this process may use; not every system can tell them from all cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

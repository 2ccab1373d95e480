"""What does the network say of the words? Subwords, their vectors, windows and the ONNX sessions.

Nothing else in laut touches onnxruntime.
"""

from __future__ import annotations

import copy
import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from laut.errors import ModelError
from laut.reading.swiss import is_swiss, with_sharp_s
from laut.reading.words import Words

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Outputs = tuple[Floats, Floats, Floats]
T = TypeVar("T")
R = TypeVar("R")

BEGIN_ID, PAD_ID, END_ID, UNKNOWN_ID = 0, 1, 2, 3
MAX_SUBWORDS_OF_WORD = 24
"""Longer words (addresses, misprints) are cut: their first subwords say enough."""

HINT = "install laut again, or build a model with `make model`"


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
    nothing = np.zeros(0, np.int64)
    pieces, owners = [nothing], [nothing]
    swiss = is_swiss(text)
    heads = np.flatnonzero(words.opens_paragraph)
    for a, b in itertools.pairwise([*heads.tolist(), len(words)]):
        base = int(words.starts[a])
        part, shorter = text[base : int(words.ends[b - 1])], nothing
        if swiss:
            part, shorter = with_sharp_s(part)
        encoding = tokenizer.encode(part, add_special_tokens=False)
        ends = np.array(encoding.offsets, np.int64).reshape(-1, 2)[:, 1]
        ends += base + np.searchsorted(shorter, ends)
        pieces.append(np.array(encoding.ids, np.int64))
        # a lone word mark before punctuation has the offsets of a space: it belongs to the word behind it
        owners.append(np.searchsorted(words.ends[a:b], ends - 1, side="right") + a)
    piece, owner = np.concatenate(pieces), np.concatenate(owners)
    place = np.arange(len(owner)) - np.searchsorted(owner, owner)  # in its word
    kept = place < MAX_SUBWORDS_OF_WORD
    piece, owner, place = piece[kept], owner[kept], place[kept]

    marked = words.opens_paragraph.copy()
    marked[:1] = False
    lengths = np.maximum(np.bincount(owner, minlength=len(words)), 1)
    end = np.cumsum(lengths + marked)
    begin = end - lengths - marked
    first = begin + marked
    ids = np.full(end[-1] if len(words) else 0, UNKNOWN_ID, np.int64)
    ids[begin[marked]] = END_ID
    ids[first[owner] + place] = piece
    return Subwords(ids, first, end - 1, begin)


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


class Embeddings:
    """The static vectors of subwords: a table in int8 with a scale for each row, shared by all graphs.

    The table stays in its file, mapped into memory: nothing is read before it is asked for, and processes that run side
    by side hold one copy together.
    """

    def __init__(self, path: Path) -> None:
        """Map the table.

        Args:
            path: a ``.npy`` file of records: a `scale` (float32) and its `values` (int8) [D].

        Raises:
            ModelError: the file is missing or damaged.
        """
        try:
            rows = np.load(path, mmap_mode="r")
            self._values, self._scale = rows["values"], rows["scale"]
        except (OSError, EOFError, ValueError, IndexError) as error:
            raise ModelError(f"the embedding table {path} cannot be loaded: {error}", HINT) from error

    def look_up(self, ids: Ints) -> Floats:
        """The vectors [S,D] of subwords [S]."""
        scale: Floats = self._scale[ids][:, None]
        vectors: Floats = self._values[ids].astype(np.float32) * scale
        return vectors


SLOW_FUSIONS = ["SkipLayerNormFusion"]
"""What onnxruntime (1.32) would put together to its own loss: the fused operator takes ten times as long on CPUs as an
addition and a layer norm, and with them the encoder is a seventh faster (docs/model.md)."""


def open_graph(path: Path) -> Any:
    """Open an ONNX graph as an `onnxruntime.InferenceSession` of one thread.

    Raises:
        ModelError: the file is missing or damaged.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # windows are many and small: one thread each is faster than all threads together on one
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # windows differ in length: a plan for each length seen would be memory that only grows
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
        )
    except Exception as error:  # the library has an exception for every cause
        raise ModelError(f"the graph {path} cannot be loaded: {error}", HINT) from error


def load_tokenizer(path: Path) -> Any:
    """Load a `tokenizers.Tokenizer`.

    Raises:
        ModelError: the file is missing or damaged.
    """
    import tokenizers

    try:
        return tokenizers.Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelError(f"the tokenizer {path} cannot be read: {error}", HINT) from error


class Cores:
    """Does work on as many cores as it may use, and no more, whoever asks."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        # one more than cores: who has its answer keeps its place until the interpreter lets it go on
        self._free = BoundedSemaphore(threads + 1 if threads > 1 else 1)

    def map(self, work: Callable[[T], R], items: Sequence[T], size: Callable[[T], int]) -> list[R]:
        """Do the work on every item, largest first so that no core is left with a large one; keep their order."""

        def on_a_free_one(item: T) -> R:
            with self._free:
                return work(item)

        if self._threads == 1 or len(items) < 2:
            return [on_a_free_one(item) for item in items]
        order = sorted(range(len(items)), key=lambda i: -size(items[i]))
        # threads of each call's own: those kept for the next one would not be there in a forked process
        with ThreadPoolExecutor(min(self._threads, len(items))) as pool:
            done = dict(zip(order, pool.map(on_a_free_one, [items[i] for i in order]), strict=True))
        return [done[i] for i in range(len(items))]


class OnnxNetwork:
    """The trained network in onnxruntime: see `laut.reading.quotations.Network` for what it answers."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Load ``embeddings.npy``, ``encoder.onnx`` and ``roles.onnx``.

        Args:
            threads: processor cores to use; None for all that this process may use.

        Raises:
            ModelError: a file is missing or damaged.
        """
        self._cores = Cores(threads or cores())
        self._encoder, self._roles = (open_graph(folder / name) for name in ("encoder.onnx", "roles.onnx"))
        self._embeddings = Embeddings(folder / "embeddings.npy")

    def on(self, threads: int) -> OnnxNetwork:
        """The same network on so many cores."""
        same = copy.copy(self)
        same._cores = Cores(threads)
        return same

    def encode(self, windows: Sequence[WindowInput]) -> Iterable[Outputs]:
        """For each window: contextual and static vectors [W,D] and tag logits [W,layers,tags] of its words."""
        return self._cores.map(self._encode_one, windows, lambda window: len(window.ids))

    def judge(self, questions: Sequence[RoleInput]) -> Iterable[Outputs]:
        """For each quotation: logits of roles [L,4], forms [5] and media [7]."""
        return self._cores.map(self._judge_one, questions, lambda question: len(question.inside))

    def _encode_one(self, window: WindowInput) -> Outputs:
        vectors = self._embeddings.look_up(window.ids)
        inputs = {
            "vectors": vectors[None],
            "first": window.first[None],
            "last": window.last[None],
            "features": window.features[None],
        }
        words, tags = self._encoder.run(["words", "tags"], inputs)
        return words[0], (vectors[window.first] + vectors[window.last]) * np.float32(0.5), tags[0]

    def _judge_one(self, question: RoleInput) -> Outputs:
        names = ("words", "static", "features", "inside")
        inputs = {name: getattr(question, name)[None] for name in names}
        roles, forms, media = self._roles.run(["roles", "forms", "media"], inputs)
        return roles[0], forms[0], media[0]


def cores() -> int:
    """Processor cores that this process may use; not every system can tell them from all cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

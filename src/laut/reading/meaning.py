"""Which statements mean about the same? Sentence vectors, and the cells of the space that they lie in.

The vectors are those of multilingual-e5-small (Wang et al., *Multilingual E5 Text Embeddings: A Technical Report*,
2024), taught by `training.tune` that a denial, or the same with another name in it, is farther off than a paraphrase.
They are for German and English alike: what means the same lies close together, in whichever language it is said. A cell
is all that lies nearest to one of some fixed points; whoever looks for the neighbours of a vector among very many looks
into the nearest few cells instead (an inverted file, after Sivic & Zisserman 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from laut.errors import ModelError
from laut.reading.encoder import (
    BEGIN_ID,
    END_ID,
    HINT,
    Cores,
    Embeddings,
    Ints,
    cores,
    load_tokenizer,
    open_graph,
)

WEIGHTS: Final = Path(__file__).with_name("weights")
FORMAT: Final = 2
"""Version of the agreement between code and files: inputs, outputs, scale of the vectors."""
WIDTH: Final = 384
SCALE: Final = 500
"""Length of a vector, in steps of int8: as fine as can be with hardly a number beyond 127, where it is cut off."""
SUBWORDS_AT_MOST: Final = 128

Vectors = npt.NDArray[np.int8]
Cells = npt.NDArray[np.int16]


class SentenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What belongs to a sentence encoder besides its graph.

    Attributes:
        name: identifies the vectors: those of different names are not comparable.
        format: must equal `FORMAT`.
        prefix: what the model wants to be put before every text.
        files: SHA-256 of the files that belong to it, by name.
    """

    name: str
    format: int = FORMAT
    prefix: str = ""
    files: dict[str, str] = {}


class SentenceEncoder:
    """Gives texts their vectors, and vectors their cells. Safe to keep for the life of a process."""

    def __init__(self, weights: Path = WEIGHTS, threads: int | None = None) -> None:
        """Load the model.

        Args:
            weights: folder with ``sentences.json`` and the files that it names.
            threads: processor cores to use; None for all that this process may use.

        Raises:
            ModelError: a file is missing, damaged or of another format.
        """
        self._weights = weights
        self._settings = _load_settings(weights / "sentences.json")
        self._cores = Cores(threads or cores())
        self._tokenizer = load_tokenizer(weights / "tokenizer.json")
        self._graph = open_graph(weights / "sentences.onnx")
        self._embeddings = Embeddings(weights / "embeddings.npy")

    @property
    def name(self) -> str:
        """Identifies the vectors: those of different names are not comparable."""
        return self._settings.name

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors [n,384] of some texts: unit vectors in steps of 1/500.

        A text's vector does not depend on the other texts. Only the first 128 subwords of a text count.
        """
        prefix = self._settings.prefix
        encodings = self._tokenizer.encode_batch([prefix + text for text in texts], add_special_tokens=False)
        ids = [np.array([BEGIN_ID, *one.ids[: SUBWORDS_AT_MOST - 2], END_ID], np.int64) for one in encodings]
        rows = self._cores.map(self._vector, ids, len)
        return np.stack(rows) if rows else np.zeros((0, WIDTH), np.int8)

    def _vector(self, ids: Ints) -> Vectors:
        # one by one: int8 arithmetic scales by the largest value in a batch, which would be another text's
        (unit,) = self._graph.run(["vector"], {"vectors": self._embeddings.look_up(ids)[None]})
        vector: Vectors = np.clip(np.rint(unit[0] * SCALE), -127, 127).astype(np.int8)
        return vector

    def cells(self, vectors: Vectors) -> Cells:
        """The number of the cell [n] that each vector [n,384] lies in."""
        cells: Cells = np.argmax(self._nearness(vectors), 1).astype(np.int16)
        return cells

    def nearest_cells(self, vector: Vectors, n: int) -> Cells:
        """The numbers of the `n` cells that are nearest to a vector [384], the nearest first."""
        order = np.argsort(-self._nearness(vector[None])[0], kind="stable")
        cells: Cells = order[:n].astype(np.int16)
        return cells

    def _nearness(self, vectors: Vectors) -> npt.NDArray[np.float32]:
        """How near each vector is to each cell's centre [n,cells], in whole numbers.

        Products of int8 vectors stay below 128 × 128 × 384 < 2**23, and so does each partial sum: float32 holds them
        and their differences exactly, in whichever order a processor adds.
        """
        centres, offsets = self._centres
        nearness: npt.NDArray[np.float32] = vectors.astype(np.float32) @ centres.T - offsets
        return nearness

    @cached_property
    def _centres(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Directions of the cells from the mean of all vectors [cells,384], and their products with it [cells]."""
        path = self._weights / "cells.npy"
        try:
            table: npt.NDArray[np.float32] = np.load(path).astype(np.float32)
        except (OSError, EOFError, ValueError) as error:
            raise ModelError(f"the cells {path} cannot be loaded: {error}", HINT) from error
        mean, centres = table[0], table[1:]
        return centres, centres @ mean


def similarity(a: Vectors, b: Vectors) -> npt.NDArray[np.float64]:
    """The cosine of vectors [...,384], pair by pair, from -1 to 1; 0 for a vector of zeros."""
    x, y = a.astype(np.int32), b.astype(np.int32)
    lengths = np.sqrt(np.sum(x * x, -1, dtype=np.float64) * np.sum(y * y, -1, dtype=np.float64))
    return np.asarray(np.sum(x * y, -1) / np.maximum(lengths, 1.0))


def _load_settings(path: Path) -> SentenceSettings:
    try:
        settings = msgspec.json.decode(path.read_bytes(), type=SentenceSettings)
    except FileNotFoundError:
        raise ModelError(f"there is no sentence encoder at {path.parent}", HINT) from None
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"the settings {path} cannot be read: {error}", HINT) from error
    if settings.format != FORMAT:
        raise ModelError(
            f"the sentence encoder {settings.name} has format {settings.format}, this laut reads {FORMAT}",
            HINT,
        )
    return settings


def cosines(vector: Vectors, others: Vectors) -> npt.NDArray[np.float64]:
    """Return the cosines [n] of a vector [384] with others [n,384], exactly the same on every machine.

    Products of int8 vectors stay below 2**23: float32 holds them and their sums exactly.
    """
    if not len(others):
        return np.zeros(0)
    table = others.astype(np.float32)
    one = vector.astype(np.float32)
    products = (table @ one).astype(np.float64)
    lengths = np.einsum("ij,ij->i", table, table).astype(np.float64) * float(one @ one)
    result: npt.NDArray[np.float64] = products / np.sqrt(np.maximum(lengths, 1.0))
    return result

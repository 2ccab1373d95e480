"""Which statements are near enough to be compared? Cells of the vector space, days of publication, and the cosine.

Reach is symmetric and depends on the two statements alone, as `laut.linking.pivots` demands: their cells are the same
or neighbours, their days of publication at most `WINDOW` apart (undated ones are near every day), and the cosine of
their vectors is at least the scorer's least. Two cells are neighbours if either is among the few nearest to the
other, by their centres.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from laut.errors import ModelError
from laut.reading.encoder import HINT
from laut.reading.meaning import WEIGHTS

WINDOW: Final = 45
"""Days between publications of one claim, at most; what is repeated later joins a claim of its own time."""
NEAREST: Final = 10
"""So many cells around a cell are looked into, and those that have it among theirs."""

Vectors = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]


class Cells:
    """Which cells are neighbours."""

    def __init__(self, centres: npt.NDArray[np.float32], nearest: int = NEAREST) -> None:
        """Compute the neighbours.

        Args:
            centres: directions of the cells from the mean of all vectors [cells,384].
        """
        lengths = np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
        units = np.round(centres / lengths, 4).astype(np.float64)
        nearness = np.round(units @ units.T, 6)
        order = np.argsort(-nearness, axis=1, kind="stable")[:, : nearest + 1]
        near = np.zeros(nearness.shape, bool)
        np.put_along_axis(near, order, True, 1)
        near |= near.T
        np.fill_diagonal(near, True)
        self._near = [tuple(int(cell) for cell in np.flatnonzero(row)) for row in near]

    def around(self, cell: int) -> tuple[int, ...]:
        """Return the neighbours of a cell, itself included; of a cell that is not known, only itself."""
        return self._near[cell] if 0 <= cell < len(self._near) else (cell,)


@functools.cache
def packaged_cells(path: Path = WEIGHTS / "cells.npy") -> Cells:
    """Return the cells of `laut.reading.meaning`.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        table = np.load(path).astype(np.float32)
    except (OSError, ValueError) as error:
        raise ModelError(f"the cells {path} cannot be loaded: {error}", HINT) from error
    return Cells(table[1:])


def cosines(vector: Vectors, others: Vectors) -> Floats:
    """Return the cosines [n] of a vector [384] with others [n,384], exactly the same on every machine.

    Products of int8 vectors stay below 2**23: float32 holds them and their sums exactly.
    """
    if not len(others):
        return np.zeros(0)
    table = others.astype(np.float32)
    one = vector.astype(np.float32)
    products = (table @ one).astype(np.float64)
    lengths = np.einsum("ij,ij->i", table, table).astype(np.float64) * float(one @ one)
    result: Floats = products / np.sqrt(np.maximum(lengths, 1.0))
    return result

"""Which statements are near enough to be compared? Days of publication, and the cosine.

Reach is symmetric and depends on the two statements alone, as `laut.linking.pivots` demands: their days of publication
are at most `WINDOW` apart (undated ones are near every day), and the cosine of their vectors is at least the scorer's
least. Cells of the vector space, in which search looks for neighbours, are of no use here: two statements of one claim
lie in neighbouring ones half of the time.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

WINDOW: Final = 45
"""Days between publications of one claim, at most; what is repeated later joins a claim of its own time."""

Vectors = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]


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

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

from laut.reading.meaning import cosines

__all__ = ["WINDOW", "Floats", "Vectors", "cosines"]

WINDOW: Final = 45
"""Days between publications of one claim, at most; what is repeated later joins a claim of its own time."""

Vectors = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]

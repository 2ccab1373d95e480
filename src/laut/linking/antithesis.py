"""Do the sentence vectors of two statements lie to each other as those of a claim and its denial do?

Who denies that a shipping company sells its ferries may say that it sells none, that there is no question of a sale,
or that somebody has invented it. No list of words holds all that. The encoder has learned to hold claim and denial
apart (`laut.reading.meaning`), and how they lie to each other then is much the same whatever they are about. A network
with one hidden layer over the products and the differences of the numbers of two vectors, taught by ``python -m
training.antithesis`` on invented stories, says how much two look like that. Alone it misleads half of the time (its
average precision on stories held out is 0.53); `laut.linking.contrast` weighs it together with the rest.
"""

from __future__ import annotations

import functools
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from laut.errors import LautError
from laut.linking.reach import Floats, Vectors

WEIGHTS: Final = Path(__file__).with_name("antithesis.npz")
_ARRAYS: Final = ("hidden", "hidden_bias", "output", "output_bias", "encoder")
_DECIMALS: Final = 3
"""Digits that are kept, so that processors which add in another order agree."""


class Antithesis:
    """Tells of two vectors how much they look like those of a claim and its denial. Knows vectors of one encoder only.

    Attributes:
        encoder: name of the sentence encoder whose vectors it has learned from.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        """Load the network.

        Raises:
            LautError: the file is missing or damaged.
        """
        try:
            with np.load(weights, allow_pickle=False) as file:
                arrays = {name: file[name] for name in _ARRAYS}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise LautError(f"opposite vectors cannot be told: {error}", "install laut again") from error
        self.encoder = str(arrays["encoder"])
        self._hidden, self._hidden_bias, self._output, self._output_bias = (
            arrays[name].astype(np.float32) for name in _ARRAYS[:-1]
        )

    def odds(self, vectors: Vectors, others: Vectors) -> Floats:
        """Return, pair by pair, the log-odds [n] that one is the denial of the other; their order means nothing.

        Args:
            vectors, others: int8 [n,384] each.
        """
        hidden = np.maximum(compare(vectors, others) @ self._hidden + self._hidden_bias, 0)
        odds: Floats = np.round((hidden @ self._output + self._output_bias).astype(np.float64), _DECIMALS)
        return odds


def compare(vectors: Vectors, others: Vectors) -> npt.NDArray[np.float32]:
    """Return what the network sees of pairs of vectors [n,768]: products, then differences, of about unit size."""
    a, b = (_directions(one) for one in (vectors, others))
    width = np.float32(a.shape[-1])
    seen: npt.NDArray[np.float32] = np.concatenate([a * b * width, np.abs(a - b) * np.sqrt(width)], axis=-1)
    seen /= 4
    return seen


def _directions(vectors: Vectors) -> npt.NDArray[np.float32]:
    table = vectors.astype(np.float32)
    table /= np.maximum(np.linalg.norm(table, axis=-1, keepdims=True), 1)
    return table


@functools.cache
def packaged() -> Antithesis:
    """Return the network that the package brings.

    Raises:
        LautError: the file is missing or damaged.
    """
    return Antithesis()

"""How near are two words to each other? The static vectors of subwords that the encoders begin with.

The table is the one that all graphs share (`laut.reading.encoder.Embeddings`). A word's vector is the mean of those
of its subwords; a rare word, which takes many subwords, matters more than a frequent one.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from laut.reading.encoder import Embeddings, load_tokenizer
from laut.reading.meaning import WEIGHTS

Floats = npt.NDArray[np.float32]
_MOST_WORDS = 40


class WordSpace:
    """Vectors of single words, German and English alike."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._tokenizer = load_tokenizer(weights / "tokenizer.json")
        self._table = Embeddings(weights / "embeddings.npy")
        self._known: dict[str, tuple[Floats, float]] = {}

    def of(self, words: Sequence[str]) -> tuple[Floats, Floats]:
        """Return unit vectors [n,384] of some words, the first forty, and how much each matters [n]."""
        rows = [self._word(word) for word in words[:_MOST_WORDS]]
        if not rows:
            return np.zeros((0, 384), np.float32), np.zeros(0, np.float32)
        return np.stack([vector for vector, _ in rows]), np.array([weight for _, weight in rows], np.float32)

    def _word(self, word: str) -> tuple[Floats, float]:
        if word not in self._known:
            ids = np.array(self._tokenizer.encode(word, add_special_tokens=False).ids or [3], np.int64)
            vector = self._table.look_up(ids).mean(0)
            unit = (vector / max(float(np.linalg.norm(vector)), 1e-6)).astype(np.float32)
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = unit, 1.0 + 0.5 * min(len(ids) - 1, 3)
        return self._known[word]


@functools.cache
def packaged_words() -> WordSpace:
    """Return the words of the packaged table."""
    return WordSpace()

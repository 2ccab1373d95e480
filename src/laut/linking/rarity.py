"""How much does it say that two texts share a word? The rarer it is in the news, the more.

``common.tsv`` has beginnings of names and nouns, and in how many of a thousand texts each stands: German ones in the
training part of the quotation corpus, English ones in the worlds of reports (``python -m training.rarity``). What is
not in it is rare. The weights are inverse document frequencies (Spärck Jones 1972), squared, as their products are
summed in a cosine (Salton & Buckley 1988).
"""

from __future__ import annotations

import functools
import math
import zlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final

from laut.errors import LautError

FILE: Final = "common.tsv"
SELDOM: Final = 1.4
"""In how many of a thousand texts a word is taken to stand that the file does not have: one of seven hundred."""


def key_of(beginning: str) -> int:
    """Return the number that stands for a word's beginning, wherever words are kept."""
    return zlib.crc32(beginning.encode())


def weight(keys: Iterable[int]) -> float:
    """Return what some words weigh together, as they would in two texts that share them."""
    known, rare = weights(), _squared(SELDOM)
    return math.fsum(known.get(key, rare) for key in keys)


@functools.cache
def weights() -> Mapping[int, float]:
    """Return the weight of each word of the file.

    Raises:
        LautError: the file is missing or damaged.
    """
    try:
        lines = files(__package__).joinpath(FILE).read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        return {key_of(beginning): _squared(float(texts)) for beginning, texts in rows}
    except (OSError, ValueError, ZeroDivisionError) as error:
        raise LautError(f"the list of common words cannot be used: {error}", "install laut again") from error


def _squared(texts: float) -> float:
    """The squared inverse document frequency of a word that stands in so many of a thousand texts."""
    return math.log(1000 / texts) ** 2

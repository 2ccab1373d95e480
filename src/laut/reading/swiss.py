"""How does a text in Swiss spelling read with "ß"? The network has learnt from texts that have it.

"Der Preis steige, heisst es" says nothing to it, "heißt es" does. Offsets go back to the text as it stands.
"""

from __future__ import annotations

import functools
import re

import msgspec
import numpy as np
import numpy.typing as npt

from laut.reading.lexicon import load

_SHARP, _SWISS = "ß", "ss"


class _Spelling(msgspec.Struct, frozen=True):
    """The file ``swiss.yaml``."""

    stems: str
    apart: str


def is_swiss(text: str) -> bool:
    """Whether a text may be in Swiss spelling: it has no "ß", and words that others write with it."""
    return _SHARP not in text and _SWISS in text and _words().search(text) is not None


def with_sharp_s(text: str) -> tuple[str, npt.NDArray[np.int64]]:
    """Write a text with "ß".

    Returns:
        The text, and the places in it that are one character shorter than in the original, in order: what ends behind
        n of them ends n characters later there.
    """
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in _words().finditer(text):
        at = match.end() - len(_SWISS)
        if text[at : match.end()] != _SWISS:
            continue  # in capitals, everybody writes "SS"
        parts += text[done:at], _SHARP
        places.append(at - len(places))
        done = match.end()
    return "".join((*parts, text[done:])), np.array(places, np.int64)


@functools.cache
def _words() -> re.Pattern[str]:
    """Everything up to the "ss" of a word that others write with "ß"; the rest of a stem may follow."""
    spelling = load("de", "swiss", _Spelling)
    apart = "|".join(word for word in spelling.apart.split())
    stems = {tuple(stem.split(_SHARP, 1)) for stem in spelling.stems.split()}
    found = "|".join(f"{before}{_SWISS}(?={behind})" for before, behind in sorted(stems))
    return re.compile(rf"(?<!\w)(?!(?:{apart}))\w*?(?:{found})", re.IGNORECASE)

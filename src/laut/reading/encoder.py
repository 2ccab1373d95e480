"""What does the network say of the words? Subwords, windows and the two ONNX sessions.

Nothing else in laut touches onnxruntime.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from laut.reading.words import Words

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

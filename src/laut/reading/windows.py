"""How is a long article cut into pieces that the encoder can take?

Balanced windows: as few as the limit allows, of about equal size, cut at sentence ends, each with some shared
context on both sides. Every word has exactly one window whose *core* it belongs to; what the encoder says
of a word is taken from there alone, so nothing is lost or doubled at a seam.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Window:
    """Word ranges, half-open: what the encoder sees, and the core for which it is asked."""

    start: int
    end: int
    core_start: int
    core_end: int


def balanced_windows(
    lengths: npt.NDArray[np.integer], sentence_end: npt.NDArray[np.bool_], *, limit: int, context: int
) -> list[Window]:
    """Cut a text of words into windows.

    Args:
        lengths: number of subwords of each word (with whatever is inserted before it).
        sentence_end: whether a sentence ends with the word.
        limit: most subwords in a window, context included; a single longer word is cut by the encoder.
        context: subwords of shared context, half of them on either side.
    """
    n = len(lengths)
    if n == 0:
        return []
    ends = np.cumsum(lengths)
    total = int(ends[-1])
    if total <= limit:
        return [Window(0, n, 0, n)]
    room = max(limit - context, 1)
    cuts = [0]
    while cuts[-1] < n:
        cuts.append(_next_cut(ends, sentence_end, cuts[-1], room))
    side = context // 2
    return [
        Window(_reach_back(ends, a, side), _reach_forward(ends, b, side), a, b)
        for a, b in itertools.pairwise(cuts)
    ]


def _next_cut(
    ends: npt.NDArray[np.integer], sentence_end: npt.NDArray[np.bool_], start: int, room: int
) -> int:
    """Choose the end of the core that begins at `start`: near an equal share, at a sentence end if possible."""
    n = len(ends)
    before = int(ends[start - 1]) if start else 0
    left = int(ends[-1]) - before
    if left <= room:
        return n
    parts = -(-left // room)
    share = left / parts
    latest = max(int(np.searchsorted(ends, before + room, side="right")), start + 1)
    earliest = min(max(int(np.searchsorted(ends, before + room // 2)), start + 1), latest)
    candidates = np.flatnonzero(sentence_end[earliest - 1 : latest]) + earliest
    if len(candidates) == 0:
        return latest
    nearest = np.argmin(np.abs(ends[candidates - 1] - (before + share)))
    return int(candidates[nearest])


def _reach_back(ends: npt.NDArray[np.integer], word: int, subwords: int) -> int:
    if word == 0:
        return 0
    return int(np.searchsorted(ends, int(ends[word - 1]) - subwords, side="left")) + (
        1 if int(ends[word - 1]) > subwords else 0
    )


def _reach_forward(ends: npt.NDArray[np.integer], word: int, subwords: int) -> int:
    if word >= len(ends):
        return len(ends)
    return min(max(int(np.searchsorted(ends, int(ends[word - 1]) + subwords, side="right")), word), len(ends))

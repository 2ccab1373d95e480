"""What are the words of a text, and which of them stand inside quotation marks?

Words are the units in which the model tags: runs of letters and digits (with inner hyphens, points and
apostrophes), and every other visible character alone, so that quotation marks and full stops can be in or
out of a quotation on their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from laut.reading import lexicon

WORD = re.compile(r"\w+(?:[-'’./:,&]\w+)*|[^\w\s]")
PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")

OPENING_ONLY = frozenset("„‚‹")
"""Marks that open wherever they stand. The others open or close, by their neighbours (»German«, «Swiss»)."""
DOUBLE_MARKS = frozenset('„“”»«"')
SINGLE_MARKS = frozenset("‚‘›‹")
LONGEST_QUOTATION = 400
"""Words after which an unclosed quotation mark is taken for a misprint."""

OUTSIDE, INSIDE, OPENING, CLOSING, INSIDE_SINGLE = range(5)
N_QUOTE_STATES = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as arrays.

    Attributes:
        starts, ends: character offsets of each word, half-open.
        quote_state: OUTSIDE, INSIDE, OPENING, CLOSING or INSIDE_SINGLE for each word.
        opens_paragraph: whether a word is the first of its paragraph (or section).
        sentence_end: whether a sentence ends with the word; good enough to cut windows at.
        barrier: whether no quotation may go on from before the word to it, as from a headline to the text.
        after_gap: whether something that is not read, such as a caption, stands before the word.
        mark: whether it is a mark of punctuation.
    """

    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    quote_state: npt.NDArray[np.int8]
    opens_paragraph: npt.NDArray[np.bool_]
    sentence_end: npt.NDArray[np.bool_]
    barrier: npt.NDArray[np.bool_]
    after_gap: npt.NDArray[np.bool_]
    mark: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)

    def sentence_numbers(self) -> npt.NDArray[np.int64]:
        """Number of each word's sentence."""
        ends = self.sentence_end.astype(np.int64)
        numbers: npt.NDArray[np.int64] = np.cumsum(ends) - ends
        return numbers

    def part(self, start: int, end: int) -> Words:
        """The words from `start` to `end` (half-open); the first of them opens a paragraph."""
        opens = self.opens_paragraph[start:end].copy()
        opens[:1] = True
        cut = slice(start, end)
        rest = (self.sentence_end[cut], self.barrier[cut], self.after_gap[cut], self.mark[cut])
        return Words(self.starts[cut], self.ends[cut], self.quote_state[cut], opens, *rest)


def split_words(
    text: str, regions: Iterable[tuple[int, int]] | None = None, barriers: Container[int] = ()
) -> Words:
    """Split a text into words.

    Args:
        text: the whole text; offsets refer to it.
        regions: character ranges to look at, in order and apart (the sections that can hold statements);
            None for all of it. Each region begins a paragraph.
        barriers: beginnings of regions that no quotation may run into from the region before.
    """
    starts: list[int] = []
    ends: list[int] = []
    opens: list[bool] = []
    gaps: list[int] = []
    walls: list[int] = []
    read_to = 0
    for begin, stop in regions if regions is not None else [(0, len(text))]:
        if text[read_to:begin].strip():
            gaps.append(len(starts))
        read_to = stop
        if begin in barriers:
            walls.append(len(starts))
        breaks = [begin, *(m.end() for m in PARAGRAPH_BREAK.finditer(text, begin, stop)), stop]
        for paragraph, end in itertools.pairwise(breaks):
            first = True
            for match in WORD.finditer(text, paragraph, end):
                starts.append(match.start())
                ends.append(match.end())
                opens.append(first)
                first = False
    return Words(
        starts=np.array(starts, np.int32),
        ends=np.array(ends, np.int32),
        quote_state=_quote_states(text, starts, ends),
        opens_paragraph=np.array(opens, np.bool_),
        sentence_end=_sentence_ends(text, starts, ends, opens),
        barrier=_marked(walls, len(starts)),
        after_gap=_marked(gaps, len(starts)),
        mark=np.array([not (text[start].isalnum() or text[start] == "_") for start in starts], np.bool_),
    )


def _marked(places: list[int], length: int) -> npt.NDArray[np.bool_]:
    marks = np.zeros(length, np.bool_)
    marks[[place for place in places if place < length]] = True
    return marks


def _quote_states(text: str, starts: list[int], ends: list[int]) -> npt.NDArray[np.int8]:
    """Follow double and single quotation marks of any style through the text."""
    states = np.zeros(len(starts), np.int8)
    opened_double = opened_single = -1
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        char = text[start] if end - start == 1 else ""
        if char in DOUBLE_MARKS:
            if opened_double < 0 and _looks_opening(text, start):
                opened_double = i
                states[i] = OPENING
            elif opened_double >= 0:
                states[i] = CLOSING
                opened_double = opened_single = -1
            continue
        if char in SINGLE_MARKS:
            opened_single = i if char in OPENING_ONLY or opened_single < 0 else -1
        if opened_double >= 0 and i - opened_double > LONGEST_QUOTATION:
            states[opened_double:i] = OUTSIDE
            opened_double = -1
        if opened_double >= 0:
            states[i] = INSIDE
        elif opened_single >= 0 and i - opened_single < LONGEST_QUOTATION // 4:
            states[i] = INSIDE_SINGLE
    if opened_double >= 0:
        states[opened_double:] = OUTSIDE
    return states


def _looks_opening(text: str, at: int) -> bool:
    if text[at] in OPENING_ONLY:
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isspace() and (before.isspace() or before in "([–—-/„‚")


def _is_abbreviation(word: str) -> bool:
    """Whether a full stop behind a word hardly ends a sentence: initials, ordinals, titles."""
    short = len(word) <= 2 and word.isalnum() and not (len(word) == 2 and word.islower())
    return short or word in lexicon.load("de", "abbreviations", frozenset[str])


def _sentence_ends(text: str, starts: list[int], ends: list[int], opens: list[bool]) -> npt.NDArray[np.bool_]:
    n = len(starts)
    result = np.zeros(n, np.bool_)
    for i in range(n):
        if i + 1 == n or opens[i + 1]:
            result[i] = True
        elif text[starts[i]] in ".!?…" and ends[i] - starts[i] == 1:
            following = text[starts[i + 1]]
            spaced = starts[i + 1] > ends[i]
            abbreviated = i > 0 and _is_abbreviation(text[starts[i - 1] : ends[i - 1]])
            result[i] = spaced and not following.islower() and not abbreviated
        elif text[starts[i]] in DOUBLE_MARKS and i > 0 and text[starts[i - 1]] in ".!?":
            result[i] = starts[i + 1] > ends[i] and text[starts[i + 1]].isupper()
    return result

"""What grammar attributes, and to whom: characters of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.prose import Word

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the grammar of a sentence, or of two, attributes.

    Attributes:
        content: its parts, in order.
        speaker, cue, frame: where they stand.
    """

    content: tuple[Range, ...]
    speaker: Range
    cue: Range
    frame: Range

    @property
    def naming(self) -> Range:
        """The part of the frame that names the source, in which nothing else can be said."""
        return min(self.speaker[0], self.cue[0]), max(self.speaker[1], self.cue[1])


def characters(words: Sequence[Word], start: int, end: int) -> Range:
    """The characters of words, given by their numbers."""
    return words[start].start, words[end - 1].end

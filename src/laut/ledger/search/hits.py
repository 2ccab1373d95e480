"""What does a search give? Hits with the words that were found in them, a page at a time."""

from __future__ import annotations

from typing import Literal

from laut.records import Record, Told

Matched = Literal["words", "meaning", "both", "filters"]
"""Why something was found; ``filters`` if there was no query."""


class Snippet(Record, frozen=True):
    """A stretch of text with the words that were looked for.

    Attributes:
        text: the stretch; "…" stands where it was cut.
        highlights: what was found, as half-open ranges of characters of `text`, in order, not overlapping.
    """

    text: str
    highlights: tuple[tuple[int, int], ...] = ()


class Hit(Record, frozen=True):
    """A statement that was found.

    Attributes:
        told: the statement, and where it stands.
        score: what the hits are ranked by; says nothing across searches. 0 where nothing is ranked.
        matched: why it was found.
        content: what it says, around what was found.
        speaker: the speaker's name, if it is known.
    """

    told: Told
    score: float
    matched: Matched
    content: Snippet
    speaker: Snippet | None = None


class Page(Record, frozen=True):
    """Some of what a search found.

    Attributes:
        hits: in the order of their rank.
        next: what to give as `after` for those that follow; None if there are no more.
    """

    hits: tuple[Hit, ...]
    next: str | None = None

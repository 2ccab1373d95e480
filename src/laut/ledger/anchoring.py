"""Where does a stretch of text stand now? Anchors that survive other readings and other revisions of a text.

An anchor holds what the W3C Web Annotation Data Model (2017) calls a TextQuoteSelector – the words, and what stands
before and behind them – and a TextPositionSelector. `find` looks in this order:

1. the words as they are; where they stand more than once, the words around them decide, then the offsets;
2. the words apart from spaces, quotation marks, dashes and case;
3. the most similar stretch, if it is similar enough and no other is as similar.

What none of these finds is not there: a correction goes nowhere rather than to the wrong place.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

import msgspec

from laut.records import Record, Span

AROUND: Final = 32
"""Characters of context on each side."""

SIMILAR: Final = 0.75
"""Least similarity (difflib's ratio) of changed words with the quote."""

CLEARER: Final = 0.03
"""By how much the best of several similar stretches must be better than the next."""

EVIDENCE: Final = 12
"""Characters of quote and context that must agree; fewer prove nothing: "Ja" is in every text."""

_MOST_PLACES: Final = 200
"""Equal quotes that are compared by context; the nearest to the offsets are."""
_MOST_WINDOWS: Final = 3
_MOST_REPEATED: Final = 8
"""Times that each word of a quote may stand in it, on average, for it to be looked for with changes."""
_MOST_COMPARED: Final = 4_000_000
"""Largest product of lengths that is compared by characters (about a second); beyond, by words."""
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
_FOLDED: Final = str.maketrans({**dict.fromkeys("„“”«»‚‘’‹›'`´", '"'), **dict.fromkeys("–—‑−", "-")})


class Anchor(Record, frozen=True):
    """A stretch of a text, said so that it can be found in other versions of the text.

    Attributes:
        quote: the stretch itself.
        prefix: up to `AROUND` characters before it.
        suffix: up to `AROUND` characters behind it.
        start, end: its offsets in the text that it was taken from, in characters, half-open.
    """

    quote: str
    prefix: str
    suffix: str
    start: int
    end: int

    def to_json(self) -> str:
        """Return the anchor as the ledger keeps it."""
        return msgspec.json.encode(self).decode()


class Place(NamedTuple):
    """Where an anchor was found: offsets, half-open, and how sure that is, 0 to 1."""

    start: int
    end: int
    similarity: float = 1.0


def anchor(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of ``text[start:end]``.

    Raises:
        ValueError: the offsets are not a stretch of the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start}:{end} is not a stretch of a text of {len(text)} characters")
    return Anchor(
        quote=text[start:end],
        prefix=text[max(start - AROUND, 0) : start],
        suffix=text[end : end + AROUND],
        start=start,
        end=end,
    )


def from_json(data: str) -> Anchor:
    """Return the anchor that the ledger keeps."""
    return msgspec.json.decode(data, type=Anchor)


def find(sought: Anchor, text: str) -> Place | None:
    """Return where the anchor stands in this text, or None if it is not there any more.

    The cost is bounded by the length of the text times that of the quote; equal words are found in no time.
    """
    if text[sought.start : sought.end] == sought.quote and _context_is_exact(sought, text, sought.start):
        return Place(sought.start, sought.end)
    return _equal(sought, text) or _folded_equal(sought, text) or _similar(sought, text)


def find_span(text: str, span: Span, other: str) -> Span | None:
    """Return a span of one text as a span of another version of it, or None if it is not there any more."""
    place = find(anchor(text, span.start, span.end), other)
    return None if place is None else Span(place.start, place.end, other[place.start : place.end])


# The words as they are -------------------------------------------------------------------------------------------


def _equal(sought: Anchor, text: str) -> Place | None:
    whole = sought.prefix + sought.quote + sought.suffix
    places = list(_occurrences(text, whole)) if sought.prefix or sought.suffix else []
    if places:
        start = min(places, key=lambda place: abs(place + len(sought.prefix) - sought.start))
        start += len(sought.prefix)
        return Place(start, start + len(sought.quote))
    return _best_by_context(sought, text, _occurrences(text, sought.quote))


def _best_by_context(sought: Anchor, text: str, places: Iterator[int]) -> Place | None:
    near = heapq.nsmallest(_MOST_PLACES, places, key=lambda place: (abs(place - sought.start), place))
    if not near:
        return None
    size = len(sought.quote)
    rated = [(_agreement(sought, text, start, start + size), -rank, start) for rank, start in enumerate(near)]
    agreement, _, start = max(rated)
    needed = min(EVIDENCE, size + len(sought.prefix) + len(sought.suffix))
    return Place(start, start + size) if size + agreement >= needed else None


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _context_is_exact(sought: Anchor, text: str, start: int) -> bool:
    end = start + len(sought.quote)
    return text.startswith(sought.suffix, end) and text[:start].endswith(sought.prefix)


def _agreement(sought: Anchor, text: str, start: int, end: int) -> float:
    """Return how many characters of the context agree, those next to the quote twice over."""
    before, behind = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    next_to_it = _common(sought.prefix[::-1], before[::-1]) + _common(sought.suffix, behind)
    around = _alike(sought.prefix, before) + _alike(sought.suffix, behind)
    return (next_to_it + around) / 2


def _common(one: str, other: str) -> int:
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return number
    return min(len(one), len(other))


def _alike(one: str, other: str) -> int:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)


# The words apart from how they are set ---------------------------------------------------------------------------


def _folded_equal(sought: Anchor, text: str) -> Place | None:
    folded, offsets = _fold(text)
    words, _ = _fold(sought.quote)
    words = words.strip()
    if len(words) < EVIDENCE:
        return None
    prefix, suffix = _fold(sought.prefix)[0], _fold(sought.suffix)[0]
    first = next((at for at, offset in enumerate(offsets) if offset >= sought.start), len(folded))
    alike = Anchor(quote=words, prefix=prefix, suffix=suffix, start=first, end=first + len(words))
    place = _best_by_context(alike, folded, _occurrences(folded, words))
    if place is None:
        return None
    return Place(offsets[place.start], offsets[place.end - 1] + 1, 0.99)


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the text without differences of setting, and for each of its characters the offset in `text`."""
    kept: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if char.isspace():
            if kept and kept[-1] == " ":
                continue
            char = " "
        for part in unicodedata.normalize("NFKC", char).translate(_FOLDED).casefold():
            kept.append(part)
            offsets.append(offset)
    return "".join(kept), offsets


# The most similar stretch ----------------------------------------------------------------------------------------


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def _similar(sought: Anchor, text: str) -> Place | None:
    words = [token.text for token in _tokens(sought.quote)]
    # What repeats itself over and over fits everywhere, and would be compared for ever.
    if len(sought.quote) < EVIDENCE or len(words) > _MOST_REPEATED * len(set(words)):
        return None
    tokens = _tokens(text)
    best = _most_similar(sought, text, tokens)
    if best is None or best.similarity < SIMILAR:
        return None
    before = [token for token in tokens if token.end <= best.start]
    behind = [token for token in tokens if token.start >= best.end]
    for rest in (before, behind):
        rival = _most_similar(sought, text, rest)
        if rival is not None and best.similarity - rival.similarity < CLEARER:
            return _by_context(sought, text, best, rival)
    return best


def _most_similar(sought: Anchor, text: str, tokens: Sequence[_Token]) -> Place | None:
    words = [token.text for token in _tokens(sought.quote)]
    places = (
        _aligned(sought, text, tokens[first:last]) for first, last in _windows(words, tokens) if last > first
    )
    found = [place for place in places if place is not None]
    return min(
        found,
        key=lambda place: (-place.similarity, abs(place.start - sought.start), place.start),
        default=None,
    )


def _by_context(sought: Anchor, text: str, one: Place, other: Place) -> Place | None:
    """Return which of two equally similar stretches has the context; None if that does not tell either."""
    first = _agreement(sought, text, one.start, one.end)
    second = _agreement(sought, text, other.start, other.end)
    if abs(first - second) < EVIDENCE / 2:
        return None
    return one if first > second else other


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(match[0].casefold(), *match.span())
        for match in _TOKEN.finditer(text)
        if not match[0].isspace()
    ]


def _windows(words: Sequence[str], tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the text, as ranges of tokens, that share most of the quote's rare words."""
    known = set(words)
    often = Counter(token.text for token in tokens if token.text in known)
    weights = [1 / often[token.text] if token.text in known else 0.0 for token in tokens]
    size = max(len(words), 1)
    total = sum(weights[:size])
    sums = [total]
    for first in range(1, len(tokens) - size + 1):
        total += weights[first + size - 1] - weights[first - 1]
        sums.append(total)
    taken: list[int] = []
    for first in sorted(range(len(sums)), key=lambda at: (-sums[at], at)):
        if len(taken) == _MOST_WINDOWS or sums[first] <= 1e-9:
            break
        if all(abs(first - other) >= size for other in taken):
            taken.append(first)
            margin = size // 2 + 12  # words may have been put in, and the context helps to align
            yield max(first - margin, 0), min(first + size + margin, len(tokens))


def _aligned(sought: Anchor, text: str, window: Sequence[_Token]) -> Place | None:
    """Return the stretch of the window that the quote has become, with the similarity of the two."""
    before, quote, behind = _tokens(sought.prefix), _tokens(sought.quote), _tokens(sought.suffix)
    pattern = [token.text for token in (*before, *quote, *behind)]
    matcher = SequenceMatcher(None, pattern, [token.text for token in window], autojunk=False)
    first, last = len(before), len(before) + len(quote)
    start, end = _mapped(matcher, first, opens=True), _mapped(matcher, last, opens=False)
    if end <= start:
        return None
    place = (window[start].start, window[end - 1].end)
    return Place(*place, _similarity(sought.quote, text[slice(*place)]))


def _mapped(matcher: SequenceMatcher[str], boundary: int, *, opens: bool) -> int:
    """Return the boundary between two tokens of the pattern as one of the window."""
    for _, low, high, other_low, other_high in matcher.get_opcodes():
        equal = high - low == other_high - other_low
        if opens and low <= boundary < high:
            return other_low + (boundary - low if equal else 0)
        if not opens and low < boundary <= high:
            return other_high - (high - boundary if equal else 0)
    return 0


def _similarity(one: str, other: str) -> float:
    if len(one) * len(other) <= _MOST_COMPARED:
        return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
    words, others = ([token.text for token in _tokens(text)] for text in (one, other))
    return SequenceMatcher(None, words, others, autojunk=False).ratio()

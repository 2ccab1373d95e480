"""What else could the same article look like? Copies with the marks of careless copying, labels kept true.

Training mixes them in, and `python -m training.robustness` measures what each of them costs on dev. Every copy is
made by replacing stretches of the text; the character ranges of tokens move along.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Final

import numpy as np

from laut.reading.words import CLOSING, OPENING, split_words
from training.corpus import Document

Edit = tuple[int, int, str]
"""Start, end and what stands there instead."""

QUOTE_STYLES: Final = ("„“", "„”", "»«", "«»", '""', "“”", "‚‘")
UMLAUTS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
LONG_WORD: Final = re.compile(r"\b[^\W\d_]{9,}\b")
SYLLABLE: Final = re.compile(r"(?<=[aeiouyäöü])(?=[bcdfghjklmnpqrstvwxzß][aeiouyäöü])", re.IGNORECASE)
NUMBER_AND_DAY: Final = re.compile(r"^\d+ - | \(\d{4}-\d\d-\d\d\)$")
GAP: Final = re.compile(r"(?<=\S) (?=\S)")
REMNANTS: Final = ("&nbsp;", " <br/> ", "&amp;nbsp;", " <b></b> ", "\xa0")


def edited(document: Document, edits: list[Edit]) -> Document:
    """Replace stretches of a document's text; ranges that end in a replaced stretch end with the replacement."""
    if not edits:
        return document
    edits = sorted(edits)
    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [document.text[at:start], new]
        at = end
    pieces.append(document.text[at:])
    starts = [start for start, _, _ in edits]
    shifts = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]

    def moved(offset: int, *, closing: bool) -> int:
        n = bisect_right(starts, offset - 1)  # edits that begin before the offset
        if n and offset < edits[n - 1][1]:  # in the middle of one
            start, _, new = edits[n - 1]
            return start + shifts[n - 1] + (len(new) if closing else 0)
        if not closing and n < len(edits) and edits[n][:2] == (offset, offset):
            n += 1  # what is put in before a range does not belong to it
        return offset + shifts[n]

    def ranges(old: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(moved(a, closing=False), moved(b, closing=True)) for a, b in old]

    text = "".join(pieces)
    return replace(document, text=text, tokens=ranges(document.tokens))


def restyled(document: Document, style: str) -> Document:
    """Write the document with other quotation marks, given as a pair; with an empty style, without any."""
    opening, closing = style or ("", "")
    words = split_words(document.text)
    return edited(
        document,
        [
            (int(start), int(start) + 1, opening if state == OPENING else closing)
            for start, state in zip(words.starts, words.quote_state, strict=True)
            if state in (OPENING, CLOSING)
        ],
    )


def with_ascii_umlauts(document: Document) -> Document:
    """Write ä, ö, ü and ß with two letters."""
    return edited(
        document, [(i, i + 1, UMLAUTS[char]) for i, char in enumerate(document.text) if char in UMLAUTS]
    )


def without_paragraphs(document: Document) -> Document:
    """Join all paragraphs into one."""
    breaks = re.finditer(r"\s*\n\s*", document.text)
    return edited(document, [(m.start(), m.end(), " ") for m in breaks if m.end() < len(document.text)])


def with_headline(document: Document, *, capitals: bool) -> Document:
    """Put the headline above the text, which the corpus keeps in the document's name."""
    headline = NUMBER_AND_DAY.sub("", document.name)
    return edited(document, [(0, 0, (headline.upper() if capitals else headline) + "\n\n")])


def hyphenated(document: Document, rng: np.random.Generator, share: float = 0.15) -> Document:
    """Break some long words at a line end, with a hyphen."""
    edits: list[Edit] = []
    for match in LONG_WORD.finditer(document.text):
        places = [m.start() for m in SYLLABLE.finditer(match[0]) if 2 < m.start() < len(match[0]) - 2]
        if places and rng.random() < share:
            place = match.start() + places[len(places) // 2]
            edits.append((place, place, "-\n"))
    return edited(document, edits)


def with_remnants(document: Document, rng: np.random.Generator, share: float = 0.03) -> Document:
    """Leave remnants of HTML between some words."""
    gaps = [m.span() for m in GAP.finditer(document.text) if rng.random() < share]
    return edited(document, [(a, b, REMNANTS[int(rng.integers(len(REMNANTS)))]) for a, b in gaps])


def perturbations(seed: int = 0) -> Iterator[tuple[str, Callable[[Document], Document]]]:
    """Every kind of copy that robustness is measured on, by name; the random ones from a seed."""
    for style in QUOTE_STYLES[1:]:
        yield f"quotation marks {style[0]}…{style[1]}", lambda d, style=style: restyled(d, style)
    yield "no quotation marks", lambda d: restyled(d, "")
    yield "HTML remnants", lambda d: with_remnants(d, np.random.default_rng([seed, len(d.text)]))
    yield "hyphens at line ends", lambda d: hyphenated(d, np.random.default_rng([seed, len(d.text)]))
    yield "headline in capitals", lambda d: with_headline(d, capitals=True)
    yield "no paragraph breaks", without_paragraphs
    yield "ASCII umlauts", with_ascii_umlauts


def varied(document: Document, chances: dict[str, float], rng: np.random.Generator) -> Document:
    """A copy for training: each kind of change with its own chance.

    Args:
        chances: of ``restyle``, ``strip`` (quotation marks), ``umlauts``, ``paragraphs``, ``headline`` (half of them in
            capitals).
    """
    draw = rng.random()
    if draw < chances["strip"]:
        document = restyled(document, "")
    elif draw < chances["strip"] + chances["restyle"]:
        document = restyled(document, QUOTE_STYLES[int(rng.integers(len(QUOTE_STYLES)))])
    if rng.random() < chances["umlauts"]:
        document = with_ascii_umlauts(document)
    if rng.random() < chances["paragraphs"]:
        document = without_paragraphs(document)
    if rng.random() < chances["headline"]:
        document = with_headline(document, capitals=bool(rng.random() < 0.5))
    return document

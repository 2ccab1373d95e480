"""Where does each mark begin and end? Cuts an article into blocks and weaves overlapping marks into them.

Two partitions, both exact: `cut_blocks` splits the article's text into blocks (headline, paragraph, …)
and the white space between them; `weave` splits one block at every boundary of the marks that lie over it
and yields well-nested openings and closings. Joining the text of all pieces gives the text back, whatever
the sections and marks are: they may nest, cross, repeat, or reach outside the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from laut.records import Section, SectionKind

T = TypeVar("T")

RUN_IN: frozenset[SectionKind] = frozenset({"dateline", "agency", "byline", "date"})
"""Kinds that stand in the line of their neighbour when no line break separates them."""


class Run(NamedTuple):
    """A labelled stretch inside a block."""

    kind: SectionKind
    start: int
    end: int


class Block(NamedTuple):
    """A stretch that is set as one block; `kind` None is the white space between two blocks."""

    kind: SectionKind | None
    start: int
    end: int
    runs: tuple[Run, ...] = ()


class Layer(NamedTuple, Generic[T]):
    """A mark over `start` to `end`; of two layers with the same ends the lower `rank` is outside."""

    start: int
    end: int
    rank: int
    mark: T


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the article's text, untouched."""

    text: str


@dataclass(frozen=True, slots=True)
class Open(Generic[T]):
    """A mark begins, or goes on after a cut."""

    mark: T


@dataclass(frozen=True, slots=True)
class Close(Generic[T]):
    """A mark ends, or is cut."""

    mark: T


def cut_blocks(text: str, sections: Sequence[Section]) -> list[Block]:
    """Partition the text into blocks.

    Text outside every section becomes paragraphs, one a line. Sections that overlap or leave the text are
    clipped. A dateline or an agency code that shares its line with a paragraph stays in its block.
    """
    blocks: list[Block] = []
    for run in _all_runs(text, sections):
        last = blocks[-1] if blocks else None
        if last and _share_a_line(text, last, run):
            kind = run.kind if last.kind in RUN_IN else last.kind
            blocks[-1] = Block(kind, last.start, run.end, (*last.runs, run))
        else:
            blocks.append(Block(run.kind, run.start, run.end, (run,)))
    return _with_gaps(text, blocks)


def _share_a_line(text: str, block: Block, run: Run) -> bool:
    is_run_in = run.kind in RUN_IN or block.runs[-1].kind in RUN_IN
    return is_run_in and "\n" not in text[block.end : run.start]


def _with_gaps(text: str, blocks: Iterable[Block]) -> list[Block]:
    result: list[Block] = []
    cursor = 0
    for block in blocks:
        if cursor < block.start:
            result.append(Block(None, cursor, block.start))
        result.append(block)
        cursor = block.end
    if cursor < len(text):
        result.append(Block(None, cursor, len(text)))
    return result


def _all_runs(text: str, sections: Sequence[Section]) -> Iterator[Run]:
    """Yield the sections and, as paragraphs, the lines of whatever they leave uncovered."""
    cursor = 0
    for section in sorted(sections, key=lambda section: (section.start, section.end)):
        start, end = max(section.start, cursor), min(section.end, len(text))
        if start >= end:
            continue
        yield from _lines(text, cursor, start)
        yield Run(section.kind, start, end)
        cursor = end
    yield from _lines(text, cursor, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[Run]:
    for line in text[start:end].splitlines(keepends=True):
        body = line.strip()
        if body:
            offset = start + len(line) - len(line.lstrip())
            yield Run("paragraph", offset, offset + len(body))
        start += len(line)


def spread(blocks: Sequence[Block], layers: Iterable[Layer[T]]) -> list[list[Layer[T]]]:
    """Return for each block the layers that touch it, in their order; a layer may touch several."""
    starts = [block.start for block in blocks]
    result: list[list[Layer[T]]] = [[] for _ in blocks]
    for layer in layers:
        index = max(bisect_right(starts, layer.start) - 1, 0)
        while index < len(blocks) and blocks[index].start < layer.end:
            if layer.start < blocks[index].end and layer.start < layer.end:
                result[index].append(layer)
            index += 1
    return result


def weave(text: str, start: int, end: int, layers: Iterable[Layer[T]]) -> Iterator[Text | Open[T] | Close[T]]:
    """Yield the text from `start` to `end` with the layers as well-nested openings and closings.

    A layer that crosses another is closed at the cut and opened again behind it. What ends later is opened
    outside, which keeps the number of cuts small.
    """
    clipped = [layer for layer in layers if max(layer.start, start) < min(layer.end, end)]
    opening: dict[int, list[Layer[T]]] = {}
    for layer in clipped:
        opening.setdefault(max(layer.start, start), []).append(layer)
    edges = {start, end, *opening, *(min(layer.end, end) for layer in clipped)}
    stack: list[Layer[T]] = []
    position = start
    for edge in sorted(edges):
        if position < edge:
            yield Text(text[position:edge])
            position = edge
        cut = next((i for i, layer in enumerate(stack) if min(layer.end, end) <= edge), len(stack))
        closed, stack = stack[cut:], stack[:cut]
        for layer in reversed(closed):
            yield Close(layer.mark)
        fresh = opening.get(edge, [])
        again = [layer for layer in closed if min(layer.end, end) > edge]
        for layer in sorted([*again, *fresh], key=lambda layer: (-layer.end, layer.start, layer.rank)):
            stack.append(layer)
            yield Open(layer.mark)

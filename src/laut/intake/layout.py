"""Where are the paragraphs of a plain text? Blank lines, line ends, wrapped lines and Markdown's marks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Literal

from laut.records import Record

MAX_WRAP = 100
"""Characters; nobody wraps lines wider than this, so a longer line is a whole paragraph."""

MIN_FULL_LINES = 2
"""So many lines must end where the next word would not have fitted before a text counts as wrapped."""

SLACK = 4
"""Characters; editors and people break lines this much early."""

Mark = Literal["title", "heading", "strong"]
"""What Markdown says of a block: a heading of the first level, one of another level, all of it emphasised."""

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(=+|-+)$")
_RULE = re.compile(r"(?:[-*_~=#+•·.][ \t]*){3,}$")
_STRONG = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1$", re.DOTALL)
_BULLET = re.compile(r"(?:[-*+•▪‣◦·][ \t]+|>[ \t]*)+(?=\S)")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)$")
_SENTENCE_END = re.compile(r"[.!?:…][\"'“”„»«‘’›‹)\]]*$")


class Block(Record, frozen=True):
    """A stretch of a text that stands by itself.

    Attributes:
        start: offset of its first character, behind bullets and Markdown's marks.
        end: offset behind its last character.
        mark: what Markdown says of it, if it says anything.
        item: whether it is an item of a list or a quoted block.
    """

    start: int
    end: int
    mark: Mark | None = None
    item: bool = False


class Line(Record, frozen=True):
    """A line that is not blank: offsets of what stands between the spaces around it, and its indentation."""

    start: int
    end: int
    indent: int


def lay_out(
    text: str, *, stands_alone: Callable[[str], bool] = lambda line: False
) -> tuple[str, tuple[Block, ...]]:
    """Return `text` with wrapped lines unwrapped, and its blocks in order.

    A line end inside a paragraph becomes a space, so that the text keeps its length and offsets stay what they
    are. Whatever is no block (blank lines, rules, Markdown's marks) belongs to no section later.

    Args:
        text: the text.
        stands_alone: tells of a line whether it is never part of a wrapped paragraph, whatever its width.
    """
    groups = [part for group in _groups(text) for part in _parted(text, group, stands_alone)]
    width = _wrap_width(text, groups)
    blocks: list[Block] = []
    breaks: list[int] = []
    for group in groups:
        for lines in _paragraphs(text, group, width):
            block = _block(text, lines)
            if block is None:
                continue
            blocks.append(block)
            breaks += [line.end for line in lines[:-1] if line.end < block.end]
    if breaks:
        characters = list(text)
        for first in breaks:
            # Nothing but spaces stands between the end of a line and the line end.
            characters[text.index("\n", first)] = " "
        text = "".join(characters)
    return text, tuple(blocks)


def _groups(text: str) -> Iterator[list[Line]]:
    """Yield runs of lines without a blank line between them."""
    group: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            group.append(Line(start=at + indent, end=at + indent + len(stripped), indent=indent))
        elif group:
            yield group
            group = []
        at += len(raw) + 1
    if group:
        yield group


def _parted(text: str, group: list[Line], stands_alone: Callable[[str], bool]) -> Iterator[list[Line]]:
    """Part a run of lines before and behind each line that stands alone."""
    for _, lines in itertools.groupby(
        enumerate(group), lambda pair: pair[0] if stands_alone(text[pair[1].start : pair[1].end]) else -1
    ):
        yield [line for _, line in lines]


def _wrap_width(text: str, groups: list[list[Line]]) -> int | None:
    """Return the width that lines were wrapped to, or None if each line is a paragraph."""
    pairs = [
        (line, after)
        for group in groups
        for line, after in itertools.pairwise(group)
        if max(_width(line), _width(after)) <= MAX_WRAP and " " in text[line.start : line.end]
    ]
    if not pairs:
        return None
    width = max(max(_width(line), _width(after)) for line, after in pairs)
    full = sum(_is_full(text, line, after, width) for line, after in pairs)
    long = sum(_width(line) > MAX_WRAP for group in groups for line in group)
    return width if full >= MIN_FULL_LINES and 2 * full >= len(pairs) and full > long else None


def _paragraphs(text: str, group: list[Line], width: int | None) -> Iterator[list[Line]]:
    """Part a run of lines into paragraphs."""
    lines: list[Line] = []
    for line in group:
        if lines and not _continues(text, lines[-1], line, width):
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _continues(text: str, line: Line, after: Line, width: int | None) -> bool:
    """Tell whether `after` goes on with the sentence or the paragraph of `line`."""
    here, there = text[line.start : line.end], text[after.start : after.end]
    if _HEADING.match(here) or _HEADING.match(there) or _RULE.match(here) or _BULLET.match(there):
        return False
    if _UNDERLINE.match(there) and len(there) >= 3:
        return True
    if _width(line) > MAX_WRAP or _width(after) > MAX_WRAP:
        return False
    if there[0].islower() and not _SENTENCE_END.search(here) and "/" not in there.split(" ", 1)[0]:
        return True
    if width is None or (after.indent >= line.indent + 2 and _SENTENCE_END.search(here)):
        return False
    return _is_full(text, line, after, width)


def _is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """Tell whether the first word of `after` would not have fitted behind `line`."""
    word = text[after.start : after.end].split(" ", 1)[0]
    return _width(line) + 1 + len(word) > width - SLACK


def _width(line: Line) -> int:
    return line.indent + line.end - line.start


def _block(text: str, lines: list[Line]) -> Block | None:
    """Make a block of the lines of a paragraph, or None if it is only a rule."""
    start, end = lines[0].start, lines[-1].end
    last = text[lines[-1].start : end]
    if len(lines) > 1 and _UNDERLINE.match(last) and len(last) >= 3:
        return Block(start=start, end=lines[-2].end, mark="title" if last[0] == "=" else "heading")
    content = text[start:end]
    if len(lines) == 1 and (_RULE.match(content) or _IMAGE.match(content)):
        return None
    if heading := _HEADING.match(content):
        if not heading[2]:
            return None
        return Block(
            start=start + heading.start(2),
            end=start + heading.end(2),
            mark="title" if heading[1] == "#" else "heading",
        )
    bullet = _BULLET.match(content)
    if bullet:
        start += bullet.end()
    strong = _STRONG.match(text[start:end])
    if strong and strong[1] not in strong[2]:
        return Block(
            start=start + strong.start(2), end=start + strong.end(2), mark="strong", item=bullet is not None
        )
    return Block(start=start, end=end, item=bullet is not None)

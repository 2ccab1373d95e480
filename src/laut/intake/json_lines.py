"""JSON lines as they come, and whole JSON documents: one article, or many."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import partial

import msgspec

from laut.errors import InputError
from laut.intake.decode import decode_text, is_wide, refuse_binary, refuse_controls
from laut.intake.files import Stream
from laut.intake.guard import guard
from laut.intake.known import Known
from laut.intake.limits import in_words
from laut.intake.received import PassedOver, Received, Seen, nothing_seen
from laut.records import Rejection

_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"'}]|\[\s*[\[{\"\]])")
_BOM = b"\xef\xbb\xbf"
_HINT = "correct the line or leave it out; the other lines are read"


def looks_like_json(head: bytes) -> bool:
    """Tell whether an input that begins so is JSON: an object, or a list of objects."""
    return bool(_BEGINNING.match(head))


def load_json(
    stream: Stream, name: str, known: Known, *, expects_lines: bool, seen: Seen = nothing_seen
) -> Iterator[Received | PassedOver | Rejection]:
    """Read articles from JSON lines or from one JSON document; the first line tells which it is.

    Lines are read one by one, so that a file of any length takes no more memory than its longest line.

    Args:
        stream: the input.
        name: its name in messages.
        known: what the caller knows better.
        expects_lines: whether the ending of its name says that it has an article a line.
        seen: tells which lines and documents to pass over.

    Raises:
        InputError: the whole input cannot be read.
    """
    head = stream.peek()
    refuse_binary(head)
    if is_wide(head):
        text = decode_text(stream.read_all()).text
        stream = Stream(io.BytesIO(text.encode("utf-8", "surrogatepass")), stream.limits)
    else:
        refuse_controls(head)
    first: bytes | None = b""
    number = 0
    while first is not None and not first.strip().removeprefix(_BOM):
        first, number = stream.read_line(), number + 1
        if first == b"":
            raise InputError("it is empty", "give a file with the text of an article")
    is_object = first is not None and isinstance(_parsed(first), dict)
    if is_object and not stream.peek().strip() and not expects_lines:
        yield from _load_document(first or b"", name, known, seen)
    elif is_object or (expects_lines and (first is None or not _opens_document(first))):
        yield from _load_lines(stream, first, number, name, known, seen)
    else:
        if first is None:
            raise _too_long(stream)
        data = first + stream.read_all()
        lines = data.splitlines(keepends=True)[: stream.limits.lines_without_json]
        if not _opens_document(first) and any(isinstance(_parsed(line), dict) for line in lines):
            stream = Stream(io.BytesIO(data), stream.limits)
            yield from _load_lines(stream, stream.read_line(), number, name, known, seen)
        else:
            yield from _load_document(data, name, known, seen)


def _load_lines(
    stream: Stream, line: bytes | None, number: int, name: str, known: Known, seen: Seen
) -> Iterator[Received | PassedOver | Rejection]:
    """Read an article a line, from the one that was read already; a bad line does not end it.

    Raises:
        InputError: the input breaks off, or its first lines are no JSON at all.
    """
    bad = 0
    found = False
    while line != b"":
        if line is None or line.strip():
            where = f"{name}:{number}"
            for item in guard(where, partial(_load_line, line, stream, where, known, seen)):
                yield item
                found = found or not isinstance(item, Rejection)
                bad += isinstance(item, Rejection)
            if not found and bad >= stream.limits.lines_without_json:
                raise InputError(
                    f"none of its first {bad} lines is an article; the rest was not tried",
                    "JSON lines have one JSON object a line, each with a field “text”",
                )
        line, number = stream.read_line(), number + 1


def _load_line(
    line: bytes | None, stream: Stream, where: str, known: Known, seen: Seen
) -> Iterator[Received | PassedOver]:
    from laut.intake.json_articles import load_object, parse_json

    if line is None:
        raise _too_long(stream)
    if seen(where, line):
        yield PassedOver(where)
        return
    article = load_object(parse_json(_decoded(line)), known=known)
    yield Received(msgspec.structs.replace(article, path=where), line)


def _load_document(
    data: bytes, name: str, known: Known, seen: Seen
) -> Iterator[Received | PassedOver | Rejection]:
    """Read a JSON document: an article, or many.

    Raises:
        InputError: it is not JSON, or holds nothing.
    """
    from laut.intake.json_articles import article_objects, parse_json

    value = parse_json(_decoded(data))
    if value in ([], {}):
        raise InputError("there are no articles in it", "an article needs at least a field “text”")
    for place, item, outlet in article_objects(value):
        where = f"{name}: {place}" if place else name
        raw = json.dumps(item).encode() if place else data
        yield from guard(where, partial(_load_item, item, raw, where, known, outlet, seen))


def _load_item(
    item: object, raw: bytes, where: str, known: Known, outlet: str | None, seen: Seen
) -> Iterator[Received | PassedOver]:
    from laut.intake.json_articles import load_object

    if seen(where, raw):
        yield PassedOver(where)
        return
    article = load_object(item, known=known, outlet=outlet)
    yield Received(msgspec.structs.replace(article, path=where), raw)


def _decoded(data: bytes) -> str:
    """Return JSON as text: UTF-8 as it should be, or else whatever it is.

    Raises:
        InputError: it is no text.
    """
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return decode_text(data).text


def _parsed(line: bytes) -> object:
    """Return the value of a line of JSON, None if it is none."""
    from laut.intake.json_articles import parse_json

    try:
        return parse_json(_decoded(line))
    except InputError:
        return None


def _opens_document(line: bytes) -> bool:
    """Tell whether a line begins a document of many lines: a list, or a bracket alone."""
    line = line.strip().removeprefix(_BOM).strip()
    return line.startswith(b"[") or line == b"{"


def _too_long(stream: Stream) -> InputError:
    limit = in_words(stream.limits.article_bytes)
    return InputError(f"the line is longer than the {limit} that one article may have", _HINT)

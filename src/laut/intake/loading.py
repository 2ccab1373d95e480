"""From paths to articles: every input is read as what it is, as it comes, and none stops the others."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from laut.errors import InputError
from laut.intake import files
from laut.intake.assemble import normalise
from laut.intake.decode import Decoded, decode_page, decode_text
from laut.intake.files import Stream, display_name
from laut.intake.front_matter import split_front_matter
from laut.intake.guard import guard
from laut.intake.json_lines import load_json, looks_like_json
from laut.intake.known import Known
from laut.intake.limits import DEFAULT_LIMITS, Limits
from laut.intake.plaintext import load_plain
from laut.intake.received import PassedOver, Received, Seen, nothing_seen
from laut.records import Article, Note, Rejection

STDIN = "-"
"""The path that stands for standard input."""

LINE_SUFFIXES = (".jsonl", ".ndjson")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,20}<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\b|\s*<(?:rss|feed|urlset|sitemapindex)\b", re.IGNORECASE)
EMPTY = ("it is empty", "give a file with the text of an article")


def load(
    paths: Iterable[str | Path], *, known: Known | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Article | Rejection]:
    """Read files, folders and standard input; yield each article as soon as it is read, in input order.

    Text, Markdown, saved web pages, JSON and JSON lines, each also as gzip, are told apart by their endings and,
    where those say nothing, by what is in them. Folders are read with their folders, in sorted order. What cannot
    be read becomes a `Rejection` that says why; nothing raises.

    Args:
        paths: what to read; ``-`` is standard input.
        known: what the caller knows better than the files; it holds for every article.
        limits: how much of an input is read at most.
    """
    for item in load_raw(paths, known=known, limits=limits):
        if isinstance(item, Received):
            yield item.article
        elif isinstance(item, Rejection):
            yield item


def load_raw(
    paths: Iterable[str | Path],
    *,
    known: Known | None = None,
    limits: Limits = DEFAULT_LIMITS,
    seen: Seen = nothing_seen,
) -> Iterator[Received | PassedOver | Rejection]:
    """Do what `load` does, and yield each article with the bytes that it was made of.

    Args:
        paths: what to read; ``-`` is standard input.
        known: what the caller knows better than the files; it holds for every article.
        limits: how much of an input is read at most.
        seen: tells by an input's name and bytes whether to pass it over without making an article of it.
    """
    how = _How(known or Known(), limits, seen)
    for path in paths:
        if str(path) == STDIN:
            yield from guard(STDIN, partial(_load_stdin, how))
        elif not str(path):  # an empty shell variable, and not the current folder, which it would become
            yield Rejection(path='""', reason="it is no path, but an empty text", hint="give a path")
        else:
            yield from _load_path(Path(path), how)


def load_text(text: str, *, known: Known | None = None) -> Article:
    """Read the text of one article, as pasted from a page or an archive; a page's markup is recognised.

    Raises:
        InputError: there is no text in it.
    """
    if _PAGE.match(text):
        return _load_page(text, known=known or Known())
    if not text.strip():
        raise InputError("there is no text in it", "paste the text of an article")
    return _load_plain(text, known=known or Known())


class _How(NamedTuple):
    """How inputs are read: the same for all of them."""

    known: Known
    limits: Limits
    seen: Seen


def _load_path(path: Path, how: _How) -> Iterator[Received | PassedOver | Rejection]:
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False  # opening it will say what is wrong
    if not is_folder:
        yield from guard(display_name(path), partial(_load_file, path, how))
        return
    nothing = True
    for found in files.expand(path):
        nothing = False
        if isinstance(found, Rejection):
            yield found
        else:
            yield from guard(display_name(found), partial(_load_file, found, how))
    if nothing:
        yield Rejection(
            path=display_name(path),
            reason="there are no articles in this folder",
            hint=f"articles end in {', '.join(files.SUFFIXES)} or these with .gz; name other files one by one",
        )


def _load_file(path: Path, how: _How) -> Iterator[Received | PassedOver | Rejection]:
    file, stream = files.open_file(path, how.limits)
    with file:
        yield from _load_stream(stream, files.kind_of(path.name), display_name(path), how)


def _load_stdin(how: _How) -> Iterator[Received | PassedOver | Rejection]:
    stdin: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stdin is None:
        raise InputError("there is no standard input", "give a path instead of -")
    yield from _load_stream(Stream(stdin, how.limits), "", STDIN, how)


def _load_stream(
    stream: Stream, kind: str, name: str, how: _How
) -> Iterator[Received | PassedOver | Rejection]:
    """Read a stream as its ending says or, where that says nothing, as its beginning looks."""
    is_lines = kind in LINE_SUFFIXES
    if is_lines or kind == ".json" or (kind not in files.SUFFIXES and looks_like_json(stream.peek())):
        yield from load_json(stream, name, how.known, expects_lines=is_lines, seen=how.seen)
        return
    data = stream.read_all()
    if how.seen(name, data):
        yield PassedOver(name)
        return
    is_page = kind in PAGE_SUFFIXES
    decoded = decode_page(data) if is_page else decode_text(data)
    if not is_page and _PAGE.match(decoded.text):
        is_page, decoded = True, decode_page(data)
    if not normalise(decoded.text).strip():
        raise InputError(*EMPTY)
    if not is_page and _XML.match(decoded.text):
        raise InputError(
            "it is an XML feed or map, not an article", "fetch the pages that it names and give those"
        )
    load_one = _load_page if is_page else _load_plain
    yield Received(_signed(load_one(decoded.text, known=how.known), name, decoded), data)


def _load_plain(text: str, *, known: Known) -> Article:
    fields, body = split_front_matter(normalise(text))
    if not fields:
        return load_plain(text, known=known)
    from laut.intake.json_articles import load_object

    return load_object({**fields, "text": body}, known=known)


def _load_page(markup: str, *, known: Known) -> Article:
    from laut.intake.html import load_html  # what it needs takes a second to import

    return load_html(markup, known=known)


def _signed(article: Article, name: str, decoded: Decoded) -> Article:
    """Return the article with where it was read from, and a note if that could not be read in full."""
    notes = article.notes
    if decoded.damaged:
        few = "one character" if decoded.damaged == 1 else f"{decoded.damaged} characters"
        message = f"The file is damaged: {few} could not be read and stand as �."
        notes = (*notes, Note(kind="damaged-characters", message=message))
    return msgspec.structs.replace(article, path=name, notes=notes)

"""How much of an input is read at most."""

from __future__ import annotations

from laut.records import Record

MIB = 1024 * 1024


class Limits(Record, frozen=True):
    """Bounds that keep one bad input from filling the memory or holding up a batch.

    Attributes:
        article_bytes: size of one text, page, JSON document or JSON line, after decompression. The longest
            reports have a few hundred kilobytes, saved pages with their pictures inside a few megabytes.
        stream_ratio: a compressed stream of JSON lines may expand to this many times its size; text reaches
            about 10, a gzip bomb about 1,000.
        stream_grace_bytes: so much may a compressed stream expand to in any case, because short streams of
            equal lines compress well.
        lines_without_json: if so many lines at the beginning of a file are not JSON, the rest is not tried.
        blank_lines: so many blank lines in a row end a file; a few bytes of gzip can hold millions.
    """

    article_bytes: int = 32 * MIB
    stream_ratio: int = 200
    stream_grace_bytes: int = 64 * MIB
    lines_without_json: int = 20
    blank_lines: int = 100_000


DEFAULT_LIMITS = Limits()
"""The limits that hold unless a caller gives others."""


def in_words(size: int) -> str:
    """Return a number of bytes as people say it: ``32 MiB``, ``200.5 MiB``, ``17 bytes``."""
    if size < MIB:
        return f"{size} bytes" if size < 10_000 else f"{size / 1024:.0f} KiB"
    return f"{size / MIB:.1f}".removesuffix(".0") + " MiB"

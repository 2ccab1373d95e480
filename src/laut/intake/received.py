"""An article together with the bytes that it was made of, for whoever keeps what was received."""

from __future__ import annotations

from collections.abc import Callable

from laut.records import Article, Record

Seen = Callable[[str, bytes], bool]
"""Tells by the name of an input and its bytes whether it need not be looked at again."""


class Received(Record, frozen=True, kw_only=False):
    """An article as it was received.

    Attributes:
        article: what intake made of it.
        raw: the bytes that it was made of, decompressed: a file, a line, or one item of a JSON document.
    """

    article: Article
    raw: bytes


class PassedOver(Record, frozen=True, kw_only=False):
    """An input that was seen before, and was not looked into.

    Attributes:
        path: its name, with the line where it has several articles.
    """

    path: str


def nothing_seen(_name: str, _raw: bytes) -> bool:
    """Tell that everything is to be looked at."""
    return False

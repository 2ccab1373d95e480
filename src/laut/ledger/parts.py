"""How many values go into one query? Long lists are asked for in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

AT_ONCE: Final = 5_000
"""Values in a query; SQLite takes at most 32,766."""


def in_parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield items in their order, as many at a time as a query takes."""
    for first in range(0, len(items), AT_ONCE):
        yield items[first : first + AT_ONCE]

"""What sort of medium is a name for, and which may a noun mean? A station is no paper: *Nordfunk*, *die Zeitung*."""

from __future__ import annotations

from collections.abc import Collection

from laut.reading.actors.names import fold
from laut.reading.actors.nouns import media_words


def sorts_of(name: str, heads: Collection[str] = ()) -> set[str]:
    """Return what a medium is by its name, or by the nouns that it is called by: ``paper``, ``station``, ``agency``."""
    parts = fold(name).split()
    return {
        sort
        for sort, words in media_words().sorts.items()
        if not set(words.nouns.split()).isdisjoint(heads)
        or any(part.endswith(tuple(words.endings.split())) for part in parts)
        or set(parts) & set(words.names.split())
    }


def sorts_called(noun: str) -> set[str]:
    """Return the sorts that a noun is for; none for one that is for all, such as *Medium*."""
    return {sort for sort, words in media_words().sorts.items() if noun in words.nouns.split()}

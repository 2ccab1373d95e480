"""What does search know of a language? ``search.yaml`` in its lexicon folder."""

from __future__ import annotations

import functools

import msgspec

from laut.reading import lexicon


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``search.yaml`` says of a language; all fields are words with spaces between them.

    Attributes:
        empty: words that a query does not ask for.
        parts: what compounds are made of.
        first: what only opens compounds and is not found by itself.
    """

    empty: str
    parts: str = ""
    first: str = ""


@functools.cache
def language(code: str) -> Language:
    """Return what search knows of the language: ``de`` or ``en``."""
    known: Language = lexicon.load(code, "search", Language)
    return known

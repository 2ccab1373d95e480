"""Are these two spellings the same name? Keys that forget case, hyphens, accents, articles and case endings.

What is forgotten is language data and lies in ``data/spelling.yaml``.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib.resources import files

import msgspec

_PUNCTUATION = str.maketrans(dict.fromkeys("-–—‐‑/_", " ") | dict.fromkeys("'’‘`ʼ´.\"„“”«»", ""))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NUMERAL = re.compile(r"[IVX]+\.?")
_FIRST_PART = re.compile(r"(\w+)[-\s]([^\s-]+)$")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


class Spelling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may differ between two spellings of one name.

    Attributes:
        articles: words that may stand before a name.
        case_endings: endings of the last word that only say its case, the longest first.
        inflections: endings that any word of an institution's name may have, the longest first.
        particles: words that belong to the surname they stand before.
        droppable: particles that are often left out.
        suffixes: words behind a surname that do not belong to it.
    """

    articles: frozenset[str]
    case_endings: tuple[str, ...]
    inflections: tuple[str, ...]
    particles: frozenset[str]
    droppable: frozenset[str]
    suffixes: frozenset[str]


@functools.cache
def spelling() -> Spelling:
    """Return the packaged rules."""
    return msgspec.yaml.decode(
        files("laut.reading.actors").joinpath("data/spelling.yaml").read_bytes(), type=Spelling
    )


def fold(name: str) -> str:
    """Return the name in small ASCII letters where it has any, umlauts written out, hyphens as blanks."""
    text = name.casefold()
    if not text.isascii():
        text = _without_accents(unicodedata.normalize("NFC", text).translate(_UMLAUTS))
    if not text.replace(" ", "").isalnum():
        text = text.translate(_PUNCTUATION)
    return " ".join(text.split())


def keys(name: str) -> tuple[str, ...]:
    """Return the keys under which a name is to be found: with umlauts as *ae* and as *a*, without its article."""
    found = [fold(name)]
    if not name.isascii():
        found.append(fold(_without_accents(name.casefold())))
    bare = [without_article(key) for key in found]
    return tuple(dict.fromkeys(found + bare))


def variants(name: str) -> tuple[str, ...]:
    """Return the keys to try for words of a text: as they stand, then without article, then without ending."""
    key = fold(name)
    tries = dict.fromkeys([key, without_article(key)])
    for start in tuple(tries):
        for ending in spelling().case_endings:
            if start.endswith(ending) and len(start) - len(ending) > 2:
                tries[start.removesuffix(ending)] = None
    return tuple(tries)


def stem(key: str) -> str:
    """Return a key of several words without any inflection, so that *Weißen Hauses* is *Weißes Haus*."""
    return " ".join(_stem_of_word(word) for word in without_article(key).split())


def without_article(key: str) -> str:
    """Return a folded name without the article before it."""
    first, blank, rest = key.partition(" ")
    return rest if blank and first in spelling().articles else key


def surnames(name: str) -> tuple[str, ...]:
    """Return how a person with this full name may be called by surname; nothing for *Charles III.*

    Particles belong to the surname; those that are often left out, as in *al-Assad*, may be missing.
    """
    words = name.split()
    while len(words) > 1 and fold(words[-1]) in spelling().suffixes:
        words.pop()
    if not words or _NUMERAL.fullmatch(words[-1]):
        return ()
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in spelling().particles:
        start -= 1
    full = " ".join(words[start:])
    parts = _FIRST_PART.match(full)
    return (full, parts[2]) if parts and fold(parts[1]) in spelling().droppable else (full,)


def _stem_of_word(word: str) -> str:
    shorter = True
    while shorter:
        shorter = False
        for ending in spelling().inflections:
            if word.endswith(ending) and len(word) - len(ending) > 2:
                word, shorter = word.removesuffix(ending), True
                break
    return word


def _without_accents(text: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return bare.translate(_LETTERS)

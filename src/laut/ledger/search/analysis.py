"""Which words has a text? The same answer for what is indexed and for what is asked, and for both databases.

A word is a run of letters and digits. Its *form* is lower case and without accents, and does not tell ä from ae and a,
or ß from ss. Its *stem* is the form without inflection, by the Snowball algorithms (Porter 2001) for German and
English; the German one unites the spellings of umlauts itself. German compounds are taken apart by `compounds`.

Stems are compared and never shown. Texts in other languages get German stems, since laut reads German first.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Named directly: snowballstemmer.stemmer() would take another library of another version if one is installed.
from snowballstemmer.english_stemmer import EnglishStemmer  # type: ignore[import-untyped]
from snowballstemmer.german_stemmer import GermanStemmer  # type: ignore[import-untyped]

from laut.ledger.search.language import language as known_of

VERSION = "1"
"""Raised whenever the same text would get other words: the index must then be made again (`indexing.reindex`)."""
EMPTY = "0"
"""Opens the stems of words without a meaning of their own: "sich" must not be the stem of "Sicherheit"."""
LONGEST = 100
"""Characters of a word; what is longer is cut, for databases have limits."""

_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u00ad])*")
_JOINTS = frozenset("-\u2010\u2011")
_UMLAUT = "\u0308"
_STEMMERS = {"de": GermanStemmer(), "en": EnglishStemmer()}
_lock = threading.Lock()  # a stemmer keeps the word that it works on in itself


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        start: offset of its first character in the text.
        end: offset behind its last character.
        spelt: in lower case, without other accents than those of umlauts.
        joined: whether a hyphen joins it to the word before it.
        capital: whether it begins with a capital letter, as German nouns do.
    """

    start: int
    end: int
    spelt: str
    joined: bool
    capital: bool


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in their order."""
    last = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        joined = start == last + 1 and last > 0 and text[last] in _JOINTS
        yield Word(start, end, _spelt(match.group()), joined, text[start].isupper())
        last = end


@functools.lru_cache(maxsize=1 << 17)
def stem(spelt: str, language: str | None) -> str:
    """Return the stem of a word as `words` spells it, in the language of its text; None if that is not known."""
    if spelt in empty_words():
        return EMPTY + form(spelt)
    with _lock:
        stemmed: str = _STEMMERS["en" if language == "en" else "de"].stemWord(spelt)
    return _united(stemmed) if language == "en" else _bare(stemmed)


@functools.cache
def empty_words() -> frozenset[str]:
    """Return the words, as `words` spells them, that no query of several words asks for."""
    return frozenset(word.spelt for code in _STEMMERS for word in words(known_of(code).empty))


@functools.lru_cache(maxsize=1 << 14)
def form(spelt: str) -> str:
    """Return the word as `words` spells it without telling umlauts from their other spellings."""
    return _united(spelt)


@functools.lru_cache(maxsize=1 << 16)
def _spelt(word: str) -> str:
    # Twice, for either may bring what the other changes: 𝕬 is a capital, ŉ two letters.
    folded = unicodedata.normalize("NFKD", word.replace("\u00ad", "")).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    kept = "".join(
        character
        for place, character in enumerate(decomposed)
        if not unicodedata.combining(character)
        or (character == _UMLAUT and place and decomposed[place - 1] in "aou")
    )
    letters = "".join(
        filter(str.isalnum, unicodedata.normalize("NFC", kept))
    )  # NFKD may have brought signs: ½
    return letters[:LONGEST] or "0"


# As the German stemmer does it: not in "Quelle", and not where the u stands between vowels, as in "Steuer".
_SPELT_OUT = re.compile(r"(?<=[ao])e|(?<![aeiouyäöüq])ue")


def _united(word: str) -> str:
    return _bare(_SPELT_OUT.sub(lambda found: found.group().rstrip("e"), word))


def _bare(word: str) -> str:
    return word.translate(_UMLAUTS)


_UMLAUTS = str.maketrans("äöü", "aou")

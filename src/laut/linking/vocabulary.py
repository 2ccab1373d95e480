"""Which words of a language deny, oppose, count, name or date? The language data of linking, made ready for look-up.

The data lies in ``lexicon/LANGUAGE/linking.yaml``. Words are compared by their Snowball stems (Porter 2001), so that
one entry stands for its inflected forms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
import snowballstemmer  # type: ignore[import-untyped]

from laut.errors import LautError
from laut.reading import lexicon

FALLBACK = "de"
"""The language whose data is used for texts in a language that has none, or in an unknown one."""

BOUNDS: Final = ("more", "less", "about")
"""What may be said of a number: that it is more, less, or about so much."""
_TOKEN = re.compile(
    r"\d+(?:[.,’' \u00a0\u202f]\d{3})*(?:[.,]\d+)?|\w+(?:[-’'‑]\w+)*|[%€$£]|[,;:.!?…–—()„“”»«\"]"
)
"""A number, a word, a sign of what is counted, or punctuation."""


class _Negation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: frozenset[str]
    only_then: frozenset[str]
    particles: str
    spared: tuple[str, ...]
    suffixes: tuple[str, ...]
    corrected: tuple[str, ...]
    joined: tuple[str, ...]
    repeated: frozenset[str]
    nested: frozenset[str]
    turning: str
    turning_endings: tuple[str, ...]
    turning_pairs: tuple[str, ...]


class _Every(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: frozenset[str]
    ordinals: dict[str, float]


class _Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    units: dict[str, float]
    scales: dict[str, float]
    and_: str = msgspec.field(name="and")
    units_first: bool
    out_of: tuple[str, ...]
    fractions: dict[str, float]
    every: _Every
    decimal: str
    about: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    kinds: dict[str, str]


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    particles: str
    after_agent: frozenset[str]
    passive: frozenset[str]
    patient: frozenset[str]
    first_person: frozenset[str]
    third_person: frozenset[str]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stemmer: str
    clauses: frozenset[str]
    relatives: frozenset[str]
    stop: str
    clausal: str
    negation: _Negation
    axes: dict[str, tuple[str, str]]
    numbers: _Numbers
    names: _Names
    mood: dict[str, tuple[str, ...]]
    nationalities: dict[str, str] = {}


class _Places(msgspec.Struct, frozen=True):
    adjectives: dict[str, str]


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or mark of a text.

    Attributes:
        text: as it stands.
        lower: in small letters.
        start, end: character offsets, half-open.
        clause: number of the clause that it stands in, from 0.
        is_word: whether it is a word or a number, no mark.
    """

    text: str
    lower: str
    start: int
    end: int
    clause: int
    is_word: bool


class Phrases:
    """Phrases of one or more words in small letters, made ready to be looked for."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._of_first: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries:
            words = tuple(entry.split())
            self._of_first.setdefault(words[0], []).append(words)

    def places(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return where one of the phrases stands in the words, as half-open ranges."""
        if self._of_first.keys().isdisjoint(words):  # mostly, and told at once
            return []
        return [
            (at, at + len(entry))
            for at, word in enumerate(words)
            for entry in self._of_first.get(word, ())
            if tuple(words[at : at + len(entry)]) == entry
        ]

    def scattered(self, words: Sequence[str]) -> int:
        """Return how many of the phrases have their words among these, in this order, perhaps with others between."""
        entries = (entry for word in set(words) for entry in self._of_first.get(word, ()))
        return sum(_in_order(entry, words) for entry in entries)


def _in_order(entry: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(part in rest for part in entry)


class Vocabulary:
    """The language data of one language."""

    def __init__(self, language: str) -> None:
        data: _Data = lexicon.load(language, "linking", _Data)
        self.language = language
        self.numbers, self.names, self.mood_words = data.numbers, data.names, data.mood
        self.suffixes = data.negation.suffixes
        self._clauses = data.clauses
        self.relatives = data.relatives
        self._stemmer = data.stemmer
        self.stop = frozenset(data.stop.split())
        self.clausal = frozenset(data.clausal.split())
        self.particles = frozenset(data.negation.particles.split())
        self.before, self.only_then = data.negation.before, data.negation.only_then
        self.spared = Phrases(data.negation.spared)
        self.corrected = Phrases(data.negation.corrected)
        self.joined = data.negation.joined
        self.repeated, self.nested = data.negation.repeated, data.negation.nested
        self.turning = frozenset(map(self.stem, data.negation.turning.split()))
        self.turning_endings = data.negation.turning_endings
        self.turning_pairs = Phrases(data.negation.turning_pairs)
        self._axes: dict[str, tuple[tuple[str, int], ...]] = {}
        listed: set[str] = set()
        for axis, ends in data.axes.items():
            for sign, words in zip((1, -1), ends, strict=True):
                for word in words.split():
                    entry = (axis, sign)
                    known = self._axes.get(self.stem(word), ())
                    if entry not in known:
                        self._axes[self.stem(word)] = (*known, entry)
                listed.update(words.split())
        self._on_no_axis = self.stop - listed
        self.kinds = {word: kind for kind, words in data.numbers.kinds.items() for word in words.split()}
        self.nationalities = {
            self.stem(word): country for word, country in _nationalities(language, data).items()
        }
        self.moods = {name: Phrases(words) for name, words in data.mood.items()}
        self.out_of = Phrases(data.numbers.out_of)
        self.bounds = {name: Phrases(getattr(data.numbers, name)) for name in BOUNDS}

    def stem(self, word: str) -> str:
        """Return the stem of a word in small letters."""
        return _stem(self._stemmer, word)

    def axes_of(self, word: str) -> tuple[tuple[str, int], ...]:
        """Return the axes on which a word in small letters stands, with its ends: 1 or -1.

        Words without content stand on none unless they are listed: "sich" has the stem of "sicher".
        """
        return () if word in self._on_no_axis else self._axes.get(self.stem(word), ())

    def tokens(self, text: str) -> list[Token]:
        """Split a text into words, numbers and marks, with the clauses that they stand in."""
        found: list[Token] = []
        clause = 0
        for match in _TOKEN.finditer(text):
            text = match[0]
            lower, is_word = text.lower(), text[0].isalnum()
            if lower in self._clauses if is_word else lower not in "%€$£":
                clause += 1
            found.append(Token(text, lower, *match.span(), clause, is_word))
        return found


def _nationalities(language: str, data: _Data) -> dict[str, str]:
    return data.nationalities or lexicon.load(language, "places", _Places).adjectives


@functools.cache
def vocabulary(language: str | None) -> Vocabulary:
    """Return the vocabulary of a language; that of German for a language that has none."""
    try:
        return Vocabulary(language or FALLBACK)
    except LautError:
        if language in (None, FALLBACK):
            raise
        return vocabulary(FALLBACK)


@functools.lru_cache(maxsize=200_000)
def _stem(stemmer: str, word: str) -> str:
    return str(_stemmer(stemmer).stemWord(word))


@functools.cache
def _stemmer(name: str) -> snowballstemmer.basestemmer.BaseStemmer:
    return snowballstemmer.stemmer(name)

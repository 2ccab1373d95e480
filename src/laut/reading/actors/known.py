"""Which names does the registry or the lexicon know, and where do they stand in a sentence?"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Sequence

from laut.reading.actors.grammar import grammar
from laut.reading.actors.names import fold, is_capital, text_of, without_genitive
from laut.reading.actors.nouns import institutions, media_words, nouns_of
from laut.reading.actors.registry import Registry, all_names
from laut.reading.actors.roster import Roster
from laut.reading.prose import Word
from laut.records import Actor, SourceKind

_LONGEST = 5
_MOST_ANSWERS = 50_000
"""Names whose actors are kept, so that an archive does not fill the memory."""


@functools.cache
def known_kinds() -> dict[str, SourceKind]:
    """Well-known names of the lexicon that need no noun, with their kind."""
    known = institutions().known
    return {name.replace("_", " "): kind for kind, names in known.items() for name in names.split()}


@functools.cache
def _known_starts() -> dict[str, int]:
    """First words of those names that have several → the most that they have."""
    starts: dict[str, int] = {}
    for name in known_kinds():
        first, blank, _ = name.partition(" ")
        if blank:
            starts[first] = max(starts.get(first, 0), name.count(" ") + 1)
    return starts


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(media_words().common.split())


@functools.cache
def _before_titles() -> frozenset[str]:
    return frozenset(media_words().before_titles.split())


@functools.cache
def title_endings() -> frozenset[str]:
    """Last words of titles of newspapers and the like, folded."""
    return frozenset(media_words().titles.split())


class RegistryIndex:
    """First words of the registry's names, so that most words of a text need no look-up; and offices by actor."""

    def __init__(self, registry: Registry) -> None:
        """Index a registry's names by their first words."""
        self.first: dict[str, int] = {}
        self.small: set[str] = set()
        self.answers: dict[str, tuple[Actor, ...]] = {}
        for actor in registry.actors:
            for name in (actor.name, *(name for names in actor.names.values() for name in names)):
                words = fold(name).split()
                if name[:1].islower() and " " not in name:
                    self.small.add(name)
                if words:
                    self.first[words[0]] = max(self.first.get(words[0], 0), len(words))
                    for ending in ("er", "es"):  # "Weißes Haus" is "Weißen Hauses" elsewhere
                        if len(words) > 1 and words[0].endswith(ending):
                            for other in ("e", "en", "er", "es", "em"):
                                key = words[0].removesuffix(ending) + other
                                self.first[key] = max(self.first.get(key, 0), len(words))


_INDEXES: weakref.WeakKeyDictionary[Registry, RegistryIndex] = weakref.WeakKeyDictionary()


def index_of(registry: Registry) -> RegistryIndex:
    """The index of a registry, built once."""
    if registry not in _INDEXES:
        _INDEXES[registry] = RegistryIndex(registry)
    return _INDEXES[registry]


class Known:
    """Finds names that the registry knows, and surnames of the article's people, in sentences."""

    def __init__(self, registry: Registry, roster: Roster) -> None:
        """Look names up in a registry and in the article's own roster."""
        self.registry = registry
        self.roster = roster
        self._index = index_of(registry)

    def named(self, name: str) -> tuple[Actor, ...]:
        """Who the registry knows by a name."""
        answers = self._index.answers
        found = answers.get(name)
        if found is None:
            found = self.registry.named(name)
            if name.isupper() and name.endswith("S"):  # an abbreviation is no genitive
                found = tuple(actor for actor in found if fold(name) in map(fold, all_names(actor)))
            if len(answers) >= _MOST_ANSWERS:  # other threads may be looking: what they have found they keep
                answers.clear()
            answers[name] = found
        return found

    def is_small_name(self, text: str) -> bool:
        """Whether a word in small letters is a name all the same: *dpa*, *taz*."""
        return text in self._index.small or text in self.roster.small_names

    def end(self, words: Sequence[Word], at: int) -> int:
        """Where the longest name ends that the registry or lexicon knows and that begins at a word; else `at`."""
        word = words[at]
        if not is_capital(word):
            return at + 1 if self.is_small_name(word.text) else at
        key = fold(word.text).partition(" ")[0]
        own = self.roster.first_words.get(key, 0)
        for end in range(min(at + min(own, _LONGEST), len(words)), at + 1, -1):
            if self.roster.known(text_of(words[at:end])) is not None:
                return end
        first = self._index.first
        longest = max(first.get(key, 0), first.get(key.removesuffix("s"), 0))
        for end in range(min(at + min(longest, _LONGEST), len(words)), at, -1):
            closed = end == at + 1 or words[end - 1].text[0].isalnum()
            if closed and self.named(text_of(words[at:end])):
                return end
        for end in range(min(at + _known_starts().get(word.text, 0), len(words)), at, -1):
            if text_of(words[at:end]) in known_kinds():
                return end
        return at + 1 if word.text in known_kinds() else at

    def is_common(self, words: Sequence[Word], at: int) -> bool:
        """Whether a title stands there as the common noun that it also is: *in der Welt*, *die Länder der Welt*."""
        if words[at].text not in _common() or words[at].quoted:
            return False
        before = at - 1
        if before >= 0 and grammar().is_determiner(words[before].lower):
            before -= 1
        if before < 0:
            return False
        word = words[before]
        if before == at - 1 and word.text.islower() and word.lower.endswith(("e", "en", "er", "es", "em")):
            return word.lower not in grammar().no_adjectives and not word.lower.endswith(("te", "ten"))
        if is_capital(word):
            return before < at - 1 and not (before == 0 and not nouns_of(word.text))
        return word.lower in grammar().prepositions - _before_titles()

    def is_place(self, words: Sequence[Word], at: int, end: int) -> bool:
        """Whether a capital or country stands there as a place: after *in* or *aus*, in a dateline."""
        text = text_of(words[at:end])
        actors = self.named(text)
        seat = text in grammar().places.seats or without_genitive(text) in grammar().countries
        if not seat and not any(actor.kind == "government" and end == at + 1 for actor in actors):
            return False
        before = words[at - 1].lower if at else ""
        follows = words[end].text if end < len(words) else ""
        if before in grammar().prepositions and before not in ("laut", "von", "gegen"):
            return text != "Kreml" and not text.endswith("Regierung")
        if text.endswith("s") and without_genitive(text) in grammar().countries:
            return True
        if (
            at >= 2
            and words[at - 1].lower in ("der", "den")
            and words[at - 2].lower in grammar().prepositions
        ):
            return text in grammar().countries
        return at <= 2 and follows in ("(", "–", "—", "/", "-", ",") and not before.isalpha()

    def is_surname(self, word: str) -> bool:
        """Whether a person of the article has this surname."""
        return bool(self.roster.called(word))

    def is_title(self, words: Sequence[Word]) -> bool:
        """Whether words in quotation marks are the title of a medium or a name that is known."""
        if not words:
            return False
        text = text_of(words)
        if self.named(text) or self.roster.known(text) or text in known_kinds():
            return True
        return fold(words[-1].text) in title_endings() or words[-1].text.endswith(
            (".de", ".com", ".org", ".net")
        )

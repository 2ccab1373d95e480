"""Whom does a content name, and who of them acts on whom?

Names are looked up in the registry of actors, so that *Selenskyj* and *Zelensky* are one. Governments, buildings and
capitals stand for their state, and so does a nationality: at that level, *the Kremlin* and *russisch* are one party.
Whether a name acts or is acted on is read off its place: behind a preposition or an accusative article it is acted
on, behind "von" or "by" in a passive clause it acts, otherwise the first name of a clause acts.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from laut.linking.vocabulary import Token, Vocabulary
from laut.reading.actors import spelling
from laut.reading.actors.registry import Registry, all_names, surnames_of

_LONGEST = 5
"""Words of the longest name that is looked for."""
_LOOK_BACK = 3
"""Words before a name in which its preposition or article is looked for."""


@dataclass(frozen=True, slots=True)
class Names:
    """Whom a content names.

    Attributes:
        people: ids of persons.
        parties: ids of the states, organisations and persons that are involved, each as the state or organisation
            that it speaks for if there is one.
        acting, acted_on: by their part in a clause: parties, and nouns that name nobody known, as ``word:`` and
            the stem.
    """

    people: frozenset[str]
    parties: frozenset[str]
    acting: frozenset[str]
    acted_on: frozenset[str]


class NameIndex:
    """The names of a registry, for quick look-up of the words of a text."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._ids: dict[str, str] = {}
        self._first: set[str] = set()
        self._begins = functools.lru_cache(maxsize=50_000)(self._may_begin)
        self._parties: dict[str, str] = {}
        self._people: set[str] = set()
        for actor in registry.actors:
            self._parties[actor.id] = actor.side or actor.id
            if actor.kind == "person":
                self._people.add(actor.id)
            for name in all_names(actor):
                for key in spelling.keys(name):
                    self._add(key, actor.id)
        for actor in registry.actors:
            for name in surnames_of(actor):
                for key in spelling.keys(name):
                    self._add(key, actor.id)

    def party_of(self, actor: str) -> str:
        """Return whom an actor speaks for, as an id; itself if nobody else is known."""
        return self._parties.get(actor, actor)

    def is_person(self, actor: str) -> bool:
        """Whether the id is that of a person."""
        return actor in self._people

    def country(self, name: str) -> str | None:
        """Return the id of a country by its canonical name."""
        return self._ids.get(spelling.fold(name))

    def find(self, tokens: Sequence[Token], words: Vocabulary) -> Iterator[tuple[int, int, str]]:
        """Yield the names in a text: first token, token behind the last, and the id."""
        at = 0
        while at < len(tokens):
            found = self._at(tokens, at) if tokens[at].text[0].isupper() else None
            if found:
                yield at, found[0], found[1]
                at = found[0]
                continue
            country = words.nationalities.get(words.stem(tokens[at].lower)) if tokens[at].is_word else None
            id_ = self.country(country) if country else None
            if id_:
                yield at, at + 1, id_
            at += 1

    def _at(self, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
        if not self._begins(tokens[at].text):
            return None
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            last = tokens[at + length - 1]
            if not last.is_word or last.clause != tokens[at].clause:
                continue
            for key in spelling.variants(" ".join(token.text for token in tokens[at : at + length])):
                if key in self._ids:
                    return at + length, self._ids[key]
        return None

    def _may_begin(self, word: str) -> bool:
        """Whether a name may begin with a word, or with its first part."""
        first = spelling.fold(word).split(" ")[0]
        return first in self._first or any(key in self._first for key in spelling.variants(first))

    def _add(self, key: str, id_: str) -> None:
        self._ids.setdefault(key, id_)
        self._first.add(key.split(" ")[0])


def names_of(tokens: Sequence[Token], words: Vocabulary, index: NameIndex, speaker: str | None) -> Names:
    """Find whom a content names.

    Args:
        speaker: id of the speaker, for whom the first person stands.
    """
    people: set[str] = set()
    parties: set[str] = set()
    acting: set[str] = set()
    acted_on: set[str] = set()
    agents: dict[int, str] = {}
    data = words.names
    passive = {token.clause for token in tokens if token.lower in data.passive}
    mentions = list(index.find(tokens, words))
    named = {at for start, end, _ in mentions for at in range(start, end)}
    mentions += [
        (at, at + 1, f"word:{words.stem(token.lower)}")
        for at, token in enumerate(tokens)
        if at not in named and token.text[0].isupper() and token.lower not in words.stop
    ]
    if speaker:
        mentions += [
            (at, at + 1, speaker) for at, token in enumerate(tokens) if token.lower in data.first_person
        ]
    for start, _, id_ in sorted(mentions):
        party = index.party_of(id_)
        if not id_.startswith("word:"):
            parties.add(party)
        if index.is_person(id_):
            people.add(id_)
        clause = tokens[start].clause
        before = [
            token.lower for token in tokens[max(start - _LOOK_BACK, 0) : start] if token.clause == clause
        ]
        if clause in passive and any(word in data.after_agent for word in before):
            acting.add(party)
            if clause in agents and agents[clause] != party:
                acting.discard(agents[clause])
                acted_on.add(agents[clause])
        elif clause in agents or any(word in data.patient for word in before):
            if agents.get(clause) != party:
                acted_on.add(party)
        else:
            agents[clause] = party
            acting.add(party)
    return Names(frozenset(people), frozenset(parties), frozenset(acting), frozenset(acted_on))


@functools.cache
def packaged_names() -> NameIndex:
    """Return the index of the registry that laut brings and the user's additions to it."""
    return NameIndex(Registry.load())

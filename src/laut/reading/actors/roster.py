"""Whom does one article speak of? Its people, institutions, media and papers, with what it says of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from laut.reading.actors.names import fold, sound, without_genitive
from laut.records import Actor, DateRange, SourceKind

_SOUNDS_LIKE = 5
"""Shortest surname that another spelling is looked for."""


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that an article speaks of.

    Attributes:
        name, kind, named, actor: as in `laut.records.Source`.
        gender: f, m, n or p (several); None if not known.
        age: in years, as the text gives it.
        offices: each title that the text gives it, with the countries or institutions that go with it.
        heads: nouns that stand for it when it is mentioned again (*ministerium*, *konzern*, *zeitung*).
        seen: each mention: offset, number of the sentence, and how prominent it is there.
        doubt: why it is not known who is meant, if that is so.
    """

    name: str
    kind: SourceKind | None
    named: bool | None
    actor: Actor | None = None
    gender: str | None = None
    age: int | None = None
    offices: list[Office] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    seen: list[Seen] = field(default_factory=list)
    doubt: str | None = None

    def add_office(self, office: Office) -> None:
        """Note an office that the text gives it."""
        if office not in self.offices:
            self.offices.append(office)

    @property
    def office(self) -> str | None:
        """How the text introduces a person: of what it says, the words that say the most; None if it says nothing."""
        words = [office.words for office in self.offices if office.words]
        return max(words, key=len) if words and self.kind == "person" else None


@dataclass(frozen=True, slots=True)
class Office:
    """A title in a text.

    Attributes:
        noun: the noun's base, in lower case: *minister*.
        whole: the whole noun in lower case: *außenminister*.
        of: countries and institutions that the text names with it, folded.
        former: whether the text says that the office is over.
        words: as the text puts it: *Sprecherin der Stadtwerke*.
    """

    noun: str
    whole: str
    of: frozenset[str] = frozenset()
    former: bool = False
    words: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention: where, and how prominent (2 subject or speaker, 1 object, 0 inside another phrase or a quotation)."""

    at: int
    sentence: int
    weight: float


class Roster:
    """The entities of one article, to be asked by name, surname and noun."""

    def __init__(self, published: DateRange | None) -> None:
        """Begin with nobody.

        Args:
            published: publication date, for ages and offices.
        """
        self.published = published
        self.entities: list[Entity] = []
        self._names: dict[str, Entity] = {}
        self._surnames: dict[str, list[Entity]] = {}
        self._sounds: dict[str, list[Entity]] = {}
        self._actors: dict[str, Entity] = {}
        self._heads: dict[str, list[Entity]] = {}
        self.first_words: dict[str, int] = {}
        self.small_names: set[str] = set()
        self.outlet: Entity | None = None
        """Who published the article, if that is known."""

    @property
    def people(self) -> list[Entity]:
        """The persons that the article names."""
        return [one for one in self.entities if one.kind == "person"]

    def known(self, name: str) -> Entity | None:
        """The entity with this name, in the nominative or the genitive."""
        key = fold(name)
        return self._names.get(key) or self._names.get(without_genitive(key))

    def of_actor(self, actor: Actor) -> Entity:
        """The entity of an actor of the registry."""
        if actor.id not in self._actors:
            entity = Entity(actor.name, actor.kind, True, actor, actor.gender)
            self._actors[actor.id] = entity
            self.add(entity)
        return self._actors[actor.id]

    def called(self, surname: str) -> list[Entity]:
        """People with a surname, in any spelling."""
        for word in dict.fromkeys((surname, without_genitive(surname))):
            found = self._surnames.get(fold(word))
            if found:
                return found
        for word in dict.fromkeys((surname, without_genitive(surname))):
            found = self._sounds.get(sound(word)) if len(word) >= _SOUNDS_LIKE else None
            if found:
                return found
        return []

    def first_named(self, name: str) -> list[Entity]:
        """People with a given name or a first surname, as some are called by it."""
        key = fold(name)
        return [one for one in self.people if one.named and key in fold(one.name).split()[:-1]]

    def headed(self, noun: str) -> list[Entity]:
        """Entities that a noun may stand for."""
        return [one for head, listed in self._heads.items() if head.endswith(noun) for one in listed]

    def add(self, entity: Entity, aliases: Iterable[str] = ()) -> Entity:
        """Take an entity in."""
        self.entities.append(entity)
        for name in (entity.name, *aliases):
            self.add_name(entity, name)
        if entity.kind == "person":
            self.add_surname(entity, entity.name.split()[-1])
        return entity

    def add_surname(self, entity: Entity, surname: str) -> None:
        """Let a surname stand for a person."""
        for table, key in ((self._surnames, fold(surname)), (self._sounds, sound(surname))):
            if entity not in table.setdefault(key, []):
                table[key].append(entity)

    def add_name(self, entity: Entity, name: str) -> None:
        """Let another name stand for an entity."""
        key = fold(name)
        self._names.setdefault(key, entity)
        if name.islower() and " " not in name:
            self.small_names.add(name)
        first, blank, rest = key.partition(" ")
        if blank and entity.kind != "document":
            self.first_words[first] = max(self.first_words.get(first, 0), rest.count(" ") + 2)

    def add_head(self, entity: Entity, noun: str) -> None:
        """Let a noun stand for an entity when it comes again."""
        entity.heads.add(noun)
        listed = self._heads.setdefault(noun, [])
        if entity not in listed:
            listed.append(entity)

    def merge(self, entity: Entity, into: Entity) -> None:
        """Let an entity that turns out to be another one stand for that other from now on."""
        if entity in self.entities:
            self.entities.remove(entity)
        for key in [key for key, one in self._names.items() if one is entity]:
            self._names[key] = into
        for noun in entity.heads:
            self._heads[noun].remove(entity)
            self.add_head(into, noun)

    def ages(self, entity: Entity) -> frozenset[int]:
        """The ages that an entity may have had on the publication day; empty if nothing is known."""
        if entity.age is not None:
            return frozenset({entity.age})
        if entity.actor is None or entity.actor.born is None or self.published is None:
            return frozenset()
        days = (self.published.earliest, self.published.latest)
        return frozenset(range(*_span(_age(entity.actor.born, days[0]), _age(entity.actor.born, days[1]))))


def _span(first: int, last: int) -> tuple[int, int]:
    return first, last + 1


def _age(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

"""Which people, organisations, media and states are known, by which names, and who held which office when?

The packaged actors lie in ``data/actors.jsonl``, one a line; what the user imported is laid over them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib.resources import files
from typing import Self

import msgspec

from laut.errors import LautError
from laut.reading.actors import spelling, user_file
from laut.records import Actor, DateRange, Role

_DECODER = msgspec.json.Decoder(Actor)


class Registry:
    """The known actors, to be asked by id, by name, by surname and by office.

    Names are compared without regard to case, umlaut spelling, accents, hyphens, a leading article and the
    endings of German cases. The indexes are built when they are first needed.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors = {actor.id: actor for actor in actors}
        self._names: dict[str, tuple[str, ...]] | None = None
        self._stems: dict[str, tuple[str, ...]] = {}
        self._surnames: dict[str, tuple[str, ...]] = {}
        self._offices: dict[tuple[str, str], tuple[tuple[Role, str], ...]] | None = None

    @classmethod
    def load(cls) -> Self:
        """Return the packaged actors with what the user imported laid over them.

        Raises:
            LautError: a file of actors is damaged; the message names it and the line.
        """
        return cls(user_file.overlaid(packaged(), user_file.read()))

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors, in the order of the file."""
        return tuple(self._actors.values())

    def get(self, id: str) -> Actor | None:
        """Return the actor with this id."""
        return self._actors.get(id)

    def named(self, name: str) -> tuple[Actor, ...]:
        """Return who has this name or alias, in any spelling and case; several if it is ambiguous.

        A surname alone is a name only where the actor is commonly called by it; see `people_called`.
        """
        if self._names is None:
            self._index_names()
        assert self._names is not None
        for key in spelling.variants(name):
            if key in self._names:
                return self._resolve(self._names[key])
        key = spelling.fold(name)
        return self._resolve(self._stems.get(spelling.stem(key), ())) if " " in key else ()

    def people_called(self, surname: str) -> tuple[Actor, ...]:
        """Return the people who have this surname, in any spelling, with or without the genitive's ending."""
        if self._names is None:
            self._index_names()
        for key in spelling.variants(surname):
            if key in self._surnames:
                return self._resolve(self._surnames[key])
        return ()

    def holders(self, title: str, of: str, on: DateRange | None) -> tuple[Actor, ...]:
        """Return who held an office, in the order in which they took it.

        Args:
            title: key of the role, such as ``president``.
            of: actor id of the state, government or organisation.
            on: days of which at least one must lie in the term; None asks for everyone who ever held it.
        """
        if self._offices is None:
            self._index_offices()
        assert self._offices is not None
        terms = self._offices.get((title, of), ())
        return self._resolve(holder for role, holder in terms if on is None or _held_on(role, on))

    def _resolve(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        return tuple(self._actors[id] for id in dict.fromkeys(ids))

    def _index_names(self) -> None:
        names: dict[str, dict[str, None]] = {}
        stems: dict[str, dict[str, None]] = {}
        surnames: dict[str, dict[str, None]] = {}
        for actor in self._actors.values():
            only_surname = _surname_first(actor) if actor.kind == "person" else None
            for name in all_names(actor):
                if name == only_surname:
                    continue
                for key in spelling.keys(name):
                    names.setdefault(key, {})[actor.id] = None
                    if actor.kind != "person" and " " in key:
                        stems.setdefault(spelling.stem(key), {})[actor.id] = None
            for name in surnames_of(actor):
                for key in spelling.keys(name):
                    surnames.setdefault(key, {})[actor.id] = None
        self._stems = {key: tuple(ids) for key, ids in stems.items()}
        self._surnames = {key: tuple(ids) for key, ids in surnames.items()}
        # last: another thread takes it as the sign that all three are there
        self._names = {key: tuple(ids) for key, ids in names.items()}

    def _index_offices(self) -> None:
        offices: dict[tuple[str, str], list[tuple[Role, str]]] = {}
        for actor in self._actors.values():
            for role in actor.roles:
                offices.setdefault((role.title, role.of), []).append((role, actor.id))
        for terms in offices.values():
            terms.sort(key=lambda term: term[0].start or dt.date.min)
        self._offices = {office: tuple(terms) for office, terms in offices.items()}


def packaged() -> list[Actor]:
    """Return the actors that the package brings."""
    data = files("laut.reading.actors").joinpath("data/actors.jsonl").read_bytes()
    try:
        return _DECODER.decode_lines(data)
    except msgspec.DecodeError as error:
        raise LautError(f"the packaged registry cannot be used: {error}", "install laut again") from error


def all_names(actor: Actor) -> tuple[str, ...]:
    """Return the canonical name and all others, each once."""
    return tuple(dict.fromkeys([actor.name, *(name for names in actor.names.values() for name in names)]))


def surnames_of(actor: Actor) -> tuple[str, ...]:
    """Return what a person is called without a given name.

    A name of one word that opens the canonical name says that the surname comes first, as in *Xi Jinping*.
    """
    if actor.kind != "person":
        return ()
    own_names = all_names(actor)
    single = [name for name in own_names if " " not in name]
    if _surname_first(actor):
        return tuple(single)
    return tuple(
        dict.fromkeys([*single, *(found for name in own_names for found in spelling.surnames(name))])
    )


def _surname_first(actor: Actor) -> str | None:
    """Return the surname that opens the canonical name, if one of the other names says so."""
    first, blank, _ = actor.name.partition(" ")
    return first if blank and first in all_names(actor) else None


def _held_on(role: Role, on: DateRange) -> bool:
    begun = role.start is None or role.start <= on.latest
    return begun and (role.end is None or role.end >= on.earliest)

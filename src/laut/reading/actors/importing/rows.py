"""What do all kinds of files have in common? Rows become actors, or a reason why not."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

import msgspec

from laut.reading.actors import spelling
from laut.records import Actor, Rejection

UNKNOWN_LANGUAGE = "und"
"""ISO 639-2's code for names of which nobody said what language they are in."""

_ID = re.compile(r"[\w:.-]+")


class BadRowError(ValueError):
    """A row that cannot become an actor.

    Attributes:
        reason: what is wrong with it.
        hint: what to do about it.
    """

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class Imported(msgspec.Struct, frozen=True):
    """What a file brought.

    Attributes:
        actors: the actors, in the file's order.
        problems: the rows that were skipped, each with line and reason.
        left_out: what is in the file and has no place in the registry, with how often it came.
    """

    actors: tuple[Actor, ...]
    problems: tuple[Rejection, ...]
    left_out: Mapping[str, int]


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other people's words for what the registry knows.

    Attributes:
        countries: country codes (ISO 3166, small letters) to actor ids of states.
        positions: Wikidata's offices to ``title of``.
        classes: Wikidata's classes to kinds of sources.
    """

    countries: Mapping[str, str]
    positions: Mapping[str, str]
    classes: Mapping[str, str]


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the packaged vocabularies."""
    data = files(__package__).joinpath("vocabulary.yaml").read_bytes()
    return msgspec.yaml.decode(data, type=Vocabulary)


class Collector:
    """Takes what an importer finds, row by row."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._actors: dict[str, Actor] = {}
        self._problems: list[Rejection] = []
        self._left_out: dict[str, int] = {}

    def row(self, line: int, make: Callable[[], Actor | None]) -> None:
        """Add the actor that `make` makes of a row, or the reason why it does not."""
        try:
            actor = make()
        except BadRowError as error:
            self._problems.append(
                Rejection(path=f"{self.path}, line {line}", reason=error.reason, hint=error.hint)
            )
            return
        if actor is None:
            return
        if actor.id in self._actors:
            reason, hint = f"the id {actor.id} came before", "join the rows; the first one is taken"
            self._problems.append(Rejection(path=f"{self.path}, line {line}", reason=reason, hint=hint))
            return
        self._actors[actor.id] = actor

    def leave_out(self, what: str) -> None:
        """Count something that has no place in the registry."""
        self._left_out[what] = self._left_out.get(what, 0) + 1

    def result(self) -> Imported:
        """Return what was collected."""
        return Imported(tuple(self._actors.values()), tuple(self._problems), self._left_out)


def checked_id(given: str, prefix: str, name: str) -> str:
    """Return the id of a row, or one made of its name.

    Raises:
        BadRowError: the id has characters that ids do not have.
    """
    if not given:
        return f"{prefix}:{spelling.fold(name).replace(' ', '-')}"
    if not _ID.fullmatch(given):
        raise BadRowError(f"not an id: {given!r}", "use letters, digits, : . _ and -, as in Q7747")
    return given


def day(text: str) -> dt.date:
    """Return the day that a row gives.

    Raises:
        BadRowError: it is not a day as in 1952-10-07.
    """
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadRowError(
            f"not a day: {text!r}", "write days as in 1952-10-07, or leave the field empty"
        ) from error


def other_names(names: Iterator[tuple[str, str]], canonical: str) -> dict[str, tuple[str, ...]]:
    """Group names by language, each once and without the canonical one."""
    grouped: dict[str, dict[str, None]] = {}
    seen = {canonical}
    for language, name in names:
        cleaned = " ".join(name.split())
        if cleaned and cleaned not in seen:
            seen.add(cleaned)
            grouped.setdefault(language, {})[cleaned] = None
    return {language: tuple(found) for language, found in grouped.items()}

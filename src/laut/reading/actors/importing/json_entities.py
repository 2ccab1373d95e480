"""Which actors does a JSON file bring? Entities of Wikidata or of FollowTheMoney, one object or one a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from laut.errors import InputError
from laut.reading.actors.importing import follow_the_money, wikidata
from laut.reading.actors.importing.rows import BadRowError, Collector
from laut.records import Actor

Known = Callable[[str], Actor | None]


def collect(text: str, collector: Collector, known: Known) -> None:
    """Add the actors of a JSON file to the collector.

    Raises:
        InputError: not one entity in it is of Wikidata or FollowTheMoney.
    """
    found = False
    for line, entity in _entities(text):
        make = _maker(entity, collector, known)
        found = found or make is not None
        collector.row(line, make or _strange(entity))
    if not found:
        raise InputError(
            f"{collector.path}: JSON, but of neither Wikidata nor FollowTheMoney",
            "give what Special:EntityData gives, entities of a dump one a line, or FollowTheMoney one a line",
        )


def _maker(entity: Any, collector: Collector, known: Known) -> Callable[[], Actor | None] | None:
    if isinstance(entity, dict) and isinstance(entity.get("properties"), dict) and "schema" in entity:
        return lambda: follow_the_money.actor_of(entity, collector.leave_out, known)
    if isinstance(entity, dict) and ("labels" in entity or "missing" in entity) and "id" in entity:
        return lambda: wikidata.actor_of(entity, collector.leave_out)
    return None


def _strange(entity: Any) -> Callable[[], Actor | None]:
    def make() -> Actor | None:
        if isinstance(entity, BadRowError):
            raise entity
        raise BadRowError("no entity of Wikidata or FollowTheMoney", "remove the line")

    return make


def _entities(text: str) -> Iterator[tuple[int, Any]]:
    """Yield entities with the line that they begin in; a line that is not JSON yields the error."""
    try:
        whole = json.loads(text)
    except ValueError:
        yield from _lines(text)
        return
    if isinstance(whole, dict) and isinstance(whole.get("entities"), dict):
        yield from ((1, entity) for entity in whole["entities"].values())
    elif isinstance(whole, list):
        yield from ((1, entity) for entity in whole)
    else:
        yield 1, whole


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the objects of a file with one a line, as JSON lines or as an array of Wikidata's dumps."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().removesuffix(",")
        if bare in ("", "[", "]"):
            continue
        try:
            yield number, json.loads(bare)
        except ValueError as error:
            yield number, BadRowError(f"not JSON ({error})", "write one object a line")

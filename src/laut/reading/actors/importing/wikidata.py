"""What is an actor of Wikidata's in the registry? Labels, aliases, birth, gender and the offices that it knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Literal, cast

from laut.reading.actors.importing.rows import BadRowError, other_names, vocabulary
from laut.records import Actor, Role, SourceKind

LANGUAGES = ("de", "en", "fr", "es", "it", "pl", "nl", "ru", "uk")
"""Languages of which names are taken, the best for a canonical name first."""

_HUMAN = "Q5"
_GENDERS: dict[str, Literal["f", "m"]] = {"Q6581072": "f", "Q1052281": "f", "Q6581097": "m", "Q2449503": "m"}
_DAY_PRECISION = 11


def actor_of(entity: dict[str, Any], leave_out: Callable[[str], None]) -> Actor:
    """Return the actor that an entity describes.

    Args:
        entity: as in Special:EntityData or a dump.
        leave_out: is told of offices that the registry does not know.

    Raises:
        BadRowError: the entity is missing, or nameless in all languages that are taken.
    """
    id = str(entity["id"])
    if "missing" in entity:
        raise BadRowError(f"{id} does not exist in Wikidata", "correct the id")
    try:
        labels = list(_texts(entity, "labels"))
        name = next((label for _, label in labels), None)
        if name is None:
            raise BadRowError(
                f"{id} has no name in {', '.join(LANGUAGES)}", "give it a label in Wikidata, or use CSV"
            )
        kind = _kind(entity)
        return Actor(
            id=id,
            name=name,
            kind=kind,
            names=other_names(iter([*labels, *_texts(entity, "aliases")]), name),
            born=next((found for found in map(_day, _values(entity, "P569")) if found), None),
            gender=next((_GENDERS[item] for item in _items(entity, "P21") if item in _GENDERS), None),
            roles=tuple(_roles(entity, leave_out)) if kind == "person" else (),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadRowError(f"{id} is not as Wikidata writes entities ({error})", "fetch it again") from error


def _texts(entity: dict[str, Any], part: str) -> Iterator[tuple[str, str]]:
    """Yield labels or aliases with their language, in the order of `LANGUAGES`."""
    texts = entity.get(part) or {}
    for language in LANGUAGES:
        found = texts.get(language) or []
        for text in found if isinstance(found, list) else [found]:
            yield language, text["value"]


def _kind(entity: dict[str, Any]) -> SourceKind:
    classes = list(_items(entity, "P31"))
    if _HUMAN in classes or (not classes and any(_items(entity, "P21"))):
        return "person"
    known = vocabulary().classes
    return cast(SourceKind, next((known[item] for item in classes if item in known), "organisation"))


def _roles(entity: dict[str, Any], leave_out: Callable[[str], None]) -> Iterator[Role]:
    known = vocabulary().positions
    for claim in _claims(entity, "P39"):
        item = claim["mainsnak"]["datavalue"]["value"]["id"]
        if item not in known:
            leave_out("offices that the registry has no title for")
            continue
        title, of = known[item].split()
        start, end = (_qualifier(claim, property) for property in ("P580", "P582"))
        yield Role(title=title, of=of, start=start, end=end)


def _qualifier(claim: dict[str, Any], property: str) -> dt.date | None:
    snaks = (claim.get("qualifiers") or {}).get(property) or []
    return next((_day(snak["datavalue"]["value"]) for snak in snaks if "datavalue" in snak), None)


def _claims(entity: dict[str, Any], property: str) -> Iterator[dict[str, Any]]:
    """Yield the claims that have a value and are not deprecated."""
    for claim in (entity.get("claims") or {}).get(property) or []:
        if claim.get("rank") != "deprecated" and "datavalue" in claim["mainsnak"]:
            yield claim


def _values(entity: dict[str, Any], property: str) -> Iterator[dict[str, Any]]:
    for claim in _claims(entity, property):
        yield claim["mainsnak"]["datavalue"]["value"]


def _items(entity: dict[str, Any], property: str) -> Iterator[str]:
    for value in _values(entity, property):
        yield value["id"]


def _day(value: dict[str, Any]) -> dt.date | None:
    """Return a time as a day; a year or a month alone is not known well enough."""
    if value["precision"] < _DAY_PRECISION:
        return None
    try:
        return dt.date.fromisoformat(value["time"].lstrip("+")[:10])
    except ValueError:
        return None

"""What is an entity of FollowTheMoney's in the registry? People, organisations, companies and public bodies."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from laut.reading.actors.importing.rows import (
    UNKNOWN_LANGUAGE,
    BadRowError,
    checked_id,
    day,
    other_names,
    vocabulary,
)
from laut.records import Actor, SourceKind

SCHEMATA: dict[str, SourceKind] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "government",
}
"""The schemata that can speak; entities of others are left out."""

_WIKIDATA = re.compile(r"Q[1-9]\d*")
_GENDERS: dict[str, Literal["f", "m"]] = {"female": "f", "male": "m"}


def actor_of(
    entity: dict[str, Any], leave_out: Callable[[str], None], known: Callable[[str], Actor | None]
) -> Actor | None:
    """Return the actor that an entity describes, or None for one that cannot speak.

    FollowTheMoney does not say which language a name is in: an actor that is known keeps its German name.

    Raises:
        BadRowError: the entity has no name, or a property is not as the format has it.
    """
    kind = SCHEMATA.get(str(entity["schema"]))
    if kind is None:
        leave_out(f"entities of the schema {entity['schema']}")
        return None
    names = _texts(entity, "name") or ([entity["caption"]] if isinstance(entity.get("caption"), str) else [])
    if not names:
        raise BadRowError("no name", "fill in the property 'name'")
    id = _id(entity, names[0])
    known_as = known(id)
    name = known_as.name if known_as else " ".join(names[0].split())
    labelled = ((UNKNOWN_LANGUAGE, text) for text in [*names, *_texts(entity, "alias")])
    return Actor(
        id=id,
        name=name,
        kind=kind,
        names=other_names(labelled, name),
        born=next(
            (day(text[:10]) for text in _texts(entity, "birthDate") if len(text) >= len("1952-10-07")), None
        ),
        gender=next((_GENDERS[text] for text in _texts(entity, "gender") if text in _GENDERS), None),
        side=_side(entity),
    )


def _id(entity: dict[str, Any], name: str) -> str:
    given = str(entity.get("id") or "")
    wikidata = next(
        (text for text in [*_texts(entity, "wikidataId"), given] if _WIKIDATA.fullmatch(text)), None
    )
    return wikidata or checked_id(f"ftm:{given}" if given else "", "ftm", name)


def _side(entity: dict[str, Any]) -> str | None:
    """Return the state, if the entity has one and only one country."""
    countries = set(_texts(entity, "country"))
    return vocabulary().countries.get(countries.pop().lower()) if len(countries) == 1 else None


def _texts(entity: dict[str, Any], property: str) -> list[str]:
    values = entity["properties"].get(property, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadRowError(f"{property} is not a list of texts", "write properties as FollowTheMoney does")
    return values

"""Which actors does a table bring?

Columns, in any order; only ``name`` must be there. The separator is a comma, a semicolon or a tab.

======== ==================================================================================================
id       Wikidata id or one of your own; made of the name if empty
name     canonical name, in German usage
kind     person (if empty), organisation, government, media, document or group
born     birth date, as in 1952-10-07
gender   f or m
side     actor id of the state or organisation that the actor speaks for
names    other names, separated by ``|``; ``names_de``, ``names_en`` … if you know the language
roles    ``title@of first-day..last-day``, separated by ``|``, as in ``president@Q159 2012-05-07..``
======== ==================================================================================================
"""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterator
from typing import Literal, cast, get_args

from laut.errors import InputError
from laut.reading.actors.importing.rows import (
    UNKNOWN_LANGUAGE,
    BadRowError,
    Collector,
    checked_id,
    day,
    other_names,
)
from laut.records import Actor, Role, SourceKind

COLUMNS = ("id", "name", "kind", "born", "gender", "side", "names", "roles")

_NAMES = re.compile(r"names_([a-z]{2})")
_ROLE = re.compile(r"([a-z-]+)@([\w:.-]+)(?:\s+([\d-]*)(?:\.\.([\d-]*))?)?")

Row = dict[str, str]


def collect(text: str, collector: Collector) -> None:
    """Add the actors of a table to the collector.

    Raises:
        InputError: the table has no column ``name`` or columns that mean nothing here.
    """
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator, restkey="", restval="")
    columns = [name.strip() for name in reader.fieldnames or ()]
    _check(columns, collector.path)
    reader.fieldnames = columns
    for raw in reader:
        row = {column: (raw[column] or "").strip() for column in columns}
        collector.row(reader.line_num, functools.partial(_actor, row, raw.get("")))


def _check(columns: list[str], path: str) -> None:
    if "name" not in columns:
        raise InputError(
            f"{path}: neither JSON nor a table with a column 'name'",
            f"give CSV with the columns {', '.join(COLUMNS)}, Wikidata's JSON or FollowTheMoney",
        )
    unknown = [name for name in columns if name not in COLUMNS and not _NAMES.fullmatch(name)]
    if unknown:
        raise InputError(
            f"{path}: unknown column {unknown[0]!r}",
            f"use {', '.join(COLUMNS)}, names_de, names_en …, or remove it",
        )


def _actor(row: Row, extra: object) -> Actor:
    if extra:
        raise BadRowError(
            "more fields than columns", "put fields with the separator in them in double quotes"
        )
    name = " ".join(row["name"].split())
    if not name:
        raise BadRowError("no name", "fill in the column 'name'")
    return Actor(
        id=checked_id(row.get("id", ""), "user", name),
        name=name,
        kind=cast(SourceKind, _one_of(row, "kind", get_args(SourceKind)) or "person"),
        names=other_names(_names(row), name),
        born=day(row["born"]) if row.get("born") else None,
        gender=cast(Literal["f", "m"] | None, _one_of(row, "gender", ("f", "m"))),
        side=row.get("side") or None,
        roles=tuple(_role(part.strip()) for part in row.get("roles", "").split("|") if part.strip()),
    )


def _one_of(row: Row, column: str, allowed: tuple[str, ...]) -> str | None:
    value = row.get(column, "")
    if value and value not in allowed:
        raise BadRowError(f"{column} is {value!r}", f"use one of {', '.join(allowed)}")
    return value or None


def _names(row: Row) -> Iterator[tuple[str, str]]:
    for column, value in row.items():
        language = _NAMES.fullmatch(column)
        if language or column == "names":
            yield from ((language[1] if language else UNKNOWN_LANGUAGE, name) for name in value.split("|"))


def _role(text: str) -> Role:
    parts = _ROLE.fullmatch(text)
    if not parts:
        raise BadRowError(f"not a role: {text!r}", "write roles as in president@Q159 2012-05-07..2018-05-07")
    title, of, start, end = parts.groups()
    role = Role(title=title, of=of, start=day(start) if start else None, end=day(end) if end else None)
    if role.start and role.end and role.end < role.start:
        raise BadRowError(f"the role ends before it begins: {text!r}", "exchange the days")
    return role

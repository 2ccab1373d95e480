"""Which actors did the user add? Finding, reading and writing the user's registry file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from laut.errors import LautError
from laut.records import Actor, Role

_DECODER = msgspec.json.Decoder(Actor)


def place() -> Path:
    """Return where the user's actors are kept: ``LAUT_ACTORS``, else laut's folder for data of the user."""
    given = os.environ.get("LAUT_ACTORS")
    if given:
        return Path(given).expanduser()
    return _data_home() / "laut" / "actors.jsonl"


def read() -> list[Actor]:
    """Return the user's actors; none if nothing was imported yet.

    Raises:
        LautError: the file is damaged; the message names the line.
    """
    path = place()
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    return [_actor(line, path, number) for number, line in enumerate(lines, 1) if line.strip()]


def write(actors: Iterable[Actor]) -> Path:
    """Replace the user's file by these actors, all or nothing, and return where it is."""
    path = place()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_bytes(b"".join(line(actor) for actor in actors))
    draft.replace(path)
    return path


def line(actor: Actor) -> bytes:
    """Return the actor as one line of JSON, without the fields that say nothing."""
    data = {key: value for key, value in actor.to_dict().items() if value or key in ("id", "name", "kind")}
    data["roles"] = [{key: value for key, value in role.items() if value} for role in data.get("roles", ())]
    if not data["roles"]:
        del data["roles"]
    return msgspec.json.encode(data) + b"\n"


def overlaid(below: Iterable[Actor], above: Iterable[Actor]) -> list[Actor]:
    """Lay actors over others: what is given above wins, what it leaves open stays, names and roles are united."""
    merged = {actor.id: actor for actor in below}
    for actor in above:
        known = merged.get(actor.id)
        merged[actor.id] = _over(actor, known) if known else actor
    return list(merged.values())


def _over(new: Actor, old: Actor) -> Actor:
    """Lay one actor over another with the same id; the canonical name that loses stays as a German name."""
    known = {old.name, *(name for names in old.names.values() for name in names)}
    names = dict(old.names)
    for language, given in new.names.items():
        added = [name for name in given if name not in known]
        if added:
            names[language] = (*names.get(language, ()), *added)
    if new.name != old.name:
        names["de"] = (old.name, *(name for name in names.get("de", ()) if name != old.name))
    return msgspec.structs.replace(
        new,
        names={
            language: tuple(name for name in kept if name != new.name) for language, kept in names.items()
        },
        born=new.born or old.born,
        gender=new.gender or old.gender,
        side=new.side or old.side,
        roles=_united(new.roles, old.roles),
    )


def _united(new: tuple[Role, ...], old: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return the roles of both; a term that both know by title, body and first day is taken from the new."""
    terms = {(role.title, role.of, role.start): role for role in (*old, *new)}
    return tuple(terms.values())


def _actor(line: bytes, path: Path, number: int) -> Actor:
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError as error:
        raise LautError(
            f"{path}, line {number}: not an actor: {error}",
            "correct the line, or delete the file and import again",
        ) from error


def _data_home() -> Path:
    home = os.environ.get("XDG_DATA_HOME")
    if home and Path(home).is_absolute():
        return Path(home)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path.home() / ".local" / "share"

"""``laut actors``: who is known, and how to make more people, organisations and media known."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from laut.cli.options import debug_option, text_or_json
from laut.cli.running import CONTEXT_SETTINGS, SOME_FAILED, examples, say
from laut.errors import LautError
from laut.records import Actor, Role, SourceKind

if TYPE_CHECKING:
    from laut.reading.actors.registry import Registry

_FORMAT = text_or_json("text for people, json for programs: a list of actors.")


@click.group(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("who is meant by a name", "laut actors show Selenskyj"),
        ("all media that laut knows", "laut actors list --kind media"),
        ("add your own", "laut actors import people.csv"),
        ("the columns of such a file", "laut actors import --help"),
    ),
)
def actors() -> None:
    """Show, list and import the actors that laut knows: people, organisations, states and media.

    With them, reading tells who is meant by a surname, an office, an age or a capital. People whom the
    registry does not know are read as well: they get a name and no id.
    """


@actors.command(
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("by name, in any spelling", "laut actors show Medvedev"),
        ("by Wikidata id, as data", "laut actors show Q7747 --format json"),
    ),
)
@click.argument("name", nargs=-1, required=True)
@_FORMAT
@debug_option
@click.pass_context
def show(ctx: click.Context, /, name: tuple[str, ...], format_name: str) -> None:
    """Show the actors that a NAME can mean: a name or alias in any spelling, a surname, or an id.

    Exit status: 0 somebody is known by this name, 1 nobody is.
    """
    registry = _registry()
    wanted = " ".join(name)
    found = _find(registry, wanted)
    if format_name == "json":
        _put_json(found)
    else:
        click.echo("\n\n".join("\n".join(_card(actor, registry)) for actor in found), nl=bool(found))
    if not found:
        say(f"nobody is known as {wanted!r} – see laut actors list, or add them with laut actors import")
        ctx.exit(SOME_FAILED)


@actors.command(
    name="list",
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("the governments and authorities", "laut actors list --kind government"),
        ("who speaks for Ukraine", "laut actors list --side Ukraine"),
        ("everything, as data", "laut actors list --format json > actors.json"),
    ),
)
@click.option("--kind", type=click.Choice(get_args(SourceKind)), help="Keep actors of this kind.")
@click.option(
    "--side", metavar="NAME", help="Keep actors that speak for this state or organisation: name or id."
)
@_FORMAT
@debug_option
def list_actors(kind: SourceKind | None, side: str | None, format_name: str) -> None:
    """List the actors that laut knows, one a line: id, kind, name and whom they speak for."""
    registry = _registry()
    sides = None if side is None else {actor.id for actor in _find(registry, side)}
    if sides is not None and not sides:
        raise click.BadParameter(f"nobody is known as {side!r}.", param_hint="'--side'")
    kept = [
        actor
        for actor in registry.actors
        if (kind is None or actor.kind == kind) and (sides is None or actor.side in sides)
    ]
    if format_name == "json":
        _put_json(kept)
        return
    for actor in kept:
        side_name = _name_of(actor.side, registry) if actor.side else ""
        click.echo(f"{actor.id}\t{actor.kind}\t{actor.name}\t{side_name}".rstrip("\t"))


@actors.command(
    name="import",
    context_settings=CONTEXT_SETTINGS,
    epilog=examples(
        ("a table of your own", "laut actors import people.csv"),
        ("an entity as Wikidata gives it (Special:EntityData)", "laut actors import Q7747.json"),
        ("FollowTheMoney, one entity a line", "laut actors import entities.ftm.json"),
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@debug_option
@click.pass_context
def import_actors(ctx: click.Context, /, file: Path) -> None:
    """Add the actors of FILE to your own registry, which is laid over the one that laut brings.

    FILE is CSV, JSON of Wikidata, or FollowTheMoney; laut sees which it is. What FILE gives wins over what is
    known under the same id, what it leaves open stays, names and offices are added. Importing again changes
    nothing.

    \b
    The columns of a CSV file, in any order; only name must be there:
      id      Wikidata id or one of your own; made of the name if empty
      name    the name by which the actor is known in German
      kind    person (if empty), organisation, government, media, document, group
      born    as in 1952-10-07
      gender  f or m
      side    id of the state or organisation that the actor speaks for
      names   other names, separated by |; names_de, names_en … tell the language
      roles   as in president@Q159 2012-05-07..|prime-minister@Q159 2008-05-08..2012-05-07

    Your registry is the file in LAUT_ACTORS, else laut/actors.jsonl in your folder for data of programs
    (XDG_DATA_HOME, ~/.local/share): delete it to be rid of what you imported.

    Exit status: 0 all was imported, 1 some rows failed (each is named on stderr, the others are imported).
    """
    from laut.reading.actors import importing, user_file

    known = _registry()
    imported = importing.read_file(file, known.get)
    if imported.actors:
        place = user_file.write(user_file.overlaid(user_file.read(), imported.actors))
        click.echo(f"{_count(len(imported.actors), 'actor')} from {file} in {place}")
    for problem in imported.problems:
        say(str(problem))
    for what, number in imported.left_out.items():
        say(f"left out: {number} {what}")
    if imported.problems:
        ctx.exit(SOME_FAILED)
    if not imported.actors:
        raise LautError(f"{file}: no actors in it", "see laut actors import --help for what a file may hold")


def _registry() -> Registry:
    from laut.reading.actors.registry import Registry

    return Registry.load()


def _find(registry: Registry, wanted: str) -> tuple[Actor, ...]:
    by_id = registry.get(wanted)
    return (by_id,) if by_id else registry.named(wanted) or registry.people_called(wanted)


def _card(actor: Actor, registry: Registry) -> Iterator[str]:
    """Yield the lines that say all about an actor."""
    yield f"{actor.name}  {actor.id}"
    facts = [actor.kind, {"f": "female", "m": "male", None: ""}[actor.gender]]
    facts += [f"born {actor.born}"] if actor.born else []
    facts += [f"speaks for {_name_of(actor.side, registry)}"] if actor.side else []
    yield "  " + ", ".join(filter(None, facts))
    for role in sorted(actor.roles, key=lambda role: role.start or dt.date.min, reverse=True):
        yield f"  {_term(role):<24} {role.title} of {_name_of(role.of, registry)}"
    for language, names in actor.names.items():
        yield f"  also ({language}): {', '.join(names)}"


def _term(role: Role) -> str:
    return f"{role.start or '?'} … {role.end or ''}".rstrip()


def _name_of(id: str, registry: Registry) -> str:
    actor = registry.get(id)
    return actor.name if actor else id


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _put_json(found: Iterable[Actor]) -> None:
    """Print actors as JSON; always UTF-8, whatever the terminal's encoding is."""
    data = [actor.to_dict() for actor in found]
    click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode())

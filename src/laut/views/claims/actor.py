"""What did somebody say, and when? A list by date, with what contradicts it side by side."""

from __future__ import annotations

from collections.abc import Iterator

from laut.records import ActorFile, Told
from laut.views.claims.opposed import opposed_lines, said_on
from laut.views.claims.wording import outlet_of
from laut.views.terminal import MAX_WIDTH, printable
from laut.views.trail import firmness_line
from laut.views.wording import count


def describe_actor(file: ActorFile, width: int = MAX_WIDTH) -> str:
    """Return everything that an actor said by date, and the pairs of statements that cannot both hold.

    Args:
        file: what the ledger holds.
        width: columns of the terminal; only the pairs are wrapped.
    """
    lines = [*_head(file), "", *(_line(told) for told in file.tellings)]
    lines += opposed_lines(file.oppositions, (*file.tellings, *file.others), width)
    return "\n".join(lines) + "\n"


def _head(file: ActorFile) -> Iterator[str]:
    actor = file.actor
    yield printable(f"{file.name}, {actor.kind}, {actor.id}" if actor else file.name)
    outlets = len({told.outlet for told in file.tellings if told.outlet})
    shown = "" if file.total == len(file.tellings) else f"; the last {len(file.tellings)} of them"
    yield f"{count(file.total, 'statement')}{shown} in {count(outlets, 'outlet')}"
    others = [name for name in file.names if name != file.name]
    if others:
        yield printable(f"named as {', '.join(others)}")


def _line(told: Told) -> str:
    firm = firmness_line(told.statement.factuality)
    about = f" [{firm}]" if firm else ""
    claim = f" ({told.claim})" if told.claim else ""
    return printable(f"{said_on(told)}, {outlet_of(told)}: “{told.statement.text}”{about}{claim}")

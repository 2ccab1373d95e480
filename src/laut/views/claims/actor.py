"""What did somebody say, and when? A list by date, with what contradicts it side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from laut.linking.oppositions import day_of
from laut.records import ActorFile, Opposition, Told, When
from laut.views.claims.wording import OPPOSED, outlet_of
from laut.views.terminal import MAX_WIDTH, printable
from laut.views.trail import firmness_line
from laut.views.wording import count, describe_interval, describe_range

NARROW = 72
"""With fewer columns than this, the sentences of a pair stand one below the other."""
_GAP = 4
_INDENT = "   "


def describe_actor(file: ActorFile, width: int = MAX_WIDTH) -> str:
    """Return everything that an actor said by date, and the pairs of statements that cannot both hold.

    Args:
        file: what the ledger holds.
        width: columns of the terminal; only the pairs are wrapped.
    """
    lines = [*_head(file), "", *(_line(told) for told in file.tellings)]
    for kind, title in OPPOSED.items():
        found = [one for one in file.oppositions if one.kind == kind]
        if found:
            lines += ["", f"{count(len(found), title, _plural(title))}:"]
            lines += _pairs(found, {t.statement.id: t for t in (*file.tellings, *file.others)}, width)
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


def said_on(told: Told) -> str:
    """Return when it was said, or else when it was published, as people write it."""
    when: When | None = told.statement.when
    if when is not None and when.of == "utterance":
        return describe_interval(when.earliest, when.latest)
    return describe_range(told.published) or "undated"


def _pairs(found: Sequence[Opposition], told: Mapping[str, Told], width: int) -> Iterator[str]:
    for one in sorted(found, key=lambda o: _order(told, o)):
        earlier, later = told.get(one.earlier), told.get(one.later)
        if earlier is None or later is None:
            continue
        yield _INDENT + printable(one.reason)
        yield from _side_by_side(_sentence(earlier), _sentence(later), width)


def _order(told: Mapping[str, Told], one: Opposition) -> tuple[str, str, str]:
    later = told.get(one.later)
    day = day_of(later) if later else None
    return str(day or "9999"), one.earlier, one.later


def _sentence(told: Told) -> tuple[str, str]:
    """Return who said it where and when, and the sentence."""
    speaker = told.statement.speaker
    name = speaker.name if speaker and speaker.name else "nobody named"
    return printable(f"{name}, {said_on(told)} ({outlet_of(told)})"), printable(f"“{told.statement.text}”")


def _side_by_side(left: tuple[str, str], right: tuple[str, str], width: int) -> Iterator[str]:
    indent = _INDENT * 2
    if width < NARROW:
        yield from (indent + line for line in (*left, *right))
        return
    column = (min(width, MAX_WIDTH) - len(indent) - _GAP) // 2
    one, other = ([line for part in side for line in textwrap.wrap(part, column)] for side in (left, right))
    for a, b in zip_longest(one, other, fillvalue=""):
        yield f"{indent}{a:<{column + _GAP}}{b}".rstrip()


def _plural(title: str) -> str:
    noun, blank, rest = title.partition(" ")
    return f"{noun}s{blank}{rest}"

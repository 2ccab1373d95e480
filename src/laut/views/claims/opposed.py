"""What cannot both hold, in a terminal: pairs of statements side by side, and what makes them opposite."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from laut.linking.oppositions import day_of
from laut.records import Opposition, Told, When
from laut.views.claims.wording import OPPOSED, outlet_of
from laut.views.terminal import MAX_WIDTH, printable
from laut.views.wording import count, describe_interval, describe_range

NARROW = 72
"""With fewer columns than this, the sentences of a pair stand one below the other."""
_GAP = 4
_INDENT = "   "


def opposed_lines(
    oppositions: Sequence[Opposition], tellings: Sequence[Told], width: int = MAX_WIDTH
) -> Iterator[str]:
    """Yield oppositions by kind, each kind under its title and the pairs by date.

    Args:
        oppositions: pairs.
        tellings: the statements that they name.
        width: columns of the terminal.
    """
    told = {one.statement.id: one for one in tellings}
    for kind, title in OPPOSED.items():
        found = [one for one in oppositions if one.kind == kind]
        if found:
            yield ""
            yield f"{count(len(found), title, _plural(title))}:"
            yield from _pairs(found, told, width)


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

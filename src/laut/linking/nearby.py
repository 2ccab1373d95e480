"""Which statements of the ledger may contradict these? Those that are near in time and meaning."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from sqlalchemy import Connection

from laut.ledger import linked
from laut.ledger.told import told as rows_as_told
from laut.linking import antithesis
from laut.linking.contrast import LEAST_COSINE
from laut.linking.ledger_store import Days
from laut.linking.oppositions import Pair, pairs_among
from laut.linking.reach import WINDOW
from laut.records import Told

_NEAREST: Final = 60
"""Statements of others that each is compared with."""


def pairs_of(
    connection: Connection, rows: Sequence[tuple[int, Told]], *, among_themselves: bool = True
) -> Iterator[Pair]:
    """Yield the pairs of some statements with those of others near them, and with one another.

    Args:
        connection: to the ledger.
        rows: statements with their row numbers.
        among_themselves: whether they are compared with one another, too.
    """
    by_number = dict(rows)
    found = linked.vectors_of(connection, list(by_number))
    if not len(found.numbers):
        return
    order = np.argsort(found.numbers)
    tellings = [by_number[int(number)] for number in found.numbers[order]]
    if among_themselves:
        yield from pairs_among(tellings, found.vectors[order])
    days = Days()
    near: list[tuple[int, int, float]] = []
    for at in order:
        number, day = int(found.numbers[at]), int(found.days[at])
        if not day:
            continue  # what is undated is near every day: too much to look through
        days.fetch(connection, max(day - WINDOW, 1), day + WINDOW)
        (close,) = days.near(found.vectors[at][None], day, LEAST_COSINE)
        others = zip(close.numbers.tolist(), close.cosines.tolist(), strict=True)
        strangers = ((other, cosine) for other, cosine in others if other not in by_number)
        near += [(number, other, cosine) for other, cosine in itertools.islice(strangers, _NEAREST)]
    if not near:
        return
    numbers = sorted({other for _, other, _ in near})
    theirs = linked.vectors_of(connection, numbers)
    others_told = dict(_told(connection, numbers))
    own = {int(number): at for at, number in enumerate(found.numbers)}
    place = {int(number): at for at, number in enumerate(theirs.numbers)}
    near = [each for each in near if each[1] in others_told and each[1] in place]
    left = found.vectors[[own[number] for number, _, _ in near]]
    right = theirs.vectors[[place[other] for _, other, _ in near]]
    odds = antithesis.packaged().odds(left, right)
    for (number, other, cosine), odd in zip(near, odds, strict=True):
        yield Pair(by_number[number], others_told[other], cosine, float(odd))


def _told(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, Told]]:
    there = sorted(linked.existing(connection, numbers))
    yield from zip(there, rows_as_told(connection, there), strict=True)

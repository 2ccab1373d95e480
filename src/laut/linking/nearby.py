"""Which statements of the ledger may contradict these? Those that are near in time and meaning."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import numpy as np
from sqlalchemy import Connection

from laut.ledger import linked
from laut.ledger.told import told as rows_as_told
from laut.linking import antithesis
from laut.linking.contrast import LEAST_COSINE
from laut.linking.days import UNDATED, Days
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
    near = list(_strangers_near(connection, found, by_number))
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


def _strangers_near(
    connection: Connection, found: linked.Vectors, own: Collection[int]
) -> Iterator[tuple[int, int, float]]:
    """Yield each statement with those of others that are nearest to it, by number, and their cosines.

    What is undated is near every day: too much to look through.
    """
    days = Days()
    order = [at for at in np.argsort(found.days, kind="stable").tolist() if found.days[at] != UNDATED]
    for _, some in itertools.groupby(order, key=lambda at: int(found.days[at]) // WINDOW):
        chosen = list(some)
        days.fetch(connection, found.days[chosen].tolist())
        reached = days.near(found.vectors[chosen], found.days[chosen], LEAST_COSINE)
        for at, close in zip(chosen, reached, strict=True):
            others = zip(close.numbers.tolist(), close.cosines.tolist(), strict=True)
            strangers = ((other, cosine) for other, cosine in others if other not in own)
            for other, cosine in itertools.islice(strangers, _NEAREST):
                yield int(found.numbers[at]), other, cosine


def _told(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, Told]]:
    there = sorted(linked.existing(connection, numbers))
    yield from zip(there, rows_as_told(connection, there), strict=True)

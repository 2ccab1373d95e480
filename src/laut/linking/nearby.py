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
    numbers = sorted({other for _, other, _ in near})
    others_told = dict(_told(connection, numbers))
    near = [each for each in near if each[1] in others_told]
    for (number, other, cosine), odds in zip(near, _odds(connection, near), strict=True):
        yield Pair(by_number[number], others_told[other], cosine, odds)


def _odds(connection: Connection, near: Sequence[tuple[int, int, float]]) -> list[float]:
    """Return of pairs of row numbers the log-odds that one is the denial of the other, by their vectors."""
    if not near:
        return []
    found = linked.vectors_of(connection, sorted({number for pair in near for number in pair[:2]}))
    place = {int(number): at for at, number in enumerate(found.numbers)}
    left, right = ([place[int(pair[side])] for pair in near] for side in (0, 1))
    return list(map(float, antithesis.packaged().odds(found.vectors[left], found.vectors[right])))


def _told(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, Told]]:
    there = sorted(linked.existing(connection, numbers))
    yield from zip(there, rows_as_told(connection, there), strict=True)

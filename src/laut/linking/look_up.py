"""What does the ledger hold of one claim, or of one actor? All that is known of it, in one record.

Origins are counted when somebody looks (`laut.linking.counting`); the graph and the changes on the way are worked out
anew each time, for one claim at a time. What an actor said is compared with itself, for reversals, and with what others
said near it in time and meaning, for splits and denials.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from sqlalchemy import Connection

from laut.errors import LedgerError
from laut.ledger import linked
from laut.ledger.claims import (
    ClaimFilter,
    claim_with,
    find_claim,
    numbers_by,
    numbers_named,
    numbers_of,
    page_of_claims,
    tellings_of,
    uncounted_claims,
)
from laut.ledger.ledger import Ledger
from laut.ledger.told import told as rows_as_told
from laut.linking.counting import copies_between, count_origins
from laut.linking.drift import drifts_of
from laut.linking.identity import default_registry
from laut.linking.ledger_store import Days
from laut.linking.oppositions import LEAST_COSINE, Pair, day_of, oppositions_among, pairs_among
from laut.linking.origins import names_of, origins_of
from laut.linking.pairs import PairScorer
from laut.linking.reach import WINDOW
from laut.reading.actors.registry import Registry
from laut.reading.actors.spelling import fold
from laut.records import Actor, ActorFile, Claim, ClaimFile, Told

MOST_COMPARED: Final = 200
"""Statements of an actor, the latest, that are compared with those of others."""
_NEAREST: Final = 20
"""Statements of others that each is compared with."""
_AT_ONCE: Final = 200
"""Claims that are counted in one transaction."""


def count_all_origins(ledger: Ledger, on_counted: Callable[[int], None] | None = None) -> int:
    """Count the origins of all claims that have changed since they were counted; return how many.

    A part is kept at a time: whoever interrupts it loses little.

    Args:
        on_counted: is called with the number of claims that were counted so far.
    """
    last = counted = 0
    while True:
        with ledger.looking() as connection:
            numbers = uncounted_claims(connection, last, _AT_ONCE)
        if not numbers:
            return counted
        with ledger.atomic() as connection:
            counted += count_origins(connection, numbers)
        last = numbers[-1]
        if on_counted:
            on_counted(counted)


def claims_page(
    ledger: Ledger, wanted: ClaimFilter, *, limit: int = 20, after: str | None = None
) -> tuple[list[Claim], str | None]:
    """Return some claims with their origins, as `laut.ledger.claims.page_of_claims` does; count what is not counted.

    If they are chosen by their origins, those of all claims must be counted before (`count_all_origins`).
    """
    with ledger.looking() as connection:
        found, following = page_of_claims(connection, wanted, limit=limit, after=after)
        dirty = numbers_of(connection, [one.id for one in found if one.origins is None])
    if not dirty:
        return found, following
    with ledger.atomic() as connection:
        count_origins(connection, dirty)
        return page_of_claims(connection, wanted, limit=limit, after=after)


def claim_of(ledger: Ledger, identifier: str | None = None, *, statement: str | None = None) -> Claim:
    """Return a claim by its id, or by that of one of its statements.

    Raises:
        LedgerError: there is no such claim, or more than one.
    """
    with ledger.looking() as connection:
        if statement is not None:
            identifier = claim_with(connection, statement)
        return find_claim(connection, identifier or "")[1]


def claim_file(ledger: Ledger, identifier: str) -> ClaimFile:
    """Return all that is known of a claim.

    Args:
        identifier: the claim's id, or its beginning if it is the only one.

    Raises:
        LedgerError: there is no such claim, or more than one.
    """
    with ledger.looking() as connection:
        number, claim = find_claim(connection, identifier)
    if claim.origins is None:
        with ledger.atomic() as connection:
            count_origins(connection, [number])
    with ledger.looking() as connection:
        _, claim = find_claim(connection, claim.id)
        tellings = tellings_of(connection, number)
        copies = copies_between(connection, tellings)
    _, passings = origins_of(tellings, copies)
    return ClaimFile(
        claim=claim,
        tellings=tuple(tellings),
        passings=passings,
        drifts=drifts_of(tellings, passings),
        names=names_of(tellings, copies),
    )


def actor_file(
    ledger: Ledger,
    name: str,
    *,
    limit: int = 200,
    registry: Registry | None = None,
    scorer: PairScorer | None = None,
) -> ActorFile:
    """Return what somebody is reported to have said, and where that contradicts itself or others.

    Args:
        name: an id, a name in any spelling, a surname that only one known actor has, or a name that speakers of the
            ledger have whom no registry knows.
        limit: statements, the latest; those before are counted.
        registry: the known actors; None for the packaged ones with those that the user imported.
        scorer: judges pairs.

    Raises:
        LedgerError: several actors of that name speak in the ledger.
    """
    registry = registry or default_registry()
    with ledger.looking() as connection:
        actor, numbers = _numbers(connection, name, registry)
        rows = zip(numbers, rows_as_told(connection, numbers), strict=True)
        ordered = sorted(
            rows, key=lambda row: (day_of(row[1]) or dt.date.min, row[1].article, row[1].statement.start)
        )
        if actor is None:
            ordered = [row for row in ordered if _is_called(row[1], name)]
        kept = ordered[-limit:]
        pairs = list(_pairs(connection, kept[-MOST_COMPARED:]))
    scored = oppositions_among(pairs, scorer or PairScorer()) if pairs else ()
    own = {told.statement.id for _, told in kept}
    others = {told.statement.id: told for pair in pairs for told in pair[:2] if told.statement.id not in own}
    named = {key for one in scored for key in (one.earlier, one.later)}
    return ActorFile(
        actor=actor,
        name=actor.name if actor else name,
        names=_names(told for _, told in ordered),
        tellings=tuple(told for _, told in kept),
        total=len(ordered),
        oppositions=scored,
        others=tuple(told for key, told in others.items() if key in named),
    )


def actors_called(name: str, registry: Registry) -> tuple[Actor, ...]:
    """Return the known actors that a name, a surname or an id may mean."""
    by_id = registry.get(name)
    return (by_id,) if by_id else registry.named(name) or registry.people_called(name)


def _numbers(connection: Connection, name: str, registry: Registry) -> tuple[Actor | None, list[int]]:
    """Return who is meant, and the row numbers of what it said."""
    known = actors_called(name, registry)
    speaking = [(actor, numbers) for actor in known if (numbers := numbers_by(connection, actor.id))]
    if len(speaking) > 1:
        listed = ", ".join(f"{actor.name} ({actor.id})" for actor, _ in speaking)
        raise LedgerError(f"several who are called {name!r} speak in this ledger: {listed}", "give the id")
    if speaking:
        return speaking[0]
    return None, numbers_by(connection, name) or numbers_named(connection, name)


def _is_called(told: Told, name: str) -> bool:
    """Whether the speaker has this name, in any spelling, or this id, which the registry need not know."""
    speaker = told.statement.speaker
    if speaker is None:
        return False
    return speaker.actor == name or (speaker.name is not None and fold(speaker.name) == fold(name))


def _names(tellings: Iterable[Told]) -> tuple[str, ...]:
    speakers = (told.statement.speaker for told in tellings)
    counted = Counter(speaker.name for speaker in speakers if speaker and speaker.name)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _pairs(connection: Connection, rows: Sequence[tuple[int, Told]]) -> Iterator[Pair]:
    """Yield the pairs of an actor's statements with one another, and with those of others near them."""
    by_number = dict(rows)
    found = linked.vectors_of(connection, list(by_number))
    if not len(found.numbers):
        return
    order = np.argsort(found.numbers)
    tellings = [by_number[int(number)] for number in found.numbers[order]]
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
    for number, other, cosine in near:
        if other in others_told:
            yield by_number[number], others_told[other], cosine


def _told(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, Told]]:
    there = sorted(linked.existing(connection, numbers))
    yield from zip(there, rows_as_told(connection, there), strict=True)

"""What does the ledger hold of one claim, or of one actor? All that is known of it, in one record.

Origins are counted when somebody looks (`laut.linking.counting`); the graph and the changes on the way are worked out
anew each time, for one claim at a time. What an actor said is compared with itself, for reversals, and with what others
said near it in time and meaning, for splits and denials.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection

from laut.errors import LedgerError
from laut.ledger import copied
from laut.ledger.claims import (
    ClaimFilter,
    claim_with,
    find_claim,
    numbers_by,
    numbers_in,
    numbers_named,
    numbers_of,
    page_of_claims,
    tellings_of,
    uncounted_claims,
)
from laut.ledger.ledger import Ledger
from laut.ledger.origin_counts import revisions_of
from laut.ledger.told import told as rows_as_told
from laut.linking.affairs import Affairs
from laut.linking.counting import copies_between, count_origins, echoes_elsewhere, forget_older_counts
from laut.linking.credibility import credibility_of
from laut.linking.drift import drifts_of
from laut.linking.identity import default_registry
from laut.linking.nearby import pairs_of
from laut.linking.oppositions import Pair, day_of, oppositions_among
from laut.linking.origins import names_of, origins_of
from laut.linking.pairs import PairScorer
from laut.reading.actors.registry import Registry
from laut.reading.actors.spelling import fold
from laut.records import Actor, ActorFile, Claim, ClaimFile, Opposition, Origins, Told

MOST_COMPARED: Final = 200
"""Statements of an actor, or of a claim, the latest, that are compared with those of others."""
_AT_ONCE: Final = 200
"""Claims that are counted in one transaction."""


def count_all_origins(ledger: Ledger, on_counted: Callable[[int], None] | None = None) -> int:
    """Count the origins of all claims that have changed since they were counted; return how many.

    A part is kept at a time: whoever interrupts it loses little.

    Args:
        on_counted: is called with the number of claims that were counted so far.
    """
    forget_older_counts(ledger)
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
    forget_older_counts(ledger)
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


def claim_file(ledger: Ledger, identifier: str, *, scorer: PairScorer | None = None) -> ClaimFile:
    """Return all that is known of a claim, and what contradicts it.

    The credibility that is suggested takes denials into account; that in a list of claims (`claims_page`) does not.

    Args:
        identifier: the claim's id, or its beginning if it is the only one.
        scorer: judges pairs.

    Raises:
        LedgerError: there is no such claim, or more than one.
    """
    forget_older_counts(ledger)
    with ledger.looking() as connection:
        number, claim = find_claim(connection, identifier)
    if claim.origins is None:
        with ledger.atomic() as connection:
            count_origins(connection, [number])
    with ledger.looking() as connection:
        _, claim = find_claim(connection, claim.id)
        numbers = numbers_in(connection, number)
        tellings = rows_as_told(connection, numbers)
        copies = copies_between(connection, tellings)
        echoes, echoing = echoes_elsewhere(connection, tellings)
        rows = list(zip(numbers, tellings, strict=True))[-MOST_COMPARED:]
        pairs = list(pairs_of(connection, rows, among_themselves=False))
        oppositions = _oppositions(connection, pairs, scorer)
        others = _named_by(oppositions, pairs, own=tellings)
        denials = _origins_of_denials(connection, claim.id, oppositions, others)
    _, passings = origins_of(tellings, copies)
    if claim.origins is not None:
        claim = msgspec.structs.replace(claim, credibility=credibility_of(claim.origins, denials))
    return ClaimFile(
        claim=claim,
        tellings=tuple(tellings),
        passings=(*passings, *echoing),
        drifts=drifts_of((*tellings, *echoes), (*passings, *echoing)),
        echoes=echoes,
        names=names_of(tellings, copies),
        oppositions=oppositions,
        others=others,
    )


def _oppositions(
    connection: Connection, pairs: Sequence[Pair], scorer: PairScorer | None
) -> tuple[Opposition, ...]:
    """Return which of the pairs cannot both hold; the texts of their reports are read where they are asked for."""

    def text_of(told: Told) -> str | None:
        found = copied.texts(connection, revisions_of(connection, [told]).values())
        return next((one.text for one in found.values()), None)

    return (
        oppositions_among(pairs, scorer or PairScorer(), affairs=Affairs.of_texts(text_of)) if pairs else ()
    )


def _named_by(
    oppositions: Sequence[Opposition], pairs: Sequence[Pair], own: Sequence[Told]
) -> tuple[Told, ...]:
    """Return the statements that oppositions name and that are not among one's own."""
    ours = {told.statement.id for told in own}
    named = {key for one in oppositions for key in (one.earlier, one.later)} - ours
    found = {told.statement.id: told for pair in pairs for told in pair[:2]}
    return tuple(told for key, told in found.items() if key in named)


def _origins_of_denials(
    connection: Connection, claim: str, oppositions: Sequence[Opposition], others: Sequence[Told]
) -> Origins | None:
    """Return where the claims come from that contradict a claim; None if none does."""
    denying = {key for one in oppositions if one.kind != "reversal" for key in (one.earlier, one.later)}
    loose = [told for told in others if told.statement.id in denying and told.claim is None]
    claims = {told.claim for told in others if told.statement.id in denying and told.claim} - {claim}
    tellings = loose + [
        told for number in numbers_of(connection, sorted(claims)) for told in tellings_of(connection, number)
    ]
    return origins_of(tellings, copies_between(connection, tellings))[0] if tellings else None


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
        pairs = list(pairs_of(connection, kept[-MOST_COMPARED:]))
        scored = _oppositions(connection, pairs, scorer)
    return ActorFile(
        actor=actor,
        name=actor.name if actor else name,
        names=_names(told for _, told in ordered),
        tellings=tuple(told for _, told in kept),
        total=len(ordered),
        oppositions=scored,
        others=_named_by(scored, pairs, own=[told for _, told in kept]),
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

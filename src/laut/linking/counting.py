"""Who has the claims of the ledger from whom? Origins, graphs and drift of claims that lie there.

Counting is put off until somebody looks: linking only takes the count of a claim away when its statements change.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection

from laut.ledger import copied
from laut.ledger.claims import Summary, tellings_of
from laut.ledger.ledger import Ledger
from laut.ledger.made_with import ORIGINS, forget_counts, note, noted
from laut.ledger.origin_counts import keep_counts, revisions_of, uncounted
from laut.linking.copies import EXACT, Copy, Passage, find_copies, passages_of
from laut.linking.credibility import credibility_of
from laut.linking.echoes import echoes_of
from laut.linking.origins import origins_of
from laut.records import Origins, Passing, Told

VERSION: Final = 6
"""Of the rules by which origins are counted: counted up whenever they come out otherwise."""

_MOST_ROOTS: Final = 100
"""Roots that are kept with a claim, those of the most reports first; the counts are of all."""


def forget_older_counts(ledger: Ledger) -> None:
    """Take away what earlier versions of the rules counted; it is counted anew when it is needed.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    with ledger.looking() as connection:
        if int(noted(connection, ORIGINS) or 0) >= VERSION:
            return
    with ledger.atomic() as connection:
        forget_counts(connection)
        note(connection, ORIGINS, str(VERSION))


def count_origins(connection: Connection, claim_ids: Collection[int]) -> int:
    """Count the origins of claims whose count is missing, and keep it.

    Args:
        connection: to the ledger, in a transaction that the caller holds.
        claim_ids: row numbers of claims; those that are counted already are left alone.

    Returns:
        How many were counted.
    """
    summaries = {
        number: summary_of(tellings, copies_between(connection, tellings))
        for number in uncounted(connection, claim_ids)
        if (tellings := tellings_of(connection, number))
    }
    keep_counts(connection, summaries)
    return len(summaries)


def summary_of(tellings: Sequence[Told], copies: Sequence[Copy]) -> Summary:
    """Return what the ledger keeps of a claim's origins.

    Args:
        tellings: the claim's statements, by publication.
        copies: passages with the same words, at least those of the tellings' articles.
    """
    origins, _ = origins_of(tellings, copies)
    kept = Origins(
        at_least=origins.at_least,
        at_most=origins.at_most,
        roots=origins.roots[:_MOST_ROOTS],
        reasons=origins.reasons[:_MOST_ROOTS],
    )
    outlets = tuple(dict.fromkeys(told.outlet for told in tellings if told.outlet))
    return Summary(outlets=outlets, origins=kept, credibility=credibility_of(origins))


def copies_between(connection: Connection, tellings: Sequence[Told]) -> tuple[Copy, ...]:
    """Return the passages with the same words that hold statements of a claim.

    Up to `EXACT` reports, the passages are compared anew, all with all; beyond, what `index_copies` found is taken.
    """
    revisions = revisions_of(connection, tellings)
    if len(revisions) < 2:
        return ()
    if len(revisions) > EXACT:
        return tuple(Copy(*found) for found in copied.reused(connection, revisions.values()))
    texts = copied.texts(connection, revisions.values())
    passages: list[Passage] = []
    for article, number in sorted(revisions.items()):
        own = [told.statement for told in tellings if told.article == article]
        passages += [
            passage
            for passage in passages_of(article, texts[number].text, texts[number].sections)
            if any(one.start < passage.end and passage.start < one.end for one in own)
        ]
    return find_copies(passages)


def echoes_elsewhere(
    connection: Connection, tellings: Sequence[Told]
) -> tuple[tuple[Told, ...], tuple[Passing, ...]]:
    """Return the echoes of a claim in reports that have no statement of it, and from whom each was copied.

    Looked at are the reports with which `index_copies` compared those of the claim.
    """
    revisions = revisions_of(connection, tellings)
    copies = [Copy(*found) for found in copied.reused_elsewhere(connection, revisions.values())]
    others = {name for copy in copies for name in (copy.article, copy.other)} - revisions.keys()
    return echoes_of(tellings, copies, copied.latest(connection, others))

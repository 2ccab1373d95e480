"""How reliable do people hold a source? Letters A to F of the Admiralty grading, in an append-only record.

Only people rate sources; laut suggests how credible a piece of information is and never how reliable a source. The last
rating of a source counts, whoever made it; all of them can be looked at.

Source of the scale: NATO STANAG 2511 / AJP-2.1, as DESIGN §4 has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, func, insert, select

from laut.errors import LedgerError
from laut.ledger.signing import Signature
from laut.ledger.tables import rating
from laut.records import Record

Reliability = Literal["A", "B", "C", "D", "E", "F"]
"""A completely reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged."""

RELIABILITIES: Final[tuple[Reliability, ...]] = get_args(Reliability)
_AT_ONCE: Final = 5_000


class Rating(Record, frozen=True):
    """What a person said about a source.

    Attributes:
        number: of the entry.
        source: name or actor id of the source.
        reliability: the letter; None takes earlier ones back.
        author: who said so.
        made: when, in UTC.
        reason: why, in the author's words.
    """

    number: int
    source: str
    reliability: Reliability | None
    author: str
    made: dt.datetime
    reason: str | None = None


def rate(connection: Connection, by: Signature, source: str, reliability: str | None) -> int:
    """Rate a source, or take its rating back; return the number of the entry.

    Args:
        connection: in a transaction that writes.
        by: whose rating it is.
        source: actor id where there is one, else the name.
        reliability: A to F; None to take it back.

    Raises:
        LedgerError: there is no such letter, no source or no author.
    """
    name = " ".join(source.split())
    if not name or "\0" in name:
        raise LedgerError("a rating needs a source", "give its name or its id in the registry")
    if reliability is not None and reliability not in RELIABILITIES:
        raise LedgerError(f"{reliability!r} is no reliability", f"give one of {', '.join(RELIABILITIES)}")
    row = {"source_name": name, "reliability": reliability, **by.columns()}
    return int(connection.execute(insert(rating).values(row).returning(rating.c.id)).scalar_one())


def ratings(connection: Connection, source: str | None = None) -> list[Rating]:
    """Return all ratings, or those of one source, in the order in which they were made."""
    query = select(rating).order_by(rating.c.id)
    if source is not None:
        query = query.where(rating.c.source_name == source)
    return [_as_rating(row) for row in connection.execute(query)]


def reliability_of(connection: Connection, sources: Sequence[str]) -> dict[str, Rating]:
    """Return the ratings that stand, by source; a source that nobody rated is not in it.

    Args:
        connection: to the ledger.
        sources: names and actor ids.
    """
    found: dict[str, Rating] = {}
    for first in range(0, len(sources), _AT_ONCE):
        part = sources[first : first + _AT_ONCE]
        last = (
            select(func.max(rating.c.id)).where(rating.c.source_name.in_(part)).group_by(rating.c.source_name)
        )
        for row in connection.execute(select(rating).where(rating.c.id.in_(last))):
            if row.reliability is not None:
                found[row.source_name] = _as_rating(row)
    return found


def _as_rating(row: Any) -> Rating:
    return Rating(
        number=row.id,
        source=row.source_name,
        reliability=row.reliability,
        author=row.author,
        made=row.made,
        reason=row.reason,
    )

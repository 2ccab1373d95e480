"""Which claims are there, and what belongs to each? Pages of claims, one claim by its id, what an actor said."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from laut.errors import LedgerError
from laut.ledger.search.analysis import words
from laut.ledger.search.filters import Filters
from laut.ledger.search.listing import newest
from laut.ledger.tables import claim, hop, membership, passage, reuse, revision, statement
from laut.ledger.told import told
from laut.records import Claim, DateRange, Origins, Told

MOST_STATEMENTS = 10_000
"""Statements of one claim that are looked at."""
_UNDATED = "undated"


class Summary(msgspec.Struct, frozen=True):
    """What counting origins leaves in `claim.summary`."""

    outlets: tuple[str, ...]
    origins: Origins
    credibility: int | None = None


_CLAIMS = select(claim, statement.c.content).join(statement, claim.c.pivot_id == statement.c.id)
_ORDER = (claim.c.outlets.desc(), claim.c.first_published.desc().nulls_last(), claim.c.key)


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted.

    Attributes:
        outlets: at least so many outlets; reports that do not say who published them have none.
        origins: at most so many independent origins, counted generously (`at_most`).
        actor: id of an actor in the chain of one of its statements.
        since, until: published within these days.
    """

    outlets: int = 0
    origins: int | None = None
    actor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def count_claims(connection: Connection, wanted: ClaimFilter) -> int:
    """Return how many claims there are."""
    return connection.execute(
        select(func.count()).select_from(claim).where(*_conditions(wanted))
    ).scalar_one()


def page_of_claims(
    connection: Connection, wanted: ClaimFilter, *, limit: int = 20, after: str | None = None
) -> tuple[list[Claim], str | None]:
    """Return some claims, and where the next page begins.

    Those in most outlets come first; of equally many, the newest.

    Args:
        after: what an earlier page gave as the beginning of this one.

    Raises:
        LedgerError: `after` is not what a page gave.
    """
    query = _CLAIMS.where(*_conditions(wanted))
    if after is not None:
        query = query.where(*_behind(_parse_place(after)))
    query = query.order_by(*_ORDER).limit(limit + 1)
    rows = connection.execute(query).all()
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = _Place(last.outlets, last.first_published, last.key).token()
    return [as_claim(row, statement_keys(connection, row.id)) for row in rows[:limit]], following


def find_claim(connection: Connection, key: str) -> tuple[int, Claim]:
    """Return a claim's row number and the claim; the beginning of its id is enough if it is the only one.

    Raises:
        LedgerError: there is no such claim, or more than one.
    """
    pattern = claim.c.key.startswith(key, autoescape=True)
    rows = connection.execute(_CLAIMS.where(pattern).order_by(claim.c.key).limit(2)).all()
    exact = [row for row in rows if row.key == key]
    if not rows or not key:
        raise LedgerError(
            f"there is no claim {key!r}", "laut claims lists them; new articles may have renamed it"
        )
    if len(rows) > 1 and not exact:
        raise LedgerError(f"several claims begin with {key!r}", "give more of the id")
    row = exact[0] if exact else rows[0]
    return row.id, as_claim(row, statement_keys(connection, row.id))


def as_claim(row: Any, statements: Sequence[str]) -> Claim:
    """Make a record of a row of `claim`, with the content of its first statement, and of the ids of its statements."""
    summary = msgspec.json.decode(row.summary, type=Summary) if row.summary else None
    first, last = row.first_published, row.last_published
    return Claim(
        id=row.key,
        text=row.content,
        statements=tuple(statements),
        outlets=summary.outlets if summary else (),
        origins=summary.origins if summary else None,
        first=DateRange(first, first) if first else None,
        last=DateRange(last, last) if last else None,
        credibility=summary.credibility if summary else None,
    )


def statement_keys(connection: Connection, claim_id: int) -> list[str]:
    """Return the ids of a claim's statements, by publication, those of one day by article."""
    return list(connection.execute(_members(claim_id, statement.c.key)).scalars())


def tellings_of(connection: Connection, claim_id: int) -> list[Told]:
    """Return a claim's statements, by publication; no more than `MOST_STATEMENTS`."""
    return told(connection, numbers_in(connection, claim_id))


def numbers_in(connection: Connection, claim_id: int) -> list[int]:
    """Return the row numbers of a claim's statements, by publication; no more than `MOST_STATEMENTS`."""
    return list(connection.execute(_members(claim_id, statement.c.id)).scalars())


def numbers_by(connection: Connection, actor: str) -> list[int]:
    """Return the row numbers of what an actor said, as the last hop of a chain; no more than `MOST_STATEMENTS`.

    Args:
        actor: id in the registry.
    """
    query = select(statement.c.id).where(statement.c.actor == actor, statement.c.current)
    return list(connection.execute(query.order_by(statement.c.id).limit(MOST_STATEMENTS)).scalars())


def numbers_named(connection: Connection, name: str) -> list[int]:
    """Return the row numbers of what speakers of a name said, whoever they are; no more than `MOST_STATEMENTS`.

    Args:
        name: words of it, or their beginnings; in any spelling of umlauts.
    """
    newest_row = connection.execute(select(func.max(statement.c.id))).scalar() or 0
    wanted = Filters(speaker=name)
    if not words(name):
        return []
    return [place.id for place in newest(connection, wanted, newest_row, None, MOST_STATEMENTS)]


def uncounted_claims(connection: Connection, after: int, limit: int) -> list[int]:
    """Return the row numbers of some claims whose origins are not counted, in their order.

    Args:
        after: only higher numbers.
        limit: how many.
    """
    query = select(claim.c.id).where(claim.c.id > after, claim.c.summary.is_(None))
    return list(connection.execute(query.order_by(claim.c.id).limit(limit)).scalars())


def travelling_claims(connection: Connection, after: int, limit: int) -> list[int]:
    """Return the row numbers of some claims that may have passed from one report to another, in their order.

    These are in several outlets, or in a report whose words stand in another one as well.

    Args:
        after: only higher numbers.
        limit: how many.
    """
    copied = (
        select(membership.c.claim_id)
        .join(statement, statement.c.id == membership.c.statement_id)
        .join(passage, passage.c.revision_id == statement.c.revision_id)
        .where(membership.c.claim_id == claim.c.id)
    )
    shared = [
        copied.join(reuse, end == passage.c.id).exists() for end in (reuse.c.passage_id, reuse.c.other_id)
    ]
    query = select(claim.c.id).where(claim.c.id > after, or_(claim.c.outlets > 1, *shared))
    return list(connection.execute(query.order_by(claim.c.id).limit(limit)).scalars())


def claim_with(connection: Connection, key: str) -> str | None:
    """Return the id of the claim that a statement belongs to, by the statement's id; None if it is in none."""
    query = (
        select(claim.c.key)
        .join(membership, membership.c.claim_id == claim.c.id)
        .join(statement, statement.c.id == membership.c.statement_id)
        .where(statement.c.key == key, statement.c.current)
        .order_by(statement.c.id)
        .limit(1)
    )
    return connection.execute(query).scalar()


def numbers_of(connection: Connection, keys: Sequence[str]) -> list[int]:
    """Return the row numbers of claims by their ids, as many as there are."""
    return list(connection.execute(select(claim.c.id).where(claim.c.key.in_(keys))).scalars())


def _members(claim_id: int, column: ColumnElement[Any]) -> Any:
    return (
        select(column)
        .join(membership, membership.c.statement_id == statement.c.id)
        .join(revision, revision.c.id == statement.c.revision_id)
        .where(membership.c.claim_id == claim_id)
        .order_by(
            statement.c.published_earliest.is_(None),
            statement.c.published_earliest,
            revision.c.article_id,
            statement.c.place,
            statement.c.id,
        )
        .limit(MOST_STATEMENTS)
    )


def _conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    conditions = [claim.c.outlets >= wanted.outlets]
    if wanted.origins is not None:
        conditions.append(claim.c.at_most <= wanted.origins)
    if wanted.since is not None:
        conditions.append(claim.c.last_published >= wanted.since)
    if wanted.until is not None:
        conditions.append(claim.c.first_published <= wanted.until)
    if wanted.actor is not None:
        said = (
            select(membership.c.claim_id)
            .join(hop, hop.c.statement_id == membership.c.statement_id)
            .where(hop.c.actor == wanted.actor)
        )
        conditions.append(claim.c.id.in_(said))
    return conditions


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a claim stands in the list."""

    outlets: int
    first: dt.date | None
    key: str

    def token(self) -> str:
        text = f"{self.outlets} {self.first or _UNDATED} {self.key}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _behind(place: _Place) -> list[ColumnElement[bool]]:
    first, below = claim.c.first_published, claim.c.key > place.key
    older = or_(first < place.first, first.is_(None)) if place.first else false()
    as_old = first == place.first if place.first else first.is_(None)
    in_as_many = and_(claim.c.outlets == place.outlets, or_(older, and_(as_old, below)))
    # the first condition follows from the second: it tells the database where in the index to begin
    return [claim.c.outlets <= place.outlets, or_(claim.c.outlets < place.outlets, in_as_many)]


def _parse_place(after: str) -> _Place:
    try:
        outlets, first, key = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode().split()
        day = None if first == _UNDATED else dt.date.fromisoformat(first)
        return _Place(int(outlets), day, key)
    except (binascii.Error, ValueError) as error:
        raise LedgerError(
            f"{after!r} does not say where a page begins", "give what the page before named"
        ) from error

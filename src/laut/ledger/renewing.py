"""How do the statements of a reading become others? In place: what stays the same keeps its row, words and vector.

Used where a person corrects a reading and where a model reads a text again. Claims that a changed statement belonged to
are taken apart, and their readings are marked for linking, which puts them together again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from laut.ledger.parts import in_parts
from laut.ledger.readings import columns
from laut.ledger.search.indexing import index_statements, unindex
from laut.ledger.tables import claim, hop, membership, reading, report, revision, statement, statement_vector
from laut.records import Statement

SideOf = Any  # Callable[[str], str | None]; mypy takes a plain function for a method otherwise

_LINKED: Final = (
    "content", "speaker", "actor", "side", "form", "outlet_factuality", "originator_factuality",
    "content_earliest", "content_latest", "uttered_earliest", "uttered_latest", "stance",
)  # fmt: skip
"""Columns that linking looks at."""


class Encoder(Protocol):
    """Makes vectors of texts, as `laut.reading.meaning.SentenceEncoder` does."""

    def vectors(self, texts: Sequence[str]) -> Any:
        """Return int8 [texts, 384]."""

    def cells(self, vectors: Any) -> Any:
        """Return the cell of each vector."""


class Renewed(NamedTuple):
    """How many statements changed, came and went."""

    changed: int = 0
    added: int = 0
    removed: int = 0


def renew(
    connection: Connection,
    reading_id: int,
    statements: Sequence[Statement],
    side_of: SideOf,
) -> Renewed:
    """Let a reading have these statements.

    Args:
        connection: in a transaction that writes.
        reading_id: row number of the reading.
        statements: in reading order.
        side_of: gives the actor id of whom an actor speaks for.
    """
    query = select(statement).where(statement.c.reading_id == reading_id)
    old = {row["key"]: dict(row) for row in connection.execute(query).mappings()}
    wanted = [{"place": place, **_columns(one, side_of)} for place, one in enumerate(statements)]
    # Other words are another statement, even under the same id: caches of vectors go by the row's number.
    kept = {row["key"] for row in wanted if old.get(row["key"], {}).get("content") == row["content"]}
    gone = [row["id"] for key, row in old.items() if key not in kept]
    added = [row for row in wanted if row["key"] not in kept]
    changed = [
        (old[row["key"]], row) for row in wanted if row["key"] in kept and _differs(old[row["key"]], row)
    ]
    loose = [before["id"] for before, after in changed if _differs(before, after, _LINKED)]
    if gone or added:  # how near a statement is to others is compared with how near the rest of its report is
        loose = [row["id"] for row in old.values()]
    loosen(connection, loose)
    if added:
        connection.execute(update(reading).where(reading.c.id == reading_id).values(linked=False))
    _remove(connection, gone)
    chains = {one.id: one.chain for one in statements}
    for before, after in changed:
        _update(connection, before, after, chains[after["key"]])
    _insert(connection, reading_id, added, chains)
    return Renewed(sum(_differs(*pair, skip=("place",)) for pair in changed), len(added), len(gone))


def loosen(connection: Connection, statement_ids: Collection[int]) -> None:
    """Take the claims of some statements apart and mark for linking all that belonged to them."""
    for part in in_parts(list(statement_ids)):
        mine = select(membership.c.claim_id).where(membership.c.statement_id.in_(part))
        query = select(claim.c.id).where(or_(claim.c.id.in_(mine), claim.c.pivot_id.in_(part)))
        claims = list(connection.execute(query).scalars())
        for some in in_parts(claims):
            members: Select[Any] = (
                select(statement.c.reading_id)
                .join(membership, membership.c.statement_id == statement.c.id)
                .where(membership.c.claim_id.in_(some))
            )
            connection.execute(update(reading).where(reading.c.id.in_(members)).values(linked=False))
            connection.execute(delete(claim).where(claim.c.id.in_(some)))
        own = select(statement.c.reading_id).where(statement.c.id.in_(part))
        connection.execute(update(reading).where(reading.c.id.in_(own)).values(linked=False))


def rewrite(connection: Connection, reading_id: int, side_of: SideOf) -> None:
    """Make anew all that repeats what the records of a reading's statements say: columns, hops and words."""
    query = select(statement.c.id, statement.c.record).where(statement.c.reading_id == reading_id)
    rows = connection.execute(query.order_by(statement.c.place, statement.c.id)).all()
    known = {"reading_id": reading_id, **_of_revision(connection, reading_id)}
    unindex(connection, [row.id for row in rows])
    for place, row in enumerate(rows):
        one = msgspec.json.decode(row.record, type=Statement)
        values = {"place": place, **_columns(one, side_of), **known}
        connection.execute(update(statement).where(statement.c.id == row.id).values(**values))
        connection.execute(delete(hop).where(hop.c.statement_id == row.id))
        _put_hops(connection, {row.id: one.chain})
        index_statements(connection, [{"id": row.id, **values}])
    loosen(connection, [row.id for row in rows])


def fill_vectors(connection: Connection, reading_id: int, encoder: Encoder) -> int:
    """Make the vectors of the statements that have none, and mark the reading for linking; return how many."""
    query = (
        select(statement.c.id, statement.c.content, statement_vector.c.statement_id.is_(None).label("bare"))
        .outerjoin(statement_vector, statement_vector.c.statement_id == statement.c.id)
        .where(statement.c.reading_id == reading_id)
        .order_by(statement.c.place)
    )
    everybody = connection.execute(query).all()
    rows = [row for row in everybody if row.bare]
    if not rows:
        return 0
    loosen(connection, [row.id for row in everybody if not row.bare])  # they have been compared without these
    vectors = encoder.vectors([row.content for row in rows])
    day = _of_revision(connection, reading_id)["published_earliest"]
    values = [
        {
            "cell": int(cell),
            "day": day.toordinal() if day else 0,
            "statement_id": row.id,
            "vector": vector.tobytes(),
        }
        for row, cell, vector in zip(rows, encoder.cells(vectors), vectors, strict=True)
    ]
    connection.execute(insert(statement_vector), values)
    connection.execute(update(reading).where(reading.c.id == reading_id).values(linked=False))
    return len(values)


def _columns(one: Statement, side_of: SideOf) -> dict[str, Any]:
    from laut.ledger.readings import Reading

    return columns(one, Reading(side_of=side_of))


def _differs(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    names: Sequence[str] | None = None,
    *,
    skip: Sequence[str] = (),
) -> bool:
    return any(before[name] != after[name] for name in names or after if name not in skip)


def _remove(connection: Connection, ids: Sequence[int]) -> None:
    unindex(connection, ids)
    for part in in_parts(ids):
        connection.execute(delete(statement).where(statement.c.id.in_(part)))


def _update(connection: Connection, before: dict[str, Any], after: dict[str, Any], chain: Any) -> None:
    id_ = before["id"]
    connection.execute(update(statement).where(statement.c.id == id_).values(**after))
    if not _differs(before, after, skip=("place",)):
        return
    connection.execute(delete(hop).where(hop.c.statement_id == id_))
    _put_hops(connection, {id_: chain})
    unindex(connection, [id_])
    index_statements(connection, [{**before, **after}])


def _insert(
    connection: Connection, reading_id: int, rows: Sequence[dict[str, Any]], chains: Mapping[str, Any]
) -> None:
    """Insert statements with hops and words."""
    if not rows:
        return
    known = {"reading_id": reading_id, **_of_revision(connection, reading_id)}
    complete = [{**row, **known} for row in rows]
    query = insert(statement).returning(statement.c.id, sort_by_parameter_order=True)
    ids = list(connection.execute(query, complete).scalars())
    _put_hops(connection, {id_: chains[row["key"]] for id_, row in zip(ids, rows, strict=True)})
    index_statements(connection, [{"id": id_, **row} for id_, row in zip(ids, complete, strict=True)])


def _of_revision(connection: Connection, reading_id: int) -> dict[str, Any]:
    """Return the columns of a statement that repeat what is known of its revision."""
    query = (
        select(
            revision.c.id.label("revision_id"),
            revision.c.report_id,
            (revision.c.number == report.c.current).label("current"),
            revision.c.published_earliest,
            revision.c.published_latest,
            revision.c.outlet,
            revision.c.language,
        )
        .join(reading, reading.c.revision_id == revision.c.id)
        .join(report, report.c.id == revision.c.report_id)
        .where(reading.c.id == reading_id)
    )
    row = dict(connection.execute(query).mappings().one())
    return {**row, "current": bool(row["current"])}


def _put_hops(connection: Connection, chains: Mapping[int, Any]) -> None:
    names = ("name", "actor", "kind", "named", "stance", "weak")
    rows = [
        {"statement_id": id_, "position": position, **{name: getattr(one, name) for name in names}}
        for id_, chain in chains.items()
        for position, one in enumerate(chain)
    ]
    if rows:
        connection.execute(insert(hop), rows)

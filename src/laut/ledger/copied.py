"""Where is text reuse kept? Passages, the bands of their hashes, and pairs with the same words.

What is kept and how it is compared is decided by `laut.linking.copies`; here are the queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, insert, select

from laut.ledger.parts import in_parts
from laut.ledger.reread import as_article
from laut.ledger.tables import passage, report, reuse, revision, shingle_band, statement
from laut.records import Article, Section, Statement

_STATEMENT: Final = msgspec.json.Decoder(Statement)
_SECTIONS: Final = msgspec.json.Decoder(tuple[Section, ...])


class Text(NamedTuple):
    """The text of a revision, the report that it belongs to, and the article id that its offsets go with."""

    report: int
    article: str
    text: str
    sections: tuple[Section, ...]


class Held(NamedTuple):
    """A passage that a band holds."""

    band: int
    passage: int
    revision: int
    report: int
    signature: bytes


class Reused(NamedTuple):
    """Two passages with the same words, as articles and offsets."""

    article: str
    start: int
    end: int
    other: str
    other_start: int
    other_end: int
    share: float


def without_passages(connection: Connection, revision_ids: Collection[int]) -> list[int]:
    """Return the revisions that no passage is kept of, in the order given."""
    known: set[int] = set()
    for part in in_parts(list(revision_ids)):
        known.update(connection.scalars(_SEEN, {"wanted": part}))
    return [number for number in dict.fromkeys(revision_ids) if number not in known]


def texts(connection: Connection, revision_ids: Collection[int]) -> Mapping[int, Text]:
    """Return the texts of revisions by their numbers."""
    found: dict[int, Text] = {}
    for part in in_parts(list(revision_ids)):
        for row in connection.execute(_TEXTS, {"wanted": part}):
            found[row.id] = Text(row.report_id, row.article_id, row.text, _SECTIONS.decode(row.sections))
    return found


def places(connection: Connection, revision_ids: Collection[int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the passages of revisions: number, revision, start, end."""
    for part in in_parts(list(revision_ids)):
        for row in connection.execute(_PLACES, {"wanted": part}):
            yield row.id, row.revision_id, row.start, row.end


def held(connection: Connection, bands: Collection[int]) -> Iterator[Held]:
    """Yield the passages that bands hold, by band and age."""
    for part in in_parts(sorted(bands)):
        for row in connection.execute(_HELD, {"wanted": part}):
            yield Held(*row)


def add_passages(connection: Connection, rows: Sequence[tuple[int, int, int, bytes]]) -> list[int]:
    """Keep passages (revision, start, end, signature); return their numbers in the same order."""
    if not rows:
        return []
    statement = insert(passage).returning(passage.c.id, sort_by_parameter_order=True)
    values = [
        {"revision_id": number, "start": start, "end": end, "signature": signature}
        for number, start, end, signature in rows
    ]
    return list(connection.scalars(statement, values))


def add_bands(connection: Connection, rows: Sequence[tuple[int, int]]) -> None:
    """Keep passages in bands (band, passage)."""
    if rows:
        connection.execute(
            insert(shingle_band), [{"band": band, "passage_id": key} for band, key in sorted(set(rows))]
        )


def add_reuse(connection: Connection, rows: Sequence[tuple[int, int, float]]) -> None:
    """Keep pairs of passages with the same words (lower number, higher number, share)."""
    if rows:
        connection.execute(
            insert(reuse),
            [
                {"passage_id": one, "other_id": other, "share": share}
                for one, other, share in sorted(set(rows))
            ],
        )


def reused(connection: Connection, revision_ids: Collection[int]) -> list[Reused]:
    """Return the pairs of passages with the same words between some revisions, ordered by articles and offsets."""
    wanted = set(revision_ids)
    found = [
        Reused(*sides, share)
        for part in in_parts(sorted(wanted))
        for *ends, share, other in connection.execute(_REUSED, {"wanted": part})
        if other in wanted
        for sides in (_ordered(ends),)
    ]
    return sorted(found)


def reused_elsewhere(connection: Connection, revision_ids: Collection[int]) -> list[Reused]:
    """Return the pairs of passages with the same words of which only one is of these revisions."""
    wanted = set(revision_ids)
    found = [
        Reused(*_ordered(ends), share)
        for query in (_REUSED, _REUSED_BY)
        for part in in_parts(sorted(wanted))
        for *ends, share, other in connection.execute(query, {"wanted": part})
        if other not in wanted
    ]
    return sorted(found)


def latest(connection: Connection, article_ids: Collection[str]) -> list[tuple[int, Article]]:
    """Return the reports whose latest text has one of these article ids: number, and the text with its statements."""
    rows: dict[int, Any] = {}
    statements: dict[int, list[Statement]] = defaultdict(list)
    for names in in_parts(sorted(article_ids)):
        rows.update((row.id, row) for row in connection.execute(_LATEST, {"wanted": names}))
    for part in in_parts(sorted(rows)):
        for number, record in connection.execute(_RECORDS, {"wanted": part}):
            statements[number].append(_STATEMENT.decode(record))
    return [
        (row.report_id, msgspec.structs.replace(as_article(row), statements=tuple(statements[number])))
        for number, row in sorted(rows.items())
    ]


def _ordered(ends: Sequence[str | int]) -> tuple[str, int, int, str, int, int]:
    one, other = sorted((tuple(ends[:3]), tuple(ends[3:])))
    return (*one, *other)  # type: ignore[return-value]


# Made once: the numbers asked for are bound to `wanted` when a query is run.
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_SEEN: Final = select(passage.c.revision_id).where(passage.c.revision_id.in_(_WANTED)).distinct()
_TEXTS: Final = select(
    revision.c.id, revision.c.report_id, revision.c.article_id, revision.c.text, revision.c.sections
).where(revision.c.id.in_(_WANTED))
_PLACES: Final = (
    select(passage.c.id, passage.c.revision_id, passage.c.start, passage.c.end)
    .where(passage.c.revision_id.in_(_WANTED))
    .order_by(passage.c.id)
)
_HELD: Final = (
    select(
        shingle_band.c.band, passage.c.id, passage.c.revision_id, revision.c.report_id, passage.c.signature
    )
    .join(passage, passage.c.id == shingle_band.c.passage_id)
    .join(revision, revision.c.id == passage.c.revision_id)
    .where(shingle_band.c.band.in_(_WANTED))
    .order_by(shingle_band.c.band, shingle_band.c.passage_id)
)
_LATEST: Final = (
    select(revision)
    .join(report, (report.c.id == revision.c.report_id) & (report.c.current == revision.c.number))
    .where(revision.c.article_id.in_(_WANTED))
)
_RECORDS: Final = (
    select(statement.c.revision_id, statement.c.record)
    .where(statement.c.revision_id.in_(_WANTED), statement.c.current)
    .order_by(statement.c.id)
)
_LEFT, _RIGHT = passage.alias("one"), passage.alias("two")
_FIRST, _SECOND = revision.alias("first"), revision.alias("second")
_PAIRS: Final = (
    select(
        _FIRST.c.article_id, _LEFT.c.start, _LEFT.c.end,
        _SECOND.c.article_id, _RIGHT.c.start, _RIGHT.c.end, reuse.c.share,
    )
    .select_from(reuse)
    .join(_LEFT, _LEFT.c.id == reuse.c.passage_id)
    .join(_RIGHT, _RIGHT.c.id == reuse.c.other_id)
    .join(_FIRST, _FIRST.c.id == _LEFT.c.revision_id)
    .join(_SECOND, _SECOND.c.id == _RIGHT.c.revision_id)
)  # fmt: skip
_REUSED: Final = _PAIRS.add_columns(_RIGHT.c.revision_id).where(_LEFT.c.revision_id.in_(_WANTED))
_REUSED_BY: Final = _PAIRS.add_columns(_LEFT.c.revision_id).where(_RIGHT.c.revision_id.in_(_WANTED))

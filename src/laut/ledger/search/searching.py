"""What does the ledger have on this? Words and meaning, ranked together, one page at a time.

1. The query is taken apart, and the newest statement noted: what arrives later does not move later pages.
2. Words: the newest thousand matches, ranked (`wording`).
3. Meaning: the closest statements, if there is an encoder and the query does not insist on its wording (`meaning`).
4. Both lists are fused by reciprocal rank (Cormack, Clarke & Büttcher 2009); equal scores go by row number.
5. Behind them come the matches that were too many to rank, newest first.

Without a query there are only filters, and the newest publications come first (`listing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select

from laut.errors import InputError
from laut.ledger.search import listing, meaning, occurrences, paging, wording
from laut.ledger.search.filters import Filters
from laut.ledger.search.hits import Hit, Matched, Page
from laut.ledger.search.meaning import Encoder
from laut.ledger.search.query import Query, parse
from laut.ledger.tables import statement
from laut.ledger.told import told
from laut.records import Told

LARGEST_PAGE: Final = 1_000
"""Hits that one page may have."""
_DAMPING: Final = 60
"""How little the first ranks stand out (the paper's k)."""


class _Found(NamedTuple):
    id: int
    score: float
    matched: Matched


def search(
    connection: Connection,
    query: str | None = None,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    after: str | None = None,
    encoder: Encoder | None = None,
) -> Page:
    """Find statements.

    Args:
        connection: of a ledger.
        query: words, "phrases", beginnings* and -excluded words; None or blank to list what passes the filters.
        filters: what must hold of all that is found.
        limit: hits on the page.
        after: `Page.next` of the page before, of the same search.
        encoder: the one that made the ledger's vectors; None to look for words only.

    Raises:
        InputError: there is nothing to look for in the query, or `after` or `limit` make no sense.
    """
    filters = filters or Filters()
    if not 1 <= limit <= LARGEST_PAGE:
        raise InputError(f"a page of {limit} hits", f"ask for 1 to {LARGEST_PAGE}")
    asked = parse(query) if query and query.strip() else None
    mark = paging.fingerprint(asked.text if asked else None, filters, encoder is not None)
    cursor = paging.read(after, mark) if after else _first(connection, mark, ranked=asked is not None)
    if asked is None:
        hits, following = _listed(connection, filters, cursor, limit)
    else:
        hits, following = _ranked(connection, asked, filters, cursor, limit, encoder)
    shown = _hits(connection, asked, hits[:limit])
    return Page(hits=shown, next=following.token() if following else None)


def _first(connection: Connection, mark: str, *, ranked: bool) -> paging.Cursor:
    newest = connection.execute(select(func.max(statement.c.id))).scalar() or 0
    return paging.Cursor(mark, newest, 0 if ranked else None)


def _listed(
    connection: Connection, filters: Filters, cursor: paging.Cursor, limit: int
) -> tuple[list[_Found], paging.Cursor | None]:
    after = None if cursor.id is None else listing.Place(cursor.day, cursor.id)
    places = listing.newest(connection, filters, cursor.newest, after, limit + 1)
    hits = [_Found(place.id, 0.0, "filters") for place in places]
    if len(places) <= limit:
        return hits, None
    last = places[limit - 1]
    return hits, paging.Cursor(cursor.search, cursor.newest, None, last.id, last.day)


def _ranked(
    connection: Connection,
    query: Query,
    filters: Filters,
    cursor: paging.Cursor,
    limit: int,
    encoder: Encoder | None,
) -> tuple[list[_Found], paging.Cursor | None]:
    by_words = wording.ranked(connection, query, filters, cursor.newest)
    by_meaning: list[int] = []
    if encoder is not None and not query.is_literal:
        by_meaning = meaning.nearest(connection, encoder, query, filters, cursor.newest)
    fused = fuse(by_words.ids, by_meaning)
    given = cursor.given if cursor.given is not None else len(fused)
    hits = fused[given : given + limit + 1]
    if len(hits) > limit:
        return hits, paging.Cursor(cursor.search, cursor.newest, given + limit)
    if by_words.oldest is None:
        return hits, None
    below = (by_words.oldest if cursor.id is None else cursor.id) - 1
    known = {hit.id for hit in fused}
    rest = wording.older(connection, query, filters, below, limit + 1 + len(by_meaning))
    hits += [_Found(number, 0.0, "words") for number in rest if number not in known]
    if len(hits) <= limit:
        return hits, None
    shown = [hit.id for hit in hits[:limit] if not hit.score]
    last = shown[-1] if shown else by_words.oldest
    return hits, paging.Cursor(cursor.search, cursor.newest, None, last)


def fuse(by_words: Sequence[int], by_meaning: Sequence[int]) -> list[_Found]:
    """Join two ranked lists of row numbers by reciprocal ranks, the best first."""
    scores: dict[int, float] = {}
    for ranking in (by_words, by_meaning):
        for rank, number in enumerate(ranking, start=1):
            scores[number] = scores.get(number, 0.0) + 1 / (_DAMPING + rank)
    words, meant = set(by_words), set(by_meaning)
    order = sorted(scores, key=lambda number: (-scores[number], -number))
    return [_Found(number, scores[number], _why(number in words, number in meant)) for number in order]


def _why(in_words: bool, in_meaning: bool) -> Matched:
    return "both" if in_words and in_meaning else "words" if in_words else "meaning"


def _hits(connection: Connection, query: Query | None, found: list[_Found]) -> tuple[Hit, ...]:
    # One by one would be as right; at once is one query. No number is missing: all are of this transaction.
    rows = told(connection, [one.id for one in found])
    return tuple(_hit(query, one, row) for one, row in zip(found, rows, strict=True))


def _hit(query: Query | None, one: _Found, row: Told) -> Hit:
    name = row.statement.speaker.name if row.statement.speaker else None
    return Hit(
        told=row,
        score=one.score,
        matched=one.matched,
        content=occurrences.content_snippet(query, row.statement.text, row.language),
        speaker=occurrences.speaker_snippet(query, name) if name else None,
    )

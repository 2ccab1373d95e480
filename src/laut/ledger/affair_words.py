"""Where are the words kept by which affairs are told apart? What they are, `laut.linking.affairs` decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, insert, select

from laut.ledger.parts import in_parts
from laut.ledger.tables import affair_words, revision


def without(connection: Connection, revisions: Collection[int]) -> list[int]:
    """Return the texts of which no words are kept, in the order given."""
    known: set[int] = set()
    for part in in_parts(list(revisions)):
        query = select(affair_words.c.revision_id).where(affair_words.c.revision_id.in_(part))
        known.update(connection.execute(query).scalars())
    return [number for number in dict.fromkeys(revisions) if number not in known]


def texts(connection: Connection, revisions: Collection[int]) -> dict[int, tuple[str, str | None]]:
    """Return texts and their languages, by their numbers."""
    found: dict[int, tuple[str, str | None]] = {}
    for part in in_parts(list(revisions)):
        query = select(revision.c.id, revision.c.text, revision.c.language).where(revision.c.id.in_(part))
        found.update((row.id, (row.text, row.language)) for row in connection.execute(query))
    return found


def add(connection: Connection, words: Mapping[int, bytes]) -> None:
    """Keep the words of texts, packed as whoever compares them wants it."""
    if words:
        rows = [{"revision_id": number, "words": packed} for number, packed in words.items()]
        connection.execute(insert(affair_words), rows)


def of_articles(connection: Connection, articles: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the ids of articles with their words, as far as these are kept."""
    for part in in_parts(sorted(articles)):
        query = (
            select(revision.c.article_id, affair_words.c.words)
            .join(affair_words, affair_words.c.revision_id == revision.c.id)
            .where(revision.c.article_id.in_(part))
        )
        yield from ((row.article_id, row.words) for row in connection.execute(query))

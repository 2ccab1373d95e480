"""Which statements have the words, best first? BM25 over the newest of those that match.

The index gives the matches, newest first; of them the newest `RANKED` are ranked here, in Python, so that both
databases agree and a word that a million statements have costs no more than a rare one. Score: BM25 (Robertson &
Zaragoza 2009) with weights for the columns, and without inverse document frequencies, since whatever matches has all
the words; lengths are compared with a fixed usual length, so that a score does not change when statements arrive.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, select

from laut.ledger.search.expression import Every, Expression, id_name, matching, words_table
from laut.ledger.search.facets import exact, members, wanted
from laut.ledger.search.filters import Filters
from laut.ledger.search.occurrences import Counter
from laut.ledger.search.query import Query
from laut.ledger.tables import statement

RANKED: Final = 1_000
"""How many matches are ranked, the newest (by when they came into the ledger)."""
USUAL_LENGTH: Final = 20
"""Words of a usual statement."""
_SMALL_CLAIM: Final = 2_000
_K1: Final = 1.2
_B: Final = 0.75
_WEIGHTS: Final = {"content": 1.0, "speaker": 1.0, "parts": 0.5, "frame": 0.5}


class Ranked(NamedTuple):
    """The statements that have the words.

    Attributes:
        ids: row numbers, best first.
        oldest: the smallest of them if there may be older matches that are not ranked; else None.
    """

    ids: list[int]
    oldest: int | None


def ranked(connection: Connection, query: Query, filters: Filters, newest: int) -> Ranked:
    """Return the best of the newest statements that match.

    Args:
        connection: of a ledger.
        query: what is asked for.
        filters: what else must hold.
        newest: row number of the newest statement that counts.
    """
    rows = _matches(connection, query, filters, newest, RANKED, tuple(_WEIGHTS))
    terms = _Terms(query)
    scored = sorted((-terms.score(row), -row[0]) for row in rows)
    oldest = min(row[0] for row in rows) if len(rows) == RANKED else None
    return Ranked([-number for _, number in scored], oldest)


def older(connection: Connection, query: Query, filters: Filters, newest: int, limit: int) -> list[int]:
    """Return what matches from `newest` down, newest first and not ranked."""
    return [row[0] for row in _matches(connection, query, filters, newest, limit, ())]


def _matches(
    connection: Connection, query: Query, filters: Filters, newest: int, limit: int, columns: tuple[str, ...]
) -> list[Row[Any]]:
    return found(connection, _narrowed(query, filters), filters, newest, limit, columns)


def found(
    connection: Connection,
    expression: Expression,
    filters: Filters,
    newest: int,
    limit: int,
    columns: tuple[str, ...] = (),
    *,
    few: bool = False,
) -> list[Row[Any]]:
    """Return rows (id, columns…) of the index that match and fulfil what only the statement's row can say.

    Args:
        connection: of a ledger.
        expression: what the index must have.
        filters: those of which the rows decide; see `laut.ledger.search.facets.exact`.
        newest: row number of the newest statement that counts.
        limit: how many, the newest.
        columns: which columns of the index to give beside the row number.
        few: whether the expression is known to match few: PostgreSQL, which guesses, then uses the index in any case
            instead of reading the table from its newest row.
    """
    table = words_table(connection.dialect)
    key = table.c[id_name(connection.dialect)]
    conditions = exact(filters)
    query = select(key, *(table.c[name] for name in columns)).where(
        matching(expression, connection), key <= newest
    )
    if (
        filters.claim is not None
    ):  # a claim is small, and a word may be in every statement: begin with the claim
        ids = list(connection.execute(members(filters.claim).limit(_SMALL_CLAIM + 1)).scalars())
        if len(ids) <= _SMALL_CLAIM:
            query = query.where(key.in_(ids))
    if conditions:
        query = query.join(statement, statement.c.id == key).where(*conditions)
    order = (key + 0).desc() if few and connection.dialect.name == "postgresql" else key.desc()
    return list(connection.execute(query.order_by(order).limit(limit)).all())


def _narrowed(query: Query, filters: Filters) -> Expression:
    narrowing = wanted(filters)
    parts = [query.expression(), *([narrowing] if narrowing else [])]
    return Every(tuple(parts)) if len(parts) > 1 else parts[0]


class _Terms:
    """Scores rows by how often they have the terms of a query.

    A word of a row is looked up once for all terms: a query may well have twenty, and each row thirty words.
    """

    def __init__(self, query: Query) -> None:
        self._count = len(query.wanted)
        self._exact: dict[str, dict[str, list[int]]] = {name: {} for name in _WEIGHTS}
        self._inexact: list[tuple[int, str, Counter]] = []
        for number, term in enumerate(query.wanted):
            alternatives = list(term.alternatives())
            for name in _WEIGHTS:
                counter = Counter(alternatives, name)
                for word in counter.exact:
                    self._exact[name].setdefault(word, []).append(number)
                if counter.has_inexact:
                    self._inexact.append((number, name, counter))

    def score(self, row: Any) -> float:
        """Return the score of a row: its number, then the columns in the order of their weights."""
        columns = {name: text.split() for name, text in zip(_WEIGHTS, row[1:], strict=True)}
        often = [0.0] * self._count
        for name, weight in _WEIGHTS.items():
            asked = self._exact[name]
            if asked.keys().isdisjoint(columns[name]):
                continue
            for word in columns[name]:
                for number in asked.get(word, ()):
                    often[number] += weight
        for number, name, counter in self._inexact:
            often[number] += _WEIGHTS[name] * counter.count_inexact(columns[name])
        usual = _K1 * (1 - _B + _B * len(columns["content"]) / USUAL_LENGTH)
        return sum(many * (_K1 + 1) / (many + usual) for many in often)

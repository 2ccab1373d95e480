"""Which statements mean what is asked for, closest first? Neighbours of the query's sentence vector.

Where filters leave few statements, all of them are compared. Else the vectors of the cells nearest to the query are (an
inverted file, Sivic & Zisserman 2003), and what the filters exclude is left out from the closest on. PostgreSQL does
the first pass, by pgvector, for vectors would take long on their way here. SQLite reads them in this process, where
NumPy compares them in less time than sqlite-vec took. The order is made here from whole numbers, the same in both.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from sqlalchemy import ColumnElement, Connection, Float, LargeBinary, Select, func, select

from laut.ledger.search.ahead import reading_ahead
from laut.ledger.search.ddl import COLUMNS
from laut.ledger.search.expression import Expression, Phrase, id_name, words_table
from laut.ledger.search.facets import exact, wanted
from laut.ledger.search.filters import Filters
from laut.ledger.search.occurrences import holds
from laut.ledger.search.query import Query
from laut.ledger.search.wording import found
from laut.ledger.tables import DIMENSIONS, PGVECTOR, statement, statement_vector

if TYPE_CHECKING:  # it brings the whole runtime of the models
    from laut.reading.meaning import Cells, Vectors

NEAREST: Final = 200
"""How many neighbours count."""
LEAST: Final = 0.76
"""Cosine from which on two texts may mean the same. The encoder puts unrelated ones at 0.64 (nine in ten of them
below 0.72), and questions and their answers at 0.80 to 0.93."""
MARGIN: Final = 0.07
"""How much farther than the closest others may be: what is close in general says little, what is closest more."""
CELLS: Final = 1_024
"""How many cells there are (laut.reading.meaning)."""
PROBED: Final = 16
"""How many cells are looked into at least. Of the ten closest to a sentence they hold a half, 64 four fifths (1,511
texts of news); so as many are looked into as `COMPARED` allows, in a small ledger all."""
COMPARED: Final = 10_000
"""How many vectors the cells looked into would hold if all were equally full; near a question they hold twice that."""
MOST_COMPARED: Final = 15_000
"""Vectors that are compared at most."""
FEW: Final = 5_000
"""Up to so many statements that pass the filters are all compared."""
_TRIED = 5_000
_SPARE = 400  # more than NEAREST, for the first pass counts in floating point and knows nothing of exclusions
_LIKELY = NEAREST + 50  # mostly the first ones pass: rows are not looked up for the rest
_AT_ONCE = 1_000
_AHEAD = MOST_COMPARED // 4  # of a cell: of one that is fuller, mostly no more is compared


class Encoder(Protocol):
    """What gives texts their vectors: `laut.reading.meaning.SentenceEncoder`."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors int8 [n,384] of some texts."""
        ...

    def nearest_cells(self, vector: Vectors, n: int) -> Cells:
        """Return the `n` cells nearest to a vector [384], the nearest first."""
        ...


def nearest(
    connection: Connection, encoder: Encoder, query: Query, filters: Filters, newest: int
) -> list[int]:
    """Return the row numbers of the statements closest in meaning, the closest first, at most `NEAREST`.

    Args:
        connection: of a ledger.
        encoder: the one that made the ledger's vectors.
        query: what is asked for; statements with its excluded words are left out.
        filters: what else must hold.
        newest: row number of the newest statement that counts.
    """
    vector = encoder.vectors([" ".join(query.text.split())])[0]
    few = _few(connection, filters, newest)
    if few is not None:
        scored = _ordered(_of_ids(connection, few), vector)
        return list(_kept(connection, query, None, scored))
    narrowed = wanted(filters) is not None or filters.claim is not None
    cells = [int(cell) for cell in encoder.nearest_cells(vector, probes(newest))]
    limit = _TRIED if narrowed or query.unwanted else NEAREST + _SPARE
    rows = _near(connection, cells, newest, vector, limit)
    return list(_kept(connection, query, filters, _ordered(rows, vector)))


def probes(statements: int) -> int:
    """Return into how many cells to look in a ledger of so many statements."""
    return min(max(CELLS * COMPARED // max(statements, 1), PROBED), CELLS)


def _near(connection: Connection, cells: list[int], newest: int, vector: Vectors, limit: int) -> list[Any]:
    """Return the vectors of the nearest cells, `MOST_COMPARED` in all, of the last cell the latest.

    News is not spread evenly: the cells near a question about what everybody writes about are full. Where the database
    compares, it gives the `limit` closest instead of all of the cells that are looked through whole.
    """
    own = _selecting(connection).where(statement_vector.c.statement_id <= newest)
    rows: list[Any] = []
    if _distance(connection, vector) is None:
        # all of it is read anyway: to count it before would be to read it twice
        with reading_ahead(connection, cells[1:PROBED], _AHEAD, newest):
            for cell in cells[:PROBED]:
                rows += _rows(connection, _latest(own, cell, MOST_COMPARED - len(rows)))
                if len(rows) == MOST_COMPARED:
                    return rows
        cells = cells[PROBED:]
    left, whole = MOST_COMPARED - len(rows), list[int]()
    for cell, size in _sizes(connection, cells):
        if size > left:
            rows += _rows(connection, _latest(own, cell, left))
            break
        left -= size
        whole.append(cell)
    if whole:
        rows += _closest(connection, own.where(statement_vector.c.cell.in_(whole)), vector, limit)
    return rows


def _latest(query: Select[Any], cell: int, count: int) -> Select[Any]:
    column = statement_vector.c
    return (
        query.where(column.cell == cell).order_by(column.day.desc(), column.statement_id.desc()).limit(count)
    )


def _sizes(connection: Connection, cells: list[int]) -> Iterator[tuple[int, int]]:
    """Yield how many vectors lie in each cell, those of a full one counted only as far as matters.

    Counting means to read. In a large ledger a single cell can hold more than is ever compared; in a small one there
    are many cells to look into, which one query counts.
    """
    column = statement_vector.c.cell
    for cell in cells[:PROBED]:
        some = select(column).where(column == cell).limit(MOST_COMPARED + 1).subquery()
        yield cell, connection.execute(select(func.count()).select_from(some)).scalar_one()
    further = select(column, func.count()).where(column.in_(cells[PROBED:])).group_by(column)
    sizes: dict[int, int] = {row[0]: row[1] for row in connection.execute(further)} if cells[PROBED:] else {}
    yield from ((cell, sizes.get(cell, 0)) for cell in cells[PROBED:])


def _few(connection: Connection, filters: Filters, newest: int) -> list[int] | None:
    """Return all that passes the filters, or None if that is more than `FEW`."""
    expression = wanted(filters)
    if expression is not None:
        rows = found(connection, expression, filters, newest, FEW + 1)
    elif filters.claim is not None:
        query = select(statement.c.id).where(*exact(filters), statement.c.id <= newest).limit(FEW + 1)
        rows = list(connection.execute(query))
    else:
        return None
    return None if len(rows) > FEW else [row[0] for row in rows]


def _of_ids(connection: Connection, ids: list[int]) -> list[Any]:
    query = _selecting(connection)
    rows: list[Any] = []
    for first in range(0, len(ids), _AT_ONCE):
        chunk = query.where(statement_vector.c.statement_id.in_(ids[first : first + _AT_ONCE]))
        rows += connection.execute(chunk)
    return rows


def _selecting(connection: Connection) -> Select[Any]:
    """Return the query for row numbers and vectors, as bytes."""
    stored: ColumnElement[Any] = statement_vector.c.vector
    if _has_pgvector(connection):  # its own bytes: parsing them as text would take most of the time
        stored = func.vector_send(stored, type_=LargeBinary)
    return select(statement_vector.c.statement_id, stored.label("vector"))


def _has_pgvector(connection: Connection) -> bool:
    return bool(getattr(connection.dialect, PGVECTOR, False))


def _matrix(rows: list[Any]) -> Vectors:
    """Return the vectors [n,384] of rows."""
    joined = b"".join([row[1] for row in rows])
    width = len(joined) // len(rows)
    if width == DIMENSIONS:
        return np.frombuffer(joined, np.int8).reshape(-1, DIMENSIONS)
    # pgvector's vector_send: two numbers of 16 bits, then the elements as big-endian floats of 32 bits
    table = np.frombuffer(joined, np.uint8).reshape(len(rows), width)[:, 4:]
    return np.ascontiguousarray(table).view(">f4").astype(np.int8)


def _closest(connection: Connection, query: Select[Any], vector: Vectors, limit: int) -> list[Any]:
    """Return the rows closest to the vector, as nearly as the database counts; all if it cannot count."""
    distance = _distance(connection, vector)
    if distance is None:
        return _rows(connection, query)
    query = query.order_by(distance, statement_vector.c.statement_id.desc()).limit(limit)
    return list(connection.execute(query))


def _rows(connection: Connection, query: Select[Any]) -> list[Any]:
    """Return row numbers and vectors; in SQLite straight from the driver: they are too many to be made objects of."""
    if connection.dialect.name != "sqlite":
        return list(connection.execute(query))
    compiled: Any = query.compile(connection, compile_kwargs={"render_postcompile": True})
    driver: Any = connection.connection.driver_connection
    values = [compiled.params[name] for name in compiled.positiontup]
    rows: list[Any] = driver.execute(str(compiled), values).fetchall()
    return rows


def _distance(connection: Connection, vector: Vectors) -> ColumnElement[float] | None:
    """Return how far a vector is from the asked one, for a database that compares; None for one that does not."""
    if not _has_pgvector(connection):
        return None
    return statement_vector.c.vector.op("<=>", return_type=Float())(vector.tobytes())


def _ordered(rows: list[Any], vector: Vectors) -> list[tuple[int, float]]:
    """Return row numbers and exact cosines, the newest first among equals; what is too far is left out."""
    if not rows:
        return []
    from laut.reading.meaning import cosines

    near = cosines(vector, _matrix(rows))
    ids = np.array([row[0] for row in rows])
    close = np.flatnonzero(near >= LEAST)
    order = close[np.lexsort((-ids[close], -near[close]))]
    return list(zip(ids[order].tolist(), near[order].tolist(), strict=True))


def _kept(
    connection: Connection, query: Query, filters: Filters | None, scored: list[tuple[int, float]]
) -> Iterator[int]:
    """Yield the first `NEAREST` that have no excluded word and pass the filters, if these are to be checked.

    What is much farther than the first of them is left out.
    """
    left, least = NEAREST, LEAST
    ends = [*range(min(_LIKELY, len(scored)), len(scored), _AT_ONCE), len(scored)]
    for first, end in itertools.pairwise([0, *ends]):
        passing = _passing(connection, query, filters, [number for number, _ in scored[first:end]])
        for number, cosine in scored[first:end]:
            if cosine < least or not left:
                return
            if number in passing:
                least = max(least, cosine - MARGIN) if left == NEAREST else least
                left -= 1
                yield number


def _passing(connection: Connection, query: Query, filters: Filters | None, ids: list[int]) -> set[int]:
    """Return which have no excluded word and pass the filters, if these are given.

    The rows are looked at one by one: asking the index about single rows takes far longer.
    """
    passing = set(ids)
    conditions = exact(filters) if filters else []
    if conditions:
        among = select(statement.c.id).where(statement.c.id.in_(ids), *conditions)
        passing = set(connection.execute(among).scalars())
    needed = wanted(filters) if filters else None
    if needed is None and not query.unwanted:
        return passing
    unwanted = [phrase for term in query.unwanted for phrase in term.alternatives()]
    table = words_table(connection.dialect)
    key = table.c[id_name(connection.dialect)]
    rows = connection.execute(select(key, *(table.c[name] for name in COLUMNS)).where(key.in_(list(passing))))
    return {row[0] for row in rows if _is_fit(row, needed, unwanted)}


def _is_fit(row: Any, needed: Expression | None, unwanted: list[Phrase]) -> bool:
    columns = {name: text.split() for name, text in zip(COLUMNS, row[1:], strict=True)}
    return (needed is None or holds(needed, columns)) and not any(
        holds(phrase, columns) for phrase in unwanted
    )

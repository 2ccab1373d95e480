"""Which rows have these words? Boolean expressions over the columns of ``statement_words``, for both databases.

One tree, two spellings: the query language of FTS5 and PostgreSQL's tsquery. Words are those of `analysis` and
`facets`: letters, digits and underscores, nothing that either language takes for an operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Dialect, bindparam, cast, column, literal_column, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.expression import TableClause

from laut.ledger.search.ddl import COLUMNS, WORDS

LABELS = {"content": "A", "parts": "B", "speaker": "C", "frame": "D"}
"""Weight labels that tell the columns apart in a tsvector; facets need none, for no word has an underscore."""


class Phrase(NamedTuple):
    """Words that follow each other in one of the columns.

    Attributes:
        words: at least one.
        columns: where; ``facets`` stands alone.
        prefix: whether the last word is only the beginning of one.
    """

    words: tuple[str, ...]
    columns: tuple[str, ...]
    prefix: bool = False


class Every(NamedTuple):
    """All of several, at least one."""

    of: tuple[Expression, ...]


class Some(NamedTuple):
    """One or more of several, at least one."""

    of: tuple[Expression, ...]


class Except(NamedTuple):
    """The one without the other."""

    kept: Expression
    left_out: Expression


Expression: TypeAlias = Phrase | Every | Some | Except


def every(parts: Sequence[Expression]) -> Expression | None:
    """Join with and; None if there is nothing to join."""
    return parts[0] if len(parts) == 1 else Every(tuple(parts)) if parts else None


def some(parts: Sequence[Expression]) -> Expression:
    """Join with or."""
    return parts[0] if len(parts) == 1 else Some(tuple(parts))


def fts5(expression: Expression) -> str:
    """Spell it for FTS5's MATCH."""
    match expression:
        case Phrase(words, columns, prefix):
            return f'{{{" ".join(columns)}}} : "{" ".join(words)}"{" *" * prefix}'
        case Every(of):
            return f"({' AND '.join(map(fts5, of))})"
        case Some(of):
            return f"({' OR '.join(map(fts5, of))})"
        case Except(kept, left_out):
            return f"({fts5(kept)} NOT {fts5(left_out)})"


def tsquery(expression: Expression) -> str:
    """Spell it for PostgreSQL's ``::tsquery``."""
    match expression:
        case Phrase(words, columns, prefix):
            label = "".join(LABELS.get(name, "") for name in columns)
            spelt = [f"'{word}'" + f":{label}" * bool(label) for word in words]
            if prefix:
                spelt[-1] = f"'{words[-1]}':*{label}"
            return f"({' <-> '.join(spelt)})"
        case Every(of):
            return f"({' & '.join(map(tsquery, of))})"
        case Some(of):
            return f"({' | '.join(map(tsquery, of))})"
        case Except(kept, left_out):
            return f"({tsquery(kept)} & !{tsquery(left_out)})"


def words_table(dialect: Dialect) -> TableClause:
    """Return the full-text table; `id_name` says how its key is named."""
    return table(WORDS, column(id_name(dialect)), *map(column, COLUMNS))


def id_name(dialect: Dialect) -> str:
    """Return the name of the column that is `statement.id`."""
    return "rowid" if dialect.name == "sqlite" else "statement_id"


def matching(expression: Expression, connection: Connection) -> ColumnElement[bool]:
    """Return the condition that a row of the full-text table fulfils the expression."""
    if connection.dialect.name == "sqlite":
        return literal_column(WORDS).op("MATCH", is_comparison=True)(bindparam(None, fts5(expression)))
    query = cast(bindparam(None, tsquery(expression)), TSQUERY)
    return literal_column(f"{WORDS}.words").op("@@", is_comparison=True)(query)

"""From quotations to statements that can be weighed: the trail behind each, on one screen.

0. where the content begins, where the model took a framing clause into it   (`laut.reading.edges`);
   what it overlooked although grammar attributes it                        (`laut.reading.overlooked`)
1. who is meant by the words that name a source         (`laut.reading.actors`)
2. according to whom: the chain from the outlet inward   (`laut.reading.chain`); what a document says is written
3. how firmly, for the outlet and for the originator     (`laut.reading.evidence`)
4. when                                                  (`laut.reading.timing`)
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from laut.reading.actors.cast import cast_of
from laut.reading.actors.registry import Registry
from laut.reading.chain import trace
from laut.reading.edges import trimmed
from laut.reading.evidence import weigh
from laut.reading.overlooked import with_overlooked
from laut.reading.prose import prose_of
from laut.reading.timing import date_statements
from laut.records import Article, Note, Section, Statement


def follow(
    article: Article, sections: Sequence[Section], statements: Sequence[Statement], registry: Registry
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """Follow the trail of every statement of an article.

    Args:
        sections: the readable ones, in order.
        statements: as the model found them: speakers are words of the text.
        registry: the actors that are known.

    Returns:
        the statements with name, kind and actor of their sources, chain, factuality and time; and notes about what
        the article leaves open, refuses to say or says twice.
    """
    prose = prose_of(article, sections)
    statements = with_overlooked(prose, trimmed(prose, statements))
    cast = cast_of(prose, statements, registry)
    traced, remarks = trace(prose, statements, cast)
    weighed = weigh(prose, [_written(statement) for statement in traced])
    dated, open_times = date_statements(prose, weighed)
    return dated, (*cast.notes, *remarks, *open_times)


def _written(statement: Statement) -> Statement:
    """What a document says, it says in writing, whatever verb stands with it: "laut Gutachten", "der Brief sagt"."""
    if statement.medium is None or statement.speaker is None or statement.speaker.kind != "document":
        return statement
    return msgspec.structs.replace(statement, medium="writing")

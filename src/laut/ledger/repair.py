"""What of a damaged ledger can be made anew? All that only repeats what sources, readings and people say.

Sources and the record of people are never touched; what is wrong with them, only a backup can mend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import Connection, delete, select

from laut.ledger.checks.problem import Problem
from laut.ledger.corrected import reapply
from laut.ledger.ledger import Ledger
from laut.ledger.renewing import SideOf, loosen, rewrite
from laut.ledger.search.indexing import reindex
from laut.ledger.tables import claim, membership, passage, reading, revision, statement_vector


def repair(ledger: Ledger, problems: Iterable[Problem]) -> dict[str, int]:
    """Make anew what can be, all of it in one transaction; return how often each thing was done.

    Claims that were wrong are taken apart: linking puts their statements together again. Vectors that were wrong go:
    `laut.ledger.revector` makes them.

    Args:
        ledger: that has the problems.
        problems: what `laut.ledger.verify.verify` found.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    for problem in problems:
        what = _KINDS.get(problem.kind)
        if what is not None:
            found[what].add(problem.row or 0)
    with ledger.atomic() as connection:
        for what, mend in _MENDING.items():
            for number in sorted(found.get(what, ())):
                mend(connection, number, ledger.side_of)
    return {what: len(found[what]) for what in _MENDING if what in found}


def _statements(connection: Connection, reading_id: int, side_of: SideOf) -> None:
    rewrite(connection, reading_id, side_of)


def _corrections(connection: Connection, report_id: int, side_of: SideOf) -> None:
    reapply(connection, report_id, side_of)
    of_report = select(reading.c.id).join(revision, revision.c.id == reading.c.revision_id)
    for number in list(connection.execute(of_report.where(revision.c.report_id == report_id)).scalars()):
        rewrite(connection, number, side_of)


def _words(connection: Connection, _row: int, _side_of: SideOf) -> None:
    reindex(connection)


def _vector(connection: Connection, statement_id: int, _side_of: SideOf) -> None:
    loosen(connection, [statement_id])
    connection.execute(delete(statement_vector).where(statement_vector.c.statement_id == statement_id))


def _claim(connection: Connection, claim_id: int, _side_of: SideOf) -> None:
    members = select(membership.c.statement_id).where(membership.c.claim_id == claim_id)
    loosen(connection, list(connection.execute(members).scalars()))
    connection.execute(delete(claim).where(claim.c.id == claim_id))


def _passages(connection: Connection, revision_id: int, _side_of: SideOf) -> None:
    connection.execute(delete(passage).where(passage.c.revision_id == revision_id))


_KINDS: Final = {
    "column": "readings",
    "hops": "readings",
    "repeated": "readings",
    "reading-order": "readings",
    "correction-not-applied": "reports with corrections",
    "words": "the index of words",
    "vector": "vectors taken away",
    "claim": "claims taken apart",
    "passage": "texts whose passages were taken away",
}

_MENDING: Final[dict[str, Callable[[Connection, int, SideOf], None]]] = {
    "readings": _statements,
    "reports with corrections": _corrections,
    "the index of words": _words,
    "vectors taken away": _vector,
    "claims taken apart": _claim,
    "texts whose passages were taken away": _passages,
}
"""What is done, in this order."""

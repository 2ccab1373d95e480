"""Which statements of the ledger are one claim? Links what has not been linked, article by article.

How claims are made, and why the order in which articles arrive does not matter, stands in `laut.linking.pivots`; who
is compared with whom in `laut.linking.reach`. Each article is linked in one transaction: however the process ends, an
article is linked or it is not.

    Linker(ledger).link()

People's decisions about claims are decisions about two statements: *together* or *apart*. They are kept with the
words of both, found again in whatever the reports have become, and followed the next time that anything is linked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec
from sqlalchemy import Connection

from laut.errors import LedgerError
from laut.ledger import deciding, linked
from laut.ledger.claims import find_claim
from laut.ledger.deciding import DecisionRow
from laut.ledger.ledger import Ledger
from laut.ledger.made_with import CLAIMS, forget_claims, has_claims, note, noted
from laut.linking.affairs import index_affairs
from laut.linking.copies import index_copies
from laut.linking.days import Days
from laut.linking.ledger_store import LedgerStore
from laut.linking.pairs import PairScorer
from laut.linking.pivots import Decision, Decisions, settle

_REPORTS_AT_ONCE: Final = 50
"""Reports whose words are looked for in one transaction."""

Anchored = tuple[int, str]
"""A report and an anchor in its text, as JSON."""


class Linked(msgspec.Struct, frozen=True):
    """What linking did.

    Attributes:
        articles: reports that were linked.
        statements: statements of theirs that were placed.
        changed: claims that began or changed, each counted once for every article that changed it.
    """

    articles: int = 0
    statements: int = 0
    changed: int = 0


class Linker:
    """Puts the statements of a ledger into claims, and keeps them right as articles come and people decide."""

    def __init__(
        self,
        ledger: Ledger,
        scorer: PairScorer | None = None,
        *,
        on_changed: Callable[[list[int]], None] | None = None,
    ) -> None:
        """Make a linker; it may be kept, and links faster the longer it is.

        Args:
            on_changed: is called with the row numbers of the claims that changed, in the transaction that changed them.
        """
        self._ledger = ledger
        self._scorer = scorer or PairScorer()
        self._on_changed = on_changed
        self._days = Days()
        self._rows: tuple[int, list[DecisionRow], set[int]] = (0, [], set())
        self._found: dict[Anchored, int | None] = {}

    def has_strange_claims(self) -> bool:
        """Tell whether claims were made by another scorer, or an earlier version of the rules."""
        with self._ledger.looking() as connection:
            strange = noted(connection, CLAIMS) != self._scorer.name
            return strange and has_claims(connection)

    def forget(self) -> None:
        """Take all claims away, so that `link` makes them anew. What people decided is kept, and followed then.

        Raises:
            LedgerError: the ledger cannot be written.
        """
        with self._ledger.atomic() as connection:
            forget_claims(connection)

    def unlinked(self) -> int:
        """Return how many reports wait to be linked."""
        with self._ledger.looking() as connection:
            return len(linked.unlinked_reports(connection))

    def link(
        self, report_ids: Iterable[int] | None = None, *, on_linked: Callable[[], None] | None = None
    ) -> Linked:
        """Link what is not linked yet, and follow what people have decided since.

        Args:
            report_ids: numbers of reports; None for all of the ledger.
            on_linked: is called after each report.

        Raises:
            LedgerError: the ledger cannot be written.
        """
        wanted = None if report_ids is None else frozenset(report_ids)
        with self._ledger.looking() as connection:
            reports = linked.unlinked_reports(connection, wanted)
            unsigned = _may_be_signed(connection)
        if unsigned:
            self._sign()
        self._index(reports)
        changed = self._follow_decisions()
        statements = 0
        for report in reports:
            with self._ledger.atomic() as connection:
                placed, touched = self._link_report(connection, report)
                statements += placed
                changed += touched
            if on_linked:
                on_linked()
        return Linked(len(reports), statements, changed)

    def _sign(self) -> None:
        """Note whose the claims are that are made from now on."""
        with self._ledger.atomic() as connection:
            if _may_be_signed(connection):
                note(connection, CLAIMS, self._scorer.name)

    def _index(self, reports: Sequence[int]) -> None:
        """Look for the words of reports among all that the ledger holds, and note what each is about.

        Some reports in one transaction.
        """
        for at in range(0, len(reports), _REPORTS_AT_ONCE):
            with self._ledger.atomic() as connection:
                revisions = linked.revisions_of(connection, reports[at : at + _REPORTS_AT_ONCE])
                index_copies(connection, revisions)
                index_affairs(connection, revisions)

    def merge(self, first: str, second: str, *, author: str, reason: str | None = None) -> None:
        """Let two claims be one from now on: a decision that their first statements belong together.

        Args:
            first, second: ids of the claims, or their beginnings.

        Raises:
            LedgerError: there is no such claim.
        """
        with self._ledger.atomic() as connection:
            left, right = (self._first(connection, key) for key in (first, second))
            self._decide(connection, "together", left, right, author, reason)
        self._follow_decisions()

    def split(self, claim: str, statement: str, *, author: str, reason: str | None = None) -> None:
        """Let a statement not belong to a claim: a decision that it is kept apart from the claim's first statement.

        And from that of its strand, if the claim has several.

        Args:
            claim: id of the claim, or its beginning.
            statement: id of the statement. If it is the claim's first one, it is kept apart from the second.

        Raises:
            LedgerError: there is no such claim, it has no such statement, or no other one.
        """
        with self._ledger.atomic() as connection:
            number, _ = find_claim(connection, claim)
            pivot = linked.pivot_of(connection, number)
            everybody = linked.members_of_claim(connection, number)
            members = sorted(linked.standings(connection, everybody).values(), key=_in_order)
            mine = [one.number for one in members if one.key == statement]
            if not mine or len(members) < 2:
                raise LedgerError(
                    f"the claim {claim} has no statement {statement} besides others",
                    "laut claim ID lists them",
                )
            strand = next(one.pivot for one in members if one.number == mine[0])
            others = {pivot, strand or pivot} - {mine[0]} or {members[1].number}
            for other in sorted(others):
                self._decide(connection, "apart", mine[0], other, author, reason)
        self._follow_decisions()

    def withdraw(self, decision: int, *, author: str, reason: str | None = None) -> None:
        """Take a decision back.

        Args:
            decision: its number in the ledger.
        """
        with self._ledger.atomic() as connection:
            deciding.withdraw(
                connection, decision, author=author, made=dt.datetime.now(dt.UTC), reason=reason
            )
        self._follow_decisions()

    # One article -------------------------------------------------------------------------------------------------

    def _link_report(self, connection: Connection, report: int) -> tuple[int, int]:
        fresh = linked.statements_of(connection, report)
        store = self._store(connection)
        old = linked.superseded_members(connection, report)
        lost = self._left_by(connection, store, old)
        for anchored in [one for one in self._found if one[0] == report]:
            del self._found[anchored]
        decisions, pairs = self._decisions(connection)
        own = set(fresh)
        reviewed = _connected((own & _mentioned(pairs)) | self._sides_of(report), pairs)
        for number in old:
            store.put(number, None)
        store.prepare(fresh)
        lost &= linked.existing(connection, lost)
        settle(
            store,
            decisions,
            own | lost,
            threshold=self._scorer.threshold,
            reviewed=reviewed,
            left={pivot for place in old.values() for pivot in place if pivot is not None},
        )
        claims = store.flush()
        linked.mark_linked(connection, report)
        self._tell(claims)
        return len(fresh), len(claims)

    def _left_by(
        self, connection: Connection, store: LedgerStore, old: Mapping[int, tuple[int, int | None]]
    ) -> set[int]:
        """The statements that may stand elsewhere without some others: in a strand with them, or later in their reach.

        By which statement each has joined is not kept; and among the nearest in reach there is room for others now.

        Args:
            old: those that are gone, with the pivots of their strands and of those to which they are tied.
        """
        strands = {pivot for pivot, _ in old.values()}
        lost = {other for pivot in strands for other in linked.members(connection, pivot)}
        lost |= {number for number, _, tied in linked.ties(connection, strands) if tied in strands}
        for number in old:
            later = list(store.later(number))
            store.look_up(later)
            lost.update(other for other in later if store.place(other) is not None)
        return lost - set(old)

    def _sides_of(self, report: int) -> set[int]:
        """The statements of all decisions about a report, as far as they are there: its own side may be gone."""
        _, rows, _ = self._rows
        about = [row for row in rows if report in (row.left[0], row.right[0])]
        return {
            number for row in about for side in (row.left, row.right) if (number := self._found.get(side))
        }

    def _store(self, connection: Connection) -> LedgerStore:
        return LedgerStore(connection, self._scorer, self._days)

    def _tell(self, claims: list[int]) -> None:
        if claims and self._on_changed:
            self._on_changed(claims)

    # What people decide ------------------------------------------------------------------------------------------

    def _follow_decisions(self) -> int:
        """Place anew what people have decided on since; return how many claims changed by that."""
        with self._ledger.looking() as connection:
            if deciding.last_decision(connection) == deciding.seen_decision(connection):
                return 0
        with self._ledger.atomic() as connection:
            seen, last = deciding.seen_decision(connection), deciding.last_decision(connection)
            store = self._store(connection)
            decisions, pairs = self._decisions(connection)
            _, rows, withdrawn = self._rows
            fresh = [row for row in rows if row.id > seen or row.id in withdrawn]
            touched = {self._found.get(side) for row in fresh for side in (row.left, row.right)} - {None}
            reviewed = _connected({number for number in touched if number is not None}, pairs)
            store.prepare(sorted(reviewed))
            settle(store, decisions, (), threshold=self._scorer.threshold, reviewed=reviewed)
            claims = store.flush()
            deciding.note_decision(connection, last)
            self._tell(claims)
            return len(claims)

    def _decisions(self, connection: Connection) -> tuple[Decisions, list[tuple[int, int]]]:
        """Return what follows from all decisions, and the pairs of statements that any, even a former one, is about."""
        last = deciding.last_decision(connection)
        if last == 0:
            return Decisions(), []
        if last != self._rows[0]:
            self._rows = (last, *deciding.decisions(connection))
        _, rows, withdrawn = self._rows
        self._find(connection, [side for row in rows for side in (row.left, row.right)])
        standing, pairs = [], []
        for row in rows:
            left, right = self._found.get(row.left), self._found.get(row.right)
            if left is None or right is None or left == right:
                continue
            pairs.append((left, right))
            if row.id not in withdrawn:
                standing.append(Decision(row.action, left, right))
        return Decisions.of(standing), pairs

    def _find(self, connection: Connection, sides: Sequence[Anchored]) -> None:
        """Find the statements that decisions are about, as the reports are now."""
        there = linked.existing(connection, [number for number in self._found.values() if number is not None])
        for side in dict.fromkeys(sides):
            if side not in self._found or (self._found[side] is not None and self._found[side] not in there):
                self._found[side] = deciding.statement_at(connection, *side)

    def _first(self, connection: Connection, key: str) -> int:
        number, _ = find_claim(connection, key)
        return linked.pivot_of(connection, number)

    def _decide(
        self,
        connection: Connection,
        action: Literal["together", "apart"],
        left: int,
        right: int,
        author: str,
        reason: str | None,
    ) -> None:
        if left == right:
            raise LedgerError("a statement cannot be put together with itself", "name two claims")
        made = dt.datetime.now(dt.UTC)
        deciding.decide(connection, action, left, right, author=author, made=made, reason=reason)


def _may_be_signed(connection: Connection) -> bool:
    """Whether nobody has made claims yet; those that are there without a name are somebody's whom we do not know."""
    return noted(connection, CLAIMS) is None and not has_claims(connection)


def _in_order(one: linked.Standing) -> tuple[bool, dt.date, str, str]:
    return one.published is None, one.published or dt.date.max, one.article, one.key


def _mentioned(pairs: Collection[tuple[int, int]]) -> set[int]:
    return {number for pair in pairs for number in pair}


def _connected(seeds: set[int], pairs: Collection[tuple[int, int]]) -> set[int]:
    """Return the statements that pairs lead to from the seeds, the seeds included."""
    found, grown = set(seeds), True
    while grown:
        more = {number for pair in pairs if not found.isdisjoint(pair) for number in pair}
        grown = not more <= found
        found |= more
    return found

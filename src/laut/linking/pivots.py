"""Which statements are one claim? Each joins the best of the earlier ones, kept up to date as statements come and go.

**The rule.** All statements have a total order: publication, then the id of the article, which is made of its
content, then the id of the statement. In this order each statement joins the earlier one that most probably says the
same, its *antecedent*, if the probability reaches the scorer's threshold; else it is a *pivot*, and with it a *strand*
begins. So that a strand does not wander off from link to link, a statement joins none whose pivot it all but
certainly does not repeat (`FLOOR`). Compared are only statements *in reach* of each other (`Store.in_reach`); of many
earlier ones, only the `MOST` nearest. Without antecedents, this would be the pivot algorithm of Ailon, Charikar &
Newman, *Aggregating inconsistent information* (2008), with publication in place of a random order; choosing the best
antecedent is how coreference is resolved by mention ranking (Denis & Baldridge, *Specialized models and ranking for
coreference resolution*, 2008). It finds much more of what belongs together (docs/linking.md).

A statement may show that two strands are one claim: it belongs to the one, and almost certainly (`TIE`) says the same
as a statement of another as well, to which it is then *tied*. A claim is all strands that ties hold together; it
begins with the earliest of their pivots.

**Why the order of arrival does not matter.** Whom a statement joins, and to what it is tied, is a function of the
earlier statements alone, so that strands and ties are a function of the set of statements, and with them the claims,
provided that (1) the order, (2) the score of a pair and (3) who is in reach of whom depend on nothing but the
statements themselves. (1) is made of content, never of row numbers. (2) the scorer sees the two statements, the
words of their reports and how near the other statements of the two reports are (`laut.linking.margins`), the earlier
one first, and nothing else; a report comes whole, and if it gains or loses a statement, all of its statements come
anew. (3) reach is symmetric and knows no others: both days lie within a window, and the cosine reaches the scorer's
least. A search for the nearest k of *all* statements would break (3): who is among them depends on who else is there.
`MOST` does not: it is applied to the earlier statements, which are already settled when a statement is decided.
`settle` makes exactly these groups of whatever groups there were, because it decides anew, in order, every statement
whose decision may have changed. When a statement comes, or has another claim than before, these are later statements
in reach

- that may have joined or been tied by it;
- for which it is better than what they have, or ties them;
- for which it is, as a new one, so near that it may push what they have out of the nearest `MOST`;

and, if it was a pivot, the members of its strand. Of statements that go, the caller knows, and says whom it concerns.

A statement is decided after all earlier ones, and what it changes lies behind it: every statement is decided at most
once. Then the strands that have changed, or a tie of which has, are put together anew, with all that ties lead to.

**What people decide** wins. Statements that belong together form a *unit*: it is placed where its first statement is
placed, and for the floor of later ones each of them is as good as the pivot. A statement does not join a claim with a
statement that it, or one of its unit, is kept apart from, and a tie that would bring two such together, in the order
of the tied statements, does not hold. Of contradicting decisions the later one counts. Units and
the pairs kept apart are part of the set of statements in the argument above: the groups do not depend on when the
decisions were made either.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Protocol

Key = tuple[int, str, str]
"""Place in the order: ordinal of the first day of publication (`UNDATED` if unknown), article id, statement id."""

UNDATED: Final = 10_000_000
MOST: Final = 8
"""Earlier statements that each is compared with: the nearest."""
FLOOR: Final = 0.1
"""Probability of saying the same as its pivot that a claim must have for a statement to join it by another one."""
TIE: Final = 0.8
"""Probability from which a statement of one strand that says the same as one of another makes both one claim."""
AT_ONCE: Final = 32
"""Statements in reach that are looked up at once, in search of the nearest earlier ones."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands.

    Attributes:
        pivot: number of the statement that its strand begins with; its own number if it is a pivot.
        score: probability that it says the same as its antecedent; 1 for pivots and what people placed.
        via: number of its antecedent, its own if it is a pivot; 0 if that is not known any more.
        decided: whether people put it there.
        tied: pivot of the other strand to which it is tied; None if there is none.
    """

    pivot: int
    score: float = 1.0
    via: int = 0
    decided: bool = False
    tied: int | None = None


Tie = tuple[int, int, int]
"""A statement, the pivot of its strand, and the pivot of the strand to which it is tied."""


class Store(Protocol):
    """What the algorithm needs to know of statements, which it calls by number."""

    def key(self, number: int) -> Key:
        """Return a statement's place in the order."""

    def is_substantial(self, number: int) -> bool:
        """Return whether a statement says enough to be compared with others."""

    def in_reach(self, number: int) -> Mapping[int, float]:
        """Return the other statements in its reach, placed or not, the nearest first, with the cosines."""

    def later(self, number: int) -> Iterable[int]:
        """Return those in its reach that may come later in the order; all that do are among them."""

    def same(self, earlier: int, later: int, cosine: float | None) -> float:
        """Return the probability that two statements say the same; `cosine` is None if they are not in reach."""

    def place(self, number: int) -> Place | None:
        """Return where a statement stands; None if it is not placed."""

    def put(self, number: int, place: Place | None) -> None:
        """Place a statement, or take it out."""

    def members(self, pivot: int) -> Iterable[int]:
        """Return the statements of the strand that begins with a pivot, the pivot included."""

    def ties(self, pivots: Collection[int]) -> Iterable[Tie]:
        """Return the ties from some strands and to them, by their pivots."""

    def claim(self, pivot: int) -> int | None:
        """Return the pivot that the claim of a strand begins with, as it was put last; None if none was."""

    def put_claim(self, pivot: int, first: int) -> None:
        """Let a strand belong to the claim that begins with a pivot."""

    def expect(self, numbers: Sequence[int]) -> None:
        """Be told which statements will be compared, to fetch what belongs to them at once."""

    def look_up(self, numbers: Iterable[int]) -> None:
        """Be told whose key and place will be asked for, to fetch them at once."""

    def look_around(self, numbers: Iterable[int]) -> None:
        """Be told whose reach will be asked for, to find all of them at once."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided about two statements."""

    action: Literal["together", "apart"]
    left: int
    right: int


@dataclass(slots=True)
class Decisions:
    """What follows from all decisions: units of statements that belong together, and who is kept apart from whom."""

    units: dict[int, frozenset[int]] = field(default_factory=dict)
    apart: dict[int, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> Decisions:
        """Weigh decisions, the oldest first: of contradicting ones, the later one counts."""
        result = cls()
        for one in reversed(decisions):
            left, right = result.unit(one.left), result.unit(one.right)
            if one.action == "together":
                if not any(result.apart.get(member, set()) & right for member in left):
                    merged = left | right
                    result.units.update(dict.fromkeys(merged, merged))
            elif left != right:
                result.apart.setdefault(one.left, set()).add(one.right)
                result.apart.setdefault(one.right, set()).add(one.left)
        return result

    def unit(self, number: int) -> frozenset[int]:
        """Return the statements that belong together with one, itself included."""
        return self.units.get(number) or frozenset({number})

    def rivals(self, number: int) -> set[int]:
        """Return the statements that one, or a statement of its unit, is kept apart from, with their units."""
        found: set[int] = set()
        for member in self.unit(number):
            for other in self.apart.get(member, ()):
                found |= self.unit(other)
        return found

    def is_known(self, number: int) -> bool:
        """Whether anything was decided about a statement."""
        return number in self.units or number in self.apart


def settle(
    store: Store,
    decisions: Decisions,
    dirty: Iterable[int],
    *,
    threshold: float,
    reviewed: Iterable[int] = (),
    left: Iterable[int] = (),
    on_decided: Callable[[int], None] = lambda number: None,
) -> set[int]:
    """Place new statements, and place anew whatever that changes.

    Args:
        dirty: new statements; of those that were taken out, who is in a claim with them, and who comes later in reach.
        reviewed: statements about which people have decided something new.
        left: pivots of the strands in which statements were that were taken out, or to which they were tied.
        on_decided: is called with each statement that is decided, for tests and measurements.

    Returns:
        the statements with which claims begin that have changed: those that are there, and those that are not any more.
    """
    work = _Work(store, decisions, threshold)
    reviewed = set(reviewed)
    work.push(set(dirty) | reviewed)
    while work.queue:
        _, number = heapq.heappop(work.queue)
        work.waiting.discard(number)
        on_decided(number)
        old, new = store.place(number), work.decide(number)
        if new != old:
            store.put(number, new)
            work.note(old, new)
        if new != old or number in reviewed:
            work.follow(number, old, new, reviewed=number in reviewed)
    work.loose.update(left)
    work.loose.update(place.pivot for number in reviewed if (place := store.place(number)) is not None)
    work.unite()
    return work.changed


class _Work:
    """What `settle` has to do, and how a statement is decided."""

    def __init__(self, store: Store, decisions: Decisions, threshold: float) -> None:
        self.store, self.decisions, self.threshold = store, decisions, threshold
        self.queue: list[tuple[Key, int]] = []
        self.waiting: set[int] = set()
        self.loose: set[int] = set()  # strands that are to be put together anew
        self.changed: set[int] = set()

    def push(self, numbers: Iterable[int], after: Key | None = None) -> None:
        """Put statements into the queue; with `after`, only those that come later in the order."""
        fresh = [number for number in numbers if number not in self.waiting]
        self.store.expect(fresh)
        keys = {number: self.store.key(number) for number in fresh}
        pushed = {number: key for number, key in keys.items() if after is None or key > after}
        self.store.look_around(pushed)
        self.waiting.update(pushed)
        for number, key in pushed.items():
            heapq.heappush(self.queue, (key, number))

    def decide(self, number: int) -> Place | None:
        """Return where a statement belongs, given where the earlier ones stand."""
        store, own = self.store, self.store.key(number)
        unit = self.decisions.unit(number)
        if len(unit) > 1:
            first = min(unit, key=store.key)
            place = store.place(first) if first != number else None
            if place is not None:
                return Place(place.pivot, 1.0, first, True)
        elif not store.is_substantial(number):
            return None
        blocked = self._blocked(number, own)
        nearest = self._nearest_earlier(number, own)
        store.expect([other for _, _, other in nearest])
        scored = [(-store.same(other, number, -cosine), key, other) for cosine, key, other in nearest]
        joined: Place | None = None
        for score, _, other in sorted(scored):
            place = store.place(other)
            if -score < (self.threshold if joined is None else TIE):
                break
            if (
                place is None
                or place.pivot in blocked
                or (joined is not None and place.pivot == joined.pivot)
            ):
                continue
            if not self._fits(number, own, other, place.pivot):
                continue
            if joined is not None:
                return replace(joined, tied=place.pivot)
            joined = Place(place.pivot, -score, other)
        return joined or Place(number, 1.0, number)

    def note(self, old: Place | None, new: Place | None) -> None:
        """Note which strands have changed by a new place, or are tied otherwise."""
        places = [place for place in (old, new) if place is not None]
        if len({(place.pivot, place.decided) for place in places}) + (2 - len(places)) > 1:
            self.changed.update(self._claim(place.pivot) for place in places)
        self.loose.update(
            pivot for place in places for pivot in (place.pivot, place.tied) if pivot is not None
        )

    def _claim(self, pivot: int) -> int:
        """The pivot with which the claim of a strand begins, as far as it is known."""
        first = self.store.claim(pivot)
        return pivot if first is None else first

    def unite(self) -> None:
        """Put the strands that have changed together to claims, with all strands that ties lead to."""
        store = self.store
        strands, ties = self._tied_together(self.loose)
        self.loose = set()
        there = [one for one in strands if (place := store.place(one)) is not None and place.pivot == one]
        firsts = self._firsts(there, ties)
        for one in there:
            old, first = store.claim(one), firsts[one]
            if old != first:
                store.put_claim(one, first)
                self.changed.update(claim for claim in (old, first) if claim is not None)

    def _tied_together(self, some: set[int]) -> tuple[set[int], set[Tie]]:
        """Return strands with all that ties lead to from them, whichever way they go, and the ties."""
        strands, ties, fresh = set(some), set[Tie](), set(some)
        while fresh:
            found = set(self.store.ties(fresh))
            ties |= found
            fresh = {pivot for _, one, other in found for pivot in (one, other)} - strands
            strands |= fresh
        return strands, ties

    def _firsts(self, strands: Sequence[int], ties: Collection[Tie]) -> dict[int, int]:
        """Return the pivot with which the claim of each strand begins."""
        key = self.store.key
        first = {one: one for one in strands}
        members = {one: {one} for one in strands}
        rivals = self._rival_strands(members) if ties else set[frozenset[int]]()
        for _, one, other in sorted(ties, key=lambda tie: key(tie[0])):
            if one not in first or other not in first or first[one] == first[other]:
                continue
            left, right = members[first[one]], members[first[other]]
            if any(frozenset((a, b)) in rivals for a in left for b in right) if rivals else False:
                continue
            head = min(first[one], first[other], key=key)
            members[head] = left | right
            first.update(dict.fromkeys(members[head], head))
        return first

    def _rival_strands(self, strands: Collection[int]) -> set[frozenset[int]]:
        """Return the pairs of strands with statements that people keep apart."""
        found: set[frozenset[int]] = set()
        for number in self.decisions.apart:
            for member in self.decisions.unit(number):
                place = self.store.place(member)
                if place is None or place.pivot not in strands:
                    continue
                others = [self.store.place(rival) for rival in self.decisions.rivals(member)]
                found |= {frozenset((place.pivot, other.pivot)) for other in others if other is not None}
        return found

    def _nearest_earlier(self, number: int, own: Key) -> list[tuple[float, Key, int]]:
        """Return the `MOST` nearest earlier statements in reach, as negative cosine, key and number.

        Looks no farther than needed: in a large ledger hundreds are in reach.
        """
        found: list[tuple[float, Key, int]] = []
        near = iter(self.store.in_reach(number).items())
        while some := list(itertools.islice(near, AT_ONCE)):
            self.store.look_up(other for other, _ in some)
            for other, cosine in some:
                if len(found) >= MOST and -cosine > found[MOST - 1][0]:
                    return heapq.nsmallest(MOST, found)
                if self.store.place(other) is not None and (key := self.store.key(other)) < own:
                    found.append((-cosine, key, other))
        return heapq.nsmallest(MOST, found)

    def _fits(self, number: int, own: Key, antecedent: int, pivot: int) -> bool:
        """Whether a statement may say the same as what the claim of its antecedent begins with."""
        store, units = self.store, self.decisions.units
        if antecedent == pivot or antecedent in units:
            return True
        near = store.in_reach(number)
        equals = [other for other in near if other in units and store.key(other) < own] if units else []
        anchors = [pivot, *(other for other in equals if (at := store.place(other)) and at.pivot == pivot)]
        store.expect(anchors)
        return any(store.same(one, number, near.get(one)) >= FLOOR for one in anchors)

    def follow(self, number: int, old: Place | None, new: Place | None, *, reviewed: bool) -> None:
        """Put into the queue whatever may change because a statement has another place now."""
        store, own = self.store, self.store.key(number)
        moved = (old.pivot if old else None) != (new.pivot if new else None)
        if not (moved or reviewed):
            return
        if old is not None and (old.pivot == number or reviewed):
            self.push(store.members(old.pivot), own)
        weighs = reviewed or number in self.decisions.units  # for the floor of those near it, too
        # one that is in no claim any more makes room among the nearest; that happens only when people decide anew
        self._push_in_reach(number, own, old, comes=new is not None, all_of_them=weighs)
        self.push(self.decisions.unit(number) - {number}, own)
        self.push(self.decisions.rivals(number), own)

    def _push_in_reach(
        self, number: int, own: Key, old: Place | None, *, comes: bool, all_of_them: bool
    ) -> None:
        store = self.store
        near = store.in_reach(number)
        candidates = list(store.later(number))
        store.look_up(candidates)
        later = [
            other
            for other in candidates
            if other not in self.waiting and store.place(other) is not None and store.key(other) > own
        ]
        if all_of_them:
            self.push(later)
            return
        store.expect(later if comes else [])
        chosen, others = list[int](), list[int]()
        for other in later:
            changes = self._may_have_joined(number, other, old)
            changes = changes or (comes and self._may_join(number, other, near[other]))
            (chosen if changes else others).append(other)
        if comes and old is None:
            chosen += self._pushed_out(number, others)
        self.push(chosen)

    def _may_have_joined(self, number: int, other: int, old: Place | None) -> bool:
        """Whether a later statement may be where it is because an earlier one was where that has been."""
        place = self.store.place(other)
        if old is None or place is None:
            return False
        return place.tied == old.pivot or (place.pivot == old.pivot and place.via in (0, number))

    def _may_join(self, number: int, other: int, cosine: float) -> bool:
        """Whether a later statement may have another place because an earlier one has come, or has another claim."""
        place = self.store.place(other)
        assert place is not None
        score = self.store.same(number, other, cosine)
        if score >= self.threshold and (place.pivot == other or score >= place.score):
            return True
        own = self.store.place(number)
        return score >= TIE and own is not None and own.pivot != place.pivot

    def _pushed_out(self, number: int, later: Iterable[int]) -> Iterator[int]:
        """Yield those that joined an earlier one and have a new statement among the `MOST` nearest earlier ones."""
        joined = [
            other for other in later if (at := self.store.place(other)) is not None and at.pivot != other
        ]
        self.store.look_around(joined)
        for other in joined:
            nearest = self._nearest_earlier(other, self.store.key(other))
            if len(nearest) == MOST and any(one == number for _, _, one in nearest):
                yield other

    def _blocked(self, number: int, own: Key) -> set[int]:
        """Return the pivots of the claims that a statement must not join."""
        found = set()
        if self.decisions.is_known(number):
            for rival in self.decisions.rivals(number):
                place = self.store.place(rival)
                if place is not None and self.store.key(rival) < own:
                    found.add(place.pivot)
        return found

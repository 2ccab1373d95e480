"""Statements are grouped into claims: the same groups in whatever order they come and people decide."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Collection, Iterable, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laut.linking import pivots
from laut.linking.pivots import Decision, Decisions, Key, Place, Tie, settle

THRESHOLD = 0.5


class TableStore:
    """Statements that are known by nothing but the scores of their pairs."""

    def __init__(self, keys: Sequence[Key], scores: Mapping[frozenset[int], tuple[float, float]]) -> None:
        self._keys, self._scores = keys, scores
        self.there: set[int] = set()
        self.places: dict[int, Place] = {}
        self.claims: dict[int, int] = {}

    def key(self, number: int) -> Key:
        return self._keys[number]

    def is_substantial(self, number: int) -> bool:
        return number % 7 != 6

    def in_reach(self, number: int) -> Mapping[int, float]:
        pairs = {
            other: self._scores.get(frozenset({number, other})) for other in self.there if other != number
        }
        near = sorted((-pair[0], other) for other, pair in pairs.items() if pair is not None)
        return {other: -cosine for cosine, other in near}

    def later(self, number: int) -> Iterable[int]:
        return self.in_reach(number)

    def look_up(self, numbers: Iterable[int]) -> None:
        pass

    def look_around(self, numbers: Iterable[int]) -> None:
        pass

    def same(self, earlier: int, later: int, cosine: float | None) -> float:
        assert self._keys[earlier] < self._keys[later]
        out_of_reach = (0.0, 0.01 if (earlier + later) % 3 == 0 else 0.3)
        return self._scores.get(frozenset({earlier, later}), out_of_reach)[1]

    def place(self, number: int) -> Place | None:
        return self.places.get(number)

    def put(self, number: int, place: Place | None) -> None:
        if place is None:
            self.places.pop(number, None)
        else:
            self.places[number] = place

    def members(self, pivot: int) -> Iterable[int]:
        return [number for number, place in self.places.items() if place.pivot == pivot]

    def ties(self, pivots: Collection[int]) -> Iterable[Tie]:
        return [
            (number, place.pivot, place.tied)
            for number, place in self.places.items()
            if place.tied is not None and not {place.pivot, place.tied}.isdisjoint(pivots)
        ]

    def claim(self, pivot: int) -> int | None:
        return self.claims.get(pivot)

    def put_claim(self, pivot: int, first: int) -> None:
        self.claims[pivot] = first

    def expect(self, numbers: Sequence[int]) -> None:
        pass

    def remove(self, gone: set[int]) -> set[int]:
        self.there -= gone
        lost = {n for n, place in self.places.items() if {place.pivot, place.via, place.tied} & gone} - gone
        for number in gone:
            self.places.pop(number, None)
        return lost

    def strands_of(self, number: int) -> set[int]:
        place = self.places.get(number)
        return {pivot for pivot in (place.pivot, place.tied) if pivot is not None} if place else set()

    def forget_antecedents(self) -> None:
        """As a ledger does between transactions."""
        self.places = {
            number: place if place.pivot == number else dataclasses.replace(place, via=0)
            for number, place in self.places.items()
        }

    def groups(self) -> set[frozenset[int]]:
        found: dict[int, set[int]] = {}
        for number, place in self.places.items():
            found.setdefault(self.claims[place.pivot], set()).add(number)
        return {frozenset(group) for group in found.values()}


def connected(seeds: set[int], decisions: Sequence[Decision]) -> set[int]:
    """Return the statements that decisions lead to, as the linker looks for them."""
    for _ in decisions:
        seeds |= {n for one in decisions if {one.left, one.right} & seeds for n in (one.left, one.right)}
    return seeds


class World:
    """Statements, decisions of people, and what comes of them in one go."""

    def __init__(self, size: int, seed: int) -> None:
        chance = random.Random(seed)
        self.size = size
        self.keys = [(chance.randrange(4), f"a{chance.randrange(1000):03}", str(n)) for n in range(size)]
        reach = chance.choice((0.4, 0.8, 1.0))
        self.scores = {
            frozenset({a, b}): (
                chance.choice((0.8, 0.85, 0.9)),
                chance.choice((0.01, 0.1, 0.3, 0.55, 0.7, 0.7, 0.95)),
            )
            for a in range(size)
            for b in range(a)
            if chance.random() < reach
        }
        self.decisions = [
            Decision(chance.choice(("together", "apart")), *chance.sample(range(size), 2))
            for _ in range(chance.choice((0, 0, 1, 2, 4)) if size > 1 else 0)
        ]
        self.chance = chance

    def at_once(self, decisions: Sequence[Decision]) -> set[frozenset[int]]:
        store = TableStore(self.keys, self.scores)
        store.there.update(range(self.size))
        settle(store, Decisions.of(decisions), range(self.size), threshold=THRESHOLD)
        return store.groups()

    def piecemeal(self, order: Sequence[int]) -> set[frozenset[int]]:
        """Link in pieces of random size, deciding in between; decisions wait until both statements are there."""
        store = TableStore(self.keys, self.scores)
        waiting, made = list(order), 0
        known: list[Decision] = []
        while waiting or made < len(self.decisions):
            fresh: list[int] = []
            if waiting and (made == len(self.decisions) or self.chance.random() < 0.7):
                cut = self.chance.randint(1, 3)
                fresh, waiting = waiting[:cut], waiting[cut:]
                store.there.update(fresh)
            else:
                made += 1
            before = [one for one in self.decisions[:made] if {one.left, one.right} <= store.there]
            news = [one for one in before if not any(one is other for other in known)]  # equal ones are two
            touched = connected({n for one in news for n in (one.left, one.right)}, before)
            known = before
            settle(store, Decisions.of(before), fresh, threshold=THRESHOLD, reviewed=touched)
            if self.chance.random() < 0.5:
                store.forget_antecedents()
        return store.groups()


@pytest.fixture(autouse=True)
def _few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pivots, "MOST", 3)


worlds = st.builds(World, st.integers(1, 16), st.integers(0, 10**6))


@settings(max_examples=300, deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_arrival(world: World, chance: random.Random) -> None:
    order = list(range(world.size))
    chance.shuffle(order)
    assert world.piecemeal(order) == world.at_once(world.decisions)


@settings(max_examples=200, deadline=None)
@given(worlds)
def test_a_statement_that_is_taken_out_leaves_no_trace(world: World) -> None:
    store = TableStore(world.keys, world.scores)
    store.there.update(range(world.size))
    settle(store, Decisions(), range(world.size), threshold=THRESHOLD)
    gone = set(world.chance.sample(range(world.size), world.size // 3))
    old = {number: store.place(number) for number in gone}
    for number in sorted(gone):
        reach = store.in_reach(number)
        left = store.strands_of(number)
        lost = store.remove({number})
        settle(store, Decisions(), lost | (set(reach) & store.there), threshold=THRESHOLD, left=left)
    assert all(place is None or place.pivot >= 0 for place in old.values())
    rest = TableStore(world.keys, world.scores)
    rest.there.update(set(range(world.size)) - gone)
    settle(rest, Decisions(), rest.there, threshold=THRESHOLD)
    assert store.groups() == rest.groups()


@settings(max_examples=100, deadline=None)
@given(worlds)
def test_each_statement_is_decided_at_most_once_in_a_run(world: World) -> None:
    store = TableStore(world.keys, world.scores)
    seen: list[int] = []
    for number in range(world.size):
        store.there.add(number)
        seen.clear()
        settle(store, Decisions(), [number], threshold=THRESHOLD, on_decided=seen.append)
        assert len(seen) == len(set(seen))


@settings(max_examples=200, deadline=None)
@given(worlds)
def test_what_people_kept_apart_is_apart_and_what_they_put_together_is_together(world: World) -> None:
    decisions = Decisions.of(world.decisions)
    store = TableStore(world.keys, world.scores)
    store.there.update(range(world.size))
    settle(store, decisions, range(world.size), threshold=THRESHOLD)
    claim = {number: store.claims[place.pivot] for number, place in store.places.items()}
    for unit in decisions.units.values():
        assert len({claim[number] for number in unit}) == 1
    for number, others in decisions.apart.items():
        for other in others:
            assert claim.get(number, -1) != claim.get(other, -2)


def pair_world(scores: Mapping[tuple[int, int], float], size: int) -> TableStore:
    keys = [(number, "article", str(number)) for number in range(size)]
    return TableStore(keys, {frozenset(pair): (0.9, score) for pair, score in scores.items()})


def link(
    store: TableStore, numbers: Iterable[int], decisions: Sequence[Decision] = ()
) -> set[frozenset[int]]:
    fresh = set(numbers)
    store.there |= fresh
    settle(store, Decisions.of(decisions), fresh, threshold=THRESHOLD)
    return store.groups()


def test_an_earlier_statement_that_comes_late_takes_over_later_ones() -> None:
    store = pair_world({(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.01}, 3)
    assert link(store, [1, 2]) == {frozenset({1, 2})}
    assert link(store, [0]) == {frozenset({0, 1}), frozenset({2})}


def test_a_statement_joins_a_claim_by_any_statement_of_it_unless_it_cannot_be_what_the_claim_began_with() -> (
    None
):
    store = pair_world({(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.1}, 3)
    assert link(store, [0, 1, 2]) == {frozenset({0, 1, 2})}
    wandering = pair_world({(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.01}, 3)
    assert link(wandering, [0, 1, 2]) == {frozenset({0, 1}), frozenset({2})}


def test_a_statement_joins_the_best_antecedent_and_not_the_first() -> None:
    store = pair_world({(0, 2): 0.6, (1, 2): 0.9, (0, 1): 0.1}, 3)
    assert link(store, [0, 1, 2]) == {frozenset({0}), frozenset({1, 2})}


@pytest.mark.parametrize(("score", "together"), [(0.85, True), (0.65, False)])
def test_a_statement_that_all_but_certainly_says_two_things_makes_them_one(
    score: float, together: bool
) -> None:
    store = pair_world({(0, 2): 0.9, (1, 2): score, (0, 1): 0.1}, 3)
    apart = {frozenset({0, 2}), frozenset({1})}
    assert link(store, [0, 1, 2]) == ({frozenset({0, 1, 2})} if together else apart)
    assert store.places[2].pivot == 0
    assert store.places[2].tied == (1 if together else None)


def test_what_held_two_strands_together_leaves_them_apart_when_it_goes() -> None:
    store = pair_world({(0, 2): 0.9, (1, 2): 0.85, (0, 1): 0.1}, 3)
    link(store, [0, 1, 2])
    left = store.strands_of(2)
    settle(store, Decisions(), store.remove({2}), threshold=THRESHOLD, left=left)
    assert store.groups() == {frozenset({0}), frozenset({1})}


def test_a_tie_does_not_bring_together_what_people_keep_apart() -> None:
    store = pair_world({(0, 2): 0.9, (1, 2): 0.85, (0, 1): 0.1}, 3)
    assert link(store, [0, 1, 2]) == {frozenset({0, 1, 2})}
    apart = [Decision("apart", 0, 1)]
    settle(store, Decisions.of(apart), (), threshold=THRESHOLD, reviewed={0, 1})
    assert store.groups() == {frozenset({0, 2}), frozenset({1})}
    settle(store, Decisions(), (), threshold=THRESHOLD, reviewed={0, 1})
    assert store.groups() == {frozenset({0, 1, 2})}


def test_merging_two_claims_keeps_the_members_of_both() -> None:
    store = pair_world({(0, 1): 0.9, (2, 3): 0.9}, 4)
    assert link(store, range(4)) == {frozenset({0, 1}), frozenset({2, 3})}
    together = [Decision("together", 0, 2)]
    settle(store, Decisions.of(together), (), threshold=THRESHOLD, reviewed={0, 2})
    assert store.groups() == {frozenset({0, 1, 2, 3})}
    assert store.places[2].decided and not store.places[3].decided


def test_the_later_of_two_contradicting_decisions_counts() -> None:
    both = [Decision("together", 0, 1), Decision("apart", 0, 1)]
    assert link(pair_world({}, 2), range(2), both) == {frozenset({0}), frozenset({1})}
    assert link(pair_world({}, 2), range(2), both[::-1]) == {frozenset({0, 1})}


def test_what_was_split_off_stays_split_off_when_more_comes() -> None:
    store = pair_world({(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.95}, 3)
    apart = [Decision("apart", 0, 1)]
    assert link(store, [0, 1], apart) == {frozenset({0}), frozenset({1})}
    assert link(store, [2], apart) == {frozenset({0}), frozenset({1, 2})}


def test_a_statement_without_substance_is_in_no_claim() -> None:
    store = pair_world({(5, 6): 0.99}, 7)
    assert link(store, [5, 6]) == {frozenset({5})}

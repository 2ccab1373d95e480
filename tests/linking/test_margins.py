"""Each the other's best of two reports: a function of these reports alone, the same in the ledger and in memory."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from sqlalchemy import select, update
from tests.ledger.articles import article

from laut.ledger import Ledger
from laut.ledger.corrected import fill_report
from laut.ledger.tables import membership, statement, statement_vector
from laut.linking.claims import Linker
from laut.linking.margins import UNREACHED, Margins
from laut.linking.memory import link_in_memory
from laut.linking.overview import tell
from laut.linking.pairs import PairScorer
from laut.linking.profiles import Profile
from laut.records import Article

LEAST = 0.5
Vectors = npt.NDArray[np.int8]


def at_angles(*degrees: float) -> list[Vectors]:
    """Return vectors in a plane: their cosines are those of the angles between them."""
    angles = np.radians(degrees)
    found = np.zeros((len(degrees), 384))
    found[:, 0], found[:, 1] = np.cos(angles), np.sin(angles)
    return list((found * 127).round().astype(np.int8))


def margin(reports: str, *degrees: float, one: int = 0, other: int = 1) -> float:
    """Return the margin of two statements; each letter is the report of a statement."""
    found = Margins.among(dict(enumerate(reports)), at_angles(*degrees), LEAST)
    there = found.margin(one, other, (reports[one], reports[other]))
    assert found.margin(other, one, (reports[other], reports[one])) == there
    return there


def test_where_nothing_else_is_near_all_beyond_the_least_cosine_counts() -> None:
    assert margin("ab", 0, 10) == pytest.approx(np.cos(np.radians(10)) - LEAST, abs=0.02)
    assert margin("abb", 0, 10, 170) == margin("ab", 0, 10)


def test_what_is_next_in_either_report_counts() -> None:
    plain = margin("ab", 0, 10)
    rival = np.cos(np.radians(10)) - np.cos(np.radians(30))
    assert margin("abb", 0, 10, 330) == pytest.approx(rival, abs=0.02)
    assert margin("aba", 0, 10, 40) == pytest.approx(rival, abs=0.02)
    assert margin("abb", 0, 10, 330) < plain


def test_another_statement_that_is_nearer_makes_it_negative() -> None:
    assert margin("abb", 0, 30, 350) < 0


def test_a_repetition_in_the_same_report_does_not_count() -> None:
    """A headline says what the text says: neither takes from the other."""
    assert margin("abb", 0, 20, 22) == margin("ab", 0, 20)
    assert margin("aba", 0, 20, 2) == margin("ab", 0, 20)


def test_other_reports_do_not_matter() -> None:
    assert margin("abcc", 0, 20, 1, 19) == margin("ab", 0, 20)


def test_of_one_report_it_is_nought_and_out_of_reach_below() -> None:
    assert margin("aa", 0, 10) == 0.0
    assert margin("ab", 0, 80) == UNREACHED < 0


class ByMargin(PairScorer):
    """The same claim if both are clearly each the other's best."""

    @property
    def least_cosine(self) -> float:
        return LEAST

    def same(
        self, a: Profile, b: Profile, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> float:
        return round(min(max(0.5 + 4 * margin, 0.0), 1.0), 6)


def press(seed: int) -> tuple[list[Article], dict[str, Vectors]]:
    """Return reports on a few affairs, and the vector of each content."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(5, 384))
    reports, vectors = [], dict[str, Vectors]()
    for number in range(9):
        said = [f"Die Fähre {number} nach Holmsund {at} fahre wieder" for at in range(chance.integers(1, 5))]
        noisy = centres[chance.integers(5, size=len(said))] + 0.6 * chance.normal(size=(len(said), 384))
        vectors.update(zip(said, np.clip(noisy * 30, -127, 127).astype(np.int8), strict=True))
        day = None if number == 4 else f"2022-11-{1 + int(chance.integers(20)):02d}"
        reports.append(article(*said, outlet=f"Blatt {number}", published=day))
    return reports, vectors


class Encoder:
    """Gives contents the vectors of the press."""

    def __init__(self, known: dict[str, Vectors]) -> None:
        self._known = known

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._known[text] for text in texts])

    def cells(self, vectors: Vectors) -> npt.NDArray[np.int16]:
        return np.zeros(len(vectors), np.int16)


def in_memory(reports: Sequence[Article], known: dict[str, Vectors]) -> set[frozenset[str]]:
    tellings = [told for number, one in enumerate(reports, start=1) for told in tell(one, number)]
    contents = [told.statement.text for told in tellings]
    found = link_in_memory(tellings, np.stack([known[text] for text in contents]), ByMargin())
    return {frozenset(contents[at] for at in group) for group in found}


def in_ledger(ledger: Ledger) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    query = select(membership.c.claim_id, statement.c.content).join(
        statement, statement.c.id == membership.c.statement_id
    )
    with ledger.looking() as connection:
        for number, content in connection.execute(query):
            found.setdefault(number, set()).add(content)
    return {frozenset(one) for one in found.values()}


def put(ledger: Ledger, one: Article, known: dict[str, Vectors]) -> int:
    vectors = np.stack([known[told.text] for told in one.statements])
    return ledger.add(one, vectors=vectors, cells=np.zeros(len(vectors), np.int16)).report


@pytest.mark.parametrize("seed", range(6))
def test_the_ledger_makes_the_claims_of_memory_in_whatever_order_reports_come(seed: int) -> None:
    reports, known = press(seed)
    wanted = in_memory(reports, known)
    assert any(len(group) > 1 for group in wanted)
    for order in itertools.islice(itertools.permutations(range(len(reports))), 0, None, 90_721):
        with Ledger("sqlite://", side_of=lambda actor: None) as ledger:
            linker = Linker(ledger, ByMargin())
            for number in order:
                put(ledger, reports[number], known)
                linker.link()
            assert in_ledger(ledger) == wanted


def test_a_report_whose_day_another_process_has_changed_is_compared(ledger: Ledger) -> None:
    """A linker that is kept holds its vectors by the day that it had."""
    reports, known = press(0)
    linker = Linker(ledger, ByMargin())
    for one in reports[:-1]:
        put(ledger, one, known)
    linker.link()
    with ledger.atomic() as connection:
        moved = dt.date(2022, 11, 25)
        connection.execute(update(statement).values(published_earliest=moved, published_latest=moved))
        connection.execute(update(statement_vector).values(day=moved.toordinal()))
    put(ledger, reports[-1], known)
    assert linker.link().articles == 1


@pytest.mark.parametrize("seed", range(4))
def test_claims_follow_when_a_report_loses_a_statement_and_gets_it_back(ledger: Ledger, seed: int) -> None:
    """What the rest of a report says tells how near a statement is: all of it is linked anew."""
    reports, known = press(seed)
    numbers = [put(ledger, one, known) for one in reports]
    linker = Linker(ledger, ByMargin())
    linker.link()
    whole = in_memory(reports, known)
    for one, report in zip(reports, numbers, strict=True):
        if len(one.statements) < 2:
            continue
        struck = one.statements[0]
        correction = ledger.correct("Ida", struck.id, remove=True, report=report)
        linker.link()
        rest = msgspec.structs.replace(one, statements=one.statements[1:])
        assert in_ledger(ledger) == in_memory([rest if each is one else each for each in reports], known)
        ledger.withdraw("Ida", correction)
        with ledger.atomic() as connection:
            fill_report(connection, report, Encoder(known))
        linker.link()
        assert in_ledger(ledger) == whole

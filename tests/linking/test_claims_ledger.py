"""The ledger's claims are those of the rule, in whatever order articles come, are read again and are decided on."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import numpy as np
import pytest
from sqlalchemy import Connection, event, select
from tests.ledger.articles import article

from laut.errors import LedgerError
from laut.ledger import Ledger
from laut.ledger.claims import ClaimFilter, page_of_claims
from laut.ledger.tables import claim, membership, reading, report, setting, statement, statement_vector
from laut.linking import pairs
from laut.linking.claims import Linker
from laut.linking.pairs import PairScorer
from laut.linking.profiles import Profile
from laut.records import Article, Claim


class ByWords(PairScorer):
    """The same claim if half of the words are the same: nothing that is learned."""

    @property
    def threshold(self) -> float:
        return 0.5

    @property
    def least_cosine(self) -> float:
        return 0.5

    def same(
        self, a: Profile, b: Profile, cosine: float, strangeness: float = 0.0, margin: float = 0.0
    ) -> float:
        return round(len(a.stems & b.stems) / max(len(a.stems | b.stems), 1), 6)


@pytest.fixture(scope="module")
def scorer() -> PairScorer:
    return ByWords()


DAM = "Der Damm bei Ahrenstedt sei heute gebrochen"
DAM_TOO = "Der Damm bei Ahrenstedt sei gebrochen, hieß es"
BANK = "Die Nordmark-Bank schließe jede dritte Filiale"
BANK_TOO = "Jede dritte Filiale schließe die Nordmark-Bank demnach"
OTHER = "Das Krankenhaus in Lauterfeld bekomme neue Betten"


def reports() -> list[Article]:
    return [
        article(DAM, BANK, outlet="Pegel24", published="2022-11-02"),
        article(DAM_TOO, outlet="Extrablitz", published="2022-11-03"),
        article(BANK_TOO, OTHER, outlet="Semmering-Post", published="2022-11-01"),
        article(DAM, OTHER, outlet="Binnenlandfunk", published="2022-11-03"),
        article("Das stimmt.", outlet="Windrose", published="2022-11-03"),
        article(OTHER, outlet="Dorfblatt", published=None),
    ]


def add(ledger: Ledger, one: Article, topic: int = 0) -> int:
    count = len(one.statements)
    vectors = np.zeros((count, 384), np.int8)
    vectors[:, topic] = 127
    return ledger.add(one, vectors=vectors, cells=np.full(count, topic, np.int16)).report


def groups(ledger: Ledger) -> set[frozenset[tuple[str, str]]]:
    """Return the claims as sets of outlet and content."""
    found: dict[int, set[tuple[str, str]]] = {}
    query = select(membership.c.claim_id, statement.c.outlet, statement.c.content).join(
        statement, statement.c.id == membership.c.statement_id
    )
    with ledger.looking() as connection:
        for row in connection.execute(query):
            found.setdefault(row.claim_id, set()).add((row.outlet, row.content))
    return {frozenset(one) for one in found.values()}


def pages(ledger: Ledger, size: int) -> list[list[Claim]]:
    """Return all claims as they are listed, so many on a page."""
    found, after = list[list[Claim]](), None
    with ledger.looking() as connection:
        while not found or after is not None:
            page, after = page_of_claims(connection, ClaimFilter(), limit=size, after=after)
            found.append(page)
    return found


def keys(ledger: Ledger) -> dict[str, int]:
    with ledger.looking() as connection:
        return {
            row.key: row.statements for row in connection.execute(select(claim.c.key, claim.c.statements))
        }


def claim_of(ledger: Ledger, content: str) -> str:
    query = (
        select(claim.c.key)
        .join(membership, membership.c.claim_id == claim.c.id)
        .join(statement, statement.c.id == membership.c.statement_id)
        .where(statement.c.content == content)
        .order_by(statement.c.published_earliest)
    )
    with ledger.looking() as connection:
        return str(connection.execute(query).scalars().first())


def test_what_several_outlets_say_is_one_claim(ledger: Ledger, scorer: PairScorer) -> None:
    for one in reports():
        add(ledger, one)
    done = Linker(ledger, scorer).link()
    assert (done.articles, done.statements) == (6, 9)
    assert groups(ledger) == {
        frozenset({("Pegel24", DAM), ("Extrablitz", DAM_TOO), ("Binnenlandfunk", DAM)}),
        frozenset({("Pegel24", BANK), ("Semmering-Post", BANK_TOO)}),
        frozenset({("Semmering-Post", OTHER), ("Binnenlandfunk", OTHER), ("Dorfblatt", OTHER)}),
    }
    with ledger.looking() as connection:
        rows = connection.execute(select(claim).order_by(claim.c.first_published)).all()
        assert [(row.statements, row.outlets) for row in rows if row.outlets == 2] == [(2, 2)]
        dam = next(row for row in rows if row.key == claim_of(ledger, DAM))
        assert (str(dam.first_published), str(dam.last_published)) == ("2022-11-02", "2022-11-03")
    assert Linker(ledger, scorer).link().articles == 0


def test_the_order_of_arrival_does_not_matter(ledger: Ledger, scorer: PairScorer) -> None:
    everything = reports()
    seen = set()
    for order in itertools.islice(itertools.permutations(range(len(everything))), 0, 720, 97):
        with Ledger("sqlite://", side_of=lambda actor: None) as fresh:
            linker = Linker(fresh, scorer)
            for step, number in enumerate(order):
                add(fresh, everything[number])
                if step % 2:
                    linker.link()
            linker.link()
            listed = tuple((one.id, one.statements) for page in pages(fresh, 2) for one in page)
            seen.add((frozenset(groups(fresh)), frozenset(keys(fresh).items()), listed))
    assert len(seen) == 1


def test_claims_are_listed_by_outlets_then_the_newest_first_then_what_is_undated(
    ledger: Ledger, scorer: PairScorer
) -> None:
    for one in reports():
        add(ledger, one)
    add(ledger, article("Die Fähre nach Holmsund fahre wieder", outlet="Dorfblatt", published=None), 1)
    add(ledger, article("Das Museum öffne im Mai", outlet="Dorfblatt", published="2022-12-01"), 2)
    Linker(ledger, scorer).link()
    (whole,) = pages(ledger, 20)
    listed = [(one.text, str(one.first.earliest) if one.first else None) for one in whole]
    assert listed == [
        (DAM, "2022-11-02"),
        (OTHER, "2022-11-01"),
        (BANK_TOO, "2022-11-01"),
        ("Das Museum öffne im Mai", "2022-12-01"),
        ("Die Fähre nach Holmsund fahre wieder", None),
    ]
    for size in (1, 2, 3):
        assert [one.id for page in pages(ledger, size) for one in page] == [one.id for one in whole]


def test_the_index_answers_every_query(scorer: PairScorer) -> None:
    with Ledger("sqlite://", side_of=lambda actor: None) as ledger:
        asked: list[tuple[str, Any]] = []
        event.listen(ledger.engine, "before_cursor_execute", lambda *a: asked.append((a[2], a[3])))
        for one in reports():
            add(ledger, one)
        asked.clear()
        Linker(ledger, scorer).link()
        with ledger.looking() as connection:
            scans = set()
            for query, values in list(asked):
                if query.startswith("SELECT"):
                    plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + query, values)
                    scans |= {row[3] for row in plan if row[3].startswith("SCAN") and "INDEX" not in row[3]}
    assert not scans


def test_an_article_that_is_read_again_is_linked_again(ledger: Ledger, scorer: PairScorer) -> None:
    linker = Linker(ledger, scorer)
    first, *others = reports()
    for one in (first, *others):
        add(ledger, one)
    linker.link()
    before = groups(ledger), keys(ledger)
    with ledger.atomic() as connection:
        _forget(connection, "Pegel24")
    assert groups(ledger) != before[0]
    add(ledger, first)
    linker.link()
    assert (groups(ledger), keys(ledger)) == before


def _forget(connection: Connection, outlet: str) -> None:
    """Take a reading away, as the ledger does before it keeps a new one."""
    from laut.ledger.renewing import loosen

    ids = list(connection.execute(select(statement.c.id).where(statement.c.outlet == outlet)).scalars())
    readings = set(
        connection.execute(select(statement.c.reading_id).where(statement.c.id.in_(ids))).scalars()
    )
    loosen(connection, ids)
    connection.execute(reading.delete().where(reading.c.id.in_(readings)))


def test_merging_and_splitting_stick(ledger: Ledger, scorer: PairScorer) -> None:
    linker = Linker(ledger, scorer)
    first, *others = reports()
    for one in (first, *others):
        add(ledger, one)
    linker.link()
    linker.merge(claim_of(ledger, DAM), claim_of(ledger, OTHER), author="Ida", reason="one flood")
    merged = next(group for group in groups(ledger) if ("Pegel24", DAM) in group)
    assert ("Dorfblatt", OTHER) in merged and ("Extrablitz", DAM_TOO) in merged
    linker.split(claim_of(ledger, BANK), _key_of(ledger, "Pegel24", BANK), author="Ida")
    assert frozenset({("Pegel24", BANK)}) in groups(ledger)
    decided = groups(ledger), keys(ledger)

    with ledger.atomic() as connection:
        _forget(connection, "Pegel24")
    add(ledger, first)
    add(ledger, article(DAM, outlet="Nachzügler", published="2022-11-09"))
    Linker(ledger, scorer).link()
    after = {frozenset(one for one in group if one[0] != "Nachzügler") for group in groups(ledger)}
    assert after == decided[0]
    assert keys(ledger).keys() == decided[1].keys()


def test_a_decision_that_is_taken_back_leaves_no_trace(ledger: Ledger, scorer: PairScorer) -> None:
    linker = Linker(ledger, scorer)
    for one in reports():
        add(ledger, one)
    linker.link()
    before = groups(ledger), keys(ledger)
    linker.merge(claim_of(ledger, DAM), claim_of(ledger, BANK), author="Ida")
    assert groups(ledger) != before[0]
    linker.withdraw(1, author="Ida")
    assert (groups(ledger), keys(ledger)) == before


def test_claims_made_anew_are_the_same_and_follow_what_people_decided(
    ledger: Ledger, scorer: PairScorer
) -> None:
    linker = Linker(ledger, scorer)
    for one in reports():
        add(ledger, one)
    linker.link()
    linker.merge(claim_of(ledger, DAM), claim_of(ledger, OTHER), author="Ida")
    linker.split(claim_of(ledger, BANK), _key_of(ledger, "Pegel24", BANK), author="Ida")
    before = groups(ledger), keys(ledger)

    again = Linker(ledger, scorer)
    again.forget()
    assert not groups(ledger) and again.unlinked() == 6
    seen = 0

    def stop_at_the_third() -> None:
        nonlocal seen
        seen += 1
        if seen == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        again.link(on_linked=stop_at_the_third)
    assert again.unlinked() == 3
    assert Linker(ledger, scorer).link().articles == 3
    assert (groups(ledger), keys(ledger)) == before


def test_claims_of_another_scorer_and_of_an_unknown_one_are_strange(
    ledger: Ledger, scorer: PairScorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    linker = Linker(ledger, scorer)
    assert not linker.has_strange_claims()
    add(ledger, reports()[0])
    linker.link()
    assert ledger.status().claims_by == scorer.name
    assert not Linker(ledger, scorer).has_strange_claims()

    with monkeypatch.context() as changed:
        changed.setattr(pairs, "VERSION", pairs.VERSION + 1)
        assert linker.has_strange_claims()
    other = ByWords(msgspec.structs.replace(scorer.weights, threshold=0.25))
    assert Linker(ledger, other).has_strange_claims()
    add(ledger, reports()[1])
    Linker(ledger, other).link()
    assert Linker(ledger, other).has_strange_claims(), "old ones are still there"
    Linker(ledger, other).forget()
    Linker(ledger, other).link()
    assert not Linker(ledger, other).has_strange_claims()
    assert linker.has_strange_claims()

    with ledger.atomic() as connection:  # as a laut left it that noted nothing
        connection.execute(setting.delete())
    assert Linker(ledger, other).has_strange_claims()
    Linker(ledger, other).link()
    assert Linker(ledger, other).has_strange_claims()


def test_who_counts_origins_hears_of_changed_claims(ledger: Ledger, scorer: PairScorer) -> None:
    heard: list[list[int]] = []
    linker = Linker(ledger, scorer, on_changed=heard.append)
    first, second, *_ = reports()
    add(ledger, first)
    linker.link()
    assert len(heard) == 1 and len(heard[0]) == 2
    with ledger.atomic() as connection:
        connection.execute(claim.update().values(summary="{}", at_least=1, at_most=1))
    add(ledger, second)
    linker.link()
    assert len(heard) == 2 and len(heard[1]) == 1
    with ledger.looking() as connection:
        counted = {row.id: row.summary for row in connection.execute(select(claim.c.id, claim.c.summary))}
    assert counted[heard[1][0]] is None and sorted(map(str, counted.values())) == ["None", "{}"]


def test_other_cells_and_other_weeks_are_out_of_reach(ledger: Ledger, scorer: PairScorer) -> None:
    linker = Linker(ledger, scorer)
    add(ledger, article(DAM, outlet="Pegel24", published="2022-11-02"))
    add(ledger, article(DAM, outlet="Extrablitz", published="2023-04-02"))
    add(ledger, article(DAM, outlet="Windrose", published="2022-11-02"), topic=2)
    linker.link()
    assert len(groups(ledger)) == 3


def test_a_claim_that_is_not_there_cannot_be_split(ledger: Ledger, scorer: PairScorer) -> None:
    with pytest.raises(LedgerError, match="no claim"):
        Linker(ledger, scorer).split("abc", "def", author="Ida")


def test_the_newer_text_of_a_report_takes_the_place_of_the_older(
    ledger: Ledger,
    scorer: PairScorer,
) -> None:
    linker = Linker(ledger, scorer)
    address = "https://pegel24.example/damm"
    add(ledger, article(DAM, outlet="Pegel24", url=address, published="2022-11-02"))
    add(ledger, article(DAM, outlet="Extrablitz", published="2022-11-03"))
    linker.link()
    add(ledger, article(BANK, outlet="Pegel24", url=address, published="2022-11-04"))
    with ledger.looking() as connection:
        assert len(connection.execute(select(report.c.id)).all()) == 2
    linker.link()
    assert groups(ledger) == {frozenset({("Extrablitz", DAM)}), frozenset({("Pegel24", BANK)})}


def test_what_was_kept_apart_from_a_statement_that_is_gone_joins_what_is_left(
    ledger: Ledger, scorer: PairScorer
) -> None:
    linker = Linker(ledger, scorer)
    address = "https://pegel24.example/damm"
    add(ledger, article(DAM, outlet="Pegel24", url=address, published="2022-11-02"))
    add(ledger, article(DAM, outlet="Extrablitz", published="2022-11-03"))
    add(ledger, article(OTHER, DAM_TOO, outlet="Windrose", published="2022-11-04"))
    linker.link()
    linker.split(claim_of(ledger, DAM), _key_of(ledger, "Windrose", DAM_TOO), author="Ida")
    assert frozenset({("Windrose", DAM_TOO)}) in groups(ledger)
    add(ledger, article(BANK, outlet="Pegel24", url=address, published="2022-11-05"))
    Linker(ledger, scorer).link()
    assert groups(ledger) == {
        frozenset({("Extrablitz", DAM), ("Windrose", DAM_TOO)}),
        frozenset({("Pegel24", BANK)}),
        frozenset({("Windrose", OTHER)}),
    }


def _key_of(ledger: Ledger, outlet: str, content: str) -> str:
    query = select(statement.c.key).where(statement.c.outlet == outlet, statement.c.content == content)
    with ledger.looking() as connection:
        return str(connection.execute(query).scalar_one())


def test_a_linker_that_is_kept_sees_corrected_vectors(ledger: Ledger, scorer: PairScorer) -> None:
    linker = Linker(ledger, scorer)
    add(ledger, article(DAM, outlet="Pegel24", published="2022-11-02"), topic=1)
    add(ledger, article(DAM, outlet="Extrablitz", published="2022-11-03"), topic=2)
    linker.link()
    assert len(groups(ledger)) == 2
    vector = np.zeros(384, np.int8)
    vector[1] = 127
    with ledger.atomic() as connection:
        connection.execute(
            statement_vector.update()
            .where(statement_vector.c.cell == 2)
            .values(cell=1, vector=vector.tobytes())
        )
        connection.execute(reading.update().values(linked=False))
    linker.link()
    assert len(groups(ledger)) == 1

"""Text reuse and origins in the ledger: found on whatever database, in whatever order reports come."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select
from tests.ledger.articles import FILLER, article
from tests.ledger.conftest import (  # noqa: F401
    ledger,
    ledger_url,
    make_postgresql,
    postgresql_server,
    postgresql_template,
    sqlite_template,
)

from laut.ledger import Ledger, copied
from laut.ledger.claims import Summary
from laut.ledger.origin_counts import keep_counts, revisions_of, uncounted
from laut.ledger.tables import claim, membership, passage, reuse, revision, shingle_band, statement
from laut.ledger.told import told
from laut.linking import counting
from laut.linking.copies import CROWD, index_copies
from laut.linking.counting import copies_between, count_origins
from laut.records import Article, Origins

AGENCY = (
    "In Lauterfeld ist am Montagmorgen ein Güterzug mit zwölf Wagen aus den Gleisen gesprungen. Verletzt wurde nach "
    "ersten Angaben der Bahn niemand, doch drei Kesselwagen liegen quer über dem Bahndamm. Die Strecke nach Wellburg "
    "bleibt bis mindestens Mittwoch gesperrt, Busse fahren im Halbstundentakt."
)
LIGHT = AGENCY.replace("am Montagmorgen", "in der Früh").replace(", Busse fahren im Halbstundentakt", "")
OTHER = (
    "Der Stadtrat von Ahrenstedt hat nach langer Debatte den Haushalt für das kommende Jahr beschlossen. Dreizehn "
    "Mitglieder stimmten zu, acht lehnten ab, zwei enthielten sich. Gespart wird beim Freibad und bei der Bücherei."
)


def report(sentence: str, **more: Any) -> Article:
    """An article without the paragraph that all articles of these tests have in common."""
    made = article(sentence, **more)
    return msgspec.structs.replace(made, text=made.text[: -len(FILLER) - 2], sections=made.sections[:-1])


def reports() -> list[Article]:
    return [
        report(AGENCY, outlet="dep", published="2022-11-02"),
        report(LIGHT, outlet="Pegel24", published="2022-11-03"),
        report(OTHER, outlet="Extrablitz", published="2022-11-03"),
        report(AGENCY + " Mehr am Abend.", outlet="Volksblatt", published="2022-11-04"),
    ]


def add(ledger: Ledger, articles: list[Article]) -> None:  # noqa: F811
    for one in articles:
        ledger.add(one)
        with ledger.atomic() as connection:
            index_copies(connection, list(connection.scalars(select(revision.c.id).order_by(revision.c.id))))


def pairs(ledger: Ledger) -> set[frozenset[str]]:  # noqa: F811
    """The outlets of the reports with the same words."""
    with ledger.looking() as connection:
        outlets = {row.article_id: row.outlet for row in connection.execute(select(revision))}
        ids = list(connection.scalars(select(revision.c.id)))
        return {
            frozenset((outlets[one.article], outlets[one.other])) for one in copied.reused(connection, ids)
        }


def test_copies_are_found_as_reports_come_in_and_in_any_order(ledger: Ledger) -> None:  # noqa: F811
    add(ledger, reports())
    found = {
        frozenset(("dep", "Pegel24")),
        frozenset(("dep", "Volksblatt")),
        frozenset(("Pegel24", "Volksblatt")),
    }
    assert pairs(ledger) == found


def test_reports_that_come_together_find_one_another(ledger: Ledger) -> None:  # noqa: F811
    ledger.add_many([(one, None) for one in reversed(reports())])
    with ledger.atomic() as connection:
        index_copies(connection, list(connection.scalars(select(revision.c.id))))
    assert len(pairs(ledger)) == 3


def test_looking_again_changes_nothing(ledger: Ledger) -> None:  # noqa: F811
    add(ledger, reports())
    counted = [select(func.count()).select_from(table) for table in (passage, shingle_band, reuse)]
    with ledger.atomic() as connection:
        before = [connection.scalar(query) for query in counted]
        assert index_copies(connection, list(connection.scalars(select(revision.c.id)))) == 0
        assert [connection.scalar(query) for query in counted] == before


def test_a_new_text_of_a_report_is_no_copy_of_the_old_one(ledger: Ledger) -> None:  # noqa: F811
    address = "https://www.example.org/zug"
    add(
        ledger,
        [report(AGENCY, url=address), report(AGENCY + " Inzwischen fahren Züge wieder.", url=address)],
    )
    with ledger.looking() as connection:
        assert connection.scalar(select(func.count()).select_from(revision)) == 2
        assert connection.scalar(select(func.count()).select_from(reuse)) == 0


def test_a_band_holds_no_more_than_a_crowd(ledger: Ledger) -> None:  # noqa: F811
    add(ledger, [report(AGENCY, outlet=f"Blatt {number}") for number in range(CROWD + 8)])
    with ledger.looking() as connection:
        held = select(func.count()).select_from(shingle_band).group_by(shingle_band.c.band)
        assert max(connection.scalars(held)) == CROWD
    together = {outlet for pair in pairs(ledger) for outlet in pair}
    assert together == {f"Blatt {number}" for number in range(CROWD + 8)}


def one_claim(ledger: Ledger) -> int:  # noqa: F811
    """Put all statements of the ledger into one claim."""
    with ledger.atomic() as connection:
        numbers = list(connection.scalars(select(statement.c.id).order_by(statement.c.id)))
        made = claim.insert().values(pivot_id=numbers[0], key="k", statements=len(numbers), outlets=1)
        number = connection.execute(made.returning(claim.c.id)).scalar_one()
        rows = [
            {"statement_id": one, "claim_id": number, "strand_id": numbers[0], "score": 1.0}
            for one in numbers
        ]
        connection.execute(membership.insert(), rows)
        return int(number)


def test_origins_of_a_claim_are_counted_once_and_kept(ledger: Ledger) -> None:  # noqa: F811
    ledger.add_many([(one, None) for one in reports()[:2]])
    number = one_claim(ledger)
    with ledger.atomic() as connection:
        assert uncounted(connection, [number, number + 1]) == [number]
        assert count_origins(connection, [number]) == 1
        assert count_origins(connection, [number]) == 0
        row = connection.execute(select(claim).where(claim.c.id == number)).one()
    assert (row.at_least, row.at_most) == (1, 1)
    assert '"dep"' in row.summary


def test_copies_between_the_reports_of_a_claim_are_the_same_with_and_without_the_index(
    ledger: Ledger,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add(ledger, reports())
    with ledger.looking() as connection:
        tellings = told(connection, list(connection.scalars(select(statement.c.id))))
        anew = {(one.article, one.other) for one in copies_between(connection, tellings)}
        monkeypatch.setattr(counting, "EXACT", 0)
        kept = {(one.article, one.other) for one in copies_between(connection, tellings)}
    assert anew == kept != set()


def test_revisions_are_those_that_the_tellings_are_of(ledger: Ledger) -> None:  # noqa: F811
    ledger.add(reports()[0])
    with ledger.looking() as connection:
        tellings = told(connection, list(connection.scalars(select(statement.c.id))))
        assert revisions_of(connection, tellings) == {
            tellings[0].article: connection.scalar(select(revision.c.id))
        }
        assert revisions_of(connection, []) == {}


def test_nothing_to_keep_is_no_error(ledger: Ledger) -> None:  # noqa: F811
    with ledger.atomic() as connection:
        keep_counts(connection, {})
        keep_counts(connection, {99: Summary(outlets=(), origins=Origins(at_least=0, at_most=0))})
        assert index_copies(connection, []) == 0

"""Only people rate sources, the last rating counts; decisions about claims are listed, with those that lost a side."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from tests.ledger.articles import article
from tests.ledger.people.people import INA, MORNING, received, rows

from laut.errors import LedgerError
from laut.ledger import Ledger, deciding
from laut.ledger.decisions import decisions
from laut.ledger.ratings import RELIABILITIES, rate, ratings, reliability_of
from laut.ledger.tables import rating

DAM = "Der Damm am Nordersiel werde den Winter über halten, heißt es."
BRIDGE = "Die Brücke bleibe bis auf Weiteres für Lastwagen gesperrt, heißt es."


def test_the_last_rating_of_a_source_counts_and_all_are_kept(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        rate(connection, INA, "Wattbote", "B")
        rate(connection, INA, "  Wattbote ", "D")
        rate(connection, INA, "Q9684", "A")
        rate(connection, INA, "Q9684", None)
    with ledger.looking() as connection:
        standing = reliability_of(connection, ["Wattbote", "Q9684", "Deichpost"])
        assert {name: one.reliability for name, one in standing.items()} == {"Wattbote": "D"}
        assert [one.reliability for one in ratings(connection, "Wattbote")] == ["B", "D"]
        assert [one.author for one in ratings(connection)] == ["Ina Prüfer"] * 4


@pytest.mark.parametrize(("source", "letter"), [("Wattbote", "G"), ("Wattbote", "b"), (" ", "A")])
def test_what_is_no_rating_is_refused(ledger: Ledger, source: str, letter: str) -> None:
    with pytest.raises(LedgerError), ledger.atomic() as connection:
        rate(connection, INA, source, letter)
    with ledger.looking() as connection:
        assert connection.execute(select(func.count()).select_from(rating)).scalar_one() == 0


def test_there_are_six_letters() -> None:
    assert "".join(RELIABILITIES) == "ABCDEF"


def test_decisions_are_listed_with_what_they_are_about(ledger: Ledger) -> None:
    url = "https://hafenblatt.example/damm"
    received(ledger, article(DAM, url=url))
    received(ledger, article(BRIDGE, outlet="Wattbote"))
    left, right = (row.id for row in rows(ledger))
    with ledger.atomic() as connection:
        number = deciding.decide(
            connection, "apart", left, right, author="Ina", made=MORNING, reason="anderes"
        )
    with ledger.looking() as connection:
        [one] = decisions(connection)
        assert one.left is not None
        assert one.right is not None
        assert (one.left.quote, one.left.statement, one.right.statement) == (DAM, left, right)
        assert not one.is_lost
    received(ledger, article("Ganz etwas anderes steht jetzt hier, heißt es nun.", url=url))
    with ledger.looking() as connection:
        assert [one.is_lost for one in decisions(connection)] == [True]
    with ledger.atomic() as connection:
        deciding.withdraw(connection, number, author="Ina", made=MORNING)
    with ledger.looking() as connection:
        first, second = decisions(connection)
        assert (first.withdrawn, first.is_lost, second.withdraws) == (True, False, number)

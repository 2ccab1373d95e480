"""Reading again: the record of people stands, what is read as before stays, an interruption costs nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import pytest
from sqlalchemy import insert, select, text
from tests.ledger.articles import article
from tests.ledger.people.people import correct, listed, rows, speakers, statements, strike

from laut.errors import LedgerError
from laut.ledger import Ledger
from laut.ledger.reread import Wanted, article_of, reread, wanted_texts
from laut.ledger.revector import revector
from laut.ledger.tables import claim, membership, reading, revision, statement_vector
from laut.records import Article, Rejection, Statement

DAM = "Der Damm am Nordersiel werde den Winter über halten, heißt es."
BRIDGE = "Die Brücke bleibe bis auf Weiteres für Lastwagen gesperrt, heißt es."
MARKET = "Der Wochenmarkt finde am Samstag wieder auf dem Kirchplatz statt, heißt es."


class Known:
    """A reader that knows the statements of each text beforehand."""

    def __init__(self, *articles: Article, failing: Sequence[str] = ()) -> None:
        self.known = {one.text: one.statements for one in articles}
        self.failing = failing
        self.asked: list[str] = []

    def read_all(self, articles: Iterable[Article | Rejection]) -> Iterator[Article | Rejection]:
        for one in articles:
            assert isinstance(one, Article)
            self.asked.append(one.id)
            if one.id in self.failing:
                yield Rejection(path="x", reason="too hard", hint="leave it")
            else:
                yield msgspec.structs.replace(one, statements=self.known[one.text])


class Encoder:
    name = "first"

    def vectors(self, texts: Sequence[str]) -> Any:
        return np.array([[len(one) % 100] * 384 for one in texts], dtype=np.int8)

    def cells(self, vectors: Any) -> Any:
        return vectors[:, 0].astype(np.int16)


def read_again(ledger: Ledger, *articles: Article, model: str = "laut-de-2", **wanted: Any) -> list[Any]:
    return list(reread(ledger, Known(*articles), model, Wanted(**wanted), encoder=Encoder()))


def models(ledger: Ledger) -> list[str]:
    with ledger.looking() as connection:
        return list(connection.execute(select(reading.c.model).order_by(reading.c.revision_id)).scalars())


def test_a_text_gets_the_statements_of_the_new_model(ledger: Ledger) -> None:
    ledger.add(article(DAM, BRIDGE, said=1), model="laut-de-1")
    [done] = read_again(ledger, article(DAM, BRIDGE, actor="Q6279"))
    assert (done.statements, done.changed, done.added) == (2, 1, 1)
    assert speakers(ledger) == ["Sprecher Q6279", "Sprecher Q6279"]
    assert models(ledger) == ["laut-de-2"]


def test_the_article_comes_back_as_it_was_received(ledger: Ledger) -> None:
    given = article(DAM, url="https://hafenblatt.example/damm", authors=("Ada Deichgräf",), path="a.txt")
    added = ledger.add(given, model="laut-de-1")
    with ledger.looking() as connection:
        assert article_of(connection, added.revision) == msgspec.structs.replace(given, statements=())


def test_what_is_read_as_before_keeps_its_row_and_its_claim(ledger: Ledger) -> None:
    both = article(DAM, BRIDGE)
    ledger.add(both, model="laut-de-1")
    kept, gone = (row.id for row in rows(ledger))
    make_claims(ledger, kept, gone)
    changed = msgspec.structs.replace(
        both, statements=(both.statements[0], msgspec.structs.replace(both.statements[1], form="direct"))
    )
    [done] = read_again(ledger, changed)
    assert (done.changed, done.added, done.removed) == (1, 0, 0)
    assert rows(ledger)[0].id == kept
    with ledger.looking() as connection:
        assert list(connection.execute(select(claim.c.pivot_id)).scalars()) == [kept]


def test_claims_of_what_changed_are_linked_anew_with_all_that_belonged_to_them(ledger: Ledger) -> None:
    ledger.add(article(DAM), model="laut-de-1")
    ledger.add(article(DAM, outlet="Wattbote"), model="laut-de-2")
    first, second = (row.id for row in rows(ledger))
    with ledger.atomic() as connection:
        connection.execute(insert(claim).values(id=1, pivot_id=first, key="k1", statements=2, outlets=2))
        for number in (first, second):
            connection.execute(
                insert(membership).values(
                    statement_id=number, claim_id=1, strand_id=first, score=1.0, decided=False
                )
            )
        connection.execute(reading.update().values(linked=True))
    read_again(ledger, article(BRIDGE + " Neu.", DAM), article(DAM, said=0))
    with ledger.looking() as connection:
        assert connection.execute(select(claim.c.id)).all() == []
        assert list(connection.execute(select(reading.c.linked)).scalars()) == [False, False]


def make_claims(ledger: Ledger, *numbers: int) -> None:
    with ledger.atomic() as connection:
        for number in numbers:
            connection.execute(
                insert(claim).values(id=number, pivot_id=number, key=f"k{number}", statements=1, outlets=1)
            )
            connection.execute(
                insert(membership).values(
                    statement_id=number, claim_id=number, strand_id=number, score=1.0, decided=False
                )
            )


def test_only_texts_of_other_models_are_read(ledger: Ledger) -> None:
    old, new, given = article(DAM), article(BRIDGE, outlet="Wattbote"), article(MARKET, outlet="Deichpost")
    ledger.add(old, model="laut-de-1")
    ledger.add(new, model="laut-de-2")
    ledger.add(given)
    reader = Known(old, new, given)
    list(reread(ledger, reader, "laut-de-2"))
    assert reader.asked == [old.id]
    assert models(ledger) == ["laut-de-2", "laut-de-2", ""]


def test_models_are_older_by_their_number(ledger: Ledger) -> None:
    for number in (2, 9, 10):
        ledger.add(article(DAM, outlet=f"Blatt {number}"), model=f"laut-de-{number}")
    ledger.add(article(DAM, outlet="Sonderling"), model="other-1")
    with ledger.looking() as connection:
        chosen = wanted_texts(connection, "laut-de-10", Wanted(older_than="laut-de-10"))
        assert len(chosen) == 2
        assert len(wanted_texts(connection, "laut-de-10", Wanted())) == 3
        assert len(wanted_texts(connection, "laut-de-10", Wanted(all=True))) == 4
        with pytest.raises(LedgerError, match="names no version"):
            wanted_texts(connection, "laut-de-10", Wanted(older_than="new"))


def test_the_rules_of_a_model_have_versions_too(ledger: Ledger) -> None:
    for name in ("laut-de-7", "laut-de-7.2", "laut-de-7.10", "laut-de-8.1"):
        ledger.add(article(DAM, outlet=f"Blatt {name}"), model=name)
    with ledger.looking() as connection:

        def older(than: str) -> int:
            return len(wanted_texts(connection, "laut-de-8.1", Wanted(older_than=than)))

        assert [older(f"laut-de-{n}") for n in ("7", "7.2", "7.10", "8", "9.1")] == [0, 1, 2, 3, 4]
        assert len(wanted_texts(connection, "laut-de-7.2", Wanted())) == 3


def test_an_interrupted_run_goes_on_where_it_ended(ledger: Ledger) -> None:
    articles = [article(DAM, outlet=f"Blatt {number}") for number in range(5)]
    for one in articles:
        ledger.add(one, model="laut-de-1")
    run = reread(ledger, Known(*articles), "laut-de-2")
    next(run)
    next(run)
    run.close()
    assert models(ledger).count("laut-de-2") == 2
    again = Known(*articles)
    assert len(list(reread(ledger, again, "laut-de-2"))) == 3
    assert again.asked == [one.id for one in articles[2:]]


def test_a_run_over_all_goes_on_by_the_moment_when_it_began(ledger: Ledger) -> None:
    articles = [article(DAM, outlet=f"Blatt {number}") for number in range(3)]
    for one in articles:
        ledger.add(one, model="laut-de-2")
    began = dt.datetime.now(dt.UTC)
    run = reread(ledger, Known(*articles), "laut-de-2", Wanted(all=True, before=began))
    next(run)
    run.close()
    assert len(read_again(ledger, *articles, all=True, before=began)) == 2


def test_what_cannot_be_read_keeps_its_reading(ledger: Ledger) -> None:
    hard, easy = article(DAM), article(BRIDGE, outlet="Wattbote")
    for one in (hard, easy):
        ledger.add(one, model="laut-de-1")
    results = list(reread(ledger, Known(hard, easy, failing=[hard.id]), "laut-de-2"))
    assert [one.rejection is None for one in results] == [False, True]
    assert models(ledger) == ["laut-de-1", "laut-de-2"]
    assert len(rows(ledger)) == 2


def test_a_text_without_a_reading_is_read(ledger: Ledger) -> None:
    ledger.add(article(DAM, said=0))
    assert models(ledger) == []
    [done] = read_again(ledger, article(DAM))
    assert done.added == 1
    assert models(ledger) == ["laut-de-2"]


def test_corrections_win_over_the_new_model_and_can_still_be_withdrawn(ledger: Ledger) -> None:
    ledger.add(article(DAM, BRIDGE, MARKET), model="laut-de-1")
    correct(ledger, "0000", speaker__name="Ole Siel", speaker__actor=None)
    strike(ledger, "0002")
    before = listed(ledger)
    read_again(ledger, article(DAM, BRIDGE, MARKET, actor="Q6279"))
    assert speakers(ledger) == ["Ole Siel", "Sprecher Q6279"]
    assert listed(ledger) == before
    from tests.ledger.people.people import withdraw

    for one in before:
        withdraw(ledger, one.number)
    assert speakers(ledger) == ["Sprecher Q6279"] * 3


def test_a_correction_finds_its_statement_although_the_new_model_cuts_it_otherwise(ledger: Ledger) -> None:
    given = article(DAM)
    ledger.add(given, model="laut-de-1")
    correct(ledger, "0000", form="direct")
    read_again(ledger, with_shorter_content(given))
    assert [row.form for row in rows(ledger)] == ["direct"]
    assert statements(ledger)[0].text == DAM.removesuffix(", heißt es.")


def with_shorter_content(given: Article) -> Article:
    def shorter(one: Statement) -> Statement:
        [whole] = one.content
        size = len(", heißt es.")
        part = msgspec.structs.replace(whole, end=whole.end - size, text=whole.text[:-size])
        return msgspec.structs.replace(one, content=(part,), id="9999")

    return msgspec.structs.replace(given, statements=tuple(map(shorter, given.statements)))


def test_new_statements_get_words_and_vectors_and_old_ones_leave_none(ledger: Ledger) -> None:
    ledger.add(article(DAM, BRIDGE, MARKET, said=1), model="laut-de-1")
    read_again(ledger, article(DAM, BRIDGE, MARKET, said=2))
    numbers = [row.id for row in rows(ledger)]
    with ledger.looking() as connection:
        vectors = connection.execute(select(statement_vector.c.statement_id)).scalars()
        assert sorted(vectors) == numbers
        words = connection.execute(text("SELECT count(*) FROM statement_words")).scalar_one()
        assert words == len(numbers)
        assert connection.execute(select(revision.c.id)).all()


def test_vectors_that_are_missing_are_made_and_those_of_another_encoder_replaced(ledger: Ledger) -> None:
    for number in range(3):
        ledger.add(article(DAM, BRIDGE, outlet=f"Blatt {number}"), model="laut-de-1")
    run = revector(ledger, Encoder())
    assert next(run) == 2
    run.close()
    assert list(revector(ledger, Encoder())) == [2, 2]
    assert list(revector(ledger, Encoder())) == []
    make_claims(ledger, rows(ledger)[0].id)
    other = Encoder()
    other.name = "second"
    assert list(revector(ledger, other)) == [2, 2, 2]
    with ledger.looking() as connection:
        assert connection.execute(select(claim.c.id)).all() == []
        assert set(connection.execute(select(reading.c.linked)).scalars()) == {False}

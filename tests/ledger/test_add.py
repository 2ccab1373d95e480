"""Adding articles: what is new, what was received before, and what is a new text of a known report."""

from __future__ import annotations

import itertools

import msgspec
import numpy as np
import pytest
from sqlalchemy import func, select
from tests.ledger.articles import article

from laut.errors import InvalidRecordError
from laut.ledger import Ledger
from laut.ledger.revisions import differences, marked
from laut.ledger.tables import hop, reading, receipt, source, statement, statement_vector
from laut.records import Article, DateRange, Note, Span

URL = "https://www.hafenblatt.example/nachrichten/pegel-steigt-17.html"


def test_an_article_is_there_after_it_was_added(ledger: Ledger) -> None:
    added = ledger.add(article("Der Damm hält.", "Die Brücke bleibt zu."))
    status = ledger.status()
    assert (added.outcome, added.statements) == ("new", 2)
    assert (status.articles, status.revisions, status.receipts, status.statements) == (1, 1, 1, 2)


def test_the_same_article_again_changes_nothing(ledger: Ledger) -> None:
    one = article("Der Damm hält.", url=URL, path="a.txt")
    first, before = ledger.add(one, raw=b"raw", model="m"), ledger.status()
    again = ledger.add(one, raw=b"raw", model="m")
    assert (again.outcome, again.report, again.revision, again.statements) == (
        "again", first.report, first.revision, 0,
    )  # fmt: skip
    assert ledger.status().to_dict() | {"size": 0} == before.to_dict() | {"size": 0}


def test_raw_bytes_are_kept_once_and_come_back_as_they_were(ledger: Ledger) -> None:
    from laut.ledger import raw

    data = "<html>Ä</html>".encode("latin-1") * 100
    ledger.add(article("Der Damm hält.", path="a"), raw=data)
    ledger.add(article("Der Damm bricht.", path="b"), raw=data)
    with ledger.looking() as connection:
        (row,) = connection.execute(select(source)).all()
        assert raw.get(connection, row.id) == data
        assert len(row.data) < len(data)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.hafenblatt.example/nachrichten/pegel-steigt-17.html",
        "https://m.hafenblatt.example/nachrichten/pegel-steigt-17.html?utm_source=feed&wt_zmc=x",
        "https://amp.hafenblatt.example/nachrichten/pegel-steigt-17.amp.html",
        "https://www.hafenblatt.example/amp/nachrichten/pegel-steigt-17.html#kommentare",
        "https://www.hafenblatt.example/nachrichten/pegel-steigt-17.html?print=1",
        "https://www-hafenblatt-example.cdn.ampproject.org/c/s/www.hafenblatt.example/nachrichten/pegel-steigt-17.html",
    ],
)
def test_other_addresses_of_a_page_are_the_same_report(ledger: Ledger, url: str) -> None:
    ledger.add(article("Der Damm hält.", url=URL))
    assert ledger.add(article("Der Damm hält.", url=url)).outcome == "again"
    status = ledger.status()
    assert (status.articles, status.revisions, status.receipts, status.statements) == (1, 1, 2, 1)


def test_the_same_words_in_one_outlet_are_one_report_whatever_the_address(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", url=URL))
    assert ledger.add(article("Der Damm hält.", url="https://hafenblatt.example/a/99")).outcome == "again"
    assert ledger.add(article("Der Damm hält.")).outcome == "again"
    assert ledger.status().articles == 1


def test_the_same_agency_text_in_two_outlets_is_two_reports(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", outlet="Nordersieler Hafenblatt"))
    assert ledger.add(article("Der Damm hält.", outlet="Semmering-Post")).outcome == "new"
    assert ledger.add(article("Der Damm hält.", outlet=None)).outcome == "new"
    assert ledger.add(article("Der Damm hält.", outlet=None, url="https://x.example/1")).outcome == "new"
    assert ledger.add(article("Der Damm hält.", outlet=None, url="https://y.example/1")).outcome == "new"
    assert ledger.status().articles == 5


def test_the_body_under_another_headline_is_a_new_text_of_the_same_report(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", title="Pegel steigt"))
    assert ledger.add(article("Der Damm hält.", title="Pegel steigt weiter")).outcome == "revision"
    assert ledger.status().articles == 1


def test_short_items_with_other_headlines_are_other_reports(ledger: Ledger) -> None:
    def item(title: str) -> Article:
        text = f"{title}\n\nMehr in Kürze."
        from laut.records import Section

        sections = (Section("headline", 0, len(title)), Section("paragraph", len(title) + 2, len(text)))
        return Article(id=title, text=text, title=title, outlet="Pegel24", sections=sections)

    ledger.add(item("Pegel steigt"))
    assert ledger.add(item("Brücke gesperrt")).outcome == "new"


def test_an_updated_text_is_a_revision_and_its_statements_stand(ledger: Ledger) -> None:
    first = ledger.add(article("Der Damm hält.", "Die Brücke bleibt zu.", url=URL))
    second = ledger.add(article("Der Damm bricht.", url=URL))
    assert (second.outcome, second.report) == ("revision", first.report)
    status = ledger.status()
    assert (status.articles, status.revisions, status.statements) == (1, 2, 1)
    with ledger.looking() as connection:
        rows = connection.execute(select(statement.c.content, statement.c.current).order_by(statement.c.id))
        assert [tuple(row) for row in rows] == [
            ("Der Damm hält.", False),
            ("Die Brücke bleibt zu.", False),
            ("Der Damm bricht.", True),
        ]


def test_revisions_say_what_changed(ledger: Ledger) -> None:
    report = ledger.add(article("Der Damm hält.", url=URL)).report
    ledger.add(article("Der Damm hält nicht.", url=URL))
    one, two = ledger.revisions(report)
    assert (one.number, one.stands, two.number, two.stands) == (1, False, 2, True)
    changes = differences(one.text, two.text)
    assert "".join(change.before for change in changes) == one.text
    assert "".join(change.after for change in changes) == two.text
    assert "Der Damm hält{+ nicht+}." in marked(changes)


def test_a_text_that_is_received_again_after_its_revision_stays_the_old_one(ledger: Ledger) -> None:
    old, new = article("Der Damm hält.", url=URL), article("Der Damm bricht.", url=URL)
    ledger.add(old)
    ledger.add(new)
    assert ledger.add(old).outcome == "again"
    (stands,) = (one for one in ledger.revisions(1) if one.stands)
    assert "bricht" in stands.text


def test_the_text_that_was_published_last_stands_whichever_is_received_first(ledger: Ledger) -> None:
    ledger.add(article("Der Damm bricht.", url=URL, published="2022-11-03"))
    ledger.add(article("Der Damm hält.", url=URL, published="2022-11-02"))
    (stands,) = (one for one in ledger.revisions(1) if one.stands)
    assert "bricht" in stands.text
    with ledger.looking() as connection:
        query = select(statement.c.content).where(statement.c.current)
        assert connection.execute(query).scalars().all() == ["Der Damm bricht."]


ARRIVING = [
    article("Der Damm hält.", url=URL, path="a"),
    article("Der Damm hält.", url=URL + "?utm_source=x", path="b"),
    article("Der Damm bricht.", url=URL, published="2022-11-03", path="c"),
    article("Der Damm hält.", outlet="Semmering-Post", path="d"),
    article("Der Damm hält.", outlet="Semmering-Post", url="https://semmering.example/1", path="e"),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::17])
def test_the_order_of_arrival_does_not_matter(ledger: Ledger, order: tuple[int, ...]) -> None:
    for number in order:
        ledger.add(ARRIVING[number])
    status = ledger.status()
    assert (status.articles, status.revisions, status.receipts, status.statements) == (2, 3, 5, 2)
    with ledger.looking() as connection:
        query = select(statement.c.outlet, statement.c.content).where(statement.c.current).distinct()
        assert {tuple(row) for row in connection.execute(query)} == {
            ("Nordersieler Hafenblatt", "Der Damm bricht."),
            ("Semmering-Post", "Der Damm hält."),
        }


def test_an_article_that_shows_two_reports_to_be_one_makes_them_one(ledger: Ledger) -> None:
    ledger.add(article("Der Damm bricht.", url=URL, published="2022-11-03"))
    ledger.add(article("Der Damm hält.", url="https://hafenblatt.example/a/99"))
    assert ledger.status().articles == 2
    third = ledger.add(article("Der Damm hält.", url=URL))
    status = ledger.status()
    assert (third.outcome, status.articles, status.revisions, status.statements) == ("again", 1, 2, 1)
    assert [(one.number, one.stands) for one in ledger.revisions(third.report)] == [(1, True), (2, False)]
    assert (
        ledger.add(article("Der Damm wankt.", url="https://hafenblatt.example/a/99")).report == third.report
    )


def test_what_a_newer_laut_makes_of_the_same_file_is_another_text_of_the_same_report(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", path="a.txt"), raw=b"raw")
    assert ledger.add(article("Der Damm hält!", "Mehr.", path="a.txt"), raw=b"raw").outcome == "revision"
    assert ledger.add(article("Etwas anderes.", path="b.txt"), raw=b"raw").outcome == "new"
    assert ledger.add(article("Der Damm hält!", outlet="X", path="a.txt"), raw=b"raw").outcome == "new"


CHAINED = [
    article("Der Damm bricht.", url=URL, published="2022-11-03"),
    article("Der Damm hält.", url="https://hafenblatt.example/a/99"),
    article("Der Damm hält.", url=URL),
    article("Der Damm bricht.", url="https://hafenblatt.example/b/1", published="2022-11-03"),
    article("Der Damm hält.", outlet="Semmering-Post"),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::13])
def test_reports_are_the_same_in_whichever_order_they_are_joined(
    ledger: Ledger, order: tuple[int, ...]
) -> None:
    for number in order:
        ledger.add(CHAINED[number])
    status = ledger.status()
    assert (status.articles, status.revisions, status.receipts, status.statements) == (2, 3, 5, 2)
    with ledger.looking() as connection:
        query = select(statement.c.content).where(statement.c.current)
        assert sorted(connection.execute(query).scalars()) == ["Der Damm bricht.", "Der Damm hält."]


def test_what_a_statement_is_found_by_stands_in_columns(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", published="2022-11-02"), model="laut-test-1")
    with ledger.looking() as connection:
        row = connection.execute(select(statement)).mappings().one()
        assert {
            name: row[name]
            for name in ("key", "place", "content", "speaker", "actor", "side", "named", "kind", "form", "stance",
                         "originator_factuality", "outlet", "language", "current")
        } == {
            "key": "0000", "place": 0, "content": "Der Damm hält.", "speaker": "Sprecher Q7747", "actor": "Q7747",
            "side": "Q159", "named": True, "kind": "person", "form": "indirect", "stance": "distancing",
            "originator_factuality": "CT+", "outlet": "Nordersieler Hafenblatt", "language": "de", "current": True,
        }  # fmt: skip
        assert str(row["published_earliest"]) == str(row["content_latest"]) == "2022-11-02"
        assert row["uttered_earliest"] is None
        hops = connection.execute(select(hop.c.name, hop.c.stance).order_by(hop.c.position)).all()
        assert [tuple(one) for one in hops] == [
            ("Deutsche Ebbe-Presse", "distancing"),
            ("Sprecher Q7747", "neutral"),
        ]
        assert connection.execute(select(reading.c.model)).scalar() == "laut-test-1"


def test_notes_of_intake_stay_with_the_text_and_those_of_reading_with_the_reading(ledger: Ledger) -> None:
    notes = (Note(kind="paywall", message="Zu."), Note(kind="ambiguous-actor", message="Wer?"))
    ledger.add(article("Der Damm hält.", notes=notes), model="m")
    with ledger.looking() as connection:
        assert "Wer?" in str(connection.execute(select(reading.c.notes)).scalar())
        from laut.ledger.tables import revision

        kept = str(connection.execute(select(revision.c.intake_notes)).scalar())
        assert "Zu." in kept and "Wer?" not in kept


def test_an_article_that_was_not_read_waits_for_its_reading(ledger: Ledger) -> None:
    read = article("Der Damm hält.")
    unread = msgspec.structs.replace(read, statements=())
    ledger.add(unread)
    assert ledger.status().unread == 1
    assert ledger.add(read, model="m").outcome == "reread"
    assert (ledger.status().unread, ledger.status().statements) == (0, 1)


def test_another_model_reads_anew_and_the_same_one_does_not(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", "Die Brücke bleibt zu."), model="m1")
    fewer = article("Der Damm hält.", "Die Brücke bleibt zu.", said=1)
    assert ledger.add(fewer, model="m1").outcome == "again"
    assert ledger.add(fewer, model="m2").outcome == "reread"
    status = ledger.status()
    assert (status.statements, status.models) == (1, {"m2": 1})


def test_statements_that_were_handed_over_are_not_overwritten_by_a_model(ledger: Ledger) -> None:
    ledger.add(article("Der Damm hält.", "Die Brücke bleibt zu."))
    assert (
        ledger.add(article("Der Damm hält.", "Die Brücke bleibt zu.", said=1), model="m").outcome == "again"
    )
    assert ledger.add(article("Der Damm hält.", "Die Brücke bleibt zu.", said=1)).outcome == "reread"
    assert ledger.status().statements == 1


def test_vectors_are_kept_as_they_came(ledger: Ledger) -> None:
    numbers = np.random.default_rng(7).integers(-127, 128, (2, 384)).astype(np.int8)
    cells = np.array([3, 250], np.int16)
    ledger.add(article("Der Damm hält.", "Die Brücke bleibt zu."), vectors=numbers, cells=cells)
    with ledger.looking() as connection:
        rows = connection.execute(select(statement_vector).order_by(statement_vector.c.statement_id)).all()
    assert [row.cell for row in rows] == [3, 250]
    assert [row.day for row in rows] == [
        DateRange.from_dict({"earliest": "2022-11-02", "latest": "2022-11-02"}).earliest.toordinal()
    ] * 2
    assert [row.vector for row in rows] == [one.tobytes() for one in numbers]


def test_a_bad_article_is_refused_with_the_reason_and_takes_all_of_its_transaction(ledger: Ledger) -> None:
    good = article("Der Damm hält.")
    (one,) = good.statements
    shifted = msgspec.structs.replace(one, content=(Span(3, 10, "anderes"),))
    bad = msgspec.structs.replace(good, statements=(shifted,))
    twice = msgspec.structs.replace(good, statements=(one, one))
    nul = msgspec.structs.replace(good, outlet="Blatt\0")
    for wrong, reason in (
        (bad, "the text at 3:10 is not"),
        (twice, "two statements have the id"),
        (nul, "NUL"),
    ):
        with pytest.raises(InvalidRecordError, match=reason):
            ledger.add_many([(good, None), (wrong, None)])
    assert ledger.status().articles == 0


def test_what_belongs_together_is_kept_together_or_not_at_all(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), ledger.atomic():
        ledger.add(article("Der Damm hält."))
        raise RuntimeError
    assert ledger.status().articles == 0
    with ledger.atomic():
        ledger.add(article("Der Damm hält."))
        with pytest.raises(RuntimeError), ledger.atomic():
            ledger.add(article("Die Brücke bleibt zu."))
            raise RuntimeError
        assert ledger.status().articles == 1
    assert ledger.status().articles == 1


def test_a_receipt_from_another_place_is_kept(ledger: Ledger) -> None:
    for path in ("a", "b", "a", None, None):
        ledger.add(article("Der Damm hält.", path=path), raw=b"raw")
    with ledger.looking() as connection:
        paths = connection.execute(select(receipt.c.path).order_by(receipt.c.id)).scalars().all()
        assert paths == ["a", "b", None]
        assert connection.execute(select(func.count()).select_from(source)).scalar() == 1

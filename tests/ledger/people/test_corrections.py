"""What a person corrects stands: over the reading, over readings to come, over new texts; until it is withdrawn."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, exc, select, text, update
from tests.ledger.articles import article
from tests.ledger.people.people import (
    INA,
    MORNING,
    add_statement,
    correct,
    listed,
    received,
    rows,
    span,
    speakers,
    statements,
    strike,
    withdraw,
)

from laut.errors import InvalidRecordError, LautError, LedgerError
from laut.ledger import Ledger
from laut.ledger.corrections import add as add_correction
from laut.ledger.corrections import resolved, set_values, unanchored
from laut.ledger.signing import Signature
from laut.ledger.tables import correction, hop
from laut.records import Actor, Source, Span, Statement

DAM = "Der Damm am Nordersiel werde den Winter über halten, heißt es."
BRIDGE = "Die Brücke bleibe bis auf Weiteres für Lastwagen gesperrt, heißt es."
MARKET = "Der Wochenmarkt finde am Samstag wieder auf dem Kirchplatz statt, heißt es."


def test_a_set_field_is_in_the_record_and_in_its_columns(ledger: Ledger) -> None:
    received(ledger, article(DAM, BRIDGE))
    correct(ledger, "0001", speaker__name="Ole Siel", speaker__actor="Q6279", form="direct")
    first, second = rows(ledger)
    assert first.speaker == "Sprecher Q7747"
    assert (second.speaker, second.actor, second.side, second.form) == ("Ole Siel", "Q6279", "Q30", "direct")
    assert statements(ledger)[1].speaker == Source(name="Ole Siel", actor="Q6279", kind="person", named=True)


def test_the_last_hop_of_the_chain_follows_the_speaker(ledger: Ledger) -> None:
    received(ledger, article(DAM))
    correct(ledger, "0000", speaker__name="Ole Siel", speaker__actor=None)
    [one] = statements(ledger)
    assert [part.name for part in one.chain] == ["Deutsche Ebbe-Presse", "Ole Siel"]
    assert one.chain[-1].stance == "neutral"
    with ledger.looking() as connection:
        names = connection.execute(select(hop.c.name).order_by(hop.c.position)).scalars().all()
    assert list(names) == ["Deutsche Ebbe-Presse", "Ole Siel"]


def test_the_speaker_follows_a_chain_that_was_set(ledger: Ledger) -> None:
    received(ledger, article(DAM))
    correct(ledger, "0000", chain=[{"name": "Deichverband", "kind": "organisation", "stance": "neutral"}])
    [one] = statements(ledger)
    assert one.speaker == Source(name="Deichverband", kind="organisation")


def test_a_speaker_that_the_text_does_not_name_can_be_taken_away(ledger: Ledger) -> None:
    received(ledger, article(DAM))
    correct(ledger, "0000", speaker=None)
    [one] = statements(ledger)
    assert one.speaker is None
    assert one.chain[-1].name is None


def test_a_corrected_speaker_is_found_by_the_new_name_only(ledger: Ledger) -> None:
    received(ledger, article(DAM))
    correct(ledger, "0000", speaker__name="Ole Siel", speaker__actor=None)
    with ledger.looking() as connection:
        words = connection.execute(text("SELECT speaker FROM statement_words")).scalars().all()
    assert list(words) == ["ole siel"]


def test_a_statement_that_is_none_can_be_struck(ledger: Ledger) -> None:
    received(ledger, article(DAM, BRIDGE))
    strike(ledger, "0000")
    assert [one.text for one in statements(ledger)] == [BRIDGE]
    assert [row.place for row in rows(ledger)] == [0]


def test_a_statement_that_the_reader_missed_can_be_added(ledger: Ledger) -> None:
    report = article(DAM, BRIDGE, MARKET, said=2)
    added = received(ledger, report)
    new = Statement(
        id="",
        form="indirect",
        medium=None,
        confidence=1.0,
        content=(span(report.text, MARKET),),
        speaker=Source(name="Marktverein", kind="organisation"),
    )
    add_statement(ledger, added.report, new)
    assert [one.text for one in statements(ledger)] == [DAM, BRIDGE, MARKET]
    assert statements(ledger)[2].id.startswith("s-")


def test_an_added_statement_replaces_the_same_one_when_a_reader_finds_it_at_last(ledger: Ledger) -> None:
    missed = article(DAM, BRIDGE, said=1)
    added = received(ledger, missed)
    found = article(DAM, BRIDGE)
    new = Statement(
        id="",
        form="indirect",
        medium=None,
        confidence=1.0,
        content=(span(missed.text, BRIDGE),),
        speaker=Source(name="Ole Siel"),
    )
    add_statement(ledger, added.report, new)
    received(ledger, found)
    assert speakers(ledger) == ["Sprecher Q7747", "Ole Siel"]


def test_a_withdrawn_correction_gives_the_reading_back(ledger: Ledger) -> None:
    received(ledger, article(DAM, BRIDGE))
    before = statements(ledger)
    numbers = [correct(ledger, "0000", form="direct"), strike(ledger, "0001")]
    for number in numbers:
        withdraw(ledger, number)
    assert statements(ledger) == before


def test_a_withdrawal_can_be_withdrawn(ledger: Ledger) -> None:
    received(ledger, article(DAM))
    again = withdraw(ledger, correct(ledger, "0000", form="direct"))
    withdraw(ledger, again)
    assert [row.form for row in rows(ledger)] == ["direct"]


def test_the_list_says_who_what_when_why_and_what_stands(ledger: Ledger) -> None:
    received(ledger, article(DAM))
    withdraw(ledger, correct(ledger, "0000", form="direct"))
    one, taken_back = listed(ledger)
    assert (one.author, one.reason, one.made) == ("Ina Prüfer", "im Text nachgelesen", MORNING)
    assert (one.quote, one.values, one.withdrawn) == (DAM, {"form": "direct"}, True)
    assert (taken_back.action, taken_back.withdraws) == ("withdraw", one.number)


def test_corrections_hold_for_a_new_text_of_the_report(ledger: Ledger) -> None:
    url = "https://hafenblatt.example/damm"
    received(ledger, article(DAM, BRIDGE, url=url))
    correct(ledger, "0000", speaker__name="Ole Siel", speaker__actor=None)
    strike(ledger, "0001")
    later = article(
        "Neu: Das Wasser steigt weiter.", MARKET, DAM, BRIDGE, url=url, title="Pegel steigt weiter"
    )
    added = received(ledger, later)
    assert added.outcome == "revision"
    found = {one.text: one.speaker.name for one in statements(ledger) if one.speaker}
    assert found[DAM] == "Ole Siel"
    assert BRIDGE not in found
    assert found[MARKET] == "Sprecher Q7747"


def test_corrections_hold_for_words_that_were_edited_a_little(ledger: Ledger) -> None:
    url = "https://hafenblatt.example/damm"
    received(ledger, article(DAM, url=url))
    correct(ledger, "0000", speaker__name="Ole Siel", speaker__actor=None)
    received(ledger, article(MARKET, DAM.replace("den Winter über", "auch diesen Winter"), url=url))
    assert speakers(ledger) == ["Sprecher Q7747", "Ole Siel"]


def test_what_has_no_place_in_a_new_text_is_listed_and_comes_back_with_its_words(ledger: Ledger) -> None:
    url = "https://hafenblatt.example/damm"
    received(ledger, article(DAM, BRIDGE, url=url))
    number = correct(ledger, "0000", form="direct")
    received(ledger, article(BRIDGE, MARKET, url=url))
    with ledger.looking() as connection:
        [lost] = unanchored(connection)
    assert (lost.number, lost.lost) == (number, "its words are not in the text any more")
    assert [row.form for row in rows(ledger)] == ["indirect", "indirect"]
    received(ledger, article(BRIDGE, MARKET, DAM, url=url))
    with ledger.looking() as connection:
        assert unanchored(connection) == []
    assert [row.form for row in rows(ledger)] == ["indirect", "indirect", "direct"]


def test_an_added_statement_moves_with_its_words(ledger: Ledger) -> None:
    url = "https://hafenblatt.example/damm"
    first = article(DAM, BRIDGE, said=1, url=url)
    added = received(ledger, first)
    words = span(first.text, BRIDGE)
    new = Statement(
        id="",
        form="reported",
        medium=None,
        confidence=1.0,
        content=(words,),
        cue=(span(first.text, "Die Brücke"),),
    )
    add_statement(ledger, added.report, new)
    second = article(MARKET, DAM, BRIDGE, said=1, url=url)
    received(ledger, second)
    [one] = [one for one in statements(ledger) if one.form == "reported"]
    assert second.text[one.start : one.end] == BRIDGE
    assert one.cue[0].start == one.start


def test_a_nested_statement_moves_up_when_the_one_around_it_is_struck(ledger: Ledger) -> None:
    report = article(DAM)
    added = received(ledger, report)
    inner = span(report.text, "Nordersiel werde den Winter über halten")
    add_statement(
        ledger,
        added.report,
        Statement(id="", form="direct", medium=None, confidence=1.0, content=(inner,), parent="0000"),
    )
    assert [one.parent for one in statements(ledger)] == [None, "0000"]
    strike(ledger, "0000")
    assert [one.parent for one in statements(ledger)] == [None]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"confidence": 1.0}, "'confidence' is not one of"),
        ({"form": "shouted"}, "form"),
        ({"speaker.colour": "red"}, "colour"),
        ({"chain.7.name": "X"}, "counted from 0"),
        ({"content": []}, "content is empty"),
        ({"content": [{"start": 0, "end": 3, "text": "Nie"}]}, "is not 'Nie'"),
        ({}, "sets nothing"),
    ],
)
def test_what_cannot_be_set_is_refused_and_leaves_no_trace(
    ledger: Ledger, values: dict[str, object], message: str
) -> None:
    received(ledger, article(DAM))
    with pytest.raises(InvalidRecordError, match=message), ledger.atomic() as connection:
        set_values(connection, INA, "0000", values, ledger.side_of)
    assert listed(ledger) == []


def test_a_correction_needs_an_author_and_a_statement_that_is_there(ledger: Ledger) -> None:
    added = received(ledger, article(DAM))
    with pytest.raises(LedgerError, match="needs an author"), ledger.atomic() as connection:
        set_values(connection, Signature(author=" "), "0000", {"form": "direct"}, ledger.side_of)
    with pytest.raises(LedgerError, match="no statement 'x'"):
        correct(ledger, "x", form="direct")
    with pytest.raises(LedgerError, match="no report 99"), ledger.atomic() as connection:
        add_correction(connection, INA, 99, statements(ledger)[0], ledger.side_of)
    with pytest.raises(LedgerError, match="no correction 5"):
        withdraw(ledger, 5)
    assert added.report


def test_an_id_that_two_reports_have_needs_the_report(ledger: Ledger) -> None:
    first = received(ledger, article(DAM)).report
    second = received(ledger, article(BRIDGE, outlet="Wattbote")).report
    with pytest.raises(LedgerError, match=f"{first}, {second}"):
        correct(ledger, "0000", form="direct")
    correct(ledger, "0000", report=second, form="direct")
    assert [row.form for row in rows(ledger)] == ["indirect", "direct"]


def test_nobody_changes_or_deletes_an_entry(ledger: Ledger) -> None:
    received(ledger, article(DAM))
    correct(ledger, "0000", form="direct")
    for command in (update(correction).values(author="Niemand"), delete(correction)):
        with pytest.raises((LautError, exc.DBAPIError), match="refused"), ledger.atomic() as connection:
            connection.execute(command)
    assert [one.author for one in listed(ledger)] == ["Ina Prüfer"]


def test_a_name_that_the_registry_knows_brings_its_actor() -> None:
    known = Actor(id="Q1", name="Ole Siel", kind="person")
    values = resolved(
        {"speaker.name": "Siel", "chain.0.name": "Niemand"}, lambda name: (known,) if name == "Siel" else ()
    )
    assert values == {
        "speaker.name": "Ole Siel",
        "speaker.actor": "Q1",
        "speaker.kind": "person",
        "chain.0.name": "Niemand",
        "chain.0.actor": None,
        "chain.0.kind": None,
    }


def test_who_gives_the_actor_decides() -> None:
    values = {"speaker.name": "Siel", "speaker.actor": None}
    assert resolved(values, lambda name: (Actor(id="Q1", name="Ole Siel", kind="person"),)) == values


def test_spans_say_what_they_are(ledger: Ledger) -> None:
    report = article(DAM)
    received(ledger, report)
    words = span(report.text, "Der Damm am Nordersiel")
    correct(ledger, "0000", content=[words.to_dict()])
    assert statements(ledger)[0].content == (Span(words.start, words.end, words.text),)

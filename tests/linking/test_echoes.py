"""Who prints a claim's words and says of nobody that he said so: found among articles and in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import numpy as np
import pytest
from sqlalchemy import select

from laut.ledger import Ledger
from laut.ledger.tables import revision
from laut.linking.claims import Linker
from laut.linking.copies import find_copies, index_copies, passages_of
from laut.linking.drift import drifts_of
from laut.linking.echoes import echoes_of
from laut.linking.look_up import claim_file, claim_of
from laut.linking.overview import tell
from laut.records import Article, DateRange, Hop, Passing, Section, Source, Span, Statement, Told
from laut.views.claims.terminal import describe_claim
from laut.views.dossier.claims import claims_in_several_reports

BEFORE = "In Wellburg ist in der Nacht zum Montag ein Teil der alten Deichmauer in den Fluss gestürzt."
CONTENT = "die Mauer sei schon im Herbst untersucht und für standfest erklärt worden"
SOURCE = f"Wie das Wasseramt mitteilte, {CONTENT}."
PLAIN = "Die Mauer ist schon im Herbst untersucht und für standfest erklärt worden."
AFTER = "Die Uferstraße bleibt bis auf weiteres gesperrt, zwei Häuser wurden vorsichtshalber geräumt."


def article(outlet: str, day: int, *sentences: str, attributed: str | None = None) -> Article:
    """An article of one paragraph; what is attributed in it has the Wasseramt as its source."""
    text = " ".join(sentences)
    statements: tuple[Statement, ...] = ()
    if attributed:
        at = text.index(attributed)
        statements = (
            Statement(
                id=f"s-{outlet}",
                form="indirect",
                medium="writing",
                confidence=0.9,
                content=(Span(at, at + len(attributed), attributed),),
                speaker=Source(name="Wasseramt", kind="organisation", named=True),
                chain=(Hop(name="Wasseramt", kind="organisation", named=True, stance="neutral"),),
            ),
        )
    return Article(
        id=f"a-{outlet}",
        text=text,
        language="de",
        outlet=outlet,
        published=DateRange(dt.date(2024, 2, day), dt.date(2024, 2, day)),
        sections=(Section("paragraph", 0, len(text)),),
        statements=statements,
    )


SAID = article("dep", 12, BEFORE, SOURCE, AFTER, attributed=CONTENT)
COPIED = article("Pegel24", 13, BEFORE, PLAIN, AFTER)


def echoes(articles: Sequence[Article]) -> tuple[list[Told], tuple[Passing, ...], list[Told]]:
    """The statements of the first article, and their echoes in the others."""
    copies = find_copies(p for one in articles for p in passages_of(one.id, one.text, one.sections))
    tellings = list(tell(articles[0], 1))
    found, passings = echoes_of(tellings, copies, enumerate(articles, start=1))
    return list(found), passings, tellings


def test_the_sentence_that_has_the_words_is_found_in_the_copied_passage() -> None:
    (echo,), passings, _ = echoes([SAID, COPIED])
    assert echo.statement.text == PLAIN
    assert (echo.outlet, echo.report, echo.statement.speaker) == ("Pegel24", 2, None)
    assert COPIED.text[echo.statement.start : echo.statement.end] == PLAIN
    assert passings == (Passing("report:1", "report:2", "copies", echo.statement.id),)


def test_what_is_attributed_there_is_no_echo() -> None:
    other = article("Pegel24", 13, BEFORE, SOURCE, AFTER, attributed=CONTENT)
    assert echoes([SAID, other])[0] == []


def test_a_copy_that_leaves_the_sentence_out_is_no_echo() -> None:
    assert echoes([SAID, article("Pegel24", 13, BEFORE, AFTER)])[0] == []


@pytest.mark.parametrize(("day", "found"), [(11, 0), (12, 1), (13, 1)])
def test_who_was_earlier_echoes_nobody(day: int, found: int) -> None:
    assert len(echoes([SAID, article("Pegel24", day, BEFORE, PLAIN, AFTER)])[0]) == found


def test_words_that_nobody_is_said_to_have_said_have_no_echo() -> None:
    (statement,) = SAID.statements
    bare = msgspec.structs.replace(statement, speaker=None, chain=())
    assert echoes([msgspec.structs.replace(SAID, statements=(bare,)), COPIED])[0] == []


def test_the_attribution_is_dropped_on_the_way() -> None:
    found, passings, tellings = echoes([SAID, COPIED])
    (drift,) = drifts_of([*tellings, *found], passings)
    assert (drift.kind, drift.was) == ("attribution-dropped", "Wasseramt")
    assert (drift.before, drift.after) == ("s-dep", found[0].statement.id)


def test_a_number_changes_on_the_way() -> None:
    said = "am Deich seien bis Montag 40 freiwillige Helfer aus dem Ort im Einsatz gewesen"
    first = article("dep", 12, BEFORE, f"Wie das Wasseramt mitteilte, {said}.", AFTER, attributed=said)
    plain = "Am Deich sind bis Montag 400 freiwillige Helfer aus dem Ort im Einsatz gewesen."
    found, passings, tellings = echoes([first, article("Pegel24", 13, BEFORE, plain, AFTER)])
    drifts = drifts_of([*tellings, *found], passings)
    assert {(one.kind, one.was, one.became) for one in drifts} >= {("number", "40", "400")}


def keep(ledger: Ledger, articles: Sequence[Article]) -> None:
    """Add articles, compare their passages, and link."""
    for one in articles:
        vectors = np.ones((len(one.statements), 384), np.int8)
        ledger.add(one, vectors=vectors, cells=np.zeros(len(vectors), np.int16))
        with ledger.atomic() as connection:
            index_copies(connection, list(connection.scalars(select(revision.c.id).order_by(revision.c.id))))
    Linker(ledger).link()


def test_in_the_ledger_echoes_are_shown_with_the_claim(ledger: Ledger) -> None:
    keep(ledger, (SAID, COPIED, article("Extrablitz", 13, AFTER)))
    file = claim_file(ledger, claim_of(ledger, statement="s-dep").id)
    (echo,) = file.echoes
    assert (echo.outlet, echo.statement.text) == ("Pegel24", PLAIN)
    assert [one.kind for one in file.drifts] == ["attribution-dropped"]
    assert file.claim.origins is not None and file.claim.origins.at_most == 1
    shown = describe_claim(file)
    assert "1 statement in 1 outlet, 1 echo" in shown
    assert f"Pegel24, 13 February 2024: “{PLAIN}” [no source given]" in shown
    (view,) = claims_in_several_reports([file], {})
    assert [one.firm for one in view.tellings][-1] == "no source given"
    assert [node.label for node in view.drawing.nodes if node.kind == "report"] == ["dep", "Pegel24"]


def test_an_echo_that_was_corrected_away_is_gone(ledger: Ledger) -> None:
    """Only the latest text of a report counts."""
    address = "https://www.example.org/deich"
    later = msgspec.structs.replace(article("Pegel24", 13, BEFORE, AFTER), url=address, id="a-later")
    keep(ledger, (SAID, msgspec.structs.replace(COPIED, url=address), later))
    assert claim_file(ledger, claim_of(ledger, statement="s-dep").id).echoes == ()

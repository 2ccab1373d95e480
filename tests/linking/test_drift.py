"""How a claim changes between two reports; what cannot be compared is no change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from laut.linking.drift import Firming, drifts_of, firmness_by_outlet
from laut.records import (
    DateRange,
    Drift,
    Factuality,
    FactualityValue,
    Hop,
    Marker,
    MarkerType,
    Passing,
    Span,
    Statement,
    Told,
)

NEWSPAPER = Hop(name="Hansische Rundschau", kind="media", named=True, stance="neutral")


def told(
    report: int,
    text: str,
    *chain: Hop,
    marker: tuple[str, MarkerType] | None = None,
    originator: FactualityValue = "CT+",
    outlet: str = "Pegel24",
    language: str = "de",
    start: int = 200,
    title: str | None = None,
) -> Told:
    markers: tuple[Marker, ...] = ()
    if marker:
        at = start + text.index(marker[0]) if marker[0] in text else start - 50
        markers = (Marker(marker[0], at, at + len(marker[0]), marker[1]),)
    return Told(
        statement=Statement(
            id=f"s{report}-{start}", form="indirect", medium="speech", confidence=1.0,
            content=(Span(start, start + len(text), text),), speaker=chain[-1] if chain else None, chain=chain,
            factuality=Factuality(outlet="Uu", originator=originator, markers=markers),
        ),
        report=report, article=f"a{report}", outlet=outlet, language=language, title=title,
        published=DateRange(dt.date(2024, 2, 13), dt.date(2024, 2, 13)),
    )  # fmt: skip


CITES = Passing(giver="report:1", taker="report:2", how="cites")
COPIES = Passing(giver="report:1", taker="report:2", how="copies")


def kinds(before: Told, after: Told, passing: Passing = CITES) -> list[tuple[str, str | None, str | None]]:
    return [(one.kind, one.was, one.became) for one in drifts_of([before, after], [passing])]


def test_a_hedge_is_lost() -> None:
    before = told(1, "Die Bank könnte jede dritte Filiale schließen", marker=("könnte", "epistemic"))
    after = told(2, "Die Bank schließt jede dritte Filiale", NEWSPAPER)
    assert kinds(before, after) == [("hedge-lost", "könnte", None)]
    softer = told(2, before.statement.text, NEWSPAPER, marker=("könnte", "epistemic"))
    assert kinds(told(1, after.statement.text), softer) == [("hedge-gained", None, "könnte")]


def test_words_that_only_say_whose_it_is_are_no_hedge() -> None:
    before = told(1, "Die Bank schließt jede dritte Filiale", marker=("zufolge", "reportative"))
    assert kinds(before, told(2, "Die Bank schließt jede dritte Filiale", NEWSPAPER)) == []


def test_a_hedge_that_the_other_report_also_leaves_out_is_not_lost() -> None:
    hedged = told(1, "Die Bank könnte jede dritte Filiale schließen", marker=("könnte", "epistemic"))
    firm = told(1, "Die Bank schließt Filialen", start=400)
    after = told(2, "Die Bank schließt jede dritte Filiale in der Region", NEWSPAPER)
    assert drifts_of([hedged, firm, after], [CITES]) == ()


def test_a_number_changes_and_rounding_is_no_change() -> None:
    before = told(1, "Im Hafen streiken seit Montag 1.200 Hafenarbeiter")
    assert kinds(before, told(2, "Im Hafen streiken 12.000 Hafenarbeiter", NEWSPAPER)) == [
        ("number", "1,200", "12,000")
    ]
    rough = told(1, "Im Hafen streiken rund 1.200 Hafenarbeiter")
    assert kinds(rough, told(2, "Im Hafen streiken 1.180 Hafenarbeiter", NEWSPAPER)) == []


def test_numbers_of_different_things_are_not_compared() -> None:
    before = told(1, "Der Streik im Hafen trifft 12 Reedereien")
    assert kinds(before, told(2, "Der Streik im Hafen trifft 30 Schiffe", NEWSPAPER)) == []


def test_a_name_stands_in_place_of_another() -> None:
    before = told(1, "Der Konzern Summit Crest will die Bergbahnen kaufen")
    after = told(2, "Der Konzern Summit Quest will die Bergbahnen kaufen", NEWSPAPER)
    assert kinds(before, after) == [("name", "Crest", "Quest")]


def test_a_date_changes_and_a_less_exact_one_does_not() -> None:
    before = told(1, "Das Werk in Ahrenstedt soll am 30. September schließen")
    assert kinds(before, told(2, "Das Werk in Ahrenstedt soll am 30. Dezember schließen", NEWSPAPER)) == [
        ("date", "30. September", "30. Dezember")
    ]
    assert kinds(before, told(2, "Das Werk in Ahrenstedt soll im September schließen", NEWSPAPER)) == []


def test_the_source_is_dropped_from_copied_words() -> None:
    text = "Der Aufsichtsrat habe sich gegen den Trainer ausgesprochen"
    assert kinds(told(1, text, NEWSPAPER), told(2, text), COPIES) == [
        ("attribution-dropped", "Hansische Rundschau", None)
    ]
    assert kinds(told(1, text, NEWSPAPER), told(2, text, NEWSPAPER), COPIES) == []


def test_headings_are_not_held_against_the_text() -> None:
    title = "Bank schließt jede dritte Filiale im Norden"
    heading = told(1, title, start=0, title=title)
    body = told(
        1, "Die Bank könnte jede dritte Filiale schließen", marker=("könnte", "epistemic"), title=title
    )
    after = told(
        2, "Die Bank könnte jede dritte Filiale schließen", NEWSPAPER, marker=("könnte", "epistemic")
    )
    assert drifts_of([heading, body, after], [CITES]) == ()


def test_only_reports_that_have_it_from_one_another_are_compared() -> None:
    tellings = [told(1, "Es streiken 1.200 Hafenarbeiter"), told(2, "Es streiken 12.000 Hafenarbeiter")]
    assert drifts_of(tellings, [Passing(giver="source:x", taker="report:1", how="cites")]) == ()


def test_the_order_of_the_arguments_does_not_matter() -> None:
    tellings = [
        told(1, "Es streiken 1.200 Hafenarbeiter"),
        told(2, "Es streiken 12.000 Hafenarbeiter", NEWSPAPER),
    ]
    passings = [CITES, COPIES]
    expected: Sequence[Drift] = drifts_of(tellings, passings)
    assert len(expected) == 1
    assert drifts_of(tellings[::-1], passings[::-1]) == expected


def test_firmness_is_counted_for_the_outlet_that_relays() -> None:
    hedged = told(
        1, "Die Bank könnte jede dritte Filiale schließen", marker=("könnte", "epistemic"), outlet="dep"
    )
    firm = told(2, "Die Bank schließt jede dritte Filiale", NEWSPAPER, outlet="Extrablitz")
    same = told(
        2,
        "Die Bank könnte jede dritte Filiale schließen",
        NEWSPAPER,
        marker=("könnte", "epistemic"),
        outlet="Extrablitz",
    )
    assert firmness_by_outlet([([hedged, firm], [CITES]), ([hedged, same], [CITES])]) == {
        "Extrablitz": Firming(relayed=2, firmer=1, softer=0)
    }

"""Which ends of a claim's graph are one, where reports call a source differently."""

from __future__ import annotations

import msgspec
from tests.linking.test_origins import count, hop, told

from laut.records import Hop, Span


def held(name: str, office: str | None) -> Hop:
    return msgspec.structs.replace(hop(name, "person"), office=office)


def unnamed(name: str, kind: str = "group") -> Hop:
    return hop(name, kind, named=False)  # type: ignore[arg-type]


def test_a_leader_stays_one_where_another_report_gives_no_office() -> None:
    works = hop("Wasserwerk Marnau", "organisation")
    tellings = [
        told(1, held("Jens Holm", "Geschäftsführer")),
        told(2, held("Jens Holm", None)),
        told(3, works),
    ]
    assert count(tellings)[:2] == (1, 1)


def test_a_managing_director_speaks_for_a_firm_and_not_for_an_authority_or_its_paper() -> None:
    director, office = held("Jens Holm", "Geschäftsführer"), hop("Gutachten des Veterinäramts", "document")
    assert count([told(1, director), told(2, office)])[:2] == (2, 2)
    works = hop("Schlachthof Marnau", "organisation")
    assert count([told(1, director), told(2, office), told(3, works)])[:2] == (2, 2)


def test_a_lawyer_without_a_name_is_the_one_whom_another_report_names() -> None:
    client = unnamed("Anwältin von Rita Voss", "person")
    assert count([told(1, client), told(2, held("Ida Roth", "Anwältin")), told(3, held("Ida Roth", None))])[:2] == (
        1, 1,
    )  # fmt: skip
    other = held("Ida Roth", "Anwältin von Karl Muster")
    assert count([told(1, client), told(2, other)])[:2] == (2, 2)


def test_who_spoke_to_the_outlet_itself_is_not_behind_the_medium_that_it_cites() -> None:
    """ "Laut Kurier … Eine eingeweihte Person sagte nun auch Radio Lenz, …" """
    cited = told(2, hop("Kurier"), unnamed("Regierungskreise"), outlet="Radio Lenz", day=3)
    heard = told(2, unnamed("eingeweihte Person", "person"), outlet="Radio Lenz", day=3, start=300)
    first = told(1, unnamed("Regierungskreise"), outlet="Kurier")
    spoken_to = msgspec.structs.replace(heard.statement, addressee=(Span(290, 300, "Radio Lenz"),))
    assert count([first, cited, msgspec.structs.replace(heard, statement=spoken_to)])[:2] == (1, 2)
    elsewhere = msgspec.structs.replace(heard.statement, addressee=(Span(290, 300, "dem Blatt"),))
    assert count([first, cited, msgspec.structs.replace(heard, statement=elsewhere)])[:2] == (1, 1)

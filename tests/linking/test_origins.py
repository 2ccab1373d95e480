"""Who has a claim from whom, and how many independent origins that leaves."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import msgspec
import pytest

from laut.linking.copies import Copy
from laut.linking.credibility import credibility_of
from laut.linking.origins import origins_of
from laut.reading.actors.registry import Registry
from laut.records import (
    Actor,
    DateRange,
    Factuality,
    Hop,
    Origin,
    Origins,
    Role,
    SourceKind,
    Span,
    Statement,
    Told,
)

REGISTRY = Registry(
    [
        Actor(id="Q9684", name="The New York Times", kind="media", names={"de": ("New York Times", "NYT")}),
        Actor(id="Q30", name="USA", kind="government"),
        Actor(id="Q159", name="Russland", kind="government"),
        Actor(id="Q7747", name="Wladimir Putin", kind="person", side="Q159"),
        Actor(id="Q1140115", name="russische Regierung", kind="government", names={"de": ("Kreml",)}, side="Q159"),
        Actor(
            id="Q4530046", name="Dmitri Peskow", kind="person", side="Q159",
            roles=(Role(title="spokesperson", of="Q1140115"),),
        ),
    ]
)  # fmt: skip


def hop(name: str, kind: SourceKind = "media", *, named: bool = True, weak: bool = False) -> Hop:
    found = REGISTRY.named(name)
    return Hop(
        name=name, kind=kind, named=named, weak=weak, actor=found[0].id if found else None, stance="neutral"
    )


OFFICIALS = hop("US-Beamte", "group", named=False)
NYT = hop("New York Times")


def told(
    report: int,
    *chain: Hop,
    outlet: str | None = None,
    day: int = 2,
    text: str = "Die Generäle sprachen über den Einsatz",
    title: str | None = None,
    start: int = 100,
    bare: bool = False,
) -> Told:
    content = Span(start, start + len(text), text)
    factuality = Factuality(outlet="CT+" if bare else "Uu", originator="CT+")
    date = dt.date(2022, 11, day)
    return Told(
        statement=Statement(
            id=f"s{report}-{start}", form="indirect", medium="speech", confidence=1.0, content=(content,),
            speaker=chain[-1] if chain else None, chain=chain, factuality=factuality,
        ),
        report=report, article=f"a{report}", title=title, outlet=outlet or f"Blatt Nummer {report}",
        published=DateRange(date, date), language="de",
    )  # fmt: skip


def count(tellings: Sequence[Told], *copies: Copy) -> tuple[int, int, list[str]]:
    origins, _ = origins_of(tellings, copies, registry=REGISTRY)
    return origins.at_least, origins.at_most, [root.name for root in origins.roots]


def copied(one: int, other: int, share: float = 0.9) -> Copy:
    return Copy(f"a{one}", 0, 400, f"a{other}", 0, 400, share)


def test_reports_that_cite_one_newspaper_have_one_origin() -> None:
    tellings = [told(1, NYT), told(2, hop("The New York Times")), told(3, hop("NYT"))]
    assert count(tellings) == (1, 1, ["The New York Times"])


def test_what_one_report_says_of_the_newspapers_source_holds_for_all() -> None:
    origins, passings = origins_of([told(1, NYT), told(2, NYT, OFFICIALS)], (), registry=REGISTRY)
    assert [(root.name, root.reports, root.via) for root in origins.roots] == [
        ("US-Beamte", 2, ("The New York Times",))
    ]
    assert {(one.taker, one.giver, one.how) for one in passings} >= {
        ("report:1", "source:Q9684", "cites"),
        ("report:2", "source:Q9684", "cites"),
    }


def test_a_public_statement_is_one_origin_however_it_travelled() -> None:
    putin = hop("Wladimir Putin", "person")
    assert count([told(1, putin), told(2, NYT, putin), told(3, hop("Pegel24"), putin)]) == (
        1, 1, ["Wladimir Putin"],
    )  # fmt: skip


def test_a_cited_paper_among_the_reports_is_followed_to_its_own_source() -> None:
    paper = hop("internes Papier des Vorstands", "document")
    tellings = [
        told(1, paper, outlet="Hansische Rundschau", day=1),
        told(2, hop("„Hansischen Rundschau“"), outlet="dep", day=2),
        told(3, hop("Bericht der Hansischen Rundschau", "document", named=False), day=3),
    ]
    origins, passings = origins_of(tellings, (), registry=REGISTRY)
    assert (origins.at_least, origins.at_most) == (1, 1)
    assert origins.roots[0].name == "internes Papier des Vorstands"
    assert origins.roots[0].via == ("Hansische Rundschau",)
    assert ("report:3", "report:1") in {(one.taker, one.giver) for one in passings}


def test_unnamed_sources_of_two_papers_may_be_the_same_people() -> None:
    insider = hop("Insider", "group", named=False)
    assert count([told(1, insider), told(2, hop("Beamte", "group", named=False))])[:2] == (1, 2)


def test_states_rule_out_that_unnamed_sources_are_the_same() -> None:
    russians = hop("russische Beamte", "group", named=False)
    assert count([told(1, OFFICIALS), told(2, russians)])[:2] == (2, 2)


def test_houses_rule_out_that_unnamed_sources_are_the_same() -> None:
    council = hop("Mitglied des Gemeinderats", "person", named=False)
    union = hop("Vertreter der Gewerkschaft", "person", named=False)
    assert count([told(1, council), told(2, union)])[:2] == (2, 2)


def test_who_speaks_on_the_record_is_not_the_unnamed_source() -> None:
    assert count([told(1, OFFICIALS), told(2, hop("Carla Domning", "person"))])[:2] == (2, 2)


def test_a_spokesperson_and_the_house_are_one() -> None:
    fire = hop("Feuerwehr", "government")
    spokesmen = [hop(name, "person", named=False) for name in ("Feuerwehrsprecher", "Sprecher der Feuerwehr")]
    tellings = [told(1, fire), *(told(n, one) for n, one in enumerate(spokesmen, start=2))]
    assert count(tellings) == (1, 1, ["Feuerwehr"])


def test_a_named_spokesman_and_the_government_that_he_speaks_for_are_one() -> None:
    assert count([told(1, hop("Dmitri Peskow", "person")), told(2, hop("Kreml", "government"))])[:2] == (1, 1)


def test_somebody_of_a_firm_without_a_name_is_not_the_firm_on_the_record() -> None:
    member = hop("Mitglied des Aufsichtsrats von Lumenta", "person", named=False)
    assert count([told(1, member), told(2, hop("Lumenta", "organisation"))])[:2] == (2, 2)


def test_an_outlet_that_has_found_something_out_has_a_source_of_its_own() -> None:
    own = told(1, hop("Kurier", "media"), outlet="Kurier")
    frame = (Span(0, 29, "nach Informationen des Kuriers"),)
    found_out = msgspec.structs.replace(own, statement=msgspec.structs.replace(own.statement, frame=frame))
    least, most, names = count([found_out, told(2, hop("Polizei", "government"))])
    assert (least, most) == (2, 2)
    assert "Kurier (a source of its own)" in names


def test_circles_that_say_little_of_themselves_may_be_the_same() -> None:
    circles = [hop(name, "group", named=False) for name in ("Ermittlerkreise", "Sicherheitskreise")]
    assert count([told(1, circles[0]), told(2, circles[1])])[:2] == (1, 2)


def test_who_is_told_of_next_is_whom_a_report_means_by_circles() -> None:
    circles = hop("Parteikreise", "group", named=False)
    members = hop("Mitglieder des Gremiums", "group", named=False)
    others = hop("Beamte der Bahn", "group", named=False)
    assert count([told(1, circles), told(1, members)])[:2] == (1, 1)
    assert count([told(1, circles), told(1, others)])[1] == 2


def test_an_abbreviation_is_the_house_that_another_report_names() -> None:
    office, chief = (
        hop("Landesamt für Gewässerschutz", "government"),
        hop("Sprecher von LGS", "person", named=False),
    )
    assert count([told(1, office), told(2, chief)])[:2] == (1, 1)


def test_drafts_are_one_once_those_that_are_told_apart_are() -> None:
    minister = msgspec.structs.replace(hop("Uta Kern", "person"), office="Verkehrsministerin")
    drafts = [
        hop("Referentenentwurf", "document", named=False), hop("Kerns Entwurf", "document"),
        hop("Entwurf", "document", named=False),
    ]  # fmt: skip
    tellings = [told(number, draft) for number, draft in enumerate(drafts, start=2)]
    assert count([told(1, minister), *tellings])[:2] == (1, 1)


def test_a_surname_in_the_genitive_is_the_person() -> None:
    assert count([told(1, hop("Uta Kern", "person")), told(2, hop("Kerns", "person"))])[:2] == (1, 1)


def test_who_speaks_at_the_seat_of_a_government_is_of_it() -> None:
    speaker = hop("Sprecherin des Außenministeriums in Marnau", "person", named=False)
    assert count([told(1, speaker), told(2, hop("Führung in Marnau", "government"))])[:2] == (1, 1)
    office = hop("Sprecherin des Wetteramts in Marnau", "person", named=False)
    assert count([told(1, office), told(2, hop("Führung in Marnau", "government"))])[:2] == (2, 2)


def test_a_leader_without_a_house_speaks_for_the_only_one_that_is_named() -> None:
    leader = msgspec.structs.replace(hop("Maren Holtz", "person"), office="Geschäftsführerin")
    works = hop("Stadtwerke Lenz", "organisation")
    assert count([told(1, leader), told(2, works)])[:2] == (1, 1)
    police, head = hop("Polizei", "government"), msgspec.structs.replace(leader, office="Leiterin")
    assert count([told(1, head), told(2, works), told(3, police)])[:2] == (3, 3)


def test_leaders_of_whom_no_house_is_named_lead_the_one_that_all_reports_are_about() -> None:
    leader = msgspec.structs.replace(hop("Maren Holtz", "person"), office="Geschäftsführerin")
    assert count([told(1, leader), told(2, hop("Betreiberin", "organisation", named=False))])[:2] == (1, 1)


def test_a_houses_own_paper_is_no_second_origin() -> None:
    paper = hop("Schreiben der Geschäftsleitung an den Verwaltungsrat", "document")
    assert count([told(1, paper), told(2, hop("Geschäftsleitung", "organisation"))])[:2] == (1, 1)


def test_a_paper_whose_words_say_which_it_is_is_one_in_all_reports() -> None:
    slides = hop("Folien für die Gesellschafterversammlung", "document", named=False)
    assert count([told(1, slides), told(2, hop("Dorfblatt"), slides)])[:2] == (1, 1)
    other = hop("Folien für den Betriebsrat", "document", named=False)
    assert count([told(1, slides), told(2, other)])[1] == 2
    vague = hop("internes Papier", "document", named=False)
    assert count([told(1, vague), told(2, vague)])[1] == 2


def test_who_leads_a_house_speaks_for_it() -> None:
    mayor = msgspec.structs.replace(
        hop("Silke Rauhut", "person"), spans=(Span(0, 32, "Oberbürgermeisterin Silke Rauhut"),)
    )
    assert count([told(1, mayor), told(2, hop("Stadt", "government"))])[:2] == (1, 1)
    assert count([told(1, mayor), told(2, hop("Polizei", "government"))])[:2] == (2, 2)


def test_copied_words_without_a_source_join_the_report_that_they_come_from() -> None:
    tellings = [told(1, hop("Feuerwehr", "government"), outlet="dep"), told(2, day=3), told(3, day=3)]
    origins, passings = origins_of(tellings, [copied(1, 2), copied(1, 3)], registry=REGISTRY)
    assert (origins.at_least, origins.at_most, origins.roots[0].reports) == (1, 1, 3)
    assert {(one.taker, one.giver) for one in passings if one.how == "copies"} == {
        ("report:2", "report:1"),
        ("report:3", "report:1"),
    }
    assert "2 of 3 reports copy dep, which has it from Feuerwehr" in origins.reasons


def test_a_copied_passage_says_nothing_of_other_statements_in_it() -> None:
    own = told(2, hop("Rocco Stein", "person"), text="Die Notversorgung habe danach völlig versagt")
    origins, passings = origins_of([told(1, OFFICIALS), own], [copied(1, 2)], registry=REGISTRY)
    assert not any(one.how == "copies" for one in passings)
    assert origins.at_most == 2


def test_an_agency_whose_code_stands_under_thirty_texts_counts_once() -> None:
    tellings = [told(n, hop("dpa", weak=True)) for n in range(1, 31)]
    origins, _ = origins_of(tellings, (), registry=REGISTRY)
    assert (origins.at_least, origins.at_most) == (1, 1)
    assert origins.reasons[0] == "30 of 30 reports copy dpa"


def test_an_outlets_own_word_is_a_root_that_may_be_any_other() -> None:
    assert count([told(1, hop("Polizei", "government")), told(2, bare=True)])[:2] == (1, 2)


def test_media_that_are_not_named_may_have_it_from_anybody() -> None:
    assert count([told(1, hop("Polizei", "government")), told(2, hop("US-Medien", named=False))])[:2] == (
        1,
        2,
    )


def test_hearsay_without_a_source_adds_no_origin() -> None:
    origins, _ = origins_of([told(1, OFFICIALS), told(2)], (), registry=REGISTRY)
    assert origins.at_most == 1
    assert "1 of 2 reports gives no source" in origins.reasons


def test_a_circle_is_opened_at_its_first_publication() -> None:
    tellings = [
        told(1, hop("Radio Mittelland"), outlet="Oderhainer Anzeiger", day=1),
        told(2, hop("Oderhainer Anzeiger"), outlet="Radio Mittelland", day=2),
    ]
    origins, passings = origins_of(tellings, (), registry=REGISTRY)
    assert (origins.at_least, origins.at_most, origins.roots[0].name) == (1, 1, "Oderhainer Anzeiger")
    assert {(one.taker, one.giver) for one in passings} == {("report:2", "report:1")}


def test_a_circle_with_a_way_out_stands_on_what_lies_at_its_end() -> None:
    tellings = [
        told(1, hop("Radio Mittelland"), outlet="Oderhainer Anzeiger", day=1),
        told(2, hop("Oderhainer Anzeiger"), outlet="Radio Mittelland", day=2),
        told(2, hop("Erika Muster", "person"), outlet="Radio Mittelland", day=2, start=300),
    ]
    assert count(tellings) == (1, 1, ["Erika Muster"])


def test_an_address_is_the_medium_that_another_report_names() -> None:
    tellings = [
        told(1, hop("Erika Muster", "person"), outlet="brotundbrezel.de", day=1),
        told(2, hop("Brot und Brezel"), outlet="Oderhainer Anzeiger", day=2),
    ]
    assert count(tellings) == (1, 1, ["Erika Muster"])


def test_a_state_and_its_houses_speak_with_one_voice() -> None:
    state = hop("USA", "government")
    assert count([told(1, state), told(2, hop("US-Außenministerium", "government"))])[:2] == (1, 1)
    assert count([told(1, state), told(2, hop("russische Angaben", "government", named=False))])[:2] == (2, 2)
    tajik = hop("tadschikische Angaben", "government", named=False)
    assert count([told(1, tajik), told(2, hop("Außenministerium in Duschanbe", "government"))])[:2] == (1, 1)


def test_a_copy_has_the_originals_words_from_there_whomever_it_names() -> None:
    original = told(1, hop("Radio Mittelland"), hop("Erika Muster", "person"))
    copy = told(2, hop("Stadt Lauenthal", "government"))
    for tellings in ([original, copy], [copy, original]):
        assert count(tellings, copied(1, 2)) == (1, 1, ["Erika Muster"])
    assert count([original, copy])[:2] == (2, 2)
    own = told(2, hop("Stadt Lauenthal", "government"), start=900)  # elsewhere in the copy
    assert count([original, copy, own], copied(1, 2))[:2] == (2, 2)


def test_a_works_council_is_not_the_firm_whose_director_speaks() -> None:
    director = msgspec.structs.replace(hop("Erika Muster", "person"), office="Direktorin")
    assert count([told(1, hop("Museum", "organisation")), told(2, director)])[:2] == (1, 1)
    assert count([told(1, hop("Betriebsrat", "organisation")), told(2, director)])[:2] == (2, 2)


def test_a_headline_that_names_less_than_the_text_adds_nothing() -> None:
    title = "Vereinspräsidentin bestreitet den Beschluss über den Trainer"
    heading = told(1, hop("FC Lauenthal", "organisation"), title=title, start=0, text=title[:40])
    body = told(1, hop("Carla Domning", "person"), title=title)
    assert count([heading, body]) == (1, 1, ["Carla Domning"])


def test_the_newspaper_is_the_one_that_the_report_names() -> None:
    tellings = [told(1, NYT), told(1, hop("Zeitung", named=False), start=300)]
    assert count(tellings) == (1, 1, ["The New York Times"])


def test_people_behind_the_cited_paper_are_its_source() -> None:
    origins, passings = origins_of(
        [told(1, NYT), told(1, OFFICIALS, start=300), told(2, NYT)], (), registry=REGISTRY
    )
    assert (origins.at_least, origins.at_most, origins.roots[0].reports) == (1, 1, 2)
    assert "source:Q9684" in {one.taker for one in passings}


def test_an_outlet_that_names_itself_cites_nobody() -> None:
    doctor = hop("Katrin Hovestadt", "person")
    origins, passings = origins_of(
        [told(1, hop("Anzeiger"), doctor, outlet="Sielauer Anzeiger")], (), registry=REGISTRY
    )
    assert [(one.taker, one.giver) for one in passings] == [("report:1", "source:katrin hovestadt")]
    assert origins.roots[0].via == ()


def mixed() -> list[Told]:
    return [
        told(1, OFFICIALS, outlet="Hansische Rundschau", day=1),
        told(2, hop("Hansische Rundschau"), outlet="dep", day=2),
        told(3, hop("dep"), outlet="Pegel24", day=2),
        told(4, day=2, outlet="Extrablitz"),
        told(5, hop("Insider", "group", named=False), outlet="Binnenlandfunk", day=4),
        told(6, hop("Carla Domning", "person"), NYT, outlet="Semmering-Post", day=4),
        told(7, bare=True, outlet="Kreisbote Marnau", day=5),
    ]


def test_nothing_depends_on_the_order_of_arrival_or_on_the_numbers_of_reports() -> None:
    copies = [copied(2, 4), copied(3, 4, 0.5)]
    origins, passings = origins_of(mixed(), copies, registry=REGISTRY)
    for seed in range(6):
        tellings = mixed()
        random.Random(seed).shuffle(tellings)
        assert origins_of(tellings, list(reversed(copies)), registry=REGISTRY) == (origins, passings)
    renumbered = [msgspec.structs.replace(one, report=100 - one.report) for one in mixed()]
    assert origins_of(renumbered, copies, registry=REGISTRY)[0] == origins


def test_roots_are_as_many_as_at_most_and_reasons_are_sentences() -> None:
    origins, _ = origins_of(mixed(), (), registry=REGISTRY)
    assert len(origins.roots) == origins.at_most >= origins.at_least
    assert any("first published on 1 November 2022 by Hansische Rundschau" in one for one in origins.reasons)


def test_no_statements_have_no_origins() -> None:
    assert origins_of((), (), registry=REGISTRY) == (Origins(at_least=0, at_most=0), ())


def roots(*named: bool, least: int | None = None) -> Origins:
    found = tuple(Origin(name=str(n), named=one, kind="person") for n, one in enumerate(named))
    return Origins(at_least=len(found) if least is None else least, at_most=len(found), roots=found)


@pytest.mark.parametrize(
    ("origins", "denials", "grade"),
    [
        (roots(True, True), None, 1),
        (roots(True, False), None, 2),
        (roots(True), None, 3),
        (roots(False, False), None, 3),
        (roots(False, False, least=1), None, 6),
        (roots(), None, 6),
        (roots(True, True), roots(True), 3),
        (roots(True), roots(True), 4),
        (roots(False), roots(True), 4),
        (roots(True), roots(True, True), 5),
    ],
)
def test_information_credibility_follows_the_table(
    origins: Origins, denials: Origins | None, grade: int
) -> None:
    assert credibility_of(origins, denials) == grade


def test_who_is_named_only_then_is_the_one_that_was_called_by_an_office() -> None:
    unnamed = hop("Gemeinderätin", "person", named=False)
    named = msgspec.structs.replace(hop("Vera Muster", "person"), office="Oppositionsgemeinderätin")
    other = msgspec.structs.replace(hop("Vera Muster", "person"), office="Bäuerin")
    assert count([told(1, unnamed), told(1, named, start=300)]) == (1, 1, ["Vera Muster"])
    assert count([told(1, unnamed), told(2, named)])[:2] == (1, 2)
    assert count([told(1, unnamed), told(1, other, start=300)])[:2] == (2, 2)


def test_a_paper_is_the_only_one_of_its_sort_that_another_report_tells_apart() -> None:
    bare = hop("Protokoll", "document", named=False)
    owned = hop("Protokoll der Wahlkommission", "document", named=False)
    other = hop("Protokoll der Baukommission", "document", named=False)
    assert count([told(1, owned), told(2, bare)])[:2] == (1, 1)
    assert count([told(1, owned), told(2, hop("Gutachten", "document", named=False))])[1] == 2
    assert count([told(1, owned), told(2, other), told(3, bare)])[1] == 3  # which of the two?


def test_people_of_the_firm_and_of_its_board_may_be_the_same() -> None:
    firm, board = (
        hop("Leute aus dem Konzern", "group", named=False),
        hop("Aufsichtsratskreise", "group", named=False),
    )
    assert count([told(1, firm), told(2, board)])[:2] == (1, 2)
    assert count([told(1, board), told(2, hop("Feuerwehrkreise", "group", named=False))])[:2] == (2, 2)

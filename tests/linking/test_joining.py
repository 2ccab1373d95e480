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


def test_a_firm_is_called_by_the_first_part_of_its_name() -> None:
    bank, short = hop("Lenz-Bank", "organisation"), hop("Lenz", "organisation")
    assert count([told(1, bank), told(2, short)]) == (1, 1, ["Lenz-Bank"])
    assert count([told(1, hop("Lenz-Betriebsrat", "organisation")), told(2, short)])[:2] == (2, 2)
    yard = hop("Lenz-Werft", "organisation")
    assert count([told(1, bank), told(2, yard), told(3, short)])[:2] == (3, 3)  # which of the two?


def test_a_house_does_not_have_it_from_the_medium_that_has_it_from_there() -> None:
    """ "Nach Erkenntnissen des Zolls, die dem Kurier vorliegen, …" """
    office, paper = hop("Zoll", "government"), hop("Kurier")
    tellings = [
        told(1, office, outlet="Kurier"),
        told(2, office, paper, day=3),
        told(3, held("Jens Holm", "Leiter des Zolls"), day=4),
    ]
    assert count(tellings)[:2] == (1, 1)


def test_what_another_report_says_of_an_outlets_sources_tells_them_apart() -> None:
    officials = told(1, unnamed("Beamte"), outlet="Kurier")
    told_of = told(2, hop("Kurier"), unnamed("Mitarbeiter des Zolls"), day=3)
    board = told(3, unnamed("Mitglied des Gemeinderats", "person"), day=4)
    assert count([officials, board])[:2] == (1, 2)
    assert count([officials, told_of, board])[:2] == (2, 2)
    fire = told(
        4, hop("Kurier"), unnamed("Leute der Feuerwehr"), day=4
    )  # the reports differ: the first one counts
    assert count([officials, told_of, fire, board])[:2] == (2, 2)


def test_a_paper_is_of_the_house_that_another_report_names_behind_its_outlet() -> None:
    paper = told(1, unnamed("Papier", "document"), outlet="Kurier")
    head = told(3, held("Jens Holm", "Leiter des Zolls"), day=4)
    assert count([paper, told(2, hop("Kurier"), day=3), head])[:2] == (2, 2)
    assert count([paper, told(2, hop("Kurier"), hop("Zoll", "government"), day=3), head])[:2] == (1, 1)


def test_a_programme_is_the_outlet_that_broadcasts_it() -> None:
    people = unnamed("ehemalige Ruderer")
    magazine = hop("Kontraste am Abend")
    words = "das TV-Magazin „Kontraste am Abend“ (Kanal Drei)"
    introduced = msgspec.structs.replace(magazine, spans=(Span(0, len(words), words),))
    first = told(1, people, outlet="Kanal Drei")
    later = told(3, magazine, unnamed("frühere Ruderer"), day=4)
    assert count([first, later])[:2] == (1, 2)
    assert count([first, told(2, introduced, day=3), later])[:2] == (1, 1)
    beside = "„Kontraste am Abend“ und Kanal Drei"
    both = msgspec.structs.replace(magazine, spans=(Span(0, len(beside), beside),))
    assert count([first, told(2, both, day=3), later])[:2] == (1, 2)


def test_who_writes_the_papers_of_a_firm_is_one_with_its_paper_and_not_with_the_firm() -> None:
    experts = unnamed("Fachleute von Kern Daten")
    report, firm = unnamed("Bericht von Kern Daten", "document"), hop("Kern Daten", "organisation")
    assert count([told(1, report), told(2, experts)])[:2] == (1, 1)
    assert count([told(1, firm), told(2, experts)])[:2] == (2, 2)
    assert count([told(1, report), told(2, unnamed("Beschäftigte von Kern Daten"))])[1] == 2


def test_a_government_is_one_with_its_country_where_only_one_seat_is_named() -> None:
    words = "sagte Regierungssprecher Jens Holm am Montag in Tolmar"
    speaker = told(1, held("Jens Holm", "Regierungssprecher"))
    frame = msgspec.structs.replace(speaker.statement, frame=(Span(0, len(words), words),))
    speaker = msgspec.structs.replace(speaker, statement=frame)
    rulers, country = hop("Führung in Tolmar", "government"), hop("Morwenien", "government")
    assert count([speaker, told(2, rulers)])[:2] == (1, 1)
    assert count([speaker, told(2, rulers), told(3, country)]) == (1, 1, ["Morwenien"])
    other = hop("Führung in Sestra", "government")
    assert count([speaker, told(2, other), told(3, country)])[:2] == (3, 3)  # whose is which?
    assert count([speaker, told(2, hop("Russland", "government")), told(3, country)])[1] == 3
    itself = hop("Regierung von Morwenien in Tolmar", "government")
    assert count([speaker, told(2, itself), told(3, country)])[:2] == (1, 1)
    home = told(4, held("Jens Holm", "Regierungssprecher"))
    assert count([home, told(3, country)])[:2] == (2, 2)


def test_whoever_is_of_the_house_may_be_of_any() -> None:
    inside, clinic = unnamed("Ärzte des Hauses"), unnamed("Ärzte der Klinik")
    assert count([told(1, inside), told(2, clinic)])[:2] == (1, 2)
    assert count([told(1, inside), told(2, unnamed("Hebammen der Klinik"))])[:2] == (2, 2)
    assert count([told(1, inside), told(2, unnamed("Beschäftigte der Klinik"))])[:2] == (1, 2)


def test_the_boss_of_a_house_is_its_head_by_name() -> None:
    boss, head = unnamed("Ruder-Boss", "person"), held("Jens Holm", "Ruder-Präsident")
    assert count([told(1, boss), told(2, head)])[:2] == (1, 1)


def test_a_witness_is_behind_the_record_of_what_she_said() -> None:
    """ "Laut der früheren Büroleiterin … Aus dem Protokoll von Rita Voss geht hervor … sagte Rita Voss" """
    keeper = told(1, unnamed("frühere Büroleiterin der Werft", "person"))
    record = told(2, hop("Protokoll von Rita Voss", "document"))
    voss = told(3, held("Rita Voss", "frühere Büroleiterin der Werft"), day=4)
    assert count([keeper, record, voss])[:2] == (1, 1)
    assert count([keeper, record])[:2] == (2, 2)


def test_people_of_bodies_that_say_nothing_of_their_house_may_be_the_same() -> None:
    board, circle = (
        unnamed("Mitglieder des Landesvorstands"),
        unnamed("Person aus dem Umfeld der Parteispitze", "person"),
    )
    assert count([told(1, board), told(2, circle)])[:2] == (1, 2)
    assert count([told(1, board), told(2, unnamed("Leute aus der Feuerwehr"))])[:2] == (2, 2)


def test_outlets_that_found_it_out_together_are_one_origin() -> None:
    """ "Recherchen des Kuriers und des Kanals Drei", as either of them and a third one have it."""
    both = unnamed("Kanal Drei und Kurier")
    kurier = told(1, hop("Kurier"), outlet="Kurier")
    kanal, third = told(2, both, outlet="Kanal Drei", day=1), told(3, both, outlet="Bote", day=2)
    assert count([kurier, kanal])[:2] == (1, 1)
    assert count([kurier, kanal, third])[:2] == (1, 1)
    roth = told(1, held("Ida Roth", None), outlet="Kurier")
    assert count([roth, kanal, third]) == (1, 1, ["Ida Roth"])
    other = unnamed("Kanal Vier und Kurier")
    assert count([roth, told(2, other, outlet="Kanal Drei"), told(3, other, outlet="Bote")])[:2] == (2, 3)


def test_whom_a_report_calls_by_office_is_the_only_one_whom_others_name_with_it() -> None:
    named = told(1, held("Uta Kern", "Landeshauptfrau"))
    for words in ("Landeshauptfrau", "Landeschefin", "bisherige Landeshauptfrau"):
        assert count([named, told(2, unnamed(words, "person"))])[:2] == (1, 1), words
    for words in ("Landesrätin", "Ärztin"):
        assert count([named, told(2, unnamed(words, "person"))])[:2] != (1, 1), words
    other = told(3, held("Ida Roth", "Landeshauptfrau"))
    assert count([named, other, told(2, unnamed("Landeshauptfrau", "person"))])[:2] != (2, 2)


def test_one_of_several_is_nobody_whom_others_name() -> None:
    one = msgspec.structs.replace(
        unnamed("Landeshauptfrau", "person"), spans=(Span(0, 19, "eine Landeshauptfrau"),)
    )
    assert count([told(1, held("Uta Kern", "Landeshauptfrau")), told(2, one)])[:2] == (1, 2)


def test_a_paper_without_a_name_is_the_one_outlet_that_had_it_before() -> None:
    first = told(1, unnamed("Beamte"), outlet="Moorer Tageblatt")
    paper, programme = (
        hop("dortige Zeitung", "media", named=False),
        hop("dortiger Sender", "media", named=False),
    )
    several = hop("Medienberichte", "media", named=False)
    for source, most in ((paper, 1), (programme, 2), (several, 2)):
        assert count([first, told(2, source, outlet="Elbpost", day=3)])[:2] == (1, most), source.name
    other = told(3, held("Ida Roth", "Ärztin"), outlet="Deichkurier")
    assert count([first, other, told(2, paper, outlet="Elbpost", day=3)])[:2] == (2, 3)


def test_a_draft_is_the_one_that_others_say_more_of_behind_its_outlet() -> None:
    own = told(1, hop("Entwurf", "document", named=False), outlet="Elbpost")
    cited = told(2, hop("Elbpost"), hop("Entwurf des Bauamts", "document"), outlet="Radio Lenz", day=3)
    office = told(3, hop("Bauamt", "government"), outlet="Deichkurier", day=4)
    assert count([own, cited, office])[:2] == (1, 1)

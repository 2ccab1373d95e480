"""According to whom? Chains of made-up reports, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from tests.reading.chain.fakes import KNOWN, FakeCast, statement_of

from laut.reading.chain import trace
from laut.reading.prose import prose_of
from laut.records import Article, Form, Note, Section, SectionKind, SourceKind, Statement


def chain_of(statement: Statement) -> list[str | None]:
    return [hop.name for hop in statement.chain]


def traced(
    text: str,
    *contents: str,
    forms: tuple[Form, ...] = (),
    kind: SectionKind = "paragraph",
    known: Mapping[str, tuple[str, SourceKind, bool]] = KNOWN,
    sections: tuple[Section, ...] = (),
) -> tuple[tuple[Statement, ...], tuple[Note, ...]]:
    """Trace a text with statements of which only the contents are known."""
    statements = [
        statement_of(text, n, content, forms[n] if n < len(forms) else "indirect")
        for n, content in enumerate(contents)
    ]
    readable = sections or (Section(kind, 0, len(text)),)
    article = Article(id="a", text=text, language="de", sections=readable)
    prose = prose_of(article, [one for one in readable if one.kind not in ("agency", "dateline", "caption")])
    return trace(prose, statements, FakeCast(text, known))


ONE_STATEMENT = [
    ("Die Brücke bleibe gesperrt, sagte Lindqvist am Montag.", ["Karla Lindqvist"]),
    ("Lindqvist sagte, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    ("Die Brücke bleibe gesperrt, so Lindqvist.", ["Karla Lindqvist"]),
    ("Am Montag hatte Lindqvist mitgeteilt, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    ("Lindqvist teilte am Montag mit, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    ("Laut Polizei bleibt die Brücke gesperrt.", ["Polizei"]),
    ("Der Polizei zufolge bleibt die Brücke gesperrt.", ["Polizei"]),
    ("Nach Angaben der Polizei bleibt die Brücke gesperrt.", ["Polizei"]),
    ("Nach Auffassung von Lindqvist bleibt die Brücke gesperrt.", ["Karla Lindqvist"]),
    ("Wie der Hafenkurier berichtet, bleibt die Brücke gesperrt.", ["Hafenkurier"]),
    ("Der Polizei in Mullau zufolge bleibt die Brücke gesperrt.", ["Polizei"]),
    ("Einem Bericht des Hafenkuriers zufolge bleibt die Brücke gesperrt.", ["Hafenkurier"]),
    ("Dem Bericht zufolge bleibt die Brücke gesperrt.", ["Hafenkurier"]),
    ("Lindqvist sagte dem Hafenkurier, die Brücke bleibe gesperrt.", ["Hafenkurier", "Karla Lindqvist"]),
    ("Lindqvist sagte der Zeitung, die Brücke bleibe gesperrt.", ["Hafenkurier", "Karla Lindqvist"]),
    (
        "Gegenüber dem Hafenkurier sagte Lindqvist, die Brücke bleibe gesperrt.",
        ["Hafenkurier", "Karla Lindqvist"],
    ),
    (
        "Die Brücke bleibe gesperrt, sagte Lindqvist im Gespräch mit der Zeitung.",
        ["Hafenkurier", "Karla Lindqvist"],
    ),
    (
        "Auf Nachfrage des Hafenkuriers sagte Lindqvist, die Brücke bleibe gesperrt.",
        ["Hafenkurier", "Karla Lindqvist"],
    ),
    ("Lindqvist sagte Osterkamp, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    ("Lindqvist sagte im Fernsehen, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    ("Auf eine Frage nach dem Bericht sagte Lindqvist, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    (
        "Sowohl die Polizei als auch Lindqvist sagten, die Brücke bleibe gesperrt.",
        ["Polizei und Karla Lindqvist"],
    ),
    (
        "Sowohl Osterkamp, die Polizei als auch Lindqvist sagten am Montag, die Brücke bleibe gesperrt.",
        ["Jens Osterkamp, Polizei und Karla Lindqvist"],
    ),
    ("Einzig die Polizei gab bekannt, die Brücke bleibe gesperrt.", ["Polizei"]),
    ("Die Brücke bleibe gesperrt, liess Lindqvist ausrichten.", ["Karla Lindqvist"]),
    ("Zwar herrscht die Meinung, die Brücke bleibe gesperrt.", []),
    ("Damit bestätigt sich die Befürchtung, die Brücke bleibe gesperrt.", []),
    ("Man geht davon aus, die Brücke bleibe gesperrt.", []),
    ("Osterkamp lobte die Polizei und erklärte, die Brücke bleibe gesperrt.", ["Jens Osterkamp"]),
    (
        "Der Hafenkurier meldete unter Berufung auf Insider, die Brücke bleibe gesperrt.",
        ["Hafenkurier", "Insider"],
    ),
    (
        "Die Zeitung, die sich auf Insider beruft, schreibt, die Brücke bleibe gesperrt.",
        ["Hafenkurier", "Insider"],
    ),
    (
        "Wie der Hafenkurier von Insidern erfahren haben will, bleibt die Brücke gesperrt.",
        ["Hafenkurier", "Insider"],
    ),
    (
        "Der Hafenkurier zitiert Lindqvist mit den Worten, die Brücke bleibe gesperrt.",
        ["Hafenkurier", "Karla Lindqvist"],
    ),
    ("Die Brücke bleibe gesperrt, hieß es aus der Polizei.", ["Polizei"]),
    ("Aus Polizeikreisen verlautete, die Brücke bleibe gesperrt.", ["Polizeikreisen"]),
    ("Die Brücke bleibe gesperrt, sagte Lindqvist laut Polizei.", ["Polizei", "Karla Lindqvist"]),
    ("Die Brücke bleibe gesperrt, wurde von Lindqvist mitgeteilt.", ["Karla Lindqvist"]),
    ("Auf Anfrage bestritt Osterkamp, dass die Brücke gesperrt bleibe.", ["Jens Osterkamp"]),
    ("Nachdem der Verkehr stockte, sagte Lindqvist, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    (
        "Der Chef im Hafenamt, Osterkamp, hatte Lindqvist erklärt, die Brücke bleibe gesperrt.",
        ["Jens Osterkamp"],
    ),
    ("Eine Woche davor hatte Lindqvist gesagt, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    ("Osterkamp schweigt dazu, Lindqvist warnt, die Brücke bleibe gesperrt.", ["Karla Lindqvist"]),
    ("Es wird vermutet, die Brücke bleibe gesperrt.", []),
]


@pytest.mark.parametrize(("text", "chain"), ONE_STATEMENT, ids=[text for text, _ in ONE_STATEMENT])
def test_a_sentence_names_its_sources_from_the_outlet_to_the_originator(text: str, chain: list[str]) -> None:
    content = re.search(
        r"[Dd]ie Brücke bleibe gesperrt|bleibt die Brücke gesperrt|dass die Brücke .* bleibe", text
    )
    assert content
    statements, _ = traced(text, content.group())
    assert chain_of(statements[0]) == chain


def test_the_speaker_is_the_last_hop() -> None:
    (statement,), _ = traced(
        "Lindqvist sagte dem Hafenkurier, die Brücke bleibe gesperrt.", "die Brücke bleibe gesperrt"
    )
    assert statement.speaker is not None
    assert statement.speaker.name == "Karla Lindqvist"
    assert [span.text for span in statement.speaker.spans] == ["Lindqvist"]


def test_without_a_source_there_is_neither_chain_nor_speaker() -> None:
    (statement,), _ = traced("Die Brücke bleibe gesperrt.", "Die Brücke bleibe gesperrt.")
    assert statement.chain == ()
    assert statement.speaker is None


def test_the_model_s_speaker_is_used_where_grammar_sees_none() -> None:
    text = "Lindqvist über die Brücke: „Sie bleibt gesperrt.“"
    article = Article(id="a", text=text, language="de")
    one = statement_of(text, 0, "„Sie bleibt gesperrt.“", "direct", speaker="Lindqvist")
    (statement,), _ = trace(prose_of(article, []), [one], FakeCast(text, KNOWN))
    assert chain_of(statement) == ["Karla Lindqvist"]


def test_grammar_mends_a_speaker_that_the_model_takes_from_a_prepositional_phrase() -> None:
    text = "Die Brücke bleibe gesperrt, sagte Lindqvist nach Beratungen der Polizei."
    article = Article(id="a", text=text, language="de")
    one = statement_of(text, 0, "Die Brücke bleibe gesperrt", speaker="Beratungen der Polizei", cue="sagte")
    (statement,), _ = trace(prose_of(article, []), [one], FakeCast(text, KNOWN))
    assert chain_of(statement) == ["Karla Lindqvist"]


def test_own_words_of_the_subject_are_the_subject_s() -> None:
    (statement,), _ = traced(
        "Lindqvist hat nach eigenen Angaben die Brücke gesperrt.",
        "Lindqvist hat … die Brücke gesperrt",
    )
    assert chain_of(statement) == ["Karla Lindqvist"]


def test_a_sentence_behind_gives_the_source_of_the_one_before() -> None:
    (statement,), _ = traced(
        "Die Brücke soll gesperrt bleiben. Das berichtet der Hafenkurier unter Berufung auf Insider.",
        "Die Brücke soll gesperrt bleiben.",
    )
    assert chain_of(statement) == ["Hafenkurier", "Insider"]


def test_a_nested_statement_has_the_chain_of_the_one_around_it() -> None:
    text = "Die Polizei teilte mit, Lindqvist habe gesagt, die Brücke bleibe gesperrt."
    statements, _ = traced(
        text, "Lindqvist habe gesagt, die Brücke bleibe gesperrt", "die Brücke bleibe gesperrt"
    )
    assert chain_of(statements[0]) == ["Polizei"]
    assert chain_of(statements[1]) == ["Polizei", "Karla Lindqvist"]


def test_quoted_words_in_reported_ones_add_no_hop() -> None:
    text = "Die Lage sei „außerordentlich ernst“, sagte Lindqvist dem Hafenkurier."
    statements, _ = traced(
        text, "Die Lage sei „außerordentlich ernst“", "„außerordentlich ernst“", forms=("indirect", "direct")
    )
    assert chain_of(statements[1]) == chain_of(statements[0]) == ["Hafenkurier", "Karla Lindqvist"]


# --- carried on


def test_sentences_in_konjunktiv_go_on_with_the_chain_before() -> None:
    text = "Die Brücke bleibe gesperrt, sagte Lindqvist dem Hafenkurier. Sie sei nicht mehr sicher. Man prüfe das."
    statements, _ = traced(
        text,
        "Die Brücke bleibe gesperrt",
        "Sie sei nicht mehr sicher.",
        "Man prüfe das.",
        forms=("indirect", "indirect-free-indirect", "indirect-free-indirect"),
    )
    for statement in statements[1:]:
        assert chain_of(statement) == ["Hafenkurier", "Karla Lindqvist"]
        assert {hop.carried_from for hop in statement.chain} == {"s-0"}
    assert {hop.carried_from for hop in statements[0].chain} == {None}


def test_demnach_goes_on_with_the_chain_before() -> None:
    text = "Der Hafenkurier meldete unter Berufung auf Insider, die Brücke bleibe gesperrt. Demnach ist sie morsch."
    statements, _ = traced(text, "die Brücke bleibe gesperrt", "ist sie morsch")
    assert chain_of(statements[1]) == ["Hafenkurier", "Insider"]
    assert {hop.carried_from for hop in statements[1].chain} == {"s-0"}


@pytest.mark.parametrize(
    "words",
    ["Den Angaben zufolge ist", "Diesen Angaben zufolge ist", "Nach den Angaben ist", "Laut den Angaben ist"],
)
def test_the_statements_of_whoever_spoke_before_are_no_source_of_their_own(words: str) -> None:
    text = (
        f"Der Hafenkurier meldete unter Berufung auf Insider, die Brücke bleibe gesperrt. {words} sie morsch."
    )
    statements, _ = traced(text, "die Brücke bleibe gesperrt", "ist sie morsch")
    assert chain_of(statements[1]) == ["Hafenkurier", "Insider"]


def test_the_statements_of_somebody_are_theirs() -> None:
    text = "Die Brücke bleibe gesperrt, sagte Lindqvist. Den Angaben der Polizei zufolge ist sie morsch."
    statements, _ = traced(text, "Die Brücke bleibe gesperrt", "ist sie morsch")
    assert chain_of(statements[1]) == ["Polizei"]


def test_demnach_points_back_to_a_sentence_that_is_no_statement() -> None:
    text = "Die Polizei hat ihren Befund bekannt gegeben. Demnach ist die Brücke morsch."
    statements, _ = traced(text, "ist die Brücke morsch")
    assert chain_of(statements[0]) == ["Polizei"]


@pytest.mark.parametrize(
    ("shown", "chain"),
    [
        ("Die Studie liegt dem Hafenkurier vor.", ["Hafenkurier", "Studie"]),
        ("Der Hafenkurier konnte die Studie des Amts einsehen.", ["Hafenkurier", "Studie"]),
        ("Die Studie wurde ausgewertet.", ["Studie"]),
        ("Die Studie liegt dem Hafenkurier nicht vor.", []),
        ("Der Hafenkurier hat die Studie verloren.", []),
        ("Die Studie lag vor der Tür.", []),
    ],
)
def test_demnach_is_what_a_paper_says_that_lies_before_a_medium(shown: str, chain: list[str]) -> None:
    statements, _ = traced(f"{shown} Demnach ist die Brücke morsch.", "ist die Brücke morsch")
    assert chain_of(statements[0]) == chain


def test_a_second_subject_is_nobody_who_is_told_something() -> None:
    text = "Die Brücke ist morsch. Das berichten der „Hafenkurier“ und der Sender Kanal Drei."
    statements, _ = traced(text, "Die Brücke ist morsch")
    assert [span.text for span in statements[0].chain[0].spans] == [
        "der „Hafenkurier“ und der Sender Kanal Drei"
    ]


@pytest.mark.parametrize(
    "between",
    ["Der Verkehr rollt über die Autobahn.", "\n\nAm Ufer stehen Bagger."],
    ids=["narration", "narration in a new paragraph"],
)
def test_narration_ends_what_is_carried(between: str) -> None:
    text = f"Die Brücke bleibe gesperrt, sagte Lindqvist. {between} Die Reparatur werde lange dauern."
    statements, _ = traced(text, "Die Brücke bleibe gesperrt", "Die Reparatur werde lange dauern.")
    assert statements[1].chain == ()


def test_a_subhead_ends_what_is_carried() -> None:
    text = (
        "Die Brücke bleibe gesperrt, sagte Lindqvist.\n\nStreit um Geld\n\nDie Reparatur werde lange dauern."
    )
    cut = text.index("Streit"), text.index("Streit") + len("Streit um Geld")
    sections = (
        Section("paragraph", 0, cut[0] - 2),
        Section("subhead", *cut),
        Section("paragraph", cut[1] + 2, len(text)),
    )
    statements, _ = traced(
        text, "Die Brücke bleibe gesperrt", "Die Reparatur werde lange dauern.", sections=sections
    )
    assert statements[1].chain == ()


def test_a_new_speaker_ends_what_is_carried() -> None:
    text = "Die Brücke bleibe zu, sagte Lindqvist. Osterkamp widersprach. Sie sei sicher, betonte er. Man habe geprüft."
    known = {**KNOWN, "er": KNOWN["Osterkamp"]}
    statements, _ = traced(text, "Die Brücke bleibe zu", "Sie sei sicher", "Man habe geprüft.", known=known)
    assert chain_of(statements[1]) == chain_of(statements[2]) == ["Jens Osterkamp"]


def test_reporting_in_konjunktiv_stands_inside_the_chain_before() -> None:
    text = "Die Brücke bleibe gesperrt, teilte die Polizei mit. Lindqvist habe zudem gesagt, das dauere an."
    statements, _ = traced(text, "Die Brücke bleibe gesperrt", "das dauere an")
    assert chain_of(statements[1]) == ["Polizei", "Karla Lindqvist"]


def test_a_stance_is_not_carried() -> None:
    text = "Die Brücke sei sicher, behauptete Osterkamp. Man habe sie geprüft."
    statements, _ = traced(text, "Die Brücke sei sicher", "Man habe sie geprüft.")
    assert statements[0].chain[0].stance == "distancing"
    assert statements[1].chain[0].stance == "neutral"
    assert statements[1].chain[0].markers == ()


def test_nothing_is_carried_into_a_subhead() -> None:
    text = "Die Brücke bleibe gesperrt, sagte Lindqvist.\n\n„Das dauert noch“"
    cut = text.index("„")
    sections = (Section("paragraph", 0, cut - 2), Section("subhead", cut, len(text)))
    statements, _ = traced(
        text,
        "Die Brücke bleibe gesperrt",
        "„Das dauert noch“",
        forms=("indirect", "direct"),
        sections=sections,
    )
    assert statements[1].chain == ()


# --- stance

STANCES = [
    (
        "Wie der Hafenkurier von Insidern erfahren haben will, bleibt die Brücke gesperrt.",
        "distancing",
        "will",
    ),
    ("Osterkamp behauptete, die Brücke bleibe gesperrt.", "distancing", "behauptete"),
    ("Angebliche Quellen sagten, die Brücke bleibe gesperrt.", "distancing", "Angebliche"),
    ("Laut „Quellen“ bleibt die Brücke gesperrt.", "distancing", "Quellen"),
    ("Lindqvist bestätigte, die Brücke bleibe gesperrt.", "endorsing", "bestätigte"),
    ("Lindqvist räumte ein, die Brücke bleibe gesperrt.", "endorsing", "räumte ein"),
    ("Lindqvist hat eingeräumt, die Brücke bleibe gesperrt.", "endorsing", "eingeräumt"),
    ("Lindqvist machte am Montag deutlich, die Brücke bleibe gesperrt.", "endorsing", "machte … deutlich"),
    ("Lindqvist wies darauf hin, die Brücke bleibe gesperrt.", "endorsing", "wies darauf"),
    ("Lindqvist stellte klar, die Brücke bleibe gesperrt.", "endorsing", "stellte klar"),
    ("Lindqvist bestätigte nicht, die Brücke bleibe gesperrt.", "neutral", None),
    ("Lindqvist warnte, die Brücke bleibe gesperrt.", "neutral", None),
    ("Die Studie zeigt, die Brücke bleibe gesperrt.", "endorsing", "zeigt"),
]


@pytest.mark.parametrize(("text", "stance", "marker"), STANCES, ids=[text for text, *_ in STANCES])
def test_words_show_the_stance_towards_a_source(text: str, stance: str, marker: str | None) -> None:
    content = re.search(r"die Brücke bleibe gesperrt|bleibt die Brücke gesperrt", text)
    assert content
    statements, _ = traced(text, content.group())
    hop = statements[0].chain[0]
    assert hop.stance == stance
    assert hop.markers == ((marker,) if marker else ())


# --- agencies


def test_a_known_agency_s_code_is_a_weak_hop_at_the_head() -> None:
    text = "Lindqvist sagte, die Brücke bleibe gesperrt. (dpa)"
    end = text.index("(")
    sections = (Section("paragraph", 0, end - 1), Section("agency", end, len(text)))
    (statement,), _ = traced(text, "die Brücke bleibe gesperrt", sections=sections)
    assert chain_of(statement) == ["Deutsche Presse-Agentur", "Karla Lindqvist"]
    assert [hop.weak for hop in statement.chain] == [True, False]
    assert statement.speaker is not None
    assert statement.speaker.name == "Karla Lindqvist"


def test_a_code_in_the_dateline_counts_as_well() -> None:
    (statement,), _ = traced(
        "Nordhaven (dpa) – Lindqvist sagte, die Brücke bleibe gesperrt.", "die Brücke bleibe gesperrt"
    )
    assert [hop.weak for hop in statement.chain] == [True, False]


def test_initials_are_no_agency() -> None:
    text = "Lindqvist sagte, die Brücke bleibe gesperrt. (xq)"
    end = text.index("(")
    sections = (Section("paragraph", 0, end - 1), Section("agency", end, len(text)))
    (statement,), _ = traced(text, "die Brücke bleibe gesperrt", sections=sections)
    assert chain_of(statement) == ["Karla Lindqvist"]


def test_an_agency_does_not_speak_where_nobody_does() -> None:
    (statement,), _ = traced("Nordhaven (dpa) – Die Brücke bleibe gesperrt.", "Die Brücke bleibe gesperrt.")
    assert statement.chain == ()


def test_other_languages_keep_what_they_have() -> None:
    text = "Lindqvist said the bridge would stay closed."
    article = Article(id="a", text=text, language="en")
    one = statement_of(text, 0, "the bridge would stay closed", speaker="Lindqvist")
    assert trace(prose_of(article, []), [one], FakeCast(text)) == ((one,), ())


def test_quoted_words_before_the_verb_part_no_clause() -> None:
    text = "In einer Studie wird die Brücke als „marode“ bezeichnet."
    (one,), _ = traced(text, "„marode“", forms=("direct",))
    assert chain_of(one) == ["Studie"]


def test_two_reports_in_one_sentence_keep_their_own_sources() -> None:
    text = "Nach Angaben der Polizei blieb die Brücke gesperrt, Lindqvist spricht von einer kurzen Störung."
    first = statement_of(
        text, 0, "blieb die Brücke gesperrt", frame="Nach Angaben der Polizei", speaker="Polizei"
    )
    second = statement_of(
        text, 1, "Lindqvist spricht von einer kurzen Störung", "reported", speaker="Lindqvist"
    )
    assert [chain_of(one) for one in trace_all(text, first, second)] == [["Polizei"], ["Karla Lindqvist"]]


def test_a_particle_in_the_content_belongs_to_no_reporting_verb() -> None:
    text = "Lindqvist gab bekannt, die Brücke bis Mai sperren zu lassen."
    (one,), _ = traced(text, "die Brücke bis Mai sperren zu lassen")
    assert chain_of(one) == ["Karla Lindqvist"]
    assert one.chain[0].stance == "neutral"


def test_the_speaker_of_the_model_parts_the_subject_from_the_object_behind_it() -> None:
    text = "Am Montag rügte die Polizei Osterkamp, er habe die Brücke nicht gesperrt."
    (one,) = trace_all(
        text, statement_of(text, 0, "er habe die Brücke nicht gesperrt", speaker="die Polizei")
    )
    assert chain_of(one) == ["Polizei"]


def test_in_a_heading_the_words_behind_a_colon_are_said_by_whom_stands_before_it() -> None:
    text = "Lindqvist: Was Osterkamp verspreche, ändere nichts an der Sperrung"
    statement = statement_of(text, 0, "ändere nichts an der Sperrung", speaker="Osterkamp")
    (one,) = trace_all(text, statement, kind="headline")
    assert chain_of(one) == ["Karla Lindqvist"]


def test_own_words_of_somebody_quoted_before_come_the_same_way() -> None:
    text = (
        "Die Brücke sei marode, berichtete der Hafenkurier unter Berufung auf Beamte. "
        "Die Mängel seien alt, schreibt die Zeitung. "
        "Davon hätten die Beamten nach eigenen Angaben nichts gewusst."
    )
    statements, _ = traced(
        text, "Die Brücke sei marode", "Die Mängel seien alt", "Davon hätten die Beamten … nichts gewusst"
    )
    assert chain_of(statements[2]) == ["Hafenkurier", "Beamte"]


def test_what_is_confirmed_in_the_next_sentence_has_that_source_alone() -> None:
    text = "Lindqvist hat am Montag Osterkamp getroffen. Das bestätigte die Polizei."
    (one,) = trace_all(text, statement_of(text, 0, "hat am Montag Osterkamp getroffen", speaker="Lindqvist"))
    assert chain_of(one) == ["Polizei"]
    assert one.chain[0].stance == "endorsing"


def test_quotation_marks_around_more_than_one_word_of_a_source_keep_no_distance() -> None:
    one_word, _ = traced("„Insider“ berichteten, die Brücke bleibe gesperrt.", "die Brücke bleibe gesperrt")
    two_words, _ = traced("„Gute Quellen“ sagten, die Brücke bleibe gesperrt.", "die Brücke bleibe gesperrt")
    assert (one_word[0].chain[0].stance, two_words[0].chain[0].stance) == ("distancing", "neutral")


def trace_all(text: str, *statements: Statement, kind: SectionKind = "paragraph") -> tuple[Statement, ...]:
    section = Section(kind, 0, len(text))
    article = Article(id="a", text=text, language="de", sections=(section,))
    return trace(prose_of(article, [section]), statements, FakeCast(text, KNOWN))[0]


def test_who_is_accused_in_the_passive_is_no_source() -> None:
    text = "Damals wurde Lindqvist vorgeworfen, die Kasse geplündert zu haben."
    told = statement_of(
        text, 0, "die Kasse geplündert zu haben", speaker="Lindqvist", cue="wurde Lindqvist vorgeworfen"
    )
    article = Article(id="a", text=text, language="de")
    (one,), _ = trace(prose_of(article, []), [told], FakeCast(text, KNOWN))
    assert (one.chain, one.speaker) == ((), None)


def test_who_accuses_in_the_passive_is_one() -> None:
    (one,), _ = traced(
        "Lindqvist wird von der Polizei vorgeworfen, die Kasse geplündert zu haben.",
        "die Kasse geplündert zu haben",
    )
    assert chain_of(one) == ["Polizei"]


def test_findings_so_far_are_nobody_s() -> None:
    (one,), _ = traced(
        "Nach bisherigen Erkenntnissen begann der Brand im Keller.", "begann der Brand im Keller"
    )
    assert one.chain == ()


def test_hearsay_that_opens_a_paragraph_does_not_go_on() -> None:
    first = "Lindqvist sagte, die Brücke bleibe gesperrt."
    second = "Indes soll ein Bote beschimpft worden sein."
    text = f"{first}\n\n{second}"
    sections = (
        Section("paragraph", 0, len(first)),
        Section("paragraph", len(first) + 2, len(text)),
    )
    (_, one), _ = traced(
        text, "die Brücke bleibe gesperrt", second, forms=("indirect", "free-indirect"), sections=sections
    )
    assert one.chain == ()


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke bleibt nach Angaben der Polizei gesperrt, wie der Hafenkurier am Montag berichtete.",
        "Laut Polizei bleibt die Brücke gesperrt, wie der Hafenkurier berichtete.",
    ],
)
def test_who_reports_what_another_gives_stands_nearer_the_outlet(text: str) -> None:
    first = "Die Brücke bleibt … gesperrt" if text.startswith("Die") else "bleibt die Brücke gesperrt"
    (one,), _ = traced(text, first)
    assert chain_of(one) == ["Hafenkurier", "Polizei"]

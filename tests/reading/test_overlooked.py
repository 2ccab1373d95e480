"""Sentences that only grammar attributes. Every sentence here is made up."""

from __future__ import annotations

import pytest

from laut.reading.overlooked import CONFIDENCE, with_overlooked
from laut.reading.prose import prose_of
from laut.records import Article, Section, Source, Span, Statement

FIRST = "Die Brücke über die Mull bleibt bis Ostern zu."


def read(text: str, *statements: Statement) -> tuple[Statement, ...]:
    return with_overlooked(prose_of(Article(id="a", text=text, language="de"), []), statements)


def only(text: str) -> tuple[list[str], str | None, list[str], list[str]]:
    """Return the content, the speaker, the cue and the frame of the one statement of a text."""
    (one,) = read(text)
    content, cue, frame = ([span.text for span in part] for part in (one.content, one.cue, one.frame))
    return content, one.speaker.name if one.speaker else None, cue, frame


@pytest.mark.parametrize(
    ("behind", "speaker", "cue"),
    [
        ("Das sagten zwei Beamte dem Hafenkurier.", "zwei Beamte", "sagten"),
        ("Das berichtet der Hafenkurier unter Berufung auf Insider.", "der Hafenkurier", "berichtet"),
        ("So schildert es eine Anwohnerin.", "eine Anwohnerin", "schildert"),
        ("Dies bestätigte das Amt auf Anfrage.", "das Amt", "bestätigte"),
        ("Das hat der Hafenkurier aus Kreisen der Stadt erfahren.", "der Hafenkurier", "erfahren"),
        ("So steht es in einem Entwurf der Stadt.", "einem Entwurf der Stadt", "steht"),
        ("So steht es seit Montagabend in dem Blog muldbote.de.", "dem Blog muldbote.de", "steht"),
        (
            "So steht es in einem als geheim eingestuften Bericht.",
            "einem als geheim eingestuften Bericht",
            "steht",
        ),
        ("Das belegt ein Gutachten der Stadt.", "ein Gutachten der Stadt", "belegt"),
        ("So zitiert der Hafenkurier die Stadträtin Uta Kern.", "der Hafenkurier", "zitiert"),
        ("Das verlautete am Abend aus Kreisen der Stadt.", "Kreisen der Stadt", "verlautete"),
        ("Das geht aus einem Vermerk hervor.", "einem Vermerk", "geht"),
        ("Zu diesem Schluss kommt ein Gutachten.", "ein Gutachten", "kommt"),
        ("Zwei Beamte haben das dem Hafenkurier erzählt.", "Zwei Beamte", "erzählt"),
    ],
)
def test_the_sentence_before_becomes_a_statement(behind: str, speaker: str, cue: str) -> None:
    assert only(f"{FIRST} {behind}") == ([FIRST], speaker, [cue], [behind[:-1]])
    assert [one.confidence for one in read(f"{FIRST} {behind}")] == [CONFIDENCE]


@pytest.mark.parametrize(
    ("front", "behind", "speaker", "cue"),
    [
        ("Dass die Brücke zubleibt", ", haben zwei Beamte verraten", "zwei Beamte", "verraten"),
        ("Dass die Brücke gesperrt bleibt", ", erfuhr der Hafenkurier am Abend", "der Hafenkurier", "erfuhr"),
        (
            "Dass der Steg, der im Mai brach, alt war",
            ", hatte die Stadt schon zugegeben",
            "die Stadt",
            "zugegeben",
        ),
        ("Dass der Steg morsch ist", ", zeigt ein Gutachten der Stadt", "ein Gutachten der Stadt", "zeigt"),
    ],
)
def test_a_clause_in_front_becomes_a_statement(front: str, behind: str, speaker: str, cue: str) -> None:
    assert only(f"{front}{behind}.") == ([front], speaker, [cue], [behind])


@pytest.mark.parametrize(
    ("before", "source", "behind", "speaker", "cue"),
    [
        (
            "Die Brücke bleibt",
            "nach „Kurier“-Informationen",
            "bis Ostern zu",
            "„Kurier“-Informationen",
            "nach",
        ),
        ("Die Brücke bleibt", "laut Schichtbuch", "drei Tage zu", "Schichtbuch", "laut"),
        ("", "Nach Angaben der Stadt", "bleibt die Brücke zu", "Angaben der Stadt", "Nach"),
        ("", "Der Polizei zufolge", "bleibt die Brücke zu", "Der Polizei", "zufolge"),
    ],
)
def test_a_small_word_within_a_clause_makes_it_a_statement(
    before: str, source: str, behind: str, speaker: str, cue: str
) -> None:
    content = [part for part in (before, behind) if part]
    assert only(f"{before} {source} {behind}.".strip()) == (content, speaker, [cue], [source])


def test_an_apposition_does_not_part_a_clause_from_its_source() -> None:
    content = "Uta Kern, die Leiterin des Amts, war am Abend auf der Brücke"
    assert only(f"{content}, bestätigt eine Person aus dem Amt.")[:3] == (
        [content],
        "eine Person",
        ["bestätigt"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Dass die Brücke zubleibt, glaubt niemand in der Stadt.",
        "Dass die Brücke zubleibt, hat das Amt nie gesagt.",
        "Dass die Brücke zubleibt, hält die Leute nicht ab.",
        "Dass die Pfähle morsch sind, zeigt der Einsturz am Ufer.",
        "„Dass die Brücke zubleibt, haben zwei Beamte verraten.“",
        "Dass die Brücke zubleibt und der Steg fehlt.",
        "Die Brücke bleibt laut Kurier zu, sie ist alt.",
        "Laut Kurier: zu.",
        "Die Brücke, die laut Kurier alt ist, bleibt zu.",
        "Die Brücke bleibt laut Kurier „bis Ostern gesperrt und zu“.",
        "Uta Kern, die Leiterin des Amts, war am Abend auf der Brücke, sagten sie.",
    ],
)
def test_what_grammar_leaves_open_is_no_statement(text: str) -> None:
    assert read(text) == ()


def test_behind_both_there_are_two() -> None:
    text = f"{FIRST} Am Ufer fehlen 40 Pfähle. Beides geht aus einem Vermerk hervor."
    found = read(text)
    assert [one.text for one in found] == [FIRST, "Am Ufer fehlen 40 Pfähle."]
    assert {one.speaker.name for one in found if one.speaker} == {"einem Vermerk"}


@pytest.mark.parametrize(
    "behind",
    [
        "So nannte das Amt den Zustand der Pfeiler bedenklich.",  # says something of its own
        "Das ist ärgerlich für alle Pendler.",
        "Das zeigt der Streik vom Mai.",
        "Das Amt sagte dazu nichts.",
        "Offiziell wollte das im Amt niemand bestätigen.",
        "Das habe das Amt gesagt.",  # another one's report of a report
        "Das heißt es seit Jahren.",
        "Das bestritt das Amt am Abend.",
        "Das nennt man wohl Pech.",
        "Dies steht im Zusammenhang mit dem Hochwasser.",
        "\n\nDas sagte das Amt.",  # another paragraph
    ],
)
def test_other_sentences_attribute_nothing(behind: str) -> None:
    assert read(f"{FIRST} {behind}") == ()


def test_what_the_network_has_read_stays_as_it_is() -> None:
    text = f"{FIRST} Das sagten zwei Beamte."
    span = Span(0, 20, text[:20])
    known = Statement(id="s", form="indirect", medium=None, confidence=1.0, content=(span,))
    assert read(text, known) == (known,)


def headline(text: str) -> tuple[Statement, ...]:
    article = Article(id="a", text=text, language="de")
    return with_overlooked(prose_of(article, [Section("headline", 0, len(text))]), ())


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Polizei", "Polizei"),
        ("Landrätin Uta Kern", "Landrätin Uta Kern"),
        ("Muldauer General", "Muldauer General"),
        ("Zeitung", "Zeitung"),
        ("Gutachten", "Gutachten"),
        ("muldbote.de", "muldbote.de"),
        ("„Hafenkurier“", "„Hafenkurier“"),
        ("„Tonnfunk“", "„Tonnfunk“"),
    ],
)
def test_a_headline_says_what_its_source_says(before: str, name: str) -> None:
    (statement,) = headline(f"{before}: Brücke bleibt bis Ostern zu")
    assert statement.text == "Brücke bleibt bis Ostern zu"
    assert statement.speaker is not None
    assert statement.speaker.name == name
    assert [span.text for span in statement.frame] == [f"{before}:"]


@pytest.mark.parametrize(
    "text",
    [
        "Tonndorf: Brücke bleibt bis Ostern zu",
        "Brückenstreit: Pfeiler seit Mai undicht",
        "„Kalter Regen“: Was über die Tat bekannt ist",
        "Polizei: Wer hat den Pfeiler gesehen?",
        "Polizei: Großeinsatz",
        "Polizei sperrt Ufer: Brücke bleibt bis Ostern zu",
    ],
)
def test_what_else_stands_before_a_colon_says_nothing(text: str) -> None:
    assert headline(text) == ()


def test_a_surname_in_a_headline_is_somebody_whom_the_text_names_in_full() -> None:
    title, text = "Keuler: Brücke bleibt bis Ostern zu", "Stadträtin Anna Keuler wartet."
    article = Article(id="a", text=f"{title}\n\n{text}", language="de")
    body = len(title) + 2
    sections = [Section("headline", 0, len(title)), Section("paragraph", body, body + len(text))]
    (statement,) = with_overlooked(prose_of(article, sections), ())
    assert statement.text == "Brücke bleibt bis Ostern zu"
    assert headline(title) == ()


def test_an_organisation_before_a_colon_speaks_if_it_denies() -> None:
    (statement,) = headline("Reederei: Keine Fähren nach Ostern")
    assert statement.text == "Keine Fähren nach Ostern"
    assert headline("Reederei: Neue Fähren nach Ostern") == ()


def test_a_headline_is_no_such_sentence() -> None:
    text = f"{FIRST} Das sagten zwei Beamte."
    article = Article(id="a", text=text, language="de")
    sections = [Section("headline", 0, len(text))]
    assert with_overlooked(prose_of(article, sections), ()) == ()


def test_statements_stand_in_reading_order() -> None:
    text = f"{FIRST} Das sagten zwei Beamte. Später kam Kolb."
    late = Statement(
        id="s",
        form="indirect",
        medium=None,
        confidence=1.0,
        content=(Span(len(text) - 4, len(text), "olb."),),
    )
    assert [one.start for one in read(text, late)] == [0, len(text) - 4]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Die Brücke bleibt bis Ostern zu, verrieten zwei Beamte dem Hafenkurier.", "zwei Beamte"),
        ("Die Brücke bleibt bis Ostern zu, wie eine Anwohnerin schilderte.", "eine Anwohnerin"),
        ("Die Brücke bleibt bis Ostern zu, das hat uns ein Beamter gesagt.", "ein Beamter"),
        ("Die Brücke bleibt bis Ostern zu, steht in einem Entwurf der Stadt.", "einem Entwurf der Stadt"),
        ("Die Brücke bleibt bis Ostern zu, liest man heute in der „Mull-Post“.", "der „Mull-Post“"),
        ("Die Brücke bleibt bis Ostern zu, ist im Gutachten zu lesen.", "Gutachten"),
        (
            "Nun zeigt sich: Die Brücke bleibt bis Ostern zu, wie der „Hafenkurier“ erfahren hat.",
            "der „Hafenkurier“",
        ),
    ],
)
def test_a_source_behind_a_comma_attributes_the_clause_before_it(text: str, speaker: str) -> None:
    (statement,) = read(text)
    assert statement.text == "Die Brücke bleibt bis Ostern zu"
    assert statement.speaker is not None
    assert statement.speaker.name == speaker


@pytest.mark.parametrize(
    "content", ["Baurätin Ida Roth (44) bleibt bis Ostern", "Die Brücke (B 4) bleibt zu"]
)
def test_short_brackets_part_no_clause(content: str) -> None:
    (statement,) = read(f"{content}, verriet ein Beamter dem Hafenkurier.")
    assert statement.text == content
    assert read(f"{content} (sie ist alt, wie man weiß), verriet ein Beamter.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Nachdem die Brücke bis Ostern zu war, forderten die Pendler Busse.",
        "Das Amt, das lange schwieg, nannte keinen Grund.",
        "Die Brücke bleibt bis Ostern zu, die Fähre fährt öfter.",
        "Die Brücke bleibt bis Ostern zu, steht also noch im Regen.",
        "Die Brücke bleibt bis Ostern zu, ist im Gutachten aber nur am Rande Thema.",
        "Sie fuhr nach Ostern nach Hause, fand dann aber keine Brücke.",
        "Ein Beamter sagt es deutlich: Die Brücke bleibt bis Ostern zu, wie eine Anwohnerin schilderte.",
    ],
)
def test_other_clauses_behind_a_comma_attribute_nothing(text: str) -> None:
    assert read(text) == ()


def test_a_frame_may_hold_another_statement_behind_its_source() -> None:
    text = f"{FIRST} Das hat der Hafenkurier erfahren, nur das Geländer sei neu."
    begin = text.index("nur")
    span = Span(begin, len(text) - 1, text[begin:-1])
    known = Statement(id="s", form="indirect", medium=None, confidence=1.0, content=(span,))
    first, second = read(text, known)
    assert (first.text, second) == (FIRST, known)


def test_a_clause_with_wie_frames_all_that_stands_before_it() -> None:
    (statement,) = read("Die Brücke ist zu, und zwar ab sofort, wie das Amt mitteilte.")
    assert statement.text == "Die Brücke ist zu, und zwar ab sofort"


def test_demnach_goes_on_with_the_source_before() -> None:
    text = f"{FIRST} Das sagten zwei Beamte. Am Ufer fehlen demnach 40 Pfähle."
    first, second = read(text)
    assert first.text == FIRST
    assert second.text == "Am Ufer fehlen … 40 Pfähle"
    assert second.speaker is not None
    assert second.speaker.name == "demnach"


@pytest.mark.parametrize("between", ["Am Mittag kam Kolb.", "\n\n"])
def test_demnach_has_nothing_to_go_on_with_where_nobody_spoke(between: str) -> None:
    assert read(f"Die Brücke ist zu. {between} Am Ufer fehlen demnach 40 Pfähle.") == ()


@pytest.mark.parametrize(
    "before",
    [
        "Das Schichtbuch liegt dem Hafenkurier vor, ein Papier von 1990.",
        "Der Hafenkurier hat den Entwurf veröffentlicht.",
    ],
)
def test_danach_goes_on_with_a_paper_that_somebody_has(before: str) -> None:
    (statement,) = read(f"{before} Danach bleibt die Brücke bis Ostern zu.")
    assert statement.text == "bleibt die Brücke bis Ostern zu"
    assert statement.speaker is not None
    assert statement.speaker.name == "Danach"


@pytest.mark.parametrize(
    "before", ["Am Mittag kam Kolb.", "Ein Entwurf liegt nicht vor.", "Der Entwurf ist fertig."]
)
def test_danach_is_a_time_otherwise(before: str) -> None:
    assert read(f"{before} Danach blieb die Brücke bis Ostern zu.") == ()


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "Nach dem Vermerk, den der Kurier hat, bleibt die Brücke zu.",
            "bleibt die Brücke zu",
            "dem Vermerk",
        ),
        (
            "In dem Entwurf des Amts sind neue Pfähle vorgesehen.",
            "sind neue Pfähle vorgesehen",
            "dem Entwurf des Amts",
        ),
        (
            "Im Schichtprotokoll, das uns vorliegt, ist ein Riss vermerkt.",
            "ist ein Riss vermerkt",
            "Schichtprotokoll",
        ),
    ],
)
def test_a_paper_in_front_says_what_is_in_it(text: str, content: str, speaker: str) -> None:
    assert only(text)[:2] == ([content], speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Nach dem Essen, das lange dauerte, ging Kolb nach Hause.",
        "In dem Entwurf blättert die Leiterin des Amts lange.",
        "Nach dem Vermerk „bleibt die Brücke bis Ostern zu“.",
        "In dem Entwurf, den das Amt schrieb, fehlt die Brücke.",
    ],
)
def test_a_sentence_that_opens_with_something_else_says_nothing(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "Die Brücke bleibt, so steht es im Vermerk, bis Ostern zu.",
            ["Die Brücke bleibt", "bis Ostern zu"],
            "Vermerk",
        ),
        (
            "Neue Pfähle sollen ans Ufer, so sieht es der 41 Seiten lange Entwurf vor, den wir kennen.",
            ["Neue Pfähle sollen ans Ufer"],
            "der 41 Seiten lange Entwurf",
        ),
    ],
)
def test_a_clause_with_so_points_to_the_one_around_it(text: str, content: list[str], speaker: str) -> None:
    assert only(text)[:2] == (content, speaker)


def test_a_clause_with_so_that_says_something_of_its_own_points_to_nothing() -> None:
    assert read("Die Brücke ist alt, so alt wie das Amt, und bleibt bis Ostern zu.") == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("So schildert es ein Gast im Gespräch mit dem Kurier: {}.", "ein Gast"),
        ("Am Ende stand nach Angaben des Amts ein Beschluss: {}.", "Angaben des Amts"),
        ("{}: So steht es in einem Vermerk der Stadt.", "einem Vermerk der Stadt"),
    ],
)
def test_a_clause_beside_a_colon_is_that_of_the_other(text: str, speaker: str) -> None:
    content = "Die Brücke bleibt bis Ostern zu"
    assert only(text.format(content))[:2] == ([content], speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Das Wetter meinte es gut: Die Brücke blieb bis zum Abend offen.",
        "Kolb kam spät: Die Brücke blieb bis zum Abend zu.",
        "Ein Gast sagte: zu.",
        "Die Gruppe (ein Gast meint: Es ist genug!) blieb bis zum Abend da.",
    ],
)
def test_other_colons_attribute_nothing(text: str) -> None:
    assert read(text) == ()


def test_a_clause_with_dass_is_that_of_the_main_clause() -> None:
    assert only("Die Stadträtin bleibt dabei, dass die Brücke bis Ostern zu ist.") == (
        ["dass die Brücke bis Ostern zu ist"],
        "Die Stadträtin",
        ["bleibt"],
        ["Die Stadträtin bleibt dabei"],
    )


@pytest.mark.parametrize(
    "main",
    [
        "Das Amt wollte nicht bestätigen",
        "Zwei Beamte haben erfahren",
        "Damit bestätigt sich der Verdacht",
        "Der Vorteil ist",
    ],
)
def test_not_every_clause_with_dass_is_said(main: str) -> None:
    assert read(f"{main}, dass die Brücke bis Ostern zu ist.") == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Die Brücke bleibt bis Ostern zu, sagt ein Beamter, der den Vermerk kennt.", "ein Beamter"),
        ("Die Brücke bleibt bis Ostern zu, steht in der „Mull-Post“, deren Leser zürnen.", "der „Mull-Post“"),
    ],
)
def test_a_relative_clause_may_follow_the_source(text: str, speaker: str) -> None:
    assert only(text)[:2] == (["Die Brücke bleibt bis Ostern zu"], speaker)


def test_a_clause_behind_that_says_what_is_not_told_attributes_nothing() -> None:
    assert read("Die Namen der vier Gäste kennt das Amt, nennt sie aber nicht.") == ()


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Stadtamt bestätigt zwölf Risse - Pendler zürnen", "zwölf Risse", "Stadtamt"),
        ("Landrätin räumt Risse in der Brücke ein", "Risse in der Brücke", "Landrätin"),
        ("Stadtamt bestätigt: Brücke bleibt bis Ostern zu", "Brücke bleibt bis Ostern zu", "Stadtamt"),
    ],
)
def test_a_headline_tells_what_somebody_admits(text: str, content: str, speaker: str) -> None:
    (statement,) = headline(text)
    assert statement.text == content
    assert statement.speaker is not None
    assert statement.speaker.name == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Stadtamt räumt Ufer",
        "Kälte bestätigt Verdacht der Pendler",
        "Stadtamt bestätigt Risse?",
        "Stadtamt bestätigt sie",
    ],
)
def test_other_headlines_admit_nothing(text: str) -> None:
    assert headline(text) == ()


def whole(title: str, text: str, *statements: Statement) -> list[str]:
    body = len(title) + 2
    sections = [Section("headline", 0, len(title)), Section("paragraph", body, body + len(text))]
    article = Article(id="a", text=f"{title}\n\n{text}", language="de")
    return [one.text for one in with_overlooked(prose_of(article, sections), statements)]


def test_a_name_in_a_headline_admits_something_if_the_text_uses_it_as_one() -> None:
    title = "Mullbau räumt Risse in der Brücke ein"
    assert whole(title, "Am Ufer steht Mullbau mit zwei Kränen.") == ["Risse in der Brücke"]
    assert whole(title, "Am Ufer steht der Mullbau mit zwei Kränen.") == []


def test_a_name_in_quotation_marks_before_a_colon_is_a_medium_if_the_text_shows_it() -> None:
    title = "„Rundblick“: Brücke bleibt bis Ostern zu"
    assert whole(title, "Das meldete das Magazin „Rundblick“.") == ["Brücke bleibt bis Ostern zu"]
    assert whole(title, "Der Film „Rundblick“ läuft am Ufer.") == []


def test_another_name_before_a_colon_speaks_if_the_text_has_it_from_there() -> None:
    title, text = (
        "Mullien: Brücke bleibt bis Ostern zu",
        "Die Brücke sei bis Ostern zu, so die Regierung von Mullien.",
    )
    at = len(title) + 2
    said = text[: text.index(",")]
    name = text[text.index("die Regierung") : -1]
    told = Statement(
        id="s",
        form="indirect",
        medium=None,
        confidence=1.0,
        content=(Span(at, at + len(said), said),),
        speaker=Source(
            name=name, spans=(Span(at + text.index(name), at + text.index(name) + len(name), name),)
        ),
    )
    assert whole(title, text, told) == ["Brücke bleibt bis Ostern zu", said]
    assert whole("Ostern: Brücke bleibt bis Mai zu", text, told) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke bleibt bis Ostern zu,",
        "Die Brücke bleibt bis Ostern zu, in der",
        "Die Brücke bleibt bis Ostern zu, der sagt",
        "Wie bekannt, dass die Brücke bis Ostern zu ist.",
        "Das Amt hat einen Vermerk, nach dem",
        "Nach dem Vermerk, den der Kurier",
        "So schildert es ein Gast im Kurier:",
        "Danach bleibt",
    ],
)
def test_a_sentence_may_break_off_anywhere(text: str) -> None:
    assert read(text) == ()

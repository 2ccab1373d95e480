"""Which time expression dates a statement, by the conventions of tests/gold/trails/README.md."""

from __future__ import annotations

import datetime as dt

import msgspec

from laut.api import date_range
from laut.reading.prose import prose_of
from laut.reading.timing import date_statements
from laut.records import Article, Form, Hop, Note, Source, Span, Statement, When


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def statement(
    text: str,
    *content: str,
    frame: str = "",
    cue: str = "",
    speaker: str = "",
    form: Form = "indirect",
    parent: str | None = None,
) -> Statement:
    return Statement(
        id=f"s-{text.index(content[0])}-{len(content[0])}",
        form=form,
        medium="speech",
        confidence=1.0,
        content=tuple(span(text, words) for words in content),
        frame=(span(text, frame),) if frame else (),
        cue=(span(text, cue),) if cue else (),
        speaker=Source(name=speaker, spans=(span(text, speaker),)) if speaker else None,
        parent=parent,
    )


def dated(
    text: str, *statements: Statement, published: str = "2022-11-02"
) -> tuple[list[When | None], tuple[Note, ...]]:
    article = Article(id="a", text=text, published=date_range(published), language="de")
    result, notes = date_statements(prose_of(article, []), statements)
    assert [one.id for one in result] == [one.id for one in statements]
    return [one.when for one in result], notes


def one_when(text: str, *content: str, published: str = "2022-11-02", **parts: str) -> When | None:
    whens, _ = dated(text, statement(text, *content, **parts), published=published)  # type: ignore[arg-type]
    return whens[0]


def test_the_content_s_own_time_comes_before_that_of_the_utterance() -> None:
    text = "Die Brücke sei Mitte Oktober gesperrt worden, sagte Ute Petersen am Dienstag."
    when = one_when(
        text,
        "Die Brücke sei Mitte Oktober gesperrt worden",
        frame=", sagte Ute Petersen am Dienstag",
        cue="sagte",
    )
    assert when == When(
        text="Mitte Oktober",
        start=15,
        end=28,
        earliest=dt.date(2022, 10, 11),
        latest=dt.date(2022, 10, 20),
        of="content",
    )


def test_without_one_the_time_in_the_frame_dates_the_utterance() -> None:
    text = "Die Brücke sei marode, sagte Ute Petersen am Dienstag."
    when = one_when(text, "Die Brücke sei marode", frame=", sagte Ute Petersen am Dienstag", cue="sagte")
    assert when is not None
    assert (when.text, when.of, when.earliest) == ("Dienstag", "utterance", dt.date(2022, 11, 1))


def test_so_does_a_time_elsewhere_in_the_sentence_of_the_frame() -> None:
    text = "Am Montag besuchte sie den Hafen und sagte, die Brücke sei marode. Am Freitag war sie in Rom."
    when = one_when(text, "die Brücke sei marode", frame="sagte", cue="sagte")
    assert when is not None
    assert (when.text, when.of) == ("Montag", "utterance")


def test_a_time_in_the_sentence_after_the_frame_dates_nothing() -> None:
    text = "Sie nannte die Brücke „marode“. Am Freitag war sie in Rom."
    assert one_when(text, "„marode“", frame="Sie nannte die Brücke", cue="nannte", form="direct") is None


def test_of_several_times_that_of_the_main_predicate_counts() -> None:
    text = "Sie sagte, die Brücke, die 1950 gebaut worden war, sei im Mai 2020 gesperrt worden."
    when = one_when(
        text, "die Brücke, die 1950 gebaut worden war, sei im Mai 2020 gesperrt worden", frame="Sie sagte,"
    )
    assert when is not None
    assert when.text == "Mai 2020"


def test_a_year_that_only_names_a_thing_dates_nothing() -> None:
    text = "Sie sagte, die Olympiade 2024 sei teuer."
    assert one_when(text, "die Olympiade 2024 sei teuer", frame="Sie sagte,") is None


def test_the_time_of_a_speaker_s_attribute_does_not_date_the_utterance() -> None:
    text = "Der am Montag gewählte Vorsitzende sagte, die Brücke sei marode."
    when = one_when(
        text,
        "die Brücke sei marode",
        frame="Der am Montag gewählte Vorsitzende sagte,",
        cue="sagte",
        speaker="Der am Montag gewählte Vorsitzende",
    )
    assert when is None


def test_a_span_of_days_is_one_time() -> None:
    text = "Der Rat tage vom 3. bis 5. Mai 2023, sagte sie."
    when = one_when(text, "Der Rat tage vom 3. bis 5. Mai 2023", frame=", sagte sie", cue="sagte")
    assert when is not None
    assert when.text == "3. bis 5. Mai 2023"
    assert (when.earliest, when.latest) == (dt.date(2023, 5, 3), dt.date(2023, 5, 5))


def test_vague_and_recurring_times_date_nothing() -> None:
    text = "Zuletzt werde täglich geprüft, wie es derzeit aussieht, sagte sie."
    assert (
        one_when(text, "Zuletzt werde täglich geprüft, wie es derzeit aussieht", frame=", sagte sie") is None
    )


def test_a_day_named_in_somebody_s_own_words_is_counted_from_when_they_were_spoken() -> None:
    text = "Am Sonntag sagte sie: „Gestern war die Brücke noch offen.“"
    when = one_when(
        text, "„Gestern war die Brücke noch offen.“", frame="Am Sonntag sagte sie:", form="direct"
    )
    assert when is not None
    assert (when.text, when.earliest, when.of) == ("Gestern", dt.date(2022, 10, 29), "content")


def test_what_a_nested_statement_says_is_dated_there_and_not_outside() -> None:
    text = "Der Rat teilte mit, Ute Petersen habe am Montag erklärt, die Brücke werde im März 2023 saniert."
    outer = statement(
        text,
        "Ute Petersen habe am Montag erklärt, die Brücke werde im März 2023 saniert",
        frame="Der Rat teilte mit,",
    )
    inner = statement(
        text,
        "die Brücke werde im März 2023 saniert",
        frame="Ute Petersen habe am Montag erklärt,",
        parent=outer.id,
    )
    (outside, inside), _ = dated(text, outer, inner)
    assert outside is not None
    assert inside is not None
    assert (outside.text, inside.text) == ("Montag", "März 2023")


def test_what_the_publication_date_leaves_open_is_noted_once_for_all_statements_that_it_dates() -> None:
    text = "Die Brücke sei „marode“ und bleibe gesperrt, sagte sie am Dienstag."
    whole = statement(text, "Die Brücke sei „marode“ und bleibe gesperrt", frame=", sagte sie am Dienstag")
    part = statement(text, "„marode“", frame=", sagte sie am Dienstag", form="direct", parent=whole.id)
    whens, notes = dated(text, whole, part, published="2022-11")
    for when in whens:
        assert when is not None
        assert (when.earliest, when.latest) == (dt.date(2022, 11, 1), dt.date(2022, 11, 29))
    assert [(note.kind, note.statements) for note in notes] == [("ambiguous-time", (whole.id, part.id))]
    assert "Dienstag" in notes[0].message


def test_an_article_without_publication_date_gets_only_absolute_times() -> None:
    text = "Am Dienstag sagte sie, die Brücke sei im Mai 2020 gesperrt worden und marode."
    article = Article(id="a", text=text, language="de")
    first = statement(text, "die Brücke sei im Mai 2020 gesperrt worden", frame="Am Dienstag sagte sie,")
    second = statement(text, "marode", frame="Am Dienstag sagte sie,")
    result, notes = date_statements(prose_of(article, []), [first, second])
    assert [one.when.text if one.when else None for one in result] == ["Mai 2020", None]
    assert notes == ()


def test_the_time_of_a_report_is_that_of_speaking_unless_a_second_one_dates_the_matter() -> None:
    text = (
        "Die Ministerin kündigte am Montag den Umbau an. Der Rat beschloss gestern den Abriss zum Jahresende."
    )
    first = statement(text, "Die Ministerin kündigte am Montag den Umbau an.", form="reported")
    second = statement(text, "Der Rat beschloss gestern den Abriss zum Jahresende.", form="reported")
    whens, _ = dated(text, first, second)
    assert [(when.text, when.of) for when in whens if when] == [
        ("Montag", "utterance"),
        ("Jahresende", "content"),
    ]


def test_what_goes_on_from_a_statement_was_said_at_the_same_time() -> None:
    text = "Am Freitag trat sie vor den Rat. Die Brücke sei marode, sagte sie. Man müsse sie sperren."
    first = statement(text, "Die Brücke sei marode", frame=", sagte sie", cue="sagte")
    second = statement(text, "Man müsse sie sperren.", form="indirect-free-indirect")
    carried = msgspec.structs.replace(second, chain=(Hop(name="sie", carried_from=first.id),))
    whens, _ = dated(text, first, carried)
    assert whens[0] is None
    assert whens[1] is not None
    assert (whens[1].text, whens[1].of) == ("Freitag", "utterance")


def test_no_statements_need_no_dates() -> None:
    article = Article(id="a", text="Am Montag.", language="de")
    assert date_statements(prose_of(article, []), []) == ((), ())

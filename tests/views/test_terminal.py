"""What people see in a terminal and in a pipe."""

from __future__ import annotations

import datetime as dt
import io

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from laut.records import (
    Article,
    DateRange,
    Factuality,
    Form,
    Hop,
    Note,
    Rejection,
    Source,
    Span,
    Statement,
    When,
)
from laut.views import terminal


def statement(
    identifier: str,
    content: str,
    *,
    speaker: str | None = None,
    cue: str | None = None,
    form: Form = "indirect",
    parent: str | None = None,
) -> Statement:
    return Statement(
        id=identifier,
        form=form,
        medium="speech",
        confidence=0.876,
        content=(Span(0, len(content), content),),
        speaker=Source(name=speaker) if speaker else None,
        cue=(Span(0, len(cue), cue),) if cue else (),
        parent=parent,
    )


NESTED = (
    statement(
        "s1",
        "die Ministerin habe versichert, man verliere keinen Tag",
        speaker="Ein Sprecher",
        cue="erklärte",
    ),
    statement("s2", "man verliere keinen Tag", speaker="Jana Ohlsen", cue="versichert", parent="s1"),
    statement("s3", "„keinen Tag“", form="direct", parent="s2"),
    statement("s4", "Warum also die Aufregung?", form="indirect-free-indirect"),
)


def article(*statements: Statement, **fields: object) -> Article:
    defaults: dict[str, object] = {
        "id": "a1",
        "text": "",
        "title": "Ministerin weist Bericht zurück",
        "outlet": "Kieler Morgenblatt",
        "authors": ("Tom Beispiel",),
        "published": DateRange(dt.date(2022, 11, 1), dt.date(2022, 11, 30)),
        "language": "de",
    }
    return Article(**{**defaults, "statements": statements, **fields})  # type: ignore[arg-type]


def shown(read: Article, width: int = 80, *, colour: bool = False, found: int | None = None) -> str:
    output = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=output, width=width, force_terminal=True, color_system=system, highlight=False)  # type: ignore[arg-type]
    terminal.show(read, console, found=found)
    return output.getvalue()


@pytest.mark.parametrize("width", [30, 44, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = statement(
        "s5", "Donaudampfschifffahrtsgesellschaftskapitänsmützen " * 8, speaker="Sehr " * 12 + "lang"
    )
    lines = shown(article(*NESTED, long), width).splitlines()
    assert max(map(cell_len, lines)) <= min(width, terminal.MAX_WIDTH)


@pytest.mark.parametrize("width", [44, 80, 120])
def test_speaker_form_content_and_cue_are_in_the_table(width: int) -> None:
    words = " ".join(shown(article(*NESTED), width).split())
    for part in (
        "Jana Ohlsen",
        "indirect",
        "man verliere keinen Tag",
        "versichert",
        "Kieler Morgenblatt",
        "2022-11",
    ):
        assert part in words


def test_nested_statements_stand_indented_under_their_parents() -> None:
    lines = shown(article(*NESTED), 120).splitlines()
    starts = [
        line.index(text)
        for text, line in zip(
            ("die Ministerin", "man verliere", "„keinen Tag“"),
            [line for line in lines if "indirect " in line or "direct " in line],
            strict=False,
        )
    ]
    assert starts[1] - starts[0] == 2
    assert starts[2] - starts[1] == 2


def test_a_statement_whose_parent_is_left_out_is_not_indented() -> None:
    assert terminal.depths_of(NESTED) == [0, 1, 2, 0]
    assert terminal.depths_of(NESTED[1:]) == [0, 1, 0]


def test_statements_that_name_each_other_as_parents_do_not_hang_it() -> None:
    loop = [statement("a", "eins", parent="b"), statement("b", "zwei", parent="a")]
    assert len(terminal.depths_of(loop)) == 2


def test_colours_can_be_left_out_and_say_nothing_that_words_do_not() -> None:
    import re

    coloured = shown(article(*NESTED), colour=True)
    assert "\x1b[32m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == re.sub(r"\x1b\[[0-9;]*m", "", shown(article(*NESTED)))


def test_markup_in_a_text_is_text() -> None:
    assert "[bold red]Alarm[/]" in shown(
        article(statement("s", "[bold red]Alarm[/]"), title="[link=x]T[/link]")
    )
    assert "[link=x]T[/link]" in shown(article(title="[link=x]T[/link]"))


@pytest.mark.parametrize("view", [terminal.plain, shown])
def test_a_text_cannot_steer_the_terminal(view: object) -> None:
    evil = "vorher\x1b]0;Titel\x07\x1b[2J\x9b31m\u202everkehrt\x00"
    read = article(
        msgspec.structs.replace(
            statement("s", evil, speaker=evil, cue=evil),
            chain=(Hop(name=evil),),
            when=When(evil, 0, 1, dt.date(2022, 11, 1), dt.date(2022, 11, 1)),
        ),
        title=evil,
        outlet=evil,
        notes=(Note(kind="x", message=evil, statements=("s",)),),
    )
    output = terminal.plain(read) if view is terminal.plain else shown(read)
    for control in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "\u202e", "\x00"):
        assert control not in output


def test_a_lone_surrogate_can_be_written() -> None:
    terminal.plain(article(title="kaputt \ud800")).encode("utf-8")


def test_plain_lines_hold_a_whole_statement_each() -> None:
    content = "sehr lang " * 60
    lines = terminal.plain(
        article(statement("s", content + "\n\nEnde", speaker="Jana Ohlsen", cue="sagte"))
    ).splitlines()
    assert lines[2] == f"Jana Ohlsen  indirect  0.88  {content}Ende  [sagte]"
    assert lines[-1] == ""


def test_plain_has_no_colours() -> None:
    assert "\x1b" not in terminal.plain(article(*NESTED))


TRAILED = Statement(
    id="s6",
    form="indirect",
    medium="speech",
    confidence=0.9,
    content=(Span(0, 9, "es fehle Geld"),),
    speaker=Source(name="Beamte", kind="group", named=False),
    chain=(
        Hop(name="Küstenbote", kind="media", named=True, stance="distancing", markers=("will",)),
        Hop(name="Beamte", kind="group", named=False),
    ),
    factuality=Factuality("Uu", "PR+"),
    when=When("am Dienstag", 0, 11, dt.date(2022, 11, 1), dt.date(2022, 11, 29), "utterance"),
)


@pytest.mark.parametrize("width", [44, 80, 120])
def test_the_trail_stands_under_the_content(width: int) -> None:
    lines = shown(article(TRAILED), width).splitlines()
    column = next(line.index("es fehle") for line in lines if "es fehle" in line)
    trail = " ".join(" ".join(line[column:].split("  ")[0] for line in lines).split())
    assert "es fehle Geld Kieler Morgenblatt ← Küstenbote (distancing) ← Beamte, unnamed" in trail
    assert "outlet: left open, originator: probable · said “am Dienstag”: 2022-11-01 … 2022-11-29" in trail


def test_the_trail_stays_on_the_line_of_its_statement_in_a_pipe() -> None:
    assert terminal.plain(article(TRAILED)).splitlines()[2] == (
        "Beamte  indirect  0.90  es fehle Geld  Kieler Morgenblatt ← Küstenbote (distancing) ← Beamte, unnamed  "
        "outlet: left open, originator: probable · said “am Dienstag”: 2022-11-01 … 2022-11-29"
    )


def test_a_note_quotes_the_statements_that_it_is_about_if_they_are_shown() -> None:
    note = Note(kind="ambiguous-time", message="Which Tuesday?", statements=("s6", "gone"))
    for output in (terminal.plain(article(TRAILED, notes=(note,))), shown(article(TRAILED, notes=(note,)))):
        assert output.rstrip().splitlines()[-1] == "note: Which Tuesday? (ambiguous-time) – “es fehle Geld”"


def test_an_article_without_anything_is_shown_as_that() -> None:
    bare = Article(id="a", text="")
    assert terminal.plain(bare) == "(no title)\nno statements\n\n"
    assert "no statements" in shown(bare)


def test_the_heading_says_how_many_statements_the_filters_left() -> None:
    assert "4 statements" in terminal.plain(article(*NESTED), found=4)
    assert "4 of 9 statements" in terminal.plain(article(*NESTED), found=9)
    assert "0 of 9 statements" in shown(article(), found=9)


def test_notes_come_last() -> None:
    note = Note(kind="paywall", message="Only the beginning is freely readable.")
    for output in (terminal.plain(article(*NESTED, notes=(note,))), shown(article(*NESTED, notes=(note,)))):
        assert output.rstrip().splitlines()[-1] == "note: Only the beginning is freely readable. (paywall)"


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2022-11-02", "2022-11-02", "2022-11-02"),
        ("2022-11-01", "2022-11-30", "2022-11"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2022-11-01", "2022-11-05", "2022-11-01 … 2022-11-05"),
        ("2022-11-01", "2023-11-30", "2022-11-01 … 2023-11-30"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(earliest: str, latest: str, said: str) -> None:
    dates = DateRange(dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest))
    assert terminal.describe_range(dates) == said


def test_a_rejection_is_one_line_whatever_its_parts_hold() -> None:
    line = terminal.rejection_line(
        Rejection(path="a\nb.txt", reason="it is\x1b[2J empty", hint="save it\nagain")
    )
    assert line.startswith("laut: a b.txt: it is")
    assert "\n" not in line
    assert "\x1b" not in line

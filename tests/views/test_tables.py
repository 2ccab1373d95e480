"""JSON keeps everything; CSV is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from laut.records import Article, DateRange, Factuality, Hop, Marker, Source, Span, Statement, When
from laut.views import tables

TEXT = '„Wir bleiben“, sagte Ohlsen, „und zwar alle.“ Laut dem Küstenboten fehlt Geld.\nDas heißt: "Nein", so A; B.'


def spans(*texts: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(text), TEXT.index(text) + len(text), text) for text in texts)


def article(*statements: Statement, title: str = "Titel") -> Article:
    return Article(
        id="a1",
        text=TEXT,
        title=title,
        outlet="Küstenbote",
        published=DateRange(dt.date(2022, 11, 1), dt.date(2022, 11, 30)),
        language="de",
        statements=statements,
    )


SPLIT = Statement(
    id="s1",
    form="direct",
    medium="speech",
    confidence=0.9,
    content=spans("„Wir bleiben“", "„und zwar alle.“"),
    speaker=Source(name="Jana Ohlsen", actor="Q1", kind="person", named=True, spans=spans("Ohlsen")),
    cue=spans("sagte"),
)
BARE = Statement(id="s2", form="reported", medium=None, confidence=0.123456, content=spans("fehlt Geld"))
FULL = Statement(
    id="s3",
    form="indirect",
    medium="writing",
    confidence=1.0,
    content=spans('Das heißt: "Nein", so A; B.'),
    parent="s1",
    chain=(
        Hop(name="Küstenbote", actor="Q2", kind="media", named=True, stance="distancing", carried_from="s1"),
        Hop(kind="group", named=False, stance="neutral"),
    ),
    factuality=Factuality(
        outlet="Uu",
        originator="CT+",
        markers=(Marker("heißt", 84, 89, "reportative"), Marker("so", 0, 2, "mood")),
    ),
    when=When(text="Geld", start=0, end=4, earliest=dt.date(2022, 10, 11), latest=dt.date(2022, 10, 20)),
)


def rows_of(read: Article) -> list[dict[str, str]]:
    data = (tables.csv_header() + tables.csv_rows(read)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(data, newline="")))


def test_a_row_holds_the_article_the_statement_and_all_offsets() -> None:
    (row,) = rows_of(article(SPLIT))
    assert row["article"] == "a1"
    assert (row["published_earliest"], row["published_latest"]) == ("2022-11-01", "2022-11-30")
    assert row["content"] == "„Wir bleiben“ … „und zwar alle.“"
    assert (row["start"], row["end"]) == (str(SPLIT.start), str(SPLIT.end))
    pieces = [tuple(map(int, piece.split(":"))) for piece in row["content_offsets"].split()]
    assert [TEXT[start:end] for start, end in pieces] == ["„Wir bleiben“", "„und zwar alle.“"]
    assert (row["speaker"], row["speaker_actor"], row["speaker_named"]) == ("Jana Ohlsen", "Q1", "true")
    assert TEXT[int(row["cue_offsets"].split(":")[0]) :].startswith("sagte")


def test_what_is_not_known_is_an_empty_cell() -> None:
    (row,) = rows_of(article(BARE))
    unknown = [
        "url",
        "parent",
        "medium",
        "speaker",
        "speaker_named",
        "speaker_office",
        "cue",
        "chain",
        "chain_stances",
        "originator",
        "markers",
        "when",
        "speaker_offsets",
    ]
    assert {row[name] for name in unknown} == {""}
    assert row["confidence"] == "0.1235"


def test_chain_factuality_and_time_have_columns() -> None:
    (row,) = rows_of(article(FULL))
    assert row["chain"] == "Küstenbote > ?"
    assert row["chain_actors"] == "Q2 > ?"
    assert row["chain_kinds"] == "media > group"
    assert row["chain_named"] == "true > false"
    assert row["chain_stances"] == "distancing > neutral"
    assert row["chain_weak"] == "false > false"
    assert row["chain_carried_from"] == "s1"
    assert row["originator"] == ""
    assert row["markers"] == "heißt (reportative), so (mood)"
    assert (row["factuality_outlet"], row["factuality_originator"]) == ("Uu", "CT+")
    assert (row["when_earliest"], row["when_latest"], row["when_of"]) == (
        "2022-10-11",
        "2022-10-20",
        "content",
    )


def test_commas_quotes_and_line_ends_come_back_as_they_were() -> None:
    title = 'Erst "so", dann\nanders; und, fertig'
    (row,) = rows_of(article(FULL, title=title))
    assert row["title"] == title
    assert row["content"] == FULL.text


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+++ Eilmeldung +++",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    (row,) = rows_of(article(BARE, title=text))
    assert row["title"] == "'" + text


@pytest.mark.parametrize("text", ["„So geht es nicht“", "– sagte sie", "2022", "a=b", "'schon da'"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert tables.cell(text) == text


def test_a_carriage_return_does_not_break_the_row() -> None:
    (row,) = rows_of(article(BARE, title="eins\r\nzwei\rdrei"))
    assert row["title"] == "eins\nzwei\ndrei"


def test_an_article_without_statements_has_no_row() -> None:
    assert tables.csv_rows(article()) == b""


def test_a_lone_surrogate_does_not_end_the_run() -> None:
    broken = article(BARE, title="kaputt \ud800")
    assert tables.csv_rows(broken).decode("utf-8").count("?") == 1
    assert json.loads(tables.json_line(broken)) == article(BARE, title="kaputt ?").to_dict()


def test_json_lines_are_single_lines_and_lose_nothing() -> None:
    read = article(SPLIT, BARE, FULL)
    line = tables.json_line(read)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert Article.from_dict(json.loads(line)) == read


def test_the_json_object_is_the_same_but_for_people() -> None:
    read = article(SPLIT, BARE, FULL)
    indented = tables.json_object(read)
    assert json.loads(indented) == json.loads(tables.json_line(read))
    assert indented.startswith(b'{\n  "article": {\n')
    assert "Küstenbote".encode() in indented

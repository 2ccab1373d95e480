"""Dates of publication, as precise as they are written."""

from __future__ import annotations

import datetime as dt

import pytest

from laut.intake.published import date_range, match_date, parse_published, read_date_line

DAY = "2022-11-03"


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2022-11", "2022-11-01", "2022-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("11/2022", "2022-11-01", "2022-11-30"),
        ("November 2022", "2022-11-01", "2022-11-30"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-11-03", DAY, DAY),
        ("20221103", DAY, DAY),
        ("2022/11/3", DAY, DAY),
        ("2022-11-03T14:05:00+01:00", DAY, DAY),
        ("2022-11-03 14:05:00+01:00", DAY, DAY),
        ("2022-11-03T23:30:00Z", "2022-11-04", "2022-11-04"),
        ("Thu, 03 Nov 2022 14:05:00 GMT", DAY, DAY),
        ("03.11.2022", DAY, DAY),
        ("3.11.22", DAY, DAY),
        ("3. November 2022, 14:05 Uhr", DAY, DAY),
        ("Donnerstag, den 3. November 2022", DAY, DAY),
        ("Do., 3. Nov. 2022 - 14.05 Uhr", DAY, DAY),
        ("7. Jänner 1998", "1998-01-07", "1998-01-07"),
        ("Stand: 03.11.2022 14:05 Uhr", DAY, DAY),
        ("Veröffentlicht am 3.11.2022 | Aktualisiert: 04.11.2022, 8:00 Uhr", DAY, DAY),
        ("Aktualisiert: 04.11.2022, 8:00 Uhr, veröffentlicht: 3.11.2022", DAY, DAY),
        ("November 3, 2022 at 5:32 p.m. EDT", DAY, DAY),
        ("Thursday 3 November 2022", DAY, DAY),
        ("Nov 3rd, 2022", DAY, DAY),
        ("1.2.85", "1985-02-01", "1985-02-01"),
    ],
)
def test_a_date_is_read_with_the_precision_it_has(text: str, earliest: str, latest: str) -> None:
    found = parse_published(text)
    assert found is not None
    assert (str(found.earliest), str(found.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gestern",
        "am Montag",
        "31.02.2022",
        "2022-13",
        "3. Oktober",
        "14:05 Uhr",
        "12345",
        "1. 2. 3",
        "x" * 500,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_published(text) is None


def test_a_date_line_ends_where_something_else_begins() -> None:
    line = read_date_line("date 2022-11 Deich hält")
    assert line is not None
    assert line.end == len("date 2022-11")
    assert line.labelled


def test_a_later_version_is_known_as_such() -> None:
    line = read_date_line("Stand: 03.11.2022")
    assert line is not None
    assert line.updated


def test_a_line_with_only_a_labelled_time_is_a_date_line_without_a_date() -> None:
    line = read_date_line("Stand: 14:05 Uhr")
    assert line is not None
    assert line.published is None
    assert read_date_line("14:05 Uhr") is None


def test_a_date_is_found_at_its_offset() -> None:
    found = match_date("am 3. November 2022 in", 3)
    assert found is not None
    assert found[0].earliest == dt.date(2022, 11, 3)
    assert found[1] == len("am 3. November 2022")


def test_there_are_no_dates_before_newspapers() -> None:
    assert date_range(1492) is None
    assert date_range(2022, 2, 30) is None

"""The Python entry points; the model is replaced by tests/fake_reader.py."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fake_reader import FakeReader

import laut
from laut import api
from laut.records import Article, DateRange, Rejection

SCHOOL = """Stadt will zwei Schulen zusammenlegen

Der Rat der Stadt berät am Donnerstag darüber, ob zwei Schulen zu einer zusammengelegt werden sollen.

„Niemand verliert seinen Platz“, sagte Ute Petersen vor der Sitzung. Die Eltern sind davon nicht überzeugt.
"""

BRIDGE = """Council votes on the new bridge across the river

The council of the town will vote next week on whether the old bridge should be replaced by a new one.
"We have waited long enough for this decision," said the mayor after a long meeting on Tuesday evening.
"""


@pytest.fixture(autouse=True)
def fake_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("laut.reading.reader.Reader", FakeReader)
    api._default_reader.cache_clear()
    yield
    api._default_reader.cache_clear()


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "schule.txt"
    path.write_text(SCHOOL, "utf-8")
    return path


def test_a_file_is_read_in_one_call(school: Path) -> None:
    article = laut.read(school)
    assert [statement.text for statement in article.statements] == ["„Niemand verliert seinen Platz“"]
    assert laut.read(str(school)) == article


def test_what_is_read_survives_a_round_trip_through_the_contract(school: Path) -> None:
    article = laut.read(school)
    assert Article.from_dict(article.to_dict()) == article


def test_pasted_text_is_read_in_one_call() -> None:
    article = laut.read_text(SCHOOL, published="2022-11", outlet="Küstenbote")
    assert len(article.statements) == 1
    assert article.outlet == "Küstenbote"
    assert article.published == DateRange(dt.date(2022, 11, 1), dt.date(2022, 11, 30))


def test_an_article_can_be_read_again_with_what_is_known_better(school: Path) -> None:
    first = laut.read(school)
    again = laut.read(first, outlet="Küstenbote", published=dt.date(2022, 11, 7))
    assert again.outlet == "Küstenbote"
    assert again.published == DateRange(dt.date(2022, 11, 7), dt.date(2022, 11, 7))
    assert again.statements == first.statements
    assert again.id == laut.read(school, outlet="Küstenbote").id, "the same text from the same place"
    assert again.id != first.id


def test_all_inputs_come_back_in_order_and_bad_ones_as_rejections(school: Path) -> None:
    missing = school.with_name("fehlt.txt")
    items = list(laut.read_all([missing, school]))
    assert isinstance(items[0], Rejection)
    assert str(missing) in str(items[0])
    assert isinstance(items[1], Article)
    assert len(items[1].statements) == 1


def test_a_single_path_is_as_good_as_a_list_of_one(school: Path) -> None:
    assert len(list(laut.read_all(school))) == 1


def test_a_missing_file_is_an_input_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(laut.InputError, match=r"fehlt\.txt") as caught:
        laut.read(tmp_path / "fehlt.txt")
    assert caught.value.hint


def test_a_folder_of_articles_is_an_input_error_that_points_to_read_all(school: Path) -> None:
    school.with_name("noch.txt").write_text(SCHOOL, "utf-8")
    with pytest.raises(laut.InputError, match="read_all"):
        laut.read(school.parent)


def test_another_language_is_an_error_of_its_own() -> None:
    with pytest.raises(laut.UnsupportedLanguageError):
        laut.read_text(BRIDGE)


@pytest.mark.parametrize(
    ("given", "earliest", "latest"),
    [
        ("2022-11-02", "2022-11-02", "2022-11-02"),
        ("2022-11", "2022-11-01", "2022-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        (" 2022-11-02 ", "2022-11-02", "2022-11-02"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_date_is_as_precise_as_it_was_given(given: str, earliest: str, latest: str) -> None:
    assert api.date_range(given) == DateRange(dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest))


def test_a_moment_is_its_day() -> None:
    day = dt.date(2022, 11, 2)
    assert api.date_range(dt.datetime(2022, 11, 2, 23, 59)) == DateRange(day, day)


@pytest.mark.parametrize("given", ["", "gestern", "2022-13", "2022-02-30", "0000", "2022-1-2", "02.11.2022"])
def test_what_is_no_iso_date_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(laut.InputError, match="2022-11-02"):
        api.date_range(given)


def test_one_reader_serves_the_whole_process(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[FakeReader] = []

    class Counted(FakeReader):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr("laut.reading.reader.Reader", Counted)
    laut.read(school)
    laut.read_text(SCHOOL)
    list(laut.read_all([school]))
    assert len(made) == 1


def test_the_root_exports_what_it_promises() -> None:
    assert all(hasattr(laut, name) for name in laut.__all__)
    assert laut.__all__ == sorted(laut.__all__)


def test_nothing_is_reported_to_the_makers_of_onnxruntime(tmp_path: Path) -> None:
    """Where its reports are on, onnxruntime leaves an id of the machine and a list of events in the cache."""
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment |= {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import laut, onnxruntime"], env=environment, check=True)
    assert list(tmp_path.rglob("*")) == []

"""The optional path over fundus: used where it works, never in the way where it does not."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from laut.intake import publishers
from laut.intake.html import load_html

URL = "https://www.kuestenkurier.example/deich"
TEXT = (
    "Der Deich hat dem Sturm in der Nacht zum Mittwoch standgehalten, wie die Behörden am Morgen mitteilten."
)
PAGE = f"<html><title>Seite</title><body><h1>Von der Seite</h1><p>{TEXT}</p><p>{TEXT[:-1]} gestern.</p></body></html>"


class FakeParser:
    """Stands for a publisher's parser of fundus; what it finds depends on the day it is asked for."""

    def __init__(self, found: dict[str, Any] | Exception) -> None:
        self.found = found
        self.days: list[dt.date | None] = []

    def __call__(self, day: dt.date | None) -> "FakeParser":
        self.days.append(day)
        return self

    def parse(self, markup: str, error_handling: str) -> dict[str, Any]:
        assert markup == PAGE
        assert error_handling == "suppress"
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def use(monkeypatch: pytest.MonkeyPatch, parser: FakeParser) -> None:
    publisher = SimpleNamespace(
        name="Küstenkurier", domain="https://www.kuestenkurier.example/", parser=parser
    )
    monkeypatch.setattr(publishers, "_publishers", lambda: {"kuestenkurier.example": publisher})


def test_what_fundus_finds_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    section = SimpleNamespace(headline=["Warten auf Geld"], paragraphs=[TEXT])
    body = SimpleNamespace(summary=["Die Küste atmet auf."], sections=[section])
    found = {
        "title": "Der Deich hält",
        "authors": ["Eva Muster"],
        "body": body,
        "publishing_date": dt.datetime(2022, 11, 3),
    }
    use(monkeypatch, FakeParser(found))
    article = load_html(PAGE, url=URL)
    assert article.title == "Der Deich hält"
    assert article.outlet == "Küstenkurier"
    assert article.authors == ("Eva Muster",)
    assert str(article.published) == "2022-11-03"
    assert [part.kind for part in article.sections] == ["headline", "teaser", "subhead", "paragraph"]


@pytest.mark.parametrize("found", [ValueError("other layout"), {}, {"title": "Der Deich hält", "body": None}])
def test_where_fundus_fails_the_page_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, Any] | Exception
) -> None:
    use(monkeypatch, FakeParser(found))
    assert load_html(PAGE, url=URL).title == "Von der Seite"


def test_without_an_address_fundus_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = FakeParser({})
    use(monkeypatch, parser)
    load_html(PAGE)
    assert parser.days == []


def test_a_missing_fundus_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fundus", None)
    publishers._publishers.cache_clear()
    assert publishers._publishers() == {}
    publishers._publishers.cache_clear()

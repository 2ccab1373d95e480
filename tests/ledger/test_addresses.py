"""Addresses of the same report are the same, and no others."""

from __future__ import annotations

import pytest

from laut.ledger.addresses import canonical, site

PAGE = "hafenblatt.example/pegel/steigt.html"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.hafenblatt.example/pegel/steigt.html",
        "http://hafenblatt.example:80/pegel/steigt.html",
        "HTTPS://WWW.Hafenblatt.Example/pegel//steigt.html",
        "https://mobil.hafenblatt.example/pegel/steigt.html?utm_medium=rss&fbclid=1",
        "https://www.hafenblatt.example/pegel/steigt.amp.html",
        "https://www.hafenblatt.example/pegel/steigt-amp.html",
        "https://www.hafenblatt.example/pegel/amp/steigt.html",
        "https://www.hafenblatt.example/pegel/steigt.html/drucken",
        "https://www.hafenblatt.example/pegel/steigt.html;jsessionid=A1",
        "https://www.google.de/amp/s/www.hafenblatt.example/pegel/steigt.html",
        "https://web.archive.org/web/20221102120000/https://www.hafenblatt.example/pegel/steigt.html",
    ],
)
def test_variants_of_an_address_are_one(url: str) -> None:
    assert canonical(url) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://www.hafenblatt.example/pegel/steigt2.html",
        "https://www.hafenblatt.example/pegel/steigt.html?page=2",
        "https://www.semmering.example/pegel/steigt.html",
        "https://sport.hafenblatt.example/pegel/steigt.html",
        "https://www.hafenblatt.example/Pegel/steigt.html",
    ],
)
def test_other_addresses_stay_others(url: str) -> None:
    assert canonical(url) not in (None, PAGE)


def test_the_order_of_parameters_does_not_matter() -> None:
    assert canonical("https://x.example/a?id=3&b=ä") == canonical("http://x.example/a/?b=%C3%A4&id=3")


@pytest.mark.parametrize(
    "url", [None, "", "   ", "kein Ort", "ftp://x.example/a", "https://", "http://[::1", "mailto:a@b"]
)
def test_what_is_no_web_address_has_none(url: str | None) -> None:
    assert canonical(url) is None and site(url) is None


def test_the_site_is_what_belongs_to_an_outlet() -> None:
    assert (
        site("https://www.hafenblatt.example/a")
        == site("https://m.hafenblatt.example?x=1")
        == "hafenblatt.example"
    )

"""Which words a text has, what compounds are made of, and what a query asks for."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laut.ledger.search import analysis, days
from laut.ledger.search.compounds import parts_of
from laut.ledger.search.expression import fts5, tsquery
from laut.ledger.search.query import parse


def _stems(text: str, language: str = "de") -> list[str]:
    return [analysis.stem(word.spelt, language) for word in analysis.words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Züge", "zuege"),
        ("Müller", "MUELLER"),
        ("Straße", "STRASSE"),
        ("Einsätze", "Einsatz"),
        ("Raketen", "Rakete"),
        ("u\u0308ber", "über"),
        ("Verteidi\u00adgung", "Verteidigung"),
        ("José", "Jose"),
    ],
)
def test_spellings_and_inflections_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert _stems(one) == _stems(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Sicherheit", "sich"), ("Steuer", "Stier"), ("Rat", "Rad"), ("quelle", "qülle")]
)
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert _stems(one) != _stems(other)


@given(st.text(max_size=60))
def test_words_stand_where_they_say_and_are_safe_in_both_query_languages(text: str) -> None:
    last = 0
    for word in analysis.words(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end
        for made in (
            word.spelt,
            analysis.form(word.spelt),
            *(analysis.stem(word.spelt, code) for code in ("de", "en")),
        ):
            assert made.isalnum()
            assert made == made.lower()


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Atomwaffeneinsatz", {"Atom", "Waffe", "Einsatz", "Atomwaffen", "Waffeneinsatz"}),
        ("Bundeskanzlers", {"Kanzler"}),
        ("Verteidigungsministerium", {"Verteidigung", "Ministerium"}),
        ("Strompreise", {"Strom", "Preis"}),
        ("Regierungschef", {"Regierung", "Chef"}),
        ("Bundestagswahl", {"Bundestag", "Wahl"}),
        ("Massenvernichtungswaffen", {"Massenvernichtung", "Vernichtung", "Vernichtungswaffen", "Waffe"}),
    ],
)
def test_compounds_are_found_by_their_parts(compound: str, parts: set[str]) -> None:
    (word,) = analysis.words(compound)
    assert set(parts_of(word.spelt)) == {_stems(part)[0] for part in parts}


WHOLE = """
    Demokratie Beratung Heirat Partei Minister Konferenz Verantwortung Dienstag Sonntag Freitag Unterstützung Bericht
    Vorbereitung Gegenwart Angst Montag Präsident Generation Bevölkerung Partnerschaft Opposition
""".split()  # noqa: SIM905


@pytest.mark.parametrize(
    "word",
    WHOLE,
)
def test_words_that_only_look_like_compounds_stay_whole(word: str) -> None:
    (found,) = analysis.words(word)
    assert parts_of(found.spelt) == ()


def test_a_query_is_taken_apart() -> None:
    query = parse('Die Rede -Krieg "im Kreml" waff* -„große Not“')
    assert [(term.spelt, term.quoted, term.prefix) for term in query.wanted] == [
        (("rede",), False, False),
        (("im", "kreml"), True, False),
        (("waff",), False, True),
    ]
    assert [term.spelt for term in query.unwanted] == [("krieg",), ("grosse", "not")]
    assert query.is_literal


def test_words_without_meaning_count_if_there_is_nothing_else() -> None:
    assert [term.spelt for term in parse("was ist das").wanted] == [("was",), ("ist",), ("das",)]
    assert [term.spelt for term in parse('die "die"').wanted] == [("die",)]


def test_an_unclosed_quotation_mark_reaches_to_the_end() -> None:
    assert [term.spelt for term in parse('neu "im Kreml').wanted] == [("neu",), ("im", "kreml")]


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert not parse("US-Präsident – Rede").unwanted


@given(st.text(max_size=40))
def test_every_query_is_an_expression_of_both_databases_or_an_error(text: str) -> None:
    from laut.errors import InputError

    try:
        expression = parse(text).expression()
    except InputError:
        return
    assert fts5(expression).count("(") == fts5(expression).count(")")
    assert tsquery(expression).count("'") % 2 == 0


_DAYS = st.dates(dt.date(1750, 1, 1), dt.date(2250, 1, 1))


@given(_DAYS, st.integers(0, 12_000), st.one_of(st.none(), _DAYS), st.one_of(st.none(), _DAYS))
def test_every_interval_that_touches_the_days_asked_for_shares_a_word_with_them(
    earliest: dt.date, length: int, since: dt.date | None, until: dt.date | None
) -> None:
    if since and until and since > until:
        since, until = until, since
    latest = earliest + dt.timedelta(days=length)
    touches = (since is None or latest >= since) and (until is None or earliest <= until)
    shared = set(days.of_interval("p", earliest, latest)) & set(days.cover("p", since, until))
    assert shared or not touches


@given(_DAYS, _DAYS)
def test_a_single_day_shares_a_word_only_with_stretches_that_hold_it_or_cut_its_units(
    day: dt.date, end: dt.date
) -> None:
    if dt.date(1800, 1, 1) <= day < end <= dt.date(2199, 12, 31):
        asked = days.cover("p", day + dt.timedelta(days=1), end)
        assert not set(days.of_interval("p", day, day)) & set(asked)


def test_any_stretch_of_time_is_a_handful_of_words() -> None:
    assert len(days.cover("p", dt.date(2021, 3, 17), dt.date(2024, 10, 5))) < 60
    assert len(days.cover("p", dt.date(2021, 3, 17), None)) < 80

"""What is found by words, by filters and by meaning; each test runs on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import insert, select
from tests.ledger.search.said import ConceptEncoder, Said, find, put, texts

from laut.errors import InputError, LautError
from laut.ledger import Ledger
from laut.ledger.search import Days
from laut.ledger.search.meaning import probes
from laut.ledger.tables import claim, membership, statement

DIKE = "Der Deich halte einem Atomwaffeneinsatz nicht stand."
FERRY = "Die Fähren führen ab Montag wieder."
MUELLER = "Die Straße sei gesperrt."
TALK = "Über den Deich werde im Rathaus neu verhandelt."


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    put(
        ledger,
        [
            Said(text=DIKE, speaker="Wladimir Putin"),
            Said(text=FERRY, speaker="Bundeskanzler Olaf Küster", frame="Das teilte die Reederei mit."),
            Said(text=MUELLER, speaker="Jörg Müller"),
            Said(text=TALK, speaker="Ada Deichgräf"),
        ],
    )
    return ledger


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Deich", {DIKE, TALK}),
        ("DEICHE", {DIKE, TALK}),
        ("Fähre", {FERRY}),
        ("Faehren", {FERRY}),
        ("Fahre", {FERRY}),
        ("Strasse gesperrt", {MUELLER}),
        ("Mueller", {MUELLER}),
        ("Müllers", {MUELLER}),
        ("Atomwaffen", {DIKE}),
        ("Einsatz", {DIKE}),
        ("Waffeneinsatz", {DIKE}),
        ("Kanzler", set()),
        ("Bundeskanzler", {FERRY}),
        ("Reederei", {FERRY}),
        ("Putin Deich", {DIKE}),
        ("Deich Fähre", set()),
        ("Was ist mit dem Deich?", {DIKE, TALK}),
        ('"den Deich"', {TALK}),
        ('"Deich den"', set()),
        ("„Der Deich“ halte", {DIKE}),
        ('"Einsatz"', set()),
        ('"Jörg Müller"', {MUELLER}),
        ('"Müller Jörg"', set()),
        ("Deich -Rathaus", {DIKE}),
        ("Deich -Atomwaffen", {TALK}),
        ('Deich -"im Rathaus"', {DIKE}),
        ("Verhand*", {TALK}),
        ("verhandelten*", {TALK}),
        ("küst*", {FERRY}),
        ("einsa*", {DIKE}),
        ("eine*", {DIKE}),
    ],
)
def test_words_find_the_statements_that_have_them(filled: Ledger, query: str, expected: set[str]) -> None:
    assert set(texts(find(filled, query))) == expected


def test_operators_of_the_databases_are_only_words(filled: Ledger) -> None:
    for query in (
        "NEAR(Deich Rathaus)",
        "Deich AND Rathaus*",
        "content:Deich",
        "Deich:*A",
        "' | Deich",
        "Deich\x00&!a",
    ):
        find(filled, query)


def test_hyphens_neither_hide_nor_make_compounds(ledger: Ledger) -> None:
    put(ledger, [Said(text="Der US-Präsident kommt."), Said(text="Ein Atomwaffen-Einsatz drohe.")])
    assert texts(find(ledger, "US-Präsident")) == ["Der US-Präsident kommt."]
    assert texts(find(ledger, "Präsident")) == ["Der US-Präsident kommt."]
    assert texts(find(ledger, "Atomwaffeneinsatz")) == ["Ein Atomwaffen-Einsatz drohe."]
    put(ledger, [Said(text="Ein Atomwaffeneinsatz sei fern.")])
    assert len(find(ledger, "Atomwaffen-Einsatz").hits) == 2


def test_only_nouns_are_taken_apart(ledger: Ledger) -> None:
    put(
        ledger,
        [
            Said(text="Den zahlreichen Helfern sei die Zahl gleich."),
            Said(text="Es waren zahlreiche Leute da."),
        ],
    )
    assert texts(find(ledger, "Zahl")) == ["Den zahlreichen Helfern sei die Zahl gleich."]


def test_english_is_stemmed_as_english(ledger: Ledger) -> None:
    put(ledger, [Said(text="Both ferries were cancelled.", language="en")])
    assert len(find(ledger, "ferry cancelling").hits) == 1


def test_what_says_it_more_often_and_more_briefly_comes_first(ledger: Ledger) -> None:
    long = (
        "Der Deich wurde an einem Abend im Herbst von vielen Leuten aus drei Dörfern besichtigt und gelobt."
    )
    put(ledger, [Said(text="Deich bleibt Deich."), Said(text=long), Said(text="Der Deich ist zu.")])
    assert texts(find(ledger, "Deich")) == ["Deich bleibt Deich.", "Der Deich ist zu.", long]


def test_found_words_are_marked_in_content_and_speaker(filled: Ledger) -> None:
    (hit,) = find(filled, "Putin Einsatz Deich").hits
    marked = [hit.content.text[start:end] for start, end in hit.content.highlights]
    assert marked == ["Deich", "Atomwaffeneinsatz"]
    assert hit.speaker is not None
    assert [hit.speaker.text[start:end] for start, end in hit.speaker.highlights] == ["Putin"]


def test_a_phrase_is_marked_as_one(filled: Ledger) -> None:
    (hit,) = find(filled, '"im Rathaus neu"').hits
    assert [hit.content.text[start:end] for start, end in hit.content.highlights] == ["im Rathaus neu"]


def test_long_statements_are_cut_around_what_was_found(ledger: Ledger) -> None:
    text = "Es regnet heute sehr. " * 30 + "Dann kam die Fähre an. " + "Es schneit morgen. " * 30
    put(ledger, [Said(text=text.strip())])
    (hit,) = find(ledger, "Fähre").hits
    assert len(hit.content.text) < 260
    assert hit.content.text.startswith("… ")
    assert hit.content.text.endswith(" …")
    assert [hit.content.text[start:end] for start, end in hit.content.highlights] == ["Fähre"]


FILTERED = [
    Said(text="eins", speaker="Jörg Müller", actor="Q1", outlet="Küstenpost", form="direct", confidence=0.95),
    Said(text="zwei", speaker="Ada Deichgräf", actor="Q2", medium="writing", stance="distancing", firm="CT-"),
    Said(
        text="drei",
        speaker=None,
        named=None,
        meant="PS+",
        language="en",
        published=("2022-12-01", "2022-12-31"),
    ),
    Said(
        text="vier", named=False, uttered=("2022-10-11", "2022-10-20"), published=("2021-01-05", "2021-01-05")
    ),
    Said(text="fünf", content=("2023-01-01", "2023-12-31"), published=None),
]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"eins", "zwei", "drei", "vier", "fünf"}),
        ({"speaker": "müller"}, {"eins"}),
        ({"speaker": "MUEL jörg"}, {"eins"}),
        ({"speaker": "üller"}, set()),
        ({"actor": "Q2"}, {"zwei"}),
        ({"outlet": "kuestenpost"}, {"eins"}),
        ({"outlet": "Küste"}, set()),
        ({"forms": ("direct", "reported")}, {"eins"}),
        ({"media": ("writing",)}, {"zwei"}),
        ({"named": False}, {"vier"}),
        ({"stances": ("distancing",)}, {"zwei"}),
        ({"outlet_factuality": ("CT-",)}, {"zwei"}),
        ({"outlet_factuality": ("CT+",)}, set()),
        ({"originator_factuality": ("PS+", "PS-")}, {"drei"}),
        ({"language": "en"}, {"drei"}),
        ({"min_confidence": 0.91}, {"eins"}),
        ({"published": Days(dt.date(2022, 12, 5), dt.date(2022, 12, 6))}, {"drei"}),
        ({"published": Days(dt.date(2022, 11, 3), None)}, {"drei"}),
        ({"published": Days(None, dt.date(2022, 11, 2))}, {"eins", "zwei", "vier"}),
        ({"uttered": Days(dt.date(2022, 10, 20), dt.date(2022, 10, 25))}, {"vier"}),
        ({"uttered": Days(dt.date(2022, 10, 21), None)}, set()),
        ({"content": Days(dt.date(2023, 5, 1), dt.date(2023, 5, 1))}, {"fünf"}),
        ({"speaker": "Ada", "named": True, "language": "de"}, {"zwei", "fünf"}),
        ({"claim": "none"}, set()),
    ],
)
def test_filters_keep_what_has_all_of_it(ledger: Ledger, filters: dict[str, Any], expected: set[str]) -> None:
    put(ledger, FILTERED)
    assert set(texts(find(ledger, None, **filters))) == expected
    found = {text for text in expected if text in texts(find(ledger, text, **filters))}
    assert found == expected


def test_sides_are_those_of_the_actors(ledger: Ledger) -> None:
    put(ledger, [Said(text="eins", actor="Q7747"), Said(text="zwei", actor="Q6279")])
    assert texts(find(ledger, None, side="Q159")) == ["eins"]


def test_earlier_revisions_are_found_only_if_asked_for(ledger: Ledger) -> None:
    put(ledger, [Said(text="eins")])
    with ledger.atomic() as connection:
        connection.exec_driver_sql("UPDATE statement SET current = false")
    assert find(ledger, "eins").hits == ()
    assert find(ledger).hits == ()
    assert len(find(ledger, "eins", current=False).hits) == len(find(ledger, current=False).hits) == 1


def test_what_is_taken_away_is_not_found(ledger: Ledger) -> None:
    put(ledger, [Said(text="eins"), Said(text="zwei")])
    with ledger.atomic() as connection:
        connection.exec_driver_sql("DELETE FROM statement WHERE content = 'eins'")
    assert find(ledger, "eins").hits == ()
    assert texts(find(ledger, "zwei")) == ["zwei"]


def test_without_a_query_the_newest_publication_comes_first_and_the_undated_last(ledger: Ledger) -> None:
    put(ledger, FILTERED)
    assert texts(find(ledger)) == ["drei", "zwei", "eins", "vier", "fünf"]
    assert texts(find(ledger, named=True)) == ["zwei", "eins", "fünf"]


@pytest.mark.parametrize("query", [None, "Deich"])
@pytest.mark.parametrize("few", [0, 1000])
def test_pages_do_not_shift_when_statements_arrive(
    ledger: Ledger, query: str | None, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laut.ledger.search.listing.FEW", few)
    monkeypatch.setattr("laut.ledger.search.wording.RANKED", 5)
    days = ["2022-11-02", "2021-03-01", "2022-11-02", None, "2022-10-31", "2022-11-02", None, "2020-01-01"]
    put(
        ledger,
        [Said(text=f"Der Deich {n}.", published=(day, day) if day else None) for n, day in enumerate(days)],
    )
    whole = texts(find(ledger, query, language="de"))
    assert len(whole) == len(days)
    after, seen = None, []
    for number in range(9):
        page = find(ledger, query, limit=3, after=after, language="de")
        seen += texts(page)
        put(ledger, [Said(text=f"Deich Deich {number}.", published=("2022-11-03", "2022-11-03"))])
        after = page.next
        if after is None:
            break
    assert seen == whole


def test_a_page_of_another_search_is_refused(filled: Ledger) -> None:
    token = find(filled, "Deich", limit=1).next
    assert token is not None
    with pytest.raises(InputError, match="another query"):
        find(filled, "Fähre", after=token)
    with pytest.raises(InputError, match="not the beginning of a page"):
        find(filled, "Deich", after="!")


@pytest.mark.parametrize("query", ["-Deich", "!?", "a" * 1001, "ab*", "w " * 40])
def test_queries_that_ask_for_nothing_say_so(filled: Ledger, query: str) -> None:
    with pytest.raises(InputError, match=" – "):
        find(filled, query)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(LautError, match="after the last"):
        Days(dt.date(2022, 2, 2), dt.date(2022, 2, 1))


MEANT = [
    Said(text="The dike will not hold the water.", language="en"),
    Said(text="Die Fähre fahre nicht."),
    Said(text="Der Damm werde der Flut nicht standhalten."),
    Said(text="Die Steuer bleibe."),
]


def test_a_german_question_finds_english_statements(ledger: Ledger) -> None:
    encoder = ConceptEncoder()
    put(ledger, MEANT, encoder)
    page = find(ledger, "Hält der Deich das Wasser?", encoder=encoder)
    assert set(texts(page)) == {MEANT[0].text, MEANT[2].text}
    assert {hit.matched for hit in page.hits} == {"meaning"}


def test_what_has_words_and_meaning_comes_before_what_has_one(ledger: Ledger) -> None:
    encoder = ConceptEncoder()
    put(ledger, MEANT, encoder)
    page = find(ledger, "Damm Flut", encoder=encoder)
    assert [(hit.told.statement.text, hit.matched) for hit in page.hits] == [
        (MEANT[2].text, "both"),
        (MEANT[0].text, "meaning"),
    ]


@pytest.mark.parametrize("few", [0, 1000])
def test_filters_and_excluded_words_hold_for_meaning_too(
    ledger: Ledger, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("laut.ledger.search.meaning.FEW", few)
    encoder = ConceptEncoder()
    put(ledger, MEANT, encoder)
    assert texts(find(ledger, "Deich Wasser", encoder=encoder, language="en")) == [MEANT[0].text]
    assert texts(find(ledger, "Deich Wasser -hold", encoder=encoder)) == [MEANT[2].text]
    assert texts(find(ledger, "Deich Wasser", encoder=encoder, min_confidence=0.95)) == []


def test_a_query_that_insists_on_its_wording_is_not_answered_by_meaning(ledger: Ledger) -> None:
    encoder = ConceptEncoder()
    put(ledger, MEANT, encoder)
    assert texts(find(ledger, '"Deich" Wasser', encoder=encoder)) == []


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)
def test_meaning_is_the_same_whoever_compares(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite never compares: vectors come here, and are compared here."""
    encoder = ConceptEncoder()
    put(ledger, MEANT, encoder)
    before = find(ledger, "Hält der Deich das Wasser?", encoder=encoder)
    monkeypatch.setattr("laut.ledger.search.meaning._distance", lambda connection, vector: None)
    assert find(ledger, "Hält der Deich das Wasser?", encoder=encoder) == before


def test_a_claim_narrows_words_meaning_and_lists(ledger: Ledger) -> None:
    encoder = ConceptEncoder()
    put(
        ledger,
        [
            Said(text="Der Deich eins."),
            Said(text="Der Deich zwei."),
            Said(text="The dike three.", language="en"),
        ],
        encoder,
    )
    with ledger.atomic() as connection:
        first, _, third = connection.execute(select(statement.c.id).order_by(statement.c.id)).scalars()
        values = {"pivot_id": first, "key": "c-1", "statements": 2, "outlets": 1}
        number = connection.execute(insert(claim).values(values).returning(claim.c.id)).scalar_one()
        rows = [
            {"statement_id": id_, "claim_id": number, "strand_id": first, "score": 1.0, "decided": False}
            for id_ in (first, third)
        ]
        connection.execute(insert(membership), rows)
    assert texts(find(ledger, "Deich", claim="c-1")) == ["Der Deich eins."]
    assert texts(find(ledger, claim="c-1")) == ["The dike three.", "Der Deich eins."]
    assert texts(find(ledger, claim="c-1", language="en")) == ["The dike three."]
    assert set(texts(find(ledger, "Deich", encoder=encoder, claim="c-1"))) == {
        "The dike three.",
        "Der Deich eins.",
    }
    assert {hit.told.claim for hit in find(ledger, claim="c-1").hits} == {"c-1"}


def test_small_ledgers_are_compared_whole_and_large_ones_in_part() -> None:
    assert [probes(count) for count in (0, 10_000, 100_000, 1_000_000, 10**9)] == [1024, 1024, 102, 16, 16]

"""Articles in JSON: our own, those of fundus and trafilatura, and those of everybody else."""

from __future__ import annotations

from typing import Any

import pytest

from laut.errors import InputError
from laut.intake import Known, load_text
from laut.intake.json_articles import article_objects, load_object, parse_json
from laut.records import Article, SectionKind, Source, Span, Statement

LEAD = "Die Landesregierung hat am Donnerstag ein Hilfspaket für die Orte an der Küste beschlossen."
CRITICS = (
    "Die Opposition sprach von einem Tropfen auf den heißen Stein. Es fehle an allem, sagte ihr Sprecher."
)
HEAD = "Regierung beschließt Hilfen"


def load(data: object, **known: Any) -> Article:
    return load_object(data, known=Known(**known))


def shown(article: Article) -> list[tuple[SectionKind, str]]:
    return [(part.kind, article.text[part.start : part.end]) for part in article.sections]


def refusal(data: object) -> str:
    with pytest.raises(InputError) as caught:
        load(data)
    assert caught.value.hint
    return caught.value.reason


# Our own.


def own(**changes: Any) -> dict[str, Any]:
    article = load_text(f"{HEAD}\n\nVon Eva Muster, 3.11.2022\n\n{LEAD}\n\n{CRITICS}")
    return {**article.to_dict()["article"], **changes}


def test_our_own_object_comes_back_as_it_was() -> None:
    article = Article.from_dict(own())
    assert load(article.to_dict()) == article
    assert load(article.to_dict()["article"]) == article


def test_statements_come_back_too() -> None:
    article = Article.from_dict(own())
    start = article.text.index("Es fehle an allem")
    span = Span(start, start + 17, "Es fehle an allem")
    statement = Statement(
        id="s",
        form="indirect",
        medium="speech",
        confidence=0.9,
        content=(span,),
        speaker=Source(name="ihr Sprecher"),
    )
    data = article.to_dict()
    data["statements"] = [statement.to_dict()]
    assert load(data).statements == (statement,)


def test_what_is_known_better_wins_and_makes_another_article_of_it() -> None:
    before, after = load(own()), load(own(), outlet="Küstenbote")
    assert after.outlet == "Küstenbote"
    assert after.id != before.id
    assert after.text == before.text


def test_an_object_with_an_id_and_a_text_keeps_its_id() -> None:
    article = load({"id": "17", "text": LEAD})
    assert article.id == "17"
    assert shown(article) == [("paragraph", LEAD)]
    assert article.language == "de"


def test_an_id_does_not_outlive_a_change_of_its_text() -> None:
    assert load({"id": "17", "text": LEAD.replace("Orte", "Or\u00adte")}).id != "17"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"sections": [{"kind": "paragraph", "start": 0, "end": 9999}]}, "outside the text"),
        ({"sections": [{"kind": "paragraph", "start": 5, "end": 5}]}, "outside the text"),
        ({"sections": [{"kind": "x", "start": 0, "end": 5}]}, "sections"),
        ({"text": 5}, "text"),
        ({"published": "soon"}, "published"),
    ],
)
def test_a_wrong_object_of_our_own_is_refused_by_field(changes: dict[str, object], named: str) -> None:
    assert named in refusal(own(**changes))
    assert named in refusal({"article": own(**changes), "statements": []})


def test_a_statement_that_is_not_in_the_text_is_refused() -> None:
    data = Article.from_dict(own()).to_dict()
    span = {"start": 0, "end": 5, "text": "Anderes"}
    data["statements"] = [{"id": "s", "form": "direct", "medium": None, "confidence": 1.0, "content": [span]}]
    assert "is not 'Anderes'" in refusal(data)


# fundus.

FUNDUS: dict[str, Any] = {
    "title": HEAD,
    "authors": ["Eva Muster", "Jan Probe"],
    "publishing_date": "2022-11-03 14:05:00+01:00",
    "topics": ["Küste"],
    "free_access": True,
    "images": [],
    "body": {
        "summary": ["Nach der Sturmflut sollen die Orte Geld bekommen."],
        "sections": [
            {"headline": [], "paragraphs": [f"Kiel (dpa) – {LEAD}"]},
            {"headline": ["Kritik"], "paragraphs": [CRITICS, f"{LEAD} (em)"]},
        ],
    },
}


def test_a_body_of_fundus_keeps_its_sections() -> None:
    article = load(FUNDUS)
    assert shown(article) == [
        ("headline", HEAD),
        ("teaser", "Nach der Sturmflut sollen die Orte Geld bekommen."),
        ("dateline", "Kiel (dpa) –"),
        ("paragraph", LEAD),
        ("subhead", "Kritik"),
        ("paragraph", CRITICS),
        ("paragraph", LEAD),
        ("agency", "(em)"),
    ]
    assert article.authors == ("Eva Muster", "Jan Probe")
    assert str(article.published) == "2022-11-03"


def test_the_address_that_fundus_asked_for_is_the_articles() -> None:
    assert (
        load({**FUNDUS, "html": {"requested_url": "https://bote.example/a"}}).url == "https://bote.example/a"
    )


def test_plaintext_of_fundus_is_enough() -> None:
    assert (
        load({**FUNDUS, "body": None, "plaintext": f"{LEAD}\n\n{CRITICS}"}).text
        == f"{HEAD}\n\n{LEAD}\n\n{CRITICS}"
    )


def test_what_fundus_saves_is_lists_by_publisher() -> None:
    assert [
        (place, outlet) for place, _, outlet in article_objects({"Bote": [FUNDUS, FUNDUS], "Blatt": [FUNDUS]})
    ] == [
        ("Bote, item 1", "Bote"),
        ("Bote, item 2", "Bote"),
        ("Blatt, item 1", "Blatt"),
    ]
    assert load_object(FUNDUS, known=Known(), outlet="Bote").outlet == "Bote"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"sections": "x"}, "sections"),
        ({"sections": [1]}, "sections"),
        ({"summary": [5]}, "summary"),
        ({}, "no text"),
    ],
)
def test_a_broken_body_is_refused(body: dict[str, object], named: str) -> None:
    assert named in refusal({"body": body})


# trafilatura.

TRAFILATURA: dict[str, Any] = {
    "title": HEAD,
    "author": "Eva Muster; Jan Probe",
    "hostname": "bote.example",
    "date": "2022-11-03",
    "fingerprint": "56191391c83c8970",
    "id": None,
    "comments": "",
    "raw_text": f"{HEAD} {LEAD} {CRITICS}",
    "text": f"{HEAD}\n{LEAD}\nKritik\n{CRITICS}",
    "language": None,
    "source": "https://bote.example/a",
    "source-hostname": "Küstenbote",
    "excerpt": "Ein Hilfspaket für die Küste.",
    "tags": "",
}


def test_an_article_of_trafilatura_is_read() -> None:
    article = load(TRAFILATURA)
    assert shown(article) == [
        ("headline", HEAD),
        ("paragraph", LEAD),
        ("subhead", "Kritik"),
        ("paragraph", CRITICS),
    ]
    assert (article.outlet, article.url) == ("Küstenbote", "https://bote.example/a")
    assert article.authors == ("Eva Muster", "Jan Probe")
    assert str(article.published) == "2022-11-03"
    assert "Hilfspaket für die Küste." not in article.text


def test_the_host_is_the_outlet_if_nothing_better_is_known() -> None:
    assert load({**TRAFILATURA, "source-hostname": None}).outlet == "bote.example"


# Everybody else.


@pytest.mark.parametrize("field", ["text", "content", "plaintext", "body", "maintext", "raw_text"])
def test_text_goes_by_many_names(field: str) -> None:
    assert load({field: LEAD}).text == LEAD


def test_text_may_be_a_list_of_paragraphs() -> None:
    assert load({"text": [LEAD, CRITICS]}).text == f"{LEAD}\n\n{CRITICS}"


@pytest.mark.parametrize("field", ["published", "date", "publishedAt", "pubDate", "datePublished"])
def test_dates_go_by_many_names(field: str) -> None:
    assert str(load({"text": LEAD, field: "2022-11-03"}).published) == "2022-11-03"
    assert str(load({"text": LEAD, field: {"earliest": "2022-11-03", "latest": "2022-11-04"}}).published) == (
        "2022-11-03…2022-11-04"
    )


def test_a_date_that_nobody_understands_is_left_open_and_said() -> None:
    article = load({"text": LEAD, "date": "neulich"})
    assert article.published is None
    assert [note.kind for note in article.notes] == ["date-not-understood"]
    assert "neulich" in article.notes[0].message


def test_the_source_of_news_apis_is_the_outlet() -> None:
    article = load(
        {"source": {"id": None, "name": "Küstenbote"}, "content": LEAD, "url": "https://bote.example/a"}
    )
    assert (article.outlet, article.url) == ("Küstenbote", "https://bote.example/a")
    assert load({"source": "Küstenbote", "content": LEAD}).outlet == "Küstenbote"


def test_headline_and_teaser_are_put_in_front_once() -> None:
    article = load({"title": HEAD, "teaser": "Geld für die Küste.", "text": f"{LEAD}\n\n{CRITICS}"})
    assert shown(article)[:2] == [("headline", HEAD), ("teaser", "Geld für die Küste.")]
    again = load({"title": HEAD, "text": f"{HEAD}\n\n{LEAD}\n\n{CRITICS}"})
    assert again.text.count(HEAD) == 1


def test_a_page_inside_an_object_is_read() -> None:
    paragraphs = "".join(f"<p>{LEAD} {CRITICS} Das war Absatz {number}.</p>" for number in range(4))
    page = f"<html><body><article><h1>{HEAD}</h1>{paragraphs}</article></body></html>"
    article = load({"url": "https://bote.example/a", "html": page})
    assert LEAD in article.text
    assert article.url == "https://bote.example/a"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ([], "not a list"),
        ("x", "not a text"),
        (5, "not a number"),
        (None, "not null"),
        (True, "not a boolean"),
        ({}, "no text"),
        ({"text": ""}, "no text"),
        ({"text": " \n "}, "no text"),
        ({"text": 5}, "“text” should be text, not a number"),
        ({"text": {"a": 1}}, "“text” should be text, not an object"),
        ({"text": [1, 2]}, "“text” should be text, not a list"),
        ({"text": LEAD, "title": ["a"]}, "“title” should be text, not a list"),
        ({"text": LEAD, "date": {"earliest": "x"}}, "“date”"),
        ({"text": LEAD, "authors": [5]}, "“authors” should be names"),
        ({"text": LEAD, "url": False}, "“url” should be text, not a boolean"),
    ],
)
def test_wrong_types_are_refused_by_field(data: object, named: str) -> None:
    assert named in refusal(data)


@pytest.mark.parametrize("text", ['{"a": ', "{'a': 1}", "nope", "", '{"a": 1} x', "[" * 200_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_json(text)


def test_json_that_other_writers_produce_is_taken() -> None:
    assert parse_json('{"score": NaN, "half": "\\ud83d", "tab": "a\tb"}')


def test_a_number_for_a_date_costs_the_date_and_not_the_article() -> None:
    article = load({"text": LEAD, "date": 1667480700})
    assert article.published is None
    assert [note.kind for note in article.notes] == ["date-not-understood"]
    assert "1667480700" in article.notes[0].message


def test_an_outlet_may_be_an_object_with_a_name() -> None:
    assert (
        load({"text": LEAD, "publisher": {"@type": "Organization", "name": "Küstenbote"}}).outlet
        == "Küstenbote"
    )


def test_the_place_in_a_byline_is_no_author() -> None:
    assert load({"text": LEAD, "author": "Von Eva Muster und Jan Probe, Neuburg"}).authors == (
        "Eva Muster",
        "Jan Probe",
    )
    assert load({"text": LEAD, "author": "Von Redaktion Küste"}).authors == ("Redaktion Küste",)


def test_the_day_that_news_please_writes_is_read() -> None:
    assert str(load({"maintext": LEAD, "date_publish": "2022-11-03 10:00:00"}).published) == "2022-11-03"

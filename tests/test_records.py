"""The records that every stage shares: they are frozen, typed, and survive the way to JSON and back."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laut.errors import InvalidRecordError
from laut.records import (
    Article,
    DateRange,
    Factuality,
    FactualityValue,
    Form,
    Hop,
    Marker,
    MarkerType,
    Medium,
    Note,
    Rejection,
    Section,
    SectionKind,
    Source,
    SourceKind,
    SourceUse,
    Span,
    Stance,
    Statement,
    When,
    shorten,
)

TEXT = "Der Deich hält, sagte die Ministerin."


def make_statement(**changes: Any) -> Statement:
    values: dict[str, Any] = {
        "id": "s1",
        "form": "indirect",
        "medium": "speech",
        "confidence": 0.9,
        "content": (Span(0, 14, "Der Deich hält"),),
        "speaker": Source(
            name="die Ministerin", kind="person", named=False, spans=(Span(22, 36, "die Ministerin"),)
        ),
    }
    return Statement(**{**values, **changes})


def make_article(**changes: Any) -> Article:
    values: dict[str, Any] = {
        "id": "a1",
        "text": TEXT,
        "sections": (Section("paragraph", 0, len(TEXT)),),
        "statements": (make_statement(),),
        "published": DateRange(dt.date(2022, 11, 1), dt.date(2022, 11, 30)),
        "authors": ("Eva Muster",),
        "language": "de",
    }
    return Article(**{**values, **changes})


words = st.text(alphabet='aÄß„“ \n\\"\x00€😀', max_size=8)
offsets = st.integers(min_value=0, max_value=10_000)
spans = st.builds(Span, offsets, offsets, words)
span_tuples = st.lists(spans, max_size=3).map(tuple)
maybe_words = st.none() | words
dates = st.dates()
ranges = st.tuples(dates, dates).map(lambda pair: DateRange(min(pair), max(pair)))


def one_of_type(alias: object) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(alias))


sources = st.builds(
    Source,
    name=maybe_words,
    actor=maybe_words,
    kind=st.none() | one_of_type(SourceKind),
    named=st.none() | st.booleans(),
    spans=span_tuples,
)
hops = st.builds(
    Hop, name=maybe_words, stance=one_of_type(Stance), markers=st.lists(words, max_size=2).map(tuple)
)
markers = st.builds(Marker, text=words, start=offsets, end=offsets, type=one_of_type(MarkerType))
factualities = st.builds(
    Factuality,
    outlet=one_of_type(FactualityValue),
    originator=one_of_type(FactualityValue),
    markers=st.lists(markers, max_size=2).map(tuple),
)
whens = st.builds(When, text=words, start=offsets, end=offsets, earliest=dates, latest=dates)
statements = st.builds(
    Statement,
    id=words,
    form=one_of_type(Form),
    medium=st.none() | one_of_type(Medium),
    confidence=st.floats(0, 1),
    content=st.lists(spans, min_size=1, max_size=2).map(tuple),
    speaker=st.none() | sources,
    cue=span_tuples,
    parent=maybe_words,
    chain=st.lists(hops, max_size=2).map(tuple),
    factuality=st.none() | factualities,
    when=st.none() | whens,
)
articles = st.builds(
    Article,
    id=words,
    text=words,
    title=maybe_words,
    outlet=maybe_words,
    url=maybe_words,
    authors=st.lists(words, max_size=2).map(tuple),
    published=st.none() | ranges,
    language=maybe_words,
    path=maybe_words,
    sections=st.lists(st.builds(Section, one_of_type(SectionKind), offsets, offsets), max_size=3).map(tuple),
    statements=st.lists(statements, max_size=2).map(tuple),
    notes=st.lists(st.builds(Note, kind=words, message=words), max_size=2).map(tuple),
)


@given(articles)
@settings(max_examples=25, deadline=None)
def test_an_article_comes_back_from_its_dict(article: Article) -> None:
    assert Article.from_dict(article.to_dict()) == article


@given(articles)
@settings(max_examples=15, deadline=None)
def test_an_article_comes_back_from_json_text(article: Article) -> None:
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article


@given(statements)
@settings(max_examples=15, deadline=None)
def test_a_statement_comes_back_from_its_dict(statement: Statement) -> None:
    assert Statement.from_dict(statement.to_dict()) == statement


def test_the_contract_parts_article_statements_and_notes() -> None:
    data = make_article(notes=(Note(kind="paywall", message="Only the beginning can be read."),)).to_dict()
    assert set(data) == {"article", "statements", "notes"}
    assert data["article"]["published"] == {"earliest": "2022-11-01", "latest": "2022-11-30"}
    assert data["article"]["sections"] == [{"kind": "paragraph", "start": 0, "end": len(TEXT)}]
    assert data["statements"][0]["content"] == [{"start": 0, "end": 14, "text": "Der Deich hält"}]
    assert data["notes"][0]["kind"] == "paywall"


def test_the_article_part_alone_is_an_article_without_statements() -> None:
    article = make_article()
    assert Article.from_dict(article.to_dict()["article"]) == make_article(statements=())


def test_an_article_with_only_id_and_text_is_valid() -> None:
    article = Article.from_dict({"id": "a1", "text": TEXT})
    assert (article.title, article.published, article.sections) == (None, None, ())


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"text": None}, "text"),
        ({"language": 5}, "language"),
        ({"authors": "Eva Muster"}, "authors"),
        ({"headline": "unknown field"}, "headline"),
        ({"published": {"earliest": "2022-11-30", "latest": "2022-11-01"}}, "published"),
        ({"published": {"earliest": "2022-11-31", "latest": "2022-12-01"}}, "published"),
        ({"sections": [{"kind": "footnote", "start": 0, "end": 1}]}, "sections"),
    ],
)
def test_what_is_wrong_with_a_dict_is_named(changes: dict[str, object], named: str) -> None:
    data = {**make_article().to_dict()["article"], **changes}
    with pytest.raises(InvalidRecordError, match=named) as caught:
        Article.from_dict(data)
    assert caught.value.hint


@pytest.mark.parametrize("data", [None, 1, "text", [], ["id"], {}])
def test_what_is_no_article_is_refused(data: object) -> None:
    with pytest.raises(InvalidRecordError):
        Article.from_dict(data)


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        make_article().text = "another"  # type: ignore[misc]


def test_records_are_values() -> None:
    assert make_article() == make_article()
    assert hash(make_article()) == hash(make_article())


def test_a_date_range_must_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        DateRange(dt.date(2022, 11, 2), dt.date(2022, 11, 1))


def test_a_date_range_shows_a_day_or_its_ends() -> None:
    day = dt.date(2022, 11, 2)
    assert str(DateRange(day, day)) == "2022-11-02"
    assert str(DateRange(day, dt.date(2022, 11, 30))) == "2022-11-02…2022-11-30"


def test_the_text_of_an_interrupted_statement_has_an_ellipsis() -> None:
    statement = make_statement(content=(Span(0, 3, "Der"), Span(10, 14, "hält")))
    assert statement.text == "Der … hält"
    assert (statement.start, statement.end) == (0, 14)


def test_reprs_are_short_and_say_the_main_thing() -> None:
    assert repr(Span(0, 14, "Der Deich hält")) == "Span(0:14 'Der Deich hält')"
    assert "die Ministerin" in repr(make_statement())
    assert "nobody named" in repr(make_statement(speaker=None))
    assert "2022-11-01" in repr(make_article())
    assert len(repr(make_article(text="lang " * 10_000))) < 200


def test_a_rejection_is_one_line() -> None:
    rejection = Rejection(path="a.txt", reason="it is empty", hint="give a file with text")
    assert str(rejection) == "a.txt: it is empty – give a file with text"


def test_shorten_keeps_to_its_width() -> None:
    assert shorten("ein\n  Satz") == "ein Satz"
    assert shorten("x" * 100, width=10) == "x" * 9 + "…"


def hop(name: str | None, **fields: Any) -> Hop:
    return Hop(name=name, **fields)


def test_an_article_knows_its_sources_with_how_often_each_speaks_and_as_what() -> None:
    paper = hop("Küstenbote", actor="Q1", kind="media", named=True, spans=(Span(0, 3, "Der"),))
    article = make_article(
        statements=(
            make_statement(id="a", chain=(paper, hop("Beamte", kind="group", named=False))),
            make_statement(
                id="b", chain=(hop("Bote", actor="Q1", spans=(Span(4, 9, "Deich"),)), hop("beamte"))
            ),
            make_statement(id="c", chain=(hop("Küstenbote", actor="Q1"),)),
        )
    )
    boten, beamte = article.sources()
    assert boten == SourceUse(
        source=Source(
            name="Küstenbote",
            actor="Q1",
            kind="media",
            named=True,
            spans=(Span(0, 3, "Der"), Span(4, 9, "Deich")),
        ),
        originator=1,
        relay=2,
        weak=0,
        statements=("a", "b", "c"),
    )
    assert (beamte.source.name, beamte.source.named) == ("Beamte", False)
    assert (beamte.originator, beamte.relay, beamte.statements) == (2, 0, ("a", "b"))


def test_an_agency_code_counts_apart_and_a_source_without_a_name_not_at_all() -> None:
    code = hop("dpa", kind="media", named=True, weak=True)
    article = make_article(
        statements=(make_statement(id="a", chain=(code, Hop())), make_statement(id="b", chain=(code,)))
    )
    (agency,) = article.sources()
    assert (agency.originator, agency.relay, agency.weak) == (0, 0, 2)


def test_a_statement_without_a_chain_has_its_speaker_for_a_source() -> None:
    (use,) = make_article().sources()
    assert (use.source.name, use.originator, use.source.named) == ("die Ministerin", 1, False)
    assert make_article(statements=(make_statement(speaker=None),)).sources() == ()

"""The dossier as a document: what it says, that it is whole in itself, and that no text can break out of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import lxml.html
import pytest
from tests.views.dossier_samples import REJECTIONS, Draft, bridge, relay, sample, ticker

from laut.records import Article, DateRange, Hop, Note, Rejection, Section, Source, Span, Statement
from laut.views import dossier
from laut.views.terms import FORMS
from laut.views.wording import describe_range, one_line, showable

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e\u2066{{ 7*7 }}&amp;\x00\ud800"


def parse(articles: list[Article], *, rejections: Sequence[Rejection] = ()) -> Any:
    """Return the page as a tree; Any, for what an XPath returns depends on the path."""
    return lxml.html.document_fromstring(dossier.render(articles, rejections=rejections))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def one(tree: Any, query: str) -> Any:
    found = tree.xpath(query)
    assert len(found) == 1, f"{query}: {len(found)}"
    return found[0]


def entry(tree: Any, anchor: str) -> Any:
    return one(tree, f"//li[@id='l-{anchor}']")


def static(name: str) -> str:
    return files("laut.views.dossier").joinpath("static", name).read_text(encoding="utf-8")


def test_articles_read_exactly_as_their_text() -> None:
    articles = sample()
    tree = parse(articles)
    texts = [element.text_content() for element in tree.xpath("//div[@class='text']")]
    assert texts == [article.text for article in articles]


def test_every_statement_is_marked_in_the_text_and_covers_its_content() -> None:
    article = bridge()
    tree = parse([article])
    for number, statement in enumerate(article.statements, start=1):
        marks = tree.xpath(f"//mark[@data-s='{number}']")
        inside = "".join(mark.text_content() for mark in marks)
        assert inside == "".join(span.text for span in statement.content)
        assert all(statement.form in mark.get("class").split() for mark in marks)


def test_text_and_list_are_linked_both_ways_with_unique_ids() -> None:
    tree = parse(sample())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    numbers = tree.xpath("//a[@class and starts-with(@class, 'n ')]")
    assert len(numbers) == 28
    for number in numbers:
        assert entry(tree, number.get("id")[2:]).xpath("a/@href") == ["#" + number.get("id")]
        assert number.get("href")[1:] in ids
        assert number.get("aria-describedby") in ids
        assert number.get("aria-label").startswith("Statement ")
    for target in tree.xpath("//a/@href[starts-with(., '#')]"):
        assert target[1:] in ids


def test_the_list_keeps_reading_order_and_tells_speaker_form_and_content() -> None:
    tree = parse([relay()])
    numbers = [element.text_content() for element in tree.xpath("//span[@class='no']")]
    assert numbers == [str(number) for number in range(1, 10)]
    third = words(entry(tree, "agentur-3"))
    assert "Hanna Brandt" in third
    assert "ein Termin stehe „schlicht nicht fest“" in third
    assert "cue sagte" in third
    assert "addressee der Agentur" in third
    assert "confidence 96 %" in third


def test_a_nested_statement_is_indented_below_its_parent() -> None:
    tree = parse([relay()])
    assert "in1" in entry(tree, "agentur-4").get("class").split()
    assert tree.xpath("//mark[@data-s='3']//mark[@data-s='4']")


def test_parents_in_a_circle_do_no_harm() -> None:
    draft = Draft("kreis", ("paragraph", "Ja, sagte er."))
    draft.say("indirect", "Ja", parent="kreis-2")
    draft.say("indirect", "Ja", parent="kreis-1")
    assert "in3" in entry(parse([draft.article(None, None)]), "kreis-1").get("class").split()


def test_a_chain_of_several_hops_is_spelled_out_with_stance_and_naming() -> None:
    tree = parse([relay()])
    assert (
        "chain Deutsche Neue Agentur ← Wörnitzer Bote, media (distancing: “soll”, “berichtet”) ← "
        "Kreise der Stadtverwaltung, group, unnamed factuality"
    ) in words(entry(tree, "agentur-1"))


def test_a_chain_that_is_only_the_speaker_is_drawn_but_not_told_twice_in_the_list() -> None:
    draft = Draft("kurz", ("paragraph", "Ja, sagte Ada."))
    draft.say("indirect", "Ja", "Ada", chain=(Hop(name="Ada"),))
    draft.say("indirect", "sagte")
    tree = parse([draft.article("Blatt", None)])
    assert "chain Blatt ← Ada medium" in words(entry(tree, "kurz-1"))
    assert not entry(tree, "kurz-1").xpath(".//span[@class='via']")
    assert "chain Blatt ← no speaker given" in words(entry(tree, "kurz-2"))


def test_factuality_markers_and_time_are_shown_when_present() -> None:
    first = words(entry(parse([relay()]), "agentur-1"))
    assert "factuality outlet: left open, originator: certain" in first
    assert "“soll” (reportative)" in first
    assert "when “frühestens 2025”: 2025" in first


def test_notes_stand_with_the_article_and_with_the_statement_that_they_are_about() -> None:
    tree = parse([bridge(), ticker()])
    notes = [words(element) for element in tree.xpath("//ul[@class='notes']/li")]
    assert notes[0].startswith("unnamed source The figure of eleven million")
    assert notes[1].startswith("paywall")
    assert "rests on one document" in words(entry(tree, "bruecke-8"))


def test_the_overview_counts_statements_and_words_by_speaker_and_form() -> None:
    tree = parse([bridge(), relay()])
    row = one(tree, "//section[@id='overview']//tr[th//text()='Timo Ahlers']")
    cells = [words(cell) for cell in row]
    assert cells[1:3] == ["4", "31"]
    assert cells[3] == "2 direct · 1 reported · 1 indirect/free indirect"
    total = sum(int(words(cell)) for cell in tree.xpath("//section[@id='overview']//tbody/tr/td[1]"))
    assert total == len(bridge().statements) + len(relay().statements)


def test_several_articles_get_a_list_of_contents_and_a_single_one_does_not() -> None:
    tree = parse(sample())
    lines = [words(line) for line in tree.xpath("//nav/ol/li")]
    assert len(lines) == 3
    assert "Deutsche Neue Agentur" in lines[1]
    assert "14 September 2023" in lines[1]
    assert "9 statements" in lines[1]
    assert not parse([bridge()]).xpath("//nav")


def test_rejected_inputs_are_listed_with_reason_and_remedy() -> None:
    said = words(one(parse([], rejections=REJECTIONS), "//section[@class='rejected']"))
    assert "artikel/leer.txt the file is empty give a file with the text of an article" in said
    assert "2 inputs could not be read" in said


def test_an_article_from_nowhere_shows_the_name_of_its_file() -> None:
    found = Article(id="f", text="Text.", path="/home/ada/funde/meldung.txt")
    page = dossier.render([found, relay()])
    assert "meldung.txt" in page
    assert "/home/ada" not in page


def test_an_empty_dossier_says_so() -> None:
    assert "no article was given" in words(parse([]))


def test_an_article_without_statements_or_text_is_shown_with_that_said() -> None:
    tree = parse([Article(id="leer", text="")])
    assert "No statement was found" in words(tree)
    assert "Empty article" in words(parse([Article(id="leer", text=""), bridge()]))


def test_the_page_says_that_it_does_not_judge_truth() -> None:
    assert "laut does not judge truth. It shows who vouches for what" in words(parse([bridge()]))


def test_text_is_marked_with_its_language() -> None:
    tree = parse([bridge()])
    assert one(tree, "//div[@class='text']").get("lang") == "de"
    assert tree.get("lang") == "en"
    odd = Article(id="x", text="Hallo.", language='de" onclick="')
    assert not parse([odd]).xpath("//div[@class='text']/@lang")


def hostile() -> Article:
    """An article whose every field tries to break out of the page."""
    at = Span(0, len(EVIL), EVIL)
    return Article(
        id=EVIL,
        text=EVIL + "\n" + EVIL,
        title=EVIL,
        outlet=EVIL,
        url="javascript:alert(3)",
        authors=(EVIL,),
        language=EVIL,
        sections=(Section("headline", 0, len(EVIL)),),
        statements=(
            Statement(
                id=EVIL,
                form="direct",
                medium=None,
                confidence=1.0,
                content=(at, Span(-7, 10_000, "liar"), Span(5, 2, "")),
                speaker=Source(name=EVIL, actor=EVIL, spans=(at,)),
                cue=(at,),
                addressee=(at,),
                parent=EVIL,
                chain=(Hop(name=EVIL, markers=(EVIL,), stance="distancing"), Hop(name=EVIL)),
            ),
            Statement(id=EVIL, form="indirect", medium=None, confidence=0.0, content=()),
        ),
        notes=(Note(EVIL, EVIL, (EVIL,)),),
    )


def test_hostile_text_stays_text() -> None:
    page = dossier.render([hostile(), hostile()], title=EVIL, rejections=[Rejection(EVIL, EVIL, EVIL)])
    page.encode("utf-8")
    assert "\u202e" not in page
    assert "\x00" not in page
    assert "49" not in re.findall(r"\{\{.*?\}\}|\b49\b", page)
    tree: Any = lxml.html.document_fromstring(page)
    assert len(tree.xpath("//script")) == 2
    assert not tree.xpath("//img | //iframe | //object | //embed")
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert not [link for link in tree.xpath("//@href") if "javascript" in link]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in ids)


def test_a_statement_without_a_place_in_the_text_is_listed_but_not_linked() -> None:
    article = Article(
        id="a",
        text="Kurz.",
        statements=(
            Statement(id="weg", form="direct", medium=None, confidence=0.5, content=(Span(90, 95, "fort!"),)),
        ),
    )
    tree = parse([article])
    assert not tree.xpath("//mark")
    assert not entry(tree, "weg").xpath("a/@href")


def test_the_page_is_whole_in_itself() -> None:
    page = dossier.render(sample(), rejections=REJECTIONS)
    tree: Any = lxml.html.document_fromstring(page)
    assert not tree.xpath("//@src | //@srcset | //link[not(starts-with(@href, 'data:'))]")
    style = "".join(element.text_content() for element in tree.xpath("//style"))
    assert "@import" not in style
    assert all(address.startswith("data:") for address in re.findall(r'url\("?([^")]*)', style))
    policy = one(tree, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")


def test_an_address_of_the_web_is_linked_and_any_other_is_only_shown() -> None:
    assert parse([bridge()]).xpath("//a[@href='https://bote.example/nordbruecke']")
    file = Article(id="f", text="Text.", url="file:///etc/passwd")
    tree = parse([file])
    assert not tree.xpath("//a[contains(@href, 'file:')]")
    assert "file:///etc/passwd" in words(tree)


def test_style_and_scripts_weigh_less_than_sixty_kilobytes() -> None:
    assert (
        sum(
            len(static(name).encode())
            for name in ("dossier.css", "trail.css", "dossier.js", "terms.js", "theme.js")
        )
        < 60_000
    )


def test_each_form_has_a_stroke_of_its_own() -> None:
    css = static("dossier.css")
    strokes = {
        form: re.findall(rf"^\.{form} {{ text-decoration-style: (\w+)", css, re.MULTILINE) for form in FORMS
    }
    assert all(len(found) == 1 for found in strokes.values())
    assert len({found[0] for found in strokes.values()}) == len(FORMS)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2022, 11, 8), (2022, 11, 8), "8 November 2022"),
        ((2022, 11, 1), (2022, 11, 30), "November 2022"),
        ((2022, 1, 1), (2022, 12, 31), "2022"),
        ((2022, 11, 3), (2022, 11, 8), "3–8 November 2022"),
        ((2022, 10, 30), (2022, 11, 2), "30 October 2022 – 2 November 2022"),
        ((2024, 2, 1), (2024, 2, 29), "February 2024"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(
    first: tuple[int, int, int], last: tuple[int, int, int], expected: str
) -> None:
    assert describe_range(DateRange(dt.date(*first), dt.date(*last))) == expected


def test_showable_text_keeps_its_length() -> None:
    assert len(showable(EVIL)) == len(EVIL)
    assert "\u2066" in showable(EVIL), "isolates are harmless inside a block and may be part of the text"
    assert one_line("a\u202eb\n c\u2066") == "ab c"

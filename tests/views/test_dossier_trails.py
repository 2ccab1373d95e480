"""What the dossier tells of the trail behind a statement: chain, stance, doubt, time, notes, and who is named."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from tests.views.dossier_samples import Draft, bridge, hearsay, relay

from laut.records import Article, Hop, Note
from laut.views import dossier
from laut.views.dossier.sourcing import Naming, count_sources
from laut.views.terms import NOTES


def parse(*articles: Article) -> Any:
    """Return the page as a tree; Any, for what an XPath returns depends on the path."""
    return lxml.html.document_fromstring(dossier.render(articles))


@pytest.fixture(scope="module")
def tree() -> Any:
    return parse(hearsay())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def entry(tree: Any, number: int) -> Any:
    (found,) = tree.xpath(f"//li[@id='l-hoerensagen-{number}']")
    return found


def hops(tree: Any, number: int) -> list[Any]:
    found: list[Any] = entry(tree, number).xpath(".//*[contains(@class, 'hop ')]")
    return found


def chain_of(tree: Any, number: int) -> str:
    return " ".join(words(hop) for hop in hops(tree, number))


def test_a_chain_tells_kinds_naming_stance_and_the_weak_hop_of_an_agency_code(tree: Any) -> None:
    assert chain_of(tree, 2) == (
        "Flussanzeiger ← Deutsche Neue Agentur, media Q9901 (weak hop) ← Wörnitzer Bote, media Q9902 "
        "(distancing: “erfahren haben will”) ← Umfeld des Bauausschusses, group, unnamed"
    )
    assert [
        set(hop.get("class").split()) & {"weak", "distancing", "neutral", "last"} for hop in hops(tree, 2)
    ] == [
        set(),
        {"weak"},
        {"distancing"},
        {"neutral", "last"},
    ]
    assert "(endorsing: “bestätigte”)" in chain_of(tree, 7)


def test_a_carried_chain_links_to_the_statement_that_it_comes_from(tree: Any) -> None:
    assert chain_of(tree, 3).count("carried on from statement 2") == 1
    assert entry(tree, 3).xpath(".//dd//a[starts-with(@href, '#s-')]/@href") == ["#s-hoerensagen-2"]


def test_a_resolved_name_stands_with_the_words_of_the_text(tree: Any) -> None:
    assert chain_of(tree, 6) == "Flussanzeiger ← Hanna Brandt, person, “die 52-Jährige”"


@pytest.mark.parametrize(
    ("name", "in_text", "told"),
    [
        ("Ada Kuhn", "die frühere Ministerin", True),
        ("Ada Kuhn", "Ministerin Ada Kuhn", False),
        ("Ada Kuhn", "Kuhn", False),
        ("örtliche Kreise", "örtlichen Kreisen", False),
    ],
)
def test_the_words_of_the_text_are_told_if_they_are_not_the_name(name: str, in_text: str, told: bool) -> None:
    draft = Draft("neu", ("paragraph", f"Ja, sagte {in_text}."))
    draft.say("indirect", "Ja", in_text, name=name)
    (found,) = parse(draft.article("Blatt", None)).xpath("//li//dd[contains(., '←')]")
    assert (f"“{in_text}”" in words(found)) is told


def test_a_name_inside_the_words_of_the_text_is_not_told_twice() -> None:
    tree = parse(bridge())
    (found,) = tree.xpath("//li[@id='l-bruecke-3']//dd[contains(., '←')]")
    assert words(found) == "Wörnitzer Bote ← Hanna Brandt, person"


def test_statements_of_one_actor_share_a_colour_whatever_the_text_calls_it(tree: Any) -> None:
    speakers = {entry(tree, number).get("data-w") for number in (5, 6)}
    assert len(speakers) == 1
    assert len({entry(tree, number).get("data-w") for number in (2, 3, 4)}) == 1


def test_condensed_the_list_tells_through_whom_and_what_is_unlike_most(tree: Any) -> None:
    second, third, eighth = (entry(tree, number).xpath("a")[0] for number in (2, 3, 8))
    assert words(second).startswith(
        "2†Deutsche Neue Agentur (agency code) ← Wörnitzer Bote (distancing) ← Umfeld des Bauausschusses, unnamed"
    )
    assert words(second).endswith("11–20 March 2023")
    assert words(third).endswith("put as possible · carried on from 2")
    assert words(eighth).endswith("put as probable · 1 December 2022 – 28 February 2023")
    assert words(entry(tree, 7).xpath("a")[0]).endswith("outlet: certain")
    assert not entry(tree, 6).xpath(".//span[@class='gist']")


def test_markers_are_tinted_in_the_text_and_told_with_their_type(tree: Any) -> None:
    tinted = tree.xpath("//div[@class='text']//*[contains(@data-r, 'm')]")
    assert [element.text_content() for element in tinted] == [
        "will", "sollen", "könne", "demnach", "stehe", "wisse", "zurück", "keine", "vermutet", "dürfte", "Angeblich",
    ]  # fmt: skip
    assert "markers “könne” (verb mood); “demnach” (reportative)" in words(entry(tree, 3))
    assert "markers “stehe”, “wisse” (verb mood)" in words(entry(tree, 4))


def test_time_is_told_as_words_and_days_of_the_content_or_of_the_utterance(tree: Any) -> None:
    assert "when “Mitte März”: 11–20 March 2023, of the content" in words(entry(tree, 2))
    assert "when “am Mittwoch”: September 2023, of the utterance" in words(entry(tree, 5))


def test_notes_stand_beside_the_text_and_link_to_their_statements(tree: Any) -> None:
    notes = tree.xpath("//aside//ul[@class='notes']/li")
    assert (
        words(notes[0])
        == "firmer headline The headline asserts what the text has only from unnamed sources. 2"
    )
    assert notes[5].xpath("a/@href") == ["#s-hoerensagen-1", "#s-hoerensagen-7"]
    noted = tree.xpath("//div[@class='text']//a[@data-note]/@data-n")
    assert noted == ["1", "2", "5", "7", "8"]
    assert "missing information “Die Behörde” gave no details" in words(entry(tree, 7))


def test_every_term_links_to_its_explanation(tree: Any) -> None:
    links = set(tree.xpath("//a[@class='t']/@href"))
    ids = {f"#{name}" for name in tree.xpath("//footer//dl/div/@id")}
    assert links <= ids
    assert {
        "#g-distancing",
        "#g-uu",
        "#g-ct-minus",
        "#g-weak",
        "#g-carried",
        "#g-unnamed",
        "#g-mood",
    } <= links
    assert {f"#g-{kind}" for kind in NOTES} <= ids


def test_a_note_that_nobody_explained_is_no_link() -> None:
    article = Article(id="a", text="Kurz.", notes=(Note("odd-thing", "Something is odd."),))
    (note,) = parse(article).xpath("//ul[@class='notes']/li")
    assert words(note) == "odd thing Something is odd."
    assert not note.xpath(".//a")


def test_sources_and_hops_are_counted_by_kind_and_naming() -> None:
    found = count_sources([hearsay()])
    told = {row.kind.key if row.kind else None: (row.sources, row.hops) for row in found.rows}
    assert told == {
        "group": (Naming(0, 1, 0), Naming(0, 3, 0)),
        "media": (Naming(1, 0, 0), Naming(3, 0, 0)),
        "person": (Naming(1, 1, 0), Naming(2, 1, 0)),
        "government": (Naming(2, 0, 0), Naming(2, 0, 0)),
    }
    assert (found.sources, found.hops) == (Naming(4, 2, 0), Naming(7, 4, 0))
    assert (found.direct, found.relayed, found.sourceless) == (5, 3, 1)
    assert (found.distanced, found.endorsed, found.carried, found.weak) == (1, 1, 2, 1)


def test_a_named_source_counts_once_over_all_articles_and_an_unnamed_one_in_each() -> None:
    draft = Draft("neu", ("paragraph", "Ja, sagte Ada."))
    draft.say("indirect", "Ja", name="Ada", kind="person", named=True)
    draft.say("indirect", "sagte", name="Beamte", kind="group", named=False)
    found = count_sources([draft.article(None, None), draft.article(None, None)])
    assert (found.sources, found.hops) == (Naming(1, 2, 0), Naming(2, 2, 0))


def test_sources_that_nothing_is_known_of_are_never_taken_for_one() -> None:
    draft = Draft("neu", ("paragraph", "Ja, sagte Ada."))
    draft.say("indirect", "Ja", chain=(Hop(), Hop()))
    draft.say("indirect", "sagte", chain=(Hop(),))
    assert count_sources([draft.article(None, None)]).sources == Naming(0, 0, 3)


def test_the_overview_tells_named_against_unnamed() -> None:
    tree = parse(hearsay(), relay())
    (section,) = tree.xpath("//section[@id='sources']")
    assert words(section).startswith(
        "According to whom Of 18 statements, 13 come straight from their originator, 4 through somebody else, "
        "1 without any source."
    )
    row = section.xpath(".//tr[th//text()='group']")[0]
    assert [words(cell) for cell in row][:5] == ["group", "–", "2", "–", "4"]


def test_without_statements_nothing_is_counted() -> None:
    assert not parse(Article(id="a", text="")).xpath("//*[@id='sources']")

"""Claims in the dossier: a section of its own, links to the statements, and no text that could break out of it."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from tests.views.claim_samples import articles_of, dam, denial, file_of, told

from laut.records import ClaimFile, Drift, Opposition, Origin, Origins
from laut.views import dossier

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e{{ 7*7 }}&amp;\x00\x1b[31m\ud800"


def page(*files: ClaimFile, oppositions: tuple[Opposition, ...] = ()) -> Any:
    return lxml.html.document_fromstring(
        dossier.render(articles_of(*files), files=files, oppositions=oppositions)
    )


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def tree() -> Any:
    return page(dam(), oppositions=(denial(),))


def test_a_claim_of_several_reports_has_its_origins_and_its_reasons(tree: Any) -> None:
    (section,) = tree.xpath("//section[@id='claims']")
    assert words(section.xpath(".//details[@class='claim']/summary")[0]) == (
        "2 origins der Damm habe Risse 4 statements in 4 outlets"
    )
    assert [words(one) for one in section.xpath(".//*[@class='reasons']/li")] == [
        "2 of 4 reports cite Thornmere Courier, which has it from Beamte der Wasserbehörde"
    ]


def test_every_link_leads_to_a_statement_that_is_there(tree: Any) -> None:
    targets = tree.xpath("//section[@id='claims']//a/@href")
    assert {target for target in targets if target.startswith("#s-")} == {"#s-s1", "#s-s2", "#s-s3", "#s-s4"}
    assert all(tree.xpath(f"//*[@id='{target[1:]}']") for target in targets)


def test_the_drawing_names_sources_reports_and_changes(tree: Any) -> None:
    (svg,) = tree.xpath("//section[@id='claims']//svg")
    assert (
        svg.get("aria-label")
        == "4 reports by date, with lines to whom they have the claim from; listed below"
    )
    assert [words(text) for text in svg.xpath(".//g[not(@class='tick')]/text")] == [
        "Beamte der Wasserbehörde", "Thornmere Courier", "Nordersieler Hafenblatt", "Gotthard-Rundschau",
        "Extrablitz another number, no longer attributed", "Ines Kolberg", "Hansische Rundschau",
    ]  # fmt: skip
    assert len(svg.xpath(".//rect")) == 2
    assert [path.get("class") for path in svg.xpath(".//path")].count("copies") == 1


def test_what_changed_and_what_cannot_both_hold_stands_side_by_side(tree: Any) -> None:
    changed, opposed = tree.xpath("//section[@id='claims']//*[@class='pair']")
    assert words(changed.xpath("./p")[0]) == "another number, no longer attributed 12 → 120"
    assert [words(side) for side in changed.xpath(".//*[@class='said']")] == [
        "im Damm gebe es 12 Risse", "Der Damm hat 120 Risse",
    ]  # fmt: skip
    assert words(tree.xpath("//section[@id='claims']/h3")[0]) == "1 pair that cannot both hold"
    assert words(opposed.xpath("./p")[0]) == "denial Ines Kolberg contradicts the officials"
    assert [words(side) for side in opposed.xpath(".//*[@class='where']")] == [
        "Nordersieler Hafenblatt 2 May 2023", "Hansische Rundschau 8 May 2023",
    ]  # fmt: skip


def test_claims_of_one_report_are_not_shown() -> None:
    alone = file_of([told(1, "der Damm halte", "Windrose")], [])
    assert not page(alone).xpath("//section[@id='claims']")
    assert "in more than one report" in words(page(dam(), alone).xpath("//section[@id='claims']")[0])


def test_what_cannot_both_hold_is_shown_without_a_shared_claim() -> None:
    one, other = (file_of([told(n, f"Satz {n}", "Windrose", n)], []) for n in (1, 4))
    (section,) = page(one, other, oppositions=(denial(),)).xpath("//section[@id='claims']")
    assert not section.xpath(".//details[@class='claim']")
    assert words(section.xpath("./h2")[0]) == "What cannot both hold"
    assert len(section.xpath("./*[@class='pair']")) == 1
    assert "in more than one report" not in words(section)


def test_an_article_that_was_left_out_is_not_linked() -> None:
    file = dam()
    rendered = dossier.render(articles_of(file)[:2], files=[file], oppositions=[denial()])
    tree: Any = lxml.html.document_fromstring(rendered)
    targets = [t for t in tree.xpath("//section[@id='claims']//a/@href") if t.startswith("#s-")]
    assert set(targets) == {"#s-s1", "#s-s2"}


def test_no_name_or_reason_can_add_markup() -> None:
    file = file_of(
        [told(1, EVIL, EVIL, title=EVIL), told(2, EVIL, EVIL, 1)],
        [("source:x", "report:1", "cites"), ("source:x", "report:2", "copies")],
        names={"source:x": EVIL},
        origins=Origins(at_least=1, at_most=1, roots=(Origin(name=EVIL),), reasons=(EVIL,)),
        drifts=(Drift(kind="name", before="s1", after="s2", was=EVIL, became=EVIL),),
    )
    opposed = Opposition(kind="split", earlier="s1", later="s2", who=EVIL, reason=EVIL)
    rendered = dossier.render(articles_of(file), files=[file], oppositions=[opposed])
    tree: Any = lxml.html.document_fromstring(rendered.encode())
    assert len(tree.xpath("//script")) == 2
    assert not tree.xpath("//img | //@onerror")
    assert not set("\x00\x1b\u202e\ud800") & set(rendered)
    assert EVIL[:20] in tree.xpath("//section[@id='claims']")[0].text_content()


def test_later_reports_that_are_not_drawn_are_counted() -> None:
    file = file_of([told(n, "der Damm halte", f"Blatt {n}", n) for n in range(1, 43)], [])
    assert "2 later reports not drawn." in words(page(file).xpath("//section[@id='claims']")[0])

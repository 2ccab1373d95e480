"""Terms and trails in a browser: explained on hover and focus; in full for the statement in focus, else condensed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.views.dossier_samples import hearsay, relay

from laut.views import dossier

Opener = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """Open the dossier; at the end, no page has logged an error."""
    path = tmp_path / "dossier.html"
    path.write_text(dossier.render([hearsay(), relay()]), encoding="utf-8")
    contexts: list[Any] = []
    heard: list[str] = []

    def open_page(width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.goto(path.as_uri())
        page.wait_for_timeout(100)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


def test_a_term_is_explained_when_it_has_the_focus(visit: Opener) -> None:
    page = visit()
    page.focus("#sources a[href='#g-distancing']")
    assert "keep it at arm’s length" in page.inner_text("#gloss")
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "gloss"
    page.keyboard.press("Escape")
    assert not page.is_visible("#gloss")
    page.focus("#sources a[href='#g-originator']")
    page.focus("#theme")
    assert not page.is_visible("#gloss")


def test_a_term_is_explained_when_it_is_pointed_at_and_the_explanation_can_be_entered(visit: Opener) -> None:
    page = visit()
    page.hover("#sources a[href='#g-weak']")
    page.wait_for_timeout(400)
    assert "agency wrote the text" in page.inner_text("#gloss")
    page.hover("#gloss")
    page.wait_for_timeout(500)
    assert page.is_visible("#gloss")
    page.hover("h1")
    page.wait_for_timeout(500)
    assert not page.is_visible("#gloss")


def test_a_click_on_a_term_stays_where_it_is_and_enter_leads_to_the_list_of_terms(visit: Opener) -> None:
    page = visit()
    page.click("#sources a[href='#g-endorsing']")
    assert page.evaluate("location.hash") == ""
    assert page.is_visible("#gloss")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#g-endorsing"


def test_the_statement_in_focus_is_told_in_full_and_the_others_condensed(visit: Opener) -> None:
    page = visit()

    def full() -> list[str]:
        shown = "all => all.filter(dl => dl.querySelector('.chain').checkVisibility()).map(dl => dl.id)"
        found: list[str] = page.eval_on_selector_all(".e dl", shown)
        return found

    assert full() == []
    page.focus("#l-hoerensagen-2 > a")
    assert full() == ["d-hoerensagen-2"]
    page.focus("#l-hoerensagen-3 > a")
    assert full() == ["d-hoerensagen-3"]


def test_the_tab_key_goes_from_a_statement_to_the_terms_inside_it(visit: Opener) -> None:
    page = visit()
    page.focus("#l-hoerensagen-2 > a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#g-chain"
    assert page.is_visible("#d-hoerensagen-2 .chain")
    assert "hop by hop" in page.inner_text("#gloss")


def test_the_card_draws_the_chain_and_is_no_stop_for_the_tab_key(visit: Opener) -> None:
    page = visit()
    page.focus("#s-hoerensagen-2")
    tops = page.eval_on_selector_all("#card .hop", "all => all.map(hop => hop.getBoundingClientRect().top)")
    assert len(tops) == 4
    assert tops == sorted(tops)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "s-hoerensagen-3"


def test_an_unnamed_source_is_hollow_and_a_named_one_filled(visit: Opener) -> None:
    page = visit()
    page.focus("#s-hoerensagen-2")
    fill = "who => getComputedStyle(who, '::before').backgroundColor"
    card = page.eval_on_selector("#card", "card => getComputedStyle(card).backgroundColor")
    assert page.eval_on_selector("#card .hop.last .who", fill) == card
    assert page.eval_on_selector("#card .hop.distancing .who", fill) != card


def test_a_note_leads_to_its_statement_in_the_text(visit: Opener) -> None:
    page = visit()
    page.click(".notes a[href='#s-hoerensagen-5']")
    assert page.evaluate("document.activeElement.id") == "s-hoerensagen-5"
    assert "one of four Wednesdays" in page.inner_text("#card")


def test_markers_are_tinted_before_anything_is_lit(visit: Opener) -> None:
    page = visit()
    tint = "word => getComputedStyle(word).backgroundImage"
    assert "gradient" in page.eval_on_selector(".text [data-r*='m']", tint)


def test_a_long_trail_does_not_widen_a_phone(visit: Opener) -> None:
    page = visit(width=320)
    page.focus("#s-hoerensagen-2")
    page.focus("#sources a[href='#g-weak']")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_terms_lead_to_the_list_of_terms(visit: Opener) -> None:
    page = visit(java_script_enabled=False)
    page.click("#sources a[href='#g-distancing']")
    assert page.url.endswith("#g-distancing")

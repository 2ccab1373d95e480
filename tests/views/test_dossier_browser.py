"""The dossier in a browser: nothing is loaded, nothing fails, and text, list and card act together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.views.dossier_samples import REJECTIONS, sample

from laut.views import dossier

Opener = Callable[..., Any]

# What a reader sees of a mark: stroke, colour and thickness of its underline.
STROKE = "mark => { const style = getComputedStyle(mark); return style.textDecorationStyle; }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("dossier") / "dossier.html"
    path.write_text(dossier.render(sample(), rejections=REJECTIONS), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Opener]:
    """Open the dossier; at the end, no page has logged an error or asked for anything but itself."""
    contexts: list[Any] = []
    heard: list[str] = []

    def open_page(fragment: str = "", width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", lambda request: heard.append(request.url) if request.url != address else None)
        page.goto(address + fragment)
        page.wait_for_timeout(100)
        return page

    yield open_page
    for context in contexts:
        context.close()
    requests = [line for line in heard if line.split("#")[0] != address]
    assert requests == []


def lit(page: Any) -> dict[str, list[str]]:
    """Return the words that are lit, by what they are lit as."""
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries(["on", "speaker", "cue", "frame", "addressee", "hop", "when", "marker"].map(
             name => [name, [...document.querySelectorAll(`.text .${name}`)].map(e => e.textContent)]))"""
    )
    return {name: words for name, words in found.items() if words}


def test_text_of_each_article_is_its_text_to_the_character(visit: Opener) -> None:
    texts = visit().eval_on_selector_all(".text", "all => all.map(one => one.textContent)")
    assert texts == [article.text for article in sample()]


def test_focus_lights_the_parts_of_a_statement_and_shows_its_card(visit: Opener) -> None:
    page = visit()
    page.focus("#s-bruecke-3")
    parts = lit(page)
    assert "".join(parts["on"]) == (
        "„Wir spielen nicht mit Menschenleben“„und wir rechnen auch nicht um Nachkommastellen.“"
    )
    assert parts["speaker"] == ["Bürgermeisterin Hanna Brandt"]
    assert parts["cue"] == ["sagte"]
    assert parts["addressee"] == ["Journalisten"]
    card = page.inner_text("#card")
    for expected in ("Hanna Brandt", "direct", "speech", "sagte", "98 %"):
        assert expected in card
    page.keyboard.press("Escape")
    assert lit(page) == {}
    assert not page.is_visible("#card")


def test_the_tab_key_reaches_every_statement_in_reading_order(visit: Opener) -> None:
    page = visit()
    page.focus("#s-agentur-1")
    for number in range(2, 5):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.dataset.n") == str(number)
        assert page.is_visible("#card")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_pointing_lights_the_innermost_statement_and_leaving_puts_it_out(visit: Opener) -> None:
    page = visit()
    page.locator("#a2").scroll_into_view_if_needed()
    page.hover("mark[data-s='21']")
    page.wait_for_timeout(400)
    assert lit(page)["on"] == ["„schlicht nicht fest“"]
    page.hover("h1")
    page.wait_for_timeout(600)
    assert lit(page) == {}


def test_a_click_in_the_text_shows_the_entry_and_a_click_on_the_entry_shows_the_text(visit: Opener) -> None:
    page = visit()
    page.click("mark[data-s='13'] >> nth=0", position={"x": 5, "y": 12})
    entry = page.locator("li.e.on")
    assert entry.get_attribute("id") == page.evaluate("location.hash").replace("#s-", "l-")
    inside = "([entry, pane]) => { const e = entry.getBoundingClientRect(), p = pane.getBoundingClientRect();"
    inside += " return e.top >= p.top - 1 && e.bottom <= p.bottom + 1 }"
    page.wait_for_timeout(900)
    pane = page.query_selector("#list1 .pane")
    assert page.evaluate(inside, [entry.element_handle(), pane])
    page.click("#l-agentur-7 > a")
    assert page.evaluate("location.hash") == "#s-agentur-7"
    assert page.evaluate("document.activeElement.id") == "s-agentur-7"
    assert "".join(lit(page)["on"]) == "Das Landlasse „keine Stadt im Stich“"


def test_the_number_of_a_statement_leads_to_its_entry(visit: Opener) -> None:
    page = visit()
    page.focus("#s-bruecke-8")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li').id") == "l-bruecke-8"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "s-bruecke-8"


def test_a_deep_link_opens_at_its_statement(visit: Opener) -> None:
    page = visit("#s-agentur-1")
    page.wait_for_timeout(200)
    parts = lit(page)
    assert parts["hop"] == ["„Wörnitzer Bote“", "Kreise der Verwaltung"]
    assert parts["when"] == ["frühestens 2025"]
    top = page.evaluate("document.querySelector('#s-agentur-1').getBoundingClientRect().top")
    assert 0 < top < 900
    assert "distancing" in page.inner_text("#card")


def test_an_unknown_deep_link_does_no_harm(visit: Opener) -> None:
    assert lit(visit("#s-nirgends")) == {}
    assert lit(visit("#l-nirgends")) == {}


def test_the_five_forms_have_five_strokes(visit: Opener) -> None:
    page = visit()
    forms = ("direct", "indirect", "reported", "free-indirect", "indirect-free-indirect")
    strokes = {page.eval_on_selector(f"mark.{form}", STROKE) for form in forms}
    assert strokes == {"solid", "dashed", "dotted", "wavy", "double"}


@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_the_page_never_scrolls_sideways(visit: Opener, width: int) -> None:
    page = visit(width=width)
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    page.evaluate(
        "for (const a of document.querySelectorAll('article')) a.style.contentVisibility = 'visible'"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_list_is_folded_and_the_card_does_not_cover_its_statement(visit: Opener) -> None:
    page = visit(width=390)
    assert page.eval_on_selector_all(".side", "all => all.map(one => one.open)") == [False] * 3
    page.focus("#s-bruecke-12")
    page.wait_for_timeout(100)
    mark = page.eval_on_selector("mark.on", "mark => mark.getBoundingClientRect().bottom")
    assert mark <= page.eval_on_selector("#card", "card => card.getBoundingClientRect().top")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li').id") == "l-bruecke-12"
    assert page.is_visible("#l-bruecke-12")


def test_the_theme_follows_the_system_until_the_reader_decides(visit: Opener) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert visit(color_scheme="light").evaluate(ground) == "rgb(251, 249, 244)"
    page = visit(color_scheme="dark")
    assert page.evaluate(ground) == "rgb(25, 24, 22)"
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(251, 249, 244)"
    page.reload()
    assert page.evaluate(ground) == "rgb(251, 249, 244)"


def test_one_speaker_or_one_form_can_be_seen_alone(visit: Opener) -> None:
    page = visit()

    def shown(label: str) -> list[str]:
        # By computed style, not by size: articles off the screen are laid out only when they are needed.
        entries = "all => all.filter(one => getComputedStyle(one).display !== 'none')"
        found: list[str] = page.eval_on_selector_all(
            "li.e", f"all => ({entries})(all).map(one => one.dataset.{label})"
        )
        return found

    page.click("#overview button[data-form='direct']")
    assert set(shown("f")) == {"direct"}
    assert "Only direct" in page.inner_text("#filter")
    page.click("#overview th button >> nth=0")
    assert page.get_attribute("#overview button[data-form='direct']", "aria-pressed") == "false"
    assert set(shown("w")) == {"1"}
    page.keyboard.press("Escape")
    assert len(shown("w")) == 28
    assert not page.is_visible("#filter")


def test_without_scripts_everything_is_there_and_linked(visit: Opener) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator("li.e").count() == 28
    page.click("#l-agentur-2 > a")
    assert page.url.endswith("#s-agentur-2")
    assert not page.is_visible("#theme")


def test_print_shows_the_list_and_keeps_the_strokes(visit: Opener) -> None:
    page = visit(width=390)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.is_visible("#l-bruecke-1")
    assert page.is_visible("#l-bruecke-1 dl")
    assert not page.is_visible("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.eval_on_selector("mark.indirect", STROKE) == "dashed"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.eval_on_selector(".side", "side => side.open") is False


def test_scripts_in_the_text_do_not_run(browser: Any, tmp_path: Path) -> None:
    from laut.records import Article

    text = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\">"
    path = tmp_path / "hostile.html"
    path.write_text(dossier.render([Article(id=text, text=text, title=text)], title=text), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert "owned</script>" not in page.title().replace(text, "")
    assert page.title() == f"{text} – laut"
    assert page.inner_text(".text") == text
    page.close()


def test_nothing_moves_for_readers_who_want_no_motion(visit: Opener) -> None:
    page = visit(reduced_motion="reduce")
    page.focus("#s-bruecke-16")
    there = page.eval_on_selector("#list1 .pane", "pane => pane.scrollTop")
    page.wait_for_timeout(300)
    assert there > 0
    assert page.eval_on_selector("#list1 .pane", "pane => pane.scrollTop") == there

"""Whole pages: what intake makes of them, and what it refuses."""

import datetime as dt
import random
from pathlib import Path

import pytest

from laut.errors import InputError
from laut.intake.html import load_html
from laut.intake.known import Known
from laut.records import Article, DateRange, SectionKind

PAGES = Path(__file__).parent / "fixtures" / "pages"

PARAGRAPH = (
    "Der Stadtrat hat am {day}. Tag der Beratung noch nichts entschieden. Man werde sich Zeit lassen, "
    "sagte die Vorsitzende {day} Minuten nach dem Ende der Sitzung."
)


def page(name: str) -> str:
    return (PAGES / f"{name}.html").read_text("utf-8")


def parts(article: Article, kind: SectionKind) -> list[str]:
    return [article.text[part.start : part.end] for part in article.sections if part.kind == kind]


def notes(article: Article) -> list[str]:
    return [note.kind for note in article.notes]


def day(year: int, month: int, number: int) -> DateRange:
    return DateRange(dt.date(year, month, number), dt.date(year, month, number))


@pytest.mark.parametrize(
    "name", ["bare", "broken", "graph", "list", "nested", "opengraph", "paywall", "ticker"]
)
def test_sections_are_in_order_and_cut_the_text_exactly(name: str) -> None:
    article = load_html(page(name))
    end = 0
    for part in article.sections:
        assert end <= part.start < part.end <= len(article.text)
        assert article.text[part.start : part.end].strip() == article.text[part.start : part.end]
        end = part.end
    assert article.language == "de"
    assert Article.from_dict(article.to_dict()) == article


@pytest.fixture(scope="module")
def article() -> Article:
    return load_html(page("graph"))


class TestGraph:
    """A page as large sites make them: JSON-LD graph, furniture in the text, an ``h1`` in the breadcrumb trail."""

    def test_facts_come_from_the_data(self, article: Article) -> None:
        assert article.title == "„Das ist keine Lösung“: Streit um den Ausbau des Hafens"
        assert article.outlet == "Küstenkurier"
        assert article.url == "https://www.kuestenkurier.example/politik/hafen-nordhaven-101.html"
        assert article.authors == ("Eva Muster", "Jan Probe", "dpa")
        assert article.published == day(2022, 11, 3)
        assert article.notes == ()

    def test_headline_and_teaser_stand_in_front_once(self, article: Article) -> None:
        assert parts(article, "headline") == [article.title]
        assert parts(article, "teaser") == [
            "Der Stadtrat will den Hafen erweitern. Fischer und Anwohner warnen vor den Folgen für das Watt."
        ]
        assert article.text.count("Fischer und Anwohner warnen") == 1
        assert article.text.count("Streit um den Ausbau des Hafens") == 1

    def test_paragraphs_and_subheads_are_kept_apart(self, article: Article) -> None:
        starts = [text.split()[:2] for text in parts(article, "paragraph")]
        assert starts == [["Der", "Stadtrat"], ["Die", "Fischer"], ["Das", "Gutachten"], ["Über", "die"]]
        assert parts(article, "subhead") == [
            "Gutachten bleibt vorerst unter Verschluss",
            "Entscheidung im Frühjahr",
        ]
        assert parts(article, "agency") == ["dpa/jp"]

    @pytest.mark.parametrize(
        "furniture",
        ["Foto:", "Mittwochmorgen", "Teilen", "Auch interessant", "Warum das Watt", "Lesen Sie auch", "Postfach",
         "Der Morgen am Meer", "Anmelden", "Mehr zum Thema", "Alle Berichte", "Rechte vorbehalten", "Skript", "Start"],
    )  # fmt: skip
    def test_furniture_is_left_out(self, article: Article, furniture: str) -> None:
        assert furniture not in article.text

    def test_a_pull_quote_is_not_told_twice(self, article: Article) -> None:
        assert article.text.count("beste Fanggründe") + article.text.count("besten Fanggründe") == 1

    def test_soft_hyphens_go(self, article: Article) -> None:
        assert "um zwei Liegeplätze zu erweitern" in article.text


def test_json_ld_in_a_list_with_a_trailing_comma_and_in_a_comment() -> None:
    article = load_html(page("list"))
    assert article.title == "Risse im Beton: Die Talbrücke bleibt zu"
    assert article.authors == ("Mira Kanter", "Tim Reuß")
    assert article.published == day(2023, 2, 14)
    assert article.outlet == "Talbote"
    assert parts(article, "dateline") == ["TALSTADT (dpa) –"]
    assert "«Sicherheit geht vor», sagte Kern" in article.text


def test_json_ld_nested_in_a_web_page_and_a_month_for_a_date() -> None:
    article = load_html(page("nested"))
    assert article.title == "Mehr Geld für die Schulen im Land"
    assert article.outlet == "Landbote"
    assert article.authors == ()
    assert article.published == DateRange(dt.date(2021, 6, 1), dt.date(2021, 6, 30))


def test_open_graph_alone_and_a_time_in_utc_that_is_the_next_day() -> None:
    article = load_html(page("opengraph"))
    assert article.title == "Neuer Fund im Moor"
    assert article.outlet == "Abendpost Beispielstadt"
    assert article.url == "https://abendpost.example/wissen/fund-im-moor"
    assert article.authors == ("Ruth Ähre",)
    assert article.published == day(2023, 7, 10)
    assert parts(article, "teaser")[0].startswith("Forscher haben im Großen Moor")


def test_without_metadata_what_is_shown_counts() -> None:
    article = load_html(page("bare"))
    assert article.title == "Der Winter kommt früher als gedacht"
    assert article.authors == ("Nora Blum", "Piet Sander")
    assert article.published == day(2022, 10, 12)
    assert article.outlet is None
    assert article.url is None
    assert len(parts(article, "paragraph")) == 3


def test_broken_markup_is_read() -> None:
    article = load_html(page("broken"))
    assert article.title == "Zug bleibt auf freier Strecke stehen"
    assert article.published == day(2020, 3, 2)
    assert parts(article, "paragraph")[2] == (
        "Niemand wurde verletzt, hieß es. Die Strecke soll am Dienstag wieder frei sein."
    )


def test_what_the_caller_knows_wins() -> None:
    november = DateRange(dt.date(2022, 11, 1), dt.date(2022, 11, 30))
    known = Known(outlet="Archiv Nordhaven", url="https://archiv.example/7", published=november)
    article = load_html(page("graph"), url="https://anders.example/x", known=known)
    assert article.outlet == "Archiv Nordhaven"
    assert article.url == "https://archiv.example/7"
    assert article.published == known.published


def test_a_known_url_completes_a_page_without_one() -> None:
    article = load_html(page("bare"), url="https://bergblatt.example/2022/10/winter.html")
    assert article.url == "https://bergblatt.example/2022/10/winter.html"


def test_the_same_page_has_the_same_id() -> None:
    assert load_html(page("graph")).id == load_html(page("graph")).id


def test_a_paywall_stub_is_read_and_said_to_be_one() -> None:
    article = load_html(page("paywall"))
    assert notes(article) == ["paywall"]
    assert "Digital-Abo" not in article.text
    assert parts(article, "teaser")[0].startswith("Jahrelang")


def test_a_whole_article_that_is_not_free_is_no_stub() -> None:
    body = "".join(f"<p>{PARAGRAPH.format(day=number)}</p>" for number in range(20))
    markup = page("paywall").replace('"wordCount": "900", ', "").replace("<div><p>", f"{body}<div><p>")
    assert notes(load_html(markup)) == []


def test_offers_in_the_menu_make_no_paywall_of_a_short_report() -> None:
    menu = "<header><p>Sie haben bereits ein Abo? Jetzt weiterlesen mit dem Digital-Abo!</p></header>"
    text = "".join(f"<p>{PARAGRAPH.format(day=number)}</p>" for number in range(2))
    markup = f"<html><body>{menu}<article><h1>Der Rat vertagt sich</h1>{text}</article></body></html>"
    assert notes(load_html(markup)) == []


def test_a_paywall_is_known_by_its_words_alone() -> None:
    markup = page("paywall").replace('"isAccessibleForFree": "False", "wordCount": "900", ', "")
    article = load_html(markup)
    assert notes(article) == ["paywall"]
    assert "Abo" not in article.text


def test_a_report_filed_under_tickers_is_none() -> None:
    article = load_html(page("bare"), url="https://bergblatt.example/newsticker/winter-kommt.html")
    assert notes(article) == []


def test_lines_parted_by_breaks_are_paragraphs() -> None:
    lines = "<br><br>".join(PARAGRAPH.format(day=number) for number in range(4))
    article = load_html(f"<html><body><h1>Der Rat vertagt sich</h1><div>{lines}</div></body></html>")
    assert parts(article, "paragraph") == [PARAGRAPH.format(day=number) for number in range(4)]


def test_a_consent_wall_alone_is_refused() -> None:
    with pytest.raises(InputError, match="consent") as error:
        load_html(page("consent"))
    assert "save it again" in error.value.hint


def test_an_article_saved_with_its_consent_dialogue_is_read() -> None:
    dialogue = page("consent").split("<body>")[1].split("<button>")[0]
    body = "".join(f"<p>{PARAGRAPH.format(day=number)}</p>" for number in range(5))
    article = load_html(
        f"<html><body><article><h1>Der Rat vertagt sich</h1>{body}{dialogue}</div></article></body></html>"
    )
    assert len(parts(article, "paragraph")) == 5
    assert "Einwilligung" not in article.text


def test_a_live_ticker_is_read_from_its_data_and_said_to_be_one() -> None:
    article = load_html(page("ticker"))
    assert notes(article) == ["live-ticker"]
    assert parts(article, "subhead") == ["14:10 Uhr: Fähren fallen aus", "12:40 Uhr: Pegel steigt weiter"]
    assert "sechs Meter gestiegen" in article.text


def test_a_live_ticker_is_known_by_its_times() -> None:
    entries = "".join(
        f"<h3>{hour}:15 Uhr: Meldung aus dem Rathaus</h3><p>{PARAGRAPH.format(day=hour)}</p>"
        for hour in range(9, 15)
    )
    article = load_html(
        f"<html><body><article><h1>Die Wahlnacht in Nordhaven</h1>{entries}</article></body></html>"
    )
    assert notes(article) == ["live-ticker"]


@pytest.mark.parametrize("markup", ["", "   \n", "<!-- nichts -->", "<html></html>"])
def test_an_empty_page_is_refused(markup: str) -> None:
    with pytest.raises(InputError):
        load_html(markup)


def test_a_page_without_text_is_refused_with_a_hint() -> None:
    with pytest.raises(InputError, match="no article text") as error:
        load_html(page("gallery"))
    assert error.value.hint


@pytest.mark.parametrize("name", ["graph", "broken", "ticker", "consent"])
def test_cut_and_scrambled_pages_never_crash(name: str) -> None:
    markup = page(name)
    dice = random.Random(7)
    for _ in range(12):
        start, end = sorted(dice.sample(range(len(markup)), 2))
        for damaged in (markup[:start], markup[:start] + markup[end:], markup[start:end] * 2):
            try:
                article = load_html(damaged)
            except InputError as error:
                assert error.reason
                assert error.hint
            else:
                assert article.text


def test_nul_characters_and_a_lying_encoding_do_no_harm() -> None:
    markup = page("opengraph").replace("<head>", '<head>\x00<meta charset="iso-8859-1">')
    assert "Große" in load_html(f'<?xml version="1.0" encoding="utf-16"?>{markup}').text


PARAGRAPHS = [PARAGRAPH.format(day=number) for number in range(4)]


def test_paragraphs_in_boxes_without_a_p_are_parted() -> None:
    boxes = "".join(f'<div class="txt">{text}</div>' for text in PARAGRAPHS)
    article = load_html(
        f"<html><body><div><h1>Der Rat vertagt sich schon wieder</h1><div>{boxes}</div></div></body></html>"
    )
    assert parts(article, "paragraph") == PARAGRAPHS


def test_a_first_block_of_two_paragraphs_is_not_read_twice() -> None:
    first, *others = PARAGRAPHS
    rest = "".join(f"<p>{text}</p>" for text in others)
    lead = f"<p><b>Kiel.</b> {first}<br/>{first[::-1]}.</p>"
    article = load_html(f"<html><body><h1>Der Rat vertagt sich</h1>{lead}{rest}</body></html>")
    assert article.text.count(first) == 1
    assert parts(article, "teaser") == []


def test_a_department_between_headline_and_site_is_no_part_of_the_title() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    head = (
        '<meta property="og:title" content="Der Rat vertagt sich - Politik - Bergblatt">'
        '<meta property="og:site_name" content="Bergblatt">'
    )
    article = load_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert (article.title, article.outlet) == ("Der Rat vertagt sich", "Bergblatt")


@pytest.mark.parametrize(
    "preface",
    [
        "<!-- saved from url=(0042)https://bergblatt.example/rat/vertagt.html -->\n<html>",
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://bergblatt.example/rat/vertagt.html"
        " \n saved date: Wed May 15 2024\n-->",
    ],
)
def test_the_address_that_a_browser_wrote_into_a_saved_page_is_known(preface: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    article = load_html(f"{preface}<body><h1>Der Rat vertagt sich</h1>{body}</body></html>")
    assert article.url == "https://bergblatt.example/rat/vertagt.html"


def test_paragraphs_behind_arrows_are_read_and_links_behind_arrows_are_not() -> None:
    body = "".join(f"<p>► {text}</p>" for text in PARAGRAPHS)
    article = load_html(
        f"<html><body><h1>Der Rat vertagt sich</h1>{body}<p>► Sturm fegt über die Küste</p></body></html>"
    )
    assert parts(article, "paragraph") == [f"► {text}" for text in PARAGRAPHS]


def test_a_date_alone_is_no_paragraph() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    top = "<h1>Der Rat vertagt sich</h1><p>Die Ministerin über das neue Gesetz und ihre Gegner.</p><p>15. Mai 2024</p>"
    article = load_html(f"<html><body><article>{top}{body}</article></body></html>")
    assert "15. Mai" not in article.text
    assert article.published == day(2024, 5, 15)


def test_a_site_that_names_itself_as_author_is_the_outlet() -> None:
    head = (
        '<title>Der Rat vertagt sich | regio24.example</title><meta name="author" content="regio24.example">'
    )
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    top = "<h1>Der Rat vertagt sich</h1><div>Von Eva Muster, Neuburg</div>"
    article = load_html(f"<html><head>{head}</head><body>{top}{body}</body></html>")
    assert (article.outlet, article.authors) == ("regio24.example", ("Eva Muster",))

"""What a page says about itself: JSON-LD, titles, names, dates, addresses, the outlet."""

import datetime as dt

import pytest
from lxml.html import HtmlElement

from laut.intake.bylines import clean_authors, find_names, is_agency_line, split_byline
from laut.intake.dates import parse_date
from laut.intake.headline import same_headline, without_site
from laut.intake.html import parse_page
from laut.intake.metadata import PageMetadata, read_metadata
from laut.intake.structured import find_article, is_true, names_of, read_nodes
from laut.records import DateRange


def tree(head: str = "", body: str = "<p>Text</p>") -> HtmlElement:
    return parse_page(f"<html><head>{head}</head><body>{body}</body></html>")


def metadata(head: str = "", body: str = "<p>Text</p>", url: str | None = None) -> PageMetadata:
    parsed = tree(head, body)
    return read_metadata(parsed, read_nodes(parsed), url=url)


def ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


class TestStructured:
    @pytest.mark.parametrize(
        "data",
        [
            '{"@type": "NewsArticle", "headline": "Ein Titel"}',
            '[{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Ein Titel"}]',
            '{"@graph": [{"@type": "NewsArticle", "headline": "Ein Titel"}]}',
            '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Ein Titel"}}',
            '<!-- {"@type": ["Thing", "schema:NewsArticle"], "headline": "Ein Titel",} -->',
            '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Ein Titel"}\n//]]>',
            '{"@type": "NewsArticle",\n"headline": "Ein\tTitel"};',
            '{"@type": "NewsArticle", "headline": "Ein &amp;nbsp;Titel"} Rest',
        ],
    )
    def test_the_article_is_found_however_it_is_packed(self, data: str) -> None:
        assert metadata(ld(data)).title == "Ein Titel"

    @pytest.mark.parametrize(
        "data", ["", "{", "null", "7", '"text"', "[" * 100_000, '{"@type": "NewsArticle"']
    )
    def test_broken_blocks_are_skipped(self, data: str) -> None:
        assert find_article(read_nodes(tree(ld(data))), None) is None

    def test_teasers_of_other_articles_do_not_count(self) -> None:
        listed = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Fremd"}]}'
        assert find_article(read_nodes(tree(ld(listed))), None) is None

    def test_of_several_articles_that_with_the_title_of_the_page_counts(self) -> None:
        data = '[{"@type": "Article", "headline": "Etwas anderes"}, {"@type": "Article", "headline": "Der Deich hält"}]'
        found = find_article(read_nodes(tree(ld(data))), "Der Deich hält | Küstenkurier")
        assert found is not None
        assert found["headline"] == "Der Deich hält"

    def test_names_are_found_in_every_nesting(self) -> None:
        people = [
            {"name": "Eva Muster"},
            ["Jan Probe", {"givenName": "Ada", "familyName": "Kern"}],
            {"@id": "#x"},
        ]
        nodes = [{"@id": "#x", "name": "Ole Brandt"}]
        assert names_of(people, nodes) == ("Eva Muster", "Jan Probe", "Ada Kern", "Ole Brandt")

    @pytest.mark.parametrize(
        ("value", "meaning"),
        [
            (True, True),
            ("False", False),
            ("https://schema.org/True", True),
            (None, None),
            ("maybe", None),
            (3, None),
        ],
    )
    def test_truth_values(self, value: object, meaning: bool | None) -> None:
        assert is_true(value) is meaning


class TestNames:
    @pytest.mark.parametrize(
        ("raw", "names"),
        [
            ("Eva Muster", ["Eva Muster"]),
            ("Von Eva Muster", ["Eva Muster"]),
            ("von: Eva Muster und Jan Probe", ["Eva Muster", "Jan Probe"]),
            ("Ein Kommentar von Eva Muster", ["Eva Muster"]),
            ("Eva Muster, Jan Probe & Ada Kern", ["Eva Muster", "Jan Probe", "Ada Kern"]),
            ("Eva Muster, Redakteurin Politik", ["Eva Muster"]),
            ("Eva Muster, Berlin", ["Eva Muster"]),
            ("Eva Muster (dpa)", ["Eva Muster", "dpa"]),
            ("Eva Muster/dpa", ["Eva Muster", "dpa"]),
            ("Muster, Eva", ["Eva Muster"]),
            ("Hans-Peter von der Tann", ["Hans-Peter von der Tann"]),
            ("Deutsche Presse-Agentur", ["Deutsche Presse-Agentur"]),
            ("Küstenkurier", ["Küstenkurier"]),
            ("Redaktion", []),
            ("https://www.facebook.com/kurier", []),
            ("eva.muster@kurier.example", []),
            ("", []),
        ],
    )
    def test_authors(self, raw: str, names: list[str]) -> None:
        assert list(clean_authors([raw])) == names

    def test_each_name_counts_once(self) -> None:
        assert clean_authors(["Eva Muster", "EVA MUSTER", "Eva Muster, dpa"]) == ("Eva Muster", "dpa")

    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("Von Eva Muster 3. November 2022 14:05 Uhr", ["Eva Muster"]),
            ("Von Eva Muster Redakteurin", ["Eva Muster"]),
            ("3 Kommentare", []),
            ("Von der Küste", []),
        ],
    )
    def test_a_line_that_readers_see(self, line: str, names: list[str]) -> None:
        assert list(find_names(line)) == names

    def test_a_byline_at_the_end_of_a_teaser_is_parted(self) -> None:
        assert split_byline("Es kam anders. Von Eva Muster") == ("Es kam anders.", "Von Eva Muster")
        assert split_byline("Das Bild stammt von Eva Muster") == ("Das Bild stammt von Eva Muster", None)

    @pytest.mark.parametrize(
        "line", ["dpa/AFP", "(Quelle: APA/sda/dpa)", "mit dpa", "(dpa)", "NDR (evm)", "(fd)"]
    )
    def test_source_codes(self, line: str) -> None:
        assert is_agency_line(line)

    @pytest.mark.parametrize(
        "line", ["Er sagte nichts.", "Mit der dpa sprach der Minister am Montag.", "Nein.", "CDU"]
    )
    def test_sentences_are_no_source_codes(self, line: str) -> None:
        assert not is_agency_line(line)


class TestDates:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2022-11-03", "2022-11-03", "2022-11-03"),
            ("2022-11-03T18:20:00+01:00", "2022-11-03", "2022-11-03"),
            ("2022-11-03T18:20:00+0100", "2022-11-03", "2022-11-03"),
            ("2022-11-03 18:20:00 +01:00", "2022-11-03", "2022-11-03"),
            ("2022-11-03T22:59:00Z", "2022-11-03", "2022-11-03"),
            ("2022-11-03T23:01:00.000Z", "2022-11-04", "2022-11-04"),
            ("2022-07-03T22:01:00+00:00", "2022-07-04", "2022-07-04"),
            ("2022-11-03T23:01:00", "2022-11-03", "2022-11-03"),
            ("20221103", "2022-11-03", "2022-11-03"),
            ("2022-11", "2022-11-01", "2022-11-30"),
            ("2024/02", "2024-02-01", "2024-02-29"),
            ("3.11.2022, 14:05 Uhr", "2022-11-03", "2022-11-03"),
            ("Thu, 03 Nov 2022 18:20:00 +0100", "2022-11-03", "2022-11-03"),
        ],
    )
    def test_days_and_months(self, text: str, first: str, last: str) -> None:
        assert parse_date(text) == DateRange(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    @pytest.mark.parametrize(
        "text", ["", "heute", "2022-13-01", "2022-02-30", "1970-01-01T00:00:00Z", "0001-01-01", "99"]
    )
    def test_what_is_no_date_is_none(self, text: str) -> None:
        assert parse_date(text) is None

    def test_the_day_of_publication_not_of_the_last_change(self) -> None:
        head = (
            '<meta property="article:modified_time" content="2022-12-24">'
            '<meta property="article:published_time" content="2022-11-03">'
        )
        assert str(metadata(head).published) == "2022-11-03"

    def test_a_month_in_the_address_is_not_made_a_day(self) -> None:
        found = metadata(url="https://kurier.example/2022/11/deich")
        assert found.published == DateRange(dt.date(2022, 11, 1), dt.date(2022, 11, 30))

    def test_an_unknown_day_is_none(self) -> None:
        assert metadata().published is None

    def test_the_day_that_stands_by_the_headline(self) -> None:
        body = '<h1>Der Deich hält stand</h1><div><time datetime="2022-11-03">gestern</time></div><p>Text</p>'
        assert str(metadata(body=body).published) == "2022-11-03"


class TestTitle:
    HEADLINE = "Der Deich hält dem Sturm stand"
    SEARCH = "Sturm Norden aktuell Deich News heute"

    def test_json_ld_and_open_graph_agree(self) -> None:
        head = f'{ld(f"""{{"@type": "NewsArticle", "headline": "{self.HEADLINE}"}}""")}'
        head += f'<meta property="og:title" content="{self.HEADLINE} | Kurier">'
        head += '<meta property="og:site_name" content="Kurier">'
        assert metadata(head).title == self.HEADLINE

    @pytest.mark.parametrize("shown", ["json", "social"])
    def test_where_they_differ_the_one_on_the_page_counts(self, shown: str) -> None:
        titles = {"json": "Der Deich hält dem Sturm stand", "social": "Warum der Sturm ein Glück war"}
        head = f'{ld(f"""{{"@type": "NewsArticle", "headline": "{titles["json"]}"}}""")}'
        head += f'<meta property="og:title" content="{titles["social"]}">'
        assert metadata(head, f"<h1>{titles[shown]}</h1>").title == titles[shown]

    def test_the_title_for_search_engines_yields(self) -> None:
        head = f'<title>{self.SEARCH}</title>{ld(f"""{{"@type": "NewsArticle", "headline": "{self.SEARCH}"}}""")}'
        head += f'<meta property="og:title" content="{self.HEADLINE}">'
        body = f'<nav><a href="/">Start</a><h1>{self.SEARCH}</h1></nav><p>Text</p>'
        assert metadata(head, body).title == self.HEADLINE

    def test_a_breadcrumb_trail_is_no_headline(self) -> None:
        head = f'<title>{self.SEARCH}</title><meta property="og:title" content="{self.SEARCH}">'
        head += ld(f'{{"@type": "NewsArticle", "headline": "{self.HEADLINE}"}}')
        body = f'<div><a href="/">Start</a> | <h1>{self.SEARCH}</h1></div><p>Text</p>'
        assert metadata(head, body).title == self.HEADLINE

    def test_without_metadata_the_h1(self) -> None:
        assert metadata("<title>Kurier</title>", f"<h1>{self.HEADLINE}</h1>").title == self.HEADLINE

    def test_without_anything_none(self) -> None:
        assert metadata().title is None

    def test_kickers_do_not_make_another_headline(self) -> None:
        assert same_headline("Sturm im Norden: Der Deich hält stand", "Der Deich hält stand")
        assert not same_headline("Der Deich hält stand", "Der Damm ist gebrochen")
        assert not same_headline("Deich", "Der Deich hält stand")

    @pytest.mark.parametrize(
        "title", ["Der Deich hält | Kurier", "Der Deich hält - kurier.example", "Kurier › Der Deich hält"]
    )
    def test_the_name_of_the_site_goes(self, title: str) -> None:
        assert without_site(title, frozenset({"kurier", "kurier example"})) == "Der Deich hält"

    def test_a_dash_in_a_headline_stays(self) -> None:
        assert without_site("Deich hält - Damm bricht", frozenset({"kurier"})) == "Deich hält - Damm bricht"


class TestOutletAndAddress:
    def test_the_site_has_a_name_where_the_publisher_is_a_company(self) -> None:
        head = ld('{"@type": "NewsArticle", "publisher": {"name": "Nordmedien AG"}}')
        head += '<meta property="og:site_name" content="Küstenkurier">'
        assert metadata(head).outlet == "Küstenkurier"

    def test_a_company_is_better_than_nothing(self) -> None:
        assert (
            metadata(ld('{"@type": "NewsArticle", "publisher": {"name": "Nordmedien AG"}}')).outlet
            == "Nordmedien AG"
        )

    def test_application_name(self) -> None:
        assert metadata('<meta name="application-name" content="Küstenkurier">').outlet == "Küstenkurier"

    def test_the_name_behind_the_title_if_the_host_confirms_it(self) -> None:
        assert (
            metadata("<title>Deich hält – Kurier</title>", url="https://www.kurier.example/a").outlet
            == "Kurier"
        )
        assert (
            metadata("<title>Deich hält – Glück gehabt</title>", url="https://www.kurier.example/a").outlet
            is None
        )

    def test_a_canonical_address_on_another_site_is_not_the_page(self) -> None:
        head = '<link rel="canonical" href="https://partner.example.org/text">'
        assert (
            metadata(head, url="https://kurier.example.net/text?ref=rss").url
            == "https://kurier.example.net/text?ref=rss"
        )

    def test_a_canonical_address_drops_what_only_tracks(self) -> None:
        head = '<link rel="canonical" href="/text">'
        assert metadata(head, url="https://kurier.example/text?ref=rss").url == "https://kurier.example/text"

    @pytest.mark.parametrize(
        "address", ["https://kurier.example/", "javascript:void(0)", "http://[kaputt", "text"]
    )
    def test_what_leads_nowhere_is_no_address(self, address: str) -> None:
        assert metadata(f'<link rel="canonical" href="{address}">').url is None


class TestAuthors:
    def test_a_person_in_the_byline_is_better_than_the_newsroom_in_the_data(self) -> None:
        head = ld('{"@type": "NewsArticle", "author": {"name": "Kurier"}, "publisher": {"name": "Kurier"}}')
        body = '<h1>Der Deich hält stand</h1><div class="byline"><i>von</i> <span>Eva Muster</span></div><p>Text</p>'
        assert metadata(head, body).authors == ("Eva Muster",)

    def test_the_newsroom_is_better_than_nobody(self) -> None:
        head = ld('{"@type": "NewsArticle", "author": {"name": "Kurier"}, "publisher": {"name": "Kurier"}}')
        assert metadata(head, "<h1>Der Deich hält stand</h1><p>Text</p>").authors == ("Kurier",)

    def test_bylines_of_other_articles_do_not_count(self) -> None:
        head = ld('{"@type": "NewsArticle", "author": {"name": "Kurier"}, "publisher": {"name": "Kurier"}}')
        text = "<p>Ein Satz über den Deich.</p>" * 300
        body = f'<h1>Der Deich hält stand</h1>{text}<div class="teaser"><span class="author">Von Jan Probe</span></div>'
        assert metadata(head, body).authors == ("Kurier",)

    def test_names_in_elements_of_their_own_are_parted(self) -> None:
        body = '<h1>Der Deich hält stand</h1><div class="authors">Von <a>Eva Muster</a><a>Jan Probe</a></div>'
        assert metadata(body=body).authors == ("Eva Muster", "Jan Probe")

"""Plain text, as pasted: which line is what. All texts were written for these tests."""

from __future__ import annotations

import pytest

from laut.errors import InputError
from laut.intake import load_text
from laut.records import Article, SectionKind

LEAD = "Die Landesregierung hat am Donnerstag ein Hilfspaket für die Orte an der Küste beschlossen."
QUOTE = "„Wir lassen niemanden allein“, sagte die Ministerin nach der Sitzung des Kabinetts vor Journalisten."
CRITICS = (
    "Die Opposition sprach von einem Tropfen auf den heißen Stein. Es fehle an allem, sagte ihr Sprecher."
)
HEAD = "Regierung beschließt Hilfen für Küstenorte"
TEASER = "Nach der Sturmflut sollen die Orte Geld bekommen."


def shown(article: Article) -> list[tuple[SectionKind, str]]:
    return [(part.kind, article.text[part.start : part.end]) for part in article.sections]


def kinds(text: str) -> list[SectionKind]:
    return [kind for kind, _ in shown(load_text(text))]


def words(text: str, kind: SectionKind) -> list[str]:
    return [found for one, found in shown(load_text(text)) if one == kind]


FULL = f"""\
 date 2022-11 {HEAD} – Opposition sieht Flickwerk

Von: Eva Muster

{TEASER}

Kiel — {LEAD} {QUOTE}

Kritik der Opposition

{CRITICS}

Ein Deich bei Sonnenaufgang. (Archivbild) © Jan Probe/bildwerk-images

{LEAD} {CRITICS} (em)
"""


def test_a_whole_report_is_labelled() -> None:
    article = load_text(FULL)
    assert shown(article) == [
        ("date", "date 2022-11"),
        ("headline", f"{HEAD} – Opposition sieht Flickwerk"),
        ("byline", "Von: Eva Muster"),
        ("teaser", TEASER),
        ("dateline", "Kiel —"),
        ("paragraph", f"{LEAD} {QUOTE}"),
        ("subhead", "Kritik der Opposition"),
        ("paragraph", CRITICS),
        ("caption", "Ein Deich bei Sonnenaufgang. (Archivbild) © Jan Probe/bildwerk-images"),
        ("paragraph", f"{LEAD} {CRITICS}"),
        ("agency", "(em)"),
    ]
    assert article.title == f"{HEAD} – Opposition sieht Flickwerk"
    assert article.authors == ("Eva Muster",)
    assert str(article.published) == "2022-11-01…2022-11-30"
    assert article.language == "de"


def test_the_text_stays_as_it_was_pasted() -> None:
    assert load_text(FULL).text == FULL.rstrip()


def test_one_line_per_paragraph_is_labelled_like_blank_lines() -> None:
    spaced = f"{HEAD}\n\nVon Eva Muster\n\n{LEAD} {QUOTE}\n\nKritik der Opposition\n\n{CRITICS} {LEAD}\n"
    assert kinds(spaced.replace("\n\n", "\n")) == kinds(spaced)


def test_wrapped_lines_become_paragraphs_without_moving_an_offset() -> None:
    text = (
        f"{HEAD}\n\n"
        "Die Landesregierung hat am Donnerstag ein Hilfspaket für die Orte an der\n"
        "Küste beschlossen. „Wir lassen niemanden allein“, sagte die Ministerin nach\n"
        "der Sitzung des Kabinetts vor Journalisten. Das Geld soll noch im November\n"
        "fließen.\n\n"
        "Kritik der Opposition\n\n"
        "Die Opposition sprach von einem Tropfen auf den heißen Stein. Es fehle an\n"
        "allem, sagte ihr Sprecher.\n"
    )
    article = load_text(text)
    assert [kind for kind, _ in shown(article)] == ["headline", "paragraph", "subhead", "paragraph"]
    assert article.text == text.rstrip().replace("an der\n", "an der ").replace("nach\n", "nach ").replace(
        "November\nf", "November f"
    ).replace("an\na", "an a")
    assert len(article.text) == len(text.rstrip())


def test_wrapped_paragraphs_need_no_blank_lines_between_them() -> None:
    text = (
        "Regierung beschließt Hilfen\n"
        "Von Eva Muster\n"
        "Die Landesregierung hat am Donnerstag ein Hilfspaket für die Orte an der\n"
        "Küste beschlossen. „Wir lassen niemanden allein“, sagte die Ministerin nach\n"
        "der Sitzung des Kabinetts in Kiel.\n"
        "Die Opposition sprach von einem Tropfen auf den heißen Stein. Es fehle an\n"
        "allem, sagte ihr Sprecher, der auf die Schäden in den Häfen verwies und mehr\n"
        "Geld verlangte.\n"
    )
    assert kinds(text) == ["headline", "byline", "paragraph", "paragraph"]


def test_markdown_marks_belong_to_no_section() -> None:
    text = f"# {HEAD}\n\n**{TEASER}**\n\n*Von Eva Muster*\n\n{LEAD}\n\n## Kritik\n\n> {QUOTE}\n\n- {CRITICS}\n\n---\n"
    assert shown(load_text(text)) == [
        ("headline", HEAD),
        ("teaser", TEASER),
        ("byline", "Von Eva Muster"),
        ("paragraph", LEAD),
        ("subhead", "Kritik"),
        ("paragraph", QUOTE),
        ("paragraph", CRITICS),
    ]


def test_underlined_headings_are_headings() -> None:
    text = f"{HEAD}\n======\n\n{LEAD}\n\nKritik\n------\n\n{CRITICS}"
    assert shown(load_text(text)) == [
        ("headline", HEAD),
        ("paragraph", LEAD),
        ("subhead", "Kritik"),
        ("paragraph", CRITICS),
    ]


def test_front_matter_says_what_it_says() -> None:
    text = (
        "---\ntitle: 'Hilfen: ein Überblick'\nauthor: Eva Muster; Jan Probe\ndate: 2022-11-03\n"
        f"url: https://bote.example/a\nsitename: Küstenbote\n---\n# Hilfen: ein Überblick\n\n{LEAD}\n"
    )
    article = load_text(text)
    assert (article.title, article.outlet, article.url) == (
        "Hilfen: ein Überblick",
        "Küstenbote",
        "https://bote.example/a",
    )
    assert article.authors == ("Eva Muster", "Jan Probe")
    assert str(article.published) == "2022-11-03"
    assert shown(article) == [("headline", "Hilfen: ein Überblick"), ("paragraph", LEAD)]


@pytest.mark.parametrize(
    "text", [LEAD, f"{LEAD} {QUOTE}", HEAD, "„Wir lassen niemanden allein.“", f"{LEAD}\n\n{CRITICS}"]
)
def test_a_text_without_structure_gets_no_headline(text: str) -> None:
    article = load_text(text)
    assert article.title is None
    assert {section.kind for section in article.sections} == {"paragraph"}


def test_a_list_of_short_lines_is_no_heap_of_headlines() -> None:
    assert set(kinds("Äpfel\n\nBirnen\n\nKirschen\n\nPflaumen\n\nQuitten")) == {"paragraph"}


def test_the_line_above_the_headline_is_not_the_headline() -> None:
    article = load_text(f"Sturmflut\n{HEAD}\n\n{LEAD}\n\n{CRITICS}")
    assert article.title == HEAD
    assert shown(article)[0] == ("subhead", "Sturmflut")


def test_a_line_below_the_headline_is_the_teaser() -> None:
    assert (
        shown(load_text(f"{HEAD}\n\nMinisterin verspricht Geld noch im November\n\n{LEAD}"))[1][0] == "teaser"
    )


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Von: Eva Muster", "Eva Muster"),
        ("Von Eva Muster", "Eva Muster"),
        ("Von Eva Muster, Kiel", "Eva Muster"),
        ("VON EVA MUSTER", "Eva Muster"),
        ("Von Eva Muster und Jan Probe", "Eva Muster"),
        ("Von Eva von der Muster-Probe, Den Haag", "Eva von der Muster-Probe"),
        ("Von unserem Korrespondenten Jan Probe, Brüssel", "Jan Probe"),
        ("Ein Kommentar von Eva Muster", "Eva Muster"),
        ("Aus Kiel berichtet Eva Muster", "Eva Muster"),
        ("Eva Muster berichtet aus Kiel", "Eva Muster"),
        ("Eva Muster, Berlin", "Eva Muster"),
        ("Autorin: Eva Muster", "Eva Muster"),
        ("By Jane Doe and John Roe in Kyiv", "Jane Doe"),
        ("By Jane Doe, Washington correspondent", "Jane Doe"),
    ],
)
def test_bylines_are_known(line: str, author: str) -> None:
    article = load_text(f"{HEAD}\n\n{line}\n\n{LEAD}\n\n{CRITICS}")
    assert ("byline", line) in shown(article)
    assert author in article.authors


def test_a_byline_may_stand_behind_the_teaser_in_its_line() -> None:
    article = load_text(f"{HEAD}\n\n{TEASER} Ein Überblick. Von Eva Muster\n\n{LEAD}\n\n{CRITICS}")
    assert shown(article)[1:3] == [("teaser", f"{TEASER} Ein Überblick."), ("byline", "Von Eva Muster")]
    assert article.authors == ("Eva Muster",)


def test_a_byline_may_end_with_the_date() -> None:
    article = load_text(f"{HEAD}\n\nVon Eva Muster, Kiel, 3. November 2022\n\n{LEAD}")
    assert shown(article)[1:3] == [("byline", "Von Eva Muster, Kiel"), ("date", "3. November 2022")]
    assert str(article.published) == "2022-11-03"


@pytest.mark.parametrize(
    "line",
    [
        "Von Kiel nach Rostock in einer Stunde",
        "Von der Flut lernen",
        "Von „Hilfen“ und Hilfe",
        "Von wegen Hilfe",
    ],
)
def test_headlines_that_begin_like_bylines_are_headlines(line: str) -> None:
    assert kinds(f"{line}\n\n{LEAD}\n\n{CRITICS}")[0] == "headline"


@pytest.mark.parametrize(
    "dateline",
    [
        "Kiel —",
        "Washington D.C. —",
        "Berlin (dpa) -",
        "Berlin/Kiel (dpa/lno) –",
        "Brenkenau (xyz) –",
        "BERLIN.",
        "Berlin.",
        "Brenkenau/Moskau.",
        "BERLIN dpa |",
        "KIEL, Germany (AP) —",
        "LONDON, Nov 3 (Reuters) -",
        "Kiel, 3. November 2022 –",
        "Kiel/Rostock, 3. November 2022.",
        "(dpa) –",
        "Bad Muster –",
        "Frankfurt am Main (AFP) –",
    ],
)
def test_datelines_are_cut_off_the_first_paragraph(dateline: str) -> None:
    text = f"{HEAD}\n\n{dateline} {LEAD}\n\n{CRITICS}"
    assert shown(load_text(text))[1:3] == [("dateline", dateline), ("paragraph", LEAD)]


@pytest.mark.parametrize(
    "start",
    [
        "Merz – Chef der Opposition – widersprach am Abend. Das Geld reiche nicht.",
        "Die Ministerin - seit 2021 im Amt - lobte das Paket sehr.",
        "Neue Regeln – und zwar viele – gelten ab Montag für alle Häfen.",
        "Kanzler Muster (SPD) hat zugestimmt. Das sagte er am Montag.",
        "Jan Probe (47) – ein Fischer – sieht das anders als die Ministerin.",
    ],
)
def test_dashes_in_a_sentence_are_no_dateline(start: str) -> None:
    assert words(f"{HEAD}\n\n{start}\n\n{CRITICS}", "dateline") == []


def test_a_dateline_with_a_day_dates_a_report_that_nothing_else_dates() -> None:
    assert str(load_text(f"{HEAD}\n\nKiel, 3. November 2022 – {LEAD}").published) == "2022-11-03"
    assert str(load_text(f"{HEAD}\n\n4.11.2022\n\nKiel, 3. November 2022 – {LEAD}").published) == "2022-11-04"


@pytest.mark.parametrize(
    "code",
    [
        "(fd)",
        "(dpa)",
        "(dpa/AFP)",
        "(dpa, AFP)",
        "(mit dpa)",
        "(EM)",
        "(ram.)",
        "(apa/red, 3.11.2022)",
        "dpa/lno",
        "fd",
        "/fd/DP",
    ],
)
def test_codes_are_cut_off_the_last_paragraph(code: str) -> None:
    assert shown(load_text(f"{HEAD}\n\n{LEAD}\n\n{CRITICS} {code}"))[2:] == [
        ("paragraph", CRITICS),
        ("agency", code),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "dpa/lno",
        "(dpa)",
        "dpa",
        "dep/mhr/alo",
        "Quelle: dpa",
        "Mit Material von dpa und AFP",
        "© dpa-infocom, dpa:221103-99-372845/2",
        "(Reporting by Jane Doe; editing by John Roe)",
        "Alle Rechte vorbehalten",
    ],
)
def test_codes_may_stand_in_a_line_of_their_own(line: str) -> None:
    assert shown(load_text(f"{HEAD}\n\n{LEAD}\n\n{CRITICS}\n\n{line}"))[-1] == ("agency", line)


@pytest.mark.parametrize(
    "end",
    [
        "Das sagte der Sprecher der Fraktion (CDU).",
        "So stand es im Programm (2022).",
        "Zuständig sei der Sprecher (siehe oben)",
        "„Nein!“ (lacht laut und lange)",
        "„Nein!“ (lacht)",
    ],
)
def test_brackets_that_end_a_sentence_are_no_code(end: str) -> None:
    assert words(f"{HEAD}\n\n{LEAD}\n\n{CRITICS} {end}", "agency") == []


@pytest.mark.parametrize(
    "line",
    [
        "Ein Deich bei Sonnenaufgang. (Archivbild) © Jan Probe/bildwerk",
        "Ein Deich bei Sonnenaufgang. Foto: Jan Probe/dpa",
        "Ein Deich bei Sonnenaufgang (Foto: dpa)",
        "Foto: Jan Probe",
        "Bild: dpa",
        "© dpa / Jan Probe",
        "Ein Deich bei Sonnenaufgang (Symbolfoto)",
        "Ein Deich bei Sonnenaufgang. | Bild: picture alliance/dpa",
        "Die Ministerin im Hafen. Quelle: imago images/Probe",
        "A dyke at sunrise. Photo: Jane Doe",
        "Bildunterschrift: Ein Deich bei Sonnenaufgang",
    ],
)
def test_captions_are_known_by_their_credit(line: str) -> None:
    assert ("caption", line) in shown(load_text(f"{HEAD}\n\n{LEAD}\n\n{line}\n\n{CRITICS}"))


@pytest.mark.parametrize(
    "line",
    [
        "Er zeigte den Journalisten ein Bild: Darauf steht ein Deich.",
        "Das Foto: eine Fälschung. Der Deich: unversehrt. So sieht es die Ministerin.",
        "Sie machten ein Foto.",
        "BILD: Frau Ministerin, reicht das Geld?",
    ],
)
def test_sentences_about_pictures_are_no_captions(line: str) -> None:
    assert words(f"{HEAD}\n\n{LEAD}\n\n{line}\n\n{CRITICS}", "caption") == []


@pytest.mark.parametrize(
    "line",
    [
        "3. November 2022, 14:05 Uhr",
        "03.11.2022",
        "2022-11-03",
        "Stand: 03.11.2022, 14:05 Uhr",
        "Veröffentlicht am 3. November 2022",
        "Donnerstag, 3. November 2022",
        "(3.11.2022)",
        "November 3, 2022",
    ],
)
def test_date_lines_date_the_report(line: str) -> None:
    for text in (f"{line}\n\n{HEAD}\n\n{LEAD}", f"{HEAD}\n\n{line}\n\n{LEAD}"):
        assert line.strip("()") in words(text, "date")[0]
        assert str(load_text(text).published) == "2022-11-03"


def test_the_first_version_dates_the_report() -> None:
    text = f"{HEAD}\n\nStand: 04.11.2022\n\n03.11.2022\n\n{LEAD}"
    assert str(load_text(text).published) == "2022-11-03"


def test_dates_of_events_do_not_date_the_report() -> None:
    days = "\n\n".join(f"{day}. Oktober 2022\n\n{LEAD} {CRITICS}" for day in (3, 4, 5))
    article = load_text(f"{HEAD}\n\n{LEAD}\n\n{days}\n\n{CRITICS}")
    assert article.published is None
    assert next(found for kind, found in shown(article) if kind == "subhead") == "3. Oktober 2022"


@pytest.mark.parametrize(
    "start", ["2022 war ein schweres Jahr", "3. November 2022: der Tag danach", "11 Orte warten"]
)
def test_headlines_may_begin_with_numbers(start: str) -> None:
    article = load_text(f"{start}\n\n{LEAD}\n\n{CRITICS}")
    assert article.title == start
    assert article.published is None


def test_subheads_stand_between_paragraphs() -> None:
    text = f"{HEAD}\n\n{LEAD}\n\nReicht das Geld?\n\n{QUOTE}\n\n„Zu wenig, zu spät“\n\n{CRITICS}"
    assert words(text, "subhead") == ["Reicht das Geld?", "„Zu wenig, zu spät“"]


def test_a_sentence_that_introduces_a_quotation_is_no_subhead() -> None:
    assert words(f"{HEAD}\n\n{LEAD}\n\nDie Ministerin wörtlich:\n\n{QUOTE}\n\n{CRITICS}", "subhead") == []


def test_lines_of_the_page_are_in_no_section() -> None:
    article = load_text(f"{HEAD}\n\n{LEAD}\n\nLesen Sie auch: Wie der Deich gebaut wurde\n\n{CRITICS}")
    assert [kind for kind, _ in shown(article)] == ["headline", "paragraph", "paragraph"]
    assert "Lesen Sie auch" in article.text


def test_quotation_marks_stay_as_written() -> None:
    text = 'Er sagte „a“, »b«, «c», ‚d‘, "e", “f”, ‘g’ und ›h‹ – das war alles, was er sagte.'
    assert load_text(text).text == text


def test_pasted_markup_is_read_as_a_page() -> None:
    paragraphs = "".join(f"<p>{LEAD} {QUOTE} {CRITICS} Das war Absatz {number}.</p>" for number in range(4))
    article = load_text(
        f"<!DOCTYPE html><html><head><title>{HEAD}</title></head>"
        f"<body><article><h1>{HEAD}</h1>{paragraphs}</article></body></html>"
    )
    assert article.title == HEAD
    assert "<p>" not in article.text


def test_a_library_is_no_article() -> None:
    with pytest.raises(InputError, match="4,000,000"):
        load_text("Wort und noch eins. " * 200_001)


def test_departments_above_the_headline_are_not_the_headline() -> None:
    text = f"Politik\nKüste\n\n{HEAD}\n\n{TEASER}\n\nVon Eva Muster\nLesezeit: 3 Min.\n\n{LEAD} {QUOTE}\n\n{CRITICS}\n"
    article = load_text(text)
    assert article.title == HEAD
    assert words(text, "teaser") == [TEASER]
    assert "Lesezeit" not in " ".join(found for _, found in shown(article))


def test_a_department_alone_is_no_headline() -> None:
    assert load_text(f"Politik\n\n{LEAD} {QUOTE}\n\n{CRITICS}\n").title is None


def test_a_trail_of_links_and_the_foot_of_a_page_are_left_out() -> None:
    text = f"Startseite > Politik > Küste\n{HEAD}\n\n{LEAD} {QUOTE}\n\n{CRITICS}\n\nStartseite\nNewsletter\nImpressum\n"
    assert kinds(text) == ["headline", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "sign", ["dpa-infocom, dpa:221103-99-365412/3", "© dpa-infocom, dpa:221103-99-365412/3"]
)
def test_the_number_of_an_agency_report_is_its_code(sign: str) -> None:
    assert words(f"{HEAD}\n\n{LEAD}\n\n{CRITICS}\n\n{sign}\n", "agency") == [sign]


def test_short_lines_of_a_head_are_not_taken_for_wrapped_lines() -> None:
    text = (
        "Badesee gesperrt: Algen entdeckt\nAktualisiert am 21. August 2023 um 09:12\nVon Lena Probe, dpa\n\n"
        f"(dpa) {LEAD}\n\n{CRITICS}\n"
    )
    article = load_text(text)
    assert [kind for kind, _ in shown(article)][:4] == ["headline", "date", "byline", "dateline"]
    assert article.title == "Badesee gesperrt: Algen entdeckt"
    assert article.authors == ("Lena Probe", "dpa")
    assert str(article.published) == "2023-08-21"


def test_a_wrapped_sentence_may_break_before_a_name_or_a_date() -> None:
    text = (
        "Nach dem Unfall erklärte die Polizei in\nHeidekrug, man ermittle gegen den Mann\n"
        "von Eva Muster. Das sei laut Sprecherin\nam 3. November 2022 bekannt geworden und\n"
        "der Familie mitgeteilt worden von einem\nvon Eva Muster."
    )
    assert kinds(text) == ["paragraph"]


def test_an_article_by_somebody_so_many_hours_ago_is_a_byline() -> None:
    text = f"{HEAD}\n{TEASER}\n\nArtikel von Jens Probe • 23 Std.\n{LEAD} {QUOTE}\n{CRITICS}\n"
    assert words(text, "byline") == ["Artikel von Jens Probe • 23 Std."]
    assert load_text(text).authors == ("Jens Probe",)


@pytest.mark.parametrize(
    "line", ["Musterstädter Abendblatt, 5. Dezember 2021", "Sonntag, 5. Dezember 2021, Seite 5"]
)
def test_the_line_of_a_printed_page_dates_the_report(line: str) -> None:
    article = load_text(f"{line}\n\n{HEAD}\n\n{LEAD} {QUOTE}\n\n{CRITICS}\n")
    assert (str(article.published), article.title) == ("2021-12-05", HEAD)


def test_named_fields_above_the_text_are_fields() -> None:
    text = f"Titel: {HEAD}\nAutor: Eva Muster\nDatum: 11.2.2020\nQuelle: Küstenbote\n\n{LEAD}\n\n{CRITICS}\n"
    article = load_text(text)
    assert (article.title, article.authors, article.outlet) == (HEAD, ("Eva Muster",), "Küstenbote")
    assert str(article.published) == "2020-02-11"
    assert article.text.startswith(f"{HEAD}\n\n{LEAD}")


def test_an_address_as_the_source_is_the_address() -> None:
    text = f"Titel: {HEAD}\nQuelle: https://bote.example/hilfen\n\n{LEAD}\n\n{CRITICS}\n"
    article = load_text(text)
    assert (article.outlet, article.url) == (None, "https://bote.example/hilfen")


def test_outlet_and_date_above_the_text_need_no_title_beside_them() -> None:
    article = load_text(f"Outlet: Küstenbote\nDate: 2020-02-11\n\n{HEAD}\n\n{LEAD}\n\n{CRITICS}\n")
    assert (article.title, article.outlet) == (HEAD, "Küstenbote")
    assert str(article.published) == "2020-02-11"
    byline = load_text(f"Autor: Eva Muster\nDatum: 11.2.2020\n\n{HEAD}\n\n{LEAD}\n\n{CRITICS}\n")
    assert byline.outlet is None


def test_one_named_field_is_no_header() -> None:
    assert load_text(f"Autor: Eva Muster\n\n{LEAD}\n\n{CRITICS}\n").authors == ("Eva Muster",)
    assert load_text(f"Titel: {HEAD}\n\n{LEAD}\n\n{CRITICS}\n").title == f"Titel: {HEAD}"


@pytest.mark.parametrize("dateline", ["Zürich, 3. Nov. (sda)", "Kiew. (dpa)", "Bad Probe (epd)", "(APA)"])
def test_an_agency_in_brackets_ends_a_dateline_without_a_dash(dateline: str) -> None:
    text = f"{HEAD}\n\n{dateline} {LEAD}\n\n{CRITICS}\n"
    assert words(text, "dateline") == [dateline]
    assert words(text, "paragraph") == [LEAD, CRITICS]


@pytest.mark.parametrize("start", ["Ministerin Muster (SPD)", "Die Probe (62)", "Eva Muster (lacht)"])
def test_a_party_or_an_age_in_brackets_is_no_dateline(start: str) -> None:
    assert words(f"{HEAD}\n\n{start} {LEAD}\n\n{CRITICS}\n", "dateline") == []


def test_buttons_beside_pictures_and_texts_are_left_out() -> None:
    text = f"{HEAD}\n{TEASER}\n\nVon Eva Muster\nArtikel zum Hören•5 Min\nBild vergrößern\n{LEAD} {QUOTE}\n{CRITICS}\n"
    assert kinds(text) == ["headline", "teaser", "byline", "paragraph", "paragraph"]

"""Time expressions in German sentences: TIMEX3 types and values, and the days that they mean."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laut.api import date_range
from laut.errors import LautError
from laut.reading.timing import TimeExpression, find_times
from laut.reading.timing.grammar import Grammar
from laut.records import DateRange

WEDNESDAY = "2022-11-02"


def times(text: str, published: str | None = WEDNESDAY) -> list[TimeExpression]:
    return find_times(text, date_range(published), "de")


def only(text: str, published: str | None = WEDNESDAY) -> TimeExpression:
    found = times(text, published)
    assert len(found) == 1, found
    return found[0]


def days(one: TimeExpression) -> str:
    return f"{one.earliest}…{one.latest}"


@pytest.mark.parametrize(
    ("text", "words", "value", "earliest", "latest"),
    [
        ("Der Rat tagte am 3. Mai 2021.", "3. Mai 2021", "2021-05-03", "2021-05-03", "2021-05-03"),
        ("Der Rat tagte am 03.05.2021 erneut.", "03.05.2021", "2021-05-03", "2021-05-03", "2021-05-03"),
        ("Der Stand vom 2021-05-03 gilt.", "2021-05-03", "2021-05-03", "2021-05-03", "2021-05-03"),
        ("Man traf sich am Montag, dem 31. Oktober.", "Montag, dem 31. Oktober", "2022-10-31", "2022-10-31",
         "2022-10-31"),
        ("Das geschah am 1. Jänner 2020.", "1. Jänner 2020", "2020-01-01", "2020-01-01", "2020-01-01"),
        ("Sie trafen sich Mitte Oktober.", "Mitte Oktober", "2022-10", "2022-10-11", "2022-10-20"),
        ("Sie trafen sich Anfang März 2020.", "Anfang März 2020", "2020-03", "2020-03-01", "2020-03-10"),
        ("Sie trafen sich Ende Februar 2020.", "Ende Februar 2020", "2020-02", "2020-02-21", "2020-02-29"),
        ("Im Herbst 2009 begann es.", "Herbst 2009", "2009-FA", "2009-09-01", "2009-11-30"),
        ("Im Winter 2009/10 fror der See zu.", "Winter 2009/10", "2009-WI", "2009-12-01", "2010-02-28"),
        ("Im dritten Quartal 2020 stieg der Umsatz.", "dritten Quartal 2020", "2020-Q3", "2020-07-01",
         "2020-09-30"),
        ("Im ersten Halbjahr 2020 sank er.", "ersten Halbjahr 2020", "2020-H1", "2020-01-01", "2020-06-30"),
        ("In den 80er Jahren war das anders.", "80er Jahren", "198", "1980-01-01", "1989-12-31"),
        ("In den Siebzigerjahren war das anders.", "Siebzigerjahren", "197", "1970-01-01", "1979-12-31"),
        ("Die Burg stammt aus dem 15. Jahrhundert.", "15. Jahrhundert", "14", "1401-01-01", "1500-12-31"),
        ("Im Jahr 1895 wurde sie verkauft.", "Jahr 1895", "1895", "1895-01-01", "1895-12-31"),
        ("Am Karfreitag 2023 ruht der Verkehr.", "Karfreitag 2023", "2023-04-07", "2023-04-07", "2023-04-07"),
        ("Zu Ostern 2024 kamen viele.", "Ostern 2024", "2024-03-31", "2024-03-29", "2024-04-01"),
        ("Am Buß- und Bettag 2022 war frei.", "Buß- und Bettag 2022", "2022-11-16", "2022-11-16", "2022-11-16"),
    ],
)  # fmt: skip
def test_dates_of_the_calendar(text: str, words: str, value: str, earliest: str, latest: str) -> None:
    one = only(text)
    assert (one.text, one.type, one.value) == (words, "DATE", value)
    assert days(one) == f"{earliest}…{latest}"


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("Das teilte sie gestern mit, wie es hieß.", "2022-11-01", "2022-11-01", "2022-11-01"),
        ("Übermorgen tagt der Rat.", "2022-11-04", "2022-11-04", "2022-11-04"),
        ("Am Dienstag sagte sie nichts.", "2022-11-01", "2022-11-01", "2022-11-01"),
        ("Am Mittwoch sagte sie nichts.", "2022-11-02", "2022-11-02", "2022-11-02"),
        ("Am Freitag wird der Rat tagen.", "2022-11-04", "2022-11-04", "2022-11-04"),
        ("Am vergangenen Mittwoch sagte sie nichts.", "2022-10-26", "2022-10-26", "2022-10-26"),
        ("Am kommenden Mittwoch tagt der Rat.", "2022-11-09", "2022-11-09", "2022-11-09"),
        ("In der vergangenen Woche hielt er eine Rede.", "2022-W43", "2022-10-24", "2022-10-30"),
        ("Ende der Woche war er in Rom.", "2022-W44", "2022-11-04", "2022-11-06"),
        ("Am Wochenende war er in Rom.", "2022-W43-WE", "2022-10-29", "2022-10-30"),
        ("Im vergangenen Monat war er in Rom.", "2022-10", "2022-10-01", "2022-10-31"),
        ("Im Vorjahr war er in Rom.", "2021", "2021-01-01", "2021-12-31"),
        ("Nächstes Jahr will er nach Rom.", "2023", "2023-01-01", "2023-12-31"),
        ("Seit Februar ruht der Verkehr.", "2022-02", "2022-02-01", "2022-11-02"),
        ("Bis Jahresende ruht der Verkehr.", "2022", "2022-11-02", "2022-12-31"),
        ("Im Dezember soll der Verkehr ruhen.", "2022-12", "2022-12-01", "2022-12-31"),
    ],
)
def test_dates_seen_from_the_publication(text: str, value: str, earliest: str, latest: str) -> None:
    one = only(text)
    assert (one.type, one.value, days(one)) == ("DATE", value, f"{earliest}…{latest}")
    assert not one.ambiguous


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("Vor drei Jahren war das anders.", "P3Y", "2019-01-01", "2019-12-31"),
        ("Vor zwei Wochen war das anders.", "P2W", "2022-10-17", "2022-10-23"),
        ("In den vergangenen zwei Jahren war das anders.", "P2Y", "2020-11-02", "2022-11-02"),
        ("Seit zehn Tagen ist das anders.", "P10D", "2022-10-23", "2022-11-02"),
        ("Er blieb drei Tage lang.", "P3D", "None", "None"),
        ("Er blieb eine halbe Stunde.", "PT0.5H", "None", "None"),
        ("Er wartete fünfundzwanzig Minuten.", "PT25M", "None", "None"),
        ("Seit Jahren ist das so.", "PXY", "None", "None"),
        ("Nach einem zweiwöchigen Streit gab er auf.", "P2W", "None", "None"),
    ],
)
def test_durations_have_days_only_where_they_are_counted_from_one(
    text: str, value: str, earliest: str, latest: str
) -> None:
    one = only(text)
    assert (one.type, one.value, days(one)) == ("DURATION", value, f"{earliest}…{latest}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Am Dienstagabend fiel das Licht aus.", "2022-11-01TEV"),
        ("Er kam am Dienstag gegen 14 Uhr an.", "2022-11-01T14:00"),
        ("Sie rief am Montag um 8.30 Uhr an.", "2022-10-31T08:30"),
        ("Gestern Nachmittag fiel das Licht aus.", "2022-11-01TAF"),
        ("In der Nacht zum Samstag fiel das Licht aus.", "2022-10-29TNI"),
    ],
)
def test_times_of_day_belong_to_a_day(text: str, value: str) -> None:
    last = times(text)[-1]
    assert (last.type, last.value) == ("TIME", value)


def test_a_night_before_a_day_is_part_of_two() -> None:
    assert days(only("In der Nacht auf Samstag fiel das Licht aus.")) == "2022-10-28…2022-10-29"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Der Bus fährt täglich.", "P1D"),
        ("Der Bus fährt jeden Montag.", "XXXX-WXX-1"),
        ("Der Bus fährt montags.", "XXXX-WXX-1"),
        ("Der Rat tagt alle zwei Jahre.", "P2Y"),
        ("Der Rat tagt einmal im Monat.", "P1M"),
    ],
)
def test_what_recurs_is_a_set_without_days(text: str, value: str) -> None:
    one = only(text)
    assert (one.type, one.value, one.earliest) == ("SET", value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Das Fest ist am kommenden Samstag, 5. November.", "2022-11-05"),
        ("Man spielt am Samstagabend, 5. November.", "2022-11-05TEV"),
        ("Das war am 3. Dezember des Vorjahres.", "2021-12-03"),
        ("Anfang der 80er war das anders.", "198"),
        ("Die 1970er waren anders.", "197"),
        ("Seit '68 ist das anders.", "1968"),
        ("Die Kirche wurde 1867 gebaut.", "1867"),
        ("In der Saison 13/14 stieg der Verein auf.", "2013"),
        ("Zur Jahrtausendwende war sie leer.", "2000"),
        ("Am Muttertag 2022 war sie voll.", "2022-05-08"),
        ("Am Herz-Jesu-Sonntag 2022 brannten Feuer.", "2022-06-26"),
        ("Am Unsinnigen Donnerstag 2022 ging man um.", "2022-02-24"),
        ("In der Nacht auf gestern brannte es.", "2022-11-01TNI"),
        ("Am heutigen Mittwoch kommt er.", "2022-11-02"),
        ("Morgen Abend kommt er.", "2022-11-03TEV"),
        ("Um halb acht Uhr abends begann es.", "2022-11-02T19:30"),
        ("Um halb neun begann es.", "2022-11-02T08:30"),
        ("Am Konto fehlten am Ende 20 Euro, um 20.30h fiel es auf.", "2022-11-02T20:30"),
        ("Bis in die Abendstunden schneite es.", "2022-11-02TEV"),
        ("In den letzten Tagen schneite es.", "PXD"),
        ("Die nächsten Jahre werden schwer.", "PXY"),
        ("Nach über 30 Jahren hört er auf.", "P30Y"),
        ("Den ganzen Tag über schneite es.", "P1D"),
        ("Ganzjährig ist offen.", "P1Y"),
        ("Jeden Abend ist offen.", "XXXX-XX-XXTEV"),
        ("Werktags ist offen.", "XXXX-WXX-WD"),
        ("Der Bus fährt im Stundentakt.", "PT1H"),
        ("Sie trifft sich zehnmal im Jahr.", "P1Y"),
        ("Sie üben dreimal die Woche.", "P1W"),
        ("Bis dato fehlt der Plan.", "PRESENT_REF"),
        ("Vor langer Zeit stand hier ein Turm.", "PAST_REF"),
    ],
)
def test_what_newspapers_write_is_read(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("derzeit", "PRESENT_REF"),
        ("kürzlich", "PAST_REF"),
        ("unlängst", "PAST_REF"),
        ("künftig", "FUTURE_REF"),
    ],
)
def test_vague_words_refer_to_present_past_or_future(word: str, value: str) -> None:
    one = only(f"Das ist {word} kein Thema.")
    assert (one.type, one.value, one.earliest) == ("DATE", value, None)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Sie tagen vom 3. bis 5. Mai 2021.", "2021-05-03", "2021-05-05"),
        ("Er regierte zwischen 2010 und 2014.", "2010", "2014"),
        ("Der Krieg (1939–45) zerstörte die Stadt.", "1939", "1945"),
        ("Sie öffnet am Dienstag von 10 bis 18 Uhr.", "2022-11-08T10:00", "2022-11-08T18:00"),
    ],
)
def test_spans_are_two_expressions_of_which_the_second_is_joined(text: str, first: str, second: str) -> None:
    one, two = times(text)[-2:]
    assert (one.value, two.value) == (first, second)
    assert (one.joined, two.joined) == (False, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Am 3. Mai 2021 tagte der Rat. Am selben Tag trat er zurück.", "2021-05-03"),
        ("Am 3. Mai 2021 tagte der Rat. Am nächsten Tag trat er zurück.", "2021-05-04"),
        ("Am 3. Mai 2021 tagte der Rat. Tags zuvor war er zurückgetreten.", "2021-05-02"),
        ("Im März 1992 kam er, im April ging er.", "1992-04"),
    ],
)
def test_some_times_are_told_from_the_one_before(text: str, value: str) -> None:
    assert times(text)[-1].value == value


def test_a_year_later_is_counted_from_the_last_date() -> None:
    later = times("Am 3. Mai 2015 kam er an. Ein Jahr später ging er.")[-1]
    assert (later.type, later.value, days(later)) == ("DURATION", "P1Y", "2016-01-01…2016-12-31")


def test_an_expression_may_go_on_in_the_next_line_but_not_in_the_next_paragraph() -> None:
    assert [one.value for one in times("Sie kam am 3.\nMai\n2020 an.")] == ["2020-05-03"]
    assert [one.value for one in times("Sie kam im Mai\n\n2020 war alles anders.")] == ["2022-05", "2020"]


@pytest.mark.parametrize(
    "text",
    [
        "Der 24-Jährige und die siebenjährige Tochter leben hier.",
        "Sie ist 22 Jahre alt.",
        "Der Weg kostet 1950 Euro.",
        "Guten Morgen, sagte er.",
        "Jan Petersen wohnt hier.",
        "Das gefällt der Sängerin Lena Sommer.",
        "Die Partei Mitte-Links verlor.",
        "Das kam nicht zuletzt ihm zugute.",
        "Es kamen rund 1600 aus dem Tal.",
        "Die Hütte liegt auf 1850 m Höhe.",
        "Der Klub zählt 1430 Freiwillige.",
        "Der 30 Jahre alte Mann kam.",
        "Das Spiel endete 21:15.",
        "Das Grab stammt aus dem 3. Jahrhundert v. Chr. und ist leer.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times(text) == []


def test_a_weekday_of_a_month_is_one_of_several() -> None:
    one = only("Am Dienstag warf er dem Westen das vor.", "2022-11")
    assert one.ambiguous
    assert (one.value, days(one)) == ("XXXX-WXX-2", "2022-11-01…2022-11-29")


def test_what_every_day_of_the_publication_interval_agrees_on_is_certain() -> None:
    one = only("Sie trafen sich bereits Mitte Oktober.", "2022-11")
    assert not one.ambiguous
    assert (one.value, days(one)) == ("2022-10", "2022-10-11…2022-10-20")


def test_without_a_publication_date_only_absolute_times_have_days() -> None:
    absolute, relative = times("Am 3. Mai 2021 war das so, gestern auch.", None)
    assert days(absolute) == "2021-05-03…2021-05-03"
    assert (relative.value, relative.earliest, relative.ambiguous) == ("XXXX-XX-XX", None, False)


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("They met in mid-October.", "2022-10", "2022-10-11", "2022-10-20"),
        ("They met on Nov. 1, 2022.", "2022-11-01", "2022-11-01", "2022-11-01"),
        ("They met on Tuesday.", "2022-11-01", "2022-11-01", "2022-11-01"),
        ("They will meet on Friday.", "2022-11-04", "2022-11-04", "2022-11-04"),
        ("They met three years ago.", "P3Y", "2019-01-01", "2019-12-31"),
        ("They have talked since February.", "2022-02", "2022-02-01", "2022-11-02"),
        ("In the past two years they met.", "P2Y", "2020-11-02", "2022-11-02"),
    ],
)
def test_english_has_a_grammar_too(text: str, value: str, earliest: str, latest: str) -> None:
    (one,) = find_times(text, date_range(WEDNESDAY), "en")
    assert (one.value, days(one)) == (value, f"{earliest}…{latest}")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_language_has_the_cues_that_the_code_asks_for(language: str) -> None:
    cues = "ahead behind since until articles conjunctions relatives prepositions determiners attributive"
    assert set(cues.split()) <= Grammar.of(language).cues.keys()


def test_a_language_without_grammar_is_refused() -> None:
    with pytest.raises(LautError, match="timing"):
        find_times("Demain.", None, "xx")


WORDS = """vor seit bis in den der am vom Ende Mitte 3. 31. 29. Februar Mai 2020 1939 45 - – und drei 1000000 Jahren
Tage Woche vergangenen nächsten Montag Dienstagabend Nacht auf Uhr 14 30 : . , Jahre später heute morgen Ostern 0 99er
31.2.2021 9999 15. Jahrhundert Quartal vierten zuvor Jahresende 9999-12-31 0001-01-01"""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=12), st.dates() | st.none())
def test_whatever_stands_there_offsets_and_intervals_hold(words: list[str], day: dt.date | None) -> None:
    text = " ".join(words)
    end = 0
    for one in find_times(text, DateRange(day, day) if day else None, "de"):
        assert text[one.start : one.end] == one.text
        assert one.start >= end
        assert (one.earliest is None) == (one.latest is None)
        assert one.earliest is None or one.latest is None or one.earliest <= one.latest
        end = one.end

"""Who is meant by which words? Every sentence here is made up."""

from __future__ import annotations

import datetime as dt

import pytest

from laut.reading.actors.cast import Cast, cast_of
from laut.reading.actors.registry import Registry
from laut.reading.prose import prose_of
from laut.records import Actor, Article, DateRange, Form, Role, Source, Span, Statement

REGISTRY = Registry(
    [
        Actor(id="L1", name="Nordmark", kind="government"),
        Actor(
            id="G1",
            name="nordmärkische Regierung",
            kind="government",
            names={"de": ("Tromsund", "Regierung in Tromsund")},
            side="L1",
        ),
        Actor(id="L2", name="Russland", kind="government"),
        Actor(
            id="G2",
            name="russische Regierung",
            kind="government",
            names={"de": ("Moskau", "Kreml")},
            side="L2",
        ),
        Actor(
            id="P1",
            name="Jonas Halvorsen",
            kind="person",
            born=dt.date(1952, 10, 7),
            gender="m",
            side="L2",
            roles=(
                Role("president", "L2", dt.date(2012, 5, 7)),
                Role("prime-minister", "L2", dt.date(2008, 5, 8), dt.date(2012, 5, 7)),
            ),
        ),
        Actor(
            id="P2",
            name="Pawel Medwedkin",
            kind="person",
            names={"de": ("Pavel Medvedkin",)},
            born=dt.date(1965, 9, 14),
            gender="m",
            side="L2",
            roles=(Role("president", "L2", dt.date(2008, 5, 7), dt.date(2012, 5, 7)),),
        ),
        Actor(id="P3", name="Ida Wollmer", kind="person", born=dt.date(1952, 10, 9), gender="f", side="L1"),
        Actor(
            id="P4",
            name="Karl Zwist",
            kind="person",
            gender="m",
            roles=(Role("foreign-minister", "L2", dt.date(2020, 1, 1)),),
        ),
        Actor(
            id="P5",
            name="Rolf Zwist",
            kind="person",
            gender="m",
            roles=(Role("foreign-minister", "L2", dt.date(2020, 1, 1)),),
        ),
        Actor(id="M1", name="Morgenblick", kind="media", names={"de": ("Der Morgenblick",)}),
        Actor(id="O1", name="Weltbund", kind="organisation", names={"de": ("WB",)}),
    ]
)
PUBLISHED = DateRange(dt.date(2022, 11, 2), dt.date(2022, 11, 2))


def said(
    text: str, content: str, speaker: str | None = None, form: Form = "direct", id: str = "s"
) -> Statement:
    """A statement as the model gives it: spans of the text; the speaker's first words behind the content or before."""
    start = text.index(content)
    source = None
    if speaker is not None:
        at = text.index(speaker)
        source = Source(name=speaker, spans=(Span(at, at + len(speaker), speaker),))
    span = Span(start, start + len(content), content)
    return Statement(id=id, form=form, medium="speech", confidence=1.0, content=(span,), speaker=source)


def cast(text: str, *statements: Statement, published: DateRange | None = PUBLISHED) -> Cast:
    """The cast of a text."""
    article = Article(id="a", text=text, published=published, language="de")
    return cast_of(prose_of(article, []), statements, REGISTRY)


def who(text: str, words: str, *statements: Statement, published: DateRange | None = PUBLISHED) -> Source:
    """Who is meant by words where they stand last in a text."""
    at = text.rindex(words)
    source = cast(text, *statements, published=published).who(at, at + len(words))
    assert [span.text for span in source.spans] == [words]
    return source


def facts(source: Source) -> tuple[str | None, str | None, bool | None, str | None]:
    """What there is to say of a source, without its place."""
    return source.name, source.kind, source.named, source.actor


def test_a_surname_is_the_person_who_was_named_in_full() -> None:
    text = "Die Bürgermeisterin Erika Tannwald kam spät. Das sei so üblich, sagte Tannwald."
    assert facts(who(text, "Tannwald")) == ("Erika Tannwald", "person", True, None)


def test_a_surname_that_two_people_share_is_left_open_and_noted() -> None:
    text = "Erika Tannwald und Georg Tannwald kamen spät. „Das ist üblich“, sagte Tannwald."
    at = text.rindex("Tannwald")
    statement = said(text, "„Das ist üblich“")
    speaker = Source(name="Tannwald", spans=(Span(at, at + 8, "Tannwald"),))
    statement = Statement(
        id="s1", form="direct", medium="speech", confidence=1.0, content=statement.content, speaker=speaker
    )
    found = cast(text, statement)
    assert facts(found.who(at, at + 8)) == ("Tannwald", "person", False, None)
    assert [(note.kind, note.statements) for note in found.notes] == [("ambiguous-actor", ("s1",))]
    assert "Erika Tannwald" in found.notes[0].message and "Georg Tannwald" in found.notes[0].message


def test_a_title_tells_two_people_with_one_surname_apart() -> None:
    text = "Ministerin Erika Tannwald traf den Trainer Georg Tannwald. Er sei froh, sagte Trainer Tannwald."
    assert who(text, "Trainer Tannwald").name == "Georg Tannwald"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Jonas Halvorsen schwieg. „Nein“, sagte der 70-Jährige.", "der 70-Jährige", "Jonas Halvorsen"),
        ("Ida Wollmer traf Jonas Halvorsen. „Nein“, sagte die 70-Jährige.", "die 70-Jährige", "Ida Wollmer"),
        (
            "Uwe Lenz (43) kam mit Jonas Halvorsen. „Nein“, sagte der 43-Jährige.",
            "der 43-Jährige",
            "Uwe Lenz",
        ),
        (
            "Die Malerin Lena Borg kam. „Nein“, sagte die 31-jährige Künstlerin.",
            "die 31-jährige Künstlerin",
            "Lena Borg",
        ),
    ],
)
def test_an_age_is_who_has_it_on_the_publication_day(text: str, words: str, name: str) -> None:
    assert who(text, words).name == name


def test_an_age_that_fits_two_is_left_open() -> None:
    text = "Uwe Lenz (70) kam mit Jonas Halvorsen. „Nein“, sagte der 70-Jährige."
    assert facts(who(text, "der 70-Jährige")) == ("70-Jährige", "person", False, None)


def test_an_age_on_a_month_of_which_the_birthday_is_part_fits_both_years() -> None:
    month = DateRange(dt.date(2022, 10, 1), dt.date(2022, 10, 31))
    for age in (69, 70):
        text = f"Jonas Halvorsen schwieg. „Nein“, sagte der {age}-Jährige."
        assert who(text, f"der {age}-Jährige", published=month).name == "Jonas Halvorsen"


def test_the_holder_of_an_office_and_its_former_holder_are_told_apart() -> None:
    text = (
        "Jonas Halvorsen traf Pawel Medwedkin. Das sagte der frühere Präsident. Anders sprach der Präsident."
    )
    assert who(text, "der frühere Präsident").name == "Pawel Medwedkin"
    assert who(text, "der Präsident").name == "Jonas Halvorsen"


def test_an_office_is_looked_up_in_the_registry_by_country_and_day() -> None:
    assert who("Das sagte der russische Präsident.", "der russische Präsident").actor == "P1"
    assert who("Das sagte Russlands Präsident.", "Russlands Präsident").actor == "P1"
    earlier = DateRange(dt.date(2010, 1, 1), dt.date(2010, 1, 1))
    assert (
        who("Das sagte der russische Präsident.", "der russische Präsident", published=earlier).actor == "P2"
    )
    source = who("Das sagte der russische Präsident.", "der russische Präsident", published=None)
    assert facts(source) == ("russischer Präsident", "person", False, None)


def test_an_office_with_two_holders_on_the_day_is_left_open() -> None:
    source = who("Das sagte der russische Außenminister.", "der russische Außenminister")
    assert facts(source) == ("russischer Außenminister", "person", False, None)


@pytest.mark.parametrize(
    "text",
    [
        "Uta Kern, die Sprecherin des Instituts, kam. „Nein“, sagte die Sprecherin.",
        "Die Sprecherin des Instituts, Uta Kern, kam. „Nein“, sagte die Sprecherin.",
        "Institutssprecherin Uta Kern kam. „Nein“, sagte die Sprecherin.",
        "„Nein“, sagte die Sprecherin des Instituts, Uta Kern. Mehr sagte die Sprecherin.",
    ],
)
def test_a_role_is_whom_an_apposition_gives_it(text: str) -> None:
    assert facts(who(text, "die Sprecherin")) == ("Uta Kern", "person", True, None)


def test_an_unnamed_spokesman_stays_a_person_without_a_name() -> None:
    text = "Man prüfe das, sagte ein Sprecher des Ministeriums. Es eile nicht, so der Sprecher."
    assert facts(who(text, "ein Sprecher des Ministeriums")) == (
        "Sprecher des Ministeriums",
        "person",
        False,
        None,
    )
    assert facts(who(text, "der Sprecher")) == ("Sprecher des Ministeriums", "person", False, None)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Der Richter Paul Asch sprach mit Eva Thal. Er sei müde, sagte er.", "er", "Paul Asch"),
        ("Der Richter Paul Asch sprach mit Eva Thal. Sie sei müde, sagte sie.", "sie", "Eva Thal"),
        ("Paul Asch kam allein. Seiner Meinung nach ist das gut.", "Seiner Meinung", "Paul Asch"),
        ("Eva Thal, die als erste kam, ging früh.", "die", "Eva Thal"),
        ("Paul Asch kam mit Uwe Lenz. Dieser sprach von Glück.", "Dieser", "Uwe Lenz"),
        ("Die Partei tagte. Sie fordert mehr Geld.", "Sie", "Partei"),
        ("Zwei Forscher aus Ulm warnen. Sie fordern mehr Geld.", "Sie", "Forscher aus Ulm"),
    ],
)
def test_a_pronoun_is_the_last_who_fits_its_gender_and_number(text: str, words: str, name: str) -> None:
    assert who(text, words).name == name


def test_a_pronoun_in_a_quotation_is_not_the_one_who_speaks_it() -> None:
    text = "Paul Asch stritt mit Uwe Lenz. „Das hat er behauptet“, sagte Asch."
    statement = said(text, "„Das hat er behauptet“")
    at = text.rindex("Asch")
    statement = Statement(
        id="s",
        form="direct",
        medium="speech",
        confidence=1.0,
        content=statement.content,
        speaker=Source(name="Asch", spans=(Span(at, at + 4, "Asch"),)),
    )
    start = text.index(" er ") + 1
    assert cast(text, statement).who(start, start + 2).name == "Uwe Lenz"


def test_i_in_a_quotation_is_the_one_who_speaks_it() -> None:
    text = "Paul Asch stritt mit Uwe Lenz. Lenz sagte: „Da sagte ich nein.“"
    statement = said(text, "„Da sagte ich nein.“", "Lenz sagte"[:4])
    at = text.index("ich")
    assert cast(text, statement).who(at, at + 3).name == "Uwe Lenz"


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Tromsund widersprach.", "Tromsund", "nordmärkische Regierung", "government"),
        ("Der Kreml schwieg.", "Der Kreml", "russische Regierung", "government"),
        ("Das lehnte Nordmark ab.", "Nordmark", "Nordmark", "government"),
        ("Wien widersprach.", "Wien", "österreichische Regierung", "government"),
    ],
)
def test_a_capital_or_a_building_that_speaks_is_its_government(
    text: str, words: str, name: str, kind: str
) -> None:
    assert facts(who(text, words))[:3] == (name, kind, True)


def test_a_capital_is_no_mention_where_it_is_only_a_place() -> None:
    names = [mention.source.name for mention in cast("In Moskau schneit es. Moskau bestreitet das.").mentions]
    assert names == ["russische Regierung"]


@pytest.mark.parametrize("words", ["die Zeitung", "das Blatt", "dem Bericht"])
def test_the_newspaper_and_its_report_are_the_medium_that_was_named(words: str) -> None:
    text = f"Das schrieb der „Morgenblick“ am Montag. Es gehe laut {words} um viel Geld."
    assert facts(who(text, words)) == ("Morgenblick", "media", True, "M1")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Die Firma Lotmann wächst. Man hoffe auf mehr, so das Unternehmen.", "das Unternehmen", "Lotmann"),
        ("Das Umweltministerium prüft. Es eile, so das Ministerium.", "das Ministerium", "Umweltministerium"),
        ("Die Nationale Hafenbehörde (NHB) prüft. Es eile, so die NHB.", "die NHB", "Nationale Hafenbehörde"),
        (
            "Die Nationale Hafenbehörde prüft. Es eile, so die Behörde.",
            "die Behörde",
            "Nationale Hafenbehörde",
        ),
    ],
)
def test_an_institution_is_the_one_named_before(text: str, words: str, name: str) -> None:
    source = who(text, words)
    assert (source.name, source.named) == (name, True)


@pytest.mark.parametrize(
    ("words", "name", "kind", "named"),
    [
        ("Angaben der Polizei", "Polizei", "government", True),
        ("Polizeiangaben", "Polizei", "government", True),
        ("Angaben von Experten", "Experten", "group", False),
        ("Meinung mehrerer hoher Beamter", "hohe Beamte", "group", False),
        ("einem Bericht des „Morgenblick“", "Morgenblick", "media", True),
        ("Medienberichten", "Medienberichte", "media", False),
        ("einer Studie der Universität Ulm", "Studie der Universität Ulm", "document", True),
        ("einem leitenden Beamten", "leitender Beamter", "person", False),
        ("zwei hochrangigen Diplomaten", "hochrangige Diplomaten", "group", False),
        ("dem Sprecher der Polizei, Tom Behr,", "Tom Behr", "person", True),
        ("Augenzeugen", "Augenzeugen", "group", False),
        ("einer Zeitung", "Zeitung", "media", False),
        ("dem Wetteramt", "Wetteramt", "government", True),
        ("Messungen der Polizei", "Polizei", "government", True),
        ("Angaben von Polizei, Feuerwehr und Zoll", "Polizei, Feuerwehr und Zoll", "government", True),
        ("Recherchen von NDR, WDR und „Spiegel“", "NDR, WDR und Spiegel", "media", True),
        ("Informationen von Kanal Drei", "Kanal Drei", "media", True),
        ("einem Landeskassier", "Landeskassier", "person", False),
    ],
)
def test_kind_and_name_follow_the_noun(words: str, name: str, kind: str, named: bool) -> None:
    assert facts(who(f"Der Schaden ist nach {words} groß.", words)) == (
        name,
        kind,
        named,
        None if name != "Morgenblick" else "M1",
    )


@pytest.mark.parametrize(
    ("spelled", "id"),
    [("Pavel Medvedkin", "P2"), ("Medwedkins", "P2"), ("Pawel Medwedkin", "P2"), ("J. Halvorsen", "P1")],
)
def test_other_spellings_genitives_and_initials_are_the_same_person(spelled: str, id: str) -> None:
    text = f"Jonas Halvorsen traf Pawel Medwedkin. Das sei die Ansicht {spelled}."
    assert who(text, spelled).actor == id


def test_a_transliteration_within_the_article_is_the_same_person() -> None:
    text = "Wiktor Selenkow kam. Das freue ihn, sagte Zelenkov."
    assert who(text, "Zelenkov").name == "Wiktor Selenkow"


@pytest.mark.parametrize("words", ["Demnach", "danach", "wurde eingewandt"])
def test_words_without_a_noun_keep_their_text_and_claim_nothing(words: str) -> None:
    source = who(f"Der Bund prüft. {words} ist alles gut.", words)
    assert facts(source) == (words, None, None, None)


@pytest.mark.parametrize(
    "cut", ["Erika Tannwald,", "sagte Erika Tannwald", "laut Erika Tannwald", "Erika Tannwald dem Sender"]
)
def test_a_badly_cut_span_still_finds_the_person(cut: str) -> None:
    text = f"So war es, {cut} Nordfunk heute."
    assert who(text, cut).name == "Erika Tannwald"


def test_a_span_in_a_word_that_lacks_a_blank_is_read_alone() -> None:
    text = "Paul Asch schwieg. „Nein“, sagte Asch.Die Sitzung endete."
    at = text.index("Asch.Die")
    assert cast(text).who(at, at + 4).name == "Paul Asch"


def test_two_who_speak_together_are_a_group() -> None:
    text = "Das fordern Paul Asch und Eva Thal."
    assert facts(who(text, "Paul Asch und Eva Thal")) == ("Paul Asch und Eva Thal", "group", True, None)


def test_two_offices_of_one_are_one_person() -> None:
    text = "Das fordert der Vizekanzler und Arbeitsminister Paul Asch."
    assert facts(who(text, "der Vizekanzler und Arbeitsminister Paul Asch")) == (
        "Paul Asch",
        "person",
        True,
        None,
    )


def test_mentions_come_in_reading_order_and_slice_the_text() -> None:
    text = (
        "Wie der „Morgenblick“ aus Kreisen der Polizei erfuhr, zögert der Weltbund. "
        "Das bestätigte ein Sprecher. Beobachter zweifeln."
    )
    found = cast(text)
    assert [mention.source.name for mention in found.mentions] == [
        "Morgenblick",
        "Kreise der Polizei",
        "Weltbund",
        "Sprecher",
        "Beobachter",
    ]
    for mention in found.mentions:
        assert mention.source.spans == (Span(mention.start, mention.end, text[mention.start : mention.end]),)
    inside = found.inside(0, text.index("erfuhr"))
    assert [mention.source.kind for mention in inside] == ["media", "group"]


def test_an_empty_article_has_nobody() -> None:
    found = cast("")
    assert found.mentions == () and found.notes == ()
    assert found.who(0, 0) == Source(name="", spans=(Span(0, 0, ""),))


def test_two_sentences_without_a_blank_between_them_are_two() -> None:
    text = (
        "Paul Asch kam mit dem Pfarrer.Der ältere Bruder des Pfarrers, Uwe Lenz, ging. Das sagte der Bruder."
    )
    assert who(text, "Der ältere Bruder des Pfarrers, Uwe Lenz").name == "Uwe Lenz"
    joined = "Das freue ihn, sagte Asch.Als er ging, regnete es."
    assert who(f"Paul Asch kam. {joined}", "Asch.Als").name == "Paul Asch"


@pytest.mark.parametrize(
    ("text", "words", "name", "kind", "named"),
    [
        ("Nach Ansicht einiger Juristen eilt es.", "Ansicht einiger Juristen", "Juristen", "group", False),
        ("Nach Ansicht erfahrener Juristen eilt es.", "Ansicht", "erfahrene Juristen", "group", False),
        ("Das muss laut Verfassung der Präsident tun.", "Verfassung", "Verfassung", "document", True),
        ("Er legt beim Landgericht Berufung ein. Das Gericht irrt.", "Das Gericht", "Landgericht", "government", True),
        ("Das sagte Ludger van Persen. Er sei froh, so van Persen.", "van Persen", "Ludger van Persen", "person", True),
        ("Das sagte Ali el-Masur. Er sei froh, so el-Masur.", "el-Masur", "Ali el-Masur", "person", True),
        ("Das will Eva Thal Verhandlungen.", "Eva Thal Verhandlungen", "Eva Thal", "person", True),
        ("Es steht im Magazin „profund“.", "Magazin „profund“", "profund", "media", True),
        ("Es steht im Magazin „Heim, Hof & Herd“.", "Magazin „Heim, Hof & Herd“", "Heim, Hof & Herd", "media", True),
        ("Die Asch & Sohn GmbH wächst. Das sagte Asch & Sohn.", "Asch & Sohn", "Asch & Sohn", "organisation", True),
        ("Das bestritten die Tromsunder Linien.", "die Tromsunder Linien", "Tromsunder Linien", "organisation", True),
        ("Das sagten Eva und Karl Thal.", "Eva und Karl Thal", "Eva Thal und Karl Thal", "group", True),
        (
            "Sowohl der Zoll, die Polizei als auch die Feuerwehr warnten.",
            "Sowohl der Zoll, die Polizei als auch die Feuerwehr",
            "Zoll, Polizei und Feuerwehr",
            "government",
            True,
        ),
        ("Sie sprach mit der Polizei vom Freitagabend.", "der Polizei vom Freitagabend", "Polizei", "government", True),
        ("Das will die Forschergruppe.", "die Forschergruppe", "Forschergruppe", "group", True),
        ("Ärzte ohne Grenzen warnt.", "Ärzte ohne Grenzen", "Ärzte ohne Grenzen", "organisation", True),
        ("Nach Angaben der Veranstalter kamen alle.", "der Veranstalter", "Veranstalter", "group", False),
        ("Gerüchten zufolge eilt es.", "Gerüchten", "Gerüchte", "group", False),
        ("Das sagten die Tromsunder Betriebe.", "die Tromsunder Betriebe", "Tromsunder Betriebe", "organisation", True),
        ("Es gebe laut Bericht Lücken.", "Bericht", "Bericht", "document", False),
        ("Von polnischer Seite hieß es nein.", "polnischer Seite", "polnische Seite", "government", False),
    ],
)  # fmt: skip
def test_phrases_end_where_what_belongs_to_them_ends(
    text: str, words: str, name: str, kind: str, named: bool
) -> None:
    source = who(text, words)
    assert (source.name, source.kind, source.named) == (name, kind, named)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Lotwerk AG, der Hersteller von Tee, wirbt. Das sagte das Unternehmen.",
            "das Unternehmen",
            "Lotwerk",
        ),
        ("Die SPD tagt. Das sagte die Partei.", "die Partei", "SPD"),
        ("Greenpeace und die SPD tagen. Das sagte die Organisation.", "die Organisation", "Greenpeace"),
        ("Die Setzer der Druckerei streiken. Sie fordern mehr Geld.", "Sie", "Setzer der Druckerei"),
        ("Seiner Ansicht nach irrte der Senator Paul Asch.", "Seiner Ansicht", "Paul Asch"),
        ("Paul Asch sprach. Das sagte Asch.\n\nUwe Lenz kam. Er lachte, sagte er.", "er", "Uwe Lenz"),
        ("Die Pläne, laut denen jeder Deutsche zahlt.", "denen jeder Deutsche", "Pläne"),
    ],
)
def test_what_goes_back_goes_back_to_what_fits(text: str, words: str, name: str) -> None:
    assert who(text, words).name == name


@pytest.mark.parametrize("text", ["Das schnellste Auto der Welt kam.", "Er sprach vor der Presse."])
def test_titles_that_are_common_nouns_are_no_media_where_they_are_not(text: str) -> None:
    assert not [mention for mention in cast(text).mentions if mention.source.kind == "media"]


@pytest.mark.parametrize("word", ["Monatelang", "Mittlerweile", "Erster", "Glücklicherweise"])
def test_adverbs_that_open_a_sentence_are_nobody(word: str) -> None:
    assert facts(who(f"{word} schwieg die Stadt.", word)) == (word, None, None, None)


@pytest.mark.parametrize(
    ("text", "words", "name", "kind", "named"),
    [
        (
            "Peter Kramm kam. Das sei falsch, sagte der junge Mann.",
            "der junge Mann",
            "Peter Kramm",
            "person",
            True,
        ),
        ("Ein Mann rief an.", "Ein Mann", "Mann", "person", False),
        (
            "Die Frage stellte die Interviewerin Roni Averam.",
            "die Interviewerin Roni Averam",
            "Roni Averam",
            "person",
            True,
        ),
        ("Der Vorstand lud Peter Kramm ein. Der sagte ab.", "Der", "Peter Kramm", "person", True),
        (
            "Das sagte der nordische Gesandte.",
            "der nordische Gesandte",
            "nordischer Gesandter",
            "person",
            False,
        ),
        ("Laut Messdaten sank der Pegel.", "Messdaten", "Messdaten", "document", False),
        (
            "Laut Schiffsdatenbanken gehört sie ihm.",
            "Schiffsdatenbanken",
            "Schiffsdatenbanken",
            "document",
            False,
        ),
        ("Laut der neuen Recherche war es so.", "der neuen Recherche", "neue Recherche", "document", False),
        (
            "Der Staatsrat Beat Zurkinden dankte.",
            "Der Staatsrat Beat Zurkinden",
            "Beat Zurkinden",
            "person",
            True,
        ),
        ("Das beschloss der Gemeinderat.", "der Gemeinderat", "Gemeinderat", "government", True),
        ("Eine Bank-Geisel sagte das.", "Eine Bank-Geisel", "Bank-Geisel", "person", False),
    ],
)
def test_common_nouns_are_no_names_and_their_kind_is_right(
    text: str, words: str, name: str, kind: str, named: bool
) -> None:
    assert facts(who(text, words)) == (name, kind, named, None)


def test_a_surname_that_ends_like_an_adverb_is_a_name() -> None:
    text = "Die Abgeordnete Petra Lang kam. Das ist falsch, sagte Lang."
    assert facts(who(text, "Lang")) == ("Petra Lang", "person", True, None)


@pytest.mark.parametrize(
    ("text", "words", "name", "kind", "named"),
    [
        (
            "Das beschloss der Walsener Staatsrat. Staatsrat Beat Zurkinden dankte.",
            "der Walsener Staatsrat",
            "Walsener Staatsrat",
            "government",
            True,
        ),
        (
            "Das sagte Nationalrat Beat Zurkinden.",
            "Nationalrat Beat Zurkinden",
            "Beat Zurkinden",
            "person",
            True,
        ),
        (
            "Das sagte der Walsener Nationalrat.",
            "der Walsener Nationalrat",
            "Walsener Nationalrat",
            "person",
            False,
        ),
        (
            "Das sagt Mykologin Petra Ackerschott vom Zentrum.",
            "Mykologin Petra Ackerschott",
            "Petra Ackerschott",
            "person",
            True,
        ),
        (
            "Das teilte der neue Zivilschutz mit.",
            "der neue Zivilschutz",
            "neuer Zivilschutz",
            "government",
            True,
        ),
    ],
)
def test_councils_and_their_members_are_told_apart(
    text: str, words: str, name: str, kind: str, named: bool
) -> None:
    at = text.index(words)
    assert facts(cast(text).who(at, at + len(words))) == (name, kind, named, None)


def test_a_surname_may_look_like_a_role_or_an_adverb() -> None:
    for name in ("Hans Neubauer", "Klaus Altmeister", "Karl Ferner"):
        assert facts(who(f"Das sagte {name} im Radio.", name))[:3] == (name, "person", True)
    assert facts(who("Das sagte General Odd Ferner im Radio.", "General Odd Ferner"))[0] == "Odd Ferner"


def test_who_belongs_to_somebody_is_named_behind_the_comma() -> None:
    words = "Der Anwalt des Bankiers Urs Keller, Beat Meier"
    assert who(f"{words}, widersprach.", words).name == "Beat Meier"
    words = "Der Vorsitzende des Vereins Urs Keller"
    assert who(f"{words} widersprach.", words).name == "Urs Keller"


def test_another_ones_lawyer_is_not_the_prosecutor() -> None:
    text = "Der Staatsanwalt wies alles zurück. Kellers Anwalt räumte das ein."
    assert who(text, "Kellers Anwalt").name == "Kellers Anwalt"


@pytest.mark.parametrize("thing", ["Anschläge", "Raketen", "Mittelstreckenraketen", "Sprengköpfe"])
def test_what_is_told_of_is_no_part_of_a_name(thing: str) -> None:
    text = f"Das Land plant nach Einschätzung des norwegischen Geheimdienstes {thing}."
    names = [mention.source.name for mention in cast(text).mentions]
    assert "norwegischer Geheimdienst" in names and not any(thing in (name or "") for name in names)


def test_no_station_is_called_a_paper() -> None:
    text = "Der „Hafenkurier“ zitierte ein Papier, Radio Förde eine Mail. Sie sei echt, so die Zeitung."
    assert who(text, "die Zeitung").name == "Hafenkurier"


def test_a_newcomer_has_the_office_with_which_the_sentence_before_begins() -> None:
    text = "Die Präsidentin der Hafenbehörde äußerte sich. „Das stimmt“, sagte {} im Hafen."
    assert who(text.format("Uta Kern"), "Uta Kern").office == "Präsidentin der Hafenbehörde"
    assert who(text.format("Karl Muster"), "Karl Muster").office is None
    assert who(text.format("Sprecherin Uta Kern"), "Uta Kern").office == "Sprecherin"

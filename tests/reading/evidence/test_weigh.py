"""Factuality and markers of statements."""

from __future__ import annotations

from typing import get_args

import pytest

from laut.reading.evidence import weigh
from laut.reading.prose import prose_of
from laut.records import Article, Factuality, FactualityValue, Form, Hop, Span, Stance, Statement


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part), part)


def weighed(
    text: str,
    content: str,
    cue: str = "",
    *,
    form: Form = "indirect",
    stance: Stance | None = None,
) -> Factuality:
    article = Article(id="a", text=text)
    statement = Statement(
        id="s",
        form=form,
        medium=None,
        confidence=1.0,
        content=(span(text, content),),
        cue=tuple(span(text, word) for word in cue.split()),
        chain=(Hop(name="jemand", stance=stance),) if stance else (),
    )
    (result,) = weigh(prose_of(article, []), [statement])
    assert result.factuality is not None
    for marker in result.factuality.markers:
        assert text[marker.start : marker.end] == marker.text
    return result.factuality


@pytest.mark.parametrize(
    ("text", "content", "cue", "originator"),
    [
        ("Der Wirt sagte, das Bier sei alle.", "das Bier sei alle", "sagte", "CT+"),
        ("Der Wirt sagte, er habe kein Bier mehr.", "er habe kein Bier mehr", "sagte", "CT-"),
        ("Sie kündigte an, die Bahn werde bauen.", "die Bahn werde bauen", "kündigte an", "CT+"),
        ("Er bestritt, geschossen zu haben.", "geschossen zu haben", "bestritt", "CT-"),
        ("Sie glaubt, dass es friert.", "dass es friert", "glaubt", "PR+"),
        ("Sie glaubt nicht, dass es friert.", "dass es friert", "glaubt", "PR-"),
        ("Er rechnet damit, dass die Preise fallen.", "dass die Preise fallen", "rechnet damit", "PR+"),
        ("Er sagte, das Eis sei wohl zu dünn.", "das Eis sei wohl zu dünn", "sagte", "PR+"),
        ("Er sagte, das dürfte reichen.", "das dürfte reichen", "sagte", "PR+"),
        ("Er sagte, das könnte reichen.", "das könnte reichen", "sagte", "PS+"),
        ("Er schließt nicht aus, dass es brennt.", "dass es brennt", "schließt aus", "PS+"),
        ("Sie fordert, die Steuern zu senken.", "die Steuern zu senken", "fordert", "Uu"),
        ("Sie sagte, das Land müsse sparen.", "das Land müsse sparen", "sagte", "Uu"),
        ("Sie sagte, niemand dürfe das Haus betreten.", "niemand dürfe das Haus betreten", "sagte", "Uu"),
        ("Sie fragte, ob der Weg frei sei.", "ob der Weg frei sei", "fragte", "Uu"),
        ("Sie sagte, er solle verletzt worden sein.", "er solle verletzt worden sein", "sagte", "Uu"),
        ("Sie sagte, falls es taue, gebe es Flut.", "falls es taue, gebe es Flut", "sagte", "Uu"),
        ("Sie sagte, taue es, so gebe es Flut.", "taue es, so gebe es Flut", "sagte", "Uu"),
        (
            "Er sagte, nicht nur der Keller stehe unter Wasser.",
            "nicht nur der Keller stehe unter Wasser",
            "sagte",
            "CT+",
        ),
        (
            "Er sagte, nicht Wien, sondern Graz plane das.",
            "nicht Wien, sondern Graz plane das",
            "sagte",
            "CT+",
        ),
        (
            "Er sagte, dass der Hof, der brenne, nicht seiner sei.",
            "dass der Hof, der brenne, nicht seiner sei",
            "sagte",
            "CT-",
        ),
        ("Er sagte, er wisse sehr wohl Bescheid.", "er wisse sehr wohl Bescheid", "sagte", "CT+"),
    ],
)
def test_the_originator_is_as_firm_as_its_words(text: str, content: str, cue: str, originator: str) -> None:
    assert weighed(text, content, cue).originator == originator


def test_a_noun_phrase_may_be_joined_before_two_verbs() -> None:
    """The participle reads like a verb, and "und" stands before both: there is no second clause to leave out."""
    text = "Sie sagte, zu einer von Bauern und Winzern veranstalteten Feier kamen nicht alle Gäste."
    assert weighed(text, text[11:-1], "sagte").originator == "CT-"


@pytest.mark.parametrize(
    ("text", "content", "cue", "originator"),
    [
        # what holds only under a condition
        ("Er sagte, jeder Streik werde Stellen kosten.", "jeder Streik werde Stellen kosten", "sagte", "Uu"),
        (
            "Er sagte, ein solcher Schritt würde alle treffen.",
            "ein solcher Schritt würde alle treffen",
            "sagte",
            "Uu",
        ),
        (
            "Auf einen Boykott werde man antworten, sagte er.",
            "Auf einen Boykott werde man antworten",
            "sagte",
            "Uu",
        ),
        ("Er sagte, damit würde der Ort veröden.", "damit würde der Ort veröden", "sagte", "Uu"),
        ("Er sagte, sonst schließe das Bad.", "sonst schließe das Bad", "sagte", "Uu"),
        ("Sie sagte, er hätte bremsen müssen.", "er hätte bremsen müssen", "sagte", "Uu"),
        ("Sie sagte, das Dach würde jetzt repariert.", "das Dach würde jetzt repariert", "sagte", "CT+"),
        ("Jeden Versuch werde man melden, sagte sie.", "Jeden Versuch werde man melden", "sagte", "CT+"),
        ("Sie sagte, auch wenn es taue, halte das Eis.", "auch wenn es taue, halte das Eis", "sagte", "CT+"),
        (
            "Laut Amt leben sie auf dem Hof, leiden nun Not.",
            "leben sie auf dem Hof, leiden nun Not",
            "Laut",
            "CT+",
        ),
        # probable, improbable, possible
        ("Er hält es für unwahrscheinlich, dass es brennt.", "dass es brennt", "hält", "PR-"),
        ("Er sagte, ein Brand sei unwahrscheinlich.", "ein Brand sei unwahrscheinlich", "sagte", "PR-"),
        ("Er bezweifelt, dass es brennt.", "dass es brennt", "bezweifelt", "PR-"),
        ("Sie ist zuversichtlich, dass es hält.", "dass es hält", "zuversichtlich", "PR+"),
        ("Sie ist der Meinung, dass es hält.", "dass es hält", "Meinung", "PR+"),
        ("Nach Meinung des Wirts hält es.", "hält es", "Nach", "CT+"),
        ("Sie spekuliert, dass es brennt.", "dass es brennt", "spekuliert", "PS+"),
        ("Er sagte, er halte den Koch für einen Dieb.", "er halte den Koch für einen Dieb", "sagte", "PR+"),
        ("Der Verdacht, er habe gestohlen, bestätigte sich nicht.", "er habe gestohlen", "Verdacht", "PR+"),
        ("Er fürchtet, dass das Bad schließen muss.", "dass das Bad schließen muss", "fürchtet", "PR+"),
        ("Er sagte, die Lage scheine ruhig.", "die Lage scheine ruhig", "sagte", "PR+"),
        ("Er sagte, Gäste würden erst spät erwartet.", "Gäste würden erst spät erwartet", "sagte", "PR+"),
        ("Er sagte, es sei denkbar, dass es brenne.", "es sei denkbar, dass es brenne", "sagte", "PS+"),
        ("Er sagte, die Reise sei möglich gewesen.", "die Reise sei möglich gewesen", "sagte", "CT+"),
        ("Er nannte den Vorwurf haltlos.", "haltlos", "nannte", "CT-"),
        # what should be, and what is planned
        ("Er sagte, wir bräuchten mehr Betten.", "wir bräuchten mehr Betten", "sagte", "Uu"),
        ("Er sagte, die Halle solle gebaut werden.", "die Halle solle gebaut werden", "sagte", "CT+"),
        ("Er sagte, der Lärm solle einschüchtern.", "der Lärm solle einschüchtern", "sagte", "CT+"),
        ("Er sagte, der Rat solle handeln.", "der Rat solle handeln", "sagte", "Uu"),
        ("Er sagte, Kinder dürften nicht frieren.", "Kinder dürften nicht frieren", "sagte", "Uu"),
        ("Er sagte, bereits heute müssten Helfer ran.", "bereits heute müssten Helfer ran", "sagte", "CT+"),
        ("Er begründete die Forderung damit, dass es friert.", "dass es friert", "begründete damit", "CT+"),
        ("Er rief zur Ruhe auf und teilte mit, dass es brennt.", "dass es brennt", "teilte mit", "CT+"),
        # the first clause counts, and insertions do not
        ("Er sagte, er habe mehr Gäste wie noch nie.", "er habe mehr Gäste wie noch nie", "sagte", "CT+"),
        ("Er sagte, das Paket, wohl Post, liege dort.", "das Paket, wohl Post, liege dort", "sagte", "CT+"),
    ],
)
def test_conditions_beliefs_and_demands_lower_what_is_said(
    text: str, content: str, cue: str, originator: str
) -> None:
    assert weighed(text, content, cue).originator == originator


@pytest.mark.parametrize(
    ("text", "content", "form", "originator"),
    [
        ("Laut Wache soll der Koch geflohen sein.", "soll der Koch geflohen sein", "indirect", "CT+"),
        ("Der Koch soll nicht geflohen sein.", "Der Koch soll nicht geflohen sein", "free-indirect", "CT-"),
        ("Der Koch will nichts gewusst haben.", "Der Koch will nichts gewusst haben", "reported", "CT-"),
        ("Der Wirt sagte, er solle geflohen sein.", "er solle geflohen sein", "indirect", "Uu"),
        ("„Der Koch soll geflohen sein“, sagte er.", "„Der Koch soll geflohen sein“", "direct", "Uu"),
    ],
)
def test_hearsay_that_marks_again_what_a_source_says_lowers_nothing(
    text: str, content: str, form: Form, originator: str
) -> None:
    found = weighed(text, content, form=form, stance="neutral")
    assert (found.originator, found.outlet) == (originator, "Uu")


@pytest.mark.parametrize(
    ("text", "content", "cue", "originator"),
    [
        ("Sie forderte: „Hände weg vom Stadtpark!“", "„Hände weg vom Stadtpark!“", "forderte", "Uu"),
        ("Sie rief zum Handeln auf: „Der Park stirbt.“", "„Der Park stirbt.“", "rief auf", "CT+"),
        ("Sie sagte: „Was wir brauchen, ist Regen.“", "„Was wir brauchen, ist Regen.“", "sagte", "Uu"),
        ("Sie sagte: „Wir brauchen das nicht.“", "„Wir brauchen das nicht.“", "sagte", "CT-"),
        (
            "Sie sagte: „Wir gehen davon aus, dass es hält.“",
            "„Wir gehen davon aus, dass es hält.“",
            "sagte",
            "PR+",
        ),
    ],
)
def test_direct_speech_is_as_firm_as_its_own_words(
    text: str, content: str, cue: str, originator: str
) -> None:
    assert weighed(text, content, cue, form="direct").originator == originator


def test_the_outlet_only_passes_on_what_it_does_not_endorse() -> None:
    text = "Der Koch sagte, die Suppe sei kalt."
    assert weighed(text, "die Suppe sei kalt", "sagte").outlet == "Uu"
    assert weighed(text, "die Suppe sei kalt", "sagte", stance="endorsing").outlet == "CT+"


def test_endorsing_words_count_where_no_stance_is_known() -> None:
    text = "Der Koch räumte ein, die Suppe sei nicht warm."
    assert weighed(text, "die Suppe sei nicht warm", "räumte ein").outlet == "CT-"
    assert weighed(text, "die Suppe sei nicht warm", "räumte ein", stance="neutral").outlet == "Uu"


def test_a_hedge_of_the_outlet_outside_the_content_makes_it_probable() -> None:
    text = "Offenbar sagte der Koch, die Suppe sei kalt."
    assert weighed(text, "die Suppe sei kalt", "sagte").outlet == "PR+"


def test_a_particle_belongs_to_a_verb_only_at_the_end_of_a_clause() -> None:
    text = "Die Wache wollte keine Auskunft zu dem Vorfall geben."
    assert weighed(text, text, form="reported").outlet == "Uu"
    text = "Die Wache gab den Vorfall zu."
    assert weighed(text, text, form="reported").outlet == "CT+"


def test_hearsay_in_a_content_is_not_endorsed() -> None:
    text = "Wie der Bericht zeigt, soll der Koch geflohen sein."
    assert weighed(text, "soll der Koch geflohen sein", "zeigt").outlet == "Uu"


def test_a_distancing_hop_keeps_the_outlet_out() -> None:
    text = "Ein Blatt will erfahren haben, der Koch habe bestätigt, dass es brannte."
    assert weighed(text, "dass es brannte", "bestätigt", stance="distancing").outlet == "Uu"


def test_what_somebody_else_endorses_is_not_endorsed_by_the_outlet() -> None:
    text = "Der Wirt sagte, der Koch habe bestätigt, dass es brannte."
    outer = Statement(
        id="o",
        form="indirect",
        medium=None,
        confidence=1.0,
        content=(span(text, text[16:-1]),),
        cue=(span(text, "sagte"),),
    )
    inner = Statement(
        id="i",
        form="indirect",
        medium=None,
        confidence=1.0,
        content=(span(text, "dass es brannte"),),
        cue=(span(text, "bestätigt"),),
        parent="o",
        chain=(Hop(name="Wirt", stance="neutral"), Hop(name="Koch", stance="endorsing")),
    )
    found = weigh(prose_of(Article(id="a", text=text), []), [outer, inner])
    assert [one.factuality.outlet for one in found if one.factuality] == ["Uu", "Uu"]


def test_a_report_in_the_outlets_words_is_judged_by_its_verb() -> None:
    demand = "Die Mieter verlangen eine neue Heizung."
    assert weighed(demand, demand, form="reported").originator == "Uu"
    denial = "Der Händler wies die Vorwürfe zurück."
    assert weighed(denial, denial, form="reported").originator == "CT-"


def test_questions_and_hypotheses_of_a_speaker_are_not_asserted() -> None:
    question = "„Wer soll das bezahlen?“, fragte sie."
    assert weighed(question, "„Wer soll das bezahlen?“", "fragte", form="direct").originator == "Uu"
    wish = "„Das wäre schön“, sagte sie."
    assert weighed(wish, "„Das wäre schön“", "sagte", form="direct").originator == "Uu"


def test_markers_have_their_types_and_offsets() -> None:
    text = "Angeblich will er das Boot, das gesunken sein soll, nie gesehen haben, und wohl niemand sonst."
    found = {marker.text: marker.type for marker in weighed(text, text, form="free-indirect").markers}
    assert found == {
        "Angeblich": "reportative",
        "will": "quotative",
        "soll": "reportative",
        "nie": "negation",
        "wohl": "epistemic",
        "niemand": "negation",
    }


def test_moods_conditions_questions_and_denials_are_markers() -> None:
    text = "Der Graf bestritt, dass er komme, falls es regne?"
    found = [(marker.text, marker.type) for marker in weighed(text, text, form="reported").markers]
    assert found == [
        ("bestritt", "negation"),
        ("komme", "mood"),
        ("falls", "conditional"),
        ("regne", "mood"),
        ("?", "question"),
    ]


def test_phrases_of_several_words_are_one_marker() -> None:
    text = "Nach bisherigen Erkenntnissen brannte zuerst der Stall."
    assert [marker.text for marker in weighed(text, text, form="reported").markers] == [
        "Nach bisherigen Erkenntnissen"
    ]


def test_statements_outside_of_an_article_without_words_are_left_alone() -> None:
    assert weigh(prose_of(Article(id="a", text=""), []), []) == ()


def test_every_value_is_of_the_scale() -> None:
    text = "Er sagte, das sei so."
    found = weighed(text, "das sei so", "sagte")
    assert {found.outlet, found.originator} <= set(get_args(FactualityValue))

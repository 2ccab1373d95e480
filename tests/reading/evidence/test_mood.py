"""The finite verb of a clause and its mood."""

from __future__ import annotations

import pytest

from laut.reading.evidence import finite_verbs, konjunktiv_clause, mood_of
from laut.reading.evidence.verbs import verbs_of
from laut.reading.prose import Sentence, prose_of
from laut.records import Article


def sentence(text: str) -> Sentence:
    sentences = prose_of(Article(id="a", text=text), []).sentences
    assert len(sentences) == 1
    return sentences[0]


@pytest.mark.parametrize(
    ("text", "verb", "mood"),
    [
        ("Der Vertrag sei unterschrieben.", "sei", "subjunctive-1"),
        ("Das Dorf habe keinen Arzt mehr.", "habe", "subjunctive-1"),
        ("Die Firma zahle seit Monaten keine Löhne.", "zahle", "subjunctive-1"),
        ("Zudem gehe das Wasser aus.", "gehe", "subjunctive-1"),
        ("Der Verband propagiere den Verzicht.", "propagiere", "subjunctive-1"),
        ("Sie weise den Vorwurf zurück.", "weise", "subjunctive-1"),
        ("Niemand wisse davon.", "wisse", "subjunctive-1"),
        ("Das Geld käme allen zugute.", "käme", "subjunctive-2"),
        ("Die Wähler hätten entschieden.", "hätten", "subjunctive-2"),
        ("Das würde niemandem helfen.", "würde", "subjunctive-2"),
        ("Der Vertrag ist unterschrieben.", "ist", "indicative"),
        ("Das Dorf verlor seinen Arzt.", "verlor", "indicative"),
        ("Die Firma zahlt keine Löhne.", "zahlt", "indicative"),
        ("Angriffe auf Schiffe sollen abschrecken.", "sollen", "indicative"),
        ("Belege legte niemand vor.", "legte", "indicative"),
        ("Ich habe das nie gesagt.", "habe", "indicative"),
        ("Meine Geduld endet hier.", "endet", "indicative"),
    ],
)
def test_the_mood_of_a_main_clause_is_that_of_its_finite_verb(text: str, verb: str, mood: str) -> None:
    found = mood_of(sentence(text).words)
    assert found is not None
    assert (found.word.text, found.mood) == (verb, mood)


def test_an_ambiguous_plural_is_indicative_in_narration_and_konjunktiv_in_reported_speech() -> None:
    words = sentence("Die Bauern liefern keine Milch mehr.").words
    narrated, reported = mood_of(words), mood_of(words, reported=True)
    assert narrated is not None and narrated.mood == "indicative"
    assert reported is not None and reported.mood == "subjunctive-1"


def test_the_verb_of_a_relative_clause_is_not_that_of_the_main_clause() -> None:
    found = mood_of(sentence("Der Mann, der das Haus angezündet habe, sitzt in Haft.").words)
    assert found is not None
    assert (found.word.text, found.mood) == ("sitzt", "indicative")


def test_a_content_with_dass_has_its_verb_at_the_end() -> None:
    found = mood_of(sentence("dass der Hafen bis Mai geschlossen bleibe").words)
    assert found is not None
    assert (found.word.text, found.subordinate) == ("bleibe", True)


def test_all_finite_verbs_are_found_in_order() -> None:
    words = sentence("Sie sagte, er sei krank und könne nicht reisen, weil das Fieber steige.").words
    assert [one.word.text for one in finite_verbs(words)] == ["sagte", "sei", "könne", "steige"]


def test_participles_and_infinitives_beside_a_finite_verb_are_not_finite() -> None:
    words = sentence("Die Polizei hat den Wagen untersucht und will weiter ermitteln.").words
    assert [one.word.text for one in finite_verbs(words)] == ["hat", "will"]


@pytest.mark.parametrize(
    "text",
    [
        "Die Lage sei ernst.",
        "Wenn es taue, bleibe der Pass gesperrt.",
        "Der Zug, mit dem sie gekommen sei, fahre nicht mehr.",
    ],
)
def test_konjunktiv_one_carries_reported_speech_on(text: str) -> None:
    assert konjunktiv_clause(sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "Die Lage ist ernst.",
        "Der Sprecher sagte, die Lage sei ernst.",
        "Obwohl der Pass gesperrt sei, fuhren sie los.",
    ],
)
def test_an_indicative_main_clause_ends_reported_speech(text: str) -> None:
    assert not konjunktiv_clause(sentence(text), after_report=True)


def test_konjunktiv_two_carries_on_only_after_a_report_and_without_a_condition() -> None:
    replaced = sentence("Die Helfer hätten zu wenig Decken.")
    assert konjunktiv_clause(replaced, after_report=True)
    assert not konjunktiv_clause(replaced)
    assert not konjunktiv_clause(sentence("Die Helfer hätten Decken, wenn es Geld gäbe."), after_report=True)


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [
        ("ausgehe", "ausgehen", "first"),
        ("verlängere", "verlängern", "first"),
        ("entstanden", "entstehen", "participle"),
        ("wiedererkannt", "wiedererkennen", "participle"),
        ("gebetet", "beten", "participle"),
        ("verübt", "verüben", "participle"),
        ("auszugehen", "ausgehen", "infinitive"),
        ("gäbe", "geben", "second"),
    ],
)
def test_forms_are_made_from_principal_parts_and_prefixes(form: str, lemma: str, kind: str) -> None:
    assert (lemma, kind) in {(one.lemma, one.kind) for one in verbs_of().forms(form)}


@pytest.mark.parametrize("word", ["gute", "zwischen", "Haus", "heute", "diese", "nahm…"])
def test_other_words_are_no_verb_forms(word: str) -> None:
    assert verbs_of().forms(word) == ()


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("In der Runde würden einfache Regeln verlangt.", ["würden"]),
        ("Er bitte darum, ihre kluge und würdige Rede zu hören.", ["bitte"]),
        ("Das Amt prüfe und melde Fehler.", ["prüfe", "melde"]),
    ],
)
def test_an_adjective_that_looks_like_a_konjunktiv_is_none(text: str, verbs: list[str]) -> None:
    assert [one.word.text for one in finite_verbs(sentence(text).words) if one.mood != "ambiguous"] == verbs

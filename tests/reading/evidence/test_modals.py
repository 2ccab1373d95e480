"""The meanings of modal verbs, on the project's own sentences and on what they govern."""

from __future__ import annotations

import collections

import pytest

from laut.reading.evidence import readings_of
from laut.reading.evidence.cues import ModalData
from laut.reading.evidence.modals import cases_in
from laut.reading.lexicon import load
from laut.reading.prose import Word, prose_of
from laut.records import Article
from training import modals

WEIGHTS = load("de", "modals", ModalData).weights


def words(text: str) -> tuple[Word, ...]:
    return prose_of(Article(id="a", text=text), []).sentences[0].words


def test_there_are_at_least_three_hundred_and_forty_gold_sentences_and_none_twice() -> None:
    items = modals.examples()
    assert len(items) >= 340
    assert [
        text for text, times in collections.Counter((i.text, i.start) for i in items).items() if times > 1
    ] == []


def test_every_gold_sentence_holds_its_modal_verb() -> None:
    for item in modals.examples():
        case = modals.case_of(item)
        if case is not None:
            assert item.text[item.start :].startswith(case.word.text)


def test_hearsay_is_told_from_duty_on_the_held_out_sentences() -> None:
    items = [item for item in modals.examples() if item.file != "others"]
    assert modals.accuracy([item for item in items if item.held_out], WEIGHTS) >= 0.93
    assert modals.accuracy([item for item in items if not item.held_out], WEIGHTS) >= 0.97


def test_supposition_is_told_from_ability_on_the_held_out_sentences() -> None:
    items = [item for item in modals.examples() if item.file == "others" and item.held_out]
    assert modals.accuracy(items, WEIGHTS) >= 0.9


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Der Kassierer soll Geld unterschlagen haben.", "reportative"),
        ("Der Kassierer soll das Geld zählen.", "root"),
        ("Das Werk soll nach einem Bericht der Zeitung im Mai verkauft werden.", "reportative"),
        ("Medienberichten zufolge soll das Werk schließen.", "reportative"),
        ("Einem Bericht der „Woche an der Bode“ zufolge soll das Werk schließen.", "reportative"),
        ("Die Behörde soll nach dem Willen des Rats einen Bericht schreiben.", "root"),
        ("Das Werk soll laut Jahresplan im Mai schließen.", "root"),
        ("Sie will davon nichts gewusst haben.", "quotative"),
        ("Sie will davon nichts hören.", "root"),
        ("Sie will das Haus in zwei Jahren abbezahlt haben.", "root"),
        ("Sie soll in den vergangenen Jahren drei Häuser verkauft haben.", "reportative"),
        ("Die Zeitung will wissen, dass der Vertrag schon unterschrieben ist.", "quotative"),
        ("Die Zeitung will wissen, wer den Vertrag unterschrieben hat.", "root"),
        ("Er wird den Zug wohl verpasst haben.", "epistemic"),
        ("Er wird morgen anreisen.", "future"),
        ("Das dürfte teuer werden.", "epistemic"),
        ("Sollte es schneien, fällt das Spiel aus.", "conditional"),
    ],
)
def test_the_meaning_of_a_modal_verb(text: str, meaning: str) -> None:
    assert [one.meaning for one in readings_of(words(text))] == [meaning]


def test_offsets_of_a_reading_give_the_verb() -> None:
    text = "Zwei der Männer, die geflohen sein sollen, will ein Jäger gesehen haben."
    found = readings_of(words(text))
    assert [(text[one.start : one.end], one.meaning) for one in found] == [
        ("sollen", "reportative"),
        ("will", "quotative"),
    ]


def test_an_infinitive_of_a_modal_verb_is_none_of_its_own() -> None:
    assert readings_of(words("Der Verein hätte früher absagen sollen.")) == []


@pytest.mark.parametrize(
    ("text", "lemma", "shape"),
    [
        ("Er soll, so die Behörde, zweimal gewarnt worden sein.", "werden", "perfect"),
        ("Er soll Reifen zerstochen, Türen zerkratzt und Spiegel abgebrochen haben.", "abbrechen", "perfect"),
        ("Die Halle soll abgerissen werden.", "abreißen", "passive"),
        ("Die Straße soll gesperrt sein.", "sperren", "result"),
        ("Die Täter sollen verschwunden sein.", "verschwinden", "perfect"),
        ("Beginnen soll die Ernte im Juli.", "beginnen", "bare"),
        ("Das Team soll siegen und der Trainer muss gehen.", "siegen", "bare"),
    ],
)
def test_what_a_modal_verb_governs(text: str, lemma: str, shape: str) -> None:
    complement = cases_in(words(text))[0].complement
    assert (complement.lemma, complement.shape) == (lemma, shape)

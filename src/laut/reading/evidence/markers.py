"""Which words in and around a statement mark hearsay, doubt, denial, a question or a condition?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from laut.reading.evidence.data import EvidenceWords
from laut.reading.evidence.modals import Reading, readings_of
from laut.reading.evidence.mood import finite_verbs
from laut.reading.evidence.scope import particles_in
from laut.reading.evidence.verbs import Verbs
from laut.reading.prose import Prose, Sentence, Word
from laut.records import Marker, MarkerType, Statement

_OF_MEANING: dict[str, MarkerType] = {
    "reportative": "reportative",
    "quotative": "quotative",
    "epistemic": "epistemic",
    "conditional": "conditional",
}


def markers_in(
    sentence: Sentence, readings: Sequence[Reading], words: EvidenceWords, verbs: Verbs, language: str
) -> list[Marker]:
    """All markers of a sentence, in order: listed words, verb moods, modal verbs, verbs of denial, question marks."""
    found: dict[int, Marker] = {}
    for marker in _moods(sentence, language):
        found[marker.start] = marker
    for reading in readings:
        kind = _OF_MEANING.get(reading.meaning)
        if kind is not None:
            found[reading.start] = Marker(text=reading.text, start=reading.start, end=reading.end, type=kind)
    for marker in _listed(sentence.words, words):
        found[marker.start] = marker
    for marker in _denials(sentence.words, words, verbs):
        found.setdefault(marker.start, marker)
    for word in sentence.words[-2:]:
        if word.text == "?":
            found[word.start] = _marker(word, word, word.text, "question")
    return [found[start] for start in sorted(found)]


def markers_of(statement: Statement, markers: Iterable[Marker]) -> tuple[Marker, ...]:
    """Those of some markers that stand in the content, the frame or the cue of a statement."""
    spans = (*statement.content, *statement.frame, *statement.cue)
    return tuple(one for one in markers if any(span.start <= one.start < span.end for span in spans))


def modal_readings(sentence: Sentence, language: str) -> list[Reading]:
    """The modal verbs of a sentence with their meanings."""
    return readings_of(sentence.words, language=language)


def sentences_of(prose: Prose, statement: Statement) -> range:
    """Numbers of the sentences that a statement's content, frame and cue stand in."""
    spans = (*statement.content, *statement.frame, *statement.cue)
    first = prose.number_at(min(span.start for span in spans))
    last = prose.number_at(max(span.end for span in spans) - 1)
    return range(first, last + 1)


def _moods(sentence: Sentence, language: str) -> list[Marker]:
    return [
        _marker(one.word, one.word, one.word.text, "mood")
        for one in finite_verbs(sentence.words, language=language)
        if one.mood in ("subjunctive-1", "subjunctive-2")
    ]


def _listed(words: Sequence[Word], lexicon: EvidenceWords) -> list[Marker]:
    result: list[Marker] = []
    lower = [word.lower for word in words]
    at = 0
    while at < len(words):
        step = 1
        for phrase, kind in lexicon.phrases.get(lower[at], ()):
            if lexicon.is_spared(lower, at) and kind == "epistemic":
                break
            if len(phrase) == 1 or tuple(lower[at : at + len(phrase)]) == phrase:
                step = len(phrase)
                last = words[at + step - 1]
                text = " ".join(word.text for word in words[at : at + step])
                result.append(_marker(words[at], last, text, kind))
                break
        at += step
    return result


def _denials(words: Sequence[Word], lexicon: EvidenceWords, verbs: Verbs) -> list[Marker]:
    particles = particles_in(words, verbs)
    result = []
    for word in words:
        lemmas = {form.lemma for form in verbs.forms(word.lower)} if word.text[0].islower() else {word.lower}
        lemmas |= {particle + lemma for lemma in lemmas for particle in particles}
        if lemmas and lexicon.has_cue("denying", lemmas):
            result.append(_marker(word, word, word.text, "negation"))
    return result


def _marker(first: Word, last: Word, text: str, kind: MarkerType) -> Marker:
    return Marker(text=text, start=first.start, end=last.end, type=kind)

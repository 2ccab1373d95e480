"""Whose is a clause beside a colon? "So schildert es ein Gast: Die Brücke blieb zu", "…: So steht es im Entwurf"."""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.attribution import Attribution, characters
from laut.reading.chain import phrases
from laut.reading.chain.frames import find_frame
from laut.reading.chain.signals import signals_in
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import (
    CLOSING,
    FEWEST_WORDS,
    beside,
    is_main_clause,
    may_speak,
    names_source,
)
from laut.reading.overlooked.pointing import pointing_back
from laut.reading.prose import Sentence, Word


def beside_colon(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A main clause without quotation marks before or behind the only colon of a sentence."""
    words = sentence.words
    end = len(words) - (words[-1].text in CLOSING)
    colons = [i for i in range(1, end - 1) if words[i].text == ":" and not words[i].quoted]
    if len(colons) != 1 or any(word.text == "(" for word in words[: colons[0]]):
        return None
    colon = colons[0]
    if _is_clause(words[:colon], terms):
        pointing = pointing_back(Sentence(words[colon + 1 :], sentence.kind, sentence.paragraph), terms)
        if pointing is not None:
            speaker, verb = ((at + colon + 1) for at in pointing[0]), pointing[1] + colon + 1
            first, last = speaker
            return beside(
                words, (sentence.start, words[colon - 1].end), (first, last), verb, (colon + 1, end)
            )
    if not _is_clause(words[colon + 1 : end], terms):
        return None
    if any(
        words[i].text == "," and words[i + 1].lower in terms.words("relaying") for i in range(colon, end - 1)
    ):
        return None  # somebody else's: "…: Die Brücke ist zu, wie ein Gast erzählt"
    content = characters(words, colon + 1, end)
    signals = [one for one in signals_in(sentence, terms) if one.kind == "outer" and one.end <= colon]
    if len(signals) == 1:
        start, stop, source = signals[0].start, signals[0].end, signals[0].source
        small = start if start < source[0] else stop - 1
        frame = characters(words, start, stop)
        return Attribution((content,), characters(words, *source), characters(words, small, small + 1), frame)
    frame_ = find_frame(sentence, [content], (), [content], None, terms)
    if frame_ is None or frame_.end != colon or not frame_.subject or not names_source(words, frame_, terms):
        return None
    if not may_speak(words, frame_.subject):
        return None  # "Das Wetter meinte es gut: …"
    return beside(words, content, frame_.subject, frame_.verb, (frame_.start, colon))


def _is_clause(words: Sequence[Word], terms: Terms) -> bool:
    """Whether words are a main clause of some length, and nobody's own words."""
    marked = any(word.quoted or word.text in phrases.MARKS for word in words)
    return len(words) >= FEWEST_WORDS and not marked and is_main_clause(words, terms)

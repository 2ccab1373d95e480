"""Whose is a clause beside a comma? "Dass die Brücke zubleibt, verriet ein Amt", "…, wie der Kurier berichtet"."""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.attribution import Attribution, Range
from laut.reading.chain import phrases
from laut.reading.chain.frames import find_frame
from laut.reading.chain.mood import is_finite
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import (
    CLOSING,
    FEWEST_WORDS,
    PARTING,
    beside,
    end_of_main,
    is_denied,
    is_main_clause,
    is_readable,
    may_speak,
    names_source,
    parting,
    phrase_behind,
)
from laut.reading.prose import Sentence, Word

_LONGEST_ANNOUNCEMENT = 8


def in_front(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A clause with "dass" in front of the one that says whose it is: "Dass die Brücke zubleibt, verriet ein Amt"."""
    words = sentence.words
    end = len(words) - (words[-1].text in CLOSING)
    if words[0].lower not in terms.words("that"):
        return None
    for comma in parting(words, 0, end - 2):
        opening, last = words[comma + 1], words[comma - 1]
        ends = last.text[0].islower() and is_finite(last.lower, terms.language)
        if any(word.quoted for word in words[:comma]):
            return None
        if words[comma].text != "," or not ends or not is_finite(opening.lower, terms.language):
            continue
        content = (sentence.start, last.end)
        frame = find_frame(sentence, [content], (), [content], None, terms)
        if frame is None or not frame.subject or frame.subject[0] <= comma:
            return None
        if is_denied(words[comma:], terms) or not names_source(words, frame, terms):
            return None
        return beside(words, content, frame.subject, frame.verb, (comma, end))
    return None


def with_that(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A clause with "dass" behind the main clause that says whose it is: "Das Amt bleibt dabei, dass …"."""
    words = sentence.words
    end = next(
        (i for i, word in enumerate(words) if word.text == ";"), len(words) - (words[-1].text in CLOSING)
    )
    opened = [i for i in range(1, end) if words[i].lower in terms.words("that")]
    if len(opened) != 1 or end - opened[0] < FEWEST_WORDS or words[opened[0] - 1].text != ",":
        return None
    comma = opened[0] - 1
    main = words[:comma]
    doubted = terms.words("denying") | terms.words("nobody") | terms.words("reflexive")
    if (
        parting(words, 0, comma)
        or any(word.lower in doubted for word in main)
        or any(w.quoted for w in words)
    ):
        return None
    content = (words[comma + 1].start, words[end - 1].end)
    frame = find_frame(sentence, [content], (), [content], None, terms)
    if frame is None or not frame.subject or not names_source(words, frame, terms):
        return None
    learned = frame.lemma in terms.words("learning")  # "Sie hatten erfahren, dass …"
    if learned or not is_main_clause(main, terms, fewest=2) or not may_speak(words, frame.subject):
        return None
    return beside(words, content, frame.subject, frame.verb, (0, comma))


def behind_comma(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A simple main clause with its source behind a comma: ", verrieten zwei Beamte", ", wie X schilderte".

    There is no other comma but those of an apposition.
    """
    words = sentence.words
    end = end_of_main(words, len(words) - (words[-1].text in CLOSING), terms)
    begin = _behind_announcement(words, terms)
    parts = parting(words, begin, end)
    if (
        not parts
        or any(words[i].text != "," for i in parts)
        or any(word.quoted for word in words[: parts[-1]])
    ):
        return None
    comma = parts[-1]
    if comma + 1 >= end:
        return None  # it breaks off
    opening = words[comma + 1].lower
    # "Uta Kern, die Leiterin, war da, sagt ein Gast"
    apposed = len(parts) == 3 and is_finite(opening, terms.language)
    if len(parts) > 1 and not apposed and opening not in terms.words("relaying"):
        return None
    if not is_main_clause(words[begin:comma], terms) or end - comma < 3:
        return None
    content = (words[begin].start if begin else sentence.start, words[comma].start)
    said = content[0], words[comma - 1].end
    paper = stands_in(words, comma + 1, end, terms)
    if paper is not None:
        return beside(words, said, *paper, (comma, end))
    frame = find_frame(sentence, [(sentence.start, content[1])], (), [content], None, terms)
    if (
        frame is None
        or not names_source(words, frame, terms)
        or not frame.subject
        or frame.subject[0] <= comma
    ):
        return None
    if is_denied(words[comma:end], terms):
        return None
    if opening in terms.words("relaying"):
        helped = frame.verb == end - 2 and is_finite(words[end - 1].lower, terms.language)
        fits = (frame.verb == end - 1 or helped) and frame.subject[0] == comma + 2
    elif opening in terms.words("backward"):
        fits = is_finite(words[comma + 2].lower, terms.language) and frame.subject[0] > comma + 2
    else:
        fits = is_finite(opening, terms.language) and frame.subject[0] == comma + 2
    if not fits or (apposed and words[frame.subject[0]].lower in terms.words("pronouns")):
        return None
    return beside(words, said, frame.subject, frame.verb, (comma, end))


def stands_in(words: Sequence[Word], at: int, end: int, terms: Terms) -> tuple[Range, int] | None:
    """The paper and the verb of "steht im Entwurf", "liest man in der „Post“", "ist im Bericht zu lesen"."""
    verb = at
    if terms.is_lemma(words[at].lower, "being"):
        verb = end - 1
        if words[verb - 1].lower not in terms.words("infinitive_mark"):
            return None
    if not terms.is_lemma(words[verb].lower, "standing"):
        return None
    for place in range(at + 1, end - 1):
        if words[place].lower in terms.words("from_where"):
            found = phrase_behind(words, place, terms, verb)
            return found if found and is_readable(words, found[0], terms) else None
    return None


def _behind_announcement(words: Sequence[Word], terms: Terms) -> int:
    """Where the sentence begins behind a clause that only announces it: "Nun zeigt sich: …"; 0 if none does."""
    colon = next((i for i in range(min(len(words), _LONGEST_ANNOUNCEMENT)) if words[i].text == ":"), 0)
    before = [word for word in words[:colon] if word.text not in PARTING]
    verbs = [word for word in before if word.text[0].islower() and is_finite(word.lower, terms.language)]
    speaks = any(terms.reporting(word.lower) for word in before)
    shown = any(word.lower in terms.words("reflexive") for word in before)
    bare = bool(before) and not any(phrases.is_noun(word, terms) for word in before)  # "Jetzt also doch: …"
    return colon + 1 if bare or (verbs and (shown or not speaks)) else 0

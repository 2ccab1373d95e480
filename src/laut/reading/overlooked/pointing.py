"""Whose is the sentence before? "Das sagten zwei Beamte dem Kurier", "So steht es im Entwurf"."""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.attribution import Range
from laut.reading.chain import phrases
from laut.reading.chain.frames import Frame, find_frame
from laut.reading.chain.mood import forms_of, is_finite
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import PARTING, is_readable, names_source, phrase_behind
from laut.reading.prose import Sentence, Word


def pointing_back(sentence: Sentence, terms: Terms) -> tuple[Range, int] | None:
    """The speaker's words and the verb of "Das berichtet X", "So steht es in X", "Zu diesem Schluss kommt X"."""
    words = sentence.words
    if len(words) < 4 or words[0].quoted:
        return None
    first, second, third = (word.lower for word in words[:3])
    if first in terms.words("backward") and terms.is_lemma(second, "standing"):
        at = _behind_time(words, 3 if third in terms.words("impersonal_subject") else 2, terms)
        where = at < len(words) and words[at].lower in terms.words("from_where")
        paper = phrase_behind(words, at, terms, 1) if where else None
        return paper if paper and is_readable(words, paper[0], terms) else None
    if third in terms.words("conclusions") and terms.is_lemma(words[3].lower, "concluding"):
        return phrase_behind(words, 3, terms, 3)
    quoting = any(form.lemma in terms.words("quoting") for form in forms_of(second, terms.language))
    if first in terms.words("as_") and third not in terms.words("impersonal_subject") and not quoting:
        return None  # "So nannte er das Ergebnis gut": it goes on with something of its own
    frame = find_frame(sentence, [], (), [(sentence.start, sentence.start)], None, terms)
    if frame is not None and frame.lemma in terms.words("impersonal") and first in terms.words("backward"):
        return _whence(words, frame, terms)
    if frame is None or not names_source(words, frame, terms) or not frame.subject:
        return None
    if any(word.text in PARTING for word in words[: frame.verb]):
        return None
    if first in terms.words("backward"):
        pointing = is_finite(second, terms.language) and frame.subject[0] >= 2
        return (frame.subject, frame.verb) if pointing else None
    at = frame.subject[1]
    taken_up = at + 2 < len(words) and words[at + 1].lower in terms.words("backward") - terms.words("as_")
    object_alone = taken_up and not phrases.is_noun(words[at + 2], terms) and words[at + 2].text[0].islower()
    if any(word.lower in terms.words("nobody") | terms.words("denying") for word in words):
        return None  # "Offiziell wollte das niemand kommentieren"
    starts = frame.subject[0] == 0 and at < len(words) and is_finite(words[at].lower, terms.language)
    ends = frame.verb >= len(words) - 2  # "Zwei Ärztinnen haben das dem Kurier erzählt"
    return (frame.subject, frame.verb) if starts and object_alone and ends else None


def _behind_time(words: Sequence[Word], at: int, terms: Terms) -> int:
    """The position behind words that only say when: "So steht es seit Montag im Entwurf"."""
    begin = at + (words[at].lower in terms.words("prepositions"))
    close = phrases.end_of_phrase(words, begin, terms)
    return close if close > begin and phrases.is_time(words, begin, close, terms) else at


def _whence(words: Sequence[Word], frame: Frame, terms: Terms) -> tuple[Range, int] | None:
    """The place and the verb of "Das verlautete aus Kreisen der Regierung", "Das geht aus einem Papier hervor"."""
    overheard = words[frame.verb].lower in terms.words("overheard")  # "So ist es aus der Partei zu hören"
    if frame.konjunktiv or not (frame.verb == 1 or overheard):
        return None
    for at in range(2, len(words) - 1):
        if words[at].text in PARTING:
            return None
        if words[at].lower in terms.words("circles_from"):
            place = phrase_behind(words, at, terms, frame.verb)
            timed = place is not None and phrases.is_time(words, *place[0], terms)
            return None if timed else place
    return None

"""To which medium was it said? "sagte der Zeitung X", "im Gespräch mit X", "auf Nachfrage von X".

Positions are numbers of words in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from laut.reading.chain import phrases
from laut.reading.chain.frames import Frame
from laut.reading.chain.reading import Voice, voice_of
from laut.reading.chain.scene import Found, Scene
from laut.reading.chain.terms import Terms
from laut.reading.prose import Sentence, Word
from laut.records import Statement


def addressed_media(
    scene: Scene, statement: Statement, found: Found | None, subject: Voice | None, numbers: Iterable[int]
) -> list[Voice]:
    """The medium that somebody spoke to, as a list of one or none."""
    if subject is None or subject.source.kind == "media":
        return []
    for number in numbers:
        sentence = scene.prose.sentences[number]
        covered = [] if statement.form == "reported" else scene.covered(statement, sentence)
        verb = found.frame if found and found.sentence is sentence else None
        if found is not None and verb is None:
            continue
        for start, end in _addressees(sentence, verb, covered, scene.terms):
            voice = voice_of(scene.prose, scene.cast, scene.terms, sentence.words, start, end)
            apart = voice.end <= subject.start or subject.end <= voice.start
            if voice.source.kind == "media" and voice.source.named is not False and apart:
                return [voice]
    return []


def without_addressee(scene: Scene, words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """A subject's phrase without the medium in the dative behind it, as in "sagte X der Zeitung"."""
    terms = scene.terms
    if words[start].lower in terms.words("determiners"):
        return start, end
    head = words[start].lower
    if terms.ends_in(head, "products") or terms.ends_in(head, "saying") or terms.ends_in(head, "papers"):
        return start, end
    for i in range(start + 1, end - 1):
        dative = words[i].lower in terms.words("genitives") & terms.words("relatives")
        if dative or words[i].lower in terms.words("oblique"):
            voice = voice_of(scene.prose, scene.cast, terms, words, i, end)
            if voice.source.kind == "media":
                return start, i
    return start, end


def _addressees(
    sentence: Sentence, frame: Frame | None, covered: Sequence[tuple[int, int]], terms: Terms
) -> Iterator[tuple[int, int]]:
    """Noun phrases that may be whom it was said to."""
    words = sentence.words
    i = 0
    while i < len(words):
        word = words[i]
        if any(a <= word.start < b for a, b in covered):
            i += 1
            continue
        begin = _behind_link(words, i, terms)
        if begin is None and frame is not None and frame.start <= i < frame.end and i != frame.verb:
            begin = i if i == 0 or words[i - 1].lower not in terms.words("prepositions") else None
        close = phrases.end_of_phrase(words, begin, terms) if begin is not None else i
        if begin is not None and close > begin:
            tail = _dative_tail(words, begin, close, terms)
            if tail is not None:
                yield (tail, close)
            yield (begin, close)
            i = close
        else:
            i += 1


def _dative_tail(words: Sequence[Word], start: int, end: int, terms: Terms) -> int | None:
    """Where "der Zeitung" begins in "X der Zeitung"."""
    if words[start].lower in terms.words("determiners"):
        return None
    return next(
        (
            i
            for i in range(start + 1, end - 1)
            if words[i].lower in terms.words("genitives") & terms.words("relatives")
        ),
        None,
    )


def _behind_link(words: Sequence[Word], at: int, terms: Terms) -> int | None:
    """The position behind "gegenüber", "im Gespräch mit", "auf Nachfrage von", "im"; None if there is no such word."""
    lower = words[at].lower
    if lower in terms.words("addressing") or lower in terms.words("channels"):
        return at + 1
    before = words[at - 1].lower if at else ""
    links = (before in terms.words("talks") and lower in terms.words("talk_links")) or (
        before in terms.words("requests") and lower in terms.words("request_links")
    )
    if not links:
        return None
    return at if lower in terms.words("determiners") else at + 1

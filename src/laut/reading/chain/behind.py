"""What do the sentences behind a statement say of its source: "Das berichtet X", "Das Blatt beruft sich auf Y"?"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.chain.addressees import addressed_media, without_addressee
from laut.reading.chain.frames import find_frame
from laut.reading.chain.hops import once
from laut.reading.chain.mood import FINITE, forms_of, is_finite
from laut.reading.chain.places import circle_within, phrase_voice, quoted, said_at
from laut.reading.chain.scene import Found, Scene
from laut.reading.chain.stance import claim_in, stance_of_frame
from laut.reading.chain.subjects import subject_of
from laut.reading.chain.terms import Terms
from laut.reading.chain.voices import Voice, same, voice_of
from laut.reading.prose import Sentence, Word
from laut.records import Hop, Source, Statement

_REACH = 3
"""Sentences behind a medium's statement that may say on whom it rests, in the same paragraph."""


def backward_voices(scene: Scene, statement: Statement) -> list[Voice]:
    """The voices of a sentence behind the statement that gives its source: "Das berichtet X unter Berufung auf Y"."""
    terms, sentences = scene.terms, scene.prose.sentences
    number = scene.numbers(statement)[1]
    if not (
        sentences[number].words[0].lower in terms.words("backward")
        and statement.start < sentences[number].start
    ):
        number += 1  # unless the content's last span reaches into that sentence
    if number >= len(sentences) or sentences[number].paragraph != sentences[number - 1].paragraph:
        return []
    sentence = sentences[number]
    words = sentence.words
    if words[0].lower not in terms.words("backward") or words[0].quoted or len(words) < 3:
        return []
    for other in scene.statements:
        if other.start < sentence.end and words[2].end < other.end and other.start >= sentence.start:
            return []
    frame = find_frame(sentence, [], (), [(sentence.start, sentence.start)], None, terms)
    if frame is None or (frame.verb > 2 and not _is_auxiliary(words[1], terms)):
        return []
    if frame.lemma in terms.words("impersonal"):
        at = Found(sentence, frame)
        place = said_at(scene, at)  # "Das geht aus einem Papier hervor, das der Zeitung vorliegt"
        told = addressed_media(scene, statement, at, place, [number]) if place is not None else []
        return [*told, place] if place is not None else []
    if frame.lemma in terms.words("rejecting"):
        return []  # "Das wies X zurück"
    if frame.nobody:
        return _told_in_circles(scene, statement, Found(sentence, frame), number)
    if frame.subject is None or frame.subject[0] < min(frame.verb, 2):
        return []
    inner = [signal for signal in scene.signals(number) if signal.kind == "inner"]
    start, end = without_addressee(scene, words, *frame.subject)
    end = min([signal.start for signal in inner if start < signal.start < end], default=end)
    voice = voice_of(scene.prose, scene.cast, terms, words, start, end)
    voice = voice.judged(*stance_of_frame(words, frame, voice.source, terms.language))
    at = Found(sentence, frame)
    told = addressed_media(scene, statement, at, voice, [number])
    voices = [*told, voice, *(phrase_voice(scene, words, *signal.source) for signal in inner)]
    voices += quoted(scene, at, voice, voices[len(told) + 1 :])  # "So zitiert der Kurier die Sprecherin"
    return _claimed(scene, words, once(voices))


def _told_in_circles(scene: Scene, statement: Statement, found: Found, number: int) -> list[Voice]:
    """The voices of "Das wurde dem Kurier in Regierungskreisen gesagt"."""
    voice = circle_within(scene, found)
    return [*addressed_media(scene, statement, found, voice, [number]), voice] if voice is not None else []


def _claimed(scene: Scene, words: Sequence[Word], voices: list[Voice]) -> list[Voice]:
    """Voices with the distance of "die es von Y erfahren haben will" at the one before the last."""
    modal = claim_in(words, scene.terms.language)
    if modal is None or len(voices) < 2:
        return voices
    return [*voices[:-2], voices[-2].judged("distancing", (modal.text,)), voices[-1]]


def rested_on(scene: Scene, last: int, hop: Hop) -> tuple[list[Voice], int]:
    """The sources behind a medium.

    Args:
        scene: the article.
        last: number of the last sentence that the medium's statement takes up.
        hop: the innermost hop of its chain so far.

    Returns:
        The sources, and the number of the sentence that names them (`last` if none does).
    """
    sentences = scene.prose.sentences
    if hop.kind != "media" or hop.weak:
        return [], last
    for number in range(last + 1, min(last + 1 + _REACH, len(sentences))):
        sentence = sentences[number]
        if sentence.paragraph != sentences[last].paragraph:
            break
        who = _resting(scene, sentence, hop if number == last + 1 else None)
        if who is not None and _is_medium(who, hop):
            voices = [
                phrase_voice(scene, sentence.words, *signal.source)
                for signal in scene.signals(number)
                if signal.kind == "inner"
            ]
            return [voice for voice in voices if voice.source.kind is not None], number
    return [], last


def _resting(scene: Scene, sentence: Sentence, hop: Hop | None) -> Source | None:
    """Who rests on others in a sentence; None if nobody does. A pronoun there means the medium right before it."""
    words, terms = sentence.words, scene.terms
    for i, word in enumerate(words):
        if word.quoted or not word.text[0].islower() or not terms.is_lemma(word.lower, "resting"):
            continue
        helper = next((k for k in range(i) if _is_auxiliary(words[k], terms)), i)
        bare = any(form.kind not in FINITE for form in forms_of(word.lower, terms.language))
        subject = subject_of(words, helper if bare else i, i, 0, len(words), None, terms)
        pronoun = subject is not None and words[subject[0]].lower in terms.words("pronouns")
        if subject is not None and pronoun and subject[1] == subject[0] + 1 and hop is not None:
            return hop.source()
        if subject is not None:
            return voice_of(scene.prose, scene.cast, terms, words, *subject).source
    return None


def _is_auxiliary(word: Word, terms: Terms) -> bool:
    helps = word.text[0].islower() and terms.is_lemma(word.lower, "auxiliaries")
    return helps and is_finite(word.lower, terms.language)


def _is_medium(who: Source, hop: Hop) -> bool:
    """Whether who rests on others is the hop: by name, or several media that nobody names, as the hop is."""
    return same(who, hop) or (who.kind == hop.kind and not who.named and not hop.named)

"""Whom does a source have it from, as its own words say? "Das Amt habe mitgeteilt, dass …, sagte X".

Who tells it inside the content, in the Konjunktiv of reported speech, stands behind whoever says the content.
"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.chain import phrases
from laut.reading.chain.frames import Frame, find_frame
from laut.reading.chain.mood import is_konjunktiv
from laut.reading.chain.places import phrase_voice
from laut.reading.chain.scene import Scene
from laut.reading.chain.voices import Voice
from laut.reading.prose import Sentence, Word
from laut.records import Hop, Statement


def retold(scene: Scene, statement: Statement) -> list[Voice]:
    """Who tells the content inside the content, as a list of one or none: before its "dass", or at its end."""
    if statement.form in ("direct", "reported"):
        return []
    first, last = scene.numbers(statement)
    for number in dict.fromkeys((first, last)):
        sentence = scene.prose.sentences[number]
        inside = [
            i
            for i, word in enumerate(sentence.words)
            if any(span.start <= word.start < span.end for span in statement.content)
        ]
        frame = _frame(scene, sentence, inside)
        if (
            frame is not None
            and frame.subject is not None
            and _encloses(scene, sentence.words, frame, inside)
        ):
            return _voices(scene, sentence.words, frame.subject)
        if concluding := _concluding(scene, sentence.words, inside):
            return _voices(scene, sentence.words, concluding)
    return []


def _concluding(scene: Scene, words: Sequence[Word], inside: Sequence[int]) -> tuple[int, int] | None:
    """Who comes to the conclusion that the rest of a content is: "Sein Dienst komme zu dem Schluss, dass …"."""
    if not inside:
        return None
    terms = scene.terms
    verb = phrases.end_of_phrase(words, inside[0], terms)
    if verb == inside[0] or verb >= inside[-1] or not terms.is_lemma(words[verb].lower, "concluding"):
        return None
    comma = next((i for i in range(verb, inside[-1]) if words[i].text == ","), 0)
    noun = any(word.lower in terms.words("conclusions") for word in words[verb:comma])
    follows = noun and words[comma + 1].lower in terms.words("that")
    return (inside[0], verb) if follows and is_konjunktiv(words[verb].lower, terms.language) else None


def cited_within(scene: Scene, statement: Statement, hop: Hop) -> list[Voice]:
    """Whom a medium cites inside of what it says: "Der Kurier schrieb, laut Amt sinke der Pegel"; one or none."""
    if hop.kind != "media" or hop.carried_from or statement.form in ("direct", "reported"):
        return []
    first, last = scene.numbers(statement)
    for number in range(first, last + 1):
        words = scene.prose.sentences[number].words
        for signal in scene.signals(number):
            start, end = signal.source
            held = signal.kind == "outer" and any(
                span.start <= words[signal.start].start and words[signal.end - 1].end <= span.end
                for span in statement.content
            )
            voice = phrase_voice(scene, words, start, end) if held else None
            if voice is not None and voice.source.kind not in (None, "media"):
                return [voice]
    return []


def retold_behind(scene: Scene, last: int) -> list[Voice]:
    """Who tells it as the sentence behind has it: "Das habe das Amt selbst mitgeteilt"; a list of one or none."""
    sentences = scene.prose.sentences
    if last + 1 >= len(sentences) or sentences[last + 1].paragraph != sentences[last].paragraph:
        return []
    sentence = sentences[last + 1]
    words = sentence.words
    if len(words) < 4 or words[0].lower not in scene.terms.words("backward") or words[0].quoted:
        return []
    if not is_konjunktiv(words[1].lower, scene.terms.language):
        return []
    frame = _frame(scene, sentence, range(len(words)))
    if frame is None or frame.subject is None or any(word.text == "," for word in words):
        return []
    return _voices(scene, words, frame.subject)


def _frame(scene: Scene, sentence: Sentence, inside: Sequence[int]) -> Frame | None:
    """The verb that tells among some words of a sentence, in Konjunktiv."""
    words = sentence.words
    if not inside:
        return None
    out = [(0, words[inside[0]].start), (words[inside[-1]].end, sentence.end)]
    frame = find_frame(sentence, out, (), [], None, scene.terms)
    if frame is None or frame.subject is None or not frame.konjunktiv:
        return None
    if any(word.lower in scene.terms.words("denying") for word in words[inside[0] : inside[-1] + 1]):
        return None  # "wann das war, hätten sie nicht angegeben"
    return frame if frame.lemma in scene.terms.words("retelling") else None


def _encloses(scene: Scene, words: Sequence[Word], frame: Frame, inside: Sequence[int]) -> bool:
    """Whether a frame opens a content and "dass" follows, or closes it behind a comma, and so holds all of it."""
    assert frame.subject is not None
    start, end = inside[0], inside[-1] + 1
    while end > start and not words[end - 1].text[0].isalnum():
        end -= 1
    after = [words[i].lower for i in range(frame.verb + 1, min(frame.verb + 3, end))]
    if (
        frame.subject[0] == start
        and after[:1] == [","]
        and after[1:]
        and after[1] in scene.terms.words("that")
    ):
        return True
    before = words[min(frame.subject[0] - 1, frame.verb) - 1].text if frame.subject[0] > start + 1 else ""
    return before == "," and max(frame.verb + 1, frame.subject[1]) == end


def _voices(scene: Scene, words: Sequence[Word], subject: tuple[int, int]) -> list[Voice]:
    """The voice of a subject that is a noun, for pronouns are mostly whoever speaks."""
    start, end = subject
    if end == start + 1 and words[start].lower in scene.terms.words("pronouns"):
        return []
    voice = phrase_voice(scene, words, start, end)
    return [voice] if voice.source.kind is not None else []

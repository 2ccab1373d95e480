"""Which words of its sentences frame a statement: a reporting verb, a colon, a phrase such as "laut X"?"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.chain import phrases
from laut.reading.chain.frames import Frame, any_frame, find_frame
from laut.reading.chain.scene import Found, Scene
from laut.reading.chain.signals import Signal
from laut.reading.chain.terms import Terms
from laut.reading.chain.voices import voice_of
from laut.reading.prose import Sentence, Word
from laut.records import Span, Statement

_RUNNING = frozenset(("free-indirect", "indirect-free-indirect"))


def frame_of(scene: Scene, statement: Statement) -> Found | None:
    """The frame of a statement: in its own sentences, else in one beside them that the model takes its frame from."""
    content = [(span.start, span.end) for span in statement.content]
    hint = speaker_span(statement)
    cue = {
        word.start
        for span in statement.cue or statement.frame
        for word in scene.prose.words_between(span.start, span.end)
    }
    first, last = scene.numbers(statement)
    at_home = hint is not None and first <= scene.prose.number_at(hint[0]) <= last
    bare = statement.form in _RUNNING and not statement.frame
    fallback: Found | None = None
    for number in scene.frame_numbers(statement):
        sentence = scene.prose.sentences[number]
        away = not first <= number <= last
        if away and (at_home or (number < first and scene.speaks_elsewhere(statement, sentence))):
            continue  # the frame of the quotation before, which this one goes on from
        colon = _colon_frame(sentence, content, scene.terms)
        if colon and (hint is None or overlaps(sentence, colon, hint) or _owned(scene, sentence, colon)):
            return Found(sentence, colon)
        reported = statement.form == "reported"
        covered = (
            [] if reported else scene.covered(statement, sentence) + _told_apart(scene, statement, sentence)
        )
        near = [hint] if reported and hint else content
        frame = find_frame(sentence, covered, cue, near, hint, scene.terms, _speaker_name(statement))
        apart = frame and bare and (frame.lemma or not _touches(sentence, frame, content))
        if frame and apart and not _leads_on(sentence, frame, content):
            continue
        if frame and frame.subject:
            return Found(sentence, frame)
        if frame and fallback is None:
            fallback = Found(sentence, frame)
    if fallback or at_home or bare:
        return fallback
    return _unknown_verb(scene, statement, cue)


def _colon_frame(sentence: Sentence, covered: Sequence[tuple[int, int]], terms: Terms) -> Frame | None:
    """ "X: …", where a sentence begins with a noun phrase and a colon, and nothing else, before the content."""
    words = sentence.words
    begin = 0
    while (
        begin < len(words) and not words[begin].text[0].isalpha() and words[begin].text not in phrases.MARKS
    ):
        begin += 1  # "+++ 21:07"
    close = phrases.end_of_phrase(words, begin, terms)
    while close < len(words) and words[close].text in phrases.MARKS:
        close += 1
    whole = phrases.apposition_end(words, close, terms)
    if not begin < whole < len(words) - 1 or words[whole].text != ":":
        return None
    leads_on = any(a <= words[whole + 1].start < b for a, b in covered)
    if sentence.kind in phrases.HEADINGS:  # all that follows there is said by whom the colon follows
        leads_on = any(words[whole].start < a < sentence.end for a, _ in covered)
    return Frame(whole, "", begin, whole, (begin, whole)) if leads_on else None


def _unknown_verb(scene: Scene, statement: Statement, cue: set[int]) -> Found | None:
    """A frame whose verb is not among those that report, where the model has a cue and no speaker."""
    first, last = scene.numbers(statement)
    for number in range(first, last + 1):
        sentence = scene.prose.sentences[number]
        covered = scene.covered(statement, sentence)
        frame = any_frame(sentence, covered, cue, speaker_span(statement), scene.terms)
        if frame and frame.subject:
            start, end = frame.subject
            voice = voice_of(scene.prose, scene.cast, scene.terms, sentence.words, start, end)
            opinion = is_opinion(scene, sentence.words, start, end)
            return Found(sentence, frame) if voice.source.kind is not None and not opinion else None
    return None


def is_opinion(scene: Scene, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a subject is what is believed, and nobody who believes it: "es herrscht die Meinung"."""
    nouns = [word.lower for word in words[start:end] if phrases.is_noun(word, scene.terms)]
    owned = any(word.lower in scene.terms.words("possessive") for word in words[start:end])
    return len(nouns) == 1 and not owned and nouns[0] in scene.terms.words("opinions")


def _owned(scene: Scene, sentence: Sentence, frame: Frame) -> bool:
    """Whether the words before a colon say whose words follow: "sein Fazit: …", and "Kreml: …" in a heading."""
    words = sentence.words
    if words[frame.start].lower in scene.terms.words("possessive"):
        return True
    if sentence.kind not in phrases.HEADINGS or frame.subject is None:
        return False
    start, end = frame.subject
    source = voice_of(scene.prose, scene.cast, scene.terms, words, start, end).source
    return source.kind in ("person", "government", "media") and source.named is True


def _own_roles(statement: Statement, sentence: Sentence) -> list[Span]:
    """Where in a sentence the model sees what frames a statement."""
    speaker = statement.speaker.spans if statement.speaker else ()
    spans = (*statement.frame, *statement.cue, *speaker)
    return [span for span in spans if span.start < sentence.end and sentence.start < span.end]


def _strangers(scene: Scene, statement: Statement, sentence: Sentence) -> list[Statement]:
    """The statements of a sentence that neither hold this one nor stand in it."""
    return [
        other
        for other in scene.statements
        if other is not statement
        and other.start < sentence.end
        and sentence.start < other.end
        and (other.end <= statement.start or statement.end <= other.start)
    ]


def _told_apart(scene: Scene, statement: Statement, sentence: Sentence) -> list[tuple[int, int]]:
    """Characters of others' reports in a sentence, if the model sees this statement's frame outside them."""
    own = _own_roles(statement, sentence)
    if not own:
        return []
    spans = [
        (span.start, span.end)
        for other in _strangers(scene, statement, sentence)
        if other.form == "reported"
        for span in other.content
    ]
    return [(a, b) for a, b in spans if not any(one.start < b and a < one.end for one in own)]


def overlaps(sentence: Sentence, frame: Frame, span: tuple[int, int]) -> bool:
    """Whether a frame's subject and some characters meet."""
    assert frame.subject is not None
    a, b = sentence.words[frame.subject[0]].start, sentence.words[frame.subject[1] - 1].end
    return span[0] < b and a < span[1]


def _touches(sentence: Sentence, frame: Frame, content: Sequence[tuple[int, int]]) -> bool:
    """Whether a frame's stretch lies right beside the content, with a comma at most between them."""
    a, b = sentence.words[frame.start].start, sentence.words[frame.end - 1].end
    return any(0 <= a - end <= 1 or 0 <= start - b <= 1 for start, end in content)


def _leads_on(sentence: Sentence, frame: Frame, content: Sequence[tuple[int, int]]) -> bool:
    """Whether a colon stands between a frame and the content: "X bleibt indes dabei: …"."""
    colon = sentence.words[frame.end : frame.end + 1]
    return any(one.text == ":" and 0 <= start - one.end <= 1 for one in colon for start, _ in content)


def speaker_span(statement: Statement) -> tuple[int, int] | None:
    """Characters of the speaker that the model gives."""
    spans = statement.speaker.spans if statement.speaker else ()
    return (spans[0].start, spans[0].end) if spans else None


def _speaker_name(statement: Statement) -> str:
    return statement.speaker.name or "" if statement.speaker else ""


def framing_signals(scene: Scene, statement: Statement, number: int, found: Found | None) -> list[Signal]:
    """The signals of a sentence; if the model's frame holds some that stand around it, no others of that kind."""
    words = scene.prose.sentences[number].words
    signals = scene.signals(number)
    held = [
        signal
        for signal in signals
        if signal.kind == "outer"
        and any(
            one.start < words[signal.end - 1].end and words[signal.start].start < one.end
            for one in statement.frame
        )
    ]
    sentence = scene.prose.sentences[number]
    return [
        signal
        for signal in signals
        if (not held or signal.kind != "outer" or signal in held)
        and _belongs(scene, statement, sentence, signal, found)
        and not (signal.kind == "outer" and _of_stranger(scene, statement, sentence, signal))
    ]


def _of_stranger(scene: Scene, statement: Statement, sentence: Sentence, signal: Signal) -> bool:
    """Whether a signal frames another statement of the sentence, and this one is framed by other words."""
    a, b = sentence.words[signal.start].start, sentence.words[signal.end - 1].end

    def holds(spans: Sequence[Span]) -> bool:
        return any(span.start < b and a < span.end for span in spans)

    own = _own_roles(statement, sentence)
    if not own or holds(own):
        return False
    return any(holds(_own_roles(other, sentence)) for other in _strangers(scene, statement, sentence))


def _belongs(
    scene: Scene, statement: Statement, sentence: Sentence, signal: Signal, found: Found | None
) -> bool:
    """Whether a signal frames this statement: outside all content, or in its own if nothing else frames it."""
    first, last = scene.numbers(statement)
    number = scene.prose.number_at(sentence.start)
    if not first <= number <= last and (found is None or found.sentence is not sentence):
        return False
    at = sentence.words[max(signal.end - 1 if signal.kind == "anaphor" else signal.source[1] - 1, 0)]
    a, b = at.start, at.end
    if any(span.start <= a and b <= span.end for span in statement.content):
        return statement.form == "reported" or (statement.form != "direct" and found is None)
    return not any(start < b and a < end for start, end in scene.covered(statement, sentence))

"""Which voices stand between the outlet and one statement, as far as its own sentence says?

A statement's own voices come from the grammar of its frame, with the model's speaker as a hint and a fallback:
media that were spoken to, phrases such as "laut X", the subject of the reporting verb, sources on which that rests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from laut.reading.chain import phrases
from laut.reading.chain.addressees import addressed_media, confided_in, first_of_two, without_addressee
from laut.reading.chain.frames import Frame, find_frame
from laut.reading.chain.framing import frame_of, framing_signals, is_opinion, overlaps, speaker_span
from laut.reading.chain.mood import is_konjunktiv
from laut.reading.chain.papers import shown_before, shown_by
from laut.reading.chain.places import (
    agreement_within,
    circle_within,
    is_paper,
    mouthpiece,
    paper_shown,
    paper_within,
    phrase_voice,
    quoted,
    quoting_paper,
    said_at,
)
from laut.reading.chain.scene import Found, Scene
from laut.reading.chain.stance import (
    NEUTRAL,
    proves_only,
    stance_of_cue,
    stance_of_frame,
)
from laut.reading.chain.voices import Voice, overlap, same
from laut.reading.prose import Word
from laut.records import Statement


@dataclass(slots=True)
class Own:
    """What a statement's own sentence says about its sources.

    Attributes:
        voices: from the one nearest the outlet to the originator.
        anaphor: whether the words point back to the source of what stands before ("demnach").
        reported: whether the reporting itself is reported ("habe er gesagt").
        nobody: whether the words say that somebody speaks, and not who ("wird vermutet").
        remote: whether the model sees the speaker in an earlier sentence and the grammar none in this one.
        framed: whether a verb or a phrase of the sentence attributes the statement, and not only the model does.
        cited: whether only a phrase such as "laut X" does.
        unlisted: whether the verb that does is none that reports ("erwägt").
        read: whether it can be read somewhere, and nobody speaks ("heißt es in dem Artikel").
    """

    voices: list[Voice] = field(default_factory=list)
    anaphor: bool = False
    reported: bool = False
    nobody: bool = False
    remote: bool = False
    framed: bool = False
    cited: bool = False
    unlisted: bool = False
    read: bool = False


def own_voices(scene: Scene, statement: Statement) -> Own:
    """Read the voices of a statement from its own sentence and frame."""
    own = Own(anaphor=_is_loose_anaphor(scene, statement))
    found = frame_of(scene, statement)
    subject = _subject(scene, statement, found, own)
    if subject is not None:
        subject = agreement_within(scene, scene.prose.sentence_at(subject.start).words) or subject
    numbers = scene.frame_numbers(statement)
    outer, inner = _signalled(scene, statement, numbers, own, found)
    if own.anaphor and found and proves_only(found.frame.lemma, scene.terms.language):
        subject = None  # "sie zeigten demnach": what is told of, and not who tells
    if outer and subject is not None and _is_content(statement, subject):
        subject = None  # the model takes somebody in the content for the speaker
    media = addressed_media(scene, statement, found, subject, numbers)
    if subject is not None and any(overlap(subject, voice) for voice in (*outer, *inner)):
        subject = None
    if media and found is not None and found.frame.lemma in scene.terms.words("rejecting"):
        first = statement.content[0].text.split()[:1]
        if first and first[0].lower() in scene.terms.words("according"):
            subject = None  # "wies einen Artikel des Kuriers zurück, wonach …": the paper says it
    accorded = _according_to(scene, statement)
    if accorded and (subject is None or accorded[0].source.kind == "media"):
        subject, outer = None, accorded
    papers = quoting_paper(scene, found)
    inner += [] if papers else quoted(scene, found, subject, inner)
    subject = mouthpiece(scene, found) or subject
    if subject is not None and not media:
        words = scene.prose.sentence_at(subject.start).words
        media = confided_in(scene, words, sum(word.start < subject.end for word in words))
    if outer and not media:
        media = shown_by(scene, outer[-1])
    if not media and not outer and subject is not None and subject.source.kind == "document":
        media = shown_before(scene, subject)
    told = [subject] if subject else []
    told, outer = _with_relay(scene, found, told, outer)
    own.voices = once([*outer, *papers, *media, *told, *inner])
    nobody = found is not None and found.frame.nobody and statement.speaker is None
    own.nobody = not own.voices and (own.nobody or nobody)
    own.remote = not own.voices and not own.anaphor and not own.nobody and statement.speaker is not None
    own.framed = found is not None or bool(outer or inner)
    own.cited = found is None and bool(outer)
    own.unlisted = found is not None and _is_unlisted(found, scene)
    return own


def _is_loose_anaphor(scene: Scene, statement: Statement) -> bool:
    """Whether the model takes for the speaker what may point back, and mostly says when: "danach"."""
    spans = statement.speaker.spans if statement.speaker else ()
    return len(spans) == 1 and spans[0].text.lower() in scene.terms.words("loose_anaphors")


def _is_unlisted(found: Found, scene: Scene) -> bool:
    """Whether a frame has a verb, and that reports nothing: "Das Amt erwägt, …"."""
    word = found.sentence.words[found.frame.verb]
    return bool(found.frame.lemma) and not scene.terms.reporting(word.lower)


def _with_relay(
    scene: Scene, found: Found | None, told: list[Voice], outer: list[Voice]
) -> tuple[list[Voice], list[Voice]]:
    """The subject goes first where it passes on "laut X": "Laut Amt sank der Pegel, wie der Kurier berichtete".

    And where the phrase stands in what it says: "Laut Amt sinke der Pegel, sagte der Minister".
    """
    if found is None or not told or not outer:
        return told, outer
    words = found.sentence.words
    behind = [word for word in words if word.start >= outer[-1].end][:1]
    held = behind and is_konjunktiv(behind[0].lower, scene.terms.language)
    if held and outer[-1].end < told[0].start and words[found.frame.start].start > outer[-1].end:
        return [], [*told, *outer]
    if _tells_of(words, found.frame, told[0], outer):
        return [], [*told, *outer]
    opened = [
        words[i]
        for i in range(1, found.frame.verb)
        if words[i].lower == scene.terms.data.relaying and words[i - 1].text == "," and not words[i].quoted
    ]
    if not opened or not all(voice.end <= opened[-1].start < told[0].start for voice in outer):
        return told, outer
    return [], [*told, *outer]


def _tells_of(words: Sequence[Word], frame: Frame, subject: Voice, outer: Sequence[Voice]) -> bool:
    """Whether somebody tells, behind a comma, what others say: "Der Kurier meldete, laut Amt sinke der Pegel"."""
    commas = [word for word in words[frame.verb :] if word.text == "," and not word.quoted][:1]
    before = subject.end <= words[frame.verb].start and list(words[frame.verb + 1 : frame.verb + 2]) == commas
    return before and all(voice.start >= commas[0].end for voice in outer)


def sentence_voices(scene: Scene, number: int) -> list[Voice]:
    """The voices of a sentence that no statement stands for, so that "demnach" can point back to it."""
    sentence = scene.prose.sentences[number]
    frame = find_frame(sentence, [], (), [(sentence.start, sentence.end)], None, scene.terms)
    voices = [
        phrase_voice(scene, sentence.words, *signal.source)
        for signal in scene.signals(number)
        if signal.kind == "outer"
    ]
    speaks = frame is not None and frame.lemma not in scene.terms.words("impersonal")
    if frame is not None and speaks and frame.subject is not None and not frame.konjunktiv:
        voices.append(phrase_voice(scene, sentence.words, *frame.subject))
        inner = [signal for signal in scene.signals(number) if signal.kind == "inner"]
        voices += [phrase_voice(scene, sentence.words, *signal.source) for signal in inner]
    return once(voices) or paper_shown(scene, sentence.words)


def _according_to(scene: Scene, statement: Statement) -> list[Voice]:
    """The paper or the words in whose clause the content stands, with the medium that has it.

    "Berichte des Kuriers, nach denen …", "Die „Umschau“ hatte einen Vermerk zitiert, nach dem …".
    """
    number = scene.prose.number_at(statement.start)
    words = scene.prose.sentence_at(statement.start).words
    at = sum(word.start < statement.start for word in words)
    for comma in (at - 1, at - 2, at - 3):
        if comma < 1 or words[comma].text != "," or words[comma].quoted:
            continue
        behind = phrases.behind_according(words, comma + 1, scene.terms)
        if behind == comma + 1 or behind < at:
            continue
        start, end = phrases.told_of(words, comma, scene.terms)
        voice = phrase_voice(scene, words, start, end) if start < end else None
        if voice is None or voice.source.kind not in ("media", "document"):
            return []
        media = [one for one in sentence_voices(scene, number) if one.source.kind == "media"]
        return once([*(one for one in media[:1] if not overlap(one, voice)), voice])
    return []


def _is_content(statement: Statement, voice: Voice) -> bool:
    if statement.form == "reported":
        return False
    return any(span.start <= voice.start and voice.end <= span.end for span in statement.content)


def _subject(scene: Scene, statement: Statement, found: Found | None, own: Own) -> Voice | None:
    """The voice of the reporting verb's subject, or of the model's speaker if the grammar sees none."""
    if found is None:
        return _model_voice(scene, statement, None)
    frame, words = found.frame, found.sentence.words
    own.reported = frame.konjunktiv
    if frame.lemma in scene.terms.words("impersonal"):
        voice = said_at(scene, found)
        own.read = voice is not None
        own.anaphor = own.anaphor or (voice is None and not _has_outer_signal(scene, found))
        return voice
    if frame.nobody and (somebody := paper_within(scene, found) or circle_within(scene, found)):
        return somebody
    if frame.nobody and frame.lemma in scene.terms.words("accusing"):
        own.nobody = True
        return None
    if frame.subject is not None and is_opinion(scene, words, *frame.subject):
        return None
    if frame.subject is not None and _is_nobody(scene, words, *frame.subject):
        own.nobody = not frame.konjunktiv
        return None
    turn = any(word.lower in scene.terms.words("turns") for word in words[frame.verb + 1 : frame.end])
    if turn and not _meets_hint(scene, statement, found):
        return _model_voice(scene, statement, None)  # "nach dem Vorwurf von X, …, meldet sich Y zu Wort"
    if frame.subject is None or (statement.form == "reported" and not _meets_hint(scene, statement, found)):
        return _model_voice(scene, statement, found)
    start, end = _with_hint(scene, statement, found)
    if proves_only(frame.lemma, scene.terms.language) and not is_paper(scene, words, start, end):
        return _model_voice(scene, statement, found)
    voice = phrase_voice(scene, words, start, end)
    if words[start].lower in scene.terms.words("impersonal_subject") and voice.source.kind is None:
        return _model_voice(scene, statement, found)  # "es", and no house that it may mean
    judgement = stance_of_frame(words, frame, voice.source, scene.terms.language)
    return voice if judgement == NEUTRAL else voice.judged(*judgement)


def _has_outer_signal(scene: Scene, found: Found) -> bool:
    """Whether a phrase such as "laut X" stands beside a verb."""
    number = scene.prose.number_at(found.sentence.start)
    frame = found.frame
    return any(one.kind == "outer" and frame.start <= one.start < frame.end for one in scene.signals(number))


def _is_nobody(scene: Scene, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a subject is "man", "die Rede" or the like."""
    if end == start + 2 and words[end - 1].lower in scene.terms.words("nobody_nouns"):
        return True
    return end == start + 1 and words[start].lower in scene.terms.words("nobody")


def _meets_hint(scene: Scene, statement: Statement, found: Found) -> bool:
    """Whether the subject is the model's speaker, or the model's speaker stands elsewhere or can be no subject."""
    span = speaker_span(statement)
    words = found.sentence.words
    inside = [i for i, word in enumerate(words) if span and word.start < span[1] and word.end > span[0]]
    if span is None or not inside:
        return True
    before = words[inside[0] - 1].lower if inside[0] else ""
    if before in scene.terms.words("prepositions") | scene.terms.words("determiners"):
        return True
    return overlaps(found.sentence, found.frame, span)


def _with_hint(scene: Scene, statement: Statement, found: Found) -> tuple[int, int]:
    """The subject's phrase, longer by what the model's speaker has behind it, such as an apposition."""
    assert found.frame.subject is not None
    words = found.sentence.words
    start, end = without_addressee(scene, words, *found.frame.subject)
    quoting = scene.terms.is_lemma(found.frame.lemma, "quoting")
    end = _cut_by_hint(scene, statement, words, start, first_of_two(scene, words, start, end, quoting))
    number = scene.prose.number_at(words[0].start)
    signals = scene.signals(number)
    end = min([one.start for one in signals if one.kind == "inner" and start < one.start < end], default=end)
    if (start, end) != found.frame.subject:
        return start, end
    span = speaker_span(statement)
    alone = scene.terms.words("pronouns") - scene.terms.words("determiners")
    if span is None or (end == start + 1 and words[start].lower in alone):
        return start, end  # "sagte sie der Zeitung": nothing behind a pronoun belongs to it
    inside = [i for i, word in enumerate(words) if word.start < span[1] and word.end > span[0]]
    if inside and inside[0] <= start < inside[-1] + 1 and start - inside[0] <= 3 and inside[-1] + 1 > end:
        longer = max(end, _clipped(scene, words, start, inside[-1] + 1))
        return without_addressee(scene, words, start, longer)
    return start, end


def _cut_by_hint(scene: Scene, statement: Statement, words: Sequence[Word], start: int, end: int) -> int:
    """The end of a subject that the grammar runs together with the object behind it: "rügte das Amt Lindqvist"."""
    span = speaker_span(statement)
    cut = next((i for i in range(start + 1, end) if span and words[i - 1].end == span[1]), None)
    if span is None or cut is None or not span[0] <= words[start].start:
        return end
    if words[cut].lower in scene.terms.words("of"):
        return cut  # "berichtete die Polizei von neuen Festnahmen"
    if words[cut].lower in scene.terms.words("genitives"):
        return end
    if cut == start + 1 and words[start].lower in scene.terms.words("pronouns"):
        return cut
    one = scene.cast.who(words[start].start, words[cut - 1].end)
    other = scene.cast.who(words[cut].start, words[end - 1].end)
    two = one.kind not in (None, "person") and other.kind == "person"
    return cut if two else end


def _model_voice(scene: Scene, statement: Statement, found: Found | None) -> Voice | None:
    """The voice of the speaker that the model gives, if it stands in the statement's own sentences."""
    span = speaker_span(statement)
    if span is None:
        return None
    number = scene.prose.number_at(span[0])
    first, last = scene.numbers(statement)
    if not (first <= number <= last or number in scene.frame_numbers(statement)):
        return None
    if number < first and (
        not statement.frame or scene.speaks_elsewhere(statement, scene.prose.sentences[number])
    ):
        return None
    words = scene.prose.sentences[number].words
    inside = [i for i, word in enumerate(words) if word.start < span[1] and word.end > span[0]]
    if not inside:
        return None
    start, end = inside[0], inside[-1] + 1
    if words[start].lower in scene.terms.words("anaphors") or _is_loose_anaphor(scene, statement):
        return None
    signals = scene.signals(number)
    if any(signal.start <= start < signal.end for signal in signals):
        return None  # "laut X": it is read as a signal
    if found is None and any(signal.kind == "outer" and start < signal.start < end for signal in signals):
        return None  # "der Händler Muster | Medienberichten zufolge": the model runs them together
    end = _clipped(scene, words, start, end)
    start, end = without_addressee(scene, words, start, end)
    end = first_of_two(scene, words, start, end, False)
    voice = phrase_voice(scene, words, start, end)
    if voice.source.kind is None and words[start].text.isdigit():
        return None  # "Auf 44 Seiten wird beschrieben, …"
    if found and found.sentence is scene.prose.sentences[number]:
        judgement = stance_of_frame(words, found.frame, voice.source, scene.terms.language)
    else:
        cue = [word for one in statement.cue for word in scene.prose.words_between(one.start, one.end)]
        judgement = stance_of_cue(cue, scene.terms.language)
    return voice if judgement == NEUTRAL else voice.judged(*judgement)


def _clipped(scene: Scene, words: Sequence[Word], start: int, end: int) -> int:
    """The end of the first noun phrase in the model's speaker, with its apposition and what hangs on it."""
    number = scene.prose.number_at(words[0].start)
    end = min([signal.start for signal in scene.signals(number) if start < signal.start < end], default=end)
    close = phrases.end_of_phrase(words, start, scene.terms)
    if close <= start or close >= end:
        return end
    rest = words[close]
    towards = scene.terms.data.towards.get(rest.lower, ())
    if any(word.lower in towards for word in words[close + 1 : end][:1]):
        return close  # "schrieb der Verband | an die Minister"
    if rest.text in {",", "("} or rest.lower in scene.terms.words("prepositions") | scene.terms.words(
        "coordinators"
    ):
        return end
    return close


def _signalled(
    scene: Scene, statement: Statement, numbers: Iterable[int], own: Own, found: Found | None
) -> tuple[list[Voice], list[Voice]]:
    """The voices of phrases such as "laut X" (outer) and "unter Berufung auf Y" (inner)."""
    outer: list[Voice] = []
    inner: list[Voice] = []
    for number in numbers:
        sentence = scene.prose.sentences[number]
        for signal in framing_signals(scene, statement, number, found):
            if signal.kind == "anaphor":
                own.anaphor = own.anaphor or not _is_announced(sentence.words, signal.start, found)
                continue
            start, end = signal.source
            content = [i for i in range(start, end) if _in_content(statement, sentence.words[i])]
            if len(content) == end - start:
                pass  # the model's cut holds the phrase as well
            elif content and start == signal.start:
                start = min(content[-1] + 1, end - 1)  # "nimmt die Firma ⟧ Schätzungen zufolge"
            elif content:
                end = max(content[0], start + 1)
            if signal.kind == "outer" and _is_so_far(scene, sentence.words, start, end):
                own.nobody = True
                continue
            voice = phrase_voice(scene, sentence.words, start, end)
            of_subject = any(word.lower in scene.terms.words("own") for word in sentence.words[start:end])
            if voice.source.kind is None and not of_subject:
                continue  # "Artikel 5 zufolge", "nach Informationen vom Abend": nobody who speaks
            voices = inner if signal.kind == "inner" else outer
            voices += [*confided_in(scene, sentence.words, max(end, signal.end)), voice]
    return outer, inner


def _is_announced(words: Sequence[Word], at: int, found: Found | None) -> bool:
    """Whether "demnach" means the frame before its own colon: "Sie fassen es zusammen: Die Brücke ist demnach alt"."""
    if found is None or found.sentence.words is not words or found.frame.subject is None:
        return False
    return any(word.text == ":" for word in words[found.frame.subject[1] : at]) and found.frame.end <= at


def _is_so_far(scene: Scene, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a phrase is "bisherigen Erkenntnissen", which nobody owns."""
    while end > start and words[end - 1].text == ",":
        end -= 1
    return end == start + 2 and words[start].lower in scene.terms.words("so_far")


def _in_content(statement: Statement, word: Word) -> bool:
    return statement.form != "reported" and any(
        one.start <= word.start < one.end for one in statement.content
    )


def once(voices: Iterable[Voice]) -> list[Voice]:
    """Voices without one that stands in the chain already."""
    result: list[Voice] = []
    for voice in voices:
        if not any(same(voice.source, other.source) or overlap(voice, other) for other in result):
            result.append(voice)
    return result

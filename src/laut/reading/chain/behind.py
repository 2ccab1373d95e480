"""What do the sentences behind a statement say of its source: "Das berichtet X", "Das Blatt beruft sich auf Y"?"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.chain import phrases
from laut.reading.chain.addressees import addressed_media, confided_in, without_addressee
from laut.reading.chain.frames import find_frame
from laut.reading.chain.hops import once
from laut.reading.chain.mood import FINITE, forms_of, is_finite
from laut.reading.chain.places import circle_within, is_paper, phrase_voice, quoted, said_at, tells
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
    paper = _stands_in(scene, words)
    if paper is not None:
        behind = sum(word.start < paper.end for word in words)
        return [*confided_in(scene, words, behind), paper]
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
    told += [
        phrase_voice(scene, words, *signal.source)
        for signal in scene.signals(number)
        if signal.kind == "outer"
    ]  # "Das sieht laut „Kurier“ ein Entwurf vor"
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


def _stands_in(scene: Scene, words: Sequence[Word]) -> Voice | None:
    """The paper in which it stands: "Das steht in einem Entwurf des Amts"."""
    terms = scene.terms
    if len(words) < 4 or not terms.is_lemma(words[1].lower, "standing"):
        return None
    for i in range(2, len(words) - 1):
        if words[i].lower in terms.words("from_where"):
            begin = i if words[i].lower in terms.words("determiners") else i + 1
            close = phrases.end_of_phrase(words, begin, terms)
            if close > begin and is_paper(scene, words, begin, close):
                return phrase_voice(scene, words, begin, close)
    return None


def named_as_source(scene: Scene, last: int, chain: Sequence[Hop]) -> tuple[int, Voice] | None:
    """Whom a medium names as its source for a statement in the sentence behind it.

    "Dafür nennt das Magazin zwei Beschäftigte als Quelle", "Das Blatt zitiert dazu zwei Ärzte".

    Args:
        scene: the article.
        last: number of the last sentence that the statement takes up.
        chain: its chain so far.

    Returns:
        Which hop of the chain the medium is, and the source; None if the sentence says no such thing.
    """
    sentences, terms = scene.prose.sentences, scene.terms
    if last + 1 >= len(sentences) or sentences[last + 1].paragraph != sentences[last].paragraph:
        return None
    words = sentences[last + 1].words
    found = _naming(words, terms)
    if found is None:
        return None
    verb, places = found
    subject = subject_of(words, verb, verb, 0, len(words), None, terms)
    if subject is None:
        return None
    who = voice_of(scene.prose, scene.cast, terms, words, *subject).source
    at = next((i for i, hop in enumerate(chain) if hop.kind == "media" and _is_medium(who, hop)), None)
    if at is None:
        return None
    for begin in (*places, subject[1]):
        close = phrases.end_of_phrase(words, begin, terms)
        if close > begin and not (begin < subject[1] and subject[0] < close):
            voice = phrase_voice(scene, words, begin, close)
            if voice.source.kind not in (None, "media"):
                return at, voice
    return None


def _naming(words: Sequence[Word], terms: Terms) -> tuple[int, list[int]] | None:
    """The verb of a sentence that names sources, and where they may begin: behind "als Quelle", "dazu"."""
    lowers = [word.lower for word in words]
    verb = next((i for i, lower in enumerate(lowers) if terms.is_lemma(lower, "naming")), None)
    if verb is None or words[verb].quoted:
        return None
    sources, as_ = terms.words("sources"), terms.words("naming_as")
    behind = [i + 1 for i in range(1, len(words)) if lowers[i] in sources and lowers[i - 1] in as_]
    places = behind[:1] + [i + 1 for i, lower in enumerate(lowers) if lower in terms.words("thereto")][:1]
    return (verb, places) if places else None


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
        if number == last + 1 and (pointed := _pointed_at(scene, sentence, hop)):
            return pointed, number
        who = _resting(scene, sentence, hop if number == last + 1 else None)
        if who is not None and _is_medium(who, hop):
            voices = [
                phrase_voice(scene, sentence.words, *signal.source)
                for signal in scene.signals(number)
                if signal.kind == "inner"
            ]
            return [voice for voice in voices if voice.source.kind is not None], number
    return [], last


def _pointed_at(scene: Scene, sentence: Sentence, hop: Hop) -> list[Voice]:
    """What a medium points at right behind what it says: "verweist auf einen Brief der Behörde", "auf Insider"."""
    words, terms = sentence.words, scene.terms
    verb = next(
        (
            i
            for i, word in enumerate(words)
            if not word.quoted and word.text[0].islower() and terms.is_lemma(word.lower, "referring")
        ),
        None,
    )
    if verb is None:
        return []
    helped = verb == len(words) - 2
    finite = next((i for i in range(verb) if _is_auxiliary(words[i], terms)), verb) if helped else verb
    subject = subject_of(words, finite, verb, 0, len(words), None, terms)
    if subject is None or not _is_medium(
        voice_of(scene.prose, scene.cast, terms, words, *subject).source, hop
    ):
        return []
    at = next((i for i in range(finite + 1, len(words)) if words[i].lower in terms.words("resting_on")), None)
    close = phrases.end_of_phrase(words, at + 1, terms) if at is not None else 0
    if at is None or close <= at + 1:
        return []
    voice = phrase_voice(scene, words, at + 1, close)
    unnamed = voice.source.kind in ("group", "person") and not voice.source.named
    return [voice] if unnamed or tells(scene, words, at + 1, close) else []


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

"""Who speaks where the subject of the reporting verb does not: places, papers, and whoever is quoted.

"heißt es aus dem Amt", "wird in dem Bericht bezeichnet", "zitiert die Zeitung einen Beamten".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from laut.reading.actors.nouns import institutions, nouns_of
from laut.reading.chain import phrases
from laut.reading.chain.frames import is_passive
from laut.reading.chain.scene import Found, Scene
from laut.reading.chain.stance import stance_of_phrase
from laut.reading.chain.terms import Terms
from laut.reading.chain.voices import Voice, voice_of
from laut.reading.prose import Word

_SPEAKING = frozenset(("person", "group", "government", "document"))
"""Who may speak from afar: "Aus dem Amt kam Kritik, hieß es", and not "Auf dem Treffen gab es Streit, hieß es"."""


def paper_within(scene: Scene, found: Found) -> Voice | None:
    """The paper in which somebody says something in the passive: "in dem Bericht wird … bezeichnet"."""
    words, frame = found.sentence.words, found.frame
    for start, end in places(scene, words, frame.start, frame.end):
        if is_paper(scene, words, start, end):
            return phrase_voice(scene, words, start, end)
    return _therein(scene, found)


def agreement_within(scene: Scene, words: Sequence[Word]) -> Voice | None:
    """The draft or contract by which somebody commits himself: "In dem Entwurf sichert das Land den Abzug zu"."""
    terms = scene.terms
    lowers = {word.lower for word in words if not word.quoted}
    commits = [
        i
        for i, word in enumerate(words)
        if word.text[0].islower() and not word.quoted
        for _, verb in terms.reporting(word.lower)
        if verb.lemma in terms.words("committing") and (not verb.partner or verb.partner in lowers)
    ]
    for start, end in places(scene, words, 0, len(words)) if commits else ():
        head = next((word.lower for word in words[start:end] if phrases.is_noun(word, terms)), "")
        beside = not any(word.text == "," for word in words[commits[0] : start])
        if terms.ends_in(head, "agreements") and beside:
            return phrase_voice(scene, words, start, end)
    return None


def circle_within(scene: Scene, found: Found) -> Voice | None:
    """The people among whom something is said in the passive: "in Justizkreisen wird gesagt"."""
    circles = tuple(scene.terms.words("circles"))
    words, frame = found.sentence.words, found.frame
    for start, end in places(scene, words, frame.start, frame.end):
        if words[end - 1].lower.endswith(circles):
            return phrase_voice(scene, words, start, end)
    return None


def places(scene: Scene, words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Noun phrases behind a preposition of place, without those that say when."""
    for i in range(start, end):
        if words[i].lower not in scene.terms.words("from_where") or words[i].quoted:
            continue
        if _cites(scene, words, i):
            continue  # "hieß es unter Verweis auf Insider"
        begin = i if words[i].lower in scene.terms.words("determiners") else i + 1
        close = phrases.end_of_phrase(words, begin, scene.terms)
        if close > begin and not phrases.is_time(words, begin, close, scene.terms):
            yield begin, close


def _cites(scene: Scene, words: Sequence[Word], at: int) -> bool:
    """Whether a preposition belongs to a phrase such as "unter Verweis auf", behind which an inner source stands."""
    return any(
        tuple(word.lower for word in words[start : start + len(phrase)]) == phrase
        for phrase in scene.terms.citing
        for start in range(max(at - len(phrase) + 1, 0), at + 1)
    )


def is_paper(scene: Scene, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a phrase names a report, a study or the like, whose findings "show"."""
    return any(
        scene.terms.ends_in(word.lower, "papers") or scene.terms.ends_in(word.lower, "products")
        for word in words[start:end]
        if phrases.is_noun(word, scene.terms)
    )


def phrase_voice(scene: Scene, words: Sequence[Word], start: int, end: int) -> Voice:
    """The voice of a noun phrase, with the stance that its own words show."""
    voice = voice_of(scene.prose, scene.cast, scene.terms, words, start, end)
    return voice.judged(*stance_of_phrase(words, start, end, voice.source, scene.terms.language))


def said_at(scene: Scene, found: Found) -> Voice | None:
    """The voice of "heißt es aus X", "hieß es in Kreisen": the place where it is said speaks."""
    words, frame = found.sentence.words, found.frame
    found_at = list(places(scene, words, frame.start, frame.end))

    def joined(place: tuple[int, int]) -> bool:
        between = words[place[1] : frame.verb] if place[1] <= frame.verb else words[frame.verb : place[0]]
        return not any(word.text == "," for word in between)

    if not found_at and any(
        word.lower in scene.terms.words("therein") for word in words[frame.start : frame.end]
    ):
        return _therein(scene, found)
    near = [place for place in found_at if joined(place)]
    behind = [place for place in near if place[0] > frame.verb]
    if behind or near:
        start, end = behind[0] if behind else near[-1]
        voice = phrase_voice(scene, words, start, end)
        heard = words[start - 1].lower in scene.terms.words("out_of") and not tells(scene, words, start, end)
        heard = heard and not any(word.lower in institutions().houses.split() for word in words[start:end])
        return _somebody_of(voice) if heard else voice
    far = [phrase_voice(scene, words, *place) for place in found_at if place[1] <= frame.verb]
    return next((voice for voice in far if voice.source.kind in _SPEAKING), None)


def paper_shown(scene: Scene, words: Sequence[Word]) -> list[Voice]:
    """A medium and the one paper that lies before it: "Die Akten hat der Kurier eingesehen", "liegen ihm vor"."""
    if not is_shown(words, scene.terms):
        return []
    papers: list[Voice] = []
    media: list[Voice] = []
    at = 0
    while at < len(words):
        close = phrases.end_of_phrase(words, at, scene.terms)
        if close > at and not words[at].quoted:
            voice = phrase_voice(scene, words, at, close)
            if voice.source.kind == "document":
                papers.append(voice)
            elif voice.source.kind == "media" and voice.source.named:
                media.append(voice)
        at = max(close, at + 1)
    return [*media[:1], papers[0]] if len(papers) == 1 else []


def is_shown(words: Sequence[Word], terms: Terms) -> bool:
    """Whether a clause says that something is there to be read; that it is not would be no source."""
    lowers = [word.lower for word in words if not word.quoted]
    ends = {one: at for at, one in enumerate(lowers) if not "".join(lowers[at + 1 : at + 2]).isalnum()}
    parted = any(
        particle in ends and not set(verbs.split()).isdisjoint(lowers[: ends[particle]])
        for particle, verbs in terms.data.shown_apart.items()  # at the end of a clause: not "lag vor dem Amt"
    )
    shown = parted or not terms.words("shown").isdisjoint(lowers)
    return shown and terms.words("denying").isdisjoint(lowers)


def _therein(scene: Scene, found: Found) -> Voice | None:
    """The voice of "darin": what was named before."""
    words, frame = found.sentence.words, found.frame
    for i in range(frame.start, frame.end):
        if words[i].lower in scene.terms.words("therein"):
            voice = phrase_voice(scene, words, i, i + 1)
            return voice if voice.source.kind is not None else None
    return None


def tells(scene: Scene, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a phrase begins with what is said or written: "aus einer Mitteilung des Amts"."""
    head = next((word.lower for word in words[start:end] if phrases.is_noun(word, scene.terms)), "")
    return any(scene.terms.ends_in(head, sort) for sort in ("saying", "papers", "products"))


def _somebody_of(voice: Voice) -> Voice:
    """Somebody of a house, where it is heard from there: "hieß es aus dem Amt". Capitals and buildings do speak."""
    source = voice.source
    if source.actor is not None or source.kind not in ("government", "organisation"):
        return voice
    if not any(noun.sort == "institution" for noun in nouns_of((source.name or "").split()[0])):
        return voice
    return replace(voice, source=msgspec.structs.replace(source, kind="group", named=False))


def mouthpiece(scene: Scene, found: Found | None) -> Voice | None:
    """Who is named as speaking for the subject: "ließ über ihren Anwalt Karl Muster ausrichten"."""
    if found is None:
        return None
    words, frame, terms = found.sentence.words, found.frame, scene.terms
    if not any(terms.is_lemma(word.lower, "letting") for word in words[frame.start : frame.end]):
        return None
    for i in range(frame.start, frame.end - 2):
        owned = words[i + 1].lower in terms.words("possessive")
        if not owned or words[i].lower not in terms.words("through"):
            continue
        close = min(phrases.end_of_phrase(words, i + 1, terms), frame.end)
        voice = phrase_voice(scene, words, i + 1, close) if close > i + 2 else None
        if voice is not None and voice.source.kind == "person" and voice.source.named:
            return voice
    return None


def quoting_paper(scene: Scene, found: Found | None) -> list[Voice]:
    """Where somebody is quoted: "wird in einem Bericht mit den Worten zitiert", "wird von der Zeitung zitiert"."""
    if found is None or not scene.terms.is_lemma(found.frame.lemma, "quoting"):
        return []
    words, frame = found.sentence.words, found.frame
    if not any(is_passive(word, scene.terms) for word in words[frame.start : frame.end]):
        return []
    subject = frame.subject or (0, 0)
    for start, end in places(scene, words, frame.start, frame.end):
        if not subject[0] < start <= subject[1]:
            return [phrase_voice(scene, words, start, end)]
    return []


def quoted(scene: Scene, found: Found | None, subject: Voice | None, inner: Sequence[Voice]) -> list[Voice]:
    """Who is quoted by the subject: "zitierte ihn die Agentur", "zitiert die Zeitung einen Beamten"."""
    if found is None or subject is None or inner or not scene.terms.is_lemma(found.frame.lemma, "quoting"):
        return []
    words, frame = found.sentence.words, found.frame
    i = frame.start
    while i < frame.end:
        word = words[i]
        if word.lower in scene.terms.words("prepositions"):
            i = max(phrases.end_of_phrase(words, i + 1, scene.terms), i + 1)
            continue
        close = min(phrases.end_of_phrase(words, i, scene.terms), frame.end)
        if close > i and word.start < subject.end and subject.start < words[close - 1].end:
            close = next((k for k in range(i, close) if words[k].start >= subject.end), close)
        elif close > i:
            weak = close == i + 1 and word.lower in scene.terms.words("weak_pronouns") | scene.terms.words(
                "reflexive"
            )
            if not weak and not phrases.is_time(words, i, close, scene.terms):
                return [phrase_voice(scene, words, i, close)]
        i = max(close, i + 1)
    return []

"""To which medium was it said? "sagte der Zeitung X", "im Gespräch mit X", "auf Nachfrage von X".

Positions are numbers of words in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from laut.reading.chain import phrases
from laut.reading.chain.frames import Frame
from laut.reading.chain.scene import Found, Scene
from laut.reading.chain.terms import Terms
from laut.reading.chain.voices import Voice, same, voice_of
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
        for start, end in _addressees(sentence, verb, covered, scene.terms, subject.end):
            voice = voice_of(scene.prose, scene.cast, scene.terms, sentence.words, start, end)
            apart = voice.end <= subject.start or subject.end <= voice.start
            if voice.source.kind == "media" and _is_broadcasting(scene, sentence.words, voice):
                return []
            if voice.source.kind == "media" and voice.source.named is not False and apart:
                return [voice]
    return []


def confided_in(scene: Scene, words: Sequence[Word], at: int) -> list[Voice]:
    """The medium in the relative clause that begins there, behind a source, as a list of one or none.

    "Zwei Beamte, die sich der Zeitung anvertraut hatten", "Chats, aus denen die Zeitung zitiert".
    """
    terms = scene.terms
    while at < len(words) and words[at].text in phrases.MARKS:
        at += 1
    begin = at + 1
    if begin < len(words) and words[begin].lower in terms.words("prepositions"):
        begin += 1
    if begin >= len(words) or words[at].text != "," or words[begin].lower not in terms.words("relatives"):
        return []
    end = next((i for i in range(begin, len(words)) if words[i].text in {",", ";", "–"}), len(words))
    inside = [word.lower for word in words[begin + 1 : end]]
    published = not terms.words("confiding_with").isdisjoint(inside)
    if not (published or any(terms.is_lemma(lower, "confiding") for lower in inside)):
        return []
    if not terms.words("denying").isdisjoint(inside):
        return []  # "ein Papier, das der Zeitung nicht vorliegt"
    i = begin + 1
    while i < end:
        close = phrases.end_of_phrase(words, i, terms)
        if close > i:
            told = voice_of(scene.prose, scene.cast, terms, words, i, min(close, end))
            if told.source.kind == "media" and told.source.named is not False:
                return [told]
        i = max(close, i + 1)
    return []


def first_of_two(scene: Scene, words: Sequence[Word], start: int, end: int, quoting: bool) -> int:
    """The end of the first of two names side by side: "kritisierte Müller Maier", "zitiert der Kurier Maier".

    Args:
        scene: the article.
        words: the sentence.
        start, end: the phrase.
        quoting: whether the verb quotes, so that a medium and whom it quotes may stand side by side.
    """
    if end < start + 2:
        return end
    whole = scene.cast.who(words[start].start, words[end - 1].end)
    for i in range(start + 1, end):
        if not phrases.is_noun(words[i], scene.terms) or words[i].quoted:
            continue
        if not (phrases.is_noun(words[i - 1], scene.terms) or words[i - 1].text in phrases.MARKS):
            continue
        one = scene.cast.who(words[start].start, words[i - 1].end)
        other = scene.cast.who(words[i].start, words[end - 1].end)
        if other.kind != "person" or not one.name or not other.name or same(one, other):
            continue
        if one.kind == "media" and quoting and " " in other.name and not same(whole, one):
            return i
        if same(whole, one) or same(whole, other):
            continue  # a title and a name, or the parts of one name
        if one.kind == "person" and " " in one.name and " " in other.name:
            return i
    return end


def _is_broadcasting(scene: Scene, words: Sequence[Word], voice: Voice) -> bool:
    """Whether a voice is no medium of its own, but all of them together: "im Fernsehen", or a show."""
    inside = [word for word in words if voice.start <= word.start < voice.end]
    nouns = [word for word in inside if phrases.is_noun(word, scene.terms)]
    if nouns and scene.terms.ends_in(nouns[0].lower, "shows"):
        return True
    return len(nouns) == 1 and scene.terms.ends_in(nouns[0].lower, "broadcasting") and not nouns[0].quoted


def without_addressee(scene: Scene, words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """A subject's phrase without the medium in the dative behind it, as in "sagte X der Zeitung"."""
    terms = scene.terms
    if words[start].lower in terms.words("determiners"):
        return start, _told_paper(scene, words, start, end)
    head = words[start].lower
    if terms.ends_in(head, "products") or terms.ends_in(head, "saying") or terms.ends_in(head, "papers"):
        return start, end
    for i in range(start + 1, end - 1):
        dative = words[i].lower in terms.words("genitives") & terms.words("relatives")
        joined = words[i - 1].lower in terms.words("coordinators")
        if not joined and (dative or words[i].lower in terms.words("oblique")):
            voice = voice_of(scene.prose, scene.cast, terms, words, i, end)
            if voice.source.kind == "media":
                return start, i
    return start, end


def _told_paper(scene: Scene, words: Sequence[Word], start: int, end: int) -> int:
    """Where a paper begins that a subject with an article speaks to: "sagte ein Arzt des Spitals der Zeitung".

    In front of its verb a subject speaks to nobody ("Ein Arzt der Zeitung sagte"). Whom a medium employs may be its
    own ("sagte der Chef der Zeitung"), unless something else stands between the two.
    """
    terms = scene.terms
    if start == 0 or not words[start - 1].text[0].isalnum():
        return end
    head = next((i for i in range(start, end) if phrases.is_noun(words[i], terms)), end)
    outlet = scene.prose.article.outlet
    for i in range(head + 1, end):
        dative = i + 1 < end and _is_dative(words, i, terms)
        bare = outlet is not None and phrases.is_noun(words[i], terms) and outlet.startswith(words[i].text)
        joined = words[i - 1].lower in terms.words("coordinators")  # "der Kurier und der Sender"
        if not (dative or bare) or joined or words[i].lower in terms.words("of"):
            continue
        source = scene.cast.who(words[i].start, words[end - 1].end)
        if source.kind != "media" or source.named is False or (bare and source.name != outlet):
            continue
        between = any(phrases.is_noun(word, terms) for word in words[head + 1 : i])
        own = terms.ends_in(words[head].lower, "of_paper") or terms.ends_in(words[i - 1].lower, "of_paper")
        if not own or (between and not terms.ends_in(words[i - 1].lower, "of_paper")):
            return i
    return end


def _is_dative(words: Sequence[Word], at: int, terms: Terms) -> bool:
    """Whether an article may be that of somebody who is told something: "der Zeitung", "dem Kurier"."""
    lower = words[at].lower
    if lower in terms.words("genitives") & terms.words("relatives"):
        return True
    return lower in terms.words("oblique") & terms.words("relatives") and words[at - 1].text == ","


def _addressees(
    sentence: Sentence, frame: Frame | None, covered: Sequence[tuple[int, int]], terms: Terms, spoken: int
) -> Iterator[tuple[int, int]]:
    """Noun phrases that may be whom it was said to; `spoken` is where the words for who says it end."""
    words = sentence.words
    i = 0
    while i < len(words):
        word = words[i]
        if any(a <= word.start < b for a, b in covered):
            i += 1
            continue
        begin = _behind_link(words, i, terms)
        if begin is None and word.lower in terms.words("prepositions"):
            i = _behind_preposition(words, i, terms, spoken)
            continue
        if begin is None and frame is not None and frame.start <= i < frame.end and i != frame.verb:
            begin = i
        close = phrases.end_of_phrase(words, begin, terms) if begin is not None else i
        if begin is not None and close > begin and phrases.is_time(words, begin, close, terms):
            i = close
        elif begin is not None and close > begin:
            tail = _dative_tail(words, begin, close, terms, spoken)
            if tail is not None:
                yield (tail, close)
            yield (begin, close)
            i = close
        else:
            i += 1


def _behind_preposition(words: Sequence[Word], at: int, terms: Terms, spoken: int) -> int:
    """The position behind a prepositional phrase, or of the word in it that leads to an addressee or is one.

    "Leute aus dem Umfeld des Amts | der Agentur": who speaks ends there.
    """
    close = max(phrases.end_of_phrase(words, at + 1, terms), at + 1)
    return next(
        (
            i
            for i in range(at + 1, close)
            if words[i - 1].end == spoken or _behind_link(words, i, terms) is not None
        ),
        close,
    )


def _dative_tail(words: Sequence[Word], start: int, end: int, terms: Terms, spoken: int) -> int | None:
    """Where "der Zeitung" begins in "X der Zeitung"; behind an article only where the words for X end before it."""
    if words[start].lower in terms.words("determiners"):
        return next((i for i in range(start + 1, end) if words[i - 1].end == spoken), None)
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

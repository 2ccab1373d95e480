"""Whom do some words of a sentence name as a source? From a noun phrase to the voice behind it.

"Angaben der Polizei" is the police, "ein Bericht der Zeitung" the paper, "seine Einschätzung" he.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from laut.reading.chain import phrases
from laut.reading.chain.mood import is_finite
from laut.reading.chain.subjects import subject_of
from laut.reading.chain.terms import Terms
from laut.reading.prose import Prose, Word
from laut.records import Hop, Source, Span, Stance


class Cast(Protocol):
    """What the chain asks of `laut.reading.actors.cast.Cast`."""

    def who(self, start: int, end: int) -> Source:
        """Who is meant by these characters of the article."""

    def sources(self, start: int, end: int) -> Sequence[Source]:
        """Who is spoken of in a range of characters, in reading order; the spans are the words for them."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a chain while it is being put together.

    Attributes:
        start, end: characters of the words that name it.
        source: who it is.
        stance, markers: how it is introduced, and the words that say so.
    """

    start: int
    end: int
    source: Source
    stance: Stance = "neutral"
    markers: tuple[str, ...] = ()

    def judged(self, stance: Stance, markers: tuple[str, ...]) -> Voice:
        """The same voice with a stance."""
        return replace(self, stance=stance, markers=markers)

    def hop(self) -> Hop:
        """The voice as a hop of a chain."""
        return Hop.of(self.source, stance=self.stance, markers=self.markers)


def same(one: Source, other: Source) -> bool:
    """Whether two sources are the same, as far as names and ids say."""
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    if one.name is None or other.name is None:
        return False
    return one.name.casefold() == other.name.casefold()


def overlap(one: Voice, other: Voice) -> bool:
    """Whether two voices share words."""
    return one.start < other.end and other.start < one.end


def voice_of(prose: Prose, cast: Cast, terms: Terms, words: Sequence[Word], start: int, end: int) -> Voice:
    """The voice that a noun phrase names.

    Args:
        prose, cast, terms: the article, who appears in it, the language's words.
        words: the sentence.
        start, end: the phrase, half-open; a comma at its end is left out.
    """
    while end > start + 1 and words[end - 1].text in {",", "–", ":"}:
        end -= 1
    joint = _joint(prose, cast, terms, words, start, end)
    if joint is not None:
        return joint
    head = _head(words, start, end, terms)
    if head is not None:
        lower = words[head].lower
        inner = _attribute(words, head, end, terms)
        if terms.ends_in(lower, "saying"):
            if inner is not None:
                return voice_of(prose, cast, terms, words, inner, end)
            owner = next((i for i in range(start, head) if words[i].lower in terms.words("possessive")), None)
            if owner is not None:
                return _voice(cast, words, owner, owner + 1)
            if any(word.lower in terms.words("own") for word in words[start:head]):
                return _own(prose, cast, words, start, end, terms)
        elif terms.ends_in(lower, "products") and inner is not None:
            publisher = _voice(cast, words, inner, end)
            if publisher.source.kind == "media":
                return publisher
    return _voice(cast, words, start, end)


def _voice(cast: Cast, words: Sequence[Word], start: int, end: int) -> Voice:
    a, b = words[start].start, words[end - 1].end
    return Voice(a, b, cast.who(a, b))


def _joint(
    prose: Prose, cast: Cast, terms: Terms, words: Sequence[Word], start: int, end: int
) -> Voice | None:
    """The one voice of "sowohl A als auch B", with both names; None if the words are no such pair."""
    links = terms.data.both.get(words[start].lower)
    at = next((i for i in range(start + 2, end - 1) if links and words[i].lower in links), None)
    if at is None:
        return None
    second = next(
        i for i in range(at + 1, end) if words[i].lower not in terms.words("joints") or i == end - 1
    )
    commas = [i for i in range(start + 1, at) if words[i].text == ","]
    starts, ends = [start + 1, *(i + 1 for i in commas), second], [*commas, at, end]
    cuts = [(a, b) for a, b in zip(starts, ends, strict=True) if a < b]
    parts = [voice_of(prose, cast, terms, words, *cut).source for cut in cuts]
    names = [part.name for part in parts if part.name]
    kinds = {part.kind for part in parts}
    a, b = words[start].start, words[end - 1].end
    return Voice(
        a,
        b,
        Source(
            name=_listing(names, terms.data.join),
            kind="group" if kinds == {"person"} else kinds.pop() if len(kinds) == 1 else "group",
            named=all(part.named for part in parts),
            spans=(Span(a, b, prose.article.text[a:b]),),
        ),
    )


def _listing(names: Sequence[str], link: str) -> str | None:
    """Names in a row: "A, B und C"."""
    return f" {link} ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else None


def _own(prose: Prose, cast: Cast, words: Sequence[Word], start: int, end: int, terms: Terms) -> Voice:
    """The voice of "nach eigenen Angaben": whoever is the subject of the clause; these words mention it."""
    for i in [*range(start - 1, -1, -1), *range(end, len(words))]:
        word = words[i]
        if word.text[0].islower() and not word.quoted and is_finite(word.lower, terms.language):
            subject = subject_of(words, i, i, 0, len(words), None, terms)
            if subject is not None and not (subject[0] <= start < subject[1]):
                a, b = words[start].start, words[end - 1].end
                voice = _voice(cast, words, *subject)
                mention = (Span(a, b, prose.article.text[a:b]),)
                return replace(voice, source=msgspec.structs.replace(voice.source, spans=mention))
    return _voice(cast, words, start, end)


def _head(words: Sequence[Word], start: int, end: int, terms: Terms) -> int | None:
    """The first noun of a phrase."""
    return next((i for i in range(start, end) if phrases.is_noun(words[i], terms)), None)


def _attribute(words: Sequence[Word], head: int, end: int, terms: Terms) -> int | None:
    """Where the genitive or "von" behind a noun begins, without "von"."""
    after = head + 1
    while after < end and words[after].text in phrases.MARKS:
        after += 1
    if after >= end or not (
        words[after].lower in terms.words("genitives") or phrases.is_noun(words[after], terms)
    ):
        return None
    begin = after + 1 if words[after].lower in terms.words("of") else after
    if begin >= end or phrases.is_time(words, begin, end, terms):
        return None  # "eine Mitteilung vom Dienstagabend"
    return begin

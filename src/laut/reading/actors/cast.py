"""Who appears in an article, and who is meant by which of its words?"""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.actors.ends import tells_house
from laut.reading.actors.grammar import grammar
from laut.reading.actors.introduced import named_later
from laut.reading.actors.known import Known, known_kinds
from laut.reading.actors.mentions import described_end, find_phrases, subject_end
from laut.reading.actors.names import (
    given_names,
    is_capital,
    is_given_name,
    is_initial,
    may_be_surname,
    text_of,
)
from laut.reading.actors.nouns import media_words, nouns_of
from laut.reading.actors.pronouns import Pronouns, Uttered
from laut.reading.actors.registry import Registry
from laut.reading.actors.resolve import Resolver
from laut.reading.actors.roster import Entity, Office, Roster, Seen
from laut.reading.actors.spacing import spaced
from laut.reading.actors.titles import quoted_media, short_titles
from laut.reading.prose import Prose, Sentence, Word
from laut.records import Note, Source, Span, Statement

_SUBJECT, _OBJECT, _OBLIQUE, _SPEAKER = 2.0, 1.0, 0.4, 2.5
_CLOSING = frozenset(",.;:–—)")
_PREDICATE = -1.0
"""Prominence of a bare noun for a person, which mostly says what somebody is: *sie ist Autorin*."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that speak of a possible source.

    Attributes:
        start, end: character offsets in `Article.text`, half-open.
        source: who or what it is; its spans are these words.
    """

    start: int
    end: int
    source: Source


class Cast:
    """The possible sources of one article; built by `cast_of`."""

    def __init__(self, prose: Prose, registry: Registry) -> None:
        """Begin with nobody; `cast_of` fills it."""
        self._prose = prose
        self._roster = Roster(prose.article.published)
        self._pronouns = Pronouns(prose, self._roster)
        self._known = Known(registry, self._roster)
        self._resolver = Resolver(self._roster, registry, self._known, self._pronouns)
        self._answers: dict[tuple[int, int], Entity] = {}
        self._from: dict[int, tuple[int, Entity]] = {}
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.mentions: tuple[Mention, ...] = ()
        self.notes: tuple[Note, ...] = ()

    def who(self, start: int, end: int) -> Source:
        """Who is meant by some words of the article: a noun phrase, a name or a pronoun.

        Returns:
            A source whose spans are the words. If nothing can be made of them, their text is its name and the rest
            is None; if it is open which of several is meant, it has no actor and is unnamed.
        """
        entity = self.entity(start, end)
        return self._source(entity, start, end)

    def inside(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie in a range of characters, in reading order."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_right(self.mentions, end - 1, key=lambda mention: mention.start)
        return tuple(mention for mention in self.mentions[first:last] if mention.end <= end)

    def sources(self, start: int, end: int) -> tuple[Source, ...]:
        """Who is spoken of in a range of characters, in reading order; the spans are the words for them."""
        return tuple(mention.source for mention in self.inside(start, end))

    def entity(self, start: int, end: int) -> Entity:
        """The entity that is meant by some words."""
        key = (start, end)
        if key not in self._answers:
            self._answers[key] = self._find(start, end)
        return self._answers[key]

    def _find(self, start: int, end: int) -> Entity:
        text = self._prose.article.text[start:end]
        whole = self._words_between(start, end)
        words = [word for word in whole if word.text[:1].isalnum()]
        if not words:
            return Entity(" ".join(text.split()), None, None)
        core = [
            word
            for word in words
            if not grammar().is_cue(word.text) and word.lower not in grammar().intensive
        ]
        if not core and len(words) == 1:
            core = words  # "teilte es mit"
        if len(core) == 2 and core[1].lower in grammar().several:
            return self._pronouns.meant(core[1]) or Entity(core[1].text, "group", False, gender="p")
        if len(core) == 1 and not nouns_of(core[0].text):
            meant = self._pronouns.meant(core[0]) or self._subject_before(core[0])
            if meant is not None:
                return meant
        if len(core) > 1 and core[0].text in grammar().only_relative:
            return self._find(core[0].start, core[0].end)
        inner = self._inner(words, start, end)
        if inner is not None:
            return inner
        if 0 < len(core) <= 2 and self._is_common(start, core):
            return Entity(" ".join(text.split()), None, None)
        longer = self._from.get(start)
        if longer is not None and longer[0] > end and not self._is_told(core, end, longer[0]):
            return longer[1]
        further = self._rest_of_name(end)
        if further > end:
            return self.entity(start, further)
        if not any(
            (any(map(str.isupper, word.text)) and (word.lower not in _small() or self._is_noun(word)))
            or "." in word.text
            for word in words
        ):
            return self._bare(core, text)
        entity = self._resolver.speaker(whole, genitive=self._is_behind_saying(start))
        return self._somebody_there(entity, words) or entity

    def _inner(self, words: Sequence[Word], start: int, end: int) -> Entity | None:
        """Who is meant by a part of words that were taken too wide.

        *im „Muster“* of *am Mittwoch im „Muster“*, *Muster* of *Muster zur Lage*, *sie* of *sie den Abgeordneten*.
        """
        if len(words) < 3:
            return None
        small = grammar()
        first, second = words[:2]
        day = next((one for one in (first, second) if small.is_time(one.text)), None)
        if day is not None and (second if day is first else first).lower in small.prepositions:
            return self.entity(words[2].start, end)
        told = small.is_determiner(second.lower) and first.lower in small.words.personal
        topic = second.lower in small.words.topic_links.split() and self._roster.called(first.text)
        return self.entity(start, first.end) if told or topic else None

    def _somebody_there(self, entity: Entity, words: Sequence[Word]) -> Entity | None:
        """*hieß es aus Musterdorf*: somebody in a place, and no person of that name."""
        alone = len(words) == 1 and entity.kind == "person" and not (entity.offices or entity.actor)
        if not alone or entity.gender or " " in entity.name:
            return None
        before = [
            word for word in self._prose.sentence_at(words[0].start).words if word.end <= words[0].start
        ]
        place = bool(before) and before[-1].lower in media_words().circle_links.split()
        return Entity(entity.name, "group", False) if place else None

    def _is_told(self, core: Sequence[Word], end: int, whole: int) -> bool:
        """Whether a longer phrase ends with the medium that is told something: *ein Berater | der „Woche“*."""
        rest = [word for word in self._words_between(end, whole) if word.start >= end]
        head = next((noun for word in core for noun in nouns_of(word.text)[:1] if is_capital(word)), None)
        if not rest or not tells_house(head):
            return False
        return self._resolver.speaker(rest).kind == "media"

    def _words_between(self, start: int, end: int) -> list[Word]:
        """The words in a range, up to the end of its first sentence: *Muster* of *Muster.Der*."""
        words = self._prose.words_between(start, end)
        number = self._prose.number_at(start)
        if number + 1 < len(self._prose.starts):
            words = [word for word in words if word.start < self._prose.starts[number + 1]] or words
        return words

    def _rest_of_name(self, end: int) -> int:
        """Where the name ends that words which were cut short run into: *„E* of *„E!Online“*; else the same place."""
        at = bisect_left(self._ends, end) if self._ends else 0
        if at >= len(self._ends) or self._ends[at] == end or self._starts[at] >= end:
            return end
        if self._from[self._starts[at]][1].kind == "person":
            return end
        rest = self._words_between(end, self._ends[at])
        cut = bool(rest) and rest[0].start >= end and (rest[0].quoted or is_capital(rest[0]))
        return self._ends[at] if cut and not any(word.text == "," for word in rest) else end

    def _subject_before(self, pronoun: Word) -> Entity | None:
        """Who a personal pronoun means if nobody known does: what the sentence before begins with."""
        number = self._prose.number_at(pronoun.start)
        sentences = self._prose.sentences
        if pronoun.lower not in grammar().words.personal or number == 0:
            return None
        before = sentences[number - 1]
        if before.paragraph != sentences[number].paragraph:
            return None
        end = subject_end(before.words)
        entity = self._resolver.speaker(before.words[:end]) if end else None
        return entity if entity is not None and self._pronouns.may_be(pronoun, entity) else None

    def _is_common(self, start: int, core: Sequence[Word]) -> bool:
        """Whether the title of a medium stands there as a common noun: *vor der Presse*."""
        words = self._prose.sentence_at(start).words
        return any(self._known.is_common(words, i) for i, word in enumerate(words) if word is core[-1])

    def _is_behind_saying(self, start: int) -> bool:
        """Whether the words stand behind a noun for what is said, as in *Angaben der Veranstalter*."""
        before = [word for word in self._prose.sentence_at(start).words if word.end <= start][-1:]
        nouns = nouns_of(before[0].text) if before and is_capital(before[0]) else ()
        return bool(nouns) and nouns[0].sort == "shell"

    def _is_noun(self, word: Word) -> bool:
        """Whether a word that may be a small one is a noun, or a surname of the article: *Lang*."""
        return bool(nouns_of(word.text) or (word.text[:1].isupper() and self._roster.called(word.text)))

    def _bare(self, core: Sequence[Word], text: str) -> Entity:
        """Words without a noun: *beide*, *einige* speak of several; the rest of nobody that can be told."""
        name = " ".join(text.split())
        if core and core[-1].lower in grammar().several:
            return Entity(core[-1].text, "group", False, gender="p")
        if core and core[-1].lower in grammar().words.personal:
            return Entity(name, "person", False)
        return Entity(name, None, None)

    def _source(self, entity: Entity, start: int, end: int) -> Source:
        text = self._prose.article.text[start:end]
        return Source(
            name=entity.name,
            actor=entity.actor.id if entity.actor else None,
            kind=entity.kind,
            named=entity.named,
            office=entity.office,
            spans=(Span(start, end, text),),
        )

    # building

    def learn_agencies(self) -> None:
        """Take in agencies whose names are short and in small letters, as *die Nachrichtenagentur abc* tells them."""
        for name in set(_agency_names().findall(self._prose.article.text)):
            if not self._known.named(name) and not grammar().is_small(name):
                agency = self._roster.add(Entity(name, "media", True, gender="f"))
                self._roster.add_head(agency, media_words().agencies.split()[0])

    def learn_titles(self) -> None:
        """Take in the outlet, and media by their names in quotation marks, where the text shows what they are."""
        outlet = self._prose.article.outlet
        if outlet and not self._known.named(outlet):
            self._roster.outlet = self._roster.add(Entity(outlet, "media", True), short_titles(outlet))
        for name, text, noun in dict.fromkeys(quoted_media(self._prose.sentences)):
            if not self._known.named(name) and self._roster.known(name) is None and name not in known_kinds():
                bare = (
                    name.partition(" ")[2] if grammar().is_determiner(name.partition(" ")[0].lower()) else ""
                )
                self._roster.add(Entity(name, "media", True), [one for one in (text, bare) if one])
            medium = self._roster.known(name)
            if noun and medium is not None and medium.kind == "media":
                self._roster.add_head(medium, noun)

    def learn_names(self) -> None:
        """Take in everybody who is named in full, with the office that the text gives, wherever it stands."""
        for sentence in self._prose.sentences:
            for first in range(len(sentence.words)):
                last = described_end(sentence.words, first)
                if last > first and not self._known.end(sentence.words, first) > first:
                    self._resolver.speaker(_with_apposition(sentence.words, first, last))
            if not _has_full_name(sentence.words):
                continue
            for first, last in find_phrases(sentence.words, self._known):
                words = _with_apposition(sentence.words, first, last)
                if _may_name(words, self._known):
                    self._resolver.entity(words)

    def see(self, statements: Sequence[Statement]) -> None:
        """Go through the article in reading order: mentions, and who says the statements."""
        waiting = sorted(statements, key=_spoken_at)
        mentions: list[Mention] = []
        doubts: dict[str, list[str]] = {}
        turn = 0
        for number, sentence in enumerate(self._prose.sentences):
            mentions.extend(self._mentions_of(sentence, number))
            while turn < len(waiting) and _spoken_at(waiting[turn]) < sentence.end:
                self._hear(waiting[turn], number, doubts)
                turn += 1
        self._give_names()
        self.mentions = tuple(self._again(mention) for mention in mentions)
        self.notes = tuple(
            Note(kind="ambiguous-actor", message=f"It is open who is meant: {why}.", statements=tuple(ids))
            for why, ids in doubts.items()
        )

    def _give_names(self) -> None:
        """Let those whom the text describes first and names later be one."""
        for described, named in named_later(self._prose, self._roster, self._pronouns.uttered):
            named.gender = named.gender or described.gender
            named.add_office(
                Office(described.name.casefold(), described.name.casefold(), words=described.name)
            )
            named.seen.extend(described.seen)
            self._roster.merge(described, named)
            for key in [key for key, one in self._answers.items() if one is described]:
                self._answers[key] = named
            for start in [start for start, (_, one) in self._from.items() if one is described]:
                self._from[start] = (self._from[start][0], named)

    def _again(self, mention: Mention) -> Mention:
        """A mention with what turned out to be true of the one meant only further down."""
        entity = self._answers[mention.start, mention.end]
        return Mention(mention.start, mention.end, self._source(entity, mention.start, mention.end))

    def _mentions_of(self, sentence: Sentence, number: int) -> list[Mention]:
        found: list[Mention] = []
        words = sentence.words
        for first, last in find_phrases(words, self._known):
            start, end = words[first].start, words[last - 1].end
            entity = self._resolver.entity(words[first:last])
            if entity.kind is None:
                continue
            entity = self._other_name(words, first, last, entity, found)
            self._answers[start, end] = entity
            self._from[start] = (end, entity)
            self._starts.append(start)
            self._ends.append(end)
            weight = _weight(words, first)
            if (
                entity.kind == "person"
                and not entity.named
                and not grammar().is_determiner(words[first].lower)
            ):
                weight = _PREDICATE
            entity.seen.append(Seen(start, number, weight))
            found.append(Mention(start, end, self._source(entity, start, end)))
        return found

    def _other_name(
        self, words: Sequence[Word], first: int, last: int, entity: Entity, found: Sequence[Mention]
    ) -> Entity:
        """*Muster & Sohn, der Hersteller von Tee,*: an apposition that says what was named is that."""
        closed = last >= len(words) or words[last].text in _CLOSING
        if entity.seen or entity.actor or not entity.heads or not found or first < 2 or not closed:
            return entity
        named = self._answers[found[-1].start, found[-1].end]
        adjoined = words[first - 1].text == "," and words[first - 2].end == found[-1].end
        if not (adjoined and named.named and named.kind == entity.kind and entity.named):
            return entity
        if words[first].lower not in grammar().naming or named.heads:
            return entity
        self._roster.merge(entity, named)
        named.gender = named.gender or entity.gender
        return named

    def _hear(self, statement: Statement, number: int, doubts: dict[str, list[str]]) -> None:
        start, end = statement.start, statement.end
        direct = statement.form == "direct"
        if statement.speaker is None or not statement.speaker.spans:
            self._pronouns.uttered.append(Uttered(start, end, None, direct, start))
            return
        span = statement.speaker.spans[0]
        entity = self.entity(span.start, span.end)
        if entity.doubt is not None:
            doubts.setdefault(entity.doubt, []).append(statement.id)
        if entity.kind is not None:
            entity.seen.append(Seen(span.start, number, _SPEAKER))
            if entity not in self._roster.entities:
                self._roster.entities.append(entity)
            self._pronouns.uttered.append(Uttered(start, end, entity, direct, span.start))


def cast_of(prose: Prose, statements: Sequence[Statement], registry: Registry) -> Cast:
    """Find out who appears in an article.

    Args:
        prose: the article in sentences.
        statements: with the speakers as they stand in the text; they tell who spoke last, and who speaks inside a
            quotation.
        registry: the actors that are known.
    """
    cast = Cast(spaced(prose), registry)
    cast.learn_agencies()
    cast.learn_titles()
    cast.learn_names()
    cast.see(statements)
    return cast


@functools.cache
def _agency_names() -> re.Pattern[str]:
    return re.compile(rf"(?i:{'|'.join(media_words().agencies.split())}) ([a-z]{{2,4}})\b")


def _spoken_at(statement: Statement) -> int:
    if statement.speaker and statement.speaker.spans:
        return statement.speaker.spans[0].start
    return statement.start


def _small() -> frozenset[str]:
    known = grammar()
    return (
        known.connectors | known.cues | frozenset(known.words.personal) | frozenset(known.words.demonstrative)
    )


def _has_full_name(words: Sequence[Word]) -> bool:
    """Whether a name of several words may stand in a sentence; quick, so that most sentences are read once."""
    joints = given_names().particles
    for one, other in itertools.pairwise(words):
        if one.text[0].isupper() and (other.text[0].isupper() or other.text in joints or "-" in other.text):
            if not grammar().is_determiner(one.lower):
                return True
        elif other.text == "." and is_initial(one):
            return True
    return False


def _may_name(words: Sequence[Word], known: Known) -> bool:
    """Whether a phrase may tell a person's full name, or one that the registry knows."""
    if any(is_given_name(word.text) for word in words):
        return True
    if any(
        may_be_surname(one.text) and may_be_surname(other.text) for one, other in itertools.pairwise(words)
    ):
        return True
    return bool(known.named(text_of(words)))


def _with_apposition(words: Sequence[Word], first: int, last: int) -> Sequence[Word]:
    """A phrase with what stands behind a comma, up to the next comma or full stop."""
    if last + 1 < len(words) and words[last].text in ",(":
        end = last + 1
        while end < len(words) and words[end].text not in ",;.:–—)" and end - last < 14:
            end += 1
        return words[first : min(end + 1, len(words))]
    return words[first:last]


def _weight(words: Sequence[Word], first: int) -> float:
    """How prominent a mention is: subjects stand first or behind the verb, others behind prepositions."""
    before = words[first - 1] if first else None
    if words[first].quoted:
        return 0.0
    oblique = before is not None and before.lower in grammar().prepositions
    if oblique or words[first].lower in grammar().oblique:
        return _OBLIQUE
    return _SUBJECT if first <= 1 or (before is not None and before.text.islower()) else _OBJECT

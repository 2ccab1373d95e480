"""Who is meant by a pronoun, by *die Zeitung*, by *eigenen Angaben*? Whoever was spoken of last and fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from laut.reading.actors.grammar import grammar
from laut.reading.actors.known import known_kinds
from laut.reading.actors.nouns import Noun, institutions, media_words
from laut.reading.actors.roster import Entity, Roster, Seen
from laut.reading.prose import Prose, Word

_REACH = 5
"""Sentences back in which the one meant is looked for."""
_PER_SENTENCE = 1.5
_OTHER_PARAGRAPH = 1.5
_NO_PERSON = 3.0
_SPOKE = 1.5
_UNNAMED = 0.7
_HOUSES = 2
"""Sentences back in which the house is looked for that a spokesperson speaks for."""
_DATELINE_ENDS = frozenset(")–—-.")
_WITHIN = -1.0
"""Prominence of what is named only to tell whose something is."""
_SUBJECT, _OBJECT = 2.0, 1.0
"""Prominence of a subject, and of others that may be one (`laut.reading.actors.roster.Seen`)."""


@dataclass(frozen=True, slots=True)
class Uttered:
    """A statement as pronouns see it: where its content is, who speaks, and whether the words are the speaker's own."""

    start: int
    end: int
    speaker: Entity | None
    direct: bool
    spoken_at: int


class Pronouns:
    """Finds the last fitting entity before a place in the text."""

    def __init__(self, prose: Prose, roster: Roster) -> None:
        """Look back in an article."""
        self.prose = prose
        self._roster = roster
        self.uttered: list[Uttered] = []

    def meant(self, word: Word) -> Entity | None:
        """Who is meant by a pronoun; None if nobody fits or the word is none."""
        words, lower = grammar().words, word.lower
        if lower in grammar().first:
            inside = self._inside(word.start, direct=True) or self._inside(word.start)
            return inside or (self._roster.outlet if lower in words.own_voice.split() else None)
        if lower in words.pair.split():
            return self.best(word.start, "p")
        if lower == words.anyone:
            return self._last_speaker(word.start)
        if lower in words.personal:
            return self.personal(lower, word)
        if lower in words.relative:
            if word.text[:1].isupper():  # "Der sagte ab"
                return self.latest(word.start, words.relative[lower])
            return self.antecedent(word, words.relative[lower])
        if lower in words.therein.split():
            return self._paper_before(word.start)
        if lower in words.demonstrative:
            return self.latest(word.start, words.demonstrative[lower])
        if lower in words.possessive:
            return self.possessive(lower, word.start)
        return None

    def personal(self, lower: str, word: Word) -> Entity | None:
        """Who is meant by *er*, *sie*, *ihm*; *sie* is one or several by the verb beside it."""
        genders = self._genders(lower, word)
        found = self._main_subject(word, genders) or self._cited(word, genders)
        return found or self.best(word.start, genders)

    def _cited(self, word: Word, genders: str) -> Entity | None:
        """*Das schrieb die Zeitung. Ihr zufolge …*: the medium told of last, if no person is who fits as well."""
        words = self.prose.sentence_at(word.start).words
        at = next(i for i, one in enumerate(words) if one.start == word.start)
        contexts = media_words().contexts
        behind = at + 1 < len(words) and words[at + 1].lower in contexts.behind.split()
        if not behind and not (at and words[at - 1].lower in contexts.citing.split()):
            return None
        here = self.prose.number_at(word.start)
        near = [
            one
            for one in self._roster.entities
            if _fits(one, genders)
            and any(here - 1 <= seen.sentence <= here and seen.at < word.start for seen in one.seen)
        ]
        if any(one.kind in ("person", "group") for one in near):
            return None
        return self.nearest(word.start, [one for one in near if one.kind == "media"])

    def _main_subject(self, word: Word, genders: str) -> Entity | None:
        """*Die Partei klagt, wie sie mitteilte*: the body that is the subject of the main clause before."""
        sentence = self.prose.sentence_at(word.start)
        before = [one for one in sentence.words if one.start < word.start]
        small = grammar().words
        if [one.lower for one in before[-2:]] != [",", small.reporting_as]:
            return None
        if any(one.lower in small.reported.split() for one in before):
            return None  # "Die Partei sei gespalten, wie sie sagte"
        number = self.prose.number_at(word.start)
        here = [
            (seen.at, one)
            for one in self._roster.entities
            for seen in one.seen
            if seen.sentence == number and seen.at < word.start and seen.weight >= _OBJECT
            if one.kind != "document"
        ]
        first = min(here, key=lambda item: item[0], default=(0, None))[1]
        body = first is not None and first.kind in ("government", "organisation") and first.named
        return first if first is not None and body and _fits(first, genders) else None

    def _genders(self, lower: str, word: Word) -> str:
        genders = grammar().words.personal[lower]
        if lower in grammar().words.by_verb.split():
            return "p" if self._plural_verb(word) else "f"
        return genders

    def may_be(self, word: Word, entity: Entity) -> bool:
        """Whether a personal pronoun goes with an entity in gender and number."""
        return _fits(entity, self._genders(word.lower, word))

    def possessive(self, lower: str, at: int) -> Entity | None:
        """Who is meant by *seiner*, *ihrer*."""
        genders = grammar().words.possessive[lower]
        found = self.best(at, genders[0]) or self.best(at, genders[1:])
        return found or self.best(at, genders, wide=True)  # "Seiner Meinung nach irrte Muster"

    def subject(self, at: int) -> Entity | None:
        """Who is meant by *eigenen* Angaben: the most prominent one of the same sentence, else of those before."""
        sentence = self.prose.number_at(at)
        subjects = [
            (seen.at, one)
            for one in self._roster.entities
            for seen in one.seen
            if seen.sentence == sentence and seen.at < at and seen.weight >= 1 and one.kind != "document"
        ]
        if subjects:
            return min(subjects, key=lambda item: item[0])[1]
        return self._opening(sentence, at) or self.best(at, "mfnp", wide=True)

    def _opening(self, number: int, at: int) -> Entity | None:
        """Whom a sentence opens with in another case: *Dem Amt liegen nach eigenen Angaben keine Klagen vor*."""
        first = next((word for word in self.prose.sentences[number].words if word.text[0].isalnum()), None)
        opening = [
            one
            for one in self._roster.entities
            if one.kind in ("person", "government", "organisation")
            if any(first is not None and seen.at == first.start < at for seen in one.seen)
        ]
        return opening[0] if opening else None

    def best(self, at: int, genders: str, *, wide: bool = False) -> Entity | None:
        """The most prominent fitting entity before a place.

        Args:
            at: offset.
            genders: letters of the genders that fit.
            wide: whether the rest of the sentence counts, too.
        """
        sentence = self.prose.number_at(at)
        speaking = {id(one.speaker) for one in self.uttered if one.direct and one.start <= at < one.end}
        scored: list[tuple[float, int, Entity]] = []
        for entity in self._roster.entities:
            if id(entity) in speaking or not _fits(entity, genders):
                continue
            score = self._prominence(entity, at, sentence, wide=wide)
            if score is not None:
                scored.append((score, last_before(entity, at), entity))
        return max(scored, key=lambda item: item[:2], default=(0.0, 0, None))[2]

    def latest(self, at: int, genders: str) -> Entity | None:
        """Who was mentioned last, as *dieser* and *Letzterer* mean."""
        fitting = [one for one in self._roster.entities if _fits(one, genders)]
        fitting = [one for one in fitting if one.kind == "person"] or fitting
        within = [one for one in fitting if last_before(one, at) >= 0]
        return max(within, key=lambda one: last_before(one, at), default=None)

    def nearest(self, at: int, among: Iterable[Entity]) -> Entity | None:
        """The most prominent of some entities before a place."""
        sentence = self.prose.number_at(at)
        scored = [(self._prominence(one, at, sentence), last_before(one, at), one) for one in among]
        good = [(score, last, one) for score, last, one in scored if score is not None]
        return max(good, key=lambda item: item[:2], default=(0.0, 0, None))[2]

    def _prominence(self, entity: Entity, at: int, sentence: int, *, wide: bool = False) -> float | None:
        best: float | None = None
        paragraph = self.prose.sentences[sentence].paragraph
        for seen in entity.seen:
            distance = sentence - seen.sentence
            if not 0 <= distance <= _REACH or (seen.at >= at and not (wide and distance == 0)):
                continue
            score = seen.weight - distance * _PER_SENTENCE
            if self.prose.sentences[seen.sentence].paragraph != paragraph:
                score -= _OTHER_PARAGRAPH
            best = score if best is None else max(best, score)
        if best is None:
            return None
        before = [one for one in self.uttered if one.spoken_at < at]
        if wide:
            return best - (0.0 if entity.named else _UNNAMED)
        if before and before[-1].speaker is entity:
            best += _SPOKE
        return best - (0.0 if entity.kind == "person" else _NO_PERSON) - (0.0 if entity.named else _UNNAMED)

    def antecedent(self, word: Word, genders: str) -> Entity | None:
        """Who a relative pronoun goes back to: the last mention that ends before it."""
        last: tuple[int, Entity] | None = None
        for entity in self._roster.entities:
            if not _fits(entity, genders, documents=True):
                continue
            at = last_before(entity, word.start)
            here = at >= 0 and self.prose.number_at(at) == self.prose.number_at(word.start)
            if here and (last is None or at > last[0]):
                last = (at, entity)
        return last[1] if last else None

    def speak_of(self, house: Entity | None, at: int) -> None:
        """Note that a house was named within a phrase, so that *die Firma* may go back to it: *Brief der Muster AG*."""
        if house is not None and house.kind in ("government", "organisation") and house.named:
            house.seen.append(Seen(at, self.prose.number_at(at), _WITHIN))

    def last_institution(self, at: int, head: Noun) -> Entity | None:
        """The named institution that was mentioned last, of those that have no noun of their own yet."""
        back = frozenset(institutions().back.split())
        if head.base not in back or (head.before and head.before not in institutions().describing.split()):
            return None
        found = [one for one in self._roster.entities if _goes_back_to(one, head, back)]
        number = self.prose.number_at(at)
        for one in found:  # "Muster habe mit Beispiel gesprochen, teilte das Unternehmen mit"
            if any(seen.sentence == number and seen.at < at and self._opens(seen) for seen in one.seen):
                return one
        return max(
            (one for one in found if last_before(one, at) >= 0),
            key=lambda one: last_before(one, at),
            default=None,
        )

    def house_before(self, at: int) -> Entity | None:
        """The authority or organisation that opens the sentences before, in the same paragraph; None if several do.

        What others say of one does not count: "Die Kasse habe geschwiegen".
        """
        here = self.prose.number_at(at)
        paragraph = self.prose.sentences[here].paragraph
        near = [
            number
            for number in range(max(here - _HOUSES, 0), here)
            if self.prose.sentences[number].paragraph == paragraph
        ]
        found = {
            id(one): one
            for one in self._roster.entities
            if one.kind in ("government", "organisation") and one.named and one.gender != "p"
            for seen in one.seen
            if seen.sentence in near and self._opens(seen) and not self._told_by_another(one, seen.at)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def only_house(self, at: int, kinds: Sequence[str] = ("government", "organisation")) -> Entity | None:
        """The one authority or organisation that an article has named so far and that opens one of its sentences."""
        found = [
            one
            for one in self._roster.entities
            if one.kind in kinds and one.named and one.gender != "p"
            if one.name.casefold() not in one.heads and any(seen.at < at for seen in one.seen)
        ]
        opens = len(found) == 1 and any(self._opens(seen) for seen in found[0].seen if seen.at < at)
        return found[0] if opens else None

    def last_house(self, at: int) -> Entity | None:
        """The authority or organisation that stands out most of those named before a place."""
        houses = [
            one for one in self._roster.entities if one.kind in ("government", "organisation") and one.named
        ]
        return self.nearest(at, [one for one in houses if one.gender != "p"])

    def person_before(self, at: int, gender: str, *, in_office: bool = False) -> Entity | None:
        """The one named person of the sentences before who is the subject of one and of whom no office is told.

        *Vor die Kameras trat Karl Muster. Das sei falsch, sagte der Gutachter.*

        Args:
            at: offset.
            gender: of the noun.
            in_office: whether an office may be told all the same, as the noun is for none.
        """
        here = self.prose.number_at(at)
        paragraph = self.prose.sentences[here].paragraph
        near = {
            number
            for number in range(max(here - _HOUSES, 0), here + 1)
            if self.prose.sentences[number].paragraph == paragraph
        }
        people = [
            one for one in self._roster.people if any(s.sentence in near and s.at < at for s in one.seen)
        ]
        if len(people) != 1 or not people[0].named or people[0].actor is not None:
            return None
        if people[0].offices and not in_office:
            return None
        subject = any(seen.sentence in near and seen.weight >= _SUBJECT for seen in people[0].seen)
        return people[0] if subject and people[0].gender in (None, gender) else None

    def newcomer_before(self, at: int, gender: str) -> Entity | None:
        """Whom the sentence before begins with and nobody knows yet: *Ein Wirt packt aus. …, sagte der Zeuge.*"""
        here = self.prose.number_at(at)
        found = [
            one
            for one in self._roster.people
            if not one.named and one.doubt is None and one.gender == gender and one.seen
            if one.seen[0].sentence == here - 1 and self._opens(one.seen[0])
            if self._word_at(one.seen[0].at).lower in grammar().indefinite
        ]
        together = here and self.prose.sentences[here - 1].paragraph == self.prose.sentences[here].paragraph
        return found[0] if together and len(found) == 1 else None

    def writer_before(self, at: int) -> Entity | None:
        """The person who wrote what the sentence before says, if that tells of writing: *…, schrieb Erika Muster.*

        What a house writes is a paper, with a voice of its own.
        """
        here = self.prose.number_at(at)
        last = next((one for one in reversed(self.uttered) if one.spoken_at < at and one.speaker), None)
        if last is None or last.speaker is None or last.speaker.kind != "person":
            return None
        number = self.prose.number_at(last.spoken_at)
        wrote = frozenset(media_words().writing.split())
        wrote_it = any(word.lower in wrote for word in self.prose.sentences[number].words)
        return last.speaker if wrote_it and here - number <= _HOUSES else None

    def _paper_before(self, at: int) -> Entity | None:
        """What *darin* goes back to: the paper or the medium of the sentence before."""
        here = self.prose.number_at(at)
        papers = [
            one
            for one in self._roster.entities
            if one.kind in ("document", "media") and any(seen.sentence == here - 1 for seen in one.seen)
        ]
        opening = [
            one
            for one in papers
            if one.kind == "document" and any(s.sentence == here - 1 and self._opens(s) for s in one.seen)
        ]  # "Der Bericht liegt der Zeitung vor"
        viewed = frozenset(media_words().viewed.split())
        if here and any(word.lower in viewed for word in self.prose.sentences[here - 1].words):
            opening = opening or [
                one for one in papers if one.kind == "document"
            ]  # "konnte den Bericht einsehen"
        media = [one for one in papers if one.kind == "media" and one.named]
        return self.nearest(at, opening or media or papers)

    def _word_at(self, at: int) -> Word:
        return next(word for word in self.prose.sentence_at(at).words if word.end > at)

    def house_here(self, at: int) -> Entity | None:
        """The authority or organisation that opens the sentence of a place, or else the one before."""
        here = self.prose.number_at(at)
        for one in self._roster.entities:
            house = one.kind in ("government", "organisation") and one.named and one.gender != "p"
            if house and any(
                seen.sentence == here and seen.at < at and self._opens(seen) for seen in one.seen
            ):
                return one
        return self.house_before(at)

    def _opens(self, seen: Seen) -> bool:
        """Whether a mention opens its sentence as a subject does, a dateline apart: *Kiel (xyz) – Das Amt*."""
        before = [word.text for word in self.prose.sentences[seen.sentence].words if word.start < seen.at][
            -1:
        ]
        return seen.weight >= _SUBJECT and (not before or before[0] in _DATELINE_ENDS)

    def _told_by_another(self, entity: Entity, at: int) -> bool:
        """Whether a mention stands in the words of somebody else."""
        return any(one.start <= at < one.end and one.speaker is not entity for one in self.uttered)

    def _inside(self, at: int, *, direct: bool = False) -> Entity | None:
        """Who speaks the words around a place; the innermost."""
        around = [
            one
            for one in self.uttered
            if one.start <= at < one.end and one.speaker and (one.direct or not direct)
        ]
        return min(around, key=lambda one: one.end - one.start).speaker if around else None

    def _last_speaker(self, at: int) -> Entity | None:
        return self._inside(at) or next(
            (one.speaker for one in reversed(self.uttered) if one.spoken_at < at and one.speaker), None
        )

    def _plural_verb(self, word: Word) -> bool:
        """Whether the verb beside *sie* is in the plural."""
        words = self.prose.sentence_at(word.start).words
        at = next((i for i, other in enumerate(words) if other.start == word.start), 0)
        beside: Sequence[Word] = (
            words[at + 1 : at + 2] if word.text[:1].isupper() else words[max(at - 1, 0) : at]
        )
        if (beside and not beside[0].text[:1].isalpha()) or not beside or not beside[0].text.islower():
            beside = words[at + 1 : at + 2]
        return any(
            other.lower.endswith("n") or other.lower == "seid" for other in beside if other.text.islower()
        )


def _goes_back_to(entity: Entity, head: Noun, back: frozenset[str]) -> bool:
    """Whether *die Partei*, *das Unternehmen* may be called what was named without a noun."""
    plants = frozenset(institutions().plural_names.split())
    firms = back | plants
    if head.base in institutions().firms.split():
        firms |= frozenset(institutions().companies.split())
    if entity.kind != head.kind or not entity.named or not entity.heads <= firms:
        return False
    if entity.name.casefold() in plants:  # "das Werk" is what a firm has; "die Stadtwerke" are one
        return False
    party = entity.name in institutions().party_names.split()
    if head.base in institutions().party.split():
        return party or entity.actor is None
    return not party and (entity.actor is None or entity.name in known_kinds())


def _fits(entity: Entity, genders: str, *, documents: bool = False) -> bool:
    if entity.doubt is not None or entity.kind is None or (entity.kind == "document" and not documents):
        return False
    if entity.gender is None and entity.kind == "person":
        return genders not in ("p", "n")
    if entity.gender is None:
        return "f" in genders  # names of firms, parties and papers are mostly taken up with "sie"
    return entity.gender in genders


def last_before(entity: Entity, at: int) -> int:
    return max((seen.at for seen in entity.seen if seen.at < at), default=-1)


__all__ = ["Pronouns", "Seen", "Uttered"]

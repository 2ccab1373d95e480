"""Who is meant by the noun for a person: by an age, an office, a group that was named before, or nobody known?"""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from laut.reading.actors.context import Context
from laut.reading.actors.grammar import genders_after, genitive, grammar
from laut.reading.actors.mentions import subject_end
from laut.reading.actors.names import fold, is_capital, name_end, text_of
from laut.reading.actors.nouns import institutions, nouns_of, roles
from laut.reading.actors.offices import Offices, office_of
from laut.reading.actors.people import own_name
from laut.reading.actors.phrases import Phrase, nominative, parse
from laut.reading.actors.roster import Entity
from laut.reading.prose import Word


@functools.cache
def _age_pattern() -> re.Pattern[str]:
    return re.compile(rf"(\d{{1,3}})-?{grammar().words.aged}(?:e[rnms]?)?$", re.IGNORECASE)


def aged(word: Word) -> int | None:
    """The age that a word gives: 70 for *70-Jährige*."""
    if not word.text[:1].isdigit():
        return None
    match = _age_pattern().match(word.text)
    return int(match[1]) if match else None


class Persons:
    """Finds out who is meant by nouns for persons."""

    def __init__(self, context: Context) -> None:
        """Share what the other finders know."""
        self._all = context
        self._offices = Offices(context.registry, context.roster)

    def by_age(self, phrase: Phrase, at: int) -> Entity | None:
        """*der 70-Jährige*, *die 59-jährige Politikerin*: who has that age."""
        words = [word for word in (*phrase.before, phrase.head_word) if word is not None and aged(word)]
        if not words or not phrase.definite or (phrase.head and phrase.plural):
            return None
        if phrase.head is not None and own_name(phrase, self._all.known) is not None:
            return None
        other = phrase.head_word if phrase.head is None and phrase.head_word is not words[-1] else None
        if other is not None and (
            name_end(phrase.core, 0, loose=True) or self._all.known.is_surname(other.text)
        ):
            return None
        age = aged(words[0])
        gender = phrase.head.gender if phrase.head else genders_after(phrase.determiner)[:1]
        people = [
            one for one in self._all.roster.people if one.gender in (None, gender) and one.doubt is None
        ]
        fitting = [one for one in people if age in self._all.roster.ages(one)]
        if len(fitting) > 1:
            names = " and ".join(one.name for one in fitting[:3])
            text = text_of((*phrase.before, *phrase.core))
            return Entity(text, "person", False, doubt=f"the age {age} fits {names}")
        if fitting:
            return fitting[0]
        unknown = [one for one in people if one.named and not self._all.roster.ages(one)]
        nearest = self._all.pronouns.nearest(at, unknown)
        if nearest is not None:
            nearest.age = age
            return nearest
        gender = gender if gender in ("f", "m") else "m"
        alone = f"{age}-Jährige" + ("r" if gender == "m" else "")
        return Entity(nominative(phrase) if phrase.head else alone, "person", False, gender=gender)

    def role(self, phrase: Phrase, at: int) -> Entity:
        """*der Außenminister*, *ein Sprecher der Polizei*, *die Beamten*, *die Grünen*."""
        assert phrase.head is not None
        head = phrase.head
        if (
            phrase.head_word is not None
            and phrase.head_word.text in institutions().parties.split()
            and not phrase.after
        ):
            actor = self._all.one(head.nominative) or self._all.one(phrase.head_word.text)
            return (
                self._all.roster.of_actor(actor)
                if actor
                else self._all.other(head.nominative, "organisation")
            )
        if head.gender == "p":
            return self._group(phrase, at)
        office = office_of(phrase)
        bare = (
            phrase.determiner is None
            and not phrase.before
            and not phrase.after
            and office is not None
            and bool(office.of)
        )
        if (phrase.definite or bare) and office is not None:
            holder = self._offices.holder(office, head.gender, at)
            if holder is None and _is_spoken_of(phrase):
                holder = self._all.pronouns.nearest(at, self._of_gender(head.gender))
            if isinstance(holder, str):
                return Entity(nominative(phrase), "person", False, doubt=holder)
            if holder is not None:
                return holder
            earlier = self._all.earlier(phrase, at)
            if earlier is not None:
                return earlier
        # "die frühere Ärztin" tells more of her, and of no other one
        telling = (*roles().former.split(), *roles().trained.split())
        told_apart = phrase.owner or any(not word.lower.startswith(telling) for word in phrase.before)
        if phrase.definite and phrase.determiner is not None and not told_apart:
            learnt = head.base in roles().learnt.split()
            named = self._all.pronouns.person_before(at, head.gender, in_office=learnt)
            if named is not None and not phrase.apposition:
                if office is not None:
                    named.add_office(office)
                return named
            newcomer = None if phrase.after else self._all.pronouns.newcomer_before(at, head.gender)
            if newcomer is not None and head.base in roles().witnesses.split():
                return newcomer
        return self._speaking(phrase, at) or self._all.new(phrase, "person", False)

    def _speaking(self, phrase: Phrase, at: int) -> Entity | None:
        """*Das Amt bestätigte das. …, sagte eine Sprecherin*: the house whose spokesperson this is, if one is plain."""
        assert phrase.head is not None
        head = phrase.head
        alone = head.base in roles().speaks.split() and not head.before and _is_alone(phrase)
        if not alone or phrase.determiner not in grammar().indefinite or phrase.apposition:
            return None
        house = self._all.pronouns.house_before(at) or self._all.pronouns.only_house(at)
        if house is None:
            return None
        name = f"{head.nominative} {genitive(house.name, house.gender)}"
        entity = self._all.roster.known(name)
        if entity is None:
            entity = Entity(name, "person", False, gender=head.gender)
            self._all.roster.entities.append(entity)
            self._all.roster.add_name(entity, name)
            self._all.roster.add_head(entity, head.base)
        return entity

    def learn_house(self, entity: Entity, at: int) -> None:
        """*Die Werft schweigt. …, sagt Geschäftsführerin Erika Muster*: the house that was named before is hers."""
        if entity.actor is not None or entity.doubt is not None or any(one.of for one in entity.offices):
            return
        leads = roles().leads.split()
        office = next((one for one in entity.offices if one.whole in leads and not one.former), None)
        if office is None:
            return
        house = self._all.pronouns.house_before(at)
        if house is None and office.whole in roles().leads_firm.split():
            house = self._all.pronouns.only_house(at, kinds=("organisation",))
        if house is not None:
            words = f"{office.words} {genitive(house.name, house.gender)}"
            entity.add_office(replace(office, of=frozenset({fold(house.name)}), words=words))

    def learn_office(self, entity: Entity, at: int) -> None:
        """*Die Chefin des Amts geht. …, sagte Erika Muster*: the office with which the sentence before begins is hers.

        If she is new, nothing else is told of her, and the name stands right behind the verb.
        """
        if entity.actor is not None or entity.doubt is not None or entity.offices:
            return
        prose = self._all.pronouns.prose
        here = prose.number_at(at)
        sentences = prose.sentences
        if not here or sentences[here - 1].paragraph != sentences[here].paragraph:
            return
        saying = next((word for word in reversed(sentences[here].words) if word.end <= at), None)
        if saying is None or not grammar().is_cue(saying.text) or any(seen.at < at for seen in entity.seen):
            return
        words = sentences[here - 1].words
        end = subject_end(words)
        phrase = parse(words[:end]) if end else None
        if phrase is None or phrase.head is None or phrase.head.sort != "person" or not phrase.definite:
            return
        if own_name(phrase, self._all.known) or entity.gender not in (None, phrase.head.gender):
            return
        office = office_of(phrase)
        if office is not None and office.of:
            entity.add_office(office)
            entity.gender = phrase.head.gender

    def _of_gender(self, gender: str) -> list[Entity]:
        return [one for one in self._all.roster.people if one.gender in (None, gender) or gender not in "fm"]

    def _group(self, phrase: Phrase, at: int) -> Entity:
        if phrase.definite:
            earlier = self._all.earlier(phrase, at)
            if earlier is not None:
                return earlier
        return self._all.new(phrase, "group", False)


def _is_spoken_of(phrase: Phrase) -> bool:
    """Whether it says no more than that somebody was spoken of: *der Politiker*, *die Politikerin der Grünen*."""
    assert phrase.head is not None
    if not phrase.after:
        return phrase.head.base in roles().general.split()
    of = phrase.after[0].lower in (*grammar().genitive, "von")
    return of and phrase.definite and phrase.head.base in roles().of_parties.split()


def _is_alone(phrase: Phrase) -> bool:
    """Whether nothing says whose spokesperson it is, a place apart: *ein Sprecher*, *ein Sprecher in Kiel*."""
    assert phrase.head is not None
    if phrase.before or phrase.owner:
        return False
    if nominative(phrase) == phrase.head.nominative:
        return True
    after = phrase.after
    placed = len(after) == 2 and after[0].lower in grammar().places.place_links.split()
    return placed and is_capital(after[1]) and not nouns_of(after[1].text)

"""Which institution or medium is meant by a noun: a known one, one with a proper name, or one named before?"""

from __future__ import annotations

from dataclasses import replace

from laut.reading.actors.context import Context
from laut.reading.actors.grammar import country_of, grammar
from laut.reading.actors.names import (
    is_acronym,
    is_capital,
    is_firm,
    may_be_surname,
    text_of,
    without_genitive,
)
from laut.reading.actors.nouns import Noun, institutions, media_words, title_parts
from laut.reading.actors.phrases import Phrase
from laut.reading.actors.roster import Entity
from laut.reading.prose import Word


class Things:
    """Finds out which institution or medium is meant."""

    def __init__(self, context: Context) -> None:
        """Share what the other finders know."""
        self._all = context

    def thing(self, phrase: Phrase, at: int) -> Entity:
        """An institution or a medium."""
        assert phrase.head is not None and phrase.head_word is not None
        head = phrase.head
        if self._is_own_house(phrase) and self._all.roster.outlet is not None:
            return self._all.roster.outlet
        common = phrase.head_word.text in media_words().common.split() and not phrase.head_word.quoted
        known = None if common else self._registered(phrase)
        if known is not None:
            return self._all.remember(known, head)
        if head.base in media_words().sites.split():
            behind = self._all.behind(phrase.after)
            if behind is not None:
                return behind
            if (phrase.determiner or "") in grammar().words.possessive:
                owner = self._all.pronouns.possessive(phrase.determiner or "", at)
                if owner is not None:
                    return owner
        owner = self._owner(phrase, at)
        if owner is not None:
            return owner
        proper = self._proper(phrase)
        if proper is not None:
            return proper
        if (
            head.gender != "p"
            and phrase.definite
            and not phrase.owner
            and (not phrase.after or _is_seated(phrase) or _is_loose(phrase))
        ):
            earlier = self._before(replace(phrase, after=()), at)
            if earlier is not None:
                earlier.named = earlier.named or head.sort == "institution"
                return earlier
        indefinite = (
            phrase.determiner or ""
        ) in grammar().indefinite or phrase.determiner in grammar().several
        local = (
            bool(phrase.before) and is_capital(phrase.before[-1]) and not country_of(phrase.before[-1].text)
        )
        several = head.gender == "p" and not (local or _is_firm_in_plural(phrase))
        named = not (indefinite or several)
        if head.sort == "media" and not head.before and not phrase.after and not phrase.before:
            named = False
        if head.sort == "media" and phrase.head_word.quoted:
            named = True
        titled = head.base in title_parts() or _is_station(head)  # "laut Hafenkurier", "laut Küstenrundfunk"
        bare = head.gender != "p" and phrase.determiner is None and not phrase.after and not titled
        if bare and head.sort == "media" and not phrase.head_word.quoted:
            named = False
            only = (
                self._all.media.only(head.base)
                if not (phrase.before or phrase.owner or head.before)
                else None
            )
            if only is not None:
                return only  # "Zeitung: Die Brücke bleibt zu", where the text names one
        return self._all.new(phrase, head.kind, named)

    def _owner(self, phrase: Phrase, at: int) -> Entity | None:
        """*die Aussage ihres Unternehmens*: the firm of *Muster-Chefin Eva Beispiel*, or the one who speaks for it."""
        assert phrase.head is not None
        determiner = phrase.determiner or ""
        if (
            determiner not in grammar().words.possessive
            or phrase.head.base not in institutions().firms.split()
        ):
            return None
        owner = self._all.pronouns.possessive(determiner, at)
        if owner is None or owner.kind != "person":
            return None
        names = [office.words.partition("-")[0] for office in owner.offices if "-" in office.words]
        name = next((one for one in names if may_be_surname(one) or is_acronym(one)), None)
        return self._all.other(name, "organisation") if name else owner

    def _is_own_house(self, phrase: Phrase) -> bool:
        """Whether an outlet speaks of itself: *dieser Zeitung*, *unserem Portal*."""
        assert phrase.head is not None
        first = phrase.determiner or (phrase.before[0].lower if phrase.before else "")
        one = phrase.head.sort == "media" and phrase.head.gender != "p" and not phrase.after
        return one and len(phrase.before) < 2 and first in media_words().own_house.split()

    def _before(self, phrase: Phrase, at: int) -> Entity | None:
        """What a definite noun without a name goes back to."""
        assert phrase.head is not None
        head = phrase.head
        earlier = self._all.earlier(phrase, at)
        described = not head.before or head.before in media_words().describing.split()
        if earlier is None and head.sort == "media" and described:
            earlier = self._all.media.last(at, head.base)
        if earlier is None and head.base in media_words().agencies.split() and not head.before:
            earlier = self._agency(at)
        if earlier is None and not phrase.before and head.base == "ministerium" and not head.before:
            earlier = self._ministry(at)
        if (
            earlier is None
            and not phrase.before
            and head.base == institutions().authority
            and not head.before
        ):
            earlier = self._authority(at)
        if earlier is None and not phrase.before:
            earlier = self._all.pronouns.last_institution(at, head)
        if earlier is None and not phrase.before and head.base in institutions().firms.split():
            earlier = self._bare_firm(at)
        return earlier

    def _agency(self, at: int) -> Entity | None:
        """*Das berichtet Muster Wire. … Der Agentur zufolge*: who was taken for a firm is a medium."""
        agency = self._all.media.agency(at)
        if agency is not None:
            agency.kind = "media"
            self._all.roster.add_head(agency, media_words().agencies.split()[0])
        return agency

    def _bare_firm(self, at: int) -> Entity | None:
        """*Kehrtwende bei Muster: …, wie der Konzern mitteilt*: the one name before that is nobody else's."""
        name = self._all.traces.bare_name(at)
        if name is None:
            return None
        entity = self._all.roster.known(name)
        if entity is None:
            return self._all.other(name, "organisation")
        if entity.kind == "person" and not entity.offices and entity.actor is None:
            entity.kind = "organisation"
        return entity if entity.kind == "organisation" else None

    def _authority(self, at: int) -> Entity | None:
        """*die Behörde*: the authority that was named last."""
        kinds = frozenset(institutions().authorities.split())
        found = [one for one in self._all.roster.entities if one.kind == "government" and one.named]
        return self._all.pronouns.nearest(at, [one for one in found if one.heads & kinds])

    def _ministry(self, at: int) -> Entity | None:
        """*das Ministerium* after its minister: the one of the minister who was spoken of last."""
        ministers = [
            (one, office)
            for one in self._all.roster.people
            for office in one.offices
            if office.noun == "minister" and office.whole != office.noun and not office.former
        ]
        last = self._all.pronouns.nearest(at, [one for one, _ in ministers])
        office = next((office for one, office in ministers if one is last), None)
        if last is None or office is None:
            return None
        name = office.whole.removesuffix(office.noun).capitalize() + "ministerium"
        side = self._all.registry.get(last.actor.side) if last.actor and last.actor.side else None
        stems = [
            stem for stem, country in grammar().places.adjectives.items() if side and country == side.name
        ]
        actors = [actor for stem in stems if (actor := self._all.one(f"{stem}es {name}"))]
        if actors:
            return self._all.roster.of_actor(actors[0])
        ministry = self._all.other(" ".join([*(f"{stem}es" for stem in stems[:1]), name]), "government")
        ministry.gender = ministry.gender or "n"
        return ministry

    def _registered(self, phrase: Phrase) -> Entity | None:
        """What the registry knows by this phrase, or by its name behind the noun, or by its abbreviation."""
        assert phrase.head is not None and phrase.head_word is not None
        before = [word.text for word in phrase.before]
        core = text_of(phrase.core)
        tries = [" ".join([*before, core]), core, text_of(phrase.brackets)]
        generic = self._is_generic(phrase.head)
        if generic or phrase.head.kind == "organisation":
            tries.insert(0, text_of(phrase.after))
        if phrase.owner:
            tries = [f"{text_of(phrase.owner)} {core}"]
        if phrase.plural and phrase.head.sort == "media":
            return None
        for text in tries:
            actor = self._all.one(text) if text else None
            if actor is not None and actor.kind != "person":
                if (
                    text == core
                    and any(country_of(word) for word in before)
                    and core.lower() in institutions().alone.split()
                ):
                    continue  # "die polnische Regierung" where "Regierung" is known as another
                if text == text_of(phrase.after) and not generic and actor.kind != phrase.head.kind:
                    continue
                return self._all.roster.of_actor(actor)
        return self._government(phrase)

    def _government(self, phrase: Phrase) -> Entity | None:
        """*die Regierung von Präsident Muster*, *Musters Regierung*: the government of that person's side."""
        assert phrase.head is not None
        if phrase.head.base not in institutions().led.split() or phrase.head.before:
            return None
        owner = (
            self._all.behind(phrase.after)
            if phrase.after
            else self._all.entity(phrase.owner, genitive=True)
            if phrase.owner
            else None
        )
        if owner is None or owner.actor is None:
            return None
        side = owner.actor.side or owner.actor.id
        for actor in self._all.registry.actors:
            if actor.side == side and actor.kind == "government" and "egierung" in actor.name:
                return self._all.roster.of_actor(actor)
        return None

    def _is_generic(self, head: Noun) -> bool:
        return head.base in institutions().generic.split() or head.sort == "media"

    def _proper(self, phrase: Phrase) -> Entity | None:
        """A proper name behind a noun: *die Zeitung Morgenblick*, *die Organisation Musterbund*."""
        assert phrase.head is not None
        short = len(phrase.after) == 1 and phrase.after[0].text.isupper() and is_acronym(phrase.after[0].text)
        if not (self._is_generic(phrase.head) or short) or phrase.plural:
            return None
        if not phrase.after and phrase.apposition and all(is_capital(word) for word in phrase.apposition):
            name = text_of(phrase.apposition)
            actor = self._all.one(name)
            entity = self._all.roster.of_actor(actor) if actor else self._all.other(name, phrase.head.kind)
            return self._all.remember(entity, phrase.head)
        if not phrase.after:
            return None
        first = phrase.after[0]
        if (phrase.determiner or "") in grammar().indefinite and not (first.quoted or is_acronym(first.text)):
            return None  # "ein Hersteller Fehler"
        small = self._all.known.is_small_name(first.text)  # "die Agentur abc"
        if not (is_capital(first) or small or "." in first.text or first.quoted):
            return None
        if first.text.endswith("s") and without_genitive(first.text) in grammar().countries:
            return None
        end = next(
            (
                i
                for i, one in enumerate(phrase.after)
                if i and (one.text in grammar().prepositions - grammar().inside_name or _closed(first, one))
            ),
            None,
        )
        own = phrase.head.base in title_parts() or (
            phrase.determiner is None and phrase.head.nominative.lower() in media_words().in_name.split()
        )
        name = text_of(phrase.core if own else phrase.after[:end])  # "Radio Musterstadt"
        actor = self._all.one(name)
        if actor is not None and actor.kind != "person":
            return self._all.remember(self._all.roster.of_actor(actor), phrase.head)
        return self._all.remember(
            self._all.other(name, phrase.head.kind, [text_of(phrase.brackets)]), phrase.head
        )


def _is_station(head: Noun) -> bool:
    """Whether a compound is the name of a station, and does not only say whose stations are meant: *Staatsrundfunk*."""
    words = media_words()
    return (
        head.base in words.stations.split()
        and bool(head.before)
        and head.before not in words.stations_of.split()
    )


def _closed(first: Word, word: Word) -> bool:
    """Whether a name in quotation marks is over: *das Magazin „Muster“ | des Senders*."""
    return first.quoted and not word.quoted


def _is_firm_in_plural(phrase: Phrase) -> bool:
    """Whether a plural is the name of one firm: *die Stadtwerke*, *Jurawerke*."""
    assert phrase.head is not None
    alone = not phrase.before and (phrase.definite or phrase.determiner is None)
    return alone and phrase.head_word is not None and is_firm(phrase.head_word.text)


def _is_loose(phrase: Phrase) -> bool:
    """Whether what follows a house is no part of it: *ein Brief der Agentur aus diesem Monat*, *an den Verband*."""
    after = phrase.after
    if len(after) < 2 or after[0].lower not in grammar().prepositions:
        return False
    if all(grammar().is_time(word.text) for word in after if is_capital(word)):
        return any(map(is_capital, after))
    words = institutions()
    return after[0].lower in words.towards.split() and after[1].lower in words.towards_whom.split()


def _is_seated(phrase: Phrase) -> bool:
    """Whether only a place follows a noun that goes back to something: *das Ministerium in Moskau*."""
    assert phrase.head is not None
    base, after = phrase.head.base, phrase.after
    if phrase.head.sort == "media" and not phrase.before:  # "die Zeitung aus Ohio"
        return len(after) == 2 and after[0].lower in grammar().prepositions and is_capital(after[1])
    if base not in institutions().back.split() and base not in institutions().seated.split():
        return False
    return len(after) == 2 and after[0].lower in grammar().prepositions and is_capital(after[1])

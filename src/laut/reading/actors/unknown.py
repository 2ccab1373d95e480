"""What is meant by a name without a noun, or by a noun that the lexicon does not know?"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from laut.reading.actors.context import Context
from laut.reading.actors.grammar import country_of, genders_after, grammar
from laut.reading.actors.known import known_kinds, title_endings
from laut.reading.actors.names import (
    fold,
    is_abstract,
    is_acronym,
    is_capital,
    is_short_for,
    may_be_surname,
    name_end,
    text_of,
    without_genitive,
)
from laut.reading.actors.nouns import closings, institutions, media_words
from laut.reading.actors.phrases import Phrase, pick
from laut.reading.actors.roster import Entity
from laut.reading.prose import Word

_TAKES_UP = 5
"""Letters from which a noun takes up one that ends with it."""


class Unknown:
    """Finds out what is meant by names alone and by unknown nouns."""

    def __init__(self, context: Context) -> None:
        """Share what the other finders know."""
        self._all = context

    def is_no_person(self, phrase: Phrase) -> bool:
        """Whether a name without a noun is that of an institution or a medium."""
        text = text_of(phrase.core)
        actor = self._all.one(text)
        if actor is not None:
            return actor.kind != "person"
        last = fold(phrase.core[-1].text)
        return last in institutions().signs.split() or last in institutions().trades.split()

    def unknown(self, phrase: Phrase, genitive: bool) -> Entity:
        """A name, or a noun that the lexicon does not know."""
        core = text_of(phrase.core)
        full = " ".join([*(word.text for word in phrase.before), core])
        if (
            len(phrase.core) > 1
            and all(map(is_capital, phrase.core))
            and all(w.text.islower() for w in phrase.before)
        ):
            full = core
        for text in dict.fromkeys((full, core, text_of(phrase.brackets))):
            actors = self._all.known.named(text) if text else ()
            if len(actors) == 1 and (actors[0].kind != "person" or " " in text):
                return self._all.roster.of_actor(actors[0])
            roster = self._all.roster.known(text) if text else None
            if roster is not None:
                return roster
        if phrase.head_word is not None and phrase.head_word.lower.endswith(
            tuple(media_words().surroundings.split())
        ):
            return Entity(full, "group", False)  # "aus dem Umfeld des Aufsichtsrats"
        seat = grammar().places.seats.get(core) or grammar().places.seats.get(without_genitive(core))
        if seat is not None:
            return self._all.other(seat, "organisation" if seat == "EU" else "government", [core])
        if core in grammar().countries or without_genitive(core) in grammar().countries:
            return self._all.other(
                core if core in grammar().countries else without_genitive(core), "government"
            )
        kind = known_kinds().get(core)
        if kind is not None:
            return self._all.other(core, kind)
        return self._guess(phrase, core, full, genitive)

    def firm(self, words: Sequence[Word]) -> Entity:
        """A firm by its usual name: *Muster & Sohn* of *Muster & Sohn GmbH & Co KG*."""
        end = next((i for i, word in enumerate(words) if i and word.lower in closings()), len(words))
        if words[end - 1].text == "&":
            end += 1  # "Muster & Co"
        name = text_of(words[:end])
        actor = self._all.one(name)
        if actor is not None and actor.kind != "person":
            return self._all.roster.of_actor(actor)
        return self._all.other(name, "organisation", [text_of(words)])

    def _guess(self, phrase: Phrase, core: str, full: str, genitive: bool) -> Entity:
        """By the look of a name: a surname, a firm, a website, a newspaper, a noun."""
        words = phrase.core
        assert phrase.head_word is not None
        if not any(is_capital(word) or "." in word.text for word in words):
            return Entity(core, None, None)
        if len(words) == 1 and phrase.determiner is None and grammar().is_adverb(words[0].lower):
            return Entity(core, None, None)
        title = (*phrase.before, *words)
        if self._all.bold and len(title) > 1 and all(word.quoted for word in title):
            return self._all.other(text_of(title), "media")  # "der «Musterdorfer Sonntag»"
        if all(grammar().is_time(word.text) for word in words):
            return Entity(core, None, None)
        last = words[-1]
        if _is_address(core) or _is_broadcaster(words) or (len(words) == 1 and _is_portal(core)):
            return self._all.other(core, "media")
        noun = pick(last, phrase.determiner, (), name_follows=False) if len(words) > 1 else None
        if (
            noun is not None
            and noun.sort in ("institution", "media", "document")
            and all(map(is_capital, words))
        ):
            return (
                self._all.other(full, noun.kind)
                if noun.gender != "p"
                else Entity(full, noun.kind, False, gender="p")
            )
        titled = is_titled(last.text) or (
            words[0].quoted and fold(words[0].text.rpartition("-")[2]) in title_endings()
        )
        bare = self._all.bold and not self._all.roster.called(last.text)  # "laut Kurier"
        if titled and (len(words) > 1 or phrase.definite or bare):
            return self._all.other(
                core if any(country_of(word.text) for word in phrase.before) else full, "media"
            )
        if "prozent" in (phrase.head_word.lower, *(word.lower for word in phrase.before)):
            return Entity(full, "group", False, gender="p")
        traded = len(words) > 1 and fold(last.text) in institutions().trades.split()
        if traded or fold(last.text) in institutions().signs.split():
            short = [text_of(words[:-1])] if text_of(words[:-1]) in known_kinds() else []
            return self._all.other(full, "organisation", short)
        if self._all.bold and phrase.determiner is None and full == core and _is_quoted(phrase):
            return self._all.other(core, "media")  # "„Muster“ bleibt dabei"
        shown = self._shown(core) if self._all.bold and phrase.determiner is None and full == core else None
        if shown is not None:
            return shown
        surname = phrase.head_word.text
        described = len(words) == 1 and bool(phrase.before) and phrase.definite
        if (phrase.determiner is None or described) and self._all.roster.called(last.text):
            return self._all.people.person(words, None, genitive=genitive)
        end = name_end(words, 0, loose=True) if self._all.bold else 0
        if phrase.determiner is None and end == len(words) and not phrase.before:
            return self._all.people.person(words, None, genitive=genitive)
        if len(words) == 1 and is_acronym(surname):
            whole = [one for one in self._all.roster.entities if one.named and is_short_for(core, one.name)]
            return whole[0] if len(whole) == 1 else self._all.other(core, "organisation")
        abstract = is_abstract(surname)
        alone = phrase.determiner is None and len(words) == 1 and not phrase.before
        if self._all.bold and alone and may_be_surname(surname) and not abstract:
            return self._all.people.person(words, None, genitive=genitive)
        return self._unknown_head(phrase, full, surname.lower(), genitive)

    def _shown(self, name: str) -> Entity | None:
        """A country or a firm, as the rest of the article shows it."""
        country = self._all.traces.country(name)
        if country is not None:
            return self._all.other(country, "government")
        bare = without_genitive(name)
        if any(" " in one.name for one in self._all.roster.called(bare)) or not may_be_surname(name):
            return None
        if self._all.traces.sounds_like_country(name):
            return self._all.other(name, "government")
        return self._all.other(bare, "organisation") if self._all.traces.is_firm(bare) else None

    def _unknown_head(self, phrase: Phrase, full: str, noun: str, genitive: bool) -> Entity:
        """Of a noun that the lexicon does not know, its ending and its article still tell something."""
        if not self._all.bold:
            return Entity(full, None, None)
        if noun in institutions().nobody.split():
            return Entity(full, None, None)
        house = self._all.behind(phrase.after) if noun in institutions().houses.split() else None
        if house is not None and house.kind in ("government", "organisation", "media"):
            return house
        at = (phrase.before or phrase.core)[0].start
        if phrase.definite and len(phrase.core) == 1 and not phrase.before and len(noun) >= _TAKES_UP:
            ends = {noun, noun.removesuffix("es"), noun.removesuffix("s")}
            meant = [one for end in ends for one in self._all.roster.headed(end)] or [
                one
                for one in self._all.roster.entities
                if one.kind in ("government", "organisation") and one.name.lower().endswith(tuple(ends))
            ]
            earlier = self._all.pronouns.nearest(at, meant)
            if earlier is not None:
                return earlier  # "der Dienst", where a "Geheimdienst" was named
        if (phrase.determiner or "") in grammar().words.possessive:
            owner = self._all.pronouns.possessive(phrase.determiner or "", at)
            if owner is not None and not noun.endswith(tuple(institutions().personal.split())):
                return owner
        if phrase.determiner in grammar().masculine_genitive and noun.endswith("s"):
            noun, full = noun[:-1], " ".join(word.removesuffix("s") for word in [full])
        if phrase.determiner is None and len(phrase.core) > 1 and all(map(is_capital, phrase.core)):
            return self._all.other(full, "organisation")
        local = (
            bool(phrase.before)
            and phrase.before[-1].text[:1].isupper()
            and phrase.before[-1].text.endswith("er")
        )
        if local and phrase.definite and not noun.endswith(tuple(institutions().personal.split())):
            return self._all.other(full, "organisation")  # "die Musterstädter Linien"
        gender = genders_after(phrase.determiner)[:1]
        if genitive and gender == "m" and noun.endswith("e"):
            gender = "f"  # "Angaben der Börse" has the article of the genitive
        personal = tuple(institutions().personal.split())
        if noun.endswith("innen") or (
            gender in ("f", "p") and noun.endswith((*personal, *(one + "en" for one in personal), "ern"))
        ):
            return Entity(full, "group", False, gender="p")
        person = noun.endswith((*personal, "e")) if gender == "m" else gender == "f" and noun.endswith("in")
        if person and phrase.definite and len(phrase.core) == 1 and not phrase.before:
            known = [one for one in self._all.roster.people if one.named and one.gender in (None, gender)]
            return self._all.pronouns.nearest(at, known) or Entity(full, "person", False, gender=gender)
        if person:
            return Entity(full, "person", False, gender=gender)
        if gender == "p" or (phrase.determiner in ("die", "den") and noun.endswith(("en", "er", "ler"))):
            return Entity(full, "group", False, gender="p")
        return Entity(full, "organisation", phrase.definite, gender=gender)


@functools.cache
def _addresses() -> re.Pattern[str]:
    return re.compile(rf"\w\.({'|'.join(media_words().domains.split())})$")


def _is_address(name: str) -> bool:
    """Whether a name is the address of a website: *muster.online*."""
    return bool(_addresses().search(name))


def _is_broadcaster(words: Sequence[Word]) -> bool:
    """Whether a name begins as those of stations do: *Welle Musterstadt*."""
    return len(words) > 1 and words[0].lower in media_words().in_name.split() and all(map(is_capital, words))


def _is_quoted(phrase: Phrase) -> bool:
    """Whether a name stands in quotation marks, as those of people do not."""
    return all(word.quoted for word in phrase.core) and not phrase.before


def _is_portal(name: str) -> bool:
    """Whether a name ends as those of portals do: *Muster24*, and not *Musterscout24*."""
    stem = name.removesuffix(media_words().numbered)
    return (
        stem != name
        and stem[-1:].islower()
        and not stem.lower().endswith(tuple(media_words().numbered_firms.split()))
    )


def is_titled(word: str) -> bool:
    """Whether the last word of a name is the title of a newspaper, alone or behind a hyphen: *Muster-Telegraph*."""
    first, hyphen, last = word.rpartition("-")
    if not hyphen or fold(last) not in title_endings():
        return fold(word) in title_endings()
    common = fold(last) in {fold(one) for one in media_words().common.split()}  # "Fußball-Welt", "Netz-Post"
    town = fold(last) in media_words().of_towns.split() and fold(first) not in media_words().no_towns.split()
    return (not common or town) and first not in known_kinds()

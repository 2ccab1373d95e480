"""Which person is meant by a name? Within the article first, then among those whom the registry knows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from laut.reading.actors.grammar import grammar
from laut.reading.actors.known import Known
from laut.reading.actors.names import (
    fold,
    gender_of,
    given_names,
    is_given_name,
    is_initial,
    may_be_surname,
    name_end,
    sound,
    text_of,
    without_genitive,
)  # fmt: skip
from laut.reading.actors.nouns import institutions, nouns_of
from laut.reading.actors.offices import office_of, same_noun, titles_of
from laut.reading.actors.phrases import Phrase
from laut.reading.actors.roster import Entity, Office, Roster
from laut.reading.prose import Word
from laut.records import Actor

_IN_OFFICE_WITHIN = dt.timedelta(days=4 * 365)
"""How long after an office somebody is still called by the surname alone."""
_AGE = re.compile(r"\d{1,3}")


class People:
    """The persons of an article, by their names."""

    def __init__(self, known: Known, roster: Roster) -> None:
        """Look in the article's roster and in what is known."""
        self._known = known
        self._roster = roster

    def person(self, words: Sequence[Word], phrase: Phrase | None, *, genitive: bool = False) -> Entity:
        """Return the person with a name.

        Args:
            words: the words of the name.
            phrase: the phrase that the name stands in, if its head is this person's title.
            genitive: whether the name may have the genitive's ending.
        """
        if phrase is not None and phrase.determiner is not None:
            genitive = False  # "Worte des Beauftragten Erika Musters" would have no "s"
        name = text_of(_without_titles(words))
        office = office_of(phrase) if phrase is not None else None
        gender = (
            phrase.head.gender if office and phrase and phrase.head and phrase.head.gender in "fm" else None
        )
        full = " " in name and not name[0].islower()
        entity = self._full(name, genitive) if full else self._surname(name, office, gender, genitive)
        if entity.doubt is None:
            if office is not None:
                entity.add_office(_without_name(office, words))
            if entity.gender is None:
                entity.gender = gender
            self._learn_age(entity, phrase)
        return entity

    def _learn_age(self, entity: Entity, phrase: Phrase | None) -> None:
        if phrase is None or entity.age is not None:
            return
        for word in phrase.before:
            if "jährig" in word.lower and _AGE.match(word.text):
                entity.age = int(_AGE.match(word.text)[0])  # type: ignore[index]
        if (
            len(phrase.brackets) == 1
            and phrase.brackets[0].text.isdigit()
            and len(phrase.brackets[0].text) == 2
        ):
            entity.age = int(phrase.brackets[0].text)

    def _full(self, name: str, genitive: bool) -> Entity:
        entity = self._roster.known(name)
        if entity is not None:
            return entity
        bare = without_genitive(name)
        entity = self._same_person(name) or (self._same_person(bare) if bare != name else None)
        if entity is not None:
            self._roster.add_name(entity, name)
            return entity
        actors = [actor for actor in self._known.named(name) if actor.kind == "person"]
        if len(actors) == 1:
            entity = self._roster.of_actor(actors[0])
            self._roster.add_name(entity, name)
            self._roster.add_surname(entity, name.split()[-1])
            return entity
        if genitive and bare != name and not name.endswith(("ss", "us", "is", "as", "os")):
            name = bare
        return self._roster.add(Entity(name, "person", True, gender=gender_of(name)))

    def _same_person(self, name: str) -> Entity | None:
        """Somebody of the article with the same given name and surname, in another spelling or with fewer names."""
        first, last = name.split()[0], name.split()[-1]
        for one in self._roster.called(last):
            parts = one.name.split()
            if len(parts) == 1:
                continue
            initial = first.rstrip(".")
            same = sound(parts[0]) == sound(first) or (len(initial) == 1 and parts[0].startswith(initial))
            if same or (first in one.name and sound(parts[-1]) == sound(last)):
                return one
        return None

    def _surname(self, name: str, office: Office | None, gender: str | None, genitive: bool) -> Entity:
        found = [one for one in self._roster.called(name) if gender is None or one.gender in (None, gender)]
        if len(found) > 1 and office is not None:
            fitting = [one for one in found if any(same_noun(own, office) for own in one.offices)]
            found = fitting or found
        found = found or self._roster.first_named(name)
        if len(found) == 1:
            return found[0]
        if found:
            names = " and ".join(one.name for one in found[:3])
            return Entity(
                name, "person", False, doubt=f"the surname {name!r} belongs to {names} in this article"
            )
        actors = self._known.registry.people_called(name)
        fitting_actors = [actor for actor in actors if self._is_current(actor, office)]
        if len(fitting_actors) == 1 and (gender is None or fitting_actors[0].gender in (None, gender)):
            entity = self._roster.of_actor(fitting_actors[0])
            self._roster.add_surname(entity, without_genitive(name) if genitive else name)
            return entity
        bare = without_genitive(name) if genitive else name
        entity = Entity(bare, "person", True, gender=gender)
        if len(fitting_actors) > 1:
            names = " and ".join(actor.name for actor in fitting_actors[:3])
            entity.doubt, entity.named = f"the surname {name!r} may be that of {names}", False
            return entity
        return self._roster.add(entity)

    def _is_current(self, actor: Actor, office: Office | None) -> bool:
        """Whether a text of this date may call the actor by the surname alone: in office, or not long after it."""
        titles = titles_of(office.whole) if office is not None else ()
        roles = [role for role in actor.roles if role.title in titles] if titles else list(actor.roles)
        published = self._roster.published
        if published is None or not actor.roles:
            return bool(roles) or (not actor.roles and not titles)
        return any(
            (role.start is None or role.start <= published.latest)
            and (role.end is None or role.end + _IN_OFFICE_WITHIN >= published.earliest)
            for role in roles
        )


def own_name(phrase: Phrase, known: Known) -> tuple[tuple[Word, ...], bool] | None:
    """Find the name of the person that a phrase is about.

    Returns:
        The words of the name, and whether the phrase's head is that person's title; None if it names nobody.
    """
    head = phrase.head
    if head is None:
        core = phrase.core
        end = name_end(core, 0) if core else 0
        if end:
            return core[:end], False
        titled = phrase.determiner or (core and _looks_like_person(core[0].lower))
        if titled and len(core) > 2 and is_given_name(core[1].text) and name_end(core, 1) > 1:
            return core[1 : name_end(core, 1)], False  # a noun that the lexicon does not know, and a name
        behind = _in_apposition(phrase.apposition, known) if phrase.definite else None
        return behind if behind and is_given_name(behind[0][0].text) else None
    if head.sort != "person" or phrase.plural:
        return None
    behind, apposed = _behind_head(phrase, known), _in_apposition(phrase.apposition, known)
    several = apposed is not None and len(apposed[0]) > 1
    return apposed if several and behind and _is_of(phrase.after, behind[0]) else behind or apposed


def _looks_like_person(noun: str) -> bool:
    """Whether a noun that the lexicon does not know ends like one for a person: *Mykologin*."""
    personal = tuple(institutions().personal.split())
    return noun.endswith(personal) or (noun.endswith("in") and noun[:-2].endswith((*personal, "log")))


def _behind_head(phrase: Phrase, known: Known) -> tuple[tuple[Word, ...], bool] | None:
    """*Präsident Wladimir Putin*, *der Vorsitzende des Vereins Karl Muster*; not *der Sprecher von Karl Muster*."""
    after = phrase.after
    start = titles_end(after, 0)
    if start < len(after):
        end = name_end(after, start, loose=True)
        if end > start and not _is_other(after[start:end], known):
            return after[start:end], True
        word = after[start].text
        if _is_genitive(word, phrase, known):
            return None
        if (may_be_surname(word) and not known.named(word)) or (
            known.is_surname(word) and not word.endswith("s")
        ):
            return after[start : start + 1], True
        if known.registry.people_called(word) and may_be_surname(word):
            return after[start : start + 1], True
    if phrase.determiner in ("ein", "eine", "einem", "einer", "eines", "einen"):
        return None
    for at in range(1, len(after)):
        if (
            not is_given_name(after[at].text)
            or _is_person_noun(after[at - 1])
            or after[at - 1].text.islower()
        ):
            continue
        end = name_end(after, at)
        if end > at:
            return after[at:end], True
    return None


def _is_of(after: Sequence[Word], name: Sequence[Word]) -> bool:
    """Whether a name behind a head is that of whom its bearer belongs to: *der Anwalt des Bankiers Karl Muster*."""
    at = next(at for at, word in enumerate(after) if word is name[0])
    if at < 2 or after[0].lower not in grammar().words.genitive:
        return False
    nouns = nouns_of(after[at - 1].text)
    return not nouns or nouns[0].sort == "person"


def _is_genitive(word: str, phrase: Phrase, known: Known) -> bool:
    """Whether the word behind a title is in the genitive: *der Präsident Thailands*."""
    bare = without_genitive(word)
    if bare == word or phrase.determiner is None:
        return False
    return (
        bool(phrase.apposition or known.named(bare) or known.is_surname(bare)) or bare in grammar().countries
    )


def _is_other(words: Sequence[Word], known: Known) -> bool:
    """Whether a name is one that the registry knows as no person's: *Sprecher Europäische Union*."""
    actors = known.named(text_of(words))
    return bool(actors) and all(actor.kind != "person" for actor in actors)


def _in_apposition(words: tuple[Word, ...], known: Known) -> tuple[tuple[Word, ...], bool] | None:
    """*der Sprecher des Vereins, Karl Muster*, *…, General Karl Muster*."""
    at = titles_end(words, 0)
    if at >= len(words):
        return None
    end = name_end(words, at, loose=True)
    if end > at:
        return words[at:end], True
    return None


def titles_end(words: Sequence[Word], at: int) -> int:
    """Where titles before a name end: *General*, *Dr.*, *Professor*, *Papst*."""
    while at < len(words) - 1:
        word = words[at]
        if word.text in given_names().titles or (_is_person_noun(word) and word.text[:1].isupper()):
            at += 1
        elif word.text == "und" and any(map(_is_person_noun, words[at + 1 : at + 4])):
            at = next(i for i in range(at + 1, len(words)) if _is_person_noun(words[i]))
        elif word.text == "." and at and words[at - 1].text in given_names().titles:
            at += 1
        else:
            break
    return at


def _without_name(office: Office, words: Sequence[Word]) -> Office:
    """An office without the name of its holder, which stands in the same phrase."""
    own = {fold(without_genitive(word.text)) for word in words}
    said = office.words.removesuffix(text_of(words)).rstrip()
    return replace(office, of=office.of - own, words=said)


def _is_person_noun(word: Word) -> bool:
    nouns = nouns_of(word.text)
    return bool(nouns) and nouns[0].sort == "person"


def _without_titles(words: Sequence[Word]) -> Sequence[Word]:
    at = titles_end(words, 0)
    return words[at:] if at < len(words) and not is_initial(words[at]) else words


__all__ = ["People", "fold", "own_name"]

"""Who or what is meant by a noun phrase? A person, an institution, a medium, a paper, or somebody unnamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from laut.reading.actors.context import Context
from laut.reading.actors.grammar import grammar
from laut.reading.actors.known import Known, known_kinds
from laut.reading.actors.names import (
    given_names,
    is_capital,
    is_given_name,
    is_party_list,
    name_end,
    text_of,
    without_academic,
)
from laut.reading.actors.nouns import closings, institutions, media_words, nouns_of
from laut.reading.actors.offices import office_of
from laut.reading.actors.people import own_name
from laut.reading.actors.persons import Persons
from laut.reading.actors.phrases import Phrase, parse
from laut.reading.actors.pronouns import Pronouns
from laut.reading.actors.registry import Registry
from laut.reading.actors.roster import Entity, Roster
from laut.reading.actors.sayings import Sayings
from laut.reading.actors.things import Things
from laut.reading.actors.unknown import Unknown, is_titled
from laut.reading.prose import Word
from laut.reading.words import DOUBLE_MARKS, SINGLE_MARKS

_FEWEST_LISTED = 3
"""Names in a list with a comma: two with one are a name and an apposition."""
_HOUSES = frozenset(("organisation", "government", "media"))


class Resolver:
    """Finds who is meant by noun phrases, and learns from them who the article speaks of."""

    def __init__(self, roster: Roster, registry: Registry, known: Known, pronouns: Pronouns) -> None:
        """Look in the article's roster first, then in the registry."""
        self._all = Context(roster, registry, known, pronouns, self.entity)
        self._persons = Persons(self._all)
        self._sayings = Sayings(self._all)
        self._things = Things(self._all)
        self._unknown = Unknown(self._all)

    def speaker(self, words: Sequence[Word], *, genitive: bool = False) -> Entity:
        """Return who is meant by words that are known to name a source, so that unknown words may be a name."""
        self._all.bold = True
        try:
            return self.entity(words, genitive=genitive)
        finally:
            self._all.bold = False

    def entity(self, words: Sequence[Word], *, genitive: bool = False) -> Entity:
        """Return who is meant by the words of a noun phrase."""
        at = words[0].start
        words = _without_one(_without_product(words))
        medium = self._title(words) or self._reporter_of(words) or self._team_of(words)
        if medium is not None:
            return medium
        words = [words[i] for i in without_academic(words)]
        several = self._listed(words) or self._pair(words)
        if several is not None:
            return several
        particled = self._particled(words)
        if particled is not None:
            return particled
        phrase = parse(words, genitive=genitive)
        if phrase.head_word is None:
            return Entity(text_of(words), None, None)
        if len(phrase.core) > 1 or phrase.core[0].quoted:
            whole = text_of((*phrase.before, *phrase.core)) if phrase.core[0].quoted else ""
            known = self._all.roster.known(whole) or self._all.roster.known(text_of(phrase.core))
            if known is not None and known.kind != "document":
                return known
            actor = self._all.one(text_of(phrase.core))
            if actor is not None and actor.kind != "person":
                return self._all.roster.of_actor(actor)
            kind = known_kinds().get(text_of(phrase.core))
            if kind is not None:
                return self._all.other(text_of(phrase.core), kind)
        title = self._quoted_title(phrase)
        if title is not None:
            return title
        alone = len(phrase.core) == 1 and phrase.determiner is None and not phrase.before and not phrase.owner
        if alone and phrase.head is not None and self._is_full(phrase.head_word):
            return self._all.people.person(phrase.core, None, genitive=genitive)
        if len(phrase.core) == 1 and is_capital(phrase.head_word):
            medium = self._all.roster.known(phrase.head_word.text)
            if medium is not None and medium.kind == "media" and medium.named:
                return medium  # "dem Musterboten", who is no person
        if phrase.head is not None and phrase.after and is_party_list(phrase.head, phrase.after[0].text):
            name = f"{phrase.head.nominative} {text_of(phrase.after)}"
            return self._all.remember(self._all.other(name, "organisation"), phrase.head)
        said = phrase.head is not None and phrase.head.sort in ("shell", "document")
        somebody = {noun.sort for noun in nouns_of(phrase.head_word.text)} == {"person"}
        if len(phrase.core) > 1 and phrase.core[-1].lower in closings() and not (said or somebody):
            return self._unknown.firm(phrase.core)
        aged = self._persons.by_age(phrase, at)
        if aged is not None:
            return aged
        named = own_name(phrase, self._all.known)
        if named is not None and not (phrase.head is None and self._unknown.is_no_person(phrase)):
            entity = self._all.people.person(
                named[0], phrase if named[1] else _titled(phrase), genitive=genitive
            )
            self._learn_apposition(entity, phrase, titled=named[1])
            self._persons.learn_office(entity, at)
            self._persons.learn_house(entity, at)
            return entity
        if phrase.head is None:
            return self._unknown.unknown(phrase, genitive)
        match phrase.head.sort:
            case "person" if self._is_of_own_house(phrase) and self._all.roster.outlet is not None:
                return self._all.roster.outlet
            case "person":
                return self._body(phrase, at) or self._persons.role(phrase, at)
            case "shell":
                return self._sayings.shell(phrase, at)
            case "document":
                return self._sayings.document(phrase, at)
            case _:
                return self._things.thing(phrase, at)

    def _title(self, words: Sequence[Word]) -> Entity | None:
        """*„Unter dem Muster“*, *der „Muster Times“*: the medium with a title of several words in quotation marks."""
        opened = grammar().is_determiner(words[0].lower) and not words[0].quoted
        words = words[opened:]
        inside = [word for word in words if word.text[:1].isalnum() or word.text == "&"]
        if len(inside) < 2 or not all(word.quoted for word in inside):
            return None
        name = text_of(inside)
        known = self._all.roster.known(name)
        if known is not None:
            return known if known.kind == "media" else None
        actor = self._all.one(name)
        titled = is_titled(inside[-1].text) and is_capital(inside[0])
        return self._all.other(name, "media") if titled and actor is None else None

    def _quoted_title(self, phrase: Phrase) -> Entity | None:
        """*dem Musterstädter „Kurier“*: the medium whose title stands in quotation marks behind its town."""
        quoted = [word for word in phrase.core if word.quoted]
        before = [word for word in phrase.core if not word.quoted]
        if (
            not quoted
            or len(before) != 1
            or before[0] is not phrase.core[0]
            or not before[0].text.endswith("er")
        ):
            return None
        known = self._all.roster.known(text_of(quoted))
        return known if known is not None and known.kind == "media" else None

    def _reporter_of(self, words: Sequence[Word]) -> Entity | None:
        """*„Muster“-Reporterin Erika Beispiel*: the medium, whose people speak for it."""
        marks = DOUBLE_MARKS | SINGLE_MARKS
        at = next((i for i, word in enumerate(words) if i > 1 and word.text == "-"), None)
        if at is None or at + 1 >= len(words) or words[at - 1].text not in marks:
            return None
        nouns = nouns_of(words[at + 1].text)
        title = [word for word in words[:at] if word.quoted]
        if not title or not nouns or nouns[0].base not in media_words().own_people.split():
            return None
        return self._all.roster.known(text_of(title)) or self._all.other(text_of(title), "media")

    def _team_of(self, words: Sequence[Word]) -> Entity | None:
        """*der Rechercheverbund aus NDR, WDR und SZ*: these media."""
        teams, links = media_words().teams.split(), media_words().team_links.split()
        at = next((i for i, word in enumerate(words[:-2]) if word.lower in teams), None)
        if at is None or words[at + 1].lower not in links:
            return None
        media = self.entity(words[at + 2 :])
        return media if media.kind == "media" else None

    def _body(self, phrase: Phrase, at: int) -> Entity | None:
        """*der Gemeinderat* without a name: the council, unless somebody in the article is called that."""
        assert phrase.head is not None and phrase.head_word is not None
        if phrase.plural or not phrase.definite:
            return None
        nouns = nouns_of(phrase.head_word.text)
        body = next(
            (one for one in nouns if one.sort == "institution" and one.gender == phrase.head.gender), None
        )
        if body is None or (phrase.before and phrase.head.base in institutions().seats.split()):
            return None
        before = [one for one in self._all.roster.people if any(seen.at < at for seen in one.seen)]
        if phrase.head.base in {office.noun for one in before for office in one.offices}:
            return None
        return self._things.thing(replace(phrase, head=body), at)

    def _particled(self, words: Sequence[Word]) -> Entity | None:
        """*van Muster*, *von der Muster*: a surname that begins with a small word."""
        particles = given_names().particles
        if len(words) < 2 or words[0].text not in particles or is_capital(words[0]):
            return None
        if not is_capital(words[-1]) or not all(word.text in particles for word in words[:-1]):
            return None
        text = text_of(words)
        found = [one for one in self._all.roster.called(words[-1].text) if one.name.endswith(f" {text}")]
        if len(found) == 1:
            return found[0]
        foreign = not any(grammar().is_small(word.lower) for word in words[:-1])
        if self._all.registry.people_called(text) or (foreign and self._all.bold):
            return self._all.people.person(words, None)
        return None

    def _is_of_own_house(self, phrase: Phrase) -> bool:
        """Whether an outlet speaks of its own people: *erfuhr unsere Korrespondentin*, *Reporter des* and its name."""
        assert phrase.head is not None
        if phrase.head.base not in media_words().own_people.split():
            return False
        first = phrase.determiner or (phrase.before[0].lower if phrase.before else "")
        ours = not phrase.plural and first in media_words().ours.split()
        outlet = self._all.roster.outlet
        return ours or (outlet is not None and self._all.behind(phrase.after) is outlet)

    def _is_full(self, word: Word) -> bool:
        """Whether a noun is also the surname of somebody whom the article names in full: *Papier*, *Richter*."""
        return any(one.name.endswith(f" {word.text}") for one in self._all.roster.called(word.text))

    def _learn_apposition(self, entity: Entity, phrase: Phrase, *, titled: bool) -> None:
        """*Dmitri Medwedew, stellvertretender Vorsitzender des Rats,*: an office behind the name."""
        if entity.doubt is not None or titled or not phrase.apposition:
            return
        office = office_of(parse(phrase.apposition))
        if office is not None:
            entity.add_office(office)

    def _pair(self, words: Sequence[Word]) -> Entity | None:
        """*Karl Muster und Eva Beispiel*, *SPD und Grüne*, *sowohl die Polizei als auch der Zoll*."""
        if words[0].lower == grammar().words.both:
            return self._both_and(words[1:])
        depth = 0
        for at, word in enumerate(words):
            depth += {"(": 1, ")": -1}.get(word.text, 0)
            if depth or word.lower not in grammar().joining or not 0 < at < len(words) - 1:
                continue
            left, right = list(words[:at]), list(words[at + 1 :])
            if any(one.lower == "für" or one.text in ",–" for one in left) or not self._is_source(right):
                continue
            alone = len(left) == 1 and is_given_name(left[0].text) and is_given_name(right[0].text)
            if not (alone or self._is_source(left)) or self._is_double_title(left, right):
                continue
            return self._joint([left, right])
        return None

    def _listed(self, words: Sequence[Word]) -> Entity | None:
        """*NDR, WDR und der Kurier*: three houses or media and more; what a comma alone parts may be an apposition."""
        parts: list[list[Word]] = [[]]
        depth = joints = 0
        for word in words:
            depth += {"(": 1, ")": -1}.get(word.text, 0)
            joins = not depth and not word.quoted and word.lower in grammar().joining
            if not (joins or (word.text == "," and not depth and not word.quoted)):
                parts[-1].append(word)
                continue
            if joints or not parts[-1]:
                return None
            joints += joins
            parts.append([])
        if not joints or len(parts) < _FEWEST_LISTED or not all(parts):
            return None
        return self._joint(parts) if all(map(self._is_house, parts)) else None

    def _is_house(self, words: Sequence[Word]) -> bool:
        """Whether words name a house or a medium, and nobody who may be in one."""
        if all(word.quoted for word in words if word.text[:1].isalnum()):
            return True  # a title
        head = parse(words).head
        house = head is None or head.sort in ("institution", "media")
        called = bool(self._all.known.named(text_of(words)))  # "Grüne", "Süddeutscher Zeitung"
        return (called or (house and self._is_source(words))) and self.entity(words).kind in _HOUSES

    def _both_and(self, words: Sequence[Word]) -> Entity | None:
        """*die Polizei, der Zoll als auch die Stadt*: who is listed behind *sowohl*."""
        also = grammar().words.and_also.split()
        parts: list[list[Word]] = [[]]
        for word in words:
            if word.text == "," or word.lower in also:
                parts.append([])
            else:
                parts[-1].append(word)
        parts = [part for part in parts if part]
        return self._joint(parts) if len(parts) > 1 and all(map(self._is_source, parts)) else None

    def _is_double_title(self, left: Sequence[Word], right: Sequence[Word]) -> bool:
        """*Der Vizekanzler und Arbeitsminister Karl Muster*: two offices of one."""
        one, other = parse(left), parse(right)
        if (
            one.head is None
            or one.head.sort != "person"
            or one.plural
            or own_name(one, self._all.known) is not None
        ):
            return False
        return (
            other.determiner is None
            and other.head is not None
            and own_name(other, self._all.known) is not None
        )

    def _joint(self, parts: Sequence[Sequence[Word]]) -> Entity:
        """Those who speak together as one source."""
        found = [self.entity(part) for part in parts]
        one, last = found[0], found[-1]
        given = " " not in one.name and one.name == text_of(parts[0])
        if given and one.kind == last.kind == "person" and " " in last.name:
            found[0] = Entity(f"{one.name} {last.name.split()[-1]}", "person", True)  # "Eva und Karl Muster"
        kinds = {one.kind for one in found}
        kind = one.kind if len(kinds) == 1 and one.kind != "person" else "group"
        names = [one.name for one in found]
        name = f" {grammar().words.joining.split()[0]} ".join([", ".join(names[:-1]), names[-1]])
        return Entity(name, kind, all(one.named for one in found), gender="p")

    def _is_source(self, words: Sequence[Word]) -> bool:
        phrase = parse(words)
        if phrase.head_word is None or not is_capital(phrase.head_word):
            return False
        if phrase.before and any(word.lower in grammar().prepositions for word in phrase.before):
            return False
        if phrase.head is not None:
            linking = grammar().genitive | grammar().complement
            prepositional = phrase.determiner is None and any(word.lower in linking for word in phrase.after)
            return phrase.head.sort in ("person", "institution", "media") and not prepositional
        text = text_of(phrase.core)
        if (
            name_end(phrase.core, 0)
            or self._all.known.is_title(phrase.core)
            or self._all.roster.known(text)
            or self._all.roster.known(text_of((*phrase.before, *phrase.core)))
        ):
            return True
        return phrase.determiner is None and self._all.known.is_surname(phrase.core[-1].text)


def _without_product(words: Sequence[Word]) -> Sequence[Word]:
    """Words for what a medium brings without it: *„Kurier“* of *„Kurier“-Informationen*."""
    if len(words) < 3 or words[-2].text != "-" or words[-1].quoted:
        return words
    products = (*media_words().reports.split(), *media_words().shells.split())
    title = [word for word in words[:-2] if word.quoted]
    return title if title and words[-1].lower in products else words


def _without_one(words: Sequence[Word]) -> Sequence[Word]:
    """Those of whom one speaks: *zwei Beamten des Amts* of *einer von zwei Beamten des Amts*."""
    one = len(words) > 2 and words[0].lower in grammar().words.one_of.split()
    return words[2:] if one and words[1].lower in grammar().agent else words


def _titled(phrase: Phrase) -> Phrase | None:
    """The phrase if something in it tells about the person although its head is the name itself."""
    return phrase if phrase.brackets or phrase.before else None

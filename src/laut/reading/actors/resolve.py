"""Who or what is meant by a noun phrase? A person, an institution, a medium, a paper, or somebody unnamed."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from laut.reading.actors.grammar import country_of, genders_after, grammar, nominative_adjective
from laut.reading.actors.known import Known, known_kinds, title_endings
from laut.reading.actors.names import fold, is_capital, may_be_surname, name_end, text_of, without_genitive
from laut.reading.actors.nouns import Noun, institutions, media_words, nouns_of, roles
from laut.reading.actors.offices import Offices, office_of
from laut.reading.actors.people import People, own_name
from laut.reading.actors.phrases import Phrase, nominative, parse, pick
from laut.reading.actors.pronouns import Pronouns
from laut.reading.actors.registry import Registry
from laut.reading.actors.roster import Entity, Roster
from laut.reading.prose import Word
from laut.records import Actor, SourceKind

_AGE = re.compile(r"(\d{1,3})-?jährige[rnms]?$", re.IGNORECASE)
_JOINING = frozenset({"und", "sowie", "oder"})


class Resolver:
    """Finds who is meant by noun phrases, and learns from them who the article speaks of."""

    def __init__(self, roster: Roster, registry: Registry, known: Known, pronouns: Pronouns) -> None:
        """Look in the article's roster first, then in the registry."""
        self._roster = roster
        self._registry = registry
        self._known = known
        self._people = People(known, roster)
        self._offices = Offices(registry, roster)
        self._pronouns = pronouns
        self.bold = False
        """Whether words that nothing is known of may be taken for a name, as those of a speaker may."""

    def entity(self, words: Sequence[Word], *, genitive: bool = False) -> Entity:
        """Return who is meant by the words of a noun phrase."""
        at = words[0].start
        pair = self._pair(words)
        if pair is not None:
            return pair
        phrase = parse(words, genitive=genitive)
        if phrase.head_word is None:
            return Entity(text_of(words), None, None)
        if len(phrase.core) > 1:
            known = self._roster.known(text_of(phrase.core))
            if known is not None and known.kind != "document":
                return known
        alone = len(phrase.core) == 1 and phrase.determiner is None and not phrase.before and not phrase.owner
        if alone and phrase.head is not None and self._is_full(phrase.head_word):
            return self._people.person(phrase.core, None, genitive=genitive)
        aged = self._by_age(phrase, at)
        if aged is not None:
            return aged
        named = own_name(phrase, self._known)
        if named is not None and not (phrase.head is None and self._is_no_person(phrase)):
            entity = self._people.person(
                named[0], phrase if named[1] else _titled(phrase), genitive=genitive
            )
            self._learn_apposition(entity, phrase, titled=named[1])
            return entity
        if phrase.head is None:
            return self._unknown_noun(phrase, genitive)
        match phrase.head.sort:
            case "person":
                return self._role(phrase, at)
            case "shell":
                return self._shell(phrase, at)
            case "document":
                return self._document(phrase, at)
            case _:
                return self._thing(phrase, at)

    # persons

    def _is_full(self, word: Word) -> bool:
        """Whether a noun is also the surname of somebody whom the article names in full: *Papier*, *Richter*."""
        return any(one.name.endswith(f" {word.text}") for one in self._roster.called(word.text))

    def _learn_apposition(self, entity: Entity, phrase: Phrase, *, titled: bool) -> None:
        """*Dmitri Medwedew, stellvertretender Vorsitzender des Rats,*: an office behind the name."""
        if entity.doubt is not None or titled or not phrase.apposition:
            return
        office = office_of(parse(phrase.apposition))
        if office is not None:
            entity.add_office(office)

    def _by_age(self, phrase: Phrase, at: int) -> Entity | None:
        """*der 70-Jährige*, *die 59-jährige Politikerin*: who has that age."""
        words = [word for word in (*phrase.before, phrase.head_word) if word is not None and _AGE.search(word.text)]
        if not words or not phrase.definite or (phrase.head and phrase.plural):
            return None
        if phrase.head is not None and own_name(phrase, self._known) is not None:
            return None
        other = phrase.head_word if phrase.head is None and phrase.head_word is not words[-1] else None
        if other is not None and (name_end(phrase.core, 0, loose=True) or self._known.is_surname(other.text)):
            return None
        age = int(_AGE.search(words[0].text)[1])  # type: ignore[index]
        gender = phrase.head.gender if phrase.head else genders_after(phrase.determiner)[:1]
        people = [one for one in self._roster.people if one.gender in (None, gender) and one.doubt is None]
        fitting = [one for one in people if age in self._roster.ages(one)]
        if len(fitting) > 1:
            names = " and ".join(one.name for one in fitting[:3])
            text = text_of((*phrase.before, *phrase.core))
            return Entity(text, "person", False, doubt=f"the age {age} fits {names}")
        if fitting:
            return fitting[0]
        unknown = [one for one in people if one.named and not self._roster.ages(one)]
        nearest = self._pronouns.nearest(at, unknown)
        if nearest is not None:
            nearest.age = age
            return nearest
        gender = gender if gender in ("f", "m") else "m"
        return Entity(f"{age}-Jährige" + ("r" if gender == "m" else ""), "person", False, gender=gender)

    def _role(self, phrase: Phrase, at: int) -> Entity:
        assert phrase.head is not None
        head = phrase.head
        if phrase.head_word is not None and phrase.head_word.text in institutions().parties.split() and not phrase.after:
            actor = self._one(head.nominative) or self._one(phrase.head_word.text)
            return self._roster.of_actor(actor) if actor else self._other(head.nominative, "organisation")
        if head.gender == "p":
            return self._group(phrase, at)
        office = office_of(phrase)
        bare = phrase.determiner is None and not phrase.before and not phrase.after and office is not None and bool(office.of)
        if (phrase.definite or bare) and office is not None:
            holder = self._offices.holder(office, head.gender, at)
            if holder is None and head.base in roles().general.split() and not phrase.after:
                holder = self._pronouns.nearest(at, self._of_gender(head.gender))
            if isinstance(holder, str):
                return Entity(nominative(phrase), "person", False, doubt=holder)
            if holder is not None:
                return holder
            earlier = self._earlier(phrase, at)
            if earlier is not None:
                return earlier
        return self._new(phrase, "person", False)

    def _of_gender(self, gender: str) -> list[Entity]:
        return [one for one in self._roster.people if one.gender in (None, gender) or gender not in "fm"]

    def _group(self, phrase: Phrase, at: int) -> Entity:
        if phrase.definite:
            earlier = self._earlier(phrase, at)
            if earlier is not None:
                return earlier
        return self._new(phrase, "group", False)

    def _earlier(self, phrase: Phrase, at: int) -> Entity | None:
        """What was mentioned before with the same noun, if nothing in this phrase says that it is another."""
        assert phrase.head is not None
        if phrase.after or phrase.before and phrase.head.sort == "person":
            return None
        before = phrase.head.before
        telling = [word.text[:-2] for word in phrase.before if is_capital(word) or country_of(word.text)]
        fitting = [
            one
            for one in self._roster.headed(phrase.head.base)
            if (one.gender == "p") == (phrase.head.gender == "p")
            and (not before or fold(before) in fold(one.name))
            and all(fold(stem) in fold(one.name) for stem in telling)
            and one.seen
            and one.seen[0].at < at
        ]
        return max(fitting, key=lambda one: max(seen.at for seen in one.seen if seen.at < at), default=None)

    def _new(self, phrase: Phrase, kind: SourceKind, named: bool) -> Entity:
        """Something that is known by the words of the text."""
        assert phrase.head is not None
        name = nominative(phrase)
        entity = self._roster.known(name)
        if entity is not None and entity.kind == kind:
            return entity
        entity = Entity(name, kind, named, gender=phrase.head.gender)
        self._roster.add(entity) if kind != "person" else self._roster.entities.append(entity)
        self._roster.add_head(entity, phrase.head.base)
        return entity

    # what people say

    def _shell(self, phrase: Phrase, at: int) -> Entity:
        """*Angaben der Polizei*, *Polizeiangaben*, *seiner Meinung nach*: who stands behind what is said."""
        assert phrase.head is not None
        if phrase.owner:
            return self.entity(phrase.owner, genitive=True)
        behind = self._behind(phrase.tail if phrase.after else ())
        if behind is not None:
            return behind
        first = phrase.before[0].lower if phrase.before else ""
        determiner = phrase.determiner or ""
        if determiner in grammar().words.possessive:
            found = self._pronouns.possessive(determiner, at)
            if found is not None:
                return found
        if first.startswith("eigen"):
            found = self._pronouns.subject(at)
            if found is not None:
                return found
        bare = phrase.definite and not phrase.after and not phrase.head.before
        medium = self._pronouns.last_medium(at) if bare and phrase.head.base in media_words().reports.split() else None
        return medium or self._compound(phrase) or self._official(phrase)

    def _behind(self, words: Sequence[Word]) -> Entity | None:
        """The source that a complement names: *der Polizei*, *von Erika Muster*, *Musters*."""
        if not words:
            return None
        first = words[0]
        linked = first.lower in ("von", "vom", "aus", "des", "der", "eines", "einer")
        if not (linked or is_capital(first) or first.lower.endswith(("er", "en")) or grammar().is_determiner(first.lower)):
            return None
        if first.lower in grammar().prepositions and not linked:
            return None
        start = 1 if first.lower in ("von", "aus") else 0
        if not any(is_capital(word) or self._known.end(words, i) > i for i, word in enumerate(words) if i >= start):
            return None
        return self.entity(words[start:], genitive=True)

    def _compound(self, phrase: Phrase) -> Entity | None:
        """*Polizeiangaben*, *dpa-Meldung*, *Medienberichte*: the first part of the compound."""
        assert phrase.head is not None and phrase.head_word is not None
        word = phrase.head_word.text
        first = word[: len(phrase.head.before)] if phrase.head.before else ""
        for text in dict.fromkeys((first, first.removesuffix("s"), first.removesuffix("n"))):
            if not text:
                continue
            actor = self._one(text)
            if actor is not None and actor.kind != "person":
                return self._roster.of_actor(actor)
            kind = known_kinds().get(text)
            if kind is not None:
                return Entity(text, kind, True)
            nouns = nouns_of(text)
            if nouns:
                noun = next((one for one in nouns if one.gender == "p"), nouns[0])
                single = noun.gender != "p"
                kind = noun.kind if noun.sort != "media" else "media"
                if noun.sort == "person" and single:
                    plural = nouns_of(text + "n") or nouns_of(text + "en") or nouns
                    noun = next((one for one in plural if one.gender == "p"), noun)
                    kind, single = "group", False
                if noun.sort == "media" and single:
                    plural = nouns_of(text + "en")
                    noun = plural[0] if plural else noun
                    single = False
                countries = [nominative_adjective(w.text, noun.gender) for w in phrase.before if country_of(w.text)]
                name = " ".join([*countries, noun.nominative])
                return Entity(name, kind, single and noun.sort == "institution", gender=noun.gender)
        return None

    def _official(self, phrase: Phrase) -> Entity:
        lower = [word.lower for word in phrase.before]
        official = any(word.startswith((*media_words().official.split(), *media_words().police.split())) for word in lower)
        country = any(country_of(word) for word in lower)
        kind: SourceKind = "government" if official or country else "group"
        return Entity(nominative(phrase), kind, False, gender="p")

    def _document(self, phrase: Phrase, at: int) -> Entity:
        assert phrase.head is not None
        reports = phrase.head.base in media_words().reports.split()
        behind = None
        if phrase.owner:
            behind = self.entity(phrase.owner, genitive=True)
        elif phrase.after:
            behind = self._behind(phrase.tail)
        if behind is not None and behind.kind == "media" and (reports or phrase.head.base == "bericht"):
            return behind
        compound = self._compound(phrase) if phrase.head.before else None
        if reports and compound is not None and compound.kind == "media":
            return compound
        bare = not phrase.after and not phrase.head.before and not phrase.owner
        if bare and (phrase.definite or phrase.determiner is None and phrase.head.gender != "p"):
            earlier = self._earlier(phrase, at)
            medium = self._pronouns.last_medium(at) if reports else None
            if earlier is not None and not (medium and earlier.kind != "media" and _last(earlier, at) < _last(medium, at)):
                return earlier
            if medium is not None:
                return medium
        if bare and reports and phrase.plural and not phrase.before:
            return Entity(nominative(phrase), "media", False, gender="p")
        named = bool((behind and behind.named) or (compound and compound.named)) or phrase.head.base in ("grundgesetz", "verfassung")
        return self._new(phrase, "document", named)

    # institutions and media

    def _thing(self, phrase: Phrase, at: int) -> Entity:
        """An institution or a medium."""
        assert phrase.head is not None and phrase.head_word is not None
        head = phrase.head
        known = self._registered(phrase)
        if known is not None:
            return self._remember(known, head)
        if head.base in media_words().sites.split():
            behind = self._behind(phrase.after)
            if behind is not None:
                return behind
        proper = self._proper(phrase)
        if proper is not None:
            return proper
        if head.gender != "p" and phrase.definite and not phrase.after and not phrase.owner:
            earlier = self._earlier(phrase, at)
            if earlier is None and head.sort == "media" and not head.before:
                earlier = self._pronouns.last_medium(at)
            if earlier is None and not phrase.before:
                earlier = self._pronouns.last_institution(at, head)
            if earlier is not None:
                earlier.named = earlier.named or head.sort == "institution"
                return earlier
        indefinite = (phrase.determiner or "") in grammar().indefinite or phrase.determiner in grammar().several
        named = not (indefinite or head.gender == "p")
        if head.sort == "media" and not head.before and not phrase.after and not phrase.before:
            named = False
        if head.gender != "p" and phrase.determiner is None and not phrase.after and head.sort == "media":
            named = False
        return self._new(phrase, head.kind, named)

    def _remember(self, entity: Entity, head: Noun) -> Entity:
        self._roster.add_head(entity, head.base)
        if entity.gender is None and entity.kind != "person":
            entity.gender = head.gender
        return entity

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
            actor = self._one(text) if text else None
            if actor is not None and actor.kind != "person":
                if text == core and any(country_of(word) for word in before) and core.lower() == phrase.head.base:
                    continue  # "die polnische Regierung" where "Regierung" is known as another
                if text == text_of(phrase.after) and not generic and actor.kind != phrase.head.kind:
                    continue
                return self._roster.of_actor(actor)
        return self._government(phrase)

    def _government(self, phrase: Phrase) -> Entity | None:
        """*die Regierung von Präsident Muster*, *Musters Regierung*: the government of that person's side."""
        assert phrase.head is not None
        if phrase.head.base not in institutions().led.split() or phrase.head.before:
            return None
        owner = self._behind(phrase.after) if phrase.after else self.entity(phrase.owner, genitive=True) if phrase.owner else None
        if owner is None or owner.actor is None:
            return None
        side = owner.actor.side or owner.actor.id
        for actor in self._registry.actors:
            if actor.side == side and actor.kind == "government" and "egierung" in actor.name:
                return self._roster.of_actor(actor)
        return None

    def _is_generic(self, head: Noun) -> bool:
        return head.base in institutions().generic.split() or head.sort == "media"

    def _proper(self, phrase: Phrase) -> Entity | None:
        """A proper name behind a noun: *die Zeitung Morgenblick*, *die Organisation Musterbund*."""
        assert phrase.head is not None
        if not self._is_generic(phrase.head) or phrase.plural:
            return None
        if not phrase.after and phrase.apposition and all(is_capital(word) for word in phrase.apposition):
            name = text_of(phrase.apposition)
            actor = self._one(name)
            entity = self._roster.of_actor(actor) if actor else self._other(name, phrase.head.kind)
            return self._remember(entity, phrase.head)
        if not phrase.after:
            return None
        first = phrase.after[0]
        if not is_capital(first) and "." not in first.text:
            return None
        if first.text.endswith("s") and without_genitive(first.text) in grammar().countries:
            return None
        end = next((i for i, one in enumerate(phrase.after) if i and one.text in ("von", "in", "aus", "mit", "auf", "im", "bei", "zu")), None)
        name = text_of(phrase.after[:end])
        actor = self._one(name)
        if actor is not None and actor.kind != "person":
            return self._remember(self._roster.of_actor(actor), phrase.head)
        return self._remember(self._other(name, phrase.head.kind, [text_of(phrase.brackets)]), phrase.head)

    def _other(self, name: str, kind: SourceKind, aliases: Sequence[str] = ()) -> Entity:
        """A named thing that the registry does not know."""
        entity = self._roster.known(name)
        if entity is None or entity.kind == "person":
            entity = self._roster.add(Entity(name, kind, True), [alias for alias in aliases if alias])
        return entity

    def _one(self, text: str) -> Actor | None:
        found = self._known.named(text)
        return found[0] if len(found) == 1 else None

    def _is_no_person(self, phrase: Phrase) -> bool:
        """Whether a name without a noun is that of an institution or a medium."""
        text = text_of(phrase.core)
        actor = self._one(text)
        if actor is not None:
            return actor.kind != "person"
        return fold(phrase.core[-1].text) in institutions().signs.split()

    def _unknown_noun(self, phrase: Phrase, genitive: bool) -> Entity:
        """A name, or a noun that the lexicon does not know."""
        core = text_of(phrase.core)
        full = " ".join([*(word.text for word in phrase.before), core])
        for text in dict.fromkeys((full, core, text_of(phrase.brackets))):
            actors = self._known.named(text) if text else ()
            if len(actors) == 1 and (actors[0].kind != "person" or " " in text or not self._roster.called(text)):
                if actors[0].kind != "person" or " " in text:
                    return self._roster.of_actor(actors[0])
            roster = self._roster.known(text) if text else None
            if roster is not None:
                return roster
        seat = grammar().places.seats.get(core) or grammar().places.seats.get(without_genitive(core))
        if seat is not None:
            return self._other(seat, "organisation" if seat == "EU" else "government", [core])
        if core in grammar().countries or without_genitive(core) in grammar().countries:
            return self._other(core if core in grammar().countries else without_genitive(core), "government")
        kind = known_kinds().get(core)
        if kind is not None:
            return self._other(core, kind)
        return self._guess(phrase, core, full, genitive)

    def _guess(self, phrase: Phrase, core: str, full: str, genitive: bool) -> Entity:
        """By the look of a name: a surname, a firm, a website, a newspaper, a noun."""
        words = phrase.core
        assert phrase.head_word is not None
        if not any(is_capital(word) or "." in word.text for word in words):
            return Entity(core, None, None)
        last = words[-1]
        if re.search(r"\.(de|com|org|net|at|ch|ru|uk|info)$", core):
            return self._other(core, "media")
        noun = pick(last, phrase.determiner, (), name_follows=False) if len(words) > 1 else None
        if noun is not None and noun.sort in ("institution", "media", "document") and all(map(is_capital, words)):
            return self._other(full, noun.kind) if noun.gender != "p" else Entity(full, noun.kind, False, gender="p")
        if fold(last.text) in title_endings() and (len(words) > 1 or phrase.definite):
            return self._other(core if any(country_of(word.text) for word in phrase.before) else full, "media")
        if "prozent" in (phrase.head_word.lower, *(word.lower for word in phrase.before)):
            return Entity(full, "group", False, gender="p")
        if fold(last.text) in institutions().signs.split():
            return self._other(full, "organisation")
        surname = phrase.head_word.text
        described = len(words) == 1 and bool(phrase.before) and phrase.definite
        if (phrase.determiner is None or described) and self._roster.called(last.text):
            return self._people.person(words, None, genitive=genitive)
        end = name_end(words, 0, loose=True) if self.bold else 0
        if phrase.determiner is None and end == len(words) and not phrase.before:
            return self._people.person(words, None, genitive=genitive)
        if len(words) == 1 and _is_acronym(surname):
            return self._other(core, "organisation")
        abstract = surname.lower().endswith(_abstract_endings())
        alone = phrase.determiner is None and len(words) == 1 and not phrase.before
        if self.bold and alone and may_be_surname(surname) and not abstract:
            return self._people.person(words, None, genitive=genitive)
        return self._unknown_head(phrase, full, surname.lower())

    def _unknown_head(self, phrase: Phrase, full: str, noun: str) -> Entity:
        """Of a noun that the lexicon does not know, its ending and its article still tell something."""
        if not self.bold:
            return Entity(full, None, None)
        gender = genders_after(phrase.determiner)[:1]
        personal = tuple(institutions().personal.split())
        if noun.endswith("innen") or (gender in ("f", "p") and noun.endswith((*personal, *(one + "en" for one in personal), "ern"))):
            return Entity(full, "group", False, gender="p")
        if gender == "m" and noun.endswith(personal) or gender == "f" and noun.endswith("in"):
            return Entity(full, "person", False, gender=gender)
        if gender == "p" or phrase.determiner in ("die", "den") and noun.endswith(("en", "er", "ler")):
            return Entity(full, "group", False, gender="p")
        return Entity(full, "organisation", phrase.definite, gender=gender)

    # several

    def _pair(self, words: Sequence[Word]) -> Entity | None:
        """*Karl Muster und Eva Beispiel*, *SPD und Grüne*, *Polizei und Staatsanwaltschaft*."""
        depth = 0
        for at, word in enumerate(words):
            depth += {"(": 1, ")": -1}.get(word.text, 0)
            if depth or word.lower not in _JOINING or not 0 < at < len(words) - 1:
                continue
            left, right = list(words[:at]), list(words[at + 1 :])
            if any(one.lower == "für" or one.text in ",–" for one in left) or not self._is_source(right):
                continue
            if not self._is_source(left) or self._is_double_title(left, right):
                continue
            return self._both(left, right)
        return None

    def _is_double_title(self, left: Sequence[Word], right: Sequence[Word]) -> bool:
        """*Der Vizekanzler und Arbeitsminister Karl Muster*: two offices of one."""
        one, other = parse(left), parse(right)
        if one.head is None or one.head.sort != "person" or one.plural or own_name(one, self._known) is not None:
            return False
        return other.determiner is None and other.head is not None and own_name(other, self._known) is not None

    def _both(self, left: Sequence[Word], right: Sequence[Word]) -> Entity:
        one, other = self.entity(left), self.entity(right)
        if one.kind == "person" and other.kind == "person" and " " in other.name and one.name in grammarless(left) and " " not in one.name:
            one = Entity(f"{one.name} {other.name.split()[-1]}", "person", True)  # "Eva und Karl Muster"
        kind = one.kind if one.kind == other.kind and one.kind != "person" else "group"
        named = bool(one.named and other.named)
        return Entity(f"{one.name} und {other.name}", kind, named, gender="p")

    def _is_source(self, words: Sequence[Word]) -> bool:
        phrase = parse(words)
        if phrase.head_word is None or not is_capital(phrase.head_word):
            return False
        if phrase.before and any(word.lower in grammar().prepositions for word in phrase.before):
            return False
        if phrase.head is not None:
            prepositional = any(word.lower in ("für", "des", "der") for word in phrase.after)
            return phrase.head.sort in ("person", "institution", "media") and not prepositional
        text = text_of(phrase.core)
        if name_end(phrase.core, 0) or self._known.named(text) or text in known_kinds() or self._roster.known(text):
            return True
        return phrase.determiner is None and self._known.is_surname(phrase.core[-1].text)


@functools.cache
def _abstract_endings() -> tuple[str, ...]:
    return tuple(one + plural for one in institutions().abstract.split() for plural in ("", "n", "en", "e", "se"))


def _is_acronym(word: str) -> bool:
    """Whether a word is an abbreviation or a brand: two capitals in it, or a digit."""
    return len(word) > 1 and (sum(char.isupper() for char in word.replace("-", "")) > 1 and "-" not in word[1:4] or any(c.isdigit() for c in word)) or word[:3] == "US-"


def grammarless(words: Sequence[Word]) -> str:
    """The words as a string."""
    return text_of(words)


def _titled(phrase: Phrase) -> Phrase | None:
    """The phrase if something in it tells about the person although its head is the name itself."""
    return phrase if phrase.brackets or phrase.before else None


def _last(entity: Entity, at: int) -> int:
    return max((seen.at for seen in entity.seen if seen.at < at), default=-1)

"""What do all who find out whom a phrase means share? The roster, the registry, and a few questions to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from laut.reading.actors.grammar import country_of, genitive, grammar
from laut.reading.actors.known import Known
from laut.reading.actors.media_before import MediaBefore
from laut.reading.actors.names import fold, is_acronym, is_capital, text_of, without_genitive
from laut.reading.actors.nouns import Noun, institutions, nouns_of
from laut.reading.actors.people import People
from laut.reading.actors.phrases import Phrase, nominative
from laut.reading.actors.pronouns import Pronouns
from laut.reading.actors.registry import Registry
from laut.reading.actors.roster import Entity, Roster
from laut.reading.actors.traces import Traces
from laut.reading.prose import Word
from laut.records import Actor, SourceKind


@dataclass(slots=True)
class Context:
    """What is known while an article is read.

    Attributes:
        roster, registry, known, pronouns: where to look.
        entity: finds who is meant by the words of a phrase inside another.
        people: finds persons by their names.
        media: tells which medium a noun goes back to.
        traces: tells countries and firms by what the article says of them.
        bold: whether words that nothing is known of may be taken for a name, as those of a speaker may.
    """

    roster: Roster
    registry: Registry
    known: Known
    pronouns: Pronouns
    entity: Callable[..., Entity]
    people: People = field(init=False)
    media: MediaBefore = field(init=False)
    traces: Traces = field(init=False)
    bold: bool = False

    def __post_init__(self) -> None:
        self.people = People(self.known, self.roster)
        self.media = MediaBefore(self.roster, self.pronouns)
        self.traces = Traces(self.pronouns.prose)

    def earlier(self, phrase: Phrase, at: int) -> Entity | None:
        """What was mentioned before with the same noun, if nothing in this phrase says that it is another."""
        assert phrase.head is not None
        if phrase.after or (phrase.before and phrase.head.sort == "person"):
            return None
        before = phrase.head.before
        telling = [word.text[:-2] for word in phrase.before if is_capital(word) or country_of(word.text)]
        owner = [without_genitive(word.text) for word in phrase.owner]
        fitting = [
            one
            for one in self.roster.headed(phrase.head.base)
            if (one.gender == "p") == (phrase.head.gender == "p")
            and (not before or fold(before) in fold(one.name))
            and all(fold(stem) in fold(one.name) for stem in (*telling, *owner))
            and one.seen
            and one.seen[0].at < at
        ]
        return max(fitting, key=lambda one: max(seen.at for seen in one.seen if seen.at < at), default=None)

    def new(self, phrase: Phrase, kind: SourceKind, named: bool) -> Entity:
        """Something that is known by the words of the text."""
        assert phrase.head is not None
        name = self._taken_up(phrase) or nominative(phrase)
        entity = self.roster.known(name)
        if entity is not None and entity.kind == kind:
            return entity
        entity = Entity(name, kind, named, gender=phrase.head.gender)
        self.roster.add(entity) if kind != "person" else self.roster.entities.append(entity)
        self.roster.add_head(entity, phrase.head.base)
        if len(phrase.brackets) == 1 and is_acronym(phrase.brackets[0].text):
            self.roster.add_name(entity, phrase.brackets[0].text)
        return entity

    def _taken_up(self, phrase: Phrase) -> str | None:
        """*Vermerk des Ministeriums*, *Ärzte des Hauses*, where such a house was named: with its name."""
        after = phrase.after
        if len(after) < 2 or after[0].lower not in grammar().words.genitive:
            return None
        said = text_of(after[:2])
        if len(after) == 2 and after[1].lower in institutions().houses.split():
            at = after[0].start
            paper = phrase.head is not None and phrase.head.sort == "document"
            known = self.pronouns.house_before(at) or (self.pronouns.last_house(at) if paper else None)
            return (
                nominative(phrase).removesuffix(said) + genitive(known.name, known.gender) if known else None
            )
        noun = next(iter(nouns_of(after[1].text)), None)
        if noun is None or noun.before or noun.base not in institutions().taken_up.split():
            return None
        house = self.entity(after[:2], genitive=True)
        name = nominative(phrase)
        if not house.named or house.name == noun.nominative or not name.endswith(said):
            return None
        return name.removesuffix(said) + genitive(house.name, house.gender)

    def behind(self, words: Sequence[Word]) -> Entity | None:
        """The source that a complement names: *der Polizei*, *von Erika Muster*, *Musters*."""
        if not words:
            return None
        first = words[0]
        linked = first.lower in grammar().links
        if not (
            linked
            or is_capital(first)
            or first.lower.endswith(("er", "en"))
            or grammar().is_determiner(first.lower)
        ):
            return None
        if first.lower in grammar().prepositions and not linked:
            return None
        start = 1 if first.lower in grammar().source | grammar().agent else 0
        if all(grammar().is_time(word.text) for word in words[start:] if is_capital(word)):
            return None  # "Informationen vom späten Abend"
        if not any(
            is_capital(word) or self.known.end(words, i) > i for i, word in enumerate(words) if i >= start
        ):
            return None
        return self.entity(words[start:], genitive=True)

    def remember(self, entity: Entity, head: Noun) -> Entity:
        """Let a noun stand for an entity when it comes again; give the entity back."""
        self.roster.add_head(entity, head.base)
        if entity.gender is None and entity.kind != "person":
            entity.gender = head.gender
        return entity

    def other(self, name: str, kind: SourceKind, aliases: Sequence[str] = ()) -> Entity:
        """A named thing that the registry does not know."""
        entity = self.roster.known(name)
        if entity is None or entity.kind == "person":
            entity = self.roster.add(Entity(name, kind, True), [alias for alias in aliases if alias])
        return entity

    def one(self, text: str) -> Actor | None:
        """The actor with a name, if the registry knows exactly one."""
        found = self.known.named(text)
        return found[0] if len(found) == 1 else None

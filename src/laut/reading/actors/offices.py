"""Who holds an office that a text names? By what the text says of its people first, then by the registry."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import replace

from laut.reading.actors.grammar import country_of, grammar
from laut.reading.actors.names import fold, is_capital, text_of, without_genitive
from laut.reading.actors.nouns import nouns_of, roles
from laut.reading.actors.phrases import Phrase
from laut.reading.actors.registry import Registry
from laut.reading.actors.roster import Entity, Office, Roster
from laut.records import Actor, DateRange, Role

_BY_TEXT, _BY_REGISTRY, _FITS, _DIFFERS = 3.0, 2.0, 2.0, -10.0


@functools.cache
def _titles() -> dict[str, tuple[str, ...]]:
    """Noun of an office → role titles of the registry."""
    table: dict[str, list[str]] = {}
    covers = {title: names.split() for title, names in roles().covers.items()}
    for title, nouns in roles().titles.items():
        for noun in nouns.split():
            table.setdefault(noun, []).extend([title, *covers.get(title, ())])
    return {noun: tuple(titles) for noun, titles in table.items()}


@functools.lru_cache(maxsize=4_000)
def titles_of(noun: str) -> tuple[str, ...]:
    """Role titles that a noun may mean, by its longest known ending: *US-Präsident* is a president."""
    for at in range(len(noun)):
        found = _titles().get(noun[at:])
        if found:
            first = noun[:at].rstrip("-")
            return found if not first or first[:4] not in ("vize", "frak") else ()
    return ()


@functools.cache
def _former() -> tuple[str, ...]:
    return tuple(roles().former.split())


def office_of(phrase: Phrase) -> Office | None:
    """The office that a phrase speaks of; None if its head is no word for a person."""
    head = phrase.head
    if head is None or head.sort != "person" or phrase.head_word is None:
        return None
    of: set[str] = set()
    for word in phrase.owner:
        of.add(fold(without_genitive(word.text)))
    lower = [word.lower for word in phrase.before]
    former = any(word.startswith(_former()) for word in lower)
    before = head.before
    for prefix in roles().former_prefix.split():
        if before.startswith(prefix.rstrip("-")) and (
            before == prefix.rstrip("-") or prefix in phrase.head_word.lower
        ):
            former, before = True, before.removeprefix(prefix).removeprefix(prefix.rstrip("-"))
    for text in (*lower, before.partition("-")[0], *(word.lower for word in phrase.after)):
        country = country_of(text)
        if country:
            of.add(fold(country))
    if before.startswith("bundes"):
        of.add(fold(grammar().places.prefixes["bundes"]))
    for word in phrase.after:
        if is_capital(word) and not (nouns_of(word.text) and nouns_of(word.text)[0].sort == "person"):
            of.add(fold(without_genitive(word.text)))
    deputy = any(word.startswith(roles().deputy) for word in lower)
    whole = ("stellvertretender " if deputy else "") + before + head.base
    told = [word for word in phrase.before if word.lower.startswith((roles().deputy, *_former()))]
    return Office(head.base, whole, frozenset(of), former, text_of((*phrase.owner, *told, *phrase.core)))


class Offices:
    """Finds the holder of an office among an article's people and in the registry."""

    def __init__(self, registry: Registry, roster: Roster) -> None:
        """Look in an article's roster, then in a registry."""
        self._registry = registry
        self._roster = roster

    def holder(self, asked: Office, gender: str, at: int) -> Entity | str | None:
        """Who holds the office that the text speaks of.

        Args:
            asked: the office.
            gender: that of the noun.
            at: offset of the words.

        Returns:
            The entity; or why it is open which of several it is; None if nobody fits.
        """
        asked = self._with_side(asked)
        scored = [(self._score(one, asked), one) for one in self._roster.people if _may_be(one, gender)]
        spoken_of = [(score, one) for score, one in scored if any(seen.at < at for seen in one.seen)]
        if any(score > 0 for score, _ in spoken_of):
            scored = spoken_of
        best = max((score for score, _ in scored), default=0.0)
        if best > 0:
            fitting = [one for score, one in scored if score == best]
            return fitting[0] if len(fitting) == 1 else self._latest(fitting, asked, at)
        return None if asked.former else self._by_registry(asked)

    def _with_side(self, asked: Office) -> Office:
        """*Bidens Sicherheitsberater* is one of the USA: a person's name stands for the side of the person, too."""
        sides: set[str] = set()
        for name in asked.of:
            for one in self._roster.called(name):
                if one.actor is not None and one.actor.side is not None:
                    sides |= {fold(body.name) for body in [self._registry.get(one.actor.side)] if body}
        return replace(asked, of=asked.of | sides) if sides else asked

    def _latest(self, fitting: list[Entity], asked: Office, at: int) -> Entity | str:
        """Of several that fit, the one who was spoken of last, if one alone was."""
        last = {
            id(one): max((seen.sentence for seen in one.seen if seen.at < at), default=-1) for one in fitting
        }
        newest = max(last.values())
        nearest = [one for one in fitting if last[id(one)] == newest]
        if len(nearest) == 1 and newest >= 0:
            return nearest[0]
        names = " and ".join(one.name for one in fitting[:3])
        return f"{asked.whole.capitalize()!r} may be {names}"

    def _score(self, entity: Entity, asked: Office) -> float:
        best = 0.0
        for office in entity.offices:
            if same_noun(office, asked) and (office.former or not asked.former):
                fit = _BY_TEXT - (1.5 if office.former and not asked.former else 0)
                if office.of and asked.of:
                    fit += _FITS if office.of & asked.of else -1.5 if self._open(office, asked) else _DIFFERS
                best = max(best, fit + (0.5 if office.whole == asked.whole else 0))
        if entity.actor is not None:
            best = max(best, self._score_of_actor(entity.actor, asked))
        return best

    def _open(self, office: Office, asked: Office) -> bool:
        """Whether two descriptions may still mean one office, as no country stands on both sides."""
        countries = {fold(name) for name in grammar().countries}
        return not (office.of & countries and asked.of & countries) and office.whole == asked.whole

    def _score_of_actor(self, actor: Actor, asked: Office) -> float:
        titles = titles_of(asked.whole)
        best = 0.0
        published = self._roster.published
        if asked.former and any(
            one.title in titles and _in_time(one, published, former=False) for one in actor.roles
        ):
            return 0.0  # who holds the office again is not called its former holder
        for role in actor.roles if titles else ():
            if role.title not in titles or not _in_time(role, self._roster.published, former=asked.former):
                continue
            fits = bool(asked.of & self.names_of(role.of))
            if fits or not asked.of:
                best = max(best, _BY_REGISTRY + (_FITS if fits else 0))
        return best

    def names_of(self, actor_id: str) -> frozenset[str]:
        """Folded names of the state or body that an office is in, and of the side it speaks for."""
        return _names_of(self._registry, actor_id)

    def _by_registry(self, asked: Office) -> Entity | str | None:
        published = self._roster.published
        titles = titles_of(asked.whole)
        if not titles or published is None:
            return None
        found: dict[str, Actor] = {}
        for name in asked.of:
            for body in self._registry.named(name):
                for title in titles:
                    for of in {body.id, body.side or body.id}:
                        found |= {actor.id: actor for actor in self._registry.holders(title, of, published)}
        if len(found) == 1:
            return self._roster.of_actor(next(iter(found.values())))
        if found:
            names = " and ".join(actor.name for actor in found.values())
            return f"on the publication date {asked.whole.capitalize()!r} may be {names}"
        return None


def same_noun(office: Office, asked: Office) -> bool:
    """Whether two nouns may name one office: *Minister* and *Außenminister*, but not *Innen-* and *Außenminister*."""
    if office.noun != asked.noun:
        return bool(set(titles_of(office.whole)) & set(titles_of(asked.whole)))
    if office.whole == asked.whole:
        return True
    one, other = office.whole.removesuffix(office.noun), asked.whole.removesuffix(asked.noun)
    if "vize" in one + other or "stellvertretend" in one + other:
        return one == other or (not other and not asked.of)
    return not one or not other or one.endswith(other) or other.endswith(one) or _both_countries(one, other)


def _both_countries(one: str, other: str) -> bool:
    """Whether both compounds only add a country or a body: *us-präsident*, *staatspräsident*."""
    neutral = ("staats", "us-", "bundes", "kreml", "regierungs")
    return one in neutral and other in neutral


@functools.lru_cache(maxsize=4_000)
def _names_of(registry: Registry, actor_id: str) -> frozenset[str]:
    actor = registry.get(actor_id)
    if actor is None:
        return frozenset()
    names: Iterable[str] = (actor.name, *(name for listed in actor.names.values() for name in listed))
    result = {fold(name) for name in names}
    if actor.kind == "government" and actor.side is None:
        for other in registry.actors:
            if other.side == actor_id and other.kind == "government":
                result |= {
                    fold(name)
                    for name in (other.name, *(n for listed in other.names.values() for n in listed))
                }
    elif actor.side is not None:
        side = registry.get(actor.side)
        result |= {fold(side.name)} if side else set()
    return frozenset(result | {word for name in result for word in name.split() if len(word) > 3})


def _may_be(entity: Entity, gender: str) -> bool:
    return entity.gender is None or gender not in ("f", "m") or entity.gender == gender


def _in_time(role: Role, published: DateRange | None, *, former: bool) -> bool:
    if published is None:
        return not former or role.end is not None
    if former:
        return role.end is not None and role.end < published.latest
    begun = role.start is None or role.start <= published.latest
    return begun and (role.end is None or role.end >= published.earliest)

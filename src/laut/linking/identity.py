"""Which sources in different reports are the same, which cannot be, and which stay open?

A source is known by its actor id, else by the words of its name without inflection: "des Oderhainer Anzeigers" is
"Oderhainer Anzeiger", "der Anzeiger" may be. Words for people and papers tell nobody apart; states and houses do.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from laut.linking.houses import House, house_of, is_organ, part_of, same_office
from laut.linking.offices import may_be_one_office
from laut.linking.source_words import TOKEN, lists_of, parts_of, plain_words, seat_of
from laut.reading.actors import spelling
from laut.reading.actors.grammar import grammar
from laut.reading.actors.names import is_given_name, is_short_for, without_genitive
from laut.reading.actors.nouns import media_words, nouns_of
from laut.reading.actors.registry import Registry
from laut.records import Actor, Source, SourceKind, Span

_TITLE: Final = re.compile(r"[„“»\"]([^“”«\"]{2,60})[“”«\"]")
_IN_TOWN: Final = re.compile(r"\bin ([A-ZÄÖÜ][\w-]+)")
_SPEAKING: Final = frozenset(("spokesperson",))
_HOUSES: Final = frozenset[SourceKind | None](("government", "organisation"))


@dataclass(frozen=True, slots=True)
class Voice:
    """A source as one report gives it.

    Attributes:
        name: as the report has it.
        actor: id in the registry.
        kind: what sort of source.
        named: whether the report says who it is.
        medium: whether it is a medium or a medium's report.
        words: what tells it apart: the words of its name without inflection, or of the house that it speaks for.
        state: the state that it belongs to, as the registry names it; None if nothing says.
        speaks: whether it speaks for a house: the one that `words` name, if any.
        weak: whether only an agency's code stands for it.
        house_led: the house that it is, leads or speaks for, as far as its words say.
        office: of a person: what the report calls it.
        own: whether an outlet says that it knows from somebody, and not from whom.
        seat: of a government of which nothing says whose it is: the town in which it speaks, if no list has it.
        indefinite: whether it is introduced as one of several: "ein Geschäftsführer".
    """

    name: str
    actor: str | None
    kind: SourceKind | None
    named: bool
    medium: bool
    words: frozenset[str]
    state: str | None
    speaks: bool
    weak: bool = False
    house_led: House | None = None
    office: str = ""
    own: bool = False
    seat: str = ""
    indefinite: bool = False

    @property
    def known(self) -> bool:
        """Whether the same source can be recognised in another report."""
        house = self.kind in _HOUSES and self.house_led is not None and not self.house_led.open
        paper = (
            self.kind == "document"
        )  # "Präsentation für die Gesellschafter": its words say which one it is
        told = self.named or self.medium or self.speaks or house or paper
        return self.actor is not None or (bool(self.words) and told)

    @property
    def house(self) -> bool:
        """Whether it is a state, an authority or an organisation, or speaks for one by its office."""
        return self.kind in _HOUSES or (self.speaks and bool(self.words))

    def may_hold(self, person: Voice) -> bool:
        """Whether it is somebody by an office that only one has, and a person by name has the same.

        "Der Landeshauptmann" or "der Landeschef" is "Landeshauptmann Karl Muster".
        """
        if self.indefinite or not self.office or not person.office or not person.named:
            return False
        anyones = lists_of("de").any_house
        houses = [one for one in (self.house_led, person.house_led) if one and not one.open]
        told = [one for one in houses if one.names or not one.bodies <= anyones]  # not "Betreiberfirma"
        apart = len(told) == 2 and not told[0].may_be(told[1])
        return not apart and may_be_one_office(self.office, person.office)

    def is_paper_of(self, person: Voice) -> bool:
        """Whether it is a person's own paper: "Gutachten der Prüferin Erika Muster", "Musters Entwurf"."""
        if self.kind != "document" or person.kind != "person" or not person.named or " " not in person.name:
            return False
        owner, surname = self.name.split()[0], person.name.split()[-1]
        owned = owner != surname and without_genitive(owner) == surname
        return owned or self.name.endswith(f" {person.name}")


def voice_of(
    source: Source, language: str | None, registry: Registry, *, side: str | None = None, weak: bool = False
) -> Voice:
    """Say what tells a source apart.

    Args:
        source: hop of a chain, or a speaker.
        language: ISO 639-1 code of the report.
        registry: the known actors.
        side: actor id of the state or organisation that it speaks for, if known.
        weak: whether only an agency's code stands for it.
    """
    name = " ".join((source.name or "").split())
    actor = registry.get(source.actor) if source.actor else None
    if actor is None and source.kind != "person":
        actor = _registered(name, source.kind, registry)
    kind = source.kind or (actor.kind if actor else None)
    parts = parts_of(name, "en" if language == "en" else "de")
    words = parts.words
    if not words and name and (source.named or kind == "media"):
        words = plain_words(name, named=bool(source.named))
    if not source.named and kind in ("person", "group"):
        vague = lists_of("en" if language == "en" else "de").vague
        words = frozenset(word for word in words if not word.endswith(vague))
    owner = actor.side if actor else None
    state = _state(owner or side, registry) or parts.state or _state(actor.id if actor else None, registry)
    named = bool(source.named) or actor is not None
    return Voice(
        name=name,
        actor=actor.id if actor else source.actor,
        kind=kind,
        named=named,
        medium=kind == "media",
        words=words,
        state=state,
        speaks=not named and parts.speaks,
        weak=weak,
        house_led=house_of(source, language),
        office=((source.office or "") if source.named else name) if kind == "person" else "",
        indefinite=any(not grammar().indefinite.isdisjoint(_opening(span)) for span in source.spans[:1]),
    )


def _opening(span: Span) -> list[str]:
    """The first word of a span, in small letters; an empty list if there is none."""
    return [word.lower() for word in span.text.split()[:1]]


def seated(voice: Voice, words: Iterable[str]) -> Voice:
    """Say where a government sits of which no more is said: "Regierungssprecher Muster in Marnau".

    Args:
        voice: a source.
        words: in which it is introduced, the nearest first.
    """
    house = voice.house_led
    if voice.state or house is None or house.names or not _governs(house):
        return voice
    towns = (match[1] for text in (voice.name, *words) for match in _IN_TOWN.finditer(text))
    return replace(voice, seat=next((town for town in towns if seat_of(town) is None), ""))


def _governs(house: House) -> bool:
    """Whether a house is a government, or a part of one that sits where it does: "das Außenministerium"."""
    lists = lists_of("de")
    return all(body in lists.governments or body.endswith(lists.in_government) for body in house.bodies)


def country_of(voice: Voice) -> str | None:
    """The country that no list has and that a source is, or is the government of: "Musterien"."""
    house = voice.house_led
    if voice.kind != "government" or voice.state or house is None:
        return None
    if house.bodies and _governs(house):
        return min(house.names) if len(house.names) == 1 else None
    named = voice.named and voice.name.endswith(tuple(grammar().places.country_endings.split()))
    return min(house.bodies) if named and not nouns_of(voice.name) else None


def mentioned_titles(source: Source) -> list[Source]:
    """Return the titles of media in whose words a report mentions a source: „Sportkuriers“.

    They tell a medium that was taken for somebody else, as "des „Sportkuriers“" for the person named last.
    """
    return [
        Source(name=match[1], kind="media", named=True)
        for span in source.spans
        for match in _TITLE.finditer(span.text)
    ]


def without_titles(words: str) -> str:
    """Return words for a source without the titles in quotation marks."""
    return _TITLE.sub(" ", words)


def outlet_of(name: str, registry: Registry) -> Voice:
    """Return an outlet as a source that others may cite."""
    return voice_of(Source(name=name, kind="media", named=True), "de", registry)


def same(one: Voice, other: Voice) -> bool:
    """Whether two sources that can be recognised are the same: by actor, else if one's words hold the other's."""
    if one.actor and other.actor:
        return one.actor == other.actor
    if not (one.words and other.words):
        return False
    if one.house and other.house:
        return (
            is_short_for(one.name, other.name)
            or is_short_for(other.name, one.name)
            or not ruled_out(one, other)
        )
    if one.words == other.words:
        return True
    if one.medium != other.medium or "person" in (one.kind, other.kind):
        return _same_across(one, other)
    if one.state and other.state and one.state != other.state:
        return False
    return one.words <= other.words or other.words <= one.words


def names_outlet(voice: Voice, outlet: Voice) -> bool:
    """Whether a source of any kind is an outlet or its report: "Bericht des Oderhainer Anzeigers", "der Anzeiger"."""
    if voice.actor and outlet.actor:
        return voice.actor == outlet.actor
    if voice.medium and _address(voice.name) == _address(outlet.name):
        return True
    if not (voice.words and outlet.words):
        return False
    if voice.words == outlet.words:
        return True
    paper = voice.medium or voice.kind == "document"
    return (paper and outlet.words < voice.words) or (
        (paper or _is_title(voice)) and voice.words < outlet.words
    )


def ruled_out(one: Voice, other: Voice) -> bool:
    """Whether two unnamed sources cannot be the same people: other states, or other houses.

    A medium whose source is not known may have it from anybody.
    """
    if one.medium or other.medium:
        return False
    if one.state and other.state and one.state != other.state:
        return True
    trades = _trades(one.name), _trades(other.name)
    if all(trades) and trades[0].isdisjoint(trades[1]):
        return True  # "Ärzte der Klinik", "Hebammen der Klinik"
    houses = one.words, other.words
    if all(_is_inside_any(words) for words in houses):
        return False  # "Leute aus dem Konzern", "Aufsichtsratskreise": of one house, for all we know
    if any(words <= lists_of("de").any_house for words in houses):
        return False  # "Ärzte des Hauses"
    if part_of(*houses) or part_of(houses[1], houses[0]):
        return False  # "aus dem Ministerium", "aus Kreisen der Regierung"
    return all(houses) and not (houses[0] <= houses[1] or houses[1] <= houses[0])


@functools.lru_cache(maxsize=20_000)
def _trades(name: str) -> frozenset[str]:
    """The trades of the people whom a name is for."""
    words = [spelling.fold(word) for word in TOKEN.findall(name) if word[0].isupper()]
    return frozenset(
        trade for trade, heads in lists_of("de").trades for word in words if word.startswith(heads)
    )


def _is_inside_any(words: frozenset[str]) -> bool:
    """Whether words say of no house which it is."""
    return all(is_organ(word) or word in lists_of("de").whole for word in words)


def may_be_of(unnamed: Voice, house: Voice) -> bool:
    """Whether an unnamed source may speak for a state or house that another report names, or be who has its office.

    Somebody of a firm who speaks without a name, and not for it, is not the firm that speaks on the record. Of a state
    or an authority, reports often say no more than that.
    """
    if unnamed.kind == house.kind == "person" and house.named and same_office(unnamed.office, house.office):
        return True
    people = unnamed.kind in ("person", "group") and not unnamed.speaks
    if people and house.kind == "organisation" and house.named and unnamed.words:
        return False
    if not house.house or (unnamed.state and house.state and unnamed.state != house.state):
        return False
    return bool(unnamed.words & house.words) or (unnamed.state is not None and unnamed.state == house.state)


def speaks_for(one: Voice, other: Voice, registry: Registry) -> bool:
    """Whether two sources speak for one house: by office (registry, or the report), as its paper, or as its state."""
    if one.state and other.state and one.state != other.state:
        return False
    houses = one.state == other.state and one.kind == other.kind == "government"
    if houses and (_is_state(one) or _is_state(other)):
        return True
    for voice, client in ((one, other), (other, one)):
        known = client.kind == "person" and client.named
        if voice.speaks and known and voice.words and voice.words <= client.words:
            return True  # "Musters Anwalt", and Karl Muster
    for person, house in ((one, other), (other, one)):
        actor = registry.get(person.actor) if person.actor else None
        if actor and house.actor and any(r.of == house.actor and r.title in _SPEAKING for r in actor.roles):
            return True
    if one.house_led is None or other.house_led is None:
        return False
    return one.house_led.may_be(other.house_led)


def _is_state(voice: Voice) -> bool:
    """Whether a state speaks as a whole, and not one of its houses: "Russland", "nach russischen Angaben"."""
    if voice.kind != "government" or voice.state is None:
        return False
    return voice.house_led is None or voice.house_led.bodies <= {spelling.fold(voice.state)}


def clusters(voices: Iterable[Voice]) -> dict[Voice, int]:
    """Number the sources so that the same ones have the same number, whatever their order was.

    Those with actors and longer names are taken first; a shorter name goes to the first that holds it.
    """
    heads: list[list[Voice]] = []
    numbers: dict[Voice, int] = {}
    for voice in sorted(set(voices), key=_rank):
        number = next((i for i, group in enumerate(heads) if any(same(voice, one) for one in group)), None)
        if number is None:
            number = len(heads)
            heads.append([])
        heads[number].append(voice)
        numbers[voice] = number
    firms = [voice for voice in numbers if voice.kind == "organisation" and "-" in voice.name]
    for group in heads if firms else ():
        whole = {numbers[one] for voice in group for one in firms if _is_called(voice, one)}
        if len(whole) == 1:  # else it may be either
            numbers.update(dict.fromkeys(group, whole.pop()))
    return numbers


def _is_called(short: Voice, whole: Voice) -> bool:
    """Whether a firm is called by the first part of its name: "Lenz" is the "Lenz-Bank"."""
    first, _, last = whole.name.partition("-")
    bare = short.kind == "organisation" or (short.kind == "person" and not short.office)
    form = spelling.stem(spelling.fold(last))
    return bare and short.actor is None and short.name == first and form in lists_of("de").forms


def display_name(voices: Sequence[Voice], registry: Registry) -> str:
    """Return the name to show: the registry's, else of those that name it the most frequent, else the longest."""
    for voice in voices:
        actor = registry.get(voice.actor) if voice.actor else None
        if actor is not None:
            return actor.name
    names = [voice.name for voice in voices if voice.named] or [voice.name for voice in voices]
    return min(names, key=lambda name: (-names.count(name), -len(name), name))


@functools.cache
def default_registry() -> Registry:
    """The packaged actors and those that the user imported, loaded once."""
    return Registry.load()


def _state(actor_id: str | None, registry: Registry) -> str | None:
    """The state that an actor id stands for."""
    actor = registry.get(actor_id) if actor_id else None
    if actor is None or actor.kind != "government":
        return None
    owner = registry.get(actor.side) if actor.side else None
    return owner.name if owner else actor.name


def _registered(name: str, kind: SourceKind | None, registry: Registry) -> Actor | None:
    found = [one for one in registry.named(name) if kind is None or one.kind == kind] if name else []
    return found[0] if len(found) == 1 else None


def _same_across(one: Voice, other: Voice) -> bool:
    """Persons by surname; a house and a person never, unless the person has but one name and no office."""
    kinds = {one.kind, other.kind}
    if "person" in kinds and kinds & _HOUSES:  # "Muster" was taken for a surname, and is "Muster Kliniken"
        person, house = (one, other) if one.kind == "person" else (other, one)
        bare = " " not in person.name and not person.office and person.actor is None
        return bare and person.words < house.words
    if one.kind == other.kind == "person":
        short, long = sorted((one.name.split(), other.name.split()), key=len)
        if len(short) == 1 < len(long) and is_given_name(short[0]) and short[0] == long[0]:
            return True  # "Ehefrau Erika"
        if len(short) == 1 < len(long) and spelling.fold(without_genitive(short[0])) == spelling.fold(
            long[-1]
        ):
            return True  # "Musters Beteuerung", of Karl Muster
        return bool(short) and [spelling.fold(w) for w in short] == [
            spelling.fold(w) for w in long[-len(short) :]
        ]
    return False


@functools.lru_cache(maxsize=20_000)
def _address(name: str) -> str:
    """A name as an address has it: "Krume und Kruste" is "krumeundkruste.de"."""
    title, point, ending = name.lower().rpartition(".")
    if point and ending in media_words().domains.split():
        name = title.removeprefix("www.")
    return "".join(filter(str.isalnum, spelling.fold(name)))


def _is_title(voice: Voice) -> bool:
    """Whether a name ends as titles of papers do: *Sportkurier*."""
    nouns = nouns_of(voice.name.split()[-1]) if voice.name else ()
    return bool(nouns and nouns[0].sort == "media") or voice.name.lower().endswith(_titles())


@functools.cache
def _titles() -> tuple[str, ...]:
    return tuple(word for word in media_words().titles.split() if len(word) > 4)


def _rank(voice: Voice) -> tuple[Any, ...]:
    """A total order: with an actor first, then those with more words."""
    return (
        voice.actor is None,
        -len(voice.words),
        voice.actor or "",
        voice.name,
        str(voice.kind),
        str(voice.state),
        (voice.named, voice.medium, voice.speaks, voice.weak),
        tuple(sorted(voice.words)),
        str(voice.house_led),
        voice.office,
        voice.own,
        voice.seat,
    )

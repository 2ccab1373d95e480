"""For which house does a source speak? Whoever leads it, its spokespeople and its own papers are one voice with it.

"Oberstaatsanwältin Kerstin Malik", "die Anklageschrift" and "die Staatsanwaltschaft Halmstett" say one thing once.
What a member, an employee or a rival of the house says is another voice. Words are compared without inflection.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from laut.linking.source_words import TOKEN, NameParts, WordLists, house_before, lists_of, parts_of
from laut.reading.actors import spelling
from laut.reading.actors.nouns import media_words, nouns_of
from laut.records import Source

_OWNER: Final = re.compile(
    r"\b(?:des|der|von|vom|of the|of)\b\s+(.+?)(?=\s(?:für|an|zu|zum|zur|über|gegen|to|on|for)\b|$)"
)
"""Whose a paper is: "Lagebericht der Talbahn für den Kanton"."""


@dataclass(frozen=True, slots=True)
class House:
    """The house that a source is, leads or speaks for, as far as its words say.

    Attributes:
        bodies: words for what it is: "stadtwerk", "staatsanwaltschaft"; a name, if no such word is known.
        names: words that tell it from others of its kind: "lenz" of "Stadtwerke Lenz".
        sorts: what an office leads whose holder names no house: "ministerium" of "Minister". Words may end so.
        open: whether nothing says what it is: "die Geschäftsführerin", "der Betreiber".
        role: a paper of the house, or an author of such papers, who speaks for them and not for the house.
        holder: of an office that leads no house: who holds the same one of the same house is the same person.
        called: what a report calls it before its name: "reederei" of "die Reederei Muster Lines".
    """

    bodies: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()
    open: bool = False
    role: Literal["paper", "author"] | None = None
    holder: str | None = None
    called: frozenset[str] = frozenset()

    def may_be(self, other: House) -> bool:
        """Whether two sources speak for one house: both are of a kind, and no name keeps them apart."""
        if "author" in (self.role, other.role) and "paper" not in (self.role, other.role):
            return False
        if self.holder != other.holder:
            return False
        if self.names and other.names and self.names.isdisjoint(other.names):
            return False
        mine, theirs = self.bodies | self.sorts, other.bodies | other.sorts
        bare = lists_of("de").bare
        return (
            bool(mine & theirs)
            or _ends_in(mine, other.sorts | (other.bodies & bare))
            or _ends_in(theirs, self.sorts | (self.bodies & bare))
            or bool((self.bodies & other.names) | (other.bodies & self.names))
            or part_of(mine, theirs)
            or part_of(theirs, mine)
            or self.is_called(other)
            or other.is_called(self)
        )

    def is_called(self, other: House) -> bool:
        """Whether the other one is but a word for what this one is: "die Reederei"."""
        return bool(other.bodies) and not other.names and other.bodies <= self.called


def house_of(source: Source, language: str | None) -> House | None:
    """Return the house that a source speaks for; None if its words name none, or it does not speak for any.

    A person speaks for a house by an office: the one that the article gives, or the one in an unnamed source's name
    ("der Innenminister"). A paper is a house's own if it names it, or is of a sort that one house alone issues.
    """
    tongue = "en" if language == "en" else "de"
    name = source.name or ""
    match source.kind:
        case "person":
            texts = [text for text in (source.office, *(span.text for span in source.spans)) if text]
            own = parts_of(name, tongue).words if source.named else frozenset()
            return _of_office(tuple(texts) if source.named else (name, *texts), own, tongue)
        case "organisation" | "government":
            house = _house(parts_of(name, tongue).words, parts_of(name, tongue).houses, lists_of(tongue))
            called = _called(name, [span.text for span in source.spans], tongue)
            return replace(house, called=called) if house is not None and called else house
        case "document":
            return _of_paper(name, tongue)
        case "group" if not source.named:
            return _of_authors(name, tongue)
        case _:
            return None


def _called(name: str, texts: Iterable[str], language: str) -> frozenset[str]:
    """Words for a house before its name: "reederei" of "die Reederei Muster Lines"."""
    before = (text.partition(name)[0] for text in texts if name in text)
    return frozenset(
        house
        for words in before
        for house in parts_of(words.strip(), language).houses - lists_of(language).whole
    )


def _of_authors(name: str, language: str) -> House | None:
    """The house whose papers a group writes: "Forscher der Universität"; None of others, and of those of no house."""
    lists = lists_of(language)
    house = _house(parts_of(name, language).words, parts_of(name, language).houses, lists)
    writes = any(office.endswith(lists.authors) for office in _offices(name, language))
    return replace(house, role="author") if writes and house is not None and not house.open else None


def _house(words: frozenset[str], houses: frozenset[str], lists: WordLists) -> House | None:
    empty = lists.organs | lists.whole | {""}
    rest = {_without_organ(word, lists) for word in words if not word.isdigit()} - empty
    bodies = ({_without_organ(word, lists) for word in houses} - empty) or rest
    if not bodies:
        return House(open=True) if words else None
    return House(_alike(bodies, lists), frozenset(rest - bodies))


def _without_organ(word: str, lists: WordLists) -> str:
    """The house of a word for a part of it: "klinik" of "Klinikleitung", nothing of "Konzernleitung"."""
    organ = max((one for one in lists.organs if word.endswith(one)), key=len, default="")
    before = word.removesuffix(organ)
    if not organ or not before or word in lists.alike:
        return word
    if before in lists.organs_of:
        return ""
    nouns = nouns_of(before.capitalize())[:1]
    return spelling.stem(before) if nouns and nouns[0].sort == "institution" else word


def _alike(bodies: Iterable[str], lists: WordLists) -> frozenset[str]:
    """Words for houses, each by the one that stands for all of its sort."""
    return frozenset(
        next(
            (word.removesuffix(end) + first for end, first in lists.alike_endings if word.endswith(end)),
            lists.alike.get(word, word),
        )
        for word in bodies
    )


@functools.lru_cache(maxsize=20_000)
def _of_office(texts: tuple[str, ...], own: frozenset[str], language: str) -> House | None:
    """The house of whoever is introduced with these words: one that the person leads, speaks for, or serves."""
    lists = lists_of(language)
    told = [(parts_of(text, language), list(_offices(text, language))) for text in texts]
    led = frozenset(sort for _, offices in told for office in offices for sort in _led(office, lists))
    words: set[str] = set()
    houses: set[str] = set()
    leads = False
    for parts, offices in told:
        if parts.speaks or any(office.endswith(lists.leading) for office in offices):
            leads = True
            words |= parts.words
            houses |= parts.houses
        elif any(_led(office, lists) for office in offices):
            leads = True
            words |= {word for word in parts.words if not any(office.startswith(word) for office in offices)}
    if not leads:
        return _served(texts, told, lists)
    words, houses = words - own, houses - own
    if led and not houses:  # "Bürgermeisterin von Lenz": Lenz is no house, but says of which
        return House(names=frozenset(words) - lists.organs, sorts=led)
    house = _house(frozenset(words), frozenset(houses), lists)
    return replace(house, sorts=led) if house is not None else House(open=True)


def _served(
    texts: Sequence[str], told: Sequence[tuple[NameParts, list[str]]], lists: WordLists
) -> House | None:
    """The house of somebody who does not lead it: who writes its papers, alone holds an office, is of an authority."""
    bodies = _alike((house for parts, _ in told for house in parts.houses), lists)
    if not bodies:
        return None
    if not any(offices for _, offices in told) and any(body.endswith(lists.authorities) for body in bodies):
        return House(bodies)  # "Carla Wittrock von der Staatsanwaltschaft"
    if any(office.endswith(lists.authors) for _, offices in told for office in offices):
        return House(bodies, role="author")
    for text, (_, offices) in zip(texts, told, strict=True):
        for office in offices:
            if office.endswith(lists.single):
                return House(bodies, holder=_rank(text, office, lists))
    return None


def _rank(text: str, office: str, lists: WordLists) -> str:
    """An office with its rank: "Vizesekretär" and "stellvertretender Sekretär" are one, and not the secretary."""
    plain = next((office.removeprefix(one) for one in lists.deputies if office.startswith(one)), office)
    deputy = plain != office or spelling.fold(text).startswith(lists.deputies)
    return f"deputy {plain}" if deputy else plain


def same_office(one: str, other: str) -> bool:
    """Whether somebody is called by an office that another one holds: "Rätin" and "Stadträtin Uta Kern"."""
    held = set(_offices(other, "de"))
    return any(holder.endswith(office) for office in _offices(one, "de") for holder in held)


def _offices(text: str, language: str) -> Iterable[str]:
    """The nouns for people in some words: "oberstaatsanwalt" of "Oberstaatsanwältin Malik".

    Whom they are of is another one: "Berater des Präsidenten" is no president.
    """
    found = False
    for token in TOKEN.findall(text):
        if language == "en":
            yield token.lower()
        elif token[0].isupper():
            offices = {spelling.fold(n.before + n.base) for n in nouns_of(token)[:1] if n.sort == "person"}
            found = found or bool(offices)
            yield from offices
        elif found and token in lists_of(language).belonging:
            return


def _led(office: str, lists: WordLists) -> list[str]:
    """What sorts of houses the holder of an office leads: "innenministerium" of an "innenminister"."""
    whole = max((len(one) for one in lists.leading if office.endswith(one)), default=0)
    found = [
        (office.removesuffix(lead), houses)
        for lead, houses in lists.leads
        if office.endswith(lead) and len(lead) >= whole  # a "Direktor" is no "Rektor"
    ]
    return [_of_rank(before, house, lists) for before, houses in found for house in houses]


def _of_rank(before: str, house: str, lists: WordLists) -> str:
    """Which house of a sort somebody leads, by the first part of the office."""
    whole = before in lists.resorts and house in lists.undivided  # "Kulturstadtrat"
    return house if whole or before in lists.higher else before + house


@functools.lru_cache(maxsize=20_000)
def _of_paper(name: str, language: str) -> House | None:
    lists = lists_of(language)
    issued = {
        issuer
        for token in TOKEN.findall(name)
        for paper, issuers in lists.papers
        if spelling.fold(token).startswith(paper)
        for issuer in issuers
    }
    within = {house for token in TOKEN.findall(name) if (house := house_before(token)) is not None}
    match = _OWNER.search(name)
    whose = match[1] if match else ""
    parts = parts_of(whose, language)
    owner = _house(parts.words, parts.houses, lists) or House()
    bodies = _alike(within - lists.organs, lists) | owner.bodies
    if bodies or issued:
        return House(bodies, owner.names, frozenset(issued), role="paper")
    organ = any(is_organ(spelling.stem(spelling.fold(word))) for word in TOKEN.findall(whose))
    given_out = not whose and language == "de" and _is_release(name)  # "das Communiqué vom Morgen"
    return (
        House(open=True, role="paper") if owner.open or organ or given_out else None
    )  # "E-Mail der Geschäftsleitung", "Vorlage des Vorstands"


def is_organ(word: str) -> bool:
    """Whether a word, without inflection, is one for a part of a house that says nothing of which: *Parteispitze*."""
    lists = lists_of("de")
    return word in lists.organs or any(
        word.endswith(organ) and word.removesuffix(organ) in lists.organs_of for organ in lists.organs
    )


def _is_release(name: str) -> bool:
    """Whether a paper is one that a house gives out of itself."""
    releases = media_words().releases.split()
    return any(noun.base in releases for token in TOKEN.findall(name)[:1] for noun in nouns_of(token))


def part_of(parts: frozenset[str], wholes: frozenset[str]) -> bool:
    """Whether houses, by their words, are a part of others that they speak for: a ministry of the government."""
    return any(
        part.endswith(end) and whole.endswith(head)
        for end, head in lists_of("de").within
        for part in parts
        for whole in wholes
    )


def _ends_in(words: frozenset[str], sorts: Iterable[str]) -> bool:
    return any(word.endswith(sort) for word in words for sort in sorts)

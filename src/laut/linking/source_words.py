"""Which words of a source's name tell it apart, and of which state and house do they speak?

Words for people and papers tell nobody apart; names, houses and states do. Words are compared without inflection.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

import msgspec

from laut.reading.actors import spelling
from laut.reading.actors.grammar import country_of, grammar
from laut.reading.actors.nouns import nouns_of
from laut.reading.lexicon import load

TOKEN: Final = re.compile(r"[^\W_](?:[\w.&'’-]*[\w&])?")
"""A word of a name."""


class OriginWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``origins.yaml`` of a language; its comments say what each list is."""

    spokespeople: str
    people: str
    generic: str
    small: str
    aside: str
    belonging: str
    joining: str
    leading: str
    leads: dict[str, str]
    higher: str
    resorts: str
    undivided: str
    organs: str
    organs_of: str
    bare: str
    counterparts: str
    authorities: str
    firms: str
    forms: str
    governments: str
    in_government: str
    offices_of_state: str
    within: dict[str, str]
    alike: dict[str, str]
    alike_endings: dict[str, str]
    whole: str
    any_house: str
    trades: dict[str, str]
    vague: str
    findings: str
    circles: str
    taken_up: str
    deputies: str
    single: str
    held_by_one: str
    any_leader: str
    authors: str
    papers: dict[str, str]
    states: dict[str, str]


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a name says.

    Attributes:
        words: that tell it apart, without inflection.
        houses: those of them that are words for an authority or an organisation.
        state: that it speaks of, as the registry names it.
        speaks: whether it is somebody who speaks for a house.
    """

    words: frozenset[str]
    state: str | None
    speaks: bool
    houses: frozenset[str] = frozenset()


def plain_words(name: str, *, named: bool) -> frozenset[str]:
    """The words of a name in small letters, as "die Agentur dpa", or which is nothing but a common noun."""
    lists = lists_of("de")
    tokens = [token.lower() for token in TOKEN.findall(name) if not token[0].isupper()]
    left = [token for token in tokens if token not in lists.small and token not in lists.generic]
    return frozenset(map(spelling.fold, left or [name] * named))


@functools.lru_cache(maxsize=20_000)
def parts_of(name: str, language: str) -> NameParts:
    """The words of a name that tell sources apart, the state that they speak of, and whether they speak for a house."""
    lists = lists_of(language)
    words: list[tuple[str, str]] = []
    state: str | None = None
    speaks = aside = peopled = False
    for token in TOKEN.findall(name):
        lower = token.lower().strip(".")
        seat = _seats().get(token)
        state = (
            state or lists.states.get(lower) or seat or (_german_state(token) if language == "de" else None)
        )
        if seat:
            continue
        if language == "de":
            kept, role = _german(token, lower, lists, behind_people=peopled)
        else:
            role = lower if lower in lists.people or lower in lists.spokespeople else ""
            plain = lower in lists.small or lower in lists.generic or lower in lists.states
            kept = "" if role or plain else spelling.fold(token)
        speaks, peopled = speaks or role in lists.spokespeople, peopled or bool(role)
        if kept and not aside:
            words.append((kept, token))
        aside = lower in lists.aside or (aside and not token[0].isupper())
    houses = [word for word, token in words if language == "de" and _is_house(token)]
    stems = frozenset(spelling.stem(word) for word, _ in words)
    return NameParts(stems, state, speaks, frozenset(map(spelling.stem, houses)))


def _is_house(token: str) -> bool:
    """Whether a word is one for an authority or an organisation, or for somebody of one: *Polizeisprecher*."""
    nouns = nouns_of(token)[:1]
    if nouns and nouns[0].sort == "person":
        return house_before(token) is not None
    return bool(nouns) and nouns[0].sort == "institution"


def house_before(token: str) -> str | None:
    """The house that a compound begins with: "rechnungshof" of *Rechnungshof-Bericht*; None if it begins with none."""
    for noun in nouns_of(token)[:1]:
        for before in (noun.before, noun.before.removesuffix("s")):
            found = nouns_of(before.strip("-").capitalize())[:1] if before else ()
            if found and found[0].sort == "institution":
                return spelling.stem(spelling.fold(before))
    return None


def _german(token: str, lower: str, lists: WordLists, *, behind_people: bool) -> tuple[str, str]:
    """What a German word tells apart, and the role that it names: ("feuerwehr", "sprecher") of *Feuerwehrsprecher*.

    Behind people, what may be a body is one: *Mitglied des Gemeinderats*.
    """
    if not (token[0].isupper() or token[0].isdigit()) or lower in lists.small or lower in lists.generic:
        return "", ""
    if lower in lists.people:
        return "", lower
    nouns = nouns_of(token)
    if not nouns:
        return ("" if country_of(token) or token in grammar().countries else spelling.fold(token)), ""
    bodies = [noun for noun in nouns if noun.sort == "institution"] if behind_people else []
    noun = (*bodies, *nouns)[0]
    if noun.sort == "person":
        before = "" if country_of(noun.before) else spelling.fold(noun.before).removesuffix("s")
        return before, noun.base
    if noun.sort == "shell" or (noun.sort in ("document", "media") and not noun.before):
        return "", ""
    if noun.sort == "media" and country_of(noun.before):
        return "", ""  # "US-Medien"
    if noun.sort == "document" and "-" not in token:
        return spelling.fold(noun.before).removesuffix("s"), ""  # "Hotelrechnungen": "Rechnungen des Hotels"
    return spelling.fold(token), ""


def _german_state(token: str) -> str | None:
    first, hyphen, _ = token.partition("-")
    found = country_of(token) or (country_of(first) if hyphen else None)
    if found is None and token[0].isupper():
        noun = nouns_of(token)[:1]
        found = country_of(noun[0].before) if noun and noun[0].before else None
        bare = token if token in grammar().countries else token.removesuffix("s")
        found = found or (bare if bare in grammar().countries else None)
    return found


def seat_of(town: str) -> str | None:
    """The state whose government sits in a town; None if no list has it."""
    return _seats().get(town)


@functools.cache
def _seats() -> dict[str, str]:
    """Capitals and buildings with the state whose government sits there."""
    found = {}
    for seat, government in grammar().places.seats.items():
        words = re.split(r"[\s-]", government)
        state = next((state for word in words if (state := country_of(word) or _german_state(word))), None)
        if state:
            found[seat] = state
    return found


@dataclass(frozen=True, slots=True)
class WordLists:
    """The file ``origins.yaml`` of a language, ready for look-up."""

    spokespeople: frozenset[str]
    people: frozenset[str]
    generic: frozenset[str]
    small: frozenset[str]
    aside: frozenset[str]
    belonging: frozenset[str]
    joining: frozenset[str]
    leading: tuple[str, ...]
    leads: tuple[tuple[str, tuple[str, ...]], ...]
    higher: frozenset[str]
    resorts: frozenset[str]
    undivided: frozenset[str]
    organs: frozenset[str]
    organs_of: frozenset[str]
    bare: frozenset[str]
    counterparts: frozenset[str]
    authorities: tuple[str, ...]
    firms: frozenset[str]
    forms: tuple[str, ...]
    governments: frozenset[str]
    in_government: tuple[str, ...]
    offices_of_state: tuple[str, ...]
    within: tuple[tuple[str, str], ...]
    alike: dict[str, str]
    alike_endings: tuple[tuple[str, str], ...]
    whole: frozenset[str]
    any_house: frozenset[str]
    trades: tuple[tuple[str, tuple[str, ...]], ...]
    vague: tuple[str, ...]
    findings: frozenset[str]
    circles: tuple[str, ...]
    taken_up: frozenset[str]
    deputies: tuple[str, ...]
    single: tuple[str, ...]
    held_by_one: frozenset[str]
    any_leader: frozenset[str]
    authors: tuple[str, ...]
    papers: tuple[tuple[str, tuple[str, ...]], ...]
    states: dict[str, str]


def _stems(words: str) -> tuple[str, ...]:
    return tuple(spelling.stem(spelling.fold(word)) for word in words.split())


@functools.cache
def lists_of(language: str) -> WordLists:
    """Return the lists of a language; LautError if it has none."""
    data = load(language, "origins", OriginWords)
    return WordLists(
        frozenset(data.spokespeople.split()),
        frozenset(data.people.split()),
        frozenset(data.generic.split()),
        frozenset(data.small.split()),
        frozenset(data.aside.split()),
        frozenset(data.belonging.split()),
        frozenset(data.joining.split()),
        tuple(map(spelling.fold, data.leading.split())),
        tuple((spelling.fold(office), _stems(houses)) for office, houses in data.leads.items()),
        frozenset(("", *data.higher.split())),
        frozenset(map(spelling.fold, data.resorts.split())),
        frozenset(_stems(data.undivided)),
        frozenset(_stems(data.organs)),
        frozenset(map(spelling.fold, data.organs_of.split())),
        frozenset(_stems(data.bare)),
        frozenset(_stems(data.counterparts)),
        _stems(data.authorities),
        frozenset(_stems(data.firms)),
        _stems(data.forms),
        frozenset(_stems(data.governments)),
        _stems(data.in_government),
        _stems(data.offices_of_state),
        tuple((_stems(part)[0], _stems(whole)[0]) for part, whole in data.within.items()),
        {word: _stems(first)[0] for first, words in data.alike.items() for word in _stems(words)},
        tuple((end, _stems(first)[0]) for first, ends in data.alike_endings.items() for end in _stems(ends)),
        frozenset(_stems(data.whole)),
        frozenset(_stems(data.any_house)),
        tuple((trade, tuple(map(spelling.fold, words.split()))) for trade, words in data.trades.items()),
        _stems(data.vague),
        frozenset(data.findings.split()),
        tuple(data.circles.split()),
        frozenset(_stems(data.taken_up)),
        tuple(map(spelling.fold, data.deputies.split())),
        tuple(map(spelling.fold, data.single.split())),
        frozenset(data.held_by_one.split()),
        frozenset(data.any_leader.split()),
        tuple(map(spelling.fold, data.authors.split())),
        tuple((spelling.fold(paper), _stems(issuers)) for paper, issuers in data.papers.items()),
        {word: state for state, words in data.states.items() for word in words.split()},
    )

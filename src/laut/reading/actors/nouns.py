"""What sort of source does a German noun stand for, and which of its forms is it?

Nouns are known by their last part: who knows *sprecher* knows *Regierungssprechers*. The words lie in the lexicon,
grouped by how they are declined; their forms are made from that.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from laut.reading.lexicon import load
from laut.records import SourceKind

Sort = Literal["person", "institution", "media", "document", "shell"]
Gender = Literal["f", "m", "n", "p"]
"""Grammatical gender; `p` is the plural, which has none."""

_SHORTEST = 3
_GENDERS: tuple[Gender, ...] = ("f", "m", "n", "p")


@dataclass(frozen=True, slots=True)
class Noun:
    """A form of a noun.

    Attributes:
        base: nominative singular of its last part, in lower case; *sprecher* of *Regierungssprechers*.
        sort: what sort of source it stands for.
        kind: kind of that source, if it is one.
        gender: grammatical gender, or `p` for the plural.
        nominative: the whole word in the nominative, as it is written.
        adjectival: whether it is declined like an adjective (*Beamter*, *der Beamte*).
        before: what stands before the base in the compound, in lower case, without hyphen: *regierungs*.
    """

    base: str
    sort: Sort
    kind: SourceKind
    gender: Gender
    nominative: str
    adjectival: bool = False
    before: str = ""


class Roles(msgspec.Struct, frozen=True):
    """Words for persons (``roles.yaml``)."""

    declension: dict[str, str]
    feminine: str
    neuter: str
    plural: str
    titles: dict[str, str]
    covers: dict[str, str]
    former: str
    deputy: str
    former_prefix: str
    general: str
    of_parties: str
    trained: str
    learnt: str
    witnesses: str
    whole: str
    leads: str
    leads_firm: str
    speaks: str


class Institutions(msgspec.Struct, frozen=True):
    """Words for institutions (``institutions.yaml``)."""

    government: dict[Gender, str]
    group: dict[Gender, str]
    organisation: dict[Gender, str]
    closing: str
    firms: str
    companies: str
    party: str
    party_names: str
    generic: str
    back: str
    describing: str
    articles: str
    no_article: str
    houses: str
    led: str
    seated: str
    seated_in: str
    towards: str
    towards_whom: str
    alone: str
    seats: str
    taken_up: str
    plural_names: str
    belongings: str
    lists: str
    towns: str
    authority: str
    authorities: str
    known: dict[SourceKind, str]
    signs: str
    trades: str
    abstract: str
    nobody: str
    parties: str
    personal: str
    no: str = msgspec.field(name="not")


class TitleContexts(msgspec.Struct, frozen=True):
    """Words around a name in quotation marks that make it a medium (``media_words.yaml``)."""

    resting: str
    resting_on: str
    citing: str
    behind: str
    reports: str
    links: str
    talks: str
    talk_links: str
    read: str
    read_in: str
    verbs: str
    had: str
    openers: str
    also: str
    telling: str
    given: str
    subjects: str
    datives: str
    genitive_articles: str
    own_s: str
    weak_articles: str
    weak: str


class SortOfMedia(msgspec.Struct, frozen=True):
    """Words by which media of one sort are known (``media_words.yaml``)."""

    nouns: str
    endings: str
    names: str


class MediaWords(msgspec.Struct, frozen=True):
    """Words for media and papers (``media_words.yaml``)."""

    media: dict[Gender, str]
    named: dict[Gender, str]
    sorts: dict[str, SortOfMedia]
    describing: str
    printed: str
    titles: str
    domains: str
    common: str
    of_towns: str
    no_towns: str
    before_titles: str
    documents: dict[Gender, str]
    shells: str
    shell_datives: str
    reports: str
    releases: str
    papers: str
    parts: str
    part_links: str
    reasons: str
    messages: str
    writing: str
    written: str
    sites: str
    agencies: str
    trades: str
    of_news: str
    laws: str
    official: str
    police: str
    in_name: str
    found_out: str
    stations: str
    stations_of: str
    teams: str
    team_links: str
    viewed: str
    in_name_numbers: str
    numbered: str
    numbered_firms: str
    of_house: str
    own_people: str
    circles: str
    circle_links: str
    surroundings: str
    out_of: str
    ours: str
    own_house: str
    contexts: TitleContexts


def roles() -> Roles:
    """The words for persons."""
    words: Roles = load("de", "roles", Roles)
    return words


def institutions() -> Institutions:
    """The words for institutions."""
    words: Institutions = load("de", "institutions", Institutions)
    return words


@functools.cache
def closings() -> frozenset[str]:
    """Words that close the name of a firm or a club: *GmbH*."""
    return frozenset(institutions().closing.split())


def media_words() -> MediaWords:
    """The words for media and papers."""
    words: MediaWords = load("de", "media_words", MediaWords)
    return words


@functools.lru_cache(maxsize=20_000)
def nouns_of(word: str) -> tuple[Noun, ...]:
    """Return what a word may be, by its longest known ending; nothing if it is none of the known nouns."""
    lower = word.lower()
    forms, unknown, whole = _forms(), _not_sources(), _whole()
    for at in range(len(lower) - _SHORTEST + 1):
        if lower[at:] in unknown and (at == 0 or lower[at - 1] != "-"):
            return ()
        if at in (1, 2) and "-" not in lower[:at] and len(lower) - at < 8:
            continue
        found = None if at and lower[at - 1] != "-" and lower[at:] in whole else forms.get(lower[at:])
        if found and at == 0 and found[0].base in title_parts():
            return ()
        if found and (at == 0 or len(lower) - at > _SHORTEST or lower[at - 1] == "-" or _is_body(found)):
            head = word[:at]
            if head and _is_of_a_trade(head.lower(), found[0]):
                found = tuple(replace(noun, sort="institution", kind="organisation") for noun in found)
            return tuple(
                replace(
                    noun,
                    nominative=word
                    if "-" in word and lower == noun.nominative
                    else _joined(head, noun.nominative, capital=word[:1].isupper()),
                    before=head.lower().rstrip("-"),
                )
                for noun in found
            )
    return ()


def _is_of_a_trade(head: str, noun: Noun) -> bool:
    """Whether the first part of a compound makes another house of a word for media: *Werbeagentur*."""
    words = media_words()
    return noun.base in words.trades.split() and head.rstrip("-") not in words.of_news.split()


def _is_body(nouns: tuple[Noun, ...]) -> bool:
    """Whether a short noun makes compounds all the same: *Amt*, *Rat*."""
    return nouns[0].sort == "institution"


def _joined(head: str, tail: str, *, capital: bool) -> str:
    if not head or head.endswith("-"):
        return head + (tail[:1].upper() + tail[1:] if capital else tail)
    return head + tail


@functools.cache
def _not_sources() -> frozenset[str]:
    return frozenset(institutions().no.split())


@functools.cache
def _whole() -> frozenset[str]:
    return frozenset(roles().whole.split())


@functools.cache
def title_parts() -> frozenset[str]:
    """Nouns that make names of media as the last part of a compound: *Musterkurier*; alone they are none."""
    return frozenset(
        entry.partition("/")[0] for entries in media_words().named.values() for entry in entries.split()
    )


@functools.cache
def _forms() -> dict[str, tuple[Noun, ...]]:
    """Every form of every noun in the lexicon, in lower case."""
    table: dict[str, dict[Noun, None]] = {}
    for form, noun in _all_forms():
        table.setdefault(form, {})[noun] = None
    return {form: tuple(nouns) for form, nouns in table.items()}


def _all_forms() -> Iterator[tuple[str, Noun]]:
    words = media_words()
    datives = words.shell_datives.split()
    for shell in words.shells.split():
        nominative = shell.removesuffix("n") if shell in datives else shell
        yield shell, Noun(shell, "shell", "document", "p", nominative)
    yield from _person_forms(roles())
    for gender in _GENDERS:
        for kind, lists in (
            ("government", institutions().government),
            ("group", institutions().group),
            ("organisation", institutions().organisation),
        ):
            for entry in lists.get(gender, "").split():
                yield from _thing_forms(entry, "institution", kind, gender)  # type: ignore[arg-type]
        for entry in f"{words.media.get(gender, '')} {words.named.get(gender, '')}".split():
            yield from _thing_forms(entry, "media", "media", gender)
        for entry in words.documents.get(gender, "").split():
            yield from _thing_forms(entry, "document", "document", gender)


def _person_forms(lexicon: Roles) -> Iterator[tuple[str, Noun]]:
    lists = lexicon.declension
    for entry in lists["strong"].split():
        singular, _, plural = entry.partition("/")
        yield from _person(singular, plural or singular, ("", "s", "es"))
    for singular in lists["weak"].split():
        yield from _person(singular, singular + "en", ("", "en"))
    for entry in lists["weak_e"].split():
        singular = entry.partition("/")[0]
        yield from _person(singular, singular + "n", ("", "n"))
    for singular in lists["s"].split():
        yield from _person(singular, singular + "s", ("", "s"))
    for stem in lists["adjective"].split():
        stem = stem.removesuffix("e")
        base = stem + "er"
        for ending in ("er", "e", "en", "em"):
            yield stem + ending, Noun(base, "person", "person", "m", base, True)
        for ending in ("e", "er", "en"):
            yield stem + ending, Noun(base, "person", "person", "f", stem + "e", True)
            yield stem + ending, Noun(base, "person", "group", "p", stem + "e", True)
    for gender, entries in (("f", lexicon.feminine), ("n", lexicon.neuter)):
        for entry in entries.split():
            singular, _, plural = entry.partition("/")
            base = singular.removesuffix("in") if singular.endswith("in") else singular
            yield singular, Noun(base, "person", "person", gender, singular)  # type: ignore[arg-type]
            if gender == "n":
                yield singular + "s", Noun(base, "person", "person", "n", singular)
            for form in _plural_forms(plural):
                yield form, Noun(base, "person", "group", "p", plural)
    for plural in lexicon.plural.split():
        for form in _plural_forms(plural):
            yield form, Noun(plural, "person", "group", "p", plural)


def _person(singular: str, plural: str, endings: tuple[str, ...]) -> Iterator[tuple[str, Noun]]:
    for ending in endings:
        yield singular + ending, Noun(singular, "person", "person", "m", singular)
    for form in _plural_forms(plural):
        yield form, Noun(singular, "person", "group", "p", plural)
    female = singular.removesuffix("e") + "in"
    yield female, Noun(singular, "person", "person", "f", female)
    yield female + "nen", Noun(singular, "person", "group", "p", female + "nen")


def _plural_forms(plural: str) -> tuple[str, ...]:
    return (plural,) if plural.endswith(("n", "s")) else (plural, plural + "n")


def _thing_forms(entry: str, sort: Sort, kind: SourceKind, gender: Gender) -> Iterator[tuple[str, Noun]]:
    singular, _, plural = entry.partition("/")
    if gender == "p":
        for form in _plural_forms(singular):
            yield form, Noun(singular, sort, kind, "p", singular)
        return
    plural = plural or _regular_plural(singular, gender)
    base = singular.removesuffix("in") if gender == "f" and singular.endswith("erin") else singular
    yield singular, Noun(base, sort, kind, gender, singular)
    if gender != "f":
        for ending in ("s", "es") if not singular.endswith("s") else ("es", "ses"):
            yield singular + ending, Noun(singular, sort, kind, gender, singular)
        if singular.endswith(("t", "d", "k")):
            yield singular + "e", Noun(singular, sort, kind, gender, singular)
    for form in _plural_forms(plural):
        yield form, Noun(base, sort, kind, "p", plural)


def _regular_plural(singular: str, gender: Gender) -> str:
    if gender == "f":
        return singular + ("n" if singular.endswith("e") else "en")
    return singular if singular.endswith(("er", "en")) else singular + "e"

"""Which small words go before a noun, and what do they say of it? Determiners, pronouns, prepositions, cues."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import msgspec

from laut.reading.actors.nouns import Gender, nouns_of
from laut.reading.lexicon import load


class Pronouns(msgspec.Struct, frozen=True):
    """The small words (``pronouns.yaml``)."""

    indefinite_nominative: str
    personal: dict[str, str]
    by_verb: str
    naming: str
    possessive: dict[str, str]
    demonstrative: dict[str, str]
    relative: dict[str, str]
    therein: str
    first: str
    own_voice: str
    pair: str
    anyone: str
    connectors: str
    determiners: dict[str, str]
    agreement: dict[str, str]
    prepositions: str
    cues: str
    adverbial: str
    topic_links: str
    measures: str
    measured: str
    objective: str
    one_of: str
    adverbial_with_article: str
    verbal: str
    verbal_links: str
    speaking_of: str
    reporting_as: str
    reported: str
    no_adjectives: str
    joining: str
    both: str
    and_also: str
    links: str
    source: str
    inside_name: str
    complement: str
    agent: str
    genitive: dict[str, str]
    genitive_adjective: str
    no_names: str
    no_name_endings: str
    intensive: str
    verb_endings: str
    masculine_genitive: str
    auxiliary: str
    others: str
    addressing: str
    oblique: str
    aged: str


class Places(msgspec.Struct, frozen=True):
    """Countries, their adjectives, and the seats of governments (``places.yaml``)."""

    adjectives: dict[str, str]
    prefixes: dict[str, str]
    seats: dict[str, str]
    country_endings: str
    country_stem: str
    country_adjective: str
    place_links: str
    countries: str
    home: str
    times: str
    days: str
    day_parts: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words as sets, to look things up quickly."""

    words: Pronouns
    places: Places
    definite: frozenset[str]
    indefinite: frozenset[str]
    demonstrative: frozenset[str]
    several: frozenset[str]
    prepositions: frozenset[str]
    cues: frozenset[str]
    adverbial: frozenset[str]
    no_adjectives: frozenset[str]
    joining: frozenset[str]
    links: frozenset[str]
    source: frozenset[str]
    inside_name: frozenset[str]
    complement: frozenset[str]
    agent: frozenset[str]
    genitive: frozenset[str]
    no_names: frozenset[str]
    no_name_endings: tuple[str, ...]
    intensive: frozenset[str]
    verb_endings: frozenset[str]
    masculine_genitive: frozenset[str]
    auxiliary: frozenset[str]
    others: frozenset[str]
    addressing: frozenset[str]
    oblique: frozenset[str]
    connectors: frozenset[str]
    first: frozenset[str]
    measures: frozenset[str]
    days: tuple[str, ...]
    countries: frozenset[str]
    times: frozenset[str]

    @property
    def naming(self) -> frozenset[str]:
        """Articles with which an apposition says what somebody is."""
        return frozenset(self.words.naming.split())

    @property
    def only_relative(self) -> frozenset[str]:
        """Relative pronouns that are no articles: *denen*."""
        return frozenset(one for one in self.words.relative if not self.is_determiner(one))

    @property
    def home(self) -> str:
        """The country whose adjective is part of many names there: *Deutsche Bank*, *Deutscher Wetterdienst*."""
        return self.places.home

    def is_small(self, lower: str) -> bool:
        """Whether it is one of the small words that are no names."""
        return (
            self.is_determiner(lower)
            or lower
            in self.prepositions | self.connectors | self.joining | self.no_adjectives | self.auxiliary
            or lower in self.words.personal
        )

    def is_time(self, word: str) -> bool:
        """Whether a word names a time, alone or as the first or last part of a compound: *Dienstagabend*."""
        if word in self.times:
            return True
        day_parts = tuple(self.places.day_parts.split())
        return word.lower().endswith(day_parts) and word.startswith(self.days)

    def is_measured(self, measure: str, attribute: str) -> bool:
        """Whether words are a measure with its attribute, in small letters: *der 57 Jahre alte Mann*."""
        if measure not in self.measures:
            return False
        stems = self.words.measured.split()
        return any(attribute.removesuffix(ending) in stems for ending in ("e", "en", "er", "es", "em"))

    def is_adverb(self, lower: str) -> bool:
        """Whether it is a word that looks like a name where it opens a sentence, and is none."""
        longer = lower not in self.no_name_endings  # "jahrelang", but not "Lang"
        return lower in self.no_names or (longer and lower.endswith(self.no_name_endings))

    def is_cue(self, text: str) -> bool:
        """Whether a word introduces what somebody says, and is not a noun that looks like it (*Berichten*)."""
        lower = text.lower()
        return lower in self.cues and (text == lower or not nouns_of(text))

    def is_determiner(self, lower: str) -> bool:
        """Whether a word opens a noun phrase: article, demonstrative, possessive or number word."""
        return (
            lower in self.definite
            or lower in self.indefinite
            or lower in self.demonstrative
            or lower in self.several
            or lower in self.words.possessive
        )


@functools.cache
def grammar() -> Grammar:
    """The small words of German."""
    words, places = load("de", "pronouns", Pronouns), load("de", "places", Places)
    kinds = {kind: frozenset(listed.split()) for kind, listed in words.determiners.items()}
    return Grammar(
        words,
        places,
        kinds["definite"],
        kinds["indefinite"],
        kinds["demonstrative"],
        kinds["several"],
        frozenset(words.prepositions.split()),
        frozenset(words.cues.split()),
        frozenset(words.adverbial.split()),
        frozenset(words.no_adjectives.split()),
        frozenset(words.joining.split()),
        frozenset(words.links.split()),
        frozenset(words.source.split()),
        frozenset(words.inside_name.split()),
        frozenset(words.complement.split()),
        frozenset(words.agent.split()),
        frozenset(words.genitive),
        frozenset(words.no_names.split()),
        tuple(words.no_name_endings.split()),
        frozenset(words.intensive.split()),
        frozenset(words.verb_endings.split()),
        frozenset(words.masculine_genitive.split()),
        frozenset(words.auxiliary.split()),
        frozenset(words.others.split()),
        frozenset(words.addressing.split()),
        frozenset(words.oblique.split()),
        frozenset(words.connectors.split()),
        frozenset(words.first.split()),
        frozenset(words.measures.split()),
        tuple(places.days.split()),
        frozenset(places.countries.split()),
        frozenset(places.times.split()),
    )


_STRONG: dict[Gender, str] = {"m": "er", "f": "e", "n": "es", "p": "e"}
_ENDING = re.compile(r"(?:e[rnms]|e)$")


def genders_after(determiner: str | None) -> str:
    """Return the genders (m, f, n, p) that a determiner allows, the likeliest first; all of them if there is none."""
    if determiner is None:
        return "pmfn"
    lower = determiner.lower()
    if lower in grammar().several:
        return "p"
    return grammar().words.agreement.get(lower, "mfnp")


def nominative_adjective(word: str, gender: Gender) -> str:
    """Return an adjective as it stands without an article in the nominative: *hohen* (m) → *hoher*."""
    if word.endswith("er") and word[:1].isupper():  # "Berliner", "Frankfurter": never declined
        return word
    return _ENDING.sub("", word) + _STRONG[gender] if _ENDING.search(word) else word


def country_of(word: str) -> str | None:
    """Return the country that an adjective or the first part of a compound speaks of."""
    lower = word.lower()
    stem = _ENDING.sub("", lower)
    places = grammar().places
    return places.adjectives.get(stem) or places.prefixes.get(lower)


def genitive(name: str, gender: str | None) -> str:
    """Return a name of an authority or organisation in the genitive with its article, or behind *von* where none goes.

    *Bundesamt für Post* is *des Bundesamts für Post*, *deutsche Botschaft* is *der deutschen Botschaft*.

    Args:
        name: in the nominative without an article.
        gender: f, m or n of its noun; None for a name that has none.
    """
    words = name.split()
    nouns = [word[0].isupper() and bool(nouns_of(word)) for word in words] + [False]
    head = next(
        (i for i, word in enumerate(words) if nouns[i] and not (nouns[i + 1] and word.endswith("e"))), None
    )  # "die Norddeutsche" is somebody, "Norddeutsche Bank" is not
    owned = head is not None and any(word[0].isupper() and word.endswith("s") for word in words[:head])
    if gender not in ("f", "m", "n") or head is None or owned:  # "von Musters Büro"
        return f"{grammar().words.agent.split()[0]} {name}"
    before = [
        _ENDING.sub("en", word) if word.islower() or word.endswith(("e", "es")) else word
        for word in words[:head]
    ]  # "des Auswärtigen Amts", "der Norddeutschen Bank", but "der Kieler Werft"
    noun = words[head]
    if gender != "f" and not noun.endswith("s"):
        noun += "es" if noun.endswith(("z", "ß", "x")) else "s"
    article = next(one for one, genders in grammar().words.genitive.items() if gender in genders)
    return " ".join([article, *before, noun, *words[head + 1 :]])

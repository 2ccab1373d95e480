"""Is a name without a noun that of a country or a firm? The rest of the article may show it.

*Reisen nach Musterien*, *die musterischen Behörden*: a country. *Der Betriebsrat von Muster*, *Muster-Aktien*: a firm.
"""

from __future__ import annotations

from collections.abc import Iterator

from laut.reading.actors.grammar import grammar
from laut.reading.actors.names import is_capital, is_given_name, may_be_surname, without_genitive
from laut.reading.actors.nouns import institutions, nouns_of
from laut.reading.prose import Prose, Word

_REACH = 4
"""Sentences in which a firm's name is looked for, that of the noun for it included."""


class Traces:
    """What the words around a name say of it, anywhere in an article."""

    def __init__(self, prose: Prose) -> None:
        """Look through an article when a name is asked for."""
        self._sentences = [sentence.words for sentence in prose.sentences]
        self._lower = {word.lower for words in self._sentences for word in words}
        self._lower_case = {word.text for words in self._sentences for word in words if word.text.islower()}

    def country(self, name: str) -> str | None:
        """The country that a name is, in the nominative: it ends like one, and it is a place or has an adjective."""
        places = grammar().places
        for bare in dict.fromkeys((name, without_genitive(name))):
            ending = next((one for one in places.country_endings.split() if bare.endswith(one)), "")
            if not ending or bare[:1].islower() or nouns_of(bare):
                continue
            stem = bare.lower().removesuffix(places.country_stem) + places.country_adjective
            if any(word.startswith(stem) for word in self._lower) or self._is_place(bare):
                return bare
        return None

    def sounds_like_country(self, name: str) -> bool:
        """Whether a name that nobody's given name stands before ends as most names of countries do, and no noun."""
        ending = grammar().places.country_stem
        before = [
            words[at - 1].text
            for words in self._sentences
            for at, word in enumerate(words)
            if at and word.text == name
        ]
        return (
            name.endswith(ending)
            and not (nouns_of(name) or is_given_name(name))
            and not any(is_given_name(one) or nouns_of(one) for one in before)
        )

    def is_firm(self, name: str) -> bool:
        """Whether a name has shares or a works council, or a noun for a firm before it."""
        return any(
            self._is_firm_there(words, at, name)
            for words in self._sentences
            for at, word in enumerate(words)
            if word.text.startswith(name)
        )

    def bare_name(self, at: int) -> str | None:
        """The one name without a noun in the sentences before a place, or in its own, that may be a firm's.

        It opens a sentence with a verb or a colon behind it, or stands behind "bei" with a colon, or behind the "wie"
        of a frame: *Muster streicht Stellen*, *Muster: Stellen fallen weg*, *Kehrtwende bei Muster: …*, *Wie Muster
        mitteilt*.
        """
        near = [words for words in self._sentences if words and words[0].start < at][-_REACH:]
        found = {name for words in near for name in self._names_in(words, at)}
        return next(iter(found)) if len(found) == 1 else None

    def _names_in(self, words: tuple[Word, ...], at: int) -> Iterator[str]:
        for i, word in enumerate(words[:-1]):
            behind = words[i + 1]
            verb = i == 0 and behind.text[0].islower() and not grammar().is_small(behind.lower)
            closed = behind.text == ":" and (i == 0 or words[i - 1].lower == "bei")
            framing = (
                i > 0 and words[i - 1].lower == grammar().words.reporting_as and behind.text[0].islower()
            )
            if word.start < at and (verb or closed or framing) and self._is_free(word.text):
                yield word.text

    def _is_free(self, name: str) -> bool:
        """Whether nothing is known of a word with a capital."""
        common = is_given_name(name) or grammar().is_small(name.lower()) or name.lower() in self._lower_case
        common = common or self._has_article(name)
        return may_be_surname(name) and not (common or name in grammar().places.seats or self._is_place(name))

    def _has_article(self, name: str) -> bool:
        """Whether a word stands behind an article that no firm has: *ein Reaktor*; *die Muster* may be one."""
        articles = institutions().articles.split()
        return any(
            words[at - 1].lower not in articles or words[at - 1].text == institutions().no_article
            for words in self._sentences
            for at, word in enumerate(words)
            if at and word.text == name and grammar().is_determiner(words[at - 1].lower)
        )

    def _is_place(self, name: str) -> bool:
        """Whether a name stands behind *in*, *nach* and the like, and never with an article or an adjective."""
        before = [
            words[at - 1].lower
            for words in self._sentences
            for at, word in enumerate(words)
            if at and word.text == name
        ]
        links = grammar().places.place_links.split()
        return any(one in links for one in before) and not any(grammar().is_determiner(one) for one in before)

    def _is_firm_there(self, words: tuple[Word, ...], at: int, name: str) -> bool:
        belongings = tuple(institutions().belongings.split())
        first, hyphen, last = words[at].text.partition("-")
        if hyphen:
            return first == name and last.lower().endswith(belongings)
        if without_genitive(words[at].text) != without_genitive(name) or not at:
            return False
        before = words[at - 1]
        if before.lower in grammar().agent and at > 1:
            return words[at - 2].lower.endswith(belongings)
        nouns = nouns_of(before.text) if is_capital(before) else ()
        return bool(nouns) and nouns[0].gender != "p" and nouns[0].base in institutions().generic.split()

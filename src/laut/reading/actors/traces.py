"""Is a name without a noun that of a country or a firm? The rest of the article may show it.

*Reisen nach Musterien*, *die musterischen Behörden*: a country. *Der Betriebsrat von Muster*, *Muster-Aktien*: a firm.
"""

from __future__ import annotations

from laut.reading.actors.grammar import grammar
from laut.reading.actors.names import is_capital, without_genitive
from laut.reading.actors.nouns import institutions, nouns_of
from laut.reading.prose import Prose, Word


class Traces:
    """What the words around a name say of it, anywhere in an article."""

    def __init__(self, prose: Prose) -> None:
        """Look through an article when a name is asked for."""
        self._sentences = [sentence.words for sentence in prose.sentences]
        self._lower = {word.lower for words in self._sentences for word in words}

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

    def is_firm(self, name: str) -> bool:
        """Whether a name has shares or a works council, or a noun for a firm before it."""
        return any(
            self._is_firm_there(words, at, name)
            for words in self._sentences
            for at, word in enumerate(words)
            if word.text.startswith(name)
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

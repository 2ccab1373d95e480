"""Are two reports about one affair? They are if enough of the names and nouns in them are the same.

Two statements on different affairs are one claim, or contradict each other, only by accident ("Wir verkaufen nicht",
of shares, and "sie verkaufen", of a forest), and vectors of contents do not tell affairs apart well enough. Whole
reports do: by their words with a capital letter, cut to their beginnings so that "Tarvenien" and "tarvenische
Grenzwache" meet as they do in "Tarvenian", and weighed by how rare they are in the news (`laut.linking.rarity`), for
"Polizei" and "Montag" stand in reports on anything. What counts is the cosine of two reports' words: of the pairs of
reports in the small media worlds, which are on one affair, six of seven have 0.15, and of reports of two worlds one of
eight hundred.

The words are kept as numbers, which the ledger stores for each text that was linked (`index_affairs`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import Final

import numpy as np
from sqlalchemy import Connection

from laut.ledger import affair_words
from laut.linking import rarity
from laut.linking.vocabulary import vocabulary
from laut.reading.actors.spelling import fold
from laut.records import Told

Words = frozenset[int]
"""The names and nouns of a text, each as a hash of its beginning."""

SHARED: Final = 0.15
"""Cosine from which two reports are on one affair."""
ACROSS: Final = 0.75
"""How much less that is for reports in two languages, of which mostly names agree: this part of it."""
STRANGE: Final = 0.2
"""Cosine below which two reports begin to be strange to each other; of those of a world, a quarter have less."""
STRANGEST: Final = 0.03
"""Cosine at which nothing speaks for one affair any more; seven of eight pairs of reports of two worlds have less."""
_FEWEST_LETTERS: Final = 4
_BEGINNING: Final = 6


def words_of(text: str, language: str | None) -> Words:
    """Return the names and nouns of a text.

    Args:
        text: the whole text of a report.
        language: ISO 639-1 code.
    """
    return frozenset(map(rarity.key_of, beginnings_of(text, language)))


def beginnings_of(text: str, language: str | None) -> frozenset[str]:
    """Return the beginnings of the names and nouns of a text, in small letters without umlauts."""
    words = vocabulary(language)
    return frozenset(
        fold(token.text)[:_BEGINNING]
        for token in words.tokens(text)
        if token.text[0].isupper() and len(token.text) >= _FEWEST_LETTERS and token.lower not in words.stop
    )


class Affairs:
    """Compares reports, each of which is looked at once."""

    def __init__(self, words_of: Callable[[Told], Words | None]) -> None:
        """Take what gives the words of the report that a statement stands in; None if they are not at hand."""
        self._words_of = words_of
        self._seen: dict[str, tuple[Words, float]] = {}

    @classmethod
    def of_texts(cls, text_of: Callable[[Told], str | None]) -> Affairs:
        """Compare reports of which somebody has the texts."""
        return cls(lambda told: words_of(text_of(told) or "", told.language))

    def same(self, one: Told, other: Told) -> bool:
        """Whether two statements stand in reports on one affair, as far as is known."""
        alike = self._alike(one, other)
        return alike is not None and alike >= SHARED

    def strangeness(self, one: Told, other: Told) -> float:
        """How much is missing for the reports of two statements to be on one affair.

        Returns:
            0 if they probably are, or nothing is known of one of them, to 1 if they have next to nothing in common.
            In between it grows with the logarithm of the cosine, as the odds of two affairs do.
        """
        alike = self._alike(one, other)
        if alike is None:
            return 0.0
        alike = min(max(alike, STRANGEST), STRANGE)
        return math.log(STRANGE / alike) / math.log(STRANGE / STRANGEST)

    def _alike(self, one: Told, other: Told) -> float | None:
        """The cosine of the words of two reports, as between reports in one language; None if it is not known."""
        if one.article == other.article:
            return 1.0
        (a, whole), (b, other_whole) = self._words(one), self._words(other)
        if not a or not b:
            return None
        cosine = rarity.weight(a & b) / math.sqrt(whole * other_whole)
        return cosine if one.language == other.language else cosine / ACROSS

    def _words(self, told: Told) -> tuple[Words, float]:
        """The words of the report that a statement stands in, and what they weigh."""
        found = self._seen.get(told.article)
        if found is None:
            words = self._words_of(told) or frozenset()
            found = self._seen[told.article] = words, rarity.weight(words)
        return found


def index_affairs(connection: Connection, revisions: Collection[int]) -> None:
    """Keep the words of texts in the ledger; what was looked at before is left as it is.

    To be called inside a transaction.

    Args:
        connection: to the ledger.
        revisions: numbers of the texts.
    """
    texts = affair_words.texts(connection, affair_words.without(connection, revisions))
    affair_words.add(
        connection,
        {number: _packed(words_of(text, language)) for number, (text, language) in texts.items()},
    )


def kept_words(connection: Connection, articles: Collection[str]) -> dict[str, Words]:
    """Return the words of articles, by their ids, as far as the ledger has them."""
    return {
        article: frozenset(np.frombuffer(packed, np.uint32).tolist())
        for article, packed in affair_words.of_articles(connection, articles)
    }


def _packed(words: Words) -> bytes:
    return np.array(sorted(words), np.uint32).tobytes()

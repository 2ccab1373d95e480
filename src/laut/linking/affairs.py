"""Are two reports about one affair? They are if enough of the names and nouns in them are the same.

Two statements on different affairs are one claim, or contradict each other, only by accident ("Wir verkaufen nicht",
of shares, and "sie verkaufen", of a forest), and vectors of contents do not tell affairs apart well enough. Whole
reports do: words with a capital letter, cut to their beginnings so that "Tarvenien" and "tarvenische Grenzwache" meet
as they do in "Tarvenian", over the geometric mean of how many each report has. Of the pairs of reports in the small
media worlds, which are on one affair, nine of ten have that much in common, and of reports of two worlds one of eighty.

The words are kept as numbers, which the ledger stores for each text that was linked (`index_affairs`).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Collection
from typing import Final

import numpy as np
from sqlalchemy import Connection

from laut.ledger import affair_words
from laut.linking.vocabulary import vocabulary
from laut.reading.actors.spelling import fold
from laut.records import Told

Words = frozenset[int]
"""The names and nouns of a text, each as a hash of its beginning."""

SHARED: Final = 0.13
"""Share of names and nouns that two reports on one affair have in common."""
ACROSS: Final = 0.615
"""How much less that is for reports in two languages, of which mostly names agree: this part of it."""
STRANGE: Final = 0.1
"""Share below which two reports begin to be strange to each other: of those of a world, one of twenty have less."""
STRANGEST: Final = 0.03
"""Share at which nothing speaks for one affair any more; a half of all pairs of reports of two worlds have less."""
_FEWEST_LETTERS: Final = 4
_BEGINNING: Final = 6


def words_of(text: str, language: str | None) -> Words:
    """Return the names and nouns of a text.

    Args:
        text: the whole text of a report.
        language: ISO 639-1 code.
    """
    words = vocabulary(language)
    return frozenset(
        zlib.crc32(fold(token.text)[:_BEGINNING].encode())
        for token in words.tokens(text)
        if token.text[0].isupper() and len(token.text) >= _FEWEST_LETTERS and token.lower not in words.stop
    )


class Affairs:
    """Compares reports, each of which is looked at once."""

    def __init__(self, words_of: Callable[[Told], Words | None]) -> None:
        """Take what gives the words of the report that a statement stands in; None if they are not at hand."""
        self._words_of = words_of
        self._seen: dict[str, Words] = {}

    @classmethod
    def of_texts(cls, text_of: Callable[[Told], str | None]) -> Affairs:
        """Compare reports of which somebody has the texts."""
        return cls(lambda told: words_of(text_of(told) or "", told.language))

    def same(self, one: Told, other: Told) -> bool:
        """Whether two statements stand in reports on one affair, as far as is known."""
        share = self._share(one, other)
        return share is not None and share >= SHARED

    def strangeness(self, one: Told, other: Told) -> float:
        """How much is missing for the reports of two statements to be on one affair.

        Returns:
            0 if they probably are, or nothing is known of one of them, to 1 if they have next to nothing in common.
        """
        share = self._share(one, other)
        if share is None:
            return 0.0
        return min(max((STRANGE - share) / (STRANGE - STRANGEST), 0.0), 1.0)

    def _share(self, one: Told, other: Told) -> float | None:
        """The share of names and nouns in common, as between reports in one language; None if it is not known."""
        if one.article == other.article:
            return 1.0
        a, b = self._words(one), self._words(other)
        if not a or not b:
            return None
        share = len(a & b) / math.sqrt(len(a) * len(b))
        return share if one.language == other.language else share / ACROSS

    def _words(self, told: Told) -> Words:
        found = self._seen.get(told.article)
        if found is None:
            found = self._seen[told.article] = self._words_of(told) or frozenset()
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

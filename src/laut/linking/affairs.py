"""Are two reports about one affair? They are if enough of the names and nouns in them are the same.

Two statements on different affairs contradict each other only by accident ("Wir verkaufen nicht", of shares, and "sie
verkaufen", of a forest), and vectors of contents do not tell affairs apart well enough. Whole reports do: words with
a capital letter, cut to their beginnings so that "Tarvenien" and "tarvenische Grenzwache" meet as they do in
"Tarvenian", over the geometric mean of how many each report has. Of the pairs of reports in the small media worlds,
which are on one affair, nine of ten have that much in common, and of reports of two worlds one of eighty.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from laut.linking.vocabulary import vocabulary
from laut.reading.actors.spelling import fold
from laut.records import Told

SHARED: Final = 0.13
"""Share of names and nouns that two reports on one affair have in common."""
SHARED_ACROSS: Final = 0.08
"""The same for reports in two languages, of which mostly names agree."""
_FEWEST_LETTERS: Final = 4
_BEGINNING: Final = 6


class Affairs:
    """Compares reports, each of which is looked at once."""

    def __init__(self, text_of: Callable[[Told], str | None]) -> None:
        """Take what gives the text of the report that a statement stands in; None if it is not at hand."""
        self._text_of = text_of
        self._seen: dict[str, frozenset[str]] = {}

    def same(self, one: Told, other: Told) -> bool:
        """Whether two statements stand in reports on one affair."""
        if one.article == other.article:
            return True
        a, b = self._words(one), self._words(other)
        least = SHARED if one.language == other.language else SHARED_ACROSS
        return bool(a and b) and len(a & b) >= least * math.sqrt(len(a) * len(b))

    def _words(self, told: Told) -> frozenset[str]:
        found = self._seen.get(told.article)
        if found is None:
            words = vocabulary(told.language)
            found = self._seen[told.article] = frozenset(
                fold(token.text)[:_BEGINNING]
                for token in words.tokens(self._text_of(told) or "")
                if token.text[0].isupper()
                and len(token.text) >= _FEWEST_LETTERS
                and token.lower not in words.stop
            )
        return found

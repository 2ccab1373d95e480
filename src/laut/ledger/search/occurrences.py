"""Where in a text is what was asked for? The same phrases that the full-text index answers, looked for in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from laut.ledger.search.analysis import form, stem, words
from laut.ledger.search.compounds import parts_of
from laut.ledger.search.expression import Every, Except, Expression, Phrase, Some
from laut.ledger.search.hits import Snippet
from laut.ledger.search.query import Query

WIDTH = 240
"""Characters of a snippet, about."""
_BEFORE = 60
_ELLIPSIS = "…"

Keys = Sequence[frozenset[str]]
"""Of each word of a text, all that it can be found by."""


class Counter:
    """Counts how often one of several phrases stands in a column.

    Attributes:
        exact: the phrases of one whole word.
        has_inexact: whether there are others.
    """

    def __init__(self, phrases: Iterable[Phrase], column: str) -> None:
        here = [phrase for phrase in phrases if column in phrase.columns]
        single = [phrase for phrase in here if len(phrase.words) == 1]
        self.exact = frozenset(phrase.words[0] for phrase in single if not phrase.prefix)
        self._beginnings = tuple(phrase.words[0] for phrase in single if phrase.prefix)
        self._longer = [phrase for phrase in here if len(phrase.words) > 1]
        self.has_inexact = bool(self._beginnings or self._longer)

    def count(self, found: Sequence[str]) -> int:
        """Return at how many words of the column one of the phrases begins."""
        return sum(map(self.exact.__contains__, found)) + self.count_inexact(found)

    def count_inexact(self, found: Sequence[str]) -> int:
        """Return at how many words one of the phrases begins that are not just one of its words, `exact`."""
        often = 0
        if self._beginnings:
            often += sum(word.startswith(self._beginnings) and word not in self.exact for word in found)
        if self._longer:
            keys = [frozenset((word,)) for word in found]
            often += len({start for phrase in self._longer for start in _starts(phrase, keys)})
        return often


def holds(expression: Expression, columns: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a row of the full-text index fulfils an expression, as the database would.

    Args:
        expression: what it must have.
        columns: the words of each column.
    """
    match expression:
        case Phrase(_, where, _):
            return any(Counter([expression], name).count(columns[name]) for name in where)
        case Every(of):
            return all(holds(part, columns) for part in of)
        case Some(of):
            return any(holds(part, columns) for part in of)
        case Except(kept, left_out):
            return holds(kept, columns) and not holds(left_out, columns)


def content_snippet(query: Query | None, text: str, language: str | None) -> Snippet:
    """Return what a statement says around what the query asks for, with all of that marked."""
    marks = _marks(query, text, language) if query else []
    return _cut(text, marks)


def speaker_snippet(query: Query | None, name: str) -> Snippet:
    """Return the name of a speaker with what the query asks for marked."""
    found = list(words(name))
    keys = [frozenset([form(word.spelt)]) for word in found]
    marked = _covered(query, {"speaker": keys}) if query else set()
    return Snippet(
        text=name, highlights=_ranges([(found[i].start, found[i].end) for i in sorted(marked)], name)
    )


def _marks(query: Query, text: str, language: str | None) -> list[tuple[int, int]]:
    found = list(words(text))
    stems = [frozenset([stem(word.spelt, language)]) for word in found]
    keys: list[frozenset[str]] = []
    run, first = "", 0
    for number, word in enumerate(found):
        run, first = (run + word.spelt, first) if word.joined else (word.spelt, number)
        keys.append(stems[number].union(parts_of(word.spelt) if language != "en" and word.capital else ()))
        if run != word.spelt:  # a word that hyphens join is found as a whole
            whole = stem(run, language)
            keys[first:] = [one | {whole} for one in keys[first:]]
    marked = _covered(query, {"content": stems, "parts": keys})
    return [(found[i].start, found[i].end) for i in sorted(marked)]


def _covered(query: Query, columns: Mapping[str, Keys]) -> set[int]:
    """Return which words are part of something that was asked for."""
    present = {column: frozenset[str]().union(*keys) for column, keys in columns.items()}
    return {
        word
        for term in query.wanted
        for phrase in term.alternatives()
        for column, keys in columns.items()
        if column in phrase.columns and (phrase.prefix or present[column].issuperset(phrase.words))
        for start in _starts(phrase, keys)
        for word in range(start, start + len(phrase.words))
    }


def _starts(phrase: Phrase, keys: Keys) -> Iterator[int]:
    wanted = phrase.words
    for start in range(len(keys) - len(wanted) + 1):
        for offset, word in enumerate(wanted):
            own = keys[start + offset]
            if word in own:
                continue
            if not (phrase.prefix and offset == len(wanted) - 1 and any(key.startswith(word) for key in own)):
                break
        else:
            yield start


def _cut(text: str, marks: list[tuple[int, int]]) -> Snippet:
    """Cut a text to a snippet around its first mark, at spaces."""
    start = 0
    if marks and marks[0][1] > WIDTH and len(text) > WIDTH:
        start = text.rfind(" ", 0, max(marks[0][0] - _BEFORE, 1)) + 1
    end = len(text)
    if end - start > WIDTH:
        end = max(text.rfind(" ", start, start + WIDTH), marks[0][1] if marks else 0)
        end = end if end > start else start + WIDTH
    opening = _ELLIPSIS + " " if start else ""
    shift = len(opening) - start
    shown = opening + text[start:end] + (" " + _ELLIPSIS if end < len(text) else "")
    inside = [(first + shift, last + shift) for first, last in marks if first >= start and last <= end]
    return Snippet(text=shown, highlights=_ranges(inside, shown))


def _ranges(marks: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Join marks with nothing but a space or a hyphen between them."""
    joined: list[tuple[int, int]] = []
    for first, last in marks:
        if joined and text[joined[-1][1] : first] in (" ", "-"):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)

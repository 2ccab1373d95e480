"""Which stretches of a text fit the patterns of a language's time grammar, and what did each word contribute?

The grammar is data: ``lexicon/LANGUAGE/timing.yaml``. A pattern is a row of places, each filled by one token:

========================  =====================================================================================
``vor``                   this word; in lower case it is also found with a capital, with a capital only so
``{month}``               a word of this class; its value goes into the slot of that name
``{day:until}``           the same, into the slot ``until``
``vor|seit|{edge}``       one of these
``[…]``                   may be left out
``<…>``                   the time expression proper; the words around it are only its context. Several of them
                          are several expressions, which lend each other the slots that they lack. Without any,
                          all of the pattern is the expression.
``@name``                 the piece of that name under ``parts``
========================  =====================================================================================

Classes of numbers need no words: ``day``, ``month_number``, ``hour``, ``minute``, ``short_year``, ``year``,
``oldyear``, ``anyyear``, ``count``, ``iso`` (2022-11-02), ``iso_month`` (2022-11) and ``years`` (2010-12).
The longest match wins, then the first rule.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from laut.reading.lexicon import load
from laut.reading.timing.vocabulary import (
    NOTHING,
    PIECE,
    Lexicon,
    Symbols,
    Value,
    number_symbols,
    word_table,
)

_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d\b|[12]\d{3}-(?:0[1-9]|1[0-2])\b|\d{1,3}(?:\.\d{3})+\b|\d+,\d+|\d+|[^\W\d_]+|[^\w\s]|\n[ \t]*\n"
)
"""A word, a number, a mark, or the end of a paragraph, which no expression goes on behind."""


class Token(NamedTuple):
    """A word, a number or a mark, and what it may stand for in a pattern."""

    start: int
    end: int
    symbols: Symbols


@dataclass(slots=True)
class _Place:
    """A place of a pattern: symbols that fill it, each with its slot; the places that may come next."""

    symbols: dict[str, str]
    group: int | None
    follow: list[_Place] = field(default_factory=list)
    rule: _Rule | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    kind: str
    given: Mapping[str, Any]
    groups: int


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that fits a pattern.

    Attributes:
        start, end: character offsets, half-open.
        kind: what the rule makes of it: a function of `laut.reading.timing.readings`.
        slots: what its words contribute, with what the rule adds.
        own: names of the slots that this expression fills itself; the others are lent by its neighbours.
        joined: whether it goes on from the expression before it, as the second day of a span does.
    """

    start: int
    end: int
    kind: str
    slots: Mapping[str, Any]
    own: frozenset[str]
    joined: bool = False


class Grammar:
    """A compiled ``timing.yaml``."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.cues = {name: frozenset(words.split()) for name, words in lexicon.cues.items()}
        self._parts = lexicon.parts
        rules = list(_rules(lexicon.rules))
        self._words = word_table(lexicon, [pattern for pattern, _, _ in rules])
        self._starts: dict[str, list[_Place]] = {}
        for number, (pattern, kind, given) in enumerate(rules):
            self._add(number, pattern, kind, given)
        self._alone = frozenset(
            symbol for symbol, places in self._starts.items() if any(place.last for place in places)
        )

    @classmethod
    @functools.cache
    def of(cls, language: str) -> Grammar:
        """Return the grammar of a language, compiled once.

        Raises:
            LautError: there is none for it.
        """
        return cls(load(language, "timing", Lexicon))

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text with what they may stand for."""
        known = self._words
        result = []
        for match in _TOKEN.finditer(text):
            piece = match[0]
            symbols = known.get(piece)
            if symbols is None:
                symbols = number_symbols(piece) if piece[0].isdigit() else self._look_up(piece)
            result.append(Token(match.start(), match.end(), symbols))
        return result

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Yield what fits, in order and not overlapping."""
        at = 0
        while at < len(tokens):
            best = self._best_at(tokens, at) if self._may_begin(tokens, at) else None
            if best is None:
                at += 1
                continue
            context = _context_before(best)
            if context:  # what stands around an expression must not hide a longer one
                inner = self._best_at(tokens, at + context)
                if inner is not None and len(inner) > len(best) - context:
                    at, best = at + context, inner
            yield from _as_matches(tokens, at, best)
            at += len(best)

    def _may_begin(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell quickly that nothing begins here: a word that is no time alone, before a word that is in no pattern."""
        symbols = tokens[at].symbols
        if not symbols:
            return False
        if at + 1 < len(tokens) and tokens[at + 1].symbols:
            return True
        return not self._alone.isdisjoint(symbols)

    def _look_up(self, word: str) -> Symbols:
        """Find a word that stands in capitals, as datelines and headlines have it."""
        if word.isupper() and len(word) > 2:
            return self._words.get(word.title()) or self._words.get(word.lower()) or NOTHING
        return NOTHING

    def _best_at(self, tokens: Sequence[Token], at: int) -> list[tuple[_Place, str]] | None:
        best: list[tuple[_Place, str]] | None = None
        paths = [[(place, symbol)] for symbol in tokens[at].symbols for place in self._starts.get(symbol, ())]
        while paths:
            longer = []
            for path in paths:
                place = path[-1][0]
                if place.last and (best is None or _better(path, best)):
                    best = path
                if at + len(path) < len(tokens):
                    symbols = tokens[at + len(path)].symbols
                    if symbols:
                        for after in place.follow:
                            longer += [[*path, (after, s)] for s in after.symbols if s in symbols]
            paths = longer
        return best

    def _add(self, number: int, pattern: str, kind: str, given: Mapping[str, Any]) -> None:
        pieces = PIECE.findall(self._expand(pattern))
        builder = _Builder(pieces)
        first, _ = builder.sequence(None)
        rule = _Rule(number, kind, given, builder.groups)
        for place in builder.places:
            place.rule = rule
        for place in first:
            for symbol in place.symbols:
                self._starts.setdefault(symbol, []).append(place)

    def _expand(self, pattern: str) -> str:
        return re.sub(r"@(\w+)", lambda match: self._parts[match[1]], pattern)


class _Builder:
    """Makes places out of the pieces of one pattern."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces
        self._at = 0
        self._group: int | None = None
        self.groups = 0
        self.places: list[_Place] = []

    def sequence(self, closing: str | None) -> tuple[list[_Place], bool]:
        """Read up to the closing bracket; return the places it may begin with and whether it may be empty.

        The places that it may end with are linked to what follows by whoever reads on; at the end of the
        pattern they are marked as last.
        """
        firsts, ends, optional = self._read(closing)
        if closing is None:
            for place in ends:
                place.last = True
        return firsts, optional

    def _read(self, closing: str | None) -> tuple[list[_Place], list[_Place], bool]:
        firsts: list[_Place] = []
        ends: list[_Place] = []
        empty = True
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if piece == closing:
                break
            if piece == "<":
                self._group, self.groups = self.groups, self.groups + 1
                continue
            if piece == ">":
                self._group = None
                continue
            if piece == "[":
                inner_firsts, inner_ends, may_miss = *self._read("]")[:2], True
            else:
                place = _Place(_symbols_of(piece), self._group)
                self.places.append(place)
                inner_firsts, inner_ends, may_miss = [place], [place], False
            for end in ends:
                end.follow += inner_firsts
            if empty:
                firsts += inner_firsts
            ends = ends + inner_ends if may_miss else inner_ends
            empty = empty and may_miss
        return firsts, ends, empty


def _symbols_of(piece: str) -> dict[str, str]:
    """Return the symbols of one place with the slot that each fills ("" for words)."""
    result = {}
    for option in piece.split("|"):
        if option.startswith("{"):
            name, _, slot = option[1:-1].partition(":")
            result[name] = slot or name
        else:
            result["=" + option] = ""
    return result


def _better(path: Sequence[tuple[_Place, str]], best: Sequence[tuple[_Place, str]]) -> bool:
    one, other = path[0][0].rule, best[0][0].rule
    assert one is not None and other is not None
    return len(path) > len(best) or (len(path) == len(best) and one.number < other.number)


def _context_before(path: Sequence[tuple[_Place, str]]) -> int:
    """Return how many tokens of a match stand before its first expression."""
    rule = path[0][0].rule
    if rule is None or not rule.groups:
        return 0
    return next(i for i, (place, _) in enumerate(path) if place.group is not None)


def _as_matches(tokens: Sequence[Token], at: int, path: Sequence[tuple[_Place, str]]) -> Iterator[Match]:
    rule = path[0][0].rule
    assert rule is not None
    if rule.kind == "nothing":
        return
    slots: dict[int | None, dict[str, Any]] = {}
    extents: dict[int | None, tuple[int, int]] = {}
    for token, (place, symbol) in zip(tokens[at : at + len(path)], path, strict=True):
        group = place.group if rule.groups else 0
        start, _ = extents.get(group, (token.start, 0))
        extents[group] = (start, token.end)
        filled = slots.setdefault(group, {})
        if slot := place.symbols[symbol]:
            filled.setdefault(slot, token.symbols[symbol])
    shared: dict[str, Any] = {}
    for group in sorted(slots, key=lambda group: -1 if group is None else group, reverse=True):
        shared = slots[group] | shared if group is None else shared | slots[group]
    expressions = sorted(group for group in slots if group is not None)
    for number, group in enumerate(expressions):
        start, end = extents[group]
        own = frozenset(slots[group])
        yield Match(start, end, rule.kind, {**shared, **slots[group], **rule.given}, own, joined=number > 0)


def _rules(text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield pattern, kind and given slots of each rule."""
    for line in text.splitlines():
        pattern, arrow, meaning = line.partition(" -> ")
        if arrow and not line.startswith("#"):
            kind, *given = meaning.split()
            yield pattern, kind, dict(_given(pair) for pair in given)


def _given(pair: str) -> tuple[str, Value]:
    name, _, value = pair.partition("=")
    return name, int(value) if value.lstrip("-").isdigit() else value

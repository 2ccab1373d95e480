"""What may each word or number of a text stand for in a pattern? The vocabulary of a time grammar.

The file ``lexicon/LANGUAGE/timing.yaml`` says how its parts are to be read.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

Value = int | float | str
Symbols = Mapping[str, Any]
"""What a token may stand for: names of classes, or words after ``=``, each with a value."""

PIECE = re.compile(r"[\[\]<>]|[^\s\[\]<>]+")
"""A piece of a pattern: a bracket, or what stands between blanks."""
NOTHING: Symbols = {}


class Join(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How words of a class are put together from those of others.

    Attributes:
        name: the class that is made (``class`` in the file).
        of: the two classes whose words are joined.
        with_: what stands between them (``with`` in the file).
        endings: what may follow.
        value: ``sum`` of both values, or a ``list`` of them.
    """

    name: str = msgspec.field(name="class")
    of: str
    with_: str = msgspec.field(name="with", default="")
    endings: str = ""
    value: Literal["sum", "list"] = "list"


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's ``timing.yaml``, as it stands in the file."""

    words: dict[str, dict[Value, str]]
    rules: str
    parts: dict[str, str] = {}
    joined: tuple[Join, ...] = ()
    endings: str = ""
    exact: str = ""
    cues: dict[str, str] = {}


def word_table(lexicon: Lexicon, patterns: Sequence[str]) -> dict[str, Symbols]:
    """Return what each word may stand for, by its text as it is most often written."""
    table: dict[str, dict[str, Any]] = {}
    spelt: dict[str, list[tuple[str, Any]]] = {}
    for name, by_value in lexicon.words.items():
        for meaning, entries in by_value.items():
            for entry in entries.split():
                stem = entry.rstrip("*")
                for ending in lexicon.endings.split(" ") if entry.endswith("*") else ("",):
                    spelt.setdefault(name, []).append((stem + ending, meaning))
    for join in lexicon.joined:
        former, latter = join.of.split()
        pairs = [(a, b) for a in spelt[former] for b in spelt[latter]]
        for (one, first), (two, second) in pairs:
            value: Any = first + second if join.value == "sum" else (first, second)
            for ending in join.endings.split(" "):
                spelt.setdefault(join.name, []).append((one + join.with_ + two + ending, value))
    for name, entries_ in spelt.items():
        for word, value in entries_:
            table.setdefault(word, {}).setdefault(name, value)
    for pattern in [*patterns, *lexicon.parts.values()]:
        for piece in PIECE.findall(pattern):
            for option in piece.split("|"):
                if option[0] not in "{@[]<>":
                    table.setdefault(option, {})["=" + option] = None
    exact = frozenset(lexicon.exact.split())
    for word in [word for word in table if word[0].islower()]:
        capital = word[0].upper() + word[1:]
        lent = {k: v for k, v in table[word].items() if k not in exact}
        if lent:
            table[capital] = {**lent, **table.get(capital, {})}
    for dash in "–—−‐":
        table[dash] = table.get("-", {})
    return dict(table)


@functools.lru_cache(maxsize=4096)
def number_symbols(digits: str) -> Symbols:
    """Return the classes that a number belongs to, by its size and length."""
    if "-" in digits and len(digits) == 7:
        year, month = int(digits[:4]), int(digits[5:])
        if month <= year % 100:  # no span of years: 2022-11, but 2010-12
            return {"iso_month": dt.date(year, month, 1)}
        return {"years": (year, year - year % 100 + month)}
    if "-" in digits:
        try:
            return {"iso": dt.date.fromisoformat(digits)}
        except ValueError:
            return NOTHING
    if "." in digits:
        return {"count": int(digits.replace(".", ""))}
    if "," in digits:
        return {"count": float(digits.replace(",", "."))}
    number = int(digits) if len(digits) < 10 else 10**10
    result: dict[str, Any] = {"count": number}
    if len(digits) == 4 and 1000 <= number < 2200:
        result["anyyear"] = number
        result["year" if 1900 <= number < 2100 else "oldyear"] = number
    elif len(digits) <= 2:
        if 1 <= number <= 31:
            result["day"] = number
        if 1 <= number <= 12:
            result["month_number"] = number
        if number <= 24:
            result["hour"] = number
        if len(digits) == 2:
            result["short_year"] = number
            if number < 60:
                result["minute"] = number
    return result

"""Which numbers does a content give, of what, and how exactly?

Numbers in digits and in words, of both spellings of decimals, with what is counted if the language data knows it
("Prozent", "dollars"); years and days of dates are left to `laut.reading.timing`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from laut.linking.vocabulary import BOUNDS, Token, Vocabulary

_DIGITS = re.compile(r"\d")
_EXACT, _ROUGH, _BOUND = 0.005, 0.08, 0.5
"""How far two numbers may lie apart, as a share of the larger one, if they are exact, rough, or only a bound."""

Kind = str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number.

    Attributes:
        value: how many.
        kind: what is counted, by a name that all languages share; None if not known.
        word: stem of the word behind it; empty if there is none.
        bound: whether it is said to be rough, a lower or an upper bound.
        whole: of how many, if it is a share of so many: 10 of "nine out of ten", which is 90 percent.
    """

    value: float
    kind: Kind = None
    word: str = ""
    bound: Literal["", "about", "more", "less"] = ""
    whole: float = 0.0


def quantities_of(
    tokens: Sequence[Token], words: Vocabulary, skipped: Collection[tuple[int, int]] = ()
) -> tuple[Quantity, ...]:
    """Find the numbers of a text.

    Args:
        skipped: character ranges whose numbers belong to dates.
    """
    found = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if any(start <= token.start < end for start, end in skipped):
            at += 1
            continue
        value, after = _number(tokens, at, words)
        if value is None:
            at += 1
            continue
        whole, behind = _whole(tokens, after, words)
        if whole is not None and 0 < value < whole:
            found.append(Quantity(100 * value / whole, "percent", whole=whole))
            after = behind
        else:
            found.append(_quantity(tokens, at, after, value, words))
        at = after
    return tuple(found)


def same_quantity(a: Quantity, b: Quantity) -> bool | None:
    """Whether two numbers agree; None if they count different things and cannot be compared."""
    for share, other in ((a, b), (b, a)):
        if share.whole and not other.whole and other.kind is None:
            return _is_count(share, other)
    if a.kind and b.kind and a.kind != b.kind:
        return None
    apart = abs(a.value - b.value)
    allowed = _EXACT
    if a.bound or b.bound:
        allowed = _ROUGH
        if _holds(a, b) and _holds(b, a) and (a.bound in ("more", "less") or b.bound in ("more", "less")):
            allowed = _BOUND
    return apart <= allowed * max(abs(a.value), abs(b.value))


def _is_count(share: Quantity, other: Quantity) -> bool | None:
    """Whether a number is the count of a share: 9 of "nine out of ten"; None if it is the whole."""
    return None if other.value == share.whole else other.value == round(share.value * share.whole / 100)


def _holds(bound: Quantity, other: Quantity) -> bool:
    if bound.bound == "more":
        return other.value >= bound.value * 0.95
    return bound.bound != "less" or other.value <= bound.value * 1.05


def _number(tokens: Sequence[Token], at: int, words: Vocabulary) -> tuple[float | None, int]:
    """Read the number that begins at a token: its value and the token behind it."""
    lower = tokens[at].lower
    data = words.numbers
    value: float | None
    if _DIGITS.match(lower):
        value, after = read_digits(lower, data.decimal), at + 1
    elif lower in data.every.words and at + 1 < len(tokens):
        share = _ordinal(tokens[at + 1].lower, words)
        return (share, at + 2) if share else (None, at + 1)
    else:
        value, after = spelt(lower, words), at + 1
    if value is None:
        fraction: float | None = data.fractions.get(lower)
        return fraction, at + 1
    while after < len(tokens):
        following = tokens[after].lower.removesuffix(".")
        if following in data.scales:
            value *= data.scales[following]
        elif following in data.fractions and data.fractions[following] < 1 and value < 20:
            value *= data.fractions[following]
        else:
            break
        after += 1
        if after < len(tokens) and tokens[after].text == "." and following in ("mio", "mrd"):
            after += 1
    return value, after


def _whole(tokens: Sequence[Token], at: int, words: Vocabulary) -> tuple[float | None, int]:
    """Read what follows in "nine out of ten": the whole and the token behind it."""
    lowers = [token.lower for token in tokens[at : at + 2]]
    for start, end in words.out_of.places(lowers):
        if start == 0 and at + end < len(tokens):
            return _number(tokens, at + end, words)
    return None, at


def _ordinal(word: str, words: Vocabulary) -> float | None:
    for stem, share in words.numbers.every.ordinals.items():
        if word == stem or (word.startswith(stem) and word[len(stem) :] in ("e", "er", "en", "es", "em")):
            return share
    return None


def _quantity(tokens: Sequence[Token], at: int, after: int, value: float, words: Vocabulary) -> Quantity:
    before = [token.lower for token in tokens[max(at - 3, 0) : at]]
    bound: Literal["", "about", "more", "less"] = ""
    for name in BOUNDS:
        if any(end == len(before) for _, end in words.bounds[name].places(before)):
            bound = name
            break
    if _is_share(tokens, at, after, words):
        return Quantity(100 * value, "percent", "", bound)
    kind, word = words.kinds.get(tokens[at - 1].text) if at and tokens[at - 1].text in "€$£" else None, ""
    for token in tokens[after : after + 3]:
        if not (token.is_word or token.text in "%€$£"):
            break
        if not kind and token.lower in words.kinds:
            kind = words.kinds[token.lower]
            break
    if after < len(tokens) and tokens[after].is_word:
        word = words.stem(tokens[after].lower)
    return Quantity(value, kind, word, bound)


def _is_share(tokens: Sequence[Token], at: int, after: int, words: Vocabulary) -> bool:
    """Whether a number is written as a fraction: "ein Drittel", "every third"."""
    data = words.numbers
    return tokens[at].lower in data.every.words or any(
        token.lower in data.fractions for token in tokens[at:after]
    )


def read_digits(text: str, decimal: str) -> float | None:
    """Read a number in digits; a mark before exactly three digits groups thousands unless it is the decimal mark."""
    bare = re.sub(r"[’' \u00a0\u202f](?=\d{3})", "", text)
    group = "." if decimal == "," else ","
    bare = re.sub(rf"\{group}(?=\d{{3}}(?!\d))", "", bare)
    try:
        return float(bare.replace(",", "."))
    except ValueError:
        return None


@functools.lru_cache(maxsize=50_000)
def _spelt(word: str, language: str) -> float | None:
    from laut.linking.vocabulary import vocabulary

    data = vocabulary(language).numbers
    value: float | None = data.units.get(word)
    if value is not None:
        return None if value == 1 else value
    value = data.scales.get(word)
    if value is not None and value < 1e6:
        return value
    return _composed(word.replace("-", ""), data.units, data.scales, data.and_ if data.units_first else "")


def spelt(word: str, words: Vocabulary) -> float | None:
    """Read a number in words; None for other words, and for *one*, which is more often an article."""
    return _spelt(word, words.language)


def _composed(word: str, units: dict[str, float], scales: dict[str, float], joint: str) -> float | None:
    """Read compounds: "zweihundertfünfzig", "dreiundzwanzig", "twenty-three"."""
    if not word:
        return 0.0
    if word in units:
        return units[word]
    for name, factor in sorted(scales.items(), key=lambda item: -item[1]):
        if factor <= 1000 and name in word:
            left, right = word.split(name, 1)
            first = 1.0 if not left else _composed(left, units, scales, joint)
            rest = _composed(right.removeprefix(joint) if joint else right, units, scales, joint)
            return None if first is None or rest is None or first >= factor else first * factor + rest
    for unit, value in units.items():
        if not 0 < value < 10:
            continue
        if joint and word.startswith(unit + joint):
            tens = units.get(word[len(unit) + len(joint) :], 0)
            if tens >= 20 and tens % 10 == 0:
                return tens + value
        if not joint and word.endswith(unit):
            tens = units.get(word.removesuffix(unit), 0)
            if tens >= 20 and tens % 10 == 0:
                return tens + value
    return None

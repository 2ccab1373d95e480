"""Does a content affirm or deny, and on which side of which opposition does it stand?

A content is *turned* by verbs and nouns that make what depends on them its opposite ("ablehnen", "rule out"), and
denied by particles ("nicht", "no") or by who passes it on ("bestreiten"). What the reader has judged of its
factuality says whether it is denied; where the reader has not judged, particles and cue are counted. Two denials
cancel out if one depends on the other; "nicht heute und nicht morgen" and "keine Million, nicht annähernd" deny once.
Oppositions ("steigen" and "sinken", "guilty" and "innocent") are *axes* with two ends; a denial turns the
end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from laut.linking.vocabulary import Token, Vocabulary

Sign = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a content denies.

    Attributes:
        denied: whether particles and turning words, or the denial outside and turning words, make an odd number.
        turned: whether it has an odd number of turning words.
        by_words: whether its own words deny it, however it is put forward.
        sign: whether it is put forward as so (1) or as not so (-1), by its factuality; 0 if that is open.
        stems: stems of the words in clauses with an odd number of denying particles.
        axes: axes on which it stands, with the end: 1 or -1.
        named: the same by the words alone, whatever denies them: of "nicht geschlossen" the end of "geschlossen".
    """

    denied: bool
    turned: bool
    by_words: bool
    sign: Sign
    stems: frozenset[str]
    axes: dict[str, int]
    named: dict[str, int]


def polarity_of(tokens: Sequence[Token], words: Vocabulary, sign: Sign, cue: str = "") -> Polarity:
    """Judge a content's polarity.

    Args:
        sign: of its factuality, as its originator puts it forward.
        cue: the words that attribute it.
    """
    clauses: dict[int, list[Token]] = {}
    for token in tokens:
        if token.is_word:
            clauses.setdefault(token.clause, []).append(token)
    count = turned = 0
    stems: set[str] = set()
    axes: dict[str, int] = {}
    named: dict[str, int] = {}
    ordered = list(clauses.values())
    for number, clause in enumerate(ordered):
        lowers = [token.lower for token in clause]
        particles = _particles(lowers, words)
        turned += _turns(clause, lowers, words)
        following = [token.lower for token in ordered[number + 1]] if number + 1 < len(ordered) else []
        replaced = words.corrected.places(following[:2]) or words.corrected.places(lowers[1:])
        if not replaced and (count % 2 == 0 or not words.nested.isdisjoint(lowers)):
            count += particles
        end_of = -1 if particles % 2 else 1
        for token in clause:
            stem = words.stem(token.lower)
            if particles % 2:
                stems.add(stem)
            for axis, end in words.axes_of(token.lower):
                axes[axis] = axes.get(axis, 0) + end_of * end
                named[axis] = named.get(axis, 0) + end
    outside = sign == -1 and not count % 2 if sign else bool(cue) and turns(cue, words)
    flip = -1 if outside else 1
    denied = (sign == -1) if sign else bool((count + outside) % 2)
    ends = {axis: flip * (1 if value > 0 else -1) for axis, value in axes.items() if value}
    raw = {axis: 1 if value > 0 else -1 for axis, value in named.items() if value}
    by_words = bool((count + turned) % 2)
    return Polarity(denied != bool(turned % 2), bool(turned % 2), by_words, sign, frozenset(stems), ends, raw)


def turns(text: str, words: Vocabulary) -> bool:
    """Whether the words around a content, such as its cue, turn it into its opposite."""
    tokens = words.tokens(text)
    lowers = [token.lower for token in tokens]
    return bool((_turns(tokens, lowers, words) + _particles(lowers, words)) % 2)


def _particles(lowers: Sequence[str], words: Vocabulary) -> int:
    spared = {at for start, end in words.spared.places(lowers) for at in range(start, end)}
    found = 0
    joined = False
    for at, lower in enumerate(lowers):
        if found % 2 and lower in words.repeated:
            break
        if at in spared:
            continue
        denies = lower in words.particles or lower.endswith(words.suffixes)
        if denies and lower in words.joined and joined:
            continue
        joined = joined or lower in words.joined
        found += denies
    return found


def _turns(clause: Sequence[Token], lowers: Sequence[str], words: Vocabulary) -> int:
    single = sum(
        words.stem(token.lower) in words.turning or token.lower.endswith(words.turning_endings)
        for token in clause
    )
    return single + words.turning_pairs.scattered(lowers)

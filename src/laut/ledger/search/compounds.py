"""What is a German compound made of? "Atomwaffeneinsatz" of "Atom", "Waffen" and "Einsatz".

A word is taken apart only where known parts cover all of it (``lexicon/de/search.yaml``), compared by their stems, so
that joints and endings need no rules: precision comes before recall, for whoever asks for "Rat" must not get every
"Demokratie". Fewer parts are better than more, and then a longer last one, which says what the thing is.
"""

from __future__ import annotations

import functools

from laut.ledger.search.analysis import form, stem, words
from laut.ledger.search.language import language

SHORTEST = 7
"""Letters of a compound."""
_SHORTEST_PART = 3
_MOST_PARTS = 5


@functools.lru_cache(maxsize=1 << 16)
def parts_of(spelt: str) -> tuple[str, ...]:
    """Return the stems of what a German word is made of; none if it is no compound of known parts.

    They are the stems of its parts and of each run of them, so that "Waffeneinsatz" finds "Atomwaffeneinsatz".

    Args:
        spelt: the word as `laut.ledger.search.analysis.words` spells it.
    """
    if len(spelt) < SHORTEST:
        return ()
    parts = _split(spelt, _MOST_PARTS)
    if len(parts) < 2:
        return ()
    runs = [
        (first, last)
        for first in range(len(parts))
        for last in range(first + 1, len(parts) + 1)
        if last - first < len(parts)
    ]
    found = [
        stem("".join(parts[first:last]), "de")
        for first, last in runs
        if last - first > 1 or (_is_part(parts[first]) and not (first == 0 and _only_opens(parts[0])))
    ]
    return tuple(dict.fromkeys(found))


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(stem(word.spelt, "de") for word in words(language("de").parts))


@functools.cache
def _opening() -> frozenset[str]:
    return frozenset(form(word.spelt) for word in words(language("de").first))


def _only_opens(part: str) -> bool:
    return form(part) in _opening()


def _is_part(text: str) -> bool:
    return len(text) >= _SHORTEST_PART and stem(text, "de") in _known()


@functools.lru_cache(maxsize=1 << 16)
def _split(text: str, most: int) -> tuple[str, ...]:
    """Return the best way to cover the text with at most so many parts; none if there is no way."""
    best: tuple[str, ...] = ()
    if _is_part(text):
        return (text,)
    if most < 2:
        return ()
    for cut in range(2, len(text) - _SHORTEST_PART + 1):
        head = text[:cut]
        if not (_is_part(head) or _only_opens(head)):
            continue
        rest = _split(text[cut:], most - 1)
        if rest and (not best or (len(rest) + 1, -len(rest[-1])) < (len(best), -len(best[-1]))):
            best = (head, *rest)
    return best

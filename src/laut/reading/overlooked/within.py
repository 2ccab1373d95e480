"""Whose is a clause with "laut X" in it, or "so steht es in Y"? "Die Brücke bleibt nach „Kurier“-Informationen zu"."""

from __future__ import annotations

import itertools

from laut.reading.attribution import Attribution, characters
from laut.reading.chain.signals import signals_in
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import (
    CLOSING,
    FEWEST_WORDS,
    PARTING,
    around,
    end_of_main,
    is_main_clause,
    parting,
)
from laut.reading.overlooked.pointing import pointing_back
from laut.reading.prose import Sentence


def within(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A clause with no part but "laut X", "nach Angaben von X" or "X zufolge" in it."""
    words = sentence.words
    end = len(words) - (words[-1].text in CLOSING)
    signals = [one for one in signals_in(sentence, terms) if one.kind == "outer"]
    if len(signals) != 1:
        return None
    start, stop, source = signals[0].start, signals[0].end, signals[0].source
    rest = [*words[:start], *words[stop:end]]
    if len(rest) < FEWEST_WORDS - 1 or any(word.quoted or word.text in {*PARTING, "-"} for word in rest):
        return None
    if start and not is_main_clause(rest, terms):
        return None
    small = start if start < source[0] else stop - 1
    return Attribution(
        around(words, start, stop, end),
        characters(words, *source),
        characters(words, small, small + 1),
        characters(words, start, stop),
    )


def inserted(sentence: Sentence, terms: Terms) -> Attribution | None:
    """A clause with one in it, or behind it, that points to the rest: "Er bekam, so steht es im Akt, zwei Uhren"."""
    words = sentence.words
    last = len(words) - (words[-1].text in CLOSING)
    end = end_of_main(words, last, terms)
    parts = parting(words, 1, end)
    for begin, stop in itertools.pairwise([*parts, end]):
        inside = words[begin + 1 : stop]
        if not inside or inside[0].lower not in terms.words("as_"):
            continue
        found = pointing_back(Sentence(inside, sentence.kind, sentence.paragraph), terms)
        rest = (*words[:begin], *words[stop + 1 : end])
        told = any(word.quoted or word.text in ":;" for word in rest)
        if found is None or told or len(parts) > 2 or not is_main_clause(rest, terms):
            continue
        (first, close), verb = found
        at = begin + 1
        return Attribution(
            around(words, begin, min(stop + 1, end), end),
            characters(words, first + at, close + at),
            characters(words, verb + at, verb + at + 1),
            characters(words, at, stop),
        )
    return None

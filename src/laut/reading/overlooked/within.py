"""Whose is a clause with "laut X" in it? "Die Brücke bleibt nach „Kurier“-Informationen zu"."""

from __future__ import annotations

from laut.reading.attribution import Attribution, characters
from laut.reading.chain.signals import signals_in
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import CLOSING, FEWEST_WORDS, PARTING, around, is_main_clause
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

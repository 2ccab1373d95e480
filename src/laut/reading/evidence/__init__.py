"""How firmly? Verb mood, modal verbs and other markers of a statement, and its factuality."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from laut.reading.evidence.data import evidence_words
from laut.reading.evidence.factuality import judge
from laut.reading.evidence.markers import markers_in, markers_of, modal_readings, sentences_of
from laut.reading.evidence.modals import Meaning, Reading, readings_of
from laut.reading.evidence.mood import Mood, finite_verbs, konjunktiv_clause, mood_of
from laut.reading.evidence.scope import scope_of
from laut.reading.evidence.verbs import verbs_of
from laut.reading.prose import Prose
from laut.records import Factuality, Marker, Statement

__all__ = [
    "Meaning",
    "Mood",
    "Reading",
    "finite_verbs",
    "konjunktiv_clause",
    "mood_of",
    "readings_of",
    "weigh",
]

LANGUAGE = "de"


def weigh(prose: Prose, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Give statements their factuality, for the outlet and for the originator, with the markers that show it.

    Args:
        prose: the article that they come from.
        statements: its statements, with their chains where those are known: the stance of the last hop says whether
            the outlet endorses what it passes on.
    """
    words, verbs = evidence_words(LANGUAGE), verbs_of(LANGUAGE)
    by_id = {statement.id: statement for statement in statements}
    readings: dict[int, list[Reading]] = {}
    markers: dict[int, list[Marker]] = {}
    result = []
    for statement in statements:
        numbers = sentences_of(prose, statement) if prose.sentences else range(0)
        for number in numbers:
            if number not in markers:
                sentence = prose.sentences[number]
                readings[number] = modal_readings(sentence, LANGUAGE)
                markers[number] = markers_in(sentence, readings[number], words, verbs, LANGUAGE)
        scope = scope_of(prose, statement, verbs)
        own = [reading for number in numbers for reading in readings[number]]
        nested = _is_inside(statement, by_id.get(statement.parent or ""))
        outlet, originator = judge(statement, scope, own, words, verbs, nested=nested)
        found = markers_of(statement, (marker for number in numbers for marker in markers[number]))
        result.append(msgspec.structs.replace(statement, factuality=Factuality(outlet, originator, found)))
    return tuple(result)


def _is_inside(statement: Statement, parent: Statement | None) -> bool:
    """Whether the words that introduce a statement stand in the content of the one that it is nested in."""
    if parent is None:
        return False
    words = statement.cue or statement.frame or statement.content
    return any(span.start <= words[0].start < span.end for span in parent.content)

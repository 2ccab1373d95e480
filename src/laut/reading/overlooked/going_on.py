"""Which sentences go on with the source of the one before? "Die Brücke bleibt demnach zu", "Danach bleibt sie zu"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from laut.reading.attribution import Attribution, characters
from laut.reading.chain.mood import is_finite
from laut.reading.chain.places import is_shown
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import CLOSING, FEWEST_WORDS, around, is_main_clause, is_paper
from laut.reading.prose import Prose, Sentence
from laut.records import Statement


def going_on(prose: Prose, told: Sequence[Statement], terms: Terms) -> Iterator[Attribution]:
    """Yield the sentences that go on with a source by "demnach", where the sentence before has one.

    And by "danach", where it tells of a paper that somebody has: "Das Protokoll liegt dem Kurier vor. Danach …"
    """
    for before, sentence in itertools.pairwise(prose.sentences):
        words = sentence.words
        end = len(words) - (words[-1].text in CLOSING)
        if sentence.paragraph != before.paragraph or any(_stands_in_part(one, sentence) for one in told):
            continue
        if _goes_on_from_paper(before, sentence, terms):
            word = characters(words, 0, 1)
            yield Attribution((characters(words, 1, end),), word, word, word)
            continue
        at = next((i for i in range(1, end) if words[i].lower in terms.words("anaphors")), 0)
        if not at or not is_main_clause(words[:end], terms):
            continue
        if any(_stands_in_part(one, before) for one in told):
            word = characters(words, at, at + 1)
            yield Attribution(around(words, at, at + 1, end), word, word, word)


def _goes_on_from_paper(before: Sentence, sentence: Sentence, terms: Terms) -> bool:
    """Whether "danach" opens a sentence behind one by which a paper is there to be read."""
    words = sentence.words
    if words[0].lower not in terms.words("loose_anaphors") or len(words) <= FEWEST_WORDS:
        return False
    verb = words[1].text[0].islower() and is_finite(words[1].lower, terms.language)
    return verb and is_paper(before.words, (0, len(before.words)), terms) and is_shown(before.words, terms)


def _stands_in_part(statement: Statement, sentence: Sentence) -> bool:
    """Whether some of a statement, or of what frames it, stands in a sentence."""
    parts = (*statement.content, *statement.frame, *statement.cue)
    return any(part.start < sentence.end and sentence.start < part.end for part in parts)

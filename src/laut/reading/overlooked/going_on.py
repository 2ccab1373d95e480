"""Which sentences go on with the source of the one before? "Die Brücke bleibe demnach zu"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from laut.reading.attribution import Attribution, characters
from laut.reading.chain.terms import Terms
from laut.reading.overlooked.clauses import CLOSING, around, is_main_clause
from laut.reading.prose import Prose, Sentence
from laut.records import Statement


def going_on(prose: Prose, told: Sequence[Statement], terms: Terms) -> Iterator[Attribution]:
    """Yield the sentences that go on with a source by "demnach", where the sentence before has one."""
    for before, sentence in itertools.pairwise(prose.sentences):
        words = sentence.words
        end = len(words) - (words[-1].text in CLOSING)
        at = next((i for i in range(1, end) if words[i].lower in terms.words("anaphors")), 0)
        if not at or sentence.paragraph != before.paragraph or not is_main_clause(words[:end], terms):
            continue
        free = not any(_stands_in_part(one, sentence) for one in told)
        if free and any(_stands_in_part(one, before) for one in told):
            word = characters(words, at, at + 1)
            yield Attribution(around(words, at, at + 1, end), word, word, word)


def _stands_in_part(statement: Statement, sentence: Sentence) -> bool:
    """Whether some of a statement, or of what frames it, stands in a sentence."""
    parts = (*statement.content, *statement.frame, *statement.cue)
    return any(part.start < sentence.end and sentence.start < part.end for part in parts)

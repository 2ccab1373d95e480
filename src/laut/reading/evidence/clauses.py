"""Where do the clauses of a sentence begin and end, and which of them are subordinate?

A shallow answer from punctuation and openers: enough to say which verb governs which, without a parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laut.reading.evidence.verbs import Verbs
from laut.reading.prose import Word
from laut.reading.words import DOUBLE_MARKS, SINGLE_MARKS

_BREAKS = frozenset(",;:()–—-.!?…/[]")
MARKS = DOUBLE_MARKS | SINGLE_MARKS
"""Quotation marks: they belong to no clause."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between punctuation marks.

    Attributes:
        words: its words, without punctuation and quotation marks.
        opener: the subordinator or relative pronoun that opens it, lower case; empty if it is a main clause.
        opened_by: the punctuation mark before it; empty at the beginning.
        closed_by: the punctuation mark behind it; empty at the end.
    """

    words: tuple[Word, ...]
    opener: str
    opened_by: str
    closed_by: str

    @property
    def subordinate(self) -> bool:
        """Whether its finite verb stands at the end."""
        return bool(self.opener)


def clauses_of(words: Sequence[Word], verbs: Verbs, before: str = "") -> list[Clause]:
    """Cut a sentence, or a part of one, into clauses, in order; none is empty.

    Args:
        words: the sentence or its part.
        verbs: the verbs of the language.
        before: the punctuation mark before them, if they are a part.
    """
    clauses: list[Clause] = []
    pending: list[Word] = []
    for word in words:
        if word.text in _BREAKS:
            if pending:
                clauses.append(Clause(tuple(pending), _opener(pending, before, verbs), before, word.text))
                pending = []
            before = word.text
        elif word.text not in MARKS:
            pending.append(word)
    if pending:
        clauses.append(Clause(tuple(pending), _opener(pending, before, verbs), before, ""))
    return clauses


def _opener(words: list[Word], before: str, verbs: Verbs) -> str:
    """The word that makes a clause subordinate, if one does."""
    first = words[0].lower
    if (first in verbs.grammar.joints or first in verbs.grammar.only) and len(words) > 1:
        words = words[1:]
        first = words[0].lower
    if first in verbs.grammar.focus and words[1:] and words[1].lower in verbs.grammar.conditions:
        return f"{first} {words[1].lower}"  # "auch wenn" grants something, and makes no condition of it
    if first in verbs.subordinators:
        return "" if _opens_main(words, verbs) else first
    second = words[1].lower if len(words) > 1 else ""
    if before == ",":
        if first in verbs.relatives and not _is_phrase(words, verbs):
            return first
        if second in verbs.grammar.inner_relatives and first in verbs.determiners:
            return second if _ends_finite(words, verbs) else ""
    return ""


def _opens_main(words: list[Word], verbs: Verbs) -> bool:
    """Whether a question word, a preposition ("während des Krieges") or "als Minister" opens a main clause."""
    second = words[1] if len(words) > 1 else None
    if second is None:
        return True
    finite = any(form.kind not in ("participle", "infinitive") for form in verbs.forms(second.lower))
    if words[0].lower in verbs.grammar.only_openers:
        return False
    if finite and second.lower not in verbs.also_other and len(words) > 2:
        return not _ends_finite(words[2:], verbs)
    if words[0].lower in verbs.grammar.also_main:
        return not _ends_finite(words, verbs)
    return False


def _is_phrase(words: list[Word], verbs: Verbs) -> bool:
    """Whether "der", "die" … opens a noun phrase of a main clause and no relative clause."""
    return not _ends_finite(words, verbs)


def _ends_finite(words: list[Word], verbs: Verbs) -> bool:
    """Whether the finite verb stands at the end, or before a last infinitive ("habe kommen können")."""
    last, sure = -1, -1
    for i, word in enumerate(words):
        if not word.text[0].islower() or word.lower in verbs.also_other:
            continue
        kinds = {form.kind for form in verbs.forms(word.lower)}
        if kinds - {"participle", "infinitive"}:
            last = i
            if not kinds & {"participle", "infinitive"}:
                sure = i
    if sure >= 0:
        return all(verbs.is_infinitive(word.lower) for word in words[sure + 1 :])
    return last == len(words) - 1

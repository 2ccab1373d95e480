"""Does a main clause say what would be, and not what is?

A condition need not be a clause: "jeder Angriff werde Folgen haben", "damit würde man den Streit verschärfen", "das
hätte er merken müssen". In reported speech Konjunktiv II often only stands for Konjunktiv I, so it counts there only
where a phrase states or takes up what would be.
"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.evidence.assertion import Assertion
from laut.reading.evidence.data import EvidenceWords
from laut.reading.evidence.mood import Mood
from laut.reading.evidence.scope import Scope
from laut.reading.evidence.verbs import Verbs
from laut.reading.prose import Word


def is_hypothetical(one: Assertion, words: EvidenceWords, verbs: Verbs) -> bool:
    """Whether the main clause of a content holds only under a condition, or did not come true.

    Args:
        one: the content.
        words: the evidential words of its language.
        verbs: the verbs of its language.
    """
    scope, finite, data = one.scope, one.finite, words.data.hypothesis
    if scope.conditional or _has_phrase(scope, words):
        return True
    if finite is None or not scope.main:
        return False
    if scope.main[0].lower in data.otherwise or _resumes(scope, words):
        return True
    unreal = finite.mood == "subjunctive-2" and finite.lemma in data.unreal
    if unreal and _missed(scope, finite, words, verbs):
        return True
    if finite.subordinate:
        return False
    if unreal and (one.direct or _is_perfect(scope, finite, verbs)):
        return one.direct
    opening = scope.main[: scope.main.index(finite.word)]
    if len(opening) > 1 and len(opening) + 1 == len(scope.main):
        return False  # the verb at the end: a relative clause without the noun that it belongs to
    if one.meaning == "future":
        return _is_general(opening, words)
    return unreal and _is_supposed(scope, opening, words)


def _has_phrase(scope: Scope, words: EvidenceWords) -> bool:
    """Whether a phrase states a condition: "für den Fall eines Streiks"."""
    lower = tuple(word.lower for word in scope.main)
    return any(
        lower[at : at + len(phrase)] == phrase
        for phrase in words.conditions
        for at, word in enumerate(lower)
        if word == phrase[0]
    )


def _resumes(scope: Scope, words: EvidenceWords) -> bool:
    """Whether the content goes on from a condition that stands before it: "…, dann sei das ein Fehler"."""
    first = scope.main[0]
    return first.text == words.data.hypothesis.resuming and scope.before is not None


def _is_deed(word: Word, words: EvidenceWords) -> bool:
    """Whether a noun names what may happen or not: "Atomwaffeneinsatz"."""
    return word.text[0].isupper() and word.lower.removesuffix("es").endswith(words.deeds)


def _is_general(opening: Sequence[Word], words: EvidenceWords) -> bool:
    """Whether the words before the verb mean any deed of a kind: "jeder Angriff", "auf einen Angriff"."""
    data = words.data.hypothesis
    if not any(_is_deed(word, words) for word in opening):
        return False
    lower = [word.lower for word in opening]
    if data.any & set(lower[:2]):
        return True
    return lower[0] in data.reacting and bool(set(lower[1:2]) & (data.some | data.any))


def _is_supposed(scope: Scope, opening: Sequence[Word], words: EvidenceWords) -> bool:
    """Whether Konjunktiv II supposes something: a deed or "ein …" before it, or a word that takes up what would be."""
    data = words.data.hypothesis
    if any(word.lower in data.under for word in scope.main):
        return True
    if not opening:
        return False
    first = opening[0].lower
    if first in data.some or first in data.any or (first in data.pointing and len(opening) == 1):
        return True
    return any(_is_deed(word, words) for word in opening)


def _missed(scope: Scope, finite: Mood, words: EvidenceWords, verbs: Verbs) -> bool:
    """Whether the clause says what should have been: "hätte helfen müssen", "dass er hätte helfen müssen"."""
    last = scope.main[-1].lower
    return last in words.data.hypothesis.missed and finite.lemma == verbs.grammar.have


def _is_perfect(scope: Scope, finite: Mood, verbs: Verbs) -> bool:
    """Whether a participle closes the clause: "hätte geholfen", "wäre gewesen"."""
    last = scope.main[-1]
    return finite.lemma != verbs.grammar.become and last.text[0].islower() and verbs.is_participle(last.lower)

"""What does the chain ask of verbs: which forms can a word be, and does a sentence stand in reported speech?

The one place where this stage leans on `laut.reading.evidence`.
"""

from __future__ import annotations

from collections.abc import Sequence

from laut.reading.evidence.mood import finite_verbs, konjunktiv_clause
from laut.reading.evidence.verbs import Form, verbs_of
from laut.reading.prose import Sentence, Word

FINITE = frozenset(("indicative", "first", "second", "shared", "preterite"))
"""Kinds of `Form` that can be the finite verb of a clause."""

__all__ = [
    "FINITE",
    "Form",
    "forms_of",
    "holds_konjunktiv",
    "is_finite",
    "is_konjunktiv",
    "particles_of",
    "reports",
]


def forms_of(word: str, language: str = "de") -> tuple[Form, ...]:
    """All readings of a lower-case word as a verb form."""
    verbs = verbs_of(language)
    forms = verbs.forms(word)
    return (
        forms if forms or "ss" not in word else verbs.forms(word.replace("ss", "ß"))
    )  # "liess", as the Swiss write


def particles_of(lemma: str, language: str = "de") -> list[str]:
    """The particles that an infinitive can be parted from: "mit" of "mitteilen"."""
    verbs = verbs_of(language)
    return [
        lemma[:cut]
        for cut in range(2, len(lemma) - 3)
        if verbs.is_separable(lemma[:cut]) and verbs.forms(lemma[cut:])
    ]


def is_finite(word: str, language: str = "de") -> bool:
    """Whether a lower-case word can be a finite verb."""
    return any(form.kind in FINITE for form in forms_of(word, language))


def is_konjunktiv(word: str, language: str = "de") -> bool:
    """Whether a lower-case word is a sure form of Konjunktiv I, or of Konjunktiv II."""
    kinds = {form.kind for form in forms_of(word, language)}
    return bool(kinds) and kinds <= {"first", "second"}


def holds_konjunktiv(words: Sequence[Word], language: str = "de") -> bool:
    """Whether any clause among some words stands in Konjunktiv I."""
    return any(one.mood == "subjunctive-1" for one in finite_verbs(words, language=language))


def reports(sentence: Sentence, after_report: bool, language: str = "de") -> bool:
    """Whether the main clause of a sentence stands in the Konjunktiv of reported speech."""
    return konjunktiv_clause(sentence, after_report=after_report, language=language)

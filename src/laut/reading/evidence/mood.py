"""Which verb of a clause is finite, and in which mood does it stand?

German reports speech in Konjunktiv I ("er sei krank") and, where that looks like the indicative, in Konjunktiv II
("sie hätten", "sie würden"). The forms come from `laut.reading.evidence.verbs`; which of several readings holds is
decided from the place of the word in its clause and, for what the form leaves open, from whether speech is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from laut.reading.evidence.clauses import Clause, clauses_of
from laut.reading.evidence.verbs import Form, Verbs, verbs_of
from laut.reading.prose import Sentence, Word

MoodName = Literal["indicative", "subjunctive-1", "subjunctive-2", "ambiguous"]
_NAMES: dict[str, MoodName] = {
    "indicative": "indicative",
    "preterite": "indicative",
    "first": "subjunctive-1",
    "second": "subjunctive-2",
    "shared": "ambiguous",
}
_SURE = frozenset(("preterite", "first", "second"))


@dataclass(frozen=True, slots=True)
class Mood:
    """A finite verb and its mood.

    Attributes:
        word: the verb.
        lemma: its infinitive; a particle that stands apart from it is not in it.
        mood: what its form says; ``ambiguous`` where indicative and Konjunktiv look the same.
        subordinate: whether it stands in a subordinate clause.
    """

    word: Word
    lemma: str
    mood: MoodName
    subordinate: bool = False


def mood_of(words: Sequence[Word], *, reported: bool = False, language: str = "de") -> Mood | None:
    """The finite verb of the main clause among some words (of the first clause if all are subordinate).

    Args:
        words: a sentence, a clause, or the content of a statement.
        reported: whether the words stand in reported speech: then an ambiguous form is one of Konjunktiv I.
        language: whose verbs.
    """
    found = finite_verbs(words, language=language)
    main = next((one for one in found if not one.subordinate), None) or next(iter(found), None)
    if main is not None and main.mood == "ambiguous":
        return Mood(main.word, main.lemma, "subjunctive-1" if reported else "indicative", main.subordinate)
    return main


def konjunktiv_clause(sentence: Sentence, *, after_report: bool = False, language: str = "de") -> bool:
    """Whether the main clause of a sentence stands in the Konjunktiv of reported speech.

    Args:
        sentence: the sentence.
        after_report: whether the sentence before it was reported speech: then Konjunktiv II counts as well, which
            otherwise may be a condition or a wish ("Das wäre ein Fehler"), unless a condition stands with it.
        language: whose verbs.
    """
    main = mood_of(sentence.words, language=language)
    if main is None or main.subordinate:
        return False
    if main.mood == "subjunctive-1":
        return True
    if main.mood != "subjunctive-2" or not after_report:
        return False
    conditions = verbs_of(language).grammar.conditions
    return not any(word.lower in conditions for word in sentence.words)


def finite_verbs(words: Sequence[Word], *, language: str = "de") -> list[Mood]:
    """All finite verbs among some words, in order."""
    verbs = verbs_of(language)
    result: list[Mood] = []
    for clause in clauses_of(words, verbs):
        result += finite_in(clause, verbs)
    return result


def finite_in(clause: Clause, verbs: Verbs) -> list[Mood]:
    """The finite verbs of one clause: several if clauses are joined by "und"; none in an infinitive group."""
    candidates = [
        (i, form) for i, word in enumerate(clause.words) for form in _readings(clause, i, word, verbs)
    ]
    if not candidates:
        candidates = _last_resort(clause, verbs) or _unlisted(clause, verbs)
    if not candidates:
        return []
    candidates = _without_adjective(clause, _without_noun(clause, candidates, verbs), verbs)
    if not candidates:
        return []
    sure = [(i, form) for i, form in candidates if _is_sure(clause, i, form, verbs)]
    if not sure:
        sure = [candidates[-1] if clause.subordinate else candidates[0]]
    first_person = any(word.lower in verbs.grammar.speaker for word in clause.words)
    return [
        Mood(clause.words[i], form.lemma, _mood(form, first_person, verbs), clause.subordinate)
        for i, form in _one_each(sure)
    ]


def _unlisted(clause: Clause, verbs: Verbs) -> list[tuple[int, Form]]:
    """A verb that no list has, at the end of a subordinate clause, where one must stand: Konjunktiv I by its ending."""
    last = clause.words[-1]
    if (
        not clause.subordinate
        or not last.text[0].islower()
        or not last.lower.endswith("e")
        or len(last.text) < 4
    ):
        return []
    if verbs.forms(last.lower) or last.lower in verbs.never:
        return []
    return [(len(clause.words) - 1, Form(last.lower + "n", "first"))]


def _without_noun(clause: Clause, candidates: list[tuple[int, Form]], verbs: Verbs) -> list[tuple[int, Form]]:
    """Without a first word that is a noun: "Belege legte er nicht vor", but "Sei das so, müsse man handeln"."""
    first = clause.words[0]
    if not first.text[0].isupper() or verbs.is_auxiliary(first.lower):
        return candidates
    rest = [(i, form) for i, form in candidates if i > 0]
    others = [
        i for i, form in rest if _is_sure(clause, i, form, verbs) or verbs.is_auxiliary(clause.words[i].lower)
    ]
    joined = bool(others) and any(word.lower in verbs.grammar.joints for word in clause.words[: others[0]])
    return rest if others and not joined else candidates


def _without_adjective(
    clause: Clause, candidates: list[tuple[int, Form]], verbs: Verbs
) -> list[tuple[int, Form]]:
    """Without a Konjunktiv I that is an adjective: "würden einfache Dinge verlangt", "ihre kluge und würdige Rede"."""
    places = {i for i, _ in candidates}
    auxiliaries = {i for i in places if verbs.is_auxiliary(clause.words[i].lower)}

    def is_adjective(i: int, form: Form) -> bool:
        following = clause.words[i + 1] if i + 1 < len(clause.words) else None
        if form.kind != "first" or i in auxiliaries or following is None or not following.text[0].isupper():
            return False
        joined = i > 1 and clause.words[i - 1].lower in verbs.grammar.joints
        listed = joined and i - 2 not in places and _is_inflected(clause.words[i - 2])
        return listed or bool(auxiliaries)

    return [(i, form) for i, form in candidates if not is_adjective(i, form)]


def _is_inflected(word: Word) -> bool:
    return word.text[0].islower() and word.lower.endswith("e")


def _last_resort(clause: Clause, verbs: Verbs) -> list[tuple[int, Form]]:
    """Where nothing else is finite, a Konjunktiv I that could be an adjective too: "Er weise das zurück"."""
    return [
        (i, form)
        for i, word in enumerate(clause.words)
        if word.lower in verbs.also_other and word.lower not in verbs.never and word.text[0].islower()
        if not i or clause.words[i - 1].lower not in verbs.determiners
        for form in verbs.forms(word.lower)
        if form.kind == "first" and (i + 1 < len(clause.words) or clause.subordinate)
    ][:1]


def _readings(clause: Clause, at: int, word: Word, verbs: Verbs) -> list[Form]:
    """The finite readings of a word where it stands."""
    if not word.text[0].islower() and at > 0:
        return []
    before = clause.words[at - 1].lower if at else ""
    if before == verbs.grammar.marker:
        return []
    forms = [form for form in verbs.forms(word.lower) if form.kind not in ("participle", "infinitive")]
    if forms and word.lower.endswith(("e", "en", "er")) and _is_attribute(clause, at, word, verbs):
        return []
    return forms


def _is_attribute(clause: Clause, at: int, word: Word, verbs: Verbs) -> bool:
    following = clause.words[at + 1] if at + 1 < len(clause.words) else None
    if word.lower in verbs.also_other:
        last = following is None
        return not (last and clause.subordinate)
    if following is None or not following.text[0].isupper() or at == 0:
        return False
    return clause.words[at - 1].lower in verbs.determiners and not verbs.is_auxiliary(word.lower)


def _is_sure(clause: Clause, at: int, form: Form, verbs: Verbs) -> bool:
    """Whether a reading holds without asking what else is in the clause."""
    word = clause.words[at].lower
    others = verbs.forms(word)
    if any(other.kind in ("participle", "infinitive") for other in others):
        return False
    return form.kind in _SURE or form.kind in ("indicative", "shared")


def _one_each(found: Iterable[tuple[int, Form]]) -> list[tuple[int, Form]]:
    best: dict[int, Form] = {}
    for at, form in found:
        best.setdefault(at, form)
    return sorted(best.items(), key=lambda item: item[0])


def _mood(form: Form, first_person: bool, verbs: Verbs) -> MoodName:
    name = _NAMES[form.kind]
    if name == "subjunctive-1" and first_person and form.lemma not in verbs.grammar.distinct_first:
        return "indicative"  # "ich habe", "ich gehe"
    return name

"""What does a modal verb mean: hearsay, a claim of its subject, a supposition of the writer, or none of it?

*sollen* can report ("soll geflohen sein") or oblige, plan, ask; *wollen* can quote its subject ("will nichts gewusst
haben") or mean an intent; *werden*, *dürfen*, *können*, *müssen*, *mögen* can suppose. Grammar decides most: what the
verb governs, the form, the sort of clause. Where it does not ("soll krank sein", "soll als Vermittler dienen"), weights
of cues decide; they are data (``modals.yaml``), and ``python -m training.modals`` measures and fits them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from laut.reading.evidence.clauses import Clause, clauses_of
from laut.reading.evidence.complement import Complement, complement_of
from laut.reading.evidence.cues import Cues, cues_of
from laut.reading.evidence.verbs import Verbs, verbs_of
from laut.reading.prose import Word

Meaning = Literal["reportative", "quotative", "epistemic", "conditional", "future", "root"]
"""What a modal verb means; ``root`` is duty, plan, intent, ability, and *werden* as a passive or a copula."""

_OF_THE_SENTENCE = frozenset(("hearsay", "demand"))
"""Cues that count wherever they stand in the sentence; the others only in the clause of the verb."""
_NEAR, _FAR = 3, 8
"""Words between a noun for a report and the preposition before it, and the one behind it."""
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A modal verb in a sentence and what it means there.

    Attributes:
        start, end: where the verb stands in `Article.text`.
        text: the verb as it stands.
        lemma: its infinitive.
        meaning: what it means.
        words: the verb and what it governs, in order.
    """

    start: int
    end: int
    text: str
    lemma: str
    meaning: Meaning
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A modal verb with what grammar says of it: what the decision is made from.

    Attributes:
        word: the verb.
        lemma: its infinitive.
        complement: what it governs.
        clauses: those of its sentence.
        number: the number of its clause.
        at: its number in its clause.
        asked: whether the sentence is a question.
        lower: the words of the sentence.
    """

    word: Word
    lemma: str
    complement: Complement
    clauses: Sequence[Clause]
    number: int
    at: int
    asked: bool
    lower: tuple[str, ...]

    @property
    def verb_first(self) -> bool:
        """Whether the clause begins with the verb, as questions and conditions without "wenn" do."""
        return self.at == 0 and not self.clause.subordinate

    @property
    def opens(self) -> bool:
        """Whether the verb opens its sentence, or a clause behind a main clause (and so no main clause itself)."""
        return self.verb_first and (self.number == 0 or not self.clauses[self.number - 1].subordinate)

    @property
    def next_opener(self) -> str:
        """What opens the clause behind; empty if it is a main clause, or none is there."""
        following = self.clauses[self.number + 1 : self.number + 2]
        return following[0].opener if following else ""

    @property
    def clause(self) -> Clause:
        """The clause that the verb stands in."""
        return self.clauses[self.number]


def readings_of(words: Sequence[Word], *, language: str = "de") -> list[Reading]:
    """The modal verbs of a sentence, in order, each with its meaning."""
    cues = cues_of(language)
    return [
        Reading(
            case.word.start,
            case.word.end,
            case.word.text,
            case.lemma,
            meaning_of(case, cues.data.weights, language=language),
            (case.word, *case.complement.words),
        )
        for case in cases_in(words, language=language)
    ]


def cases_in(words: Sequence[Word], *, language: str = "de") -> list[Case]:
    """The modal verbs of a sentence that govern something or may, in order."""
    verbs = verbs_of(language)
    if not any(_modal_lemma(word, verbs) for word in words):
        return []
    clauses = clauses_of(words, verbs)
    lower = tuple(word.lower for word in words)
    asked = "?" in lower[-2:]
    cases = []
    for number, clause in enumerate(clauses):
        for at, word in enumerate(clause.words):
            lemma = _modal_lemma(word, verbs)
            if not lemma or (not word.text[0].islower() and at > 0) or not _finite_here(clause, at, verbs):
                continue
            complement = complement_of(clauses, number, at, verbs)
            cases.append(Case(word, lemma, complement, clauses, number, at, asked, lower))
    return cases


def meaning_of(case: Case, weights: dict[str, float], *, language: str = "de") -> Meaning:
    """Decide what a modal verb means: by grammar where it decides, else by the weights of cues."""
    cues = cues_of(language)
    decide = _DECIDERS.get(cues.data.kinds.get(case.lemma, ""), _supposition)
    decided = decide(case, cues)
    if decided is not None:
        return decided
    score = sum(
        weights.get(name, 0.0) * value for name, value in features_of(case, language=language).items()
    )
    return "reportative" if score > 0 else "root"


def open_to_weights(case: Case, *, language: str = "de") -> bool:
    """Whether grammar leaves the meaning of a form of *sollen* open."""
    cues = cues_of(language)
    return cues.data.kinds.get(case.lemma) == "hearsay" and _hearsay(case, cues) is None


def features_of(case: Case, *, language: str = "de") -> dict[str, float]:
    """The cues that weigh for or against hearsay where grammar leaves *sollen* open."""
    cues, data = cues_of(language), cues_of(language).data
    lemma = case.complement.lemma
    present = {
        "bias": True,
        f"shape {_sort(case, cues, language)}": True,
        "deadline": _deadline(case, cues),
        "year": any(_YEAR.match(word) for word in case.lower),
        "exists": lemma in data.exists,
        "typical": lemma in data.typical,
        "konjunktiv": case.word.lower in data.konjunktiv,
        "subordinate": case.clause.subordinate,
        "asking": case.clause.opener in data.question_words,
    }
    everywhere = list(itertools.pairwise((*case.lower, "")))
    inside = everywhere
    if case.clause.subordinate:
        inside = list(itertools.pairwise((*(word.lower for word in case.clause.words), "")))
    for name, words in cues.lists.items():
        pairs = everywhere if name in _OF_THE_SENTENCE else inside
        present[name] = any(word in words and [word, after] not in data.comparing for word, after in pairs)
    return {name: 1.0 for name, there in present.items() if there}


def _sort(case: Case, cues: Cues, language: str) -> str:
    """The shape of what the verb governs, with states and lasting passives apart."""
    lemma, shape = case.complement.lemma, case.complement.shape
    if shape == "bare" and cues.is_state(lemma, verbs_of(language)):
        return "state"
    return "ongoing" if shape == "passive" and lemma in cues.ongoing else shape


def _hearsay(case: Case, cues: Cues) -> Meaning | None:
    """*sollen*, as far as grammar decides."""
    past = case.word.lower in cues.data.past_hearsay
    if past and (case.clause.opener in cues.data.conditions or (case.opens and not case.asked)):
        return "conditional"
    shape = case.complement.shape
    if shape == "perfect":
        return "root" if _deadline(case, cues) else "reportative"
    if shape == "none" or past or case.asked or case.clause.opener in cues.data.closing:
        return "root"
    return "reportative" if _pressed(case, cues) else None


def _pressed(case: Case, cues: Cues) -> bool:
    """Whether the clause says that the press has it: "nach einem Bericht des Senders", "Medienberichten zufolge"."""
    data, words = cues.data, [word.lower for word in case.clause.words]
    for i, word in enumerate(words):
        if word in data.press and case.clause.words[i].text[0].isupper():
            before, behind = words[max(i - _NEAR, 0) : i], words[i + 1 : i + 1 + _FAR]
            if data.press_before & set(before) or data.press_behind & set(behind):
                return True
    return False


def _claim(case: Case, cues: Cues) -> Meaning:
    """*wollen*: a perfect is claimed, all else is meant to be, but "will wissen, dass …" claims to know."""
    if case.complement.lemma in cues.data.knowing and case.next_opener in cues.data.that:
        return "quotative"
    if case.complement.shape != "perfect" or _deadline(case, cues):
        return "root"
    return "quotative"


def _future(case: Case, cues: Cues) -> Meaning:
    """*werden*."""
    shape = case.complement.shape
    if shape in ("none", "passive", "become") or case.word.lower not in cues.data.future_forms:
        return "root"
    if shape == "perfect" or any(word.lower in cues.suppose for word in case.clause.words):
        return "epistemic"
    return "future"


def _supposition(case: Case, cues: Cues) -> Meaning:
    """*dürfen*, *können*, *müssen*, *mögen*."""
    data, word, shape = cues.data, case.word.lower, case.complement.shape
    if shape == "none" or case.clause.opener in data.conditions or case.asked or case.verb_first:
        return "root"
    if shape == "perfect":
        return "root" if word in data.never_supposing else "epistemic"
    if word in data.forbidding and shape == "passive" and data.not_word in case.lower:
        return "root"  # "Atomwaffen dürften nicht eingesetzt werden"
    if word in data.supposing:
        return (
            "root"
            if any(one in data.conditions or one in data.speakers for one in case.lower)
            else "epistemic"
        )
    return "epistemic" if word in data.conceding and shape in ("copula", "result", "have") else "root"


_DECIDERS: dict[str, Callable[[Case, Cues], Meaning | None]] = {
    "hearsay": _hearsay,
    "claim": _claim,
    "future": _future,
}


def _deadline(case: Case, cues: Cues) -> bool:
    """Whether a point of time ahead makes a perfect a goal: "bis Jahresende", "in zwei Jahren"."""
    data, words = cues.data, case.lower
    for i, word in enumerate(words[:-1]):
        if word in data.until and words[i + 1] not in cues.spans and not _YEAR.match(words[i + 1]):
            continue
        if word in data.deadline:
            return True
        ahead = words[i + 1 : i + 4] if word in data.within else ()
        if any(one in data.amounts or one.isdigit() for one in ahead) and any(
            one in cues.spans for one in ahead
        ):
            return True
    return False


def _modal_lemma(word: Word, verbs: Verbs) -> str:
    for form in verbs.forms(word.lower):
        if form.kind != "participle" and (form.lemma in verbs.modals or form.lemma == verbs.grammar.become):
            return form.lemma
    return ""


def _finite_here(clause: Clause, at: int, verbs: Verbs) -> bool:
    """Whether a modal verb is finite where it stands, and no infinitive ("hätte reagieren sollen")."""
    word = clause.words[at]
    if not verbs.is_infinitive(word.lower):
        return True
    if at and clause.words[at - 1].lower == verbs.grammar.marker:
        return False
    others = clause.words[:at] if not clause.subordinate else clause.words
    return not any(_sure_auxiliary(other, verbs) for other in others)


def _sure_auxiliary(word: Word, verbs: Verbs) -> bool:
    if not word.text[0].islower() or word.lower in verbs.also_other or not verbs.is_auxiliary(word.lower):
        return False
    kinds = {form.kind for form in verbs.forms(word.lower)}
    return bool(kinds & {"indicative", "first", "second"}) and not kinds & {"participle", "infinitive"}

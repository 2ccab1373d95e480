"""What does a modal verb mean: hearsay, a claim of its subject, a supposition of the writer, or none of it?

*sollen* can report ("soll geflohen sein") or oblige, plan, ask; *wollen* can quote its subject ("will nichts gewusst
haben") or mean an intent; *werden*, *dürfen*, *können*, *müssen*, *mögen* can suppose. Grammar decides most: what the
verb governs, the form, the sort of clause. Where it does not ("soll krank sein", "soll als Vermittler dienen"), weights
of cues decide; they are data (``modals.yaml``), and ``python -m training.modals`` measures and fits them.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from laut.reading.evidence.clauses import Clause, clauses_of
from laut.reading.evidence.complement import Complement, complement_of, is_infinitive
from laut.reading.evidence.verbs import Verbs, verbs_of
from laut.reading.lexicon import load
from laut.reading.prose import Word

Meaning = Literal["reportative", "quotative", "epistemic", "conditional", "future", "root"]
"""What a modal verb means; ``root`` is duty, plan, intent, ability, and *werden* as a passive or a copula."""

_YEAR = re.compile(r"(?:19|20)\d\d$")


class ModalData(msgspec.Struct, frozen=True):
    """The file ``modals.yaml``; its comments say what each list is."""

    states: str
    ahead: str
    already: str
    hearsay: str
    demand: str
    change: str
    goals: str
    ongoing: str
    lasting: str
    not_lasting: str
    advisers: str
    deadline: str
    conditions: str
    suppose: str
    question_words: str
    spans: str
    weights: dict[str, float] = {}


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
        clause: its clause.
        clauses: those of its sentence.
        at: its number in its clause.
        asked: whether the sentence is a question.
        lower: the words of the sentence.
    """

    word: Word
    lemma: str
    complement: Complement
    clause: Clause
    clauses: Sequence[Clause]
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
        number = next(i for i, clause in enumerate(self.clauses) if clause is self.clause)
        return self.verb_first and (number == 0 or not self.clauses[number - 1].subordinate)


class _Cues:
    """The word lists of `ModalData` as sets."""

    def __init__(self, data: ModalData) -> None:
        self.states = frozenset(data.states.split())
        self.ongoing = frozenset(data.ongoing.split())
        self.lasting = tuple(data.lasting.split())
        self.not_lasting = frozenset(data.not_lasting.split())
        self.lists = {
            name: frozenset(getattr(data, name).split())
            for name in ("ahead", "already", "hearsay", "demand", "change", "goals", "advisers")
        }
        self.deadline = frozenset(data.deadline.split())
        self.conditions = frozenset(data.conditions.split())
        self.suppose = frozenset(data.suppose.split())
        self.question_words = frozenset(data.question_words.split())
        self.spans = frozenset(data.spans.split())
        self.weights = data.weights

    def is_state(self, lemma: str, verbs: Verbs) -> bool:
        """Whether an infinitive means a state: listed, or a verb of position with a particle."""
        if lemma in self.states:
            return True
        bases = [
            base for base in self.lasting if lemma.endswith(base) and verbs.is_separable(lemma[: -len(base)])
        ]
        return bool(bases) and lemma not in self.not_lasting


@functools.cache
def _cues_of(language: str) -> _Cues:
    return _Cues(load(language, "modals", ModalData))


def readings_of(words: Sequence[Word], *, language: str = "de") -> list[Reading]:
    """The modal verbs of a sentence, in order, each with its meaning."""
    cues = _cues_of(language)
    return [
        Reading(
            case.word.start,
            case.word.end,
            case.word.text,
            case.lemma,
            meaning_of(case, cues.weights, language=language),
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
            cases.append(Case(word, lemma, complement, clause, clauses, at, asked, lower))
    return cases


def meaning_of(case: Case, weights: dict[str, float], *, language: str = "de") -> Meaning:
    """Decide what a modal verb means: by grammar where it decides, else by the weights of cues."""
    cues = _cues_of(language)
    if case.lemma == "sollen":
        return _sollen(case, weights, cues)
    if case.lemma == "wollen":
        return _wollen(case, cues)
    if case.lemma == "werden":
        return _werden(case, cues)
    return _supposition(case, cues)


def open_to_weights(case: Case, *, language: str = "de") -> bool:
    """Whether grammar leaves the meaning of a form of *sollen* open."""
    return case.lemma == "sollen" and _by_grammar(case, _cues_of(language)) is None


def features_of(case: Case, *, language: str = "de") -> dict[str, float]:
    """The cues that weigh for or against hearsay where grammar leaves *sollen* open."""
    cues = _cues_of(language)
    lemma, shape = case.complement.lemma, case.complement.shape
    sort: str = shape
    if shape == "bare" and cues.is_state(lemma, verbs_of(language)):
        sort = "state"
    elif shape == "passive" and lemma in cues.ongoing:
        sort = "ongoing"
    features = {"bias": 1.0, f"shape {sort}": 1.0}
    pairs = list(itertools.pairwise((*case.lower, "")))
    for name, words in cues.lists.items():
        if any(word in words and (word, after) != ("mehr", "als") for word, after in pairs):
            features[name] = 1.0
    if _deadline(case, cues):
        features["deadline"] = 1.0
    if lemma == "geben":
        features["exists"] = 1.0
    if any(_YEAR.match(word) for word in case.lower):
        features["year"] = 1.0
    if case.clause.subordinate:
        features["subordinate"] = 1.0
        if case.clause.opener in cues.question_words:
            features["asking"] = 1.0
    if case.word.lower in ("solle", "sollten", "sollte"):
        features["konjunktiv"] = 1.0
    if lemma in ("handeln", "befinden", "stammen", "gehören", "stecken", "leiden", "aufhalten"):
        features["typical"] = 1.0
    return features


def _sollen(case: Case, weights: dict[str, float], cues: _Cues) -> Meaning:
    decided = _by_grammar(case, cues)
    if decided is not None:
        return decided
    score = sum(weights.get(name, 0.0) * value for name, value in features_of(case).items())
    return "reportative" if score > 0 else "root"


def _by_grammar(case: Case, cues: _Cues) -> Meaning | None:
    past = case.word.lower in ("sollte", "sollten")
    if past and (case.clause.opener in cues.conditions or (case.opens and not case.asked)):
        return "conditional"
    shape = case.complement.shape
    if shape == "perfect":
        return "root" if _deadline(case, cues) else "reportative"
    if shape == "none" or past or case.asked or case.clause.opener in ("wenn", "falls", "damit", "ob"):
        return "root"
    return None


def _wollen(case: Case, cues: _Cues) -> Meaning:
    if _knows_that(case):
        return "quotative"
    if case.complement.shape != "perfect" or _deadline(case, cues):
        return "root"
    return "quotative"


def _knows_that(case: Case) -> bool:
    """Whether somebody "will wissen, dass …", and not "ob" or "wer": then they claim to know it."""
    if case.complement.lemma != "wissen":
        return False
    number = next(i for i, clause in enumerate(case.clauses) if clause is case.clause)
    return any(clause.opener in ("dass", "daß") for clause in case.clauses[number + 1 : number + 2])


def _werden(case: Case, cues: _Cues) -> Meaning:
    shape = case.complement.shape
    if shape in ("none", "passive", "become") or case.word.lower.startswith("wurde"):
        return "root"
    if case.word.lower.startswith("würde"):
        return "root"
    if shape == "perfect" or any(word.lower in cues.suppose for word in case.clause.words):
        return "epistemic"
    return "future"


def _supposition(case: Case, cues: _Cues) -> Meaning:
    word, shape = case.word.lower, case.complement.shape
    if shape == "none" or case.clause.opener in cues.conditions or case.asked or case.verb_first:
        return "root"
    if shape == "perfect":
        return "root" if word.startswith(("konnte", "durfte", "musste", "möchte")) else "epistemic"
    if word == "dürften" and shape == "passive" and "nicht" in case.lower:
        return "root"  # "Atomwaffen dürften nicht eingesetzt werden"
    if word in ("dürfte", "dürften", "könnte", "könnten"):
        return (
            "root"
            if any(one in cues.conditions or one in ("ich", "wir") for one in case.lower)
            else "epistemic"
        )
    return "epistemic" if word in ("mag", "mögen") and shape in ("copula", "result", "have") else "root"


def _deadline(case: Case, cues: _Cues) -> bool:
    """Whether a point of time ahead makes a perfect a goal: "bis Jahresende", "in zwei Jahren"."""
    words = case.lower
    for i, word in enumerate(words[:-1]):
        if word in ("bis", "ab", "zum") and words[i + 1] not in cues.spans and not _YEAR.match(words[i + 1]):
            continue
        if word in cues.deadline:
            return True
        if word in ("in", "binnen", "innerhalb") and any(one in cues.spans for one in words[i + 1 : i + 4]):
            return True
    return False


def _modal_lemma(word: Word, verbs: Verbs) -> str:
    for form in verbs.forms(word.lower):
        if form.kind not in ("participle",) and (form.lemma in verbs.modals or form.lemma == "werden"):
            return form.lemma
    return ""


def _finite_here(clause: Clause, at: int, verbs: Verbs) -> bool:
    """Whether a modal verb is finite where it stands, and no infinitive ("hätte reagieren sollen", "wird … können")."""
    word = clause.words[at]
    if not is_infinitive(word.lower, verbs):
        return True
    if at and clause.words[at - 1].lower == "zu":
        return False
    others = clause.words[:at] if not clause.subordinate else clause.words
    for other in others:
        kinds = {form.kind for form in verbs.forms(other.lower)}
        sure = kinds & {"indicative", "first", "second"} and not kinds & {"participle", "infinitive"}
        if (
            sure
            and other.text[0].islower()
            and other.lower not in verbs.also_other
            and _auxiliary(other, verbs)
        ):
            return False
    return True


def _auxiliary(word: Word, verbs: Verbs) -> bool:
    return any(
        form.lemma in ("haben", "werden", "sein") or form.lemma in verbs.modals
        for form in verbs.forms(word.lower)
    )

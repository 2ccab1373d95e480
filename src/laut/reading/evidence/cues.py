"""Which words and forms tell the meanings of modal verbs apart? The file ``modals.yaml``, quick to ask."""

from __future__ import annotations

import functools

import msgspec

from laut.reading.evidence.verbs import Verbs
from laut.reading.lexicon import load


class ModalData(msgspec.Struct, frozen=True):
    """The file ``modals.yaml``; its comments say what each part is."""

    kinds: dict[str, str]
    past_hearsay: frozenset[str]
    konjunktiv: frozenset[str]
    future_forms: frozenset[str]
    supposing: frozenset[str]
    never_supposing: frozenset[str]
    conceding: frozenset[str]
    forbidding: frozenset[str]
    not_word: str
    speakers: frozenset[str]
    conditions: frozenset[str]
    closing: frozenset[str]
    that: frozenset[str]
    knowing: frozenset[str]
    exists: frozenset[str]
    typical: frozenset[str]
    comparing: list[list[str]]
    question_words: frozenset[str]
    deadline: frozenset[str]
    until: frozenset[str]
    within: frozenset[str]
    amounts: frozenset[str]
    press: frozenset[str]
    press_before: frozenset[str]
    press_behind: frozenset[str]
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
    suppose: str
    spans: str
    weights: dict[str, float]


class Cues:
    """The word lists of `ModalData` as sets."""

    def __init__(self, data: ModalData) -> None:
        self.data = data
        self.states = frozenset(data.states.split())
        self.ongoing = frozenset(data.ongoing.split())
        self.lasting = tuple(data.lasting.split())
        self.not_lasting = frozenset(data.not_lasting.split())
        self.lists = {
            name: frozenset(getattr(data, name).split())
            for name in ("ahead", "already", "hearsay", "demand", "change", "goals", "advisers")
        }
        self.suppose = frozenset(data.suppose.split())
        self.spans = frozenset(data.spans.split())

    def is_state(self, lemma: str, verbs: Verbs) -> bool:
        """Whether an infinitive means a state: listed, or a verb of position with a particle."""
        if lemma in self.states:
            return True
        bases = [
            base for base in self.lasting if lemma.endswith(base) and verbs.is_separable(lemma[: -len(base)])
        ]
        return bool(bases) and lemma not in self.not_lasting


@functools.cache
def cues_of(language: str = "de") -> Cues:
    """The cues of a language."""
    return Cues(load(language, "modals", ModalData))
